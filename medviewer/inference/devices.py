"""What there is to compute on, and how many threads are used. Imports torch when asked."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass

# A network for one picture gains nothing from more threads than this.
MOST_THREADS = 8


@dataclass(frozen=True, slots=True)
class Device:
    """``kind`` is ``cpu``, ``cuda`` or ``mps``; ``name`` as its maker calls it."""

    kind: str
    name: str


def found_devices() -> list[Device]:
    """Every device on this machine that the networks can run on, the CPU last."""
    import torch

    found = [
        Device("cuda", torch.cuda.get_device_name(number))
        for number in range(torch.cuda.device_count() if torch.cuda.is_available() else 0)
    ]
    if torch.backends.mps.is_available():
        found.append(Device("mps", "Apple GPU"))
    name = platform.processor() or platform.machine()
    return [*found, Device("cpu", f"{name}, {available_cores()} cores")]


def available_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def use_threads(count: int = 0) -> int:
    """Compute with so many threads from now on; 0: as many as are of use.

    Returns:
        How many they are: never more than cores this process may use, nor than are of use.
    """
    import torch

    chosen = min(count if count > 0 else MOST_THREADS, available_cores(), MOST_THREADS)
    torch.set_num_threads(chosen)
    return chosen


def engine_words(kind: str) -> str:
    """What runs the networks, for the status line: ``CPU, 2 threads`` or the GPU's name."""
    import torch

    if kind == "cuda" and torch.cuda.is_available():
        return f"CUDA, {torch.cuda.get_device_name(0)}"
    count = torch.get_num_threads()
    kind = kind.upper()
    return f"{kind}, 1 thread" if count == 1 else f"{kind}, {count} threads"

"""Several processes at one run, started by torchrun; alone, each of these does nothing."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel

T = TypeVar("T")


@contextmanager
def processes(device: torch.device) -> Iterator[torch.device]:
    """Join the processes that torchrun started, if it did.

    Yields:
        This process's device: its own graphics card where there are several.
    """
    if int(os.environ.get("WORLD_SIZE", "1")) == 1:
        yield device
        return
    if device.type == "cuda":
        device = torch.device("cuda", int(os.environ["LOCAL_RANK"]))
        torch.cuda.set_device(device)
    dist.init_process_group("nccl" if device.type == "cuda" else "gloo")
    try:
        yield device
    finally:
        dist.destroy_process_group()


def rank() -> int:
    """Number of this process, from 0; the first one validates and writes."""
    return dist.get_rank() if dist.is_initialized() else 0


def count() -> int:
    """Number of processes."""
    return dist.get_world_size() if dist.is_initialized() else 1


def shared(network: nn.Module, device: torch.device) -> nn.Module:
    """The network with its gradients averaged over the processes after each backward pass."""
    if count() == 1:
        return network
    if device.type == "cuda":
        network = nn.SyncBatchNorm.convert_sync_batchnorm(network)
    cards = [device.index] if device.type == "cuda" else None
    # A batch in which no class is certain leaves the class head without a gradient.
    return DistributedDataParallel(network, device_ids=cards, find_unused_parameters=True)


def mean(value: float, device: torch.device) -> float:
    """The mean of a number over the processes."""
    if count() == 1:
        return value
    number = torch.tensor(value, dtype=torch.float64, device=device)
    dist.all_reduce(number)
    return float(number) / count()


def any_of(flag: bool, device: torch.device) -> bool:
    """Whether it holds in any process."""
    return mean(float(flag), device) > 0


def from_first(value: T | None) -> T:
    """What the first process has."""
    box = [value]
    if count() > 1:
        dist.broadcast_object_list(box)
    assert box[0] is not None
    return box[0]

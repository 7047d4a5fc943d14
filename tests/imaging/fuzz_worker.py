"""Opens each file named on standard input and answers with one line of JSON.

Run as a process of its own, so that a crash or a hang ends this one and not the tests.
"""

import json
import sys
import time
import traceback
from pathlib import Path

from medviewer.domain.errors import KnownError
from medviewer.imaging.inspect import inspect_paths
from medviewer.imaging.registry import default_registry
from medviewer.imaging.windowing import default_window, render, thumbnail


def look(path: Path) -> str:
    """Everything that the program does with a scan that it opens."""
    registry = default_registry()
    if not registry.can_read(path):
        return "not a scan"
    volume = registry.read(path)
    for index in {0, len(volume) // 2, len(volume) - 1}:
        frame = volume.frame(index)
        shape = (volume.geometry.rows, volume.geometry.columns)
        if frame.shape[:2] != shape or volume.colour != (frame.ndim == 3):
            raise AssertionError(f"{frame.shape} is not {shape}, colour {volume.colour}")
        render(frame, default_window(volume, frame, index), volume.inverted, volume.padding)
        for plane in volume.graphics:
            if plane.frames.frame(index).shape != shape:
                raise AssertionError("overlay of another shape")
    thumbnail(volume)
    return "opens"


def answer(path: Path) -> dict[str, object]:
    begin = time.perf_counter()
    try:
        outcome = look(path)
    except KnownError as error:
        outcome = f"refused: {error}"
    except BaseException:  # noqa: BLE001 - whatever gets this far is what the test looks for
        outcome = f"escaped: {traceback.format_exc()}"
    try:
        for line in inspect_paths([path], pixels=True):
            if not line.ok and (not line.reason or "\n" in line.reason):
                outcome = f"escaped: reason {line.reason!r}"
    except BaseException:  # noqa: BLE001
        outcome = f"escaped: {traceback.format_exc()}"
    return {"outcome": outcome, "seconds": time.perf_counter() - begin, "peak_kb": peak_kb()}


def peak_kb() -> int:
    """Most memory this process ever held; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


if __name__ == "__main__":
    default_registry()
    print(json.dumps({"outcome": "ready"}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(Path(line.rstrip("\n")))), flush=True)

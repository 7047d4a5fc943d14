"""A screen to draw on with OpenGL, which the platform without a screen does not have."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def screen() -> Iterator[dict[str, str] | None]:
    """The environment of a program that draws on one; None where there is none.

    The screen there is, else one in memory (Xvfb, where it is installed).
    """
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        yield {}
        return
    if shutil.which("Xvfb") is None:
        yield None
        return
    read, write = os.pipe()
    size = ["-screen", "0", "1600x1200x24"]
    command = ["Xvfb", "-displayfd", str(write), *size, "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as stream:
            number = stream.readline().strip()
        yield {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()


def napari_python(env: dict[str, str] | None) -> str | None:
    """The Python that has napari; None, and a line that says why, where it cannot run.

    Args:
        env: what ``screen`` gave.
    """
    python = os.environ.get("MEDVIEWER_BENCH_NAPARI", sys.executable)
    asked = subprocess.run([python, "-c", "import napari"], capture_output=True, check=False)
    if env is None:
        print("napari is left out: there is no screen for its OpenGL, and no Xvfb")
    elif asked.returncode:
        print("napari is left out: no Python with it is named in MEDVIEWER_BENCH_NAPARI")
    else:
        return python
    return None

"""Libraries that a Linux desktop brings along, and the sentence for one that is missing.

Without this a missing library ends in a traceback, or in Qt aborting the process.
"""

import ctypes
import os
import re
import sys
import tomllib
from pathlib import Path

from medviewer.resources import resource_path

_MISSING = re.compile(r"(lib[^\s:]+\.so[.\d]*): cannot open shared object file")


def missing_library(error: Exception) -> str | None:
    """One plain sentence where an error of loading says that a library is missing, else None."""
    found = _MISSING.search(str(error))
    if found is None:
        return None
    name = found[1]
    package = _packages().get(name)
    where = f" (on Debian and Ubuntu: package {package})" if package else ""
    return (
        f"The window needs the library {name}, which is not on this computer; have it "
        f"installed{where}. `medviewer predict` works without it."
    )


def missing_for_window(plugins: Path) -> str | None:
    """The sentence for the first library that the window's connection to the desktop lacks.

    Qt itself would abort the process, with a text for engineers.

    Args:
        plugins: the folder of Qt's plugins.
    """
    if sys.platform != "linux":
        return None
    try:
        # Qt loads the same file a moment later, so this costs next to nothing.
        ctypes.CDLL(str(plugins / "platforms" / f"libq{_platform()}.so"))
    except OSError as error:
        return missing_library(error)
    return None


def _platform() -> str:
    """The platform that Qt is going to choose, as it calls it."""
    chosen = os.environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if chosen:
        return chosen
    wayland = os.environ.get("XDG_SESSION_TYPE") == "wayland" or not os.environ.get("DISPLAY")
    return "wayland" if wayland and os.environ.get("WAYLAND_DISPLAY") else "xcb"


def _packages() -> dict[str, str]:
    try:
        with resource_path("linux-libraries.toml").open("rb") as stream:
            return dict(tomllib.load(stream)["libraries"])
    except (OSError, tomllib.TOMLDecodeError):  # the sentence does without the package's name
        return {}

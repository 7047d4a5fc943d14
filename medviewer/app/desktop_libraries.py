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
    """One plain sentence where an error of loading says that a library is missing, else None.

    The loader names one library; the sentence names the packages of all that are missing, so that
    nobody has to come back for the next.
    """
    found = _MISSING.search(str(error))
    if found is None:
        return None
    name = found[1]
    packages = _to_install(name)
    where = f" (on Debian and Ubuntu: apt install {' '.join(packages)})" if packages else ""
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


def _to_install(first: str) -> list[str]:
    """The Debian packages of that library and of all others on the list that are missing too.

    Of two names for one package the older is given: younger systems know both.
    """
    listed = _packages()
    if first not in listed:
        return []
    missing = [first, *(name for name in listed if not _loads(name))]
    return list(dict.fromkeys(listed[name].split(" | ")[-1] for name in missing))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


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

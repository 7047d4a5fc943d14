"""Where the program's own files are, from a checkout and from an installed wheel.

A checkout keeps ``resources/`` and ``model_weights/`` beside the package; a wheel carries
them inside it under ``medviewer/_files``. Nothing else in the program knows the difference.
"""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_files"
_ROOT = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent


def resource_path(*parts: str) -> Path:
    """Path of one of the program's resources, e.g. ``resource_path("style", "dark.qss")``."""
    return _ROOT.joinpath("resources", *parts)


def pack_folders() -> list[Path]:
    """Folders that hold model packs, first found wins: ``$MEDVIEWER_PACKS``, then our own."""
    chosen = os.environ.get("MEDVIEWER_PACKS", "")
    return [*(Path(p) for p in chosen.split(os.pathsep) if p), _ROOT / "model_weights"]

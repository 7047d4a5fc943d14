"""What the application gives the window to work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from medviewer import __version__
from medviewer.ui.actions import Keymap
from medviewer.ui.preferences import Preferences

if TYPE_CHECKING:
    from medviewer.inference.predictor import Predictor
    from medviewer.packs.registry import PackRegistry


def program_version() -> str:
    return f"MedViewer {__version__}"


@dataclass(frozen=True)
class WindowSetup:
    """One start of the window.

    ``make_predictor`` is called in the inference thread, anew after another device was chosen.
    ``keymap`` holds the program's keys, without the person's own. ``versions`` says what this
    installation is made of. ``demo`` opens the demo store, which
    needs no sign-in, and the scans that ``demo_files`` writes (in the background).
    """

    store_path: Path
    preferences: Preferences
    keymap: Keymap
    packs: Callable[[], PackRegistry]
    make_predictor: Callable[[], Predictor]
    save_preferences: Callable[[Preferences], object]
    demo: bool = False
    demo_files: Callable[[], list[Path]] | None = None
    paths: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    versions: Callable[[], str] = program_version

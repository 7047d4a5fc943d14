"""Start of the window."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QTimer
from PySide6.QtWidgets import QApplication

from medviewer.app.application import Application
from medviewer.app.bundle import bundle_notes
from medviewer.app.crash import install_crash_handler
from medviewer.app.desktop_libraries import missing_for_window
from medviewer.app.logging_setup import set_up_logging
from medviewer.app.settings import (
    config_folder,
    load_settings,
    save_settings,
    settings_file,
    state_folder,
    take_over_keymap,
)
from medviewer.domain.errors import KnownError
from medviewer.ui import theme
from medviewer.ui.keymap import load_keymap
from medviewer.ui.main_window import MainWindow, WindowSetup

if TYPE_CHECKING:
    from medviewer.inference.predictor import Predictor
    from medviewer.packs.registry import PackRegistry

FIRST_PAINT_FLAG = "MEDVIEWER_PRINT_FIRST_PAINT"
"""Set in the environment: print the monotonic time of the first paint and quit (benchmarks)."""

_NO_DISPLAY = (
    "medviewer: there is no display to open a window on; use `medviewer predict` or "
    "`medviewer demo`, or set QT_QPA_PLATFORM=offscreen."
)


def open_window(argv: Sequence[str]) -> int:
    """Open the window and stay until it is closed.

    Returns:
        0; 2 for wrong use or without a display.
    """
    args = _parser().parse_args(list(argv))
    if not _has_display():
        print(_NO_DISPLAY, file=sys.stderr)
        return 2
    if said := missing_for_window(Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))):
        print(f"medviewer: {said}", file=sys.stderr)
        return 2
    set_up_logging(state_folder())
    app = QApplication.instance() or Application(sys.argv[:1])
    assert isinstance(app, QApplication)
    try:
        window = build_window(args)
    except KnownError as error:
        print(f"medviewer: {error}", file=sys.stderr)
        return 2
    install_crash_handler(state_folder() / "crashes", window.say)
    if isinstance(app, Application):
        app.file_requested.connect(lambda file: window.open_paths([Path(file)]))
    _stop_on_interrupt(app, window)
    if os.environ.get(FIRST_PAINT_FLAG):
        window.firstPainted.connect(lambda: _report_first_paint(window))
    window.show()
    return app.exec()


def build_window(args: argparse.Namespace) -> MainWindow:
    """The window as the command line asks for it; not shown yet.

    Raises:
        KnownError: the demo patients cannot be written.
    """
    from medviewer.store.locations import default_store_path, demo_store_path

    settings = settings_file()
    preferences = load_settings(settings)
    if args.theme:
        preferences.theme = args.theme
    names = set(theme.ThemeName)
    theme.apply_theme(
        QApplication.instance(),  # type: ignore[arg-type]
        preferences.theme if preferences.theme in names else theme.ThemeName.DARK,
        preferences.scale,
    )
    note = take_over_keymap(preferences, config_folder() / "keymap.toml")
    paths = [Path(p) for p in args.paths]
    store = args.store or (demo_store_path() if args.demo else default_store_path())
    return MainWindow(
        WindowSetup(
            store_path=store,
            preferences=preferences,
            keymap=load_keymap(),
            packs=_packs,
            make_predictor=lambda: _predictor(preferences.device, preferences.threads),
            save_preferences=lambda changed: save_settings(changed, settings),
            demo=args.demo,
            demo_files=_demo_files,
            paths=tuple(paths),
            notes=(*((note,) if note else ()), *bundle_notes()),
            versions=_versions,
        )
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="medviewer", description="Open the window, with scans if any are named."
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="scans or folders to open")
    parser.add_argument(
        "--demo", action="store_true", help="open the demo patients in a store of their own"
    )
    parser.add_argument("--store", type=Path, metavar="FILE", help="the store to sign in to")
    parser.add_argument("--theme", choices=[t.value for t in theme.ThemeName])
    return parser


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@cache
def _packs() -> "PackRegistry":
    from medviewer.packs.registry import PackRegistry

    return PackRegistry()


def _predictor(device: str, threads: int) -> "Predictor":
    from medviewer.inference.devices import use_threads
    from medviewer.inference.predictor import Predictor

    use_threads(threads)
    return Predictor(_packs(), device)


def _versions() -> str:
    from medviewer.app.versions import installed_versions

    return str(installed_versions())


def _demo_files() -> list[Path]:
    from medviewer.app.demo import prepare_demo

    return prepare_demo()


def _stop_on_interrupt(app: QApplication, window: MainWindow) -> None:
    """Ctrl+C in the terminal closes the window in good order."""
    signal.signal(signal.SIGINT, lambda *_: window.close())
    # Python sees signals only between its own steps, so it gets one now and then.
    timer = QTimer(window)
    timer.timeout.connect(lambda: None)
    timer.start(500)


def _report_first_paint(window: MainWindow) -> None:
    print(f"first paint {time.monotonic():.6f}", flush=True)
    window.close()

"""The menu on a picture: window presets, how it lies, how it is drawn."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from medviewer.domain.image import VoiWindow
from medviewer.ui.language import tr
from medviewer.ui.viewport.viewport import Viewport

# Names of actions; "" is a dividing line.
_ACTIONS = (
    "turn_right", "turn_left", "flip_horizontal", "flip_vertical", "invert", "smooth", "",
    "fit", "pixel_for_pixel", "true_size", "maximise_view", "",
    "layout", "link_views", "match_views", "reference_lines", "compare_prior", "", "reset_view",
)  # fmt: skip


def view_menu(view: Viewport, actions: Mapping[str, QAction], parent: QWidget) -> QMenu:
    """The menu of a viewport that shows a scan."""
    menu = QMenu(parent)
    menu.addMenu(preset_menu(view, actions, menu))
    menu.addSeparator()
    for name in _ACTIONS:
        if name:
            menu.addAction(actions[name])
        else:
            menu.addSeparator()
    return menu


def preset_menu(view: Viewport, actions: Mapping[str, QAction], parent: QWidget) -> QMenu:
    """The windows that fit the scan, by name, with their keys."""
    menu = QMenu("Window", parent)
    menu.setEnabled(bool(view.presets))
    own = menu.addAction(_with_key("Of the file", actions["preset_0"]))
    own.triggered.connect(view.default_window)
    for window in view.file_windows[1:]:
        _offer(menu, view, window, f"Of the file: {window_words(window)}")
    menu.addSeparator()
    for number, window in enumerate(view.presets, start=1):
        words = _with_key(window_words(window), actions[f"preset_{number}"])
        _offer(menu, view, window, words)
    return menu


def _offer(menu: QMenu, view: Viewport, window: VoiWindow, words: str) -> None:
    action = menu.addAction(words)
    action.setCheckable(True)
    action.setChecked(view.voi_window == window)
    action.triggered.connect(lambda: setattr(view, "voi_window", window))


def window_words(window: VoiWindow) -> str:
    """Name, width and level of a window."""
    return f"{tr(window.name)}  {window.width:.0f} / {window.centre:.0f}".strip().replace("-", "−")


def _with_key(words: str, action: QAction) -> str:
    # Qt sets what follows a tab in the column of the keys.
    return f"{words}\t{action.shortcut().toString()}"

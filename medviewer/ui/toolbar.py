"""The bar of buttons over the panels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from medviewer.ui.overflow import OverflowBar, action_button


@dataclass(frozen=True, slots=True)
class Group:
    """Buttons that belong together. Where there is no room the highest ``rank`` goes first."""

    names: tuple[str, ...]
    rank: int


_GROUPS = (
    Group(("open_files", "open_folder"), 3),
    Group(("predict", "predict_all"), 0),
    Group(("tool_window", "tool_zoom", "tool_pan"), 1),
    Group(("tool_distance", "tool_ellipse", "edit"), 1),
    Group(("toggle_masks", "compare"), 2),
    Group(("fit", "reset_view", "invert", "turn_right"), 4),
    Group(("layout",), 3),
    Group(("undo", "redo"), 5),
)
_END = Group(("palette", "privacy", "show_browser", "show_results", "settings"), 6)
_BELOW = {"turn_right": ("turn_right", "turn_left", "flip_horizontal", "flip_vertical")}
"""Actions in the menu of one button, by the one the button itself does."""

Share = Callable[[QToolButton, str], tuple[str, ...]]


class ToolBar(OverflowBar):
    """Groups of buttons from the left, the window's own at the right.

    Args:
        actions: of the window, by name.
        share: lets a button stand for several tools; answers their names, none for one alone.
    """

    def __init__(
        self, actions: Mapping[str, QAction], share: Share, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Tools")
        self._actions, self._share = actions, share
        for group in _GROUPS:
            self._add(group, divided=group is not _GROUPS[0])
        self.add_room()
        self._add(_END, divided=False)
        self.end()

    def _add(self, group: Group, *, divided: bool) -> None:
        buttons, listed = [], []
        for name in group.names:
            button = action_button(self._actions[name], words=name == "predict")
            names = self._share(button, name) or self._add_menu(button, name)
            listed += [self._actions[one] for one in names or (name,)]
            buttons.append(button)
        self.add(buttons, group.rank, lambda menu: menu.addActions(listed), divided=divided)

    def _add_menu(self, button: QToolButton, name: str) -> tuple[str, ...]:
        names = _BELOW.get(name, ())
        if names:
            menu = QMenu(button)
            menu.addActions([self._actions[one] for one in names])
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        return names

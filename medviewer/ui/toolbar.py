"""The bar of buttons over the panels: what does not fit goes into a menu at its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from medviewer.ui import icons, theme
from medviewer.ui.actions import WITH_KEY

_ICON = 20


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


class ToolBar(QWidget):
    """Groups of buttons from the left, the window's own at the right.

    Args:
        actions: of the window, by name.
        share: lets a button stand for several tools; answers their names, none for one alone.
    """

    def __init__(
        self, actions: Mapping[str, QAction], share: Share, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("toolbar")
        self.setAccessibleName("Tools")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._actions, self._share = actions, share
        self._menus: dict[Group, list[QAction]] = {}
        self.more = _more_button()
        self._row = QHBoxLayout(self)
        margins = (theme.SPACE_S, theme.SPACE_XS, theme.SPACE_S, theme.SPACE_XS)
        self._row.setContentsMargins(*margins)
        self._row.setSpacing(0)
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self._parts = {group: self._part(group, divided=group is not _GROUPS[0])
                       for group in _GROUPS}  # fmt: skip
        self._row.addStretch(1)
        self._parts[_END] = self._part(_END, divided=False)
        self._row.addWidget(self.more)
        self.more.menu().aboutToShow.connect(self._fill_more)

    def _part(self, group: Group, *, divided: bool) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_XS // 2)
        if divided:
            row.addSpacing(theme.SPACE_XS)
            row.addWidget(_divider())
            row.addSpacing(theme.SPACE_XS)
        self._menus[group] = []
        for name in group.names:
            button = action_button(self._actions[name], words=name == "predict")
            names = self._share(button, name) or self._add_menu(button, name)
            self._menus[group] += [self._actions[one] for one in names or (name,)]
            row.addWidget(button)
        self._row.addWidget(part)
        return part

    def _add_menu(self, button: QToolButton, name: str) -> tuple[str, ...]:
        names = _BELOW.get(name, ())
        if names:
            menu = QMenu(button)
            menu.addActions([self._actions[one] for one in names])
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        return names

    # --- room -----------------------------------------------------------------------------

    @property
    def left_out(self) -> list[Group]:
        """The groups without room, in the order of the bar."""
        return [group for group, part in self._parts.items() if part.isHidden()]

    def minimumSizeHint(self) -> QSize:
        """Room for the button of the menu and what is never left out."""
        first = min(self._parts, key=lambda group: group.rank)
        return QSize(self._needed([first]), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # words, icons or letters have changed
            self._fit()
        return done

    def _fit(self) -> None:
        shown = list(self._parts)
        while self._needed(shown) > self.width() and len(shown) > 1:
            # Of equals the one farther to the right.
            shown.remove(max(shown, key=lambda group: (group.rank, shown.index(group))))
        for group, part in self._parts.items():
            part.setVisible(group in shown)
        self.more.setVisible(len(shown) < len(self._parts))

    def _needed(self, groups: list[Group]) -> int:
        margins = self._row.contentsMargins()
        width = margins.left() + margins.right()
        width += sum(self._parts[group].sizeHint().width() for group in groups)
        if len(groups) < len(self._parts):
            width += self.more.sizeHint().width()
        return width

    def _fill_more(self) -> None:
        menu = self.more.menu()
        menu.clear()
        for number, group in enumerate(self.left_out):
            if number:
                menu.addSeparator()
            menu.addActions(self._menus[group])


def action_button(action: QAction, words: bool = False) -> QToolButton:
    """A button of the bar for an action; ``words``: with its name and key beside the icon."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(theme.scaled(_ICON), theme.scaled(_ICON)))
    button.setProperty("flat", not words)
    button.setAccessibleName(action.text().rstrip("…"))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    if words:
        action.setProperty(WITH_KEY, True)
        action.setIconText(f"{action.text()}  {action.shortcut().toString()}".rstrip())
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button


def _more_button() -> QToolButton:
    button = QToolButton()
    button.setProperty("flat", True)
    icons.set_icon(button, "more tools")
    button.setIconSize(QSize(theme.scaled(_ICON), theme.scaled(_ICON)))
    button.setToolTip("More tools: those there is no room for")
    button.setAccessibleName("More tools")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(QMenu(button))
    button.setVisible(False)
    return button


def _divider() -> QWidget:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.VLine)
    line.setFrameShadow(QFrame.Shadow.Plain)
    line.setFixedWidth(1)
    line.setForegroundRole(QPalette.ColorRole.Mid)
    return line

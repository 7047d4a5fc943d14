"""A bar of one row: what does not fit goes into a menu at its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


@dataclass(eq=False, slots=True)
class Part:
    """Widgets that belong together. Where there is no room the highest ``rank`` goes first.

    ``menu`` fills the menu while they are left out; ``wanted``: false for what does not fit
    the moment and is neither in the bar nor in the menu.
    """

    box: QWidget
    rank: int
    menu: Callable[[QMenu], object]
    divider: QWidget | None = None
    wanted: bool = True


class OverflowBar(QWidget):
    """Parts from the left in the order in which they are added; ``more`` has the others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.parts: list[Part] = []
        self.more = _more_button()
        self._row = QHBoxLayout(self)
        margins = (theme.SPACE_S, theme.SPACE_XS, theme.SPACE_S, theme.SPACE_XS)
        self._row.setContentsMargins(*margins)
        self._row.setSpacing(0)
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self.more.menu().aboutToShow.connect(self._fill_more)

    def add(
        self,
        widgets: Sequence[QWidget],
        rank: int,
        menu: Callable[[QMenu], object],
        *,
        divided: bool = True,
    ) -> Part:
        """Put widgets behind what is there; ``divided``: with a line before them."""
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_XS // 2)
        divider = _Divider() if divided else None
        if divider is not None:
            row.addWidget(divider)
        for widget in widgets:
            row.addWidget(widget)
        self._row.addWidget(box)
        self.parts.append(Part(box, rank, menu, divider))
        return self.parts[-1]

    def add_room(self) -> None:
        """What follows stands at the right."""
        self._row.addStretch(1)

    def end(self) -> None:
        """There is no more to add but the button of the menu."""
        self._row.addWidget(self.more)

    # --- room -----------------------------------------------------------------------------

    @property
    def left_out(self) -> list[Part]:
        """The parts without room, in the order of the bar."""
        return [part for part in self.parts if part.wanted and part.box.isHidden()]

    def minimumSizeHint(self) -> QSize:
        """Room for the button of the menu and what is never left out."""
        least = min(part.rank for part in self.parts)
        kept = [part for part in self.parts if part.rank == least]
        return QSize(self._needed(kept), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # words, icons or letters have changed
            self.fit()
        return done

    def fit(self) -> None:
        """Show what there is room for."""
        shown = [part for part in self.parts if part.wanted]
        while self._needed(shown) > self.width() and len(shown) > 1:
            # Of equals the one farther to the right.
            shown.remove(max(shown, key=lambda part: (part.rank, shown.index(part))))
        for part in self.parts:
            part.box.setVisible(part in shown)
            if part.divider is not None:  # nothing stands before the first
                part.divider.setVisible(part is not shown[0])
        self.more.setVisible(bool(self.left_out))

    def _needed(self, parts: list[Part]) -> int:
        margins = self._row.contentsMargins()
        width = margins.left() + margins.right()
        width += sum(part.box.sizeHint().width() for part in parts)
        if len(parts) < sum(part.wanted for part in self.parts):
            width += self.more.sizeHint().width()
        return width

    def _fill_more(self) -> None:
        menu = self.more.menu()
        menu.clear()
        for number, part in enumerate(self.left_out):
            if number:
                menu.addSeparator()
            part.menu(menu)


def action_button(action: QAction, words: bool = False) -> QToolButton:
    """A button of a bar for an action; ``words``: with its name and key beside the icon."""
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


class _Divider(QFrame):
    """A thin line with room on both sides."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.VLine)
        self.setFrameShadow(QFrame.Shadow.Plain)
        self.setForegroundRole(QPalette.ColorRole.Mid)
        self.setFixedWidth(1 + 2 * theme.SPACE_XS)

"""A page with one column in its middle: what the sign-in and the start page are made of."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from medviewer.ui import theme

_TITLE = 1.6  # times the usual size of letters


class MiddlePage(QWidget):
    """Title, words below it, then what the page adds to ``column``.

    A window too small for the column scrolls it; nothing is squeezed.

    Args:
        width: of the column in logical pixels at the usual size of text.
        card: a frame around the column.
        parent: the window's stack of pages.
    """

    def __init__(self, width: int, *, card: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = width
        self._title = QLabel()
        self._title.setWordWrap(True)
        theme.enlarge(self._title, _TITLE)
        self._words = paragraph()
        self._body = QFrame()
        self._body.setProperty("card", card)
        self.column = QVBoxLayout(self._body)
        self.column.setContentsMargins(*[2 * theme.SPACE_L] * 4)
        self.column.setSpacing(theme.SPACE_M)
        self.column.addWidget(self._title)
        self.column.addWidget(self._words)
        self.column.addSpacing(theme.SPACE_XS)
        inside = QWidget()
        # No alignment here: an aligned item is not asked for its height at its width.
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._body)
        across.addStretch(1)
        down = QVBoxLayout(inside)
        down.setContentsMargins(0, 0, 0, 0)
        down.addStretch(2)
        down.addLayout(across)
        down.addStretch(3)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        for ground in (inside, self._area.viewport()):
            ground.setAutoFillBackground(False)  # the page's own shows through
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """As wide as meant, or as the page is without its scroll bar."""
        room = self.width() - self._area.verticalScrollBar().sizeHint().width()
        self._body.setFixedWidth(min(theme.scaled(self._width), max(room, 1)))


def paragraph(role: str = "") -> QLabel:
    """Plain words that go over as many lines as they need."""
    label = QLabel()
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label

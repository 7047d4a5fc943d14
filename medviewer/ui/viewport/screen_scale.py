"""How many pixels of a screen make a millimetre, as a person measured it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QScreen
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from medviewer.ui import theme

CARD_MM = 85.6
"""Length of a bank card (ISO/IEC 7810, ID-1)."""

_CARD_SHAPE = 53.98 / CARD_MM
_SHORTEST, _LONGEST = 120.0, 900.0  # logical pixels
_SEPARATOR = "="


def screen_key(screen: QScreen) -> str:
    """What tells a screen from others, also after it was unplugged."""
    parts = (screen.manufacturer(), screen.model(), screen.serialNumber(), screen.name())
    size = screen.geometry().size() * screen.devicePixelRatio()
    words = " ".join(p for p in parts if p)
    return f"{words} {size.width()}x{size.height()}".replace(_SEPARATOR, "-")


def known_scale(entries: list[str], screen: QScreen) -> float | None:
    """Device pixels per millimetre of a screen; None where nobody measured it.

    Args:
        entries: as ``with_scale`` writes them.
        screen: the one that is looked at.
    """
    for entry in entries:
        key, _, value = entry.rpartition(_SEPARATOR)
        if key == screen_key(screen):
            try:
                found = float(value)
            except ValueError:
                return None
            return found if found > 0 else None
    return None


def with_scale(entries: list[str], screen: QScreen, pixels_per_mm: float) -> list[str]:
    """``entries`` with the scale of one screen put in or replaced."""
    key = screen_key(screen)
    others = [e for e in entries if e.rpartition(_SEPARATOR)[0] != key]
    return [*others, f"{key}{_SEPARATOR}{pixels_per_mm:.6g}"]


class CardRuler(QWidget):
    """A card whose right edge is dragged (or moved by Left and Right) to the length of a real one.

    ``changed(float)``: its length in logical pixels.
    """

    changed = Signal(float)

    def __init__(self, length: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.length = min(max(length, _SHORTEST), _LONGEST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Length of the card on the screen")
        self.setToolTip("Drag the edge, or press Left and Right (Shift: larger steps)")
        self.setCursor(Qt.CursorShape.SplitHCursor)

    def sizeHint(self) -> QSize:
        return QSize(int(_LONGEST) // 2 + 120, 300)

    def set_length(self, length: float) -> None:
        limit = min(_LONGEST, self.width() - 2.0 * theme.SPACE_M)
        self.length = min(max(length, _SHORTEST), max(limit, _SHORTEST))
        self.update()
        self.changed.emit(self.length)

    def paintEvent(self, _event: QPaintEvent) -> None:
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = self.length * _CARD_SHAPE
        card = QRectF(theme.SPACE_M, (self.height() - high) / 2, self.length, high)
        painter.setPen(QPen(QColor(c.border), 1))
        painter.setBrush(QColor(c.raised))
        painter.drawRoundedRect(card, 10, 10)
        painter.setPen(QPen(QColor(c.accent), 2))
        painter.drawLine(card.topRight() + QPointF(0, 8), card.bottomRight() - QPointF(0, 8))
        painter.setPen(QColor(c.text))
        painter.drawText(card, Qt.AlignmentFlag.AlignCenter, f"{CARD_MM:g} mm")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.set_length(event.position().x() - theme.SPACE_M)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.set_length(event.position().x() - theme.SPACE_M)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        large = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self.set_length(self.length + way * (10 if large else 0.5))


class ScreenRuler(QDialog):
    """Asks a person to hold a bank card against the screen."""

    def __init__(self, screen: QScreen, known: float | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Calibrate the screen")
        self._ratio = screen.devicePixelRatio()
        guess = screen.physicalDotsPerInch() / 25.4
        start = known / self._ratio if known else guess
        words = QLabel(
            "Hold a bank card against the screen and drag the right edge of the drawn card until "
            "both are as long. Then pictures can be shown in their true size on this screen."
        )
        words.setWordWrap(True)
        self.ruler = CardRuler(start * CARD_MM, self)
        self._figure = QLabel()
        self._figure.setProperty("role", "muted")
        self._figure.setAccessibleName("Pixels per millimetre")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.SPACE_L,) * 4)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(words)
        column.addWidget(self.ruler, 1)
        column.addWidget(self._figure)
        column.addWidget(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.ruler.changed.connect(self._tell)
        self._tell(self.ruler.length)

    @property
    def pixels_per_mm(self) -> float:
        """Device pixels of the screen per millimetre, by where the edge stands."""
        return self.ruler.length * self._ratio / CARD_MM

    def _tell(self, _length: float) -> None:
        self._figure.setText(f"{self.pixels_per_mm:.2f} pixels per millimetre")

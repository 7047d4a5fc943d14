"""Small badges that say where a case stands: a shape, a letter and a colour, never colour alone."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from medviewer.ui import theme

_OUTLINE = 1.4


class Shape(Enum):
    """What a badge looks like without its letter."""

    CIRCLE = "circle"
    SQUARE = "square"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"
    HEXAGON = "hexagon"


_POLYGONS: dict[Shape, tuple[tuple[float, float], ...]] = {
    Shape.DIAMOND: ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    Shape.TRIANGLE: ((0.5, 0), (1, 0.95), (0, 0.95)),
    Shape.HEXAGON: ((0.25, 0.03), (0.75, 0.03), (1, 0.5), (0.75, 0.97), (0.25, 0.97), (0, 0.5)),
}


def paint_badge(
    painter: QPainter, place: QRectF, shape: Shape, letter: str, colour: str, *, filled: bool
) -> None:
    """Draw a badge into a square.

    Args:
        painter: its state is kept.
        place: logical pixels.
        shape: the outline.
        letter: one capital.
        colour: of the outline and, ``filled``, of the ground.
        filled: a decided state; hollow is an open one.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inside = place.adjusted(_OUTLINE / 2, _OUTLINE / 2, -_OUTLINE / 2, -_OUTLINE / 2)
    painter.setPen(QPen(QColor(colour), _OUTLINE))
    painter.setBrush(QColor(colour) if filled else Qt.BrushStyle.NoBrush)
    if shape is Shape.CIRCLE:
        painter.drawEllipse(inside)
    elif shape is Shape.SQUARE:
        painter.drawRoundedRect(inside, 2, 2)
    else:
        at = (
            QPointF(inside.left() + x * inside.width(), inside.top() + y * inside.height())
            for x, y in _POLYGONS[shape]
        )
        painter.drawPolygon(QPolygonF(list(at)))
    font = QFont(painter.font())
    share = 0.5 if shape is Shape.TRIANGLE else 0.62
    font.setPixelSize(max(round(place.height() * share), 1))  # a list squeezed flat has no room
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(QColor(theme.colours().window if filled else colour))
    lower = place.height() * 0.2 if shape is Shape.TRIANGLE else 0
    painter.drawText(place.adjusted(0, lower, 0, 0), Qt.AlignmentFlag.AlignCenter, letter)
    painter.restore()

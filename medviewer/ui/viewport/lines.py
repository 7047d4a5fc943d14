"""The slices of other viewports, as lines over a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QTransform

from medviewer.ui import theme
from medviewer.ui.viewport.halo import HALO

_THICK, _THIN, _RIM = 1.5, 1.0, 2.6


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A line in picture pixels; ``thin`` where it is not of the active viewport."""

    line: QLineF
    colour: theme.Rgb
    thin: bool = False


def paint_lines(
    painter: QPainter, lines: Sequence[ReferenceLine], to_screen: QTransform, picture: QRectF
) -> None:
    """Draw lines where they cross the picture.

    Args:
        painter: in logical pixels of the screen.
        lines: in picture pixels.
        to_screen: from picture pixels.
        picture: in picture pixels; nothing is drawn beside it.
    """
    if not lines:
        return
    painter.save()
    painter.setClipRect(to_screen.mapRect(picture))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for one in lines:
        shown = QLineF(to_screen.map(one.line.p1()), to_screen.map(one.line.p2()))
        colour = QColor(*one.colour)
        for ink, width in ((HALO, _RIM), (colour, _THIN if one.thin else _THICK)):
            painter.setPen(QPen(ink, width))
            painter.drawLine(shown)
    painter.restore()

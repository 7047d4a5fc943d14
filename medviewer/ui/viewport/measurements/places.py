"""From the screen to the picture and back, kept inside the picture."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from medviewer.domain.annotation import Annotation, Point
from medviewer.ui.viewport.canvas import Canvas

_MARGIN_PX = 20


class Places:
    """Places on the picture that a canvas shows. Spots are logical pixels of its widget."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    @property
    def to_screen(self) -> QTransform:
        return self._canvas.picture_to_screen()

    def at(self, spot: QPointF) -> Point:
        """The place under a spot; on the border for one beside the picture."""
        return self.clamped(*self._canvas.to_picture(spot))

    def clamped(self, x: float, y: float) -> Point:
        rows, columns = self._canvas.picture_size
        return min(max(x, 0.0), float(columns)), min(max(y, 0.0), float(rows))

    def kept_inside(self, annotation: Annotation, dx: float, dy: float) -> Annotation:
        """Moved, but no further than the border of the picture."""
        rows, columns = self._canvas.picture_size
        xs, ys = zip(*annotation.points, strict=True)
        dx = max(min(dx, columns - max(xs)), -min(xs))
        dy = max(min(dy, rows - max(ys)), -min(ys))
        return annotation.moved(dx, dy)

    def step(self, across: int, down: int) -> Point:
        """A way on the screen as whole picture pixels, whichever way the picture is turned."""
        x0, y0 = self._canvas.to_picture(QPointF(0, 0))
        x1, y1 = self._canvas.to_picture(QPointF(across, down))
        most = max(abs(x1 - x0), abs(y1 - y0)) or 1.0
        size = max(abs(across), abs(down))
        return round((x1 - x0) / most) * size, round((y1 - y0) / most) * size

    def way(self, start: QPointF, end: QPointF) -> Point:
        """From one spot to another, in picture pixels."""
        x0, y0 = self._canvas.to_picture(start)
        x1, y1 = self._canvas.to_picture(end)
        return x1 - x0, y1 - y0

    def keep_in_view(self, point: Point) -> None:
        """Pan as far as a place needs to be seen."""
        spot = self.to_screen.map(QPointF(*point))
        inside = QRectF(self._canvas.viewport().rect()).adjusted(
            _MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX
        )
        dx = max(inside.left() - spot.x(), 0.0) + min(inside.right() - spot.x(), 0.0)
        dy = max(inside.top() - spot.y(), 0.0) + min(inside.bottom() - spot.y(), 0.0)
        if dx or dy:
            self._canvas.pan_by(dx, dy)


def apart(one: QPointF, other: QPointF) -> float:
    """Distance of two spots."""
    way = one - other
    return math.hypot(way.x(), way.y())

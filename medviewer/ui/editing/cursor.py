"""What is drawn over the picture while masks are edited: the brush's circle, the open polygon."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

_FAR = 1e6  # larger than any picture: the item is drawn wherever it is


class EditCursor(pg.GraphicsObject):
    """A circle in picture pixels, and the corners of a polygon not yet closed."""

    def __init__(self) -> None:
        super().__init__()
        self._centre: QPointF | None = None
        self._diameter = 0.0
        self._corners: list[QPointF] = []
        self.setZValue(30)

    def boundingRect(self) -> QRectF:
        return QRectF(-_FAR, -_FAR, 2 * _FAR, 2 * _FAR)

    @property
    def circle(self) -> tuple[float, float, float] | None:
        """x, y and diameter as shown; None while there is none."""
        if self._centre is None:
            return None
        return self._centre.x(), self._centre.y(), self._diameter

    def show_circle(self, at: tuple[float, float] | None, diameter: float) -> None:
        self._centre = None if at is None else QPointF(*at)
        self._diameter = diameter
        self.update()

    def show_corners(self, corners: Sequence[tuple[float, float]]) -> None:
        """The corners of an open polygon, the last one under the mouse."""
        self._corners = [QPointF(*corner) for corner in corners]
        self.update()

    def paint(self, painter: QPainter, _option: object, _widget: object = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ratio = painter.device().devicePixelRatioF()
        for colour, width in ((QColor(0, 0, 0, 160), 3.0), (QColor(255, 255, 255), 1.2)):
            pen = QPen(colour, width * ratio)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if self._centre is not None:
                painter.drawEllipse(self._centre, self._diameter / 2, self._diameter / 2)
            if self._corners:
                painter.drawPolyline(QPolygonF(self._corners))
                pen.setWidthF(3 * width * ratio)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                painter.setPen(pen)
                painter.drawPoints(self._corners)

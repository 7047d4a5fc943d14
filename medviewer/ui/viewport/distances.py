"""The distances that a reader draws on a picture."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform

from medviewer.domain.geometry import VolumeGeometry
from medviewer.ui import theme
from medviewer.ui.viewport.canvas import Canvas
from medviewer.ui.viewport.corners import HALO, halo_text
from medviewer.ui.viewport.measure import Distance, Point

# A press this near to an end (logical pixels) moves the end; a shorter line is a slip.
_GRIP_PX = 8.0
_SHORTEST_PX = 3.0


class DistanceLayer:
    """Draws, moves and deletes distances; the newest or last touched is the chosen one."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.all: list[Distance] = []
        self._held: Distance | None = None

    def clear(self) -> None:
        self.all.clear()
        self._held = None

    def press(self, frame: int, at: Point) -> None:
        """Take hold of the end of a line, or start a new one."""
        reach = _GRIP_PX / self._canvas.zoom
        for line in reversed([d for d in self.all if d.frame == frame]):
            if _apart(line.start, at) <= reach:
                line.start, line.end = line.end, line.start
            if _apart(line.end, at) <= reach:
                self.all.remove(line)
                self.all.append(line)
                self._held = line
                return
        self._held = Distance(frame, at, at)
        self.all.append(self._held)

    def drag(self, at: Point) -> None:
        if self._held is not None:
            self._held.end = at
            self._canvas.viewport().update()

    def release(self, at: Point) -> Distance | None:
        """End the stroke; a line too short to be meant is taken away."""
        line, self._held = self._held, None
        if line is None:
            return None
        if _apart(line.start, line.end) * self._canvas.zoom < _SHORTEST_PX:
            self.all.remove(line)
            line = None
        self._canvas.viewport().update()
        return line

    def delete(self, frame: int) -> None:
        here = [d for d in self.all if d.frame == frame]
        if here:
            self.all.remove(here[-1])
            self._canvas.viewport().update()

    def paint(
        self, painter: QPainter, frame: int, geometry: VolumeGeometry, to_screen: QTransform
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(*theme.MEASURE_COLOUR)
        for line in self.all:
            if line.frame != frame:
                continue
            start = to_screen.map(QPointF(*line.start))
            end = to_screen.map(QPointF(*line.end))
            path = QPainterPath(start)
            path.lineTo(end)
            for grip in (start, end):
                path.addEllipse(grip, 3, 3)
            painter.strokePath(path, QPen(HALO, 4))
            painter.strokePath(path, QPen(colour, 1.6))
            halo_text(painter, end + QPointF(9, -5), line.length(geometry).text, colour)


def _apart(a: Point, b: Point) -> float:
    return ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5

"""Annotations on the screen: lines with a dark casing, handles, words that hide nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QTransform

from medviewer.domain.annotation import Annotation, AnnotationKind, Point
from medviewer.ui import theme
from medviewer.ui.viewport.halo import HALO, halo_text
from medviewer.ui.viewport.measurements.shapes import handles, shape

_LINE_PX, _CASING_PX = 1.6, 4.0
_SELECTED_PX, _SELECTED_CASING_PX = 2.4, 5.0
_GRIP_PX, _SELECTED_GRIP_PX = 3.0, 4.5
_GAP = 8.0
_EDGE = 4.0
_NEAR = 8  # of the places tried for words, those beside the thing
_PLATE_PX = 4.0
_PLATE = QColor(0, 0, 0, 130)
_CROSS_PX = 16.0
_CROSS_GAP_PX = 3.0


@dataclass(frozen=True)
class Shown:
    """An annotation as it is on the screen now: its lines, and the words beside it."""

    annotation: Annotation
    lines: Sequence[str]
    selected: bool = False


class AnnotationPainter:
    """Paints a frame's annotations; remembers where their words are, to be clicked on."""

    def __init__(self) -> None:
        self._labels: dict[str, QRectF] = {}

    def label_at(self, spot: QPointF) -> str | None:
        """Whose words stand there."""
        return next((name for name, box in self._labels.items() if box.contains(spot)), None)

    def paint(
        self, painter: QPainter, area: QRectF, shown: Sequence[Shown], to_screen: QTransform
    ) -> None:
        """All of them, the last on top, then their words."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._labels.clear()
        paths = [shape(one.annotation, to_screen) for one in shown]
        for one, path in zip(shown, paths, strict=True):
            _paint_lines(painter, one, path, to_screen)
        for number, one in enumerate(shown):
            if one.lines:
                others = paths[:number] + paths[number + 1 :]
                self._paint_words(painter, area, one, (paths[number], *others), to_screen)

    def _paint_words(
        self,
        painter: QPainter,
        area: QRectF,
        one: Shown,
        paths: Sequence[QPainterPath],
        to_screen: QTransform,
    ) -> None:
        metrics = QFontMetricsF(painter.font())
        size = QSizeF(
            max(metrics.horizontalAdvance(line) for line in one.lines) + 2 * _PLATE_PX,
            metrics.lineSpacing() * len(one.lines) + _PLATE_PX,
        )
        end = to_screen.map(QPointF(*one.annotation.points[-1]))
        box = place_label(size, paths, end, area, tuple(self._labels.values()))
        self._labels[one.annotation.id] = box
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_PLATE)
        painter.drawRoundedRect(box, _PLATE_PX, _PLATE_PX)
        ink = QColor(Qt.GlobalColor.white) if one.selected else QColor(*theme.MEASURE_COLOUR)
        for number, line in enumerate(one.lines):
            top = box.top() + _PLATE_PX / 2 + number * metrics.lineSpacing() + metrics.ascent()
            halo_text(painter, QPointF(box.left() + _PLATE_PX, top), line, ink)


def _paint_lines(painter: QPainter, one: Shown, path: QPainterPath, to_screen: QTransform) -> None:
    colour = QColor(*theme.MEASURE_COLOUR)
    kind = one.annotation.kind
    line, casing = (_SELECTED_PX, _SELECTED_CASING_PX) if one.selected else (_LINE_PX, _CASING_PX)
    painter.strokePath(path, _pen(HALO, casing))
    painter.strokePath(path, _pen(colour, line))
    if kind is AnnotationKind.COBB_ANGLE:
        _paint_link(painter, one.annotation, to_screen, colour)
    if one.selected or kind in _ALWAYS_GRIPS:
        grips = [to_screen.map(QPointF(*p)) for p in handles(one.annotation)]
        _paint_grips(painter, grips, colour, selected=one.selected)


_ALWAYS_GRIPS = (AnnotationKind.DISTANCE, AnnotationKind.ANGLE, AnnotationKind.COBB_ANGLE)


def place_label(
    size: QSizeF,
    paths: Sequence[QPainterPath],
    end: QPointF,
    area: QRectF,
    taken: Sequence[QRectF],
) -> QRectF:
    """Where words go: inside ``area``, off everything drawn, off other words, near ``end``.

    The first of ``paths`` is what they belong to: it is kept clear before the others are.
    Where there is no such place they are kept inside the area all the same.
    """
    inside = area.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    around = paths[0].boundingRect()
    wide, high = size.width(), size.height()
    spots = (
        QPointF(end.x() + _GAP, end.y() - high / 2),
        QPointF(end.x() - _GAP - wide, end.y() - high / 2),
        QPointF(end.x() - wide / 2, end.y() + _GAP),
        QPointF(end.x() - wide / 2, end.y() - _GAP - high),
        QPointF(around.right() + _GAP, around.top()),
        QPointF(around.left() - _GAP - wide, around.top()),
        QPointF(around.left(), around.bottom() + _GAP),
        QPointF(around.left(), around.top() - _GAP - high),
        QPointF(inside.right() - wide, around.center().y() - high / 2),
        QPointF(inside.left(), around.center().y() - high / 2),
    )
    boxes = [_kept_inside(QRectF(spot, size), inside) for spot in spots]
    free = [b for b in boxes if not any(b.intersects(t) for t in taken)]
    own = [b for b in free if not paths[0].intersects(b)]
    clear = [b for b in own if not any(_crosses(b, path) for path in paths[1:])]
    near = [b for b in clear if b in boxes[:_NEAR]] or [b for b in own if b in boxes[:_NEAR]]
    return (near or clear or own or free or boxes)[0]


def _kept_inside(box: QRectF, area: QRectF) -> QRectF:
    x = max(min(box.left(), area.right() - box.width()), area.left())
    y = max(min(box.top(), area.bottom() - box.height()), area.top())
    return QRectF(QPointF(x, y), box.size())


def _crosses(box: QRectF, path: QPainterPath) -> bool:
    """Whether words there would lie on lines; inside of what they enclose they do not."""
    return path.intersects(box) and not path.contains(box)


def paint_cross(painter: QPainter, at: Point, to_screen: QTransform) -> None:
    """The cross that arrow keys move, open in the middle."""
    spot = to_screen.map(QPointF(*at))
    path = QPainterPath()
    for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        path.moveTo(spot + QPointF(x, y) * _CROSS_GAP_PX)
        path.lineTo(spot + QPointF(x, y) * _CROSS_PX)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.strokePath(path, _pen(HALO, _CASING_PX))
    painter.strokePath(path, _pen(QColor(Qt.GlobalColor.white), _LINE_PX))


def _paint_grips(
    painter: QPainter, grips: Sequence[QPointF], colour: QColor, *, selected: bool
) -> None:
    size = _SELECTED_GRIP_PX if selected else _GRIP_PX
    path = QPainterPath()
    for grip in grips:
        corner = QPointF(size, size)
        box = QRectF(grip - corner, grip + corner)
        if selected:
            path.addRect(box)
        else:
            path.addEllipse(box)
    painter.strokePath(path, _pen(HALO, _CASING_PX))
    if selected:
        painter.fillPath(path, QColor(Qt.GlobalColor.white))
    painter.strokePath(path, _pen(colour, _LINE_PX))


def _paint_link(
    painter: QPainter, annotation: Annotation, to_screen: QTransform, colour: QColor
) -> None:
    """A dotted line from the middle of one line to that of the other."""
    a, b, c, d = (to_screen.map(QPointF(*p)) for p in annotation.points)
    pen = _pen(colour, 1.0)
    pen.setDashPattern([2.0, 4.0])
    painter.setPen(pen)
    painter.drawLine((a + b) / 2, (c + d) / 2)


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen

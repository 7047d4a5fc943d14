"""The places of an annotation that can be taken hold of, and its lines on the screen."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QPolygonF, QTransform

from medviewer.domain.annotation import Annotation, AnnotationKind, Point
from medviewer.imaging.roi import outline

# A press this near (logical pixels) takes hold; a hand on a trackpad needs as much.
HANDLE_REACH = 9.0
_LINE_REACH = 6.0
_HEAD_PX = 13.0
_HEAD_ANGLE = math.radians(24)
_ARC_PX = 22.0
_NOTE_PX = 4.0

_MOST_HANDLES = 60

_BOXES = (AnnotationKind.RECTANGLE, AnnotationKind.ELLIPSE)


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies under the mouse; ``handle`` is None where it is the thing as a whole."""

    annotation: Annotation
    handle: int | None = None


def handles(annotation: Annotation) -> tuple[Point, ...]:
    """Its points; of a rectangle or an ellipse all four corners of the box.

    A free stroke has too many: it has none and is moved as a whole.
    """
    if len(annotation.points) > _MOST_HANDLES:
        return ()
    if annotation.kind in _BOXES:
        return outline(replace(annotation, kind=AnnotationKind.RECTANGLE))
    return annotation.points


def with_handle(annotation: Annotation, handle: int, point: Point) -> Annotation:
    """The annotation with one of its handles elsewhere."""
    if annotation.kind in _BOXES:
        opposite = handles(annotation)[(handle + 2) % 4]
        return replace(annotation, points=(point, opposite), statistics=None)
    return annotation.with_point(handle, point)


def shape(annotation: Annotation, to_screen: QTransform) -> QPainterPath:
    """Its lines in logical pixels of the widget."""
    points = [to_screen.map(QPointF(*p)) for p in annotation.points]
    path = QPainterPath()
    kind = annotation.kind
    if kind is AnnotationKind.ELLIPSE:
        whole = QPainterPath()
        corner, opposite = (QPointF(*p) for p in annotation.points)
        whole.addEllipse(QRectF(corner, opposite).normalized())
        return to_screen.map(whole)
    if kind in (AnnotationKind.RECTANGLE, AnnotationKind.POLYGON):
        path.addPolygon(QPolygonF([to_screen.map(QPointF(*p)) for p in outline(annotation)]))
        path.closeSubpath()
    elif kind is AnnotationKind.NOTE:
        path.addEllipse(points[0], _NOTE_PX, _NOTE_PX)
    elif kind is AnnotationKind.COBB_ANGLE:
        _add_line(path, *points[:2])
        _add_line(path, *points[2:])
    else:
        path.addPolygon(QPolygonF(points))
        if kind is AnnotationKind.ANGLE:
            _add_arc(path, *points)
        elif kind is AnnotationKind.ARROW:
            _add_head(path, *points)
    return path


def hit_at(
    spot: QPointF,
    annotations: tuple[Annotation, ...],
    to_screen: QTransform,
    *,
    selected: Annotation | None,
    whole: frozenset[str],
) -> Hit | None:
    """What a press takes hold of: the nearest handle, else a line of one named in ``whole``.

    An outline has handles once it is selected: they lie too close together to move it as a
    whole otherwise. What was drawn last lies on top.
    """
    best: tuple[float, Hit] | None = None
    for one in reversed(annotations):
        if one.kind is AnnotationKind.POLYGON and one != selected:
            continue
        for number, place in enumerate(handles(one)):
            away = to_screen.map(QPointF(*place)) - spot
            far = math.hypot(away.x(), away.y())
            if far <= HANDLE_REACH and (best is None or far < best[0]):
                best = far, Hit(one, number)
    if best is not None:
        return best[1]
    for one in reversed(annotations):
        if one.id in whole and near_line(shape(one, to_screen), spot):
            return Hit(one)
    return None


def near_line(path: QPainterPath, spot: QPointF) -> bool:
    stroker = QPainterPathStroker()
    stroker.setWidth(2 * _LINE_REACH)
    return stroker.createStroke(path).contains(spot)


def _add_line(path: QPainterPath, start: QPointF, end: QPointF) -> None:
    path.moveTo(start)
    path.lineTo(end)


def _add_arc(path: QPainterPath, end: QPointF, vertex: QPointF, other: QPointF) -> None:
    arms = end - vertex, other - vertex
    lengths = [math.hypot(a.x(), a.y()) for a in arms]
    radius = min(_ARC_PX, *(0.6 * length for length in lengths))
    if radius < 4:
        return
    first, last = (math.degrees(math.atan2(-a.y(), a.x())) for a in arms)
    sweep = (last - first + 180) % 360 - 180
    box = QRectF(vertex.x() - radius, vertex.y() - radius, 2 * radius, 2 * radius)
    path.arcMoveTo(box, first)
    path.arcTo(box, first, sweep)


def _add_head(path: QPainterPath, start: QPointF, tip: QPointF) -> None:
    way = start - tip
    length = math.hypot(way.x(), way.y())
    if length < 1:
        return
    size = min(_HEAD_PX, length)
    heading = math.atan2(way.y(), way.x())
    for side in (heading - _HEAD_ANGLE, heading + _HEAD_ANGLE):
        _add_line(path, tip, tip + QPointF(size * math.cos(side), size * math.sin(side)))

"""Outlines over a picture, in pixels of the screen: as wide and as finely dashed at every zoom."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QGraphicsItem, QWidget

from medviewer.ui import theme
from medviewer.ui.viewport.halo import halo_text

Ring = npt.NDArray[np.float64]
"""(n, 2) of x, y: a closed line without its repeated last point."""

OUTLINE_PX = 2.0
_CASING_PX, _CASING = 4.0, QColor(0, 0, 0, 110)
_TOLERANCE_PX = 0.25  # corners nearer than that to a straight line are left out
# Qt's time to stroke a line grows with the square of its corners, so it gets short pieces.
_PIECE = 32


@dataclass(frozen=True, eq=False)
class Line:
    """Rings of one colour; ``letter`` is written at ``anchor``."""

    rings: Sequence[Ring]
    colour: theme.Rgb
    dash: tuple[float, ...] = ()
    letter: str = ""
    anchor: tuple[float, float] | None = None
    width: float = OUTLINE_PX


@dataclass(frozen=True)
class _Piece:
    """Some corners in device pixels, and how far along its ring it begins."""

    polyline: QPolygonF
    start: float


class LinesItem(QGraphicsItem):
    """Outlines with a dark casing under them, kept as they were drawn until the view changes."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self._box = QRectF()
        self._view: tuple[QTransform, float, QRect] | None = None
        self._drawn = QImage()
        self._corner = QPointF()

    def set_lines(self, lines: Sequence[Line], rows: int, columns: int) -> None:
        self.prepareGeometryChange()
        self._lines = tuple(lines)
        self._view = None
        self._box = QRectF(-4, -4, columns + 8, rows + 8)
        self.update()

    @property
    def lines(self) -> tuple[Line, ...]:
        return self._lines

    def boundingRect(self) -> QRectF:
        return self._box

    def paint(self, painter: QPainter, _option: object, widget: QWidget | None = None) -> None:
        ratio = painter.device().devicePixelRatioF()
        area = widget.rect() if widget is not None else painter.viewport()
        view = painter.worldTransform(), ratio, area
        if view != self._view:
            self._view = view
            self._draw(*view)
        if not self._drawn.isNull():
            painter.save()
            painter.resetTransform()
            painter.drawImage(self._corner, self._drawn)
            painter.restore()

    def _draw(self, to_screen: QTransform, ratio: float, area: QRect) -> None:
        """Draw what lies in ``area`` (logical pixels) into an image of its own."""
        to_device = to_screen * QTransform.fromScale(ratio, ratio)
        seen = QRectF(QPointF(area.topLeft()) * ratio, QSizeF(area.size()) * ratio)
        lines = [
            (line, list(_pieces(line.rings, to_device, seen, line.width * ratio)))
            for line in self._lines
        ]
        whole = QRectF()
        for _, pieces in lines:
            for piece in pieces:
                whole |= piece.polyline.boundingRect()
        margin = math.ceil(_CASING_PX * ratio)
        place = whole.adjusted(-margin, -margin, margin, margin).toAlignedRect()
        place &= seen.toAlignedRect()
        if whole.isNull() or place.isEmpty():
            self._drawn = QImage()
            return
        self._drawn = QImage(place.size(), QImage.Format.Format_ARGB32_Premultiplied)
        self._drawn.fill(0)
        painter = QPainter(self._drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-place.topLeft())
        # Pieces meet, and a casing that one looks through must not be darker there.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        for line, pieces in lines:
            if line.width >= OUTLINE_PX:
                _stroke(painter, pieces, _CASING, _CASING_PX * ratio, ())
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        for line, pieces in lines:
            _stroke(painter, pieces, QColor(*line.colour), line.width * ratio, line.dash)
        painter.end()
        self._drawn.setDevicePixelRatio(ratio)
        self._corner = QPointF(place.topLeft()) / ratio


def _pieces(
    rings: Sequence[Ring], to_device: QTransform, seen: QRectF, margin: float
) -> Iterator[_Piece]:
    """The rings in device pixels, cut, without what lies outside of ``seen``."""
    import cv2

    t = to_device
    turn, move = np.array([[t.m11(), t.m12()], [t.m21(), t.m22()]]), np.array([t.dx(), t.dy()])
    least = np.array([seen.left(), seen.top()]) - margin
    most = np.array([seen.right(), seen.bottom()]) + margin
    for ring in rings:
        shown = (ring @ turn + move).astype(np.float32)
        if not ((shown.max(axis=0) >= least) & (shown.min(axis=0) <= most)).all():
            continue
        corners = cv2.approxPolyDP(shown, _TOLERANCE_PX, closed=True)[:, 0].astype(np.float64)
        closed = np.vstack([corners, corners[:1]])
        along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
        for start in range(0, len(corners), _PIECE):
            part = closed[start : start + _PIECE + 1]
            if ((part.max(axis=0) >= least) & (part.min(axis=0) <= most)).all():
                yield _Piece(arrayToQPolygonF(part[:, 0], part[:, 1]), float(along[start]))


def _stroke(
    painter: QPainter,
    pieces: Sequence[_Piece],
    colour: QColor,
    width: float,
    dash: tuple[float, ...],
) -> None:
    pen = QPen(colour, width)
    # Corners are near each other and blunt: at this width a rounded one looks no different.
    pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if dash else Qt.PenCapStyle.RoundCap)
    if dash:
        pen.setDashPattern(list(dash))
    for piece in pieces:
        if dash:
            pen.setDashOffset(piece.start / width)
        painter.setPen(pen)
        painter.drawPolyline(piece.polyline)


def draw_letters(painter: QPainter, lines: Sequence[Line], to_screen: QTransform) -> None:
    """Write each line's letter beside its anchor, in screen pixels, with a dark halo."""
    letters = [(line, QPointF(*line.anchor)) for line in lines if line.letter and line.anchor]
    if not letters:
        return
    before = painter.font()
    font = QFont(before)
    font.setBold(True)
    font.setPointSizeF(font.pointSizeF() * 1.25)
    painter.setFont(font)
    for line, anchor in letters:
        spot = to_screen.map(anchor) + QPointF(4, 0)
        halo_text(painter, spot, line.letter, QColor(*line.colour))
    painter.setFont(before)

"""Pixels on the screen: turned into colours where they are seen, and kept until they change."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

Colours = npt.NDArray[np.uint32]
"""0xAARRGGBB, as Qt has them in memory."""

# What is seen is rounded up to blocks of so many pixels: a small pan needs no new colours.
_BLOCK = 64
_OPAQUE, _PREMULTIPLIED = QImage.Format.Format_RGB32, QImage.Format.Format_ARGB32_Premultiplied

_Part = tuple[int, int, int, int]  # top, bottom, left, right


class RasterItem(QGraphicsItem):
    """An array in a place of the picture. What it looks like is the subclass's ``_colours``.

    The colours are written into one buffer, which Qt draws as it is: of its formats those of
    32 bits are scaled two to four times as fast as those of 8.
    """

    def __init__(self, *, opaque: bool) -> None:
        super().__init__()
        self._format = _OPAQUE if opaque else _PREMULTIPLIED
        self._pixels: np.ndarray | None = None
        self._place = QRectF()
        self._part: _Part | None = None
        self._buffer: Colours = np.empty((0, 0), np.uint32)
        self._image = QImage()

    @property
    def empty(self) -> bool:
        """Whether there are no pixels at all."""
        return self._pixels is None

    def put(self, pixels: np.ndarray, place: QRectF) -> None:
        """Show an array (rows, columns, ...) over ``place``, in pixels of the picture."""
        if place != self._place:
            self.prepareGeometryChange()
            self._place = QRectF(place)
        self._pixels = pixels
        self.recolour()

    def recolour(self) -> None:
        """The same pixels are of other colours from now on."""
        self._part = None
        self.update()

    def boundingRect(self) -> QRectF:
        return self._place

    def _colours(self, pixels: np.ndarray, out: Colours) -> None:
        """Write the colours of a part (rows, columns, ...) into ``out`` (rows, columns)."""
        raise NotImplementedError

    def _smooth(self, scale: float) -> bool:
        """Whether to look between pixels at so many device pixels to one of the picture."""
        return False

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        part = self._seen(painter, widget)
        if part is None:
            return
        if part != self._part:
            self._make(part)
        across = painter.deviceTransform()
        smooth = self._smooth(math.hypot(across.m11(), across.m12()))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(self._place_of(part), self._image)

    def _make(self, part: _Part) -> None:
        assert self._pixels is not None
        top, bottom, left, right = part
        if self._buffer.shape != (bottom - top, right - left):
            self._buffer = np.empty((bottom - top, right - left), np.uint32)
            self._image = QImage(
                self._buffer.data, right - left, bottom - top, 4 * (right - left), self._format
            )
        self._colours(self._pixels[top:bottom, left:right], self._buffer)
        self._part = part

    def _seen(self, painter: QPainter, widget: QWidget | None) -> _Part | None:
        """The pixels that are on the screen; None where there are none."""
        if self._pixels is None or self._place.isEmpty():
            return None
        rows, columns = self._pixels.shape[:2]
        if widget is None:
            return 0, rows, 0, columns
        seen = painter.worldTransform().inverted()[0].mapRect(QRectF(widget.rect()))
        seen = seen.intersected(self._place).translated(-self._place.topLeft())
        if seen.isEmpty():
            return None
        down, right = rows / self._place.height(), columns / self._place.width()
        return (
            *_blocks(seen.top() * down, seen.bottom() * down, rows),
            *_blocks(seen.left() * right, seen.right() * right, columns),
        )

    def _place_of(self, part: _Part) -> QRectF:
        assert self._pixels is not None
        rows, columns = self._pixels.shape[:2]
        high, wide = self._place.height() / rows, self._place.width() / columns
        top, bottom, left, right = part
        size = (right - left) * wide, (bottom - top) * high
        return QRectF(self._place.x() + left * wide, self._place.y() + top * high, *size)


def _blocks(first: float, last: float, count: int) -> tuple[int, int]:
    """Whole blocks around ``first`` to ``last``, and a pixel beside them to look between."""
    start = (math.floor(first) - 1) // _BLOCK * _BLOCK
    end = -(-(math.ceil(last) + 1) // _BLOCK) * _BLOCK
    return max(start, 0), min(end, count)


class TintItem(RasterItem):
    """Numbers 0 to 255, each with a colour: masks, maps, drawings over the picture."""

    def __init__(self, *, smooth_below: float = 0.0) -> None:
        """``smooth_below``: smooth where a pixel takes fewer device pixels than that."""
        super().__init__(opaque=False)
        self._smooth_below = smooth_below
        self._table: Colours = np.zeros(256, np.uint32)

    def show_labels(
        self, labels: npt.NDArray[np.uint8], table: npt.NDArray[np.uint8], x: int = 0, y: int = 0
    ) -> None:
        """Show (rows, columns) with its corner at a pixel; ``table`` as in ``set_table``."""
        self._table = _premultiplied(table)
        self.put(labels, QRectF(x, y, labels.shape[1], labels.shape[0]))

    def set_table(self, table: npt.NDArray[np.uint8]) -> None:
        """Colours from now on: (256, 4) RGBA."""
        colours = _premultiplied(table)
        if not np.array_equal(colours, self._table):
            self._table = colours
            self.recolour()

    def _colours(self, pixels: np.ndarray, out: Colours) -> None:
        np.take(self._table, pixels, mode="clip", out=out)

    def _smooth(self, scale: float) -> bool:
        return scale < self._smooth_below


def _premultiplied(table: npt.NDArray[np.uint8]) -> Colours:
    alpha = table[:, 3].astype(np.uint32)
    red, green, blue = ((table[:, i] * alpha + 127) // 255 for i in range(3))
    colours: Colours = (alpha << 24 | red << 16 | green << 8 | blue).astype(np.uint32)
    return colours

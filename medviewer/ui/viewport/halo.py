"""Words over a picture: with a dark rim, readable on white and on black."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPixmap, QPixmapCache

INK = QColor(236, 236, 236)
HALO = QColor(0, 0, 0, 190)
_RIM_PX = 1.5  # how far the rim reaches beyond the letters, in logical pixels
_ROOM = 4.0  # around a text for its rim and for letters that lean out


@dataclass(frozen=True, slots=True)
class Stamp:
    """Something drawn once, and the place of its corner in logical pixels."""

    corner: QPointF
    pixmap: QPixmap

    def paint(self, painter: QPainter) -> None:
        """Draw it where it belongs."""
        painter.drawPixmap(self.corner, self.pixmap)


def halo_text(painter: QPainter, spot: QPointF, text: str, ink: QColor = INK) -> None:
    """Text at a baseline point, with a dark rim; kept as a pixmap for the next time."""
    if text:
        text_stamp(spot, text, painter.font(), ratio_of(painter), ink).paint(painter)


def text_stamp(spot: QPointF, text: str, font: QFont, ratio: float, ink: QColor = INK) -> Stamp:
    """What ``halo_text`` draws, for a device of ``ratio`` pixels to a logical one."""
    key = f"halo {ratio} {ink.rgba()} {font.key()} {text}"
    kept = QPixmap()
    if not QPixmapCache.find(key, kept):
        kept = QPixmap.fromImage(_written(text, font, ink, ratio))
        QPixmapCache.insert(key, kept)
    corner = spot - _base(font)
    # On whole pixels of the screen, or it would be blurred.
    return Stamp(
        QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio), kept
    )


def ratio_of(painter: QPainter) -> float:
    """Device pixels to a logical one where it paints."""
    device = painter.device()
    return device.devicePixelRatioF() if device else 1.0


def _base(font: QFont) -> QPointF:
    """Where the baseline of a kept text begins."""
    return QPointF(_ROOM, _ROOM + math.ceil(QFontMetricsF(font).ascent()))


def _written(text: str, font: QFont, ink: QColor, ratio: float) -> QImage:
    """The text on its own, ``ratio`` device pixels to a logical one."""
    metrics = QFontMetricsF(font)
    wide, high = metrics.horizontalAdvance(text), metrics.height()
    size = (QSizeF(wide + 2 * _ROOM + 1, high + 2 * _ROOM + 2) * ratio).toSize()
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(_base(font), text)
    painter.end()
    # The rim is black, so that under the letters only the alpha changes. Stroking the outlines
    # of the letters would look the same and takes thirty times as long.
    pixels = np.frombuffer(image.bits(), np.uint32).reshape(image.height(), -1)
    alpha = (pixels >> 24).astype(np.uint8)
    # A stem thinner than a pixel covers it in part only, but is to have a whole rim.
    stems = np.minimum(alpha.astype(np.uint16) * 2, 255).astype(np.uint8)
    under = _spread(stems, _RIM_PX * ratio).astype(np.uint32) * HALO.alpha() // 255
    covered = alpha + (255 - alpha) * under // 255
    pixels &= 0x00FFFFFF
    pixels |= covered.astype(np.uint32) << 24
    return image


def _spread(alpha: npt.NDArray[np.uint8], radius: float) -> npt.NDArray[np.uint8]:
    """Coverage (rows, columns) of everything within ``radius`` pixels of what is covered."""
    reach, offsets = _offsets(radius)
    rows, columns = alpha.shape
    around = np.pad(alpha, reach)
    spread = np.zeros_like(alpha)
    for weight, places in offsets:
        near = np.zeros_like(alpha)
        for down, right in places:
            part = around[down : down + rows, right : right + columns]
            np.maximum(near, part, out=near)
        np.maximum(spread, (near * weight).astype(np.uint8), out=spread)
    return spread


@lru_cache(maxsize=8)
def _offsets(radius: float) -> tuple[int, tuple[tuple[float, tuple[tuple[int, int], ...]], ...]]:
    """How far to look, and the places to look at by how much of a pixel there is in reach."""
    reach = math.ceil(radius) + 1
    found: dict[float, list[tuple[int, int]]] = {}
    for down in range(2 * reach + 1):
        for right in range(2 * reach + 1):
            share = radius + 1 - math.hypot(down - reach, right - reach)
            if share > 0:
                found.setdefault(round(min(share, 1.0), 2), []).append((down, right))
    return reach, tuple((weight, tuple(places)) for weight, places in found.items())

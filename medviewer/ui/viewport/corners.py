"""What is written over a picture: the four corners, orientation letters, the scale bar."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPixmapCache,
)

from medviewer.domain.geometry import VolumeGeometry
from medviewer.imaging.measuring import nice_length
from medviewer.ui.viewport.camera import UPRIGHT, Pose
from medviewer.ui.viewport.corner_places import BAR_TICK, MARGIN, RIM, Block, EdgeLetters, Letter

INK = QColor(236, 236, 236)
HALO = QColor(0, 0, 0, 190)
_ROUND_TEXT = 4.0  # room around a kept text for its rim and for letters that lean out
_BAR_SHARE = 0.22  # of the width, for the scale bar
_BAR_LONGEST_PX = 180.0


@dataclass(frozen=True, slots=True)
class _Key:
    lines: tuple[str, ...]
    right: bool
    font: str
    ratio: float


class CornerPainter:
    """Writes text with a dark halo, readable on white and on black; keeps it as pixmaps."""

    def __init__(self) -> None:
        self._kept: dict[_Key, QPixmap] = {}

    def paint(self, painter: QPainter, block: Block) -> None:
        """Write the lines of a corner into their place; a viewport squeezed flat has none."""
        if block.place.isEmpty():
            return
        device = painter.device()
        ratio = device.devicePixelRatioF() if device else 1.0
        key = _Key(block.lines, block.right, painter.font().key(), ratio)
        if key not in self._kept:
            if len(self._kept) > 32:
                self._kept.clear()
            self._kept[key] = _text_block(key, block.place.size(), painter.font())
        painter.drawPixmap(block.place.topLeft(), self._kept[key])


def _text_block(key: _Key, size: QSizeF, font: QFont) -> QPixmap:
    metrics = QFontMetricsF(font)
    block = QPixmap(int((size.width() + 1) * key.ratio), int((size.height() + 1) * key.ratio))
    block.setDevicePixelRatio(key.ratio)
    block.fill(Qt.GlobalColor.transparent)
    painter = QPainter(block)
    painter.setFont(font)
    for number, text in enumerate(key.lines):
        wide = metrics.horizontalAdvance(text)
        x = size.width() - RIM - wide if key.right else RIM
        spot = QPointF(x, RIM + metrics.ascent() + number * metrics.lineSpacing())
        halo_text(painter, spot, text)
    painter.end()
    return block


def halo_text(painter: QPainter, spot: QPointF, text: str, ink: QColor = INK) -> None:
    """Text at a baseline point, with a dark rim.

    Drawing the rim takes as long as drawing the picture, so what is not turned or scaled is
    kept as a pixmap.
    """
    if not text:
        return
    if not painter.transform().isIdentity():
        _draw_halo_text(painter, spot, text, ink)
        return
    device, font = painter.device(), painter.font()
    ratio = device.devicePixelRatioF() if device else 1.0
    key = f"halo {ratio} {ink.rgba()} {font.key()} {text}"
    metrics, kept = QFontMetricsF(font), QPixmap()
    base = QPointF(_ROUND_TEXT, _ROUND_TEXT + math.ceil(metrics.ascent()))
    if not QPixmapCache.find(key, kept):
        wide, high = metrics.horizontalAdvance(text), metrics.height()
        size = QSizeF(wide + 2 * _ROUND_TEXT, high + 2 * _ROUND_TEXT + 1) * ratio
        kept = QPixmap(size.toSize() + QSize(1, 1))
        kept.setDevicePixelRatio(ratio)
        kept.fill(Qt.GlobalColor.transparent)
        own = QPainter(kept)
        own.setFont(font)
        _draw_halo_text(own, base, text, ink)
        own.end()
        QPixmapCache.insert(key, kept)
    corner = spot - base
    # On whole pixels of the screen, or it would be blurred.
    whole = QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio)
    painter.drawPixmap(whole, kept)


def _draw_halo_text(painter: QPainter, spot: QPointF, text: str, ink: QColor) -> None:
    path = QPainterPath()
    path.addText(spot, painter.font(), text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rim = QPen(HALO, 3.0)
    rim.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, rim)
    painter.fillPath(path, ink)


def direction_letters(vector: Sequence[float]) -> str:
    """Where a direction points in the patient, e.g. ``L`` or ``AL`` (LPS axes)."""
    named = [
        (abs(value), pair[0] if value > 0 else pair[1])
        for value, pair in zip(vector, ("LR", "PA", "HF"), strict=True)
        if abs(value) > 0.25
    ]
    return "".join(letter for _, letter in sorted(named, reverse=True)[:2])


def edge_letters(geometry: VolumeGeometry, pose: Pose = UPRIGHT) -> EdgeLetters | None:
    """Orientation letters at the screen's edges, None where the direction is not known."""
    if geometry.direction is None:
        return None
    columns, rows = geometry.direction[0], geometry.direction[1]
    # The pose holds whole numbers of a quarter turn, so its inverse is its transpose.
    right = [pose.column[0] * c + pose.row[0] * r for c, r in zip(columns, rows, strict=True)]
    down = [pose.column[1] * c + pose.row[1] * r for c, r in zip(columns, rows, strict=True)]
    return EdgeLetters(
        left=direction_letters([-v for v in right]),
        right=direction_letters(right),
        top=direction_letters([-v for v in down]),
        bottom=direction_letters(down),
    )


def paint_edge_letters(painter: QPainter, letters: Sequence[Letter]) -> None:
    ascent = QFontMetricsF(painter.font()).ascent()
    for letter in letters:
        spot = letter.place.topLeft() + QPointF(RIM, RIM + ascent)
        halo_text(painter, spot, letter.text)


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """``pixels``: length on the screen in logical pixels of ``millimetres``."""

    millimetres: float
    pixels: float

    @property
    def text(self) -> str:
        mm = self.millimetres
        return f"{mm / 10:g} cm" if mm >= 10 else f"{mm:g} mm"


def scale_bar(column_mm: float, screen_px_per_column: float, area_width: float) -> ScaleBar:
    """A bar of a round length that takes a small share of the width."""
    px_per_mm = screen_px_per_column / column_mm
    room = min(area_width * _BAR_SHARE, _BAR_LONGEST_PX)
    mm = nice_length(room / px_per_mm)
    return ScaleBar(mm, mm * px_per_mm)


def paint_scale_bar(painter: QPainter, place: QRectF, bar: ScaleBar) -> None:
    """Draw the bar with its length over it into the place that was arranged for it."""
    x0 = place.center().x() - bar.pixels / 2
    y = place.bottom() - RIM
    tick = BAR_TICK
    path = QPainterPath(QPointF(x0, y - tick))
    path.lineTo(x0, y)
    path.lineTo(x0 + bar.pixels, y)
    path.lineTo(x0 + bar.pixels, y - tick)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, width in ((HALO, 4.0), (INK, 1.6)):
        pen = QPen(colour, width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.strokePath(path, pen)
    metrics = QFontMetricsF(painter.font())
    wide = metrics.horizontalAdvance(bar.text)
    spot = QPointF(place.center().x() - wide / 2, place.top() + RIM + metrics.ascent())
    halo_text(painter, spot, bar.text)


def paint_map_legend(
    painter: QPainter, area: QRectF, colours: np.ndarray, below: float = 0.0
) -> None:
    """The colours of the probability map, 0 to 100 %, at the right edge; (256, 3) uint8.

    ``below``: where the text of the corner over it ends.
    """
    metrics = QFontMetricsF(painter.font())
    top = max(area.top() + area.height() * 0.2, below + RIM)
    # Above the middle, where an orientation letter may stand.
    room = area.center().y() - metrics.height() / 2 - 2 * RIM - top
    high = min(160.0, area.height() * 0.24, room)
    if high < 2 * metrics.ascent():
        return
    bar = QRectF(area.right() - MARGIN - 10, top, 10, high)
    gradient = QLinearGradient(bar.bottomLeft(), bar.topLeft())
    for stop in range(0, 256, 15):
        gradient.setColorAt(stop / 255, QColor(*(int(v) for v in colours[stop])))
    painter.setPen(QPen(HALO, 2))
    painter.setBrush(gradient)
    painter.drawRect(bar)
    for text, y in (("100 %", bar.top() + metrics.ascent()), ("0 %", bar.bottom())):
        wide = metrics.horizontalAdvance(text)
        halo_text(painter, QPointF(bar.left() - 5 - wide, y), text)

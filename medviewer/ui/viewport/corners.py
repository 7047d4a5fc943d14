"""What is written over a picture: the four corners, orientation letters, the scale bar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)

from medviewer.domain.geometry import VolumeGeometry
from medviewer.imaging.measuring import nice_length
from medviewer.ui.viewport.camera import UPRIGHT, Pose
from medviewer.ui.viewport.corner_places import (
    BAR_TICK,
    MARGIN,
    RIM,
    Arrangement,
    Block,
    EdgeLetters,
)
from medviewer.ui.viewport.halo import HALO, INK, Stamp, halo_text, text_stamp

_BAR_SHARE = 0.22  # of the width, for the scale bar
_BAR_LONGEST_PX = 180.0


def stamps(placed: Arrangement, bar: ScaleBar | None, font: QFont, ratio: float) -> Iterator[Stamp]:
    """Everything that has been given a place, for a screen of ``ratio`` pixels to a logical one.

    A viewport squeezed flat has places that nothing is written in.
    """
    metrics = QFontMetricsF(font)
    for block in placed.blocks:
        if not block.place.isEmpty():
            yield from _lines_of(block, metrics, font, ratio)
    for letter in placed.letters:
        spot = letter.place.topLeft() + QPointF(RIM, RIM + metrics.ascent())
        yield text_stamp(spot, letter.text, font, ratio)
    if placed.bar is not None and bar is not None:
        yield _bar_stamp(placed.bar, bar, ratio)
        middle = metrics.horizontalAdvance(bar.text) / 2
        top = placed.bar.top() + RIM + metrics.ascent()
        spot = QPointF(placed.bar.center().x() - middle, top)
        yield text_stamp(spot, bar.text, font, ratio)


def _lines_of(block: Block, metrics: QFontMetricsF, font: QFont, ratio: float) -> Iterator[Stamp]:
    left, right = block.place.left() + RIM, block.place.right() - RIM
    baseline = block.place.top() + RIM + metrics.ascent()
    for number, text in enumerate(block.lines):
        x = right - metrics.horizontalAdvance(text) if block.right else left
        spot = QPointF(x, baseline + number * metrics.lineSpacing())
        yield text_stamp(spot, text, font, ratio)


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


def _bar_stamp(place: QRectF, bar: ScaleBar, ratio: float) -> Stamp:
    """The bar alone, at the lower edge of the place that was arranged for it."""
    inside = place.toAlignedRect()
    x0 = place.center().x() - bar.pixels / 2
    y = place.bottom() - RIM
    path = QPainterPath(QPointF(x0, y - BAR_TICK))
    path.lineTo(x0, y)
    path.lineTo(x0 + bar.pixels, y)
    path.lineTo(x0 + bar.pixels, y - BAR_TICK)
    pixmap = QPixmap(inside.size() * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-inside.topLeft())
    for colour, width in ((HALO, 4.0), (INK, 1.6)):
        pen = QPen(colour, width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.strokePath(path, pen)
    painter.end()
    return Stamp(QPointF(inside.topLeft()), pixmap)


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

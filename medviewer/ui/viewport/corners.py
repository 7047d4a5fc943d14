"""What is written over a picture: the four corners, orientation letters, the scale bar."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPainterPath, QPen

from medviewer.domain.geometry import VolumeGeometry
from medviewer.imaging.measuring import nice_length
from medviewer.ui.viewport.camera import UPRIGHT, Pose
from medviewer.ui.viewport.corner_places import BAR_TICK, MARGIN, RIM, Block, EdgeLetters, Letter
from medviewer.ui.viewport.halo import HALO, INK, halo_text

_BAR_SHARE = 0.22  # of the width, for the scale bar
_BAR_LONGEST_PX = 180.0


def paint_block(painter: QPainter, block: Block) -> None:
    """Write the lines of a corner into their place; a viewport squeezed flat has none."""
    if block.place.isEmpty():
        return
    metrics = QFontMetricsF(painter.font())
    left, right = block.place.left() + RIM, block.place.right() - RIM
    baseline = block.place.top() + RIM + metrics.ascent()
    for number, text in enumerate(block.lines):
        x = right - metrics.horizontalAdvance(text) if block.right else left
        halo_text(painter, QPointF(x, baseline + number * metrics.lineSpacing()), text)


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

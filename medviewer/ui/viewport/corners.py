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

from medviewer.domain.geometry import PixelCalibration, VolumeGeometry
from medviewer.domain.image import ImageVolume, VolumeKind
from medviewer.domain.patient import Patient
from medviewer.imaging.measuring import nice_length
from medviewer.ui.language import fill, tr
from medviewer.ui.viewport.camera import UPRIGHT, Pose

INK = QColor(236, 236, 236)
HALO = QColor(0, 0, 0, 190)
MARGIN = 8.0
_ROUND_TEXT = 4.0  # room around a kept text for its rim and for letters that lean out
# Share of the width that a corner's text may take, and the scale bar between them. In a narrow
# viewport (logical pixels) the texts take all the room and the bar stands above them.
_CORNER_SHARE = 0.38
_BAR_SHARE = 0.22
_NARROW = 560.0
_NARROW_CORNER_SHARE = 0.49
_BAR_LONGEST_PX = 180.0

Corner = Qt.Corner


@dataclass(frozen=True, slots=True)
class _Key:
    lines: tuple[str, ...]
    width: int
    right: bool
    font: str
    ratio: float


class CornerPainter:
    """Writes text with a dark halo, readable on white and on black; keeps it as pixmaps."""

    def __init__(self) -> None:
        self._kept: dict[_Key, QPixmap] = {}

    def paint(
        self, painter: QPainter, area: QRectF, corner: Qt.Corner, lines: Sequence[str]
    ) -> float:
        """Write the lines into a corner; returns how high they are."""
        shown = tuple(line for line in lines if line)
        if not shown:
            return 0.0
        right = corner in (Corner.TopRightCorner, Corner.BottomRightCorner)
        below = corner in (Corner.BottomLeftCorner, Corner.BottomRightCorner)
        device = painter.device()
        key = _Key(
            shown,
            int(area.width() * (_NARROW_CORNER_SHARE if _is_narrow(area) else _CORNER_SHARE)) - 4,
            right,
            painter.font().key(),
            device.devicePixelRatioF() if device else 1.0,
        )
        if key not in self._kept:
            if len(self._kept) > 32:
                self._kept.clear()
            self._kept[key] = _text_block(key, painter.font())
        block = self._kept[key]
        size = block.deviceIndependentSize()
        x = area.right() - MARGIN - size.width() if right else area.left() + MARGIN
        y = area.bottom() - MARGIN - size.height() if below else area.top() + MARGIN
        painter.drawPixmap(QPointF(x, y), block)
        return size.height()


def _is_narrow(area: QRectF) -> bool:
    return area.width() < _NARROW


def free_of_text(area: QRectF, below: float) -> QRectF:
    """Where the scale bar goes: in a narrow viewport above the texts of the lower corners.

    Args:
        area: the whole viewport.
        below: height of those texts.
    """
    return area.adjusted(0, 0, 0, -below) if _is_narrow(area) else area


def _wrapped(text: str, metrics: QFontMetricsF, width: float) -> list[str]:
    """A line that is too long goes on in a second, if it has a place to be cut."""
    if metrics.horizontalAdvance(text) <= width:
        return [text]
    for sign, keeps in ((" · ", ""), (" (", "(")):
        head, found, tail = text.rpartition(sign)
        if found:
            return [*_wrapped(head, metrics, width), keeps + tail]
    return [text]


def _text_block(key: _Key, font: QFont) -> QPixmap:
    metrics = QFontMetricsF(font)
    fitting = [part for t in key.lines for part in _wrapped(t, metrics, key.width)]
    lines = [metrics.elidedText(t, Qt.TextElideMode.ElideRight, key.width) for t in fitting]
    width = max(metrics.horizontalAdvance(t) for t in lines) + 6
    height = metrics.lineSpacing() * len(lines) + 4
    block = QPixmap(int((width + 1) * key.ratio), int((height + 1) * key.ratio))
    block.setDevicePixelRatio(key.ratio)
    block.fill(Qt.GlobalColor.transparent)
    painter = QPainter(block)
    painter.setFont(font)
    for number, text in enumerate(lines):
        x = width - 3 - metrics.horizontalAdvance(text) if key.right else 3.0
        spot = QPointF(x, 2 + metrics.ascent() + number * metrics.lineSpacing())
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


def patient_lines(volume: ImageVolume, privacy: bool) -> list[str]:
    patient = volume.context.patient
    demo = [tr("DEMO")] if volume.context.is_demo else []
    if privacy:
        return [*demo, tr("Patient hidden")]
    if not patient.identified:
        return [*demo, patient.display_name, tr("picture without patient data")]
    number = patient.patient_id if patient.patient_id != patient.display_name else ""
    return [*demo, patient.display_name, number, _born(patient)]


def _born(patient: Patient) -> str:
    date = f"{patient.birth_date:%d %b %Y}" if patient.birth_date else ""
    born = fill("born {date}", date=date) if date else ""
    return " · ".join(part for part in (born, patient.sex or "") if part)


def study_lines(volume: ImageVolume, privacy: bool) -> list[str]:
    study = volume.context.study
    date = f"{study.date:%d %b %Y %H:%M}" if study.date else ""
    # The institution can point to a person, the kind of study cannot.
    return [date, study.description, "" if privacy else study.institution]


def series_lines(volume: ImageVolume, frame: int) -> list[str]:
    series = volume.context.series
    number = tr(f"Series {series.number}") if series.number is not None else ""
    about = " · ".join(p for p in (series.modality or "", number, series.description) if p)
    word = "Slice" if volume.kind is VolumeKind.STACK else "Frame"
    place = f"{tr(word)} {frame + 1} / {len(volume)}" if len(volume) > 1 else ""
    if place and volume.geometry.slice_spacing_mm is not None:
        distance = f"{volume.geometry.slice_spacing_mm:.3g}"
        place += " · " + fill("{distance} mm apart", distance=distance)
    size = f"{volume.geometry.columns} × {volume.geometry.rows} px"
    return [about, place, size, spacing_text(volume.geometry.main_calibration(frame))]


def spacing_text(scale: PixelCalibration) -> str:
    """The spacing with its source, or in words that there is none."""
    if scale.row_mm is None or scale.column_mm is None:
        return tr("uncalibrated")
    if abs(scale.row_mm - scale.column_mm) < 1e-6 * scale.row_mm:
        return f"{scale.row_mm:.3g} mm/px ({scale.source})"
    return f"{scale.column_mm:.3g} × {scale.row_mm:.3g} mm/px ({scale.source})"


def direction_letters(vector: Sequence[float]) -> str:
    """Where a direction points in the patient, e.g. ``L`` or ``AL`` (LPS axes)."""
    named = [
        (abs(value), pair[0] if value > 0 else pair[1])
        for value, pair in zip(vector, ("LR", "PA", "HF"), strict=True)
        if abs(value) > 0.25
    ]
    return "".join(letter for _, letter in sorted(named, reverse=True)[:2])


@dataclass(frozen=True, slots=True)
class EdgeLetters:
    left: str
    right: str
    top: str
    bottom: str


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


def paint_edge_letters(painter: QPainter, area: QRectF, letters: EdgeLetters) -> None:
    metrics = QFontMetricsF(painter.font())
    middle_y = area.center().y() + metrics.ascent() / 2

    def centred(text: str) -> float:
        return area.center().x() - metrics.horizontalAdvance(text) / 2

    halo_text(painter, QPointF(area.left() + MARGIN, middle_y), letters.left)
    wide = metrics.horizontalAdvance(letters.right)
    halo_text(painter, QPointF(area.right() - MARGIN - wide, middle_y), letters.right)
    top = area.top() + MARGIN + metrics.ascent()
    halo_text(painter, QPointF(centred(letters.top), top), letters.top)
    # Above the scale bar, which stands higher itself in a narrow viewport.
    lift = 0 if _is_narrow(area) else 3
    low = area.bottom() - MARGIN - lift * metrics.lineSpacing()
    halo_text(painter, QPointF(centred(letters.bottom), low), letters.bottom)


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
    """The bar that fits between the bottom corners."""
    px_per_mm = screen_px_per_column / column_mm
    room = min(area_width * _BAR_SHARE, _BAR_LONGEST_PX)
    mm = nice_length(room / px_per_mm)
    return ScaleBar(mm, mm * px_per_mm)


def paint_scale_bar(painter: QPainter, area: QRectF, bar: ScaleBar) -> None:
    x0 = area.center().x() - bar.pixels / 2
    y = area.bottom() - MARGIN - 2
    tick = 5.0
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
    halo_text(painter, QPointF(area.center().x() - wide / 2, y - tick - 4), bar.text)


def paint_map_legend(painter: QPainter, area: QRectF, colours: np.ndarray) -> None:
    """The colours of the probability map, 0 to 100 %, at the right edge; (256, 3) uint8."""
    high = min(160.0, area.height() * 0.24)
    metrics = QFontMetricsF(painter.font())
    # Above the middle, where an orientation letter may stand.
    top = area.top() + area.height() * 0.2
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

"""Lengths, angles and areas of what a reader drew, in true units or in pixels, never a guess."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from medviewer.domain.annotation import Annotation, AnnotationKind, Point
from medviewer.domain.geometry import (
    UNCALIBRATED,
    BoundingBox,
    PixelCalibration,
    SpacingSource,
    VolumeGeometry,
)
from medviewer.domain.segmentation import Measurement, MeasurementKind
from medviewer.imaging.roi import outline

_SQUARE_MM_OF_CM = 100.0

TWO_SCALES = "not measured: it crosses ultrasound regions of different scale"
OUTSIDE_REGION = "in pixels: not all of it is in one ultrasound region with a scale"
NO_SCALE = "in pixels: the file has no scale"
SQUARE_PIXELS = "the file has no scale: pixels taken for square"
CROSSES_ITSELF = "no area: the outline crosses itself"


@dataclass(frozen=True, slots=True)
class Figures:
    """What is measured on an annotation; ``remark`` says why a true unit or a value is missing.

    Lengths and areas carry the source of their scale, an angle that of the scale that it needs
    where pixels are not square.
    """

    measurements: tuple[Measurement, ...]
    source: SpacingSource = SpacingSource.NONE
    remark: str = ""

    def get(self, kind: MeasurementKind) -> Measurement | None:
        return next((m for m in self.measurements if m.kind is kind), None)


@dataclass(frozen=True, slots=True)
class _Scale:
    """What holds where something was drawn; ``refused``: no number at all would be honest."""

    calibration: PixelCalibration
    remark: str = ""
    refused: bool = False

    def true(self, points: Sequence[Point]) -> list[Point]:
        """Places in mm, or in pixels where there is no scale."""
        wide, high = self.calibration.column_mm or 1.0, self.calibration.row_mm or 1.0
        return [(x * wide, y * high) for x, y in points]

    @property
    def unit(self) -> str:
        return "mm" if self.calibration.known else "px"


def figures(annotation: Annotation, geometry: VolumeGeometry) -> Figures:
    """Everything measured on an annotation, the value that names it first.

    A distance: its length. An angle: degrees. A region: area and perimeter, and the values of
    its pixels as kept in its ``statistics``. Arrows and notes: nothing.

    Anisotropic pixels count as they are. A shape that lies in two ultrasound regions that
    differ in scale has no length, area or angle; one that is not all in one region has them in
    pixels (PS3.3 C.8.5.5).
    """
    kind = annotation.kind
    if not kind.is_measurement:
        return Figures(())
    scale = _scale_at(annotation, geometry)
    values = _value_figures(annotation)
    if scale.refused:
        return Figures(values, remark=scale.remark)
    source = scale.calibration.source
    points = scale.true(annotation.points)
    if kind is AnnotationKind.DISTANCE:
        length = Measurement(
            MeasurementKind.LENGTH, math.dist(points[0], points[1]), scale.unit, source
        )
        return Figures((length,), source, scale.remark)
    if not kind.is_region:
        degrees = angle(points) if kind is AnnotationKind.ANGLE else cobb_angle(points)
        remark = scale.remark and SQUARE_PIXELS
        if degrees is None:
            return Figures((), source, "no angle: an arm has no length")
        return Figures((Measurement(MeasurementKind.ANGLE, degrees, "°", source),), source, remark)
    area, perimeter = _area(annotation, points), _perimeter(annotation, points)
    sizes = [Measurement(MeasurementKind.PERIMETER, perimeter, scale.unit, source)]
    if area is not None:
        sizes.insert(0, Measurement(MeasurementKind.AREA, area, scale.unit + "²", source))
    remarks = [r for r in (scale.remark, CROSSES_ITSELF if area is None else "") if r]
    return Figures((*sizes, *values), source, "; ".join(remarks))


def angle(points: Sequence[Point]) -> float | None:
    """Degrees (0 to 180) between two arms: end, vertex, end. None where an arm has no length."""
    end, vertex, other = points
    return _between(_way(vertex, end), _way(vertex, other))


def cobb_angle(points: Sequence[Point]) -> float | None:
    """Degrees between two lines (Cobb 1948). None where a line has no length.

    Each line is read from left to right, so that 100 degrees are not taken for 80.
    """
    lines = [_way(points[0], points[1]), _way(points[2], points[3])]
    rightward = [(-x, -y) if (x, y) < (0, 0) else (x, y) for x, y in lines]
    return _between(*rightward)


def in_words(measurement: Measurement) -> str:
    """A value with its unit, in the digits that a reader can use: ``12.3 mm``, ``1.24 cm²``."""
    value, unit = measurement.value, measurement.unit
    if unit == "mm²" and value >= _SQUARE_MM_OF_CM:
        value, unit, digits = value / _SQUARE_MM_OF_CM, "cm²", 2
    elif unit in ("px", "px²") or measurement.kind is MeasurementKind.PIXELS:
        digits = 0
    elif unit in ("mm", "mm²", "°") or value == 0 or abs(value) >= 10:
        digits = 1
    else:
        digits = min(1 - math.floor(math.log10(abs(value))) + 1, 6)
    whole = measurement.kind in (MeasurementKind.MINIMUM, MeasurementKind.MAXIMUM)
    text = f"{value:.0f}" if whole and value == int(value) else f"{value:.{digits}f}"
    text = text.replace("-", "−")
    return f"{text}{unit}" if unit == "°" else f"{text} {unit}".rstrip()


def _scale_at(annotation: Annotation, geometry: VolumeGeometry) -> _Scale:
    box = _box_around(annotation.points)
    scale = geometry.calibration_at(box, annotation.frame)
    if scale.known:
        return _Scale(scale)
    regions = geometry.regions
    if geometry.frame_scales:
        regions = geometry.frame_scales[annotation.frame].regions
    touched = {r.calibration for r in regions if r.touches(box)}
    if len(touched) > 1:
        return _Scale(UNCALIBRATED, TWO_SCALES, refused=True)
    return _Scale(UNCALIBRATED, OUTSIDE_REGION if regions else NO_SCALE)


def _box_around(points: Sequence[Point]) -> BoundingBox:
    """The pixels that the points lie in."""
    columns = [math.floor(x) for x, _ in points] + [math.ceil(x) for x, _ in points]
    rows = [math.floor(y) for _, y in points] + [math.ceil(y) for _, y in points]
    x, y = min(columns), min(rows)
    return x, y, max(1, max(columns) - x), max(1, max(rows) - y)


def _way(start: Point, end: Point) -> Point:
    return end[0] - start[0], end[1] - start[1]


def _between(one: Point, other: Point) -> float | None:
    if one == (0, 0) or other == (0, 0):
        return None
    across = one[0] * other[1] - one[1] * other[0]
    along = one[0] * other[0] + one[1] * other[1]
    return abs(math.degrees(math.atan2(across, along)))


def _area(region: Annotation, points: Sequence[Point]) -> float | None:
    """Of the drawn shape itself, not of the pixels in it; None where that has no meaning."""
    if region.kind is AnnotationKind.POLYGON:
        if crosses_itself(region.points):
            return None
        x, y = np.asarray(points).T
        return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2
    wide, high = _sides(points)
    return wide * high * (math.pi / 4 if region.kind is AnnotationKind.ELLIPSE else 1.0)


def _perimeter(region: Annotation, points: Sequence[Point]) -> float:
    if region.kind is not AnnotationKind.ELLIPSE:
        corners = points if region.kind is AnnotationKind.POLYGON else _corners(points)
        return sum(
            math.dist(a, b) for a, b in zip(corners, (*corners[1:], corners[0]), strict=True)
        )
    return _ellipse_perimeter(*(side / 2 for side in _sides(points)))


def _corners(points: Sequence[Point]) -> tuple[Point, ...]:
    box = Annotation("", AnnotationKind.RECTANGLE, 0, tuple(points))
    return outline(box)


def _sides(points: Sequence[Point]) -> tuple[float, float]:
    (x0, y0), (x1, y1) = points
    return abs(x1 - x0), abs(y1 - y0)


def _ellipse_perimeter(a: float, b: float) -> float:
    """By the arithmetic-geometric mean (Gauss), exact to rounding."""
    if a == 0 or b == 0:
        return 4 * max(a, b)
    a, b = max(a, b), min(a, b)
    total, weight = (a * a + b * b) / 2, 0.5
    x, y = a, b
    while abs(x - y) > 1e-13 * a:
        x, y, half = (x + y) / 2, math.sqrt(x * y), (x - y) / 2
        weight *= 2
        total -= weight * half * half
    return 2 * math.pi * total / x


def crosses_itself(corners: Sequence[Point]) -> bool:
    """Whether two edges of a closed outline, neighbours left aside, meet."""
    start = np.asarray(corners, float)
    end = np.roll(start, -1, axis=0)
    n = len(start)

    def side(p: np.ndarray) -> np.ndarray:
        """On which side of edge i the point j lies, (i, j)."""
        way, to = (end - start)[:, None, :], p[None, :, :] - start[:, None, :]
        return np.sign(way[..., 0] * to[..., 1] - way[..., 1] * to[..., 0])

    of_start, of_end = side(start), side(end)
    split = of_start * of_end < 0  # edge j has its ends on both sides of edge i
    i, j = np.nonzero(split & split.T)
    gap = np.abs(i - j)
    return bool(np.any((gap > 1) & (gap < n - 1)))


def _value_figures(region: Annotation) -> tuple[Measurement, ...]:
    found = region.statistics
    if found is None:
        return ()
    values = (
        (MeasurementKind.MEAN, found.mean),
        (MeasurementKind.SD, found.sd),
        (MeasurementKind.MINIMUM, found.minimum),
        (MeasurementKind.MAXIMUM, found.maximum),
    )
    named = [Measurement(kind, value, found.unit) for kind, value in values if value is not None]
    return (*named, Measurement(MeasurementKind.PIXELS, found.pixels, ""))


def nice_length(longest_mm: float) -> float:
    """The longest of 1, 2, 5, 10, 20, 50 ... mm (and 0.1, 0.2, 0.5 ...) up to ``longest_mm``."""
    power = 10.0 ** math.floor(math.log10(longest_mm))
    return max(step * power for step in (1, 2, 5) if step * power <= longest_mm * (1 + 1e-9))

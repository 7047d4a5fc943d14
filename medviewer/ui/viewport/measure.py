"""Lengths between two points of a picture."""

import math
from dataclasses import dataclass

from medviewer.domain.geometry import BoundingBox, SpacingSource, VolumeGeometry

Point = tuple[float, float]
"""(x, y) in pixels; the pixel in column c covers x in [c, c + 1]."""


@dataclass(frozen=True, slots=True)
class Length:
    """A length with its unit (``mm`` or ``px``) and where the scale is from."""

    value: float
    unit: str
    source: SpacingSource

    @property
    def text(self) -> str:
        if self.unit == "px":
            return f"{self.value:.0f} px (uncalibrated)"
        return f"{self.value:.1f} mm"


@dataclass(slots=True)
class Distance:
    """A line that the reader drew on one frame."""

    frame: int
    start: Point
    end: Point

    def length(self, geometry: VolumeGeometry) -> Length:
        return length_between(geometry, self.start, self.end)


def length_between(geometry: VolumeGeometry, start: Point, end: Point) -> Length:
    """Distance in mm where one scale holds for both ends, else in pixels, never a guess."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    scale = geometry.calibration_at(_box_around(start, end))
    if scale.row_mm is None or scale.column_mm is None:
        return Length(math.hypot(dx, dy), "px", SpacingSource.NONE)
    return Length(math.hypot(dx * scale.column_mm, dy * scale.row_mm), "mm", scale.source)


def _box_around(start: Point, end: Point) -> BoundingBox:
    x0, x1 = sorted((start[0], end[0]))
    y0, y1 = sorted((start[1], end[1]))
    x, y = math.floor(x0), math.floor(y0)
    return x, y, max(1, math.ceil(x1) - x), max(1, math.ceil(y1) - y)


def nice_length(longest_mm: float) -> float:
    """The longest of 1, 2, 5, 10, 20, 50 ... mm (and 0.1, 0.2, 0.5 ...) up to ``longest_mm``."""
    power = 10.0 ** math.floor(math.log10(longest_mm))
    return max(step * power for step in (1, 2, 5) if step * power <= longest_mm * (1 + 1e-9))

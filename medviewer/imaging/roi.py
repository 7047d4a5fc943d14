"""Which pixels a drawn region holds, and what their values are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from medviewer.domain.annotation import Annotation, AnnotationKind, Point, RegionStatistics
from medviewer.domain.image import ImageVolume

# Luminance of RGB: ITU-R BT.601, as in DICOM's YBR_FULL (PS3.3 C.7.6.3.1.2).
_LUMINANCE = np.array((0.299, 0.587, 0.114))


@dataclass(frozen=True)
class PixelsInside:
    """The pixels of a region: bool, (rows, columns), from the pixel at ``row``, ``column``."""

    row: int
    column: int
    inside: npt.NDArray[np.bool_]

    def of(self, frame: np.ndarray) -> np.ndarray:
        """Their values: (n,), or (n, 3) of a colour frame."""
        high, wide = self.inside.shape
        part = frame[self.row : self.row + high, self.column : self.column + wide]
        return np.asarray(part[self.inside])


def pixels_inside(region: Annotation, rows: int, columns: int) -> PixelsInside:
    """The pixels whose centre lies inside a region; what is outside the frame is no pixel.

    A centre on the left or upper border of a rectangle or polygon is inside, one on the right
    or lower border outside, so that regions that share a border share no pixel. Where a
    polygon crosses itself, what is enclosed twice is outside (even-odd rule). A centre on an
    ellipse is inside.

    Raises:
        ValueError: the annotation encloses nothing.
    """
    if not region.kind.is_region:
        raise ValueError(f"a {region.kind} holds no pixels")
    corners = outline(region) if region.kind is not AnnotationKind.ELLIPSE else region.points
    x, y = np.asarray(corners).T
    left, right = (int(np.clip(np.floor(v), 0, columns)) for v in (x.min(), x.max() + 1))
    top, bottom = (int(np.clip(np.floor(v), 0, rows)) for v in (y.min(), y.max() + 1))
    shape = (bottom - top, right - left)
    moved = [(px - left, py - top) for px, py in corners]
    if region.kind is AnnotationKind.ELLIPSE:
        return PixelsInside(top, left, _inside_ellipse(moved[0], moved[1], shape))
    return PixelsInside(top, left, _inside_polygon(moved, shape))


def outline(region: Annotation) -> tuple[Point, ...]:
    """The corners of a rectangle or polygon, in order."""
    return outline_of(region.kind, region.points)


def outline_of(kind: AnnotationKind, points: Sequence[Point]) -> tuple[Point, ...]:
    """The corners of a rectangle or polygon that is drawn by these points, in order."""
    if kind is AnnotationKind.POLYGON:
        return tuple(points)
    (x0, y0), (x1, y1) = points
    return (x0, y0), (x1, y0), (x1, y1), (x0, y1)


def region_statistics(region: Annotation, volume: ImageVolume) -> RegionStatistics:
    """Mean, standard deviation and range of the values that a region holds on its frame.

    Values are those of the modality, in the volume's unit, never those of the screen. Of a
    colour picture they are luminances.

    Raises:
        ReadError: the frame cannot be decoded.
        ValueError: the annotation encloses nothing.
    """
    frame = volume.frame(region.frame)
    values = pixels_inside(region, *frame.shape[:2]).of(frame)
    colour = frame.ndim == 3
    if colour:
        values = values.astype(np.float64) @ _LUMINANCE
    elif volume.padding is not None:
        low, high = volume.padding
        values = values[(values < low) | (values > high)]
    values = values.astype(np.float64)
    values = values[np.isfinite(values)]
    unit = "" if colour else volume.unit
    if values.size == 0:
        return RegionStatistics(0, unit=unit, of_colour=colour)
    return RegionStatistics(
        pixels=int(values.size),
        mean=float(values.mean()),
        sd=float(values.std(ddof=1)) if values.size > 1 else None,
        minimum=float(values.min()),
        maximum=float(values.max()),
        unit=unit,
        of_colour=colour,
    )


def _inside_ellipse(
    corner: Point, opposite: Point, shape: tuple[int, int]
) -> npt.NDArray[np.bool_]:
    half_x, half_y = abs(opposite[0] - corner[0]) / 2, abs(opposite[1] - corner[1]) / 2
    if half_x == 0 or half_y == 0:
        return np.zeros(shape, bool)
    x = (np.arange(shape[1]) + 0.5 - (corner[0] + opposite[0]) / 2) / half_x
    y = (np.arange(shape[0]) + 0.5 - (corner[1] + opposite[1]) / 2) / half_y
    found: npt.NDArray[np.bool_] = x[None, :] ** 2 + y[:, None] ** 2 <= 1.0
    return found


def _inside_polygon(corners: Sequence[Point], shape: tuple[int, int]) -> npt.NDArray[np.bool_]:
    """Along the line through a row's centres, every edge of the polygon turns in and out."""
    rows, columns = shape
    turns = np.zeros((rows, columns + 1), np.uint8)
    for (x0, y0), (x1, y1) in zip(corners, (*corners[1:], corners[0]), strict=True):
        if y0 > y1:
            x0, y0, x1, y1 = x1, y1, x0, y0
        first, end = (int(np.clip(np.ceil(y - 0.5), 0, rows)) for y in (y0, y1))
        if first == end:
            continue
        crossed = np.arange(first, end)
        x = x0 + (crossed + 0.5 - y0) * ((x1 - x0) / (y1 - y0))
        column = np.clip(np.ceil(x - 0.5), 0, columns).astype(np.intp)
        turns[crossed, column] ^= 1
    found: npt.NDArray[np.bool_] = np.bitwise_xor.accumulate(turns, axis=1)[:, :columns] != 0
    return found

"""What is measured on a mask: area, diameters, volume, agreement with a reference.

A pixel is a small rectangle, so a diameter runs between outer pixel edges: its end points are
the midpoints of pixel edges, which are the vertices of the marching-squares contour at one half
and the points that pyradiomics' ``Maximum2DDiameter`` and scikit-image's ``feret_diameter_max``
use. A row of n pixels is n pixels long, a single pixel 1. On a smooth shape sampled at pixel
centres the longest diameter comes out up to one pixel too long.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from medviewer.domain.geometry import (
    BoundingBox,
    PixelCalibration,
    SpacingSource,
    VolumeGeometry,
)
from medviewer.domain.image import VolumeKind
from medviewer.domain.segmentation import (
    Finding,
    Measurement,
    MeasurementKind,
    SegmentationMask,
)

BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Diameters:
    """Longest diameter and the width at right angles to it, both in the unit of the spacing."""

    longest: float
    perpendicular: float


def diameters(mask: BoolArray, row_mm: float = 1.0, column_mm: float = 1.0) -> Diameters | None:
    """Maximum Feret diameter of a mask, and its width at right angles to that.

    Args:
        mask: bool, (rows, columns).
        row_mm: distance between rows; with the defaults the answer is in pixels.
        column_mm: distance between columns.

    Returns:
        The diameters, None for an empty mask. Both are exact for the pixel set: the longest
        distance is attained between two corners of the convex hull (Shamos 1978). The width is
        the extent of the whole mask along the normal of the longest diameter.
    """
    hull = _hull(mask)
    if hull is None:
        return None
    points = hull * np.array([column_mm, row_mm])
    between = points[:, None, :] - points[None, :, :]
    squared = (between**2).sum(axis=2)
    first, second = np.unravel_index(int(squared.argmax()), squared.shape)
    longest = float(np.sqrt(squared[first, second]))
    along = between[first, second] / longest
    across = points @ np.array([-along[1], along[0]])
    return Diameters(longest, float(across.max() - across.min()))


def _hull(mask: BoolArray) -> npt.NDArray[np.float64] | None:
    """Convex hull (n, 2) as (x, y) of the edge midpoints of a mask's pixels, in pixels."""
    import cv2

    rows = np.flatnonzero(mask.any(axis=1))
    if rows.size == 0:
        return None
    # Only the outermost pixels of each row can lie on the hull.
    filled = mask[rows]
    left = filled.argmax(axis=1)
    right = mask.shape[1] - 1 - filled[:, ::-1].argmax(axis=1)
    # Doubled coordinates are whole numbers, which makes the hull exact; scaling keeps a hull.
    points = [
        np.stack([2 * column + dx, 2 * rows + dy], axis=1)
        for column in (left, right)
        for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1))
    ]
    hull = cv2.convexHull(np.concatenate(points).astype(np.int32))
    return hull.reshape(-1, 2).astype(np.float64) / 2


def bounding_box(mask: BoolArray) -> BoundingBox | None:
    """``(x, y, width, height)`` of the True pixels of a (rows, columns) mask, None if empty."""
    rows = np.flatnonzero(mask.any(axis=1))
    columns = np.flatnonzero(mask.any(axis=0))
    if rows.size == 0:
        return None
    x, y = int(columns[0]), int(rows[0])
    return x, y, int(columns[-1]) - x + 1, int(rows[-1]) - y + 1


def findings(
    mask: SegmentationMask, geometry: VolumeGeometry, kind: VolumeKind
) -> tuple[Finding, ...]:
    """The lesions of a mask: its connected parts, largest first.

    Parts that touch at a corner are one. In a stack or a cine a part runs on through the
    frames it overlaps in; its area and diameters are those of the frame where its area is
    largest, and ``Finding.area_px`` and ``box`` are of that frame too. A volume is given for a
    stack whose slice spacing is known. Lengths are in mm where the geometry knows a scale for
    the lesion's box, else in pixels.
    """
    parts = _parts(mask.array)
    found = [
        _finding(mask, labels == number, offset, geometry, kind) for labels, number, offset in parts
    ]
    # Size first; equal sizes keep reading order, so numbers do not depend on chance.
    found.sort(key=lambda pair: (-pair[0], pair[1].frame, pair[1].box[1], pair[1].box[0]))
    return tuple(
        Finding(f.segment_label, i, f.frame, f.box, f.area_px, f.measurements)
        for i, (_, f) in enumerate(found, start=1)
    )


def _parts(array: BoolArray) -> list[tuple[npt.NDArray, int, tuple[int, int, int]]]:
    """Per connected part: the label array cut to its box, its label, the box's offset."""
    places = [np.flatnonzero(array.any(axis=axes)) for axes in ((1, 2), (0, 2), (0, 1))]
    if places[0].size == 0:
        return []
    from scipy import ndimage

    # Lesions are small and stacks large: only the box around all of them is looked at.
    f, r, c = (int(place[0]) for place in places)
    box = tuple(slice(int(p[0]), int(p[-1]) + 1) for p in places)
    labels, _ = ndimage.label(array[box], structure=np.ones((3, 3, 3), dtype=bool))
    slices = ndimage.find_objects(labels)
    return [
        (labels[cut], number, (f + cut[0].start, r + cut[1].start, c + cut[2].start))
        for number, cut in enumerate(slices, start=1)
    ]


def _finding(
    mask: SegmentationMask,
    part: BoolArray,
    offset: tuple[int, int, int],
    geometry: VolumeGeometry,
    kind: VolumeKind,
) -> tuple[int, Finding]:
    """One part as (its voxels, a Finding still without its number)."""
    areas = part.sum(axis=(1, 2))
    index = int(areas.argmax())
    shape = part[index]
    inner = bounding_box(shape)
    assert inner is not None
    box = (offset[2] + inner[0], offset[1] + inner[1], inner[2], inner[3])
    # The whole part must lie in one calibrated region, not only its largest frame.
    extent = (offset[2], offset[1], part.shape[2], part.shape[1])
    scales = [geometry.calibration_at(extent, offset[0] + i) for i in range(len(part))]
    scale = scales[index]
    measured = _measure(shape, scale)
    voxels = int(areas.sum())
    slice_mm = geometry.slice_spacing_mm
    pixels_mm2 = [s.pixel_area_mm2 for s in scales]
    if kind is VolumeKind.STACK and slice_mm is not None and None not in pixels_mm2:
        millilitres = float(areas @ np.array(pixels_mm2)) * slice_mm / 1000
        measured.append(Measurement(MeasurementKind.VOLUME, millilitres, "ml", scale.source))
    if mask.probability is not None:
        values = _cut(mask.probability, offset, part.shape)[part]
        mean = float(values.mean(dtype=np.float64))
        measured.append(Measurement(MeasurementKind.MEAN_PROBABILITY, mean, ""))
    finding = Finding(
        mask.segment.label, 0, offset[0] + index, box, int(areas[index]), tuple(measured)
    )
    return voxels, finding


def _cut(array: npt.NDArray, offset: tuple[int, int, int], shape: tuple[int, ...]) -> npt.NDArray:
    f, r, c = offset
    return array[f : f + shape[0], r : r + shape[1], c : c + shape[2]]


def _measure(shape: BoolArray, scale: PixelCalibration) -> list[Measurement]:
    """Area and diameters of one part on one frame."""
    source = scale.source if scale.known else SpacingSource.NONE
    row, column, length, square = 1.0, 1.0, "px", "px²"
    if scale.row_mm is not None and scale.column_mm is not None:
        row, column, length, square = scale.row_mm, scale.column_mm, "mm", "mm²"
    across = diameters(shape, row, column)
    assert across is not None
    return [
        Measurement(
            MeasurementKind.AREA, float(np.count_nonzero(shape)) * row * column, square, source
        ),
        Measurement(MeasurementKind.LONGEST_DIAMETER, across.longest, length, source),
        Measurement(MeasurementKind.PERPENDICULAR_DIAMETER, across.perpendicular, length, source),
    ]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Agreement of two masks, 0..1 (Dice 1945; Jaccard 1912). Two empty masks agree wholly."""

    dice: float
    iou: float


def overlap(first: BoolArray, second: BoolArray) -> Overlap:
    """Dice and IoU of two masks of one shape.

    Raises:
        ValueError: the shapes differ.
    """
    if first.shape != second.shape:
        raise ValueError(f"masks of {first.shape} and {second.shape} cannot be compared")
    common = int(np.count_nonzero(first & second))
    sizes = int(np.count_nonzero(first)) + int(np.count_nonzero(second))
    if sizes == 0:
        return Overlap(1.0, 1.0)
    return Overlap(2 * common / sizes, common / (sizes - common))

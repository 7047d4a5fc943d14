"""Slices in space: their order, their distance, and what is wrong with them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset

from medviewer.imaging.dicom import elements

_TILT_DEGREES = 0.5
_PARALLEL = 0.01  # difference of direction cosines
_SAME_MM = 1e-3
_UNEVEN = 0.02  # of the usual distance
_HOLE = 1.5  # times the usual distance

Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Plane:
    """Place of one slice in the patient (PS3.3 C.7.6.2): LPS, mm.

    ``along_columns`` points from one column to the next (the direction of a row of pixels),
    ``along_rows`` from one row to the next.
    """

    position: Vector
    along_columns: Vector
    along_rows: Vector

    @property
    def normal(self) -> npt.NDArray[np.float64]:
        return np.array(self._normal)

    @property
    def _normal(self) -> Vector:
        # Plain numbers: a header is asked for this, and numpy takes 40 us over three of them.
        (a, b, c), (x, y, z) = self.along_columns, self.along_rows
        return b * z - c * y, c * x - a * z, a * y - b * x

    @property
    def offset_mm(self) -> float:
        """Distance of the slice from the origin, along its normal."""
        return sum(n * p for n, p in zip(self._normal, self.position, strict=True))

    def is_parallel(self, other: "Plane") -> bool:
        """To within about half a degree."""
        mine = (*self.along_columns, *self.along_rows)
        theirs = (*other.along_columns, *other.along_rows)
        return all(abs(a - b) <= _PARALLEL for a, b in zip(mine, theirs, strict=True))


def plane_of(ds: Dataset, groups: Sequence[Dataset] = ()) -> Plane | None:
    """The plane of a slice, from its header or its functional groups; None without one."""
    position = _vector(ds, groups, "PlanePositionSequence", "ImagePositionPatient", 3)
    orientation = _vector(ds, groups, "PlaneOrientationSequence", "ImageOrientationPatient", 6)
    if position is None or orientation is None:
        return None
    columns, rows = orientation[:3], orientation[3:]
    lengths = math.hypot(*columns), math.hypot(*rows)
    slant = abs(sum(c * r for c, r in zip(columns, rows, strict=True)))
    if min(lengths) < 0.5 or slant > 0.01 * lengths[0] * lengths[1]:
        return None  # no plane: vectors of no length or not at right angles
    return Plane(
        _triple(position),
        _triple([c / lengths[0] for c in columns]),
        _triple([r / lengths[1] for r in rows]),
    )


def _triple(numbers: Sequence[float]) -> Vector:
    x, y, z = numbers
    return x, y, z


def _vector(
    ds: Dataset, groups: Sequence[Dataset], sequence: str, keyword: str, size: int
) -> list[float] | None:
    holders = [item for group in groups for item in elements.items(group, sequence)]
    for holder in [*holders, ds]:
        found = elements.numbers(holder, keyword)
        if len(found) == size:
            return found
    return None


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distance between neighbouring slices along their normal, and remarks on it."""

    slice_mm: float | None
    warnings: tuple[str, ...]


def slice_spacing(planes: Sequence[Plane]) -> Spacing:
    """Distance of parallel slices that are given in order, and what is wrong with them.

    Finds holes ("missing slices"), uneven distances, slices at one place, and a gantry tilt:
    slices that are shifted within their plane from one to the next (angle in degrees).
    """
    if len(planes) < 2:
        return Spacing(None, ())
    offsets = np.array([np.dot(planes[0].normal, p.position) for p in planes])
    gaps = np.diff(offsets)
    apart = np.abs(gaps[np.abs(gaps) > _SAME_MM])
    if apart.size == 0:
        return Spacing(None, ("all slices lie at one place",))
    usual = _usual(apart)
    warnings = []
    if not (np.all(gaps >= -_SAME_MM) or np.all(gaps <= _SAME_MM)):
        return Spacing(None, ("frames are not in order of their place",))
    if apart.size < gaps.size:
        warnings.append(f"duplicate slices: {gaps.size - apart.size} at the place of another")
    holes = apart[apart > _HOLE * usual]
    if holes.size:
        missing = int(np.sum(np.maximum(np.rint(holes / usual) - 1, 1)))
        warnings.append(f"missing slices: about {missing} (gaps: {holes.size})")
    even = apart[apart <= _HOLE * usual]
    if even.size and np.max(np.abs(even - usual)) > max(_UNEVEN * usual, 0.01):
        warnings.append(f"varying slice spacing, {even.min():.3g} to {even.max():.3g} mm")
    tilt = _tilt_degrees(planes)
    if tilt > _TILT_DEGREES:
        warnings.append(f"gantry tilt {tilt:.1f}")
    return Spacing(round(float(usual), 6), tuple(warnings))


def _usual(gaps: np.ndarray) -> float:
    """The lower median: with as many holes as slices the smaller distance is the true one."""
    ordered = np.sort(gaps)
    return float(ordered[(len(ordered) - 1) // 2])


def _tilt_degrees(planes: Sequence[Plane]) -> float:
    way = np.subtract(planes[-1].position, planes[0].position)
    length = float(np.linalg.norm(way))
    if length < _SAME_MM:
        return 0.0
    along = abs(float(np.dot(way, planes[0].normal))) / length
    return float(np.degrees(np.arccos(min(1.0, along))))

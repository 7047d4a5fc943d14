"""Which way up a grid of pixels is shown: as radiologists expect it, whatever way it is stored."""

from collections.abc import Sequence
from itertools import permutations

import numpy as np
import numpy.typing as npt

from medviewer.domain.stored_grid import StoredGrid

Steps = npt.NDArray[np.float64]
"""Vectors (LPS, mm) to the next column, row and slice: rows of a (3, 3) array."""

_THICK = 2.0
_SHEARED = 0.01
_LEFT, _BACK, _UP = np.eye(3)
# Ways of slices, rows and columns on screen, by the patient axis that slices follow: sagittal
# (front at the left), coronal and axial (patient's right at the left). Slices follow the normal.
_SCREEN = (
    (-_LEFT, -_UP, _BACK),
    (_BACK, -_UP, _LEFT),
    (_UP, _BACK, _LEFT),
)


def upright(steps: Steps, sizes: tuple[int, int, int]) -> StoredGrid:
    """The order in which a grid is shown.

    Slices are axial; but where pixels are more than twice as long one way as both others, the
    slices are as they were taken, across that way, and so they are where the grid is sheared or
    has one slice only. The grid is not resampled: an oblique one lies as near to the planes of
    the patient as its own axes do.

    Args:
        steps: of the grid as stored.
        sizes: columns, rows and slices as stored.

    Returns:
        The order, without an affine.
    """
    lengths = np.linalg.norm(steps, axis=1)
    units = steps / lengths[:, None]
    patient = _nearest_axes(units)
    across = _slice_axis(units, lengths, sizes, patient)
    wanted = _SCREEN[patient[across]]
    axes, backwards = [], []
    for way in wanted:
        stored = next(i for i in range(3) if way[patient[i]] != 0)
        axes.append(2 - stored)  # steps are columns first, arrays slices first
        backwards.append(bool(units[stored] @ way < 0))
    return StoredGrid(
        shape=(sizes[2], sizes[1], sizes[0]),
        axes=(axes[0], axes[1], axes[2]),
        backwards=(backwards[0], backwards[1], backwards[2]),
    )


def obliqueness(steps: Steps) -> float:
    """Degrees between the plane of columns and rows and the nearest plane of the patient.

    Columns and rows that are turned within such a plane count as well.
    """
    units = steps[:2] / np.linalg.norm(steps[:2], axis=1)[:, None]
    nearest = np.abs(units).max(axis=1).min()
    return float(np.degrees(np.arccos(min(1.0, nearest))))


def _nearest_axes(units: Steps) -> tuple[int, ...]:
    """The patient axis (0 left, 1 back, 2 up) that each step runs along, each once."""
    return max(
        permutations(range(3)), key=lambda axes: sum(abs(units[i, a]) for i, a in enumerate(axes))
    )


def _slice_axis(
    units: Steps, lengths: npt.NDArray[np.float64], sizes: Sequence[int], patient: Sequence[int]
) -> int:
    """Which step leads from slice to slice as shown."""
    single = [axis for axis in (2, 1, 0) if sizes[axis] == 1]
    if single:
        return single[0]
    products = [abs(float(units[i] @ units[j])) for i, j in ((0, 1), (0, 2), (1, 2))]
    if max(products) > _SHEARED:
        return 2
    longest = int(np.argmax(lengths))
    if lengths[longest] > _THICK * np.delete(lengths, longest).max():
        return longest
    return list(patient).index(2)

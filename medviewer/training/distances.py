"""How far the outlines of mask and truth lie apart: the 95 % Hausdorff distance.

HD95 is the larger of the two 95th percentiles of the distances from the boundary pixels of one
to the nearest boundary pixel of the other (Huttenlocher, Klanderman & Rucklidge, IEEE TPAMI 1993;
Maier-Hein et al., Metrics reloaded, Nature Methods 2024). To an empty outline there is no
distance: such cases are left out and counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from medviewer.training.manifest import Record

Points = npt.NDArray[np.int32]
Outlines = tuple[Points, Points]
"""Boundary pixels of mask and of truth."""

_CROSS = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]], np.uint8)


@dataclass(frozen=True)
class Distances:
    """HD95 of each case that has one, its patient, and how many have none.

    ``unit``: ``mm`` where the spacing of all is known, else ``px``.
    """

    values: npt.NDArray[np.float64]
    patients: list[str]
    left_out: int
    unit: str


def boundary(mask: npt.NDArray[np.bool_]) -> Points:
    """Pixels (N, 2) as (row, column) of a mask that have a neighbour outside, by edge."""
    inner = cv2.erode(mask.astype(np.uint8), _CROSS, borderType=cv2.BORDER_CONSTANT, borderValue=0)
    return np.argwhere(mask & (inner == 0)).astype(np.int32)


def hd95(found: npt.NDArray[np.float64], truth: npt.NDArray[np.float64]) -> float | None:
    """HD95 of two sets of boundary points (N, D); None where one is empty."""
    if not len(found) or not len(truth):
        return None
    there, back = _nearest(found, truth), _nearest(truth, found)
    return float(max(np.percentile(there, 95), np.percentile(back, 95)))


def hd95_of_pictures(cases: Sequence[tuple[Record, Outlines]]) -> Distances:
    """HD95 of each picture for itself."""
    in_mm = all(record.spacing_mm is not None for record, _ in cases)
    values = [
        hd95(*(p * np.array(_in_plane(record, in_mm)) for p in outlines))
        for record, outlines in cases
    ]
    return _collected(values, [record.patient for record, _ in cases], in_mm)


def hd95_of_volumes(cases: Sequence[tuple[Record, Outlines]]) -> Distances:
    """HD95 of each volume that pictures are slices of.

    With a spacing between slices the boundaries of all slices lie at their place in mm. Without
    one nothing is known of the distance from slice to slice: each boundary is then compared
    within its own slice, over the slices where both are outlined.
    """
    slices = [(r, o) for r, o in cases if r.slice is not None]
    in_mm = bool(slices) and all(len(r.spacing_mm or ()) == 3 for r, _ in slices)
    volumes: dict[str, list[tuple[Record, Outlines]]] = {}
    for record, outlines in slices:
        volumes.setdefault(record.volume, []).append((record, outlines))
    values = [_of_volume(v) if in_mm else _within_slices(v) for v in volumes.values()]
    return _collected(values, [v[0][0].patient for v in volumes.values()], in_mm)


def _of_volume(slices: Sequence[tuple[Record, Outlines]]) -> float | None:
    stacks: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
    for record, outlines in slices:
        assert record.spacing_mm is not None
        for stack, points in zip(stacks, outlines, strict=True):
            placed = np.column_stack([np.full(len(points), record.slice), points])
            stack.append(placed * np.array(record.spacing_mm))
    return hd95(np.concatenate(stacks[0]), np.concatenate(stacks[1]))


def _within_slices(slices: Sequence[tuple[Record, Outlines]]) -> float | None:
    both = [o for _, o in slices if len(o[0]) and len(o[1])]
    if not both:
        return None
    there = np.concatenate([_nearest(found, truth) for found, truth in both])
    back = np.concatenate([_nearest(truth, found) for found, truth in both])
    return float(max(np.percentile(there, 95), np.percentile(back, 95)))


def _nearest(points: np.ndarray, others: np.ndarray) -> npt.NDArray[np.float64]:
    from scipy.spatial import cKDTree

    distances: npt.NDArray[np.float64] = cKDTree(others).query(points)[0]
    return distances


def _in_plane(record: Record, in_mm: bool) -> tuple[float, float]:
    if not in_mm or record.spacing_mm is None:
        return (1.0, 1.0)
    return record.spacing_mm[-2], record.spacing_mm[-1]


def _collected(values: Sequence[float | None], patients: Sequence[str], in_mm: bool) -> Distances:
    known = [(v, p) for v, p in zip(values, patients, strict=True) if v is not None]
    return Distances(
        values=np.array([v for v, _ in known]),
        patients=[p for _, p in known],
        left_out=len(values) - len(known),
        unit="mm" if in_mm and values else "px",
    )

"""The three planes of a volume: axial, sagittal, coronal, in the volume's own axes."""

from __future__ import annotations

import itertools
from collections.abc import Generator
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from medviewer.domain.errors import KnownError
from medviewer.domain.geometry import PixelCalibration, VolumeGeometry
from medviewer.domain.image import ArrayFrames, ImageVolume, VolumeKind
from medviewer.domain.progress import Progress
from medviewer.domain.segmentation import SegmentationMask
from medviewer.imaging.cache import CACHE_BYTES
from medviewer.imaging.space import Space, space_of

_TOO_FEW = 3
_STEP = 8  # frames decoded between two reports of progress


class Plane(StrEnum):
    AXIAL = "axial"
    SAGITTAL = "sagittal"
    CORONAL = "coronal"


# Directions on the screen (LPS) to the right, downwards, and from one frame to the next: as one
# looks at a patient from the feet, from the left side, from the front.
_LOOKS = {
    Plane.AXIAL: ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    Plane.SAGITTAL: ((0, 1, 0), (0, 0, -1), (1, 0, 0)),
    Plane.CORONAL: ((1, 0, 0), (0, 0, -1), (0, 1, 0)),
}


TITLES = frozenset(f"{way}{plane} reformat" for way in ("", "oblique ") for plane in Plane)
"""What the planes are called as series."""


@dataclass(frozen=True)
class Turn:
    """How an array (frames, rows, columns) is laid out anew for one plane.

    ``axes``: which old axis becomes frames, rows, columns. ``reversed``: whether each of the
    new axes is counted from its end.
    """

    axes: tuple[int, int, int]
    reversed: tuple[bool, bool, bool]

    def apply(self, array: np.ndarray) -> np.ndarray:
        """A view of (frames, rows, columns), nothing is copied."""
        turned = np.transpose(array, self.axes)
        return turned[tuple(slice(None, None, -1 if r else 1) for r in self.reversed)]


@dataclass(frozen=True)
class Reformat:
    """A volume held whole, from which each plane is cut."""

    source: ImageVolume
    block: np.ndarray
    space: Space

    def turn(self, plane: Plane) -> Turn:
        """How the block is laid out for a plane: by the axes nearest to the patient's."""
        axes = self._ways()
        nearest = _nearest_axes(axes)
        order, backwards = [], []
        right, down, onwards = _LOOKS[plane]
        for wanted in (onwards, down, right):
            patient_axis = int(np.argmax(np.abs(wanted)))
            axis = nearest[patient_axis]
            order.append(axis)
            backwards.append(bool(axes[axis] @ np.array(wanted, float) < 0))
        return Turn((order[0], order[1], order[2]), (backwards[0], backwards[1], backwards[2]))

    def volume(self, plane: Plane) -> ImageVolume:
        """The volume cut along a plane, as a scan of its own with its place in the patient."""
        turn = self.turn(plane)
        space, shape = self.space, self.block.shape
        steps = (space.slice, space.row, space.column)
        origin, ways = space.origin.copy(), []
        for axis, backwards in zip(turn.axes, turn.reversed, strict=True):
            if backwards:
                origin = origin + steps[axis] * (shape[axis] - 1)
            ways.append(-steps[axis] if backwards else steps[axis])
        sizes = [float(np.linalg.norm(way)) for way in ways]
        frames, rows, columns = (shape[axis] for axis in turn.axes)
        old = self.source.geometry
        geometry = VolumeGeometry(
            rows=rows,
            columns=columns,
            frames=frames,
            calibration=PixelCalibration(sizes[1], sizes[2], old.main_calibration().source),
            slice_spacing_mm=sizes[0],
            origin_mm=_triple(origin),
            direction=tuple(_triple(ways[i] / sizes[i]) for i in (2, 1, 0)),
            frame_of_reference_uid=old.frame_of_reference_uid,
        )
        series = self.source.context.series
        words = f"{self.name(plane)} reformat"
        context = replace(self.source.context, series=replace(series, description=words))
        return replace(
            self.source,
            frames=ArrayFrames(turn.apply(self.block)),
            geometry=geometry,
            context=context,
            kind=VolumeKind.STACK,
            reference_mask=None,
            graphics=(),
            frame_windows=(),
            frame_order=(),
            stored_grid=None,
        )

    def name(self, plane: Plane) -> str:
        """The plane in words; an oblique volume is cut in its own axes, which is said."""
        straight = min(float(np.max(np.abs(way))) for way in self._ways()) > 0.985
        return plane.value if straight else f"oblique {plane.value}"

    def mask(self, mask: SegmentationMask, plane: Plane) -> SegmentationMask:
        """A mask of the source on a plane; it shares its pixels with the source's."""
        turn = self.turn(plane)
        p = mask.probability
        turned = None if p is None else turn.apply(p)
        return SegmentationMask(mask.segment, turn.apply(mask.array), turned)

    def _ways(self) -> list[npt.NDArray[np.float64]]:
        """Unit vectors along frames, rows, columns of the block."""
        steps = (self.space.slice, self.space.row, self.space.column)
        return [step / np.linalg.norm(step) for step in steps]


def _nearest_axes(axes: list[npt.NDArray[np.float64]]) -> tuple[int, ...]:
    """For each axis of the patient (L, P, H) the axis of the block that runs most along it."""
    along = np.abs(np.array(axes))
    return max(
        itertools.permutations(range(3)),
        key=lambda order: sum(along[axis, patient] for patient, axis in enumerate(order)),
    )


def _triple(vector: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    x, y, z = (float(v) for v in vector)
    return x, y, z


def why_not(volume: ImageVolume, limit_bytes: int = CACHE_BYTES) -> str:
    """Why a scan cannot be cut along other planes, in a sentence; empty where it can."""
    geometry = volume.geometry
    if volume.kind is not VolumeKind.STACK or geometry.frames < _TOO_FEW:
        return "Other planes need a stack of slices; this scan is none."
    if space_of(geometry) is None:
        return (
            "Other planes need the spacing and place of the slices, which this scan's files "
            "do not give."
        )
    for sign, words in _TWISTED.items():
        if any(sign in warning for warning in volume.warnings):
            return f"Other planes would be distorted: {words}."
    pixels = geometry.frames * geometry.rows * geometry.columns
    return _too_large(pixels * (3 if volume.colour else 2), limit_bytes)


def _too_large(needed: int, limit_bytes: int) -> str:
    if needed <= limit_bytes:
        return ""
    return (
        f"Other planes need the whole volume in memory, {needed / 2**20:.0f} MB; "
        f"at most {limit_bytes / 2**20:.0f} MB are given to one."
    )


_TWISTED = {
    "gantry tilt": "the gantry was tilted, so the slices are shifted against each other",
    "missing slices": "slices are missing",
    "varying slice spacing": "the distance of the slices varies",
    "duplicate slices": "several slices lie at one place",
    "mixed orientation": "the slices lie in several directions",
    "volumes in one file": "the file holds several volumes",
}


def reformat(volume: ImageVolume) -> Generator[Progress, None, Reformat]:
    """Read a volume whole, for its planes.

    Yields:
        How many frames of all are read.

    Raises:
        KnownError: it has no planes (``why_not``), or a slice cannot be decoded.
    """
    reason = why_not(volume)
    space = space_of(volume.geometry)
    if reason or space is None:
        raise KnownError(reason)
    count = len(volume)
    first = volume.frame(0)
    if reason := _too_large(count * first.nbytes, CACHE_BYTES):
        raise KnownError(reason)
    block = np.empty((count, *first.shape), first.dtype)
    for index in range(count):
        frame = volume.frame(index)
        if frame.dtype != block.dtype:  # slices of other rescale factors
            block = block.astype(np.result_type(block.dtype, frame.dtype))
        block[index] = frame
        if index % _STEP == 0:
            yield Progress(index, count, "Reading the volume")
    return Reformat(volume, block, space)

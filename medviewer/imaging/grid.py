"""Volumes of research formats: one regular grid in one file, no patient."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from medviewer.domain.geometry import (
    UNCALIBRATED,
    PixelCalibration,
    SpacingSource,
    VolumeGeometry,
)
from medviewer.domain.image import ArrayFrames, FrameSource, ImageVolume, VolumeKind
from medviewer.domain.stored_grid import Affine, StoredGrid
from medviewer.imaging.reader import (
    FileContent,
    FileHeader,
    check_frame_size,
    file_context,
    hash_files,
)
from medviewer.imaging.rescale import Rescale
from medviewer.imaging.upright import obliqueness, upright

_SAME = 1e-6
_OBLIQUE = 3.0  # degrees: less is how a patient lies on a table


@dataclass(frozen=True)
class Grid:
    """Shape and place of a grid of pixels, as stored.

    ``times`` volumes of ``slices`` slices follow each other. ``steps_mm`` has the vectors in
    the patient (LPS, mm) from a pixel to the next column, row and slice, as rows of a (3, 3)
    array; None where the file gives none. ``size_mm`` is what a file without a place says of
    column, row and slice.
    """

    columns: int
    rows: int
    slices: int = 1
    times: int = 1
    colour: bool = False
    steps_mm: npt.NDArray[np.float64] | None = None
    origin_mm: tuple[float, float, float] | None = None
    size_mm: tuple[float, float, float] | None = None
    frame_seconds: float | None = None
    warnings: tuple[str, ...] = ()

    @property
    def frames(self) -> int:
        return self.slices * self.times

    @property
    def kind(self) -> VolumeKind:
        if self.slices > 1:
            return VolumeKind.STACK
        return VolumeKind.CINE if self.times > 1 else VolumeKind.PICTURE

    @property
    def has_axes(self) -> bool:
        """Whether the steps are three directions of some length."""
        steps = self.steps_mm
        if steps is None or not np.all(np.isfinite(steps)):
            return False
        lengths = np.linalg.norm(steps, axis=1)
        if lengths.min() < _SAME:
            return False
        return bool(abs(np.linalg.det(steps / lengths[:, None])) > _SAME)

    @functools.cached_property
    def order(self) -> StoredGrid:
        """The order in which the pixels are shown, and the way back to that of the file."""
        sizes = (self.columns, self.rows, self.slices)
        if not self.has_axes:
            return StoredGrid(sizes[::-1])
        assert self.steps_mm is not None
        return replace(upright(self.steps_mm, sizes), affine=self._affine)

    @property
    def _affine(self) -> Affine | None:
        if self.steps_mm is None or self.origin_mm is None:
            return None
        matrix = np.column_stack([*self.steps_mm, self.origin_mm])
        rows = [(float(a), float(b), float(c), float(d)) for a, b, c, d in matrix]
        return (*rows, (0.0, 0.0, 0.0, 1.0))

    def shown(self) -> "Grid":
        """The grid as it is shown."""
        order = self.order
        slices, rows, columns = (order.shape[axis] for axis in order.axes)
        grid = replace(self, columns=columns, rows=rows, slices=slices)
        if self.steps_mm is None:
            return grid
        steps, origin = [], np.array(self.origin_mm or (0.0, 0.0, 0.0))
        for axis, backwards in zip(order.axes, order.backwards, strict=True):
            step = self.steps_mm[2 - axis]
            steps.append(-step if backwards else step)
            if backwards:
                origin = origin + step * (order.shape[axis] - 1)
        x, y, z = (round(float(v), 6) for v in origin)
        placed = None if self.origin_mm is None else (x, y, z)
        return replace(grid, steps_mm=np.array(steps[::-1]), origin_mm=placed)


@dataclass(frozen=True)
class _Turned:
    """Frames of a source whose slices are shown as slices, in another order and way up."""

    source: FrameSource
    order: StoredGrid

    def __len__(self) -> int:
        return len(self.source)

    def frame(self, index: int) -> np.ndarray:
        slices = self.order.shape[0]
        time, at = divmod(index, slices)
        at = slices - 1 - at if self.order.backwards[0] else at
        frame = self.source.frame(time * slices + at)
        one_slice = replace(self.order, shape=(1, *self.order.shape[1:]))
        return np.ascontiguousarray(one_slice.shown(frame[None])[0])


def shown_frames(grid: Grid, frames: FrameSource) -> FrameSource:
    """Frames as stored in the order in which they are shown.

    Where slices lie across those of the file, every frame is read at once.
    """
    order = grid.order
    if order.is_as_shown:
        return frames
    if order.keeps_slices and not isinstance(frames, ArrayFrames):
        return _Turned(frames, order)
    if isinstance(frames, ArrayFrames):
        whole = frames.array
    else:
        whole = np.stack([frames.frame(i) for i in range(len(frames))])
    return ArrayFrames(np.ascontiguousarray(order.shown(whole)))


@dataclass(frozen=True)
class RescaledFrames:
    """Stored frames with a slope and an intercept applied; ``signed`` and bits of the source."""

    source: FrameSource
    rescale: Rescale

    def __len__(self) -> int:
        return len(self.source)

    def frame(self, index: int) -> np.ndarray:
        stored = self.source.frame(index)
        if stored.dtype == np.float16:
            stored = stored.astype(np.float32)
        return self.rescale.apply(stored, stored.dtype.itemsize * 8, stored.dtype.kind == "i")


def grid_header(path: Path, title: str, grid: Grid, files: Sequence[Path] = ()) -> FileHeader:
    """What one file of a research format says of itself."""
    grid = grid.shown()
    check_frame_size(path, grid.rows, grid.columns)
    return FileHeader(
        path=path,
        content=FileContent.IMAGE,
        title=title,
        context=file_context(path, hash_files([path, *files])),
        kind=grid.kind,
        rows=grid.rows,
        columns=grid.columns,
        frames=grid.frames,
    )


def grid_volume(
    path: Path, stored: Grid, frames: FrameSource, files: Sequence[Path] = ()
) -> ImageVolume:
    """The volume of one file.

    Args:
        path: the file.
        stored: its grid.
        frames: in the order in which they are shown (``shown_frames``).
        files: that hold the pixels where the file itself does not.
    """
    grid = stored.shown()
    check_frame_size(path, grid.rows, grid.columns)
    every = (path, *files)
    digest = hash_files(every)
    geometry = VolumeGeometry(grid.rows, grid.columns, grid.frames)
    geometry, remarks = _placed(geometry, grid)
    if grid.times > 1 and grid.slices > 1:
        remarks += (f"{grid.times} volumes in one file, shown one after the other",)
    return ImageVolume(
        frames=frames,
        geometry=geometry,
        context=file_context(path, digest),
        content_hash=digest,
        files=every,
        kind=grid.kind,
        colour=grid.colour,
        frame_seconds=grid.frame_seconds if grid.kind is VolumeKind.CINE else None,
        warnings=(*grid.warnings, *remarks),
        stored_grid=stored.order,
    )


def _placed(geometry: VolumeGeometry, grid: Grid) -> tuple[VolumeGeometry, tuple[str, ...]]:
    one_volume = grid.slices > 1 and grid.times == 1
    if not grid.has_axes:
        size = grid.size_mm
        if size is None or not all(np.isfinite(s) and s > 0 for s in size[:2]):
            return geometry, ()
        scale = PixelCalibration(float(size[1]), float(size[0]), SpacingSource.PIXEL_SPACING)
        apart = float(size[2]) if one_volume and size[2] > 0 else None
        return replace(geometry, calibration=scale, slice_spacing_mm=apart), ()
    assert grid.steps_mm is not None
    lengths = np.linalg.norm(grid.steps_mm, axis=1)
    units = grid.steps_mm / lengths[:, None]
    if abs(units[0] @ units[1]) > 0.01:
        return geometry, ("the pixels are sheared: nothing is measured in millimetres",)
    normal = np.cross(units[0], units[1])
    apart = float(abs(grid.steps_mm[2] @ normal))
    tilt = float(np.degrees(np.arccos(min(1.0, abs(units[2] @ normal)))))
    remarks: tuple[str, ...] = ()
    if tilt > 0.5 and grid.slices > 1:
        remarks += (f"gantry tilt {tilt:.1f}",)
    if (turned := obliqueness(grid.steps_mm)) > _OBLIQUE:
        remarks += (f"oblique by {turned:.1f} degrees",)
    column_mm, row_mm = (round(float(v), 6) for v in lengths[:2])
    scale = UNCALIBRATED
    if min(row_mm, column_mm) > 0:
        scale = PixelCalibration(row_mm, column_mm, SpacingSource.PIXEL_SPACING)
    placed = replace(
        geometry,
        calibration=scale,
        slice_spacing_mm=round(apart, 6) if one_volume else None,
        origin_mm=grid.origin_mm,
        direction=tuple((float(u[0]), float(u[1]), float(u[2])) for u in units),
    )
    return placed, remarks

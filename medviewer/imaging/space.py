"""Where the pixels of a scan lie in the patient, and where scans meet (LPS, mm; PS3.3 C.7.6.2)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from medviewer.domain.geometry import VolumeGeometry
from medviewer.domain.image import ImageVolume

Vector = npt.NDArray[np.float64]
Spot = tuple[float, float]
"""(x, y) on a picture in pixels: the pixel in column c covers x in [c, c + 1]."""

_PARALLEL = 0.9986  # cosine of 3 degrees
_SAME_AXIS = 0.99


@dataclass(frozen=True)
class Space:
    """The place of a stack of frames.

    ``origin``: centre of the first pixel of the first frame. ``column``, ``row``, ``slice``:
    the ways (mm) from a pixel to the next column, row and frame.
    """

    origin: Vector
    column: Vector
    row: Vector
    slice: Vector
    rows: int
    columns: int
    frames: int

    @cached_property
    def normal(self) -> Vector:
        """Unit vector across the frames."""
        across = np.cross(self.column, self.row)
        return across / np.linalg.norm(across)

    def at(self, frame: float, spot: Spot) -> Vector:
        """The point in the patient under a point of a frame."""
        x, y = spot
        way = self.column * (x - 0.5) + self.row * (y - 0.5) + self.slice * frame
        return self.origin + way

    def frame_at(self, point: Vector) -> float:
        """The place of a point among the frames, not rounded and not limited; 0 of a single."""
        if self.frames < 2:
            return 0.0
        normal = self.normal
        return float((point - self.origin) @ normal / (self.slice @ normal))

    def spot_at(self, point: Vector) -> Spot:
        """The point of a frame that is nearest to a point in the patient."""
        way = point - self.origin - self.slice * self.frame_at(point)
        column, row = self.column, self.row
        return (
            float(way @ column / (column @ column)) + 0.5,
            float(way @ row / (row @ row)) + 0.5,
        )

    def nearest_frame(self, point: Vector) -> int:
        """The frame nearest to a point; the first or last for one beyond them."""
        return int(np.clip(np.rint(self.frame_at(point)), 0, self.frames - 1))

    def is_parallel(self, other: Space) -> bool:
        """Whether frames lie in planes of one direction, to within 3 degrees."""
        return bool(abs(self.normal @ other.normal) > _PARALLEL)

    def is_turned_alike(self, other: Space) -> bool:
        """Whether columns and rows run the same ways."""
        pairs = ((self.column, other.column), (self.row, other.row))
        cosines = [a @ b / np.linalg.norm(a) / np.linalg.norm(b) for a, b in pairs]
        return bool(min(cosines) > _SAME_AXIS)


def space_of(geometry: VolumeGeometry) -> Space | None:
    """The place of a scan; None where its file does not give it."""
    scale = geometry.main_calibration()
    if geometry.origin_mm is None or geometry.direction is None:
        return None
    if scale.row_mm is None or scale.column_mm is None:
        return None
    if geometry.frames > 1 and geometry.slice_spacing_mm is None:
        return None
    along_columns, along_rows, across = (np.array(v, float) for v in geometry.direction)
    normal = np.cross(along_columns, along_rows)
    normal /= np.linalg.norm(normal)
    # Slices may be sheared: their distance is counted along the normal.
    step = across * ((geometry.slice_spacing_mm or 0.0) / abs(float(across @ normal)))
    return Space(
        np.array(geometry.origin_mm, float),
        along_columns * scale.column_mm,
        along_rows * scale.row_mm,
        step,
        geometry.rows,
        geometry.columns,
        geometry.frames,
    )


def share_space(one: ImageVolume, other: ImageVolume) -> bool:
    """Whether places in two scans can be compared: one frame of reference, or one scan."""
    uid = one.geometry.frame_of_reference_uid
    same_frame = uid is not None and uid == other.geometry.frame_of_reference_uid
    return same_frame or one.content_hash == other.content_hash


def crossing(shown: Space, frame: int, other: Space, other_frame: int) -> tuple[Spot, Spot] | None:
    """Where a frame of another scan cuts a frame of the one shown.

    Returns:
        The ends of the line on the frame shown, None where the two do not meet.
    """
    if shown.is_parallel(other):
        return None
    width, height = other.columns, other.rows
    outline = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]
    corners = [other.at(other_frame, spot) for spot in outline]
    normal, level = shown.normal, shown.at(frame, (0.5, 0.5))
    away = [float((corner - level) @ normal) for corner in corners]
    ends = []
    for i in range(4):
        j = (i + 1) % 4
        if (away[i] < 0) != (away[j] < 0):
            share = away[i] / (away[i] - away[j])
            ends.append(shown.spot_at(corners[i] + share * (corners[j] - corners[i])))
    return (ends[0], ends[1]) if len(ends) == 2 else None

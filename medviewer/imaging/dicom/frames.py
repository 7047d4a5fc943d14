"""Frames of one multi-frame file: what holds for each, and their order in space."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from pydicom.dataset import Dataset

from medviewer.domain.image import FrameSource
from medviewer.imaging.dicom import elements
from medviewer.imaging.dicom.stack import Plane, plane_of, slice_spacing

Groups = list[list[Dataset]]


def frame_groups(ds: Dataset, frames: int) -> Groups:
    """Functional groups that hold for each frame of an enhanced object, its own before shared.

    One empty list for each frame of other objects. Frames without own groups share one list.
    """
    shared = elements.items(ds, "SharedFunctionalGroupsSequence")[:1]
    own = elements.items(ds, "PerFrameFunctionalGroupsSequence")
    if len(own) != frames:
        return [shared] * frames
    return [[item, *shared] for item in own]


def group_item(groups: Sequence[Dataset], sequence: str) -> Dataset | None:
    """The item of a functional group macro that holds for a frame."""
    return next((item for g in groups for item in elements.items(g, sequence)), None)


@dataclass(frozen=True, slots=True)
class Ordered:
    """Frames of a source in another order."""

    source: FrameSource
    order: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.order)

    def frame(self, index: int) -> np.ndarray:
        return self.source.frame(self.order[index])


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Frames of a file in space.

    ``order`` has the place in the file of each frame; ``first`` is the plane of the first in
    this order; ``slice_mm`` is None where the frames are not one even stack.
    """

    order: tuple[int, ...]
    first: Plane | None = None
    slice_mm: float | None = None
    warnings: tuple[str, ...] = ()


def arrange(ds: Dataset, groups: Groups) -> Arrangement:
    """The frames of a file that is a stack, sorted by their place.

    Volumes come one after the other where there are several: frames of one direction
    together, and where every place is there equally often (echoes, points in time) the n-th
    frame of each place in the n-th volume.
    """
    as_stored = tuple(range(len(groups)))
    planes = _planes(ds, groups)
    if planes is None:
        return Arrangement(as_stored, plane_of(ds, groups[0]))
    directions: list[list[int]] = []
    for index, plane in enumerate(planes):
        home = next((d for d in directions if planes[d[0]].is_parallel(plane)), None)
        if home is None:
            directions.append([index])
        else:
            home.append(index)
    volumes = [v for d in directions for v in _volumes(d, planes)]
    order = tuple(i for volume in volumes for i in volume)
    first = planes[order[0]]
    warnings = ["mixed orientation"] if len(directions) > 1 else []
    if len(volumes) > 1:
        warnings.append(f"{len(volumes)} volumes in one file, shown one after the other")
        return Arrangement(order, first, None, tuple(warnings))
    spacing = slice_spacing([planes[i] for i in order])
    return Arrangement(order, first, spacing.slice_mm, spacing.warnings)


def _planes(ds: Dataset, groups: Groups) -> list[Plane] | None:
    """The plane of each frame; None where one has none."""
    offsets = elements.numbers(ds, "GridFrameOffsetVector")
    start = plane_of(ds)
    if start is not None and len(offsets) == len(groups):
        return [_moved(start, offset - offsets[0]) for offset in offsets]
    nothing = Dataset()
    found = [plane_of(nothing, groups_of_frame) for groups_of_frame in groups]
    planes = [p for p in found if p is not None]
    return planes if len(planes) == len(found) else None


def _moved(plane: Plane, distance: float) -> Plane:
    x, y, z = (float(v) for v in plane.position + plane.normal * distance)
    return replace(plane, position=(x, y, z))


def _volumes(frames: list[int], planes: Sequence[Plane]) -> list[list[int]]:
    """Parallel frames as the volumes they make, each in order of place."""
    normal = planes[frames[0]].normal
    place = {i: round(float(np.dot(normal, planes[i].position)), 2) for i in frames}
    at: dict[float, list[int]] = {}
    for index in sorted(frames, key=lambda i: (place[i], i)):
        at.setdefault(place[index], []).append(index)
    if len(at) > 1 and len({len(same) for same in at.values()}) == 1:
        return [list(volume) for volume in zip(*at.values(), strict=True)]
    return [[i for same in at.values() for i in same]]

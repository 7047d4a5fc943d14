"""Overlay planes of a DICOM file as drawings over its frames (PS3.3 C.9.2, PS3.5 8.1.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from pydicom.dataset import FileDataset

from medviewer.domain.image import FrameSource, GraphicsPlane
from medviewer.imaging.dicom import elements
from medviewer.imaging.dicom.film import StoredFilm
from medviewer.imaging.dicom.pixels import StoredFrames

_GROUPS = range(0x6000, 0x6020, 2)


@dataclass(frozen=True)
class _Packed:
    """A plane of bits of its own, placed on the picture; frames without one are empty."""

    data: bytes
    plane: tuple[int, int, int]  # frames, rows, columns
    first: int  # frame of the picture, from 0
    corner: tuple[int, int]  # of the plane on the picture: row, column, from 0
    picture: tuple[int, int, int]  # frames, rows, columns

    def __len__(self) -> int:
        return self.picture[0]

    def frame(self, index: int) -> npt.NDArray[np.bool_]:
        drawn = np.zeros(self.picture[1:], bool)
        frames, rows, columns = self.plane
        number = index - self.first
        if not 0 <= number < frames:
            return drawn
        begin = number * rows * columns
        held = np.frombuffer(self.data[begin // 8 : -(-(begin + rows * columns) // 8)], np.uint8)
        bits = np.unpackbits(held, bitorder="little")[begin % 8 :][: rows * columns]
        top, left = self.corner
        at = slice(max(top, 0), max(top + rows, 0)), slice(max(left, 0), max(left + columns, 0))
        there = drawn[at]
        cut = bits.reshape(rows, columns)[max(-top, 0) :, max(-left, 0) :]
        there[:] = cut[: there.shape[0], : there.shape[1]]
        return drawn


@dataclass(frozen=True)
class _Embedded:
    """A bit of the pixels' own words that the picture does not use (retired in 2004)."""

    stored: StoredFrames
    bit: int

    def __len__(self) -> int:
        return self.stored.layout.frames

    def frame(self, index: int) -> npt.NDArray[np.bool_]:
        layout = self.stored.layout
        words = replace(layout, bits_stored=layout.bits_allocated, signed=False)
        array, _ = replace(self.stored, layout=words).decode(index)
        drawn: npt.NDArray[np.bool_] = (array >> self.bit & 1).astype(bool)
        return drawn


@dataclass(frozen=True)
class _Stacked:
    """One frame of each of several sources; None is an empty one."""

    sources: tuple[FrameSource | None, ...]
    shape: tuple[int, int]

    def __len__(self) -> int:
        return len(self.sources)

    def frame(self, index: int) -> npt.NDArray[np.bool_]:
        source = self.sources[index]
        return np.zeros(self.shape, bool) if source is None else source.frame(0)


def overlay_planes(
    ds: FileDataset, stored: StoredFrames | StoredFilm
) -> tuple[dict[int, GraphicsPlane], tuple[str, ...]]:
    """The overlay planes of a file by their group number, and a remark on damaged ones.

    Nothing is unpacked yet: a plane's frames are made when asked for.
    """
    found: dict[int, GraphicsPlane] = {}
    damaged = 0
    for group in _GROUPS:
        if (group, 0x0010) not in ds and (group, 0x3000) not in ds:
            continue
        frames = _frames(ds, group, stored)
        if frames is None:
            damaged += 1
            continue
        label = elements.tag_text(ds, group, 0x1500) or elements.tag_text(ds, group, 0x0022)
        found[group] = GraphicsPlane(
            label or f"overlay {(group - 0x6000) // 2 + 1}",
            elements.tag_text(ds, group, 0x0040) == "R",
            frames,
        )
    return found, (f"damaged overlays: {damaged} left out",) if damaged else ()


def stacked(
    planes: Sequence[Mapping[int, GraphicsPlane]], shape: tuple[int, int]
) -> tuple[GraphicsPlane, ...]:
    """The overlays of single-frame files as those of the volume that they make."""
    first: dict[int, GraphicsPlane] = {}
    for of_file in planes:
        for group, plane in of_file.items():
            first.setdefault(group, plane)
    out = []
    for group, plane in sorted(first.items()):
        sources = tuple(p[group].frames if group in p else None for p in planes)
        out.append(replace(plane, frames=_Stacked(sources, shape)))
    return tuple(out)


def _frames(ds: FileDataset, group: int, stored: StoredFrames | StoredFilm) -> FrameSource | None:
    layout = stored.layout
    rows, columns = (elements.tag_numbers(ds, group, e) for e in (0x0010, 0x0011))
    data = elements.tag_value(ds, group, 0x3000)
    position = elements.tag_numbers(ds, group, 0x0102)
    if not isinstance(data, bytes):
        embedded = position and layout.bits_stored <= position[0] < layout.bits_allocated
        if not embedded or layout.samples > 1 or isinstance(stored, StoredFilm):
            return None
        return _Embedded(stored, int(position[0]))
    count = int((elements.tag_numbers(ds, group, 0x0015) or [1])[0])
    if not rows or not columns or min(rows[0], columns[0], count) < 1:
        return None
    plane = count, int(rows[0]), int(columns[0])
    if len(data) * 8 < np.prod(plane, dtype=np.int64):
        return None
    if ds[group, 0x3000].VR == "OW" and not ds.original_encoding[1]:
        data = np.frombuffer(data[: len(data) // 2 * 2], ">u2").astype("<u2").tobytes()
    origin = elements.tag_numbers(ds, group, 0x0050)
    corner = (int(origin[0]) - 1, int(origin[1]) - 1) if len(origin) == 2 else (0, 0)
    first = int((elements.tag_numbers(ds, group, 0x0051) or [1])[0]) - 1
    return _Packed(data, plane, first, corner, (layout.frames, layout.rows, layout.columns))

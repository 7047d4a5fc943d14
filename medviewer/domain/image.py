"""A scan as it is shown and analysed."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from medviewer.domain.geometry import VolumeGeometry
from medviewer.domain.patient import StudyContext
from medviewer.domain.stored_grid import StoredGrid


class VolumeKind(StrEnum):
    """A single picture, a film over time, or slices through space."""

    PICTURE = "picture"
    CINE = "cine"
    STACK = "stack"


class FrameSource(Protocol):
    """Gives frames on demand; a long cine is never held whole.

    ``frame(i)`` returns an array of shape (rows, columns) of any real dtype, modality units
    (e.g. HU) already applied, or (rows, columns, 3) uint8 RGB. Safe to call from any thread.

    Raises:
        ReadError: the frame cannot be decoded.
    """

    def __len__(self) -> int: ...

    def frame(self, index: int) -> np.ndarray: ...


@dataclass(frozen=True, slots=True)
class ArrayFrames:
    """Frames that already lie in memory: (frames, rows, columns[, 3])."""

    array: np.ndarray

    def __len__(self) -> int:
        return int(self.array.shape[0])

    def frame(self, index: int) -> np.ndarray:
        return self.array[index]


class VoiFunction(StrEnum):
    """How a window maps values to grey (PS3.3 C.11.2.1.3)."""

    LINEAR = "LINEAR"
    LINEAR_EXACT = "LINEAR_EXACT"
    SIGMOID = "SIGMOID"
    CURVE = "CURVE"  # a VOI LUT (PS3.3 C.11.2.1.1); no term of DICOM


@dataclass(frozen=True, slots=True)
class VoiWindow:
    """Window width and centre (level) in the volume's own units (PS3.3 C.11.2).

    ``curve`` is there where ``function`` is CURVE: the greys (0 to 255, a byte each) of values
    spread evenly from one limit to the other, at least two. It stretches with the window.
    """

    width: float
    centre: float
    name: str = ""
    function: VoiFunction = VoiFunction.LINEAR_EXACT
    curve: bytes = b""

    @property
    def limits(self) -> tuple[float, float]:
        """Values shown black and white (PS3.3 C.11.2.1.2.1 and C.11.2.1.3.2)."""
        if self.function is VoiFunction.LINEAR:
            half = max(self.width - 1, 0) / 2
            return self.centre - 0.5 - half, self.centre - 0.5 + half
        return self.centre - self.width / 2, self.centre + self.width / 2


@dataclass(frozen=True, slots=True)
class GraphicsPlane:
    """Drawing that a scan brings with it (DICOM overlay plane, PS3.3 C.9.2).

    ``frames`` has one entry a frame of the volume: bool, (rows, columns), True where drawn.
    ``region`` is True where it marks a region of interest, False for text and lines.
    """

    label: str
    region: bool
    frames: FrameSource


@dataclass(frozen=True)
class ImageVolume:
    """One case: a picture, a cine or a stack of slices, with everything known about it.

    ``content_hash`` is the SHA-256 (hex) over the bytes of ``files`` in order; it names the
    scan in the store wherever the files are moved. ``inverted`` is True for MONOCHROME1.
    ``reference_mask`` is a person's mask found beside a picture (bool, (rows, columns)).
    ``padding``: inclusive range of values, in the volume's unit, that mark pixels outside the
    scan (PS3.3 C.7.5.1.1.2): shown black, left out of every statistic.
    ``frame_windows`` has the windows of each frame where they differ between frames, else it
    is empty and ``windows`` holds for all. ``frame_order`` has the place of each frame in its
    file, from 0, where frames are shown in another order than they are stored. ``stored_grid``
    is there for volumes of research formats, whose axes may be shown in another order as well.
    """

    frames: FrameSource
    geometry: VolumeGeometry
    context: StudyContext
    content_hash: str
    files: tuple[Path, ...]
    kind: VolumeKind = VolumeKind.PICTURE
    colour: bool = False
    inverted: bool = False
    unit: str = ""
    windows: tuple[VoiWindow, ...] = ()
    frame_seconds: float | None = None
    warnings: tuple[str, ...] = ()
    padding: tuple[float, float] | None = None
    reference_mask: npt.NDArray[np.bool_] | None = field(default=None, compare=False)
    graphics: tuple[GraphicsPlane, ...] = ()
    frame_windows: tuple[tuple[VoiWindow, ...], ...] = ()
    frame_order: tuple[int, ...] = ()
    stored_grid: StoredGrid | None = None

    @property
    def case(self) -> str:
        """Stable name of the case: the stem of its first file."""
        if not self.files:
            return self.context.series.uid
        stem = self.files[0].stem
        return stem[:-4] if self.files[0].name.lower().endswith(".nii.gz") else stem

    def frame(self, index: int) -> np.ndarray:
        return self.frames.frame(index)

    def windows_at(self, index: int) -> tuple[VoiWindow, ...]:
        """The windows that the file offers for one frame, its default first."""
        return self.frame_windows[index] if self.frame_windows else self.windows

    def in_file_order(self, array: np.ndarray) -> np.ndarray:
        """``array`` (frames, ...) with its frames as the file of a multi-frame scan has them."""
        return array[np.argsort(self.frame_order)] if self.frame_order else array

    def on_file_grid(self, array: np.ndarray) -> np.ndarray:
        """``array`` (frames, rows, columns) on the rows and columns that the file itself has."""
        return array if self.stored_grid is None else self.stored_grid.stored(array)

    def __len__(self) -> int:
        return len(self.frames)

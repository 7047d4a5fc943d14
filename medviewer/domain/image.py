"""A scan as it is shown and analysed."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from medviewer.domain.geometry import VolumeGeometry
from medviewer.domain.patient import StudyContext


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


@dataclass(frozen=True, slots=True)
class VoiWindow:
    """Window width and centre (level) in the volume's own units (PS3.3 C.11.2)."""

    width: float
    centre: float
    name: str = ""
    function: VoiFunction = VoiFunction.LINEAR_EXACT

    @property
    def limits(self) -> tuple[float, float]:
        """Values shown black and white (PS3.3 C.11.2.1.2.1 and C.11.2.1.3.2)."""
        if self.function is VoiFunction.LINEAR:
            half = max(self.width - 1, 0) / 2
            return self.centre - 0.5 - half, self.centre - 0.5 + half
        return self.centre - self.width / 2, self.centre + self.width / 2


@dataclass(frozen=True)
class ImageVolume:
    """One case: a picture, a cine or a stack of slices, with everything known about it.

    ``content_hash`` is the SHA-256 (hex) over the bytes of ``files`` in order; it names the
    scan in the store wherever the files are moved. ``inverted`` is True for MONOCHROME1.
    ``reference_mask`` is a person's mask found beside a picture (bool, (rows, columns)).
    ``padding``: inclusive range of values, in the volume's unit, that mark pixels outside the
    scan (PS3.3 C.7.5.1.1.2): shown black, left out of every statistic.
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

    @property
    def case(self) -> str:
        """Stable name of the case: the stem of its first file."""
        return self.files[0].stem if self.files else self.context.series.uid

    def frame(self, index: int) -> np.ndarray:
        return self.frames.frame(index)

    def __len__(self) -> int:
        return len(self.frames)

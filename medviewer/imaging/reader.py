"""What a file format has to offer to be readable: one module of ``readers`` each."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import numpy as np

from medviewer.domain.errors import ReadError
from medviewer.domain.image import ImageVolume, VolumeKind
from medviewer.domain.patient import Patient, Series, Study, StudyContext

HEAD_BYTES = 1024
"""How much of a file a reader sees to recognise its format."""

MAX_FRAME_PIXELS = 200_000_000
"""Largest picture that is opened: 200 megapixels, more than any detector or slide tile."""


_DEFLATE = 1032


class FileContent(StrEnum):
    """A picture to look at, a readable object without pixels, or a list of other files."""

    IMAGE = "image"
    DOCUMENT = "document"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class FileHeader:
    """What one file says of itself before a pixel is decoded.

    ``title`` names the kind of object in plain words. Files with one ``volume_key`` are
    slices of one volume, ordered by ``position_mm`` along its normal, then by ``instance``;
    a file without a key stands alone. ``orientation`` holds the six
    direction cosines of a slice. ``photometric`` and ``transfer_syntax`` are DICOM's
    terms and None elsewhere.
    """

    path: Path
    content: FileContent
    title: str
    context: StudyContext
    kind: VolumeKind = VolumeKind.PICTURE
    rows: int = 0
    columns: int = 0
    frames: int = 1
    volume_key: str | None = None
    orientation: tuple[float, ...] | None = None
    position_mm: float | None = None
    instance: int | None = None
    photometric: str | None = None
    transfer_syntax: str | None = None
    warnings: tuple[str, ...] = ()


class ImageReader(Protocol):
    """One file format. Module-level imports stay light: the window starts with all readers.

    Implementations raise ReadError with one plain sentence that names the file.
    """

    name: str
    suffixes: tuple[str, ...]

    def recognises(self, head: bytes, path: Path) -> bool:
        """Whether a file that begins with ``head`` is of this format, by content."""
        ...

    def describe(self, path: Path) -> FileHeader:
        """The header of one file; no pixels are decoded."""
        ...

    def read(self, files: Sequence[Path]) -> ImageVolume:
        """The volume that the files make together; frames may be decoded later, on demand."""
        ...

    def stored(self, path: Path) -> Iterator[tuple[np.ndarray, str | None]]:
        """Each frame of one file as stored, before any LUT, and its colour space.

        The colour space is None for grey.
        """
        ...

    def decoders(self) -> dict[str, str]:
        """Encodings of the format -> the library that decodes each, "" where none is here."""
        ...


def hash_files(files: Sequence[Path]) -> str:
    """SHA-256 (hex) over the bytes of the files in order."""
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def uid_from(text: str) -> str:
    """A DICOM UID (PS3.5 B.2, ``2.25.`` root) that always is the same for the same text."""
    return f"2.25.{int(hashlib.sha256(text.encode()).hexdigest()[:32], 16)}"


def file_context(path: Path, digest: str) -> StudyContext:
    """The context of a file that names no patient: its own name and the hash of its bytes."""
    name = path.name
    name = Path(name[:-3] if name.lower().endswith(".gz") else name).stem
    return StudyContext(
        patient=Patient(f"{name}-{digest[:8]}", name, identified=False),
        study=Study(uid_from(f"study {digest}")),
        series=Series(uid_from(f"series {digest}")),
    )


def check_frame_size(path: Path, rows: int, columns: int) -> None:
    """Refuse a frame too large to show, before anything is allocated for it.

    Raises:
        ReadError: it has more than ``MAX_FRAME_PIXELS`` pixels.
    """
    if rows * columns > MAX_FRAME_PIXELS:
        raise ReadError(
            f"{path.name} is {columns:,} x {rows:,} pixels ({rows * columns / 1e6:,.0f} "
            f"megapixels); the limit is {MAX_FRAME_PIXELS / 1e6:.0f} megapixels. Save it "
            "smaller or in parts and open those."
        )


def check_held(path: Path, needed: int, held: int, packed: bool = False) -> None:
    """Refuse pixels that a file cannot hold, before anything is allocated for them.

    Args:
        path: the file, for the sentence.
        needed: bytes of pixels that its header claims.
        held: bytes that are there.
        packed: they are compressed with deflate, which shrinks 1,032-fold at most.

    Raises:
        ReadError: too few bytes are there.
    """
    if needed > held * (_DEFLATE if packed else 1):
        raise ReadError(
            f"{path.name} is cut off: its header claims {needed:,} bytes of pixels and "
            f"{held:,} are there. Copy or export it again."
        )

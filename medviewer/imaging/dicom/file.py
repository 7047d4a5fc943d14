"""One DICOM file opened up to its pixels, and what kind of object it is."""

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pydicom
from pydicom.dataset import Dataset, FileDataset
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    MediaStorageDirectoryStorage,
)

from medviewer.domain.errors import ReadError
from medviewer.imaging.dicom import elements
from medviewer.imaging.reader import FileContent

_PIXELS = {
    0x7FE00008: "FloatPixelData",
    0x7FE00009: "DoubleFloatPixelData",
    0x7FE00010: "PixelData",
}
_UNDEFINED = 0xFFFFFFFF
_DEFLATED = str(DeflatedExplicitVRLittleEndian).encode()
_MAX_INFLATED = 1 << 30


@dataclass(frozen=True, slots=True)
class PixelElement:
    """Where the pixel data lie. ``held`` has them where the file itself is compressed."""

    keyword: str
    vr: str
    offset: int
    length: int | None
    available: int
    held: bytes | None = None

    def open(self, path: Path) -> BinaryIO:
        """A stream that stands at the first byte of the pixel data."""
        if self.held is not None:
            return BytesIO(self.held)
        stream = path.open("rb")
        stream.seek(self.offset)
        return stream


@dataclass(frozen=True, slots=True)
class DicomFile:
    """Header and place of the pixels of one file. ``cut``: the header ends in mid-element."""

    path: Path
    header: FileDataset
    syntax: UID | None
    pixels: PixelElement | None
    cut: bool

    @property
    def sop_class(self) -> UID:
        uid = elements.text(self.header, "SOPClassUID")
        meta = getattr(self.header, "file_meta", None) or Dataset()
        return UID(uid or elements.text(meta, "MediaStorageSOPClassUID"))

    @property
    def content(self) -> FileContent:
        """What the file is.

        Raises:
            ReadError: an image whose header ends before its pixels.
        """
        if self.pixels is not None:
            return FileContent.IMAGE
        if "DirectoryRecordSequence" in self.header:
            return FileContent.INDEX
        if self.cut and "Image" in self.sop_class.name and "Rows" not in self.header:
            raise ReadError(
                f"{self.path.name} ends inside its header and holds no pixels; copy or export "
                "it again."
            )
        return FileContent.DOCUMENT

    @property
    def title(self) -> str:
        """The kind of object in plain words."""
        if self.content is FileContent.INDEX or self.sop_class == MediaStorageDirectoryStorage:
            return "DICOMDIR (list of the files of a medium)"
        name = self.sop_class.name.removesuffix(" Storage")
        if self.sop_class and name != str(self.sop_class):
            known = f"DICOM {name}"
        else:
            known = "DICOM object of unknown kind"
        if self.content is FileContent.DOCUMENT and "Image" in name:
            return f"{known} without its pixels"
        return known


def open_dicom(path: Path) -> DicomFile:
    """Read the header of a file; the pixels stay on disk.

    Raises:
        ReadError: the file holds no DICOM elements.
    """
    with path.open("rb") as stream:
        _check_inflated(path, stream)
        header = pydicom.dcmread(stream, stop_before_pixels=True, force=True)
        end = stream.tell()
        size = stream.seek(0, 2)
        syntax = _transfer_syntax(header)
        if not len(header):
            raise ReadError(
                f"{path.name} begins like DICOM but holds no elements; copy or export it again."
            )
        if syntax == DeflatedExplicitVRLittleEndian:
            return DicomFile(path, header, syntax, _inflated(path, header), _is_cut(header))
        stream.seek(end)
        pixels = _pixel_element(stream, header, size)
    cut = pixels is None and end >= size and _is_cut(header)
    return DicomFile(path, header, syntax, pixels, cut)


def _check_inflated(path: Path, stream: BinaryIO) -> None:
    """Refuse a deflated data set that would fill the memory, before it is inflated whole."""
    head = stream.read(1024)
    stream.seek(0)
    if head[128:132] != b"DICM" or _DEFLATED not in head:
        return
    # The first element, (0002,0000) UL, holds the length of the meta header after it.
    stream.seek(144 + int.from_bytes(head[140:144], "little"))
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    total = 0
    while block := inflater.unconsumed_tail or stream.read(1 << 16):
        total += len(inflater.decompress(block, 1 << 24))
        if total > _MAX_INFLATED:
            raise ReadError(
                f"{path.name} unpacks to more than {_MAX_INFLATED >> 20:,} MB; export it without "
                "compression of the whole file."
            )
        if inflater.eof:
            break
    stream.seek(0)


def _transfer_syntax(header: FileDataset) -> UID | None:
    meta = getattr(header, "file_meta", None) or Dataset()
    named = elements.text(meta, "TransferSyntaxUID")
    if named:
        return UID(named)
    if len(meta):  # a meta header must name it; guessing would show noise as a picture
        return None
    implicit, little = header.original_encoding
    if implicit:
        return ImplicitVRLittleEndian
    return ExplicitVRLittleEndian if little else ExplicitVRBigEndian


def _pixel_element(stream: BinaryIO, header: FileDataset, size: int) -> PixelElement | None:
    """The pixel data element that begins at the stream's place, where one does."""
    implicit, little = header.original_encoding
    order = "<" if little else ">"
    start = stream.read(12)
    if len(start) < 8:
        return None
    group, element = struct.unpack(f"{order}HH", start[:4])
    keyword = _PIXELS.get(group << 16 | element)
    if keyword is None:
        return None
    at = stream.tell() - len(start)
    if implicit:
        vr, length, at = "OW", struct.unpack(f"{order}L", start[4:8])[0], at + 8
    elif len(start) == 12:
        vr, length, at = (
            start[4:6].decode("latin-1"),
            struct.unpack(f"{order}L", start[8:])[0],
            at + 12,
        )
    else:
        return None
    known = None if length == _UNDEFINED else int(length)
    if known == 0:
        return None
    return PixelElement(keyword, vr, at, known, max(0, size - at))


def _inflated(path: Path, header: FileDataset) -> PixelElement | None:
    whole = pydicom.dcmread(path, force=True)
    for keyword in _PIXELS.values():
        if keyword in whole and whole[keyword].value:
            data = bytes(whole[keyword].value)
            return PixelElement(keyword, whole[keyword].VR, 0, len(data), len(data), data)
    return None


def _is_cut(header: Dataset) -> bool:
    tags = sorted(header.keys())
    if not tags:
        return True
    last = header.get_item(tags[-1])
    length, held = getattr(last, "length", None), getattr(last, "value", None)
    if length is None or length == _UNDEFINED or not isinstance(held, bytes):
        return False
    return len(held) < length

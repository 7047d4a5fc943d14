"""Stored pixels of one file: what they are, whether they are all there, and their frames."""

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from pydicom.encaps import parse_basic_offsets, parse_fragments
from pydicom.pixels import get_decoder
from pydicom.uid import (
    HTJ2K,
    JPEG2000,
    UID,
    ExplicitVRBigEndian,
    HTJ2KLossless,
    HTJ2KLosslessRPCL,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGExtended12Bit,
    JPEGLossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    JPEGLSNearLossless,
    RLELossless,
)

from medviewer.domain.errors import ReadError
from medviewer.imaging.dicom import elements, gdcm_jpeg
from medviewer.imaging.dicom.file import DicomFile, PixelElement
from medviewer.imaging.dicom.film import DECODER, StoredFilm, can_decode_films, is_film
from medviewer.imaging.reader import check_frame_size, check_held

_SAMPLES = {
    "MONOCHROME1": 1,
    "MONOCHROME2": 1,
    "PALETTE COLOR": 1,
    "RGB": 3,
    "YBR_FULL": 3,
    "YBR_FULL_422": 3,
    "YBR_PARTIAL_420": 3,
    "YBR_PARTIAL_422": 3,
    "YBR_ICT": 3,
    "YBR_RCT": 3,
}
_BITS = (1, 8, 16, 32, 64)
_ITEM_BYTES = 8  # tag and length before each fragment
_END_OF_ITEMS = b"\xfe\xff\xdd\xe0"

gdcm_jpeg.register()

# Which of pydicom's plugins decode an encoding, best first. GDCM comes only where nothing
# else decodes: damaged streams can make it end the program.
_PLUGINS = {
    JPEGBaseline8Bit: ("pillow",),
    JPEGExtended12Bit: (gdcm_jpeg.LABEL, "pillow"),
    JPEGLossless: (gdcm_jpeg.LABEL,),
    JPEGLosslessSV1: (gdcm_jpeg.LABEL,),
    JPEGLSLossless: ("pyjpegls",),
    JPEGLSNearLossless: ("pyjpegls",),
    JPEG2000Lossless: ("pylibjpeg",),
    JPEG2000: ("pylibjpeg",),
    HTJ2KLossless: ("pylibjpeg",),
    HTJ2KLosslessRPCL: ("pylibjpeg",),
    HTJ2K: ("pylibjpeg",),
    RLELossless: ("pylibjpeg", "pydicom"),
}


@dataclass(frozen=True, slots=True)
class PixelFormat:
    """The Image Pixel module (PS3.3 C.7.6.3), checked."""

    rows: int
    columns: int
    frames: int
    samples: int
    photometric: str
    bits_allocated: int
    bits_stored: int
    signed: bool
    planar: int

    @property
    def frame_bits(self) -> int:
        bits = self.rows * self.columns * self.samples * self.bits_allocated
        return bits * 2 // 3 if self.photometric == "YBR_FULL_422" else bits


def pixel_format(file: DicomFile) -> PixelFormat:
    """The format of a file's pixels.

    Raises:
        ReadError: an element is missing or makes no sense; the frame is too large.
    """
    ds, name = file.header, file.path.name
    floating = file.pixels is not None and file.pixels.keyword != "PixelData"
    rows, columns = _required(file, "Rows"), _required(file, "Columns")
    photometric = elements.text(ds, "PhotometricInterpretation").upper()
    if photometric not in _SAMPLES:
        raise ReadError(
            f"{name} does not say how its pixels are to be shown (photometric interpretation "
            f"{photometric or 'missing'}); export it again."
        )
    samples = _required(file, "SamplesPerPixel", _SAMPLES[photometric])
    bits = _required(file, "BitsAllocated")
    stored = bits if floating else _required(file, "BitsStored", bits)
    frames = 1 if not elements.text(ds, "NumberOfFrames") else _required(file, "NumberOfFrames")
    planar = elements.integer(ds, "PlanarConfiguration") or 0
    nonsense = samples != _SAMPLES[photometric] or bits not in _BITS or planar not in (0, 1)
    if nonsense or stored > bits:
        raise ReadError(
            f"{name} contradicts itself about its pixels ({photometric}, {samples} samples, "
            f"{stored} of {bits} bits); export it again."
        )
    check_frame_size(file.path, rows, columns)
    return PixelFormat(
        rows=rows,
        columns=columns,
        frames=frames,
        samples=samples,
        photometric=photometric,
        bits_allocated=bits,
        bits_stored=stored,
        signed=elements.integer(ds, "PixelRepresentation") == 1,
        planar=planar,
    )


def _required(file: DicomFile, keyword: str, default: int | None = None) -> int:
    found = elements.integer(file.header, keyword)
    if found is None and default is not None and keyword not in file.header:
        return default
    if found is None or found < 1:
        stated = "no" if not elements.text(file.header, keyword) else "no valid"
        raise ReadError(f"{file.path.name} has {stated} {keyword} in its header; export it again.")
    return found


def check_complete(file: DicomFile, layout: PixelFormat) -> None:
    """Refuse pixel data that cannot hold what the header claims, before allocating for it.

    Raises:
        ReadError: bytes are missing, or no decoder for the encoding is here.
    """
    pixels, syntax = _pixels(file), _syntax(file)
    name = file.path.name
    if not syntax.is_encapsulated:
        needed = math.ceil(layout.frame_bits * layout.frames / 8)
        held = pixels.available if pixels.length is None else min(pixels.available, pixels.length)
        if held < needed:
            raise ReadError(
                f"{name} is cut off: its header claims {needed:,} bytes of pixels and "
                f"{held:,} are there. Copy or export it again."
            )
    elif pixels.available < layout.frames * (1 if is_film(syntax) else _ITEM_BYTES + 2):
        raise ReadError(
            f"{name} claims {layout.frames:,} frames but holds only {pixels.available:,} bytes "
            "of pixels; copy or export it again."
        )
    elif syntax == RLELossless:
        # Two bytes of a run stand for 128 at most (PS3.5 G.3.2).
        check_held(file.path, layout.frame_bits * layout.frames // 8, pixels.available * 64)


def plugins_for(syntax: UID) -> tuple[str, ...]:
    """Pydicom's plugins for an encoding that are installed, best first; () for none.

    ``("",)`` stands for pydicom itself, which needs no plugin for uncompressed pixels. Films are
    decoded beside pydicom.
    """
    if is_film(syntax):
        return (DECODER,) if can_decode_films() else ()
    try:
        decoder = get_decoder(syntax)
    except NotImplementedError:
        return ()
    if decoder.is_native:
        return ("",)
    here = decoder.available_plugins if decoder.is_available else ()
    return tuple(plugin for plugin in _PLUGINS.get(syntax, here) if plugin in here)


def _pixels(file: DicomFile) -> PixelElement:
    if file.pixels is None:
        raise ReadError(f"{file.path.name} holds no picture: it is a {file.title}.")
    return file.pixels


def _syntax(file: DicomFile) -> UID:
    if file.syntax is None:
        raise ReadError(
            f"{file.path.name} does not name the encoding of its pixels (no transfer syntax); "
            "export it again."
        )
    if not plugins_for(file.syntax):
        raise ReadError(
            f"The pixels of {file.path.name} are encoded as {file.syntax.name}, which cannot be "
            "decoded here; export it uncompressed."
        )
    return file.syntax


@dataclass(frozen=True)
class StoredFrames:
    """Frames of one file as they are stored, decoded when asked for; any thread."""

    path: Path
    pixels: PixelElement
    syntax: UID
    layout: PixelFormat
    offsets: tuple[list[int], list[int]] | None = None

    def decode(self, index: int) -> tuple[np.ndarray, str]:
        """One frame before any LUT and the colour space it is in.

        Returns:
            (rows, columns) or (rows, columns, 3), dtype as stored (bool bits as uint8), and
            DICOM's photometric interpretation of the array.

        Raises:
            ReadError: the frame is damaged.
        """
        plugins = plugins_for(self.syntax)
        for plugin in plugins:
            try:
                array, told = self._decode_with(plugin, index)
                break
            except FileNotFoundError as error:
                raise ReadError(f"{self.path.name} was moved or deleted; open it again.") from error
            except (KeyboardInterrupt, SystemExit):
                raise
            except BaseException as error:  # decoders in Rust panic past Exception
                if plugin != plugins[-1]:
                    continue
                at = f"Frame {index + 1} of " if self.layout.frames > 1 else ""
                raise ReadError(
                    f"{at}{self.path.name} is damaged: its pixels ({self.syntax.name}) cannot be "
                    "decoded. Copy or export it again."
                ) from error
        array = array.astype(array.dtype.newbyteorder("="), copy=False)
        return array, str(told.get("photometric_interpretation", self.layout.photometric))

    def _unpacked(self, index: int) -> np.ndarray:
        """A frame of single bits; pydicom 3.0 loses the end of frames that share a byte."""
        layout = self.layout
        count = layout.rows * layout.columns * layout.samples
        first = index * count // 16 * 2  # whole words: big endian swaps the bytes of each
        last = -(-(index + 1) * count // 16) * 2
        with self.pixels.open(self.path) as stream:
            stream.seek(first, 1)
            packed = stream.read(last - first)
        if self.syntax == ExplicitVRBigEndian and self.pixels.vr == "OW":
            packed = np.frombuffer(packed, ">u2").astype("<u2").tobytes()
        bits = np.unpackbits(np.frombuffer(packed, np.uint8), bitorder="little")
        shape = (layout.rows, layout.columns, layout.samples)
        frame = bits[index * count - first * 8 :][:count].reshape(shape)
        return frame[..., 0] if layout.samples == 1 else frame

    def _decode_with(self, plugin: str, index: int) -> tuple[np.ndarray, dict[str, Any]]:
        if self.layout.bits_allocated == 1 and not self.syntax.is_encapsulated:
            return self._unpacked(index), {}
        with self.pixels.open(self.path) as stream:
            array, told = get_decoder(self.syntax).as_array(
                stream,
                index=index,
                raw=True,
                validate=False,
                decoding_plugin=plugin,
                **self._options(),
            )
        return array, told

    def _options(self) -> dict[str, Any]:
        layout = self.layout
        options: dict[str, Any] = {
            "rows": layout.rows,
            "columns": layout.columns,
            "number_of_frames": layout.frames,
            "samples_per_pixel": layout.samples,
            "photometric_interpretation": layout.photometric,
            "bits_allocated": layout.bits_allocated,
            "bits_stored": layout.bits_stored,
            "pixel_representation": int(layout.signed),
            "planar_configuration": layout.planar,
            "pixel_keyword": self.pixels.keyword,
            "pixel_vr": self.pixels.vr,
        }
        if self.offsets is not None:
            options["extended_offsets"] = self.offsets
        return options


def stored_frames(file: DicomFile, layout: PixelFormat) -> StoredFrames | StoredFilm:
    """The frames of a file; nothing is decoded yet.

    Raises:
        ReadError: pixel data are missing, cut off, or of an encoding without a decoder.
    """
    check_complete(file, layout)
    pixels, syntax = _pixels(file), _syntax(file)
    if is_film(syntax):
        _, fragments = _fragments(file)
        pieces = [(start + _ITEM_BYTES, length) for start, length in fragments]
        eight_bits = replace(layout, bits_allocated=8, bits_stored=8, signed=False, planar=0)
        return StoredFilm(file.path, pieces, eight_bits)
    offsets = _frame_offsets(file, layout) if syntax.is_encapsulated else None
    return StoredFrames(file.path, pixels, syntax, layout, offsets)


def _frame_offsets(file: DicomFile, layout: PixelFormat) -> tuple[list[int], list[int]] | None:
    """Where each frame of encapsulated pixel data begins, and its length (PS3.5 A.4).

    None where frames have several fragments and the library has to put them together.

    Raises:
        ReadError: fragments are missing or the last one is cut off.
    """
    first, fragments = _fragments(file)
    if len(fragments) < layout.frames:
        raise _cut(file)
    if len(fragments) != layout.frames:
        return None
    return [start - first for start, _ in fragments], [length for _, length in fragments]


def _fragments(file: DicomFile) -> tuple[int, list[tuple[int, int]]]:
    """Where the first fragment of encapsulated pixel data begins; each one's place and length.

    Raises:
        ReadError: the last one is cut off.
    """
    pixels = _pixels(file)
    with pixels.open(file.path) as stream:
        begin = stream.tell()
        try:
            parse_basic_offsets(stream)
            first = stream.tell()
            _, starts = parse_fragments(stream)
        except Exception as error:  # pydicom raises several kinds on damaged items
            raise _cut(file) from error
        lengths = []
        for start in starts:
            stream.seek(start + 4)
            lengths.append(int.from_bytes(stream.read(4), "little"))
        end = starts[-1] + _ITEM_BYTES + lengths[-1] if starts else begin
        stream.seek(end)
        closed = pixels.length is not None or stream.read(4) == _END_OF_ITEMS
    if not closed:
        raise _cut(file)
    return first, list(zip(starts, lengths, strict=True))


def _cut(file: DicomFile) -> ReadError:
    return ReadError(f"{file.path.name} is cut off within its pixels; copy or export it again.")

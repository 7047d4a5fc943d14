"""GDCM for the kinds of JPEG that nothing else here decodes; plugins for pydicom's decoders.

GDCM ends the whole program on some damaged streams, so its share is kept small (see
``plugins_for``) and each stream is held against the header before GDCM sees it. pydicom's own
plugin also refuses 12 bits for the sake of old versions of GDCM; 3.2 decodes them.
"""

import struct

from pydicom.pixels.decoders import (
    JPEGExtended12BitDecoder,
    JPEGLosslessDecoder,
    JPEGLosslessSV1Decoder,
)
from pydicom.pixels.decoders.base import Decoder, DecodeRunner
from pydicom.pixels.decoders.gdcm import _decode_frame as decode_with_gdcm
from pydicom.uid import JPEGExtended12Bit, JPEGLossless, JPEGLosslessSV1

LABEL = "gdcm, checked"
DECODER_DEPENDENCIES = dict.fromkeys(
    (JPEGExtended12Bit, JPEGLossless, JPEGLosslessSV1), ("gdcm>=3.2",)
)
_DECODERS: tuple[Decoder, ...] = (
    JPEGExtended12BitDecoder,
    JPEGLosslessDecoder,
    JPEGLosslessSV1Decoder,
)
_SCAN, _ADOBE = 0xDA, 0xEE
_PADDING = 16  # bytes at the end in which the end marker is looked for
_NO_FRAME_HEADER = (0xC4, 0xC8, 0xCC)  # markers amid those of frame headers (T.81 table B.1)


def register() -> None:
    """Make the plugin known to pydicom; harmless when repeated."""
    for decoder in _DECODERS:
        if LABEL not in decoder.available_plugins:
            decoder.add_plugin(LABEL, (__name__, "decode_frame"))


def is_available(uid: str) -> bool:
    """Whether GDCM is here and new enough (the interface that pydicom asks plugins for)."""
    try:
        import gdcm
    except ImportError:
        return False
    version = tuple(int(part) for part in gdcm.Version.GetVersion().split(".")[:2])
    return uid in DECODER_DEPENDENCIES and version >= (3, 2)


def decode_frame(source: bytes, runner: DecodeRunner) -> bytes:
    """One frame of little endian samples.

    Raises:
        ValueError: the stream is damaged or is not what the header says.
    """
    found = frame_header(source)
    expected = (runner.rows, runner.columns, runner.samples_per_pixel)
    if found[1:] != expected or found[0] > runner.bits_allocated:
        raise ValueError(f"the stream holds {found}, the header says {expected}")
    if b"\xff\xd9" not in source[-_PADDING:]:
        raise ValueError("the stream is cut off")
    if runner.transfer_syntax != JPEGExtended12Bit:
        return decode_with_gdcm(source, runner)
    return _decode_12_bit(source, runner)


def frame_header(source: bytes) -> tuple[int, int, int, int]:
    """Precision, rows, columns and components of a JPEG stream (ITU-T T.81 B.2).

    Walks over every segment up to the scan, so that what follows is where it should be.

    Raises:
        ValueError: the segments do not join up, or there is not exactly one frame header.
    """
    found: list[tuple[int, int, int, int]] = []
    at = 2
    while source[:2] == b"\xff\xd8" and at + 12 <= len(source) and source[at] == 0xFF:
        marker, length = source[at + 1], int.from_bytes(source[at + 2 : at + 4], "big")
        body = source[at + 4 : at + 2 + length]
        if marker == _SCAN and len(found) == 1:
            if body[:1] != bytes([found[0][3]]):
                raise ValueError("the scan has not the components of the frame")
            return found[0]
        if 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME_HEADER and len(body) >= 6:
            found.append(struct.unpack(">BHHB", body[:6]))
        elif marker == _ADOBE and body[:5] == b"Adobe" and body[11:] not in (b"\0", b"\1"):
            raise ValueError("the stream names a colour transform that it cannot have")
        at += 2 + max(length, 2)
    raise ValueError("the stream has no frame header before its scan")


def _decode_12_bit(source: bytes, runner: DecodeRunner) -> bytes:
    import gdcm

    if runner.samples_per_pixel != 1 or runner.bits_allocated != 16:
        raise ValueError("only grey pictures in 16-bit words")
    fragment = gdcm.Fragment()
    fragment.SetByteStringValue(source)
    fragments = gdcm.SequenceOfFragments.New()
    fragments.AddFragment(fragment)
    element = gdcm.DataElement(gdcm.Tag(0x7FE0, 0x0010))
    element.SetValue(fragments.__ref__())
    image = gdcm.Image()
    image.SetNumberOfDimensions(2)
    image.SetDimensions((runner.columns, runner.rows, 1))
    image.SetDataElement(element)
    grey = gdcm.PhotometricInterpretation.GetPIType(runner.photometric_interpretation)
    image.SetPhotometricInterpretation(gdcm.PhotometricInterpretation(grey))
    syntax = gdcm.TransferSyntax.GetTSType(str.__str__(JPEGExtended12Bit))
    image.SetTransferSyntax(gdcm.TransferSyntax(syntax))
    image.SetPixelFormat(gdcm.PixelFormat(1, 16, 12, 11, 0))
    decoded = image.GetBuffer()
    if decoded is None:
        raise ValueError("GDCM cannot decode the frame")
    # GDCM hands bytes out as text.
    return decoded.encode("utf-8", "surrogateescape")

"""Text burnt into pictures: where it may be, how it is blacked, and what that looks like."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, JPEGLSLossless

from medviewer.domain.errors import KnownError
from medviewer.domain.geometry import BoundingBox
from medviewer.imaging.dicom.film import is_film
from medviewer.imaging.registry import default_registry

_SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
_LARGEST_FILM = 1 << 30
"""Bytes of all frames of a film, which takes three times that of memory while it is written."""
_CORNERS = tuple(f"RegionLocation{corner}" for corner in ("MinX0", "MinY0", "MaxX1", "MaxY1"))


class MaskRule(Enum):
    """AUTO: everything outside the regions of an ultrasound picture. NONE: nothing."""

    AUTO = "auto"
    NONE = "none"


Masking = MaskRule | tuple[BoundingBox, ...]
"""A rule, or the areas (x, y, width, height in pixels) to be blacked in every frame."""


@dataclass(frozen=True)
class MaskPreview:
    """One frame as it is and as it would be written, for a person to look at before.

    Attributes:
        areas: what is blacked.
        frame: (rows, columns) or (rows, columns, 3), as stored.
        masked: the same with the areas black.
    """

    areas: tuple[BoundingBox, ...]
    frame: np.ndarray
    masked: np.ndarray


def preview(path: Path, masking: Masking = MaskRule.AUTO, frame: int = 0) -> MaskPreview:
    """What blacking would do to one frame of a DICOM file; nothing is written.

    Raises:
        KnownError: the file cannot be read, or needs areas to be named (see ``mask_areas``).
    """
    import pydicom

    shown = next(islice(default_registry().stored(path), frame, None), None)
    if shown is None:
        raise KnownError(f"{path.name} has no frame {frame + 1}.")
    stored, colour = shown
    ds = pydicom.dcmread(path, stop_before_pixels=True, force=True)
    areas = mask_areas(ds, path, masking)
    return MaskPreview(areas, stored, masked(stored, areas, _black(ds, colour)))


def mask_areas(ds: Dataset, path: Path, masking: Masking) -> tuple[BoundingBox, ...]:
    """The areas to be blacked in every frame of an object.

    Automatically: all that lies outside the regions of an ultrasound picture (PS3.3 C.8.5.5),
    where machines write names and dates. What is inside a region stays.

    Raises:
        KnownError: text may be burnt in and the header does not say where: a person has to
            look and name the areas, or none.
    """
    if not isinstance(masking, MaskRule):
        return _inside(masking, int(ds.Rows), int(ds.Columns))
    if masking is MaskRule.NONE:
        return ()
    regions = _regions(ds)
    if regions:
        return outside_of(regions, int(ds.Rows), int(ds.Columns))
    burnt_in = str(ds.get("BurnedInAnnotation", "")).strip().upper()
    captured = str(ds.get("SOPClassUID", "")).startswith(_SECONDARY_CAPTURE)
    suspect = captured or str(ds.get("Modality", "")) in ("US", "SC", "OT", "ES", "XC")
    if burnt_in == "YES" or (suspect and burnt_in != "NO"):
        raise KnownError(
            f"{path.name} may have names burnt into its picture and does not say where; look at "
            "it, then name the areas to black with --mask-pixels x,y,w,h, or --mask-pixels none."
        )
    return ()


def outside_of(regions: Sequence[BoundingBox], rows: int, columns: int) -> tuple[BoundingBox, ...]:
    """Rectangles that together cover everything of a picture but the regions, none twice."""
    inside = np.zeros((rows, columns), dtype=bool)
    for x, y, width, height in regions:
        inside[y : y + height, x : x + width] = True
    edges = sorted({0, rows} | {e for _, y, _, h in regions for e in (y, y + h)})
    strips: list[BoundingBox] = []
    for top, bottom in pairwise(edges):
        free = np.flatnonzero(np.diff(np.r_[True, inside[top], True].astype(np.int8)))
        for left, right in zip(free[::2], free[1::2], strict=True):
            strips.append((int(left), top, int(right - left), bottom - top))
    return tuple(strips)


def masked(
    frame: np.ndarray, areas: Sequence[BoundingBox], black: float | tuple[int, int, int]
) -> np.ndarray:
    """A copy of a frame, (rows, columns[, 3]), with the areas black."""
    out = frame.copy()
    for x, y, width, height in areas:
        out[y : y + height, x : x + width] = black
    return out


def mask_pixels(ds: Dataset, path: Path, areas: Sequence[BoundingBox]) -> None:
    """Black areas of every frame of an object, in place.

    What was compressed is compressed again without loss (JPEG-LS), or stored plain where that
    cannot hold it. Lossy compression of the original stays noted in the header.

    Args:
        ds: the object with its pixel data.
        path: the file it was read from.
        areas: see ``mask_areas``.

    Raises:
        KnownError: a frame cannot be decoded, or all of them are too much to write without the
            compression they have.
    """
    needed = int(ds.Rows) * int(ds.Columns) * 3 * int(ds.get("NumberOfFrames") or 1)
    if is_film(ds.file_meta.TransferSyntaxUID) and needed > _LARGEST_FILM:
        raise KnownError(
            f"{path.name} was not exported: its film is too long to be cleaned frame by frame "
            f"({needed >> 20:,} MB, at most {_LARGEST_FILM >> 20:,} MB). Export a shorter part."
        )
    frames = []
    colour: str | None = None
    for stored, space in default_registry().stored(path):
        frames.append(masked(stored, areas, _black(ds, space)))
        colour = space
    array = np.stack(frames) if len(frames) > 1 else frames[0]
    _describe(ds, array, colour)
    syntax = ds.file_meta.TransferSyntaxUID
    if not syntax.is_compressed or not _compressed(ds, array):
        _plain(ds, array, big_endian=syntax == ExplicitVRBigEndian)
        if syntax.is_compressed:
            ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    if areas:
        ds.BurnedInAnnotation = "NO"


def _regions(ds: Dataset) -> list[BoundingBox]:
    """Every region, of whatever it shows (a Doppler curve is no text), clipped to the picture."""
    found = []
    for item in ds.get("SequenceOfUltrasoundRegions") or ():
        try:
            left, top, right, bottom = (int(item[keyword].value) for keyword in _CORNERS)
        except (KeyError, TypeError, ValueError):
            continue
        found.append((left, top, right - left + 1, bottom - top + 1))  # both ends lie inside
    return list(_inside(found, int(ds.Rows), int(ds.Columns)))


def _inside(boxes: Sequence[BoundingBox], rows: int, columns: int) -> tuple[BoundingBox, ...]:
    out = []
    for x, y, width, height in boxes:
        left, top = max(x, 0), max(y, 0)
        right, bottom = min(x + width, columns), min(y + height, rows)
        if right > left and bottom > top:
            out.append((left, top, right - left, bottom - top))
    return tuple(out)


def _black(ds: Dataset, colour: str | None) -> float | tuple[int, int, int]:
    if colour is not None and colour.startswith("YBR"):
        return (0, 128, 128)
    if colour is not None and colour != "PALETTE COLOR":
        return (0, 0, 0)
    if colour == "PALETTE COLOR" or ds.get("PhotometricInterpretation") == "PALETTE COLOR":
        return _darkest(ds)
    signed = ds.get("PixelRepresentation") == 1
    bits = int(ds.get("BitsStored", ds.get("BitsAllocated", 8)))
    low, high = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if signed else (0, (1 << bits) - 1)
    if ds.get("PhotometricInterpretation") == "MONOCHROME1":
        return high
    return low if not signed or ds.get("Modality") == "CT" else 0


def _darkest(ds: Dataset) -> float:
    """Index of the darkest colour of a palette."""
    light: npt.NDArray[np.float64] | None = None
    first = 0
    for name in ("Red", "Green", "Blue"):
        data = ds.get(f"{name}PaletteColorLookupTableData")
        descriptor = ds.get(f"{name}PaletteColorLookupTableDescriptor")
        if data is None or descriptor is None:
            return 0
        wide = len(data) >= 2 * (int(descriptor[0]) or 65536)
        values = np.frombuffer(data, "<u2" if wide else "u1").astype(np.float64)
        light = values if light is None or light.shape != values.shape else light + values
        first = int(descriptor[1])
    return first + (0 if light is None else int(light.argmin()))


def _describe(ds: Dataset, array: np.ndarray, colour: str | None) -> None:
    """Bring the Image Pixel module (PS3.3 C.7.6.3) in line with decoded frames."""
    if colour is not None and colour != "PALETTE COLOR":
        ds.PhotometricInterpretation = "YBR_FULL" if colour.startswith("YBR") else colour
        ds.SamplesPerPixel, ds.PlanarConfiguration = 3, 0
    elif str(ds.PhotometricInterpretation).startswith("YBR"):
        ds.PhotometricInterpretation = "RGB"
    ds.BitsAllocated = array.dtype.itemsize * 8
    ds.PixelRepresentation = int(array.dtype.kind == "i")
    ds.BitsStored = min(int(ds.BitsStored), ds.BitsAllocated)
    ds.HighBit = ds.BitsStored - 1


def _compressed(ds: Dataset, array: np.ndarray) -> bool:
    if ds.BitsAllocated not in (8, 16) or array.dtype.kind not in "ui":
        return False
    try:
        ds.compress(JPEGLSLossless, np.ascontiguousarray(array), generate_instance_uid=False)
    except (RuntimeError, ValueError, NotImplementedError, AttributeError):
        return False
    return True


def _plain(ds: Dataset, array: np.ndarray, *, big_endian: bool) -> None:
    keyword = next(k for k in ("PixelData", "FloatPixelData", "DoubleFloatPixelData") if k in ds)
    ordered = array.dtype.newbyteorder(">" if big_endian else "<")
    data = np.ascontiguousarray(array, ordered).tobytes()
    ds[keyword].value = data + b"\0" * (len(data) % 2)
    ds[keyword].is_undefined_length = False
    if keyword == "PixelData":
        ds[keyword].VR = "OB" if ds.BitsAllocated <= 8 else "OW"
    for name in ("ExtendedOffsetTable", "ExtendedOffsetTableLengths"):
        if name in ds:
            del ds[name]

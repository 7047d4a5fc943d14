"""From stored pixels to the values that are shown and measured (PS3.3 C.11.1, C.7.6.3)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset, FileDataset
from pydicom.pixels import apply_color_lut

from medviewer.domain.image import VoiFunction, VoiWindow
from medviewer.imaging.dicom import elements
from medviewer.imaging.dicom.pixels import PixelFormat, StoredFrames

_PARTIAL = "YBR_PARTIAL"


@dataclass(frozen=True, slots=True)
class Rescale:
    """Stored value -> value in the volume's unit."""

    slope: float = 1.0
    intercept: float = 0.0

    def apply(self, stored: np.ndarray, bits: int, signed: bool) -> np.ndarray:
        """``stored`` itself where nothing changes, else int16 or int32 where whole, or float32."""
        if self.slope == 1 and self.intercept == 0:
            return stored
        if (
            not (self.slope.is_integer() and self.intercept.is_integer())
            or stored.dtype.kind == "f"
        ):
            values = stored.astype(np.float64) * self.slope + self.intercept
            return values.astype(np.float32)
        low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)
        ends = sorted((low * self.slope + self.intercept, high * self.slope + self.intercept))
        slope, intercept = int(self.slope), int(self.intercept)
        if ends[0] >= -(2**31) and ends[1] < 2**31:
            whole = stored.astype(np.int32) * np.int32(slope) + np.int32(intercept)
            # Headers often allow more than the pixels use: CT stays in 16 bits.
            fits = whole.min() >= -32768 and whole.max() <= 32767
            return whole.astype(np.int16) if fits else whole
        return (stored.astype(np.float64) * self.slope + self.intercept).astype(np.float32)


def rescale_of(ds: Dataset) -> Rescale:
    """Slope and intercept of a header or of a PixelValueTransformation item."""
    dose = elements.text(ds, "Modality") == "RTDOSE"
    slope = elements.number(ds, "DoseGridScaling" if dose else "RescaleSlope")
    intercept = elements.number(ds, "RescaleIntercept")
    return Rescale(slope or 1.0, intercept or 0.0)  # a slope of 0 would erase the picture


@dataclass(frozen=True)
class LookupTable:
    """Stored value -> what it stands for: a number, or an RGB colour.

    Values below ``first`` take the first entry, values beyond the last one the last
    (PS3.3 C.11.1.1.1, C.7.6.3.1.5).
    """

    entries: np.ndarray
    first: int

    def apply(self, stored: np.ndarray) -> np.ndarray:
        places = stored.astype(np.int64) - self.first
        return self.entries[np.clip(places, 0, len(self.entries) - 1)]


@dataclass(frozen=True)
class DicomFrames:
    """Frames of one file in the volume's own units, or as RGB; a FrameSource.

    ``rescales`` has one entry for all frames or one each; ``table`` comes instead of them.
    """

    stored: StoredFrames
    rescales: tuple[Rescale, ...] = (Rescale(),)
    table: LookupTable | None = None

    def __len__(self) -> int:
        return self.stored.layout.frames

    def frame(self, index: int) -> np.ndarray:
        """See FrameSource.

        Raises:
            ReadError: the frame is damaged.
        """
        array, colour_space = self.stored.decode(index)
        layout = self.stored.layout
        if array.ndim == 3:
            return to_rgb(array, colour_space, layout.bits_stored)
        if self.table is not None:
            return self.table.apply(array)
        rescale = self.rescales[index] if len(self.rescales) > 1 else self.rescales[0]
        return rescale.apply(array, layout.bits_stored, layout.signed)


def to_rgb(array: np.ndarray, colour_space: str, bits: int) -> npt.NDArray[np.uint8]:
    """(rows, columns, 3) of any colour space and depth as 8-bit RGB."""
    import cv2

    if bits > 8:
        array = array >> (bits - 8)
    array = np.ascontiguousarray(array.astype(np.uint8, copy=False))
    if colour_space.startswith(_PARTIAL):
        return _from_partial_range(array)
    if colour_space.startswith("YBR_FULL"):
        swapped = np.ascontiguousarray(array[..., [0, 2, 1]])  # cv2 wants Y, Cr, Cb
        rgb: npt.NDArray[np.uint8] = cv2.cvtColor(swapped, cv2.COLOR_YCrCb2RGB)
        return rgb
    return array


def _from_partial_range(ybr: np.ndarray) -> npt.NDArray[np.uint8]:
    """YBR_PARTIAL has black at 16 and white at 235 (ITU-R BT.601)."""
    y, cb, cr = (ybr[..., k].astype(np.float32) - (16, 128, 128)[k] for k in range(3))
    y = y * (255 / 219)
    red = y + 1.5960 * cr
    green = y - 0.3917 * cb - 0.8129 * cr
    blue = y + 2.0172 * cb
    return np.clip(np.rint(np.stack([red, green, blue], axis=2)), 0, 255).astype(np.uint8)


def palette_of(ds: Dataset) -> LookupTable | None:
    """The palette of a header, (entries, 3) uint8 RGB; None without one."""
    descriptor = elements.numbers(ds, "RedPaletteColorLookupTableDescriptor")
    if len(descriptor) != 3:
        return None
    count, first, bits = (int(d) for d in descriptor)
    count = count or 65536
    used = np.arange(max(first, 0), max(first, 0) + count).clip(max=65535).astype(np.uint16)
    colours = np.asarray(apply_color_lut(used, ds))[:, :3]
    if bits > 8 and colours.max() > 255:
        colours = colours >> (bits - 8)
    return LookupTable(colours.astype(np.uint8), first)


def modality_table(ds: FileDataset) -> LookupTable | None:
    """The modality LUT of a header as (entries,) uint8 or uint16; None without one."""
    found = elements.items(ds, "ModalityLUTSequence")
    descriptor = elements.numbers(found[0], "LUTDescriptor") if found else []
    data = elements.value(found[0], "LUTData") if found else None
    if len(descriptor) != 3 or data is None:
        return None
    count, first = int(descriptor[0]) or 65536, int(descriptor[1])
    if isinstance(data, bytes):
        order = "<" if ds.original_encoding[1] else ">"
        kind = f"{order}u2" if len(data) >= 2 * count else "u1"
        entries = np.frombuffer(data, dtype=kind).astype(np.uint16)
    else:
        entries = np.asarray(data, dtype=np.uint16).reshape(-1)
    entries = entries[:count]
    if descriptor[2] <= 8:
        entries = entries.astype(np.uint8)
    return LookupTable(entries, first) if entries.size else None


def voi_windows(ds: Dataset) -> tuple[VoiWindow, ...]:
    """The windows a header or a FrameVOILUT item offers (PS3.3 C.11.2), its default first."""
    centres = elements.numbers(ds, "WindowCenter")
    widths = elements.numbers(ds, "WindowWidth")
    try:
        function = VoiFunction(elements.text(ds, "VOILUTFunction") or "LINEAR")
    except ValueError:
        function = VoiFunction.LINEAR
    given = elements.value(ds, "WindowCenterWidthExplanation")
    names = [given] if isinstance(given, str) else [str(n) for n in given or ()]
    windows = []
    for i, (centre, width) in enumerate(zip(centres, widths, strict=False)):
        least = 1.0 if function is VoiFunction.LINEAR else 0.0
        if width < least or width == 0:
            continue
        windows.append(VoiWindow(width, centre, names[i] if i < len(names) else "", function))
    return tuple(windows)


def padding_of(ds: Dataset, layout: PixelFormat, rescale: Rescale) -> tuple[float, float] | None:
    """Inclusive range of values that mark pixels outside the scan (PS3.3 C.7.5.1.1.2)."""
    first = elements.number(ds, "PixelPaddingValue")
    if first is None or layout.samples > 1 or "ModalityLUTSequence" in ds:
        return None
    limit = elements.number(ds, "PixelPaddingRangeLimit")
    ends = [
        v * rescale.slope + rescale.intercept for v in (first, first if limit is None else limit)
    ]
    return min(ends), max(ends)

"""From stored pixels to the values that are shown and measured (PS3.3 C.11.1, C.7.6.3)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset

from medviewer.domain.image import VoiFunction, VoiWindow
from medviewer.imaging.dicom import elements
from medviewer.imaging.dicom.film import StoredFilm
from medviewer.imaging.dicom.lookup import LookupTable
from medviewer.imaging.dicom.pixels import PixelFormat, StoredFrames
from medviewer.imaging.rescale import Rescale

_PARTIAL = "YBR_PARTIAL"


def rescale_of(ds: Dataset) -> Rescale:
    """Slope and intercept of a header or of a PixelValueTransformation item."""
    dose = elements.text(ds, "Modality") == "RTDOSE"
    slope = elements.number(ds, "DoseGridScaling" if dose else "RescaleSlope")
    intercept = elements.number(ds, "RescaleIntercept")
    return Rescale(slope or 1.0, intercept or 0.0)  # a slope of 0 would erase the picture


@dataclass(frozen=True)
class DicomFrames:
    """Frames of one file in the volume's own units, or as RGB; a FrameSource.

    ``rescales`` has one entry for all frames or one each; ``table`` comes instead of them.
    """

    stored: StoredFrames | StoredFilm
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
    if layout.samples > 1 or "ModalityLUTSequence" in ds:
        return None
    for kind in "", "Float", "DoubleFloat":
        first = elements.number(ds, f"{kind}PixelPaddingValue")
        if first is not None:
            limit = elements.number(ds, f"{kind}PixelPaddingRangeLimit")
            stored = (first, first if limit is None else limit)
            ends = [v * rescale.slope + rescale.intercept for v in stored]
            return min(ends), max(ends)
    return None

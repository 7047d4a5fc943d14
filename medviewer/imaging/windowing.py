"""From values to grey: windows, presets, thumbnails (PS3.3 C.11.2)."""

import functools
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from medviewer.domain.image import ImageVolume, VoiFunction, VoiWindow, VolumeKind

AS_STORED = VoiWindow(255.0, 127.5, "as stored")
"""Shows 8-bit pictures as they are."""

PRESETS: Mapping[str, tuple[VoiWindow, ...]] = {
    "CT": (
        VoiWindow(80, 40, "brain"),
        VoiWindow(40, 40, "stroke"),
        VoiWindow(1500, -600, "lung"),
        VoiWindow(400, 40, "mediastinum"),
        VoiWindow(350, 40, "abdomen"),
        VoiWindow(150, 90, "liver"),
        VoiWindow(2000, 400, "bone"),
    ),
}
"""Window presets by DICOM modality, in the order of the keys 1 to 9."""

_STRAIGHT = (VoiFunction.LINEAR, VoiFunction.LINEAR_EXACT)
_TAIL = 0.001  # of the pixels at each end are left out of an automatic window
_SAMPLE = 1_000_000  # pixels looked at for it


_SHARES = (
    ("whole range", 0.0, 1.0),
    ("middle 80 %", 0.1, 0.9),
    ("middle 50 %", 0.25, 0.75),
    ("dark half", 0.0, 0.5),
    ("bright half", 0.5, 1.0),
)


def presets(modality: str | None) -> tuple[VoiWindow, ...]:
    """The presets of a modality; none for those whose values have no fixed scale."""
    return PRESETS.get(modality or "", ())


def presets_for(volume: ImageVolume, frame: np.ndarray) -> tuple[VoiWindow, ...]:
    """The presets of a scan, in the order of the keys 1 to 9.

    Those of its modality where its values are on the modality's scale (CT in HU), else shares
    of the range of values: of the byte, or of what ``frame`` holds without its outliers.
    """
    fixed = presets(volume.context.series.modality)
    if fixed and volume.unit == "HU":
        return fixed
    whole = AS_STORED if frame.dtype == np.uint8 else auto_window(frame, volume.padding)
    low, high = whole.limits
    return tuple(
        VoiWindow((end - start) * (high - low), low + (start + end) / 2 * (high - low), name)
        for name, start, end in _SHARES
    )


def default_window(volume: ImageVolume, frame: np.ndarray, index: int | None = None) -> VoiWindow:
    """The window to open with: the file's own, else as stored (8 bit), else automatic.

    Args:
        volume: the scan.
        frame: one frame of it.
        index: which; with it a frame's own window comes before that of the whole scan.
    """
    if volume.colour or frame.ndim == 3:
        return AS_STORED
    windows = volume.windows if index is None else volume.windows_at(index)
    if windows:
        return windows[0]
    if frame.dtype == np.uint8:
        return AS_STORED
    return auto_window(frame, volume.padding)


def auto_window(frame: np.ndarray, padding: tuple[float, float] | None = None) -> VoiWindow:
    """From the least to the greatest value with 0.1 % of the pixels cut at each end.

    Args:
        frame: (rows, columns), any real dtype; values that are not finite are left out.
        padding: inclusive range of values that are no part of the scan.
    """
    step = max(1, int(np.sqrt(frame.size / _SAMPLE)))
    values = frame[::step, ::step].ravel()
    if values.dtype.kind == "f":
        values = values[np.isfinite(values)]
    if padding is not None:
        values = values[(values < padding[0]) | (values > padding[1])]
    if values.size == 0:
        return VoiWindow(1.0, 0.0, "auto")
    cut = int(values.size * _TAIL)
    ordered = np.partition(values, sorted({cut, values.size - 1 - cut}))
    low, high = float(ordered[cut]), float(ordered[-1 - cut])
    if low == high:  # nearly everything has one value: show the rest of the range as well
        low, high = float(values.min()), float(values.max())
    width = high - low
    return VoiWindow(width if width > 0 else 1.0, (low + high) / 2, "auto")


def render(
    frame: np.ndarray,
    window: VoiWindow | None,
    inverted: bool,
    padding: tuple[float, float] | None = None,
) -> npt.NDArray[np.uint8]:
    """What the eye sees of a frame.

    Args:
        frame: (rows, columns) of any real dtype, or (rows, columns, 3) uint8 RGB, which
            passes through unchanged.
        window: None for an automatic one.
        inverted: low values are white (MONOCHROME1, or by the reader's wish).
        padding: inclusive range of values shown black whatever the window.

    Returns:
        uint8 of the shape of ``frame``; 0 is black. May be ``frame`` itself.
    """
    if frame.ndim == 3:
        return 255 - frame if inverted else frame
    if window is None:
        window = AS_STORED if frame.dtype == np.uint8 else auto_window(frame, padding)
    as_it_is = window.function in _STRAIGHT and window.limits == (0, 255)
    if frame.dtype == np.uint8 and as_it_is and not inverted and padding is None:
        return frame
    if frame.dtype.kind in "ui" and frame.dtype.itemsize <= 2:
        return _by_table(frame, window, inverted, padding)
    if frame.dtype == bool:
        return _by_table(frame.view(np.uint8), window, inverted, padding)
    return _map(frame, window, inverted, padding)


def _by_table(
    frame: np.ndarray,
    window: VoiWindow,
    inverted: bool,
    padding: tuple[float, float] | None,
) -> npt.NDArray[np.uint8]:
    unsigned = frame.view(f"u{frame.dtype.itemsize}")
    return _table(frame.dtype.str, window, inverted, padding)[unsigned]


@functools.lru_cache(maxsize=32)
def _table(
    dtype: str, window: VoiWindow, inverted: bool, padding: tuple[float, float] | None
) -> npt.NDArray[np.uint8]:
    """Grey of every value an 8- or 16-bit type can hold, by its bit pattern."""
    kind = np.dtype(dtype)
    patterns = np.arange(256**kind.itemsize, dtype=f"u{kind.itemsize}")
    values = patterns.view(kind)
    return _map(values, window, inverted, padding)


def _map(
    values: np.ndarray,
    window: VoiWindow,
    inverted: bool,
    padding: tuple[float, float] | None,
) -> npt.NDArray[np.uint8]:
    numbers: npt.NDArray[np.floating] = values.astype(
        np.float32 if values.dtype.itemsize <= 4 else np.float64
    )
    low, high = window.limits
    if window.function is VoiFunction.SIGMOID:
        power = np.clip(-4 * (numbers - window.centre) / max(window.width, 1e-6), -80, 80)
        grey = 255 / (1 + np.exp(power))
    elif window.function is VoiFunction.CURVE and window.curve and high > low:
        curve = np.frombuffer(window.curve, np.uint8)
        place = np.clip((numbers - low) / (high - low), 0, 1) * (len(curve) - 1)
        grey = curve[np.rint(np.nan_to_num(place)).astype(np.intp)].astype(np.float32)
    elif high > low:
        grey = np.clip((numbers - low) * (255 / (high - low)), 0, 255)
    else:  # a window of no width is a threshold
        grey = np.where(numbers > low, 255.0, 0.0)
    if inverted:
        grey = 255 - grey
    hidden = ~np.isfinite(numbers)
    if padding is not None:
        hidden |= (values >= padding[0]) & (values <= padding[1])
    return np.where(hidden, 0, np.rint(grey)).astype(np.uint8)


def thumbnail(volume: ImageVolume, size: int = 96) -> npt.NDArray[np.uint8]:
    """A small picture of the scan: its first frame, or the middle slice of a stack.

    Returns:
        uint8, (r, c) or (r, c, 3), the longer side ``size`` at most, in true proportions
        where the spacing is known.

    Raises:
        ReadError: the frame cannot be decoded.
    """
    import cv2

    index = len(volume) // 2 if volume.kind is VolumeKind.STACK else 0
    frame = volume.frame(index)
    shown = render(frame, default_window(volume, frame, index), volume.inverted, volume.padding)
    scale = volume.geometry.main_calibration()
    height, width = (float(n) for n in frame.shape[:2])
    if scale.row_mm is not None and scale.column_mm is not None:
        height, width = height * scale.row_mm, width * scale.column_mm
    factor = size / max(height, width)
    if scale.known or factor < 1:
        target = (max(1, round(width * factor)), max(1, round(height * factor)))
    else:
        target = (frame.shape[1], frame.shape[0])
    if target == (frame.shape[1], frame.shape[0]):
        return shown
    out: npt.NDArray[np.uint8] = cv2.resize(shown, target, interpolation=cv2.INTER_AREA)
    return out

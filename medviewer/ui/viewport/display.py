"""From a frame to what the picture item draws, and its values in words."""

import numpy as np
import numpy.typing as npt

from medviewer.domain.image import ImageVolume, VoiFunction, VoiWindow
from medviewer.imaging.windowing import auto_window

# A sigmoid window is flat (below half a grey) this many widths from its centre.
_SIGMOID_REACH = 2.0


def displayable(
    frame: np.ndarray, *, inverted: bool = False, padding: tuple[float, float] | None = None
) -> np.ndarray:
    """The frame as uint8, uint16, int16 or float32: what ``PictureItem`` draws.

    Args:
        frame: (rows, columns) of any real dtype, or (rows, columns, 3) uint8 RGB.
        inverted: of a colour frame, which has no table of greys to turn round; of a grey one
            it says which end of the values is black.
        padding: inclusive range of values that are no part of the scan, shown black.
    """
    if frame.ndim == 3:
        return 255 - frame if inverted else frame
    if frame.dtype == np.bool_:
        return frame.astype(np.uint8)
    if padding is not None:
        hidden = (frame >= padding[0]) & (frame <= padding[1])
        if hidden.any():
            limits = np.iinfo(frame.dtype) if frame.dtype.kind in "ui" else np.finfo(frame.dtype)
            black = limits.max if inverted else limits.min
            frame = np.where(hidden, frame.dtype.type(black), frame)
    drawn = frame.dtype in (np.uint8, np.uint16, np.int16, np.float32)
    return frame if drawn else frame.astype(np.float32)


def levels(window: VoiWindow) -> tuple[float, float]:
    """Values of the first and last grey of ``grey_table``; never the same."""
    if window.function is VoiFunction.SIGMOID:
        reach = _SIGMOID_REACH * window.width
        return window.centre - reach, window.centre + reach
    low, high = window.limits
    return low, max(high, low + 1e-6)


def grey_table(window: VoiWindow, inverted: bool) -> npt.NDArray[np.uint8]:
    """256 greys from one level to the other, straight or along the window's sigmoid or curve."""
    table = np.arange(256, dtype=np.uint8)
    if window.function is VoiFunction.SIGMOID:
        place = np.linspace(-_SIGMOID_REACH, _SIGMOID_REACH, 256)
        table = np.rint(255 / (1 + np.exp(-4 * place))).astype(np.uint8)
    elif window.function is VoiFunction.CURVE and window.curve:
        curve = np.frombuffer(window.curve, np.uint8)
        table = curve[np.rint(np.linspace(0, len(curve) - 1, 256)).astype(np.intp)]
    return 255 - table if inverted else table


def value_range(volume: ImageVolume, frame: np.ndarray) -> float:
    """How far the values of a frame reach, without its outliers; the whole byte for 8 bit."""
    if frame.dtype == np.uint8:
        return 255.0
    return auto_window(frame, volume.padding).width


def value_text(value: np.generic | np.ndarray, unit: str) -> str:
    """A pixel's value with its unit; three numbers for a colour."""
    if isinstance(value, np.ndarray) and value.ndim:
        return "R {} G {} B {}".format(*(int(v) for v in value[:3]))
    number = float(value)
    if not np.isfinite(number):
        return "no value"
    text = f"{number:.0f}" if number == int(number) else f"{number:.4g}"
    return f"{text} {unit}".strip().replace("-", "−")

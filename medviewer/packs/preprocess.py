"""From a picture to network input and back: the one copy, for training and prediction."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from medviewer.packs.pack import InputRule, Intensity, Resize

# A picture of one grey value has no contrast to standardise; one 8-bit step is the floor.
_LEAST_DEVIATION = 1.0 / 255.0


@dataclass(frozen=True, slots=True)
class InputTransform:
    """Where the picture lies in the network's input.

    The picture of ``rows`` x ``columns`` fills ``height`` x ``width`` pixels of the input,
    from row ``top`` and column ``left``.
    """

    rows: int
    columns: int
    top: int
    left: int
    height: int
    width: int

    def to_input(self, maps: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Bring maps of the network's size back to the picture's own grid.

        Args:
            maps: float32, (S, input rows, input columns).

        Returns:
            float32, (S, rows, columns), interpolated linearly.
        """
        inner = maps[:, self.top : self.top + self.height, self.left : self.left + self.width]
        size = (self.columns, self.rows)
        back = [
            cv2.resize(np.ascontiguousarray(m), size, interpolation=cv2.INTER_LINEAR) for m in inner
        ]
        return np.stack(back).astype(np.float32, copy=False)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Network input, float32 (channels, rows, columns), and the way back."""

    array: npt.NDArray[np.float32]
    transform: InputTransform


def prepare(picture: np.ndarray, rule: InputRule) -> Prepared:
    """Make network input of a displayed picture.

    Args:
        picture: uint8, (rows, columns) or RGB (rows, columns, 3): what the reader sees at
            the default window.
        rule: the pack's input rule.

    Raises:
        ValueError: another dtype or shape, or a rule with other channels than one or three.
    """
    unit = to_channels(picture, rule.channels).astype(np.float32) / 255.0
    placed = fit(unit.shape[0], unit.shape[1], rule)
    inner = resize(unit, placed.height, placed.width)
    return Prepared(normalise(inner, placed, rule), placed)


def to_channels(picture: np.ndarray, channels: int) -> npt.NDArray[np.uint8]:
    """A picture with as many channels as the network takes.

    Returns:
        uint8, (rows, columns) for one channel: the luminance; (rows, columns, 3) for three: an
        RGB picture as it is, a grey one three times.

    Raises:
        ValueError: another dtype or shape, or another number of channels.
    """
    if channels == 1:
        return to_grey(picture)
    if channels != 3:
        raise ValueError("only input of one or three channels is known")
    grey = to_grey(picture)
    return np.repeat(grey[..., None], 3, 2) if picture.ndim == 2 else picture


def to_grey(picture: np.ndarray) -> npt.NDArray[np.uint8]:
    """Luminance (ITU-R BT.601) of a uint8 RGB picture; a grey picture as it is."""
    if picture.dtype != np.uint8 or picture.size == 0:
        raise ValueError("a picture of 8-bit values is needed")
    if picture.ndim == 2:
        return picture
    if picture.ndim != 3 or picture.shape[2] != 3:
        raise ValueError("a grey or RGB picture is needed")
    grey: npt.NDArray[np.uint8] = cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_RGB2GRAY)
    return grey


def fit(rows: int, columns: int, rule: InputRule) -> InputTransform:
    """Where a picture of that size goes in the input."""
    if rule.resize is Resize.SQUASH:
        return InputTransform(rows, columns, 0, 0, rule.rows, rule.columns)
    scale = min(rule.rows / rows, rule.columns / columns)
    height = min(max(round(rows * scale), 1), rule.rows)
    width = min(max(round(columns * scale), 1), rule.columns)
    top, left = (rule.rows - height) // 2, (rule.columns - width) // 2
    return InputTransform(rows, columns, top, left, height, width)


def resize(array: np.ndarray, height: int, width: int) -> np.ndarray:
    """Averaging where the picture shrinks, linear where it grows."""
    shrinks = height * width < array.shape[0] * array.shape[1]
    method = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    resized: np.ndarray = cv2.resize(array, (width, height), interpolation=method)
    return resized


def normalise(
    inner: npt.NDArray[np.float32], placed: InputTransform, rule: InputRule
) -> npt.NDArray[np.float32]:
    """Apply the intensity rule to each channel and set it into the input.

    Args:
        inner: 0 to 1, (height, width), or (height, width, channels) with more than one.
        placed: where it goes.
        rule: the input rule.

    Returns:
        float32, (channels, rows, columns).
    """
    canvas = np.zeros((rule.channels, rule.rows, rule.columns), np.float32)
    rows = slice(placed.top, placed.top + placed.height)
    columns = slice(placed.left, placed.left + placed.width)
    planes = np.moveaxis(inner, 2, 0) if inner.ndim == 3 else inner[None]
    for channel, plane in enumerate(planes):
        if rule.intensity is Intensity.STANDARDISED:
            deviation = max(float(plane.std()), _LEAST_DEVIATION)
            plane = (plane - float(plane.mean())) / deviation
        canvas[channel, rows, columns] = plane
    return canvas

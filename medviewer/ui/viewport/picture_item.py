"""A frame as it is drawn."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF

from medviewer.ui.viewport.camera import Interpolation
from medviewer.ui.viewport.raster_item import Colours, RasterItem

_OPAQUE = 0xFF000000
_GREY = 0x010101  # times a byte: that byte in red, green and blue


class PictureItem(RasterItem):
    """A frame, smooth between its pixels up to the zoom where one wants to see the pixels.

    Drawn smaller than half its size it is averaged first: Qt only looks at four pixels for
    each of the screen's, so that fine structure would come and go with the zoom.
    """

    SHOW_PIXELS_FROM = 8.0

    def __init__(self) -> None:
        super().__init__(opaque=True)
        self._frame: np.ndarray | None = None
        self._reduction = 1
        self._levels = (0.0, 255.0)
        self._greys: npt.NDArray[np.uint8] = np.arange(256, dtype=np.uint8)
        self._table: Colours | None = None
        self.interpolation = Interpolation.SMOOTH

    def show_frame(
        self, frame: np.ndarray, levels: tuple[float, float], greys: npt.NDArray[np.uint8]
    ) -> None:
        """Show (rows, columns) of a dtype of ``display.displayable``, or (rows, columns, 3) uint8.

        ``levels`` and ``greys`` as in ``set_window``.
        """
        if self._frame is None or frame.dtype != self._frame.dtype:
            self._table = None
        self._frame = frame
        self.set_window(levels, greys)
        self._put_reduced()

    def set_window(self, levels: tuple[float, float], greys: npt.NDArray[np.uint8]) -> None:
        """Values of the first and the last grey, and 256 greys from the one to the other.

        A colour frame has no greys: the levels are of each of its colours.
        """
        if levels != self._levels or not np.array_equal(greys, self._greys):
            self._levels, self._greys, self._table = levels, greys, None
            self.recolour()

    def set_scale(self, device_pixels: float) -> None:
        """Tell how many device pixels a picture pixel takes."""
        reduction = 1 << max(0, int(math.log2(1 / device_pixels)))
        if reduction != self._reduction:
            self._reduction = reduction
            if self._frame is not None:
                self._put_reduced()

    def _put_reduced(self) -> None:
        frame = self._frame
        assert frame is not None
        rows, columns = frame.shape[:2]
        place = QRectF(0, 0, columns, rows)
        if self._reduction > 1 and min(rows, columns) >= self._reduction:
            import cv2

            size = -(-columns // self._reduction), -(-rows // self._reduction)
            frame = cv2.resize(frame, size, interpolation=cv2.INTER_AREA)
        self.put(frame, place)

    def _smooth(self, scale: float) -> bool:
        return self.interpolation is Interpolation.SMOOTH and scale < self.SHOW_PIXELS_FROM

    # --- colours --------------------------------------------------------------------------

    def _colours(self, pixels: np.ndarray, out: Colours) -> None:
        if pixels.ndim == 3:
            self._of_colour(pixels, out)
        elif pixels.dtype == np.float32:
            self._of_float(pixels, out)
        else:
            if self._table is None:
                self._table = self._shades[self._shade(_values(pixels.dtype))]
            np.take(self._table, pixels.view(_unsigned(pixels.dtype)), mode="clip", out=out)

    def _of_float(self, pixels: np.ndarray, out: Colours) -> None:
        shade = self._shade(pixels)
        np.take(self._shades, shade, mode="clip", out=out)
        out[np.isnan(pixels)] = _OPAQUE  # no value is black, whatever the window

    def _of_colour(self, pixels: np.ndarray, out: Colours) -> None:
        import cv2

        low, high = self._levels
        steps = (np.arange(256) - low) * (255.0 / (high - low))
        stretched = cv2.LUT(pixels, np.clip(steps, 0, 255).astype(np.uint8))
        in_bytes = out.view(np.uint8).reshape(*out.shape, 4)
        cv2.cvtColor(stretched, cv2.COLOR_RGB2BGRA, dst=in_bytes)

    def _shade(self, values: np.ndarray) -> npt.NDArray[np.intp]:
        """Which of the 256 greys values have."""
        low, high = self._levels
        steps = (values - low) * (256.0 / (high - low))
        with np.errstate(invalid="ignore"):  # what is no number
            return np.clip(steps, 0, 255).astype(np.intp)

    @property
    def _shades(self) -> Colours:
        return (self._greys.astype(np.uint32) * _GREY | _OPAQUE).astype(np.uint32)


def _unsigned(dtype: np.dtype[Any]) -> np.dtype[Any]:
    return np.dtype(f"u{dtype.itemsize}")


@lru_cache(maxsize=4)
def _values(dtype: np.dtype[Any]) -> npt.NDArray[np.float64]:
    """Every value there is, by its bits read as an unsigned number."""
    unsigned = _unsigned(dtype)
    bits = np.arange(np.iinfo(unsigned).max + 1, dtype=unsigned)
    return bits.view(dtype).astype(np.float64)

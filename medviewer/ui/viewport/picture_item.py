"""A frame as it is drawn."""

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QPainter

from medviewer.ui.viewport.camera import Interpolation


class PictureItem(pg.ImageItem):
    """A frame, smooth between its pixels up to the zoom where one wants to see the pixels.

    Drawn smaller than half its size it is averaged first: Qt only looks at four pixels for
    each of the screen's, so that fine structure would come and go with the zoom.
    """

    SHOW_PIXELS_FROM = 8.0

    def __init__(self) -> None:
        super().__init__(axisOrder="row-major")
        self._pixels: np.ndarray | None = None
        self._reduction = 1
        self.interpolation = Interpolation.SMOOTH

    def show_pixels(
        self, pixels: np.ndarray, levels: tuple[float, float], table: np.ndarray
    ) -> None:
        """Show (rows, columns[, 3]); ``table``: uint8, one grey for each 1/256 of the levels."""
        self._pixels = pixels
        self.setImage(self._reduced(), autoLevels=False, levels=levels, lut=table)
        self.setRect(0, 0, pixels.shape[1], pixels.shape[0])

    def set_scale(self, device_pixels: float) -> None:
        """Tell how many device pixels a picture pixel takes."""
        reduction = 1 << max(0, int(math.log2(1 / device_pixels)))
        if reduction != self._reduction:
            self._reduction = reduction
            if self._pixels is not None:
                self.setImage(self._reduced(), autoLevels=False)
                self.setRect(0, 0, self._pixels.shape[1], self._pixels.shape[0])

    def _reduced(self) -> np.ndarray:
        assert self._pixels is not None
        rows, columns = self._pixels.shape[:2]
        if self._reduction == 1 or min(rows, columns) < self._reduction:
            return self._pixels
        import cv2

        size = -(-columns // self._reduction), -(-rows // self._reduction)
        return cv2.resize(self._pixels, size, interpolation=cv2.INTER_AREA)

    def paint(self, painter: QPainter, *args: object) -> None:
        across = painter.deviceTransform()
        scale = math.hypot(across.m11(), across.m12())
        smooth = self.interpolation is Interpolation.SMOOTH and scale < self.SHOW_PIXELS_FROM
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        super().paint(painter, *args)

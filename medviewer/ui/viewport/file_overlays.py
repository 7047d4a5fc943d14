"""What a scan's own files draw over it: overlay planes, and masks of segmentations beside it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from medviewer.domain.errors import ReadError
from medviewer.domain.image import GraphicsPlane, ImageVolume
from medviewer.domain.segmentation import SegmentationMask
from medviewer.ui import theme
from medviewer.ui.viewport.camera import Ground
from medviewer.ui.viewport.contours import box_of
from medviewer.ui.viewport.outlines import Line
from medviewer.ui.viewport.overlay_item import MaskOverlay, OverlayStyle
from medviewer.ui.viewport.raster_item import TintItem

_HALO, _DRAWN = 1, 2
_HALO_ALPHA = 150
PLANE_COLOUR = theme.OKABE_ITO["sky blue"]


class FileOverlays:
    """Over the picture, under what the model and the reader outlined."""

    def __init__(self, view: Ground) -> None:
        self.planes: tuple[GraphicsPlane, ...] = ()
        self.masks: tuple[SegmentationMask, ...] = ()
        self.visible = True
        # Drawings of single pixels: made smaller, thin lines would else come and go.
        self._item = TintItem(smooth_below=1.0)
        self._item.setZValue(9)
        self._item.setVisible(False)
        view.addItem(self._item, ignoreBounds=True)
        self._outlines = MaskOverlay(view)
        self._outlines.wanted_style = OverlayStyle.OUTLINE

    def show_volume(self, volume: ImageVolume | None) -> None:
        """The planes of another scan; its masks come later, if any."""
        self.planes = volume.graphics if volume is not None else ()
        self.set_masks(())

    def set_masks(self, masks: Sequence[SegmentationMask]) -> None:
        self.masks = tuple(masks)
        self._outlines.set_masks(self.masks, True, ())

    @property
    def lines(self) -> tuple[Line, ...]:
        """Outlines on the screen now, with their letters."""
        return self._outlines.lines.lines

    def draw(self, frame: int, rows: int, columns: int) -> None:
        """Bring what is drawn in line with the frame."""
        self._outlines.draw(frame, rows, columns, visible=self.visible)
        drawn = self._drawn(frame, rows, columns) if self.visible else None
        box = box_of(drawn) if drawn is not None else None
        self._item.setVisible(box is not None)
        if drawn is None or box is None:
            return
        x, y, wide, high = box
        part = np.pad(drawn[y : y + high, x : x + wide], 1)
        self._item.show_labels(_with_halo(part), _table(), x - 1, y - 1)

    def _drawn(self, frame: int, rows: int, columns: int) -> npt.NDArray[np.bool_] | None:
        drawn = None
        for plane in self.planes:
            try:
                one = plane.frames.frame(frame) if frame < len(plane.frames) else None
            except ReadError:  # the frame itself says so on the screen
                one = None
            if one is not None and one.shape == (rows, columns):
                drawn = one if drawn is None else drawn | one
        return drawn


def _with_halo(drawn: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint8]:
    import cv2

    around = cv2.dilate(drawn.astype(np.uint8), np.ones((3, 3), np.uint8))
    labels: npt.NDArray[np.uint8] = np.where(drawn, _DRAWN, around * _HALO).astype(np.uint8)
    return labels


def _table() -> npt.NDArray[np.uint8]:
    table = np.zeros((256, 4), np.uint8)
    table[_HALO] = (0, 0, 0, _HALO_ALPHA)
    table[_DRAWN] = (*PLANE_COLOUR, 255)
    return table

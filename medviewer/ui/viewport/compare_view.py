"""Prediction beside a person's mask: three views of the same picture that move together."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QGridLayout, QWidget

from medviewer.domain.image import ImageVolume, VoiWindow
from medviewer.domain.result import InferenceResult
from medviewer.domain.segmentation import Segment, SegmentationMask
from medviewer.ui import theme
from medviewer.ui.language import tr
from medviewer.ui.results.parts import percent, text_label
from medviewer.ui.viewport.corner_places import MARGIN
from medviewer.ui.viewport.halo import halo_text
from medviewer.ui.viewport.overlay_item import OverlayStyle
from medviewer.ui.viewport.viewport import Viewport
from medviewer.ui.viewport.worded import NOT_FOR_DIAGNOSIS

REFERENCE = Segment("reference", "Reference", theme.REFERENCE_COLOUR, "R")
_STYLES = (OverlayStyle.OUTLINE_FILL, OverlayStyle.PROBABILITY, OverlayStyle.OUTLINE_FILL)
_NO_REFERENCE = "No reference mask lies beside this scan."


@dataclass(frozen=True, slots=True)
class Agreement:
    """Overlap of two masks; both None where neither holds a pixel."""

    dice: float | None
    iou: float | None

    @property
    def text(self) -> str:
        if self.dice is None or self.iou is None:
            return "both masks are empty"
        return f"Dice {self.dice:.2f} · IoU {self.iou:.2f}"


def agreement(predicted: npt.NDArray[np.bool_], reference: npt.NDArray[np.bool_]) -> Agreement:
    """Dice coefficient and intersection over union of two masks of the same shape."""
    both = int(np.count_nonzero(predicted & reference))
    total = int(np.count_nonzero(predicted)) + int(np.count_nonzero(reference))
    if total == 0:
        return Agreement(None, None)
    return Agreement(2 * both / total, both / (total - both))


class CompareView(QWidget):
    """Image + reference mask, image + probability, image + mask with the diagnosis as title.

    Zoom, place, window and frame are shared by the three.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Comparison with the reference mask")
        self.views = tuple(Viewport(self) for _ in _STYLES)
        self.titles = tuple(text_label() for _ in _STYLES)
        grid = QGridLayout(self)  # one row of titles: the pictures stand on one height
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2)
        grid.setVerticalSpacing(0)
        grid.setRowStretch(1, 1)
        names = ("Reference mask", "Predicted probability", "Predicted mask")
        for number, name in enumerate(names):
            view, title = self.views[number], self.titles[number]
            title.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
            title.setContentsMargins(theme.SPACE_S, theme.SPACE_S, theme.SPACE_S, theme.SPACE_S)
            title.setAccessibleName(f"Title: {name}")
            view.setAccessibleName(name)
            view.corners_visible = False
            grid.addWidget(title, 0, number)
            grid.addWidget(view, 1, number)
            grid.setColumnStretch(number, 1)
        for view in self.views:
            view.viewChanged.connect(lambda v=view: self._follow_view(v))
            view.windowChanged.connect(self._follow_window)
            view.frameChanged.connect(self._follow_frame)
        self._following = False
        self.agreement: Agreement | None = None
        self.show_result(None, None)

    def show_result(
        self,
        volume: ImageVolume | None,
        result: InferenceResult | None,
        window: VoiWindow | None = None,
    ) -> None:
        """Compare a result with the volume's reference mask; says so where there is none."""
        self.agreement = None
        reference = volume.reference_mask if volume else None
        self._following = True
        for view in self.views:
            view.show_volume(volume, window)
        self._following = False
        if volume is None or reference is None:
            self._set_titles("Reference mask", "Predicted probability", "Predicted mask")
            if volume is not None:
                self.titles[0].setText(_NO_REFERENCE)
        else:
            area = reference if reference.ndim == 3 else reference[None]
            self.views[0].set_masks([SegmentationMask(REFERENCE, area)], confirmed=True)
            self._set_titles("Reference mask", "Predicted probability", "Predicted mask")
        if result is not None and volume is not None:
            self._show_prediction(result, reference)

    def _show_prediction(
        self, result: InferenceResult, reference: npt.NDArray[np.bool_] | None
    ) -> None:
        for view, style in zip(self.views[1:], _STYLES[1:], strict=True):
            view.set_masks(result.masks, confirmed=False, findings=result.findings)
            view.overlay_style = style
        if not any(m.probability is not None for m in result.masks):
            self.titles[1].setText("This result has no probability map")
        diagnosis = result.diagnosis
        words = f"{tr(diagnosis.title)} {percent(diagnosis.probability)}" if diagnosis else "Mask"
        if reference is not None and result.masks:
            area = reference if reference.ndim == 3 else reference[None]
            predicted = np.any([m.array for m in result.masks], axis=0)
            if predicted.shape == area.shape:
                self.agreement = agreement(predicted, area)
                words += f"\n{self.agreement.text}"
        self.titles[2].setText(words)

    def _set_titles(self, *words: str) -> None:
        for title, text in zip(self.titles, words, strict=True):
            title.setText(text)

    def set_masks_visible(self, on: bool) -> None:
        for view in self.views:
            view.masks_visible = on

    def set_opacity(self, value: float) -> None:
        for view in self.views:
            view.opacity = value

    def fit(self) -> None:
        self.views[0].fit()

    def grab_picture(self) -> QImage:
        """The three views with their titles, NOT FOR DIAGNOSTIC USE burnt in."""
        image = self.grab().toImage()
        painter = QPainter(image)
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        wide = painter.fontMetrics().horizontalAdvance(NOT_FOR_DIAGNOSIS)
        size = image.deviceIndependentSize()
        spot = QPointF((size.width() - wide) / 2, size.height() - MARGIN)
        halo_text(painter, spot, NOT_FOR_DIAGNOSIS, QColor(255, 196, 0))
        painter.end()
        return image

    def _follow_view(self, leader: Viewport) -> None:
        if self._following:
            return
        self._following = True
        for view in self.views:
            if view is not leader:
                view.follow(leader)
        self._following = False

    def _follow_window(self, window: VoiWindow) -> None:
        if self._following:
            return
        self._following = True
        for view in self.views:
            if view.voi_window != window:
                view.voi_window = window
        self._following = False

    def _follow_frame(self, index: int) -> None:
        for view in self.views:
            view.frame_index = index

"""What the scan's own files draw over it: named, and shown or hidden."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from medviewer.domain.image import GraphicsPlane
from medviewer.domain.segmentation import SegmentationMask
from medviewer.ui import icons
from medviewer.ui.results.parts import Card, text_label


class FileOverlaysCard(Card):
    """Hidden where the files draw nothing. ``toggled(bool)`` as the eye is pressed."""

    toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Drawn in the scan's files", parent)
        self.eye = QToolButton(self)
        self.eye.setCheckable(True)
        self.eye.setChecked(True)
        self.eye.setToolTip("Show or hide what the scan's files draw")
        self.eye.setAccessibleName("Show overlays of the file")
        icons.set_icon(self.eye, "mask")
        self.head.addWidget(self.eye)
        self.words = text_label()
        self.body.addWidget(self.words)
        self.eye.toggled.connect(self._toggle)
        self.show_overlays((), ())

    def show_overlays(
        self, planes: Sequence[GraphicsPlane], masks: Sequence[SegmentationMask]
    ) -> None:
        """Name overlay planes and segments, each segment with its letter on the picture."""
        lines = [f"Overlay: {plane.label}" for plane in planes]
        lines += [f"{mask.segment.letter}   {mask.segment.title}" for mask in masks]
        self.words.setText("\n".join(lines))
        self.setVisible(bool(lines))

    def set_shown(self, on: bool) -> None:
        """Follow the picture; emits nothing."""
        blocker = QSignalBlocker(self.eye)
        self.eye.setChecked(on)
        blocker.unblock()
        icons.set_icon(self.eye, "mask" if on else "mask hidden")

    def _toggle(self, on: bool) -> None:
        self.set_shown(on)
        self.toggled.emit(on)

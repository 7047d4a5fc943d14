"""Joins what comes with a scan's files: overlay planes and the segmentations beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from medviewer.domain.image import ImageVolume
from medviewer.domain.segmentation import SegmentationMask
from medviewer.jobs.companions import SegmentationLoader
from medviewer.ui.results.file_overlays import FileOverlaysCard
from medviewer.ui.viewport.viewport import Viewport


class FileCompanions(QObject):
    """Shows them on the picture, names them in the panel, and lets one action hide them.

    ``said(str)`` about a segmentation that cannot be read.
    """

    said = Signal(str)

    def __init__(
        self, view: Viewport, card: FileOverlaysCard, action: QAction, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._view, self._card, self._action = view, card, action
        self._volume: ImageVolume | None = None
        self._loader = SegmentationLoader(self)
        self._loader.found.connect(self._show_masks)
        self._loader.said.connect(self.said)
        action.setChecked(True)
        action.toggled.connect(view.show_file_overlays)
        action.toggled.connect(card.set_shown)
        card.toggled.connect(action.setChecked)
        self.show_volume(None)

    def show_volume(self, volume: ImageVolume | None, *, files: bool = True) -> None:
        """Another scan; ``files``: they are there to be looked at."""
        self._volume = volume
        self._loader.load(volume if files else None)
        self._name()

    def _show_masks(self, content_hash: str, masks: Sequence[SegmentationMask]) -> None:
        if self._volume is not None and self._volume.content_hash == content_hash:
            self._view.set_file_masks(masks)
            self._name()

    def _name(self) -> None:
        drawn = self._view.file_overlays if self._volume is not None else None
        planes, masks = (drawn.planes, drawn.masks) if drawn is not None else ((), ())
        self._card.show_overlays(planes, masks)
        self._action.setEnabled(bool(planes or masks))

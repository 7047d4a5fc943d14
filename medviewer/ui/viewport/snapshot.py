"""What a viewport shows, so that another can show the same."""

from __future__ import annotations

from dataclasses import dataclass

from medviewer.domain.edit import Edit
from medviewer.domain.image import ImageVolume, VoiWindow
from medviewer.domain.segmentation import Finding, SegmentationMask
from medviewer.ui.history import History
from medviewer.ui.viewport.camera import Camera
from medviewer.ui.viewport.measurements.model import Annotations
from medviewer.ui.viewport.viewport import Viewport


@dataclass(frozen=True)
class Snapshot:
    """A scan and how one looks at it; the steps done to it are those that stood then."""

    volume: ImageVolume | None
    frame: int
    window: VoiWindow
    window_by_file: bool
    invert: bool
    camera: Camera
    fitted: bool
    masks: tuple[SegmentationMask, ...]
    confirmed: bool
    findings: tuple[Finding, ...]
    corner_info: tuple[str, ...]
    edits: tuple[Edit, ...]
    standing: int

    @classmethod
    def of(cls, view: Viewport) -> Snapshot:
        """What ``view`` shows now."""
        history = view.measurements.model.history
        return cls(
            volume=view.volume,
            frame=view.wanted_frame,
            window=view.voi_window,
            window_by_file=view.window_by_file,
            invert=view.invert,
            camera=view.canvas.camera,
            fitted=view.canvas.fitted,
            masks=view.masks,
            confirmed=view.masks_confirmed,
            findings=view.findings,
            corner_info=view.corner_info,
            edits=history.edits,
            standing=history.standing,
        )

    def show_in(self, view: Viewport) -> None:
        """Show all of it in a viewport of its own, to be looked at only."""
        history = History(view)
        history.load(self.edits, self.standing)
        view.use_annotations(Annotations(history, view))
        view.show_volume(self.volume)
        view.set_masks(self.masks, self.confirmed, self.findings)
        view.set_corner_info(*self.corner_info)
        self.look_again(view)

    def look_again(self, view: Viewport) -> None:
        """Bring a viewport that shows the scan to the same frame, window and place."""
        if self.volume is not None:
            view.go_back_to(self.frame, self.window, by_file=self.window_by_file)
            view.invert = self.invert
            view.canvas.go_back_to(self.camera, fitted=self.fitted)

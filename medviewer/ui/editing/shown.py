"""Which masks lie on the picture: those that stand, or the model's own beside them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from medviewer.domain.result import InferenceResult
from medviewer.domain.review import ReviewState
from medviewer.ui.case_controller import CaseController
from medviewer.ui.language import tr
from medviewer.ui.results.panel import ResultsPanel
from medviewer.ui.viewport.viewport import Viewport


class ShownMasks(QObject):
    """Shows masks, findings and corner lines of the result on the screen.

    With the action "show_prediction" it is the model's answer before a person corrected it.
    """

    def __init__(
        self,
        controller: CaseController,
        viewport: Viewport,
        panel: ResultsPanel,
        actions: Mapping[str, QAction],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._viewport = viewport
        self._panel = panel
        self._action = actions["show_prediction"]
        self._action.toggled.connect(lambda _on: self.show())
        panel.findingActivated.connect(self._show_finding)
        controller.correcting.steppedOn.connect(self._go_to)

    @property
    def _predicted(self) -> InferenceResult | None:
        """The model's answer where that is to be seen; None: what stands."""
        stored = self._controller.stored
        return stored.result if stored is not None and self._action.isChecked() else None

    @property
    def corrected(self) -> bool:
        """Whether there are masks of a person beside the model's."""
        stored = self._controller.stored
        return stored is not None and stored.correction is not None and not stored.result.by_hand

    def allow(self) -> None:
        """Let the prediction be asked for where it differs from what stands."""
        self._action.setEnabled(self.corrected)
        if not self.corrected:
            self._action.setChecked(False)

    def show(self) -> None:
        """Bring picture and panel in line; nothing where there is no result."""
        c = self._controller
        if c.result is None:
            return
        pack, point = c.result.provenance.pack, c.result.diagnosis
        lines = ["Outlined by hand" if c.result.by_hand else f"{pack.id} {pack.version}"]
        if point is not None:
            lines.append(tr(point.operating_point.title))
        predicted = self._predicted
        if predicted is not None:
            lines.append("Prediction shown, not the corrected masks")
        elif self.corrected and c.stored is not None and c.stored.correction is not None:
            lines.append(f"Masks corrected by {c.stored.correction.account}")
        state = c.stored.state if c.stored is not None else ReviewState.PREDICTED
        confirmed = state in (ReviewState.ACCEPTED, ReviewState.CORRECTED)
        shown = predicted or c.result
        self._viewport.set_masks(shown.masks, confirmed and not predicted, shown.findings)
        self._panel.findings.show_result(shown)
        self._viewport.set_corner_info(*lines)

    def _show_finding(self, index: int) -> None:
        result = self._predicted or self._controller.result
        if result is not None and 0 <= index < len(result.findings):
            self._viewport.show_finding(result.findings[index])

    def _go_to(self, frames: list[int]) -> None:
        """A step is never taken back or done again out of sight."""
        here = self._viewport.wanted_frame
        if frames and here not in frames:
            self._viewport.frame_index = min(frames, key=lambda frame: abs(frame - here))

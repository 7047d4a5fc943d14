"""The result of the case beside the picture: what stands in the panel, and what is asked there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from medviewer.domain.progress import Progress
from medviewer.domain.review import ReviewState
from medviewer.ui.case_controller import CaseController
from medviewer.ui.editing.shown import ShownMasks
from medviewer.ui.results.panel import ResultsPanel
from medviewer.ui.viewport.viewport import Viewport


class ResultShown(QObject):
    """Joins the results panel to the controller, and to the picture whose masks it is about.

    ``shown()`` another result is in panel and picture, or none.
    """

    shown = Signal()

    def __init__(
        self,
        controller: CaseController,
        viewport: Viewport,
        panel: ResultsPanel,
        masks: ShownMasks,
        actions: Mapping[str, QAction],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._viewport = viewport
        self._panel = panel
        self._masks = masks
        self._actions = actions
        self._is_shown: tuple[Any, ...] = ()
        self._connect_panel()
        self._connect_picture()
        controller.following.changed.connect(self.show_history)
        controller.progressed.connect(self._show_progress)
        controller.evidence.changed.connect(self._show_evidence)

    def _connect_panel(self) -> None:
        panel, controller = self._panel, self._controller
        panel.acceptRequested.connect(lambda words: controller.review(ReviewState.ACCEPTED, words))
        panel.rejectRequested.connect(lambda words: controller.review(ReviewState.REJECTED, words))
        panel.diagnosisNamed.connect(controller.name_diagnosis)
        panel.diagnosisChoosing.connect(
            lambda: controller.reviewing.ask_diagnoses(panel.diagnosis.chooser.offer)
        )
        panel.packChanged.connect(controller.wish)
        panel.packAnswered.connect(lambda pack, on: controller.choose_pack(pack, always=on))
        panel.predictRequested.connect(controller.predict)
        panel.overrideRequested.connect(controller.predict_anyway)
        panel.operatingPointChanged.connect(controller.change_operating_point)
        panel.cancelRequested.connect(controller.cancel_current)
        panel.exportRequested.connect(self._actions["export_report"].trigger)
        panel.historyActivated.connect(controller.open_result)
        panel.lesionMatched.connect(controller.following.choose)
        panel.evidence.toggled.connect(controller.evidence.want)

    def _connect_picture(self) -> None:
        panel, view = self._panel, self._viewport
        panel.left.connect(view.setFocus)
        panel.overlayToggled.connect(lambda on: setattr(view, "masks_visible", on))
        panel.opacityChanged.connect(lambda value: setattr(view, "opacity", value))
        panel.styleChanged.connect(lambda style: setattr(view, "overlay_style", style))
        view.frameChanged.connect(self._controller.evidence.show_frame)
        view.masksVisibleChanged.connect(panel.set_masks_visible)
        view.opacityChanged.connect(panel.set_opacity)
        view.styleChanged.connect(panel.set_style)

    def forget(self) -> None:
        """Whatever comes is shown anew."""
        self._is_shown = ()

    def refresh(self) -> None:
        """Bring panel and picture in line with the controller, if there is another result."""
        c = self._controller
        now = (c.volume, c.result, c.stored, c.failure, c.undecided, c.predicting)
        if not _same(now, self._is_shown):
            self._is_shown = now
            self._show()
            self.shown.emit()
        self.show_history()

    def _show(self) -> None:
        c, panel = self._controller, self._panel
        if c.result is not None and not c.predicting:
            panel.show_result(c.result, c.stored, c.operating_points())
            self._masks.show()
            return
        self._viewport.set_masks((), False, ())
        self._viewport.set_corner_info()
        if c.predicting:
            panel.show_running(Progress(0, 0, "Waiting for the engine"))
        elif c.failure is not None:
            why = c.failure
            panel.show_failure(why.sentence, why.refused, c.overridable, why.choice)
        elif c.undecided is not None and c.volume is not None:
            modality = c.volume.context.series.modality
            panel.show_question(c.undecided, modality or "")
        elif c.volume is None:
            panel.show_empty("Open a scan to begin.")
        elif panel.pack_id is None:
            panel.show_empty("No model pack is installed, so nothing can be predicted.")
        else:
            key = self._actions["predict"].shortcut().toString()
            by_hand = self._actions["edit"].shortcut().toString()
            panel.show_empty(
                f"No result yet. Press {key} to predict, {by_hand} to outline by hand."
            )

    def show_history(self) -> None:
        """Bring the earlier results of the patient in line."""
        c = self._controller
        scan = c.volume.content_hash if c.volume is not None else ""
        self._panel.set_history(c.history, c.following.choices, scan)

    def _show_progress(self, progress: Progress | None) -> None:
        if progress is not None and self._controller.predicting:
            self._panel.show_running(progress)

    def _show_evidence(self) -> None:
        asked = self._controller.evidence
        found = asked.evidence
        self._viewport.set_evidence(found.weights if found is not None else None)
        self._panel.evidence.show_evidence(found, wanted=asked.wanted, failure=asked.failure)
        self._actions["evidence"].setChecked(asked.wanted)


def _same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Whether the same objects are shown; a stored result read anew counts by what it says."""
    if len(one) != len(other):
        return False
    volume, result, stored, *rest = one
    volume2, result2, stored2, *rest2 = other
    mine = (stored.id, stored.review) if stored else None
    theirs = (stored2.id, stored2.review) if stored2 else None
    return volume is volume2 and result is result2 and mine == theirs and rest == rest2

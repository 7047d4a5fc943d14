"""What the window shows of one case: scan, result, history. No logic of its own."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from medviewer.domain.choice import PackChoice
from medviewer.domain.image import ImageVolume
from medviewer.domain.result import InferenceRequest, InferenceResult
from medviewer.domain.review import StoredResult
from medviewer.domain.tracking import Choices
from medviewer.jobs.failure import explain

DEMO_ONLY = (
    "Not saved: the demo store keeps demo patients only. Start MedViewer without the demo to "
    "keep results of your own scans."
)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a scan has no result.

    ``refused``: it is not what a pack was made for. ``choice``: what each pack said, where all
    of those installed were asked.
    """

    sentence: str
    refused: bool = False
    choice: PackChoice | None = None


class OnScreen(QObject):
    """The case on the screen, shared by what opens, predicts and reviews it.

    ``changed()`` whatever the results panel shows has changed; ``said(str)`` a sentence for the
    message line; ``stateChanged(str content_hash, ReviewState)`` the store has answered.

    ``matches``: which lesions readers said findings of the patient's scans are.
    ``failure`` is why there is no result; ``overridable`` the question that was refused, where
    a reader may have it answered all the same. ``undecided``: a reader has to choose the pack
    first.
    ``file_missing``: the scan's file is gone and its kept picture is shown. ``looked_up``: the
    store has said what it knows of the scan.
    """

    changed = Signal()
    said = Signal(str)
    stateChanged = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.account = ""
        self.demo = False
        self.volume: ImageVolume | None = None
        self.result: InferenceResult | None = None
        self.stored: StoredResult | None = None
        self.history: list[StoredResult] = []
        self.matches: Choices = {}
        self.failure: Failure | None = None
        self.overridable: InferenceRequest | None = None
        self.undecided: PackChoice | None = None
        self.file_missing = False
        self.looked_up = False

    def is_of(self, volume: ImageVolume) -> bool:
        """Whether ``volume`` is the scan on the screen, in whatever scale."""
        return self.volume is not None and volume.content_hash == self.volume.content_hash

    def may_keep(self, volume: ImageVolume) -> bool:
        """Whether the open store takes results of ``volume``; says why where it does not."""
        if self.demo and not volume.context.is_demo:
            self.said.emit(DEMO_ONLY)
            return False
        return True

    def forget(self) -> None:
        """Nothing is on the screen any more. Without a signal: another scan may follow."""
        self.volume = self.result = self.stored = self.failure = self.overridable = None
        self.undecided = None
        self.history, self.matches = [], {}
        self.file_missing = self.looked_up = False

    def show(self, result: InferenceResult, stored: StoredResult | None) -> None:
        """Show a result of the scan on the screen."""
        self.result, self.stored, self.failure = result, stored, None
        self.undecided = None
        self.changed.emit()

    def say_error(self, error: Exception) -> None:
        """What to hand to a job as its ``on_error``."""
        self.said.emit(explain(error))

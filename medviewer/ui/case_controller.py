"""The case being read: what is on the screen and everything that can be asked about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from medviewer.domain.choice import PackChoice
from medviewer.domain.image import ImageVolume
from medviewer.domain.result import InferenceResult, OperatingPoint
from medviewer.domain.review import ReviewState, StoredResult
from medviewer.jobs.database import DatabaseThread
from medviewer.jobs.inference import InferenceThread
from medviewer.jobs.reading import VolumeLoader
from medviewer.ui.browser.case import Case
from medviewer.ui.case.ahead import LookAhead
from medviewer.ui.case.correcting import CaseCorrecting
from medviewer.ui.case.explaining import CaseEvidence
from medviewer.ui.case.following import Following
from medviewer.ui.case.on_screen import Failure, OnScreen
from medviewer.ui.case.opening import CaseOpening
from medviewer.ui.case.predicting import CasePredicting
from medviewer.ui.case.reviewing import CaseReviewing
from medviewer.ui.case.scale import CaseScale
from medviewer.ui.case.wishes import PackWishes
from medviewer.ui.queue.runner import QueueRunner

if TYPE_CHECKING:
    from medviewer.packs.registry import PackRegistry


class CaseController(QObject):
    """Joins opening, predicting, reviewing and scaling over one ``OnScreen``. No widgets.

    ``queue`` predicts other cases meanwhile, ``ahead`` makes the next one ready.

    Signals: ``opened(ImageVolume)`` a scan is ready to be shown; ``openFailed(str)``;
    ``changed()`` whatever the results panel shows has changed; ``progressed(Progress | None)``
    of the predictions under way, None as the last ends; ``said(str)`` a sentence for the
    message line; ``stateChanged(str content_hash, ReviewState)`` the store has answered;
    ``calibrated(ImageVolume)`` the scan on the screen has another scale.
    """

    opened = Signal(object)
    openFailed = Signal(str)
    changed = Signal()
    progressed = Signal(object)
    said = Signal(str)
    stateChanged = Signal(str, object)
    calibrated = Signal(object)

    def __init__(
        self,
        database: DatabaseThread,
        inference: InferenceThread,
        packs: PackRegistry,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.screen = OnScreen(self)
        self.wishes = PackWishes()
        self.asking = CasePredicting(self.screen, inference, packs, self.wishes, self)
        self.reviewing = CaseReviewing(self.screen, self.asking, database, self)
        self.correcting = CaseCorrecting(self.screen, self.asking, self)
        self.following = Following(self.screen, self)
        self.opening = CaseOpening(self.screen, database, self.reviewing.unsaved, self)
        self.scale = CaseScale(self.screen, database, self.asking.cancel_current, self)
        self.queue = QueueRunner(self.screen, database, inference, packs, self.wishes, self)
        self.evidence = CaseEvidence(self.screen, inference, self)
        self.ahead = LookAhead(
            self.opening.loader, self.asking, database, inference, packs, self.wishes, self
        )
        self.opening.scaleFound.connect(self.scale.apply)
        self.screen.changed.connect(self.changed)
        self.screen.said.connect(self.said)
        self.screen.stateChanged.connect(self.stateChanged)
        self.queue.said.connect(self.said)
        self.opening.opened.connect(self.opened)
        self.opening.opened.connect(lambda _volume: self.asking.ask_again())
        self.opening.opened.connect(lambda _volume: self._recall_question())
        self.opening.openFailed.connect(self.openFailed)
        self.asking.progressed.connect(self.progressed)
        self.asking.answered.connect(lambda _result, volume: self.queue.read_elsewhere(volume))
        self.scale.calibrated.connect(self.calibrated)

    def signed_in(self, account: str, *, demo: bool) -> None:
        """Begin anew for ``account``; nothing of whoever was there before is kept."""
        self.screen.account, self.screen.demo = account, demo
        self.reviewing.forget()
        self.wishes.forget()
        self.close_case()
        self.queue.rest.offer()

    # --- what is on the screen ------------------------------------------------------------

    @property
    def account(self) -> str:
        return self.screen.account

    @property
    def demo(self) -> bool:
        return self.screen.demo

    @property
    def volume(self) -> ImageVolume | None:
        return self.screen.volume

    @property
    def result(self) -> InferenceResult | None:
        return self.screen.result

    @property
    def stored(self) -> StoredResult | None:
        return self.screen.stored

    @property
    def history(self) -> list[StoredResult]:
        return self.screen.history

    @property
    def failure(self) -> Failure | None:
        return self.screen.failure

    @property
    def overridable(self) -> bool:
        """Whether the failure on the screen is a refusal that a reader may override."""
        return self.screen.overridable is not None

    @property
    def undecided(self) -> PackChoice | None:
        """What the reader has to choose among before the scan can be read."""
        return self.screen.undecided

    @property
    def file_missing(self) -> bool:
        return self.screen.file_missing

    # --- opening --------------------------------------------------------------------------

    @property
    def case(self) -> Case | None:
        return self.opening.case

    @property
    def loader(self) -> VolumeLoader:
        return self.opening.loader

    def open(self, case: Case) -> None:
        """Show a case; one that is shown comes again when its series has grown."""
        if case is self.opening.case:
            self.asking.set_aside()
        else:
            self.asking.forget_set_aside()
        self.opening.open(case)

    def open_result(self, result_id: int) -> None:
        self.opening.open_result(result_id)

    def take_up(self, case: Case, volume: ImageVolume) -> None:
        self.opening.take_up(case, volume)

    def close_case(self) -> None:
        self.ahead.drop()
        self.opening.close()

    # --- scale by the user ----------------------------------------------------------------

    def calibrate(self, pixels: float, millimetres: float) -> None:
        self.scale.calibrate(pixels, millimetres)

    def take_scale_back(self) -> None:
        self.scale.take_back()

    # --- predicting -----------------------------------------------------------------------

    @property
    def predicting(self) -> bool:
        """Whether an answer for the scan on the screen is under way."""
        return self.asking.of_screen

    @property
    def busy(self) -> bool:
        return self.asking.busy

    def fitting_packs(self) -> list[tuple[str, str]]:
        return self.asking.fitting_packs()

    def operating_points(self) -> tuple[OperatingPoint, ...]:
        return self.asking.operating_points()

    def predict(self, pack_id: str, operating_point: str | None = None) -> None:
        self.asking.predict(pack_id, operating_point)

    def predict_anyway(self) -> None:
        self.asking.predict_anyway()

    def change_operating_point(self, point: str) -> None:
        self.asking.change_operating_point(point)

    def wish(self, pack_id: str) -> None:
        """Read the scan on the screen with that pack, or with the one that fits."""
        if self.volume is not None:
            self.wishes.choose(self.volume, pack_id)

    def choose_pack(self, pack_id: str, *, always: bool = False) -> None:
        """The reader's answer to which pack reads the scan; ``always``: wherever several may."""
        if self.volume is None or self.undecided is None:
            return
        if always:
            self.wishes.prefer(self.volume.context.series.modality, pack_id)
            self.queue.reconsider()
        self.asking.choose(pack_id)

    def _recall_question(self) -> None:
        """A case is opened that the queue has asked about already."""
        choice = self.queue.question_of(self.case.key) if self.case is not None else None
        if choice is not None and not self.predicting:
            self.asking.ask_reader(choice)

    def cancel_current(self) -> None:
        self.asking.cancel_current()

    def cancel_all(self) -> None:
        self.asking.cancel_all()

    # --- saving and reviewing -------------------------------------------------------------

    @property
    def can_review(self) -> bool:
        return self.reviewing.can_review

    def review(self, state: ReviewState, comment: str = "") -> None:
        self.reviewing.review(state, comment)

    def name_diagnosis(self, name: str, comment: str = "") -> None:
        self.reviewing.name_diagnosis(name, comment)

    def save_rest(self) -> None:
        self.reviewing.save_rest()

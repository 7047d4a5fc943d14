"""Results saved, and what the reader says of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from medviewer.domain.edit import EditKind
from medviewer.domain.image import ImageVolume
from medviewer.domain.result import InferenceResult
from medviewer.domain.review import (
    Review,
    ReviewState,
    StoreChange,
    StoredResult,
    decode_review,
    encode_review,
    standing_state,
)
from medviewer.jobs.by_hand import outline_by_hand
from medviewer.jobs.database import DatabaseThread
from medviewer.jobs.records import save_result
from medviewer.ui.case.on_screen import OnScreen
from medviewer.ui.case.predicting import CasePredicting
from medviewer.ui.history import History
from medviewer.ui.journal import Consequence, Journal

if TYPE_CHECKING:
    from medviewer.store import Store

_TITLES = {
    ReviewState.ACCEPTED: "Accept",
    ReviewState.CORRECTED: "Correct",
    ReviewState.REJECTED: "Reject",
    ReviewState.PREDICTED: "Take back",
}


class CaseReviewing(QObject):
    """Saves what is answered, and the decision on what is on the screen."""

    def __init__(
        self,
        screen: OnScreen,
        predicting: CasePredicting,
        database: DatabaseThread,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._screen = screen
        self._predicting = predicting
        self._database = database
        self._history = History(self)
        self._unsaved: dict[str, tuple[InferenceResult, ImageVolume]] = {}
        predicting.answered.connect(self.save)

    @property
    def can_review(self) -> bool:
        """A result is on the screen and no prediction is about to replace it."""
        return self._screen.result is not None and not self._predicting.of_screen

    def remember_in(self, history: History, journal: Journal) -> None:
        """Make every decision a step of ``history``, written to the store by ``journal``."""
        self._history = history
        history.register(EditKind.DECISION, lambda _target, _state: None)  # the store's answer does
        journal.follow(EditKind.DECISION, self._written_with)

    def review(self, state: ReviewState, comment: str = "") -> None:
        """Save the reader's decision on the result on the screen.

        A diagnosis that the reader has named stays: what is accepted then is the corrected result.
        """
        standing = self._standing()
        own = standing.diagnosis if standing is not None else None
        if own is not None and state is ReviewState.ACCEPTED:
            state = ReviewState.CORRECTED
        same = standing is not None and standing.state is state
        title = "Comment" if same else _TITLES[state]
        self._decide(state, comment, own, title, partial(self.review, state, comment))

    def name_diagnosis(self, name: str, comment: str = "") -> None:
        """Save what the reader says it is; the model's own answer stays in the record.

        Args:
            name: label or title of one of the pack's classes, or any other diagnosis in words.
                The model's own class accepts the result.
            comment: kept with the decision.
        """
        name = " ".join(name.split())
        result = self._screen.result
        if result is None or not name:
            return
        if not name.isprintable():
            self._screen.said.emit("A diagnosis is named in printable characters, on one line.")
            return
        label = _label_of(result, name)
        models = result.diagnosis is not None and result.diagnosis.label == label
        state = ReviewState.ACCEPTED if models else ReviewState.CORRECTED
        again = partial(self.name_diagnosis, name, comment)
        self._decide(state, comment, None if models else label, "Diagnosis", again)

    def ask_diagnoses(self, then: Callable[[list[str]], object]) -> None:
        """``then`` gets every diagnosis that the store has a table for."""
        self._database.submit(_diagnoses, on_done=then, on_error=self._screen.say_error)

    def _standing(self) -> Review | None:
        """The newest decision on the result on the screen, on its way to the store or in it."""
        stored = self._screen.stored
        if stored is None:
            return None
        known = self._history.states(EditKind.DECISION).get(str(stored.id))
        return decode_review(known) if known is not None else stored.review

    def _decide(
        self,
        state: ReviewState,
        comment: str,
        diagnosis: str | None,
        title: str,
        again: Callable[[], object],
    ) -> None:
        screen = self._screen
        if screen.result is None or screen.volume is None or not self.can_review:
            return
        if screen.stored is None:  # saving had failed, or is just under way
            self.save(screen.result, screen.volume, again)
            return
        before = self._standing()
        at = dt.datetime.now(dt.UTC)
        review = Review(state, screen.account, at, comment.strip(), diagnosis)
        self._history.record(
            EditKind.DECISION,
            str(screen.stored.id),
            encode_review(before) if before is not None else None,
            encode_review(review),
            title,
        )

    def _written_with(self, target: str, state: bytes | None) -> Consequence:
        """The review that a step of the history means; earlier ones stay in the record."""
        screen = self._screen
        review = Review(ReviewState.PREDICTED, screen.account, dt.datetime.now(dt.UTC))
        if state is not None:
            review = decode_review(state)
        stored, volume = screen.stored, screen.volume
        corrected = stored is not None and stored.correction is not None
        stands = standing_state(review.state, corrected=corrected)
        content_hash = volume.content_hash if volume is not None else ""
        return Consequence(
            write=partial(_review, result_id=int(target), review=review),
            done=lambda _: self._reviewed(content_hash, review.state, stands),
            change=lambda change: change,
        )

    @property
    def can_outline(self) -> bool:
        """There is no result on the screen, so a person may outline the scan without a model."""
        screen = self._screen
        empty = screen.volume is not None and screen.result is None and screen.looked_up
        return empty and not screen.file_missing and not self._predicting.of_screen

    def outline_by_hand(self, then: Callable[[], object]) -> None:
        """Begin a result without a model; ``then`` is called when the store has it."""
        screen = self._screen
        if self.can_outline and screen.volume is not None and screen.may_keep(screen.volume):
            result = outline_by_hand(screen.volume)
            screen.show(result, None)
            self.save(result, screen.volume, then)

    # --- saving ---------------------------------------------------------------------------

    def save(
        self,
        result: InferenceResult,
        volume: ImageVolume,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Save an answer; one that cannot be saved is kept for ``save_rest``."""
        if not self._screen.may_keep(volume):
            return
        self._unsaved[volume.content_hash] = (result, volume)
        self._database.mutate(
            save_result,
            result,
            volume,
            on_done=partial(self._saved, volume, result, then),
            on_error=self._screen.say_error,
        )

    def save_rest(self) -> None:
        """Try again to save what could not be saved; called before the store is closed."""
        for result, volume in list(self._unsaved.values()):
            self.save(result, volume)

    def unsaved(self, content_hash: str) -> InferenceResult | None:
        """The answer for a scan that is not in the store yet."""
        return self._unsaved.get(content_hash, (None, None))[0]

    def forget(self) -> None:
        """Somebody else signs in: what could not be saved is not theirs."""
        self._unsaved.clear()

    def _saved(
        self,
        volume: ImageVolume,
        result: InferenceResult,
        then: Callable[[], object] | None,
        answer: tuple[StoredResult, StoreChange],
    ) -> None:
        stored, screen = answer[0], self._screen
        if self.unsaved(volume.content_hash) is result:
            del self._unsaved[volume.content_hash]
        if screen.is_of(volume) and screen.result is result:
            screen.stored = stored
        screen.said.emit("Saved.")
        screen.stateChanged.emit(volume.content_hash, stored.state)
        screen.changed.emit()
        if then is not None:
            then()

    def _reviewed(self, content_hash: str, said: ReviewState, stands: ReviewState) -> None:
        words = "Decision taken back" if said is ReviewState.PREDICTED else said.value.capitalize()
        self._screen.said.emit(f"{words} and saved.")
        self._screen.stateChanged.emit(content_hash, stands)


def _label_of(result: InferenceResult, name: str) -> str:
    """The label of the pack's class that is called ``name``, else ``name`` itself."""
    called = name.casefold()
    for one in result.probabilities:
        if called in (one.label.casefold(), one.title.casefold()):
            return one.label
    return name


# --- what runs on the database thread -------------------------------------------------------


def _review(store: Store, result_id: int, review: Review) -> StoreChange:
    return store.results.review(result_id, review)


def _diagnoses(store: Store) -> list[str]:
    return store.results.diagnoses()

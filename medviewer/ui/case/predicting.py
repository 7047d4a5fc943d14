"""Questions to the engine about scans: asked, cancelled, answered. Stale answers are dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from medviewer.domain.choice import AGAINST_REFUSAL, PackChoice
from medviewer.domain.errors import PackError, RefusedError
from medviewer.domain.progress import Progress
from medviewer.domain.result import InferenceRequest, InferenceResult, OperatingPoint
from medviewer.jobs.inference import InferenceThread
from medviewer.ui.case.on_screen import Failure, OnScreen
from medviewer.ui.case.wishes import PackWishes

if TYPE_CHECKING:
    from medviewer.packs.pack import ModelPack
    from medviewer.packs.registry import PackRegistry

# Of every model that was asked: what each of them says is too long for the message line.
_NONE_TAKES = "No installed model takes this scan; the panel says why."


def fitting(packs: Sequence[ModelPack], modality: str | None) -> list[ModelPack]:
    """The packs made for scans of a modality, None: for plain pictures."""
    return [
        p for p in packs if (p.accepts_pictures if modality is None else modality in p.modalities)
    ]


class CasePredicting(QObject):
    """What the engine was asked and has not answered.

    ``progressed(Progress | None)`` of the questions under way, None as the last ends;
    ``answered(InferenceResult, ImageVolume)`` an answer that is to be saved.
    """

    progressed = Signal(object)
    answered = Signal(object, object)

    def __init__(
        self,
        screen: OnScreen,
        inference: InferenceThread,
        packs: PackRegistry,
        wishes: PackWishes,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._screen = screen
        self._inference = inference
        self._packs = packs
        self._wishes = wishes
        self._requests: dict[int, InferenceRequest] = {}
        self._refusals: dict[int, RefusedError] = {}
        self._set_aside: InferenceRequest | None = None
        inference.progressed.connect(self._progress)
        inference.finished.connect(self._predicted)
        inference.refusal.connect(self._note_refusal)
        inference.refused.connect(partial(self._not_predicted, refused=True))
        inference.failed.connect(partial(self._not_predicted, refused=False))
        inference.undecided.connect(self._undecided)
        inference.cancelled.connect(self._cancelled)

    @property
    def of_screen(self) -> bool:
        """Whether an answer for the scan on the screen is under way."""
        return any(self._screen.is_of(r.volume) for r in self._requests.values())

    @property
    def busy(self) -> bool:
        return bool(self._requests)

    def fitting_packs(self) -> list[tuple[str, str]]:
        """``(id, title)`` of the packs made for the scan on the screen, all without one."""
        volume = self._screen.volume
        packs = self._packs.all()
        if volume is not None:
            packs = fitting(packs, volume.context.series.modality) or packs
        return [(p.id, p.title) for p in packs]

    def operating_points(self) -> tuple[OperatingPoint, ...]:
        """Those of the pack that gave the result on the screen, if it is installed."""
        result = self._screen.result
        if result is None:
            return ()
        made_by = result.provenance.pack
        try:
            pack = self._packs.get(made_by.id)
        except PackError:
            return ()
        return pack.operating_points if pack.weights_sha256 == made_by.weights_sha256 else ()

    def predict(
        self,
        pack_id: str,
        operating_point: str | None = None,
        *,
        override_refusal: bool = False,
        chosen: str = "",
    ) -> None:
        """Ask a pack about the scan on the screen; an unfinished question about it is dropped.

        Args:
            pack_id: ``AUTOMATIC`` for the one that fits.
            operating_point: the reader's usual one without it.
            override_refusal: read it even if the pack was not made for it.
            chosen: how the pack was chosen, kept with the result.
        """
        screen = self._screen
        if screen.volume is None:
            screen.said.emit("Open a scan first.")
            return
        if screen.file_missing:
            screen.said.emit("The scan's file is no longer there; open it again to predict.")
            return
        self.cancel_current()
        request = self._wishes.request(
            screen.volume,
            pack_id,
            operating_point,
            override_refusal=override_refusal,
            chosen=chosen,
        )
        self._inference.submit(request)
        self.take_over(request)

    def take_over(self, request: InferenceRequest) -> None:
        """A question that the engine has is the reader's."""
        self._requests[request.number] = request
        self._screen.failure = self._screen.overridable = self._screen.undecided = None
        self.progressed.emit(Progress(0, 0, "Waiting for the engine"))
        self._screen.changed.emit()

    def take_answer(self, request: InferenceRequest, result: InferenceResult) -> None:
        """An answer that was made ahead is the reader's: shown and saved as if just given."""
        self._requests[request.number] = request
        self._predicted(request.number, result)

    def predict_anyway(self) -> None:
        """Have the scan on the screen read by the pack that has just refused it."""
        asked = self._screen.overridable
        if asked is not None:
            self._repeat(replace(asked, override_refusal=True))

    def ask_reader(self, choice: PackChoice) -> None:
        """Have the reader choose the pack for the scan on the screen."""
        self._screen.undecided = choice
        self._screen.changed.emit()

    def choose(self, pack_id: str) -> None:
        """The reader's answer to that: read the scan with this pack."""
        choice, volume = self._screen.undecided, self._screen.volume
        if choice is not None and volume is not None:
            self._wishes.choose(volume, pack_id)
            self.predict(pack_id, chosen=choice.by_reader)

    def change_operating_point(self, point: str) -> None:
        """Ask again at another point; what was read against a refusal stays so."""
        if self._screen.result is not None:
            made = self._screen.result.provenance
            overridden = made.overridden_refusal is not None
            self.predict(made.pack.id, point, override_refusal=overridden, chosen=made.chosen)

    def _repeat(self, asked: InferenceRequest) -> None:
        self.predict(
            asked.pack_id,
            asked.operating_point,
            override_refusal=asked.override_refusal,
            chosen=asked.chosen,
        )

    def set_aside(self) -> None:
        """The scan on the screen comes again with more slices: what is asked of it waits."""
        asked = [r for r in self._requests.values() if self._screen.is_of(r.volume)]
        if asked:
            self.cancel_current()
            self._set_aside = asked[-1]

    def forget_set_aside(self) -> None:
        """Another scan is opened."""
        self._set_aside = None

    def ask_again(self) -> None:
        """Ask of the scan, now that it is there, what was set aside."""
        asked, self._set_aside = self._set_aside, None
        if asked is not None:
            self._repeat(asked)

    def cancel_current(self) -> None:
        """Drop what is under way for the scan on the screen."""
        self._cancel([n for n, r in self._requests.items() if self._screen.is_of(r.volume)])

    def cancel_all(self) -> None:
        self._cancel(list(self._requests))

    def _cancel(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            del self._requests[number]
            self._inference.cancel(number)
        if numbers:
            self._after_request()

    def _progress(self, number: int, progress: Progress) -> None:
        if number in self._requests:
            self.progressed.emit(progress)

    def _predicted(self, number: int, result: InferenceResult) -> None:
        request = self._requests.pop(number, None)
        if request is None:  # stale: asked again or cancelled meanwhile
            return
        screen = self._screen
        if screen.is_of(request.volume):
            screen.result, screen.stored, screen.failure = result, None, None
        self.answered.emit(result, request.volume)
        self._after_request()

    def _note_refusal(self, number: int, error: RefusedError) -> None:
        if number in self._requests:
            self._refusals[number] = error

    def _not_predicted(self, number: int, sentence: str, *, refused: bool) -> None:
        request = self._requests.pop(number, None)
        if request is None:
            return
        screen, error = self._screen, self._refusals.pop(number, None)
        if screen.is_of(request.volume):
            screen.failure = Failure(sentence, refused, error.choice if error else None)
            if error is not None and error.overridable:
                # The offer must be in sight; an earlier result is in the history.
                screen.result = screen.stored = None
                screen.overridable = self._with_pack(request, error.pack_id)
        every = error is not None and error.choice is not None
        screen.said.emit(_NONE_TAKES if every else sentence)
        self._after_request()

    def _with_pack(self, request: InferenceRequest, pack_id: str) -> InferenceRequest:
        """The question put to one pack by name, after it or the rule has refused."""
        if request.pack_id == pack_id:
            return request
        return self._wishes.request(request.volume, pack_id, chosen=AGAINST_REFUSAL)

    def _undecided(self, number: int, choice: PackChoice) -> None:
        request = self._requests.pop(number, None)
        if request is None:
            return
        screen = self._screen
        if screen.is_of(request.volume):
            screen.result = screen.stored = None  # as of a refusal: the question is in sight
            screen.undecided = choice
        self._after_request()

    def _cancelled(self, number: int) -> None:
        if self._requests.pop(number, None) is not None:
            self._after_request()

    def _after_request(self) -> None:
        if not self._requests:
            self.progressed.emit(None)
        self._screen.changed.emit()

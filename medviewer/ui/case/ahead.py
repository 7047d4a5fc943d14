"""The next case made ready while this one is read: its scan, and if wanted its prediction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from medviewer.domain.image import ImageVolume
from medviewer.domain.result import InferenceRequest, InferenceResult
from medviewer.jobs.database import DatabaseThread
from medviewer.jobs.inference import InferenceThread, Urgency
from medviewer.jobs.preparing import Prepared, look_up
from medviewer.jobs.reading import VolumeLoader
from medviewer.ui.browser.case import Case
from medviewer.ui.case.predicting import CasePredicting, fitting
from medviewer.ui.case.wishes import PackWishes

if TYPE_CHECKING:
    from medviewer.imaging.index import IndexedSeries
    from medviewer.packs.registry import PackRegistry


@dataclass
class _Next:
    """The one case that is being made ready, and how far that has got."""

    item: IndexedSeries
    pack_ids: tuple[str, ...]
    request: InferenceRequest | None = None
    result: InferenceResult | None = None


class LookAhead(QObject):
    """Reads the neighbours of the case on the screen; predicts the next one where ``predicts``.

    The engine does it when nobody else asks. The answer is kept here, neither shown nor saved,
    until the reader comes to that case; elsewhere it is dropped. A case that its pack has read
    before is not predicted again; one whose pack a person has to choose waits for its reader.
    """

    def __init__(
        self,
        loader: VolumeLoader,
        asking: CasePredicting,
        database: DatabaseThread,
        inference: InferenceThread,
        packs: PackRegistry,
        wishes: PackWishes,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.predicts = False
        self._loader = loader
        self._asking = asking
        self._database = database
        self._inference = inference
        self._packs = packs
        self._wishes = wishes
        self._next: _Next | None = None
        inference.finished.connect(self._predicted)
        inference.undecided.connect(self._ended)
        for ended in (inference.refused, inference.failed, inference.cancelled):
            ended.connect(self._ended)

    def look(self, following: Case | None, neighbours: Sequence[Case]) -> None:
        """Another case is on the screen; ``following`` is the one likely to come next."""
        wanted = following.item if following is not None and self.predicts else None
        self._prepare(wanted)
        for case in neighbours:
            if case.item is not None and case.item is not wanted:
                self._loader.prefetch(case.item)

    def arrive(self, volume: ImageVolume) -> None:
        """The reader has come to a scan: if it is the one made ready, its answer counts now."""
        ready, self._next = self._next, None
        if ready is None or ready.request is None:
            return
        mine = ready.request.volume.content_hash == volume.content_hash
        if not mine or self._wishes.pack_for(volume) != ready.request.pack_id:
            self._inference.cancel(ready.request.number)
        elif ready.result is not None:
            self._asking.take_answer(ready.request, ready.result)
        else:
            self._inference.hurry(ready.request.number)
            self._asking.take_over(ready.request)

    def drop(self) -> None:
        """Nothing is wanted ahead any more."""
        self._prepare(None)

    def _prepare(self, item: IndexedSeries | None) -> None:
        if self._next is not None and self._next.request is not None:
            self._inference.cancel(self._next.request.number)
        self._next = None
        if item is None:
            return
        packs = fitting(self._packs.all(), item.context.series.modality)
        if not packs:
            return
        ahead = self._next = _Next(item, tuple(p.id for p in packs))
        self._loader.prefetch(item, partial(self._read, ahead))

    def _read(self, ahead: _Next, volume: ImageVolume) -> None:
        if ahead is self._next:
            look_up(
                self._database, volume, ahead.pack_ids, partial(self._known, ahead), lambda _: None
            )

    def _known(self, ahead: _Next, prepared: Prepared) -> None:
        if ahead is self._next and not prepared.answered:
            wanted = self._wishes.pack_for(prepared.volume)
            ahead.request = self._wishes.request(prepared.volume, wanted)
            self._inference.submit(ahead.request, Urgency.AHEAD)

    def _is_of(self, number: int) -> _Next | None:
        ahead = self._next
        mine = ahead is not None and ahead.request is not None and ahead.request.number == number
        return ahead if mine else None

    def _predicted(self, number: int, result: InferenceResult) -> None:
        ahead = self._is_of(number)
        if ahead is not None:
            ahead.result = result

    def _ended(self, number: int, _why: object = None) -> None:
        """No answer: nothing to say of a case nobody has asked about."""
        if self._is_of(number) is not None:
            self._next = None

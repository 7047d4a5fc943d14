"""Works off the queue of cases: reads one ahead, asks the engine, saves. No widgets."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from medviewer.domain.choice import AUTOMATIC, PackChoice
from medviewer.domain.image import ImageVolume
from medviewer.domain.progress import Progress
from medviewer.domain.queue import AnsweredScans, QueuedCase
from medviewer.domain.result import InferenceRequest, InferenceResult
from medviewer.jobs.database import DatabaseThread
from medviewer.jobs.failure import explain
from medviewer.jobs.inference import InferenceThread, Urgency
from medviewer.jobs.pace import Pace
from medviewer.jobs.preparing import CasePreparer, Prepared
from medviewer.ui.case.on_screen import DEMO_ONLY, OnScreen
from medviewer.ui.case.predicting import fitting
from medviewer.ui.case.wishes import PackWishes
from medviewer.ui.queue import stored
from medviewer.ui.queue.entries import Entry, EntryState, QueueEntries
from medviewer.ui.queue.rest import WaitingRest

if TYPE_CHECKING:
    from medviewer.imaging.index import IndexedSeries
    from medviewer.packs.pack import ModelPack
    from medviewer.packs.registry import PackRegistry

_ANSWERED = "had a result already"
_EACH_ITS_OWN = "whichever model fits"


class QueueRunner(QObject):
    """Predicts the cases of a queue behind whatever the reader does.

    At most two scans are held: the one with the engine and the next. A result is saved as it
    comes; what waits is in the store, so that a closed or killed program goes on where it was.

    Each case is read by the pack it fits. One that needs a person to choose waits aside until
    it is read elsewhere or a preference settles it; the others go on.

    ``rest``: what waited when the program last ended.

    ``changed()`` counts, pause, estimate or offer; ``said(str)`` for the message line;
    ``refused(str key, str reason)`` a pack was not made for a case.
    """

    changed = Signal()
    said = Signal(str)
    refused = Signal(str, str)

    def __init__(
        self,
        screen: OnScreen,
        database: DatabaseThread,
        inference: InferenceThread,
        packs: PackRegistry,
        wishes: PackWishes,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._screen = screen
        self._database = database
        self._inference = inference
        self._packs = packs
        self._wishes = wishes
        self._clock = clock
        self._preparer = CasePreparer(database, self)
        self._pace = Pace()
        self.entries = QueueEntries(self)
        self.rest = WaitingRest(database, self)
        self.paused = False
        self._reading: Entry | None = None
        self._ready: tuple[Entry, ImageVolume] | None = None
        self._running: tuple[Entry, InferenceRequest, float] | None = None
        inference.progressed.connect(self._progress)
        inference.finished.connect(self._predicted)
        inference.refused.connect(partial(self._not_predicted, EntryState.REFUSED))
        inference.failed.connect(partial(self._not_predicted, EntryState.FAILED))
        inference.undecided.connect(self._undecided)
        inference.cancelled.connect(self._cancelled)
        self.entries.reordered.connect(self.reordered)
        self.rest.changed.connect(self.changed)
        self.rest.found.connect(self._add)
        self.rest.lost.connect(self._forget)
        self.rest.said.connect(self.said)

    # --- what there is --------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Something runs or waits for its turn."""
        return bool(self.entries.under_way())

    @property
    def seconds_left(self) -> float | None:
        """An estimate, None before the first case is done."""
        return self._pace.seconds_for(sum(e.frames for e in self.entries.under_way()))

    def question_of(self, key: str) -> PackChoice | None:
        """Among which packs a person has to choose for a case that waits aside."""
        return next((e.choice for e in self.entries.undecided() if e.key == key), None)

    # --- filling --------------------------------------------------------------------------

    def add_new(self, items: Sequence[IndexedSeries]) -> None:
        """Queue every scan without a result of a pack that may read it."""
        self._database.submit(
            stored.answered,
            on_done=partial(self._add_unanswered, tuple(items)),
            on_error=self._say_error,
        )

    def _add_unanswered(
        self, items: Sequence[IndexedSeries], answered: AnsweredScans | None
    ) -> None:
        if answered is None:
            return
        entries, models, had, unfit, foreign = [], set(), 0, 0, 0
        for item in items:
            packs = self._fitting(item)
            if self._screen.demo and not item.context.is_demo:
                foreign += 1
            elif not packs:
                unfit += 1
            elif any(answered.has(item.files, None, pack.id) for pack in packs):
                had += 1
            else:
                entries.append(Entry(item, AUTOMATIC))
                models.add(packs[0].title if len(packs) == 1 else _EACH_ITS_OWN)
        added = self._add(entries)
        self.said.emit(_told(added, had, unfit, foreign, sorted(models)))

    def _fitting(self, item: IndexedSeries) -> list[ModelPack]:
        return fitting(self._packs.all(), item.context.series.modality)

    def _add(self, entries: Iterable[Entry]) -> int:
        added = self.entries.add(entries)
        if added:
            self._remember()
            self._pump()
        self.changed.emit()
        return added

    # --- steering -------------------------------------------------------------------------

    def pause(self, on: bool) -> None:
        """Start nothing more; what is with the engine is finished."""
        self.paused = on
        self.changed.emit()
        self._pump()

    def cancel(self, entries: Sequence[Entry]) -> None:
        """Take cases off the queue; what was saved stays saved."""
        gone = [e for e in entries if e in set(self.entries)]
        running = self._running[0] if self._running is not None else None
        if running in gone and self._running is not None:
            self._inference.cancel(self._running[1].number)
            self._running = None
        if self._ready is not None and self._ready[0] in gone:
            self._ready = None
        if self._reading in gone:
            self._reading = None
        self.entries.remove(gone)
        self._forget(gone)
        self._pump()
        self.changed.emit()

    def cancel_all(self) -> None:
        self.cancel(self.entries.unfinished())

    def clear_finished(self) -> None:
        """Take what is over off the list."""
        self.entries.remove([e for e in self.entries if e.state.over])
        self.changed.emit()

    def move(self, rows: Sequence[int], to: int) -> None:
        """Move waiting cases before row ``to``."""
        if self.entries.move_waiting(rows, to):
            self.reordered()

    def reordered(self) -> None:
        """The order of what waits has changed."""
        self._remember()
        self._pump()

    def again(self, entries: Sequence[Entry]) -> None:
        """Try once more what was refused or failed."""
        renewed = [Entry(e.item, e.pack_id) for e in entries if e.state.over]
        self._add(renewed)

    # --- from one start to the next -------------------------------------------------------

    def leave(self) -> None:
        """Somebody signs out: stop, and leave what waits in the store for the next time."""
        if self._running is not None:
            self._inference.cancel(self._running[1].number)
        self._running = self._ready = self._reading = None
        self.entries.remove(list(self.entries))
        self.rest.leave()
        self.paused = False
        self.changed.emit()

    def close(self) -> None:
        self.leave()
        self._preparer.close()

    def _remember(self) -> None:
        left = [e.remembered for e in self.entries.unfinished()] + self.rest.left
        self._database.mutate(stored.keep, left, on_error=self._say_error)

    # --- working --------------------------------------------------------------------------

    def _pump(self) -> None:
        """Give the engine the next case, and read the one after it."""
        if self.paused:
            return
        first = self.entries.first_waiting()
        if self._ready is not None and self._ready[0] is not first:
            self._ready = None  # another one was put before it
        if self._running is None and self._ready is not None:
            self._start(*self._ready)
            self._ready, first = None, self.entries.first_waiting()
        if first is not None and self._ready is None and self._reading is None:
            self._reading = first
            self._preparer.prepare(
                first.item,
                self._readers(first),
                partial(self._prepared, first),
                partial(self._unreadable, first),
            )

    def _readers(self, entry: Entry) -> list[str]:
        """Ids of the packs of which a result counts as the case's."""
        if entry.pack_id != AUTOMATIC:
            return [entry.pack_id]
        return [pack.id for pack in self._fitting(entry.item)]

    def _prepared(self, entry: Entry, prepared: Prepared) -> None:
        if entry is not self._reading:
            return
        self._reading = None
        if prepared.answered:
            self._end(entry, EntryState.DONE, _ANSWERED)
        else:
            self._ready = (entry, prepared.volume)
        self._pump()

    def _unreadable(self, entry: Entry, sentence: str) -> None:
        if entry is self._reading:
            self._reading = None
            self._end(entry, EntryState.FAILED, sentence)
            self._pump()

    def _start(self, entry: Entry, volume: ImageVolume) -> None:
        request = self._wishes.request(volume, entry.pack_id)
        self._running = (entry, request, self._clock())
        entry.state = EntryState.RUNNING
        self.entries.update(entry)
        self._inference.submit(request, Urgency.QUEUED)
        self.changed.emit()

    def _is_running(self, number: int) -> Entry | None:
        if self._running is not None and self._running[1].number == number:
            return self._running[0]
        return None

    def _progress(self, number: int, progress: Progress) -> None:
        entry = self._is_running(number)
        if entry is not None:
            entry.progress = progress
            self.entries.update(entry)

    def _predicted(self, number: int, result: InferenceResult) -> None:
        entry = self._is_running(number)
        if entry is None or self._running is None:
            return
        _, request, started = self._running
        self._running = None
        self._pace.note(entry.frames, self._clock() - started)
        entry.progress, entry.read_by = None, result.provenance.pack.title
        self._database.mutate(
            stored.save_unless_answered,
            result,
            request.volume,
            on_done=partial(self._saved, entry, result),
            on_error=partial(self._not_saved, entry),
        )
        self._pump()

    def _saved(self, entry: Entry, result: InferenceResult, _answer: object) -> None:
        self._end(entry, EntryState.DONE, result.diagnosis.title if result.diagnosis else "")

    def _not_saved(self, entry: Entry, error: Exception) -> None:
        """A full disk would fail every one: stop, lose nothing."""
        entry.state = EntryState.WAITING
        self.paused = True
        self.entries.update(entry)
        self.said.emit(f"The queue is paused: {explain(error)}")
        self.changed.emit()

    def _not_predicted(self, state: EntryState, number: int, sentence: str) -> None:
        entry = self._is_running(number)
        if entry is not None:
            self._running = None
            self._end(entry, state, sentence)
            if state is EntryState.REFUSED:
                self.refused.emit(entry.key, sentence)
            self._pump()

    def _undecided(self, number: int, choice: PackChoice) -> None:
        """A person has to choose; what comes after need not wait for that."""
        entry = self._is_running(number)
        if entry is not None:
            self._running = None
            entry.state, entry.progress, entry.choice = EntryState.UNDECIDED, None, choice
            entry.note = choice.titles
            self.entries.update(entry)
            self.changed.emit()
            self._pump()

    def read_elsewhere(self, volume: ImageVolume) -> None:
        """The reader has had a scan read: if it was undecided, it is so no more."""
        for entry in self.entries.undecided():
            if entry.item.files[:1] == volume.files[:1]:
                self._end(entry, EntryState.DONE, _ANSWERED)

    def reconsider(self) -> None:
        """The reader's preferences have changed: they may settle what is undecided."""
        for entry in self.entries.undecided():
            wanted = self._wishes.preferred(entry.item.context.series.modality)
            candidates = entry.choice.candidates if entry.choice is not None else ()
            if wanted in [one.pack.id for one in candidates]:
                entry.state, entry.note, entry.choice = EntryState.WAITING, "", None
                self.entries.update(entry)
        self.changed.emit()
        self._pump()

    def _cancelled(self, number: int) -> None:
        """The engine was stopped from elsewhere; the case waits again."""
        entry = self._is_running(number)
        if entry is not None:
            self._running = None
            entry.state, entry.progress = EntryState.WAITING, None
            self.entries.update(entry)
            self._pump()

    def _end(self, entry: Entry, state: EntryState, note: str) -> None:
        if entry not in set(self.entries):
            return
        entry.state, entry.note, entry.progress = state, note, None
        self.entries.update(entry)
        self._forget([entry])
        self.changed.emit()

    def _forget(self, cases: Sequence[Entry | QueuedCase]) -> None:
        if cases:
            keys = [c.key for c in cases]
            self._database.mutate(stored.forget, keys, on_error=self._say_error)

    def _say_error(self, error: Exception) -> None:
        self.said.emit(explain(error))


def _told(added: int, had: int, unfit: int, foreign: int, models: Sequence[str]) -> str:
    by = ", ".join(models)
    if not models:
        parts = ["No case waits for a prediction"]
    elif added == 1:
        parts = [f"1 case waits for a prediction by {by}"]
    else:
        parts = [f"{added} cases wait for a prediction by {by}"]
    if had:
        parts.append(f"{had} had a result already")
    if unfit:
        parts.append(f"{unfit} fit no installed model")
    if foreign:
        return f"{'; '.join(parts)}. {DEMO_ONLY}"
    return "; ".join(parts) + "."

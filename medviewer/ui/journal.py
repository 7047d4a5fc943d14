"""The history of the scan on the screen in the store: every step as it ends, read on opening."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from medviewer.domain.edit import Edit, EditKind, KeptEdits
from medviewer.domain.image import ImageVolume
from medviewer.domain.review import StoreChange
from medviewer.jobs.database import DatabaseThread
from medviewer.jobs.failure import explain
from medviewer.ui.history import History

if TYPE_CHECKING:
    from medviewer.store import Store


@dataclass(frozen=True)
class Consequence:
    """What is written together with a step, all or nothing, on the database thread.

    Args:
        write: does it; what it returns goes to ``done``.
        change: what of the answer the other views are to hear of.
        done: called when the store has answered.
        replaces: a later consequence of the same name makes this one needless; "": none does.
    """

    write: Callable[[Store], Any]
    done: Callable[[Any], object] | None = None
    change: Callable[[Any], StoreChange] | None = None
    replaces: str = ""


Follow = Callable[[str, bytes | None], Consequence | None]
"""For a target that has come into a state: what else is to be written."""


@dataclass(frozen=True)
class _Step:
    """A step on its way to the store. ``edit`` is new; None: one was taken back or done again."""

    content_hash: str
    demo_scan: bool
    place: int
    edit: Edit | None
    standing: int
    told: str
    consequence: Consequence | None


class Journal(QObject):
    """Keeps a ``History`` in the store and gets it back when its scan is opened again.

    Steps go to the store one batch after another, in order. What the store could not take
    (a full disk) waits here and goes with the next step, or with ``save_rest``.

    Signals: ``kept(str)`` what the store has answered for ("Brush"); ``said(str)`` a sentence
    for the message line.
    """

    kept = Signal(str)
    said = Signal(str)

    def __init__(
        self, history: History, database: DatabaseThread, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._database = database
        self._follow: dict[EditKind, Follow] = {}
        self._scan: ImageVolume | None = None
        self._loading = False
        self._first = 0
        self._standing = 0
        self._open_mark = False
        self._keeps = True
        self._waiting: list[_Step] = []
        self._under_way: list[_Step] = []
        history.recorded.connect(self._recorded)
        history.moved.connect(self._moved)
        history.failed.connect(self.said)

    def follow(self, kind: EditKind, follow: Follow) -> None:
        """Say what is to be written together with each step of a kind."""
        self._follow[kind] = follow

    # --- opening and leaving a scan -------------------------------------------------------

    def open(self, volume: ImageVolume | None, *, keeps: bool = True) -> None:
        """Follow another scan; its history comes from the store.

        ``keeps``: the open store takes what is done to it; else it is gone with the program.
        """
        if volume is not None and self._is_of(volume.content_hash):
            self._scan = volume
            self._history.load(self._history.edits, self._history.standing)
            return
        self._leave()
        self._scan, self._keeps = volume, keeps
        self._first = self._standing = 0
        self._loading = volume is not None and keeps
        self._history.load((), 0)
        self._read()

    def _read(self) -> None:
        if self._loading and self._scan is not None:
            self._database.submit(
                _kept,
                self._scan.content_hash,
                on_done=partial(self._loaded, self._scan.content_hash),
                on_error=self._say,
            )

    def _loaded(self, content_hash: str, found: KeptEdits | None) -> None:
        if found is None or not self._is_of(content_hash) or not self._loading:
            return
        self._loading = False
        self._open_mark = found.left_open
        for step in (*self._under_way, *self._waiting):
            found = _with(found, step) if step.content_hash == content_hash else found
        early = self._history.edits[: self._history.standing]
        self._first = found.first
        if early:  # drawn in the moment before the answer came: they stand behind the rest
            before = found.edits[: found.standing]
            self._history.load((*before, *early), len(before) + len(early))
            for count, edit in enumerate(early, start=len(before) + 1):
                self._add(edit, edit.after, edit, count, edit.title)
        else:
            self._history.load(found.edits, found.standing)
        self._standing = self._history.standing
        self._tell(found)

    def _tell(self, found: KeptEdits) -> None:
        if found.first:
            self.said.emit(
                "Part of this scan's history is damaged: what was done stands, but steps before "
                "that cannot be undone."
            )
        elif found.left_open and found.standing:
            last = found.edits[found.standing - 1]
            self.said.emit(
                "MedViewer did not end in order last time; everything up to the last finished "
                f"step ({last.title}, {last.time.astimezone():%Y-%m-%d %H:%M}) is here."
            )

    def _leave(self) -> None:
        early = self._history.edits[: self._history.standing] if self._loading else ()
        if self._scan is not None and early:  # its history was not even read yet
            self._database.mutate(_append, self._scan, early, on_error=self._say)
            self._open_mark = True
        if self._scan is not None and self._open_mark:
            self._database.mutate(_close, self._scan.content_hash, on_error=self._say)
        self._scan, self._loading, self._open_mark = None, False, False

    # --- steps ----------------------------------------------------------------------------

    def _recorded(self, edit: Edit) -> None:
        if self._loading:
            self._read()  # a first reading may have failed
            return
        self._standing = self._history.standing
        self._add(edit, edit.after, edit, self._standing, edit.title)

    def _moved(self, standing: int) -> None:
        back = standing < self._standing
        self._standing = standing
        if self._loading:
            return
        edit = self._history.edits[standing if back else standing - 1]
        told = f"{edit.title} {'taken back' if back else 'done again'}"
        self._add(edit, edit.before if back else edit.after, None, standing, told)

    def _add(
        self, of: Edit, state: bytes | None, new: Edit | None, standing: int, told: str
    ) -> None:
        scan = self._scan
        if scan is None or not self._keeps:
            return
        follow = self._follow.get(of.kind)
        standing += self._first
        self._waiting.append(
            _Step(
                content_hash=scan.content_hash,
                demo_scan=scan.context.is_demo,
                place=standing - 1,
                edit=new,
                standing=standing,
                told=told,
                consequence=follow(of.target, state) if follow is not None else None,
            )
        )
        self._open_mark = True
        self._send()

    def _send(self) -> None:
        if self._under_way or not self._waiting:
            return
        self._under_way, self._waiting = self._waiting, []
        steps = tuple(self._under_way)
        self._database.mutate(
            _keep,
            steps,
            on_done=partial(self._sent, steps),
            on_error=self._not_sent,
        )

    def _sent(self, steps: tuple[_Step, ...], answer: tuple[list[Any], StoreChange]) -> None:
        self._under_way = []
        self.kept.emit(steps[-1].told)
        for step, value in zip(_needed(steps), answer[0], strict=True):
            if step.consequence is not None and step.consequence.done is not None:
                step.consequence.done(value)
        self._send()

    def _not_sent(self, error: Exception) -> None:
        self._waiting = [*self._under_way, *self._waiting]
        self._under_way = []
        self._say(error)

    # --- the end --------------------------------------------------------------------------

    @property
    def unsaved(self) -> int:
        """How many steps the store has not answered for."""
        early = self._history.standing if self._loading else 0
        return early + len(self._under_way) + len(self._waiting)

    def save_rest(self) -> None:
        """Hand everything to the store and leave the scan; called before the store is closed."""
        steps, self._waiting = tuple(self._waiting), []
        if steps:
            self._database.mutate(_keep, steps, on_error=self._say)
        self._leave()
        self._history.load((), 0)

    def forget(self) -> None:
        """Somebody else signs in: what could not be saved is not theirs."""
        self._waiting, self._under_way = [], []
        self._scan, self._loading, self._open_mark = None, False, False
        self._history.load((), 0)

    def _say(self, error: Exception) -> None:
        self.said.emit(explain(error))

    def _is_of(self, content_hash: str) -> bool:
        return self._scan is not None and self._scan.content_hash == content_hash


def _with(found: KeptEdits, step: _Step) -> KeptEdits:
    """What the store will have once it has taken a step that still waits."""
    edits = found.edits
    if step.edit is not None:
        edits = (*edits[: max(step.place - found.first, 0)], step.edit)
    return replace(found, edits=edits, standing=step.standing - found.first)


def _needed(steps: tuple[_Step, ...]) -> tuple[_Step, ...]:
    """The steps without consequences that a later one of the batch makes needless."""
    last = {s.consequence.replaces: i for i, s in enumerate(steps) if s.consequence is not None}
    return tuple(
        step
        if step.consequence is None
        or not step.consequence.replaces
        or last[step.consequence.replaces] == i
        else replace(step, consequence=None)
        for i, step in enumerate(steps)
    )


# --- what runs on the database thread -------------------------------------------------------


def _kept(store: Store, content_hash: str) -> KeptEdits:
    return store.edits.of(content_hash)


def _close(store: Store, content_hash: str) -> StoreChange:
    store.edits.close(content_hash)
    return StoreChange()


def _append(store: Store, scan: ImageVolume, edits: tuple[Edit, ...]) -> StoreChange:
    """Steps behind those that stand, for a history that the window has not read."""
    found = store.edits.of(scan.content_hash)
    place = found.first + found.standing
    demo = scan.context.is_demo
    told = ", ".join(edit.title for edit in edits)
    store.edits.keep(scan.content_hash, place, edits, place + len(edits), told, demo_scan=demo)
    return StoreChange()


def _keep(store: Store, steps: tuple[_Step, ...]) -> tuple[list[Any], StoreChange]:
    """All of the steps with what follows from them, or nothing."""
    answers: list[Any] = []
    patients: dict[str, None] = {}
    results: dict[int, None] = {}
    with store.together():
        for step in _needed(steps):
            store.edits.keep(
                step.content_hash,
                step.place,
                (step.edit,) if step.edit is not None else (),
                step.standing,
                step.told,
                demo_scan=step.demo_scan,
            )
            consequence, value = step.consequence, None
            if consequence is not None:
                value = consequence.write(store)
                if consequence.change is not None:
                    change = consequence.change(value)
                    patients |= dict.fromkeys(change.patient_ids)
                    results |= dict.fromkeys(change.result_ids)
            answers.append(value)
    return answers, StoreChange(tuple(patients), tuple(results))

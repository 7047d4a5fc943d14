"""One history for everything a reader does to a scan: masks, measurements, decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from medviewer.domain.edit import Edit, EditKind
from medviewer.domain.errors import KnownError

Apply = Callable[[str, bytes | None], None]
"""Bring a target into a state; None: it is not there.

A KnownError says why that cannot be done; the step then stays as it is.
"""


class History(QObject):
    """The steps done to the scan on the screen, and how many of them stand.

    A step is recorded after it was done. Taking it back hands the state before it to whoever is
    registered for its kind, doing it again the state after it. A new step drops those taken back.

    Signals: ``changed()`` what can be undone or redone is another; ``recorded(Edit)`` a new
    step stands as the last; ``moved(int)`` a step was taken back or done again, so many stand now;
    ``loaded()`` the history of another scan was taken over: ``states`` says what stands;
    ``failed(str)`` why a step cannot be taken back or done again.
    """

    changed = Signal()
    recorded = Signal(object)
    moved = Signal(int)
    loaded = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._apply: dict[EditKind, Apply] = {}
        self._edits: list[Edit] = []
        self._standing = 0
        self.account = ""

    def register(self, kind: EditKind, apply: Apply) -> None:
        """Say who brings things of this kind into a state."""
        self._apply[kind] = apply

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All steps, those taken back last."""
        return tuple(self._edits)

    @property
    def standing(self) -> int:
        """How many of the steps are in force."""
        return self._standing

    @property
    def undo_title(self) -> str | None:
        """What undo would take back; None: nothing."""
        return self._edits[self._standing - 1].title if self._standing else None

    @property
    def redo_title(self) -> str | None:
        """What redo would do again; None: nothing."""
        return self._edits[self._standing].title if self._standing < len(self._edits) else None

    def states(self, kind: EditKind) -> dict[str, bytes]:
        """What stands of a kind: target -> state, without those that are not there."""
        found: dict[str, bytes] = {}
        for edit in self._edits[: self._standing]:
            if edit.kind is kind:
                found.pop(edit.target, None)
                if edit.after is not None:
                    found[edit.target] = edit.after
        return found

    def load(self, edits: Sequence[Edit], standing: int) -> None:
        """Take over the history of a scan that has just been opened; nothing is applied."""
        self._edits = list(edits)
        self._standing = min(max(standing, 0), len(self._edits))
        self.loaded.emit()
        self.changed.emit()

    def record(
        self, kind: EditKind, target: str, before: bytes | None, after: bytes | None, title: str
    ) -> None:
        """Remember a step that has been done; one that changed nothing is none."""
        if before == after:
            return
        edit = Edit(kind, target, before, after, title, dt.datetime.now(dt.UTC), self.account)
        del self._edits[self._standing :]
        self._edits.append(edit)
        self._standing += 1
        self.recorded.emit(edit)
        self.changed.emit()

    def undo(self) -> None:
        """Take the last standing step back."""
        if self._standing:
            self._move(-1)

    def redo(self) -> None:
        """Do the step last taken back again."""
        if self._standing < len(self._edits):
            self._move(1)

    def _move(self, by: int) -> None:
        edit = self._edits[self._standing - 1 if by < 0 else self._standing]
        try:
            self._apply[edit.kind](edit.target, edit.before if by < 0 else edit.after)
        except KnownError as error:
            self.failed.emit(str(error))
            return
        self._standing += by
        self.moved.emit(self._standing)
        self.changed.emit()

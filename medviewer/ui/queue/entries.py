"""The cases of the queue, in order: what runs, what waits, what is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from medviewer.domain.choice import AUTOMATIC, PackChoice
from medviewer.domain.patient import Patient
from medviewer.domain.progress import Progress
from medviewer.domain.queue import QueuedCase
from medviewer.ui.language import tr

if TYPE_CHECKING:
    from medviewer.imaging.index import IndexedSeries

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
_MIME = "application/x-medviewer-queue-rows"
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class EntryState(StrEnum):
    """Where a case of the queue stands."""

    RUNNING = "running"
    WAITING = "waiting"
    UNDECIDED = "undecided"
    """A person has to choose the pack; the others go on meanwhile."""
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"

    @property
    def over(self) -> bool:
        return self in (EntryState.DONE, EntryState.REFUSED, EntryState.FAILED)

    @property
    def under_way(self) -> bool:
        return self in (EntryState.RUNNING, EntryState.WAITING)


@dataclass(eq=False)
class Entry:
    """One case of the queue. ``note``: the diagnosis, or why there is none.

    ``choice``: among which packs a person has to choose. ``read_by``: title of the pack that
    has read it.
    """

    item: IndexedSeries
    pack_id: str
    state: EntryState = EntryState.WAITING
    note: str = ""
    progress: Progress | None = None
    choice: PackChoice | None = None
    read_by: str = ""

    @property
    def key(self) -> str:
        return self.item.key

    @property
    def patient(self) -> Patient:
        return self.item.context.patient

    @property
    def frames(self) -> int:
        return max(self.item.frames, 1)

    @property
    def status(self) -> str:
        """A word, and what is to be said with it."""
        if self.state is EntryState.RUNNING and self.progress and self.progress.total > 1:
            share = 100 * self.progress.done // self.progress.total
            return f"{tr(self.state.value)}, {share} %"
        state = tr(self.state.value)
        return f"{state}: {tr(self.reason)}" if self.note else state

    @property
    def reason(self) -> str:
        """The note without the scan's name before it, which the line begins with already."""
        name = self.patient.display_name
        for start in (f"{name}: ", f"{name} "):
            if self.note.startswith(start):
                return self.note[len(start) :]
        return self.note

    @property
    def remembered(self) -> QueuedCase:
        return QueuedCase(self.key, self.item.files, self.pack_id)


class QueueEntries(QAbstractListModel):
    """What runs comes first, then what waits in its order, what is undecided, what is over.

    What is over has the newest first.

    ``reordered()`` as a drag has changed the order of what waits.
    """

    reordered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    # --- reading --------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(tuple(self._entries))

    def entry(self, row: int) -> Entry:
        return self._entries[row]

    def unfinished(self) -> list[Entry]:
        """What runs, what waits and what is undecided."""
        return [e for e in self._entries if not e.state.over]

    def under_way(self) -> list[Entry]:
        """What runs and what waits."""
        return [e for e in self._entries if e.state.under_way]

    def undecided(self) -> list[Entry]:
        return [e for e in self._entries if e.state is EntryState.UNDECIDED]

    def first_waiting(self) -> Entry | None:
        return next((e for e in self._entries if e.state is EntryState.WAITING), None)

    def counts(self) -> dict[EntryState, int]:
        found = Counter(e.state for e in self._entries)
        return {state: found[state] for state in EntryState}

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.ToolTipRole:
            automatic = "Automatic" if entry.pack_id == AUTOMATIC else entry.pack_id
            return f"{entry.read_by or automatic}\n{entry.status}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.patient.display_name}, {entry.status}"
        return None

    # --- changing -------------------------------------------------------------------------

    def add(self, entries: Iterable[Entry]) -> int:
        """Put cases behind those that wait; one that waits or runs already is not put again."""
        there = {e.key for e in self.unfinished()}
        new = [e for e in entries if e.key not in there]
        if new:
            again = {e.key for e in new}
            self.remove([e for e in self._entries if e.key in again])  # over, and asked again
            place = len(self.under_way())
            self.beginInsertRows(QModelIndex(), place, place + len(new) - 1)
            self._entries[place:place] = new
            self.endInsertRows()
        return len(new)

    def remove(self, entries: Sequence[Entry]) -> None:
        gone = set(map(id, entries))
        if gone:
            self.beginResetModel()
            self._entries = [e for e in self._entries if id(e) not in gone]
            self.endResetModel()

    def update(self, entry: Entry) -> None:
        """An entry has changed; it goes among those of its state."""
        row = self._entries.index(entry)
        others = [e.state for e in self._entries if e is not entry]
        if entry.state.over or entry.state is EntryState.UNDECIDED:
            self._move(row, sum(not state.over for state in others))
        elif entry.state is EntryState.RUNNING:
            self._move(row, 0)
        else:
            self._move(row, min(row, sum(state.under_way for state in others)))
        index = self.index(self._entries.index(entry))
        self.dataChanged.emit(index, index)

    def move_waiting(self, rows: Sequence[int], to: int) -> bool:
        """Move what waits before row ``to``, never before what runs or behind what is over."""
        chosen = [self._entries[r] for r in sorted(set(rows))]
        chosen = [e for e in chosen if e.state is EntryState.WAITING]
        waiting = [e for e in self._entries if e.state is EntryState.WAITING]
        before = [e for e in self._entries[:to] if e.state is EntryState.WAITING]
        kept = [e for e in waiting if e not in chosen]
        place = sum(e not in chosen for e in before)
        wanted = kept[:place] + chosen + kept[place:]
        if not chosen or wanted == waiting:
            return False
        running = sum(e.state is EntryState.RUNNING for e in self._entries)
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        entries = [self._entries[i.row()] for i in held]
        self._entries[running : running + len(wanted)] = wanted
        places = {id(e): row for row, e in enumerate(self._entries)}
        self.changePersistentIndexList(held, [self.index(places[id(e)]) for e in entries])
        self.layoutChanged.emit()
        return True

    def _move(self, row: int, to: int) -> None:
        """Take the entry at ``row`` to the place ``to`` of the list without it."""
        if row != to:
            below = to + 1 if to > row else to
            self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), below)
            self._entries.insert(to, self._entries.pop(row))
            self.endMoveRows()

    # --- dragging -------------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._entries[index.row()].state is EntryState.WAITING:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(_MIME, " ".join(str(i.row()) for i in indexes).encode())
        return data

    def dropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        if not data.hasFormat(_MIME):
            return False
        to = row if row >= 0 else parent.row() if parent.isValid() else len(self._entries)
        rows = bytes(data.data(_MIME).data()).split()
        if self.move_waiting([int(n) for n in rows], to):
            self.reordered.emit()
        return False  # moved already: the view is not to take the rows away

"""What waited in the queue when the program last ended: offered, looked for, queued again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from medviewer.domain.queue import QueuedCase
from medviewer.jobs.database import DatabaseThread
from medviewer.jobs.failure import explain
from medviewer.jobs.index import Batch, FolderIndexJob
from medviewer.ui.queue import stored
from medviewer.ui.queue.entries import Entry

if TYPE_CHECKING:
    from medviewer.imaging.index import IndexedSeries


class WaitingRest(QObject):
    """Asks whether what waited is to go on. A file that is gone stops nobody.

    ``changed()`` what is offered; ``found(list[Entry])`` to be queued again;
    ``lost(list[QueuedCase])`` their files are gone; ``said(str)`` for the message line.
    """

    changed = Signal()
    found = Signal(list)
    lost = Signal(list)
    said = Signal(str)

    def __init__(self, database: DatabaseThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database = database
        self.offered: list[QueuedCase] = []
        self._wanted: list[QueuedCase] = []  # accepted, its files being looked for
        self._finding: FolderIndexJob | None = None

    @property
    def left(self) -> list[QueuedCase]:
        """What is neither queued again nor forgotten yet."""
        return [*self._wanted, *self.offered]

    def offer(self) -> None:
        """Look up what waited; ``offered`` has it then."""
        self._database.submit(
            stored.waiting,
            on_done=self._offer,
            on_error=lambda error: self.said.emit(explain(error)),
        )

    def _offer(self, waiting: list[QueuedCase] | None) -> None:
        self.offered = waiting or []
        self.changed.emit()

    def discard(self) -> None:
        """What waited is not wanted any more."""
        self.lost.emit(self.offered)
        self._offer([])

    def go_on(self) -> None:
        """Queue again what waited."""
        self._wanted, self.offered = self.offered, []
        paths = [path for q in self._wanted for path in q.files if path.exists()]
        items: dict[str, IndexedSeries] = {}
        job = self._finding = FolderIndexJob(paths, self)
        job.found.connect(partial(_collect, items))
        job.finished.connect(partial(self._all_found, items))
        job.start()
        self.changed.emit()

    def _all_found(self, items: dict[str, IndexedSeries], cancelled: bool) -> None:
        self._finding = None
        if cancelled:
            return
        of_file = {path: item for item in items.values() for path in item.files}
        wanted, self._wanted = self._wanted, []
        pairs = [(of_file.get(q.files[0]) if q.files else None, q) for q in wanted]
        self.found.emit([Entry(item, q.pack_id) for item, q in pairs if item is not None])
        gone = [q for item, q in pairs if item is None]
        if gone:
            self.lost.emit(gone)
            self.said.emit(
                "The file of 1 case is no longer there; the others go on."
                if len(gone) == 1
                else f"The files of {len(gone)} are no longer there; the others go on."
            )

    def leave(self) -> None:
        """Somebody signs out: what waits stays in the store."""
        if self._finding is not None:
            self._finding.cancel()
        self.offered, self._wanted = [], []


def _collect(found: dict[str, IndexedSeries], batch: Batch) -> None:
    from medviewer.imaging.index import IndexedSeries

    # A volume comes again under its key as it grows.
    found.update({item.key: item for item in batch if isinstance(item, IndexedSeries)})

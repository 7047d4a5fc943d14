"""Files and folders being opened: what was found so far, and what could not be opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from medviewer.domain.progress import Progress
from medviewer.jobs.index import Batch, FolderIndexJob

if TYPE_CHECKING:
    from medviewer.imaging.index import IndexProblem


class Opening(QObject):
    """Runs the index of what was asked for, one after another.

    ``found(list[IndexedSeries], bool first)``: first is True for the first scans of an
    opening, the ones to show. ``finished(str)`` with one sentence for the message line, ""
    where there is nothing to say.
    """

    found = Signal(list, bool)
    progressed = Signal(object)
    finished = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: FolderIndexJob | None = None
        self._queue: list[tuple[Path, ...]] = []
        self._count = 0
        self.problems: list[IndexProblem] = []

    @property
    def running(self) -> bool:
        return self._job is not None

    @property
    def words(self) -> str:
        return f"Opening: {self._count} found"

    def start(self, paths: Sequence[Path]) -> None:
        """Open ``paths``; behind what is being opened already."""
        self._queue.append(tuple(paths))
        if self._job is None:
            self._next()

    def cancel(self) -> None:
        """Stop looking; what was found stays."""
        self._queue.clear()
        if self._job is not None:
            self._job.cancel()

    def _next(self) -> None:
        self._count, self.problems = 0, []
        self._job = FolderIndexJob(self._queue.pop(0), self)
        self._job.found.connect(self._take)
        self._job.failed.connect(self.finished)
        self._job.finished.connect(self._end)
        self._job.start()

    def _take(self, batch: Batch) -> None:
        from medviewer.imaging.index import IndexProblem

        problems = [b for b in batch if isinstance(b, IndexProblem)]
        items = [b for b in batch if not isinstance(b, IndexProblem)]
        self.problems += problems
        if items:
            first = self._count == 0
            self._count += len(items)
            self.found.emit(items, first)
        self.progressed.emit(Progress(self._count, 0, self.words))

    def _end(self, cancelled: bool) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.deleteLater()
        self.finished.emit(self._summary(cancelled))
        if self._queue:
            self._next()

    def _summary(self, cancelled: bool) -> str:
        if cancelled:
            return f"Stopped; {self._count} scans are open."
        if not self.problems:
            return "" if self._count else "No scans were found there."
        reason = self.problems[0].reason
        more = len(self.problems) - 1
        if more == 0:
            return reason
        return f"{len(self.problems)} files could not be opened. {reason} And {more} more."

"""Files and folders being opened: what was found so far, and what could not be opened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from medviewer.domain.progress import Progress
from medviewer.jobs.database import DatabaseThread
from medviewer.jobs.index import Batch, Blocks, FolderIndexJob

if TYPE_CHECKING:
    from medviewer.imaging.index import IndexProblem
    from medviewer.store import Store


class Opening(QObject):
    """Runs the index of what was asked for, one after another.

    ``found(list[IndexedSeries], bool first)``: first is True for the first scans of an
    opening, the ones to show. ``document(Path, str)``: only a file without pixels was asked
    for, and what to say where it is no text either. ``finished(str)`` with one sentence for
    the message line, "" where there is nothing to say. What lies in folders is remembered in
    the store, so that the next start reads only what has changed.
    """

    found = Signal(list, bool)
    document = Signal(object, str)
    progressed = Signal(object)
    finished = Signal(str)

    def __init__(self, database: DatabaseThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database = database
        self._job: FolderIndexJob | None = None
        self._queue: list[tuple[tuple[Path, ...], bool]] = []
        self._keys: set[str] = set()
        self._seen = 0
        self._quiet = False
        self.problems: list[IndexProblem] = []
        self.stopped = False  # the last opening, by a person

    @property
    def running(self) -> bool:
        return self._job is not None

    @property
    def words(self) -> str:
        files = f" in {self._seen:,} files" if self._seen > len(self._keys) else ""
        return f"Opening: {len(self._keys):,} found{files}"

    def start(self, paths: Sequence[Path], *, quiet: bool = False) -> None:
        """Open ``paths``, behind what is being opened already; ``quiet``: list, show nothing."""
        absolute = tuple(path.absolute() for path in paths)
        self._queue.append((absolute, quiet))
        if not quiet:
            self._database.mutate(_note_opened, absolute)
        if self._job is None:
            self._next()

    def cancel(self) -> None:
        """Stop looking; what was found stays."""
        self._queue.clear()
        if self._job is not None and self._job.started:
            self._job.cancel()
        elif self._job is not None:
            self._end(cancelled=True)

    def _next(self) -> None:
        self._keys, self._seen, self.problems = set(), 0, []
        self.stopped = False
        paths, self._quiet = self._queue.pop(0)
        job = self._job = FolderIndexJob(paths, self)
        job.found.connect(self._take)
        job.progressed.connect(self._progress)
        job.remembered.connect(self._remember)
        job.failed.connect(self.finished)
        job.finished.connect(self._end)
        self._database.submit(
            _remembered,
            paths,
            on_done=partial(self._begin, job),
            on_error=lambda _: self._begin(job, {}),  # slower, no worse
        )

    def _begin(self, job: FolderIndexJob, blocks: dict[str, bytes] | None) -> None:
        if job is self._job:  # not cancelled meanwhile
            job.start(blocks)

    def _remember(self, changes: Blocks) -> None:
        if changes:
            self._database.mutate(_keep, changes)

    def _take(self, batch: Batch) -> None:
        from medviewer.imaging.index import IndexProblem

        problems = [b for b in batch if isinstance(b, IndexProblem)]
        items = [b for b in batch if not isinstance(b, IndexProblem)]
        self.problems += problems
        if items:
            first = not self._keys and not self._quiet
            self._keys |= {item.key for item in items}
            self.found.emit(items, first)

    def _progress(self, progress: Progress) -> None:
        self._seen = progress.done
        self.progressed.emit(Progress(self._seen, 0, self.words))

    def _end(self, cancelled: bool) -> None:
        self.stopped = cancelled
        self._job = None  # stays our child: it is small, and its last signal is under way
        one = self.problems[0] if len(self.problems) == 1 and not self._keys else None
        if one is not None and one.document and not cancelled and not self._quiet:
            self.finished.emit("")
            self.document.emit(one.path, one.reason)
        else:
            self.finished.emit(self._summary(cancelled))
        if self._queue:
            self._next()

    def _summary(self, cancelled: bool) -> str:
        if cancelled:
            return f"Stopped; {len(self._keys)} scans are open."
        if not self.problems:
            return "" if self._keys else "No scans were found there."
        reason = self.problems[0].reason
        more = len(self.problems) - 1
        if more == 0:
            return reason
        return f"{len(self.problems)} files could not be opened. {reason} And {more} more."


# --- what runs on the database thread -------------------------------------------------------


def _remembered(store: Store, paths: Sequence[Path]) -> dict[str, bytes]:
    return store.folders.under(paths)


def _keep(store: Store, changes: Blocks) -> None:
    store.folders.save(changes)


def _note_opened(store: Store, paths: Sequence[Path]) -> None:
    store.folders.note_opened(paths)


def opened_before(store: Store) -> list[Path]:
    """What was open when the program last ended and can still be reached."""
    return [path for path in store.folders.opened() if path.exists()]


def forget_opened(store: Store) -> None:
    """The next start begins with nothing open."""
    store.folders.forget_opened()

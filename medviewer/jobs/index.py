"""Finding what can be opened under files and folders, without holding up the window."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from medviewer.domain.progress import Progress
from medviewer.jobs.task import Task

if TYPE_CHECKING:
    from medviewer.imaging.index import IndexedSeries, IndexProblem

_BATCH_SECONDS = 0.1
_BATCH_SIZE = 200

Batch = list["IndexedSeries | IndexProblem"]
Blocks = Mapping[str, "bytes | None"]


def _batches(
    paths: Sequence[Path], blocks: Mapping[str, bytes]
) -> Generator[tuple[Batch, int] | None, None, Blocks]:
    """The index in batches, each with the number of files seen; None = a cancel point.

    The first comes as soon as there is anything, the others at most ten a second. Returns
    what has changed since ``blocks`` was remembered.
    """
    from medviewer.imaging.header_cache import HeaderCache
    from medviewer.imaging.index import IndexProgress, watch_paths

    cache = HeaderCache(blocks)
    batch: Batch = []
    sent, seen = 0.0, 0
    for found in watch_paths(paths, cache):
        if isinstance(found, IndexProgress):
            seen = found.files_seen
        else:
            batch.append(found)
        if len(batch) >= _BATCH_SIZE or time.monotonic() - sent >= _BATCH_SECONDS:
            yield batch, seen
            batch, sent = [], time.monotonic()
        else:
            yield None
    if batch:
        yield batch, seen
    return cache.changed()


class FolderIndexJob(QObject):
    """Walks ``paths`` in the background.

    ``found`` brings batches of IndexedSeries and IndexProblem, the first at once. A series
    that grows comes again under its ``key`` (see ``watch_paths``). ``progressed`` says how
    many files were seen; ``remembered`` what to keep for the next start, unless cancelled;
    then one ``finished(bool cancelled)``.
    """

    found = Signal(list)
    progressed = Signal(object)
    remembered = Signal(object)
    failed = Signal(str)
    finished = Signal(bool)

    def __init__(self, paths: Sequence[Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = tuple(paths)
        self._count = 0
        self._task: Task | None = None

    @property
    def started(self) -> bool:
        return self._task is not None

    def start(self, blocks: Mapping[str, bytes] | None = None) -> None:
        """Begin; ``blocks`` are what ``remembered`` gave at an earlier start."""
        self._task = Task(_batches, self._paths, blocks or {})
        self._task.yielded.connect(self._take)
        self._task.returned.connect(self.remembered)
        self._task.failed.connect(self.failed)
        self._task.finished.connect(self.finished)
        self._task.start()

    def cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    @Slot(object)
    def _take(self, step: tuple[Batch, int]) -> None:
        batch, seen = step
        self._count += len(batch)
        if batch:
            self.found.emit(batch)
        words = f"{seen:,} files looked at" if seen else f"{self._count:,} found"
        self.progressed.emit(Progress(max(seen, self._count), 0, words))

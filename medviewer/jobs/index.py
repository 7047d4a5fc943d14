"""Finding what can be opened under files and folders, without holding up the window."""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
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


def _batches(paths: Sequence[Path]) -> Generator[Batch | None, None, None]:
    """The index in batches, the first as soon as there is anything; None = a cancel point."""
    from medviewer.imaging.index import scan_paths

    batch: Batch = []
    sent = 0.0
    for found in scan_paths(paths):
        batch.append(found)
        if len(batch) >= _BATCH_SIZE or time.monotonic() - sent >= _BATCH_SECONDS:
            yield batch
            batch, sent = [], time.monotonic()
        else:
            yield None
    if batch:
        yield batch


class FolderIndexJob(QObject):
    """Walks ``paths`` in the background.

    ``found`` brings batches of IndexedSeries and IndexProblem (at most about ten a second,
    the first at once), ``progressed`` counts them; then one ``finished(bool cancelled)``.
    """

    found = Signal(list)
    progressed = Signal(object)
    failed = Signal(str)
    finished = Signal(bool)

    def __init__(self, paths: Sequence[Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._task = Task(_batches, tuple(paths), parent=self)
        self._task.yielded.connect(self._take)
        self._task.failed.connect(self.failed)
        self._task.finished.connect(self.finished)

    def start(self) -> None:
        self._task.start()

    def cancel(self) -> None:
        self._task.cancel()

    @Slot(object)
    def _take(self, batch: Batch) -> None:
        self._count += len(batch)
        self.found.emit(batch)
        self.progressed.emit(Progress(self._count, 0, f"{self._count} found"))

"""Reading scans and their thumbnails away from the window's thread."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Generator
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal, Slot

from medviewer.domain.errors import KnownError
from medviewer.domain.image import ImageVolume
from medviewer.jobs.failure import explain
from medviewer.jobs.serial import Done, SerialThread
from medviewer.jobs.task import Task

if TYPE_CHECKING:
    from medviewer.imaging.index import IndexedSeries

# The case shown, and those before and after it. Frame sources bound their own memory.
_KEPT = 4
THUMBNAIL_SIZE = 128


def read_case(item: IndexedSeries) -> ImageVolume:
    """Read a scan and decode its first frame; runs in a reader's thread.

    Raises:
        ReadError: the scan cannot be read.
    """
    from medviewer.imaging.registry import default_registry

    volume = default_registry().read_series(item)
    volume.frame(0)  # decoded here and kept by the frame source, not in the window
    return volume


class _StaleError(Exception):
    """Another scan was asked for meanwhile."""


class VolumeLoader(QObject):
    """Reads one scan after another; only the one asked for last is delivered.

    ``loaded(int number, ImageVolume)`` or ``failed(int number, str sentence)`` for the number
    that ``load`` gave; nothing for a number that is no longer the newest.
    """

    loaded = Signal(int, object)
    failed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = SerialThread("reader", self)
        self._newest = 0
        # Touched only in the reader thread.
        self._cache: OrderedDict[IndexedSeries, ImageVolume] = OrderedDict()

    @property
    def running(self) -> bool:
        return self._thread.running

    def load(self, item: IndexedSeries) -> int:
        """Ask for a scan; what was asked before is dropped."""
        self._newest += 1
        number = self._newest
        self._thread.post(
            partial(self._read_if_newest, number, item),
            partial(self._done, number),
            partial(self._error, number),
        )
        return number

    def drop(self) -> None:
        """Nothing that was asked for is wanted any more."""
        self._newest += 1

    def prefetch(self, item: IndexedSeries, on_done: Done | None = None) -> None:
        """Read a scan that is likely to be wanted next, unless something else is asked for.

        ``on_done(ImageVolume)`` only where it was read.
        """
        self._thread.post(partial(self._read_if_newest, self._newest, item), on_done)

    def close(self) -> None:
        self._newest += 1
        self._thread.close()

    def _read_if_newest(self, number: int, item: IndexedSeries) -> ImageVolume:
        if number != self._newest:
            raise _StaleError
        volume = self._cache.get(item)
        if volume is None:
            volume = read_case(item)
            self._cache[item] = volume
            if len(self._cache) > _KEPT:
                self._cache.popitem(last=False)
        self._cache.move_to_end(item)
        return volume

    def _done(self, number: int, volume: ImageVolume) -> None:
        if number == self._newest:
            self.loaded.emit(number, volume)

    def _error(self, number: int, error: Exception) -> None:
        if number == self._newest and not isinstance(error, _StaleError):
            self.failed.emit(number, explain(error))


class ThumbnailLoader(QObject):
    """Small pictures of scans, the one asked for last first: that is what is in view.

    ``ready(str key, uint8 array, str content_hash)``. A scan that cannot be read gives none;
    opening it says why.
    """

    ready = Signal(str, object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: deque[tuple[str, IndexedSeries]] = deque()
        self._lock = threading.Lock()
        self._task: Task | None = None

    def request(self, key: str, item: IndexedSeries) -> None:
        with self._lock:
            self._wanted.append((key, item))
        if self._task is None:
            self._task = Task(self._thumbnails)
            self._task.yielded.connect(self._deliver)
            self._task.finished.connect(self._finished)
            self._task.start()

    def clear(self) -> None:
        """Forget what was asked for."""
        with self._lock:
            self._wanted.clear()

    def close(self) -> None:
        self.clear()
        if self._task is not None:
            self._task.cancel()

    def _thumbnails(self) -> Generator[tuple[str, npt.NDArray[np.uint8], str] | None, None, None]:
        from medviewer.imaging.registry import default_registry
        from medviewer.imaging.windowing import thumbnail

        while True:
            with self._lock:
                if not self._wanted:
                    return
                key, item = self._wanted.pop()
            try:
                volume = default_registry().read_series(item)
                yield key, thumbnail(volume, THUMBNAIL_SIZE), volume.content_hash
            except KnownError:
                yield None

    @Slot(object)
    def _deliver(self, found: tuple[str, npt.NDArray[np.uint8], str]) -> None:
        self.ready.emit(*found)

    @Slot(bool)
    def _finished(self, cancelled: bool) -> None:
        self._task = None
        with self._lock:
            left = self._wanted.pop() if self._wanted and not cancelled else None
        if left is not None:
            self.request(*left)

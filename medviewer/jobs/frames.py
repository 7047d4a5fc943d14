"""Frames decoded beside the window, those likely to be looked at next as well."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from medviewer.domain.errors import ReadError
from medviewer.domain.image import ImageVolume
from medviewer.imaging.cache import CachedFrames, held_frame
from medviewer.jobs.task import Task

# Frames decoded beyond the one asked for, in the direction of the last step and against it.
AHEAD, BEHIND = 12, 2


@dataclass(frozen=True, slots=True)
class _Answer:
    volume: ImageVolume
    index: int
    frame: np.ndarray | None
    sentence: str = ""


class FrameDecoder(QObject):
    """Decodes the frame asked for last; what was asked before is dropped.

    ``decoded(int index, ndarray)`` or ``failed(int index, str sentence)``, only for what is
    still the newest wish. Frames likely to be next are decoded into their source's own bounded
    cache while nothing else is wanted.
    """

    decoded = Signal(int, object)
    failed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._queue: deque[tuple[ImageVolume, int]] = deque()
        self._wish: tuple[ImageVolume, int] | None = None
        self._task: Task | None = None

    def want(self, volume: ImageVolume, index: int, step: int = 1) -> None:
        """Decode one frame, then its neighbours.

        Args:
            volume: the scan.
            index: of the frame; an answer comes for it, unless it is held already.
            step: +1 or -1, the way the reader is going.
        """
        held = held_frame(volume.frames, index) is not None
        self._wish = None if held else (volume, index)
        following = neighbours(index, step, len(volume))
        caches = isinstance(volume.frames, CachedFrames)
        with self._lock:
            self._queue.clear()
            if not held:
                self._queue.append((volume, index))
            if caches:
                wanted = (i for i in following if held_frame(volume.frames, i) is None)
                self._queue.extend((volume, i) for i in wanted)
        self._start()

    def forget(self) -> None:
        """Nothing is wanted any more."""
        self._wish = None
        with self._lock:
            self._queue.clear()

    def _start(self) -> None:
        if self._task is None and self._queue:
            self._task = Task(self._decode)
            self._task.yielded.connect(self._deliver)
            self._task.failed.connect(self._broken)
            self._task.finished.connect(self._finished)
            self._task.start()

    def _decode(self) -> Generator[_Answer | None, None, None]:
        while True:
            with self._lock:
                if not self._queue:
                    return
                volume, index = self._queue.popleft()
            try:
                yield _Answer(volume, index, volume.frame(index))
            except ReadError as error:
                yield _Answer(volume, index, None, str(error))

    @Slot(object)
    def _deliver(self, answer: _Answer) -> None:
        wish = self._wish
        if wish is None or wish[0] is not answer.volume or wish[1] != answer.index:
            return
        self._wish = None
        if answer.frame is None:
            self.failed.emit(answer.index, answer.sentence)
        else:
            self.decoded.emit(answer.index, answer.frame)

    @Slot(str)
    def _broken(self, sentence: str) -> None:
        wish = self._wish
        with self._lock:
            waits = any(v is wish[0] and i == wish[1] for v, i in self._queue) if wish else True
        if wish is not None and not waits:
            self._wish = None
            self.failed.emit(wish[1], sentence)

    @Slot(bool)
    def _finished(self, cancelled: bool) -> None:
        self._task = None
        if not cancelled:
            self._start()  # asked for as the task was ending


def neighbours(index: int, step: int, count: int) -> Sequence[int]:
    """The frames likely to be looked at after ``index``, the likeliest first."""
    ahead = [index + step * n for n in range(1, AHEAD + 1)]
    behind = [index - step * n for n in range(1, BEHIND + 1)]
    return [i for i in ahead + behind if 0 <= i < count]

"""Frames decoded beside the window, those likely to be looked at next as well."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from medviewer.domain.errors import ReadError
from medviewer.domain.image import FrameSource
from medviewer.imaging.cache import CachedFrames, held_frame
from medviewer.jobs.task import Task

# Frames decoded beyond the one asked for, in the direction of the last step and against it.
AHEAD, BEHIND = 12, 2


@dataclass(frozen=True, slots=True)
class _Wish:
    source: FrameSource
    index: int

    def is_same(self, other: _Wish | None) -> bool:
        """By identity: a source may hold arrays, which have no equality."""
        return other is not None and self.source is other.source and self.index == other.index


@dataclass(frozen=True, slots=True)
class _Answer:
    wish: _Wish
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
        self._queue: deque[_Wish] = deque()
        self._wish: _Wish | None = None
        self._task: Task | None = None

    def want(self, source: FrameSource, index: int, step: int = 1) -> None:
        """Decode one frame, then its neighbours.

        Args:
            source: where frames come from.
            index: of the frame; an answer comes for it, unless it is held already.
            step: +1 or -1, the way the reader is going.
        """
        held = held_frame(source, index) is not None
        self._wish = None if held else _Wish(source, index)
        following = neighbours(index, step, len(source))
        with self._lock:
            self._queue.clear()
            if self._wish is not None:
                self._queue.append(self._wish)
            if isinstance(source, CachedFrames):  # others would decode it again when asked
                wanted = (i for i in following if held_frame(source, i) is None)
                self._queue.extend(_Wish(source, i) for i in wanted)
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
                wish = self._queue.popleft()
            try:
                yield _Answer(wish, wish.source.frame(wish.index))
            except ReadError as error:
                yield _Answer(wish, None, str(error))

    @Slot(object)
    def _deliver(self, answer: _Answer) -> None:
        if not answer.wish.is_same(self._wish):
            return
        self._wish = None
        if answer.frame is None:
            self.failed.emit(answer.wish.index, answer.sentence)
        else:
            self.decoded.emit(answer.wish.index, answer.frame)

    @Slot(str)
    def _broken(self, sentence: str) -> None:
        wish = self._wish
        with self._lock:
            waits = any(w.is_same(wish) for w in self._queue)
        if wish is not None and not waits:
            self._wish = None
            self.failed.emit(wish.index, sentence)

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

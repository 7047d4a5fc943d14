"""Watches the main thread's event loop: how long it is away from waiting for the next event."""

import collections
import sys
import threading
import time
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractEventDispatcher, Qt

LIMIT_MS = 16.0
_PROGRAM = "/medviewer/"


@dataclass
class Busy:
    """The work between two waits: milliseconds of the thread's own time on the processor."""

    cpu_ms: float
    where: tuple[str, ...] = ()


@dataclass
class Probe:
    """``with Probe() as probe:`` while the event loop turns; ``probe.long`` are those over 16 ms.

    A loop that waits uses no time, so what the thread has used from one wait to the next is its
    work, whatever else the machine did. Where that is long, the lines of our own code that were
    seen meanwhile are kept: another thread looks every few milliseconds.
    """

    stretches: list[Busy] = field(default_factory=list)

    def __enter__(self) -> "Probe":
        self._main = threading.get_ident()
        self._since: float | None = None
        self._seen: collections.Counter[str] = collections.Counter()
        self._over = threading.Event()
        loop = QAbstractEventDispatcher.instance()
        assert loop is not None
        loop.aboutToBlock.connect(self._blocks, Qt.ConnectionType.DirectConnection)
        self._loop = loop
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watcher.join()
        self._loop.aboutToBlock.disconnect(self._blocks)

    @property
    def long(self) -> list[Busy]:
        """What kept the loop longer than 16 ms by its own work, the longest first."""
        found = [one for one in self.stretches if one.cpu_ms > LIMIT_MS]
        return sorted(found, key=lambda one: -one.cpu_ms)

    def _blocks(self) -> None:
        now = time.thread_time()
        if self._since is not None:
            cpu_ms = (now - self._since) * 1000
            where = tuple(line for line, _ in self._seen.most_common(6)) if cpu_ms > 8 else ()
            self.stretches.append(Busy(cpu_ms, where))
        self._seen.clear()
        self._since = now

    def _watch(self) -> None:
        while not self._over.wait(0.004):
            lines = _own_lines(self._main)
            if lines:
                self._seen[" < ".join(lines[:4])] += 1


def _own_lines(thread: int) -> list[str]:
    """Where a thread is in the program, the innermost first.

    Frames are let go of at once: one that is held keeps its painter alive, and a window that is
    still painted on after its paint event takes the process with it.
    """
    lines, frame = [], sys._current_frames().get(thread)
    while frame is not None:
        code = frame.f_code
        if _PROGRAM in code.co_filename:
            place = code.co_filename.partition(_PROGRAM)[2]
            lines.append(f"medviewer/{place}:{frame.f_lineno} {code.co_name}")
        frame = frame.f_back
    return lines

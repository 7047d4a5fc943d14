"""A function or generator run beside the window, its answers on the owner's thread.

Why not superqt's pooled workers: a QRunnable whose last Python reference is dropped by one
thread while the pool's thread is still leaving ``run`` takes the whole program down. Here the
thread has ended before anything of the task is let go.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from medviewer.jobs.failure import explain
from medviewer.jobs.serial import SerialThread

_running: set[Task] = set()


class Task(QObject):
    """One piece of work. For a generator each yield is a step and a cancel point.

    Signals: ``yielded(value)`` for what is not None, then ``returned(value)`` or
    ``failed(sentence)`` unless cancelled, and last ``finished(bool cancelled)``.

    A running task keeps itself alive. It has no Qt parent on purpose: one that is deleted by
    its parent or by ``deleteLater`` while its last answer is in the queue crashed the program.
    """

    yielded = Signal(object)
    returned = Signal(object)
    failed = Signal(str)
    finished = Signal(bool)

    def __init__(self, work: Callable[..., Any], *arguments: Any) -> None:
        super().__init__()
        self._work = work
        self._arguments = arguments
        self._thread = SerialThread(f"task {getattr(work, '__name__', '')}")
        self._cancelled = False

    def start(self) -> None:
        _running.add(self)
        self._thread.post(self._run)

    def cancel(self) -> None:
        """Stop at the next step; nothing but ``finished`` is heard any more."""
        self._cancelled = True

    def wait(self) -> None:
        """Wait until the work has ended; after it nothing is heard of the task."""
        self._thread.close()
        _running.discard(self)

    def _run(self) -> None:
        value, error = None, None
        try:
            value = self._work(*self._arguments)
            if inspect.isgenerator(value):
                value = self._step_through(value)
        except Exception as caught:  # noqa: BLE001 - the edge of a thread: every error is handed on
            error = caught
        self._thread.tell(partial(self._ended, value, error))

    def _step_through(self, steps: Any) -> Any:
        while not self._cancelled:
            try:
                step = next(steps)
            except StopIteration as end:
                return end.value
            if step is not None:
                self._thread.tell(partial(self._yielded, step))
        steps.close()
        return None

    def _yielded(self, value: Any) -> None:
        if not self._cancelled:
            self.yielded.emit(value)

    def _ended(self, value: Any, error: Exception | None) -> None:
        self.wait()
        if not self._cancelled:
            if error is not None:
                self.failed.emit(explain(error))
            else:
                self.returned.emit(value)
        self.finished.emit(self._cancelled)


def wait_for_tasks() -> None:
    """Cancel what runs and wait for it; called as the program ends."""
    for task in list(_running):
        task.cancel()
        task.wait()

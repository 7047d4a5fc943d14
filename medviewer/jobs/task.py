"""A function or generator run in the thread pool, its answers on the owner's thread."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from medviewer.jobs.failure import explain

if TYPE_CHECKING:
    from superqt.utils import GeneratorWorker


class _Failure:
    """An exception carried as a value."""

    def __init__(self, error: Exception) -> None:
        self.error = error


def _guarded(work: Callable[..., Any], *arguments: Any) -> Generator[Any, None, Any]:
    """Run ``work`` so that no error is lost.

    superqt takes a RuntimeError inside a generator for a deleted widget and drops it; torch
    and zipfile raise RuntimeError for ordinary failures.
    """
    try:
        if inspect.isgeneratorfunction(work):
            value = yield from work(*arguments)
        else:
            yield None
            value = work(*arguments)
    except Exception as error:  # noqa: BLE001 - the edge of a thread: every error is handed on
        return _Failure(error)
    return value


class Task(QObject):
    """One piece of work in the pool. For a generator each yield is a step and a cancel point.

    Signals: ``yielded(value)`` for what is not None, then ``returned(value)`` or
    ``failed(sentence)`` unless cancelled, and last ``finished(bool cancelled)``.
    """

    yielded = Signal(object)
    returned = Signal(object)
    failed = Signal(str)
    finished = Signal(bool)

    def __init__(
        self, work: Callable[..., Any], *arguments: Any, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._arguments = arguments
        self._worker: GeneratorWorker[Any, Any, Any] | None = None
        self._cancelled = False

    def start(self) -> None:
        from superqt.utils import create_worker  # not before the first paint

        self._worker = create_worker(_guarded, self._work, *self._arguments, _start_thread=False)
        self._worker.yielded.connect(self._yielded)
        self._worker.returned.connect(self._returned)
        self._worker.finished.connect(self._finished)  # type: ignore[arg-type] # it has no argument
        self._worker.start()

    def cancel(self) -> None:
        """Stop at the next step; nothing but ``finished`` is heard any more."""
        self._cancelled = True
        if self._worker is not None:
            self._worker.quit()

    @Slot(object)
    def _yielded(self, value: Any) -> None:
        if value is not None and not self._cancelled:
            self.yielded.emit(value)

    @Slot(object)
    def _returned(self, value: Any) -> None:
        if self._cancelled:
            return
        if isinstance(value, _Failure):
            self.failed.emit(explain(value.error))
        else:
            self.returned.emit(value)

    @Slot()
    def _finished(self) -> None:
        self._worker = None
        self.finished.emit(self._cancelled)


def wait_for_tasks() -> None:
    """Cancel what runs in the pool and wait for it; called as the program ends."""
    import sys

    # superqt is imported by the first task, so without it nothing ever ran.
    if "superqt.utils" in sys.modules:
        from superqt.utils import WorkerBase

        WorkerBase.await_workers()
    QThreadPool.globalInstance().waitForDone()

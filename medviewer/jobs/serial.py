"""One thread that does one thing after another, and answers on the thread that owns it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

Done = Callable[[Any], object]
Failed = Callable[[Exception], object]

# macOS gives secondary threads 512 kB; importing torch there needs more.
_STACK_BYTES = 8 * 1024 * 1024


class _Worker(QObject):
    """Lives in the thread; its event queue is the job queue."""

    @Slot(object)
    def run(self, job: Callable[[], None]) -> None:
        job()


class SerialThread(QObject):
    """A serial executor. Jobs run in order; answers arrive in the owner's event loop.

    The thread starts with its first job. ``close`` lets everything already posted finish.
    """

    _posted = Signal(object)
    _told = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = QThread()
        self._thread.setObjectName(name)
        self._thread.setStackSize(_STACK_BYTES)
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._posted.connect(self._worker.run, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._closed = False

    @property
    def running(self) -> bool:
        return self._thread.isRunning()

    def post(
        self,
        job: Callable[[], Any],
        on_done: Done | None = None,
        on_error: Failed | None = None,
    ) -> None:
        """Queue ``job``; its value goes to ``on_done``, an exception to ``on_error``.

        After ``close`` nothing is taken any more.
        """
        if self._closed:
            return
        if not self._thread.isRunning():
            self._thread.start()
        self._posted.emit(partial(self._do, job, on_done, on_error))

    def tell(self, message: Callable[[], object]) -> None:
        """From inside a job: have ``message`` called on the owner's thread."""
        self._told.emit(message)

    def close(self) -> None:
        """Finish what was posted, then end the thread. Answers still under way are not given."""
        if self._closed:
            return
        self._closed = True
        if self._thread.isRunning():
            self._posted.emit(self._thread.quit)
            self._thread.wait()

    def _do(self, job: Callable[[], Any], on_done: Done | None, on_error: Failed | None) -> None:
        try:
            value = job()
        except Exception as error:  # noqa: BLE001 - the edge of a thread: every error is handed on
            if on_error is not None:
                self.tell(partial(on_error, error))
        else:
            if on_done is not None:
                self.tell(partial(on_done, value))

    @Slot(object)
    def _deliver(self, message: Callable[[], object]) -> None:
        if not self._closed:
            message()

"""The one thread that runs networks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from medviewer.domain.errors import RefusedError
from medviewer.domain.result import InferenceRequest, InferenceResult
from medviewer.jobs.failure import explain
from medviewer.jobs.serial import SerialThread

if TYPE_CHECKING:
    from medviewer.inference.devices import Device
    from medviewer.inference.predictor import Predictor

log = logging.getLogger(__name__)


class _CancelledError(Exception):
    """Ends a generator between two steps; never seen outside this module."""


class InferenceThread(QObject):
    """Serial queue of questions to a Predictor that lives in its own thread.

    Every signal carries the number of the request. Exactly one of ``finished``, ``refused``,
    ``failed`` or ``cancelled`` follows each ``submit``; whoever receives it compares the
    number with what is still wanted and drops stale answers. torch is first imported inside
    the thread, by ``start_engine`` or the first request.
    """

    progressed = Signal(int, object)
    finished = Signal(int, object)
    refused = Signal(int, str)
    failed = Signal(int, str)
    cancelled = Signal(int)
    engineChanged = Signal(str)  # noqa: N815 - a Qt signal

    def __init__(
        self, make_predictor: Callable[[], Predictor], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._make_predictor = make_predictor
        self._thread = SerialThread("inference", self)
        self._predictor: Predictor | None = None
        # Written on the main thread, read in the worker; single set operations are atomic.
        self._waiting: set[int] = set()

    @property
    def running(self) -> bool:
        return self._thread.running

    def start_engine(self) -> None:
        """Load the engine ahead of the first question; call it after the first paint."""
        self.engineChanged.emit("loading engine")
        self._thread.post(self._engine, None, self._engine_failed)

    def renew_engine(self) -> None:
        """Load the engine again, after what is queued: another device was chosen."""
        self.engineChanged.emit("loading engine")
        self._thread.post(self._drop_engine)
        self._thread.post(self._engine, None, self._engine_failed)

    def find_devices(self, on_done: Callable[[list[Device]], object]) -> None:
        """Ask in the thread what there is to compute on."""
        self._thread.post(_devices, on_done)

    def submit(self, request: InferenceRequest) -> int:
        """Queue a request; returns its number."""
        number = request.number
        self._waiting.add(number)
        self._thread.post(
            partial(self._run, request), partial(self._done, number), partial(self._error, number)
        )
        return number

    def cancel(self, number: int) -> None:
        """Stop a request before it starts or between two of its steps."""
        self._waiting.discard(number)

    def close(self) -> None:
        """Cancel everything and end the thread."""
        self._waiting.clear()
        self._thread.close()

    def _drop_engine(self) -> None:
        self._predictor = None

    def _engine(self) -> Predictor:
        if self._predictor is None:
            from medviewer.inference.devices import engine_words

            self._predictor = self._make_predictor()
            words = engine_words(self._predictor.device_name)
            self._thread.tell(partial(self.engineChanged.emit, f"ready: {words}"))
        return self._predictor

    def _run(self, request: InferenceRequest) -> InferenceResult:
        self._stop_if_cancelled(request.number)
        steps = self._engine().run(request)
        while True:
            self._stop_if_cancelled(request.number)
            try:
                progress = next(steps)
            except StopIteration as stop:
                result: InferenceResult = stop.value
                return result
            self._thread.tell(partial(self.progressed.emit, request.number, progress))

    def _stop_if_cancelled(self, number: int) -> None:
        if number not in self._waiting:
            raise _CancelledError

    def _done(self, number: int, result: InferenceResult) -> None:
        if number in self._waiting:
            self._waiting.discard(number)
            self.finished.emit(number, result)
        else:
            self.cancelled.emit(number)

    def _error(self, number: int, error: Exception) -> None:
        wanted = number in self._waiting
        self._waiting.discard(number)
        if isinstance(error, _CancelledError) or not wanted:
            self.cancelled.emit(number)
        elif isinstance(error, RefusedError):
            self.refused.emit(number, str(error))
        else:
            self.failed.emit(number, explain(error))

    def _engine_failed(self, error: Exception) -> None:
        self.engineChanged.emit(f"engine not available: {explain(error)}")


def _devices() -> list[Device]:
    from medviewer.inference.devices import found_devices

    return found_devices()

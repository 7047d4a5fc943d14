"""The one thread that runs networks."""

from __future__ import annotations

import heapq
import logging
import threading
from collections.abc import Callable, Generator
from enum import IntEnum
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from medviewer.domain.choice import UndecidedError
from medviewer.domain.errors import RefusedError
from medviewer.domain.evidence import Evidence, EvidenceRequest
from medviewer.domain.progress import Progress
from medviewer.domain.result import InferenceRequest, InferenceResult
from medviewer.jobs.failure import explain
from medviewer.jobs.serial import SerialThread

if TYPE_CHECKING:
    from medviewer.inference.devices import Device
    from medviewer.inference.predictor import Predictor

Request = InferenceRequest | EvidenceRequest
Answer = InferenceResult | Evidence
log = logging.getLogger(__name__)


class Urgency(IntEnum):
    """Who waits for an answer; a smaller one goes first."""

    ASKED = 0
    """The reader, in front of the scan."""
    QUEUED = 1
    """The queue of cases."""
    AHEAD = 2
    """Nobody yet: the next case is being readied."""


class _CancelledError(Exception):
    """Ends a generator between two steps; never seen outside this module."""


class InferenceThread(QObject):
    """Questions to a Predictor that lives in its own thread, the most urgent first.

    A more urgent question also goes between two steps of a less urgent one, which then goes
    on where it was: whoever asks in front of a scan never waits for a long cine of the queue.

    Every signal carries the number of the request. Exactly one of ``finished``, ``refused``,
    ``undecided``, ``failed`` or ``cancelled`` follows each ``submit``; whoever receives it
    compares the number with what is still wanted and drops stale answers. ``undecided`` brings
    the ``PackChoice`` a reader has to make. ``refusal`` comes just before ``refused``, with the
    ``RefusedError`` itself: who refused, and whether a reader may have the scan read all the same.
    torch is first imported inside the thread, by ``start_engine`` or the first request.
    """

    progressed = Signal(int, object)
    finished = Signal(int, object)
    refusal = Signal(int, object)
    refused = Signal(int, str)
    undecided = Signal(int, object)
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
        self._lock = threading.Lock()
        self._line: list[tuple[Urgency, int, Request]] = []
        self._urgency: dict[int, Urgency] = {}

    @property
    def running(self) -> bool:
        return self._thread.running

    def start_engine(self) -> None:
        """Load the engine ahead of the first question; call it after the first paint."""
        self.engineChanged.emit("Loading engine…")
        self._thread.post(self._engine, None, self._engine_failed)

    def renew_engine(self) -> None:
        """Load the engine again, after what is queued: another device was chosen."""
        self.engineChanged.emit("Loading engine…")
        self._thread.post(self._drop_engine)
        self._thread.post(self._engine, None, self._engine_failed)

    def find_devices(self, on_done: Callable[[list[Device]], object]) -> None:
        """Ask in the thread what there is to compute on."""
        self._thread.post(_devices, on_done)

    def submit(self, request: Request, urgency: Urgency = Urgency.ASKED) -> int:
        """Queue a request; returns its number."""
        number = request.number
        self._waiting.add(number)
        self._urgency[number] = urgency
        with self._lock:
            heapq.heappush(self._line, (urgency, number, request))
        self._thread.post(self._answer_next)
        return number

    def hurry(self, number: int) -> None:
        """A request made ahead is asked for now: it goes before everything less urgent."""
        self._urgency[number] = Urgency.ASKED
        with self._lock:
            for place, (_, waiting, request) in enumerate(self._line):
                if waiting == number:
                    self._line[place] = (Urgency.ASKED, number, request)
                    heapq.heapify(self._line)
                    break

    def cancel(self, number: int) -> None:
        """Stop a request before it starts or between two of its steps."""
        self._waiting.discard(number)

    def close(self) -> None:
        """Cancel everything and end the thread."""
        self._waiting.clear()
        self._thread.close()

    # --- in the thread --------------------------------------------------------------------

    def _drop_engine(self) -> None:
        self._predictor = None

    def _engine(self) -> Predictor:
        if self._predictor is None:
            from medviewer.inference.devices import engine_words

            self._predictor = self._make_predictor()
            words = engine_words(self._predictor.device_name)
            self._thread.tell(partial(self.engineChanged.emit, f"Ready: {words}"))
        return self._predictor

    def _answer_next(self, below: int = len(Urgency)) -> bool:
        """Answer the first in the line, if it is more urgent than ``below``."""
        with self._lock:
            if not self._line or self._line[0][0] >= below:
                return False
            _, number, request = heapq.heappop(self._line)
        outcome: Callable[[], Any]
        try:
            outcome = partial(self._done, number, self._run(request))
        except Exception as error:  # noqa: BLE001 - the edge of a thread: every error is handed on
            outcome = partial(self._error, number, error)
        self._thread.tell(outcome)
        return True

    def _run(self, request: Request) -> Answer:
        self._stop_if_cancelled(request.number)  # before torch is loaded for nothing
        engine = self._engine()
        steps: Generator[Progress, None, Answer]
        if isinstance(request, EvidenceRequest):
            steps = engine.explain(request)
        else:
            steps = engine.run(request)
        while True:
            while self._answer_next(below=self._urgency.get(request.number, Urgency.ASKED)):
                pass
            self._stop_if_cancelled(request.number)
            try:
                progress = next(steps)
            except StopIteration as stop:
                answer: Answer = stop.value
                return answer
            self._thread.tell(partial(self.progressed.emit, request.number, progress))

    def _stop_if_cancelled(self, number: int) -> None:
        if number not in self._waiting:
            raise _CancelledError

    # --- back on the main thread ----------------------------------------------------------

    def _done(self, number: int, result: Answer) -> None:
        self._urgency.pop(number, None)
        if number in self._waiting:
            self._waiting.discard(number)
            self.finished.emit(number, result)
        else:
            self.cancelled.emit(number)

    def _error(self, number: int, error: Exception) -> None:
        self._urgency.pop(number, None)
        wanted = number in self._waiting
        self._waiting.discard(number)
        if isinstance(error, _CancelledError) or not wanted:
            self.cancelled.emit(number)
        elif isinstance(error, RefusedError):
            self.refusal.emit(number, error)
            self.refused.emit(number, str(error))
        elif isinstance(error, UndecidedError):
            self.undecided.emit(number, error.choice)
        else:
            self.failed.emit(number, explain(error))

    def _engine_failed(self, error: Exception) -> None:
        self.engineChanged.emit(f"Engine not available: {explain(error)}")


def _devices() -> list[Device]:
    from medviewer.inference.devices import found_devices

    return found_devices()

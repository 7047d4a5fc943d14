"""What spoke for the diagnosis on the screen: asked for on demand, shown, never stored."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from medviewer.domain.evidence import Evidence, EvidenceRequest
from medviewer.jobs.inference import InferenceThread
from medviewer.ui.case.on_screen import OnScreen

_SETTLED_MS = 150  # a frame that is only passed on the way is not asked about


class CaseEvidence(QObject):
    """Asks for the evidence of the frame on the screen while it is wanted.

    ``changed()``: whether it is wanted, ``evidence``, ``waiting`` or ``failure``.
    """

    changed = Signal()

    def __init__(
        self, screen: OnScreen, inference: InferenceThread, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._screen = screen
        self._inference = inference
        self.wanted = False
        self.evidence: Evidence | None = None
        self.failure = ""
        self._asked: EvidenceRequest | None = None
        self._frame = 0
        self._of: object = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLED_MS)
        self._timer.timeout.connect(self._ask)
        screen.changed.connect(self._screen_changed)
        inference.finished.connect(self._answered)
        inference.refused.connect(self._failed)
        inference.failed.connect(self._failed)

    @property
    def possible(self) -> bool:
        """The result on the screen names a diagnosis and outlines nothing."""
        screen = self._screen
        result = screen.result
        return (
            result is not None
            and not result.masks
            and result.diagnosis is not None
            and not screen.file_missing
        )

    @property
    def waiting(self) -> bool:
        return self._asked is not None or self._timer.isActive()

    def want(self, on: bool) -> None:
        """Show the evidence of the frame on the screen, or take it away."""
        if on != self.wanted:
            self.wanted = on
            self._renew()

    def show_frame(self, frame: int) -> None:
        """Another frame is on the screen."""
        if frame != self._frame:
            self._frame = frame
            if self.wanted:
                self._renew()

    def _screen_changed(self) -> None:
        result = self._screen.result
        if result is not self._of:  # of another answer; it is asked for anew, not by itself
            self._of = result
            self.wanted = False
            self._renew()

    def _renew(self) -> None:
        if self._asked is not None:
            self._inference.cancel(self._asked.number)
        self._asked, self.evidence, self.failure = None, None, ""
        if self.wanted and self.possible:
            self._timer.start()
        else:
            self._timer.stop()
        self.changed.emit()

    def _ask(self) -> None:
        volume, result = self._screen.volume, self._screen.result
        if volume is None or result is None or result.diagnosis is None:
            return
        pack = result.provenance.pack.id
        self._asked = EvidenceRequest(volume, pack, result.diagnosis.label, self._frame)
        self._inference.submit(self._asked)
        self.changed.emit()

    def _answered(self, number: int, answer: object) -> None:
        if self._asked is not None and self._asked.number == number:
            assert isinstance(answer, Evidence)
            self._asked, self.evidence = None, answer
            self.changed.emit()

    def _failed(self, number: int, sentence: str) -> None:
        if self._asked is not None and self._asked.number == number:
            self._asked, self.failure = None, sentence
            self.changed.emit()

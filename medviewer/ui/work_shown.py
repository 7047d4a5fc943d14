"""What is under way, on the status line: predictions before openings before reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medviewer.domain.progress import Progress
from medviewer.ui.opening import Opening
from medviewer.ui.report_export import ReportExport
from medviewer.ui.status import StatusLine

if TYPE_CHECKING:
    from medviewer.ui.case_controller import CaseController


class WorkShown:
    """Keeps the status line's job in step with whatever runs; ``refresh`` after each change."""

    def __init__(self, status: StatusLine, opening: Opening, export: ReportExport) -> None:
        self._status = status
        self._opening = opening
        self._export = export
        self._progress: Progress | None = None
        self.controller: CaseController | None = None
        """Of the reading page, once it is there."""
        opening.progressed.connect(lambda _: self.refresh())
        export.changed.connect(self.refresh)

    def predicting(self, progress: Progress | None) -> None:
        """How far the prediction under way is; None as the last ends."""
        self._progress = progress
        self.refresh()

    def refresh(self) -> None:
        if self.controller is not None and self.controller.busy:
            progress = self._progress
            words = progress.message if progress and progress.message else "Predicting"
            self._status.show_job(words, progress)
        elif self._opening.running:
            self._status.show_job(self._opening.words)
        elif self._export.running:
            self._status.show_job("Writing the report")
        else:
            self._status.end_job()

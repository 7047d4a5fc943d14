"""Writing a patient's report, in the background."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from medviewer.domain.annotation import Annotation
from medviewer.domain.patient import Patient
from medviewer.domain.review import StoreChange, StoredResult
from medviewer.domain.tracking import Choices
from medviewer.jobs.database import DatabaseThread
from medviewer.jobs.drawn import drawn_frames, drawn_on
from medviewer.jobs.failure import explain
from medviewer.jobs.matches import kept_matches
from medviewer.jobs.task import Task
from medviewer.reports.formats import SUFFIXES, language_of, write_report
from medviewer.ui.language import language

if TYPE_CHECKING:
    from medviewer.store import Store

_Kept = tuple[list[StoredResult], dict[str, tuple[Annotation, ...]], Choices]
_KINDS = {"PDF (*.pdf)": ".pdf", "HTML (*.html)": ".html", "JSON (*.json)": ".json"}
_NOTHING = "There is nothing saved of this patient yet, so there is no report."


class ReportExport(QObject):
    """Signals: ``written(Path)``, ``failed(str)``, and ``changed()`` as ``running`` changes."""

    written = Signal(object)
    failed = Signal(str)
    changed = Signal()

    def __init__(self, database: DatabaseThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database = database
        self._tasks: set[Task] = set()

    @property
    def running(self) -> bool:
        return bool(self._tasks)

    def ask_path(self, window: QWidget, content_hash: str, folder: str) -> Path | None:
        """Ask where to; the name offered says nothing of the patient."""
        name = f"report-{dt.date.today():%Y-%m-%d}-{content_hash[:8]}.pdf"
        start = Path(folder) if folder else Path.home()
        chosen, kind = QFileDialog.getSaveFileName(
            window, "Export report", str(start / name), ";;".join(_KINDS)
        )
        if not chosen:
            return None
        path, ending = Path(chosen), _KINDS.get(kind, ".pdf")
        if path.suffix.lower() != ".pdf" or ending == ".pdf":
            return path
        # The name that was offered ends in .pdf: who chose another kind means that. The dialog
        # has asked only whether the name it gave may be replaced.
        return _free(path.with_suffix(ending))

    def write(self, patient: Patient, path: Path, reader: str, privacy: bool) -> None:
        """Write the report on everything saved of ``patient``, in the language in use.

        The ending of ``path`` names the format; ``.pdf`` is added where it names none.
        """
        if path.suffix.lower() not in SUFFIXES:
            path = path.with_name(path.name + ".pdf")
        self._database.submit(
            _results,
            patient,
            on_done=partial(self._begin, path, reader, privacy),
            on_error=lambda error: self.failed.emit(explain(error)),
        )

    def _begin(self, path: Path, reader: str, privacy: bool, kept: _Kept | None) -> None:
        results, drawn, choices = kept or ([], {}, {})
        if not results:
            self.failed.emit(_NOTHING)
            return
        task = Task(_write, results, drawn, choices, reader, privacy, language(), path)
        self._tasks.add(task)
        numbers = [r.id for r in results]
        task.returned.connect(lambda written: self._written(numbers, written))
        task.failed.connect(self.failed)
        task.finished.connect(lambda _cancelled: self._end(task))
        task.start()
        self.changed.emit()

    def _written(self, numbers: list[int], path: Path) -> None:
        self.written.emit(path)
        self._database.mutate(
            _note, numbers, on_error=lambda error: self.failed.emit(explain(error))
        )

    def _end(self, task: Task) -> None:
        self._tasks.discard(task)
        self.changed.emit()


def _free(path: Path) -> Path:
    """The path, or where that is taken the first of "name (2).html" and so on that is not."""
    tried = (path.with_stem(f"{path.stem} ({number})") for number in itertools.count(2))
    return next(p for p in itertools.chain([path], tried) if not p.exists())


def _results(store: Store, patient: Patient) -> _Kept:
    results = store.results.for_patient(patient)
    choices = kept_matches(store, (r.scan.content_hash for r in results))
    return results, drawn_on(store, results), choices


def _note(store: Store, numbers: list[int]) -> StoreChange:
    return store.results.note_report(numbers)


def _write(
    results: list[StoredResult],
    drawn: Mapping[str, Sequence[Annotation]],
    choices: Choices,
    reader: str,
    privacy: bool,
    language: str,
    path: Path,
) -> Path:
    from medviewer.reports.building import build_report

    now, frames = dt.datetime.now(dt.UTC), drawn_frames(results, drawn)
    kind = SUFFIXES[path.suffix.lower()]
    document = build_report(
        results,
        reader,
        now,
        privacy,
        drawn,
        frames,
        choices=choices,
        language=language_of(kind, language),
    )
    write_report(document, kind, path)
    return path

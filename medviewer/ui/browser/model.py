"""The list of cases: patients, studies, series; what is shown of each; search and filters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QPixmap, QStandardItem, QStandardItemModel

from medviewer.domain.image import VolumeKind
from medviewer.domain.patient import Patient
from medviewer.domain.review import ReviewState

if TYPE_CHECKING:
    from medviewer.imaging.index import IndexedSeries
    from medviewer.store import PatientSummary

CASE_ROLE = Qt.ItemDataRole.UserRole + 1
PATIENT_ROLE = Qt.ItemDataRole.UserRole + 2
STUDY_ROLE = Qt.ItemDataRole.UserRole + 3


@dataclass(eq=False)
class Case:
    """One line of the browser: an opened scan, or a patient whom the store knows.

    ``item`` is None for a patient of the store. ``diagnoses`` are the labels that stand.
    ``shares_patient``: the patient's results are of several scans, so that the patient's state
    is not this scan's.
    """

    key: str
    patient: Patient
    item: IndexedSeries | None = None
    content_hash: str | None = None
    state: ReviewState = ReviewState.NEW
    diagnoses: tuple[str, ...] = ()
    saved_at: dt.datetime | None = None
    n_results: int = 0
    shares_patient: bool = False
    thumbnail: QPixmap | None = None
    thumbnail_asked: bool = False

    @classmethod
    def opened(cls, item: IndexedSeries) -> Case:
        return cls(item.key, item.context.patient, item)

    @classmethod
    def stored(cls, summary: PatientSummary) -> Case:
        case = cls(f"stored/{person(summary.patient)}", summary.patient)
        case.update(summary)
        return case

    def update(self, summary: PatientSummary) -> None:
        """Take over what the store knows of the patient."""
        self.diagnoses = summary.diagnoses
        self.n_results = summary.n_results
        self.saved_at = summary.last_saved
        self.shares_patient = self.item is not None and summary.n_results > 1
        if not self.shares_patient:
            self.state = summary.states[0][0]

    def take_files(self, item: IndexedSeries | None) -> bool:
        """Take over more files of the same series; False where there are no more."""
        if item is None or self.item is None or len(item.files) <= len(self.item.files):
            return False
        self.item = item
        self.content_hash = self.thumbnail = None
        self.thumbnail_asked = False
        return True

    @property
    def search_text(self) -> str:
        words = [self.patient.display_name, self.patient.patient_id]
        if self.item is not None:
            c = self.item.context
            words += [c.study.description, c.series.description, c.series.modality or ""]
            words += [f"{c.study.date:%Y-%m-%d}"] if c.study.date else []
        return " ".join(words).casefold()

    @property
    def series_title(self) -> str:
        """What tells the scan apart from the others of its patient."""
        if self.item is None:
            return self.patient.display_name
        series = self.item.context.series
        number = f"Series {series.number}" if series.number is not None else ""
        return series.description or number or self.item.files[0].stem

    @property
    def detail(self) -> str:
        """The second line of the row."""
        if self.item is None:
            count = "1 result" if self.n_results == 1 else f"{self.n_results} results"
            return f"{count}, saved {self.saved_at:%Y-%m-%d}" if self.saved_at else count
        c = self.item.context
        parts = [c.series.modality or "", f"{self.item.columns} × {self.item.rows}"]
        if self.item.frames > 1:
            kind = "slices" if self.item.kind is VolumeKind.STACK else "frames"
            parts.append(f"{self.item.frames} {kind}")
        if c.study.date:
            parts.append(f"{c.study.date:%Y-%m-%d}")
        return "  ".join(p for p in parts if p)


def person(patient: Patient) -> str:
    """Who it is: an id alone does not make two people one."""
    return f"{patient.patient_id}/{patient.name}/{patient.birth_date or ''}"


class CaseModel(QStandardItemModel):
    """Patients > studies > series. A patient with one series is one row, not three."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cases: dict[str, Case] = {}
        self._rows: dict[str, QStandardItem] = {}
        self._patient_rows: dict[str, QStandardItem] = {}
        self._by_person: dict[str, list[Case]] = {}

    def __len__(self) -> int:
        return len(self._cases)

    def case(self, key: str) -> Case | None:
        return self._cases.get(key)

    def cases(self) -> Iterator[Case]:
        return iter(tuple(self._cases.values()))

    def of_person(self, patient: Patient) -> list[Case]:
        """Every line of one patient."""
        return list(self._by_person.get(person(patient), ()))

    def index_of(self, key: str) -> QModelIndex:
        row = self._rows.get(key)
        return row.index() if row is not None else QModelIndex()

    def add(self, case: Case) -> Case:
        """Add a case; returns it, or the one that is already in the list under its key.

        A series that has grown since it was listed takes over the new files.
        """
        known = self._cases.get(case.key)
        if known is not None:
            if known.take_files(case.item):
                self.refresh(case.key)
            return known
        who = person(case.patient)
        siblings = self._by_person.setdefault(who, [])
        if siblings and siblings[0].item is None:  # the store's line gives way to the scans
            case.state, case.diagnoses = siblings[0].state, siblings[0].diagnoses
            self.remove({siblings[0].key})
            siblings = self._by_person.setdefault(who, [])
        self._cases[case.key] = case
        siblings.append(case)
        if len(siblings) == 1:
            row = _case_row(case)
            self._rows[case.key] = self._patient_rows[who] = row
            self.appendRow(row)
        elif len(siblings) == 2:
            self._unfold(who, siblings)
        else:
            self._append(self._patient_rows[who], case)
        return case

    def refresh(self, key: str) -> None:
        """The case's looks changed."""
        row = self._rows.get(key)
        if row is not None:
            row.emitDataChanged()

    def remove(self, keys: set[str]) -> None:
        """Take cases off the list."""
        for who in [w for w, cases in self._by_person.items() if any(c.key in keys for c in cases)]:
            left = [c for c in self._by_person.pop(who) if c.key not in keys]
            self.removeRow(self._patient_rows.pop(who).row())
            for key in keys:
                self._cases.pop(key, None)
                self._rows.pop(key, None)
            for case in left:
                self._cases.pop(case.key)
                self.add(case)

    def _unfold(self, who: str, cases: list[Case]) -> None:
        """The patient's single row becomes a heading with the series below it."""
        row = self._patient_rows[who]
        row.setData(None, CASE_ROLE)
        row.setData(cases[0].patient, PATIENT_ROLE)
        row.setSelectable(False)
        for case in cases:
            self._append(row, case)

    def _append(self, patient_row: QStandardItem, case: Case) -> None:
        assert case.item is not None
        study = case.item.context.study
        for i in range(patient_row.rowCount()):
            heading = patient_row.child(i)
            if heading.data(STUDY_ROLE) == study.uid:
                break
        else:
            date = f"{study.date:%Y-%m-%d}  " if study.date else ""
            heading = QStandardItem(f"{date}{study.description or 'Study'}")
            heading.setData(study.uid, STUDY_ROLE)
            heading.setSelectable(False)
            heading.setEditable(False)
            patient_row.appendRow(heading)
        row = _case_row(case)
        self._rows[case.key] = row
        heading.appendRow(row)


def _case_row(case: Case) -> QStandardItem:
    row = QStandardItem(case.patient.display_name)
    row.setData(case, CASE_ROLE)
    row.setEditable(False)
    return row


class CaseFilter(QSortFilterProxyModel):
    """Search text, state and diagnosis; a heading stays while a case below it does."""

    def __init__(self, source: CaseModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._state: ReviewState | None = None
        self._diagnosis: str | None = None
        self.setRecursiveFilteringEnabled(True)
        self.setSourceModel(source)

    @property
    def active(self) -> bool:
        return bool(self._words or self._state or self._diagnosis)

    def set_text(self, text: str) -> None:
        self._words = text.casefold().split()
        self.invalidate()

    def set_state(self, state: ReviewState | None) -> None:
        self._state = state
        self.invalidate()

    def set_diagnosis(self, label: str | None) -> None:
        self._diagnosis = label
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        case = self.sourceModel().index(row, 0, parent).data(CASE_ROLE)
        if not isinstance(case, Case):
            return False
        return (
            (self._state is None or case.state is self._state)
            and (self._diagnosis is None or self._diagnosis in case.diagnoses)
            and all(word in case.search_text for word in self._words)
        )

    def case_indexes(self, parent: QModelIndex | None = None) -> Iterator[QModelIndex]:
        """Every visible case, in the order of the list."""
        parent = parent or QModelIndex()
        for row in range(self.rowCount(parent)):
            index = self.index(row, 0, parent)
            if isinstance(index.data(CASE_ROLE), Case):
                yield index
            else:
                yield from self.case_indexes(index)

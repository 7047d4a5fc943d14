"""One line of the list of cases."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtGui import QPixmap

from medviewer.domain.image import VolumeKind
from medviewer.domain.patient import Patient
from medviewer.domain.review import ReviewState
from medviewer.ui.browser.criteria import CaseState, fold
from medviewer.ui.language import fill, tr

if TYPE_CHECKING:
    from medviewer.imaging.index import IndexedSeries
    from medviewer.store import PatientSummary


HIDDEN = "Patient hidden"


@dataclass(eq=False)
class Case:
    """One line of the browser: an opened scan, or a patient whom the store knows.

    ``item`` is None for a patient of the store. ``diagnoses`` are the labels that stand,
    ``packs`` the ids of those that answered. ``refusal``: why a pack did not read it today.
    ``shares_patient``: the patient's results are of several scans, so that the patient's state
    is not this scan's.
    """

    key: str
    patient: Patient
    item: IndexedSeries | None = None
    content_hash: str | None = None
    state: ReviewState = ReviewState.NEW
    refusal: str = ""
    diagnoses: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    saved_at: dt.datetime | None = None
    n_results: int = 0
    shares_patient: bool = False
    thumbnail: QPixmap | None = None
    thumbnail_asked: bool = False
    search_text: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self.search_text = self._searched()

    @classmethod
    def opened(cls, item: IndexedSeries) -> Case:
        return cls(item.key, item.context.patient, item)

    @classmethod
    def stored(cls, summary: PatientSummary) -> Case:
        case = cls(f"stored/{person(summary.patient)}", summary.patient)
        case.update(summary)
        return case

    def update(self, summary: PatientSummary) -> bool:
        """Take over what the store knows of the patient; False where it was known."""
        before = (self.diagnoses, self.packs, self.n_results, self.saved_at, self.state)
        self.diagnoses, self.packs = summary.diagnoses, summary.packs
        self.n_results = summary.n_results
        self.saved_at = summary.last_saved
        self.shares_patient = self.item is not None and summary.n_results > 1
        if not self.shares_patient:
            self.state = summary.states[0][0]
        return before != (self.diagnoses, self.packs, self.n_results, self.saved_at, self.state)

    def take_files(self, item: IndexedSeries | None) -> bool:
        """Take over more files of the same series; False where there are no more."""
        if item is None or self.item is None or len(item.files) <= len(self.item.files):
            return False
        self.item = item
        self.content_hash = self.thumbnail = None
        self.thumbnail_asked = False
        return True

    @property
    def standing(self) -> CaseState:
        """What the mark shows: a refusal only until there is a result."""
        if self.refusal and self.state is ReviewState.NEW:
            return CaseState.REFUSED
        return CaseState(self.state.value)

    @property
    def date(self) -> dt.date | None:
        """Of the study; where the file has none, of the newest result."""
        study = self.item.context.study.date if self.item is not None else None
        known = study or self.saved_at
        return known.date() if known is not None else None

    @property
    def series_title(self) -> str:
        """What tells the scan apart from the others of its patient."""
        if self.item is None:
            return self.patient.display_name
        series = self.item.context.series
        number = tr(f"Series {series.number}") if series.number is not None else ""
        return series.description or number or self.item.files[0].stem

    @property
    def detail(self) -> str:
        """The second line of the row."""
        if self.item is None:
            count = tr("1 result" if self.n_results == 1 else f"{self.n_results} results")
            date = f"{self.saved_at:%Y-%m-%d}" if self.saved_at else ""
            return fill("{count}, saved {saved_at}", count=count, saved_at=date) if date else count
        c = self.item.context
        # What is least missed stands last, where a narrow list cuts the line off.
        parts = [c.series.modality or ""]
        if c.study.date:
            parts.append(f"{c.study.date:%Y-%m-%d}")
        if self.item.frames > 1:
            kind = "slices" if self.item.kind is VolumeKind.STACK else "frames"
            parts.append(tr(f"{self.item.frames} {kind}"))
        parts.append(f"{self.item.columns} × {self.item.rows}")
        return "  ".join(p for p in parts if p)

    def _searched(self) -> str:
        words = [self.patient.display_name, self.patient.patient_id]
        if self.item is not None:
            c = self.item.context
            words += [c.study.description, c.series.description, c.series.modality or ""]
            words += [f"{c.study.date:%Y-%m-%d}"] if c.study.date else []
        return fold(" ".join(words))


def mark_text(case: Case) -> str:
    """The diagnosis where there is one, and the state in a word.

    The badge says the state too: in a narrow list the diagnosis is what is not to be cut off.
    """
    return ", ".join(tr(word) for word in (*case.diagnoses, case.standing.value))


def person(patient: Patient) -> str:
    """Who it is: an id alone does not make two people one."""
    return f"{patient.patient_id}/{patient.name}/{patient.birth_date or ''}"

"""What a report says, before anyone decides how it looks.

`medviewer.reports.building` makes a `ReportDocument` of stored results; the writers (`pdf`,
`html`, `json`) lay out the same facts and add none of their own.
"""

import datetime as dt
from dataclasses import dataclass

from medviewer.domain.follow_up import Change
from medviewer.domain.geometry import BoundingBox
from medviewer.domain.result import ClassProbability, Diagnosis, OperatingPoint, PackReference
from medviewer.domain.review import Correction, Review, ReviewState
from medviewer.domain.segmentation import Measurement
from medviewer.domain.target_sum import TargetSum
from medviewer.reports.chart import Chart
from medviewer.reports.drawn import DrawnLine
from medviewer.reports.pictures import Picture

TITLE = "AI reading report"
NAME, STUDY_DATE = "name", "study date"
"""Kinds of facts: the patient's name, the date of the study."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A named line: ``Birth date``, ``1960-01-02``; ``kind`` is "" for all but what is below."""

    name: str
    value: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What stands, who says so, and what the model had answered.

    ``label`` and ``title`` are None where nothing stands: a rejected result, or no diagnosis.
    ``model_answer`` is empty only where it would repeat ``heading``.
    """

    state: ReviewState
    label: str | None
    title: str | None
    heading: str
    status: str
    model_answer: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One outlined finding with its figures; ``scale`` says in words what they rest on."""

    title: str
    letter: str
    frame: int
    box: BoundingBox
    area_px: int
    measurements: tuple[Measurement, ...]
    scale: str


@dataclass(frozen=True, slots=True)
class ResultSection:
    """One result: a scan as one model read it, and what a person said of that."""

    number: int
    result_id: int
    title: str
    study: tuple[Fact, ...]
    scale: str
    plain: Picture
    outlined: Picture
    conclusion: Conclusion
    model_diagnosis: Diagnosis | None
    probabilities: tuple[ClassProbability, ...]
    probabilities_title: str
    operating_point: OperatingPoint | None
    operating_point_text: tuple[str, ...]
    findings: tuple[FindingLine, ...]
    nothing_outlined: str
    drawn: tuple[DrawnLine, ...]
    drawn_on: tuple[Picture, ...]
    drawn_unseen: str
    review: Review | None
    correction: Correction | None
    pack: PackReference
    provenance: tuple[Fact, ...]

    @property
    def printed_study(self) -> tuple[Fact, ...]:
        """The study's facts without the date where the title gives it already."""
        return tuple(f for f in self.study if f.kind != STUDY_DATE or f.value not in self.title)


@dataclass(frozen=True, slots=True)
class ModelSection:
    """A model that answered in this report, and what it cannot do."""

    pack: PackReference
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LesionDay:
    """A lesion on one day; ``number`` is the place of the result in the report.

    ``since_before`` and ``since_smallest``: the longest diameter against the day before and
    against the smallest until then, None on the first day. ``confirmed``: a person stands for
    the outline.
    """

    date: dt.date
    number: int
    longest: Measurement | None
    perpendicular: Measurement | None
    volume: Measurement | None
    since_before: Change | None
    since_smallest: Change | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class LesionOverTime:
    """A lesion on two days or more, the oldest first, by its tracking UID (DICOM)."""

    title: str
    uid: str
    proposed: bool
    days: tuple[LesionDay, ...]
    chart: Chart | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FollowUpSection:
    """The lesions of one kind over the days, and the sum of the target lesions' diameters.

    ``sums`` is empty where there is none: ``remarks`` say why, and how far sums carry.
    """

    title: str
    segment_label: str
    lesions: tuple[LesionOverTime, ...]
    targets: str
    sums: tuple[TargetSum, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A report on one patient in one ``language`` (its code). ``patient_line`` heads every page."""

    language: str
    patient: tuple[Fact, ...]
    patient_line: str
    privacy: bool
    reader: str
    made_at: dt.datetime
    program_version: str
    notices: tuple[str, ...]
    results: tuple[ResultSection, ...]
    follow_up: tuple[FollowUpSection, ...]
    models: tuple[ModelSection, ...]

"""What a report says, before anyone decides how it looks.

`medviewer.reports.building` makes a `ReportDocument` of stored results; the writers (`pdf`,
`html`, `json`) lay out the same facts and add none of their own.
"""

import datetime as dt
from dataclasses import dataclass

from medviewer.domain.geometry import BoundingBox
from medviewer.domain.result import ClassProbability, Diagnosis, OperatingPoint, PackReference
from medviewer.domain.review import Correction, Review, ReviewState
from medviewer.domain.segmentation import Measurement
from medviewer.reports.drawn import DrawnLine
from medviewer.reports.pictures import Picture

TITLE = "AI reading report"
STUDY_DATE = "Study date"


@dataclass(frozen=True, slots=True)
class Fact:
    """A named line: ``Birth date``, ``1960-01-02``."""

    name: str
    value: str


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
        return tuple(f for f in self.study if f.name != STUDY_DATE or f.value not in self.title)


@dataclass(frozen=True, slots=True)
class ModelSection:
    """A model that answered in this report, and what it cannot do."""

    pack: PackReference
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A report on one patient. ``patient_line`` heads every page."""

    patient: tuple[Fact, ...]
    patient_line: str
    privacy: bool
    reader: str
    made_at: dt.datetime
    program_version: str
    notices: tuple[str, ...]
    results: tuple[ResultSection, ...]
    models: tuple[ModelSection, ...]

"""What a person says of a result, and what the store keeps."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt

from medviewer.domain.geometry import VolumeGeometry
from medviewer.domain.patient import StudyContext
from medviewer.domain.result import InferenceResult


class ReviewState(StrEnum):
    """Where a case stands; also the marks of the browser."""

    NEW = "new"
    PREDICTED = "predicted"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Review:
    """A person's decision. ``diagnosis`` is theirs where it differs from the model's."""

    state: ReviewState
    reviewer: str
    at: dt.datetime
    comment: str = ""
    diagnosis: str | None = None


@dataclass(frozen=True)
class ScanRecord:
    """The scan a result was made on, kept with it so that a report needs no file.

    ``picture``: uint8, (rows, columns) or (rows, columns, 3): the frame that shows the
    finding, as displayed; on the input's own grid.
    """

    context: StudyContext
    content_hash: str
    files: tuple[Path, ...]
    geometry: VolumeGeometry
    picture: npt.NDArray[np.uint8]
    picture_frame: int = 0


@dataclass(frozen=True)
class StoredResult:
    """One saved result with its scan and the newest review."""

    id: int
    scan: ScanRecord
    result: InferenceResult
    saved_at: dt.datetime
    review: Review | None = None

    @property
    def state(self) -> ReviewState:
        return self.review.state if self.review else ReviewState.PREDICTED

    @property
    def diagnosis_label(self) -> str | None:
        """The diagnosis that stands: the reviewer's, else the model's."""
        if self.review and self.review.diagnosis:
            return self.review.diagnosis
        return self.result.diagnosis.label if self.result.diagnosis else None


@dataclass(frozen=True, slots=True)
class StoreChange:
    """What a mutation touched, so that every view knows what to refresh."""

    patient_ids: tuple[str, ...] = ()
    result_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit trail; ``digest`` chains it to the one before."""

    number: int
    at: dt.datetime
    account: str
    action: str
    detail: str
    digest: str

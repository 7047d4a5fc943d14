"""What a person says of a result, and what the store keeps."""

import datetime as dt
import json
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt

from medviewer.domain.errors import StoreError
from medviewer.domain.geometry import VolumeGeometry
from medviewer.domain.patient import StudyContext
from medviewer.domain.result import InferenceResult
from medviewer.domain.segmentation import Finding, SegmentationMask


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


def encode_review(review: Review) -> bytes:
    """A decision as a step of the history keeps it."""
    fields = [review.state, review.reviewer, review.at.isoformat(), review.comment]
    return json.dumps([*fields, review.diagnosis], ensure_ascii=False).encode()


def decode_review(state: bytes) -> Review:
    """The decision of ``encode_review``.

    Raises:
        StoreError: the bytes are damaged.
    """
    try:
        kind, reviewer, at, comment, diagnosis = json.loads(state)
        return Review(
            ReviewState(kind), reviewer, dt.datetime.fromisoformat(at), comment, diagnosis
        )
    except (ValueError, TypeError) as error:
        raise StoreError("The record of this decision is damaged; it stays as it is.") from error


@dataclass(frozen=True)
class Correction:
    """The masks of a result as a person corrected them, measured anew.

    ``masks`` are all of the result's, in its order; probability maps are still the model's.
    ``account`` and ``at``: who corrected last, and when.
    """

    masks: tuple[SegmentationMask, ...]
    findings: tuple[Finding, ...]
    account: str
    at: dt.datetime


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


def standing_state(said: ReviewState, *, corrected: bool) -> ReviewState:
    """Where a case stands of which a person has said ``said``, with or without corrected masks."""
    if corrected and said is not ReviewState.REJECTED:
        return ReviewState.CORRECTED
    return said


@dataclass(frozen=True)
class StoredResult:
    """One saved result with its scan, the newest review and what a person corrected.

    ``result`` is the pack's answer and stays as it was; ``shown`` has the corrected masks.
    """

    id: int
    scan: ScanRecord
    result: InferenceResult
    saved_at: dt.datetime
    review: Review | None = None
    correction: Correction | None = None

    @property
    def state(self) -> ReviewState:
        """A result with corrected masks is a corrected one, unless it was rejected."""
        said = ReviewState.NEW if self.result.by_hand else ReviewState.PREDICTED
        said = self.review.state if self.review else said
        return standing_state(said, corrected=self.correction is not None)

    @property
    def shown(self) -> InferenceResult:
        """The result with the masks and findings that stand: corrected, else predicted."""
        if self.correction is None:
            return self.result
        return replace(self.result, masks=self.correction.masks, findings=self.correction.findings)

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

"""What is asked of a pack and what it answers."""

import datetime as dt
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from medviewer.domain.image import ImageVolume
from medviewer.domain.segmentation import Finding, SegmentationMask


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """How probabilities become a diagnosis, and what that costs.

    With ``positive_class`` and ``threshold``: at or above the threshold the diagnosis is the
    positive class, below it the most probable other class. Without them: the most probable
    class. Sensitivity and specificity (of the positive class) were measured on ``n`` cases of
    ``measured_on``; the intervals are 95 %.
    """

    name: str
    title: str
    meaning: str
    positive_class: str | None = None
    threshold: float | None = None
    sensitivity: float | None = None
    sensitivity_ci: tuple[float, float] | None = None
    specificity: float | None = None
    specificity_ci: tuple[float, float] | None = None
    n: int | None = None
    measured_on: str = ""


@dataclass(frozen=True, slots=True)
class ClassProbability:
    """Calibrated probability (0..1) of one diagnosis class."""

    label: str
    title: str
    probability: float


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The class named, its calibrated probability and the point it was named at."""

    label: str
    title: str
    probability: float
    operating_point: OperatingPoint


@dataclass(frozen=True, slots=True)
class PackReference:
    """Which model answered, to the byte."""

    id: str
    version: str
    weights_sha256: str
    title: str = ""


CHOICE_SETTING = "choice of model"
"""Name of the setting, in a result's provenance, that says how its pack was chosen."""

BY_HAND = PackReference("by-hand", "1", "", "Outlined by hand")
"""In place of a pack where no model read the scan and a person outlines it."""


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds spent."""

    read: float = 0.0
    preprocess: float = 0.0
    network: float = 0.0
    postprocess: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Provenance:
    """Everything needed to say where a number came from.

    ``overridden_refusal``: why the pack refused the scan, where a reader had it read all the
    same; None where it did not refuse.
    """

    pack: PackReference
    program_version: str
    device: str
    made_at: dt.datetime
    settings: tuple[tuple[str, str], ...] = ()
    overridden_refusal: str | None = None

    @property
    def chosen(self) -> str:
        """How the pack was chosen, "" where it was simply named."""
        return dict(self.settings).get(CHOICE_SETTING, "")


class ResultStatus(StrEnum):
    OK = "ok"
    REFUSED = "refused"
    ERROR = "error"


@dataclass(frozen=True)
class InferenceResult:
    """A pack's answer for one case. ``masks`` may be all empty: nothing found.

    ``diagnosis`` and ``probabilities`` are None and () for a pack without a classifier.
    ``limits`` are the pack's plain sentences about what it cannot do.
    """

    case: str
    content_hash: str
    masks: tuple[SegmentationMask, ...]
    findings: tuple[Finding, ...]
    probabilities: tuple[ClassProbability, ...]
    diagnosis: Diagnosis | None
    provenance: Provenance
    timings: Timings = Timings()
    limits: tuple[str, ...] = ()

    @property
    def by_hand(self) -> bool:
        """Whether no model has read the scan: a person outlines it."""
        return self.provenance.pack.id == BY_HAND.id


_request_numbers = itertools.count(1)


def next_request_number() -> int:
    """Grows with time, over every kind of question to a pack."""
    return next(_request_numbers)


@dataclass(frozen=True)
class InferenceRequest:
    """One question to a pack. ``number`` grows with time: only the newest answer counts.

    ``override_refusal``: read the scan even if the pack was not made for it. ``chosen``: how
    the pack was chosen, where it was not simply named; kept with the result.

    Where ``pack_id`` is ``medviewer.domain.choice.AUTOMATIC``, ``points`` has the operating
    points that are wanted, by pack, and ``preferred`` the pack to take where several may read
    the scan.
    """

    volume: ImageVolume
    pack_id: str
    operating_point: str | None = None
    override_refusal: bool = False
    chosen: str = ""
    points: Mapping[str, str] = field(default_factory=dict)
    preferred: str | None = None
    number: int = field(default_factory=next_request_number)

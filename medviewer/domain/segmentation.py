"""Outlined things and what is measured on them."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from medviewer.domain.geometry import BoundingBox, SpacingSource


@dataclass(frozen=True, slots=True)
class CodedConcept:
    """A term of a coding scheme, e.g. ``("52988006", "SCT", "Lesion")``."""

    value: str
    scheme: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A kind of thing that a pack outlines. ``colour`` is RGB 0..255, ``letter`` its mark.

    ``region``: the organ it lies in (DICOM: Anatomic Region), None where that may be any.
    """

    label: str
    title: str
    colour: tuple[int, int, int]
    letter: str
    category: CodedConcept | None = None
    type: CodedConcept | None = None
    region: CodedConcept | None = None


@dataclass(frozen=True)
class SegmentationMask:
    """Mask of one segment on the input's own grid.

    ``array``: bool, (frames, rows, columns). ``probability``: float16 of the same shape or
    None. An empty mask ("nothing found") is a result like any other.
    """

    segment: Segment
    array: npt.NDArray[np.bool_]
    probability: npt.NDArray[np.float16] | None = None

    @property
    def area_px(self) -> int:
        return int(np.count_nonzero(self.array))


class MeasurementKind(StrEnum):
    AREA = "area"
    LONGEST_DIAMETER = "longest diameter"
    PERPENDICULAR_DIAMETER = "perpendicular diameter"
    VOLUME = "volume"
    MEAN_PROBABILITY = "mean probability"
    LENGTH = "length"
    ANGLE = "angle"
    PERIMETER = "perimeter"
    MEAN = "mean"
    SD = "standard deviation"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    PIXELS = "pixels"


@dataclass(frozen=True, slots=True)
class Measurement:
    """A number, its unit and the source of its scale.

    ``unit``: ``mm``, ``mm²``, ``ml``, ``px``, ``px²``, ``°``, the scan's own for its values
    (``HU``), or empty.
    """

    kind: MeasurementKind
    value: float
    unit: str
    source: SpacingSource = SpacingSource.NONE


@dataclass(frozen=True, slots=True)
class Finding:
    """One lesion (connected part of a segment's mask), numbered from 1 by size."""

    segment_label: str
    number: int
    frame: int
    box: BoundingBox
    area_px: int
    measurements: tuple[Measurement, ...] = ()

    def measurement(self, kind: MeasurementKind) -> Measurement | None:
        return next((m for m in self.measurements if m.kind is kind), None)

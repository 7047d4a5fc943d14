"""A result without a model: nothing outlined yet, for a person to draw on."""

import datetime as dt

import numpy as np

from medviewer import __version__
from medviewer.domain.image import ImageVolume
from medviewer.domain.result import BY_HAND, InferenceResult, Provenance
from medviewer.domain.segmentation import CodedConcept, Segment, SegmentationMask

LESION = Segment(
    "lesion",
    "Lesion",
    (230, 159, 0),  # orange of Okabe and Ito
    "L",
    CodedConcept("49755003", "SCT", "Morphologically Altered Structure"),
    CodedConcept("52988006", "SCT", "Lesion"),
)


def outline_by_hand(volume: ImageVolume) -> InferenceResult:
    """An empty outline of one lesion on a scan that no model has read."""
    geometry = volume.geometry
    empty = np.zeros((len(volume), geometry.rows, geometry.columns), np.bool_)
    return InferenceResult(
        case=volume.case,
        content_hash=volume.content_hash,
        masks=(SegmentationMask(LESION, empty),),
        findings=(),
        probabilities=(),
        diagnosis=None,
        provenance=Provenance(BY_HAND, __version__, "by hand", dt.datetime.now(dt.UTC)),
    )

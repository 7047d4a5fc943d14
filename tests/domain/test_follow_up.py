"""Change of a lesion between days, and when nothing can be said."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from medviewer.domain.follow_up import follow_ups
from medviewer.domain.geometry import SpacingSource, VolumeGeometry
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.domain.result import InferenceResult, PackReference, Provenance
from medviewer.domain.review import Review, ReviewState, ScanRecord, StoredResult
from medviewer.domain.segmentation import (
    Finding,
    Measurement,
    MeasurementKind,
    Segment,
    SegmentationMask,
)

LESION = Segment("lesion", "Lesion", (1, 2, 3), "L")
FILE, USER, NONE = SpacingSource.PIXEL_SPACING, SpacingSource.USER, SpacingSource.NONE
LONGEST = MeasurementKind.LONGEST_DIAMETER


def finding(longest, unit="mm", source=FILE, number=1, area=100):
    sizes = (
        Measurement(LONGEST, longest, unit, source),
        Measurement(MeasurementKind.AREA, longest * 2, f"{unit}²", source),
    )
    return Finding("lesion", number, 0, (0, 0, 5, 5), area, sizes)


def stored(number, day, *findings, pack="breast-us", scan=None, state=None):
    """A result of one day of March 2026."""
    when = dt.datetime(2026, 3, day, 9, tzinfo=dt.UTC)
    content_hash = scan or f"scan-{number}"
    context = StudyContext(Patient("P1", "Doe"), Study("1", when), Series("2", modality="US"))
    mask = SegmentationMask(LESION, np.zeros((1, 6, 6), bool))
    made = Provenance(PackReference(pack, "1", "0" * 64), "0", "cpu", when)
    result = InferenceResult("a", content_hash, (mask,), findings, (), None, made)
    picture = np.zeros((6, 6), np.uint8)
    record = ScanRecord(context, content_hash, (Path("a"),), VolumeGeometry(6, 6), picture)
    review = Review(state, "Dr Reader", when) if state else None
    return StoredResult(number, record, result, when, review)


def change(before, after):
    (track,) = follow_ups([before, after])
    (found,) = track.changes(LONGEST)
    return found


def test_growth_is_told_as_a_ratio_of_the_earlier_size():
    found = change(stored(1, 1, finding(10.0)), stored(2, 20, finding(12.0)))
    assert found.ratio == pytest.approx(0.2)
    assert found.reason == ""


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (finding(10, "px", NONE), finding(12, "px", NONE), "not comparable: no scale"),
        (finding(10), finding(12, "px", NONE), "not comparable: no scale"),
        (finding(10), finding(12, "mm", USER), "not comparable: different scales"),
        (None, finding(12), "no lesion before"),
        (finding(10), None, "no lesion now"),
        (None, None, "no lesion"),
    ],
)
def test_why_there_is_no_ratio(before, after, reason):
    one, two = ((f,) if f else () for f in (before, after))
    found = change(stored(1, 1, *one), stored(2, 2, *two))
    assert found.ratio is None
    assert found.reason == reason


def test_another_model_is_not_compared():
    found = change(stored(1, 1, finding(10)), stored(2, 2, finding(12), pack="other"))
    assert found.reason == "not comparable: read by another model"


def test_one_day_is_no_follow_up():
    assert follow_ups([stored(1, 1, finding(10)), stored(2, 1, finding(12))]) == []


def test_the_largest_lesion_of_a_day_counts():
    small, large = finding(5, number=2, area=20), finding(10, area=90)
    other = stored(2, 1, finding(7, area=50))
    (track,) = follow_ups([stored(1, 1, small, large), other, stored(3, 2, finding(11))])
    assert [s.size(LONGEST).value for s in track.sightings] == [10, 11]
    assert [s.result_id for s in track.sightings] == [1, 3]


def test_the_newest_result_of_a_scan_counts_and_a_rejected_one_never():
    (track,) = follow_ups(
        [
            stored(1, 1, finding(10), scan="a"),
            stored(2, 1, finding(11), scan="a"),
            stored(3, 1, finding(99, area=999), scan="b", state=ReviewState.REJECTED),
            stored(4, 8, finding(12)),
        ]
    )
    assert [s.size(LONGEST).value for s in track.sightings] == [11, 12]


def test_days_come_in_order_whatever_the_order_of_the_results():
    found = follow_ups([stored(9, 9, finding(3)), stored(1, 1, finding(1)), stored(5, 5)])
    assert [s.date.day for s in found[0].sightings] == [1, 5, 9]

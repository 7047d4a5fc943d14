"""Change of a lesion between days, and when nothing can be said."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from medviewer.domain.follow_up import follow_ups
from medviewer.domain.geometry import PixelCalibration, SpacingSource, VolumeGeometry
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
from medviewer.domain.tracking import own_uid, target_of

LESION = Segment("lesion", "Lesion", (1, 2, 3), "L")
FILE, USER, NONE = SpacingSource.PIXEL_SPACING, SpacingSource.USER, SpacingSource.NONE
LONGEST = MeasurementKind.LONGEST_DIAMETER


def finding(longest, unit="mm", source=FILE, number=1, area=100, box=(0, 0, 5, 5)):
    sizes = (
        Measurement(LONGEST, longest, unit, source),
        Measurement(MeasurementKind.AREA, longest * 2, f"{unit}²", source),
    )
    return Finding("lesion", number, 0, box, area, sizes)


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


LEFT, RIGHT = (0, 0, 5, 5), (50, 0, 5, 5)


def chosen(number, found, uid):
    """A reader's word on a finding of ``stored(number, ...)``."""
    return {f"scan-{number}": {target_of(found): uid}}


def lengths(lesion):
    return [s.size(LONGEST).value for s in lesion.sightings]


def change(before, after):
    one, two = stored(1, 1, before), stored(2, 2, after)
    (track,) = follow_ups([one, two], chosen(2, after, own_uid("scan-1", before)))
    (lesion,) = track.lesions
    return lesion.since_baseline(1, LONGEST)


def test_growth_is_told_as_a_ratio_of_the_earlier_size():
    found = change(finding(10.0), finding(12.0))
    assert found.ratio == pytest.approx(0.2)
    assert found.reason == ""


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (finding(10, "px", NONE), finding(12, "px", NONE), "not comparable: no scale"),
        (finding(10), finding(12, "px", NONE), "not comparable: no scale"),
        (finding(10), finding(12, "mm", USER), "not comparable: different scales"),
    ],
)
def test_why_there_is_no_ratio(before, after, reason):
    found = change(before, after)
    assert found.ratio is None
    assert found.reason == reason


def test_another_model_is_neither_proposed_nor_compared():
    one, two = finding(10), finding(12)
    results = [stored(1, 1, one), stored(2, 2, two, pack="other")]
    (track,) = follow_ups(results)
    assert track.matched == ()
    (track,) = follow_ups(results, chosen(2, two, own_uid("scan-1", one)))
    (lesion,) = track.matched
    assert lesion.changes(LONGEST)[0].reason == "not comparable: read by another model"


def test_one_day_is_no_follow_up_nor_are_days_without_a_lesion():
    assert follow_ups([stored(1, 1, finding(10)), stored(2, 1, finding(12))]) == []
    assert follow_ups([stored(1, 1), stored(2, 2)]) == []


def test_the_only_lesion_of_each_study_is_proposed_to_be_one_with_one_tracking_uid():
    one = finding(10)
    (track,) = follow_ups([stored(3, 9, finding(12)), stored(1, 1, one), stored(2, 5, finding(9))])
    (lesion,) = track.lesions
    assert lengths(lesion) == [10, 9, 12]
    assert lesion.proposed
    assert lesion.uid == own_uid("scan-1", one)


def test_two_lesions_are_never_matched_by_the_program():
    two = [finding(10), finding(5, number=2, box=RIGHT)]
    (track,) = follow_ups([stored(1, 1, *two), stored(2, 2, finding(11))])
    assert track.matched == ()
    assert len(track.lesions) == 3
    # Nor is one in each of two scans of a day, which may be the same seen twice.
    (track,) = follow_ups(
        [stored(1, 1, finding(9)), stored(2, 1, finding(8)), stored(3, 2, two[0])]
    )
    assert track.matched == ()


def test_a_day_without_the_lesion_ends_what_is_proposed():
    (track,) = follow_ups([stored(1, 1, finding(9)), stored(2, 2), stored(3, 3, finding(9))])
    assert track.matched == ()
    assert [day.day for day in track.days] == [1, 2, 3]


def test_a_reader_matches_and_the_tracking_uid_stays():
    big, small = finding(20, box=LEFT), finding(10, number=2, box=RIGHT)
    later = finding(12, box=RIGHT)
    results = [stored(1, 1, big, small), stored(2, 8, later)]
    (track,) = follow_ups(results)
    ((here, _own),) = track.on_scan("scan-2")
    assert [lengths(lesion) for lesion in track.may_continue(here)] == [[20], [10]]
    uid = own_uid("scan-1", small)
    (track,) = follow_ups(results, chosen(2, later, uid))
    (lesion,) = track.matched
    assert (lengths(lesion), lesion.uid, lesion.proposed) == ([10, 12], uid, False)
    # One more study: proposed on, since the one before shows one lesion.
    (track,) = follow_ups([*results, stored(3, 9, finding(13))], chosen(2, later, uid))
    (lesion,) = track.matched
    assert (lengths(lesion), lesion.uid, lesion.proposed) == ([10, 12, 13], uid, True)


def test_a_reader_says_that_a_lesion_is_new():
    later = finding(12)
    uid = own_uid("scan-2", later)
    (track,) = follow_ups([stored(1, 1, finding(10)), stored(2, 2, later)], chosen(2, later, uid))
    assert [lengths(lesion) for lesion in track.lesions] == [[10], [12]]


def test_what_continued_a_lesion_goes_with_it_when_that_is_matched_itself():
    a, b, c = finding(10), finding(11, box=RIGHT), finding(12)
    results = [stored(1, 1, a, finding(5, number=2, box=RIGHT)), stored(2, 2, b), stored(3, 3, c)]
    said = chosen(3, c, own_uid("scan-2", b)) | chosen(2, b, own_uid("scan-1", a))
    (lesion,) = follow_ups(results, said)[0].matched
    assert lengths(lesion) == [10, 11, 12]


def test_one_lesion_cannot_be_two_findings_of_a_scan():
    a, b, c = finding(10), finding(11), finding(12, number=2, box=RIGHT)
    said = chosen(2, b, own_uid("scan-1", a))
    (track,) = follow_ups([stored(1, 1, a), stored(2, 2, b, c)], said)
    first, second = (one for one, _lesion in track.on_scan("scan-2"))
    assert [lengths(lesion) for lesion in track.may_continue(first)] == [[10, 11]]
    assert track.may_continue(second) == []


def test_a_lesion_seen_on_two_scans_of_a_day_counts_where_it_is_longest():
    a, b = finding(10), finding(14)
    said = chosen(2, b, own_uid("scan-1", a))
    (track,) = follow_ups([stored(1, 1, a), stored(2, 1, b), stored(3, 5)], said)
    (lesion,) = track.lesions
    assert lengths(lesion) == [14]


def test_the_newest_result_of_a_scan_counts_and_a_rejected_one_never():
    (track,) = follow_ups(
        [
            stored(1, 1, finding(10), scan="a"),
            stored(2, 1, finding(11), scan="a"),
            stored(3, 1, finding(99, area=999), scan="b", state=ReviewState.REJECTED),
            stored(4, 8, finding(12)),
        ]
    )
    assert lengths(track.lesions[0]) == [11, 12]


def test_change_against_the_baseline_and_against_the_smallest_since():
    days = [stored(n, n, finding(size)) for n, size in enumerate([20, 10, 15, 8], start=1)]
    (lesion,) = follow_ups(days)[0].lesions
    assert lesion.since_baseline(2, LONGEST).ratio == pytest.approx(-0.25)
    assert lesion.since_nadir(2, LONGEST).ratio == pytest.approx(0.5)
    assert lesion.nadir(3, LONGEST).date.day == 2
    assert lesion.since_nadir(3, LONGEST).ratio == pytest.approx(-0.2)
    area = lesion.since_nadir(2, MeasurementKind.AREA)
    assert (area.before.value, area.after.value) == (20, 30)


def test_no_smallest_where_a_day_between_has_another_scale():
    results = [stored(1, 1, finding(20)), stored(2, 2, finding(9, "mm", USER))]
    (lesion,) = follow_ups([*results, stored(3, 3, finding(22))])[0].lesions
    assert lesion.since_baseline(2, LONGEST).ratio == pytest.approx(0.1)
    assert lesion.nadir(2, LONGEST) is None
    assert lesion.since_nadir(2, LONGEST).ratio is None


def test_a_diameter_may_be_off_by_a_pixel_at_each_end():
    fine = PixelCalibration(0.5, 0.7, FILE)
    one, two = stored(1, 1, finding(10)), stored(2, 2, finding(12), state=ReviewState.ACCEPTED)
    scan = replace(two.scan, geometry=replace(two.scan.geometry, calibration=fine))
    (lesion,) = follow_ups([one, replace(two, scan=scan)])[0].lesions
    first, second = lesion.sightings
    assert first.length_error_mm is None
    assert second.length_error_mm == pytest.approx(1.4)
    assert (first.confirmed, second.confirmed) == (False, True)

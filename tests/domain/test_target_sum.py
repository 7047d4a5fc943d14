"""The sum of diameters and the thresholds of RECIST 1.1, worked out by hand."""

from dataclasses import replace

import pytest

from medviewer.domain.follow_up import follow_ups
from medviewer.domain.geometry import SpacingSource
from medviewer.domain.segmentation import CodedConcept
from medviewer.domain.target_sum import Category, target_sums
from medviewer.domain.tracking import own_uid, target_of
from tests.domain.test_follow_up import FILE, LEFT, NONE, RIGHT, USER, finding, stored


def days(*sizes, unit="mm", sources=()):
    """One lesion over the days."""
    sources = sources or [FILE] * len(sizes)
    pairs = enumerate(zip(sizes, sources, strict=True), start=1)
    results = [stored(n, n, finding(size, unit, source)) for n, (size, source) in pairs]
    (track,) = follow_ups(results)
    return target_sums(track)


def test_two_lesions_are_summed():
    a, b = finding(20.0, box=LEFT), finding(10.0, number=2, box=RIGHT)
    c, d = finding(12.0, box=LEFT), finding(9.0, number=2, box=RIGHT)
    said = {
        "scan-2": {target_of(c): own_uid("scan-1", a), target_of(d): own_uid("scan-1", b)},
    }
    (track,) = follow_ups([stored(1, 1, a, b), stored(2, 2, c, d)], said)
    first, second = target_sums(track).sums
    assert (first.total, second.total, second.baseline) == (30, 21, 30)
    assert second.since_baseline == pytest.approx(-0.3)
    assert second.decreased  # 30 % to the point is at least 30 %


def test_less_than_30_percent_is_not_reached():
    assert not days(100.0, 70.1).sums[1].decreased
    assert days(100.0, 70.0).sums[1].decreased


@pytest.mark.parametrize(
    ("sizes", "reached"),
    [
        ((40.0, 20.0, 25.0), True),  # + 25 %, + 5 mm
        ((40.0, 20.0, 24.9), False),  # + 24.5 %, but 4.9 mm
        ((50.0, 40.0, 47.0), False),  # + 7 mm, but 17.5 %
        ((50.0, 40.0, 48.0), True),  # + 20 %, + 8 mm
        ((25.0, 31.0), True),  # the baseline is the smallest
    ],
)
def test_20_percent_and_5_mm_above_the_smallest(sizes, reached):
    assert days(*sizes).sums[-1].increased is reached


def test_no_sum_but_the_reason():
    assert days(40.0, 50.0, unit="px", sources=[NONE, NONE]).reason == "no scale"
    assert days(9.0, 12.0).reason == "no matched lesion of 10 mm or more at baseline"
    detector = [SpacingSource.IMAGER_PIXEL_SPACING] * 2
    assert "detector" in days(40.0, 50.0, sources=detector).reason
    a, b = finding(20), finding(10, number=2, box=RIGHT)
    (track,) = follow_ups([stored(1, 1, a, b), stored(2, 2, finding(9))])
    assert target_sums(track).reason == "no lesion is matched"


def test_a_day_of_another_scale_has_no_sum_and_the_smallest_is_unknown_after_it():
    first, second, third = days(20.0, 30.0, 21.0, sources=[FILE, USER, FILE]).sums
    assert first.total == 20
    assert (second.total, second.reason) == (None, "different scales")
    assert (second.decreased, second.increased) == (False, False)
    assert third.since_baseline == pytest.approx(0.05)
    assert third.nadir is None
    assert not third.increased


def test_scales_mixed_between_lesions_give_no_sum():
    a, b = finding(20.0, box=LEFT), finding(15.0, "mm", USER, number=2, box=RIGHT)
    c, d = finding(12.0, box=LEFT), finding(9.0, "mm", USER, number=2, box=RIGHT)
    said = {
        "scan-2": {target_of(c): own_uid("scan-1", a), target_of(d): own_uid("scan-1", b)},
    }
    (track,) = follow_ups([stored(1, 1, a, b), stored(2, 2, c, d)], said)
    assert target_sums(track).reason == "different scales"


def test_a_target_that_is_not_matched_on_a_day_leaves_that_day_without_a_sum():
    results = [stored(1, 1, finding(20)), stored(2, 2, finding(10)), stored(3, 3)]
    (track,) = follow_ups(results)
    assert target_sums(track).sums[2].reason == "a lesion has no match on this day"


def test_at_most_five_targets_the_longest():
    boxes = [(20 * i, 0, 5, 5) for i in range(6)]
    before = [finding(11.0 + i, number=i + 1, box=box) for i, box in enumerate(boxes)]
    after = [finding(11.0 + i, number=i + 1, box=box) for i, box in enumerate(boxes)]
    said = {target_of(f): own_uid("scan-1", f) for f in before}
    (track,) = follow_ups([stored(1, 1, *before), stored(2, 2, *after)], {"scan-2": said})
    found = target_sums(track)
    assert len(found.targets) == 5
    assert found.sums[0].total == 12 + 13 + 14 + 15 + 16


def test_at_most_two_targets_where_all_lie_in_one_organ():
    liver = CodedConcept("10200004", "SCT", "Liver")
    boxes = [(20 * i, 0, 5, 5) for i in range(3)]
    lesions = [finding(11.0 + i, number=i + 1, box=box) for i, box in enumerate(boxes)]
    said = {target_of(f): own_uid("scan-1", f) for f in lesions}
    (track,) = follow_ups([stored(1, 1, *lesions), stored(2, 2, *lesions)], {"scan-2": said})
    assert len(target_sums(track).targets) == 3
    within = replace(track, segment=replace(track.segment, region=liver))
    found = target_sums(within)
    assert (len(found.targets), found.measurable) == (2, 3)
    assert found.sums[0].total == 12 + 13


@pytest.mark.parametrize(
    ("sizes", "category"),
    [
        ((40.0, 28.0), Category.PARTIAL_RESPONSE),
        ((40.0, 28.1), Category.STABLE_DISEASE),
        ((40.0, 47.9), Category.STABLE_DISEASE),
        ((40.0, 48.0), Category.PROGRESSIVE_DISEASE),
        # Far below the baseline still, but grown from the smallest: growth comes first.
        ((100.0, 20.0, 26.0), Category.PROGRESSIVE_DISEASE),
    ],
)
def test_category_of_the_sum(sizes, category):
    sums = days(*sizes).sums
    assert sums[0].category is None
    assert sums[-1].category is category


def test_no_category_where_the_smallest_is_unknown():
    last = days(20.0, 30.0, 12.0, sources=[FILE, USER, FILE]).sums[-1]
    assert last.decreased
    assert last.category is None

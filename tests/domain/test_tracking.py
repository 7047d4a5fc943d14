"""Tracking UIDs of lesions, and choices that outlive a changed outline."""

import datetime as dt

from medviewer.domain.edit import Edit, EditKind
from medviewer.domain.tracking import chosen_in, outlined, own_uid, target_of
from tests.domain.test_follow_up import finding

UID = "2.25.17"


def step(target, after, kind=EditKind.TRACKING):
    return Edit(kind, target, None, after, "Match lesion", dt.datetime.now(dt.UTC))


def test_the_uid_is_a_valid_one_of_its_own_and_always_the_same():
    here, there = own_uid("a", finding(10)), own_uid("b", finding(10))
    assert here == own_uid("a", finding(12, number=3))  # neither size nor number name a lesion
    assert here != there
    assert here.startswith("2.25.")
    assert len(here) <= 64


def test_the_last_standing_step_counts_and_a_damaged_one_says_nothing():
    steps = [step("a", b"2.25.1"), step("a", b"2.25.2"), step("b", b"\xff"), step("c", None)]
    other = step("d", b"2.25.3", EditKind.MEASUREMENT)
    assert chosen_in([*steps, other]) == {"a": "2.25.2"}


def uids(findings, chosen):
    return [one.chosen for one in outlined("a", findings, chosen)]


def test_a_choice_goes_with_the_outline_that_covers_its_middle():
    before = finding(10, box=(10, 10, 8, 8))  # its middle is (14, 14)
    grown, beside = finding(14, box=(8, 9, 14, 12)), finding(4, number=2, box=(40, 10, 8, 8))
    assert uids([beside, grown], {target_of(before): UID}) == [None, UID]


def test_a_choice_lapses_where_no_outline_or_two_cover_its_middle():
    before = finding(10, box=(10, 10, 8, 8))
    one, two = finding(9, box=(0, 0, 20, 20)), finding(8, number=2, box=(12, 12, 20, 20))
    assert uids([one, two], {target_of(before): UID}) == [None, None]
    assert uids([finding(4, box=(40, 10, 8, 8))], {target_of(before): UID}) == [None]
    assert uids([one], {"no target": UID}) == [None]

"""Estimates of what is left."""

import pytest

from medviewer.jobs.pace import Pace, duration_text


def test_there_is_no_estimate_before_anything_was_done():
    assert Pace().seconds_for(3) is None


def test_the_estimate_goes_by_frames_not_by_cases():
    pace = Pace()
    pace.note(1, 2.0)
    pace.note(9, 18.0)
    assert pace.seconds_for(50) == pytest.approx(100)


def test_the_newest_pieces_count():
    pace = Pace()
    for _ in range(30):
        pace.note(1, 100.0)
    for _ in range(20):
        pace.note(1, 1.0)
    assert pace.seconds_for(10) == pytest.approx(10)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (5, "less than a minute"),
        (61, "about 1 min"),
        (3_540, "about 59 min"),
        (5_400, "about 1 h 30 min"),
        (36_100, "about 10 h"),
    ],
)
def test_durations_in_words(seconds, words):
    assert duration_text(seconds) == words

"""The images that a reader drew on are read anew for a report, if the scan is still the same."""

import datetime as dt

import numpy as np
import pytest

from medviewer.domain.annotation import Annotation, AnnotationKind
from medviewer.domain.review import StoredResult
from medviewer.imaging.record import scan_record
from medviewer.imaging.registry import default_registry
from medviewer.imaging.windowing import default_window, render
from medviewer.jobs.by_hand import outline_by_hand
from medviewer.jobs.drawn import drawn_frames

NOW = dt.datetime(2026, 3, 4, tzinfo=dt.UTC)


@pytest.fixture
def scan(tmp_path):
    """A volume of nine slices of another brightness each, and its stored result."""
    path = tmp_path / "volume.npy"
    levels = np.arange(9)[:, None, None] * 20 + np.arange(40)[None, :, None] + np.arange(30)
    np.save(path, levels.astype(np.int16))
    volume = default_registry().read(path)
    result = outline_by_hand(volume)
    return path, volume, StoredResult(1, scan_record(volume, result), result, NOW)


def line(frame):
    return Annotation(f"a{frame}", AnnotationKind.DISTANCE, frame, ((1, 1), (20, 20)))


def test_the_images_drawn_on_but_the_kept_one_as_they_are_shown(scan):
    _, volume, stored = scan
    kept = stored.scan.picture_frame
    other = 2 if kept != 2 else 3
    drawn = {stored.scan.content_hash: (line(kept), line(other), line(other), line(99))}
    (found,) = drawn_frames([stored, stored], drawn).values()
    frame = volume.frame(other)
    shown = render(frame, default_window(volume, frame, other), volume.inverted, volume.padding)
    assert list(found) == [other]
    assert np.array_equal(found[other], shown)


def test_nothing_is_read_where_the_kept_picture_is_enough(scan):
    _, _, stored = scan
    drawn = {stored.scan.content_hash: (line(stored.scan.picture_frame),)}
    assert drawn_frames([stored], drawn) == {}
    assert drawn_frames([stored], {}) == {}


@pytest.mark.parametrize("what", ["gone", "changed", "damaged"])
def test_a_scan_that_is_gone_or_another_is_left_out(scan, what):
    path, volume, stored = scan
    drawn = {stored.scan.content_hash: (line(0), line(1))}
    if what == "gone":
        path.unlink()
    elif what == "changed":
        np.save(path, np.zeros((9, 40, 30), np.int16))
    else:
        path.write_bytes(b"no volume")
    assert not any(drawn_frames([stored], drawn).values())

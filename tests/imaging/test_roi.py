"""Which pixels a region holds, and what their values are: known answers."""

import math

import numpy as np
import pytest

from medviewer.domain.annotation import Annotation, AnnotationKind
from medviewer.domain.geometry import VolumeGeometry
from medviewer.domain.image import ArrayFrames, ImageVolume
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.imaging.roi import pixels_inside, region_statistics


def region(kind: AnnotationKind, *points: tuple[float, float], frame: int = 0) -> Annotation:
    return Annotation("r", kind, frame, points)


def rectangle(x0, y0, x1, y1, frame=0) -> Annotation:
    return region(AnnotationKind.RECTANGLE, (x0, y0), (x1, y1), frame=frame)


def volume_of(array: np.ndarray, **changes) -> ImageVolume:
    """Around (frames, rows, columns[, 3])."""
    return ImageVolume(
        frames=ArrayFrames(array),
        geometry=VolumeGeometry(array.shape[1], array.shape[2], array.shape[0]),
        context=StudyContext(Patient("P", "Nobody"), Study("1"), Series("1.1")),
        content_hash="0" * 64,
        files=(),
        **changes,
    )


def whole_mask(one: Annotation, rows: int, columns: int) -> np.ndarray:
    """The pixels inside, on the whole frame."""
    found = pixels_inside(one, rows, columns)
    mask = np.zeros((rows, columns), bool)
    high, wide = found.inside.shape
    mask[found.row : found.row + high, found.column : found.column + wide] = found.inside
    return mask


@pytest.mark.parametrize(
    ("corners", "columns", "rows"),
    [
        ((2, 3, 5, 7), (2, 5), (3, 7)),  # on pixel borders: exactly those pixels
        ((5, 7, 2, 3), (2, 5), (3, 7)),  # drawn from the other corner
        ((2.4, 3, 5.4, 7), (2, 5), (3, 7)),
        ((2.6, 3, 5.6, 7), (3, 6), (3, 7)),
        ((2.5, 3.5, 5.5, 6.5), (2, 5), (3, 6)),  # left and upper border inside, others not
        ((-4, -4, 2, 2), (0, 2), (0, 2)),  # outside the frame there are no pixels
        ((8, 8, 40, 40), (8, 10), (8, 10)),
        ((2, 2, 2, 9), (0, 0), (0, 0)),  # no width
        ((20, 20, 30, 30), (0, 0), (0, 0)),
    ],
)
def test_pixels_of_a_rectangle(corners, columns, rows):
    expected = np.zeros((10, 10), bool)
    expected[slice(*rows), slice(*columns)] = True
    np.testing.assert_array_equal(whole_mask(rectangle(*corners), 10, 10), expected)


def test_a_polygon_of_a_rectangle_is_the_rectangle():
    polygon = region(AnnotationKind.POLYGON, (2.5, 3.2), (7.5, 3.2), (7.5, 8.9), (2.5, 8.9))
    np.testing.assert_array_equal(
        whole_mask(polygon, 12, 12), whole_mask(rectangle(2.5, 3.2, 7.5, 8.9), 12, 12)
    )


def test_neighbours_share_no_pixel_and_leave_none_out():
    corner, middle = (0.0, 0.0), (11.0, 13.0)
    above = region(AnnotationKind.POLYGON, corner, (20.0, 0.0), (20.0, 20.0), middle)
    below = region(AnnotationKind.POLYGON, corner, middle, (20.0, 20.0), (0.0, 20.0))
    one, other = whole_mask(above, 20, 20), whole_mask(below, 20, 20)
    assert not (one & other).any()
    assert (one | other).all()


@pytest.mark.parametrize("seed", range(5))
def test_polygon_pixels_are_those_whose_centre_is_inside(seed):
    from matplotlib.path import Path

    rng = np.random.default_rng(seed)
    turn = np.sort(rng.uniform(0, 2 * np.pi, 9))
    reach = rng.uniform(4, 15, 9)
    corners = [
        (16 + r * math.cos(t), 15 + r * math.sin(t)) for r, t in zip(reach, turn, strict=True)
    ]
    rows, columns = np.mgrid[0:31, 0:33]
    centres = np.stack([columns.ravel() + 0.5, rows.ravel() + 0.5], axis=1)
    inside = Path([*corners, corners[0]], closed=True).contains_points(centres).reshape(31, 33)
    found = whole_mask(region(AnnotationKind.POLYGON, *corners), 31, 33)
    np.testing.assert_array_equal(found, inside)


def test_what_an_outline_encloses_twice_is_outside():
    bow = region(AnnotationKind.POLYGON, (0, 0), (10, 0), (10, 10), (3, 10), (3, -0.0), (3, 10))
    assert whole_mask(bow, 10, 10)[:, 3:].all()


def test_an_ellipse_holds_the_centres_at_most_its_radius_away():
    rows, columns = np.mgrid[0:20, 0:30] + 0.5
    expected = ((columns - 14.3) / 9.2) ** 2 + ((rows - 9.1) / 6.4) ** 2 <= 1
    ellipse = region(AnnotationKind.ELLIPSE, (14.3 - 9.2, 9.1 - 6.4), (14.3 + 9.2, 9.1 + 6.4))
    np.testing.assert_array_equal(whole_mask(ellipse, 20, 30), expected)


def test_area_of_many_pixels_nears_that_of_the_ellipse():
    ellipse = region(AnnotationKind.ELLIPSE, (100, 200), (900, 800))
    count = np.count_nonzero(pixels_inside(ellipse, 1000, 1000).inside)
    assert count == pytest.approx(math.pi * 400 * 300, rel=1e-3)


def test_statistics_of_a_ct_block_are_exact():
    frame = np.full((2, 16, 16), -1024, np.int16)
    frame[1, 4:8, 4:8] = np.arange(16, dtype=np.int16).reshape(4, 4) * 10 - 50
    found = region_statistics(rectangle(4, 4, 8, 8, frame=1), volume_of(frame, unit="HU"))
    values = np.arange(16) * 10.0 - 50
    assert found.pixels == 16
    assert found.mean == pytest.approx(25.0)
    assert found.sd == pytest.approx(math.sqrt(sum((v - 25) ** 2 for v in values) / 15))
    assert (found.minimum, found.maximum, found.unit) == (-50, 100, "HU")
    elsewhere = region_statistics(rectangle(4, 4, 8, 8, frame=0), volume_of(frame, unit="HU"))
    assert (elsewhere.mean, elsewhere.sd) == (-1024, 0)


def test_large_values_are_summed_without_overflow():
    frame = np.full((1, 300, 300), 65535, np.uint16)
    assert region_statistics(rectangle(0, 0, 300, 300), volume_of(frame)).mean == 65535


def test_padding_and_values_that_are_none_are_left_out():
    frame = np.array([[[1.0, 2.0, np.nan, -2000.0]]], np.float32)
    found = region_statistics(
        rectangle(0, 0, 4, 1), volume_of(frame, padding=(-2000.0, -1999.0), unit="HU")
    )
    assert (found.pixels, found.mean, found.minimum) == (2, 1.5, 1)


def test_no_pixel_and_one_pixel():
    volume = volume_of(np.full((1, 4, 4), 9, np.uint8))
    none = region_statistics(rectangle(1.6, 1.6, 2.4, 2.4), volume)
    assert (none.pixels, none.mean, none.sd) == (0, None, None)
    one = region_statistics(rectangle(1, 1, 2, 2), volume)
    assert (one.pixels, one.mean, one.sd) == (1, 9, None)


def test_of_a_colour_picture_the_luminance_is_measured_and_said_so():
    frame = np.zeros((1, 4, 4, 3), np.uint8)
    frame[..., 0] = 255
    found = region_statistics(rectangle(0, 0, 4, 4), volume_of(frame, colour=True))
    assert found.of_colour
    assert found.mean == pytest.approx(0.299 * 255)


def test_a_distance_holds_no_pixels():
    with pytest.raises(ValueError, match="holds no pixels"):
        pixels_inside(region(AnnotationKind.DISTANCE, (0, 0), (1, 1)), 4, 4)

"""Outlines and masks drawn into pictures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from medviewer.domain.segmentation import Segment, SegmentationMask
from medviewer.imaging.overlay import draw_overlay, line_width, outline

LESION = Segment("lesion", "Lesion", (230, 159, 0), "L")


def mask_of(area: np.ndarray, segment: Segment = LESION) -> SegmentationMask:
    return SegmentationMask(segment, area[None])


def signed_area(polygon: np.ndarray) -> float:
    x, y = polygon.T
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2)


def test_the_outline_of_a_pixel_is_its_square():
    mask = np.zeros((3, 4), bool)
    mask[1, 2] = True
    (square,) = outline(mask)
    assert sorted(map(tuple, square)) == [(2, 1), (2, 2), (3, 1), (3, 2)]


def test_nothing_has_no_outline():
    assert outline(np.zeros((5, 5), bool)) == []


def test_a_hole_has_its_own_outline():
    mask = np.ones((5, 5), bool)
    mask[2, 2] = False
    areas = sorted(abs(signed_area(p)) for p in outline(mask))
    assert areas == [1, 25]


@given(hnp.arrays(bool, st.tuples(st.integers(1, 9), st.integers(1, 9))))
def test_outlines_enclose_exactly_the_pixels_of_the_mask(mask):
    assert abs(sum(signed_area(p) for p in outline(mask))) == mask.sum()


@given(hnp.arrays(bool, st.tuples(st.integers(1, 12), st.integers(1, 12))), st.booleans())
def test_any_mask_can_be_drawn(area, confirmed):
    picture = np.full(area.shape, 90, np.uint8)
    drawn = draw_overlay(picture, [mask_of(area)], confirmed=confirmed)
    assert drawn.shape == (*area.shape, 3)
    assert drawn.dtype == np.uint8
    assert np.all(picture == 90)
    if not area.any():
        assert np.all(drawn == 90)


def disc(size: int = 120, radius: int = 30) -> np.ndarray:
    y, x = np.ogrid[:size, :size]
    return (x - size / 2) ** 2 + (y - size / 2) ** 2 < radius**2


def test_the_fill_has_the_opacity_asked_for():
    drawn = draw_overlay(np.full((120, 120), 100, np.uint8), [mask_of(disc())], opacity=0.25)
    expected = np.rint(0.75 * 100 + 0.25 * np.array(LESION.colour))
    assert drawn[60, 60].tolist() == expected.tolist()
    assert drawn[5, 5].tolist() == [100, 100, 100]


def border_colours(confirmed: bool) -> np.ndarray:
    picture = np.zeros((120, 120), np.uint8)
    drawn = draw_overlay(picture, [mask_of(disc())], confirmed=confirmed, opacity=0.0)
    angles = np.radians(np.arange(0, 360, 1))
    x, y = 60 + 29.5 * np.cos(angles), 60 + 29.5 * np.sin(angles)
    return drawn[np.rint(y).astype(int), np.rint(x).astype(int)].max(axis=1)


def test_a_prediction_is_dashed_and_a_confirmed_mask_solid():
    assert border_colours(confirmed=True).min() > 100
    dashed = border_colours(confirmed=False)
    gaps = np.mean(dashed < 50)
    assert 0.15 < gaps < 0.6
    changes = np.count_nonzero(np.diff((dashed > 100).astype(int)) == 1)
    assert changes > 8


def test_a_letter_stands_beside_the_lesion():
    picture = np.zeros((120, 120), np.uint8)
    plain = draw_overlay(picture, [mask_of(disc())])
    nameless = Segment("lesion", "Lesion", LESION.colour, "")
    without = draw_overlay(picture, [mask_of(disc(), nameless)])
    rows, columns = np.nonzero((plain != without).any(axis=2))
    assert rows.size > 10
    assert columns.min() > 85  # right of the disc, which ends at 90 with its line


def test_the_letter_stays_in_the_picture():
    area = np.zeros((60, 80), bool)
    area[20:60, 10:80] = True  # touches the right and lower border
    nameless = Segment("lesion", "Lesion", LESION.colour, "")
    picture = np.zeros(area.shape, np.uint8)
    drawn = draw_overlay(picture, [mask_of(area)])
    without = draw_overlay(picture, [mask_of(area, nameless)])
    assert np.count_nonzero((drawn != without).any(axis=2)) > 10


def test_colour_pictures_and_several_segments():
    picture = np.full((120, 120, 3), (10, 20, 30), np.uint8)
    other = np.zeros((120, 120), bool)
    other[5:20, 5:20] = True
    second = Segment("cyst", "Cyst", (0, 114, 178), "C")
    drawn = draw_overlay(picture, [mask_of(disc()), mask_of(other, second)])
    assert drawn[60, 60].tolist() != [10, 20, 30]
    assert drawn[12, 12, 2] > drawn[12, 12, 0]
    assert drawn[110, 5].tolist() == [10, 20, 30]


def test_only_the_frame_asked_for_is_drawn():
    masks = SegmentationMask(LESION, np.stack([np.zeros((120, 120), bool), disc()]))
    picture = np.zeros((120, 120), np.uint8)
    assert draw_overlay(picture, [masks], frame=0).max() == 0
    assert draw_overlay(picture, [masks], frame=1).max() > 0


def test_a_mask_of_another_size_is_our_mistake():
    with pytest.raises(ValueError, match="different sizes"):
        draw_overlay(np.zeros((5, 5), np.uint8), [mask_of(disc())])


def test_lines_grow_with_the_picture():
    assert [line_width(n, n) for n in (32, 512, 800, 2000, 4000)] == [1, 2, 2, 5, 10]

"""Mask operations on shapes whose answers are known."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from medviewer.inference import mask_editing as edit

SQUARE = (slice(3, 7), slice(3, 7))


def square(size=10):
    mask = np.zeros((size, size), bool)
    mask[SQUARE] = True
    return mask


def drawn(text):
    return np.array([[c == "#" for c in line] for line in text.split()])


@pytest.mark.parametrize(("diameter", "pixels"), [(1, 1), (2, 5), (3, 9), (4.1, 13), (5, 21)])
def test_a_dab_covers_the_pixels_whose_centre_is_in_the_circle(diameter, pixels):
    dab = edit.stroke((11, 11), (5.5, 5.5), (5.5, 5.5), diameter)
    assert dab.sum() == pixels
    assert dab[5, 5]
    assert np.array_equal(dab, dab[::-1])
    assert np.array_equal(dab, dab.T)


def test_a_stroke_is_a_capsule_and_may_leave_the_picture():
    way = edit.stroke((20, 30), (5.5, 10.5), (24.5, 10.5), 5)
    assert way[10, 3:27].all()
    assert not way[10, [2, 27]].any()
    assert way[8:13, 5:25].all()
    assert way.sum() == 21 + 19 * 5
    assert edit.stroke((20, 30), (-50, -50), (-40, -50), 5).sum() == 0
    assert edit.stroke((4, 4), (-3, 2), (30, 2), 100).all()


@given(st.tuples(*[st.floats(0, 19.9)] * 4))
@settings(max_examples=60, deadline=None)
def test_the_thinnest_line_has_no_gaps(ends):
    import cv2

    way = edit.stroke((20, 20), ends[:2], ends[2:], 1)
    assert cv2.connectedComponents(way.astype(np.uint8), connectivity=8)[0] == 2
    for x, y in (ends[:2], ends[2:]):
        assert way[int(y), int(x)]


def test_a_polygon_takes_the_pixels_whose_centre_is_inside():
    box = [(3, 3), (7, 3), (7, 7), (3, 7)]
    assert np.array_equal(edit.polygon((10, 10), box), square())
    assert np.array_equal(edit.polygon((10, 10), box[::-1]), square())
    assert np.array_equal(
        edit.polygon((5, 6), [(0, 0), (5, 5), (0, 5)]),
        np.tri(5, 6, -1, dtype=bool),  # the centre on the edge belongs to one side only
    )
    assert not edit.polygon((10, 10), box[:2]).any()
    assert edit.polygon((4, 4), [(-9, -9), (99, -9), (99, 99), (-9, 99)]).all()


@given(st.lists(st.tuples(st.floats(-5, 25), st.floats(-5, 25)), min_size=3, max_size=8))
@example([(0.0, 0.0), (0.0, 0.0), (8.795394374380278, 8.795394374380278), (0.0, 0.0)])
@settings(max_examples=60, deadline=None)
def test_two_halves_of_a_polygon_do_not_overlap(corners):
    """Cut along a diagonal, a fan of triangles counts every pixel as often as the whole."""
    whole = edit.polygon((20, 20), corners)
    fan = np.zeros((20, 20), int)
    for a, b in zip(corners[1:-1], corners[2:], strict=True):
        fan += edit.polygon((20, 20), [corners[0], a, b])
    assert np.array_equal(fan % 2 == 1, whole)


def test_holes_are_filled_and_bays_are_not():
    mask = drawn("######.### #....#.#.# #.##.#.#.. #....#.#.# ######.###")
    filled = edit.fill_holes(mask)
    assert filled[:, :6].all()
    assert np.array_equal(filled[:, 6:], mask[:, 6:])


def test_a_click_fills_its_own_region_only():
    mask = drawn("####### #..#..# ####### .......")
    filled = edit.fill_region(mask, 1, 2)
    assert filled[1, 1:3].all()
    assert not filled[1, 4:6].any()
    assert edit.fill_region(mask, 3, 0) is None  # reaches the edge
    assert edit.fill_region(mask, 0, 0) is None  # is outlined already


def test_parts_that_touch_at_a_corner_or_between_frames_are_one():
    mask = np.zeros((3, 8, 8), bool)
    mask[0, 1:3, 1:3] = True
    mask[1, 3, 3] = True
    mask[2, 6:8, 5:8] = True
    mask[1, 6, 0] = True
    largest = edit.keep_largest(mask)
    assert largest.sum() == 6
    assert largest[2, 6:8, 5:8].all()
    rest = edit.without_part(mask, 1, 3, 3)
    assert rest.sum() == 7
    assert not rest[0].any()
    assert edit.without_part(mask, 0, 7, 7) is None
    assert not edit.keep_largest(np.zeros((2, 3, 3), bool)).any()


def test_growing_and_shrinking_are_exact_discs():
    dot = np.zeros((11, 11), bool)
    dot[5, 5] = True
    for distance, pixels in ((0.9, 1), (1, 5), (1.5, 9), (2, 13), (3, 29)):
        assert edit.grow(dot, distance).sum() == pixels
    assert edit.shrink(square(), 1).sum() == 4
    assert edit.shrink(square(), 2).sum() == 0
    assert not edit.grow(np.zeros((5, 5), bool), 3).any()


def test_growing_in_millimetres_follows_the_spacing_of_rows_and_columns():
    dot = np.zeros((11, 11), bool)
    dot[5, 5] = True
    grown = edit.grow(dot, 2.0, row_mm=2.0, column_mm=0.5)
    assert grown[5].sum() == 9
    assert grown[:, 5].sum() == 3


def test_the_edge_of_the_picture_takes_nothing_away():
    mask = np.zeros((6, 6), bool)
    mask[:, :3] = True
    assert np.array_equal(edit.shrink(mask, 1), np.pad(mask, ((0, 0), (0, 1)))[:, 1:])
    assert edit.shrink(np.ones((4, 4), bool), 2).all()


def test_smoothing_takes_a_spike_and_keeps_a_straight_edge():
    half = np.zeros((40, 40), bool)
    half[:, :20] = True
    assert np.array_equal(edit.smooth(half), half)
    spiked = half.copy()
    spiked[20, 20:24] = True
    smoothed = edit.smooth(spiked)
    assert (smoothed ^ half).sum() <= 1
    assert not smoothed[20, 21:].any()
    y, x = np.mgrid[:60, :60]
    disc = (y - 30) ** 2 + (x - 30) ** 2 < 20**2
    assert abs(int(edit.smooth(disc).sum()) - int(disc.sum())) < 0.02 * disc.sum()


def test_between_two_discs_the_radius_changes_evenly():
    y, x = np.mgrid[:64, :64] - 31.5
    disc = [np.hypot(x, y) < r for r in (10, 14, 18, 22)]
    found = edit.between(disc[0], disc[3], 2)
    for mask, wanted in zip(found, disc[1:3], strict=True):
        assert (mask ^ wanted).sum() < 0.03 * wanted.sum()


def test_slices_between_those_drawn_are_filled_and_nothing_is_made_up():
    mask = np.zeros((9, 10, 10), bool)
    mask[1][SQUARE] = mask[4][SQUARE] = True
    mask[6, 0, 0] = True
    found = edit.interpolated(mask, [4, 1, 8])
    for index in range(1, 5):
        assert np.array_equal(found[index], square())
    assert np.array_equal(found[5:], mask[5:])  # slice 8 is empty
    assert not found[0].any()


masks = arrays(np.bool_, st.tuples(st.integers(1, 12), st.integers(1, 12)))


@given(masks, st.floats(0, 4))
@settings(max_examples=60, deadline=None)
def test_growing_holds_the_mask_and_shrinking_lies_in_it(mask, distance):
    before = mask.copy()
    assert (edit.grow(mask, distance) >= mask).all()
    assert (edit.shrink(mask, distance) <= mask).all()
    assert (edit.fill_holes(mask) >= mask).all()
    # Nothing in the picture is both grown by a distance and outside what is shrunk off it.
    assert np.array_equal(edit.shrink(~mask, distance), ~edit.grow(mask, distance))
    assert np.array_equal(mask, before)

"""Preparation and the way back to the picture's own grid."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medviewer.packs.pack import InputRule, Intensity, Resize
from medviewer.packs.preprocess import prepare

FIT = InputRule(64, 64, 1, Intensity.STANDARDISED, Resize.FIT)
SQUASH = InputRule(64, 64, 1, Intensity.STANDARDISED, Resize.SQUASH)
FIT_40 = InputRule(40, 40, 1, Intensity.STANDARDISED, Resize.FIT)


def test_fit_keeps_the_aspect_and_centres() -> None:
    placed = prepare(np.full((100, 200), 7, np.uint8), FIT).transform
    assert (placed.height, placed.width, placed.top, placed.left) == (32, 64, 16, 0)


def test_squash_fills_the_input() -> None:
    placed = prepare(np.full((100, 200), 7, np.uint8), SQUASH).transform
    assert (placed.height, placed.width, placed.top, placed.left) == (64, 64, 0, 0)


def test_standardised_over_the_picture_and_zero_around_it() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (32, 64), dtype=np.uint8)
    array = prepare(picture, FIT).array
    assert array.shape == (1, 64, 64)
    assert array.dtype == np.float32
    inner = array[0, 16:48]
    assert abs(float(inner.mean())) < 1e-5
    assert abs(float(inner.std()) - 1) < 1e-5
    assert not array[0, :16].any()
    assert not array[0, 48:].any()


def test_an_even_picture_has_no_contrast_and_no_division_by_zero() -> None:
    array = prepare(np.full((9, 9), 200, np.uint8), FIT).array
    np.testing.assert_allclose(array, 0, atol=1e-3)


def test_gain_and_offset_do_not_matter() -> None:
    picture = np.random.default_rng(0).integers(0, 100, (64, 64), dtype=np.uint8)
    np.testing.assert_allclose(
        prepare(picture, FIT).array, prepare(2 * picture + 10, FIT).array, atol=1e-4
    )


def test_colour_becomes_luminance() -> None:
    picture = np.zeros((64, 64, 3), np.uint8)
    picture[:, 32:, 1] = 255
    grey = np.zeros((64, 64), np.uint8)
    grey[:, 32:] = 150  # 0.587 of 255
    np.testing.assert_allclose(prepare(picture, FIT).array, prepare(grey, FIT).array, atol=1e-4)


@pytest.mark.parametrize(
    "picture",
    [np.zeros((4, 4), np.float32), np.zeros((4, 4, 4), np.uint8), np.zeros((0, 4), np.uint8)],
)
def test_other_arrays_are_refused(picture: np.ndarray) -> None:
    with pytest.raises(ValueError, match="picture"):
        prepare(picture, FIT)


@settings(max_examples=40, deadline=None)
@given(
    rows=st.integers(40, 301),
    columns=st.integers(40, 301),
    squash=st.booleans(),
    centre=st.tuples(st.floats(0.3, 0.7), st.floats(0.3, 0.7)),
)
def test_an_ellipse_comes_back_to_its_place(
    rows: int, columns: int, squash: bool, centre: tuple[float, float]
) -> None:
    """The round trip moves nothing: an ellipse's centre returns within a pixel for odd sizes."""
    y, x = centre[0] * (rows - 1), centre[1] * (columns - 1)
    yy, xx = np.mgrid[:rows, :columns]
    inside = ((yy - y) / (0.2 * rows)) ** 2 + ((xx - x) / (0.2 * columns)) ** 2 <= 1
    picture = (255 * inside).astype(np.uint8)
    prepared = prepare(picture, SQUASH if squash else FIT)
    maps = (prepared.array - prepared.array.min()) / np.ptp(prepared.array)
    back = prepared.transform.to_input(maps)
    assert back.shape == (1, rows, columns)
    assert back.dtype == np.float32
    found = cv2.moments((back[0] >= 0.5).astype(np.uint8), binaryImage=True)
    true = cv2.moments((picture > 0).astype(np.uint8), binaryImage=True)
    pixel = max(1.0, max(rows, columns) / 64)  # of the coarser of the two grids
    assert abs(found["m10"] / found["m00"] - true["m10"] / true["m00"]) < 0.5 * pixel
    assert abs(found["m01"] / found["m00"] - true["m01"] / true["m00"]) < 0.5 * pixel


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 1), (3, 2000)])
def test_extreme_shapes_survive_the_way_there_and_back(shape: tuple[int, int]) -> None:
    prepared = prepare(np.full(shape, 9, np.uint8), FIT)
    assert prepared.array.shape == (1, 64, 64)
    back = prepared.transform.to_input(np.ones((2, 64, 64), np.float32))
    assert back.shape == (2, *shape)
    np.testing.assert_array_equal(back, 1)


def test_three_channels_are_standardised_each_for_itself() -> None:
    rule = InputRule(40, 40, 3, Intensity.STANDARDISED, Resize.FIT)
    rng = np.random.default_rng(0)
    picture = rng.integers(0, 256, (40, 40, 3)).astype(np.uint8)
    picture[..., 1] //= 4
    array = prepare(picture, rule).array
    assert array.shape == (3, 40, 40)
    np.testing.assert_allclose(array.mean((1, 2)), 0, atol=1e-4)
    np.testing.assert_allclose(array.std((1, 2)), 1, atol=1e-3)
    only = prepare(picture[..., 1].copy(), FIT_40).array[0]
    np.testing.assert_allclose(array[1], only, atol=1e-4)


def test_a_grey_picture_fills_three_channels() -> None:
    rule = InputRule(40, 40, 3, Intensity.STANDARDISED, Resize.FIT)
    grey = np.random.default_rng(0).integers(0, 256, (40, 40)).astype(np.uint8)
    array = prepare(grey, rule).array
    np.testing.assert_array_equal(array[0], array[2])

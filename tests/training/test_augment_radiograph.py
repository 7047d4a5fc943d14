"""Views of films: repeatable, without burnt-in clues, stretched both ways."""

import cv2
import numpy as np
import pytest

from medviewer.packs.pack import InputRule, Intensity, Resize
from medviewer.training.augment import augment
from medviewer.training.recipe import Augmentation
from medviewer.training.sample import Sample

RULE = InputRule(96, 96, 1, Intensity.STANDARDISED, Resize.SQUASH)


def view(picture: np.ndarray, mask: np.ndarray, seed: int) -> Sample:
    rng = np.random.default_rng(seed)
    return augment(picture, mask, RULE, Augmentation.RADIOGRAPH, rng)


def film() -> tuple[np.ndarray, np.ndarray]:
    """A bright square of 60 x 60 of 120 x 180 pixels on dark ground."""
    picture = np.full((120, 180), 60, np.uint8)
    mask = np.zeros(picture.shape, bool)
    mask[30:90, 60:120] = True
    picture[mask] = 220
    return picture, mask


def test_the_same_seed_gives_the_same_view() -> None:
    one, two, other = view(*film(), 3), view(*film(), 3), view(*film(), 4)
    np.testing.assert_array_equal(one.array, two.array)
    assert not np.array_equal(one.array, other.array)


@pytest.mark.parametrize("seed", range(12))
def test_picture_and_mask_move_alike(seed: int) -> None:
    sample = view(*film(), seed)
    assert sample.array.shape == sample.mask.shape == (1, 96, 96)
    assert sample.array.dtype == sample.mask.dtype == np.float32
    assert np.isfinite(sample.array).all()
    inside, outside = sample.array[sample.mask > 0], sample.array[sample.mask == 0]
    assert np.median(inside) > np.median(outside) + 0.8


def test_every_view_is_standardised() -> None:
    for seed in range(20):
        array = view(*film(), seed).array
        assert array.mean() == pytest.approx(0, abs=1e-4)
        assert array.std() == pytest.approx(1, abs=1e-3)


def test_the_squashed_shape_is_stretched_by_up_to_a_fifth_both_ways() -> None:
    # Squashed to the square input, the mask is 48 high and 32 wide: 1.5.
    ratios = []
    for seed in range(150):
        mask = view(*film(), seed).mask[0].astype(np.uint8)
        (_, _), (a, b), _ = cv2.minAreaRect(np.argwhere(mask)[:, ::-1].astype(np.float32))
        ratios.append(max(a, b) / min(a, b) / 1.5)
    assert 0.72 < min(ratios) < 0.88
    assert 1.14 < max(ratios) < 1.35
    assert np.median(ratios) == pytest.approx(1, abs=0.06)


def test_a_marker_in_the_corner_is_often_gone_or_on_the_other_side() -> None:
    picture, mask = film()
    picture[:] = 90
    mask[:] = False
    mask[4:16, 4:16] = True  # where the marker stands
    left = gone = 0
    for seed in range(120):
        found = view(picture, mask, seed).mask[0]
        gone += found.sum() < 10
        left += found[:, :48].sum() > found[:, 48:].sum()
    assert 40 <= left <= 80
    assert gone >= 10


@pytest.mark.parametrize("shape", [(1, 1), (3, 200), (1500, 2100)])
def test_any_shape_survives(shape: tuple[int, int]) -> None:
    picture, mask = np.full(shape, 9, np.uint8), np.zeros(shape, bool)
    for seed in range(4):
        assert np.isfinite(view(picture, mask, seed).array).all()

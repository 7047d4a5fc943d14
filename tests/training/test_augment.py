"""Augmentation moves picture and mask alike and repeats itself by its seed."""

import numpy as np
import pytest

from medviewer.packs.pack import InputRule, Intensity, Resize
from medviewer.training.augment import augment
from medviewer.training.recipe import Augmentation
from medviewer.training.sample import plain

RULE = InputRule(96, 96, 1, Intensity.STANDARDISED, Resize.FIT)
KIND = Augmentation.ULTRASOUND


def disc(bright: int = 255) -> tuple[np.ndarray, np.ndarray]:
    yy, xx = np.mgrid[:150, :180]
    mask = (yy - 60) ** 2 + (xx - 110) ** 2 <= 30**2
    return np.where(mask, bright, 60).astype(np.uint8), mask


def test_the_same_seed_gives_the_same_view() -> None:
    one = augment(*disc(), RULE, KIND, np.random.default_rng((7, 1, 2)))
    two = augment(*disc(), RULE, KIND, np.random.default_rng((7, 1, 2)))
    other = augment(*disc(), RULE, KIND, np.random.default_rng((7, 1, 3)))
    np.testing.assert_array_equal(one.array, two.array)
    np.testing.assert_array_equal(one.mask, two.mask)
    assert not np.array_equal(one.array, other.array)


@pytest.mark.parametrize("seed", range(12))
def test_the_mask_stays_on_its_lesion(seed: int) -> None:
    sample = augment(*disc(), RULE, KIND, np.random.default_rng(seed))
    assert sample.array.shape == sample.mask.shape == (1, 96, 96)
    assert sample.array.dtype == sample.mask.dtype == np.float32
    assert np.isfinite(sample.array).all()
    assert set(np.unique(sample.mask)) == {0.0, 1.0}
    inside, outside = sample.array[sample.mask > 0], sample.array[sample.mask == 0]
    assert np.median(inside) > np.median(outside) + 1


def test_a_view_keeps_most_of_the_lesion() -> None:
    picture, mask = disc()
    mask = np.zeros_like(mask)
    mask[:20, :20] = True  # at the corner, where shifts would cut it away
    whole = plain(picture, mask, RULE).mask.sum()
    seen = [
        augment(picture, mask, RULE, KIND, np.random.default_rng(s)).mask.sum() for s in range(40)
    ]
    # Scales go down to 0.75, so a whole lesion may cover 0.56 of its area.
    assert sum(s < 0.3 * whole for s in seen) <= 2


def test_plain_is_what_prediction_sees() -> None:
    picture, mask = disc()
    sample = plain(picture, mask, RULE)
    assert sample.mask[0, 8:88].sum() == sample.mask.sum()  # 80 of 96 rows hold the picture
    centre = np.argwhere(sample.mask[0]).mean(0)
    np.testing.assert_allclose(centre, [8 + 60 * 96 / 180, 110 * 96 / 180], atol=1)


def test_a_picture_of_one_pixel_survives() -> None:
    picture, mask = np.full((1, 1), 9, np.uint8), np.zeros((1, 1), bool)
    sample = augment(picture, mask, RULE, KIND, np.random.default_rng(0))
    assert np.isfinite(sample.array).all()

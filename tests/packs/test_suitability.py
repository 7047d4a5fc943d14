"""Which pictures count as coloured."""

import numpy as np
import pytest

from medviewer.packs.pack import GateRule
from medviewer.packs.suitability import coloured_share, reason_of_colour

RULE = GateRule("0" * 64, 1.0, 2.0, least_side=32, most_elongated=3, most_coloured=0.25)


def grey(rows: int = 90, columns: int = 120) -> np.ndarray:
    return np.random.default_rng(3).integers(0, 256, (rows, columns), np.uint8)


def test_grey_saved_in_colour_is_grey() -> None:
    assert coloured_share(grey()) == 0
    assert coloured_share(np.repeat(grey()[..., None], 3, 2)) == 0


def test_a_tint_is_no_colour() -> None:
    tinted = grey()[..., None] * np.array([1.0, 0.82, 0.55])
    assert coloured_share(tinted.astype(np.uint8)) < 0.01


def test_a_doppler_box_counts_by_its_area() -> None:
    picture = np.repeat(grey()[..., None], 3, 2)
    picture[20:50, 30:70] = (230, 40, 20)
    assert coloured_share(picture) == pytest.approx(30 * 40 / (90 * 120), abs=0.02)
    assert reason_of_colour([coloured_share(picture)], RULE) is None


def test_a_photograph_is_coloured_nearly_everywhere() -> None:
    y, x = np.mgrid[:200, :300] / 300
    scene = np.stack([x, 1 - y, np.abs(np.sin(9 * x + 5 * y))], 2)
    share = coloured_share((scene * 255).astype(np.uint8))
    assert share > 0.6
    reason = reason_of_colour([share], RULE)
    assert reason is not None
    assert "limit 25%" in reason


def test_of_a_series_the_middle_picture_counts() -> None:
    assert reason_of_colour([0.9, 0.1, 0.1], RULE) is None
    assert reason_of_colour([0.9, 0.9, 0.1], RULE) is not None

"""Decisions on hand-made maps and logits."""

import dataclasses

import numpy as np
import pytest

from medviewer.packs.pack import ModelPack, PresenceGate
from medviewer.packs.postprocess import choose, clean_mask, decide, softmax

LABELS = ("normal", "benign", "malignant")


def with_rules(pack: ModelPack, **changes: object) -> ModelPack:
    segment = dataclasses.replace(pack.segments[0], threshold=0.5, minimum_area=0.0)
    return dataclasses.replace(pack, segments=(segment,), **changes)  # type: ignore[arg-type]


def test_the_threshold_belongs_to_the_mask(tiny_pack: ModelPack) -> None:
    maps = np.array([[[0.49, 0.5], [0.51, 0.0]]], np.float32)
    decision = decide(with_rules(tiny_pack), maps, None, None)
    assert decision.masks.tolist() == [[[False, True], [True, False]]]
    assert decision.label_index is None
    assert decision.probabilities.size == 0
    assert not decision.gated


def test_temperature_softens_the_probabilities(tiny_pack: ModelPack) -> None:
    pack = with_rules(tiny_pack, temperature=2.0)
    maps = np.zeros((1, 4, 4), np.float32)
    decision = decide(pack, maps, np.log([1.0, 4.0, 16.0]), None)
    np.testing.assert_allclose(decision.probabilities, [1 / 7, 2 / 7, 4 / 7])
    assert decision.label_index == 2


def test_the_gate_empties_the_mask_and_says_so(tiny_pack: ModelPack) -> None:
    pack = with_rules(tiny_pack, presence_gate=PresenceGate("normal", 0.6))
    maps = np.ones((1, 4, 4), np.float32)
    absent = decide(pack, maps, np.log([0.61, 0.2, 0.19]), None)
    assert absent.gated
    assert not absent.masks.any()
    present = decide(pack, maps, np.log([0.59, 0.21, 0.2]), None)
    assert not present.gated
    assert present.masks.all()


def test_operating_point_names_the_positive_class_first(tiny_pack: ModelPack) -> None:
    point = tiny_pack.operating_point("sensitivity-95")  # malignant from 0.2
    assert choose(np.array([0.1, 0.7, 0.2]), LABELS, point) == 2
    assert choose(np.array([0.1, 0.71, 0.19]), LABELS, point) == 1
    high = dataclasses.replace(point, threshold=0.9)
    # Below the threshold the best of the others is named, even if it is less probable.
    assert choose(np.array([0.15, 0.05, 0.8]), LABELS, high) == 0
    assert choose(np.array([0.15, 0.05, 0.8]), LABELS, tiny_pack.operating_point()) == 2


def test_small_parts_go_and_holes_are_filled() -> None:
    mask = np.zeros((20, 20), bool)
    mask[2:9, 2:9] = True
    mask[4:6, 4:6] = False  # a hole
    mask[15, 15] = True  # one pixel, 0.25 % of the picture
    cleaned = clean_mask(mask, 0.005)
    expected = np.zeros((20, 20), bool)
    expected[2:9, 2:9] = True
    np.testing.assert_array_equal(cleaned, expected)
    assert clean_mask(mask, 0.0025)[15, 15]


def test_a_bay_that_opens_to_the_border_is_no_hole() -> None:
    mask = np.zeros((6, 6), bool)
    mask[:, 1] = mask[:, 4] = mask[5] = True
    np.testing.assert_array_equal(clean_mask(mask, 0.0), mask)


@pytest.mark.parametrize("full", [True, False])
def test_full_and_empty_masks_stay(full: bool) -> None:
    mask = np.full((5, 7), full)
    np.testing.assert_array_equal(clean_mask(mask, 0.01), mask)


def test_softmax_survives_large_logits() -> None:
    np.testing.assert_allclose(softmax(np.array([1000.0, 1000.0])), [0.5, 0.5])

"""What is fitted on validation, on cases with a known answer."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from medviewer.packs.pack import ModelPack, PresenceGate
from medviewer.packs.postprocess import choose
from medviewer.training.calibration import (
    fit_rules,
    fit_temperature,
    negative_log_likelihood,
    operating_points,
)
from medviewer.training.manifest import Record
from medviewer.training.predictions import Answer
from medviewer.training.recipe import DecisionRecipe

LABELS = ("normal", "benign", "malignant")
DECISION = DecisionRecipe("discs", "malignant", (0.75, 0.98), absent_class="normal")


def test_temperature_finds_back_the_factor_the_logits_were_sharpened_by() -> None:
    rng = np.random.default_rng(3)
    honest = rng.normal(size=(4000, 3)) * 1.5
    shares = np.exp(honest) / np.exp(honest).sum(1, keepdims=True)
    labels = np.array([rng.choice(3, p=p) for p in shares])
    sharpened = 3 * honest
    temperature = fit_temperature(sharpened, labels)
    assert temperature == pytest.approx(3.0, rel=0.08)
    assert negative_log_likelihood(sharpened, labels, temperature) < negative_log_likelihood(
        sharpened, labels, 1.0
    )


def answer(kind: str, level: float, absent: float) -> Answer:
    """A picture whose lesion is found with probability ``level``, noise elsewhere at 0.42."""
    truth = np.zeros((40, 40), bool)
    truth[10:30, 10:30] = kind != "normal"
    maps = np.where(truth, level, 0.1).astype(np.float32)
    maps[2:4, 2:4] = 0.42
    logits = np.log([absent, (1 - absent) / 2, (1 - absent) / 2])
    record = Record("x", "discs", Path("x"), None, kind, "p", "val")
    return Answer(record, truth, maps[None], logits)


def test_rules_find_the_threshold_and_the_gate_that_help(tiny_pack: ModelPack) -> None:
    # Lesions show at 0.47 only; a normal picture shows a false one at 0.9, but is known absent.
    false = answer("normal", 0.1, 0.75)
    false.maps[0, 10:30, 10:30] = 0.9
    found = [answer("benign", 0.47, 0.55), answer("malignant", 0.8, 0.1), false]
    pack = fit_rules(tiny_pack, found, "normal")
    assert pack.segments[0].threshold == 0.45
    assert pack.segments[0].minimum_area == 0.0
    assert pack.presence_gate == PresenceGate("normal", 0.6)


def test_rules_stay_at_the_middle_where_nothing_helps(tiny_pack: ModelPack) -> None:
    pack = fit_rules(tiny_pack, [answer("benign", 0.9, 0.1)], "normal")
    assert pack.segments[0].threshold == 0.5
    assert pack.presence_gate is None


def test_operating_points_reach_what_they_promise() -> None:
    malignant = [0.9, 0.8, 0.3, 0.2]
    others = [0.7, 0.25, 0.1, 0.05, 0.02]
    score = np.array(malignant + others)
    probability = np.stack([(1 - score) * 0.4, (1 - score) * 0.6, score], 1)
    truth = np.array([2] * 4 + [1] * 5)
    balanced, common, high = operating_points(probability, truth, LABELS, DECISION, "val of discs")
    assert (balanced.name, balanced.threshold, balanced.sensitivity) == ("balanced", None, 0.5)
    assert balanced.specificity == 0.8
    assert (common.name, common.threshold, common.sensitivity) == ("sensitivity-75", 0.3, 0.75)
    assert common.specificity == 0.8
    assert (high.name, high.threshold, high.sensitivity) == ("sensitivity-98", 0.2, 1.0)
    assert high.specificity == 0.6
    assert (high.n, high.measured_on) == (9, "val of discs")
    assert high.sensitivity_ci == pytest.approx((0.5101, 1.0), abs=1e-4)
    named = [choose(p, LABELS, common) == 2 for p in probability]
    assert named == [True, True, True, False, True, False, False, False, False]


def test_a_threshold_written_to_a_file_still_finds_its_last_case() -> None:
    score = np.array([0.123456789, 0.9])
    probability = np.stack([1 - score, np.zeros(2), score], 1)
    decision = dataclasses.replace(DECISION, sensitivities=(0.98,))
    point = operating_points(probability, np.array([2, 2]), LABELS, decision, "")[1]
    assert point.threshold == 0.1234
    assert point.sensitivity == 1.0

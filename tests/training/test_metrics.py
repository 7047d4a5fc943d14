"""Figures of merit against values worked out by hand."""

import math

import numpy as np
import pytest

from medviewer.training import metrics


def test_overlaps_by_hand() -> None:
    one = np.array([[1, 1, 0, 0]], bool)
    two = np.array([[0, 1, 1, 1]], bool)
    assert metrics.dice(one, two) == pytest.approx(2 / 5)
    assert metrics.iou(one, two) == pytest.approx(1 / 4)
    none = np.zeros_like(one)
    assert metrics.dice(none, none) == metrics.iou(none, none) == 1
    assert metrics.dice(none, one) == metrics.iou(one, none) == 0


def test_wilson_interval_by_hand() -> None:
    # Newcombe, Statistics in Medicine 1998, table I: 81 of 263.
    assert metrics.wilson_interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert metrics.wilson_interval(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert metrics.wilson_interval(0, 0) is None


def test_auc_counts_pairs_and_halves_ties() -> None:
    truth = np.array([True, True, False, False])
    assert metrics.auc(truth, np.array([0.9, 0.4, 0.5, 0.4])) == pytest.approx(
        (1 + 1 + 0 + 0.5) / 4
    )
    assert metrics.auc(np.array([True]), np.array([0.5])) is None


def test_bootstrap_draws_patients_not_pictures() -> None:
    values = np.repeat(np.random.default_rng(0).normal(size=50), 8)

    def mean(index: np.ndarray) -> float:
        return float(values[index].mean())

    as_pictures = metrics.bootstrap_interval([str(i) for i in range(400)], mean)
    as_patients = metrics.bootstrap_interval([str(i // 8) for i in range(400)], mean)
    assert as_pictures is not None
    assert as_patients is not None
    wide, narrow = np.ptp(as_patients), np.ptp(as_pictures)
    # Eight copies of a patient carry no more than one: wider by the square root of eight.
    assert wide / narrow == pytest.approx(math.sqrt(8), rel=0.15)
    assert metrics.bootstrap_interval(["one"] * 5, mean) is None


def test_bootstrap_leaves_out_draws_without_the_figure() -> None:
    truth = np.array([True, False, False])
    interval = metrics.bootstrap_interval(
        ["a", "b", "c"], lambda i: metrics.auc(truth[i], np.array([0.9, 0.1, 0.2])[i])
    )
    assert interval == (1.0, 1.0)


def test_calibration_error_by_hand() -> None:
    probability = np.array([[0.95, 0.05], [0.95, 0.05], [0.55, 0.45], [0.45, 0.55]])
    labels = np.array([0, 1, 0, 1])
    error, bins = metrics.reliability(probability, labels)
    assert error == pytest.approx(0.5 * abs(0.95 - 0.5) + 0.5 * abs(0.55 - 1.0))
    assert [(b["from"], b["n"]) for b in bins] == [(0.5, 2), (0.9, 2)]

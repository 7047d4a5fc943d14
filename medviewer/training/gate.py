"""Fit the numbers of a pack's gate; ``gate_limits`` finds its limits."""

import dataclasses
import warnings

import numpy as np
import numpy.typing as npt

from medviewer.packs.gate import FARTHEST, PictureGate
from medviewer.training.gate_material import Material
from medviewer.training.outliers import TURNED

_DIRECTIONS, _AXES = 384, 64
_SHRINKAGE = 0.1
_LEAST_VARIANCE = 1e-3
# Small networks whose mean answer is the gate's.
_NETWORKS, _UNITS = 5, 64
_PENALTY, _EPOCHS, _BATCH, _RATE = 0.1, 60, 128, 2e-3
_CALM = 0.25  # the networks see the places so much smaller, which keeps their answer smooth
_TURNED_COUNT = 3.0
"""A kind of own pictures wrongly shown counts so many times: it is the hardest to tell."""


def fit_gate(train: Material) -> PictureGate:
    """The numbers of a gate.

    Each statistic is scaled by its spread among the pack's own pictures. Foreignness is the mean
    logit of small networks with one hidden layer on the principal directions of own and other
    pictures, the own counting as much as all others. Distance uses the covariance of the own
    pictures along the first of these directions, shrunk towards its diagonal. Altered views count
    as own: another machine's pictures are not foreign.
    """
    own = np.concatenate([train.own, train.views])
    centre, spread = own.mean(0), own.std(0)
    # A statistic that hardly varies must not turn rounding into a large number.
    scale = np.maximum(spread, 0.05 * spread.mean())
    scaled = (np.concatenate([own, *train.others.values()]) - centre) / scale
    scaled = np.clip(scaled, -FARTHEST, FARTHEST)
    weight = _weights(len(own), train)
    # Few own pictures would be learnt by heart along many directions.
    directions = _principal(scaled, weight, min(_DIRECTIONS, max(len(own) // 4, 1)))
    spreads = (scaled[: len(own)] @ directions.T).std(0)
    spreads = np.maximum(spreads, 0.02 * spreads.max())
    directions = _float32((directions / spreads[:, None]).astype(np.float16))  # as the file does
    places = np.clip(scaled @ directions.T, -FARTHEST, FARTHEST)
    layers = _networks(places, np.arange(len(places)) >= len(own), weight * len(weight))
    axes = _axes(places[: len(own)])
    gate = PictureGate(
        centre=_float32(centre),
        scale=_float32(scale),
        directions=directions,
        **layers,
        usual=np.zeros(1, np.float32),
        axes=axes,
        middle=_float32((places[: len(own)] @ axes.T).mean(0)),
    )
    usual = np.mean([one.foreignness for one in gate.measure(train.own)])
    return dataclasses.replace(gate, usual=np.array([usual], np.float32))


def _networks(
    places: npt.NDArray[np.float32], foreign: npt.NDArray[np.bool_], weight: npt.NDArray[np.float64]
) -> dict[str, npt.NDArray[np.float32]]:
    """The networks side by side as one: ``layer``, ``layer_bias``, ``weights`` and ``bias``."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    fitted = []
    for seed in range(_NETWORKS):
        network = MLPClassifier(
            (_UNITS,), alpha=_PENALTY, batch_size=_BATCH, learning_rate_init=_RATE,
            max_iter=_EPOCHS, random_state=seed,
        )  # fmt: skip
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # so many epochs and no more
            fitted.append(network.fit(places * _CALM, foreign, sample_weight=weight))
    return {
        "layer": _float32(np.concatenate([n.coefs_[0].T for n in fitted]) * _CALM),
        "layer_bias": _float32(np.concatenate([n.intercepts_[0] for n in fitted])),
        "weights": _float32(np.concatenate([n.coefs_[1][:, 0] for n in fitted]) / len(fitted)),
        "bias": _float32(np.mean([n.intercepts_[1] for n in fitted], axis=0)),
    }


def _weights(own: int, train: Material) -> npt.NDArray[np.float64]:
    """Weight of each picture, the own first: one half to them, one to all others by kind."""
    counts = {kind: _TURNED_COUNT if kind in TURNED else 1.0 for kind in train.others}
    total = sum(counts.values())
    parts = [
        np.full(len(group), 0.5 * counts[kind] / total / len(group))
        for kind, group in train.others.items()
    ]
    return np.concatenate([np.full(own, 0.5 / own), *parts])


def _principal(
    rows: npt.NDArray[np.float32], weight: npt.NDArray[np.float64], count: int
) -> npt.NDArray[np.float32]:
    """The first principal directions (count, D) of weighted rows (N, D)."""
    from sklearn.utils.extmath import randomized_svd

    weighted = rows * np.sqrt(weight)[:, None].astype(np.float32)
    count = min(count, *weighted.shape)
    return _float32(randomized_svd(weighted, count, n_iter=2, random_state=0)[2])


def _axes(mine: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Independent axes of spread 1 (A, K) in the first of own places (N, K)."""
    first = mine[:, :_AXES]
    covariance = np.atleast_2d(np.cov(first.T))
    variances = np.diag(covariance)
    covariance += _SHRINKAGE * (np.diag(variances) - covariance)
    covariance += _LEAST_VARIANCE * variances.mean() * np.eye(len(variances))
    axes = np.zeros((first.shape[1], mine.shape[1]), np.float32)
    axes[:, : first.shape[1]] = np.linalg.inv(np.linalg.cholesky(covariance))
    return axes


def _float32(array: np.ndarray) -> npt.NDArray[np.float32]:
    return np.ascontiguousarray(array, np.float32)

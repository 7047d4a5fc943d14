"""Fit a pack's gate: its numbers from training pictures, its limits from validation pictures."""

import numpy as np
import numpy.typing as npt

from medviewer.packs.gate import PictureGate
from medviewer.training.gate_material import Material
from medviewer.training.outliers import TURNED

_DIRECTIONS, _AXES = 256, 64
_SHRINKAGE = 0.1
_LEAST_VARIANCE = 1e-3
_PENALTY = 0.1
_TURNED_COUNT = 3.0
"""A kind of own pictures wrongly shown counts so many times: it is the hardest to tell."""

_FARTHEST = 20.0
"""Spreads from the middle at which a statistic, and a direction, stops to count for more."""

# Of each kind of others this share of the validation pictures is to be caught, and of the pack's
# own this share may be refused by either measure.
_CAUGHT = 0.98
_OWN_REFUSED = 0.005
_DISTANCE_ROOM = 1.3


def fit_gate(train: Material) -> PictureGate:
    """The numbers of a gate.

    Each statistic is scaled by its spread among the pack's own pictures. Foreignness is a
    logistic layer (L2) on the principal directions of own and other pictures, the own counting
    as much as all others. Distance uses the covariance of the own pictures along the first of
    these directions, shrunk towards its diagonal. Altered views count as own: another machine's
    pictures are not foreign.
    """
    from sklearn.linear_model import LogisticRegression

    own = np.concatenate([train.own, train.views])
    centre, spread = own.mean(0), own.std(0)
    # A statistic that hardly varies must not turn rounding into a large number.
    scale = np.maximum(spread, 0.05 * spread.mean())
    scaled = (np.concatenate([own, *train.others.values()]) - centre) / scale
    weight = _weights(len(own), train)
    directions = _principal(np.clip(scaled, -_FARTHEST, _FARTHEST), weight)
    z = scaled @ directions.T
    mine = z[: len(own)]
    unit = mine.std(0)
    layer = LogisticRegression(C=_PENALTY, max_iter=3000)
    layer.fit(
        np.clip(z / unit, -_FARTHEST, _FARTHEST),
        np.arange(len(z)) >= len(own),
        sample_weight=weight * len(weight),
    )
    axes = _axes(mine[:, :_AXES], directions[:_AXES])
    return PictureGate(
        centre=_float32(centre),
        scale=_float32(scale),
        weights=_float32(layer.coef_[0] / unit @ directions),
        bias=_float32(layer.intercept_),
        axes=axes,
        middle=_float32((scaled[: len(own)] @ axes.T).mean(0)),
    )


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
    rows: npt.NDArray[np.float32], weight: npt.NDArray[np.float64]
) -> npt.NDArray[np.float32]:
    """The first principal directions (count, D) of weighted rows (N, D)."""
    from sklearn.utils.extmath import randomized_svd

    weighted = rows * np.sqrt(weight)[:, None].astype(np.float32)
    count = min(_DIRECTIONS, *weighted.shape)
    return _float32(randomized_svd(weighted, count, n_iter=2, random_state=0)[2])


def _axes(
    mine: npt.NDArray[np.float32], directions: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """Independent axes of spread 1 (K, D) from coordinates (N, K), rounded as the file does."""
    covariance = np.cov(mine.T)
    variances = np.diag(covariance)
    covariance += _SHRINKAGE * (np.diag(variances) - covariance)
    covariance += _LEAST_VARIANCE * variances.mean() * np.eye(len(variances))
    whitening = np.linalg.inv(np.linalg.cholesky(covariance))
    return _float32((whitening @ directions).astype(np.float16))


def _float32(array: np.ndarray) -> npt.NDArray[np.float32]:
    return np.ascontiguousarray(array, np.float32)


def fit_limits(gate: PictureGate, val: Material) -> tuple[float, float]:
    """The limits of foreignness and of distance.

    Foreignness: the highest limit that catches nearly all pictures of every kind, because the
    pictures of hospitals never seen lie between the own and the others; never so low that it
    refuses more than a few of the own. Distance, which saw no others, stays well beyond nearly
    all own pictures, altered views included.
    """
    own = [one.foreignness for one in gate.measure(val.own)]
    least = float(np.quantile(own, 1 - _OWN_REFUSED))
    catching = min(
        float(np.quantile([one.foreignness for one in gate.measure(part)], 1 - _CAUGHT))
        for part in val.others.values()
    )
    distances = [one.distance for part in (val.own, val.views) for one in gate.measure(part)]
    farthest = float(np.quantile(distances, 1 - _OWN_REFUSED))
    return round(max(least, catching), 3), round(_DISTANCE_ROOM * farthest, 3)

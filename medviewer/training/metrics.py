"""Figures of merit and their intervals."""

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

_RESAMPLES = 1000
_SEED = 20_200_228


def dice(found: npt.NDArray[np.bool_], truth: npt.NDArray[np.bool_]) -> float:
    """Overlap 2|A∩B| / (|A|+|B|); 1 where both are empty."""
    total = int(found.sum()) + int(truth.sum())
    return 2 * int((found & truth).sum()) / total if total else 1.0


def iou(found: npt.NDArray[np.bool_], truth: npt.NDArray[np.bool_]) -> float:
    """Overlap |A∩B| / |A∪B|; 1 where both are empty."""
    union = int((found | truth).sum())
    return int((found & truth).sum()) / union if union else 1.0


def overlap_pixels(
    found: npt.NDArray[np.bool_], truth: npt.NDArray[np.bool_]
) -> tuple[int, int, int]:
    """Pixels that both have, that ``found`` has and that ``truth`` has."""
    return int((found & truth).sum()), int(found.sum()), int(truth.sum())


def dice_of_pixels(pixels: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Dice of each row of counts (N, 3) as ``overlap_pixels`` gives; 1 where both are empty."""
    total = pixels[:, 1] + pixels[:, 2]
    return np.where(total > 0, 2 * pixels[:, 0] / np.maximum(total, 1), 1.0)


def wilson_interval(hits: int, n: int) -> tuple[float, float] | None:
    """95 % interval of a share (Wilson, JASA 1927); None without cases."""
    if n == 0:
        return None
    z = 1.959964
    share = hits / n
    centre = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    below = 1 + z * z / n
    return max((centre - half) / below, 0.0), min((centre + half) / below, 1.0)


def bootstrap_interval(
    patients: Sequence[str], statistic: Callable[[npt.NDArray[np.intp]], float | None]
) -> tuple[float, float] | None:
    """95 % percentile interval, patients drawn with replacement (Efron, 1979).

    Args:
        patients: patient of each case; the cases of one patient are drawn together.
        statistic: figure of the cases of these indices, None where it is not defined.

    Returns:
        The interval, or None where the statistic is not defined or there is one patient.
    """
    cases: dict[str, list[int]] = {}
    for index, patient in enumerate(patients):
        cases.setdefault(patient, []).append(index)
    groups = [np.array(indices) for indices in cases.values()]
    if len(groups) < 2:
        return None
    rng = np.random.default_rng(_SEED)
    values = []
    for _ in range(_RESAMPLES):
        drawn = rng.integers(0, len(groups), len(groups))
        value = statistic(np.concatenate([groups[i] for i in drawn]))
        if value is not None:
            values.append(value)
    if not values:
        return None
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def auc(positive: npt.NDArray[np.bool_], score: npt.NDArray[np.float64]) -> float | None:
    """Area under the ROC curve by ranks (Mann-Whitney); None where one kind is absent.

    Quick enough to be drawn a thousand times, which a library's checked call is not.
    """
    from scipy.stats import rankdata

    sick = int(positive.sum())
    well = len(positive) - sick
    if not sick or not well:
        return None
    ranks = float(rankdata(score)[positive].sum())
    return (ranks - sick * (sick + 1) / 2) / (sick * well)


def reliability(
    probabilities: npt.NDArray[np.float64], labels: npt.NDArray[np.intp], bins: int = 10
) -> tuple[float, list[dict[str, float]]]:
    """Expected calibration error of the named class's probability, and its bins.

    Args:
        probabilities: (N, C).
        labels: (N,), the true class.
        bins: of equal width (Guo et al., ICML 2017).

    Returns:
        The error, and a row a filled bin: bounds, count, mean confidence, accuracy.
    """
    confidence = probabilities.max(1)
    right = probabilities.argmax(1) == labels
    number = np.minimum((confidence * bins).astype(int), bins - 1)
    rows, error = [], 0.0
    for index in range(bins):
        inside = number == index
        if inside.any():
            mean, share = float(confidence[inside].mean()), float(right[inside].mean())
            error += float(inside.mean()) * abs(mean - share)
            rows.append(
                {
                    "from": index / bins,
                    "to": (index + 1) / bins,
                    "n": int(inside.sum()),
                    "confidence": mean,
                    "accuracy": share,
                }
            )
    return error, rows

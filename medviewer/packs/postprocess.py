"""From probabilities to masks and a diagnosis: the one copy, for evaluation and prediction."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from medviewer.domain.result import OperatingPoint
from medviewer.packs.pack import ModelPack


@dataclass(frozen=True)
class Decision:
    """What a pack says of one picture.

    ``masks``: bool, (S, rows, columns). ``probabilities``: float64, (C,), calibrated; empty
    without a classifier, and then ``label_index`` is None. ``gated``: the masks were emptied
    because the picture most probably shows nothing.
    """

    masks: npt.NDArray[np.bool_]
    probabilities: npt.NDArray[np.float64]
    label_index: int | None
    gated: bool


def decide(
    pack: ModelPack,
    mask_probability: npt.NDArray[np.float32],
    class_logits: npt.NDArray[np.floating] | None,
    operating_point: OperatingPoint | None,
) -> Decision:
    """Apply a pack's rules to what its network gave.

    Args:
        pack: whose thresholds, temperature and gate hold.
        mask_probability: float32, (S, rows, columns) on the picture's own grid, 0..1.
        class_logits: (C,) before the temperature, or None without a classifier.
        operating_point: how the diagnosis is named; None: the most probable class.
    """
    masks = np.zeros(mask_probability.shape, bool)
    if class_logits is None:
        probabilities, label = np.zeros(0), None
    else:
        probabilities = softmax(np.asarray(class_logits, np.float64) / pack.temperature)
        label = choose(probabilities, pack.class_labels, operating_point)
    gate = pack.presence_gate
    gated = (
        gate is not None
        and class_logits is not None
        and float(probabilities[pack.class_labels.index(gate.absent_class)]) >= gate.threshold
    )
    if not gated:
        for index, segment in enumerate(pack.segments):
            masks[index] = clean_mask(
                mask_probability[index] >= segment.threshold, segment.minimum_area
            )
    return Decision(masks, probabilities, label, gated)


def choose(
    probabilities: npt.NDArray[np.float64],
    labels: tuple[str, ...],
    operating_point: OperatingPoint | None,
) -> int:
    """Index of the class named at an operating point."""
    if operating_point is None or operating_point.positive_class is None:
        return int(np.argmax(probabilities))
    positive = labels.index(operating_point.positive_class)
    threshold = operating_point.threshold
    if threshold is None:
        raise ValueError("an operating point with a class needs a threshold")
    if probabilities[positive] >= threshold:
        return positive
    others = probabilities.copy()
    others[positive] = -1.0
    return int(np.argmax(others))


def softmax(logits: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Probabilities over the last axis."""
    exponents = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: npt.NDArray[np.float64] = exponents / exponents.sum(axis=-1, keepdims=True)
    return shares


def largest_part(volume: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The largest connected part of a volume: touching within a slice or from slice to slice.

    Args:
        volume: bool, (slices, rows, columns). Parts touch within a slice by edge or corner,
            between neighbouring slices by sharing a pixel's place.
    """
    from scipy import ndimage

    touching = np.zeros((3, 3, 3), bool)
    touching[1] = True
    touching[:, 1, 1] = True
    labels, _ = ndimage.label(volume, touching)
    sizes = np.bincount(labels.ravel())
    sizes[0] = 0
    kept: npt.NDArray[np.bool_] = volume & (labels == sizes.argmax())
    return kept


def clean_mask(mask: npt.NDArray[np.bool_], minimum_area: float) -> npt.NDArray[np.bool_]:
    """Drop parts (8-connected) under a fraction of the picture and fill holes.

    Args:
        mask: bool, (rows, columns).
        minimum_area: fraction of the picture's area.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    keep = stats[:, cv2.CC_STAT_AREA] >= minimum_area * mask.size
    keep[0] = False
    kept = keep[labels]
    if count == 1 or not kept.any():
        return np.zeros_like(mask)
    # Background that a one-pixel frame cannot reach is a hole.
    framed = np.pad(~kept, 1, constant_values=True).astype(np.uint8)
    _, outside = cv2.connectedComponents(framed, connectivity=4)
    filled: npt.NDArray[np.bool_] = outside[1:-1, 1:-1] != outside[0, 0]
    return filled

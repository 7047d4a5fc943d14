"""Losses of masks and classes, and their sum as a recipe weighs it."""

from collections.abc import Callable, Mapping, Sequence

import torch
import torch.nn.functional as F

from medviewer.networks.tiling import centre_crop
from medviewer.training.fitting import ClassLoss, Fitting, LossRecipe, MaskLoss
from medviewer.training.recipe import TrainingError

Output = Mapping[str, torch.Tensor]


class Criterion:
    """What a network is trained to make small.

    The weighted mask losses, and ``class_weight`` times the weighted class losses, each where
    the network has that head. A target larger than the network's map is cropped to its middle.
    Where a network answers ``deep_mask_logits`` too, (L, N, S, H, W) from fine to coarse, each
    map counts half of the one before and all together 1 (deep supervision, as in Isensee et
    al., Nature Methods 2021).

    Args:
        fitting: the losses, ``class_weight`` and ``label_smoothing`` (Szegedy et al., CVPR
            2016).
        class_weights: (K,), weight of each class in the class losses; None: all alike.
    """

    def __init__(self, fitting: Fitting, class_weights: torch.Tensor | None = None) -> None:
        self._masks = [(mask_loss(name), w) for name, w in fitting.loss.masks.items()]
        self._classes = [(_CLASS_LOSSES[n], w) for n, w in fitting.loss.classes.items()]
        self._class_part, self._smoothing = fitting.class_weight, fitting.label_smoothing
        self._class_weights = class_weights

    def __call__(self, output: Output, mask: torch.Tensor, label: torch.Tensor) -> torch.Tensor:
        """The loss.

        Args:
            output: of a network with a mask head, a class head or both.
            mask: (N, S, H, W), 0 or 1.
            label: (N,), class index; -100 where the class is not certain.

        Raises:
            TrainingError: there is no loss for any head of the network.
        """
        loss: torch.Tensor | None = None
        if "mask_logits" in output and self._masks:
            loss = self._of_masks(output, mask)
        if "class_logits" in output and self._classes:
            logits = output["class_logits"].float()
            if (label >= 0).any():
                part = self._class_part * self._of_classes(logits, label)
                loss = part if loss is None else loss + part
            elif loss is None:
                loss = 0 * logits.sum()  # nothing to learn from, but still a loss of the network
        if loss is None:
            raise TrainingError("training.loss trains no head of the recipe's network.")
        return loss

    def _of_masks(self, output: Output, mask: torch.Tensor) -> torch.Tensor:
        fine = self._of_map(output["mask_logits"], mask)
        if "deep_mask_logits" not in output:
            return fine
        parts = [fine, *(self._of_map(coarse, mask) for coarse in output["deep_mask_logits"])]
        weights = [0.5**level for level in range(len(parts))]
        return _sum([w / sum(weights) * p for w, p in zip(weights, parts, strict=True)])

    def _of_map(self, logits: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        logits = logits.float()
        target = centre_crop(mask, logits.shape[-2], logits.shape[-1])
        return _sum([weight * loss(logits, target) for loss, weight in self._masks])

    def _of_classes(self, logits: torch.Tensor, label: torch.Tensor) -> torch.Tensor:
        weights = self._class_weights
        if weights is not None:
            weights = weights.to(logits.device)
        return _sum([w * f(logits, label, weights, self._smoothing) for f, w in self._classes])


def dice_loss(logits: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """One minus soft Dice, a picture at a time, over the pictures that have something to find.

    Each picture counts the same, so that a small lesion weighs as much as a large one.

    Args:
        logits: (N, S, H, W).
        target: same shape, 0 or 1.
    """
    probability = logits.sigmoid().flatten(1)
    truth = target.flatten(1)
    shared = (probability * truth).sum(1)
    dice = (2 * shared + 1) / (probability.sum(1) + truth.sum(1) + 1)
    present = (truth.sum(1) > 0).float()
    return ((1 - dice) * present).sum() / present.sum().clamp_min(1)


def mask_loss(name: MaskLoss) -> Callable[[torch.Tensor, torch.Tensor], torch.Tensor]:
    """A loss of mask logits (N, S, H, W) against 0 or 1, by its name in recipes.

    ``bce``: binary cross-entropy; for one segment and the background that is the cross-entropy
    of the two. ``lesion-dice``: ``dice_loss``. ``dice``: 1 - 2 sum(pg) / (sum p + sum g) over
    the whole batch; ``dice-squared``: the same with squares in the sum below (Milletari et
    al., 3DV 2016). ``mse``: mean squared error of the probabilities.
    """
    if name is MaskLoss.BCE:
        return F.binary_cross_entropy_with_logits
    if name is MaskLoss.LESION_DICE:
        return dice_loss
    if name is MaskLoss.MSE:
        return lambda logits, target: F.mse_loss(logits.sigmoid(), target)
    from monai.losses import DiceLoss  # takes seconds to import

    squared = name is MaskLoss.DICE_SQUARED
    loss: Callable[[torch.Tensor, torch.Tensor], torch.Tensor] = DiceLoss(
        sigmoid=True, squared_pred=squared, batch=True
    )
    return loss


def class_weights(
    loss: LossRecipe, labels: Sequence[str], found: Sequence[str]
) -> torch.Tensor | None:
    """Weight of each class in the class losses, None where all weigh alike.

    Args:
        loss: ``balanced`` or ``class_weights``.
        labels: the classes in order.
        found: certain class of each training picture; a balanced class weighs the number of
            pictures over the number of classes and over its own number of pictures.
    """
    if loss.class_weights:
        return torch.tensor([loss.class_weights.get(label, 1.0) for label in labels])
    if not loss.balanced:
        return None
    counts = torch.tensor([max(found.count(label), 1) for label in labels])
    return len(found) / (len(labels) * counts)


def _cross_entropy(
    logits: torch.Tensor, label: torch.Tensor, weights: torch.Tensor | None, smoothing: float
) -> torch.Tensor:
    return F.cross_entropy(logits, label, weight=weights, label_smoothing=smoothing)


def _binary(
    logits: torch.Tensor, label: torch.Tensor, weights: torch.Tensor | None, smoothing: float
) -> torch.Tensor:
    """Mean binary cross-entropy of each class against the others; the usual one for two."""
    certain = label >= 0
    logits, target = logits[certain], _smooth(logits, label, smoothing)[certain]
    share = logits.log_softmax(1)
    alone = torch.eye(share.shape[1], dtype=torch.bool, device=share.device)
    others = share[:, None].masked_fill(alone, -torch.inf).logsumexp(2)
    entropy = F.binary_cross_entropy_with_logits(share - others, target, reduction="none")
    return _weighted(entropy.mean(1), label[certain], weights)


def _squared(
    logits: torch.Tensor, label: torch.Tensor, weights: torch.Tensor | None, smoothing: float
) -> torch.Tensor:
    """Mean squared error of the probabilities (Brier, 1950)."""
    certain = label >= 0
    error = (logits.softmax(1) - _smooth(logits, label, smoothing)) ** 2
    return _weighted(error.mean(1)[certain], label[certain], weights)


_CLASS_LOSSES = {
    ClassLoss.CROSS_ENTROPY: _cross_entropy,
    ClassLoss.BCE: _binary,
    ClassLoss.MSE: _squared,
}


def _smooth(logits: torch.Tensor, label: torch.Tensor, smoothing: float) -> torch.Tensor:
    sure = F.one_hot(label.clamp_min(0), logits.shape[1]).float()
    return sure * (1 - smoothing) + smoothing / logits.shape[1]


def _weighted(
    losses: torch.Tensor, label: torch.Tensor, weights: torch.Tensor | None
) -> torch.Tensor:
    if weights is None:
        return losses.mean()
    own = weights[label]
    return (own * losses).sum() / own.sum()


def _sum(parts: list[torch.Tensor]) -> torch.Tensor:
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total

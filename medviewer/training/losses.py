"""Losses of the joint task."""

import torch
import torch.nn.functional as F


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


def joint_loss(
    output: dict[str, torch.Tensor],
    mask: torch.Tensor,
    label: torch.Tensor,
    class_weight: float,
    label_smoothing: float,
) -> torch.Tensor:
    """Binary cross-entropy + Dice on the mask, cross-entropy on the class, where there are both.

    Args:
        output: of a network with a mask head, a class head or both.
        mask: (N, S, H, W), 0 or 1.
        label: (N,), class index; -100 where the class is not certain.
        class_weight: weight of the class's part.
        label_smoothing: of the class's part (Szegedy et al., CVPR 2016).
    """
    loss = mask.new_zeros(())
    if "mask_logits" in output:
        logits = output["mask_logits"].float()
        loss = F.binary_cross_entropy_with_logits(logits, mask) + dice_loss(logits, mask)
    if "class_logits" in output:
        logits = output["class_logits"].float()
        if (label >= 0).any():
            loss = loss + class_weight * F.cross_entropy(
                logits, label, label_smoothing=label_smoothing
            )
        elif "mask_logits" not in output:
            loss = 0 * logits.sum()  # nothing to learn from, but still a loss of the network
    return loss

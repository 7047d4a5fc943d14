"""Quick figures after every epoch, on the network's own grid."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import torch

from medviewer.networks import place
from medviewer.training.beginning import plain_network
from medviewer.training.dataset import PictureDataset
from medviewer.training.losses import Criterion
from medviewer.training.precision import uses_bf16
from medviewer.training.recipe import Recipe

if TYPE_CHECKING:
    from medviewer.training.fit import Job

_AT_ONCE = 16
_PARTS = ("picture", "mask", "label")


def validate(
    job: "Job",
    weights: dict[str, torch.Tensor],
    data: PictureDataset,
    size: int,
    criterion: Criterion,
) -> dict[str, float]:
    """Score averaged weights on the validation pictures, in the number format of training.

    Returns:
        ``validation_loss``; where the network outlines ``lesion_dice`` (mean over pictures with
        a lesion, threshold one half); where it names ``balanced_accuracy`` and ``auc`` of the
        recipe's positive class; and ``score``, their mean. In a network that only names the
        AUC counts twice, since its decision is fitted afterwards; for one that only outlines
        the score is ``picture_dice``, the mean over all pictures, with 1 for an empty mask
        where there is nothing to find.
    """
    network = plain_network(job.recipe)
    network.load_state_dict(weights)
    network = place(network, job.device).eval()
    bf16 = uses_bf16(job.recipe.training.precision, job.device)
    dice: list[float] = []
    absent: list[float] = []
    losses: list[float] = []
    logits: list[npt.NDArray[np.float32]] = []
    labels: list[int] = []
    first, at_once = len(job.train), min(job.recipe.training.batch, _AT_ONCE)
    for start in range(0, len(job.val), at_once):
        chosen = range(first + start, first + min(start + at_once, len(job.val)))
        items = [data[index, size, -1, 0] for index in chosen]
        picture, mask, label = (torch.stack([i[k] for i in items]) for k in _PARTS)
        with torch.inference_mode():
            with torch.autocast(job.device.type, torch.bfloat16, enabled=bf16):
                output = network(picture.to(job.device, memory_format=torch.channels_last))
            mask = mask.to(job.device)
            loss = criterion(output, mask, label.to(job.device))
        losses += [float(loss)] * len(items)
        if "mask_logits" in output:
            found, reference = output["mask_logits"] > 0, mask > 0.5
            areas = [m.flatten(1).sum(1).tolist() for m in (found & reference, found, reference)]
            for both, one, other in zip(*areas, strict=True):
                if other:
                    dice.append(2 * both / (one + other))
                else:
                    absent.append(float(not one))
        if "class_logits" in output:
            logits.append(output["class_logits"].float().cpu().numpy())
            labels += label.tolist()
    figures = {"lesion_dice": float(np.mean(dice)) if dice else 0.0} if job.recipe.segments else {}
    own = {"validation_loss": float(np.mean(losses))}
    if not logits:
        figures["picture_dice"] = float(np.mean([*dice, *absent]))
        return {**own, **figures, "score": figures["picture_dice"]}
    figures |= _naming(job.recipe, np.concatenate(logits), labels)
    if job.recipe.segments:
        score = float(np.mean(list(figures.values())))
    else:
        score = (2 * figures["auc"] + figures["balanced_accuracy"]) / 3
    return {**own, **figures, "score": score}


def _naming(
    recipe: Recipe, logits: npt.NDArray[np.float32], labels: Sequence[int]
) -> dict[str, float]:
    from sklearn.metrics import balanced_accuracy_score, roc_auc_score

    label = np.array(labels)
    certain = label >= 0
    values, label = logits[certain], label[certain]
    assert recipe.decision.positive_class is not None  # goes with classes
    positive = recipe.class_labels.index(recipe.decision.positive_class)
    margin = values[:, positive] - np.delete(values, positive, 1).max(1)
    both = 0 < (label == positive).sum() < len(label)
    return {
        "balanced_accuracy": float(balanced_accuracy_score(label, values.argmax(1))),
        "auc": float(roc_auc_score(label == positive, margin)) if both else 0.5,
    }

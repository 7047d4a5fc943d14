"""Quick figures after every epoch, on the network's own grid."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import torch

from medviewer.networks import build, place, predict
from medviewer.training.dataset import PictureDataset
from medviewer.training.recipe import Recipe

if TYPE_CHECKING:
    from medviewer.training.fit import Job


def validate(
    job: "Job", weights: dict[str, torch.Tensor], data: PictureDataset, size: int
) -> dict[str, float]:
    """Score averaged weights on the validation pictures.

    Returns:
        ``lesion_dice`` where the network outlines (mean over pictures with a lesion,
        threshold one half), ``balanced_accuracy`` and ``auc`` of the recipe's positive class
        where it names, and ``score``, by which the best epoch is chosen: their mean. In a
        network that only names the AUC counts twice, since its decision is fitted afterwards.
    """
    network = build(job.recipe.network.name, job.recipe.network.arguments)
    network.load_state_dict(weights)
    network = place(network, job.device).eval()
    dice: list[float] = []
    logits: list[npt.NDArray[np.float32]] = []
    labels: list[int] = []
    first = len(job.train)
    for start in range(0, len(job.val), 16):
        chosen = range(first + start, first + min(start + 16, len(job.val)))
        items = [data[index, size, -1, 0] for index in chosen]
        pictures = torch.stack([i["picture"] for i in items]).to(
            job.device, memory_format=torch.channels_last
        )
        maps, scores = predict(network, pictures, flips=False)
        if maps is not None:
            found = maps.cpu().numpy() >= 0.5
            truth = torch.stack([i["mask"] for i in items]).numpy() > 0.5
            for mask, reference in zip(found, truth, strict=True):
                if reference.any():
                    dice.append(2 * (mask & reference).sum() / (mask.sum() + reference.sum()))
        if scores is not None:
            logits.append(scores.cpu().numpy())
            labels += [int(i["label"]) for i in items]
    figures = {"lesion_dice": float(np.mean(dice)) if dice else 0.0} if job.recipe.segments else {}
    if not logits:
        return {**figures, "score": figures["lesion_dice"]}
    figures |= _naming(job.recipe, np.concatenate(logits), labels)
    if job.recipe.segments:
        score = float(np.mean(list(figures.values())))
    else:
        score = (2 * figures["auc"] + figures["balanced_accuracy"]) / 3
    return {**figures, "score": score}


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

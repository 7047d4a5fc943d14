"""Measure a pack on a split: outlines, diagnosis, calibration, each with n and interval."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from medviewer.domain.result import OperatingPoint
from medviewer.packs.pack import ModelPack
from medviewer.packs.postprocess import choose, decide, largest_part
from medviewer.training import metrics
from medviewer.training.distances import (
    Distances,
    Outlines,
    boundary,
    hd95_of_pictures,
    hd95_of_volumes,
)
from medviewer.training.manifest import Record
from medviewer.training.predictions import Answer, answers

Figures = dict[str, Any]


def protocol(pack: ModelPack) -> str:
    """How the figures of a pack come about, for people to read."""
    parts = [
        "Every picture at its own size, through the same preparation, network and rules as "
        "prediction."
    ]
    if pack.segments:
        parts.append(
            "Dice and IoU: mean over the pictures that have a lesion, all lesions of a picture "
            "together, a missed one counts 0; 'missed' counts masks that touch no lesion. "
            "Patient Dice, where the pictures are slices: all slices of a patient, empty ones "
            "too, as one volume; 1 where mask and truth are both empty. HD95: 95th percentile of "
            "the distance between the boundaries, the larger of the two directions, in mm where "
            "the data say the spacing, else in pixels; over the pictures where both are "
            "outlined, since to an empty outline there is no distance, with those left out "
            "counted. HD95 of a volume: between the boundaries of all its slices at their place; "
            "without a spacing within each slice alone. Pixels: all pictures as one."
        )
    if pack.classes:
        parts.append("Classes: pictures with conflicting labels left out.")
    parts.append(
        "Brackets: 95 % bootstrap intervals over patients (1,000 resamples), Wilson intervals "
        "for sensitivity and specificity."
    )
    return " ".join(parts)


@dataclass(frozen=True)
class Case:
    """A pack's decided answer for one picture beside the truth.

    ``pixels``: how many mask and truth share, how many the mask has, how many the truth.
    ``outlines``: boundary pixels of mask and of truth, each (N, 2) as (row, column). ``shape``:
    rows and columns of the picture.
    """

    record: Record
    has_lesion: bool
    found_any: bool
    dice: float
    iou: float
    probabilities: npt.NDArray[np.float64]
    pixels: tuple[int, int, int] = (0, 0, 0)
    outlines: Outlines | None = None
    shape: tuple[int, int] = (0, 0)


def decide_cases(pack: ModelPack, answers: Iterable[Answer]) -> Iterator[Case]:
    """Apply the pack's rules and compare with the truth.

    Slices of one volume have to follow each other, since some rules look at the whole of it.
    """
    for _, slices in itertools.groupby(answers, lambda a: a.record.volume):
        members = list(slices)
        decisions = [decide(pack, a.maps, a.logits, None) for a in members]
        masks = np.stack([d.masks for d in decisions])
        for index, segment in enumerate(pack.segments):
            if segment.largest_part and len(members) > 1:
                masks[:, index] = largest_part(masks[:, index])
        for answer, decision, mask in zip(members, decisions, masks, strict=True):
            found: npt.NDArray[np.bool_] = np.any(mask, axis=0)
            yield Case(
                record=answer.record,
                has_lesion=bool(answer.truth.any()),
                found_any=bool(found.any()),
                dice=metrics.dice(found, answer.truth),
                iou=metrics.iou(found, answer.truth),
                probabilities=decision.probabilities,
                pixels=metrics.overlap_pixels(found, answer.truth),
                outlines=(boundary(found), boundary(answer.truth)),
                shape=(found.shape[0], found.shape[1]),
            )


def evaluate_pack(pack: ModelPack, records: Sequence[Record], device: str) -> dict[str, Figures]:
    """Predict the records and measure.

    Returns:
        Figures by group, see ``measure_groups``.
    """
    return measure_groups(pack, list(decide_cases(pack, answers(pack, records, device))))


def measure_groups(pack: ModelPack, cases: Sequence[Case]) -> dict[str, Figures]:
    """Figures by data set.

    A data set with near-duplicates is measured once more on its distinct pictures alone
    (``NAME, unique``); several data sets also together (``all``).
    """
    groups: dict[str, list[Case]] = {}
    for case in cases:
        groups.setdefault(case.record.dataset, []).append(case)
    result = {}
    for name, members in groups.items():
        result[name] = measure(pack, members)
        distinct = [c for c in members if c.record.unique]
        if len(distinct) < len(members):
            result[f"{name}, unique"] = measure(pack, distinct)
    if len(groups) > 1:
        result["all"] = measure(pack, cases)
    return result


def measure(pack: ModelPack, cases: Sequence[Case]) -> Figures:
    """Everything measured on these cases."""
    figures: Figures = {
        "n": len(cases),
        "patients": len({c.record.patient for c in cases}),
    }
    if pack.segments:
        figures["segmentation"] = _segmentation(cases)
    certain = [c for c in cases if c.record.label_certain]
    if pack.classes and certain:
        figures["classification"] = _classification(pack, certain)
    return figures


def _segmentation(cases: Sequence[Case]) -> Figures:
    lesions = [c for c in cases if c.has_lesion]
    empty = [c for c in cases if not c.has_lesion]
    figures: Figures = {"lesions": _overlap(lesions)}
    for label in sorted({c.record.label for c in lesions} - {""}):
        figures["lesions"].setdefault("by_class", {})[label] = _overlap(
            [c for c in lesions if c.record.label == label]
        )
    quiet = sum(not c.found_any for c in empty)
    figures["without_lesion"] = {
        "n": len(empty),
        "left_empty": quiet,
        "share": quiet / len(empty) if empty else None,
        "share_ci": metrics.wilson_interval(quiet, len(empty)),
    }
    if cases and all(c.shape[0] for c in cases):
        figures["pixels"] = _pixels(cases)
    if any(c.record.slice is not None for c in cases):
        figures["volumes"] = _volumes(cases)
        figures["volumes"]["hd95"] = _distances(hd95_of_volumes(_outlined(cases)))
    return figures


def _outlined(cases: Sequence[Case]) -> list[tuple[Record, Outlines]]:
    return [(c.record, c.outlines) for c in cases if c.outlines is not None]


def _distances(found: Distances) -> Figures:
    """Mean, interval and median of boundary distances, and how many have none."""
    figures: Figures = {"unit": found.unit, "n": len(found.values), "left_out": found.left_out}
    if not len(found.values):
        return figures
    values = found.values
    return figures | {
        "mean": float(values.mean()),
        "mean_ci": metrics.bootstrap_interval(found.patients, lambda i: float(values[i].mean())),
        "median": float(np.median(values)),
    }


def _pixels(cases: Sequence[Case]) -> Figures:
    """All pixels of all pictures as one: what published systems report of their masks."""
    shared, found, truth = (sum(c.pixels[k] for c in cases) for k in range(3))
    whole = sum(c.shape[0] * c.shape[1] for c in cases)
    return {
        "accuracy": (whole - found - truth + 2 * shared) / whole,
        "recall": _share(shared, truth),
        "precision": _share(shared, found),
        "dice": _share(2 * shared, found + truth),
        "iou": _share(shared, found + truth - shared),
    }


def _volumes(cases: Sequence[Case]) -> Figures:
    """Dice of each patient's slices taken together; 1 for a volume empty in both."""
    pixels: dict[str, npt.NDArray[np.int64]] = {}
    for case in cases:
        name = case.record.patient
        pixels[name] = pixels.get(name, np.zeros(3, np.int64)) + np.array(case.pixels)
    dice = metrics.dice_of_pixels(np.array(list(pixels.values())))
    return {
        "n": len(dice),
        "empty_truth": sum(int(p[2] == 0) for p in pixels.values()),
        "dice_mean": float(dice.mean()),
        "dice_mean_ci": metrics.bootstrap_interval(list(pixels), lambda i: float(dice[i].mean())),
        "dice_median": float(np.median(dice)),
        "by_patient": {
            name.partition("/")[2]: round(float(d), 4) for name, d in zip(pixels, dice, strict=True)
        },
    }


def _overlap(cases: Sequence[Case]) -> Figures:
    if not cases:
        return {"n": 0}
    dice = np.array([c.dice for c in cases])
    iou = np.array([c.iou for c in cases])
    patients = [c.record.patient for c in cases]
    return {
        "n": len(cases),
        "dice_mean": float(dice.mean()),
        "dice_mean_ci": metrics.bootstrap_interval(patients, lambda i: float(dice[i].mean())),
        "dice_median": float(np.median(dice)),
        "dice_quartiles": [float(q) for q in np.percentile(dice, [25, 75])],
        "iou_mean": float(iou.mean()),
        "iou_mean_ci": metrics.bootstrap_interval(patients, lambda i: float(iou[i].mean())),
        "missed": int((dice == 0).sum()),
        "hd95": _distances(hd95_of_pictures(_outlined(cases))),
    }


def _classification(pack: ModelPack, cases: Sequence[Case]) -> Figures:
    labels = pack.class_labels
    truth = np.array([labels.index(c.record.label) for c in cases])
    probability = np.array([c.probabilities for c in cases])
    patients = [c.record.patient for c in cases]
    named = probability.argmax(1)
    right = named == truth
    matrix = np.zeros((len(labels), len(labels)), int)
    np.add.at(matrix, (truth, named), 1)
    error, bins = metrics.reliability(probability, truth)
    present = matrix.sum(1) > 0
    recall = matrix.diagonal()[present] / matrix.sum(1)[present]
    return {
        "n": len(cases),
        "accuracy": float(right.mean()),
        "accuracy_ci": metrics.bootstrap_interval(patients, lambda i: float(right[i].mean())),
        "balanced_accuracy": float(recall.mean()),
        "confusion": {"labels": list(labels), "rows_truth_columns_named": matrix.tolist()},
        "by_class": {
            label: _one_class(truth == k, named == k, probability[:, k], patients)
            for k, label in enumerate(labels)
        },
        "calibration": {"ece": error, "bins": bins},
        "operating_points": [
            _at_point(point, labels, probability, truth)
            for point in pack.operating_points
            if point.positive_class is not None
        ],
    }


def _one_class(
    truth: npt.NDArray[np.bool_],
    named: npt.NDArray[np.bool_],
    score: npt.NDArray[np.float64],
    patients: Sequence[str],
) -> Figures:
    """One class against the others."""
    from sklearn.metrics import roc_curve

    hits, positives, called = int((truth & named).sum()), int(truth.sum()), int(named.sum())
    spared, negatives = int((~truth & ~named).sum()), int((~truth).sum())
    figures: Figures = {
        "n": positives,
        "sensitivity": _share(hits, positives),
        "sensitivity_ci": metrics.wilson_interval(hits, positives),
        "specificity": _share(spared, negatives),
        "specificity_ci": metrics.wilson_interval(spared, negatives),
        "precision": _share(hits, called),
        "f1": _share(2 * hits, positives + called),
        "auc": metrics.auc(truth, score),
    }
    if figures["auc"] is not None:
        statistic: Callable[[npt.NDArray[np.intp]], float | None] = lambda i: metrics.auc(  # noqa: E731
            truth[i], score[i]
        )
        figures["auc_ci"] = metrics.bootstrap_interval(patients, statistic)
        false, true, _ = roc_curve(truth, score)
        figures["roc"] = {
            "false_positive_rate": [round(float(v), 5) for v in false],
            "true_positive_rate": [round(float(v), 5) for v in true],
        }
    return figures


def _at_point(
    point: OperatingPoint,
    labels: tuple[str, ...],
    probability: npt.NDArray[np.float64],
    truth: npt.NDArray[np.intp],
) -> Figures:
    """What an operating point costs on these cases."""
    assert point.positive_class is not None
    positive = labels.index(point.positive_class)
    named = np.array([choose(p, labels, point) for p in probability])
    sick = truth == positive
    hits, spared = int((sick & (named == positive)).sum()), int((~sick & (named != positive)).sum())
    return {
        "name": point.name,
        "threshold": point.threshold,
        "n_positive": int(sick.sum()),
        "accuracy": float((named == truth).mean()),
        "sensitivity": _share(hits, int(sick.sum())),
        "sensitivity_ci": metrics.wilson_interval(hits, int(sick.sum())),
        "specificity": _share(spared, int((~sick).sum())),
        "specificity_ci": metrics.wilson_interval(spared, int((~sick).sum())),
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None

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
            "too, as one volume; 1 where mask and truth are both empty."
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
    """

    record: Record
    has_lesion: bool
    found_any: bool
    dice: float
    iou: float
    probabilities: npt.NDArray[np.float64]
    pixels: tuple[int, int, int] = (0, 0, 0)


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
    if any(c.record.slice is not None for c in cases):
        figures["volumes"] = _volumes(cases)
    return figures


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


def table(groups: dict[str, Figures]) -> list[tuple[str, str, int, str]]:
    """Rows (group, figure, n, value with interval) for people."""
    rows: list[tuple[str, str, int, str]] = []
    for name, figures in groups.items():
        if "segmentation" in figures:
            lesions = figures["segmentation"]["lesions"]
            rows += _overlap_rows(name, "lesion", lesions)
            for label, part in lesions.get("by_class", {}).items():
                rows += _overlap_rows(name, label, part)[:1]
            quiet = figures["segmentation"]["without_lesion"]
            if quiet["n"]:
                rows.append((name, "left empty, no lesion", quiet["n"], _text(quiet, "share")))
            if "volumes" in figures["segmentation"]:
                part = figures["segmentation"]["volumes"]
                rows += [
                    (name, "patient Dice, mean", part["n"], _text(part, "dice_mean")),
                    (name, "patient Dice, median", part["n"], f"{part['dice_median']:.3f}"),
                ]
        if "classification" in figures:
            rows += _class_rows(name, figures["classification"])
    return rows


def _overlap_rows(group: str, what: str, part: Figures) -> list[tuple[str, str, int, str]]:
    if not part["n"]:
        return []
    n = part["n"]
    return [
        (group, f"{what} Dice, mean", n, _text(part, "dice_mean")),
        (group, f"{what} Dice, median", n, f"{part['dice_median']:.3f}"),
        (group, f"{what} IoU, mean", n, _text(part, "iou_mean")),
        (group, f"{what}s missed", n, str(part["missed"])),
    ]


def _class_rows(group: str, figures: Figures) -> list[tuple[str, str, int, str]]:
    n = figures["n"]
    rows = [
        (group, "accuracy", n, _text(figures, "accuracy")),
        (group, "balanced accuracy", n, f"{figures['balanced_accuracy']:.3f}"),
    ]
    for label, part in figures["by_class"].items():
        if not part["n"]:
            continue
        rows.append((group, f"{label} sensitivity", part["n"], _text(part, "sensitivity")))
        if part["specificity"] is not None:
            rows.append((group, f"{label} specificity", n - part["n"], _text(part, "specificity")))
        if part["auc"] is not None:
            rows.append((group, f"{label} AUC", n, _text(part, "auc")))
    rows.append((group, "calibration error (ECE)", n, f"{figures['calibration']['ece']:.3f}"))
    for point in figures["operating_points"]:
        sick = point["n_positive"]
        for name, cases in (("sensitivity", sick), ("specificity", n - sick)):
            if point[name] is not None:
                rows.append((group, f"{name} at {point['name']}", cases, _text(point, name)))
    return rows


def _text(figures: Figures, key: str) -> str:
    interval = figures.get(f"{key}_ci")
    bounds = f" ({interval[0]:.3f}-{interval[1]:.3f})" if interval else ""
    return f"{figures[key]:.3f}{bounds}"

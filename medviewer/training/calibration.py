"""What is fitted on validation once the network stands: temperature, rules, operating points."""

import dataclasses
import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from medviewer.domain.result import OperatingPoint
from medviewer.packs.pack import ModelPack, PresenceGate
from medviewer.packs.postprocess import decide, softmax
from medviewer.training.metrics import dice_of_pixels, overlap_pixels, wilson_interval
from medviewer.training.predictions import Answer
from medviewer.training.recipe import DecisionRecipe

_THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
_LEAST_AREAS = (0.0, 0.0005, 0.001, 0.002, 0.004)
_GATES = (None, 0.5, 0.6, 0.7, 0.8, 0.9)


def negative_log_likelihood(
    logits: npt.NDArray[np.float64], labels: npt.NDArray[np.intp], temperature: float
) -> float:
    """Mean negative log-likelihood of the labels, logits (N, C) divided by the temperature."""
    chosen = softmax(logits / temperature)[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(chosen, 1e-12)).mean())


def fit_temperature(logits: npt.NDArray[np.float64], labels: npt.NDArray[np.intp]) -> float:
    """The temperature that makes the labels most likely (Guo et al., ICML 2017)."""
    from scipy.optimize import minimize_scalar

    found = minimize_scalar(
        lambda log: negative_log_likelihood(logits, labels, float(np.exp(log))),
        bounds=(np.log(0.1), np.log(10.0)),
        method="bounded",
    )
    return float(np.exp(found.x))


def labelled(
    answers: Sequence[Answer], labels: Sequence[str]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.intp]]:
    """Logits (N, C) and labels (N,) of the pictures whose class is certain."""
    certain = [a for a in answers if a.record.label_certain and a.logits is not None]
    logits = np.array([a.logits for a in certain], np.float64)
    return logits.reshape(-1, len(labels)), np.array(
        [labels.index(a.record.label) for a in certain], np.intp
    )


def fit_rules(pack: ModelPack, answers: Sequence[Answer], absent_class: str | None) -> ModelPack:
    """Choose mask threshold, least area and presence gate.

    The mean Dice over all pictures decides, with 1 for an empty mask on a picture without a
    lesion and 0 for any other mask there, so that a false outline costs as much as a missed
    one; where the pictures are slices, the mean Dice over the patients' volumes. Of equals the
    first in order wins: the middle threshold, no least area, no gate. A pack without segments
    has no rules; without ``absent_class`` there is no gate.
    """
    if not pack.segments:
        return pack
    gates = _GATES if absent_class is not None else (None,)
    volume = _volume_numbers(answers)
    best, chosen = -1.0, pack
    thresholds = sorted(_THRESHOLDS, key=lambda t: abs(t - 0.5))
    for threshold, area in itertools.product(thresholds, _LEAST_AREAS):
        segments = tuple(
            dataclasses.replace(s, threshold=threshold, minimum_area=area) for s in pack.segments
        )
        open_pack = dataclasses.replace(pack, segments=segments, presence_gate=None)
        found = [decide(open_pack, a.maps, a.logits, None) for a in answers]
        pixels = np.array(
            [
                overlap_pixels(np.any(f.masks, axis=0), a.truth)
                for f, a in zip(found, answers, strict=True)
            ]
        )
        absent = np.zeros(len(found))
        if absent_class is not None:
            index = pack.class_labels.index(absent_class)
            absent = np.array([f.probabilities[index] for f in found])
        for gate in gates:
            kept = pixels.copy()
            if gate is not None:
                kept[absent >= gate, :2] = 0
            volumes = np.zeros((volume.max() + 1, 3), np.int64)
            np.add.at(volumes, volume, kept)
            score = float(dice_of_pixels(volumes).mean())
            if score > best + 1e-9:
                best = score
                chosen = dataclasses.replace(
                    open_pack,
                    presence_gate=PresenceGate(absent_class, gate)
                    if absent_class is not None and gate is not None
                    else None,
                )
    return chosen


def _volume_numbers(answers: Sequence[Answer]) -> npt.NDArray[np.intp]:
    """For each picture the number of the volume it counts in; alone if it is no slice."""
    names = [
        (a.record.patient, None) if a.record.slice is not None else (a.record.id, number)
        for number, a in enumerate(answers)
    ]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.array([numbers[name] for name in names], np.intp)


def operating_points(
    probabilities: npt.NDArray[np.float64],
    labels: npt.NDArray[np.intp],
    class_labels: Sequence[str],
    decision: DecisionRecipe,
    measured_on: str,
) -> tuple[OperatingPoint, ...]:
    """The balanced point and one for each sensitivity asked for.

    Args:
        probabilities: (N, C), calibrated, of the validation pictures.
        labels: (N,), their true class.
        class_labels: the classes in order.
        decision: which class is positive and which sensitivities are wanted.
        measured_on: said with the figures.
    """
    name = decision.positive_class
    assert name is not None  # goes with classes
    positive = list(class_labels).index(name)
    score, truth = probabilities[:, positive], labels == positive
    balanced = OperatingPoint(
        "balanced", "Balanced", f"Names the most probable class; its figures are those of {name}."
    )
    points = [_measured(balanced, probabilities.argmax(1) == positive, truth, measured_on)]
    ordered = np.sort(score[truth])[::-1]
    for wanted in decision.sensitivities:
        if not len(ordered):
            continue
        # The highest threshold that still finds the wanted share; cut downwards so that
        # rounding in the file cannot lose the last case.
        last = ordered[int(np.ceil(wanted * len(ordered) - 1e-9)) - 1]
        threshold = float(np.floor(last * 1e4) / 1e4)
        share = f"{wanted * 100:g}"
        point = OperatingPoint(
            name=f"sensitivity-{share}",
            title=f"Sensitivity {share} %",
            meaning=f"Names {name} early, to find at least {share} % of them, "
            "at the price of more false alarms.",
            positive_class=name,
            threshold=threshold,
        )
        points.append(_measured(point, score >= threshold, truth, measured_on))
    return tuple(points)


def _measured(
    point: OperatingPoint,
    named: npt.NDArray[np.bool_],
    truth: npt.NDArray[np.bool_],
    measured_on: str,
) -> OperatingPoint:
    """The point with what it does on these cases."""
    hits, sick = int((named & truth).sum()), int(truth.sum())
    spared, well = int((~named & ~truth).sum()), int((~truth).sum())

    def interval(part: int, whole: int) -> tuple[float, float] | None:
        bounds = wilson_interval(part, whole)
        return bounds and (round(bounds[0], 4), round(bounds[1], 4))

    return dataclasses.replace(
        point,
        sensitivity=round(hits / sick, 4) if sick else None,
        sensitivity_ci=interval(hits, sick),
        specificity=round(spared / well, 4) if well else None,
        specificity_ci=interval(spared, well),
        n=len(truth),
        measured_on=measured_on,
    )

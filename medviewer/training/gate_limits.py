"""The limits of a pack's gate, from pictures that the gate that judges them never met."""

import itertools
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from medviewer.packs.gate import Likeness, PictureGate
from medviewer.training.gate import fit_gate
from medviewer.training.gate_material import OWN, Material
from medviewer.training.recipe import TrainingError

_FOLDS = 5

# Of the pictures of each kind of others, and on average over the kinds, so many are to be caught;
# of the pack's own so many may be refused for that, and so many at the most.
_CAUGHT_EACH, _CAUGHT_ALL = 0.96, 0.97
_OWN_REFUSED, _OWN_REFUSED_MOST = 0.005, 0.015
_DISTANCE_ROOM = 1.3


@dataclass(frozen=True)
class Scores:
    """What a gate measured of the pictures of a ``Material``, in their order."""

    own: list[Likeness]
    views: list[Likeness]
    others: Mapping[str, list[Likeness]]


def score(gate: PictureGate, material: Material) -> Scores:
    """Every picture measured by one gate."""
    return Scores(
        gate.measure(material.own),
        gate.measure(material.views),
        {kind: gate.measure(part) for kind, part in material.others.items()},
    )


def cross_fit(material: Material) -> Scores:
    """Every picture measured by a gate fitted without its patient, or without its drawing.

    The patients are dealt into folds; each fold is measured by the gate of the others. So the
    limits see how all patients vary, not those few alone that a split has set aside.

    Raises:
        TrainingError: the pictures are of one patient.
    """
    if len({r.patient for r in material.records}) < 2:
        raise TrainingError("A gate needs pictures of at least two patients in train and val.")
    folds = _deal(material)
    scores = []
    for fold in range(_FOLDS):
        held = {what: one == fold for what, one in folds.items()}
        if not any(one.any() for one in held.values()):
            continue  # fewer patients than folds
        gate = fit_gate(material.part({what: ~one for what, one in held.items()}))
        scores.append(score(gate, material.part(held)))
    return Scores(
        _in_order(folds[OWN], [one.own for one in scores]),
        _in_order(folds[OWN], [one.views for one in scores]),
        {
            kind: _in_order(folds[kind], [one.others.get(kind, []) for one in scores])
            for kind in material.others
        },
    )


def _deal(material: Material) -> dict[str, npt.NDArray[np.int64]]:
    """The fold of every picture, by kind: none of a patient in two, each kind in all of them."""
    from sklearn.model_selection import StratifiedGroupKFold

    sources = {OWN: tuple(r.patient for r in material.records)} | dict(material.sources)
    kinds = np.concatenate([np.full(len(of), number) for number, of in enumerate(sources.values())])
    groups = np.concatenate([np.array(of) for of in sources.values()])
    folds = np.zeros(len(groups), np.int64)
    dealer = StratifiedGroupKFold(_FOLDS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a kind of few pictures misses some folds
        for fold, (_, held) in enumerate(dealer.split(groups, kinds, groups)):
            folds[held] = fold
    return {what: folds[kinds == number] for number, what in enumerate(sources)}


def _in_order(folds: npt.NDArray[np.int64], scores: Sequence[Sequence[Likeness]]) -> list[Likeness]:
    """Scores of the folds one after the other, put into the order of the pictures."""
    placed = zip(np.argsort(folds, kind="stable"), itertools.chain(*scores), strict=True)
    return [one for _, one in sorted(placed, key=lambda pair: int(pair[0]))]


def fit_limits(scores: Scores) -> tuple[float, float]:
    """The limits of foreignness and of distance.

    Foreignness: the highest limit that catches nearly all pictures of every kind, because the
    pictures of hospitals never seen lie between the own and the others. Where that would refuse
    more than a few of the own, the highest that catches nearly all of them, each kind counting
    the same, within bounds of what is refused of the own. Distance, which saw no others, stays
    well beyond nearly all own pictures, altered views included.

    Args:
        scores: from ``cross_fit``, or of pictures set aside.
    """
    own = _foreignness(scores.own)
    others = [_foreignness(part) for part in scores.others.values()]
    few, most = (float(np.quantile(own, 1 - s)) for s in (_OWN_REFUSED, _OWN_REFUSED_MOST))
    each = min(float(np.quantile(part, 1 - _CAUGHT_EACH)) for part in others)
    weight = np.concatenate([np.full(len(part), 1 / len(part)) for part in others])
    together = float(
        np.quantile(np.concatenate(others), 1 - _CAUGHT_ALL, weights=weight, method="inverted_cdf")
    )
    distances = [one.distance for one in (*scores.own, *scores.views)]
    farthest = float(np.quantile(distances, 1 - _OWN_REFUSED))
    return (
        round(max(each, min(max(together, most), few)), 3),
        round(_DISTANCE_ROOM * farthest, 3),
    )


def _foreignness(scores: Sequence[Likeness]) -> npt.NDArray[np.float64]:
    return np.array([one.foreignness for one in scores])

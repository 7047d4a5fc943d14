"""A random view of a picture, by the kind of picture it is."""

from collections.abc import Callable

import numpy as np

from medviewer.packs.pack import InputRule
from medviewer.training.augment_brain_slice import brain_slice_view
from medviewer.training.augment_ct_slice import ct_slice_view
from medviewer.training.augment_moves import moved_view
from medviewer.training.augment_radiograph import radiograph_view
from medviewer.training.augment_ultrasound import ultrasound_view
from medviewer.training.fitting import Augmentation, Moves
from medviewer.training.sample import Sample

_View = Callable[[np.ndarray, np.ndarray, InputRule, np.random.Generator], Sample]
_VIEWS: dict[Augmentation, _View] = {
    Augmentation.RADIOGRAPH: radiograph_view,
    Augmentation.BRAIN_SLICE: brain_slice_view,
    Augmentation.CT_SLICE: ct_slice_view,
}
_STILL = Moves()


def augment(
    picture: np.ndarray,
    mask: np.ndarray,
    rule: InputRule,
    kind: Augmentation,
    rng: np.random.Generator,
    moves: Moves = _STILL,
) -> Sample:
    """A random view of a picture as network input, picture and mask moved alike.

    Args:
        picture: uint8, (rows, columns), or (rows, columns, channels) where the rule has more
            than one.
        mask: bool, (rows, columns).
        rule: input rule; the result has its size.
        kind: what may happen to a picture of this kind.
        rng: source of all chance: the same state gives the same view.
        moves: how far the kind ``moves`` goes, and the sizes of ultrasound.
    """
    if kind is Augmentation.ULTRASOUND:
        return ultrasound_view(picture, mask, rule, rng, moves.scales)
    if kind is Augmentation.MOVES:
        return moved_view(picture, mask, rule, rng, moves)
    return _VIEWS[kind](picture, mask, rule, rng)

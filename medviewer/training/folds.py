"""Cross-validation: the training part in k folds by patient."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from medviewer.training.manifest import Record
from medviewer.training.recipe import TrainingError


@dataclass(frozen=True, slots=True)
class Fold:
    """Fold ``number`` (from 1) of ``count``."""

    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


def parse_fold(text: str) -> Fold:
    """Read ``i/k``, 1 <= i <= k, k >= 2.

    Raises:
        TrainingError: it says something else.
    """
    number, _, count = text.partition("/")
    if number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count) >= 2:
        return Fold(int(number), int(count))
    raise TrainingError(f"--fold {text}: give the fold and how many there are, as in 1/5.")


def fold_records(records: Sequence[Record], fold: Fold, seed: int) -> list[Record]:
    """The training part alone, the patients of one fold as its validation part.

    Patients are dealt out at random, those of each data set and label evenly: the same for the
    same seed. The data's own validation and test parts are left out, so that nothing is chosen
    on either.

    Raises:
        TrainingError: fewer patients than folds.
    """
    kept = [r for r in records if r.split == "train"]
    kinds: dict[str, tuple[str, str]] = {}
    for record in kept:
        # A patient of several labels goes by the last in order: sick where any slice is.
        kind = (record.dataset, record.label)
        kinds[record.patient] = max(kinds.get(record.patient, kind), kind)
    if len(kinds) < fold.count:
        raise TrainingError(
            f"The training part has {len(kinds)} patients, too few for {fold.count} folds."
        )
    rng = np.random.default_rng(seed)
    shuffled = rng.permutation(sorted(kinds)).tolist()
    dealt = sorted(shuffled, key=lambda patient: kinds[patient])
    held_out = set(dealt[fold.number - 1 :: fold.count])
    return [dataclasses.replace(r, split="val" if r.patient in held_out else "train") for r in kept]

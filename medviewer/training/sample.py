"""What the network learns from: a picture as input and its mask on the same grid."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from medviewer.packs.pack import InputRule
from medviewer.packs.preprocess import prepare, resize


@dataclass(frozen=True, slots=True)
class Sample:
    """Network input (C, rows, columns) float32 and mask (1, rows, columns) float32 0/1."""

    array: npt.NDArray[np.float32]
    mask: npt.NDArray[np.float32]


def plain(picture: np.ndarray, mask: np.ndarray, rule: InputRule) -> Sample:
    """The picture as prediction sees it, with its mask on the same grid."""
    prepared = prepare(picture, rule)
    placed = prepared.transform
    canvas = np.zeros((1, rule.rows, rule.columns), np.float32)
    rows = slice(placed.top, placed.top + placed.height)
    columns = slice(placed.left, placed.left + placed.width)
    canvas[0, rows, columns] = resize(mask.astype(np.float32), placed.height, placed.width) >= 0.5
    return Sample(prepared.array, canvas)

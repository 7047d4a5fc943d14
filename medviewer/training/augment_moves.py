"""Plain moves by chance, as the published recipes use them: the grey values stay as they are."""

import math

import cv2
import numpy as np
import numpy.typing as npt

from medviewer.packs.pack import InputRule
from medviewer.packs.preprocess import fit, normalise, resize
from medviewer.training.fitting import Moves
from medviewer.training.sample import Sample


def moved_view(
    picture: np.ndarray,
    mask: np.ndarray,
    rule: InputRule,
    rng: np.random.Generator,
    moves: Moves,
) -> Sample:
    """A picture moved by chance; what comes in from outside repeats its border.

    See ``augment.augment``.
    """
    placed = fit(picture.shape[0], picture.shape[1], rule)
    inner = resize(picture, placed.height, placed.width).astype(np.float32) / 255.0
    inner_mask = resize(mask.astype(np.float32), placed.height, placed.width)
    matrix = _matrix((placed.height, placed.width), rng, moves)
    size = (placed.width, placed.height)
    how = {"flags": cv2.INTER_LINEAR, "borderMode": cv2.BORDER_REPLICATE}
    view = np.asarray(cv2.warpAffine(inner, matrix, size, **how), np.float32)
    view_mask = np.zeros((1, rule.rows, rule.columns), np.float32)
    rows = slice(placed.top, placed.top + placed.height)
    columns = slice(placed.left, placed.left + placed.width)
    view_mask[0, rows, columns] = cv2.warpAffine(inner_mask, matrix, size, **how) >= 0.5
    return Sample(normalise(view, placed, rule), view_mask)


def _matrix(
    shape: tuple[int, int], rng: np.random.Generator, moves: Moves
) -> npt.NDArray[np.float64]:
    """Flip, zoom, shear and rotation about the centre, and a shift."""
    angle, lean = (math.radians(rng.uniform(-1, 1) * v) for v in (moves.rotation, moves.shear))
    zoom = 1 + rng.uniform(-1, 1) * moves.zoom
    flips = [-1.0 if rng.random() < 0.5 and wanted else 1.0
             for wanted in (moves.flip_horizontal, moves.flip_vertical)]  # fmt: skip
    cos, sin = math.cos(angle), math.sin(angle)
    turn = np.array([[cos, -sin], [sin, cos]])
    linear = turn @ np.array([[1.0, math.tan(lean)], [0.0, 1.0]]) @ np.diag(flips) * zoom
    centre = np.array([shape[1] - 1, shape[0] - 1]) / 2
    shift = rng.uniform(-1, 1, 2) * moves.shift * (shape[1], shape[0])
    return np.column_stack([linear, centre + shift - linear @ centre])

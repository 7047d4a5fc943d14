"""Augmentation for ultrasound: picture and mask alike, on the processor.

What is drawn onto the pictures (text, calipers, shadows) is independent of the label, so that
such marks, which people put on suspicious lesions, stop telling the class. There is no vertical
flip: the probe is always at the top.
"""

import math
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from medviewer.packs.pack import InputRule
from medviewer.packs.preprocess import InputTransform, fit, resize
from medviewer.training.sample import Sample

_WORDS = (
    "LT UOQ",
    "RT AXILLA",
    "MAMA DIR",
    "RT BREAST",
    "LT 3H",
    "+",
    "1",
    "2",
    "A",
    "B",
    "GE",
    "12L",
    "FR 25",
    "D 1.2cm",
    "L",
    "R",
    "QSE",
)
# A view that loses most of its lesion would carry a label that it does not show.
_TRIES, _LEAST_SEEN = 6, 0.7
Picture = npt.NDArray[np.float32]


def ultrasound_view(
    picture: np.ndarray,
    mask: np.ndarray,
    rule: InputRule,
    rng: np.random.Generator,
    scales: Sequence[float] = (0.75, 1.4),
) -> Sample:
    """A random view of a picture as network input.

    Args:
        picture: uint8, (rows, columns).
        mask: bool, (rows, columns).
        rule: input rule; the result has its size.
        rng: source of all chance: the same state gives the same view.
        scales: least and largest size.
    """
    placed = fit(picture.shape[0], picture.shape[1], rule)
    # Averaging first, then one warp: warping alone would alias what the network gets to see
    # averaged at prediction.
    small = _marks(resize(picture, placed.height, placed.width), rng).astype(np.float32) / 255.0
    small_mask = resize(mask.astype(np.float32), placed.height, placed.width)
    size = (rule.columns, rule.rows)
    for _ in range(_TRIES):
        matrix = _affine(placed, rule, rng, scales)
        view_mask = cv2.warpAffine(small_mask, matrix, size, flags=cv2.INTER_LINEAR) >= 0.5
        scale = abs(float(np.linalg.det(matrix[:, :2])))
        if view_mask.sum() >= _LEAST_SEEN * scale * small_mask.sum():
            break
    view = cv2.warpAffine(small, matrix, size, flags=cv2.INTER_LINEAR)
    inside = cv2.warpAffine(np.ones_like(small), matrix, size, flags=cv2.INTER_NEAREST) > 0
    view = _grey(view, rng)
    view = _texture(view, rng)
    view = _shadows(view, rng)
    array = _normalised(view, inside)
    if rng.random() < 0.2:
        _erase(array, view_mask, rng)
    return Sample(array[None], view_mask.astype(np.float32)[None])


def _affine(
    placed: InputTransform,
    rule: InputRule,
    rng: np.random.Generator,
    scales: Sequence[float],
) -> npt.NDArray[np.float64]:
    """Flip, rotation, scale, stretch and shift, from the resized picture to the input."""
    flip = -1.0 if rng.random() < 0.5 else 1.0
    angle = math.radians(rng.uniform(-12, 12)) if rng.random() < 0.5 else 0.0
    least, largest = (math.log(s) for s in scales)
    scale = math.exp(rng.uniform(least, largest)) if rng.random() < 0.8 else 1.0
    stretch = math.exp(rng.uniform(-0.12, 0.12)) if rng.random() < 0.5 else 1.0
    cos, sin = math.cos(angle), math.sin(angle)
    linear = np.array([[cos, -sin], [sin, cos]]) @ np.diag(
        [flip * scale * stretch, scale / stretch]
    )
    centre = np.array([placed.width - 1, placed.height - 1]) / 2
    target = np.array([rule.columns - 1, rule.rows - 1]) / 2
    shift = rng.uniform(-0.1, 0.1, 2) * (rule.columns, rule.rows)
    return np.column_stack([linear, target + shift - linear @ centre])


def _grey(view: Picture, rng: np.random.Generator) -> Picture:
    """Gamma, gain with clipping, and a gain that changes with depth."""
    if rng.random() < 0.6:
        view = np.power(view, math.exp(rng.uniform(-0.5, 0.5)), dtype=np.float32)
    if rng.random() < 0.4:
        view = np.clip(view * rng.uniform(0.7, 1.5) + rng.uniform(-0.1, 0.1), 0, 1)
    if rng.random() < 0.3:
        nodes = rng.uniform(0.6, 1.4, (4, 1)).astype(np.float32)
        gain = cv2.resize(nodes, (1, view.shape[0]), interpolation=cv2.INTER_CUBIC)
        view = np.clip(view * gain, 0, 1)
    return np.asarray(view, np.float32)


def _texture(view: Picture, rng: np.random.Generator) -> Picture:
    """Speckle (multiplicative, of varying grain), blur, lost resolution."""
    rows, columns = view.shape
    if rng.random() < 0.35:
        grain = rng.uniform(1.0, 3.0)
        noise = rng.standard_normal(
            (max(int(rows / grain), 1), max(int(columns / grain), 1)), dtype=np.float32
        )
        noise = cv2.resize(noise, (columns, rows), interpolation=cv2.INTER_LINEAR)
        view = np.clip(view * (1 + rng.uniform(0.05, 0.3) * noise), 0, 1)
    if rng.random() < 0.2:
        view = cv2.GaussianBlur(view, (0, 0), rng.uniform(0.4, 1.3))
    elif rng.random() < 0.2:
        factor = rng.uniform(0.4, 0.8)
        small = cv2.resize(view, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        view = cv2.resize(small, (columns, rows), interpolation=cv2.INTER_LINEAR)
    return np.asarray(view, np.float32)


def _shadows(view: Picture, rng: np.random.Generator) -> Picture:
    """Dark wedges from some depth downwards, as behind ribs, air or calcium."""
    if rng.random() >= 0.2:
        return view
    rows, columns = view.shape
    shade = np.ones((rows, columns), np.float32)
    for _ in range(int(rng.integers(1, 3))):
        top = int(rng.uniform(0, 0.5) * rows)
        x, half = rng.uniform(0, columns), rng.uniform(0.03, 0.12) * columns
        lean = rng.uniform(-0.2, 0.2) * columns
        wedge = np.array(
            [
                [x - half, top],
                [x + half, top],
                [x + 1.3 * half + lean, rows],
                [x - 1.3 * half + lean, rows],
            ],
            np.int32,
        )
        cv2.fillConvexPoly(shade, wedge, float(rng.uniform(0.25, 0.7)))
    return np.asarray(view * cv2.GaussianBlur(shade, (0, 0), 0.02 * columns), np.float32)


def _marks(view: npt.NDArray[np.uint8], rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Burnt-in text and calipers, wherever chance puts them."""
    rows, columns = view.shape
    view = view.copy()
    if rng.random() < 0.3:
        for _ in range(int(rng.integers(1, 4))):
            place = (int(rng.uniform(-0.1, 0.9) * columns), int(rng.uniform(0.05, 1.0) * rows))
            cv2.putText(
                view,
                str(rng.choice(_WORDS)),
                place,
                cv2.FONT_HERSHEY_SIMPLEX,
                rng.uniform(0.15, 0.45) * columns / 200,
                int(rng.integers(128, 256)),
                1,
                cv2.LINE_AA,
            )
    if rng.random() < 0.3:
        grey = int(rng.integers(150, 256))
        arm = max(int(columns * 0.012), 1)
        for _ in range(int(rng.integers(1, 3))):
            ends = (rng.uniform(0.05, 0.95, (2, 2)) * (columns, rows)).astype(int)
            if rng.random() < 0.5:
                points = np.linspace(ends[0], ends[1], int(rng.integers(8, 30))).astype(int)
                inside = (points[:, 0] < columns) & (points[:, 1] < rows)
                view[points[inside, 1], points[inside, 0]] = grey
            for x, y in ends.tolist():
                cv2.line(view, (x - arm, y), (x + arm, y), grey, 1)
                cv2.line(view, (x, y - arm), (x, y + arm), grey, 1)
    return view


def _normalised(view: Picture, inside: npt.NDArray[np.bool_]) -> Picture:
    """As ``preprocess.normalise``, over the pixels that lie inside the warped picture."""
    seen = view[inside]
    if seen.size == 0:
        return np.zeros_like(view)
    deviation = max(float(seen.std()), 1.0 / 255.0)
    return np.where(inside, (view - float(seen.mean())) / deviation, 0).astype(np.float32)


def _erase(array: Picture, mask: npt.NDArray[np.bool_], rng: np.random.Generator) -> None:
    """Blank a rectangle that holds no lesion pixel, in place."""
    rows, columns = array.shape
    height, width = (rng.uniform(0.08, 0.3, 2) * (rows, columns)).astype(int)
    top, left = int(rng.integers(0, rows - height)), int(rng.integers(0, columns - width))
    box = (slice(top, top + height), slice(left, left + width))
    if not mask[box].any():
        array[box] = rng.uniform(-1.0, 1.0)

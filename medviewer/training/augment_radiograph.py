"""Augmentation for X-ray films: what a marker, the collimation or the exposure show must not tell.

Side markers, dates and exposure values are burnt in near the border, their style goes with the
year and the ward and so with the label; films of sick and well children differ in shape, size and
sharpness. All of these are therefore drawn, blanked, stretched and blurred by chance. Mirrored
views are used: opacities look the same on either side, and the mirrored marker stops being a
landmark. There is no vertical flip: films are shown upright.
"""

import math

import cv2
import numpy as np
import numpy.typing as npt

from medviewer.packs.pack import InputRule
from medviewer.packs.preprocess import fit, normalise, resize
from medviewer.training.sample import Sample

_MARKS = ("R", "L", "r", "P", "KV55", "KV59", "KV64", "AP", "18:10:59", "2017-3-6", "SUPINE")
Picture = npt.NDArray[np.float32]


def radiograph_view(
    picture: np.ndarray, mask: np.ndarray, rule: InputRule, rng: np.random.Generator
) -> Sample:
    """A random view of a film; see ``augment.augment``."""
    placed = fit(picture.shape[0], picture.shape[1], rule)
    small = _marks(resize(picture, placed.height, placed.width), rng).astype(np.float32) / 255.0
    small_mask = resize(mask.astype(np.float32), placed.height, placed.width)
    matrix = _affine((placed.height, placed.width), rule, rng)
    size = (rule.columns, rule.rows)
    # Beyond its edge a film goes on as a mirror image, or ends in black as at a collimator.
    border = cv2.BORDER_REFLECT_101 if rng.random() < 0.5 else cv2.BORDER_CONSTANT
    view = cv2.warpAffine(small, matrix, size, flags=cv2.INTER_LINEAR, borderMode=border)
    view_mask = cv2.warpAffine(small_mask, matrix, size, flags=cv2.INTER_LINEAR) >= 0.5
    view = _grey(view, rng)
    view = _sharpness(view, rng)
    view = _blank_borders(view, rng)
    # The whole view counts as picture: at prediction a film fills the input.
    whole = fit(rule.rows, rule.columns, rule)
    return Sample(normalise(view, whole, rule), view_mask.astype(np.float32)[None])


def _affine(
    shape: tuple[int, int], rule: InputRule, rng: np.random.Generator
) -> npt.NDArray[np.float64]:
    """Flip, rotation, scale, stretch and shift; scales over 1 crop the border away.

    The stretch changes height against width by up to a fifth either way: squashed films carry
    their shape in the stretched anatomy, and shape goes with the label.
    """
    rows, columns = shape
    flip = -1.0 if rng.random() < 0.5 else 1.0
    angle = math.radians(rng.uniform(-10, 10)) if rng.random() < 0.7 else 0.0
    scale = math.exp(rng.uniform(math.log(0.85), math.log(1.3)))
    stretch = math.sqrt(math.exp(rng.uniform(math.log(0.8), math.log(1.25))))
    cos, sin = math.cos(angle), math.sin(angle)
    fill = np.diag([rule.columns / columns, rule.rows / rows])
    linear = (
        np.array([[cos, -sin], [sin, cos]])
        @ np.diag([flip * scale * stretch, scale / stretch])
        @ fill
    )
    centre = np.array([columns - 1, rows - 1]) / 2
    target = np.array([rule.columns - 1, rule.rows - 1]) / 2
    shift = rng.uniform(-0.07, 0.07, 2) * (rule.columns, rule.rows)
    return np.column_stack([linear, target + shift - linear @ centre])


def _grey(view: Picture, rng: np.random.Generator) -> Picture:
    """Exposure and processing: gamma, contrast with clipping, uneven light, equalisation."""
    if rng.random() < 0.7:
        view = np.power(np.clip(view, 0, 1), math.exp(rng.uniform(-0.6, 0.6)), dtype=np.float32)
    if rng.random() < 0.5:
        view = (view - 0.5) * rng.uniform(0.6, 1.25) + 0.5 + rng.uniform(-0.1, 0.1)
        view = np.clip(view, 0, 1)
    if rng.random() < 0.3:
        nodes = rng.uniform(0.75, 1.25, (3, 3)).astype(np.float32)
        gain = cv2.resize(nodes, view.shape[::-1], interpolation=cv2.INTER_CUBIC)
        view = np.clip(view * gain, 0, 1)
    if rng.random() < 0.2:
        eight = np.rint(view * 255).astype(np.uint8)
        local = cv2.createCLAHE(rng.uniform(1, 3), (4, 4)).apply(eight)
        share = rng.uniform(0.3, 1.0)
        view = (1 - share) * view + share * (local / np.float32(255))
    return np.asarray(view, np.float32)


def _sharpness(view: Picture, rng: np.random.Generator) -> Picture:
    """Blur, sharpening or lost resolution, then noise and the traces of JPEG."""
    choice = rng.random()
    if choice < 0.2:
        view = cv2.GaussianBlur(view, (0, 0), rng.uniform(0.4, 1.2))
    elif choice < 0.35:
        soft = cv2.GaussianBlur(view, (0, 0), rng.uniform(0.7, 2.0))
        view = view + rng.uniform(0.3, 1.5) * (view - soft)
    elif choice < 0.5:
        factor = rng.uniform(0.45, 0.85)
        small = cv2.resize(view, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        view = cv2.resize(small, view.shape[::-1], interpolation=cv2.INTER_LINEAR)
    if rng.random() < 0.4:
        view = view + rng.uniform(0.005, 0.03) * rng.standard_normal(view.shape, np.float32)
    view = np.clip(view, 0, 1)
    if rng.random() < 0.3:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(35, 95))]
        _, stream = cv2.imencode(".jpg", np.rint(view * 255).astype(np.uint8), quality)
        decoded = np.asarray(cv2.imdecode(stream, cv2.IMREAD_GRAYSCALE))
        view = np.divide(decoded, 255, dtype=np.float32)
    return np.asarray(view, np.float32)


def _blank_borders(view: Picture, rng: np.random.Generator) -> Picture:
    """Blank strips and corners, where markers and text stand, and now and then a place inside."""
    rows, columns = view.shape
    view = view.copy()
    if rng.random() < 0.5:
        for _ in range(int(rng.integers(1, 4))):
            height, width = (rng.uniform(0.04, 0.25, 2) * (rows, columns)).astype(int) + 1
            edge = int(rng.integers(0, 4))
            top = int(rng.integers(0, rows - height)) if edge > 1 else (rows - height) * edge
            left = int(rng.integers(0, columns - width))
            if edge > 1:
                left = (columns - width) * (edge - 2)
            view[top : top + height, left : left + width] = _tone(rng)
    if rng.random() < 0.3:
        depth = int(rng.uniform(0.02, 0.14) * min(rows, columns)) + 1
        frame = np.pad(np.zeros((rows - 2 * depth, columns - 2 * depth), bool), depth, "constant",
                       constant_values=True)  # fmt: skip
        view[frame] = _tone(rng)
    if rng.random() < 0.2:
        height, width = (rng.uniform(0.08, 0.25, 2) * (rows, columns)).astype(int) + 1
        top, left = int(rng.integers(0, rows - height)), int(rng.integers(0, columns - width))
        view[top : top + height, left : left + width] = _tone(rng)
    return view


def _tone(rng: np.random.Generator) -> float:
    """Black half of the time, else any grey."""
    return 0.0 if rng.random() < 0.5 else float(rng.random())


def _marks(film: npt.NDArray[np.uint8], rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Burnt-in letters and numbers near the border, wherever chance puts them."""
    if rng.random() >= 0.4:
        return film
    film = film.copy()
    rows, columns = film.shape
    for _ in range(int(rng.integers(1, 4))):
        x, y = rng.uniform(0, 0.95), rng.uniform(0.05, 1.0)
        near = rng.uniform(0, 0.15)
        if rng.random() < 0.5:
            x = near if rng.random() < 0.5 else 0.9 - near
        else:
            y = 0.06 + near if rng.random() < 0.5 else 1.0 - near
        cv2.putText(
            film,
            str(rng.choice(_MARKS)),
            (int(x * columns), int(y * rows)),
            cv2.FONT_HERSHEY_SIMPLEX,
            rng.uniform(0.2, 0.7) * columns / 200,
            int(rng.integers(150, 256)),
            1 if rng.random() < 0.7 else 2,
            cv2.LINE_AA,
        )
    return film

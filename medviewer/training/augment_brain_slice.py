"""Augmentation for MRI slices of the brain: T1, FLAIR and contrast T1 as three channels.

Mirrored views are used, since a glioma may lie on either side. Each channel has its own grey
scale, since MRI has none of its own. Now and then T1 or contrast T1 is replaced by FLAIR, as it
is where a series was never made, so that FLAIR alone is enough.
"""

import math

import cv2
import numpy as np
import numpy.typing as npt

from medviewer.packs.pack import InputRule
from medviewer.packs.preprocess import fit, normalise, resize
from medviewer.training.sample import Sample

_FLAIR = 1
Picture = npt.NDArray[np.float32]


def brain_slice_view(
    picture: np.ndarray, mask: np.ndarray, rule: InputRule, rng: np.random.Generator
) -> Sample:
    """A random view of a slice, (rows, columns, 3); see ``augment.augment``."""
    placed = fit(picture.shape[0], picture.shape[1], rule)
    small = resize(picture, placed.height, placed.width).astype(np.float32) / 255.0
    small_mask = resize(mask.astype(np.float32), placed.height, placed.width)
    matrix = _affine((placed.height, placed.width), rule, rng)
    size = (rule.columns, rule.rows)
    # Beyond its edge a slice shows air, as dark as its own corner.
    corner = [float(v) for v in small[0, 0]]
    view = cv2.warpAffine(
        small, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT,
        borderValue=corner,
    )  # fmt: skip
    view_mask = cv2.warpAffine(small_mask, matrix, size, flags=cv2.INTER_LINEAR) >= 0.5
    view = _series(np.asarray(view, np.float32), rng)
    view = _texture(view, rng)
    whole = fit(rule.rows, rule.columns, rule)
    return Sample(normalise(view, whole, rule), view_mask.astype(np.float32)[None])


def _affine(
    shape: tuple[int, int], rule: InputRule, rng: np.random.Generator
) -> npt.NDArray[np.float64]:
    """Flip, rotation, scale, stretch and shift, from the resized slice to the input."""
    rows, columns = shape
    flip = -1.0 if rng.random() < 0.5 else 1.0
    angle = math.radians(rng.uniform(-20, 20)) if rng.random() < 0.6 else 0.0
    scale = math.exp(rng.uniform(math.log(0.8), math.log(1.3))) if rng.random() < 0.7 else 1.0
    stretch = math.exp(rng.uniform(-0.1, 0.1)) if rng.random() < 0.5 else 1.0
    cos, sin = math.cos(angle), math.sin(angle)
    linear = np.array([[cos, -sin], [sin, cos]]) @ np.diag(
        [flip * scale * stretch, scale / stretch]
    )
    centre = np.array([columns - 1, rows - 1]) / 2
    target = np.array([rule.columns - 1, rule.rows - 1]) / 2
    shift = rng.uniform(-0.06, 0.06, 2) * (rule.columns, rule.rows)
    return np.column_stack([linear, target + shift - linear @ centre])


def _series(view: Picture, rng: np.random.Generator) -> Picture:
    """A missing series, then each channel's own gamma, gain and uneven field."""
    view = view.copy()
    for channel in (0, 2):
        if rng.random() < 0.12:
            view[..., channel] = view[..., _FLAIR]
    for channel in range(3):
        plane = view[..., channel]
        if rng.random() < 0.5:
            plane = np.power(plane, math.exp(rng.uniform(-0.4, 0.4)))
        if rng.random() < 0.4:
            plane = plane * rng.uniform(0.7, 1.3)
        if rng.random() < 0.2:
            nodes = rng.uniform(0.8, 1.2, (3, 3)).astype(np.float32)
            plane = plane * cv2.resize(nodes, plane.shape[::-1], interpolation=cv2.INTER_CUBIC)
        view[..., channel] = np.clip(plane, 0, 1)
    return view


def _texture(view: Picture, rng: np.random.Generator) -> Picture:
    """Blur or lost resolution, then noise."""
    choice = rng.random()
    if choice < 0.15:
        view = np.asarray(cv2.GaussianBlur(view, (0, 0), rng.uniform(0.4, 1.2)), np.float32)
    elif choice < 0.3:
        factor = rng.uniform(0.5, 0.85)
        small = cv2.resize(view, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        size = (view.shape[1], view.shape[0])
        view = np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_LINEAR), np.float32)
    if rng.random() < 0.3:
        noise = rng.standard_normal(view.shape, np.float32)
        view = view + np.float32(rng.uniform(0.005, 0.03)) * noise
    return view

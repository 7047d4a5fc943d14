"""Augmentation for CT slices at a fixed window.

Organs have their side, so there are no mirrored views. Hounsfield units mean the same in every
scanner but for contrast medium, noise and the kernel: grey is shifted and stretched a little,
blurred, or made noisy. Body size and field of view vary most: scale and shift are generous.
"""

import math

import cv2
import numpy as np
import numpy.typing as npt

from medviewer.packs.pack import InputRule
from medviewer.packs.preprocess import fit, normalise, resize
from medviewer.training.sample import Sample

Picture = npt.NDArray[np.float32]


def ct_slice_view(
    picture: np.ndarray, mask: np.ndarray, rule: InputRule, rng: np.random.Generator
) -> Sample:
    """A random view of a slice, (rows, columns); see ``augment.augment``."""
    placed = fit(picture.shape[0], picture.shape[1], rule)
    small = resize(picture, placed.height, placed.width).astype(np.float32) / 255.0
    small_mask = resize(mask.astype(np.float32), placed.height, placed.width)
    matrix = _affine((placed.height, placed.width), rule, rng)
    size = (rule.columns, rule.rows)
    view = np.asarray(cv2.warpAffine(small, matrix, size, flags=cv2.INTER_LINEAR), np.float32)
    view_mask = cv2.warpAffine(small_mask, matrix, size, flags=cv2.INTER_LINEAR) >= 0.5
    view = _texture(_grey(view, rng), rng)
    whole = fit(rule.rows, rule.columns, rule)
    return Sample(normalise(view, whole, rule), view_mask.astype(np.float32)[None])


def _affine(
    shape: tuple[int, int], rule: InputRule, rng: np.random.Generator
) -> npt.NDArray[np.float64]:
    """Rotation, scale, stretch and shift, from the resized slice to the input."""
    rows, columns = shape
    angle = math.radians(rng.uniform(-12, 12)) if rng.random() < 0.6 else 0.0
    scale = math.exp(rng.uniform(math.log(0.75), math.log(1.35))) if rng.random() < 0.8 else 1.0
    stretch = math.exp(rng.uniform(-0.1, 0.1)) if rng.random() < 0.5 else 1.0
    cos, sin = math.cos(angle), math.sin(angle)
    linear = np.array([[cos, -sin], [sin, cos]]) @ np.diag([scale * stretch, scale / stretch])
    centre = np.array([columns - 1, rows - 1]) / 2
    target = np.array([rule.columns - 1, rule.rows - 1]) / 2
    shift = rng.uniform(-0.1, 0.1, 2) * (rule.columns, rule.rows)
    return np.column_stack([linear, target + shift - linear @ centre])


def _grey(view: Picture, rng: np.random.Generator) -> Picture:
    """Contrast medium and kernel: level, gain and gamma, a little of each."""
    if rng.random() < 0.6:
        view = (view - 0.5) * rng.uniform(0.85, 1.2) + 0.5 + rng.uniform(-0.07, 0.07)
    if rng.random() < 0.4:
        view = np.power(np.clip(view, 0, 1), math.exp(rng.uniform(-0.25, 0.25)))
    return np.clip(view, 0, 1).astype(np.float32)


def _texture(view: Picture, rng: np.random.Generator) -> Picture:
    """Blur or lost resolution, then noise."""
    choice = rng.random()
    if choice < 0.2:
        view = np.asarray(cv2.GaussianBlur(view, (0, 0), rng.uniform(0.4, 1.2)), np.float32)
    elif choice < 0.4:
        factor = rng.uniform(0.5, 0.85)
        small = cv2.resize(view, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        size = (view.shape[1], view.shape[0])
        view = np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_LINEAR), np.float32)
    if rng.random() < 0.5:
        noise = rng.standard_normal(view.shape, np.float32)
        view = np.clip(view + np.float32(rng.uniform(0.01, 0.06)) * noise, 0, 1)
    return view

"""Shapes of breast lesions, known exactly."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Outline:
    """A star-shaped outline: ``radius`` (mm) at equally spaced ``angles`` about a centre.

    Angle 0 points to the right, a quarter turn points down (depth grows downwards).
    """

    centre_mm: tuple[float, float]  # across, depth
    radius: FloatArray

    @property
    def angles(self) -> FloatArray:
        return np.linspace(0, 2 * np.pi, len(self.radius), endpoint=False)

    @property
    def points_mm(self) -> FloatArray:
        """(n, 2) float: across and depth of the outline in mm."""
        ring = np.stack([np.cos(self.angles), np.sin(self.angles)], axis=1)
        return np.asarray(self.centre_mm) + ring * self.radius[:, None]

    @property
    def longest_diameter_mm(self) -> float:
        """Largest distance between two points of the outline."""
        points = self.points_mm
        apart = points[:, None] - points[None]
        return float(np.sqrt((apart**2).sum(-1).max()))

    def polar(self, across: FloatArray, depth: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Angle of each place and its distance (mm) beyond the outline, negative inside."""
        dx, dz = across - self.centre_mm[0], depth - self.centre_mm[1]
        angle = np.arctan2(dz, dx) % (2 * np.pi)
        edge = np.interp(angle, self.angles, self.radius, period=2 * np.pi)
        return angle, np.hypot(dx, dz) - edge


def ellipse(
    centre_mm: tuple[float, float], width_mm: float, height_mm: float, tilt_degrees: float = 0.0
) -> Outline:
    """An ellipse, ``width_mm`` along its own first axis."""
    angle = np.linspace(0, 2 * np.pi, 720, endpoint=False) - np.deg2rad(tilt_degrees)
    a, b = width_mm / 2, height_mm / 2
    return Outline(centre_mm, a * b / np.hypot(b * np.cos(angle), a * np.sin(angle)))


def scaled(outline: Outline, longest_mm: float) -> Outline:
    """The same shape with the longest diameter asked for."""
    return Outline(outline.centre_mm, outline.radius * (longest_mm / outline.longest_diameter_mm))


def lobulated(outline: Outline, rng: np.random.Generator, amount: float) -> Outline:
    """Two to four gentle lobulations; ``amount`` is their relative depth."""
    wave = sum(np.cos(k * outline.angles + rng.uniform(0, 2 * np.pi)) / k for k in (2, 3, 4))
    return Outline(outline.centre_mm, outline.radius * (1 + amount * wave))


def irregular(outline: Outline, rng: np.random.Generator, spikes: FloatArray) -> Outline:
    """An angular border with a short pointed extension at each angle of ``spikes``."""
    order = np.arange(2, 24)
    phase = rng.uniform(0, 2 * np.pi, len(order))
    strength = rng.uniform(0.4, 1.0, len(order)) * 0.16 / order**0.7
    wave = (strength * np.cos(outline.angles[:, None] * order + phase)).sum(1)
    for spike in spikes:
        away = np.angle(np.exp(1j * (outline.angles - spike)))
        wave += rng.uniform(0.0, 0.25) * np.exp(-np.abs(away) / rng.uniform(0.06, 0.14))
    return Outline(outline.centre_mm, outline.radius * (1 + wave))

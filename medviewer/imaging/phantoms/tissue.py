"""The breast in layers: skin, fat, gland, muscle, with septa, and lesions in it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import fft, ndimage
from scipy.spatial import cKDTree

from medviewer.imaging.phantoms.beam import FloatArray, Tissue
from medviewer.imaging.phantoms.lesion import Outline

# Skin, fat, gland, muscle, what lies below; fat is darker than gland in the breast.
ECHO_DB = (3.0, -11.0, 0.0, -11.0, -18.0)
ATTENUATION = (1.0, 0.55, 0.75, 0.85, 0.95)
"""Round trip at 8 MHz, dB/mm: about 0.35 to 0.6 dB/(cm MHz) one way."""


@dataclass(frozen=True)
class Canvas:
    """The grid that the tissue is painted on; places in mm at the pixel centres."""

    rows: int
    columns: int
    pixel: float
    margin: int  # columns beyond the picture on each side, cut away at the end

    @property
    def shape(self) -> tuple[int, int]:
        return self.rows, self.columns + 2 * self.margin

    @property
    def across(self) -> npt.NDArray[np.float64]:
        return (np.arange(self.shape[1], dtype=float) - self.margin + 0.5)[None, :] * self.pixel

    @property
    def depth(self) -> npt.NDArray[np.float64]:
        return (np.arange(self.rows, dtype=float) + 0.5)[:, None] * self.pixel


def smooth_noise(
    rng: np.random.Generator, canvas: Canvas, depth_mm: float, across_mm: float
) -> FloatArray:
    """Gaussian random field of unit variance with the given correlation lengths (sigma)."""
    white = rng.standard_normal(canvas.shape, np.float32)
    kz = fft.fftfreq(canvas.shape[0], canvas.pixel)[:, None] * depth_mm
    kx = fft.rfftfreq(canvas.shape[1], canvas.pixel)[None, :] * across_mm
    filtered = fft.irfft2(fft.rfft2(white) * np.exp(-2 * np.pi**2 * (kz**2 + kx**2)), canvas.shape)
    return np.asarray(filtered / filtered.std(), np.float32)


def step(value: npt.NDArray, width: npt.NDArray | float) -> npt.NDArray:
    """Smooth step from 0 to 1 around zero, ``width`` wide."""
    return np.asarray(1 / (1 + np.exp(-np.clip(4 * value / width, -30, 30))))


def _wave(
    rng: np.random.Generator, canvas: Canvas, height_mm: float, length_mm: float
) -> FloatArray:
    """A wavy height over the columns, (columns,), of standard deviation ``height_mm``."""
    line = rng.standard_normal(canvas.shape[1])
    line = ndimage.gaussian_filter1d(line, length_mm / canvas.pixel, mode="wrap")
    return np.asarray(height_mm * (line - line.mean()) / line.std(), np.float32)


def _septa(rng: np.random.Generator, canvas: Canvas, flow: FloatArray) -> FloatArray:
    """1 on the fibrous septa between fat lobules, 0 inside: borders of warped Voronoi cells."""
    height, width = canvas.rows * canvas.pixel, canvas.shape[1] * canvas.pixel
    count = int(height * width / 26)
    seeds = rng.uniform((0, -3), (height, width), (count, 2)) * (2.3, 1.0)
    coarse = slice(None, None, 2)
    depth = (canvas.depth + flow)[coarse, coarse] * 2.3
    across = np.broadcast_to(canvas.across[:, coarse], depth.shape)
    near, _ = cKDTree(seeds).query(np.stack([depth, across], -1).reshape(-1, 2), k=2)
    border = np.exp(-(((near[:, 1] - near[:, 0]) / 0.55) ** 2)).reshape(depth.shape)
    fine = ndimage.zoom(border.astype(np.float32), 2, order=1)
    return np.asarray(fine[: canvas.rows, : canvas.shape[1]], np.float32)


def _interface(
    rng: np.random.Generator, x: npt.NDArray, y: npt.NDArray, amplitude: float, taper: bool = False
) -> FloatArray:
    """A rough line of scatterers whose strength comes and goes, as fibrous tissue does."""
    rough = ndimage.gaussian_filter1d(rng.standard_normal(len(x)), 2.0, mode="nearest")
    fading = ndimage.gaussian_filter1d(rng.standard_normal(len(x)), 12.0, mode="nearest")
    strength = amplitude * np.clip(0.75 + 3.2 * fading, 0.08, 2.0)
    if taper:
        strength = strength * np.sin(np.pi * (np.arange(len(x)) + 0.5) / len(x)) ** 0.8
    return np.stack([x, y + 0.9 * rough, strength], 1).astype(np.float32)


def _streaks(
    rng: np.random.Generator,
    canvas: Canvas,
    flow: FloatArray,
    between: tuple[FloatArray, FloatArray],
    count: int,
    amplitude: float,
) -> list[FloatArray]:
    """Thin interfaces that follow the layers ``between`` two heights (rows a column)."""
    lines = []
    for _ in range(count):
        length = rng.uniform(2.5, 11) / canvas.pixel
        start = rng.uniform(-length, canvas.shape[1])
        x = np.arange(max(start, 0), min(start + length, canvas.shape[1] - 1))
        if len(x) < 5:
            continue
        column = x.astype(int)
        middle = int(column[len(x) // 2])
        level = rng.uniform(between[0][middle], between[1][middle])
        bend = flow[np.clip(int(level), 0, canvas.rows - 1), column] / canvas.pixel
        tilt = np.tan(np.deg2rad(rng.normal(0, 5)))
        t = (x - x.mean()) / length
        sag = rng.normal(0, 5) * (t**2) * 4
        y = level - (bend - bend.mean()) + tilt * (x - x.mean()) + sag
        lines.append(_interface(rng, x, y, amplitude * rng.lognormal(-0.3, 0.7), taper=True))
    return lines


@dataclass
class Breast:
    """Tissue being painted; lesions are painted into it before the beam sees it."""

    canvas: Canvas
    echo_db: npt.NDArray
    attenuation: npt.NDArray
    reflectors: list[FloatArray]

    def tissue(self) -> Tissue:
        return Tissue(
            self.echo_db.astype(np.float32),
            self.attenuation.astype(np.float32),
            tuple(self.reflectors),
        )


@dataclass(frozen=True)
class _Layers:
    """Depth (mm) of each lower border over the columns, and how the tissue undulates (mm)."""

    skin: FloatArray
    fat: FloatArray
    gland: FloatArray
    muscle: FloatArray
    flow: FloatArray

    def blend(
        self, canvas: Canvas, values: Sequence[npt.NDArray | float]
    ) -> npt.NDArray[np.float64]:
        """One value a layer (skin, fat, gland, muscle, deep), passing smoothly at the borders."""
        z = canvas.depth
        below = (
            step(z - self.skin, 0.15),
            step(z - self.fat + 0.35 * self.flow, 0.7),
            step(z - self.gland, 0.4),
            step(z - self.muscle, 1.6),
        )
        result = np.broadcast_to(np.asarray(values[0], float), canvas.shape).copy()
        for value, share in zip(values[1:], below, strict=True):
            result += (value - result) * share
        return result


def _layers(canvas: Canvas, rng: np.random.Generator) -> _Layers:
    gland = rng.uniform(25, 27.5) + _wave(rng, canvas, 0.8, 7.0)
    return _Layers(
        skin=1.6 + _wave(rng, canvas, 0.06, 6.0),
        fat=rng.uniform(6.5, 8.5) + _wave(rng, canvas, 0.9, 3.0),
        gland=gland,
        muscle=gland + rng.uniform(5.5, 7.5) + _wave(rng, canvas, 0.5, 8.0),
        flow=0.8 * smooth_noise(rng, canvas, 3.5, 6.0),
    )


def _echogenicity(
    canvas: Canvas, rng: np.random.Generator, layers: _Layers, broad: FloatArray
) -> npt.NDArray[np.float64]:
    """Texture of each layer in dB; all of it follows the flow of the layers."""
    rows, columns = np.indices(canvas.shape, np.float32)
    warped = rows + 1.6 * layers.flow / canvas.pixel
    fibres, wisps, patches = (
        ndimage.map_coordinates(
            smooth_noise(rng, canvas, *size), [warped, columns], order=1, mode="mirror"
        )
        for size in ((0.22, 1.6), (0.13, 0.9), (0.9, 2.0))
    )
    septa = _septa(rng, canvas, layers.flow)
    strands = 2.6 * fibres + 4.0 * np.clip(fibres - 0.7, 0, None)
    # fat lobules lie between the glandular tissue too: dark ovals in the bright
    lobules = step(patches - 0.9 + 0.3 * broad, 0.5)
    texture = (
        0.0,
        1.5 * fibres + 10 * septa * step(patches + 0.4, 1.0) + broad,
        strands + 2.0 * wisps + 2.2 * broad - 9.0 * lobules + 2.0 * septa,
        1.6 * strands + 2.0 * wisps,
        3.0 * fibres,
    )
    echo = layers.blend(canvas, [ECHO_DB[i] + t for i, t in enumerate(texture)])
    echo[: int(0.35 / canvas.pixel)] = ECHO_DB[0] + 12  # the probe's own echo and the gel
    return echo


def paint_breast(canvas: Canvas, rng: np.random.Generator) -> Breast:
    """A normal breast: skin, subcutaneous fat with Cooper's ligaments, gland, fascia, muscle."""
    layers = _layers(canvas, rng)
    broad = smooth_noise(rng, canvas, 3.0, 4.5)
    echo = _echogenicity(canvas, rng, layers, broad)
    loss = layers.blend(canvas, ATTENUATION) * (1 + 0.1 * broad)
    skin, fat, gland, muscle = (
        depth / canvas.pixel for depth in (layers.skin, layers.fat, layers.gland, layers.muscle)
    )
    x = np.arange(canvas.shape[1], dtype=np.float32)
    interfaces = [
        _interface(rng, x, np.full_like(x, 0.55 / canvas.pixel), 22),
        _interface(rng, x, skin, 16),
        _interface(rng, x, gland, 15),
        _interface(rng, x, muscle, 9),
        *_streaks(rng, canvas, layers.flow, (skin, fat), 45, 9.0),
        *_streaks(rng, canvas, layers.flow, (fat, gland), 110, 8.0),
        *_streaks(rng, canvas, layers.flow, (gland, muscle), 45, 7.0),
    ]
    return Breast(canvas, echo, loss, interfaces)


def _clear(breast: Breast, outline: Outline) -> None:
    """Septa and interfaces end where the lesion begins."""
    kept = []
    for line in breast.reflectors:
        x = (line[:, 0] - breast.canvas.margin + 0.5) * breast.canvas.pixel
        z = (line[:, 1] + 0.5) * breast.canvas.pixel
        _, beyond = outline.polar(x.astype(float), z.astype(float))
        line = line.copy()
        line[:, 2] *= np.clip(beyond / 0.4, 0, 1)
        kept.append(line)
    breast.reflectors = kept


def _wall(breast: Breast, outline: Outline, amplitude: float) -> None:
    """A smooth thin wall that shines where it faces the beam."""
    angle = np.linspace(0, 2 * np.pi, 2400, endpoint=False)
    radius = np.interp(angle, outline.angles, outline.radius, period=2 * np.pi)
    x = (outline.centre_mm[0] + radius * np.cos(angle)) / breast.canvas.pixel - 0.5
    z = (outline.centre_mm[1] + radius * np.sin(angle)) / breast.canvas.pixel - 0.5
    spread = np.abs(np.gradient(x))  # the same strength a column, however many points fall in it
    line = np.stack([x + breast.canvas.margin, z, amplitude * spread], 1)
    breast.reflectors.append(line.astype(np.float32))


def _fill(
    breast: Breast,
    outline: Outline,
    echo: npt.NDArray | float,
    attenuation: float,
    edge_mm: npt.NDArray | float,
) -> tuple[npt.NDArray, npt.NDArray]:
    """Replace what lies inside; returns angle and distance (mm) beyond the border."""
    canvas = breast.canvas
    angle, beyond = outline.polar(canvas.across, canvas.depth)
    inside = 1 - step(beyond, edge_mm)
    breast.echo_db = breast.echo_db + (echo - breast.echo_db) * inside
    breast.attenuation = breast.attenuation + (attenuation - breast.attenuation) * inside
    _clear(breast, outline)
    return angle, beyond


def _edge_shadow(breast: Breast, angle: npt.NDArray, beyond: npt.NDArray, strength: float) -> None:
    """Refraction at the tangential sides of a smooth wall takes sound out of the beam."""
    sides = np.abs(np.cos(angle)) ** 10 * np.exp(-((beyond / 0.35) ** 2))
    breast.attenuation = breast.attenuation + strength * sides


def paint_cyst(breast: Breast, outline: Outline, rng: np.random.Generator) -> None:
    """Simple cyst: anechoic, sharp smooth wall, enhancement behind, thin edge shadows."""
    # clutter and reverberation fill the part nearest to the probe a little
    top = outline.centre_mm[1] - np.ptp(outline.points_mm[:, 1]) / 2
    behind_wall = np.clip(breast.canvas.depth - top, 0, None)
    clutter = 14 * np.exp(-behind_wall / 1.6) + 3 * smooth_noise(rng, breast.canvas, 0.4, 1.5)
    angle, beyond = _fill(breast, outline, -40 + clutter, 0.02, 0.1)
    _wall(breast, outline, 12.0)
    _edge_shadow(breast, angle, beyond, 1.6)


def paint_fibroadenoma(breast: Breast, outline: Outline, rng: np.random.Generator) -> None:
    """Fibroadenoma: oval, homogeneous and hypoechoic, thin capsule."""
    echo = -14 + 1.6 * smooth_noise(rng, breast.canvas, 0.4, 0.9)
    angle, beyond = _fill(breast, outline, echo, 0.6, 0.2)
    breast.echo_db = breast.echo_db + 4 * np.exp(-(((beyond - 0.2) / 0.25) ** 2))
    _wall(breast, outline, 9.0)
    _edge_shadow(breast, angle, beyond, 0.9)


def paint_spiculated(
    breast: Breast, outline: Outline, rng: np.random.Generator, spikes: npt.NDArray
) -> None:
    """Spiculated mass: markedly hypoechoic, echogenic halo, spicules, shadow behind."""
    canvas = breast.canvas
    angle, beyond = outline.polar(canvas.across, canvas.depth)
    upper = 0.45 + 0.55 * step(-np.sin(angle), 1.2)  # the halo fades where the shadow begins
    halo = 7.0 * np.exp(-(((beyond - 1.1) / 1.0) ** 2)) * upper
    radius = np.hypot(canvas.across - outline.centre_mm[0], canvas.depth - outline.centre_mm[1])
    pull = np.zeros(canvas.shape)
    for spike in spikes:
        length, width = rng.uniform(2.0, 5.0), rng.uniform(0.18, 0.3)
        bend = rng.normal(0, 0.05) * np.clip(beyond, 0, None)
        aside = np.angle(np.exp(1j * (angle - spike + bend))) * radius
        fade = np.clip(1 - beyond / length, 0, 1) * (beyond > -0.5)
        pull += fade * (6 * np.exp(-(((np.abs(aside) - 2.4 * width) / width) ** 2)))
        pull -= fade * (13 * np.exp(-((aside / width) ** 2)))
    breast.echo_db = breast.echo_db + halo + np.clip(pull, -14, 7)
    inner = -13 + 2.5 * smooth_noise(rng, canvas, 0.5, 0.8)
    _fill(breast, outline, inner, 2.4, 0.5 + 0.5 * step(np.sin(angle) - 0.3, 0.6))

"""Breast ultrasound phantoms with the truth known exactly."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from medviewer.domain.geometry import PixelCalibration, SpacingSource
from medviewer.imaging.phantoms import lesion, tissue
from medviewer.imaging.phantoms.beam import Scanner, compress, envelope

PhantomKind = Literal["cyst", "fibroadenoma", "spiculated", "nothing"]
KINDS: tuple[PhantomKind, ...] = ("cyst", "fibroadenoma", "spiculated", "nothing")

REVISION = 1
"""Grows when the same seed gives another picture, so that files on disk are made anew."""

_MARGIN_MM = 3.0
# longest diameter (mm) unless one is asked for
_DIAMETERS = {"cyst": 13.0, "fibroadenoma": 16.0, "spiculated": 14.0}
_LABELS = {
    "cyst": "benign",
    "fibroadenoma": "benign",
    "spiculated": "malignant",
    "nothing": "normal",
}


@dataclass(frozen=True)
class Phantom:
    """A simulated picture and everything true of it.

    ``picture``: uint8 (rows, columns). ``mask``: bool of the same shape, True where the pixel's
    centre lies in the lesion. ``label``: the diagnosis class. ``diameter_mm``: longest
    diameter of the lesion's shape, None without one.
    """

    kind: PhantomKind
    picture: npt.NDArray[np.uint8]
    mask: npt.NDArray[np.bool_]
    calibration: PixelCalibration
    label: str
    seed: int
    diameter_mm: float | None = None


def _paint(
    breast: tissue.Breast,
    kind: PhantomKind,
    centre: tuple[float, float],
    diameter: float,
    rng: np.random.Generator,
) -> lesion.Outline:
    """Paint the lesion into the breast and return its outline."""
    if kind == "cyst":
        shape = lesion.ellipse(centre, 1.0, rng.uniform(0.66, 0.8), rng.uniform(-8, 8))
        shape = lesion.scaled(shape, diameter)
        tissue.paint_cyst(breast, shape, rng)
    elif kind == "fibroadenoma":
        shape = lesion.ellipse(centre, 1.0, rng.uniform(0.52, 0.62), rng.uniform(-10, 10))
        shape = lesion.scaled(lesion.lobulated(shape, rng, 0.06), diameter)
        tissue.paint_fibroadenoma(breast, shape, rng)
    else:
        shape = lesion.ellipse(centre, 0.74, 1.0, rng.uniform(-12, 12))  # taller than wide
        count = int(rng.integers(11, 15))
        spikes = (np.arange(count) + rng.uniform(-0.3, 0.3, count)) / count * 2 * np.pi
        shape = lesion.scaled(lesion.irregular(shape, rng, spikes), diameter)
        tissue.paint_spiculated(breast, shape, rng, spikes)
    return shape


def simulate_ultrasound(
    kind: PhantomKind,
    seed: int = 0,
    *,
    diameter_mm: float | None = None,
    centre_mm: tuple[float, float] | None = None,
    rows: int = 470,
    columns: int = 520,
    scanner: Scanner | None = None,
) -> Phantom:
    """Simulate one breast ultrasound picture of a linear array.

    The same seed gives the same breast and the same speckle whatever ``kind`` is painted into
    it, so that a lesion's shadow or enhancement can be measured against the breast without it.

    Args:
        kind: What the picture shows.
        seed: Every random choice follows from it.
        diameter_mm: Longest diameter of the lesion, mm.
        centre_mm: Where the lesion lies, (across, depth) in mm from the top left.
        rows: Height of the picture, pixels of ``scanner.pixel`` mm.
        columns: Width of the picture.
        scanner: The scanner; the usual one by default.

    Returns:
        The picture and the truth about it.
    """
    scanner = scanner or Scanner()
    random = [np.random.default_rng([seed, stream]) for stream in range(3)]
    canvas = tissue.Canvas(rows, columns, scanner.pixel, math.ceil(_MARGIN_MM / scanner.pixel))
    breast = tissue.paint_breast(canvas, random[0])
    shown = slice(canvas.margin, canvas.margin + columns)
    mask = np.zeros((rows, columns), bool)
    outline = None
    if kind != "nothing":
        width, height = columns * scanner.pixel, rows * scanner.pixel
        place = random[1].uniform((0.42, 0.36), (0.58, 0.41)) * (width, height)
        centre = centre_mm or (float(place[0]), float(place[1]))
        diameter = diameter_mm or _DIAMETERS[kind]
        outline = _paint(breast, kind, centre, diameter, random[1])
        mask = outline.polar(canvas.across[:, shown], canvas.depth)[1] <= 0
    amplitude = envelope(breast.tissue(), scanner, random[2])[:, shown]
    return Phantom(
        kind=kind,
        picture=compress(amplitude, scanner),
        mask=mask,
        calibration=PixelCalibration(scanner.pixel, scanner.pixel, SpacingSource.ULTRASOUND_REGION),
        label=_LABELS[kind],
        seed=seed,
        diameter_mm=outline.longest_diameter_mm if outline else None,
    )

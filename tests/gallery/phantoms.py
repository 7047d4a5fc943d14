"""Scans for the gallery: the demo patients, and a drawn abdomen as a CT volume."""

from pathlib import Path

import numpy as np

SHAPE = (72, 192, 192)  # slices, rows, columns
SPACING = (3.0, 1.8, 1.8)
# Centre (z, y, x) and half axes as shares of the volume, and the value in HU; later ones cover.
_ORGANS = (
    ((0.5, 0.5, 0.5), (2.0, 0.36, 0.46), 45),
    ((0.5, 0.5, 0.5), (2.0, 0.33, 0.43), -95),
    ((0.5, 0.5, 0.5), (2.0, 0.30, 0.40), 50),
    ((0.95, 0.44, 0.28), (0.32, 0.20, 0.15), -820),
    ((0.95, 0.44, 0.72), (0.32, 0.20, 0.15), -820),
    ((0.56, 0.44, 0.33), (0.27, 0.21, 0.20), 105),
    ((0.60, 0.40, 0.38), (0.05, 0.05, 0.05), 62),
    ((0.48, 0.47, 0.28), (0.04, 0.04, 0.04), 66),
    ((0.55, 0.45, 0.70), (0.16, 0.12, 0.08), 95),
    ((0.35, 0.60, 0.34), (0.17, 0.08, 0.06), 160),
    ((0.35, 0.60, 0.66), (0.17, 0.08, 0.06), 160),
    ((0.5, 0.55, 0.53), (2.0, 0.03, 0.03), 190),
    ((0.5, 0.66, 0.5), (2.0, 0.07, 0.07), 320),
    ((0.5, 0.66, 0.5), (2.0, 0.045, 0.05), 180),
    ((0.5, 0.74, 0.5), (2.0, 0.03, 0.03), 30),
)


def write_abdomen(path: Path) -> Path:
    """A NIfTI volume of ellipses in HU, with noise from a fixed seed."""
    import nibabel
    from scipy.ndimage import gaussian_filter

    z, y, x = np.meshgrid(*(np.linspace(0, 1, n, dtype=np.float32) for n in SHAPE), indexing="ij")
    values = np.full(SHAPE, -1000, np.float32)
    for (cz, cy, cx), (az, ay, ax), hu in _ORGANS:
        values[((z - cz) / az) ** 2 + ((y - cy) / ay) ** 2 + ((x - cx) / ax) ** 2 < 1] = hu
    noise = np.random.default_rng(1).normal(0, 30, SHAPE).astype(np.float32)
    values = gaussian_filter(values, 0.7) + gaussian_filter(noise, 0.8)
    # NIfTI counts from the patient's right to left, back to front, feet to head.
    array = values.transpose(2, 1, 0)[::-1, ::-1, :].astype(np.int16)
    image = nibabel.Nifti1Image(array, np.diag([*SPACING[::-1], 1.0]))
    nibabel.save(image, path)
    return path

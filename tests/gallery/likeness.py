"""How alike two grabs of a window are, for an eye that does not count pixels."""

import numpy as np
from PIL import Image
from scipy.ndimage import uniform_filter

_GRAIN = 4  # pixels of the window in one that is compared
_WINDOW = 7
# Three times those of the paper: what hardly shows in the dark counts hardly.
_C1, _C2 = (0.03 * 255) ** 2, (0.09 * 255) ** 2
_COLOURS = 128


def likeness(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """Structural similarity of two pictures, drawn four times smaller: mean and worst place.

    Wang et al., "Image quality assessment: from error visibility to structural similarity", 2004.
    Small enough that letters become grey lines: another text of the same length is alike, a panel
    that is not there is not. The worst place is the mean over the worst of 8 x 8 fields.

    Raises:
        ValueError: the pictures differ in size.
    """
    if one.size != other.size:
        raise ValueError(f"{one.size} is compared with {other.size}")
    a, b = (_small(picture) for picture in (one, other))

    def mean(values: np.ndarray) -> np.ndarray:
        return uniform_filter(values, _WINDOW)

    ma, mb = mean(a), mean(b)
    va, vb = mean(a * a) - ma * ma, mean(b * b) - mb * mb
    both = mean(a * b) - ma * mb
    ssim = ((2 * ma * mb + _C1) * (2 * both + _C2)) / ((ma**2 + mb**2 + _C1) * (va + vb + _C2))
    fields = [part.mean() for row in np.array_split(ssim, 8) for part in np.array_split(row, 8, 1)]
    return float(ssim.mean()), float(min(fields))


def few_colours(picture: Image.Image) -> Image.Image:
    """The picture as the gallery keeps it, a fifth of the size on the disk."""
    return picture.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def _small(picture: Image.Image) -> np.ndarray:
    size = (picture.width // _GRAIN, picture.height // _GRAIN)
    return np.asarray(picture.convert("L").resize(size, Image.Resampling.BOX), np.float64)


def drawn_with() -> dict[str, str]:
    """What a grab depends on beside the program: Qt and the letters."""
    from PySide6.QtCore import qVersion
    from PySide6.QtGui import QFontInfo
    from PySide6.QtWidgets import QApplication

    letters = QFontInfo(QApplication.font())
    version = ".".join(qVersion().split(".")[:2])
    return {"qt": version, "font": letters.family(), "points": f"{letters.pointSizeF():g}"}

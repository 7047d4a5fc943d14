"""From a mask to the line around it, as it looks best on a screen.

Coordinates are those of pyqtgraph: the pixel in row r, column c covers x in [c, c + 1],
y in [r, r + 1]; its centre is (c + 0.5, r + 0.5).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from medviewer.domain.geometry import BoundingBox
from medviewer.imaging.overlay import outline


def screen_outline(mask: npt.NDArray[np.bool_]) -> list[npt.NDArray[np.float64]]:
    """Closed lines around the parts and holes of a mask, without the steps of its pixels.

    The lines run through the middles of the pixel borders: exactly on the border along
    straight edges, cutting each corner by an eighth of a pixel's area, as marching squares
    does at level 0.5.

    Args:
        mask: (rows, columns).

    Returns:
        One array (n, 2) of x, y for each line, without the repeated last point.
    """
    box = box_of(mask)
    if box is None:
        return []
    x, y, wide, high = box
    # Lesions are small and pictures large: only what is around the lesion is looked at.
    return [_through_middles(line) + (x, y) for line in outline(mask[y : y + high, x : x + wide])]


def box_of(mask: npt.NDArray[np.bool_]) -> BoundingBox | None:
    """The smallest box around a mask; None if it is empty."""
    rows = np.flatnonzero(mask.any(axis=1))
    if rows.size == 0:
        return None
    columns = np.flatnonzero(mask[rows[0] : rows[-1] + 1].any(axis=0))
    x, y = int(columns[0]), int(rows[0])
    return x, y, int(columns[-1]) - x + 1, int(rows[-1]) - y + 1


def around(boxes: Sequence[BoundingBox]) -> BoundingBox:
    """The smallest box around others; an empty one of none."""
    if not boxes:
        return 0, 0, 0, 0
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right = max(x + wide for x, _, wide, _ in boxes)
    bottom = max(y + high for _, y, _, high in boxes)
    return left, top, right - left, bottom - top


def _through_middles(corners: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The middle of every pixel border along a closed line of axis-parallel edges."""
    edges = np.roll(corners, -1, axis=0) - corners
    lengths = np.abs(edges).sum(axis=1).astype(int)
    edge = np.repeat(np.arange(len(corners)), lengths)
    step = np.arange(len(edge)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return corners[edge] + edges[edge] * ((step + 0.5) / lengths[edge])[:, None]


def label_anchor(
    mask: npt.NDArray[np.bool_], box: BoundingBox | None = None
) -> tuple[float, float] | None:
    """Where the letter of a mask goes: its point furthest to the top right; None if empty.

    With ``box`` only what lies inside it counts: one finding of several.
    """
    left, top, wide, high = box or box_of(mask) or (0, 0, 0, 0)
    area = mask[top : top + high, left : left + wide]
    rows = np.flatnonzero(area.any(axis=1))
    if rows.size == 0:
        return None
    last = area.shape[1] - 1 - np.argmax(area[rows, ::-1], axis=1)  # of each row that has any
    best = int(np.argmax(last - rows))
    return float(last[best] + 1 + left), float(rows[best] + top)

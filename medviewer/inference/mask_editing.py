"""What a reader can do to a mask: on the exact grid of its pixels, without a window.

Pixel (row r, column c) covers x in [c, c + 1] and y in [r, r + 1]; its centre is at
(c + 0.5, r + 0.5). Every function returns a new array and leaves its argument as it was,
unless it says otherwise.
"""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Point = tuple[float, float]


def stroke(shape: tuple[int, int], start: Point, end: Point, diameter: float) -> Mask:
    """The pixels that a round brush covers on its way from ``start`` to ``end``.

    Those whose centre is no further than half the diameter from the way, and those that the
    way itself runs through, so that the thinnest line has no gaps.

    Args:
        shape: (rows, columns).
        start: x, y.
        end: x, y.
        diameter: of the brush in pixels.
    """
    covered = np.zeros(shape, np.bool_)
    radius = diameter / 2
    rows, columns = shape
    left = max(math.floor(min(start[0], end[0]) - radius), 0)
    right = min(math.ceil(max(start[0], end[0]) + radius), columns)
    top = max(math.floor(min(start[1], end[1]) - radius), 0)
    bottom = min(math.ceil(max(start[1], end[1]) + radius), rows)
    if left < right and top < bottom:
        x = np.arange(left, right) + 0.5 - start[0]
        y = (np.arange(top, bottom) + 0.5 - start[1])[:, None]
        dx, dy = end[0] - start[0], end[1] - start[1]
        along = (x * dx + y * dy) / max(dx * dx + dy * dy, 1e-12)
        along = np.clip(along, 0.0, 1.0)
        squared = (x - along * dx) ** 2 + (y - along * dy) ** 2
        covered[top:bottom, left:right] = squared <= radius * radius
    steps = 2 * math.ceil(math.dist(start, end)) + 1
    c = np.floor(np.linspace(start[0], end[0], steps)).astype(int)
    r = np.floor(np.linspace(start[1], end[1], steps)).astype(int)
    inside = (r >= 0) & (r < rows) & (c >= 0) & (c < columns)
    covered[r[inside], c[inside]] = True
    return covered


def polygon(shape: tuple[int, int], corners: Sequence[Point]) -> Mask:
    """The pixels whose centre lies inside a polygon (even-odd rule).

    Args:
        shape: (rows, columns).
        corners: x, y of each; the last joins the first. Fewer than three enclose nothing.
    """
    inside = np.zeros(shape, np.bool_)
    if len(corners) < 3:
        return inside
    x = np.arange(shape[1]) + 0.5
    y = (np.arange(shape[0]) + 0.5)[:, None]
    for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if y0 == y1:
            continue
        if y0 > y1:  # rounded alike from either end, so that neighbours share no pixel
            x0, y0, x1, y1 = x1, y1, x0, y0
        crosses = (y0 > y) != (y1 > y)  # a row belongs to the half-open span of an edge
        with np.errstate(over="ignore"):  # of an all but level edge, in rows it does not cross
            inside ^= crosses & (x < x0 + (y - y0) * (x1 - x0) / (y1 - y0))
    return inside


def fill_holes(mask: Mask) -> Mask:
    """A (rows, columns) mask without the holes that it encloses."""
    found = mask.copy()
    box = _box(mask, 1)
    if box is not None:
        labels, outside = _background(mask[box])
        found[box] = ~np.isin(labels, outside)
    return found


def fill_region(mask: Mask, row: int, column: int) -> Mask | None:
    """The mask with the enclosed region around a pixel filled.

    Returns:
        None where the pixel is in the mask, or its region reaches the edge of the picture.
    """
    if mask[row, column]:
        return None
    labels, outside = _background(mask)
    if labels[row, column] in outside:
        return None
    return mask | (labels == labels[row, column])


def _background(mask: Mask) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Numbers of the parts that are not in the mask (0: in it); those that reach the edge."""
    import cv2

    # What touches at corners is one lesion, so what is around it meets along edges only.
    _, labels = cv2.connectedComponents((~mask).astype(np.uint8), connectivity=4)
    edge = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    outside = np.unique(edge)
    return labels, outside[outside > 0]


def keep_largest(mask: Mask) -> Mask:
    """A (frames, rows, columns) mask of its largest part only; the first of equal ones."""
    labels, offset = _parts(mask)
    found = np.zeros_like(mask)
    if labels is not None:
        sizes = np.bincount(labels.ravel())
        sizes[0] = 0
        _inside(found, offset, labels.shape)[:] = labels == sizes.argmax()
    return found


def without_part(mask: Mask, frame: int, row: int, column: int) -> Mask | None:
    """The mask without the part that a voxel belongs to; None where the voxel is in none."""
    if not mask[frame, row, column]:
        return None
    labels, offset = _parts(mask)
    assert labels is not None
    number = labels[frame - offset[0], row - offset[1], column - offset[2]]
    found = mask.copy()
    _inside(found, offset, labels.shape)[labels == number] = False
    return found


def _parts(mask: Mask) -> tuple[npt.NDArray | None, tuple[int, int, int]]:
    """Numbers of the connected parts, cut to the box around all of them, and the box's place.

    As the findings are counted: parts that touch at a corner, or from frame to frame, are one.
    """
    from scipy import ndimage

    places = [np.flatnonzero(mask.any(axis=axes)) for axes in ((1, 2), (0, 2), (0, 1))]
    if places[0].size == 0:
        return None, (0, 0, 0)
    box = tuple(slice(int(p[0]), int(p[-1]) + 1) for p in places)
    labels, _ = ndimage.label(mask[box], structure=np.ones((3, 3, 3), np.bool_))
    return labels, (box[0].start, box[1].start, box[2].start)


def _inside(mask: Mask, offset: tuple[int, int, int], shape: tuple[int, ...]) -> Mask:
    f, r, c = offset
    view: Mask = mask[f : f + shape[0], r : r + shape[1], c : c + shape[2]]
    return view


def smooth(mask: Mask, sigma: float = 1.5) -> Mask:
    """A (rows, columns) mask with rounder edges: where its Gaussian blur is at least one half.

    Straight edges stay where they are; a bump or notch smaller than ``sigma`` pixels goes.
    """
    import cv2

    found = mask.copy()
    box = _box(mask, math.ceil(4 * sigma) + 1)
    if box is not None:
        blurred = cv2.GaussianBlur(
            mask[box].astype(np.float32), (0, 0), sigma, borderType=cv2.BORDER_REPLICATE
        )
        # An edge exactly half way is one half but for rounding: it belongs to the mask.
        found[box] = blurred >= 0.5 - 1e-5
    return found


def grow(mask: Mask, distance: float, row_mm: float = 1.0, column_mm: float = 1.0) -> Mask:
    """A (rows, columns) mask and every pixel whose centre is within ``distance`` of one of it.

    ``distance`` is in the unit of the spacings; with the defaults in pixels.
    """
    found = mask.copy()
    box = _box(mask, math.ceil(distance / min(row_mm, column_mm)) + 1)
    if box is not None:
        found[box] = _distances(~mask[box], row_mm, column_mm) <= distance + 1e-9
    return found


def shrink(mask: Mask, distance: float, row_mm: float = 1.0, column_mm: float = 1.0) -> Mask:
    """A (rows, columns) mask without the pixels within ``distance`` of one outside it.

    What lies beyond the edge of the picture is not known and takes nothing away.
    """
    found = mask.copy()
    box = _box(mask, 1)
    if box is not None and not mask.all():
        found[box] = _distances(mask[box], row_mm, column_mm) > distance + 1e-9
    return found


def _box(mask: Mask, margin: int) -> tuple[slice, slice] | None:
    """Where a (rows, columns) mask lies with some pixels around it; None if it is empty."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if rows.size == 0:
        return None
    return tuple(  # type: ignore[return-value]
        slice(max(int(at[0]) - margin, 0), int(at[-1]) + 1 + margin) for at in (rows, columns)
    )


def _distances(mask: Mask, row_mm: float, column_mm: float) -> npt.NDArray[np.float64]:
    """From each pixel of the mask to the nearest outside it, between centres (exact)."""
    from scipy import ndimage

    found: npt.NDArray[np.float64] = ndimage.distance_transform_edt(
        mask, sampling=(row_mm, column_mm)
    )
    return found


def between(first: Mask, last: Mask, steps: int) -> list[Mask]:
    """The masks of the ``steps`` slices between two, changing evenly from one to the other.

    Shape-based interpolation: signed distances to the edge are mixed linearly (Raya and Udupa
    1990). Both masks must outline something.
    """
    inside = [_signed(mask) for mask in (first, last)]
    shares = (np.arange(steps) + 1) / (steps + 1)
    return [inside[0] * (1 - share) + inside[1] * share > 0 for share in shares]


def _signed(mask: Mask) -> npt.NDArray[np.float64]:
    """Distance to the edge in pixels, positive inside; the edge runs between pixel centres."""
    if mask.all():
        return np.full(mask.shape, float(max(mask.shape)))
    return np.where(mask, _distances(mask, 1.0, 1.0) - 0.5, 0.5 - _distances(~mask, 1.0, 1.0))


def interpolated(mask: Mask, drawn: Sequence[int]) -> Mask:
    """A (frames, rows, columns) mask whose slices between those in ``drawn`` follow from them.

    Between two neighbours of which one is empty nothing is made up.
    """
    found = mask.copy()
    keys = sorted(set(drawn))
    for first, last in zip(keys[:-1], keys[1:], strict=True):
        if last - first > 1 and mask[first].any() and mask[last].any():
            found[first + 1 : last] = between(mask[first], mask[last], last - first - 1)
    return found

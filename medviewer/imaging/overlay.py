"""Masks drawn into pictures, for reports and exports."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from medviewer.domain.segmentation import Segment, SegmentationMask

_SHIFT = 4  # cv2 draws with coordinates in 1/16 pixel
_MAX_LETTERS = 12  # lesions of a segment that carry its letter; more would hide the picture


def outline(mask: npt.NDArray[np.bool_]) -> list[npt.NDArray[np.float64]]:
    """Closed outlines of a mask along the edges of its pixels, holes included.

    Args:
        mask: bool, (rows, columns).

    Returns:
        One (n, 2) array of x, y corners per outline; the last corner joins the first. Pixel
        (row 0, column 0) spans 0..1 in x and y, so the outline of one pixel is its square.
    """
    import cv2

    if not mask.any():
        return []
    # Each pixel becomes 2 x 2: the border of the doubled mask tells which side of a pixel an
    # edge is on. An even coordinate is the near edge of its pixel, an odd one the far edge.
    doubled = np.ascontiguousarray(mask, dtype=np.uint8).repeat(2, axis=0).repeat(2, axis=1)
    found, _ = cv2.findContours(doubled, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    return [((c.reshape(-1, 2) + 1) // 2).astype(np.float64) for c in found]


def draw_overlay(
    picture: npt.NDArray[np.uint8],
    masks: Sequence[SegmentationMask],
    frame: int = 0,
    confirmed: bool = False,
    opacity: float = 0.25,
) -> npt.NDArray[np.uint8]:
    """The picture with its masks: fill, outline and the segment's letter beside each lesion.

    The outline is dashed where the mask is a prediction and solid where a person confirmed
    it; 2 pixels wide, more on large pictures so that it stays visible when shown small.

    Args:
        picture: uint8, (rows, columns) or (rows, columns, 3) RGB, as displayed; unchanged.
        masks: on the picture's own grid, (frames, rows, columns) each.
        frame: which frame of the masks.
        confirmed: the masks are a person's.
        opacity: of the fill, 0 to 1.

    Returns:
        uint8 RGB, (rows, columns, 3).

    Raises:
        ValueError: a mask has other rows or columns than the picture.
    """
    grey = picture.ndim == 2
    drawn = np.repeat(picture[..., None], 3, axis=2) if grey else picture.copy()
    drawn = np.ascontiguousarray(drawn)
    rows, columns = drawn.shape[:2]
    for mask in masks:
        if mask.array.shape[1:] != (rows, columns):
            raise ValueError("mask and picture have different sizes")
        area = mask.array[frame]
        if not area.any():
            continue
        tint = np.asarray(mask.segment.colour, dtype=np.float32)
        blended = drawn[area] * (1 - opacity) + tint * opacity
        drawn[area] = np.rint(blended).astype(np.uint8)
        _draw_outline(drawn, area, mask.segment.colour, dashed=not confirmed)
    for mask in masks:  # letters last: no outline runs over them
        _draw_letters(drawn, mask.array[frame], mask.segment)
    return drawn


def line_width(rows: int, columns: int) -> int:
    """Width in pixels of an outline on a picture of this size."""
    longest = max(rows, columns)
    return 1 if longest < 64 else max(2, round(2 * longest / 800))


def _draw_outline(
    drawn: np.ndarray, area: np.ndarray, colour: tuple[int, int, int], dashed: bool
) -> None:
    import cv2

    width = line_width(*drawn.shape[:2])
    for polygon in outline(area):
        corners = polygon - 0.5  # cv2 counts from the centre of the first pixel
        closed = np.vstack([corners, corners[:1]])
        lines = _dashes(closed, 4.0 * width, 4.0 * width) if dashed else [closed]
        fixed = [np.rint(line * 2**_SHIFT).astype(np.int32) for line in lines]
        cv2.polylines(drawn, fixed, False, colour, width, cv2.LINE_AA, _SHIFT)


def _dashes(line: np.ndarray, dash: float, gap: float) -> list[np.ndarray]:
    """A line of corners (n, 2) cut into dashes; lengths in pixels."""
    steps = np.hypot(*np.diff(line, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    if along[-1] <= dash + gap:
        return [line]
    # A whole number of periods, so that the last dash does not run into the first.
    period = along[-1] / max(1, round(along[-1] / (dash + gap)))
    starts = np.arange(0, along[-1] - period / 2, period)
    pieces = []
    for start in starts:
        end = start + period * dash / (dash + gap)
        inside = line[(along > start) & (along < end)]
        ends = [[np.interp(t, along, line[:, k]) for k in (0, 1)] for t in (start, end)]
        pieces.append(np.vstack([ends[0], inside, ends[1]]))
    return pieces


def _draw_letters(drawn: np.ndarray, area: np.ndarray, segment: Segment) -> None:
    import cv2

    rows, columns = drawn.shape[:2]
    if not segment.letter or min(rows, columns) < 16 or not area.any():
        return
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        area.astype(np.uint8), connectivity=8
    )
    largest = sorted(range(1, count), key=lambda i: -stats[i, cv2.CC_STAT_AREA])[:_MAX_LETTERS]
    small = max(rows, columns) < 200
    letter, halo = _letter(segment.letter, 0.4 if small else max(0.7, max(rows, columns) / 1000))
    height, width = letter.shape
    if height > rows or width > columns:
        return
    # Dark letters get a light halo and light ones a dark one: readable on any ground.
    light = np.dot(segment.colour, (0.299, 0.587, 0.114)) > 110
    ground = np.array((0, 0, 0) if light else (255, 255, 255), np.float32)
    for i in largest:
        left, top, w, h = (int(v) for v in stats[i, :4])
        fits = left + w + width <= columns
        x = left + w if fits else left - width
        # Level with the side it stands at, so that it is plain which lesion it belongs to.
        edge = labels[top : top + h, left + w - 1 if fits else left] == i
        y = top + int(np.flatnonzero(edge).mean()) - height // 2
        x, y = int(np.clip(x, 0, columns - width)), int(np.clip(y, 0, rows - height))
        patch = drawn[y : y + height, x : x + width]
        mixed = patch * (1 - halo[..., None]) + ground * halo[..., None]
        mixed = mixed * (1 - letter[..., None]) + np.array(segment.colour) * letter[..., None]
        patch[:] = np.rint(mixed).astype(np.uint8)


def _letter(text: str, scale: float) -> tuple[np.ndarray, np.ndarray]:
    """Coverage (0..1) of a letter and of its halo, both on one small grid."""
    import cv2

    thick = max(1, round(scale * 2.5))
    halo = max(2, round(scale * 2.5))
    (width, height), below = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, scale, thick)
    pad = halo + 1
    grid = np.zeros((height + below + 2 * pad, width + 2 * pad), np.uint8)
    at, font = (pad, pad + height), cv2.FONT_HERSHEY_SIMPLEX
    cv2.putText(grid, text, at, font, scale, 255, thick, cv2.LINE_AA)
    rows, columns = np.nonzero(grid)
    box = (  # tight around the letter, with room for the halo
        slice(max(rows.min() - pad, 0), rows.max() + pad + 1),
        slice(max(columns.min() - pad, 0), columns.max() + pad + 1),
    )
    brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * halo + 1, 2 * halo + 1))
    spread = cv2.dilate(grid, brush)
    return grid[box].astype(np.float32) / 255, spread[box].astype(np.float32) / 255

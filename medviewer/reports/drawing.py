"""What a reader drew, drawn into the picture of a report: lines with a dark casing, figures."""

import math
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from medviewer.domain.annotation import AnnotationKind, Point
from medviewer.imaging.roi import outline_of
from medviewer.reports.drawn import DrawnLine
from medviewer.reports.fonts import BOLD, font_of
from medviewer.resources import resource_path

UInt8Array = npt.NDArray[np.uint8]
Line = npt.NDArray[np.float64]

COLOUR = (240, 228, 66)  # Okabe-Ito yellow, as on the screen
_CASING = (0, 0, 0)
_SHIFT = 4  # cv2 draws with coordinates in 1/16 pixel
_HEAD_ANGLE = math.radians(24)
_LONGEST_NOTE = 28
Box = tuple[float, float, float, float]


def draw_drawn(
    picture: UInt8Array,
    lines: Sequence[DrawnLine],
    scale: Point,
    avoid: npt.NDArray[np.bool_] | None = None,
) -> UInt8Array:
    """The picture with everything drawn on it, each with its number and its main figures.

    Args:
        picture: uint8, (rows, columns, 3) RGB; unchanged.
        lines: all of this picture's frame.
        scale: pixels of the picture for a column and for a row of the scan.
        avoid: bool, (rows, columns): what words are not to hide, beside what is drawn.

    Returns:
        uint8 RGB, (rows, columns, 3).
    """
    import cv2

    drawn = np.ascontiguousarray(picture.copy())
    longest = max(drawn.shape[:2])
    width = max(1, round(longest / 400))
    ink = np.zeros(drawn.shape[:2], np.uint8) if avoid is None else avoid.astype(np.uint8)
    strokes = [_strokes(line, scale, longest / 60) for line in lines]
    for shapes in strokes:
        for colour, thick in ((_CASING, width + max(2, width)), (COLOUR, width)):
            for shape in shapes:
                fixed = np.rint((shape - 0.5) * 2**_SHIFT).astype(np.int32)
                cv2.polylines(drawn, [fixed], False, colour, thick, cv2.LINE_AA, _SHIFT)
                cv2.polylines(ink, [fixed], False, 1, thick + 2, cv2.LINE_8, _SHIFT)
    return _with_words(drawn, ink, lines, strokes)


def words_of(line: DrawnLine) -> list[str]:
    """What stands beside the drawing: its number and the figures that name it."""
    figures = line.main_figures
    name = line.name if line.shape is AnnotationKind.NOTE else ""
    if name and all(font_of(c, bold=True) == BOLD for c in name):
        short = name if len(name) <= _LONGEST_NOTE else f"{name[: _LONGEST_NOTE - 1]}…"
        figures = (short, *figures)
    first, *rest = figures or ("",)
    return [f"{line.number}  {first}".rstrip(), *rest]


@cache
def lettering(size: int) -> ImageFont.FreeTypeFont:
    """The bold face in which words are burnt into pictures; ``size`` in pixels."""
    return ImageFont.truetype(str(resource_path("report", "fonts", "NotoSans-Bold.ttf")), size)


# --- shapes -----------------------------------------------------------------------------------


def _strokes(line: DrawnLine, scale: Point, mark: float) -> list[Line]:
    """The lines of one drawing as (n, 2) x, y in the picture; ``mark``: size of its marks."""
    points = [(x * scale[0], y * scale[1]) for x, y in line.points]
    kind = line.shape
    if kind is AnnotationKind.NOTE:
        return [_ellipse(points[0], (mark / 3, mark / 3))]
    if kind is AnnotationKind.ELLIPSE:
        (x0, y0), (x1, y1) = points
        half = (abs(x1 - x0) / 2, abs(y1 - y0) / 2)
        return [_ellipse(((x0 + x1) / 2, (y0 + y1) / 2), half)]
    if kind.is_region:
        corners = outline_of(kind, points)
        return [np.array([*corners, corners[0]])]
    if kind is AnnotationKind.COBB_ANGLE:
        a, b, c, d = points
        middle, other = (((p[0] + q[0]) / 2, (p[1] + q[1]) / 2) for p, q in ((a, b), (c, d)))
        return [np.array([a, b]), np.array([c, d]), *_dots(middle, other, mark / 3)]
    found = [np.array(points)]
    if kind is AnnotationKind.DISTANCE:
        found += _ticks(points[0], points[1], mark / 2)
    elif kind is AnnotationKind.ANGLE:
        found += _arc(points, 2 * mark)
    elif kind is AnnotationKind.ARROW:
        found.append(_head(points[0], points[1], mark))
    return found


def _ellipse(centre: Point, half: Point) -> Line:
    turn = np.linspace(0, 2 * math.pi, 97)
    return np.stack(
        [centre[0] + half[0] * np.cos(turn), centre[1] + half[1] * np.sin(turn)], axis=1
    )


def _ticks(start: Point, end: Point, half: float) -> list[Line]:
    """A short stroke across each end, so that it is plain where the distance ends."""
    length = math.dist(start, end)
    if not length:
        return []
    across = np.array((start[1] - end[1], end[0] - start[0])) / length * half
    return [np.array([p - across, p + across]) for p in (np.array(start), np.array(end))]


def _arc(points: Sequence[Point], radius: float) -> list[Line]:
    end, vertex, other = points
    radius = min(radius, math.dist(end, vertex) / 2, math.dist(other, vertex) / 2)
    first, last = (math.atan2(p[1] - vertex[1], p[0] - vertex[0]) for p in (end, other))
    sweep = (last - first + math.pi) % (2 * math.pi) - math.pi
    turn = first + np.linspace(0, sweep, 25)
    return [
        np.stack([vertex[0] + radius * np.cos(turn), vertex[1] + radius * np.sin(turn)], axis=1)
    ]


def _head(start: Point, tip: Point, mark: float) -> Line:
    way = math.atan2(start[1] - tip[1], start[0] - tip[0])
    sides = [way - _HEAD_ANGLE, way + _HEAD_ANGLE]
    a, b = ((tip[0] + mark * math.cos(w), tip[1] + mark * math.sin(w)) for w in sides)
    return np.array([a, tip, b])


def _dots(start: Point, end: Point, step: float) -> list[Line]:
    count = max(2, int(math.dist(start, end) / step))
    places = np.linspace(start, end, count)
    return [np.array(pair) for pair in list(pairwise(places))[::2]]


# --- words ------------------------------------------------------------------------------------


def _with_words(
    drawn: UInt8Array, ink: UInt8Array, lines: Sequence[DrawnLine], strokes: Sequence[list[Line]]
) -> UInt8Array:
    image = Image.fromarray(drawn)
    draw = ImageDraw.Draw(image)
    font = lettering(max(9, round(max(image.size) / 38)))
    halo = max(1, round(font.size / 9))
    ink = ink[: max(1, round(image.height - 2 * font.size))]  # below stands the notice
    taken: list[Box] = []
    for line, shapes in zip(lines, strokes, strict=True):
        text = "\n".join(words_of(line))
        left, top, right, bottom = draw.multiline_textbbox((0, 0), text, font, stroke_width=halo)
        around = np.concatenate(shapes)
        box = _place((right - left, bottom - top), around, ink, taken, font.size / 2)
        taken.append(box)
        at = (box[0] - left, box[1] - top)
        draw.multiline_text(at, text, COLOUR, font, stroke_width=halo, stroke_fill=_CASING)
    return np.asarray(image, dtype=np.uint8)


def _place(size: Point, around: Line, ink: UInt8Array, taken: Sequence[Box], gap: float) -> Box:
    """Where within ``ink`` words of a size hide least of what is drawn, and no other words."""
    (left, top), (right, bottom) = around.min(axis=0), around.max(axis=0)
    wide, high = size
    x = float(around[-1, 0])
    middle = (top + bottom - high) / 2
    spots = (
        (right + gap, middle),
        (left - gap - wide, middle),
        (right + gap, top - high),
        (x - wide / 2, bottom + gap),
        (x - wide / 2, top - gap - high),
        (right + gap, bottom),
        (left - gap - wide, top - high),
        ((left + right - wide) / 2, middle),
    )
    rows, columns = ink.shape
    boxes = []
    for sx, sy in spots:
        bx = float(np.clip(sx, 0, max(0, columns - wide)))
        by = float(np.clip(sy, 0, max(0, rows - high)))
        boxes.append((bx, by, bx + wide, by + high))

    def hidden(box: Box) -> float:
        x0, y0, x1, y1 = (int(v) for v in box)
        return float(ink[y0 : y1 + 1, x0 : x1 + 1].sum()) + 1e3 * sum(
            _overlap(box, other) for other in taken
        )

    return min(boxes, key=hidden)  # of equal ones the first


def _overlap(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, wide) * max(0.0, high)

"""A lesion's longest diameter over time with what it may be off by, as lines, dots and words."""

import datetime as dt
import math
from dataclasses import dataclass
from enum import StrEnum

from medviewer.domain.follow_up import Lesion
from medviewer.domain.segmentation import MeasurementKind
from medviewer.reports.wording import NOT_FOR_DIAGNOSTIC_USE

READERS_LOW, READERS_HIGH = -0.221, 0.254
"""95 % limits of agreement between readers of CT for the diameter of one lesion (relative).

Yoon et al., Observer variability in RECIST-based tumour burden measurements: a meta-analysis,
Eur J Cancer 2016; 53: 5-15.
"""

_LEFT, _RIGHT, _TOP, _BOTTOM = 30.0, 26.0, 12.0, 15.0
_CAP = 3.0
_DATE_ROOM = 52.0
_LETTER = 7.0


class Stroke(StrEnum):
    GRID = "grid"
    PATH = "path"
    READERS = "readers"
    PIXELS = "pixels"


@dataclass(frozen=True, slots=True)
class Line:
    stroke: Stroke
    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Word:
    """Words on a base line; ``anchor`` is ``start``, ``middle`` or ``end``."""

    at: tuple[float, float]
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """In points, x to the right and y down from the top left; later lines over earlier ones."""

    width: float
    height: float
    letter: float
    lines: tuple[Line, ...]
    dots: tuple[tuple[float, float], ...]
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """A longest diameter in mm. ``error_mm``: a pixel at each end, None where unknown.

    ``joined``: it can be compared with the point before.
    """

    date: dt.date
    length_mm: float
    error_mm: float | None
    joined: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Two days or more of one lesion, each comparable with a neighbour."""

    points: tuple[ChartPoint, ...]

    def drawing(self, width: float, height: float) -> Drawing:
        """Lay it out in a room of so many points; nothing of it is outside."""
        top, step = _scale(max(p.length_mm * (1 + READERS_HIGH) for p in self.points))
        high = height - _TOP - _BOTTOM

        def down(length: float) -> float:
            return _TOP + high * (1 - min(max(length, 0), top) / top)

        places = self._places(width)
        lines, words = [], []
        for count in range(round(top / step) + 1):
            y = down(count * step)
            lines.append(Line(Stroke.GRID, (_LEFT, y), (width - _RIGHT + _CAP, y)))
            unit = " mm" if count * step == top else ""
            words.append(Word((_LEFT - 4, y + _LETTER / 3), f"{count * step:g}{unit}", "end"))
        for x, p in zip(places, self.points, strict=True):
            low, upper = p.length_mm * (1 + READERS_LOW), p.length_mm * (1 + READERS_HIGH)
            lines += _bar(Stroke.READERS, x, down(low), down(upper), _CAP)
        ends = [(x, down(p.length_mm)) for x, p in zip(places, self.points, strict=True)]
        for i, point in enumerate(self.points):
            if point.joined and i:
                lines.append(Line(Stroke.PATH, ends[i - 1], ends[i]))
        for (x, _y), p in zip(ends, self.points, strict=True):
            if p.error_mm is not None:
                low, upper = p.length_mm - p.error_mm, p.length_mm + p.error_mm
                lines += _bar(Stroke.PIXELS, x, down(low), down(upper), 0)
        words += self._dates(places, height)
        words.append(Word((width - _RIGHT + _CAP, _LETTER), NOT_FOR_DIAGNOSTIC_USE, "end"))
        return Drawing(width, height, _LETTER, tuple(lines), tuple(ends), tuple(words))

    def _places(self, width: float) -> list[float]:
        first, last = self.points[0].date, self.points[-1].date
        span = max((last - first).days, 1)
        start, room = _LEFT + _RIGHT, width - _LEFT - 2 * _RIGHT
        return [start + room * (p.date - first).days / span for p in self.points]

    def _dates(self, places: list[float], height: float) -> list[Word]:
        """The last day and the first, and of those between what there is room for."""
        *before, last = zip(places, self.points, strict=True)
        shown: list[tuple[float, ChartPoint]] = []
        for x, point in before:
            if not shown or x - shown[-1][0] >= _DATE_ROOM:
                shown.append((x, point))
        while len(shown) > 1 and last[0] - shown[-1][0] < _DATE_ROOM:
            shown.pop()
        y = height - _BOTTOM / 4
        return [Word((x, y), f"{p.date:%Y-%m-%d}", "middle") for x, p in (*shown, last)]


def chart_of(lesion: Lesion) -> Chart | None:
    """The days of a lesion that can be compared with the day before or after; None for none."""
    kind = MeasurementKind.LONGEST_DIAMETER
    joined = [change.ratio is not None for change in lesion.changes(kind)]
    beside = zip([False, *joined], [*joined, False], strict=True)
    points = tuple(
        ChartPoint(seen.date, size.value, seen.length_error_mm, joined=before)
        for seen, (before, after) in zip(lesion.sightings, beside, strict=True)
        if (before or after) and (size := seen.size(kind)) is not None
    )
    return Chart(points) if points else None


def _bar(stroke: Stroke, x: float, low: float, high: float, cap: float) -> list[Line]:
    lines = [Line(stroke, (x, low), (x, high))]
    if cap:
        lines += [Line(stroke, (x - cap, y), (x + cap, y)) for y in (low, high)]
    return lines


def _scale(longest: float) -> tuple[float, float]:
    """The end of the axis and the step of its lines: two to five steps of a round length."""
    power = 10 ** math.floor(math.log10(longest)) if longest > 0 else 1.0
    for step in (0.2 * power, 0.5 * power, power, 2 * power, 5 * power):
        steps = math.ceil(longest / step - 1e-9)
        if steps <= 5:
            return max(steps, 1) * step, step
    raise AssertionError(longest)

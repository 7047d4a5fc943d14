"""What a reader draws on a frame: distances, angles, regions, arrows, notes."""

import contextlib
import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from medviewer.domain.edit import Edit, EditKind
from medviewer.domain.errors import KnownError

Point = tuple[float, float]
"""``(column, row)`` on a frame; the pixel in column c and row r covers [c, c + 1] x [r, r + 1]."""

VERSION = 1
_MOST_POINTS = 10_000


class AnnotationKind(StrEnum):
    """What is drawn, and by which points.

    Distance and arrow: from, to (the arrow's tip). Angle: end of an arm, vertex, end of the
    other arm. Cobb angle: the ends of one line, then of the other. Rectangle and ellipse: two
    opposite corners of the box. Outline: a polygon, its corners in order. Note: where it points.
    """

    DISTANCE = "distance"
    ANGLE = "angle"
    COBB_ANGLE = "Cobb angle"
    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"
    POLYGON = "outline"
    ARROW = "arrow"
    NOTE = "note"

    @property
    def heading(self) -> str:
        """Its name at the beginning of a line."""
        return self.value[0].upper() + self.value[1:]

    @property
    def fewest_points(self) -> int:
        return _POINTS[self][0]

    @property
    def most_points(self) -> int:
        return _POINTS[self][1]

    @property
    def is_region(self) -> bool:
        """It encloses pixels, so that their values can be measured."""
        return self in _REGIONS

    @property
    def is_measurement(self) -> bool:
        """It has a value; arrows and notes have none."""
        return self not in _MARKS


_POINTS = {
    AnnotationKind.DISTANCE: (2, 2),
    AnnotationKind.ANGLE: (3, 3),
    AnnotationKind.COBB_ANGLE: (4, 4),
    AnnotationKind.RECTANGLE: (2, 2),
    AnnotationKind.ELLIPSE: (2, 2),
    AnnotationKind.POLYGON: (3, _MOST_POINTS),
    AnnotationKind.ARROW: (2, 2),
    AnnotationKind.NOTE: (1, 1),
}


_REGIONS = frozenset({AnnotationKind.RECTANGLE, AnnotationKind.ELLIPSE, AnnotationKind.POLYGON})
_MARKS = frozenset({AnnotationKind.ARROW, AnnotationKind.NOTE})


@dataclass(frozen=True, slots=True)
class RegionStatistics:
    """Values of the pixels whose centre lies inside a region.

    ``pixels`` counts those with a value: padding and pixels without a finite value are left
    out. ``sd`` is the sample standard deviation (n - 1). Where too few pixels have a value
    there is None. ``unit`` is the scan's own (``HU``), empty for grey values of no unit.
    ``of_colour``: the values are luminances of a colour picture (ITU-R BT.601, 0 to 255).
    """

    pixels: int
    mean: float | None = None
    sd: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    unit: str = ""
    of_colour: bool = False


@dataclass(frozen=True, slots=True)
class Annotation:
    """One thing drawn on one frame (from 0).

    ``text`` is the note, or the reader's own name for a measurement. ``statistics`` are those
    of a region as they were when it was drawn, so that a report needs no file.

    Raises:
        ValueError: too few or too many points for the kind, or one that is no place.
    """

    id: str
    kind: AnnotationKind
    frame: int
    points: tuple[Point, ...]
    text: str = ""
    statistics: RegionStatistics | None = None

    def __post_init__(self) -> None:
        if not self.kind.fewest_points <= len(self.points) <= self.kind.most_points:
            raise ValueError(f"a {self.kind} has no {len(self.points)} points")
        if self.frame < 0 or not all(math.isfinite(c) for p in self.points for c in p):
            raise ValueError("an annotation lies on a frame, at finite places")

    def moved(self, dx: float, dy: float) -> "Annotation":
        """The same thing elsewhere on its frame; what was measured on pixels is dropped."""
        points = tuple((x + dx, y + dy) for x, y in self.points)
        return replace(self, points=points, statistics=None)

    def with_point(self, index: int, point: Point) -> "Annotation":
        """The same thing with one point elsewhere."""
        points = (*self.points[:index], point, *self.points[index + 1 :])
        return replace(self, points=points, statistics=None)


def encode(annotation: Annotation) -> bytes:
    """The annotation as JSON for the history; ``decode`` brings it back to the bit."""
    tree = {
        "version": VERSION,
        "id": annotation.id,
        "kind": annotation.kind.value,
        "frame": annotation.frame,
        "points": annotation.points,
        "text": annotation.text,
        "statistics": asdict(annotation.statistics) if annotation.statistics else None,
    }
    return json.dumps(tree, ensure_ascii=False, allow_nan=False).encode()


def decode(data: bytes) -> Annotation:
    """An annotation from what ``encode`` made of it.

    Raises:
        KnownError: it is damaged, or of a newer program.
    """
    try:
        tree = json.loads(data)
        version = int(tree["version"])
        if version > VERSION:
            raise KnownError(
                "A measurement was drawn with a newer MedViewer; update this one to see it."
            )
        return Annotation(
            id=str(tree["id"]),
            kind=AnnotationKind(tree["kind"]),
            frame=int(tree["frame"]),
            points=tuple((float(x), float(y)) for x, y in tree["points"]),
            text=str(tree["text"]),
            statistics=_statistics(tree["statistics"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KnownError("A stored measurement is damaged and is not shown.") from error


def standing(edits: Sequence[Edit]) -> tuple[bytes, ...]:
    """The last state of every measurement that these steps leave there, oldest first."""
    states: dict[str, bytes | None] = {}
    for edit in edits:
        if edit.kind is EditKind.MEASUREMENT:
            states[edit.target] = edit.after
    return tuple(state for state in states.values() if state is not None)


def readable(states: Sequence[bytes]) -> tuple[Annotation, ...]:
    """The annotations of ``standing`` that can be read; damaged ones are left out."""
    found = []
    for state in states:
        with contextlib.suppress(KnownError):
            found.append(decode(state))
    return tuple(found)


def _statistics(tree: dict[str, Any] | None) -> RegionStatistics | None:
    return None if tree is None else RegionStatistics(**tree)

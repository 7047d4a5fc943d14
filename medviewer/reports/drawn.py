"""What a reader drew on a scan, as lines of a report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from medviewer.domain.annotation import Annotation, AnnotationKind, Point
from medviewer.domain.review import StoredResult
from medviewer.domain.segmentation import Measurement, MeasurementKind
from medviewer.imaging.measuring import figures, in_words
from medviewer.reports import wording

Drawn = Mapping[str, Sequence[Annotation]]
"""Content hash of a scan -> what was drawn on it."""

Frames = Mapping[str, Mapping[int, npt.NDArray[np.uint8]]]
"""Content hash of a scan -> frame -> the picture of it as shown, (rows, columns[, 3])."""

HEADING = "Measurements by the reader"
COLUMNS = ("No.", "Drawn", "Image", "Value", "Scale")

_MAIN = (MeasurementKind.LENGTH, MeasurementKind.ANGLE, MeasurementKind.AREA)
_VALUES = (
    MeasurementKind.MEAN,
    MeasurementKind.SD,
    MeasurementKind.MINIMUM,
    MeasurementKind.MAXIMUM,
)


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One thing drawn. ``frame`` and ``points`` as in ``Annotation``; ``name`` is the reader's.

    ``number``: by which it is found on the picture and in the table.
    ``scale`` says what its lengths rest on, empty where it has none; ``remark`` why a value or
    a true unit is missing. ``of_colour``: pixel values are luminances (0 to 255).
    """

    number: int
    shape: AnnotationKind
    name: str
    frame: int
    points: tuple[Point, ...]
    measurements: tuple[Measurement, ...]
    scale: str
    remark: str
    of_colour: bool

    @property
    def kind(self) -> str:
        return self.shape.heading

    @property
    def title(self) -> str:
        return f"{self.kind}: {self.name}" if self.name else self.kind

    @property
    def value(self) -> str:
        """Every figure with its unit, in one line of text."""
        pixels = [m for m in self.measurements if m.kind is MeasurementKind.PIXELS]
        values = [m for m in self.measurements if m.kind in _VALUES]
        sizes = [m for m in self.measurements if m not in values and m not in pixels]
        alone = len(sizes) == 1
        parts = [in_words(m) if alone else f"{m.kind.value} {in_words(m)}" for m in sizes]
        of = " luminance" if self.of_colour else ""
        parts += [f"{m.kind.value} {in_words(m)}{of}" for m in values]
        parts += [f"{in_words(m)} pixels" for m in pixels]
        return "; ".join(part for part in (", ".join(parts), self.remark) if part)

    @property
    def main_figures(self) -> tuple[str, ...]:
        """The length, the angle, or the area and the mean: what there is room for on a picture."""
        first = [in_words(m) for m in self.measurements if m.kind in _MAIN][:1]
        mean = [in_words(m) for m in self.measurements if m.kind is MeasurementKind.MEAN]
        return (*first, *(f"mean {words}" for words in mean))


def drawn_lines(stored: StoredResult, drawn: Sequence[Annotation]) -> tuple[DrawnLine, ...]:
    """What was drawn on the scan of a result, measured by the scale kept with it."""
    geometry = stored.scan.geometry
    lines: list[DrawnLine] = []
    for one in sorted(drawn, key=lambda a: a.frame):
        if geometry.frame_scales and one.frame >= len(geometry.frame_scales):
            continue
        found = figures(one, geometry)
        sized = any(m.unit.startswith(("mm", "px")) for m in found.measurements)
        lines.append(
            DrawnLine(
                number=len(lines) + 1,
                shape=one.kind,
                name=one.text,
                frame=one.frame,
                points=one.points,
                measurements=found.measurements,
                scale=wording.source(found.source) if sized else "",
                remark=found.remark,
                of_colour=one.statistics is not None and one.statistics.of_colour,
            )
        )
    return tuple(lines)


def by_result(results: Sequence[StoredResult], drawn: Drawn) -> dict[int, Sequence[Annotation]]:
    """Identifier of a result -> what its section lists: each scan's once, with its newest."""
    newest = {r.scan.content_hash: r.id for r in sorted(results, key=lambda r: (r.saved_at, r.id))}
    return {number: drawn.get(scan, ()) for scan, number in newest.items()}

"""What a reader drew on a scan, as lines of a report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from medviewer.domain.annotation import Annotation, AnnotationKind, Point
from medviewer.domain.review import StoredResult
from medviewer.domain.segmentation import Measurement, MeasurementKind
from medviewer.imaging.measuring import Figures, figures, in_words
from medviewer.reports.wording import Wording

Drawn = Mapping[str, Sequence[Annotation]]
"""Content hash of a scan -> what was drawn on it."""

Frames = Mapping[str, Mapping[int, npt.NDArray[np.uint8]]]
"""Content hash of a scan -> frame -> the picture of it as shown, (rows, columns[, 3])."""

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

    ``kind`` says what was drawn, ``value`` has every figure with its unit, in one line of text.

    ``number``: by which it is found on the picture and in the table.
    ``scale`` says what its lengths rest on, empty where it has none; ``remark`` why a value or
    a true unit is missing. ``of_colour``: pixel values are luminances (0 to 255).
    """

    number: int
    shape: AnnotationKind
    kind: str
    name: str
    frame: int
    points: tuple[Point, ...]
    measurements: tuple[Measurement, ...]
    value: str
    scale: str
    remark: str
    of_colour: bool

    @property
    def title(self) -> str:
        return f"{self.kind}: {self.name}" if self.name else self.kind

    @property
    def main_figures(self) -> tuple[str, ...]:
        """The length, the angle, or the area and the mean: what there is room for on a picture."""
        first = [in_words(m) for m in self.measurements if m.kind in _MAIN][:1]
        mean = [in_words(m) for m in self.measurements if m.kind is MeasurementKind.MEAN]
        return (*first, *(f"mean {words}" for words in mean))


def drawn_lines(
    stored: StoredResult, drawn: Sequence[Annotation], say: Wording
) -> tuple[DrawnLine, ...]:
    """What was drawn on the scan of a result, measured by the scale kept with it."""
    geometry = stored.scan.geometry
    lines: list[DrawnLine] = []
    for one in sorted(drawn, key=lambda a: a.frame):
        if geometry.frame_scales and one.frame >= len(geometry.frame_scales):
            continue
        found = figures(one, geometry)
        of_colour = one.statistics is not None and one.statistics.of_colour
        sized = any(m.unit.startswith(("mm", "px")) for m in found.measurements)
        lines.append(
            DrawnLine(
                number=len(lines) + 1,
                shape=one.kind,
                kind=say(one.kind.heading),
                name=one.text,
                frame=one.frame,
                points=one.points,
                measurements=found.measurements,
                value=_value(found, of_colour, say),
                scale=say.source(found.source) if sized else "",
                remark=say(found.remark),
                of_colour=of_colour,
            )
        )
    return tuple(lines)


def _value(found: Figures, of_colour: bool, say: Wording) -> str:
    pixels = [m for m in found.measurements if m.kind is MeasurementKind.PIXELS]
    values = [m for m in found.measurements if m.kind in _VALUES]
    sizes = [m for m in found.measurements if m not in values and m not in pixels]
    alone = len(sizes) == 1
    parts = [in_words(m) if alone else f"{say(m.kind.value)} {in_words(m)}" for m in sizes]
    of = f" {say('luminance')}" if of_colour else ""
    parts += [f"{say(m.kind.value)} {in_words(m)}{of}" for m in values]
    parts += [say("{count} pixels", count=in_words(m)) for m in pixels]
    return "; ".join(part for part in (", ".join(parts), say(found.remark)) if part)


def by_result(results: Sequence[StoredResult], drawn: Drawn) -> dict[int, Sequence[Annotation]]:
    """Identifier of a result -> what its section lists: each scan's once, with its newest."""
    newest = {r.scan.content_hash: r.id for r in sorted(results, key=lambda r: (r.saved_at, r.id))}
    return {number: drawn.get(scan, ()) for scan, number in newest.items()}

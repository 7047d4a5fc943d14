"""What is said of an annotation: on the picture, in the list, on the clipboard."""

from __future__ import annotations

from collections.abc import Sequence

from medviewer.domain.annotation import Annotation
from medviewer.domain.geometry import SpacingSource
from medviewer.domain.segmentation import Measurement, MeasurementKind
from medviewer.imaging.measuring import Figures, in_words
from medviewer.ui.language import tr

_TAGS = {
    SpacingSource.IMAGER_PIXEL_SPACING: "at the detector",
    SpacingSource.USER: "scale by user",
}
_NOT_IN_TRUE_UNITS = "uncalibrated"
COLOUR = "luminance"


def label_lines(annotation: Annotation, found: Figures) -> list[str]:
    """Lines beside an annotation on the picture: its name, its value, or why there is none."""
    lines = [annotation.text] if annotation.text else []
    if not annotation.kind.is_measurement:
        return lines
    if (size := main_text(found)) is not None:
        lines.append(size)
    elif found.remark:
        lines.append(tr(found.remark))
    lines += _value_lines(annotation, found)
    return lines


def main_text(found: Figures) -> str | None:
    """The value that names it, with what is to be known of its scale: ``12.3 mm``."""
    kinds = (MeasurementKind.LENGTH, MeasurementKind.ANGLE, MeasurementKind.AREA)
    main = next((m for m in found.measurements if m.kind in kinds), None)
    if main is None:
        return None
    if main.unit == "°":
        return in_words(main)
    tag = _NOT_IN_TRUE_UNITS if main.unit.startswith("px") else _TAGS.get(main.source, "")
    return f"{in_words(main)} ({tr(tag)})" if tag else in_words(main)


def spoken(annotation: Annotation, found: Figures) -> str:
    """One sentence for the message line: ``Distance 12.3 mm``."""
    value = main_text(found) or found.remark
    name = f"“{annotation.text}”" if annotation.text else ""
    return " ".join(part for part in (tr(annotation.kind.heading), name, value) if part)


def value_text(found: Figures) -> str:
    """Mean and standard deviation of a region: ``42.1 ± 8.0 HU``; empty where there is none."""
    mean, sd = found.get(MeasurementKind.MEAN), found.get(MeasurementKind.SD)
    if mean is None:
        return ""
    return in_words(mean) if sd is None else f"{_number(mean)} ± {in_words(sd)}"


def table(rows: Sequence[tuple[Annotation, Figures, str]]) -> str:
    """Everything measured, a line each, tab-separated under a heading: for the clipboard.

    Args:
        rows: annotation, its figures, and where its scale is from in words.
    """
    lines = ["Image\tKind\tName\tQuantity\tValue\tUnit\tScale"]
    for annotation, found, scale in rows:
        start = f"{annotation.frame + 1}\t{annotation.kind.value}\t{_one_line(annotation.text)}"
        for one in found.measurements:
            sized = one.unit.startswith(("mm", "px", "°"))
            unit = one.unit or (COLOUR if _of_colour(annotation, one) else "")
            lines.append(
                f"{start}\t{one.kind.value}\t{one.value:.6g}\t{unit}\t{scale if sized else ''}"
            )
        if not found.measurements:
            lines.append(f"{start}\t\t\t\t{found.remark}")
    return "\n".join(lines) + "\n"


def _value_lines(annotation: Annotation, found: Figures) -> list[str]:
    known = annotation.statistics
    if known is None:
        return []
    if known.mean is None:
        return [tr("no pixel with a value inside")]
    mean, sd = found.get(MeasurementKind.MEAN), found.get(MeasurementKind.SD)
    low, high = found.get(MeasurementKind.MINIMUM), found.get(MeasurementKind.MAXIMUM)
    assert mean is not None
    assert low is not None
    assert high is not None
    unit = f" {tr(COLOUR)}" if known.of_colour else ""
    spread = f"  {tr('SD')} {_number(sd)}" if sd is not None else ""
    return [
        f"{tr('Mean')} {in_words(mean)}{unit}{spread}",
        f"{tr('Min')} {_number(low)}  {tr('Max')} {_number(high)}  {tr('n')} {known.pixels}",
    ]


def _number(measurement: Measurement) -> str:
    return in_words(measurement).removesuffix(measurement.unit).rstrip()


def _of_colour(annotation: Annotation, one: Measurement) -> bool:
    known = annotation.statistics
    return bool(known and known.of_colour) and one.kind is not MeasurementKind.PIXELS


def _one_line(text: str) -> str:
    return " ".join(text.split())

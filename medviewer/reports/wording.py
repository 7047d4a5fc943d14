"""The sentences and figures of a report: one wording for every format."""

import datetime as dt
from collections.abc import Collection

from medviewer.domain.geometry import SpacingSource, VolumeGeometry
from medviewer.domain.result import ClassProbability, OperatingPoint
from medviewer.domain.review import ReviewState
from medviewer.domain.segmentation import Measurement, MeasurementKind

UNCALIBRATED = "uncalibrated"
UNREVIEWED = "Not reviewed by a person"
NOTHING_OUTLINED = "The model outlined nothing."
ALL_TAKEN_AWAY = "The reader took every outline away."
NAMES_ONLY = "This model names a diagnosis; it does not outline."
NO_MODEL = "No model has read this scan"
NO_LIMITS = "The model states no limits: treat every answer as unproven."

_SOURCES = {
    SpacingSource.PIXEL_SPACING: "Pixel Spacing",
    SpacingSource.IMAGER_PIXEL_SPACING: "Imager Pixel Spacing (at the detector, not corrected "
    "for magnification)",
    SpacingSource.ULTRASOUND_REGION: "ultrasound region",
    SpacingSource.USER: "set by the reader",
    SpacingSource.NONE: UNCALIBRATED,
}
_SEXES = {"M": "male", "F": "female", "O": "other"}
_MODALITIES = {
    "US": "ultrasound",
    "CT": "computed tomography",
    "MR": "magnetic resonance",
    "MG": "mammography",
    "CR": "computed radiography",
    "DX": "digital radiography",
    "PT": "positron emission tomography",
    "NM": "nuclear medicine",
    "OP": "ophthalmic photography",
    "OPT": "optical coherence tomography",
    "ES": "endoscopy",
    "XC": "photograph",
    "GM": "general microscopy",
    "SM": "slide microscopy",
}
# Digits behind the point: what a reader can use, not what a float holds.
_DECIMALS = {"mm": 1, "mm²": 1, "ml": 2, "px": 1, "px²": 0}


def moment(at: dt.datetime) -> str:
    """``2026-03-02 14:05 UTC``; the zone is left out where the time has none."""
    zone = at.tzname() or ""
    return f"{at:%Y-%m-%d %H:%M} {zone}".strip()


def study_date(at: dt.datetime) -> str:
    """A study's date, with its time where the file gives one."""
    return f"{at:%Y-%m-%d}" if at.time() == dt.time() else f"{at:%Y-%m-%d %H:%M}"


def sex(code: str | None) -> str:
    return _SEXES.get((code or "").strip().upper(), code or "not stated")


def age(birth: dt.date, at: dt.datetime) -> str:
    """Age in whole years at a study; in months below two years."""
    months = (at.year - birth.year) * 12 + at.month - birth.month - (at.day < birth.day)
    if months < 0:
        return "not stated"
    return f"{months} months" if months < 24 else f"{months // 12} years"


def modality(code: str | None) -> str:
    if not code:
        return "not stated"
    known = _MODALITIES.get(code)
    return f"{code} ({known})" if known else code


def unseen(images: Collection[int]) -> str:
    """Which images that were drawn on (from 0) the report does not show; "" where it shows all."""
    if not images:
        return ""
    *before, last = (str(image + 1) for image in sorted(images))
    named = f"{', '.join(before)} and {last}" if before else last
    return f"Not shown here: image {named}." if not before else f"Not shown here: images {named}."


def percent(value: float) -> str:
    """A probability in whole per cent; never a rounded certainty."""
    if 0 <= value < 0.005:
        return "< 1 %"
    if 0.995 < value <= 1:
        return "> 99 %"
    return f"{100 * value:.0f} %"


def figure(measurement: Measurement) -> str:
    """A measured value with its unit: ``12.3 mm``."""
    if measurement.kind is MeasurementKind.MEAN_PROBABILITY:
        return percent(measurement.value)
    decimals = _DECIMALS.get(measurement.unit, 2)
    return f"{measurement.value:.{decimals}f} {measurement.unit}".strip()


def source(kind: SpacingSource) -> str:
    """Where a scale is from, in words."""
    return _SOURCES[kind]


def scale(geometry: VolumeGeometry) -> str:
    """The scale of the picture and where it is from."""
    main = geometry.main_calibration()
    if main.row_mm is None or main.column_mm is None:
        return f"{UNCALIBRATED}: sizes are in pixels"
    return f"{main.row_mm:.4g} × {main.column_mm:.4g} mm per pixel ({source(main.source)})"


def operating_point(
    point: OperatingPoint, probabilities: tuple[ClassProbability, ...]
) -> tuple[str, ...]:
    """What the point means, how good it was measured to be, and what that costs."""
    titles = {p.label: p.title for p in probabilities}
    lines = [f"{point.title or point.name}: {point.meaning}".rstrip(": ")]
    positive = titles.get(point.positive_class or "", point.positive_class or "")
    if point.positive_class and point.threshold is not None:
        lines.append(f"{positive} is named from a probability of {percent(point.threshold)}.")
    else:
        lines.append("The most probable class is named.")
    measured = [
        f"{name} {percent(value)}{_interval(interval)}"
        for name, value, interval in (
            ("sensitivity", point.sensitivity, point.sensitivity_ci),
            ("specificity", point.specificity, point.specificity_ci),
        )
        if value is not None
    ]
    if not measured:
        return (*lines, "Sensitivity and specificity of this point were not measured.")
    cases = f"n = {point.n} cases" if point.n is not None else "an unstated number of cases"
    where = f" of {point.measured_on}" if point.measured_on else ""
    of_class = f"For {positive}: " if positive else "Measured: "
    lines.append(f"{of_class}{', '.join(measured)}, on {cases}{where}.")
    return (*lines, *_cost(point, positive))


def _interval(interval: tuple[float, float] | None) -> str:
    if interval is None:
        return ""
    return f" (95 % interval {100 * interval[0]:.0f} to {100 * interval[1]:.0f} %)"


def _cost(point: OperatingPoint, positive: str) -> tuple[str, ...]:
    if not positive or point.sensitivity is None or point.specificity is None:
        return ()
    missed = round(100 * (1 - point.sensitivity))
    alarms = round(100 * (1 - point.specificity))
    name = positive.lower()
    return (
        f"Cost: of 100 {name} cases about {missed} are missed; of 100 others about "
        f"{alarms} are called {name}.",
    )


def decision(state: ReviewState, reviewer: str, at: dt.datetime) -> str:
    """Who decided what, and when."""
    verb = {
        ReviewState.ACCEPTED: "Accepted",
        ReviewState.CORRECTED: "Corrected",
        ReviewState.REJECTED: "Rejected",
    }.get(state)
    return f"{verb} by {reviewer} on {moment(at)}" if verb else UNREVIEWED


def corrected(account: str, at: dt.datetime, *, by_hand: bool) -> str:
    """Who drew the masks that are shown and measured."""
    if by_hand:
        return f"Outlined by {account} on {moment(at)}"
    return f"Masks corrected by {account} on {moment(at)}; sizes are of the corrected masks"


def reading_the_figures(program_version: str, made_at: dt.datetime) -> tuple[str, ...]:
    """How far the figures of a report carry, for its last page."""
    return (
        "The probabilities are calibrated: among cases like those the model was measured on, "
        "about as many are of a class as its probability says. Other patients, scanners and "
        "views may differ.",
        "Where a scan states no scale, sizes are in pixels and marked uncalibrated.",
        f"Made by MedViewer {program_version} on {moment(made_at)}. The program supports research "
        "and teaching; it does not replace a physician's reading.",
    )

"""The sentences and figures of a report: one wording for every format, in one language."""

import datetime as dt
from collections.abc import Collection, Sequence
from functools import cache

from medviewer.domain.geometry import SpacingSource, VolumeGeometry
from medviewer.domain.result import ClassProbability, OperatingPoint, PackReference
from medviewer.domain.review import ReviewState
from medviewer.domain.segmentation import Measurement, MeasurementKind
from medviewer.translations import REPORT, WINDOW, read_messages

_SOURCES = {
    SpacingSource.PIXEL_SPACING: "Pixel Spacing",
    SpacingSource.IMAGER_PIXEL_SPACING: "Imager Pixel Spacing (at the detector, not corrected "
    "for magnification)",
    SpacingSource.ULTRASOUND_REGION: "ultrasound region",
    SpacingSource.USER: "set by the reader",
    SpacingSource.NONE: "uncalibrated",
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
NOT_FOR_DIAGNOSTIC_USE = "NOT FOR DIAGNOSTIC USE"
# Digits behind the point: what a reader can use, not what a float holds.
_DECIMALS = {"mm": 1, "mm²": 1, "ml": 2, "px": 1, "px²": 0}


def moment(at: dt.datetime) -> str:
    """``2026-03-02 14:05 UTC``; the zone is left out where the time has none."""
    zone = at.tzname() or ""
    return f"{at:%Y-%m-%d %H:%M} {zone}".strip()


def study_date(at: dt.datetime) -> str:
    """A study's date, with its time where the file gives one."""
    return f"{at:%Y-%m-%d}" if at.time() == dt.time() else f"{at:%Y-%m-%d %H:%M}"


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


@cache
def in_language(code: str) -> "Wording":
    """The wording in a language of ``medviewer.translations.LANGUAGES``.

    Raises:
        KnownError: there is no such language.
    """
    return Wording(code, {} if code == "en" else dict(read_messages(code)))


class Wording:
    """Says in one language what the program says in reports; called with its English.

    What people and files say is never looked up. A sentence that the catalogue lacks stays
    English, as what a model says of its limits does.
    """

    def __init__(self, language: str, messages: dict[tuple[str, str], str]) -> None:
        self.language = language
        self._messages = messages

    def __call__(self, source: str, /, **values: object) -> str:
        """A sentence of the program; ``{name}`` stands for a value, put in as it is."""
        words = self._messages.get((REPORT, source)) or self._messages.get((WINDOW, source))
        words = words or source
        return words.format_map(values) if values else words

    def sentences(self, parts: Sequence[str]) -> str:
        """Statements without a full stop between them, one after the other."""
        # Thai ends a sentence by a space alone.
        return (" " if self.language == "th" else ". ").join(parts)

    def notice(self) -> str:
        """NOT FOR DIAGNOSTIC USE, and the same in the language where that is another."""
        own = self(NOT_FOR_DIAGNOSTIC_USE)
        return own if own == NOT_FOR_DIAGNOSTIC_USE else f"{NOT_FOR_DIAGNOSTIC_USE} · {own}"

    # --- who and when ---------------------------------------------------------------------

    def sex(self, code: str | None) -> str:
        known = _SEXES.get((code or "").strip().upper())
        return self(known) if known else code or self("not stated")

    def age(self, birth: dt.date, at: dt.datetime) -> str:
        """Age in whole years at a study; in months below two years."""
        months = (at.year - birth.year) * 12 + at.month - birth.month - (at.day < birth.day)
        if months < 0:
            return self("not stated")
        if months < 24:
            return self("{count} months", count=months)
        return self("{count} years", count=months // 12)

    def modality(self, code: str | None) -> str:
        if not code:
            return self("not stated")
        known = _MODALITIES.get(code)
        return f"{code} ({self(known)})" if known else code

    def unseen(self, images: Collection[int]) -> str:
        """Which images drawn on (from 0) the report does not show; "" where it shows all."""
        if not images:
            return ""
        *before, last = (str(image + 1) for image in sorted(images))
        if not before:
            return self("Not shown here: image {number}.", number=last)
        named = self("{before} and {last}", before=", ".join(before), last=last)
        return self("Not shown here: images {numbers}.", numbers=named)

    # --- scales ---------------------------------------------------------------------------

    def source(self, kind: SpacingSource) -> str:
        """Where a scale is from, in words."""
        return self(_SOURCES[kind])

    def scale(self, geometry: VolumeGeometry) -> str:
        """The scale of the picture and where it is from."""
        main = geometry.main_calibration()
        if main.row_mm is None or main.column_mm is None:
            return self("uncalibrated: sizes are in pixels")
        size = f"{main.row_mm:.4g} × {main.column_mm:.4g}"
        return self("{size} mm per pixel ({source})", size=size, source=self.source(main.source))

    # --- what the model says --------------------------------------------------------------

    def operating_point(
        self, point: OperatingPoint, probabilities: tuple[ClassProbability, ...]
    ) -> tuple[str, ...]:
        """What the point means, how good it was measured to be, and what that costs."""
        titles = {p.label: self(p.title) for p in probabilities}
        lines = [f"{self(point.title or point.name)}: {self(point.meaning)}".rstrip(": ")]
        positive = titles.get(point.positive_class or "", point.positive_class or "")
        if point.positive_class and point.threshold is not None:
            named = "{name} is named from a probability of {share}."
            lines.append(self(named, name=positive, share=percent(point.threshold)))
        else:
            lines.append(self("The most probable class is named."))
        measured = [
            f"{self(name)} {percent(value)}{self._interval(interval)}"
            for name, value, interval in (
                ("sensitivity", point.sensitivity, point.sensitivity_ci),
                ("specificity", point.specificity, point.specificity_ci),
            )
            if value is not None
        ]
        if not measured:
            return (
                *lines,
                self("Sensitivity and specificity of this point were not measured."),
            )
        lines.append(self._measured(point, positive, ", ".join(measured)))
        return (*lines, *self._cost(point, positive))

    def _measured(self, point: OperatingPoint, positive: str, figures: str) -> str:
        cases = self("an unstated number of cases")
        if point.n is not None:
            cases = self("n = {count} cases", count=point.n)
        if point.measured_on:
            cases = self("{cases} of {data}", cases=cases, data=point.measured_on)
        if positive:
            said = "For {name}: {figures}, on {cases}."
            return self(said, name=positive, figures=figures, cases=cases)
        return self("Measured: {figures}, on {cases}.", figures=figures, cases=cases)

    def _interval(self, interval: tuple[float, float] | None) -> str:
        if interval is None:
            return ""
        low, high = (f"{100 * share:.0f}" for share in interval)
        return " " + self("(95 % interval {low} to {high} %)", low=low, high=high)

    def _cost(self, point: OperatingPoint, positive: str) -> tuple[str, ...]:
        if not positive or point.sensitivity is None or point.specificity is None:
            return ()
        said = (
            "Cost: of 100 {name} cases about {missed} are missed; of 100 others about {alarms} are "
            "called {name}."
        )
        missed = round(100 * (1 - point.sensitivity))
        alarms = round(100 * (1 - point.specificity))
        return (self(said, name=positive.lower(), missed=missed, alarms=alarms),)

    def model(self, pack: PackReference) -> str:
        """Which model it is."""
        title = f"{self(pack.title)}, " if pack.title else ""
        return self("Model: {name}", name=f"{title}{pack.id} {pack.version}")

    def limits(self, limits: Sequence[str]) -> list[str]:
        """What a model says of its limits; they are in English where nobody translated them."""
        unsaid = "The model states no limits: treat every answer as unproven."
        return [self(limit) for limit in limits or (unsaid,)]

    # --- what people said -----------------------------------------------------------------

    def decision(self, state: ReviewState, reviewer: str, at: dt.datetime) -> str:
        """Who decided what, and when."""
        said = {
            ReviewState.ACCEPTED: "Accepted by {name} on {time}",
            ReviewState.CORRECTED: "Corrected by {name} on {time}",
            ReviewState.REJECTED: "Rejected by {name} on {time}",
        }.get(state)
        if said is None:
            return self("Not reviewed by a person")
        return self(said, name=reviewer, time=moment(at))

    def corrected(self, account: str, at: dt.datetime, *, by_hand: bool) -> str:
        """Who drew the masks that are shown and measured."""
        if by_hand:
            return self("Outlined by {name} on {time}", name=account, time=moment(at))
        said = "Masks corrected by {name} on {time}; sizes are of the corrected masks"
        return self(said, name=account, time=moment(at))

    def made(self, at: dt.datetime, reader: str) -> str:
        """When and by whom the report was made."""
        return self("Made on {time} by {name}", time=moment(at), name=reader)

    def reading_the_figures(self, program_version: str, made_at: dt.datetime) -> tuple[str, ...]:
        """How far the figures of a report carry, for its last page."""
        return (
            self(
                "The probabilities are calibrated: among cases like those the model was measured "
                "on, about as many are of a class as its probability says. Other patients, "
                "scanners and views may differ."
            ),
            self("Where a scan states no scale, sizes are in pixels and marked uncalibrated."),
            self(
                "Made by MedViewer {version} on {time}. The program supports research and "
                "teaching; it does not replace a physician's reading.",
                version=program_version,
                time=moment(made_at),
            ),
        )

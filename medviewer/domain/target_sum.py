"""The sum of target lesions' diameters over time, beside the thresholds of RECIST 1.1.

Eisenhauer et al., New response evaluation criteria in solid tumours: revised RECIST guideline
(version 1.1), Eur J Cancer 2009; 45: 228-247. Arithmetic only: what the response is depends on
more than the sum (other lesions, nodes, new lesions) and is for the reader to say.
"""

import datetime as dt
from dataclasses import dataclass

from medviewer.domain.follow_up import FollowUp, Lesion, compare
from medviewer.domain.geometry import SpacingSource
from medviewer.domain.segmentation import MeasurementKind

MEASURABLE_MM = 10.0
MOST_TARGETS = 5
DECREASE = 0.30
INCREASE, INCREASE_MM = 0.20, 5.0
_ROUNDING = 1e-9
_LONGEST = MeasurementKind.LONGEST_DIAMETER


@dataclass(frozen=True, slots=True)
class TargetSum:
    """The sum on one day in mm; None with the ``reason`` why there is none.

    ``baseline`` and ``nadir`` (smallest sum of the days before, the first among them) are in
    mm too, None on the first day; the nadir also where a day before has no sum.
    """

    date: dt.date
    total: float | None = None
    baseline: float | None = None
    nadir: float | None = None
    reason: str = ""

    @property
    def since_baseline(self) -> float | None:
        """0.2 is a fifth more."""
        return _ratio(self.baseline, self.total)

    @property
    def since_nadir(self) -> float | None:
        return _ratio(self.nadir, self.total)

    @property
    def decreased(self) -> bool:
        """At least 30 % below the baseline."""
        ratio = self.since_baseline
        return ratio is not None and ratio <= -DECREASE + _ROUNDING

    @property
    def increased(self) -> bool:
        """At least 20 % and 5 mm above the smallest sum."""
        ratio = self.since_nadir
        if ratio is None or self.total is None or self.nadir is None:
            return False
        more = self.total - self.nadir
        return ratio >= INCREASE - _ROUNDING and more >= INCREASE_MM - _ROUNDING


@dataclass(frozen=True, slots=True)
class TargetSums:
    """The target lesions and their sums, the baseline first; or the ``reason`` for none."""

    targets: tuple[Lesion, ...] = ()
    sums: tuple[TargetSum, ...] = ()
    reason: str = ""


def target_sums(track: FollowUp) -> TargetSums:
    """Sums of the longest diameters of matched lesions, from the first day they are seen.

    Targets are the lesions matched from the baseline on that are 10 mm or longer there, the
    five longest where there are more (RECIST 1.1: measurable, five in all).
    """
    matched = track.matched
    if not matched:
        return TargetSums(reason="no lesion is matched")
    baseline = min(lesion.sightings[0].date for lesion in matched)
    lesions = [lesion for lesion in matched if lesion.sightings[0].date == baseline]
    first = [lesion.sightings[0].size(_LONGEST) for lesion in lesions]
    if any(size is None or size.unit != "mm" for size in first):
        return TargetSums(reason="no scale")
    sources = {size.source for size in first if size is not None}
    if len(sources) > 1:
        return TargetSums(reason="different scales")
    if SpacingSource.IMAGER_PIXEL_SPACING in sources:
        return TargetSums(reason="the scale is at the detector, not in the patient")
    lengths = sorted(
        (
            (size.value, lesion)
            for size, lesion in zip(first, lesions, strict=True)
            if size is not None and size.value >= MEASURABLE_MM
        ),
        key=lambda pair: -pair[0],
    )
    targets = tuple(lesion for _length, lesion in lengths[:MOST_TARGETS])
    if not targets:
        return TargetSums(reason="no matched lesion of 10 mm or more at baseline")
    sums: list[TargetSum] = []
    for date in (day for day in track.days if day >= baseline):
        known = [one.total for one in sums if one.total is not None]
        total, reason = _total(targets, date)
        if total is None or not known:
            sums.append(TargetSum(date, total, reason=reason))
        else:
            smallest = min(known) if len(known) == len(sums) else None
            sums.append(TargetSum(date, total, known[0], smallest))
    return TargetSums(targets, tuple(sums))


def _total(targets: tuple[Lesion, ...], date: dt.date) -> tuple[float | None, str]:
    total = 0.0
    for lesion in targets:
        seen = lesion.on(date)
        if seen is None:
            return None, "a lesion has no match on this day"
        change = compare(lesion.sightings[0], seen, _LONGEST)
        if change.ratio is None or change.after is None:
            return None, change.reason.removeprefix("not comparable: ")
        total += change.after.value
    return total, ""


def _ratio(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else after / before - 1

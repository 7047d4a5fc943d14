"""The sum of target lesions' diameters over time, beside the thresholds of RECIST 1.1.

Eisenhauer et al., New response evaluation criteria in solid tumours: revised RECIST guideline
(version 1.1), Eur J Cancer 2009; 45: 228-247. Arithmetic only: what the response is depends on
more than the sum (other lesions, nodes, new lesions) and is for the reader to say. A complete
response cannot be told by it: a lesion that is gone has no match, so that its day has no sum.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from medviewer.domain.follow_up import FollowUp, Lesion, compare
from medviewer.domain.geometry import SpacingSource
from medviewer.domain.segmentation import MeasurementKind

MEASURABLE_MM = 10.0
MOST_TARGETS, MOST_PER_ORGAN = 5, 2
DECREASE = 0.30
INCREASE, INCREASE_MM = 0.20, 5.0
_ROUNDING = 1e-9
_LONGEST = MeasurementKind.LONGEST_DIAMETER


class Category(StrEnum):
    """What RECIST 1.1 calls a change of the sum of target lesions (table 1 of the guideline)."""

    PARTIAL_RESPONSE = "partial response"
    STABLE_DISEASE = "stable disease"
    PROGRESSIVE_DISEASE = "progressive disease"


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

    @property
    def category(self) -> Category | None:
        """By the sum alone; None at the baseline and where no smallest sum is known.

        An increase above the smallest sum counts before a decrease below the baseline.
        """
        if self.total is None or self.baseline is None or self.nadir is None:
            return None
        if self.increased:
            return Category.PROGRESSIVE_DISEASE
        return Category.PARTIAL_RESPONSE if self.decreased else Category.STABLE_DISEASE


@dataclass(frozen=True, slots=True)
class TargetSums:
    """The target lesions and their sums, the baseline first; or the ``reason`` for none.

    ``measurable``: how many lesions could have been targets.
    """

    targets: tuple[Lesion, ...] = ()
    sums: tuple[TargetSum, ...] = ()
    reason: str = ""
    measurable: int = 0


def target_sums(track: FollowUp) -> TargetSums:
    """Sums of the longest diameters of matched lesions, from the first day they are seen.

    Targets are the lesions matched from the baseline on that are 10 mm or longer there, the
    longest where there are more than RECIST 1.1 takes: five in all, two in an organ, which is
    known where the segment names its region (paired organs are one).
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
    most = MOST_TARGETS if track.segment.region is None else MOST_PER_ORGAN
    targets = tuple(lesion for _length, lesion in lengths[:most])
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
    return TargetSums(targets, tuple(sums), measurable=len(lengths))


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

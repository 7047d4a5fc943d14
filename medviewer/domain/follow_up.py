"""How a patient's lesions have changed over the days, as far as that can be said."""

import datetime as dt
import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from medviewer.domain.geometry import SpacingSource, VolumeGeometry
from medviewer.domain.review import ReviewState, StoredResult
from medviewer.domain.segmentation import Finding, Measurement, MeasurementKind, Segment
from medviewer.domain.tracking import Choices, Joined, Outlined, outlined, own_uid

SIZES = (MeasurementKind.LONGEST_DIAMETER, MeasurementKind.AREA, MeasurementKind.VOLUME)
"""What is followed over time."""

_ANATOMY = ("123037004", "91723000")  # SNOMED CT: body structure, anatomical structure


@dataclass(frozen=True, slots=True)
class Sighting:
    """A lesion as outlined on one day, where it is largest if several scans show it.

    ``date`` is of the study, or of the saving where the file has none. ``pixel_mm``: the longer
    side of a pixel there, None where the scan states no scale. ``confirmed``: a person stands
    for the outline.
    """

    date: dt.date
    result_id: int
    pack_id: str
    lesion: Outlined
    pixel_mm: float | None = None
    confirmed: bool = False

    @property
    def finding(self) -> Finding:
        return self.lesion.finding

    def size(self, kind: MeasurementKind) -> Measurement | None:
        return self.finding.measurement(kind)

    @property
    def length_error_mm(self) -> float | None:
        """By how much a diameter may be off where each of its two ends is off by one pixel."""
        return None if self.pixel_mm is None else 2 * self.pixel_mm


@dataclass(frozen=True, slots=True)
class Change:
    """Of one size between two days: ``ratio`` 0.2 is a fifth more; else why there is none."""

    before: Measurement | None
    after: Measurement | None
    ratio: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Lesion:
    """One lesion over the days, the oldest first; a single day where nothing is matched.

    ``uid`` is its tracking UID (DICOM), one over all days. ``seen`` are all its outlines.
    """

    uid: str
    sightings: tuple[Sighting, ...]
    seen: tuple[Sighting, ...]

    @property
    def matched(self) -> bool:
        return len(self.sightings) > 1

    @property
    def proposed(self) -> bool:
        """Whether a match of it rests on the rule and no reader has chosen it."""
        return any(s.lesion.chosen is None for s in self.sightings[1:])

    def on(self, date: dt.date) -> Sighting | None:
        return next((s for s in self.sightings if s.date == date), None)

    def changes(self, kind: MeasurementKind) -> list[Change]:
        """From each day to the next."""
        return [compare(*pair, kind) for pair in itertools.pairwise(self.sightings)]

    def since_baseline(self, place: int, kind: MeasurementKind) -> Change:
        """From the first day to the one at ``place`` of the sightings."""
        return compare(self.sightings[0], self.sightings[place], kind)

    def nadir(self, place: int, kind: MeasurementKind) -> Sighting | None:
        """Where it was smallest before ``place``; None unless all days till then compare."""
        days = self.sightings[: place + 1]
        if any(compare(days[0], day, kind).ratio is None for day in days[1:]):
            return None
        sized = [(size.value, i) for i, day in enumerate(days[:-1]) if (size := day.size(kind))]
        return days[min(sized)[1]] if sized else None

    def since_nadir(self, place: int, kind: MeasurementKind) -> Change:
        """From the day it was smallest before ``place``; a reason where that is unknown."""
        smallest = self.nadir(place, kind)
        if smallest is None:
            return Change(None, self.sightings[place].size(kind), None, "no smallest: days differ")
        return compare(smallest, self.sightings[place], kind)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Lesions of one segment over the days on which it was looked for, two or more."""

    segment: Segment
    days: tuple[dt.date, ...]
    lesions: tuple[Lesion, ...]

    @property
    def matched(self) -> tuple[Lesion, ...]:
        return tuple(lesion for lesion in self.lesions if lesion.matched)

    @property
    def of_anatomy(self) -> bool:
        """Whether the segment is a part of the body and no lesion."""
        category = self.segment.category
        return category is not None and category.value in _ANATOMY

    def on_scan(self, content_hash: str) -> list[tuple[Sighting, Lesion]]:
        """What is outlined on a scan, by number, and which lesion each is."""
        found = [
            (one, lesion)
            for lesion in self.lesions
            for one in lesion.seen
            if one.lesion.content_hash == content_hash
        ]
        return sorted(found, key=lambda pair: pair[0].finding.number)

    def may_continue(self, one: Sighting) -> list[Lesion]:
        """Lesions seen on another scan by that day, and as nothing else on its own scan."""
        return [lesion for lesion in self.lesions if _continued(one, lesion)]


def follow_ups(results: Iterable[StoredResult], choices: Choices | None = None) -> list[FollowUp]:
    """The segments that were looked for on two days or more and outlined on one at least.

    Of each scan the newest result counts that no reader has rejected. Lesions are the same
    where a reader said so. Where nobody has said anything of the later one, it is proposed to
    be the same where two days that follow each other show one lesion each by the same pack.

    Args:
        results: of one patient, in any order.
        choices: what readers said.
    """
    newest: dict[str, StoredResult] = {}
    for stored in sorted(results, key=lambda s: s.id):
        if stored.state is not ReviewState.REJECTED:
            newest[stored.scan.content_hash] = stored
    days: dict[str, dict[dt.date, list[Sighting]]] = {}
    segments: dict[str, Segment] = {}
    for stored in newest.values():
        date = _date(stored)
        for mask in stored.shown.masks:
            segments[mask.segment.label] = mask.segment
            seen = days.setdefault(mask.segment.label, {}).setdefault(date, [])
            seen += _sightings(stored, date, mask.segment.label, choices or {})
    return [
        FollowUp(segments[label], tuple(sorted(seen)), tuple(_lesions(seen)))
        for label, seen in days.items()
        if len(seen) > 1 and any(seen.values())
    ]


def _continued(one: Sighting, lesion: Lesion) -> bool:
    others = [seen for seen in lesion.seen if seen != one]
    scan = one.lesion.content_hash
    return any(s.date <= one.date for s in others) and all(
        s.lesion.content_hash != scan for s in others
    )


def _date(stored: StoredResult) -> dt.date:
    return (stored.scan.context.study.date or stored.saved_at).date()


def _sightings(
    stored: StoredResult, date: dt.date, label: str, choices: Choices
) -> Iterable[Sighting]:
    scan, shown = stored.scan.content_hash, stored.shown
    found = [f for f in shown.findings if f.segment_label == label]
    pack = shown.provenance.pack.id
    confirmed = stored.state in (ReviewState.ACCEPTED, ReviewState.CORRECTED)
    for one in outlined(scan, found, choices.get(scan, {})):
        pixel = _pixel_mm(stored.scan.geometry, one.finding)
        yield Sighting(date, stored.id, pack, one, pixel, confirmed)


def _pixel_mm(geometry: VolumeGeometry, finding: Finding) -> float | None:
    frame = finding.frame if finding.frame < len(geometry.frame_scales) else None
    scale = geometry.calibration_at(finding.box, frame)
    if scale.row_mm is None or scale.column_mm is None:
        return None
    return max(scale.row_mm, scale.column_mm)


def _lesions(days: dict[dt.date, list[Sighting]]) -> Iterable[Lesion]:
    joined = Joined()
    for one in itertools.chain.from_iterable(days.values()):
        # What was said to continue this one before it was itself matched goes with it.
        joined.join(one.lesion.uid, own_uid(one.lesion.content_hash, one.finding))
    for before, after in itertools.pairwise(sorted(days)):
        if len(days[before]) == len(days[after]) == 1:
            (first,), (second,) = days[before], days[after]
            if second.lesion.chosen is None and first.pack_id == second.pack_id:
                joined.join(first.lesion.uid, second.lesion.uid)
    groups: dict[str, list[Sighting]] = {}
    for date in sorted(days):
        for sighting in days[date]:
            groups.setdefault(joined.root(sighting.lesion.uid), []).append(sighting)
    for uid, group in groups.items():
        said = next((s.lesion.chosen for s in group if s.lesion.chosen), uid)
        dates = itertools.groupby(group, key=lambda s: s.date)
        largest = tuple(max(day, key=_extent) for _date, day in dates)
        yield Lesion(said, largest, tuple(group))


def _extent(sighting: Sighting) -> tuple[bool, float, int]:
    longest = sighting.size(MeasurementKind.LONGEST_DIAMETER)
    scaled = longest is not None and longest.source is not SpacingSource.NONE
    return scaled, longest.value if longest else 0.0, sighting.finding.area_px


def compare(before: Sighting, after: Sighting, kind: MeasurementKind) -> Change:
    """The change of a size, or why the two cannot be compared.

    Pixels of two scans are of unknown size, and scales of different kinds are of different
    planes (at the detector, in the patient): neither gives a ratio.
    """
    one, two = before.size(kind), after.size(kind)
    reason = ""
    if before.pack_id != after.pack_id:
        reason = "not comparable: read by another model"
    elif one is None or two is None:
        reason = "not comparable: not measured"
    elif SpacingSource.NONE in (one.source, two.source) or "px" in one.unit + two.unit:
        reason = "not comparable: no scale"
    elif one.source is not two.source:
        reason = "not comparable: different scales"
    elif one.unit != two.unit or one.value <= 0:
        reason = "not comparable"
    if reason or one is None or two is None:
        return Change(one, two, None, reason)
    return Change(one, two, two.value / one.value - 1)

"""How a patient's lesion has changed from one day to another, as far as that can be said."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from medviewer.domain.geometry import SpacingSource
from medviewer.domain.review import ReviewState, StoredResult
from medviewer.domain.segmentation import Finding, Measurement, MeasurementKind


@dataclass(frozen=True, slots=True)
class Sighting:
    """The largest lesion of a kind on one day; None where that day showed none.

    ``date`` is of the study, or of the saving where the file has none.
    """

    date: dt.date
    result_id: int
    pack_id: str
    finding: Finding | None

    def size(self, kind: MeasurementKind) -> Measurement | None:
        return self.finding.measurement(kind) if self.finding is not None else None


@dataclass(frozen=True, slots=True)
class Change:
    """Of one size between two days: ``ratio`` 0.2 is a fifth more; else why there is none."""

    before: Measurement | None
    after: Measurement | None
    ratio: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One kind of lesion over the days, the oldest first; two days or more."""

    label: str
    title: str
    sightings: tuple[Sighting, ...]

    def changes(self, kind: MeasurementKind) -> list[Change]:
        """From each day to the next."""
        pairs = zip(self.sightings, self.sightings[1:], strict=False)
        return [compare(before, after, kind) for before, after in pairs]


def follow_ups(results: Iterable[StoredResult]) -> list[FollowUp]:
    """The kinds of lesion that were looked for on two days or more.

    Of each day the largest lesion counts, of each scan the newest result that no reader has
    rejected. Whether it is the same lesion nobody has said, and the caller is to say so.

    Args:
        results: of one patient, in any order.
    """
    newest: dict[str, StoredResult] = {}
    for stored in sorted(results, key=lambda s: s.id):
        if stored.state is not ReviewState.REJECTED:
            newest[stored.scan.content_hash] = stored
    days: dict[str, dict[dt.date, Sighting]] = {}
    titles: dict[str, str] = {}
    for stored in newest.values():
        study = stored.scan.context.study.date
        date = (study or stored.saved_at).date()
        result = stored.shown
        for mask in result.masks:
            label = mask.segment.label
            titles[label] = mask.segment.title
            found = [f for f in result.findings if f.segment_label == label]
            seen = Sighting(date, stored.id, result.provenance.pack.id, _largest(found))
            known = days.setdefault(label, {}).get(date)
            if known is None or _area(seen.finding) > _area(known.finding):
                days[label][date] = seen
    return [
        FollowUp(label, titles[label], tuple(seen[d] for d in sorted(seen)))
        for label, seen in days.items()
        if len(seen) > 1
    ]


def compare(before: Sighting, after: Sighting, kind: MeasurementKind) -> Change:
    """The change of a size, or why the two cannot be compared.

    Pixels of two scans are of unknown size, and scales of different kinds are of different
    planes (at the detector, in the patient): neither gives a ratio.
    """
    one, two = before.size(kind), after.size(kind)
    reason = ""
    if before.finding is None or after.finding is None:
        reason = "no lesion before" if before.finding is None else "no lesion now"
        if before.finding is None and after.finding is None:
            reason = "no lesion"
    elif before.pack_id != after.pack_id:
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


def _largest(findings: Sequence[Finding]) -> Finding | None:
    return max(findings, key=_area, default=None)


def _area(finding: Finding | None) -> int:
    return finding.area_px if finding is not None else -1

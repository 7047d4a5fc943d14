"""A patient's lesions from day to day, for a report."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from medviewer.domain.follow_up import FollowUp, Lesion, follow_ups
from medviewer.domain.review import StoredResult
from medviewer.domain.segmentation import MeasurementKind
from medviewer.domain.target_sum import TargetSums, target_sums
from medviewer.domain.tracking import Choices
from medviewer.reports.chart import chart_of
from medviewer.reports.document import FollowUpSection, LesionDay, LesionOverTime
from medviewer.reports.wording import Wording, figure

_LONGEST = MeasurementKind.LONGEST_DIAMETER


def follow_up_sections(
    results: Sequence[StoredResult], choices: Choices, say: Wording
) -> tuple[FollowUpSection, ...]:
    """The kinds of lesion of which one at least is matched between two days.

    Args:
        results: of one patient, in the order of the report.
        choices: which lesions readers said findings are.
        say: in which language.
    """
    numbers = {stored.id: number for number, stored in enumerate(results, start=1)}
    tracks = [track for track in follow_ups(results, choices) if track.matched]
    sections = [_section(track, numbers, say) for track in tracks]
    if sum(bool(section.sums) for section in sections) > 1:
        apart = say(
            "Lesions of another kind are summed by themselves here; RECIST 1.1 has one sum of all "
            "target lesions of a patient."
        )
        sections = [replace(s, remarks=(apart, *s.remarks)) if s.sums else s for s in sections]
    return tuple(sections)


def _section(track: FollowUp, numbers: Mapping[int, int], say: Wording) -> FollowUpSection:
    title = say(track.segment.title)
    named = [(f"{title} {i}", lesion) for i, lesion in enumerate(track.lesions, start=1)]
    lesions = tuple(_lesion(name, one, numbers, say) for name, one in named if one.matched)
    found = TargetSums() if track.of_anatomy else target_sums(track)
    remarks = []
    if found.reason:
        remarks.append(say("No sum of diameters: {reason}.", reason=say(found.reason)))
    if found.sums:
        remarks += _about_sums(found, track, say)
    if any(not day.confirmed for lesion in lesions for day in lesion.days):
        remarks.append(
            say("* No person has accepted or corrected this outline: its sizes are the model's.")
        )
    if alone := [_seen_once(name, one) for name, one in named if not one.matched]:
        said = "Outlined on one day and matched to no other: {lesions}."
        remarks.append(say(said, lesions="; ".join(alone)))
    return FollowUpSection(
        title=say("Follow-up: {what}", what=title),
        segment_label=track.segment.label,
        lesions=lesions,
        targets=_targets(found, say),
        sums=found.sums,
        remarks=tuple(remarks),
    )


def _lesion(name: str, lesion: Lesion, numbers: Mapping[int, int], say: Wording) -> LesionOverTime:
    chart = chart_of(lesion)
    remarks = [
        say("Proposed: the only one of each study, read by the same model.")
        if lesion.proposed
        else say("Matched by the reader.")
    ]
    sizes = [size for seen in lesion.sightings if (size := seen.size(_LONGEST)) is not None]
    sources = dict.fromkeys(say.source(size.source) for size in sizes)
    remarks.append(say("Scale: {source}.", source=", ".join(sources)))
    if chart is not None:
        if any(point.error_mm is not None for point in chart.points):
            remarks.append(say("Thick bars: one pixel at each end of the diameter."))
        remarks.append(
            say(
                "Thin bars: how far readers of CT differ over one lesion, −22 % to +25 % (95 % "
                "limits of agreement; Yoon et al., Eur J Cancer 2016; 53: 5-15)."
            )
        )
    days = tuple(_day(lesion, place, numbers) for place in range(len(lesion.sightings)))
    return LesionOverTime(name, lesion.uid, lesion.proposed, days, chart, tuple(remarks))


def _day(lesion: Lesion, place: int, numbers: Mapping[int, int]) -> LesionDay:
    seen = lesion.sightings[place]
    return LesionDay(
        date=seen.date,
        number=numbers[seen.result_id],
        longest=seen.size(_LONGEST),
        perpendicular=seen.size(MeasurementKind.PERPENDICULAR_DIAMETER),
        volume=seen.size(MeasurementKind.VOLUME),
        since_before=lesion.changes(_LONGEST)[place - 1] if place else None,
        since_smallest=lesion.since_nadir(place, _LONGEST) if place else None,
        confirmed=seen.confirmed,
    )


def _targets(found: TargetSums, say: Wording) -> str:
    if not found.sums:
        return ""
    said = "Sum of the longest diameters of {count} target lesions"
    if len(found.targets) == 1:
        said = "Longest diameter of the one target lesion"
    return say(said, count=len(found.targets))


def _about_sums(found: TargetSums, track: FollowUp, say: Wording) -> list[str]:
    remarks = []
    if found.measurable > len(found.targets):
        said = (
            "Targets are the {count} longest of {measurable} lesions of 10 mm or more: RECIST 1.1 "
            "takes at most five in all and two in an organ."
        )
        count, measurable = len(found.targets), found.measurable
        remarks.append(say(said, count=count, measurable=measurable))
    if track.segment.region is None:
        remarks.append(
            say("The organ is not known to the program: that no more than two are in one is not "
                "checked.")
        )  # fmt: skip
    remarks.append(
        say(
            "The category is arithmetic on the diameters measured here, not a judgement: RECIST "
            "1.1 (Eisenhauer et al., Eur J Cancer 2009; 45: 228-247) also weighs lymph nodes, "
            "other lesions and new ones, and the reader decides. A lesion that is gone leaves its "
            "day without a sum, so that a complete response is never told here."
        )
    )
    return remarks


def _seen_once(name: str, lesion: Lesion) -> str:
    seen = lesion.sightings[0]
    size = seen.size(_LONGEST)
    return f"{name} ({seen.date:%Y-%m-%d}{f', {figure(size)}' if size else ''})"

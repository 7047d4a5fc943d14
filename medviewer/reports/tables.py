"""The tables of a report as rows of words, for every format that prints them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from medviewer.domain.follow_up import Change
from medviewer.domain.segmentation import Measurement, MeasurementKind
from medviewer.domain.target_sum import TargetSum
from medviewer.reports.document import LesionOverTime, ReportDocument, ResultSection
from medviewer.reports.wording import Wording, figure

_NONE = "–"


@dataclass(frozen=True, slots=True)
class Column:
    """``share`` of the table's width, among those of the others. ``name`` is in the language."""

    name: str
    share: float


@dataclass(frozen=True, slots=True)
class WordTable:
    """Rows of as many cells as there are columns.

    The cell of column ``heading`` names its row; that of ``aside`` is in small letters.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    heading: int = 0
    aside: int | None = None


def summary_table(document: ReportDocument, say: Wording) -> WordTable:
    """A row a result: its number, what it is of, what stands, and who decided."""
    columns = (
        Column(say("No."), 0.06),
        Column(say("Result"), 0.34),
        Column(say("Conclusion"), 0.25),
        Column(say("Review"), 0.35),
    )
    rows = tuple(
        (
            str(section.number),
            section.title.partition(" · ")[2] or section.study[0].value,
            section.conclusion.heading,
            section.conclusion.status,
        )
        for section in document.results
    )
    return WordTable(columns, rows, heading=2, aside=3)


def findings_table(section: ResultSection, say: Wording) -> WordTable:
    """A row a finding; a column for each kind of figure that any of them has."""
    findings = section.findings
    kinds = [
        k for k in MeasurementKind if any(m.kind is k for f in findings for m in f.measurements)
    ]
    names = [say(k.value).capitalize() for k in kinds] or [say("area").capitalize()]
    columns = [Column(name, 0.6 / len(names)) for name in names]
    rows = []
    for finding in findings:
        figures = [
            next((figure(m) for m in finding.measurements if m.kind is k), _NONE) for k in kinds
        ] or [f"{finding.area_px} px²"]
        title = f"{finding.letter} {finding.title}".strip()
        rows.append((title, *figures, finding.scale))
    ends = Column(say("Finding"), 0.18), Column(say("Scale"), 0.22)
    return WordTable((ends[0], *columns, ends[1]), tuple(rows), aside=len(columns) + 1)


def drawn_table(section: ResultSection, say: Wording) -> WordTable:
    """A row a thing that the reader drew."""
    columns = (
        Column(say("No."), 0.06),
        Column(say("Drawn"), 0.20),
        Column(say("Image"), 0.09),
        Column(say("Value"), 0.46),
        Column(say("Scale"), 0.19),
    )
    rows = tuple(
        (str(line.number), line.title, str(line.frame + 1), line.value, line.scale)
        for line in section.drawn
    )
    return WordTable(columns, rows, heading=1, aside=4)


def lesion_table(lesion: LesionOverTime, say: Wording) -> WordTable:
    """A row a day: sizes, and the longest diameter against the study before and the smallest."""
    days = lesion.days
    sizes = [
        (replace(column, name=column.name.capitalize()), cells)
        for column, cells in (
            (Column(say("longest diameter"), 0.14), [day.longest for day in days]),
            (Column(say("perpendicular diameter"), 0.155), [day.perpendicular for day in days]),
            (Column(say("volume"), 0.11), [day.volume for day in days]),
        )
        if any(cells)
    ]
    columns = [
        Column(say("Day"), 0.13),
        Column(say("No."), 0.06),
        *(column for column, _cells in sizes),
        Column(say("Since the study before"), 0.2025),
        Column(say("Since the smallest so far"), 0.2025),
    ]
    rows = [
        (
            f"{day.date:%Y-%m-%d}",
            f"{day.number}{'' if day.confirmed else ' *'}",
            *(_size(cells[i]) for _column, cells in sizes),
            _change(day.since_before, say),
            _change(day.since_smallest, say),
        )
        for i, day in enumerate(days)
    ]
    return WordTable(tuple(columns), tuple(rows))


def sums_table(sums: Sequence[TargetSum], say: Wording) -> WordTable:
    """A row a day: the sum, its change, and what RECIST 1.1 calls that."""
    columns = (
        Column(say("Day"), 0.13),
        Column(say("Sum"), 0.205),
        Column(say("Since baseline"), 0.195),
        Column(say("Since the smallest sum"), 0.195),
        Column(say("Category of RECIST 1.1, by the sum alone"), 0.28),
    )
    return WordTable(columns, tuple(_sum_row(one, say) for one in sums))


def _sum_row(one: TargetSum, say: Wording) -> tuple[str, ...]:
    date = f"{one.date:%Y-%m-%d}"
    if one.total is None:
        return date, say("no sum: {reason}", reason=say(one.reason)), _NONE, _NONE, _NONE
    total = f"{one.total:.1f} mm"
    if one.baseline is None:
        return date, total, say("baseline"), _NONE, _NONE
    since = [_difference(one.total, before) for before in (one.baseline, one.nadir)]
    since = [words or say("not known: a day before has no sum") for words in since]
    category = say(one.category) if one.category else say("not known")
    return date, total, *since, category


def _size(size: Measurement | None) -> str:
    return figure(size) if size else _NONE


def _change(change: Change | None, say: Wording) -> str:
    if change is None:
        return _NONE
    if change.ratio is None or change.before is None or change.after is None:
        return say(change.reason)
    return _difference(change.after.value, change.before.value)


def _difference(after: float, before: float | None) -> str:
    """Of lengths in mm: ``+2.1 mm, +21 %``; "" where there is no earlier one."""
    if before is None:
        return ""
    words = f"{after - before:+.1f} mm, {100 * (after / before - 1):+.0f} %"
    return words.replace("-", "−")

"""One result in a PDF, the conclusion first."""

from itertools import zip_longest

from reportlab.platypus import CondPageBreak, KeepTogether, Spacer, Table, TableStyle
from reportlab.platypus.flowables import Flowable

from medviewer.domain.review import ReviewState
from medviewer.domain.segmentation import MeasurementKind
from medviewer.reports import drawn, wording
from medviewer.reports.document import FindingLine, ResultSection
from medviewer.reports.pdf_style import (
    ACCENT,
    BARE,
    BIG,
    FACE,
    FLAT,
    GAP,
    H2,
    H3,
    INK,
    MM,
    MUTED,
    PLAIN,
    RULE,
    SMALL,
    STRONG,
    TEXT,
    TINT,
    TINY,
    WIDTH,
    facts,
    pictures,
    ruled,
    text,
)


def result_section(section: ResultSection) -> list[Flowable]:
    """Everything about one result, the conclusion first."""
    top = [
        _Mark(section.number, section.title),
        text(section.title, H2),
        facts(section.printed_study, SMALL),
        Spacer(0, 6),
        _card(section),
        Spacer(0, 7),
        pictures(section.plain, section.outlined),
        Spacer(0, 7),
    ]
    parts: list[Flowable] = [KeepTogether(top)]
    if section.probabilities or section.operating_point_text:
        parts += [KeepTogether([_answer(section)]), Spacer(0, 7)]
    parts += _findings(section)
    parts += _drawn(section)
    if section.review and section.review.comment.strip():
        parts += [
            CondPageBreak(14 * MM),
            text("Reader's comment", H3),
            text(section.review.comment.strip(), TEXT),
            Spacer(0, 7),
        ]
    parts.append(KeepTogether([text("Where this comes from", H3), facts(section.provenance, TINY)]))
    return [*parts, Spacer(0, 8)]


def _card(section: ResultSection) -> Table:
    """The conclusion in large letters; tinted only where a person stands behind it."""
    said = section.conclusion
    decided = said.state in (ReviewState.ACCEPTED, ReviewState.CORRECTED)
    room = WIDTH - 24
    lines = [
        ["", text(said.heading, BIG, room)],
        ["", text(said.status, TEXT, room)],
        ["", text(said.model_answer, SMALL, room)],
    ]
    return Table(
        lines,
        [4, WIDTH - 4],
        style=TableStyle(
            [
                FACE,
                ("BACKGROUND", (1, 0), (1, -1), TINT if decided else "#FFFFFF"),
                ("BOX", (0, 0), (-1, -1), 0.5, RULE),
                ("BACKGROUND", (0, 0), (0, -1), ACCENT if decided else MUTED),
                ("LEFTPADDING", (0, 0), (-1, -1), 10),
                ("RIGHTPADDING", (0, 0), (-1, -1), 10),
                *FLAT,
                ("TOPPADDING", (0, 0), (-1, 0), 5),
                ("BOTTOMPADDING", (0, 0), (-1, 0), 3),
                ("BOTTOMPADDING", (0, -1), (-1, -1), 7),
            ]
        ),
    )


def _answer(section: ResultSection) -> Table:
    """Probabilities as bars beside the operating point that turned them into an answer."""
    left = WIDTH * 0.44
    right = WIDTH - left - GAP
    point = section.operating_point
    rows = []
    for line in section.probabilities:
        named = section.model_diagnosis is not None and line.label == section.model_diagnosis.label
        style = STRONG if named else TEXT
        threshold = point.threshold if point and point.positive_class == line.label else None
        bar = _Bar(line.probability, 28 * MM, threshold, strong=named)
        rows.append(
            [
                text(line.title, style, 30 * MM),
                bar,
                text(wording.percent(line.probability), style),
            ]
        )
    bars: list[Flowable] = [text(section.probabilities_title, H3, left)]
    if rows:
        bars.append(
            Table(
                rows,
                [left - 42 * MM, 29 * MM, 13 * MM],
                style=TableStyle(
                    [
                        *BARE,
                        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                        ("TOPPADDING", (0, 0), (-1, -1), 1),
                        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
                    ]
                ),
                hAlign="LEFT",
            )
        )
    words: list[Flowable] = []
    if section.operating_point_text:
        words.append(text("Operating point", H3))
        # A number and its sign stay on one line.
        first, *rest = (t.replace(" %", "\u00a0%") for t in section.operating_point_text)
        words += [text(first, PLAIN, right), *(text(r, SMALL, right) for r in rest)]
    return Table(
        [[bars, "", words]],
        [left, GAP, right],
        style=TableStyle([*BARE, *FLAT, ("VALIGN", (0, 0), (-1, -1), "TOP")]),
    )


def _findings(section: ResultSection) -> list[Flowable]:
    """A table row a finding; a column for each kind of figure that any of them has."""
    findings = section.findings
    if not findings:
        return [text("Findings", H3), text(section.nothing_outlined, TEXT), Spacer(0, 7)]
    kinds = [k for k in MeasurementKind if any(_has(f, k) for f in findings)]
    bare = not kinds
    head = ["Finding", *(k.value.capitalize() for k in kinds), *(["Area"] if bare else []), "Scale"]
    share = 0.60 / max(1, len(kinds))
    widths = [WIDTH * w for w in (0.18, *([share] * max(1, len(kinds))), 0.22)]
    rows = [[text(h, H3, w) for h, w in zip(head, widths, strict=True)]]
    for finding in findings:
        figures = [
            next((wording.figure(m) for m in finding.measurements if m.kind is k), "-")
            for k in kinds
        ] or [f"{finding.area_px} px²"]
        title = f"{finding.letter}  {finding.title}".strip()
        cells = [title, *figures, finding.scale]
        styles = [STRONG, *([TEXT] * len(figures)), SMALL]
        rows.append([text(c, s, w - 12) for c, s, w in zip(cells, styles, widths, strict=True)])
    return [CondPageBreak(22 * MM), text("Findings", H3), ruled(rows, widths), Spacer(0, 7)]


def _drawn(section: ResultSection) -> list[Flowable]:
    """A table row a thing that the reader drew; nothing where there is none."""
    if not section.drawn:
        return []
    widths = [WIDTH * w for w in (0.06, 0.20, 0.09, 0.46, 0.19)]
    rows = [[text(h, H3, w) for h, w in zip(drawn.COLUMNS, widths, strict=True)]]
    for line in section.drawn:
        cells = (str(line.number), line.title, str(line.frame + 1), line.value, line.scale)
        styles = (TEXT, STRONG, TEXT, TEXT, SMALL)
        rows.append([text(c, s, w - 12) for c, s, w in zip(cells, styles, widths, strict=True)])
    parts: list[Flowable] = [CondPageBreak(22 * MM), text(drawn.HEADING, H3)]
    parts += [ruled(rows, widths), Spacer(0, 5)]
    shown = section.drawn_on
    for left, right in zip_longest(shown[::2], shown[1::2]):
        parts += [pictures(left, right), Spacer(0, 5)]
    if section.drawn_unseen:
        parts.append(text(section.drawn_unseen, SMALL))
    return [*parts, Spacer(0, 4)]


def _has(finding: FindingLine, kind: MeasurementKind) -> bool:
    return any(m.kind is kind for m in finding.measurements)


class _Bar(Flowable):
    """A probability as a bar; a tick shows the threshold of the operating point."""

    def __init__(
        self, value: float, width: float, threshold: float | None, *, strong: bool
    ) -> None:
        super().__init__()
        self.width, self.height = width, 6
        self._value, self._threshold, self._strong = value, threshold, strong

    def draw(self) -> None:
        canvas = self.canv
        canvas.setFillColor(RULE)
        canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        canvas.setFillColor(ACCENT if self._strong else "#8FA6B3")
        canvas.rect(0, 0, self.width * min(max(self._value, 0), 1), self.height, stroke=0, fill=1)
        if self._threshold is not None:
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(1)
            x = self.width * self._threshold
            canvas.line(x, -2, x, self.height + 2)


class _Mark(Flowable):
    """A bookmark in the file's outline; takes no room."""

    def __init__(self, number: int, title: str) -> None:
        super().__init__()
        self.width = self.height = 0
        self._key, self._title = f"result-{number}", title

    def draw(self) -> None:
        self.canv.bookmarkPage(self._key)
        self.canv.addOutlineEntry(self._title, self._key)

"""One result in a PDF, the conclusion first."""

from itertools import zip_longest

from reportlab.platypus import CondPageBreak, KeepTogether, Spacer, Table, TableStyle
from reportlab.platypus.flowables import Flowable

from medviewer.domain.review import ReviewState
from medviewer.reports.document import ResultSection
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
    text,
    word_table,
)
from medviewer.reports.tables import drawn_table, findings_table
from medviewer.reports.wording import Wording, percent


def result_section(section: ResultSection, say: Wording) -> list[Flowable]:
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
        parts += [KeepTogether([_answer(section, say)]), Spacer(0, 7)]
    parts += _findings(section, say)
    parts += _drawn(section, say)
    if section.review and section.review.comment.strip():
        parts += [
            CondPageBreak(14 * MM),
            text(say("Reader's comment"), H3),
            text(section.review.comment.strip(), TEXT),
            Spacer(0, 7),
        ]
    origin = text(say("Where this comes from"), H3)
    parts.append(KeepTogether([origin, facts(section.provenance, TINY)]))
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


def _answer(section: ResultSection, say: Wording) -> Table:
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
                text(say(line.title), style, 30 * MM),
                bar,
                text(percent(line.probability), style),
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
        words.append(text(say("Operating point"), H3))
        # A number and its sign stay on one line.
        first, *rest = (t.replace(" %", "\u00a0%") for t in section.operating_point_text)
        words += [text(first, PLAIN, right), *(text(r, SMALL, right) for r in rest)]
    return Table(
        [[bars, "", words]],
        [left, GAP, right],
        style=TableStyle([*BARE, *FLAT, ("VALIGN", (0, 0), (-1, -1), "TOP")]),
    )


def _findings(section: ResultSection, say: Wording) -> list[Flowable]:
    """A table row a finding, or why there is none."""
    heading = text(say("Findings"), H3)
    if not section.findings:
        return [heading, text(section.nothing_outlined, TEXT), Spacer(0, 7)]
    table = word_table(findings_table(section, say))
    return [CondPageBreak(22 * MM), heading, table, Spacer(0, 7)]


def _drawn(section: ResultSection, say: Wording) -> list[Flowable]:
    """A table row a thing that the reader drew; nothing where there is none."""
    if not section.drawn:
        return []
    parts: list[Flowable] = [CondPageBreak(22 * MM), text(say("Measurements by the reader"), H3)]
    parts += [word_table(drawn_table(section, say)), Spacer(0, 5)]
    shown = section.drawn_on
    for left, right in zip_longest(shown[::2], shown[1::2]):
        parts += [pictures(left, right), Spacer(0, 5)]
    if section.drawn_unseen:
        parts.append(text(section.drawn_unseen, SMALL))
    return [*parts, Spacer(0, 4)]


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

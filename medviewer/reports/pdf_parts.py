"""The parts a PDF report is put together from, in reading order."""

import io
from collections.abc import Sequence
from itertools import zip_longest

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    CondPageBreak,
    Image,
    KeepTogether,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus.flowables import Flowable

from medviewer.domain.review import ReviewState
from medviewer.domain.segmentation import MeasurementKind
from medviewer.reports import drawn, fonts, wording
from medviewer.reports.document import (
    TITLE,
    Fact,
    FindingLine,
    ModelSection,
    ReportDocument,
    ResultSection,
)
from medviewer.reports.pictures import Picture

_MM = A4[0] / 210
MARGIN, TOP, BOTTOM = 18 * _MM, 23 * _MM, 21 * _MM
WIDTH = A4[0] - 2 * MARGIN
_GAP = 5 * _MM
_PICTURE_HEIGHT = 70 * _MM

# A line does not end between what a number is and the number.
_HASH, _WHOLE_HASH = "SHA-256 ", "SHA-256\u00a0"

ACCENT, INK, MUTED, RULE, TINT = "#0F5E7D", "#1B2733", "#566673", "#D3DDE3", "#EFF5F8"


def _style(size: float, *, bold: bool = False, colour: str = INK, **more: object) -> ParagraphStyle:
    return ParagraphStyle(
        f"{size}{bold}{colour}",
        fontName=fonts.BOLD if bold else fonts.REGULAR,
        fontSize=size,
        leading=size * 1.38,
        textColor=colour,
        **more,
    )


_H1 = _style(20, bold=True)
_H2 = _style(13, bold=True, colour=ACCENT)
_H3 = _style(8.5, bold=True, colour=ACCENT, spaceAfter=1.5)
_BIG = _style(15, bold=True)
_TEXT = _style(9)
_STRONG = _style(9, bold=True)
_SMALL = _style(8, colour=MUTED)
_NOTICE = _style(8.5, bold=True)
_TINY = _style(7, colour=MUTED)
# Every cell sets a font, drawn with or not: unnamed it would be one that is not embedded.
_FACE = ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR)
_BARE = [_FACE, ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
_FLAT = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]


def _text(words: str, style: ParagraphStyle, room: float = WIDTH) -> Paragraph:
    """A paragraph of any text in any script, never read as markup."""
    if fonts.is_east_asian(words):
        style = ParagraphStyle(f"{style.name}-CJK", parent=style, wordWrap="CJK")
    bold = style.fontName == fonts.BOLD
    return Paragraph(fonts.markup(words, style.fontSize, room, bold), style)


def _facts(facts: Sequence[Fact], style: ParagraphStyle) -> Paragraph:
    """Facts as running text: a bold name, its value, and so on."""
    pieces = [
        f"{fonts.markup(f.name, style.fontSize, WIDTH, bold=True)}&nbsp;&nbsp;"
        f"{fonts.markup(f.value.replace(_HASH, _WHOLE_HASH), style.fontSize, WIDTH)}"
        for f in facts
    ]
    return Paragraph(" &nbsp;&nbsp; ".join(pieces), style)


def fold_name(words: str) -> str:
    """A patient's name or line without the groups that no font of ours can print."""
    name, dot, rest = words.partition(" · ")
    return f"{fonts.printable_name(name) or 'Name in a script not printed here'}{dot}{rest}"


def patient_block(document: ReportDocument) -> list[Flowable]:
    """Title, who made the report, the patient, and what the reader must know first."""
    made = f"Made on {wording.moment(document.made_at)} by {document.reader}"
    facts = [Fact(f.name, fold_name(f.value)) if f.name == "Name" else f for f in document.patient]
    widths = [WIDTH * w for w in ((0.4, 0.28, 0.18, 0.14) if len(facts) == 4 else (0.4, 0.3, 0.3))]
    table = Table(
        [
            [_text(f.name, _SMALL) for f in facts],
            [_text(f.value, _STRONG, w - 8) for f, w in zip(facts, widths, strict=True)],
        ],
        widths,
        style=TableStyle(
            [
                _FACE,
                ("LINEABOVE", (0, 0), (-1, 0), 1.4, ACCENT),
                ("LINEBELOW", (0, -1), (-1, -1), 0.6, RULE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("TOPPADDING", (0, 0), (-1, 0), 4),
                ("BOTTOMPADDING", (0, 0), (-1, 0), 0),
                ("TOPPADDING", (0, 1), (-1, 1), 1),
                ("BOTTOMPADDING", (0, 1), (-1, 1), 5),
            ]
        ),
    )
    parts: list[Flowable] = [_text(TITLE, _H1), _text(made, _SMALL), Spacer(0, 6), table]
    parts.append(Spacer(0, 5))
    parts += [_text(n, _NOTICE) for n in document.notices]
    return [*parts, Spacer(0, 7)]


def summary(document: ReportDocument) -> list[Flowable]:
    """One line a result, for a report on several."""
    head = ("", "Result", "Conclusion", "Review")
    widths = [WIDTH * w for w in (0.06, 0.34, 0.25, 0.35)]
    rows = [[_text(h, _H3) for h in head]]
    for section in document.results:
        about = section.title.partition(" · ")[2] or section.study[0].value
        cells = (str(section.number), about, section.conclusion.heading, section.conclusion.status)
        styles = (_TEXT, _TEXT, _STRONG, _SMALL)
        rows.append([_text(c, s, w - 12) for c, s, w in zip(cells, styles, widths, strict=True)])
    return [_text("Summary", _H2), Spacer(0, 3), _ruled(rows, widths), Spacer(0, 14)]


def _ruled(rows: list[list[Flowable]], widths: Sequence[float]) -> Table:
    return Table(
        rows,
        widths,
        repeatRows=1,
        style=TableStyle(
            [
                _FACE,
                ("BACKGROUND", (0, 0), (-1, 0), TINT),
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
            ]
        ),
    )


def result_section(section: ResultSection) -> list[Flowable]:
    """Everything about one result, the conclusion first."""
    top = [
        _Mark(section.number, section.title),
        _text(section.title, _H2),
        _facts(section.printed_study, _SMALL),
        Spacer(0, 6),
        _card(section),
        Spacer(0, 7),
        _pictures(section.plain, section.outlined),
        Spacer(0, 7),
    ]
    parts: list[Flowable] = [KeepTogether(top)]
    if section.probabilities or section.operating_point_text:
        parts += [KeepTogether([_answer(section)]), Spacer(0, 7)]
    parts += _findings(section)
    parts += _drawn(section)
    if section.review and section.review.comment.strip():
        parts += [
            CondPageBreak(14 * _MM),
            _text("Reader's comment", _H3),
            _text(section.review.comment.strip(), _TEXT),
            Spacer(0, 7),
        ]
    parts.append(
        KeepTogether([_text("Where this comes from", _H3), _facts(section.provenance, _TINY)])
    )
    return [*parts, Spacer(0, 8)]


def _card(section: ResultSection) -> Table:
    """The conclusion in large letters; tinted only where a person stands behind it."""
    said = section.conclusion
    decided = said.state in (ReviewState.ACCEPTED, ReviewState.CORRECTED)
    room = WIDTH - 24
    lines = [
        ["", _text(said.heading, _BIG, room)],
        ["", _text(said.status, _TEXT, room)],
        ["", _text(said.model_answer, _SMALL, room)],
    ]
    return Table(
        lines,
        [4, WIDTH - 4],
        style=TableStyle(
            [
                _FACE,
                ("BACKGROUND", (1, 0), (1, -1), TINT if decided else "#FFFFFF"),
                ("BOX", (0, 0), (-1, -1), 0.5, RULE),
                ("BACKGROUND", (0, 0), (0, -1), ACCENT if decided else MUTED),
                ("LEFTPADDING", (0, 0), (-1, -1), 10),
                ("RIGHTPADDING", (0, 0), (-1, -1), 10),
                *_FLAT,
                ("TOPPADDING", (0, 0), (-1, 0), 5),
                ("BOTTOMPADDING", (0, 0), (-1, 0), 3),
                ("BOTTOMPADDING", (0, -1), (-1, -1), 7),
            ]
        ),
    )


def _pictures(left: Picture, right: Picture | None = None) -> Table:
    """One or two pictures side by side, each with its caption; kept on one page."""
    room = (WIDTH - _GAP) / 2
    other = ("", "") if right is None else (_image(right, room), _text(right.caption, _SMALL, room))
    return Table(
        [
            [_image(left, room), "", other[0]],
            [_text(left.caption, _SMALL, room), "", other[1]],
        ],
        [room, _GAP, room],
        splitByRow=0,
        style=TableStyle(
            [
                *_BARE,
                *_FLAT,
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 1), (-1, 1), 2),
            ]
        ),
    )


def _image(picture: Picture, room: float) -> Image:
    factor = min(room / picture.width, _PICTURE_HEIGHT / picture.height)
    image = Image(io.BytesIO(picture.png), picture.width * factor, picture.height * factor)
    image.hAlign = "LEFT"
    return image


def _answer(section: ResultSection) -> Table:
    """Probabilities as bars beside the operating point that turned them into an answer."""
    left = WIDTH * 0.44
    right = WIDTH - left - _GAP
    point = section.operating_point
    rows = []
    for line in section.probabilities:
        named = section.model_diagnosis is not None and line.label == section.model_diagnosis.label
        style = _STRONG if named else _TEXT
        threshold = point.threshold if point and point.positive_class == line.label else None
        bar = _Bar(line.probability, 28 * _MM, threshold, strong=named)
        rows.append(
            [
                _text(line.title, style, 30 * _MM),
                bar,
                _text(wording.percent(line.probability), style),
            ]
        )
    bars: list[Flowable] = [_text(section.probabilities_title, _H3, left)]
    if rows:
        bars.append(
            Table(
                rows,
                [left - 42 * _MM, 29 * _MM, 13 * _MM],
                style=TableStyle(
                    [
                        *_BARE,
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
        words.append(_text("Operating point", _H3))
        # A number and its sign stay on one line.
        first, *rest = (t.replace(" %", "\u00a0%") for t in section.operating_point_text)
        words += [_text(first, _style(8.5), right), *(_text(r, _SMALL, right) for r in rest)]
    return Table(
        [[bars, "", words]],
        [left, _GAP, right],
        style=TableStyle([*_BARE, *_FLAT, ("VALIGN", (0, 0), (-1, -1), "TOP")]),
    )


def _findings(section: ResultSection) -> list[Flowable]:
    """A table row a finding; a column for each kind of figure that any of them has."""
    findings = section.findings
    if not findings:
        return [_text("Findings", _H3), _text(section.nothing_outlined, _TEXT), Spacer(0, 7)]
    kinds = [k for k in MeasurementKind if any(_has(f, k) for f in findings)]
    bare = not kinds
    head = ["Finding", *(k.value.capitalize() for k in kinds), *(["Area"] if bare else []), "Scale"]
    share = 0.60 / max(1, len(kinds))
    widths = [WIDTH * w for w in (0.18, *([share] * max(1, len(kinds))), 0.22)]
    rows = [[_text(h, _H3, w) for h, w in zip(head, widths, strict=True)]]
    for finding in findings:
        figures = [
            next((wording.figure(m) for m in finding.measurements if m.kind is k), "-")
            for k in kinds
        ] or [f"{finding.area_px} px²"]
        title = f"{finding.letter}  {finding.title}".strip()
        cells = [title, *figures, finding.scale]
        styles = [_STRONG, *([_TEXT] * len(figures)), _SMALL]
        rows.append([_text(c, s, w - 12) for c, s, w in zip(cells, styles, widths, strict=True)])
    return [CondPageBreak(22 * _MM), _text("Findings", _H3), _ruled(rows, widths), Spacer(0, 7)]


def _drawn(section: ResultSection) -> list[Flowable]:
    """A table row a thing that the reader drew; nothing where there is none."""
    if not section.drawn:
        return []
    widths = [WIDTH * w for w in (0.06, 0.20, 0.09, 0.46, 0.19)]
    rows = [[_text(h, _H3, w) for h, w in zip(drawn.COLUMNS, widths, strict=True)]]
    for line in section.drawn:
        cells = (str(line.number), line.title, str(line.frame + 1), line.value, line.scale)
        styles = (_TEXT, _STRONG, _TEXT, _TEXT, _SMALL)
        rows.append([_text(c, s, w - 12) for c, s, w in zip(cells, styles, widths, strict=True)])
    parts: list[Flowable] = [CondPageBreak(22 * _MM), _text(drawn.HEADING, _H3)]
    parts += [_ruled(rows, widths), Spacer(0, 5)]
    pictures = section.drawn_on
    for left, right in zip_longest(pictures[::2], pictures[1::2]):
        parts += [_pictures(left, right), Spacer(0, 5)]
    if section.drawn_unseen:
        parts.append(_text(section.drawn_unseen, _SMALL))
    return [*parts, Spacer(0, 4)]


def _has(finding: FindingLine, kind: MeasurementKind) -> bool:
    return any(m.kind is kind for m in finding.measurements)


def about_models(document: ReportDocument) -> list[Flowable]:
    """Which models answered, what they cannot do, and how to read their figures."""
    parts: list[Flowable] = [CondPageBreak(45 * _MM), _text("About this report", _H2), Spacer(0, 3)]
    for model in document.models:
        parts += _about(model)
    how = list(wording.reading_the_figures(document.program_version, document.made_at))
    if not _all_printable(document):
        how.append(
            f"{fonts.UNPRINTABLE} stands for a character that no typeface of this file "
            "has; the HTML and JSON reports carry the text in full."
        )
    return [
        *parts,
        KeepTogether([_text("Reading the figures", _H3), *(_text(h, _SMALL) for h in how)]),
    ]


def _about(model: ModelSection) -> list[Flowable]:
    pack = model.pack
    title = f"{pack.title}, " if pack.title else ""
    parts: list[Flowable] = [
        _text(f"Model: {title}{pack.id} {pack.version}", _STRONG),
        _text(f"Weights SHA-256 {pack.weights_sha256}", _TINY),
        Spacer(0, 3),
        _text("What this model cannot do", _H3),
    ]
    limits = model.limits or (wording.NO_LIMITS,)
    parts += [
        _text(f"–  {limit}", _style(8.5, leftIndent=9, firstLineIndent=-9)) for limit in limits
    ]
    return [KeepTogether(parts), Spacer(0, 6)]


def _all_printable(document: ReportDocument) -> bool:
    texts = [document.reader, *(f.value for f in document.patient if f.name != "Name")]
    for section in document.results:
        texts += [section.title, section.conclusion.status, *(f.value for f in section.study)]
        texts.append(section.review.comment if section.review else "")
        texts += [line.name for line in section.drawn]
    return all(fonts.printable(t) for t in texts)


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

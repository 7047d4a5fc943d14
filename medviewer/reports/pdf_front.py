"""What stands before and after the results in a PDF: the patient, a summary, the models."""

from reportlab.platypus import CondPageBreak, KeepTogether, Spacer, Table, TableStyle
from reportlab.platypus.flowables import Flowable

from medviewer.reports import fonts, wording
from medviewer.reports.document import TITLE, Fact, ModelSection, ReportDocument
from medviewer.reports.pdf_style import (
    ACCENT,
    FACE,
    H1,
    H2,
    H3,
    ITEM,
    MM,
    NOTICE,
    RULE,
    SMALL,
    STRONG,
    TEXT,
    TINY,
    WIDTH,
    ruled,
    text,
)


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
            [text(f.name, SMALL) for f in facts],
            [text(f.value, STRONG, w - 8) for f, w in zip(facts, widths, strict=True)],
        ],
        widths,
        style=TableStyle(
            [
                FACE,
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
    parts: list[Flowable] = [text(TITLE, H1), text(made, SMALL), Spacer(0, 6), table]
    parts.append(Spacer(0, 5))
    parts += [text(n, NOTICE) for n in document.notices]
    return [*parts, Spacer(0, 7)]


def summary(document: ReportDocument) -> list[Flowable]:
    """One line a result, for a report on several."""
    head = ("", "Result", "Conclusion", "Review")
    widths = [WIDTH * w for w in (0.06, 0.34, 0.25, 0.35)]
    rows = [[text(h, H3) for h in head]]
    for section in document.results:
        about = section.title.partition(" · ")[2] or section.study[0].value
        cells = (str(section.number), about, section.conclusion.heading, section.conclusion.status)
        styles = (TEXT, TEXT, STRONG, SMALL)
        rows.append([text(c, s, w - 12) for c, s, w in zip(cells, styles, widths, strict=True)])
    return [text("Summary", H2), Spacer(0, 3), ruled(rows, widths), Spacer(0, 14)]


def about_models(document: ReportDocument) -> list[Flowable]:
    """Which models answered, what they cannot do, and how to read their figures."""
    parts: list[Flowable] = [CondPageBreak(45 * MM), text("About this report", H2), Spacer(0, 3)]
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
        KeepTogether([text("Reading the figures", H3), *(text(h, SMALL) for h in how)]),
    ]


def _about(model: ModelSection) -> list[Flowable]:
    pack = model.pack
    title = f"{pack.title}, " if pack.title else ""
    parts: list[Flowable] = [
        text(f"Model: {title}{pack.id} {pack.version}", STRONG),
        text(f"Weights SHA-256 {pack.weights_sha256}", TINY),
        Spacer(0, 3),
        text("What this model cannot do", H3),
    ]
    limits = model.limits or (wording.NO_LIMITS,)
    parts += [text(f"–  {limit}", ITEM) for limit in limits]
    return [KeepTogether(parts), Spacer(0, 6)]


def _all_printable(document: ReportDocument) -> bool:
    texts = [document.reader, *(f.value for f in document.patient if f.name != "Name")]
    for section in document.results:
        texts += [section.title, section.conclusion.status, *(f.value for f in section.study)]
        texts.append(section.review.comment if section.review else "")
        texts += [line.name for line in section.drawn]
    return all(fonts.printable(t) for t in texts)

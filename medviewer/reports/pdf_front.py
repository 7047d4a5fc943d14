"""What stands before and after the results in a PDF: the patient, a summary, the models."""

from reportlab.platypus import CondPageBreak, KeepTogether, Spacer, Table, TableStyle
from reportlab.platypus.flowables import Flowable

from medviewer.reports import fonts
from medviewer.reports.document import NAME, TITLE, ModelSection, ReportDocument
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
    TINY,
    WIDTH,
    text,
    word_table,
)
from medviewer.reports.tables import summary_table
from medviewer.reports.wording import Wording


def fold_name(words: str, say: Wording) -> str:
    """A patient's name or line without the groups that no font of ours can print."""
    name, dot, rest = words.partition(" · ")
    return f"{fonts.printable_name(name) or say('Name in a script not printed here')}{dot}{rest}"


def patient_block(document: ReportDocument, say: Wording) -> list[Flowable]:
    """Title, who made the report, the patient, and what the reader must know first."""
    made = say.made(document.made_at, document.reader)
    facts = document.patient
    values = [fold_name(f.value, say) if f.kind == NAME else f.value for f in facts]
    widths = [WIDTH * w for w in ((0.38, 0.25, 0.23, 0.14) if len(facts) == 4 else (0.4, 0.3, 0.3))]
    table = Table(
        [
            [text(f.name, SMALL) for f in facts],
            [text(v, STRONG, w - 12) for v, w in zip(values, widths, strict=True)],
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
    parts: list[Flowable] = [text(say(TITLE), H1), text(made, SMALL), Spacer(0, 6), table]
    parts.append(Spacer(0, 5))
    parts += [text(n, NOTICE) for n in document.notices]
    return [*parts, Spacer(0, 7)]


def summary(document: ReportDocument, say: Wording) -> list[Flowable]:
    """One line a result, for a report on several."""
    table = word_table(summary_table(document, say))
    return [text(say("Summary"), H2), Spacer(0, 3), table, Spacer(0, 14)]


def about_models(document: ReportDocument, say: Wording) -> list[Flowable]:
    """Which models answered, what they cannot do, and how to read their figures."""
    title = text(say("About this report"), H2)
    parts: list[Flowable] = [CondPageBreak(45 * MM), title, Spacer(0, 3)]
    for model in document.models:
        parts += _about(model, say)
    how = list(say.reading_the_figures(document.program_version, document.made_at))
    if not _all_printable(document):
        how.append(
            say(
                "{sign} stands for a character that no typeface of this file has; the HTML and "
                "JSON reports carry the text in full.",
                sign=fonts.UNPRINTABLE,
            )
        )
    return [
        *parts,
        KeepTogether([text(say("Reading the figures"), H3), *(text(h, SMALL) for h in how)]),
    ]


def _about(model: ModelSection, say: Wording) -> list[Flowable]:
    parts: list[Flowable] = [
        text(say.model(model.pack), STRONG),
        text(f"{say('Weights')} SHA-256 {model.pack.weights_sha256}", TINY),
        Spacer(0, 3),
        text(say("What this model cannot do"), H3),
        *(text(f"–  {limit}", ITEM, WIDTH - 9) for limit in say.limits(model.limits)),
    ]
    return [KeepTogether(parts), Spacer(0, 6)]


def _all_printable(document: ReportDocument) -> bool:
    texts = [document.reader, *(f.value for f in document.patient if f.kind != NAME)]
    for section in document.results:
        texts += [section.title, section.conclusion.status, *(f.value for f in section.study)]
        texts.append(section.review.comment if section.review else "")
        texts += [line.name for line in section.drawn]
    return all(fonts.printable(t) for t in texts)

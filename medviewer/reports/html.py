"""A report as one HTML file: nothing fetched, nothing run, ready to print."""

import base64
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

from medviewer.domain.review import ReviewState
from medviewer.reports.chart import Drawing
from medviewer.reports.document import (
    TITLE,
    Fact,
    FollowUpSection,
    LesionOverTime,
    ReportDocument,
    ResultSection,
)
from medviewer.reports.files import write_whole
from medviewer.reports.html_style import CSS
from medviewer.reports.pictures import Picture
from medviewer.reports.tables import (
    WordTable,
    drawn_table,
    findings_table,
    lesion_table,
    summary_table,
    sums_table,
)
from medviewer.reports.wording import Wording, in_language, percent
from medviewer.resources import resource_path

_CHART = (300.0, 132.0)
_THAI = re.compile("[\u0e00-\u0e7f]")


def write_html(document: ReportDocument, path: Path) -> None:
    """Write the report as one self-contained HTML file.

    Raises:
        KnownError: the file cannot be written; an older file of that name is untouched.
    """
    write_whole(path, html_text(document).encode())


def html_text(document: ReportDocument) -> str:
    """The whole HTML page; every text from outside is escaped."""
    say = in_language(document.language)
    title = _e(say(TITLE))
    body = _body(document, say, title)
    parts = [
        f'<!DOCTYPE html><html lang="{_e(document.language)}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        # The page may show its own pictures and style; scripts and the network it may not use.
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "img-src data:; font-src data:; style-src 'unsafe-inline'\">",
        f"<title>MedViewer {title}</title><style>{_face(body)}{CSS}</style></head><body>",
        body,
        "</body></html>\n",
    ]
    return "\n".join(parts)


def _body(document: ReportDocument, say: Wording, title: str) -> str:
    only = len(document.results) == 1
    parts = [
        # The empty foot of this table keeps the strip's place free on every printed page.
        '<table class="page" role="presentation"><tfoot><tr><td></td></tr></tfoot><tbody><tr><td>',
        f"<header><h1>{title}</h1>",
        f'<p class="small">{_e(say.made(document.made_at, document.reader))}</p>',
        _facts(document.patient, "patient"),
        *(f"<p><strong>{_e(n)}</strong></p>" for n in document.notices),
        "</header><main>",
        "" if only else f"<h2>{_e(say('Summary'))}</h2>{_summary(document, say)}",
        "" if only else _about(document, say),
        *(_follow_up(section, say) for section in document.follow_up),
        *(_section(section, say, only=only) for section in document.results),
        _about(document, say) if only else "",
        f'</main></td></tr></tbody></table><div class="strip" role="note">{_e(say.notice())}</div>',
    ]
    return "\n".join(p for p in parts if p)


def _face(body: str) -> str:
    """Our own Thai typeface, where there is Thai: not every computer has one."""
    if not _THAI.search(body):
        return ""
    file = resource_path("report", "fonts", "NotoSansThai-Regular.ttf")
    data = base64.b64encode(file.read_bytes()).decode()
    return (
        '@font-face{font-family:"MedViewer Thai";unicode-range:U+0E00-0E7F;'
        f"src:url(data:font/ttf;base64,{data})}}"
    )


def _e(text: str) -> str:
    return escape(text, quote=True)


def _small(lines: Sequence[str]) -> str:
    return "".join(f'<p class="small">{_e(line)}</p>' for line in lines)


def _facts(facts: Sequence[Fact], kind: str = "small") -> str:
    inner = "".join(
        f'<div><dt>{_e(f.name)}</dt><dd dir="auto">{_e(f.value)}</dd></div>' for f in facts
    )
    return f'<dl class="{kind}">{inner}</dl>'


def _table(table: WordTable, links: Sequence[str] = ()) -> str:
    """A table; ``links`` are where the first cell of each row leads to."""
    whole = sum(column.share for column in table.columns)
    widths = "".join(f'<col style="width:{100 * c.share / whole:.1f}%">' for c in table.columns)
    head = "".join(f'<th scope="col">{_e(c.name)}</th>' for c in table.columns)
    rows = []
    for number, row in enumerate(table.rows):
        cells = []
        for place, words in enumerate(row):
            text = _e(words)
            if links and place == 0:
                text = f'<a href="#{_e(links[number])}">{text}</a>'
            if place == table.heading:
                cells.append(f'<th scope="row" dir="auto">{text}</th>')
            else:
                cells.append(f"<td{' class=small' if place == table.aside else ''}>{text}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return (
        f'<div class="wide"><table class="ruled"><colgroup>{widths}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _summary(document: ReportDocument, say: Wording) -> str:
    links = [f"result-{section.number}" for section in document.results]
    return _table(summary_table(document, say), links)


# --- over time --------------------------------------------------------------------------------


def _follow_up(section: FollowUpSection, say: Wording) -> str:
    lesions = "".join(_lesion(lesion, say) for lesion in section.lesions)
    sums = ""
    if section.sums:
        table = _table(sums_table(section.sums, say))
        sums = f'<div class="lesion"><h3>{_e(section.targets)}</h3>{table}</div>'
    return (
        f"<section><h2>{_e(section.title)}</h2>{lesions}{sums}{_small(section.remarks)}</section>"
    )


def _lesion(lesion: LesionOverTime, say: Wording) -> str:
    remarks = f"<div>{_small(lesion.remarks)}</div>"
    if lesion.chart is not None:
        name = say("{title}: longest diameter over time", title=lesion.title)
        drawn = _svg(lesion.chart.drawing(*_CHART), name)
        remarks = f'<div class="over-time">{drawn}{remarks}</div>'
    table = _table(lesion_table(lesion, say))
    return f'<div class="lesion"><h3>{_e(lesion.title)}</h3>{table}{remarks}</div>'


def _svg(drawing: Drawing, name: str) -> str:
    lines = "".join(
        f'<line class="{one.stroke}" x1="{one.start[0]:.1f}" y1="{one.start[1]:.1f}" '
        f'x2="{one.end[0]:.1f}" y2="{one.end[1]:.1f}"></line>'
        for one in drawing.lines
    )
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.9"></circle>' for x, y in drawing.dots)
    words = "".join(
        f'<text x="{word.at[0]:.1f}" y="{word.at[1]:.1f}" text-anchor="{word.anchor}">'
        f"{_e(word.text)}</text>"
        for word in drawing.words
    )
    return (
        f'<svg class="chart" role="img" aria-label="{_e(name)}" '
        f'viewBox="0 0 {drawing.width:g} {drawing.height:g}">{lines}{dots}{words}</svg>'
    )


# --- one result -------------------------------------------------------------------------------


def _section(section: ResultSection, say: Wording, *, only: bool) -> str:
    said = section.conclusion
    decided = said.state in (ReviewState.ACCEPTED, ReviewState.CORRECTED)
    comment = section.review.comment.strip() if section.review else ""
    heading = _e(say("Reader's comment"))
    parts = [
        f'<section id="result-{section.number}"{" class=only" if only else ""}>',
        f"<h2>{_e(section.title)}</h2>{_facts(section.printed_study)}",
        f'<div class="card{" decided" if decided else ""}">',
        f'<p class="heading">{_e(said.heading)}</p><p>{_e(said.status)}</p>',
        f'<p class="small">{_e(said.model_answer)}</p></div>',
        f'<div class="pictures">{_figure(section.plain)}{_figure(section.outlined)}</div>',
        f'<div class="answer">{_bars(section, say)}{_point(section, say)}</div>',
        f"<h3>{_e(say('Findings'))}</h3>{_findings(section, say)}{_drawn(section, say)}",
        f'<h3>{heading}</h3><p class="comment" dir="auto">{_e(comment)}</p>' if comment else "",
        f"<h3>{_e(say('Where this comes from'))}</h3>{_facts(section.provenance)}</section>",
    ]
    return "".join(parts)


def _figure(picture: Picture) -> str:
    data = base64.b64encode(picture.png).decode()
    return (
        f'<figure><img alt="{_e(picture.description)}" width="{picture.width}" '
        f'height="{picture.height}" src="data:image/png;base64,{data}">'
        f"<figcaption>{_e(picture.caption)}</figcaption></figure>"
    )


def _bars(section: ResultSection, say: Wording) -> str:
    if not section.probabilities:
        return ""
    rows = []
    for line in section.probabilities:
        named = section.model_diagnosis is not None and section.model_diagnosis.label == line.label
        share = 100 * min(max(line.probability, 0), 1)
        rows.append(
            f'<tr{" class=named" if named else ""}><th scope="row">{_e(say(line.title))}</th>'
            f'<td><div class="bar"><i style="width:{share:.1f}%"></i></div></td>'
            f"<td>{_e(percent(line.probability))}</td></tr>"
        )
    return (
        f'<div><h3>{_e(section.probabilities_title)}</h3><table class="bars">'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _point(section: ResultSection, say: Wording) -> str:
    if not section.operating_point_text:
        return ""
    first, *rest = section.operating_point_text
    return f"<div><h3>{_e(say('Operating point'))}</h3><p>{_e(first)}</p>{_small(rest)}</div>"


def _findings(section: ResultSection, say: Wording) -> str:
    if not section.findings:
        return f"<p>{_e(section.nothing_outlined)}</p>"
    return _table(findings_table(section, say))


def _drawn(section: ResultSection, say: Wording) -> str:
    if not section.drawn:
        return ""
    heading = _e(say("Measurements by the reader"))
    figures = "".join(_figure(picture) for picture in section.drawn_on)
    shown = f'<div class="pictures drawn">{figures}</div>' if figures else ""
    unseen = _small([section.drawn_unseen] if section.drawn_unseen else [])
    return f"<h3>{heading}</h3>{_table(drawn_table(section, say))}{shown}{unseen}"


# --- the models -------------------------------------------------------------------------------


def _about(document: ReportDocument, say: Wording) -> str:
    parts = [f'<section class="about"><h2>{_e(say("About this report"))}</h2>']
    for model in document.models:
        limits = "".join(f"<li>{_e(limit)}</li>" for limit in say.limits(model.limits))
        weights = f"{say('Weights')} SHA-256 {model.pack.weights_sha256}"
        parts.append(
            f'<div class="model"><p><strong>{_e(say.model(model.pack))}</strong></p>'
            f"{_small([weights])}<h3>{_e(say('What this model cannot do'))}</h3>"
            f"<ul>{limits}</ul></div>"
        )
    reading = say.reading_the_figures(document.program_version, document.made_at)
    return "".join(
        [*parts, f"<h3>{_e(say('Reading the figures'))}</h3>{_small(reading)}</section>"]
    )

"""A report as one HTML file: nothing fetched, nothing run, ready to print."""

import base64
from collections.abc import Sequence
from html import escape
from pathlib import Path

from medviewer.domain.review import ReviewState
from medviewer.domain.segmentation import MeasurementKind
from medviewer.reports import drawn, wording
from medviewer.reports.document import (
    TITLE,
    Fact,
    ReportDocument,
    ResultSection,
)
from medviewer.reports.files import write_whole
from medviewer.reports.pictures import NOT_FOR_DIAGNOSTIC_USE, Picture

_CSS = """
:root{--accent:#0f5e7d;--ink:#1b2733;--muted:#566673;--rule:#d3dde3;--tint:#eff5f8}
*{box-sizing:border-box}
html{font-size:15px}
body{margin:0 auto;max-width:66rem;padding:1.5rem 1.5rem 4rem;color:var(--ink);background:#fff;
line-height:1.5;
font-family:"Noto Sans","Segoe UI",system-ui,-apple-system,"Helvetica Neue",Arial,sans-serif}
h1{font-size:2rem;margin:0}
h2{color:var(--accent);font-size:1.3rem;margin:1.2rem 0 .3rem}
h3{color:var(--accent);font-size:.9rem;margin:1rem 0 .3rem}
p{margin:.2rem 0}
ul{margin:.2rem 0;padding-left:1.4rem}
.small,figcaption,dt{color:var(--muted);font-size:.85rem}
dl{margin:.4rem 0;display:flex;flex-wrap:wrap;gap:.1rem 1.4rem}
dl div{display:flex;gap:.45rem;min-width:0}
dl.small dt{font-weight:700;white-space:nowrap}
dd{margin:0;overflow-wrap:anywhere}
dl.patient{border-top:2px solid var(--accent);border-bottom:1px solid var(--rule);padding:.5rem 0;
gap:.3rem 3rem}
dl.patient div{display:block}
dl.patient dd{font-weight:700}
section{border-top:1px solid var(--rule);margin-top:2rem}
.card{border:1px solid var(--rule);border-left:5px solid var(--muted);padding:.5rem 1rem;
margin:.8rem 0}
.card.decided{border-left-color:var(--accent);background:var(--tint)}
.card .heading{font-size:1.4rem;font-weight:700}
.pictures{display:grid;grid-template-columns:1fr 1fr;gap:1.2rem}
.pictures.drawn{margin-top:.8rem}
figure{margin:0}
img{max-width:100%;max-height:26rem;width:auto;height:auto;display:block}
.answer{display:grid;grid-template-columns:2fr 3fr;gap:1.2rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;overflow-wrap:break-word}
.ruled th,.ruled td{border-bottom:1px solid var(--rule)}
thead th{background:var(--tint);color:var(--accent)}
.bars th,.bars td{padding:.1rem .6rem .1rem 0;font-weight:400;vertical-align:middle}
.bars td:last-child{white-space:nowrap}
.bars .named>*{font-weight:700}
.bar{background:var(--rule);height:.55rem;width:9rem}
.bar i{display:block;height:100%;background:#8fa6b3}
.named .bar i{background:var(--accent)}
.comment{white-space:pre-wrap;overflow-wrap:anywhere}
.page>*>tr>td{padding:0}
.strip{position:fixed;left:0;right:0;bottom:0;background:var(--accent);color:#fff;
text-align:center;font-weight:700;letter-spacing:.05em;padding:.35rem}
@media (max-width:40rem){.pictures,.answer{grid-template-columns:1fr}}
@page{size:A4;margin:14mm 15mm}
@media print{
html{font-size:10.5px}
body{padding:0;max-width:none}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
section{break-before:page;border:0;margin:0}
section.only,section.about{break-before:auto}
figure,.card,.answer,tr{break-inside:avoid}
.page>*>tr{break-inside:auto}
.page tfoot td{height:12mm}
h2,h3{break-after:avoid}
}
"""


def write_html(document: ReportDocument, path: Path) -> None:
    """Write the report as one self-contained HTML file.

    Raises:
        KnownError: the file cannot be written; an older file of that name is untouched.
    """
    write_whole(path, html_text(document).encode())


def html_text(document: ReportDocument) -> str:
    """The whole HTML page; every text from outside is escaped."""
    made = f"Made on {wording.moment(document.made_at)} by {document.reader}"
    only = len(document.results) == 1
    parts = [
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        # The page may show its own pictures and style; scripts and the network it may not use.
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "img-src data:; style-src 'unsafe-inline'\">",
        f"<title>MedViewer {TITLE}</title><style>{_CSS}</style></head><body>",
        # The empty foot of this table keeps the strip's place free on every printed page.
        '<table class="page" role="presentation"><tfoot><tr><td></td></tr></tfoot><tbody><tr><td>',
        f'<header><h1>{TITLE}</h1><p class="small">{_e(made)}</p>',
        _facts(document.patient, "patient"),
        *(f"<p><strong>{_e(n)}</strong></p>" for n in document.notices),
        "</header><main>",
        "" if only else _summary(document),
        "" if only else _about(document),
        *(_section(s, only=only) for s in document.results),
        _about(document) if only else "",
        f'</main></td></tr></tbody></table><div class="strip" role="note">{NOT_FOR_DIAGNOSTIC_USE}'
        "</div></body></html>\n",
    ]
    return "\n".join(p for p in parts if p)


def _e(text: str) -> str:
    return escape(text, quote=True)


def _facts(facts: Sequence[Fact], kind: str = "small") -> str:
    inner = "".join(
        f'<div><dt>{_e(f.name)}</dt><dd dir="auto">{_e(f.value)}</dd></div>' for f in facts
    )
    return f'<dl class="{kind}">{inner}</dl>'


def _summary(document: ReportDocument) -> str:
    rows = "".join(
        f'<tr><td><a href="#result-{s.number}">{s.number}</a></td>'
        f"<td>{_e(s.title.partition(' · ')[2] or s.study[0].value)}</td>"
        f"<td><strong>{_e(s.conclusion.heading)}</strong></td><td>{_e(s.conclusion.status)}</td></tr>"
        for s in document.results
    )
    return (
        '<h2>Summary</h2><table class="ruled"><thead><tr><th scope="col">No.</th>'
        '<th scope="col">Result</th><th scope="col">Conclusion</th><th scope="col">Review</th>'
        "</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _section(section: ResultSection, *, only: bool) -> str:
    said = section.conclusion
    decided = said.state in (ReviewState.ACCEPTED, ReviewState.CORRECTED)
    comment = section.review.comment.strip() if section.review else ""
    parts = [
        f'<section id="result-{section.number}"{" class=only" if only else ""}>',
        f"<h2>{_e(section.title)}</h2>{_facts(section.printed_study)}",
        f'<div class="card{" decided" if decided else ""}">',
        f'<p class="heading">{_e(said.heading)}</p><p>{_e(said.status)}</p>',
        f'<p class="small">{_e(said.model_answer)}</p></div>',
        f'<div class="pictures">{_figure(section.plain)}{_figure(section.outlined)}</div>',
        f'<div class="answer">{_bars(section)}{_point(section)}</div>',
        f"<h3>Findings</h3>{_findings(section)}{_drawn(section)}",
        f'<h3>Reader\'s comment</h3><p class="comment" dir="auto">{_e(comment)}</p>'
        if comment
        else "",
        f"<h3>Where this comes from</h3>{_facts(section.provenance)}</section>",
    ]
    return "".join(parts)


def _figure(picture: Picture) -> str:
    data = base64.b64encode(picture.png).decode()
    return (
        f'<figure><img alt="{_e(picture.description)}" width="{picture.width}" '
        f'height="{picture.height}" src="data:image/png;base64,{data}">'
        f"<figcaption>{_e(picture.caption)}</figcaption></figure>"
    )


def _bars(section: ResultSection) -> str:
    if not section.probabilities:
        return ""
    rows = []
    for line in section.probabilities:
        named = section.model_diagnosis is not None and section.model_diagnosis.label == line.label
        share = 100 * min(max(line.probability, 0), 1)
        rows.append(
            f'<tr{" class=named" if named else ""}><th scope="row">{_e(line.title)}</th>'
            f'<td><div class="bar"><i style="width:{share:.1f}%"></i></div></td>'
            f"<td>{_e(wording.percent(line.probability))}</td></tr>"
        )
    return (
        f'<div><h3>{_e(section.probabilities_title)}</h3><table class="bars">'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _point(section: ResultSection) -> str:
    if not section.operating_point_text:
        return ""
    first, *rest = section.operating_point_text
    lines = "".join(f'<p class="small">{_e(r)}</p>' for r in rest)
    return f"<div><h3>Operating point</h3><p>{_e(first)}</p>{lines}</div>"


def _findings(section: ResultSection) -> str:
    findings = section.findings
    if not findings:
        return f"<p>{_e(section.nothing_outlined)}</p>"
    kinds = [
        k for k in MeasurementKind if any(m.kind is k for f in findings for m in f.measurements)
    ]
    names = [k.value.capitalize() for k in kinds] or ["Area"]
    head = "".join(f'<th scope="col">{_e(h)}</th>' for h in ("Finding", *names, "Scale"))
    rows = []
    for finding in findings:
        figures = [
            next((wording.figure(m) for m in finding.measurements if m.kind is k), "-")
            for k in kinds
        ] or [f"{finding.area_px} px²"]
        cells = "".join(f"<td>{_e(c)}</td>" for c in (*figures, finding.scale))
        title = f"{finding.letter} {finding.title}".strip()
        rows.append(f'<tr><th scope="row">{_e(title)}</th>{cells}</tr>')
    return (
        f'<table class="ruled"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


def _drawn(section: ResultSection) -> str:
    if not section.drawn:
        return ""
    head = "".join(f'<th scope="col">{_e(h)}</th>' for h in drawn.COLUMNS)
    rows = "".join(
        f'<tr><td>{line.number}</td><th scope="row" dir="auto">{_e(line.title)}</th>'
        f"<td>{line.frame + 1}</td>"
        f"<td>{_e(line.value)}</td><td>{_e(line.scale)}</td></tr>"
        for line in section.drawn
    )
    return (
        f'<h3>{_e(drawn.HEADING)}</h3><table class="ruled"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{_drawn_pictures(section)}"
    )


def _drawn_pictures(section: ResultSection) -> str:
    figures = "".join(_figure(picture) for picture in section.drawn_on)
    unseen = f'<p class="small">{_e(section.drawn_unseen)}</p>' if section.drawn_unseen else ""
    return (f'<div class="pictures drawn">{figures}</div>' if figures else "") + unseen


def _about(document: ReportDocument) -> str:
    parts = ['<section class="about"><h2>About this report</h2>']
    for model in document.models:
        pack = model.pack
        title = f"{pack.title}, " if pack.title else ""
        limits = "".join(f"<li>{_e(limit)}</li>" for limit in model.limits or (wording.NO_LIMITS,))
        parts.append(
            f"<p><strong>Model: {_e(f'{title}{pack.id} {pack.version}')}</strong></p>"
            f'<p class="small">Weights SHA-256 {_e(pack.weights_sha256)}</p>'
            f"<h3>What this model cannot do</h3><ul>{limits}</ul>"
        )
    reading = wording.reading_the_figures(document.program_version, document.made_at)
    lines = "".join(f'<p class="small">{_e(line)}</p>' for line in reading)
    return "".join([*parts, f"<h3>Reading the figures</h3>{lines}</section>"])

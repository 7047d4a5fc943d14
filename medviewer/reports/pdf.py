"""A report as a PDF file: A4, embedded fonts, selectable text, the same bytes every time."""

import io
from functools import partial
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageBreak, PageTemplate
from reportlab.platypus.flowables import Flowable

from medviewer.reports import fonts
from medviewer.reports.document import TITLE, ReportDocument
from medviewer.reports.files import write_whole
from medviewer.reports.pdf_follow_up import follow_up
from medviewer.reports.pdf_front import about_models, fold_name, patient_block, summary
from medviewer.reports.pdf_result import result_section
from medviewer.reports.pdf_style import ACCENT, BOTTOM, MARGIN, MM, MUTED, RULE, TOP, WIDTH
from medviewer.reports.wording import NOT_FOR_DIAGNOSTIC_USE, Wording, in_language


def write_pdf(document: ReportDocument, path: Path) -> None:
    """Write the report as a PDF; equal documents give equal bytes.

    The patient is named on the pages, not in the file's title or other metadata.

    Raises:
        KnownError: the file cannot be written; an older file of that name is untouched.
    """
    write_whole(path, pdf_bytes(document))


def pdf_bytes(document: ReportDocument) -> bytes:
    """The PDF file as bytes."""
    fonts.register()
    say = in_language(document.language)
    buffer = io.BytesIO()
    # invariant: no clock and no chance in the file; the real time is set in _Pages.
    template = BaseDocTemplate(
        buffer,
        pagesize=A4,
        invariant=1,
        title=f"MedViewer {say(TITLE)}",
        author=f"MedViewer {document.program_version}",
        subject=NOT_FOR_DIAGNOSTIC_USE,
        creator="MedViewer",
        lang=document.language,
    )
    frame = Frame(MARGIN, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0)
    template.addPageTemplates(PageTemplate(frames=[frame]))
    template.build(_story(document, say), canvasmaker=partial(_Pages, document, say))
    return buffer.getvalue()


def _story(document: ReportDocument, say: Wording) -> list[Flowable]:
    story = patient_block(document, say)
    if len(document.results) == 1:
        return story + result_section(document.results[0], say) + about_models(document, say)
    story += summary(document, say) + about_models(document, say)
    for track in document.follow_up:
        story += [PageBreak(), *follow_up(track, say)]
    for section in document.results:
        story += [PageBreak(), *result_section(section, say)]
    return story


class _Pages(Canvas):
    """Holds the pages back until their number is known, then sets head and foot on each."""

    def __init__(
        self, document: ReportDocument, say: Wording, *args: object, **named: object
    ) -> None:
        super().__init__(*args, **{**named, "initialFontName": fonts.REGULAR})
        self._report, self._say = document, say
        self._held: list[dict[str, object]] = []
        made = f"D:{document.made_at:%Y%m%d%H%M%S}"
        self.setDateFormatter(lambda *_: made)
        self.setViewerPreference("DisplayDocTitle", "true")

    def showPage(self) -> None:  # noqa: N802 (reportlab's name)
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        total = len(self._held)
        for number, page in enumerate(self._held, start=1):
            self.__dict__.update(page)
            self._head()
            self._foot(number, total)
            super().showPage()
        super().save()

    def _head(self) -> None:
        base = A4[1] - 15 * MM
        title = f"MedViewer  {self._say(TITLE)}"
        _line(self, title, MARGIN, base, 8.5, bold=True, colour=ACCENT)
        taken = fonts.width(title, 8.5, bold=True)
        who = fold_name(self._report.patient_line, self._say)
        who = fonts.fitted(who, 8.5, WIDTH - taken - 8 * MM)
        _line(self, who, MARGIN + WIDTH - fonts.width(who, 8.5), base, 8.5)
        self.setStrokeColor(RULE)
        self.setLineWidth(0.6)
        self.line(MARGIN, base - 2.2 * MM, MARGIN + WIDTH, base - 2.2 * MM)

    def _foot(self, number: int, total: int) -> None:
        low, high = 9 * MM, 6.5 * MM
        self.setFillColor(ACCENT)
        self.rect(MARGIN, low, WIDTH, high, stroke=0, fill=1)
        base = low + high / 2 - 3
        notice = self._say.notice()
        middle = MARGIN + (WIDTH - fonts.width(notice, 9.5, bold=True)) / 2
        _line(self, notice, middle, base, 9.5, bold=True, colour="#FFFFFF")
        page = self._say("Page {number} of {total}", number=number, total=total)
        right = MARGIN + WIDTH - 3 * MM - fonts.width(page, 8)
        _line(self, page, right, base + 0.4, 8, colour="#FFFFFF")
        made = f"{self._report.made_at:%Y-%m-%d %H:%M}"
        _line(self, made, MARGIN + 3 * MM, base + 0.4, 8, colour="#FFFFFF")


def _line(
    canvas: Canvas,
    text: str,
    x: float,
    y: float,
    size: float,
    *,
    bold: bool = False,
    colour: str = MUTED,
) -> None:
    """Draw one line of any script from ``x`` on."""
    canvas.setFillColor(colour)
    for font, piece, rise in fonts.runs(text, bold):
        canvas.setFont(font, size)
        canvas.drawString(x, y + rise * size, piece)
        x += canvas.stringWidth(piece, font, size)

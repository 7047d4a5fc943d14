"""The lesions of a patient from day to day, in a PDF."""

from reportlab.platypus import CondPageBreak, KeepTogether, Spacer, Table, TableStyle
from reportlab.platypus.flowables import Flowable

from medviewer.reports import fonts
from medviewer.reports.chart import Chart, Drawing, Stroke
from medviewer.reports.document import FollowUpSection, LesionOverTime
from medviewer.reports.pdf_style import (
    ACCENT,
    BARE,
    FLAT,
    GAP,
    H2,
    H3,
    INK,
    MM,
    MUTED,
    RULE,
    SMALL,
    WIDTH,
    text,
    word_table,
)
from medviewer.reports.tables import lesion_table, sums_table
from medviewer.reports.wording import Wording

_CHART = (100 * MM, 44 * MM)
# Colour and width, in points.
_STROKES = {
    Stroke.GRID: (RULE, 0.5),
    Stroke.PATH: (ACCENT, 1.2),
    Stroke.READERS: (MUTED, 0.6),
    Stroke.PIXELS: (INK, 2.6),
}
_DOT = 1.9
_MOST_KEPT = 15  # days of a table that is kept on one page with its chart


def follow_up(section: FollowUpSection, say: Wording) -> list[Flowable]:
    """A table and a chart for each lesion, then the sum of the targets."""
    parts: list[Flowable] = [text(section.title, H2), Spacer(0, 3)]
    for lesion in section.lesions:
        parts += _lesion(lesion, say)
    if section.sums:
        heading, table = text(section.targets, H3), word_table(sums_table(section.sums, say))
        parts += [CondPageBreak(30 * MM), heading, table, Spacer(0, 4)]
    parts += [text(remark, SMALL) for remark in section.remarks]
    return parts


def _lesion(lesion: LesionOverTime, say: Wording) -> list[Flowable]:
    heading, table = text(lesion.title, H3), word_table(lesion_table(lesion, say))
    parts: list[Flowable] = [heading, table, Spacer(0, 4)]
    if lesion.chart is None:
        parts += [text(remark, SMALL) for remark in lesion.remarks]
    else:
        parts.append(_chart(lesion.chart, lesion.remarks))
    if len(lesion.days) > _MOST_KEPT:
        return [CondPageBreak(30 * MM), *parts, Spacer(0, 9)]
    return [KeepTogether(parts), Spacer(0, 9)]


def _chart(chart: Chart, remarks: tuple[str, ...]) -> Table:
    room = WIDTH - _CHART[0] - GAP
    words = [part for r in remarks for part in (text(r, SMALL, room), Spacer(0, 2))]
    return Table(
        [[_Chart(chart.drawing(*_CHART)), "", words]],
        [_CHART[0], GAP, room],
        style=TableStyle([*BARE, *FLAT, ("VALIGN", (0, 0), (-1, -1), "TOP")]),
    )


class _Chart(Flowable):
    """A chart as lines and words of the page."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self.width, self.height = drawing.width, drawing.height
        self._drawing = drawing

    def draw(self) -> None:
        canvas, drawing = self.canv, self._drawing
        for line in drawing.lines:
            colour, thick = _STROKES[line.stroke]
            canvas.setStrokeColor(colour)
            canvas.setLineWidth(thick)
            (x0, y0), (x1, y1) = line.start, line.end
            canvas.line(x0, self.height - y0, x1, self.height - y1)
        canvas.setFillColor(ACCENT)
        for x, y in drawing.dots:
            canvas.circle(x, self.height - y, _DOT, stroke=0, fill=1)
        canvas.setFillColor(MUTED)
        canvas.setFont(fonts.REGULAR, drawing.letter)
        put = {
            "start": canvas.drawString,
            "middle": canvas.drawCentredString,
            "end": canvas.drawRightString,
        }
        for word in drawing.words:
            put[word.anchor](word.at[0], self.height - word.at[1], word.text)

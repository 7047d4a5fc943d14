"""Measures, typefaces and the building blocks of the PDF: text, facts, tables, pictures."""

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Image, Paragraph, Table, TableStyle

from medviewer.reports import fonts
from medviewer.reports.document import Fact
from medviewer.reports.pictures import Picture
from medviewer.reports.tables import WordTable

MM = A4[0] / 210
MARGIN, TOP, BOTTOM = 18 * MM, 23 * MM, 21 * MM
WIDTH = A4[0] - 2 * MARGIN
GAP = 5 * MM
_PICTURE_HEIGHT = 70 * MM

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


H1 = _style(20, bold=True)
H2 = _style(13, bold=True, colour=ACCENT)
H3 = _style(8.5, bold=True, colour=ACCENT, spaceAfter=1.5)
BIG = _style(15, bold=True)
TEXT = _style(9)
STRONG = _style(9, bold=True)
SMALL = _style(8, colour=MUTED)
NOTICE = _style(8.5, bold=True)
TINY = _style(7, colour=MUTED)
PLAIN = _style(8.5)
ITEM = _style(8.5, leftIndent=9, firstLineIndent=-9)
# Every cell sets a font, drawn with or not: unnamed it would be one that is not embedded.
FACE = ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR)
BARE = [FACE, ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
FLAT = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]


def text(words: str, style: ParagraphStyle, room: float = WIDTH) -> Paragraph:
    """A paragraph of any text in any script, never read as markup."""
    if fonts.is_east_asian(words):
        style = ParagraphStyle(f"{style.name}-CJK", parent=style, wordWrap="CJK")
    bold = style.fontName == fonts.BOLD
    return Paragraph(fonts.markup(words, style.fontSize, room, bold), style)


def facts(facts: Sequence[Fact], style: ParagraphStyle) -> Paragraph:
    """Facts as running text: a bold name, its value, and so on; a fact is on one line if it can."""
    size, gap, used = style.fontSize, "\u00a0\u00a0", 0.0
    words = ""
    for fact in facts:
        name = fonts.width(fact.name + gap, size, bold=True)
        needed = name + fonts.width(fact.value, size)
        if words:
            between = fonts.width(f" {gap} ", size)
            fits = used + between + needed <= WIDTH - 1
            words += f" {gap} " if fits else "<br/>"
            used = used + between if fits else 0.0
        words += fonts.markup(fact.name, size, WIDTH, bold=True) + gap
        words += fonts.markup(fact.value, size, WIDTH - name)
        used += needed
    return Paragraph(words, style)


def word_table(table: WordTable) -> Table:
    """A table of words, ruled, its head on every page that it runs over."""
    whole = sum(column.share for column in table.columns)
    widths = [WIDTH * column.share / whole for column in table.columns]
    styles = [TEXT] * len(widths)
    styles[table.heading] = STRONG
    if table.aside is not None:
        styles[table.aside] = SMALL
    heads = [text(c.name, H3, w - 12) for c, w in zip(table.columns, widths, strict=True)]
    rows = [
        [text(cell, s, w - 12) for cell, s, w in zip(row, styles, widths, strict=True)]
        for row in table.rows
    ]
    return Table(
        [heads, *rows],
        widths,
        repeatRows=1,
        style=TableStyle(
            [
                FACE,
                ("BACKGROUND", (0, 0), (-1, 0), TINT),
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
            ]
        ),
    )


def pictures(left: Picture, right: Picture | None = None) -> Table:
    """One or two pictures side by side, each with its caption; kept on one page."""
    room = (WIDTH - GAP) / 2
    other = ("", "") if right is None else (_image(right, room), text(right.caption, SMALL, room))
    return Table(
        [
            [_image(left, room), "", other[0]],
            [text(left.caption, SMALL, room), "", other[1]],
        ],
        [room, GAP, room],
        splitByRow=0,
        style=TableStyle(
            [
                *BARE,
                *FLAT,
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

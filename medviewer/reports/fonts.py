"""The typefaces of the PDF and which of them can print what.

They are our own files (``resources/report/fonts``), embedded as subsets: a report looks the
same on every machine, and a name is printed in its own script or not at all, never as boxes.
"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from medviewer.reports.bidi import has_rtl, visual_order
from medviewer.resources import resource_path
from medviewer.translations import with_breaks

REGULAR = "NotoSans"
BOLD = "NotoSans-Bold"
_EAST_ASIAN = "WenQuanYiMicroHei"
# Tried in this order; the last is large and opened only for a character the others lack.
_OTHER_SCRIPTS = {
    "NotoSansThai": "NotoSansThai-Regular.ttf",
    "NotoSansArabic": "NotoSansArabic-Regular.ttf",
    "NotoSansHebrew": "NotoSansHebrew-Regular.ttf",
    _EAST_ASIAN: "wqy-microhei.ttc",
}
UNPRINTABLE = "\ufffd"

# Thai marks stand above each other; reportlab places none, so they are raised here by what
# the typeface's letters are high (in parts of its size).
_THAI_TONES = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
_THAI_UPPER_VOWELS = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e4d"
_THAI_SARA_AM = "\u0e33"
_THAI_TALL = "\u0e1b\u0e1d\u0e1f\u0e2c"
_OVER_VOWEL, _OVER_TALL = 0.18, 0.13
_THAI = re.compile("[\u0e00-\u0e7f]")
_SYLLABLE = re.compile("[\u0e40-\u0e44]?.[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]*")
_UNBROKEN = re.compile("[^ \u200b]*[ \u200b]?")


class Piece(NamedTuple):
    """Text of one face, raised above the line by ``rise`` parts of its size."""

    font: str
    text: str
    rise: float


@cache
def _face(name: str) -> TTFont:
    file = {REGULAR: "NotoSans-Regular.ttf", BOLD: "NotoSans-Bold.ttf", **_OTHER_SCRIPTS}[name]
    font = TTFont(name, str(resource_path("report", "fonts", file)))
    pdfmetrics.registerFont(font)
    return font


@cache
def font_of(char: str, bold: bool) -> str | None:
    """The first face that has a glyph for a character, None where none has."""
    for name in (BOLD if bold else REGULAR, *_OTHER_SCRIPTS):
        if ord(char) in _face(name).face.charToGlyph:
            return name
    return None


def register() -> None:
    """Make the two main faces known to reportlab, as one family."""
    _face(REGULAR)
    _face(BOLD)
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD
    )


def clean(text: str) -> str:
    """Composed (NFC) text without control and format characters; line ends stay."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (c if c != "\t" else " " for c in composed)
    return "".join(c for c in kept if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf"))


def printable(text: str) -> bool:
    """Whether every character of the text has a glyph (and its script needs no more)."""
    return all(c == "\n" or font_of(c, False) for c in clean(text))


def printable_name(name: str) -> str | None:
    """The groups of a DICOM name that can be printed, None where none can.

    DICOM writes a name in up to three scripts (PS3.5 6.2.1.2), shown with `` / `` between.
    """
    groups = [g for g in name.split(" / ") if printable(g)]
    return " / ".join(groups) or None


def is_east_asian(text: str) -> bool:
    """Whether lines of the text may break between any two characters."""
    return any(font_of(c, False) == _EAST_ASIAN for c in text if c != "\n")


def runs(line: str, bold: bool = False) -> list[Piece]:
    """The pieces of one line in the order they are drawn.

    A character without a glyph becomes ``UNPRINTABLE``; callers say so beside it.
    """
    text = clean(line)
    if has_rtl(text):
        text = visual_order(text)
    main = BOLD if bold else REGULAR
    pieces: list[Piece] = []
    for index, char in enumerate(text):
        font = font_of(char, bold)
        shown, rise = (char, _thai_rise(text, index)) if font else (UNPRINTABLE, 0.0)
        font = font or main
        if pieces and pieces[-1].font == font and pieces[-1].rise == rise:
            pieces[-1] = Piece(font, pieces[-1].text + shown, rise)
        else:
            pieces.append(Piece(font, shown, rise))
    return pieces


def _thai_rise(text: str, index: int) -> float:
    char = text[index]
    tone = char in _THAI_TONES
    if not tone and char not in _THAI_UPPER_VOWELS:
        return 0.0
    before = text[index - 1] if index else ""
    over_vowel = tone and before in _THAI_UPPER_VOWELS
    over_vowel = over_vowel or (tone and text[index + 1 : index + 2] == _THAI_SARA_AM)
    letter = text[index - 2 : index - 1] if tone and before in _THAI_UPPER_VOWELS else before
    tall = bool(letter) and letter in _THAI_TALL
    return _OVER_VOWEL * over_vowel + _OVER_TALL * tall


def width(line: str, size: float, bold: bool = False) -> float:
    """Width of one line in points."""
    return float(sum(pdfmetrics.stringWidth(p.text, p.font, size) for p in runs(line, bold)))


def fitted(line: str, size: float, room: float, bold: bool = False) -> str:
    """The line, cut with an ellipsis where it is wider than ``room`` points."""
    if width(line, size, bold) <= room:
        return line
    cut = line
    while cut and width(cut + "…", size, bold) > room:
        cut = cut[:-1]
    return cut.rstrip() + "…"


def markup(text: str, size: float, room: float, bold: bool = False) -> str:
    """Paragraph markup of any text: escaped, each script in its face, line ends kept.

    Right-to-left text is broken into lines here (``room`` points wide), because a line can
    only be turned once it is known what stands on it; Thai, because it has no spaces.
    """
    lines: list[str] = []
    for line in clean(text).split("\n"):
        if has_rtl(line) or _THAI.search(line):
            lines += _broken(with_breaks(line), size, room, bold)
        else:
            lines.append(line)
    return "<br/>".join(
        "".join(_marked(piece, size) for piece in runs(line, bold)) for line in lines
    )


def _marked(piece: Piece, size: float) -> str:
    inner = f'<font name="{piece.font}">{escape(piece.text)}</font>'
    return (
        f'<super rise="{piece.rise * size:.2f}" size="{size}">{inner}</super>'
        if piece.rise
        else inner
    )


def _broken(line: str, size: float, room: float, bold: bool) -> list[str]:
    """Lines that end at a space, or at one of no width."""
    lines = [""]
    parts: list[str] = []
    for word in _UNBROKEN.findall(line):
        # Not between a letter and the marks over it, at least.
        long = _THAI.search(word) and width(word, size, bold) > room
        parts += _SYLLABLE.findall(word) if long else [word]
    for part in parts:
        if lines[-1] and width((lines[-1] + part).rstrip(), size, bold) > room:
            lines.append("")
        lines[-1] += part
    return [clean(broken).rstrip() for broken in lines]

"""Where the words over a picture go, so that none of them touches another.

Texts stand in the corners, orientation letters in the middle of the edges, the scale bar at the
bottom between the texts, or over the shorter one where there is no room between them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF

from medviewer.ui import theme

MARGIN = 8.0
RIM = 3.0  # around letters, for their dark rim
BAR_TICK = 5.0
_GAP = 4.0
_COMPACT_BELOW = 420  # logical pixels at the usual size of text
_MOST = 0.6  # of the width, for the text at the right in one that is compact
_LEFT = (Qt.Corner.TopLeftCorner, Qt.Corner.BottomLeftCorner)
_BELOW = (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner)
_SHARE = 0.38  # of the width, for the text of a corner in a viewport that is not compact

WARNING = theme.WARNING_SIGN
"""Begins a line that is never cut off."""

Alternatives = tuple[str, ...]
"""One line in several lengths, the fullest first: the first that fits is written."""


@dataclass(frozen=True, slots=True)
class EdgeLetters:
    """Which way the edges of the screen lie in the patient; empty where it is not known."""

    left: str = ""
    right: str = ""
    top: str = ""
    bottom: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """The text of a corner in lines that fit, and its place."""

    corner: Qt.Corner
    lines: tuple[str, ...]
    place: QRectF

    @property
    def right(self) -> bool:
        return self.corner not in _LEFT

    @property
    def below(self) -> bool:
        return self.corner in _BELOW


@dataclass(frozen=True, slots=True)
class Letter:
    text: str
    place: QRectF


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Places in logical pixels of the canvas; ``bar`` is None where none fits or is wanted."""

    blocks: tuple[Block, ...] = ()
    letters: tuple[Letter, ...] = ()
    bar: QRectF | None = None

    def block_at(self, corner: Qt.Corner) -> Block | None:
        return next((block for block in self.blocks if block.corner is corner), None)

    @property
    def top_free_from(self) -> float:
        """Down to where the texts and the letter at the top edge reach."""
        above = [block.place.bottom() for block in self.blocks if not block.below]
        above += [one.place.bottom() for one in self.letters if one.place.top() < MARGIN]
        return max(above, default=0.0)


def is_compact(size: QSizeF) -> bool:
    """Whether a viewport is too small for more than what one cannot read a scan without."""
    return min(size.width(), size.height()) < theme.scaled(_COMPACT_BELOW)


def arrange(
    area: QRectF,
    metrics: QFontMetricsF,
    texts: Mapping[Qt.Corner, Sequence[Alternatives]],
    letters: EdgeLetters | None = None,
    bar: QSizeF | None = None,
) -> Arrangement:
    """Find a place for everything that is written over a picture.

    Args:
        area: the whole viewport.
        metrics: of the font that all of it is written in.
        texts: lines by corner.
        letters: at the edges.
        bar: length of the scale bar and width of its words, ``bar_size``.
    """
    letters = letters or EdgeLetters()
    middle = max(_letter_size(text, metrics).width() for text in (letters.top, letters.bottom))
    wide = (area.width() - middle) / 2 - MARGIN - _GAP
    compact = is_compact(area.size())
    if not compact:
        wide = min(wide, area.width() * _SHARE)
    # Not down to the letters in the middle of the left and right edge.
    high = area.height() / 2 - MARGIN - metrics.height() / 2 - RIM - _GAP
    most = max(int((high - 2 * RIM) / metrics.lineSpacing()), 1)
    blocks: list[Block] = []
    for corner in sorted(texts, key=lambda corner: corner in _LEFT):
        # In a small viewport dates and figures at the right take what they need of a free line.
        shared = compact and not middle
        room = _rest(area, corner, blocks) if shared else wide
        lines = _fitting(corner, texts[corner], metrics, room - 2 * RIM, compact=compact)[:most]
        if lines:
            blocks.append(_block(area, corner, lines, metrics))
    sides = [*_side_letters(area, metrics, letters)]
    lower = [block.place for block in blocks if block.below]
    taken = [*lower, *(letter.place for letter in sides)]
    place = _bar_place(area, bar, lower, taken) if bar is not None else None
    if place is not None:
        taken.append(place)
    placed = [
        _letter(letters.top, metrics, area.center().x(), area.top() + MARGIN - RIM),
        *sides,
        *_bottom_letter(area, metrics, letters.bottom, taken),
    ]
    return Arrangement(tuple(blocks), tuple(one for one in placed if one.text), place)


def bar_size(pixels: float, words: str, metrics: QFontMetricsF) -> QSizeF:
    """What a scale bar with its words takes."""
    wide = max(pixels, metrics.horizontalAdvance(words)) + 2 * RIM
    return QSizeF(wide, metrics.height() + BAR_TICK + 2 * RIM)


def _rest(area: QRectF, corner: Qt.Corner, blocks: Sequence[Block]) -> float:
    """The width that the text of the other corner of the same edge leaves."""
    below = corner in _BELOW
    beside = next((block.place.width() for block in blocks if block.below is below), None)
    whole = area.width() - 2 * (MARGIN - RIM)
    return whole * _MOST if beside is None else whole - beside - _GAP


# --- texts --------------------------------------------------------------------------------


def _fitting(
    corner: Qt.Corner,
    choices: Sequence[Alternatives],
    metrics: QFontMetricsF,
    width: float,
    *,
    compact: bool,
) -> tuple[str, ...]:
    """The lines as they are written."""
    lines: list[str] = []
    for alternatives in choices:
        fits = (t for t in alternatives if metrics.horizontalAdvance(t) <= width)
        text = next(fits, alternatives[-1])
        # In a small viewport a name is cut, a figure never: half of it would be another one.
        if compact and corner is Qt.Corner.TopLeftCorner:
            lines.append(text)
        else:
            whole = compact or text.startswith(WARNING)
            lines += _wrapped(text, metrics, width, anywhere=whole)
    return tuple(
        metrics.elidedText(text, Qt.TextElideMode.ElideRight, width) for text in lines if text
    )


def _wrapped(text: str, metrics: QFontMetricsF, width: float, *, anywhere: bool) -> list[str]:
    """A line that is too long goes on in a second, if it has a place to be cut."""
    if metrics.horizontalAdvance(text) <= width:
        return [text]
    signs = (" · ", " (", "  ", " ") if anywhere else (" · ", " (")
    sign = next((sign for sign in signs if sign in text), None)
    if sign is None:
        return [text]
    parts = text.split(sign)
    heads = (sign.join(parts[:n]) for n in range(len(parts) - 1, 0, -1))
    head = next((h for h in heads if metrics.horizontalAdvance(h) <= width), parts[0])
    rest = text[len(head) + len(sign.rstrip("(")) :]
    return [
        line for part in (head, rest) for line in _wrapped(part, metrics, width, anywhere=anywhere)
    ]


def _block(
    area: QRectF, corner: Qt.Corner, lines: tuple[str, ...], metrics: QFontMetricsF
) -> Block:
    wide = max(metrics.horizontalAdvance(line) for line in lines) + 2 * RIM
    high = metrics.lineSpacing() * len(lines) + 2 * RIM
    block = Block(corner, lines, QRectF(0, 0, wide, high))
    if block.right:
        block.place.moveRight(area.right() - MARGIN + RIM)
    else:
        block.place.moveLeft(area.left() + MARGIN - RIM)
    if block.below:
        block.place.moveBottom(area.bottom() - MARGIN + RIM)
    else:
        block.place.moveTop(area.top() + MARGIN - RIM)
    return block


# --- letters ------------------------------------------------------------------------------


def _letter_size(text: str, metrics: QFontMetricsF) -> QSizeF:
    if not text:
        return QSizeF(0, 0)
    return QSizeF(metrics.horizontalAdvance(text) + 2 * RIM, metrics.height() + 2 * RIM)


def _letter(text: str, metrics: QFontMetricsF, middle: float, top: float) -> Letter:
    size = _letter_size(text, metrics)
    return Letter(text, QRectF(middle - size.width() / 2, top, size.width(), size.height()))


def _side_letters(area: QRectF, metrics: QFontMetricsF, letters: EdgeLetters) -> Iterator[Letter]:
    for text, left in ((letters.left, True), (letters.right, False)):
        if text:
            size = _letter_size(text, metrics)
            inset = MARGIN - RIM + size.width() / 2
            x = area.left() + inset if left else area.right() - inset
            yield _letter(text, metrics, x, area.center().y() - size.height() / 2)


def _bottom_letter(
    area: QRectF, metrics: QFontMetricsF, text: str, taken: Sequence[QRectF]
) -> Iterator[Letter]:
    """As low as it is free."""
    high = _letter_size(text, metrics).height()
    lowest = area.bottom() - MARGIN + RIM
    for bottom in (lowest, *sorted((place.top() for place in taken), reverse=True)):
        letter = _letter(text, metrics, area.center().x(), bottom - high)
        if _is_free(letter.place, taken):
            yield letter
            return


# --- the scale bar ------------------------------------------------------------------------


def _bar_place(
    area: QRectF, size: QSizeF, lower: Sequence[QRectF], taken: Sequence[QRectF]
) -> QRectF | None:
    """At the bottom edge between the texts, else over the shorter one."""
    bottom = area.bottom() - MARGIN + RIM - 2
    left = max((p.right() for p in lower if p.left() < area.center().x()), default=area.left())
    right = min((p.left() for p in lower if p.right() > area.center().x()), default=area.right())
    spots = [(area.center().x(), bottom), ((left + right) / 2, bottom)]
    for text in sorted(lower, key=lambda p: p.height()):
        # Over the text, first at its outer end, then clear of a letter at the edge.
        outward = -1 if text.center().x() < area.center().x() else 1
        over = (text.width() - size.width()) / 2
        spots += [(text.center().x() + outward * over, text.top())]
        spots += [(text.center().x() - outward * over, text.top())]
    for x, y in spots:
        place = QRectF(x - size.width() / 2, y - size.height(), size.width(), size.height())
        if area.contains(place) and _is_free(place, taken):
            return place
    return None


def _is_free(place: QRectF, taken: Sequence[QRectF]) -> bool:
    return not any(place.intersects(other) for other in taken)

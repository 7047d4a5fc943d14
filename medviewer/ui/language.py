"""The language of the window: catalogues of sentences, and which one is in use.

Sources are English, in the code; ``resources/translations/<code>.ts`` holds the others in Qt's
own format. A source with names in braces, as ``Report written to {path}``, is a pattern: it
translates every sentence that it fits, and what stands for a name is looked up in turn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QTranslator

from medviewer.translations import WINDOW, read_messages, with_breaks

_ONE_LINE = 24  # letters; shorter words are never wrapped
_NAME = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class _Pattern:
    fits: re.Pattern[str]
    translation: str


class Catalogue(QTranslator):
    """Sentences in one language, read from the .ts itself: there is no compiled file to go stale.

    Args:
        messages: ``(context, source) -> translation``.
    """

    def __init__(self, messages: Mapping[tuple[str, str], str]) -> None:
        super().__init__()
        self._messages = {key: _broken(words) for key, words in messages.items()}
        messages = self._messages
        own = {source: words for (where, source), words in messages.items() if where == WINDOW}
        self._exact = {source: words for source, words in own.items() if not _NAME.search(source)}
        self._templates = {s: words for s, words in own.items() if s not in self._exact}
        # The most particular first: the one with the most letters of its own.
        patterns = sorted(filter(_is_particular, self._templates), key=lambda s: -_letters(s))
        self._patterns = [_Pattern(_pattern(s), self._templates[s]) for s in patterns]
        self._looked_up = lru_cache(maxsize=2048)(self._look_up)

    def isEmpty(self) -> bool:
        return not self._messages

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """Qt asks for its own sentences here; what we lack stays as it is."""
        return self._messages.get((context, source), source)

    def words(self, text: str) -> str:
        """``text`` in this language, or as it is where the catalogue has nothing for it."""
        return self._looked_up(text)

    def template(self, source: str) -> str:
        """A pattern itself, with its names in braces."""
        return self._templates.get(source, source)

    def _look_up(self, text: str) -> str:
        if (exact := self._exact.get(text)) is not None:
            return exact
        if (begun := self._exact.get(f"{text}…")) is not None:  # the same without the dialog
            return begun.rstrip("…")
        for pattern in self._patterns:
            if match := pattern.fits.fullmatch(text):
                named = {name: self.words(value) for name, value in match.groupdict().items()}
                return pattern.translation.format_map(named)
        if text[:1].isupper():  # a word of a list at the beginning of a line
            small = text[0].lower() + text[1:]
            if (found := self._exact.get(small)) is not None:
                return found[:1].upper() + found[1:]
        return self._piecewise(text)

    def _piecewise(self, text: str) -> str:
        """A sentence of several that are parted by semicolons, where each of them is known."""
        body, end = (text[:-1], ".") if text.endswith(".") else (text, "")
        parts = body.split("; ")
        if not end and len(parts) == 1:
            return text
        found = [self.words(part) for part in parts]
        if any(one == part for one, part in zip(found, parts, strict=True)):
            return text
        return "; ".join(found) + end


def _pattern(source: str) -> re.Pattern[str]:
    parts = _NAME.split(source)  # text, name, text, name, ..., text
    groups = (f"(?P<{p}>.+?)" if i % 2 else re.escape(p) for i, p in enumerate(parts))
    return re.compile("".join(groups), re.DOTALL)


def _broken(words: str) -> str:
    """Words of more than a line say where a line may end; Qt has no dictionary of Thai."""
    return with_breaks(words) if len(words) > _ONE_LINE else words


def _letters(source: str) -> int:
    return sum(c.isalpha() for c in _NAME.sub("", source))


def _is_particular(source: str) -> bool:
    """Whether a pattern has words enough not to fit what it is not meant for."""
    return _letters(source) >= (5 if source.startswith("{") else 4)


def read_catalogue(code: str) -> Catalogue:
    """The catalogue of a language.

    Raises:
        KnownError: there is none, or its file cannot be read.
    """
    return Catalogue(read_messages(code))


_current: Catalogue | None = None
_code = "en"


def language() -> str:
    """The code of the language in use."""
    return _code


def tr(text: str) -> str:
    """An English word or sentence of the window in the language in use."""
    return _current.words(text) if _current is not None else text


def fill(template: str, **values: object) -> str:
    """An English pattern in the language in use, with its names filled in as they are."""
    words = _current.template(template) if _current is not None else template
    return words.format_map(values)


def use_language(code: str) -> None:
    """Change the language; Qt tells every window by a LanguageChange event.

    Raises:
        KnownError: there is no such language; the one in use stays.
    """
    global _current, _code
    if code == _code:
        return
    new = read_catalogue(code) if code != "en" else None
    old, _current, _code = _current, new, code
    # Qt tells the windows as a translator goes and again as one comes, so ``_code`` is set first.
    if old is not None:
        QCoreApplication.removeTranslator(old)
    if new is not None:
        QCoreApplication.installTranslator(new)

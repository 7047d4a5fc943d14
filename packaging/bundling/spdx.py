"""SPDX licence expressions: is there a way to read this one that is acceptable?"""

import re
from collections.abc import Collection

_WORD = re.compile(r"\(|\)|[^\s()]+")


def acceptable(expression: str, accepted: Collection[str]) -> bool:
    """Whether the licences can be met: every part of an AND, any part of an OR.

    Args:
        expression: e.g. ``MIT AND (Apache-2.0 OR GPL-2.0-only)``. AND binds more closely than
            OR (SPDX 2.3, annex D).
        accepted: licence identifiers, and ``X WITH Y`` where only that exception makes it so.

    Raises:
        ValueError: not an expression of that form.
    """
    words = _WORD.findall(expression)
    if not words:
        raise ValueError("an empty licence expression")
    answer, rest = _either(words, accepted)
    if rest:
        raise ValueError(f"not an SPDX expression: {expression!r}")
    return answer


def _either(words: list[str], accepted: Collection[str]) -> tuple[bool, list[str]]:
    answer, words = _both(words, accepted)
    while words and words[0] == "OR":
        other, words = _both(words[1:], accepted)
        answer = answer or other
    return answer, words


def _both(words: list[str], accepted: Collection[str]) -> tuple[bool, list[str]]:
    answer, words = _one(words, accepted)
    while words and words[0] == "AND":
        other, words = _one(words[1:], accepted)
        answer = answer and other
    return answer, words


def _one(words: list[str], accepted: Collection[str]) -> tuple[bool, list[str]]:
    if not words or words[0] in ("AND", "OR", "WITH", ")"):
        raise ValueError("a licence is missing in the expression")
    if words[0] == "(":
        answer, words = _either(words[1:], accepted)
        if not words or words[0] != ")":
            raise ValueError("a bracket is not closed in the expression")
        return answer, words[1:]
    if len(words) > 2 and words[1] == "WITH":
        return f"{words[0]} WITH {words[2]}" in accepted, words[3:]
    return words[0] in accepted, words[1:]

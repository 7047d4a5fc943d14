"""Right-to-left text for a printer that only knows left to right.

PDF text is placed glyph by glyph, so Arabic letters must take their joined forms and a line
must be turned into the order the eye sees. This is the part of the Unicode bidirectional
algorithm (UAX #9) that text without explicit direction marks needs: implicit levels, numbers,
neutrals, mirrored brackets; and the cursive joining of UAX #15's presentation forms.
"""

import unicodedata
from functools import cache

_FORMS = ("isolated", "final", "initial", "medial")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_LAM = "\u0644"


def has_rtl(text: str) -> bool:
    """Whether any letter of the text runs from right to left."""
    return any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)


def visual_order(line: str) -> str:
    """One line, joined and reordered from how it is stored to how it is seen."""
    clusters = _clusters(_joined(line))
    levels = _levels(clusters)
    if not levels:
        return ""
    mirrored = [
        c.translate(_MIRRORED) if level % 2 else c
        for c, level in zip(clusters, levels, strict=True)
    ]
    order = list(range(len(mirrored)))
    for level in range(max(levels), 0, -1):
        start = 0
        while start < len(order):
            if levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return "".join(mirrored[i] for i in order)


def _clusters(text: str) -> list[str]:
    """Letters with their combining marks: a mark stays behind its letter (UAX #9, L3)."""
    clusters: list[str] = []
    for char in text:
        if clusters and unicodedata.combining(char):
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


def _levels(clusters: list[str]) -> list[int]:
    classes = [unicodedata.bidirectional(c[0]) for c in clusters]
    base = next((int(c != "L") for c in classes if c in ("L", "R", "AL")), 0)
    kinds: list[str] = []
    strong = "R" if base else "L"
    for i, kind in enumerate(classes):
        if kind in ("L", "R", "AL"):
            strong = "L" if kind == "L" else "R"
            kinds.append(strong)
        elif kind in ("EN", "AN"):
            kinds.append("L" if strong == "L" and kind == "EN" else "N")
        elif kind in ("CS", "ES") and classes[i - 1 : i] == ["EN"] == classes[i + 1 : i + 2]:
            kinds.append(kinds[-1])  # the point of 12.5 belongs to the number
        else:
            kinds.append("")
    sides = [k and ("R" if k == "N" else k) for k in kinds]
    outer = "R" if base else "L"
    for i, side in enumerate(sides):
        if not side:
            before = sides[i - 1] if i else outer
            after = next((s for s in sides[i:] if s), outer)
            sides[i] = before if before == after else outer
    level_of = {"L": 2 * base, "R": 1}
    return [2 if k == "N" else level_of[s] for k, s in zip(kinds, sides, strict=True)]


@cache
def _presentation_forms() -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """Forms of single Arabic letters, and of lam with an alef, by what they stand for."""
    single: dict[str, dict[str, str]] = {}
    ligature: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFC00), *range(0xFE70, 0xFF00)):
        form, *parts = (unicodedata.decomposition(chr(code)) or "-").split()
        name = form.strip("<>")
        letters = "".join(chr(int(p, 16)) for p in parts)
        if name in _FORMS and len(letters) == 1:
            single.setdefault(letters, {})[name] = chr(code)
        elif name in _FORMS and len(letters) == 2 and letters[0] == _LAM:
            ligature.setdefault(letters, {})[name] = chr(code)
    return single, ligature


def _joined(text: str) -> str:
    """Arabic letters in the form that their neighbours give them."""
    single, ligatures = _presentation_forms()
    letters = [c for c in text if not unicodedata.combining(c) or c not in single]
    out: list[str] = []
    joins_on = False  # whether the letter before reaches out to this one
    i = 0
    while i < len(letters):
        char = letters[i]
        forms = ligatures.get("".join(letters[i : i + 2])) or single.get(char)
        step = 2 if "".join(letters[i : i + 2]) in ligatures else 1
        if forms is None:
            out.append(char)
            if not unicodedata.combining(char):
                joins_on = False
            i += step
            continue
        following = next((c for c in letters[i + step :] if not unicodedata.combining(c)), "")
        reaches = "initial" in forms and "final" in single.get(following, {})
        before = joins_on and "final" in forms
        form = _FORMS[before + 2 * reaches]
        out.append(forms.get(form, char))
        joins_on = "initial" in forms
        i += step
    return "".join(out)

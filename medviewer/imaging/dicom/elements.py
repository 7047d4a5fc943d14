"""Values of DICOM elements as plain Python, whatever state the element is in."""

import datetime as dt
import functools
import math
import struct
from typing import Any

from pydicom.datadict import dictionary_VR, tag_for_keyword
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag

from medviewer.domain.errors import BugError

_BINARY = {"US": "H", "SS": "h", "UL": "L", "SL": "l", "FL": "f", "FD": "d"}
_ANY_LETTERS = ("LO", "SH", "LT", "ST")
_ONE_TEXT = ("LT", "ST")
_PLAIN_TEXT = ("CS", "UI", "DA", "TM", "AS", *_ANY_LETTERS)
_OWN = b"\x1b\\~"


@functools.cache
def _tag(keyword: str) -> BaseTag:
    tag = tag_for_keyword(keyword)
    if tag is None:
        raise BugError(f"{keyword} is no keyword of DICOM")
    return BaseTag(tag)


def value(ds: Dataset, keyword: str) -> Any:
    """The element's value; None where it is absent, empty or cannot be interpreted."""
    return _value(ds, _tag(keyword))


def _value(ds: Dataset, tag: BaseTag) -> Any:
    try:
        # By tag: asking by keyword takes three times as long for what is not there.
        element = ds.get(tag)
        found = None if element is None else element.value
    except Exception:  # noqa: BLE001 - damaged elements raise anything when first looked at
        return None
    return None if found is None or found == "" else found


def text(ds: Dataset, keyword: str) -> str:
    """The value as text without padding; "" where there is none, the first of several."""
    tag = _tag(keyword)
    quick = _quick_text(ds, tag)
    return _text(_value(ds, tag)) if quick is None else quick


def _text(found: Any) -> str:
    if isinstance(found, list) or type(found).__name__ == "MultiValue":
        found = found[0] if len(found) else ""
    return "" if found is None else str(found).replace("\0", "").strip()


def numbers(ds: Dataset, keyword: str) -> list[float]:
    """All finite numbers of a value; [] where one of them is none."""
    tag = _tag(keyword)
    quick = _quick_numbers(ds, tag)
    return _numbers(_value(ds, tag)) if quick is None else quick


def _numbers(found: Any) -> list[float]:
    if found is None:
        return []
    several = isinstance(found, list | tuple) or type(found).__name__ == "MultiValue"
    try:
        out = [float(v) for v in (found if several else [found])]
    except (TypeError, ValueError):
        return []
    return out if all(math.isfinite(v) for v in out) else []


# pydicom turns an element into its value in about 25 us, and a header is asked for thirty. The
# two functions below take the commonest kinds from the bytes; None stands for "ask pydicom".


def _raw(ds: Dataset, tag: BaseTag) -> tuple[str, bytes, bool] | None:
    """VR, bytes and byte order of an element that nobody has looked at yet."""
    element = ds._dict.get(tag)  # get_item takes longer than all the rest of this
    if not isinstance(element, RawDataElement) or element.value is None:
        return None
    vr = element.VR or _dictionary_vr(tag)
    return vr, element.value, element.is_little_endian


@functools.cache
def _dictionary_vr(tag: BaseTag) -> str:
    try:
        return dictionary_VR(tag)
    except KeyError:
        return ""


def _quick_text(ds: Dataset, tag: BaseTag) -> str | None:
    if tag not in ds._dict:
        return ""
    raw = _raw(ds, tag)
    if raw is None or raw[0] not in _PLAIN_TEXT:
        return None
    content = raw[1]
    # Escapes, and the two places where Japan's 7 bits differ from ASCII, need the character set.
    if not content.isascii() or (
        raw[0] in _ANY_LETTERS and content.translate(None, _OWN) != content
    ):
        return None
    first = content if raw[0] in _ONE_TEXT else content.split(b"\\", 1)[0]
    return first.decode("ascii").replace("\0", "").strip()


def _quick_numbers(ds: Dataset, tag: BaseTag) -> list[float] | None:
    if tag not in ds._dict:
        return []
    raw = _raw(ds, tag)
    if raw is None:
        return None
    vr, content, little = raw
    size = _BINARY.get(vr)
    if size is not None:
        count, rest = divmod(len(content), struct.calcsize(f"<{size}"))
        if rest:
            return None
        found = struct.unpack(f"{'<' if little else '>'}{count}{size}", content)
        return [float(v) for v in found] if all(map(math.isfinite, found)) else []
    if vr not in ("DS", "IS") or b"_" in content:
        return None
    try:
        parts = [float(part.strip(b" \0")) for part in content.split(b"\\")]
    except ValueError:
        return None
    return parts if all(map(math.isfinite, parts)) else []


def tag_value(ds: Dataset, group: int, element: int) -> Any:
    """``value`` of an element of a repeating group, which has no keyword of its own."""
    return _value(ds, BaseTag(group << 16 | element))


def tag_text(ds: Dataset, group: int, element: int) -> str:
    """``text`` of an element of a repeating group."""
    return _text(tag_value(ds, group, element))


def tag_numbers(ds: Dataset, group: int, element: int) -> list[float]:
    """``numbers`` of an element of a repeating group."""
    return _numbers(tag_value(ds, group, element))


def number(ds: Dataset, keyword: str) -> float | None:
    """The first number of a value, or None."""
    found = numbers(ds, keyword)
    return found[0] if found else None


def integer(ds: Dataset, keyword: str) -> int | None:
    """The first number of a value where it is whole, or None."""
    found = number(ds, keyword)
    return int(found) if found is not None and found == int(found) else None


def items(ds: Dataset, keyword: str) -> list[Dataset]:
    """The items of a sequence, [] where there is none."""
    found = value(ds, keyword)
    try:
        return [item for item in found if isinstance(item, Dataset)] if found else []
    except TypeError:
        return []


def date(ds: Dataset, keyword: str) -> dt.date | None:
    """A DA value (PS3.5 6.2), or None where it is no date."""
    digits = text(ds, keyword).replace(".", "")[:8]
    if len(digits) < 8 or not digits.isdecimal():
        return None
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def date_time(ds: Dataset, date_keyword: str, time_keyword: str) -> dt.datetime | None:
    """A DA and a TM value together; midnight where the time is missing or damaged."""
    day = date(ds, date_keyword)
    if day is None:
        return None
    digits = text(ds, time_keyword).replace(":", "").split(".")[0]
    parts = [digits[i : i + 2] for i in (0, 2, 4)]
    try:
        hour, minute, second = (int(p) if p else 0 for p in parts)
        return dt.datetime.combine(day, dt.time(hour, minute, min(second, 59)))
    except ValueError:
        return dt.datetime.combine(day, dt.time())

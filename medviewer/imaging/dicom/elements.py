"""Values of DICOM elements as plain Python, whatever state the element is in."""

import datetime as dt
import functools
import math
from typing import Any

from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag

from medviewer.domain.errors import BugError


@functools.cache
def _tag(keyword: str) -> BaseTag:
    tag = tag_for_keyword(keyword)
    if tag is None:
        raise BugError(f"{keyword} is no keyword of DICOM")
    return BaseTag(tag)


def value(ds: Dataset, keyword: str) -> Any:
    """The element's value; None where it is absent, empty or cannot be interpreted."""
    tag = _tag(keyword)
    try:
        # By tag: asking by keyword takes three times as long for what is not there.
        element = ds.get(tag)
        found = None if element is None else element.value
    except Exception:  # noqa: BLE001 - damaged elements raise anything when first looked at
        return None
    return None if found is None or found == "" else found


def text(ds: Dataset, keyword: str) -> str:
    """The value as text without padding; "" where there is none, the first of several."""
    found = value(ds, keyword)
    if isinstance(found, list) or type(found).__name__ == "MultiValue":
        found = found[0] if len(found) else ""
    return "" if found is None else str(found).replace("\0", "").strip()


def numbers(ds: Dataset, keyword: str) -> list[float]:
    """All finite numbers of a value; [] where one of them is none."""
    found = value(ds, keyword)
    if found is None:
        return []
    several = isinstance(found, list | tuple) or type(found).__name__ == "MultiValue"
    try:
        out = [float(v) for v in (found if several else [found])]
    except (TypeError, ValueError):
        return []
    return out if all(math.isfinite(v) for v in out) else []


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
    digits = text(ds, keyword).replace(".", "")
    try:
        return dt.datetime.strptime(digits[:8], "%Y%m%d").date()  # noqa: DTZ007 - DICOM local time
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

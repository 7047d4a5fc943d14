"""What the list of cases is narrowed to, and in which order it stands. No widgets."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

# Letters that Unicode does not take apart into a base and a mark.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"})


def fold(text: str) -> str:
    """The text for searching: upper and lower case, accents and umlauts make no difference."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_PLAIN)


class CaseState(StrEnum):
    """Where a case of the list stands: the states of a review, and that its pack refused it."""

    NEW = "new"
    PREDICTED = "predicted"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    REFUSED = "refused"


class CaseOrder(StrEnum):
    """How the list is sorted."""

    OPENED = "as opened"
    NAME = "by name"
    NEWEST = "newest first"
    OLDEST = "oldest first"
    STATE = "to do first"


@dataclass(frozen=True, slots=True)
class Dates:
    """Days from ``first`` to ``last``, both included; None is open.

    ``days`` counts back from today, so that a filter kept over night means the new day.
    """

    days: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None

    def limits(self, today: dt.date) -> tuple[dt.date | None, dt.date | None]:
        if self.days is None:
            return self.first, self.last
        return today - dt.timedelta(days=self.days - 1), today

    @property
    def title(self) -> str:
        if self.days is not None:
            return "Today" if self.days == 1 else f"Last {self.days} days"
        if self.first is not None and self.last is not None:
            return f"{self.first} to {self.last}"
        return f"From {self.first}" if self.first is not None else f"Until {self.last}"

    @property
    def text(self) -> str:
        """For the settings; ``read`` takes it back."""
        return str(self.days) if self.days else f"{self.first or ''}/{self.last or ''}"

    @classmethod
    def read(cls, text: str) -> Dates | None:
        """What ``text`` wrote, None for anything else."""
        try:
            if text.isdecimal():
                return cls(days=int(text)) if int(text) > 0 else None
            first, last = (dt.date.fromisoformat(p) if p else None for p in text.split("/"))
        except ValueError:
            return None
        return cls(first=first, last=last) if first or last else None


@dataclass(frozen=True)
class Criteria:
    """Filters that combine: every kind that is given has to fit, one of its values is enough.

    ``words`` of the search, folded; each has to occur somewhere.
    """

    words: tuple[str, ...] = ()
    states: frozenset[CaseState] = field(default_factory=frozenset)
    diagnoses: frozenset[str] = field(default_factory=frozenset)
    packs: frozenset[str] = field(default_factory=frozenset)
    dates: Dates | None = None

    @property
    def active(self) -> bool:
        return bool(self.words or self.states or self.diagnoses or self.packs or self.dates)

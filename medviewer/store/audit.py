"""The audit trail: who did what to the store, in a chain of digests.

Each entry's digest is SHA-256 over the digest before it and the entry's own content, and the
number and digest of the last entry are kept in a row of their own and, signed with the data
key, in the state file. ``verify`` finds an entry that was changed, one that is missing from
the middle, and a trail cut off at its end; also a database replaced by an older copy, as far
as the state file had seen a later one.

What it cannot find: someone who holds a passphrase and writes the database with another
program can recompute every digest, and the signature too. Who must be safe from that keeps
the number and digest that ``medviewer audit verify`` prints in another place.
"""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from medviewer.domain.review import AuditEntry
from medviewer.store.codec import now
from medviewer.store.connection import Database
from medviewer.store.state import Anchor

_COLUMNS = ("number", "at", "account", "action", "detail", "digest")
START = hashlib.sha256(b"MedViewer audit trail").hexdigest()


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What a check of the trail found. ``first_bad`` is the number of the first bad entry.

    ``entries`` and ``digest`` say how long the trail is and how it ends: written down
    elsewhere, they prove later that it was not rewritten.
    """

    ok: bool
    entries: int
    digest: str
    first_bad: int | None = None
    reason: str = ""


class AuditTrail:
    """The trail of one open store. Entries hold ids of rows, never a patient's name."""

    def __init__(
        self,
        database: Database,
        account: str,
        data_key: bytes = b"",
        anchor: Anchor | None = None,
    ) -> None:
        self._database = database
        self._data_key = data_key
        self.account = account
        self.anchor = anchor

    def add(self, action: str, detail: str = "") -> None:
        """Add an entry, inside the transaction of what it tells of."""
        head = self._database.row("SELECT entries, digest FROM audit_head")
        number, previous = (head["entries"] + 1, head["digest"]) if head else (1, START)
        at = now().isoformat()
        digest = _digest(previous, number, at, self.account, action, detail)
        self._database.insert(
            "audit",
            {
                "number": number,
                "at": at,
                "account": self.account,
                "action": action,
                "detail": detail,
                "digest": digest,
            },
        )
        self._database.run(
            "INSERT OR REPLACE INTO audit_head (id, entries, digest) VALUES (1, ?, ?)",
            (number, digest),
        )

    def entries(self, newest: int | None = None) -> list[AuditEntry]:
        """The entries, oldest first; with ``newest`` only that many of the end."""
        limit = -1 if newest is None else newest
        rows = self._database.rows("SELECT * FROM audit ORDER BY number DESC LIMIT ?", (limit,))
        return [_entry(row) for row in reversed(rows)]

    def head(self) -> tuple[int, str]:
        """Number and digest of the last entry."""
        row = self._database.row("SELECT entries, digest FROM audit_head")
        return (row["entries"], row["digest"]) if row else (0, START)

    def agrees_with(self, anchor: Anchor) -> bool:
        """Whether ``anchor`` is ours and the trail still holds the entry it saw at its end."""
        return anchor.genuine(self._data_key) and self._follows(anchor)

    def _follows(self, anchor: Anchor) -> bool:
        digest = self._database.value(
            "SELECT digest FROM audit WHERE number = ?", (anchor.entries,)
        )
        return bool(digest == anchor.digest)

    def verify(self) -> AuditReport:
        """Check every entry, the end of the trail and what the state file last saw of it."""
        entries, end = self.head()
        previous, expected = START, 1
        for row in self._database.rows("SELECT * FROM audit ORDER BY number"):
            number, at, account, action, detail, digest = (row[c] for c in _COLUMNS)
            if number != expected:
                return AuditReport(False, entries, end, expected, f"entry {expected} is missing")
            if digest != _digest(previous, number, at, account, action, detail):
                return AuditReport(False, entries, end, expected, f"entry {expected} was changed")
            previous, expected = digest, expected + 1
        if (entries, end) != (expected - 1, previous):
            return AuditReport(
                False, entries, end, expected, "entries at the end are missing or were added"
            )
        return self._against_anchor(entries, end)

    def _against_anchor(self, entries: int, end: str) -> AuditReport:
        if self.anchor is None:
            return AuditReport(True, entries, end)
        if not self.anchor.genuine(self._data_key):
            return AuditReport(
                False, entries, end, None, "the state file was changed by another program"
            )
        if not self._follows(self.anchor):
            return AuditReport(
                False,
                entries,
                end,
                min(entries, self.anchor.entries) + 1 if entries < self.anchor.entries else None,
                f"the trail once had {self.anchor.entries} entries and other ones: it was cut "
                "off, or the store was replaced by an older copy",
            )
        return AuditReport(True, entries, end)


def _entry(row: Any) -> AuditEntry:
    return AuditEntry(
        number=row["number"],
        at=dt.datetime.fromisoformat(row["at"]),
        account=row["account"],
        action=row["action"],
        detail=row["detail"],
        digest=row["digest"],
    )


def _digest(previous: str, number: int, *texts: str) -> str:
    content = json.dumps(
        [previous, number, *map(str, texts)], ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(content.encode()).hexdigest()

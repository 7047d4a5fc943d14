"""The steps that readers did to scans, so that undo and redo go on after a restart."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from medviewer.domain.edit import Edit, EditKind, KeptEdits
from medviewer.domain.errors import StoreError
from medviewer.store.audit import AuditTrail
from medviewer.store.connection import Database

_HASH_SHOWN = 16


class Edits:
    """One history for each scan, named by the scan's content hash."""

    def __init__(self, database: Database, audit: AuditTrail, *, is_demo: bool) -> None:
        self._database = database
        self._audit = audit
        self._is_demo = is_demo

    def keep(
        self,
        content_hash: str,
        place: int,
        edits: Sequence[Edit],
        standing: int,
        told: str,
        *,
        demo_scan: bool = False,
    ) -> None:
        """Bring the kept history of a scan up to date; on the disk when this returns.

        Args:
            content_hash: the scan.
            place: where ``edits`` begin in the history; what was kept from there on goes.
                Without edits nothing goes: a step was taken back or done again.
            edits: the new steps.
            standing: how many steps of the whole history are in force now.
            told: what was done, for the audit trail; no words of a patient.
            demo_scan: the scan is a demo patient's.

        Raises:
            StoreError: the store cannot be written; nothing was changed. Or a person's scan in
                the demo store, which needs no sign-in.
        """
        if self._is_demo and not demo_scan:
            raise StoreError("The demo store keeps what is done to demo patients only.")
        with self._database.transaction():
            if edits:
                self._database.run(
                    "DELETE FROM edit WHERE content_hash = ? AND position >= ?",
                    (content_hash, place),
                )
            for position, edit in enumerate(edits, start=place):
                self._database.insert("edit", _row(content_hash, position, edit))
            self._database.run(
                "INSERT INTO edit_history VALUES (?, ?, 1) ON CONFLICT (content_hash) "
                "DO UPDATE SET standing = excluded.standing, left_open = 1",
                (content_hash, standing),
            )
            self._audit.add("edit", f"scan {content_hash[:_HASH_SHOWN]}: {told}")

    def of(self, content_hash: str) -> KeptEdits:
        """The history of a scan; of a damaged one as much as can be taken back and done again."""
        state = self._database.row(
            "SELECT standing, left_open FROM edit_history WHERE content_hash = ?", (content_hash,)
        )
        if state is None:
            return KeptEdits()
        rows = self._database.rows(
            "SELECT * FROM edit WHERE content_hash = ? ORDER BY position", (content_hash,)
        )
        found = {row["position"]: _edit(row) for row in rows}
        standing = int(state["standing"])
        # Back from the last step in force to the first that is missing or damaged, then on.
        first = last = standing
        while found.get(first - 1) is not None:
            first -= 1
        while found.get(last) is not None:
            last += 1
        steps = [found[position] for position in range(first, last)]
        return KeptEdits(
            tuple(edit for edit in steps if edit is not None),
            standing - first,
            first,
            bool(state["left_open"]),
        )

    def close(self, content_hash: str) -> None:
        """Note that the scan was left in order."""
        self._database.run(
            "UPDATE edit_history SET left_open = 0 WHERE content_hash = ?", (content_hash,)
        )


def _row(content_hash: str, position: int, edit: Edit) -> dict[str, object]:
    return {
        "content_hash": content_hash,
        "position": position,
        "kind": edit.kind.value,
        "target": edit.target,
        "before": edit.before,
        "after": edit.after,
        "title": edit.title,
        "at": edit.time.isoformat(),
        "account": edit.account,
    }


def _edit(row: Any) -> Edit | None:
    """The step of a row; None where the row is damaged or of a newer program."""
    try:
        before, after = row["before"], row["after"]
        if not all(state is None or isinstance(state, bytes) for state in (before, after)):
            return None
        return Edit(
            kind=EditKind(row["kind"]),
            target=str(row["target"]),
            before=before,
            after=after,
            title=str(row["title"]),
            time=dt.datetime.fromisoformat(row["at"]),
            account=str(row["account"]),
        )
    except (TypeError, ValueError):
        return None

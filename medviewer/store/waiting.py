"""Cases that wait for a prediction, remembered between starts."""

import json
from collections.abc import Sequence
from pathlib import Path

from medviewer.domain.queue import QueuedCase
from medviewer.store import codec
from medviewer.store.connection import Database


class WaitingCases:
    """The queue of cases, in order. Holds paths, so it is here and in no settings file.

    The demo store keeps none. Losing the queue loses no result, so the audit trail does not
    tell of it.
    """

    def __init__(self, database: Database, *, is_demo: bool) -> None:
        self._database = database
        self._is_demo = is_demo

    def all(self) -> list[QueuedCase]:
        """What waits, the next one first."""
        rows = self._database.rows("SELECT * FROM waiting_case ORDER BY position")
        return [
            QueuedCase(row["key"], tuple(map(Path, json.loads(row["files"]))), row["pack_id"])
            for row in rows
        ]

    def put(self, cases: Sequence[QueuedCase]) -> None:
        """Remember exactly these cases in this order.

        Raises:
            StoreError: the disk is full or the store cannot be written; nothing was changed.
        """
        if self._is_demo:
            return
        with self._database.transaction():
            self._database.run("DELETE FROM waiting_case")
            for position, case in enumerate(cases):
                self._database.run(
                    "INSERT INTO waiting_case (key, position, files, pack_id) "
                    "VALUES (?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
                    (case.key, position, codec.files_text(case.files), case.pack_id),
                )

    def remove(self, keys: Sequence[str]) -> None:
        """Forget cases that are done or no longer wanted.

        Raises:
            StoreError: as ``put``.
        """
        if self._is_demo or not keys:
            return
        with self._database.transaction():
            for key in keys:
                self._database.run("DELETE FROM waiting_case WHERE key = ?", (key,))

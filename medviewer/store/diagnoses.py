"""One result table per diagnosis class, and the view ``results`` over all of them.

Which class has which table stands in ``diagnosis_table``; a class is any text, a table name
is made safe. The empty class is "no diagnosis" and has ``result_none``.
"""

import re
from collections.abc import Iterable

from medviewer.domain.errors import StoreError
from medviewer.store.connection import Database
from medviewer.store.schema import RESULT_COLUMNS

NO_DIAGNOSIS = ""


class DiagnosisTables:
    """The result tables of one open store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ensure(self, diagnoses: Iterable[str]) -> list[str]:
        """Make the tables that are missing, inside a transaction; returns the new classes.

        Raises:
            StoreError: a class has line breaks or other characters that cannot be shown.
        """
        known = set(self.classes())
        new = [d for d in dict.fromkeys(diagnoses) if d not in known]
        if not all(d.isprintable() for d in new):
            raise StoreError("A diagnosis is named in printable characters, on one line.")
        for diagnosis in new:
            self._create(diagnosis)
        if new:
            self._rebuild_view()
        return new

    def classes(self) -> list[str]:
        """The classes that have a table."""
        rows = self._database.rows("SELECT diagnosis FROM diagnosis_table ORDER BY diagnosis")
        return [row["diagnosis"] for row in rows]

    def spelt(self, diagnosis: str) -> str:
        """A class as it is known: one that is the same but for its case, else as it is."""
        classes = self.classes()
        same = (d for d in classes if d.casefold() == diagnosis.casefold())
        return diagnosis if diagnosis in classes else next(same, diagnosis)

    def table(self, diagnosis: str) -> str:
        """The table of a class, made if it is missing, inside a transaction."""
        self.ensure([diagnosis])
        return str(
            self._database.value(
                "SELECT table_name FROM diagnosis_table WHERE diagnosis = ?", (diagnosis,)
            )
        )

    def move(self, result_id: int, diagnosis: str) -> None:
        """Move a result to the table of ``diagnosis``, inside a transaction."""
        database = self._database
        current = database.value("SELECT diagnosis FROM result_key WHERE id = ?", (result_id,))
        target, source = self.table(diagnosis), self.table(current)
        # Deferred foreign keys: checked at COMMIT, when the row is in its new table.
        database.run("UPDATE result_key SET diagnosis = ? WHERE id = ?", (diagnosis, result_id))
        database.run(
            f"INSERT INTO {target} ({RESULT_COLUMNS}, diagnosis) "  # noqa: S608 - names are ours
            f"SELECT {RESULT_COLUMNS}, ? FROM {source} WHERE id = ?",
            (diagnosis, result_id),
        )
        database.run(f"DELETE FROM {source} WHERE id = ?", (result_id,))  # noqa: S608

    def _create(self, diagnosis: str) -> None:
        name = self._free_name(diagnosis)
        self._database.run(
            f"""CREATE TABLE {name} (
                id INTEGER PRIMARY KEY,
                diagnosis TEXT NOT NULL CHECK (diagnosis = {_quoted(diagnosis)}),
                scan INTEGER NOT NULL REFERENCES scan (id),
                run INTEGER NOT NULL REFERENCES run (id),
                case_name TEXT NOT NULL,
                saved_at TEXT NOT NULL,
                saved_by TEXT NOT NULL,
                model_label TEXT,
                model_title TEXT,
                probability REAL,
                FOREIGN KEY (id, diagnosis) REFERENCES result_key (id, diagnosis)
                    DEFERRABLE INITIALLY DEFERRED)"""
        )
        self._database.run(f"CREATE INDEX by_scan_of_{name} ON {name} (scan)")
        self._database.run(
            "INSERT INTO diagnosis_table (diagnosis, table_name) VALUES (?, ?)", (diagnosis, name)
        )

    def _free_name(self, diagnosis: str) -> str:
        plain = re.sub(r"[^a-z0-9]+", "_", diagnosis.lower()).strip("_")[:48] or "other"
        base = "result_none" if diagnosis == NO_DIAGNOSIS else f"result_{plain}"
        used = {
            row["table_name"]
            for row in self._database.rows("SELECT table_name FROM diagnosis_table")
        }
        used |= {"result_none", "result_key"} if diagnosis != NO_DIAGNOSIS else set()
        name, number = base, 1
        while name in used:
            number += 1
            name = f"{base}_{number}"
        return name

    def _rebuild_view(self) -> None:
        rows = self._database.rows("SELECT table_name FROM diagnosis_table ORDER BY diagnosis")
        parts = (
            f"SELECT {RESULT_COLUMNS}, nullif(diagnosis, '') AS diagnosis FROM {r['table_name']}"  # noqa: S608
            for r in rows
        )
        self._database.replace_view("results", " UNION ALL ".join(parts))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

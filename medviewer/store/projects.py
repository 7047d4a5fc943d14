"""The secrets that keep pseudonyms the same from one export of a project to the next."""

import secrets

from medviewer.domain.errors import StoreError
from medviewer.store import codec
from medviewer.store.audit import AuditTrail
from medviewer.store.connection import Database

_SECRET_BYTES = 32
_LONGEST_NAME = 64


class Projects:
    """De-identification projects. Who holds a project's secret can test a guessed identity."""

    def __init__(self, database: Database, audit: AuditTrail) -> None:
        self._database = database
        self._audit = audit

    def secret(self, name: str) -> bytes:
        """The 32-byte secret of a project, made at the first use of its name.

        Raises:
            StoreError: the name is empty or too long, or the store cannot be written.
        """
        name = " ".join(name.split())
        if not 0 < len(name) <= _LONGEST_NAME:
            raise StoreError(f"A project's name has 1 to {_LONGEST_NAME} characters.")
        with self._database.transaction():
            found = self._database.value("SELECT secret FROM project WHERE name = ?", (name,))
            if found is not None:
                return bytes(found)
            made = secrets.token_bytes(_SECRET_BYTES)
            number = self._database.run(
                "INSERT INTO project (name, secret, created_at) VALUES (?, ?, ?)",
                (name, made, codec.now().isoformat()),
            )
            self._audit.add("project.create", f"project {number}")
        return made

    def names(self) -> list[str]:
        """Every project, by name."""
        return [
            row["name"] for row in self._database.rows("SELECT name FROM project ORDER BY name")
        ]

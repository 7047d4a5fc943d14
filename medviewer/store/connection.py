"""The one connection to the encrypted file: its settings, its thread, its errors."""

import contextlib
import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlite_utils
from sqlcipher3 import dbapi2 as sqlcipher

from medviewer.domain.errors import BugError, StoreError
from medviewer.store.locations import claim

BUSY_SECONDS = 10.0

# FULL with WAL: COMMIT returns after the fsync of the log, so what was answered as saved is
# on the disk. The two fullfsync settings make that true on macOS; elsewhere they do nothing.
_SETTINGS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
)

_SENTENCES = {
    "SQLITE_FULL": "The disk that holds the store {path} is full; nothing of this was saved. "
    "Free some space and try again.",
    "SQLITE_BUSY": "The store {path} is in use by another program; nothing was changed. "
    "Close that program or try again.",
    "SQLITE_LOCKED": "The store {path} is in use by another program; nothing was changed. "
    "Close that program or try again.",
    "SQLITE_READONLY": "The store {path} cannot be written. Check the rights of the file and "
    "of its folder.",
    "SQLITE_PERM": "The store {path} cannot be written. Check the rights of the file and of "
    "its folder.",
    "SQLITE_CANTOPEN": "The store {path} cannot be opened. Check the rights of the file and "
    "of its folder.",
    "SQLITE_NOTADB": "The store {path} is damaged, or its key file belongs to another store. "
    "Bring a backup back with `medviewer restore`.",
    "SQLITE_CORRUPT": "The store {path} is damaged. Bring a backup back with `medviewer restore`.",
    "SQLITE_IOERR": "The store {path} cannot be read or written: the disk reported an error "
    "or is full. Nothing of this was saved.",
    "SQLITE_NOMEM": "There is not enough memory for this; nothing was changed. Close other "
    "programs and try again.",
    "SQLITE_TOOBIG": "This result is too large for the store; nothing of it was saved.",
}


class Database:
    """An open, decrypted connection, confined to the thread that made it.

    Every SQLite error becomes a ``StoreError`` with one plain sentence where the file, the
    disk or another program is at fault, and a ``BugError`` where our own statement is.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        """Open ``path`` with the 256-bit ``key``; makes the file where there is none.

        Raises:
            StoreError: the file cannot be opened or read with this key.
        """
        self.path = path
        self._thread = threading.get_ident()
        self._connection: Any = None
        self._together = False
        self._tables: sqlite_utils.Database
        try:
            # Made by us first, so that it is never, not even for a moment, open to others;
            # SQLite gives the log files the rights of the database.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise StoreError(
                f"The store {path} cannot be opened ({error.strerror}). "
                "Check the rights of the file and of its folder."
            ) from error
        with self._translated():
            self._connection = sqlcipher.connect(
                str(path), isolation_level=None, timeout=BUSY_SECONDS
            )
            try:
                self._prepare(key)
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self, key: bytes) -> None:
        connection = self._connection
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        # No plugins: nothing that happens to be installed gets to see an opened store.
        self._tables = sqlite_utils.Database(
            connection, recursive_triggers=False, execute_plugins=False
        )
        connection.row_factory = sqlcipher.Row
        connection.create_function("folded", 1, _folded, deterministic=True)

    def run(self, statement: str, parameters: Sequence[object] = ()) -> int:
        """Execute one statement and return the id of the row it inserted."""
        self.check_thread()
        with self._translated():
            return int(self._connection.execute(statement, parameters).lastrowid or 0)

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[Any]:
        """All rows of a query, addressed by column name."""
        self.check_thread()
        with self._translated():
            return list(self._connection.execute(statement, parameters).fetchall())

    def row(self, statement: str, parameters: Sequence[object] = ()) -> Any | None:
        """The first row of a query, or None."""
        self.check_thread()
        with self._translated():
            return self._connection.execute(statement, parameters).fetchone()

    def value(self, statement: str, parameters: Sequence[object] = ()) -> Any:
        """The first column of the first row, or None where there is no row."""
        found = self.row(statement, parameters)
        return None if found is None else found[0]

    def find_or_insert(self, table: str, values: dict[str, object]) -> int:
        """Id of the row that agrees with ``values`` in every column; inserted if there is none."""
        condition = " AND ".join(f"{column} IS ?" for column in values)
        parameters = tuple(values.values())
        found = self.value(f"SELECT id FROM {table} WHERE {condition}", parameters)  # noqa: S608 - names are ours
        return int(found) if found is not None else self.insert(table, values)

    def insert(self, table: str, values: dict[str, object]) -> int:
        """Insert a row and return its id."""
        self.check_thread()
        with self._translated():
            return int(self._tables.table(table).insert(values).last_rowid or 0)

    def replace_view(self, name: str, query: str) -> None:
        """Make a view, in place of the one of that name."""
        self.check_thread()
        with self._translated():
            self._tables.create_view(name, query, replace=True)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. On return it is committed and on the disk; on an error undone.

        Takes the write lock at its start, so what is read inside cannot be out of date.
        """
        self.check_thread()
        if self._together:
            yield
            return
        if self._connection.in_transaction:
            raise BugError("a transaction of the store was begun inside another")
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            # A full disk has often been rolled back by SQLite itself already.
            if self._connection.in_transaction:
                self.run("ROLLBACK")
            raise

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """One transaction around several that each would stand for itself."""
        with self.transaction():
            self._together = True
            try:
                yield
            finally:
                self._together = False

    def copy_to(self, path: Path) -> None:
        """Write a consistent copy under the same key to ``path``, which must not exist.

        Raises:
            StoreError: the copy cannot be written, e.g. because the disk is full.
        """
        claim(path)
        self.run("VACUUM INTO ?", (str(path),))
        try:
            with path.open("rb+") as written:
                os.fsync(written.fileno())
        except OSError as error:
            raise StoreError(f"The copy {path} cannot be written ({error.strerror}).") from error

    def close(self) -> None:
        """Close the file; SQLite folds its log into it."""
        self.check_thread()
        with self._translated():
            self._connection.close()

    def check_thread(self) -> None:
        """Raise ``BugError`` on any thread but the one that opened the file."""
        if threading.get_ident() != self._thread:
            raise BugError("the store was used from a thread other than the one that opened it")

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlcipher.Error as error:
            name = str(getattr(error, "sqlite_errorname", ""))
            for code, sentence in _SENTENCES.items():
                if name.startswith(code):
                    raise StoreError(sentence.format(path=self.path)) from error
            raise BugError(f"database statement failed: {error}") from error


def _folded(text: str | None) -> str:
    """Text as it is searched: no case, and spaces for the marks between DICOM name parts."""
    return (text or "").replace("^", " ").replace("=", " ").casefold()


def cipher_version() -> str:
    """Version of the encrypted database, e.g. ``4.6.1 community, SQLite 3.46.1``."""
    connection = sqlcipher.connect(":memory:")
    try:
        (version,) = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    return f"{version}, SQLite {sqlcipher.sqlite_version}"

"""Making, opening and closing a store, and who may open it."""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from medviewer.domain.errors import SignInError, StoreError
from medviewer.store import codec, keys, schema, state
from medviewer.store.audit import AuditTrail
from medviewer.store.backup import write_backup
from medviewer.store.calibrations import Calibrations
from medviewer.store.connection import Database
from medviewer.store.corrections import Corrections
from medviewer.store.diagnoses import NO_DIAGNOSIS, DiagnosisTables
from medviewer.store.edits import Edits
from medviewer.store.folder_index import FolderIndex
from medviewer.store.locations import (
    claim,
    prepare_folder,
    state_path,
    store_exists,
    store_files,
)
from medviewer.store.projects import Projects
from medviewer.store.results import ResultRepository
from medviewer.store.waiting import WaitingCases

DEMO_ACCOUNT = "demo"


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who signs in. ``disabled_at`` is None while they may."""

    name: str
    created_at: dt.datetime
    disabled_at: dt.datetime | None = None


class Store:
    """An open store, signed in as one account.

    Made by ``create_store``, ``open_store`` and ``open_demo_store``. Everything that comes
    from it belongs to the thread that opened it; use from another thread is a ``BugError``.
    Another process may have the same store open at the same time.

    Attributes:
        path: the database file.
        account: name of the account signed in.
        is_demo: True for the store of the demo patients, which needs no sign-in.
        results: the saved results.
        folders: what was found in which folder, and what was opened.
        calibrations: scales that a person gave to scans.
        edits: what readers did to scans, step by step.
        corrections: masks as a person corrected them.
        projects: secrets of de-identification projects.
        waiting: cases that wait for a prediction.
        audit: the audit trail.
    """

    def __init__(self, path: Path, data_key: bytes, account: str, *, is_demo: bool) -> None:
        self.path = path
        self.account = account
        self.is_demo = is_demo
        self._data_key = data_key
        self._database = Database(path, data_key)
        self._open = True
        try:
            _bring_up_to_date(self._database)
        except BaseException:
            self._database.close()
            raise
        anchor = state.read_state(path).anchor
        self.audit = AuditTrail(self._database, account, data_key, anchor)
        self.results = ResultRepository(self._database, self.audit, is_demo=is_demo)
        self.folders = FolderIndex(self._database, is_demo=is_demo)
        self.calibrations = Calibrations(self._database, self.audit)
        self.edits = Edits(self._database, self.audit, is_demo=is_demo)
        self.corrections = Corrections(self._database, self.audit)
        self.projects = Projects(self._database, self.audit)
        self.waiting = WaitingCases(self._database, is_demo=is_demo)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store; harmless the second time."""
        if not self._open:
            return
        self._database.check_thread()
        self._open = False
        try:
            # Losing the newest anchor loses no result: a full disk does not stop closing.
            with contextlib.suppress(StoreError):
                self._write_anchor()
        finally:
            self._database.close()

    def together(self) -> contextlib.AbstractContextManager[None]:
        """All that is written inside the block is saved, or nothing of it."""
        return self._database.together()

    def accounts(self) -> list[Account]:
        """Every account there ever was, by name."""
        return [
            Account(
                name=row["name"],
                created_at=dt.datetime.fromisoformat(row["created_at"]),
                disabled_at=codec.time_from(row["disabled_at"]),
            )
            for row in self._database.rows("SELECT * FROM account ORDER BY name")
        ]

    def add_account(self, name: str, passphrase: str) -> Account:
        """Let somebody else sign in; also brings a disabled account back, with a new passphrase.

        Raises:
            StoreError: the name is taken or not a name, the passphrase is too short, it is the
                demo store, or a file cannot be written; nothing is changed.
        """
        self._refuse_demo()
        name = keys.check_name(name)
        keys.check_passphrase(passphrase)
        with self._changing_keys() as known:
            if known.entry(name) is not None:
                raise StoreError(f"There is an account {name} already. Choose another name.")
            self._register(name)
            self.audit.add("account.add", name)
            keys.write_key_file(self.path, known.with_account(name, passphrase, self._data_key))
        return next(a for a in self.accounts() if a.name == name)

    def change_passphrase(self, old: str, new: str) -> None:
        """Change the passphrase of the account signed in.

        Raises:
            SignInError: ``old`` is wrong.
            StoreError: ``new`` is too short, it is the demo store, or the key file cannot be
                written; the old passphrase stays.
        """
        self._refuse_demo()
        keys.check_passphrase(new)
        with self._changing_keys() as known:
            try:
                known.unwrap(self.account, old)
            except SignInError as error:
                raise SignInError("The old passphrase is wrong; it was not changed.") from error
            self.audit.add("account.passphrase", self.account)
            keys.write_key_file(self.path, known.with_account(self.account, new, self._data_key))

    def disable_account(self, name: str) -> None:
        """Take an account's way in; what it did stays in the audit trail.

        Raises:
            StoreError: there is no such account, it is the one signed in (so that one always
                remains), or a file cannot be written.
        """
        self._refuse_demo()
        with self._changing_keys() as known:
            entry = known.entry(name)
            if entry is None:
                raise StoreError(f"There is no account {name} that could be disabled.")
            if entry.name == self.account:
                raise StoreError("You cannot disable your own account; let another one do it.")
            self._database.run(
                "UPDATE account SET disabled_at = ? WHERE name = ?",
                (codec.now().isoformat(), entry.name),
            )
            self.audit.add("account.disable", entry.name)
            keys.write_key_file(self.path, known.without_account(name))

    def backup(self, file: Path) -> None:
        """Write a backup of the store to ``file`` (by custom ``*.mvbackup``).

        Made and opened again, with every check, before this returns; encrypted as the store is.

        Raises:
            StoreError: the file exists or cannot be written, or the store is damaged; no file
                is left.
        """
        with self._database.transaction():
            self.audit.add("store.backup")
        write_backup(self._database, self._data_key, file)

    def begin(self, action: str, detail: str = "") -> None:
        """What is done once at sign-in: account check, failed attempts and this one noted."""
        seen = state.read_state(self.path)
        with self._database.transaction():
            self._check_enabled()
            DiagnosisTables(self._database).ensure([NO_DIAGNOSIS])
            for name, failures in seen.failures.items():
                if failures.unreported:
                    self.audit.add("sign-in.failed", _told(name, failures))
            if seen.anchor is not None and not self.audit.agrees_with(seen.anchor):
                self.audit.add("audit.mismatch", f"state file knew {seen.anchor.entries} entries")
            self.audit.add(action, detail)
        seen.failures = {
            name: dataclasses.replace(failures, unreported=0, first="")
            for name, failures in seen.failures.items()
            if name != self.account
        }
        # The sign-in stands in the trail already; only the counters would come again.
        with contextlib.suppress(StoreError):
            state.write_state(self.path, seen)
            self._write_anchor()

    @contextlib.contextmanager
    def _changing_keys(self) -> Iterator[keys.KeyFile]:
        """A transaction in which the key file is rewritten too; one fails, both are undone."""
        known: keys.KeyFile | None = None
        try:
            with self._database.transaction():
                known = keys.read_key_file(self.path)
                yield known
        except BaseException:
            if known is not None and keys.read_key_file(self.path) != known:
                keys.write_key_file(self.path, known)
            raise

    def _check_enabled(self) -> None:
        row = self._database.row("SELECT disabled_at FROM account WHERE name = ?", (self.account,))
        if row is None:
            # The first account, or the program ended between the key file and the row.
            self._register(self.account)
            self.audit.add("account.add", self.account)
        elif row["disabled_at"] is not None:
            raise SignInError("This account is disabled. Ask another account's owner to add it.")

    def _register(self, name: str) -> None:
        self._database.run(
            "INSERT INTO account (name, created_at) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET disabled_at = NULL",
            (name, codec.now().isoformat()),
        )

    def _write_anchor(self) -> None:
        current = state.read_state(self.path)
        # One that no longer fits is evidence and stays as it is.
        if current.anchor is None or self.audit.agrees_with(current.anchor):
            current.anchor = state.sign_anchor(self._data_key, *self.audit.head())
            state.write_state(self.path, current)
            self.audit.anchor = current.anchor

    def _refuse_demo(self) -> None:
        if self.is_demo:
            raise StoreError("The demo store has no accounts; it opens without sign-in.")


def create_store(path: Path, name: str, passphrase: str) -> Store:
    """Make a new store with its first account, and open it.

    Raises:
        StoreError: there is a store already, the name or passphrase will not do, or the folder
            cannot be written; nothing is left behind.
    """
    name = keys.check_name(name)
    keys.check_passphrase(passphrase)
    data_key = keys.new_data_key()
    known = keys.new_key_file().with_account(name, passphrase, data_key)
    return _create(path, known, data_key, name)


def open_store(path: Path, name: str, passphrase: str) -> Store:
    """Sign in to a store.

    After three wrong tries in a row the same name has to wait, longer each time; other names
    do not. Wrong tries are in the audit trail from the next sign-in on.

    Raises:
        SignInError: wrong name or passphrase (one text for both), a disabled account, or too
            many wrong tries.
        StoreError: a file is missing, damaged, in use, not writable, or of a newer program.
    """
    known = _known(path)
    if known.demo_key is not None:
        raise StoreError(f"{path} is a demo store, which has no accounts and needs no sign-in.")
    entry = known.entry(name)
    counted = entry.name if entry else ""
    state.refuse_while_waiting(path, counted)
    try:
        account, data_key = known.unwrap(name, passphrase)
    except SignInError:
        state.note_failure(path, counted)
        raise
    return _opened(Store(path, data_key, account, is_demo=False), "sign-in")


def open_demo_store(path: Path) -> Store:
    """Open the store of the demo patients, made where there is none. It needs no sign-in.

    Its file is encrypted like any other, but the key lies beside it, so it takes demo patients
    only.

    Raises:
        StoreError: as ``open_store``, or ``path`` is a person's own store.
    """
    if not store_exists(path):
        data_key = keys.new_data_key()
        known = dataclasses.replace(keys.new_key_file(), demo_key=data_key)
        return _create(path, known, data_key, DEMO_ACCOUNT)
    known = _known(path)
    if known.demo_key is None:
        raise StoreError(f"{path} is not a demo store; sign in to open it.")
    return _opened(Store(path, known.demo_key, DEMO_ACCOUNT, is_demo=True), "demo.open")


def is_demo_store(path: Path) -> bool:
    """Whether the store at ``path`` opens without sign-in.

    Raises:
        StoreError: its key file is missing or damaged.
    """
    return keys.read_key_file(path).demo_key is not None


def _known(path: Path) -> keys.KeyFile:
    if not store_exists(path):
        raise StoreError(f"There is no store at {path}. Make one first, or check the place.")
    known = keys.read_key_file(path)
    if not path.exists():
        raise StoreError(
            f"The store {path} is missing although its key file is there. Put it back, or bring "
            "a backup back with `medviewer restore`."
        )
    if path.is_dir():
        raise StoreError(f"{path} is a folder, not a store. Name the file of the store.")
    if path.stat().st_size == 0:  # SQLite would take it for a new database
        raise StoreError(
            f"The store {path} is damaged: its file is empty. Bring a backup back with "
            "`medviewer restore`."
        )
    return known


def _create(path: Path, known: keys.KeyFile, data_key: bytes, account: str) -> Store:
    if store_exists(path):
        raise StoreError(f"There is a store at {path} already; sign in to open it.")
    prepare_folder(path.parent)
    claim(path)
    try:
        state_path(path).unlink(missing_ok=True)  # of a store that is gone
        keys.write_key_file(path, known)
        store = Store(path, data_key, account, is_demo=known.demo_key is not None)
        return _opened(store, "store.create", f"schema {len(schema.MIGRATIONS)}")
    except BaseException as error:
        with contextlib.suppress(OSError):
            for file in store_files(path):
                file.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise StoreError(f"The store {path} cannot be made ({error.strerror}).") from error
        raise


def _opened(store: Store, action: str, detail: str = "") -> Store:
    try:
        store.begin(action, detail)
    except BaseException:
        store.close()
        raise
    return store


def _bring_up_to_date(database: Database) -> None:
    """Apply what migrations are missing, a backup of the file first; refuse a newer file."""
    path, newest = database.path, len(schema.MIGRATIONS)
    version = schema.schema_version(database)
    if version > newest:
        raise StoreError(
            f"The store {path} was written by a newer MedViewer. Install that version to open "
            "it; nothing was changed."
        )
    if version == newest:
        return
    if version > 0:
        copy = path.with_name(f"{path.name}.before-version-{newest}")
        copy.unlink(missing_ok=True)
        database.copy_to(copy)
    schema.apply_migrations(database)


def _told(name: str, failures: state.Failures) -> str:
    whom = f"account {name}" if name else "an unknown name"
    return f"{failures.unreported} times for {whom}, {failures.first} to {failures.last}"

"""Backups: one file with the encrypted database, its key file and what was in it.

A backup (``*.mvbackup``) is a ZIP archive of ``store.db``, ``store.db.keys`` and
``backup.json`` (when, by which program, how long the audit trail was, SHA-256 of the other
two). The database in it is as encrypted as the store; a passphrase of the store at that time
opens it. Nothing counts as done before it was opened and checked.
"""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from medviewer import __version__
from medviewer.domain.errors import StoreError
from medviewer.files import sync_folder
from medviewer.store import codec, keys, schema
from medviewer.store.audit import AuditTrail
from medviewer.store.connection import Database
from medviewer.store.locations import keys_path

FORMAT = 1
_DATABASE, _KEYS, _CARD = "store.db", "store.db.keys", "backup.json"


def write_backup(database: Database, data_key: bytes, file: Path) -> None:
    """Write a checked backup of an open store to ``file``; see ``Store.backup``."""
    if file.exists():
        raise StoreError(f"{file} exists already. Choose another name for the backup.")
    with _os_errors(file), staging_folder(file.parent) as staging:
        copy = staging / _DATABASE
        database.copy_to(copy)
        shutil.copyfile(keys_path(database.path), keys_path(copy))
        card = {"program": "MedViewer", "format": FORMAT, "program_version": __version__}
        card |= {"made_at": codec.now().isoformat()} | check_copy(copy, data_key)
        card["sha256"] = {name: _sha256(staging / name) for name in (_DATABASE, _KEYS)}
        archive = staging / "backup.zip"
        with zipfile.ZipFile(archive, "x", zipfile.ZIP_STORED, allowZip64=True) as zipped:
            zipped.writestr(_CARD, json.dumps(card, indent=1))
            zipped.write(copy, _DATABASE)
            zipped.write(keys_path(copy), _KEYS)
        archive.chmod(0o600)
        copy.unlink()
        unpacked = staging / "check"
        unpacked.mkdir()
        unpack(archive, unpacked)
        check_copy(unpacked / _DATABASE, data_key)
        with archive.open("rb+") as written:
            os.fsync(written.fileno())
        archive.replace(file)
        sync_folder(file.parent)


def unpack(archive: Path, folder: Path) -> Path:
    """Unpack a backup into ``folder`` and compare its digests; returns the database's path.

    Raises:
        StoreError: not a backup, damaged, or made by a newer program.
    """
    with _damage(archive), zipfile.ZipFile(archive) as zipped:
        card: dict[str, Any] = json.loads(zipped.read(_CARD))
        if int(card["format"]) > FORMAT:
            raise StoreError(
                f"{archive} was made by a newer MedViewer. Install that version to use it."
            )
        for name in (_DATABASE, _KEYS):
            with zipped.open(name) as source, (folder / name).open("xb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
            (folder / name).chmod(0o600)
            if _sha256(folder / name) != card["sha256"][name]:
                raise ValueError("not what was packed")
    return folder / _DATABASE


def backup_account_names(backup: Path) -> tuple[str, ...]:
    """Whose passphrases open a backup; empty for one of a demo store.

    Raises:
        StoreError: not a backup, or damaged.
    """
    with _damage(backup), zipfile.ZipFile(backup) as zipped:
        return keys.parse_key_file(zipped.read(_KEYS), backup).names


@contextlib.contextmanager
def _damage(archive: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise StoreError(f"There is no file {archive}.") from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        KeyError,
        TypeError,
        EOFError,
        RuntimeError,  # encrypted, or compressed in a way we never write
        IsADirectoryError,
        PermissionError,
    ) as error:
        raise StoreError(
            f"{archive} is not a backup of MedViewer, is damaged, or may not be read."
        ) from error


def check_copy(path: Path, data_key: bytes) -> dict[str, Any]:
    """Open a copy and check every page, every reference and the audit trail.

    Returns:
        Its schema version, number of results, and length and last digest of the audit trail.

    Raises:
        StoreError: something is wrong with it.
    """
    copy = Database(path, data_key)
    try:
        report = AuditTrail(copy, "").verify()
        pages = copy.rows("PRAGMA cipher_integrity_check")
        tables = copy.rows("PRAGMA integrity_check")
        references = copy.rows("PRAGMA foreign_key_check")
        if pages or references or [row[0] for row in tables] != ["ok"]:
            raise StoreError(
                f"The copy at {path} does not pass its checks: the store or the disk is damaged."
            )
        if not report.ok:
            raise StoreError(f"The audit trail of this store is not intact: {report.reason}.")
        return {
            "schema": schema.schema_version(copy),
            "results": copy.value("SELECT count(*) FROM result_key"),
            "audit_entries": report.entries,
            "audit_digest": report.digest,
        }
    finally:
        copy.close()


@contextlib.contextmanager
def staging_folder(parent: Path) -> Iterator[Path]:
    """A folder of our own on the same disk, gone afterwards.

    Raises:
        StoreError: it cannot be made.
    """
    try:
        staging = Path(tempfile.mkdtemp(prefix=".medviewer-", dir=parent))  # mode 0700
    except OSError as error:
        raise StoreError(
            f"The folder {parent} cannot be written ({error.strerror}). Choose another one."
        ) from error
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


@contextlib.contextmanager
def _os_errors(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"The backup {file} could not be written ({error.strerror}); none was made. "
            "Check the free space and the rights of its folder."
        ) from error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

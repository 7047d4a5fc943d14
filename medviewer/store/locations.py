"""Where a store's files lie, and how the small ones are written without ever being half there.

A store is the database ``NAME``, its key file ``NAME.keys`` and ``NAME.state`` (failed
sign-ins and the last seen end of the audit trail; losing it loses no result). While it is
open SQLite keeps ``NAME-wal`` and ``NAME-shm`` beside it, encrypted like the database.
"""

import os
from pathlib import Path

import platformdirs

from medviewer.domain.errors import StoreError
from medviewer.files import write_atomically


def default_store_path() -> Path:
    """The person's own store: ``$MEDVIEWER_STORE``, else ``store.db`` in the user's data folder."""
    chosen = os.environ.get("MEDVIEWER_STORE", "").strip()
    return Path(chosen).expanduser() if chosen else _data_folder() / "store.db"


def demo_store_path() -> Path:
    """The store of the demo patients, beside the default place of the person's own."""
    return _data_folder() / "demo.db"


def _data_folder() -> Path:
    return platformdirs.user_data_path("MedViewer", appauthor=False)


def keys_path(path: Path) -> Path:
    """The key file of the store at ``path``."""
    return path.with_name(path.name + ".keys")


def state_path(path: Path) -> Path:
    """The file with failed sign-ins and the end of the audit trail of the store at ``path``."""
    return path.with_name(path.name + ".state")


def store_files(path: Path) -> list[Path]:
    """Every file that belongs to the store at ``path``, those that exist."""
    names = (path.name, path.name + "-wal", path.name + "-shm")
    every = [*(path.with_name(n) for n in names), keys_path(path), state_path(path)]
    return [p for p in every if p.exists()]


def store_exists(path: Path) -> bool:
    """True where a store was made, also if one of its two files has since been lost.

    Raises:
        StoreError: this user may not look into its folder.
    """
    try:
        return path.exists() or keys_path(path).exists()
    except OSError as error:
        raise StoreError(
            f"The store {path} cannot be reached ({error.strerror}). Check the rights of its "
            "folder, or choose another place with --store or MEDVIEWER_STORE."
        ) from error


def prepare_folder(folder: Path) -> None:
    """Make the folder of a store, readable by its owner only; an existing one is left as it is.

    Raises:
        StoreError: the folder cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder {folder} for the store cannot be made ({error.strerror}). "
            "Choose another place with --store or MEDVIEWER_STORE."
        ) from error


def claim(path: Path) -> None:
    """Make the empty file of a new store, readable by its owner only.

    Raises:
        StoreError: somebody else was quicker, or the folder cannot be written.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError as error:
        raise StoreError(f"There is a store at {path} already; sign in to open it.") from error
    except OSError as error:
        raise StoreError(
            f"The store {path} cannot be made ({error.strerror}). Check the rights of the "
            "folder, or choose another place with --store or MEDVIEWER_STORE."
        ) from error


def write_private(path: Path, data: bytes) -> None:
    """Replace ``path`` by ``data`` so that a crash leaves the old file or the new one, never a mix.

    The new file is readable by its owner only and on the disk (fsync) before this returns.

    Raises:
        StoreError: the folder cannot be written or the disk is full; the old file is untouched.
    """
    try:
        write_atomically(path, data, private=True)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be written ({error.strerror}); it is unchanged. "
            "Check the rights of its folder and the free space of its disk."
        ) from error

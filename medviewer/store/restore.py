"""Bringing a backup back."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from medviewer.domain.errors import StoreError
from medviewer.files import sync_folder
from medviewer.store import codec, keys
from medviewer.store.backup import check_copy, staging_folder, unpack
from medviewer.store.locations import (
    keys_path,
    prepare_folder,
    store_exists,
    store_files,
)
from medviewer.store.store import DEMO_ACCOUNT, Store


def restore_store(
    backup: Path, path: Path, name: str = "", passphrase: str = "", *, force: bool = False
) -> Path | None:
    """Put the store of a backup at ``path``, after opening it and checking all of it.

    Close every window of the program that has the old store open first.

    Args:
        backup: the file written by ``Store.backup``.
        path: where the store shall be.
        name: an account of the backup; not needed for a demo store.
        passphrase: its passphrase at the time of the backup.
        force: put it in the place of a store that is there; that one is kept aside.

    Returns:
        The folder in which the store that was there now lies, None if there was none.

    Raises:
        SignInError: name or passphrase do not open the backup.
        StoreError: the backup is missing or damaged, a store is there and ``force`` was not
            given, or the folder cannot be written. What was there stays as it was.
    """
    if store_exists(path) and not force:
        raise StoreError(
            f"There is a store at {path} already. Use --force to put the backup in its place; "
            "the old store is kept aside."
        )
    prepare_folder(path.parent)
    with staging_folder(path.parent) as staging, _os_errors(path):
        copy = unpack(backup, staging)
        known = keys.read_key_file(copy)
        is_demo = known.demo_key is not None
        account, data_key = (
            (DEMO_ACCOUNT, known.demo_key)
            if known.demo_key is not None
            else known.unwrap(name, passphrase)
        )
        check_copy(copy, data_key)
        with Store(copy, data_key, account, is_demo=is_demo) as store:
            store.begin("store.restore")
        return _put_in_place(copy, path)


def _put_in_place(copy: Path, path: Path) -> Path | None:
    aside = None
    old = store_files(path)
    moved: list[tuple[Path, Path]] = []
    try:
        if old:
            stamp = codec.now().strftime("%Y%m%d-%H%M%S-%f")
            aside = path.with_name(f"{path.name}-before-restore-{stamp}")
            aside.mkdir(mode=0o700)
        for file in old:
            assert aside is not None
            moved.append((file, file.replace(aside / file.name)))
        # The key file last: a store counts as complete only with it.
        for file in (*(f for f in store_files(copy) if f != keys_path(copy)), keys_path(copy)):
            target = path.with_name(path.name + file.name.removeprefix(copy.name))
            file.replace(target)
            moved.append((file, target))
    except OSError:
        for source, target in reversed(moved):
            with contextlib.suppress(OSError):
                target.replace(source)
        raise
    sync_folder(path.parent)
    return aside


@contextlib.contextmanager
def _os_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"{path} could not be written or read ({error.strerror}); nothing was changed. "
            "Close the program that uses it, and check the rights and the free space."
        ) from error

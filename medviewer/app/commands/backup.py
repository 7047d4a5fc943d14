"""Back the store up into one encrypted file, checked before it counts as done.

The file (by custom NAME.mvbackup) holds the encrypted store and its key file: a passphrase
that opens the store today opens the backup. `medviewer restore` brings it back.
"""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from medviewer.app.sign_in import add_store_argument

    parser.add_argument("file", type=Path, metavar="FILE", help="the backup to write; must be new")
    add_store_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Sign in and write the backup.

    Returns:
        0; what goes wrong is a ``KnownError``.
    """
    from medviewer.app.sign_in import command_line_store
    from medviewer.domain.errors import StoreError
    from medviewer.store import default_store_path, store_exists

    path = args.store or default_store_path()
    if not store_exists(path):
        raise StoreError(f"There is no store at {path}, so there is nothing to back up.")
    with command_line_store(path) as store:
        store.backup(args.file)
    print(f"Backed up and checked: {args.file} ({args.file.stat().st_size / 1e6:.1f} MB).")
    return 0

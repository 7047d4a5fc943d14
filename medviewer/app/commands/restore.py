"""Bring a backup of the store back, after opening it and checking all of it.

Close the program first. Where there is a store already, --force is needed; the old store is
then kept aside in a folder beside the new one. Sign in with an account of the backup and the
passphrase it had then: from MEDVIEWER_USER and MEDVIEWER_PASSPHRASE, or asked for.
"""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from medviewer.app.sign_in import add_store_argument

    parser.add_argument("file", type=Path, metavar="FILE", help="the backup to bring back")
    parser.add_argument(
        "--force", action="store_true", help="also where there is a store; that one is kept aside"
    )
    add_store_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Check the backup and put it in place.

    Returns:
        0; what goes wrong is a ``KnownError``.
    """
    from medviewer.app.sign_in import account_name, passphrase_of
    from medviewer.store import backup_account_names, default_store_path, restore_store

    path = args.store or default_store_path()
    names = backup_account_names(args.file)
    name = account_name(names) if names else ""
    passphrase = passphrase_of(name) if names else ""
    aside = restore_store(args.file, path, name, passphrase, force=args.force)
    print(f"The store is back at {path}.")
    if aside is not None:
        print(f"The store that was there is kept in {aside}.")
    return 0

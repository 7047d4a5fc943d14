"""Asking a person who is signed in already for the passphrase once more."""

from pathlib import Path

from medviewer.domain.errors import SignInError
from medviewer.store import keys, state


def check_passphrase_of(path: Path, name: str, passphrase: str) -> None:
    """Nothing where ``passphrase`` is that of the account ``name``; the open store stays open.

    Wrong tries count as at sign-in: after three in a row the name has to wait.

    Raises:
        SignInError: it is another one, or too soon after several wrong tries.
        StoreError: the key file is missing or damaged.
    """
    known = keys.read_key_file(path)
    state.refuse_while_waiting(path, name)
    try:
        known.unwrap(name, passphrase)
    except SignInError:
        state.note_failure(path, name)
        raise

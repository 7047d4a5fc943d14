"""Signing in to the store from the command line."""

import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from medviewer.domain.errors import PackError, SignInError

if TYPE_CHECKING:
    import argparse

    from medviewer.store import Store


def add_store_argument(parser: "argparse.ArgumentParser") -> None:
    """The option ``--store PATH`` of every command that opens the store."""
    parser.add_argument(
        "--store",
        type=Path,
        metavar="PATH",
        help="the store's file (default: $MEDVIEWER_STORE, else in your data folder)",
    )


def command_line_store(store_path: Path | None) -> "Store":
    """Open the store for a command, or make it with its first account where there is none.

    A demo store opens without sign-in. The tables of the installed packs' diagnosis classes
    are made ready.

    Args:
        store_path: from ``--store``; None for the default place.

    Raises:
        SignInError: wrong name or passphrase, or nobody there to ask.
        StoreError: the store cannot be opened.
    """
    from medviewer.store import default_store_path

    store = _opened(store_path or default_store_path())
    try:
        store.results.prepare_diagnoses(_installed_classes())
    except BaseException:
        store.close()
        raise
    return store


def _opened(path: Path) -> "Store":
    from medviewer.store import (
        account_names,
        create_store,
        is_demo_store,
        open_demo_store,
        open_store,
        recall_passphrase,
        store_exists,
    )

    if not store_exists(path):
        return create_store(path, *_first_account(path))
    if is_demo_store(path):
        return open_demo_store(path)
    name = account_name(account_names(path))
    remembered = None if os.environ.get("MEDVIEWER_PASSPHRASE") else recall_passphrase(path, name)
    if remembered:
        try:
            return open_store(path, name, remembered)
        except SignInError:
            if not sys.stdin.isatty():
                raise
            print("The passphrase in the keyring is not the right one.", file=sys.stderr)
    return open_store(path, name, passphrase_of(name))


def _installed_classes() -> list[str]:
    from medviewer.packs.registry import PackRegistry

    try:
        return [c.label for pack in PackRegistry().all() for c in pack.classes]
    except PackError:  # a broken pack is told of by what uses it; the store opens all the same
        return []


def passphrase_of(name: str) -> str:
    """The passphrase of an account: from the environment, else asked for.

    Raises:
        SignInError: there is nobody to ask.
    """
    return os.environ.get("MEDVIEWER_PASSPHRASE") or ask_secret(f"Passphrase of {name}: ")


def new_passphrase(whose: str) -> str:
    """Ask for a new passphrase, twice, until it is long enough and both agree.

    Raises:
        SignInError: there is nobody to ask.
    """
    from medviewer.store import MINIMUM_PASSPHRASE

    while True:
        first = ask_secret(
            f"New passphrase of {whose} (at least {MINIMUM_PASSPHRASE} characters): "
        )
        if len(first) < MINIMUM_PASSPHRASE:
            print("That is too short. A few unrelated words do well.", file=sys.stderr)
        elif ask_secret("The same again: ") != first:
            print("The two differ.", file=sys.stderr)
        else:
            return first


def ask_secret(question: str) -> str:
    """Ask on the terminal without showing what is typed.

    Raises:
        SignInError: there is no terminal, or nothing was typed.
    """
    if not sys.stdin.isatty():
        raise SignInError(
            "The store needs a passphrase and there is no terminal to ask on. "
            "Set MEDVIEWER_USER and MEDVIEWER_PASSPHRASE."
        )
    try:
        answer = getpass.getpass(question, stream=sys.stderr)
    except EOFError:
        answer = ""
    if not answer:
        raise SignInError("No passphrase was given.")
    return answer


def ask_name(question: str) -> str:
    """Ask for a name on the terminal.

    Raises:
        SignInError: there is no terminal, or nothing was typed.
    """
    answer = ""
    if sys.stdin.isatty():
        print(question, end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline().strip()
    if not answer:
        raise SignInError("The store needs an account's name. Set MEDVIEWER_USER.")
    return answer


def account_name(known: tuple[str, ...]) -> str:
    """Who signs in: from the environment, the only account there is, or asked for.

    Raises:
        SignInError: there are several accounts and nobody to ask.
    """
    given = os.environ.get("MEDVIEWER_USER", "").strip()
    if given:
        return given
    return known[0] if len(known) == 1 else ask_name("Name: ")


def _first_account(path: Path) -> tuple[str, str]:
    print(f"There is no store at {path} yet; making it with its first account.", file=sys.stderr)
    name = os.environ.get("MEDVIEWER_USER", "").strip() or ask_name("Your name: ")
    passphrase = os.environ.get("MEDVIEWER_PASSPHRASE") or new_passphrase(name)
    return name, passphrase

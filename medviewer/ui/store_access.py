"""The way from the sign-in page to an open store."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from medviewer.jobs.database import DatabaseThread
from medviewer.jobs.failure import explain
from medviewer.ui.sign_in import SignInPage

if TYPE_CHECKING:
    from medviewer.store import Store


class StoreAccess(QObject):
    """Opens the store that the page asks for, on the database thread.

    ``opened(str)`` with the account's name, ``unlocked()`` once a person who went away is back;
    what fails is said on the page.
    """

    opened = Signal(str)
    unlocked = Signal()

    def __init__(
        self,
        page: SignInPage,
        database: DatabaseThread,
        path: Path,
        *,
        demo: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._database = database
        self._path = path
        self._demo = demo
        self._locked = False
        page.signInRequested.connect(self._sign_in)
        page.accountRequested.connect(self._make_account)

    def ask(self, name: str) -> None:
        """Show the page that fits: the first account, or sign-in as ``name``."""
        from medviewer.store.locations import store_exists

        self._locked = False
        if self._demo:
            self._page.show_waiting("Opening the demo patients…")
        elif store_exists(self._path):
            self._page.show_sign_in(name)
        else:
            self._page.show_first()

    def open_demo(self) -> None:
        """Open the demo store, which needs no sign-in."""
        from medviewer.store import open_demo_store

        self._open(partial(open_demo_store, self._path))

    def lock(self, name: str) -> None:
        """The store stays open; the page asks for the passphrase of ``name`` again."""
        self._locked = True
        self._page.show_locked(name)

    def _sign_in(self, name: str, passphrase: str) -> None:
        if self._locked:
            self._database.submit(
                _check,
                self._path,
                name,
                passphrase,
                on_done=lambda _: self._unlock(),
                on_error=self._say,
            )
            return
        from medviewer.store import open_store

        self._open(partial(open_store, self._path, name, passphrase))

    def _make_account(self, name: str, passphrase: str) -> None:
        from medviewer.store import create_store

        self._open(partial(create_store, self._path, name, passphrase))

    def _open(self, opener: Callable[[], Store]) -> None:
        self._database.open(
            opener,
            on_done=self.opened.emit,
            on_error=self._say,
        )

    def _unlock(self) -> None:
        self._locked = False
        self._page.clear()
        self.unlocked.emit()

    def _say(self, error: Exception) -> None:
        self._page.show_error(explain(error))


def _check(_store: Store, path: Path, name: str, passphrase: str) -> None:
    """Asked on the database thread, so that deriving the key does not stop the window."""
    from medviewer.store.unlock import check_passphrase_of

    check_passphrase_of(path, name, passphrase)

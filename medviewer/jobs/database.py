"""The one thread that touches the store."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from medviewer.domain.errors import StoreError
from medviewer.domain.review import StoreChange
from medviewer.jobs.serial import Done, Failed, SerialThread

if TYPE_CHECKING:
    from medviewer.store import Store

log = logging.getLogger(__name__)


class DatabaseThread(QObject):
    """Serial executor over one open store; the store is opened, used and closed in its thread.

    ``changed`` carries the StoreChange of every mutation, on the main thread, after it is
    durable, so that each view knows what to refresh.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = SerialThread("database", self)
        self._store: Store | None = None
        self._closing = False
        self._lost: list[Exception] = []

    @property
    def running(self) -> bool:
        return self._thread.running

    def open(self, opener: Callable[[], Store], on_done: Done, on_error: Failed) -> None:
        """Open a store in the thread (key derivation takes a while).

        ``on_done`` gets the account's name. A store that was open before is closed first.
        """
        self._thread.post(partial(self._open, opener), on_done, on_error)

    def close_store(self, on_done: Done) -> None:
        """Close the store after everything posted so far; the thread stays for another one."""
        self._thread.post(self._shut, on_done)

    def submit(
        self,
        function: Callable[..., Any],
        *arguments: Any,
        on_done: Done | None = None,
        on_error: Failed | None = None,
    ) -> None:
        """Read: ``function(store, *arguments)``.

        Reads still waiting when the program quits are skipped.
        """
        self._thread.post(partial(self._read, function, arguments), on_done, on_error)

    def mutate(
        self,
        function: Callable[..., Any],
        *arguments: Any,
        on_done: Done | None = None,
        on_error: Failed | None = None,
    ) -> None:
        """Write: ``function(store, *arguments)`` returns a StoreChange or a tuple with one in it.

        Always done, also when the program is quitting; ``changed`` follows ``on_done``.
        """
        self._thread.post(
            partial(self._write, function, arguments),
            partial(self._written, on_done),
            partial(self._not_written, on_error),
        )

    def close(self) -> list[Exception]:
        """Do the writes still waiting, close the store and end the thread.

        Returns:
            What went wrong with writes whose ``on_error`` will not be called any more.
        """
        self._closing = True
        self._thread.post(self._shut)
        self._thread.close()
        return self._lost

    def _open(self, opener: Callable[[], Store]) -> str:
        self._shut()
        self._store = opener()
        return self._store.account

    def _need_store(self) -> Store:
        if self._store is None:
            raise StoreError("No store is open; sign in first.")
        return self._store

    def _read(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        store = self._need_store()
        return None if self._closing else function(store, *arguments)

    def _write(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        try:
            return function(self._need_store(), *arguments)
        except Exception as error:
            self._lost.append(error)
            raise

    def _written(self, on_done: Done | None, value: Any) -> None:
        if on_done is not None:
            on_done(value)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, StoreChange):
                self.changed.emit(part)

    def _not_written(self, on_error: Failed | None, error: Exception) -> None:
        self._lost.remove(error)  # whoever asked is told
        if on_error is not None:
            on_error(error)

    def _shut(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None

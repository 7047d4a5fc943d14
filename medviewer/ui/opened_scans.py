"""Scans opened from files and folders: asked for, found, listed, taken off the list again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from medviewer.jobs.database import DatabaseThread
from medviewer.ui.dialogs import ask_files, ask_folder
from medviewer.ui.opening import Opening, forget_opened, opened_before
from medviewer.ui.preferences import Preferences

if TYPE_CHECKING:
    from medviewer.imaging.index import IndexedSeries
    from medviewer.ui.reading_page import ReadingPage


class OpenedScans(QObject):
    """Puts what is opened on the list and its first scan on the screen.

    Before somebody is signed in, paths wait. ``said(str)`` a sentence for the message line,
    ``left_out(str)`` what could not be opened; ``changed()`` another opening is under way, or none.

    Args:
        opening: finds what there is in files and folders.
        database: where is kept what was open.
        preferences: the folders opened last.
        reading: whether somebody is signed in.
        window: in front of which dialogs open.
    """

    said = Signal(str)
    left_out = Signal(str)
    changed = Signal()

    def __init__(
        self,
        opening: Opening,
        database: DatabaseThread,
        preferences: Preferences,
        reading: Callable[[], bool],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._opening = opening
        self._database = database
        self._preferences = preferences
        self._reading = reading
        self._window = window
        self._waiting: list[Path] = []
        self.page: ReadingPage | None = None
        """Once it is there."""
        opening.found.connect(self._list)
        opening.finished.connect(self._finished)
        opening.document.connect(self._show_document)

    def ask_files(self) -> None:
        """Open dialog for files."""
        if chosen := ask_files(self._window, self._preferences.open_folder):
            self.open_paths(chosen)

    def ask_folder(self) -> None:
        """Open dialog for a folder."""
        if chosen := ask_folder(self._window, self._preferences.open_folder):
            self.open_paths(chosen)

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files and folders: the first scan shows while the rest is found."""
        if not self._reading():
            self._waiting.extend(paths)
            self.said.emit("Sign in, and the scans will open.")
            return
        if not paths:
            return
        self.said.emit("")  # what was said of the files before is over
        first = paths[0]
        self._preferences.remember(first if first.is_dir() else first.parent)
        self._opening.start(paths)
        self.changed.emit()

    def wait_for_sign_in(self, paths: Sequence[Path]) -> None:
        """Open these as soon as somebody is signed in."""
        self._waiting.extend(paths)

    def open_waiting(self) -> bool:
        """Open what has waited; False where nothing has."""
        waiting, self._waiting = self._waiting, []
        if waiting:
            self.open_paths(waiting)
        return bool(waiting)

    def list_again(self) -> None:
        """List what was open when the program last ended; nothing of it is shown by itself."""
        self._database.submit(opened_before, on_done=self._list_quietly)

    def _list_quietly(self, paths: list[Path] | None) -> None:
        if paths:
            self._opening.start(paths, quiet=True)

    def close_all(self) -> None:
        """Take every opened scan off the list."""
        if self.page is not None:
            self._opening.cancel()
            self._database.mutate(forget_opened)
            self.page.browser.close_opened()
            self.page.close_scans()
            self.page.feed.refresh()

    def leave(self) -> None:
        """Nothing of a patient stays in sight: somebody has signed out."""
        if self.page is not None:
            self._opening.cancel()
            self.page.close_scans()
            self.page.browser.clear()

    # --- what is found --------------------------------------------------------------------

    def _list(self, found: list[IndexedSeries], first: bool) -> None:
        assert self.page is not None
        cases = self.page.browser.add_items(found)
        if first and cases:
            self.page.browser.choose(cases[0].key)
            self.page.viewport.setFocus()

    def _finished(self, summary: str) -> None:
        self.changed.emit()
        if summary:
            (self.said if self._opening.stopped else self.left_out).emit(summary)
        if self.page is not None:
            self.page.feed.refresh()

    def _show_document(self, path: Path, otherwise: str) -> None:
        if self.page is not None:
            self.page.document.open(path, otherwise)

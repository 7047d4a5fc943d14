"""Undo and redo of the scan on the screen: one history, its actions, its place in the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from medviewer.domain.image import ImageVolume
from medviewer.jobs.database import DatabaseThread
from medviewer.ui.case_controller import CaseController
from medviewer.ui.history import History
from medviewer.ui.journal import Journal
from medviewer.ui.language import tr


class Undoing(QObject):
    """Owns the history and its journal, follows the scan, and names the next steps in the menu.

    Args:
        controller: whose scans, decisions and corrections.
        database: where the steps are kept.
        actions: of the window; "undo" and "redo" are these.
        settle: ends what is in hand before a step is moved; True: that was all to take back.
        parent: Qt's.
    """

    def __init__(
        self,
        controller: CaseController,
        database: DatabaseThread,
        actions: Mapping[str, QAction],
        settle: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.history = History(self)
        self.journal = Journal(self.history, database, self)
        self._controller = controller
        self._actions = actions
        self._settle = settle
        controller.reviewing.remember_in(self.history, self.journal)
        controller.correcting.remember_in(self.history, self.journal)
        controller.following.remember_in(self.history)
        controller.opened.connect(self._follow)
        self.journal.said.connect(controller.said)
        self.history.changed.connect(self.show_steps)
        for name, move in (("undo", self.history.undo), ("redo", self.history.redo)):
            actions[name].triggered.connect(lambda _checked=False, by=move: self._step(by))
        self.show_steps()

    def show_steps(self) -> None:
        """Name in the menu what undo and redo would do."""
        history = self.history
        for name, step in (("undo", history.undo_title), ("redo", history.redo_title)):
            self._actions[name].setEnabled(step is not None)
            self._actions[name].setText(f"{tr(name.capitalize())} {step or ''}".rstrip())

    def _follow(self, volume: ImageVolume) -> None:
        screen = self._controller.screen
        self.history.account = screen.account
        self.journal.open(volume, keeps=not screen.demo or volume.context.is_demo)

    def _step(self, by: Callable[[], None]) -> None:
        if not self._settle():
            by()

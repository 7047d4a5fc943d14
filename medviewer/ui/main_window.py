"""The window: sign-in page, reading page, strip, status line, menus; its beginning and its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from medviewer.domain.errors import KnownError
from medviewer.jobs.database import DatabaseThread
from medviewer.jobs.failure import explain
from medviewer.jobs.inference import InferenceThread
from medviewer.jobs.task import Task, wait_for_tasks
from medviewer.ui.actions import build_actions, enable_actions
from medviewer.ui.comforts import Comforts
from medviewer.ui.dialogs import local_paths
from medviewer.ui.fonts import add_missing_scripts
from medviewer.ui.key_guard import KeyGuard
from medviewer.ui.menus import RecentFolders, add_menus
from medviewer.ui.opened_scans import OpenedScans
from medviewer.ui.opening import Opening
from medviewer.ui.report_export import ReportExport
from medviewer.ui.sign_in import SignInPage
from medviewer.ui.status import StatusLine
from medviewer.ui.store_access import StoreAccess
from medviewer.ui.strip import Strip
from medviewer.ui.window_setup import WindowSetup
from medviewer.ui.work_shown import WorkShown

if TYPE_CHECKING:
    from medviewer.store import Store
    from medviewer.ui.case_controller import CaseController
    from medviewer.ui.reading_page import ReadingPage

__all__ = ["MainWindow", "WindowSetup"]

_SIZE = (1440, 900)


class MainWindow(QMainWindow):
    """One window, one store, one signed-in person at a time.

    ``firstPainted()`` once, after the window has first been drawn; the engine starts then.
    ``signedIn()`` when the store is open and the reading page shows.
    """

    firstPainted = Signal()
    signedIn = Signal()

    def __init__(self, setup: WindowSetup) -> None:
        super().__init__()
        self.setup = setup
        self._painted = False
        self.preferences = setup.preferences
        self.database = DatabaseThread(self)
        self.inference = InferenceThread(setup.make_predictor, self)
        self.actions_by_name = build_actions(self, setup.keymap)
        self.guard = KeyGuard(self, [])
        self.strip = Strip()
        self.strip.demo = setup.demo
        self.status = StatusLine()
        self.sign_in = SignInPage()
        self.access = StoreAccess(
            self.sign_in, self.database, setup.store_path, demo=setup.demo, parent=self
        )
        self.page: ReadingPage | None = None
        self._opening = Opening(self.database, self)
        self.scans = OpenedScans(
            self._opening, self.database, self.preferences, lambda: self.reading, self
        )
        self.scans.wait_for_sign_in(setup.paths)
        self.export = ReportExport(self.database, self)
        self._pages = QStackedWidget()
        self.comforts = Comforts(self)
        self._work = WorkShown(self.status, self._opening, self.export)
        self._lay_out()
        self._connect()
        self.access.ask(self.preferences.account)

    # --- building -------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.setWindowTitle("MedViewer" + (" – DEMO" if self.setup.demo else ""))
        self.setAcceptDrops(True)
        self._pages.addWidget(self.sign_in)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.comforts.guide)
        column.addWidget(self._pages, 1)
        column.addWidget(self.status)
        self.setCentralWidget(inside)
        recent = RecentFolders(self.preferences, self.scans.open_paths, self)
        add_menus(self.menuBar(), self.actions_by_name, recent)
        self.resize(*_SIZE)
        if self.preferences.geometry:
            self.restoreGeometry(QByteArray.fromBase64(self.preferences.geometry.encode()))

    def _connect(self) -> None:
        act = self.actions_by_name
        does: dict[str, Callable[[], object]] = {
            "open_files": self.scans.ask_files,
            "open_folder": self.scans.ask_folder,
            "close_all": self.scans.close_all,
            "export_report": self.ask_export,
            "sign_out": self.sign_out,
            "quit": self.close,
            "cancel": self.cancel,
        }
        for name, function in does.items():
            act[name].triggered.connect(lambda _checked=False, f=function: f())
        for name, by, same in (
            ("previous_case", -1, False),
            ("next_case", 1, False),
            ("previous_series", -1, True),
            ("next_series", 1, True),
        ):
            act[name].triggered.connect(lambda _c=False, b=by, s=same: self.step_case(b, s))
        act["full_screen"].toggled.connect(self._set_full_screen)
        self.guard.tapped.connect(act["toggle_masks"].trigger)
        self.guard.held.connect(self._peek)
        self.status.cancelRequested.connect(self.cancel)
        self.access.opened.connect(self._store_open)
        self.inference.engineChanged.connect(self.status.set_engine)
        self.scans.said.connect(self.say)
        self.scans.left_out.connect(self.say_trouble)
        self.scans.changed.connect(self._work.refresh)
        self.export.written.connect(self._report_written)
        self.export.failed.connect(self.say_trouble)
        self._enable(False)

    def _enable(self, reading: bool) -> None:
        enable_actions(self.actions_by_name, reading=reading, demo=self.setup.demo)

    @property
    def reading(self) -> bool:
        """Whether somebody is signed in and not locked out."""
        return self.page is not None and self._pages.currentWidget() is self.page

    @property
    def controller(self) -> CaseController | None:
        """Of the reading page, once it is there."""
        return self.page.controller if self.page is not None else None

    def _build_reading_page(self) -> ReadingPage:
        """Made after the first paint: it brings pyqtgraph with it."""
        if self.page is not None:
            return self.page
        from medviewer.ui.case_controller import CaseController
        from medviewer.ui.reading_page import ReadingPage

        controller = CaseController(self.database, self.inference, self.setup.packs(), self)
        page = ReadingPage(controller, self.database, self.actions_by_name, self.preferences)
        self._pages.addWidget(page)
        controller.opened.connect(lambda _: self.status.clear_passing())
        controller.opened.connect(lambda _: self.status.set_under_mouse(""))
        # Beside the message line: what was measured is still being read there.
        controller.opened.connect(lambda _: self.status.set_saved(""))
        page.journal.kept.connect(lambda told: self.status.set_saved(f"{told}: saved"))
        controller.said.connect(self.say)
        controller.openFailed.connect(self.say_trouble)
        controller.progressed.connect(self._work.predicting)
        page.feed.failed.connect(self.say_trouble)
        page.start.folderChosen.connect(lambda folder: self.scans.open_paths([folder]))
        page.cursorInfo.connect(self.status.set_under_mouse)
        self.page = self.scans.page = page
        self._work.controller = controller
        self.comforts.page_built(page)
        return page

    # --- first paint ----------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._after_first_paint)

    def _after_first_paint(self) -> None:
        self.firstPainted.emit()
        if not self.isVisible():  # closed already
            return
        add_missing_scripts()
        self._guarded(self._build_reading_page)
        self.inference.start_engine()
        if self.setup.demo:
            self.access.open_demo()
        for note in self.setup.notes:
            self.say(note)

    def _guarded(self, function: Callable[[], object]) -> None:
        try:
            function()
        except KnownError as error:
            self.say_trouble(explain(error))

    # --- sign-in --------------------------------------------------------------------------

    def _store_open(self, account: str) -> None:
        page = self._build_reading_page()
        self._enable(True)  # before the page says what of it makes sense without a scan
        page.controller.signed_in(account, demo=self.setup.demo)
        if not self.setup.demo:
            self.preferences.account = account
        self.sign_in.clear()
        page.journal.forget()
        self._pages.setCurrentWidget(page)
        page.viewport.setFocus()
        labels = [c.label for pack in self.setup.packs().all() for c in pack.classes]
        self.database.mutate(_prepare, labels, on_error=self._say_error)
        page.feed.refresh()
        self.say(f"Signed in as {account}." if not self.setup.demo else "Demo patients.")
        self.comforts.signed_in()
        self.signedIn.emit()
        if not self.scans.open_waiting() and self.setup.demo and self.setup.demo_files is not None:
            task = Task(self.setup.demo_files)
            task.returned.connect(self.scans.open_paths)
            task.failed.connect(self.say_trouble)
            task.start()
        if not self.setup.demo:
            self.scans.list_again()

    def sign_out(self) -> None:
        """Save, close the store and ask for the next person."""
        if self.page is None:
            return
        self.page.controller.cancel_all()
        self.page.controller.queue.leave()
        self.page.controller.save_rest()
        self.page.journal.save_rest()
        self.scans.leave()
        self.status.set_saved("")
        self._enable(False)
        self.comforts.signed_out()
        self.access.ask(self.preferences.account)
        self._pages.setCurrentWidget(self.sign_in)
        self.database.close_store(on_done=lambda _: self.status.say("Signed out."))

    def show_page(self, reading: bool) -> None:
        """The page to read on, or the one that asks who it is."""
        assert self.page is not None
        self._pages.setCurrentWidget(self.page if reading else self.sign_in)
        if reading:
            self.page.viewport.setFocus()
            self.scans.open_waiting()

    # --- opening --------------------------------------------------------------------------

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files and folders: the first scan shows while the rest is found."""
        self.scans.open_paths(paths)

    def step_case(self, by: int, same_patient: bool = False) -> None:
        """Go to another case of the list."""
        if self.page is not None and not self.page.browser.step(by, same_patient=same_patient):
            which = "series of this patient" if same_patient else "case of the list"
            self.say(f"This is the {'last' if by > 0 else 'first'} {which}.")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_paths(event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.open_paths(local_paths(event.mimeData().urls()))

    # --- report ---------------------------------------------------------------------------

    def ask_export(self) -> None:
        """Ask where to, then write the report of the patient on the screen."""
        controller = self.controller
        if controller is None or controller.volume is None or not controller.history:
            return
        path = self.export.ask_path(
            self, controller.volume.content_hash, self.preferences.export_folder
        )
        if path is not None:
            self.export_report(path)

    def export_report(self, path: Path) -> None:
        """Write the report of the patient on the screen, in the background."""
        controller = self.controller
        if controller is None or controller.volume is None:
            return
        self.preferences.export_folder = str(path.parent)
        privacy = self.actions_by_name["privacy"].isChecked()
        patient = controller.volume.context.patient
        self.export.write(patient, path, controller.account, privacy)

    def _report_written(self, path: Path) -> None:
        self.status.say(f"Report written to {path}", link=QUrl.fromLocalFile(str(path)))

    # --- messages and progress ------------------------------------------------------------

    def say(self, sentence: str) -> None:
        """A sentence on the message line."""
        self.status.say(sentence)

    def say_trouble(self, sentence: str) -> None:
        """What went wrong; it stays on the message line until the next."""
        self.status.say(sentence, trouble=True)

    def _say_error(self, error: Exception) -> None:
        self.say_trouble(explain(error))

    def cancel(self) -> None:
        """Stop what is under way: a drawing, editing, else predictions and indexing."""
        page = self.page
        if page is not None and (page.measuring.escape() or page.editing.escape()):
            return
        if self.controller is not None:
            self.controller.cancel_all()
        self._opening.cancel()

    def _peek(self, on: bool) -> None:
        if self.page is not None:
            self.page.peek(on)

    # --- looks, memory, end ---------------------------------------------------------------

    def _set_full_screen(self, on: bool) -> None:
        if on:
            self.showFullScreen()
        else:
            self.showNormal()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End every thread; what waits to be saved is saved first."""
        page = self.page
        if page is not None:
            page.remember()
        self.comforts.hide_all()
        self.preferences.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.setup.save_preferences(self.preferences)
        self._opening.cancel()
        self.inference.close()
        if page is not None:
            page.feed.close()
            page.controller.loader.close()
            page.controller.queue.close()
            page.controller.save_rest()
            page.journal.save_rest()
        lost = self.database.close()
        wait_for_tasks()
        if lost:
            QMessageBox.warning(self, "Not everything was saved", explain(lost[0]))
        event.accept()


# --- what runs elsewhere --------------------------------------------------------------------


def _prepare(store: Store, labels: list[str]) -> None:
    store.results.prepare_diagnoses(labels)

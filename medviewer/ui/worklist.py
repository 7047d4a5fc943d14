"""Left of the window: the cases, their queue, and what is made ready of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medviewer.domain.image import ImageVolume
from medviewer.domain.review import ReviewState
from medviewer.jobs.database import DatabaseThread
from medviewer.ui.browser import filters
from medviewer.ui.browser.browser import Browser
from medviewer.ui.browser.feed import BrowserFeed
from medviewer.ui.case_controller import CaseController
from medviewer.ui.preferences import Preferences
from medviewer.ui.queue.panel import QueuePanel


class Worklist(QWidget):
    """Joins the list of cases and the queue to the controller.

    Args:
        controller: opens what is chosen.
        database: where marks and earlier results are.
        actions: of the window, by name.
        preferences: filters, order and whether the next case is predicted ahead.
    """

    def __init__(
        self,
        controller: CaseController,
        database: DatabaseThread,
        actions: Mapping[str, QAction],
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._actions = actions
        self._preferences = preferences
        self.browser = Browser(actions["open_files"].shortcut().toString(), self)
        self.queue = QueuePanel(controller.queue, self)
        self.feed = BrowserFeed(self.browser, database, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.browser, 1)
        column.addWidget(self.queue)
        self.setMinimumWidth(200)
        self._connect()

    def _connect(self) -> None:
        controller, act = self._controller, self._actions
        self.browser.caseChosen.connect(controller.open)
        self.queue.caseWanted.connect(self.browser.choose)
        controller.queue.refused.connect(self.browser.set_refused)
        controller.stateChanged.connect(self._mark)
        controller.changed.connect(self._mark_refused)
        act["predict_all"].triggered.connect(lambda _checked=False: self._predict_all())
        act["predict_ahead"].toggled.connect(self._predict_ahead)
        act["search"].triggered.connect(lambda _checked=False: self._search())

    def show_volume(self, volume: ImageVolume) -> None:
        """A scan is on the screen: what was made ready of it counts, and the next one is."""
        self._controller.ahead.arrive(volume)
        self._look_ahead()

    @property
    def privacy(self) -> bool:
        return self.browser.privacy

    @privacy.setter
    def privacy(self, on: bool) -> None:
        self.browser.privacy = self.queue.privacy = on

    def recall(self) -> None:
        """Set filters and order as they were when the window was last open."""
        self._actions["predict_ahead"].setChecked(self._preferences.predict_ahead)
        self.browser.filters.offer_packs(self._controller.fitting_packs())
        filters.recall(self._preferences, self.browser.filters)

    def remember(self) -> None:
        """Write what is to be the same next time into the preferences."""
        filters.remember(self._preferences, self.browser.filters)

    def _predict_all(self) -> None:
        items = [c.item for c in self.browser.visible_cases() if c.item is not None]
        self._controller.queue.add_new(items)

    def _predict_ahead(self, on: bool) -> None:
        self._controller.ahead.predicts = on
        self._preferences.predict_ahead = on
        self._look_ahead()

    def _search(self) -> None:
        self._actions["show_browser"].setChecked(True)
        self.browser.search.setFocus()

    def _look_ahead(self) -> None:
        cases = self.browser
        self._controller.ahead.look(cases.following(), cases.neighbours())

    def _mark(self, content_hash: str, state: ReviewState) -> None:
        self.browser.set_states({content_hash: state})

    def _mark_refused(self) -> None:
        case, failure = self._controller.case, self._controller.failure
        if case is not None and failure is not None and failure.refused:
            self.browser.set_refused(case.key, failure.sentence)

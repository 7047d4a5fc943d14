"""Which scan is in which viewport: opened, taken over, compared with an earlier one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from medviewer.domain.image import ImageVolume
from medviewer.domain.review import ReviewState
from medviewer.jobs.task import Task
from medviewer.ui.prior import earlier_case
from medviewer.ui.viewport.linking import Links
from medviewer.ui.viewport.snapshot import Snapshot
from medviewer.ui.viewport.view_grid import ViewGrid

if TYPE_CHECKING:
    from medviewer.imaging.index import IndexedSeries
    from medviewer.ui.browser.browser import Browser
    from medviewer.ui.browser.case import Case
    from medviewer.ui.case_controller import CaseController


class PlacedScans(QObject):
    """Follows the case being read from place to place, and fills the places beside it.

    ``roomWanted()`` there is no place beside it yet.

    Args:
        grid: the viewports.
        links: what moves together.
        controller: of the case being read.
        browser: the list that cases come from.
        invert: the action, which is about the scan in the case view.
        parent: Qt's.
    """

    roomWanted = Signal()

    def __init__(
        self,
        grid: ViewGrid,
        links: Links,
        controller: CaseController,
        browser: Browser,
        invert: QAction,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._grid, self._links = grid, links
        self._controller, self._browser = controller, browser
        self._invert = invert
        self._cases: dict[int, Case] = {}
        self._filling: dict[int, Task] = {}
        grid.placesChanged.connect(self._hand_over)
        grid.caseDropped.connect(self.open_in)
        controller.opened.connect(self._opened)
        browser.tree.clicked.connect(self._choose_again)

    def _opened(self, _volume: ImageVolume) -> None:
        place = self._grid.place
        self._stop_filling(place)
        if self._controller.case is not None:
            self._cases[place] = self._controller.case

    def _hand_over(self, taken_over: Snapshot) -> None:
        """The case view has come to another place: the scan there is the case being read."""
        self._stop_filling(self._grid.place)
        case = self._cases.get(self._grid.place)
        with self._links.quiet():
            if case is None or taken_over.volume is None:
                self._controller.close_case()
                self._grid.case_view.show_volume(None)
            else:
                self._browser.follow(case.key)
                self._controller.take_up(case, taken_over.volume)
                self._invert.setChecked(taken_over.invert)
                taken_over.look_again(self._grid.case_view)
        self._grid.case_view.setFocus()
        self._links.refresh()

    def open_in(self, place: int, key: str) -> None:
        """Open a case of the list in one place, which becomes that of the case view."""
        self._grid.activate(place)
        current = self._browser.current
        if current is not None and current.key == key:
            self._controller.open(current)
        else:
            self._browser.choose(key)

    def open_in_next(self) -> None:
        """Open the case chosen in the list in the next viewport too, for another to compare."""
        case = self._browser.current
        if case is None:
            self._controller.said.emit("Choose a case in the list first.")
            return
        self._make_room()
        self.open_in(self._grid.next_place, case.key)

    def compare_prior(self) -> None:
        """Show the patient's scan before this one, of the same modality, in the next viewport."""
        volume = self._controller.volume
        if volume is None:
            self._controller.said.emit("Open a scan first.")
            return
        case = earlier_case(volume, self._browser.visible_cases(), self._controller.history)
        if case is None:
            modality = volume.context.series.modality or "picture"
            self._controller.said.emit(
                f"No earlier {modality} of this patient is in the list or in the store."
            )
            return
        self._make_room()
        self._fill(self._grid.next_place, case)

    def clear(self) -> None:
        """Nothing is open any more, in no viewport."""
        for place, view in enumerate(self._grid.views):
            self._stop_filling(place)
            view.show_volume(None)
        self._cases.clear()

    def _make_room(self) -> None:
        if len(self._grid.places) < 2:
            self.roomWanted.emit()

    def _fill(self, place: int, case: Case) -> None:
        """Read a scan into a viewport that is not the case view."""
        assert case.item is not None
        self._stop_filling(place)
        view = self._grid.views[place]
        view.show_volume(None)
        task = Task(_read, case.item)
        task.returned.connect(partial(self._filled, place, case))
        task.failed.connect(self._controller.said)
        self._filling[place] = task
        task.start()

    def _filled(self, place: int, case: Case, volume: ImageVolume) -> None:
        del self._filling[place]
        self._cases[place] = case
        view = self._grid.views[place]
        view.show_volume(volume)
        known = self._controller.history
        stored = next((s for s in known if s.scan.content_hash == volume.content_hash), None)
        if stored is not None:
            confirmed = stored.state in (ReviewState.ACCEPTED, ReviewState.CORRECTED)
            view.set_masks(stored.result.masks, confirmed, stored.result.findings)

    def _stop_filling(self, place: int) -> None:
        task = self._filling.pop(place, None)
        if task is not None:
            task.cancel()

    def _choose_again(self) -> None:
        """A click on the case that is current already, while an empty viewport is active."""
        case = self._browser.current
        if case is not None and self._controller.case is None:
            self._controller.open(case)


def _read(item: IndexedSeries) -> ImageVolume:
    from medviewer.imaging.registry import default_registry

    return default_registry().read_series(item)

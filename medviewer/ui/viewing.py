"""What the viewports of the page do together: layout, scans, links, planes, presets, size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from medviewer.domain.image import ImageVolume
from medviewer.domain.review import ReviewState
from medviewer.jobs.task import Task
from medviewer.ui.browser.drag import CaseDrag
from medviewer.ui.preferences import Preferences
from medviewer.ui.prior import earlier_case
from medviewer.ui.viewport.camera import Interpolation
from medviewer.ui.viewport.linking import Links
from medviewer.ui.viewport.planes import Planes
from medviewer.ui.viewport.screen_scale import ScreenRuler, known_scale, with_scale
from medviewer.ui.viewport.snapshot import Snapshot
from medviewer.ui.viewport.view_grid import Layout, ViewGrid
from medviewer.ui.viewport.view_menu import view_menu
from medviewer.ui.viewport.viewport import Viewport

if TYPE_CHECKING:
    from medviewer.imaging.index import IndexedSeries
    from medviewer.imaging.space import Vector
    from medviewer.ui.browser.browser import Browser
    from medviewer.ui.browser.case import Case
    from medviewer.ui.case_controller import CaseController

LAYOUT_ACTIONS = {
    "layout_1x1": Layout.ONE,
    "layout_1x2": Layout.ROW,
    "layout_2x1": Layout.COLUMN,
    "layout_2x2": Layout.FOUR,
    "layout_mpr": Layout.MPR,
}
_EMPTY_HINT = "Drag a case from the list here, or click here and choose one"
_NO_MATCH = (
    "Nothing to link by hand: it needs two scans of different frames of reference beside each "
    "other, cut in about the same direction."
)
_NO_SCALE = "True size needs the spacing of the pixels, which this scan's file does not give."
_NO_SCREEN = (
    "True size needs to know how large this screen is: calibrate it first (View, Calibrate screen)."
)


class Viewing(QObject):
    """Joins the viewports with the actions of the window and with the case being read.

    ``cursorInfo(str)`` what lies under the mouse, in whichever viewport.
    """

    cursorInfo = Signal(str)

    def __init__(
        self,
        grid: ViewGrid,
        controller: CaseController,
        browser: Browser,
        actions: Mapping[str, QAction],
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.grid = grid
        self._controller = controller
        self._browser = browser
        self._actions = actions
        self._preferences = preferences
        self._cases: dict[int, Case] = {}
        self._filling: dict[int, Task] = {}
        self.links = Links(self._all_shown, self)
        self.planes = Planes(self)
        self.layouts = QMenu("Layout", grid)
        self._connect_grid()
        self._connect_actions()
        CaseDrag(browser.tree)
        browser.tree.clicked.connect(self._choose_again)

    # --- scans ----------------------------------------------------------------------------

    def _opened(self, volume: ImageVolume) -> None:
        self.planes.prepare(volume, self.grid)
        place = self.grid.place
        self._stop_filling(place)
        if self._controller.case is not None:
            self._cases[place] = self._controller.case

    def _hand_over(self, taken_over: Snapshot) -> None:
        """The case view has come to another place: the scan there is the case being read."""
        self._stop_filling(self.grid.place)
        case = self._cases.get(self.grid.place)
        with self.links.quiet():
            if case is None or taken_over.volume is None:
                self._controller.close_case()
                self.grid.case_view.show_volume(None)
            else:
                self._browser.follow(case.key)
                self._controller.take_up(case, taken_over.volume)
                self._actions["invert"].setChecked(taken_over.invert)
                taken_over.look_again(self.grid.case_view)
        self.grid.case_view.setFocus()
        self.links.refresh()

    def open_in(self, place: int, key: str) -> None:
        """Open a case of the list in one place, which becomes that of the case view."""
        self.grid.activate(place)
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
        self.open_in(self.grid.next_place, case.key)

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
        self._fill(self.grid.next_place, case)

    def clear(self) -> None:
        """Nothing is open any more, in no viewport."""
        for place, view in enumerate(self.grid.views):
            self._stop_filling(place)
            view.show_volume(None)
        self._cases.clear()

    def _make_room(self) -> None:
        if len(self.grid.places) < 2:
            self.set_layout(Layout.ROW)

    def _fill(self, place: int, case: Case) -> None:
        """Read a scan into a viewport that is not the case view."""
        assert case.item is not None
        self._stop_filling(place)
        view = self.grid.views[place]
        view.show_volume(None)
        task = Task(_read, case.item)
        task.returned.connect(partial(self._filled, place, case))
        task.failed.connect(self._controller.said)
        self._filling[place] = task
        task.start()

    def _filled(self, place: int, case: Case, volume: ImageVolume) -> None:
        del self._filling[place]
        self._cases[place] = case
        view = self.grid.views[place]
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

    # --- layout ---------------------------------------------------------------------------

    def set_layout(self, layout: Layout) -> None:
        """Lay the viewports out; the three planes are cut from the case view's volume."""
        self.planes.forget_views()
        case_view = self.grid.case_view
        planes = self.planes.make_views(case_view) if layout is Layout.MPR else []
        for view in planes:
            self._share_with(view)
        self.grid.set_layout(layout, planes)
        if planes:
            self.planes.show(case_view)
        else:
            self.links.align(case_view)
        self.links.refresh()

    def _all_shown(self) -> list[Viewport]:
        if self.grid.layout_shown is Layout.MPR:
            return [*self.planes.views.values(), self.grid.case_view]
        return list(self.grid.shown)

    def _others(self) -> list[Viewport]:
        """Every viewport but the case view."""
        return [*self.grid.companions, *self.planes.views.values()]

    def _connect_grid(self) -> None:
        grid, view = self.grid, self.grid.case_view
        self._join(view)
        grid.companionAdded.connect(self._added)
        grid.placesChanged.connect(self._hand_over)
        grid.heldBack.connect(self._say_held)
        grid.caseDropped.connect(self.open_in)
        grid.layoutChanged.connect(self._show_layout)
        self._controller.opened.connect(self._opened)
        self._controller.calibrated.connect(self._rescale)
        self.planes.viewMade.connect(self._join)
        self.planes.pointed.connect(self._go_to)
        view.volumeShown.connect(self._cut_anew)
        view.masksChanged.connect(self.planes.follow_masks)
        for signal in (view.masksVisibleChanged, view.styleChanged, view.opacityChanged):
            signal.connect(self._share_looks)
        view.toolChanged.connect(self._share_looks)

    def _say_held(self) -> None:
        key = self._actions["edit"].shortcut().toString()
        self._controller.said.emit(f"Masks are being edited beside: end that first ({key}).")

    def _added(self, companion: Viewport) -> None:
        companion.set_empty_hint(_EMPTY_HINT)
        self._join(companion)

    def _join(self, view: Viewport) -> None:
        self.links.add(view)
        self._share_with(view)
        view.contextMenuRequested.connect(partial(self._show_menu, view))
        view.cursorInfo.connect(self.cursorInfo)

    def _share_looks(self) -> None:
        for view in self._others():
            self._share_with(view)

    def _share_with(self, view: Viewport) -> None:
        """How scans are drawn and what the mouse does is one choice for all viewports."""
        case_view, smooth = self.grid.case_view, self._actions["smooth"].isChecked()
        view.interpolation = Interpolation.SMOOTH if smooth else Interpolation.PIXELS
        if view is not case_view:
            view.look_like(case_view)
            view.tool = case_view.tool
            view.privacy = self._actions["privacy"].isChecked()

    def _rescale(self, volume: ImageVolume) -> None:
        for view in self.grid.companions:
            if view.volume is not None and view.volume.content_hash == volume.content_hash:
                view.set_geometry(volume)

    def _cut_anew(self) -> None:
        if self.grid.layout_shown is Layout.MPR:
            self.planes.show(self.grid.case_view)

    def _go_to(self, point: Vector) -> None:
        self.planes.go_to(point)
        self.links.align(next(iter(self.planes.views.values())))

    def _show_layout(self, layout: Layout) -> None:
        for name, one in LAYOUT_ACTIONS.items():
            self._actions[name].setChecked(one is layout)

    # --- actions --------------------------------------------------------------------------

    def _connect_actions(self) -> None:
        act, grid = self._actions, self.grid
        does: dict[str, Callable[[], object]] = {
            "next_view": grid.activate_next,
            "open_in_next": self.open_in_next,
            "maximise_view": grid.toggle_maximised,
            "compare_prior": self.compare_prior,
            "turn_right": lambda: grid.case_view.turn_right(),
            "turn_left": lambda: grid.case_view.turn_left(),
            "flip_horizontal": lambda: grid.case_view.flip_horizontal(),
            "flip_vertical": lambda: grid.case_view.flip_vertical(),
            "pixel_for_pixel": lambda: grid.case_view.show_pixel_for_pixel(),
            "true_size": self._show_true_size,
            "calibrate_screen": self.calibrate_screen,
            "cine": lambda: grid.case_view.toggle_cine(),
        }
        for number in range(10):
            does[f"preset_{number}"] = partial(self._preset, number)
        for name, function in does.items():
            act[name].triggered.connect(lambda _checked=False, f=function: f())
        group = QActionGroup(self)
        for name, layout in LAYOUT_ACTIONS.items():
            group.addAction(act[name])
            self.layouts.addAction(act[name])
            act[name].triggered.connect(lambda _checked=False, one=layout: self.set_layout(one))
        act["layout"].setMenu(self.layouts)
        for shown in act["layout"].associatedObjects():
            if isinstance(shown, QToolButton):
                shown.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        saved = self._preferences
        act["link_views"].setChecked(saved.link_views)
        act["reference_lines"].setChecked(saved.reference_lines)
        act["smooth"].setChecked(saved.smooth)
        self.links.on, self.links.lines = saved.link_views, saved.reference_lines
        self._share_all()
        act["link_views"].toggled.connect(self._set_linked)
        act["match_views"].triggered.connect(self._match)
        self.links.changed.connect(lambda: act["match_views"].setChecked(self.links.matched))
        act["reference_lines"].toggled.connect(lambda on: setattr(self.links, "lines", on))
        act["smooth"].toggled.connect(self._share_all)
        act["privacy"].toggled.connect(self._share_looks)

    def restore(self) -> None:
        """The layout that was left behind; the planes are of one volume, so never they."""
        known = {layout.value for layout in Layout} - {Layout.MPR.value}
        saved = self._preferences.layout
        self.set_layout(Layout(saved) if saved in known else Layout.ONE)

    def remember(self) -> None:
        """Write what is to be the same next time into the preferences."""
        saved = self._preferences
        saved.layout = self.grid.layout_shown.value
        saved.link_views = self.links.on
        saved.reference_lines = self.links.lines
        saved.smooth = self._actions["smooth"].isChecked()

    def _preset(self, number: int) -> None:
        view = self.grid.case_view
        if view.volume is not None and number > len(view.presets):
            self._controller.said.emit(f"This scan has no window preset {number}.")
        view.apply_preset(number)

    def _set_linked(self, on: bool) -> None:
        self.links.on = on
        if on:
            self.links.align(self.grid.case_view)

    def _match(self, on: bool) -> None:
        """Link scans of different frames of reference by the slices shown now, or no more."""
        if not on:
            self.links.unmatch()
            self._controller.said.emit("No longer linked by hand.")
        elif self.links.match():
            self._actions["link_views"].setChecked(True)
            self._controller.said.emit("Linked by the slices shown now, until done again.")
        else:
            self._actions["match_views"].setChecked(False)
            self._controller.said.emit(_NO_MATCH)

    def _share_all(self) -> None:
        self._share_with(self.grid.case_view)
        self._share_looks()

    def _show_menu(self, view: Viewport, at: QPoint) -> None:
        if view.volume is not None:
            view_menu(view, self._actions, self.grid).popup(at)

    # --- true size ------------------------------------------------------------------------

    def _show_true_size(self) -> None:
        view = self.grid.case_view
        scale = known_scale(self._preferences.screens, view.screen())
        if view.volume is None:
            self._controller.said.emit("Open a scan first.")
        elif view.true_size_zoom(1.0) is None:
            self._controller.said.emit(_NO_SCALE)
        elif scale is None:
            self._controller.said.emit(_NO_SCREEN)
        else:
            view.show_true_size(scale)

    def calibrate_screen(self) -> None:
        """Ask a person to measure the screen that the window is on."""
        screen = self.grid.screen()
        ruler = ScreenRuler(screen, known_scale(self._preferences.screens, screen), self.grid)
        ruler.accepted.connect(lambda: self.keep_screen(ruler.pixels_per_mm))
        ruler.finished.connect(ruler.deleteLater)
        ruler.open()

    def keep_screen(self, pixels_per_mm: float) -> None:
        """Remember how large the pixels of this screen are."""
        saved = self._preferences
        saved.screens = with_scale(saved.screens, self.grid.screen(), pixels_per_mm)
        self._controller.said.emit("Screen calibrated; pictures can be shown in true size.")


def _read(item: IndexedSeries) -> ImageVolume:
    from medviewer.imaging.registry import default_registry

    return default_registry().read_series(item)

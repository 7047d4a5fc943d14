"""What the viewports of the page do together: layout, scans, links, planes, presets, size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
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
from medviewer.ui.viewport.view_grid import Layout, ViewGrid
from medviewer.ui.viewport.view_menu import view_menu
from medviewer.ui.viewport.viewport import Viewport

if TYPE_CHECKING:
    from medviewer.imaging.index import IndexedSeries
    from medviewer.imaging.space import Vector
    from medviewer.ui.browser.browser import Browser
    from medviewer.ui.browser.model import Case
    from medviewer.ui.case_controller import CaseController

LAYOUT_ACTIONS = {
    "layout_1x1": Layout.ONE,
    "layout_1x2": Layout.ROW,
    "layout_2x1": Layout.COLUMN,
    "layout_2x2": Layout.FOUR,
    "layout_mpr": Layout.MPR,
}
_EMPTY_HINT = "Drag a case from the list here, or click here and choose one"
_NO_SCALE = "True size needs the spacing of the pixels, which this scan's file does not give."
_NO_SCREEN = (
    "True size needs to know how large this screen is: calibrate it first (View, Calibrate screen)."
)


class Viewing(QObject):
    """Joins the viewports with the actions of the window and with the case being read.

    The controller's case is the scan of the active viewport; the others keep theirs, to be
    looked at only.
    """

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
        self._cases: dict[Viewport, Case] = {}
        self._filling: dict[Viewport, Task] = {}
        self.links = Links(self._all_shown, self)
        self.planes = Planes(self)
        self.layouts = QMenu("Layout", grid)
        self._connect_grid()
        self._connect_actions()
        CaseDrag(browser.tree)
        browser.tree.clicked.connect(self._choose_again)

    # --- scans ----------------------------------------------------------------------------

    def show(self, view: Viewport, case: Case | None, volume: ImageVolume) -> None:
        """Show the controller's scan, unless it is the one that the viewport shows already."""
        if case is not None:
            self._cases[view] = case
        if volume is not view.volume:
            self._stop_filling(view)
            view.show_volume(volume)
            self._apply_looks(view)

    def hand_over(self, view: Viewport) -> None:
        """The viewport has become the active one: its scan is the case being read."""
        for other in self.grid.views:
            other.canvas.passive = other is not view
        self._stop_filling(view)
        case = self._cases.get(view)
        if case is None or view.volume is None:
            self._controller.close_case()
        else:
            self._browser.follow(case.key)
            self._controller.take_up(case, view.volume)
        self.links.refresh()

    def open_in(self, view: Viewport, key: str) -> None:
        """Open a case of the list in one viewport, which becomes the active one."""
        self.grid.activate(view)
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
        if len(self.grid.shown) < 2:
            self.set_layout(Layout.ROW)
        self.open_in(self.grid.activate_next(), case.key)

    def compare_prior(self) -> None:
        """Show the patient's scan before this one, of the same modality, in the next viewport."""
        volume = self._controller.volume
        if volume is None:
            self._controller.said.emit("Open a scan first.")
            return
        case = earlier_case(volume, self._browser.visible_cases(), self._controller.history)
        if case is None or case.item is None:
            modality = volume.context.series.modality or "picture"
            self._controller.said.emit(
                f"No earlier {modality} of this patient is in the list or in the store."
            )
            return
        if len(self.grid.shown) < 2:
            self.set_layout(Layout.ROW)
        shown = self.grid.shown
        self._fill(shown[(shown.index(self.grid.active) + 1) % len(shown)], case)

    def clear(self) -> None:
        """Nothing is open any more, in no viewport."""
        for view in self.grid.views:
            self._stop_filling(view)
            view.show_volume(None)
        self._cases.clear()
        if self.grid.layout_shown is Layout.MPR:
            self.planes.show(self.grid.active)

    def _fill(self, view: Viewport, case: Case) -> None:
        """Read a scan into a viewport that is not the active one."""
        assert case.item is not None
        self._stop_filling(view)
        view.show_volume(None)
        task = Task(_read, case.item)
        task.returned.connect(partial(self._filled, view, case))
        task.failed.connect(self._controller.said)
        self._filling[view] = task
        task.start()

    def _filled(self, view: Viewport, case: Case, volume: ImageVolume) -> None:
        del self._filling[view]
        self._cases[view] = case
        view.show_volume(volume)
        self._apply_looks(view)
        stored = [s for s in self._controller.history if s.scan.content_hash == volume.content_hash]
        if stored:
            confirmed = stored[0].state in (ReviewState.ACCEPTED, ReviewState.CORRECTED)
            result = stored[0].result
            view.set_masks(result.masks, confirmed, result.findings)

    def _stop_filling(self, view: Viewport) -> None:
        task = self._filling.pop(view, None)
        if task is not None:
            task.cancel()

    def _choose_again(self) -> None:
        """A click on the case that is current already, while an empty viewport is active."""
        case = self._browser.current
        if case is not None and self._controller.case is None:
            self._controller.open(case)

    # --- layout ---------------------------------------------------------------------------

    def set_layout(self, layout: Layout) -> None:
        """Lay the viewports out; the three planes are cut from the active one's volume."""
        self.planes.forget_views()
        views = self.planes.make_views(self.grid.active) if layout is Layout.MPR else []
        self.grid.set_layout(layout, views)
        for view in views:
            self._join(view)
        if views:
            self.planes.show(self.grid.active)
        else:
            self.links.align(self.grid.active)
        self.links.refresh()

    def _all_shown(self) -> list[Viewport]:
        if self.grid.layout_shown is Layout.MPR:
            return [*self.planes.views.values(), self.grid.active]
        return list(self.grid.shown)

    def _connect_grid(self) -> None:
        grid = self.grid
        for view in grid.views:
            self._added(view)
        grid.viewAdded.connect(self._added)
        grid.caseDropped.connect(self.open_in)
        grid.layoutChanged.connect(self._show_layout)
        self.planes.pointed.connect(self._go_to)

    def _added(self, view: Viewport) -> None:
        if view is not self.grid.active:
            view.canvas.passive = True
            view.set_empty_hint(_EMPTY_HINT)
        view.volumeShown.connect(partial(self._cut_anew, view))
        view.masksChanged.connect(partial(self._mask_planes, view))
        self._join(view)

    def _join(self, view: Viewport) -> None:
        self.links.add(view)
        self._apply_looks(view)
        view.contextMenuRequested.connect(partial(self._show_menu, view))

    def _cut_anew(self, view: Viewport) -> None:
        if view is self.grid.active and self.grid.layout_shown is Layout.MPR:
            self.planes.show(view)

    def _mask_planes(self, view: Viewport) -> None:
        if view is self.grid.active:
            self.planes.follow_masks()

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
            "turn_right": lambda: grid.active.turn_right(),
            "turn_left": lambda: grid.active.turn_left(),
            "flip_horizontal": lambda: grid.active.flip_horizontal(),
            "flip_vertical": lambda: grid.active.flip_vertical(),
            "pixel_for_pixel": lambda: grid.active.show_pixel_for_pixel(),
            "true_size": self._show_true_size,
            "calibrate_screen": self.calibrate_screen,
            "cine": lambda: grid.active.toggle_cine(),
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
        self._set_smooth(saved.smooth)
        act["link_views"].toggled.connect(self._set_linked)
        act["reference_lines"].toggled.connect(lambda on: setattr(self.links, "lines", on))
        act["smooth"].toggled.connect(self._set_smooth)

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
        view = self.grid.active
        if view.volume is not None and number > len(view.presets):
            self._controller.said.emit(f"This scan has no window preset {number}.")
        view.apply_preset(number)

    def _set_linked(self, on: bool) -> None:
        self.links.on = on
        if on:
            self.links.align(self.grid.active)

    def _set_smooth(self, on: bool) -> None:
        for view in (*self.grid.views, *self.planes.views.values()):
            view.interpolation = Interpolation.SMOOTH if on else Interpolation.PIXELS

    def _apply_looks(self, view: Viewport) -> None:
        smooth = self._actions["smooth"].isChecked()
        view.interpolation = Interpolation.SMOOTH if smooth else Interpolation.PIXELS

    def _show_menu(self, view: Viewport, at: QPoint) -> None:
        if view.volume is not None:
            view_menu(view, self._actions, self.grid).popup(at)

    # --- true size ------------------------------------------------------------------------

    def _show_true_size(self) -> None:
        view = self.grid.active
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

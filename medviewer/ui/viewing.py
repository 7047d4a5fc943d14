"""What the viewports of the page do together: layout, links, planes, presets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from medviewer.domain.image import ImageVolume
from medviewer.ui.browser.drag import CaseDrag
from medviewer.ui.placed_scans import PlacedScans
from medviewer.ui.preferences import Preferences
from medviewer.ui.true_size import TrueSize
from medviewer.ui.viewport.camera import Interpolation
from medviewer.ui.viewport.linking import Links
from medviewer.ui.viewport.planes import Planes
from medviewer.ui.viewport.view_grid import Layout, ViewGrid
from medviewer.ui.viewport.view_menu import view_menu
from medviewer.ui.viewport.viewport import Viewport

if TYPE_CHECKING:
    from medviewer.imaging.space import Vector
    from medviewer.ui.browser.browser import Browser
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


class Viewing(QObject):
    """Joins the viewports with the actions of the window and with the case being read.

    ``cursorInfo(str)`` what lies under the mouse, in whichever viewport.
    ``menuOpening(QMenu, QPoint)`` the menu of the case view is about to show at a place of the
    screen.
    """

    cursorInfo = Signal(str)
    menuOpening = Signal(QMenu, QPoint)

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
        self._actions = actions
        self._preferences = preferences
        self.links = Links(self._all_shown, self)
        self.planes = Planes(self)
        self.true_size = TrueSize(preferences, grid, self)
        self.true_size.said.connect(controller.said)
        self.scans = PlacedScans(grid, self.links, controller, browser, actions["invert"], self)
        self.scans.roomWanted.connect(lambda: self.set_layout(Layout.ROW))
        self.layouts = QMenu("Layout", grid)
        self._connect_grid()
        self._connect_actions()
        CaseDrag(browser.tree)

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
        grid.heldBack.connect(self._say_held)
        self._controller.opened.connect(lambda volume: self.planes.prepare(volume, grid))
        grid.layoutChanged.connect(self._show_layout)
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
            "open_in_next": self.scans.open_in_next,
            "maximise_view": grid.toggle_maximised,
            "compare_prior": self.scans.compare_prior,
            "turn_right": lambda: grid.case_view.turn_right(),
            "turn_left": lambda: grid.case_view.turn_left(),
            "flip_horizontal": lambda: grid.case_view.flip_horizontal(),
            "flip_vertical": lambda: grid.case_view.flip_vertical(),
            "pixel_for_pixel": lambda: grid.case_view.show_pixel_for_pixel(),
            "true_size": lambda: self.true_size.show(grid.case_view),
            "calibrate_screen": self.true_size.calibrate,
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
            menu = view_menu(view, self._actions, self.grid)
            if view is self.grid.case_view:
                self.menuOpening.emit(menu, at)
            menu.popup(at)

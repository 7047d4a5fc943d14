"""The page one reads on: browser, toolbar over the picture, results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from medviewer.jobs.database import DatabaseThread
from medviewer.ui.calibration_bar import CalibrationBar
from medviewer.ui.case_controller import CaseController
from medviewer.ui.centre import Centre
from medviewer.ui.deidentify_bar import DeidentifyBar
from medviewer.ui.editing.mode import EditMode
from medviewer.ui.editing.shown import ShownMasks
from medviewer.ui.file_companions import FileCompanions
from medviewer.ui.mask_export import MaskExport
from medviewer.ui.measuring import TOOLS as MEASURING
from medviewer.ui.measuring import Measuring
from medviewer.ui.overflow import action_button
from medviewer.ui.panels import Panels
from medviewer.ui.preferences import Preferences
from medviewer.ui.result_shown import ResultShown
from medviewer.ui.results.panel import ResultsPanel
from medviewer.ui.start_page import StartPage
from medviewer.ui.toolbar import ToolBar
from medviewer.ui.undoing import Undoing
from medviewer.ui.viewing import Viewing
from medviewer.ui.viewport.view_grid import ViewGrid
from medviewer.ui.viewport.viewport import OverlayStyle, Tool, Viewport
from medviewer.ui.worklist import Worklist

_TOOLS = {
    "tool_window": Tool.WINDOW_LEVEL,
    "tool_zoom": Tool.ZOOM,
    "tool_pan": Tool.PAN,
}
_OPACITY_STEP = 0.1


class ReadingPage(QWidget):
    """Joins browser, viewport and results panel to the controller.

    ``cursorInfo(str)`` what lies under the mouse, "" for nothing.
    """

    cursorInfo = Signal(str)

    def __init__(
        self,
        controller: CaseController,
        database: DatabaseThread,
        actions: Mapping[str, QAction],
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.controller = controller
        undoing = Undoing(controller, database, actions, self._settle, self)
        self.edits, self.journal = undoing.history, undoing.journal
        self._actions = actions
        self._preferences = preferences
        self.viewport = Viewport(self)
        self.grid = ViewGrid(self.viewport, self)
        self.calibration = CalibrationBar(self)
        self.deidentify = DeidentifyBar(database, preferences, self)
        self.panel = ResultsPanel(self)
        controller.wishes.preferences = preferences
        self.worklist = Worklist(controller, database, actions, preferences, self)
        self.browser, self.queue = self.worklist.browser, self.worklist.queue
        self.feed = self.worklist.feed
        self.editing = EditMode(controller, self.viewport, actions, self)
        self.mask_export = MaskExport(controller, database, lambda: self.journal.unsaved, self)
        self.masks = ShownMasks(controller, self.viewport, self.panel, actions, self)
        self.result = ResultShown(controller, self.viewport, self.panel, self.masks, actions, self)
        self.panel.predict.hide()  # the toolbar has it
        self._predicted_button = action_button(actions["show_prediction"])
        self.panel.overlay.head.addWidget(self._predicted_button)
        self.measuring = Measuring(
            self.viewport, self.panel.measurements, actions, self.edits, self
        )
        self.companions = FileCompanions(
            self.viewport, self.panel.file_overlays, actions["file_overlays"], self
        )
        self.toolbar = ToolBar(actions, self.measuring.share_button)
        self.start = StartPage(actions, preferences, self)
        self._bars = QStackedWidget()
        self._centre = Centre(controller, self.grid, self.start, actions["compare"], self)
        self.compare, self.document = self._centre.compare, self._centre.document
        self._lay_out()
        self._connect_controller()
        self._connect_picture()
        self._connect_actions()
        self.viewing = Viewing(self.grid, controller, self.browser, actions, preferences, self)
        self.viewing.cursorInfo.connect(self.cursorInfo)
        self.viewing.menuOpening.connect(self.measuring.offer_in)
        self._apply_preferences()
        self._show_case()

    def _lay_out(self) -> None:
        # In one place and of one height: the picture stays where it is as editing begins.
        self._bars.addWidget(self.toolbar)
        self._bars.addWidget(self.editing.bar)
        self._bars.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.calibration)
        column.addWidget(self.deidentify)
        column.addWidget(self._centre, 1)
        self.splitter = Panels(self.worklist, middle, self.panel, self._actions)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._bars)
        page.addWidget(self.splitter, 1)

    # --- controller -----------------------------------------------------------------------

    def _connect_controller(self) -> None:
        controller = self.controller
        controller.opened.connect(self._show_volume)
        controller.openFailed.connect(lambda _: self.viewport.show_volume(None))
        controller.calibrated.connect(self.viewport.set_geometry)
        controller.calibrated.connect(self.calibration.show_volume)
        controller.changed.connect(self._show_case)
        self.result.shown.connect(self._centre.refresh)
        self.browser.left.connect(self.viewport.setFocus)

    def _show_volume(self, volume: Any) -> None:
        self.viewport.show_volume(volume)
        self.document.leave()
        self.companions.show_volume(volume, files=not self.controller.file_missing)
        self.measuring.show_volume(volume, measurable=not self.controller.file_missing)
        self.calibration.show_volume(volume)
        self.deidentify.clear()
        self.result.forget()
        if volume.reference_mask is None:
            self._actions["compare"].setChecked(False)
        self._actions["invert"].setChecked(False)
        self.panel.set_packs(self.controller.fitting_packs())
        self.worklist.show_volume(volume)

    def _show_case(self) -> None:
        """Bring panel, masks and actions in line with the controller."""
        c = self.controller
        if c.volume is None:
            self.calibration.show_volume(None)
            self.companions.show_volume(None)
            self.deidentify.clear()
        else:
            self.panel.choose_pack(c.wishes.pack_for(c.volume))
        self.result.refresh()
        self._actions["predict"].setEnabled(c.volume is not None and not c.file_missing)
        self.panel.predict.setEnabled(c.volume is not None and not c.file_missing)
        for name in ("accept", "reject", "name_diagnosis"):
            self._actions[name].setEnabled(c.can_review)
        self.panel.diagnosis.correct.setEnabled(c.can_review)
        drawable = c.correcting.possible or c.reviewing.can_outline
        self._actions["edit"].setEnabled(drawable)
        self.panel.review.set_editable(drawable)
        self.masks.allow()
        self._predicted_button.setVisible(self.masks.corrected)
        self._actions["deidentify"].setEnabled(c.volume is not None and not c.file_missing)
        self._actions["export_report"].setEnabled(bool(c.history))
        self._actions["export_masks"].setEnabled(self.mask_export.possible)
        has_reference = c.volume is not None and c.volume.reference_mask is not None
        self._actions["compare"].setEnabled(has_reference)
        has_masks = c.result is not None and any(m.area_px for m in c.result.masks)
        self._actions["toggle_masks"].setEnabled(has_masks)
        self._actions["evidence"].setEnabled(c.evidence.possible)

    # --- picture and bars -----------------------------------------------------------------

    def _connect_picture(self) -> None:
        view, controller = self.viewport, self.controller
        view.masksVisibleChanged.connect(self._actions["toggle_masks"].setChecked)
        view.toolChanged.connect(self._show_tool)
        view.activated.connect(view.setFocus)
        view.lineDrawn.connect(self._ask_length)
        self.measuring.said.connect(controller.said)
        self.companions.said.connect(controller.said)
        self.deidentify.areasShown.connect(view.set_black_areas)
        self.deidentify.said.connect(controller.said)
        self.calibration.lengthGiven.connect(controller.calibrate)
        self.calibration.takenBack.connect(controller.take_scale_back)
        self.calibration.left.connect(view.setFocus)
        self.panel.editRequested.connect(self.editing.toggle)
        self.editing.editor.said.connect(controller.said)
        self.editing.editor.changed.connect(self._editing_changed)

    def _ask_length(self, pixels: float) -> None:
        volume = self.controller.volume
        if volume is not None and not self.controller.file_missing:
            self.calibration.ask(volume, pixels)

    def _offer_copies(self) -> None:
        volume = self.controller.volume
        if volume is not None and not self.controller.file_missing:
            self._actions["compare"].setChecked(False)  # the preview is on the picture
            self.deidentify.offer(volume)

    # --- actions --------------------------------------------------------------------------

    def _connect_actions(self) -> None:
        view, act = self.viewport, self._actions
        does = {
            "predict": self.panel.predict_now,
            "accept": self.panel.accept_now,
            "reject": self.panel.reject_now,
            "name_diagnosis": self.panel.choose_diagnosis,
            "opacity_down": lambda: self._fade(-_OPACITY_STEP),
            "opacity_up": lambda: self._fade(_OPACITY_STEP),
            "next_style": view.next_style,
            "edge_band": view.toggle_edge_band,
            "reset_view": self._reset,
            "fit": view.fit,
            "previous_frame": lambda: view.step_frame(-1),
            "next_frame": lambda: view.step_frame(1),
            "first_frame": view.first_frame,
            "last_frame": view.last_frame,
            "deidentify": self._offer_copies,
            "export_masks": self._export_masks,
        }
        for name, function in does.items():
            act[name].triggered.connect(lambda _checked=False, f=function: f())
        act["toggle_masks"].toggled.connect(lambda on: setattr(view, "masks_visible", on))
        act["invert"].toggled.connect(lambda on: setattr(view, "invert", on))
        act["privacy"].toggled.connect(self._set_privacy)
        self.edits.recorded.connect(lambda _edit: act["show_prediction"].setChecked(False))
        act["evidence"].toggled.connect(self.controller.evidence.want)
        for name, tool in _TOOLS.items():
            act[name].triggered.connect(lambda _checked=False, t=tool: setattr(view, "tool", t))
        act["compare"].setEnabled(False)
        self._show_tool(view.tool)
        act["toggle_masks"].setChecked(view.masks_visible)

    def close_scans(self) -> None:
        """Nothing is on the screen any more, in no viewport."""
        self.feed.thumbnails.clear()
        self.controller.close_case()
        self.viewing.scans.clear()
        self.document.leave()

    def peek(self, on: bool) -> None:
        """Show the opposite of what is chosen while the key is held."""
        self.viewport.peek(on)

    def _fade(self, by: float) -> None:
        self.viewport.opacity = self.viewport.opacity + by

    def _reset(self) -> None:
        self.viewport.reset_view()
        self._actions["invert"].setChecked(False)

    def _export_masks(self) -> None:
        path = self.mask_export.ask(self, self._preferences.export_folder)
        if path is not None:
            self._preferences.export_folder = str(path.parent)
            self.mask_export.write(path)

    def _settle(self) -> bool:
        """End what is in hand before undo and redo; a stroke in hand is what is taken back."""
        self.measuring.settle()
        return self.editing.editor.drop()

    def _editing_changed(self) -> None:
        self._bars.setCurrentWidget(self.editing.bar if self.editing.active else self.toolbar)
        self.grid.held = self.editing.active  # in its own viewport until it is ended
        if self.editing.active:
            self._actions["compare"].setChecked(False)  # one draws on the picture itself
        self._show_tool(self.viewport.tool)

    def _show_tool(self, tool: Tool) -> None:
        editing = self.editing.active and self.editing.editor.tool is not None
        for name, one in (_TOOLS | MEASURING).items():
            self._actions[name].setChecked(one is tool and not editing)

    def _set_privacy(self, on: bool) -> None:
        self.viewport.privacy = on
        self.worklist.privacy = on
        self.document.privacy = on

    # --- remembered -----------------------------------------------------------------------

    def _apply_preferences(self) -> None:
        saved = self._preferences
        self.splitter.recall(saved)
        self.apply_overlay()
        self._actions["privacy"].setChecked(saved.privacy or saved.privacy_at_start)
        self.viewing.restore()

    def apply_overlay(self) -> None:
        """Masks look as the preferences say."""
        saved = self._preferences
        if saved.overlay_style in set(OverlayStyle):
            self.viewport.overlay_style = OverlayStyle(saved.overlay_style)
        self.viewport.opacity = saved.overlay_opacity
        self.panel.set_style(self.viewport.overlay_style)
        self.panel.set_opacity(self.viewport.opacity)
        self.panel.set_packs(self.controller.fitting_packs())
        self.controller.queue.reconsider()
        self.worklist.recall()

    def refresh_words(self) -> None:
        """Write anew what was made of several sentences; another language is in use."""
        self.result.forget()
        self._show_case()

    def remember(self) -> None:
        """Write what is to be the same next time into the preferences."""
        saved = self._preferences
        self.viewing.remember()
        self.splitter.remember(saved)
        saved.overlay_style = self.viewport.overlay_style.value
        saved.overlay_opacity = self.viewport.opacity
        saved.privacy = self._actions["privacy"].isChecked()
        self.worklist.remember()

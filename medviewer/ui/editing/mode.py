"""Editing masks as a state of the reading page: its bar, its keys, its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication

from medviewer.ui.case_controller import CaseController
from medviewer.ui.editing.bar import EditBar
from medviewer.ui.editing.editor import EditTool, MaskEditor
from medviewer.ui.viewport.viewport import Tool, Viewport

_TOOLS = {
    "edit_brush": EditTool.BRUSH,
    "edit_eraser": EditTool.ERASER,
    "edit_polygon": EditTool.POLYGON,
    "edit_fill": EditTool.FILL,
    "edit_island": EditTool.ISLAND,
}


class EditMode(QObject):
    """Switches editing on and off and lends its actions their keys meanwhile.

    ``bar`` is shown, in place of the window's own, by whoever has both.

    The keys of editing are those of other actions too (B, E, [ ]): while editing they are
    taken from those, so that one key never means two things.
    """

    def __init__(
        self,
        controller: CaseController,
        viewport: Viewport,
        actions: Mapping[str, QAction],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._viewport = viewport
        self._actions = actions
        self.editor = MaskEditor(controller.screen, controller.correcting, viewport, self)
        self.bar = EditBar(actions)
        self._own = {name: a for name, a in actions.items() if name.startswith("edit_")}
        self._lent: dict[str, list[QKeySequence]] = {}
        self._connect()
        self._lend(False)

    def _connect(self) -> None:
        editor, bar, act = self.editor, self.bar, self._actions
        work = editor.operations
        does: dict[str, Callable[[], object]] = {
            "edit_smaller": lambda: editor.resize_by(-1),
            "edit_larger": lambda: editor.resize_by(1),
            "edit_segment": editor.next_segment,
            "edit_holes": work.fill_holes,
            "edit_largest": work.keep_largest,
            "edit_smooth": work.smooth,
            "edit_grow": lambda: work.grow(bar.distance.value()),
            "edit_shrink": lambda: work.shrink(bar.distance.value()),
            "edit_copy": work.copy_to_next,
            "edit_interpolate": work.interpolate,
            "edit_clear": work.clear,
            "edit_close": self._close_or_accept,
        }
        for name, function in does.items():
            act[name].triggered.connect(lambda _checked=False, f=function: f())
        for name, tool in _TOOLS.items():
            act[name].triggered.connect(lambda _checked=False, t=tool: setattr(editor, "tool", t))
        act["edit_all"].toggled.connect(lambda on: setattr(work, "all_frames", on))
        act["edit"].triggered.connect(lambda _checked=False: self.toggle())
        bar.segmentChosen.connect(lambda label: setattr(editor, "label", label))
        bar.sizeChosen.connect(lambda size: setattr(editor, "size", size))
        bar.valuesChosen.connect(lambda values: setattr(editor, "values", values))
        bar.left.connect(self._viewport.setFocus)
        editor.changed.connect(self._show)
        self._viewport.toolChanged.connect(self._viewport_tool)
        self._controller.changed.connect(self._stop_if_impossible)
        self._controller.opened.connect(lambda _volume: self.stop())

    # --- on and off -----------------------------------------------------------------------

    @property
    def active(self) -> bool:
        return self.editor.active

    def toggle(self) -> None:
        """Begin to edit, or end it."""
        if self.active:
            self.stop()
        else:
            self.start()

    def start(self) -> None:
        """Begin to edit; a scan that no model has read gets an outline by hand."""
        if self._controller.reviewing.can_outline:
            self._actions["edit"].setChecked(False)
            self._controller.reviewing.outline_by_hand(self.start)
            return
        if self.active or not self.editor.start():
            self._actions["edit"].setChecked(self.active)
            return
        self._lend(True)
        volume = self._viewport.volume
        assert volume is not None
        limits = None if volume.colour else self._viewport.voi_window.limits
        self.bar.show_scan(len(volume), self.editor.operations.unit, limits)
        self._show()
        self._viewport.setFocus()

    def stop(self) -> None:
        """Everything is kept already; only the state of the page ends."""
        self._actions["edit"].setChecked(False)
        if not self.active:
            return
        self._leave_bar()  # else the keyboard would go to whatever comes next
        self.editor.stop()
        self._lend(False)

    def escape(self) -> bool:
        """Drop what is in hand, leave the bar, else end editing; False where there is neither."""
        if not self.active:
            return False
        if not self.editor.drop() and not self._leave_bar():
            self.stop()
        return True

    def _leave_bar(self) -> bool:
        """Give the keyboard back to the picture where the bar has it."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self.bar.isAncestorOf(focus)
        if inside:
            self._viewport.setFocus()
        return inside

    def _stop_if_impossible(self) -> None:
        if self.active and not self._controller.correcting.possible:
            self.stop()

    def _close_or_accept(self) -> None:
        if not self.editor.close_polygon():
            self._actions["accept"].trigger()

    # --- keys and looks -------------------------------------------------------------------

    def _lend(self, on: bool) -> None:
        """Let the keys of editing hold; who else has them rests meanwhile."""
        if on:
            mine = {key.toString() for action in self._own.values() for key in action.shortcuts()}
            for name, action in self._actions.items():
                keys = action.shortcuts()
                if name not in self._own and mine & {key.toString() for key in keys}:
                    self._lent[name] = keys
                    action.setShortcuts([key for key in keys if key.toString() not in mine])
        else:
            for name, keys in self._lent.items():
                self._actions[name].setShortcuts(keys)
            self._lent.clear()
        for action in self._own.values():
            action.setEnabled(on)  # the keys of what is not enabled are nobody's

    def _viewport_tool(self, _tool: Tool) -> None:
        """A tool of the viewport was chosen: the left button is its until the brush is again."""
        if self.active:
            self.editor.tool = None

    def _show(self) -> None:
        editor = self.editor
        self._actions["edit"].setChecked(editor.active)
        for name, tool in _TOOLS.items():
            self._actions[name].setChecked(editor.active and editor.tool is tool)
        self.bar.show_segments(editor.segments, editor.label)
        self.bar.show_size(editor.size)

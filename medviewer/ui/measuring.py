"""Joins what measures: the tools' actions, the picture, the list beside it, the history."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton

from medviewer.domain.annotation import Annotation
from medviewer.domain.image import ImageVolume
from medviewer.ui.history import History
from medviewer.ui.language import fill, tr
from medviewer.ui.results.measurements import MeasurementsCard
from medviewer.ui.viewport.canvas import Tool
from medviewer.ui.viewport.measurements.layer import KINDS
from medviewer.ui.viewport.measurements.model import Annotations
from medviewer.ui.viewport.viewport import Viewport

TOOLS = {
    "tool_distance": Tool.DISTANCE,
    "tool_angle": Tool.ANGLE,
    "tool_cobb": Tool.COBB_ANGLE,
    "tool_ellipse": Tool.ELLIPSE,
    "tool_rectangle": Tool.RECTANGLE,
    "tool_outline": Tool.POLYGON,
    "tool_arrow": Tool.ARROW,
    "tool_note": Tool.NOTE,
}
_REGION = "tool_region"
_REGIONS = ("tool_ellipse", "tool_rectangle", "tool_outline")
_DRAG = "drag on the picture, or click where each point belongs"
_HOW = {
    Tool.ANGLE: "click an end, the vertex and the other end",
    Tool.COBB_ANGLE: "drag along one line, then along the other",
    Tool.POLYGON: "click the corners and close with a double click, or drag a free stroke",
    Tool.NOTE: "click where it belongs",
}
GROUPS = {
    "tool_distance": ("tool_distance", "tool_angle", "tool_cobb"),
    "tool_ellipse": (*_REGIONS, "tool_arrow", "tool_note"),
}
"""Tools that share a button of the toolbar, by the one it begins with."""


class Measuring(QObject):
    """The reader's measurements of the scan on the screen.

    They live in ``history``: whoever loads the history of a scan loads them.
    ``said(str)`` is for the message line.
    """

    said = Signal(str)

    def __init__(
        self,
        view: Viewport,
        card: MeasurementsCard,
        actions: Mapping[str, QAction],
        history: History,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._view, self._card, self._actions = view, card, actions
        self._region = _REGIONS[0]
        self._buttons: list[tuple[QToolButton, tuple[str, ...]]] = []
        self.annotations = Annotations(history, self)
        view.use_annotations(self.annotations)
        view.measurements.said.connect(self.said)
        view.toolChanged.connect(self._show_tool)
        self.annotations.changed.connect(self._show_list)
        self.annotations.selectionChanged.connect(self._show_list)
        self.annotations.jumped.connect(lambda one: view.show_annotation(one, select=False))
        card.activated.connect(self._jump)
        card.deleteRequested.connect(self.annotations.remove)
        for name, tool in TOOLS.items():
            actions[name].triggered.connect(lambda _checked=False, t=tool: self._choose(t))
        actions[_REGION].triggered.connect(lambda _checked=False: self._next_region())
        actions["place_points"].triggered.connect(lambda _checked=False: self._draw_with_keys())
        self._show_tool(view.tool)

    def show_volume(self, volume: ImageVolume | None, *, measurable: bool) -> None:
        """Another scan; ``measurable`` unless only a picture of it was kept."""
        self.annotations.show_volume(volume if measurable else None)

    def share_button(self, button: QToolButton, name: str) -> tuple[str, ...]:
        """Let a button of the toolbar stand for its whole group, and show the one used last.

        Returns:
            The names of the group, none where the button stands for one action.
        """
        names = GROUPS.get(name, ())
        if names:
            menu = QMenu(button)
            menu.addActions([self._actions[one] for one in names])
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
            self._buttons.append((button, names))
        return names

    def offer_in(self, menu: QMenu, at: QPoint) -> None:
        """Put what can be done to the annotation at a place of the screen before a menu's rest."""
        layer = self._view.measurements
        spot = self._view.canvas.viewport().mapFromGlobal(at)
        annotation = layer.annotation_at(QPointF(spot))
        if annotation is None:
            return
        layer.selection.choose(annotation)
        name = QAction(_with_key(tr("Name it"), Qt.Key.Key_F2), menu)
        name.triggered.connect(lambda: layer.name(annotation))
        words = fill("Delete {value}", value=tr(annotation.kind.heading).lower())
        delete = QAction(_with_key(words, Qt.Key.Key_Delete), menu)
        delete.triggered.connect(layer.selection.delete)
        first = menu.actions()[0]
        menu.insertActions(first, [name, delete])
        menu.insertSeparator(first)

    def escape(self) -> bool:
        """Leave the drawing, else the selection; False where there was neither."""
        return self._view.measurements.escape()

    def settle(self) -> None:
        """What is under way becomes a step of the history, before that is moved."""
        self._view.measurements.selection.end_nudge()
        self._view.measurements.give_up()

    def _choose(self, tool: Tool) -> None:
        self._view.tool = tool
        self.said.emit(f"{KINDS[tool].heading}: {_HOW.get(tool, _DRAG)}, or press Space.")

    def _next_region(self) -> None:
        """The region tool used last; where it is chosen already, the next one."""
        if self._view.tool is TOOLS[self._region]:
            self._region = _REGIONS[(_REGIONS.index(self._region) + 1) % len(_REGIONS)]
        self._choose(TOOLS[self._region])

    def _draw_with_keys(self) -> None:
        self._view.setFocus()
        self._view.measurements.start_cross()

    def _show_tool(self, tool: Tool) -> None:
        for name, one in TOOLS.items():
            self._actions[name].setChecked(one is tool)
        regions = [name for name in _REGIONS if TOOLS[name] is tool]
        if regions:
            self._region = regions[0]
        for button, names in self._buttons:
            now = [name for name in names if TOOLS[name] is tool]
            if now:
                button.setDefaultAction(self._actions[now[0]])

    def _show_list(self) -> None:
        model = self.annotations
        rows = [(one, model.figures(one)) for one in model.all]
        self._card.show_rows(rows, model.selected)

    def _jump(self, annotation: Annotation) -> None:
        self._view.show_annotation(annotation)
        self._view.setFocus()


def _with_key(words: str, key: Qt.Key) -> str:
    # Qt sets what follows a tab in the column of the keys.
    return f"{words}\t{QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)}"

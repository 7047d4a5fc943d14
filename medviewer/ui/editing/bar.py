"""The bar in the toolbar's place while masks are edited: tools, sizes, operations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDoubleSpinBox, QLabel, QMenu, QSlider, QToolButton, QWidget

from medviewer.domain.segmentation import Segment
from medviewer.ui import theme
from medviewer.ui.editing.editor import LARGEST, SMALLEST
from medviewer.ui.language import tr
from medviewer.ui.overflow import OverflowBar, Part, action_button
from medviewer.ui.results.parts import ChoiceBox

_TOOLS = ("edit_brush", "edit_eraser", "edit_polygon", "edit_fill", "edit_island")
_SHAPES = ("edit_holes", "edit_largest", "edit_smooth")
_DISTANCES = (0.5, 1.0, 2.0, 3.0, 5.0, 10.0)  # in the menu, where there is no room to type one
# What is left out first where there is no room: the higher the sooner.
_LAST, _SOON, _FIRST = 0, 1, 8


class EditBar(OverflowBar):
    """Shows the actions of editing and their settings; it decides nothing.

    Signals: ``segmentChosen(str)`` with the label, ``sizeChosen(int)`` in pixels,
    ``valuesChosen(object)`` a (low, high) or None, ``left()`` Enter in a field of numbers.
    """

    segmentChosen = Signal(str)
    sizeChosen = Signal(int)
    valuesChosen = Signal(object)
    left = Signal()

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Edit masks")
        self._actions = actions
        self.segment = ChoiceBox("Segment to edit", self)
        self.segment.setToolTip("Which outline is edited (S: the next one)")
        self.segment.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        self.size_slider = QSlider(Qt.Orientation.Horizontal)
        self.size_slider.setRange(SMALLEST, 100)
        self.size_slider.setFixedWidth(90)
        self.size_slider.setAccessibleName("Brush size")
        self.size_slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.size_words = QLabel()
        self.size_words.setMinimumWidth(self.fontMetrics().horizontalAdvance(f"{LARGEST} px "))
        self.distance = _number("Distance by which to grow and shrink", 0.1, 50.0, 1.0)
        self.low = _number("Lowest value that is taken", -1e6, 1e6, 0.0, decimals=0)
        self.high = _number("Highest value that is taken", -1e6, 1e6, 255.0, decimals=0)
        self._range_words = QLabel("to")
        self.done = QToolButton()
        self.done.setText("Done")
        self.done.setAccessibleName("End editing")
        self.done.setToolTip(f"End editing; everything is saved already ({_keys(actions['edit'])})")
        self._fill()
        self._connect()

    def _fill(self) -> None:
        act = self._actions
        self._segments = self.add((self.segment,), _SOON, self._offer_segments, divided=False)
        self._add(_LAST, *_TOOLS)
        self.add((self.size_slider, self.size_words), 2, self._offer_sizes)
        self._range = self.add(
            (action_button(act["edit_range"]), self.low, self._range_words, self.high),
            5,
            lambda menu: menu.addAction(act["edit_range"]),
        )
        self._add(3, *_SHAPES)
        grow = [action_button(act[name]) for name in ("edit_grow", "edit_shrink")]
        self.add((*grow, self.distance), 4, self._offer_distances)
        self._slices = self._add(3, "edit_copy", "edit_interpolate", "edit_all")
        self._add(6, "edit_clear", "show_prediction")
        self._add(6, "undo", "redo")
        self._add(7, "tool_window", "tool_zoom", "tool_pan")
        self.add_room()
        self.add((self.done,), _LAST, lambda menu: menu.addAction(act["edit"]), divided=False)
        self.end()

    def _add(self, rank: int, *names: str) -> Part:
        actions = [self._actions[name] for name in names]
        buttons = [action_button(action) for action in actions]
        return self.add(buttons, rank, lambda menu: menu.addActions(actions))

    # --- in the menu, where there is no room ----------------------------------------------

    def _offer_segments(self, menu: QMenu) -> None:
        menu.addAction(self._actions["edit_segment"])

    def _offer_sizes(self, menu: QMenu) -> None:
        menu.addActions([self._actions[name] for name in ("edit_smaller", "edit_larger")])

    def _offer_distances(self, menu: QMenu) -> None:
        menu.addActions([self._actions[name] for name in ("edit_grow", "edit_shrink")])
        distances = menu.addMenu("Distance")
        distances.setToolTip(self.distance.toolTip())
        for value in sorted({*_DISTANCES, self.distance.value()}):
            one = distances.addAction(f"{value:g}{self.distance.suffix()}")
            one.setCheckable(True)
            one.setChecked(value == self.distance.value())
            one.triggered.connect(lambda _on, v=value: self.distance.setValue(v))

    def _connect(self) -> None:
        self.segment.activated.connect(
            lambda index: self.segmentChosen.emit(str(self.segment.itemData(index)))
        )
        self.size_slider.valueChanged.connect(self.sizeChosen)
        self.done.clicked.connect(self._actions["edit"].trigger)
        self._actions["edit_range"].toggled.connect(lambda _on: self._tell_values())
        for box in (self.low, self.high):
            box.valueChanged.connect(lambda _value: self._tell_values())
        for box in (self.low, self.high, self.distance):
            box.lineEdit().returnPressed.connect(self.left)

    def _tell_values(self) -> None:
        on = self._actions["edit_range"].isChecked()
        for widget in (self.low, self.high, self._range_words):
            widget.setVisible(on)
        self._range.rank = _SOON if on else 5
        self.fit()
        low, high = sorted((self.low.value(), self.high.value()))
        self.valuesChosen.emit((low, high) if on else None)

    # --- what is shown --------------------------------------------------------------------

    def show_segments(self, segments: Sequence[Segment], label: str) -> None:
        blocker = QSignalBlocker(self.segment)
        self.segment.clear()
        for segment in segments:
            self.segment.addItem(f"{segment.letter}  {tr(segment.title)}", segment.label)
        self.segment.setCurrentIndex(max(self.segment.findData(label), 0))
        blocker.unblock()
        self.segment.setEnabled(len(segments) > 1)
        self._segments.rank = _SOON if len(segments) > 1 else _FIRST

    def show_size(self, size: int) -> None:
        blocker = QSignalBlocker(self.size_slider)
        self.size_slider.setValue(size)
        blocker.unblock()
        self.size_words.setText(f"{size} px")

    def show_scan(self, frames: int, unit: str, limits: tuple[float, float] | None) -> None:
        """What fits the scan: operations over slices, the unit, a first range of values."""
        self._slices.wanted = frames > 1
        self.distance.setSuffix(f" {unit}")
        self._actions["edit_range"].setEnabled(limits is not None)
        if limits is None:
            self._actions["edit_range"].setChecked(False)
        elif not self._actions["edit_range"].isChecked():
            for box, value in zip((self.low, self.high), limits, strict=True):
                blocker = QSignalBlocker(box)
                box.setValue(value)
                blocker.unblock()
        self._tell_values()


def _number(name: str, low: float, high: float, value: float, decimals: int = 1) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setDecimals(decimals)
    box.setRange(low, high)
    box.setSingleStep(0.5 if decimals else 5)
    box.setValue(value)
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.lineEdit().setTextMargins(theme.SPACE_XS, 0, 0, 0)  # a style sheet cannot
    box.setFixedWidth(box.fontMetrics().horizontalAdvance("-00000 mm") + 28 + theme.SPACE_XS)
    return box


def _keys(action: QAction) -> str:
    return ", ".join(key.toString(key.SequenceFormat.NativeText) for key in action.shortcuts())

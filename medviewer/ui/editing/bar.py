"""The lines over the picture while masks are edited: tools, sizes, operations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from medviewer.domain.segmentation import Segment
from medviewer.ui import theme
from medviewer.ui.editing.editor import LARGEST, SMALLEST
from medviewer.ui.flow import FlowLayout
from medviewer.ui.language import tr
from medviewer.ui.results.parts import ChoiceBox

_TOOLS = ("edit_brush", "edit_eraser", "edit_polygon", "edit_fill", "edit_island")
_SHAPES = ("edit_holes", "edit_largest", "edit_smooth", "edit_grow", "edit_shrink")
_SLICES = ("edit_copy", "edit_interpolate", "edit_all")
_ICON = 20


class EditBar(QWidget):
    """Shows the actions of editing and their settings; it decides nothing.

    Signals: ``segmentChosen(str)`` with the label, ``sizeChosen(int)`` in pixels,
    ``valuesChosen(object)`` a (low, high) or None.
    """

    segmentChosen = Signal(str)
    sizeChosen = Signal(int)
    valuesChosen = Signal(object)

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
        self._of_slices = QWidget()
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_S, theme.SPACE_XS, theme.SPACE_S, theme.SPACE_XS)
        flow = FlowLayout(None, theme.SPACE_S)
        column.addLayout(flow)
        slices = tuple(self._button(name) for name in _SLICES)
        groups: tuple[tuple[QWidget, ...], ...] = (
            (self.segment,),
            tuple(self._button(name) for name in _TOOLS),
            (self.size_slider, self.size_words),
            (self._button("edit_range"), self.low, self._range_words, self.high),
            tuple(self._button(name) for name in _SHAPES),
            (self.distance,),
            slices,
            (self._button("edit_clear"), self._button("show_prediction")),
            (self._button("undo"), self._button("redo")),
            (self.done,),
        )
        for group in groups:
            together = QWidget()
            row = QHBoxLayout(together)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.SPACE_XS)
            for widget in group:
                row.addWidget(widget)
            together.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            flow.addWidget(together)
            if group is slices:
                self._of_slices = together
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _button(self, name: str) -> QToolButton:
        action = self._actions[name]
        button = QToolButton()
        button.setDefaultAction(action)
        button.setIconSize(QSize(theme.scaled(_ICON), theme.scaled(_ICON)))
        button.setProperty("flat", True)
        button.setAccessibleName(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _connect(self) -> None:
        self.segment.activated.connect(
            lambda index: self.segmentChosen.emit(str(self.segment.itemData(index)))
        )
        self.size_slider.valueChanged.connect(self.sizeChosen)
        self.done.clicked.connect(self._actions["edit"].trigger)
        self._actions["edit_range"].toggled.connect(lambda _on: self._tell_values())
        for box in (self.low, self.high):
            box.valueChanged.connect(lambda _value: self._tell_values())

    def _tell_values(self) -> None:
        on = self._actions["edit_range"].isChecked()
        for widget in (self.low, self.high, self._range_words):
            widget.setVisible(on)
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

    def show_size(self, size: int) -> None:
        blocker = QSignalBlocker(self.size_slider)
        self.size_slider.setValue(size)
        blocker.unblock()
        self.size_words.setText(f"{size} px")

    def show_scan(self, frames: int, unit: str, limits: tuple[float, float] | None) -> None:
        """What fits the scan: operations over slices, the unit, a first range of values."""
        self._of_slices.setVisible(frames > 1)
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
    box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    box.lineEdit().setTextMargins(theme.SPACE_XS, 0, 0, 0)  # a style sheet cannot
    box.setFixedWidth(box.fontMetrics().horizontalAdvance("-00000 mm") + 28 + theme.SPACE_XS)
    return box


def _keys(action: QAction) -> str:
    return ", ".join(key.toString(key.SequenceFormat.NativeText) for key in action.shortcuts())

"""Controls of how masks lie over the picture."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSlider,
    QToolButton,
    QWidget,
)

from medviewer.ui import icons, theme
from medviewer.ui.results.parts import Card, ChoiceBox
from medviewer.ui.viewport.overlay_item import NEEDS_PROBABILITY, OverlayStyle

_TITLES = {
    OverlayStyle.OUTLINE_FILL: "Outline and fill",
    OverlayStyle.OUTLINE: "Outline",
    OverlayStyle.FILL: "Fill",
    OverlayStyle.PROBABILITY: "Probability map",
    OverlayStyle.EDGE_BAND: "Edge band (25 % to 75 %)",
}


class OverlayCard(Card):
    """Show or hide, style, opacity. The ``set_`` methods follow the viewport and emit nothing."""

    toggled = Signal(bool)
    opacityChanged = Signal(float)
    styleChanged = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Overlay", parent)
        self.eye = QToolButton(self)
        self.eye.setCheckable(True)
        self.eye.setChecked(True)
        self.eye.setAccessibleName("Show masks")
        icons.set_icon(self.eye, "mask")
        self.head.addWidget(self.eye)
        self.style_box = ChoiceBox("Overlay style", self)
        for style, title in _TITLES.items():
            self.style_box.addItem(title, style)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, 100)
        self.slider.setValue(25)
        self.slider.setAccessibleName("Opacity")
        self.slider.setFocusPolicy(
            Qt.FocusPolicy.TabFocus
        )  # a click leaves the keys to the picture
        self.number = QLabel(self)
        self.number.setMinimumWidth(self.fontMetrics().horizontalAdvance("100 %"))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_S)
        grid.setVerticalSpacing(theme.SPACE_S)
        grid.setColumnStretch(1, 1)
        grid.addWidget(QLabel("Style"), 0, 0)
        grid.addWidget(self.style_box, 0, 1)
        grid.addWidget(QLabel("Opacity"), 1, 0)
        row = QHBoxLayout()
        row.addWidget(self.slider, 1)
        row.addWidget(self.number)
        grid.addLayout(row, 1, 1)
        self.body.addLayout(grid)
        self._show_number(25)
        self.eye.toggled.connect(self._toggle)
        self.slider.valueChanged.connect(self._slide)
        self.style_box.activated.connect(
            lambda index: self.styleChanged.emit(OverlayStyle(self.style_box.itemData(index)))
        )

    def set_visible_masks(self, on: bool) -> None:
        blocker = QSignalBlocker(self.eye)
        self.eye.setChecked(on)
        blocker.unblock()
        icons.set_icon(self.eye, "mask" if on else "mask hidden")

    def set_opacity(self, value: float) -> None:
        blocker = QSignalBlocker(self.slider)
        self.slider.setValue(round(value * 100))
        blocker.unblock()
        self._show_number(self.slider.value())

    def set_style(self, style: OverlayStyle) -> None:
        self.style_box.setCurrentIndex(self.style_box.findData(style))

    def set_has_probability(self, has: bool) -> None:
        """Without a probability map two of the styles cannot be chosen."""
        model = self.style_box.model()
        assert isinstance(model, QStandardItemModel)
        for row, style in enumerate(_TITLES):
            usable = has or style not in NEEDS_PROBABILITY
            flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
            model.item(row).setFlags(flags if usable else Qt.ItemFlag.NoItemFlags)

    def _toggle(self, on: bool) -> None:
        icons.set_icon(self.eye, "mask" if on else "mask hidden")
        self.toggled.emit(on)

    def _slide(self, value: int) -> None:
        self._show_number(value)
        self.opacityChanged.emit(value / 100)

    def _show_number(self, value: int) -> None:
        self.number.setText(f"{value} %")

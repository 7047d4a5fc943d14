"""The line under the toolbar in which a picture without a scale gets one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QDoubleValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from medviewer.domain.geometry import SpacingSource
from medviewer.domain.image import ImageVolume
from medviewer.jobs.calibration import can_be_calibrated
from medviewer.ui import theme

_LONGEST_MM = 10_000.0


class CalibrationBar(QWidget):
    """Asks how long a drawn line is; says so where a person gave the scale.

    ``lengthGiven(float pixels, float millimetres)``, ``takenBack()``, ``left()`` as the
    keyboard goes back to the picture.
    """

    lengthGiven = Signal(float, float)
    takenBack = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Calibration")
        self._pixels = 0.0
        self._words = QLabel()
        self.length = QLineEdit()
        self.length.setFixedWidth(90)
        self.length.setPlaceholderText("mm")
        self.length.setAccessibleName("True length of the line in millimetres")
        self.length.setToolTip("True length of the line in millimetres (Enter), Esc leaves")
        validator = QDoubleValidator(0.001, _LONGEST_MM, 3, self.length)
        validator.setNotation(QDoubleValidator.Notation.StandardNotation)
        validator.setLocale(QLocale.c())
        self.length.setValidator(validator)
        self.give = QPushButton("Calibrate")
        self.give.setToolTip("Use this length as the scale of the picture (Enter)")
        self.take_back = QPushButton("Take back")
        self.take_back.setToolTip("Remove the scale: lengths are in pixels again")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_S, 0, theme.SPACE_S, theme.SPACE_XS)
        row.setSpacing(theme.SPACE_S)
        self._words.setWordWrap(True)  # long in other languages
        row.addWidget(self._words, 3)
        for widget in (self.length, self.give, self.take_back):
            row.addWidget(widget)
        row.addStretch(1)
        self.length.textEdited.connect(self._allow_comma)
        self.length.returnPressed.connect(self._given)
        self.give.clicked.connect(self._given)
        self.take_back.clicked.connect(self.takenBack)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def show_volume(self, volume: ImageVolume | None) -> None:
        """Say where a person gave the scale; else nothing until a line is drawn."""
        self._pixels = 0.0
        scale = volume.geometry.calibration if volume is not None else None
        if scale is None or scale.source is not SpacingSource.USER:
            self.hide()
            return
        self._arrange(f"Scale by user: {scale.row_mm:.4g} mm per pixel.", asking=False)

    def ask(self, volume: ImageVolume, pixels: float) -> None:
        """A line of so many pixels was drawn: how long is it? Not where the file knows."""
        if can_be_calibrated(volume) and not volume.geometry.calibration.known:
            self._pixels = pixels
            self.length.clear()
            self._arrange(f"No scale in this file. True length of the line ({pixels:.0f} px):")

    def _arrange(self, words: str, *, asking: bool = True) -> None:
        self._words.setText(words)
        self.length.setVisible(asking)
        self.give.setVisible(asking)
        self.take_back.setVisible(not asking)
        self.show()

    def _allow_comma(self, text: str) -> None:
        if "," in text:
            self.length.setText(text.replace(",", "."))

    def _given(self) -> None:
        if self.length.hasAcceptableInput() and self._pixels > 0:
            self.lengthGiven.emit(self._pixels, float(self.length.text()))
            self.left.emit()

    def event(self, event: QEvent) -> bool:
        # Esc is the window's "stop what is under way"; in the field it only leaves the field.
        if (
            event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.hide()
                self.left.emit()
            return True
        return super().event(event)

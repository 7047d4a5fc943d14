"""The line that is always there: not for diagnostic use."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from medviewer.ui import theme

NOT_FOR_DIAGNOSIS = "NOT FOR DIAGNOSTIC USE"


class Strip(QWidget):
    """A thin permanent line at the top of the window; it cannot be closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._demo = QLabel("DEMO: simulated patients, nothing here is about a person")
        self._demo.setProperty("role", "badge")
        self._demo.setProperty("state", "good")
        self._demo.setVisible(False)
        words = QLabel(NOT_FOR_DIAGNOSIS)
        words.setProperty("role", "warning")
        words.setAccessibleName(NOT_FOR_DIAGNOSIS)
        words.setToolTip("MedViewer is not a medical device; a physician reads the pictures.")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_M, 1, theme.SPACE_M, 1)
        row.setSpacing(theme.SPACE_L)
        row.addStretch(1)
        row.addWidget(words)
        row.addWidget(self._demo)
        row.addStretch(1)

    @property
    def demo(self) -> bool:
        return not self._demo.isHidden()

    @demo.setter
    def demo(self, on: bool) -> None:
        self._demo.setVisible(on)

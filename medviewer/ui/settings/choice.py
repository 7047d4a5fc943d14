"""A choice among a few values, as a combo box that holds the values themselves."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QWheelEvent

from medviewer.ui.results.parts import ChoiceBox


class Choice(ChoiceBox):
    """Shows words, holds values. A wheel over it scrolls the page and changes nothing."""

    def __init__(self, options: Sequence[tuple[Any, str]] = ()) -> None:
        super().__init__("")
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        blocker = QSignalBlocker(self)
        self.clear()
        for value, words in options:
            self.addItem(words, value)
        blocker.unblock()

    @property
    def value(self) -> Any:
        return self.currentData()

    def show_value(self, value: Any) -> None:
        """Choose without a signal; the first where there is no such value."""
        blocker = QSignalBlocker(self)
        self.setCurrentIndex(max(self.findData(value), 0))
        blocker.unblock()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

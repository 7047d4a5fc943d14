"""A structured report as text, in place of a picture."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from medviewer.jobs.companions import report_lines
from medviewer.jobs.task import Task
from medviewer.ui import icons, theme
from medviewer.ui.results.parts import text_label

_HIDDEN = "Hidden while patients are hidden: a report may name the patient."


class DocumentView(QWidget):
    """Shows the text of one file.

    Signals: ``shown()`` there is something to read, ``left()`` it was closed, ``failed(str)``
    the file is no report that can be read.
    """

    shown = Signal()
    left = Signal()
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Structured report")
        self.title = text_label(role="heading")
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Text of the report")
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.close_button = QToolButton(self)
        self.close_button.setProperty("flat", True)
        self.close_button.setToolTip("Back to the picture")
        self.close_button.setAccessibleName("Close the report")
        icons.set_icon(self.close_button, "cancel")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_M, theme.SPACE_S, theme.SPACE_M, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        self.close_button.clicked.connect(self.leave)
        self._wanted: Path | None = None
        self._lines: list[str] = []
        self._privacy = False

    @property
    def reading(self) -> bool:
        """A report is shown."""
        return bool(self._lines)

    @property
    def privacy(self) -> bool:
        return self._privacy

    @privacy.setter
    def privacy(self, on: bool) -> None:
        self._privacy = on
        self._show()

    def open(self, path: Path, otherwise: str) -> None:
        """Read a file and show it; ``otherwise`` is said where it is no report."""
        self._wanted = path
        task = Task(report_lines, path)
        task.returned.connect(partial(self._read, path))
        task.failed.connect(lambda _sentence: self._not_read(path, otherwise))
        task.start()

    def leave(self) -> None:
        """Show nothing any more."""
        self._wanted = None
        if self._lines:
            self._lines = []
            self._show()
            self.left.emit()

    def _read(self, path: Path, lines: list[str]) -> None:
        if path == self._wanted:
            self._lines = lines or ["The report is empty."]
            self._show()
            self.text.moveCursor(self.text.textCursor().MoveOperation.Start)
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            self.shown.emit()

    def _not_read(self, path: Path, otherwise: str) -> None:
        if path == self._wanted:
            self.failed.emit(otherwise)

    def _show(self) -> None:
        hidden = self._privacy and bool(self._lines)
        name = self._wanted.name if self._wanted is not None and not self._privacy else ""
        self.title.setText(f"Structured report  {name}".rstrip())
        self.text.setPlainText(_HIDDEN if hidden else "\n".join(self._lines))

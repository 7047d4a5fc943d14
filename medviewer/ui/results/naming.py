"""The reader's own diagnosis: one of the pack's classes, or any other in words."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from medviewer.domain.result import InferenceResult
from medviewer.ui import theme
from medviewer.ui.language import fill, tr
from medviewer.ui.results.parts import percent, text_label

_LONGEST = 80  # letters of a diagnosis in words
_ROWS_SHOWN = 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DiagnosisChooser(QWidget):
    """Unfolds in the diagnosis card; a click, a digit, or the arrows and Enter choose a class.

    Letters typed there are another diagnosis.

    Signals: ``chosen(str)`` the label of a class, or a diagnosis in words; ``left()`` it is
    closed, whether something was chosen or not.
    """

    chosen = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.classes = QListWidget(self)
        self.classes.setAccessibleName("Diagnoses of this model")
        self.classes.setToolTip("Click, or press the number; Esc leaves it as it is")
        self.classes.setFrameShape(QFrame.Shape.NoFrame)
        self.classes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.other = QLineEdit(self)
        self.other.setPlaceholderText("Another diagnosis, then Enter")
        self.other.setAccessibleName("Another diagnosis")
        self.other.setToolTip("Any diagnosis in words; those used before are offered")
        self.other.setMaxLength(_LONGEST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_XS)
        column.addWidget(text_label("Correct the diagnosis", role="heading"))
        column.addWidget(self.classes)
        column.addWidget(self.other)
        for widget in (self.classes, self.other):
            widget.installEventFilter(self)
        self.classes.itemClicked.connect(self._choose)
        # Only while completions show: their list hands Enter past the filter.
        self.other.returnPressed.connect(self._choose_words)
        self.hide()

    def open(self, result: InferenceResult, standing: str | None) -> None:
        """Offer the classes of the pack that gave ``result``; the standing one is chosen."""
        model = result.diagnosis.label if result.diagnosis else None
        self.classes.clear()
        for number, one in enumerate(result.probabilities, start=1):
            words = f"{number}   {tr(one.title)}"
            if one.label == model:
                said = percent(one.probability)
                words = f"{words}   {fill('the model, {probability}', probability=said)}"
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, one.label)
            self.classes.addItem(item)
            if one.label == standing:
                self.classes.setCurrentItem(item)
        count = self.classes.count()
        self.classes.setVisible(count > 0)
        row = self.classes.sizeHintForRow(0) if count else 0
        self.classes.setFixedHeight(row * min(count, _ROWS_SHOWN) + 2)
        known = {one.label for one in result.probabilities}
        self.other.setText(standing if standing is not None and standing not in known else "")
        self.show()
        self._focused().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def offer(self, diagnoses: Sequence[str]) -> None:
        """Complete what is typed by these."""
        completer = QCompleter(list(diagnoses), self.other)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.other.setCompleter(completer)

    def close_up(self) -> None:
        """Leave without a choice; nothing where it is closed already."""
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Digits, letters, arrows, Enter and Esc are the chooser's, not the window's actions."""
        if not isinstance(event, QKeyEvent):
            return False
        mine = self._meaning(watched, event)
        if mine is None:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            mine()
            return True
        return False

    def _meaning(self, watched: QObject, event: QKeyEvent) -> Callable[[], object] | None:
        """What a key does here; None where it is not the chooser's."""
        key, in_list = event.key(), watched is self.classes
        if key == Qt.Key.Key_Escape:
            return self.close_up
        if key in _ENTER:
            return self._choose_current if in_list else self._choose_words
        if in_list and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            row = key - Qt.Key.Key_1
            if 0 <= row < self.classes.count():
                return lambda: self._choose(self.classes.item(row))
            if key == Qt.Key.Key_Down and self.classes.currentRow() == self.classes.count() - 1:
                return self.other.setFocus
            if event.text().isalpha():
                return lambda: self._begin_words(event.text())
        if not in_list and key == Qt.Key.Key_Up and self.classes.count():
            return self.classes.setFocus
        return None

    def _begin_words(self, letter: str) -> None:
        """A letter in the list begins another diagnosis, in place of one there may be."""
        self.other.setText(letter)
        self.other.setFocus()

    def _focused(self) -> QWidget:
        return self.classes if self.classes.count() else self.other

    def _choose_current(self) -> None:
        if (item := self.classes.currentItem()) is not None:
            self._choose(item)

    def _choose(self, item: QListWidgetItem) -> None:
        self._take(str(item.data(Qt.ItemDataRole.UserRole)))

    def _choose_words(self) -> None:
        if words := self.other.text().strip():
            self._take(words)

    def _take(self, diagnosis: str) -> None:
        self.hide()
        self.chosen.emit(diagnosis)
        self.left.emit()

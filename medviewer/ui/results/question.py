"""The one question that reading may need: which model reads the scan. Never in the way."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QSizePolicy, QWidget

from medviewer.domain.choice import Opinion, PackChoice
from medviewer.ui.key_guard import is_typing
from medviewer.ui.language import fill, tr
from medviewer.ui.results.parts import Card, WideButton, text_label

_MOST_KEYS = 9


class QuestionCard(Card):
    """The models that may read a scan as buttons, and as the keys 1 to n.

    While the card is in sight these keys are its own, whatever else they do in the window.

    ``answered(str pack_id, bool always)``; ``always`` where the reader wants the same model for
    every such scan from now on.
    """

    answered = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Which model reads this scan?", parent)
        self.words = text_label(selectable=True)
        self.buttons: list[WideButton] = []
        self.always = QCheckBox()
        self.always.setAccessibleName("Remember the answer")
        self.always.setToolTip(
            "Wherever several models may read such a scan; can be changed in the settings"
        )
        self.always.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._choice: PackChoice | None = None
        self.body.addWidget(self.words)
        self.body.addWidget(self.always)

    def show_choice(self, choice: PackChoice, kind: str) -> None:
        """Ask; ``kind`` is the modality of the scan, "" for a plain picture."""
        if choice is not self._choice:
            self.always.setChecked(False)
        self._choice = choice
        self.words.setText(f"{choice.why[0].upper()}{choice.why[1:]}.")
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(n, one) for n, one in enumerate(choice.candidates, start=1)]
        for place, button in enumerate(self.buttons, start=1):
            self.body.insertWidget(place, button)
        self.always.setText(f"Always for {kind} scans" if kind else "Always for pictures")

    def _button(self, number: int, one: Opinion) -> WideButton:
        title = tr(one.pack.title or one.pack.id)
        tip = tr("Takes this scan" if one.takes else "Cannot tell whether this scan is for it")
        key = f" ({number})" if number <= _MOST_KEYS else ""
        button = WideButton(f"{number}   {title}" if key else title)
        button.setAccessibleName(fill("Read with {title}", title=title))
        button.setToolTip(f"{title}\n{tip}{key}")
        button.clicked.connect(partial(self._answer, one.pack.id))
        return button

    def _answer(self, pack_id: str, _checked: bool = False) -> None:
        self.answered.emit(pack_id, self.always.isChecked())

    # --- keys -----------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        _application().installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        _application().removeEventFilter(self)
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        number = self._number(watched, event)
        if not number:
            return False
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()
        elif not event.isAutoRepeat():
            self.buttons[number - 1].click()
        return True

    def _number(self, watched: QWidget, event: QKeyEvent) -> int:
        """The button that a key stands for, 0 for none."""
        number = event.key() - Qt.Key.Key_0
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        here = watched.window() is self.window() and not is_typing(QApplication.focusWidget())
        mine = bare and here and 1 <= number <= min(len(self.buttons), _MOST_KEYS)
        return number if mine else 0


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application

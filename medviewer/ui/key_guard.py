"""Keys that mean something else while they are held, or in a field, a list or on a button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTextEdit,
    QWidget,
)

from medviewer.ui.keymap import first_keys


def is_typing(widget: QWidget | None) -> bool:
    """Whether letters and digits go into a field."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox))


class KeyGuard(QObject):
    """Application-wide event filter: the hold key, and keys that belong to the focused control.

    A key pressed and let go is ``tapped``; held, it is ``held(True)`` until ``held(False)``.
    Enter and Space on a focused button press that button, never the window's action; arrows
    move in a focused list and a slider that was reached by Tab; letters go to a focused text
    field.
    """

    tapped = Signal()
    held = Signal(bool)

    _HOLD_MS = 250
    _BUTTON_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
    _LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down)
    _SLIDER_KEYS = (*_LIST_KEYS, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp,
                    Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)  # fmt: skip

    def __init__(self, window: QWidget, keys: list[QKeySequence]) -> None:
        super().__init__(window)
        self._window = window
        self.set_keys(keys)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(self._HOLD_MS)
        self._timer.timeout.connect(lambda: self.held.emit(True))
        self._down = False
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def set_keys(self, keys: list[QKeySequence]) -> None:
        """The keys to be held or tapped, from now on."""
        self._keys = {first_keys(sequence).toCombined() for sequence in keys}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.WindowDeactivate and watched is self._window and self._down:
            self._release(tap=False)
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        if kind == QEvent.Type.ShortcutOverride:
            self._override(watched, event)
        elif kind == QEvent.Type.KeyPress and self._is_hold_key(watched, event):
            if not event.isAutoRepeat():
                self._down = True
                self._timer.start()
            return True
        elif kind == QEvent.Type.KeyRelease and self._down and self._is_hold_key(watched, event):
            if not event.isAutoRepeat():
                self._release()
            return True
        return False

    def _override(self, widget: QWidget, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        mine = (
            (isinstance(widget, (QAbstractButton, QComboBox)) and key in self._BUTTON_KEYS)
            or (isinstance(widget, QAbstractItemView) and key in self._LIST_KEYS)
            or (_reached_by_tab(widget) and key in self._SLIDER_KEYS)
            or (is_typing(widget) and plain and key != Qt.Key.Key_Escape and not _is_function(key))
        )
        if mine:
            event.accept()

    def _is_hold_key(self, watched: QWidget, event: QKeyEvent) -> bool:
        return (
            watched.window() is self._window
            and event.keyCombination().toCombined() in self._keys
            and not is_typing(QApplication.focusWidget())
        )

    def _release(self, tap: bool = True) -> None:
        self._down = False
        if self._timer.isActive():
            self._timer.stop()
            if tap:
                self.tapped.emit()
        else:
            self.held.emit(False)


def _reached_by_tab(widget: QWidget) -> bool:
    """Whether it is a slider that only Tab gives the keyboard to; the one of the frames is none."""
    return isinstance(widget, QSlider) and widget.focusPolicy() == Qt.FocusPolicy.TabFocus


def _is_function(key: int) -> bool:
    return Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35

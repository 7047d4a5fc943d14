"""Every word on the screen in the language in use, while the program runs.

The window's code sets English words and knows of no other language. This filter puts the words
of the catalogue in their place just before a widget is drawn, and remembers the English ones
with the widget, so that another language, or English, can follow at any time. What paints its
own words asks ``language.tr`` for them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QTableWidget,
    QTabWidget,
    QTreeWidget,
    QWidget,
)

from medviewer.ui.language import language, tr

Get = Callable[[], str]
Set = Callable[[str], object]

VERBATIM = "verbatim"
"""A widget with this property true shows words of people (names, comments): never translated."""

_MOMENTS = frozenset(
    {
        QEvent.Type.Polish,
        QEvent.Type.Show,
        QEvent.Type.Paint,
        QEvent.Type.ToolTip,
        QEvent.Type.LanguageChange,
    }
)


class Retranslation(QObject):
    """Application-wide event filter; not installed while the window is English."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._on = False

    def refresh(self) -> None:
        """Bring every widget there is into the language in use; call it after a change."""
        for widget in self._application.allWidgets():
            translate_widget(widget)
            widget.update()  # some paint their own words
        if language() != "en" and not self._on:
            self._application.installEventFilter(self)
        elif language() == "en" and self._on:
            self._application.removeEventFilter(self)
        self._on = language() != "en"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOMENTS and isinstance(watched, QWidget):
            translate_widget(watched)
        return False


def translate_widget(widget: QWidget) -> None:
    """Put the words of one widget into the language in use."""
    if widget.property(VERBATIM):
        return
    _put(widget, "toolTip", widget.toolTip, widget.setToolTip)
    _put(widget, "accessibleName", widget.accessibleName, widget.setAccessibleName)
    if isinstance(widget, (QLabel, QAbstractButton)):
        action = widget.property("defaultAction") if isinstance(widget, QAbstractButton) else None
        if not isinstance(action, QAction):
            _put(widget, "text", widget.text, widget.setText)
    elif isinstance(widget, (QLineEdit, QPlainTextEdit)):
        _put(widget, "placeholder", widget.placeholderText, widget.setPlaceholderText)
    elif isinstance(widget, (QGroupBox, QMenu)):
        _put(widget, "title", widget.title, widget.setTitle)
    elif isinstance(widget, QComboBox):
        _put(widget, "placeholder", widget.placeholderText, widget.setPlaceholderText)
        for number in range(widget.count()):
            put_data = partial(widget.setItemData, number)
            _put_item(partial(widget.itemData, number), put_data)
    elif isinstance(widget, QTabWidget):
        for number in range(widget.count()):
            put = partial(widget.setTabText, number)
            _put(widget, f"tab{number}", partial(widget.tabText, number), put)
    elif isinstance(widget, QTableWidget):
        for number in range(widget.columnCount()):
            if (header := widget.horizontalHeaderItem(number)) is not None:
                _put_item(header.data, _by_role(header.setData))
    elif isinstance(widget, QTreeWidget):
        for number in range(widget.columnCount()):
            head = widget.headerItem()
            _put_item(partial(head.data, number), _by_role(partial(head.setData, number)))
    elif isinstance(widget, QListWidget):
        for number in range(widget.count()):
            item = widget.item(number)
            _put_item(item.data, _by_role(item.setData))
    if widget.isWindow():
        _put(widget, "windowTitle", widget.windowTitle, widget.setWindowTitle)


def _put(holder: QObject, what: str, get: Get, put: Set) -> None:
    """Translate one property, and keep its English beside it as a property of the object."""
    shown = get()
    source, last = holder.property(f"_{what}English"), holder.property(f"_{what}Put")
    if not shown and not last:
        return
    if last is None or shown != last:  # the program has set new words
        source = shown
    words = tr(source)
    if words != shown:
        put(words)
    if words != source or last is not None:
        holder.setProperty(f"_{what}English", source)
        holder.setProperty(f"_{what}Put", words)


# Roles far above what the program's own models use.
_ENGLISH_ROLE = int(Qt.ItemDataRole.UserRole) + 900
_PUT_ROLE = int(Qt.ItemDataRole.UserRole) + 901


def _put_item(get: Callable[[int], object], put: Callable[[object, int], object]) -> None:
    """Translate words and tooltip of one item of a list, table or choice."""
    for role, offset in ((Qt.ItemDataRole.DisplayRole, 0), (Qt.ItemDataRole.ToolTipRole, 2)):
        shown = get(role)
        if not isinstance(shown, str) or not shown:
            continue
        source, last = get(_ENGLISH_ROLE + offset), get(_PUT_ROLE + offset)
        if last is None or shown != last:
            source = shown
        words = tr(str(source))
        if words == source and last is None:
            continue
        for value, where in (
            (words, role),
            (source, _ENGLISH_ROLE + offset),
            (words, _PUT_ROLE + offset),
        ):
            if get(where) != value:
                put(value, where)


def _by_role(put: Callable[[int, object], object]) -> Callable[[object, int], object]:
    """Items take the role first, choices last."""
    return lambda value, role: put(role, value)

"""The command palette: everything the window can do, found by a few letters of its name."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPalette,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from medviewer.ui import theme

_WIDTH = 560
_ROWS_SHOWN = 12
_MOST = 60  # of thousands of patients, those that fit best
_ENTRY = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette.

    ``name`` is remembered among the recent ones ("": never, as for patients). ``also`` is
    searched beside the title. ``why_not`` greys the entry and says what it waits for.
    """

    title: str
    run: Callable[[], object]
    name: str = ""
    key: str = ""
    kind: str = ""
    also: str = ""
    why_not: str = ""


Source = Callable[[], Iterable[Entry]]


def closeness(query: str, text: str) -> float | None:
    """How well ``text`` answers ``query``, higher is better; None where it does not.

    Each word of the query has to be found: best as the beginning of a word, then as a part of
    one, then as the initials of several words, then as letters in their order.
    """
    found = _plain(text)
    scores = [_word_closeness(word, found) for word in _plain(query).split()]
    if any(score is None for score in scores):
        return None
    return sum(score or 0.0 for score in scores) - 0.01 * len(found)


def _word_closeness(word: str, text: str) -> float | None:
    words = text.split()
    if any(w.startswith(word) for w in words):
        return 100.0 + (20.0 if text.startswith(word) else 0.0)
    if (place := text.find(word)) >= 0:
        return 60.0 - 0.1 * place
    if "".join(w[0] for w in words).startswith(word):
        return 50.0
    place, gaps = -1, 0
    for letter in word:
        there = text.find(letter, place + 1)
        if there < 0:
            return None
        gaps += there - place - 1 if place >= 0 else 0
        place = there
    return 30.0 - gaps if gaps <= 2 * len(word) else None


def _plain(text: str) -> str:
    """Without accents and case, so that a Greek title is found without its tonos."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    words = "".join(c for c in apart if unicodedata.combining(c) == 0 or "\u0e00" <= c <= "\u0e7f")
    return words.replace("/", " ").replace("…", "").replace("\u200b", "")


class _Field(QLineEdit):
    """Keys that move in a list move in the list below."""

    moved = Signal(QKeyEvent)

    _MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in self._MOVES:
            self.moved.emit(event)
        else:
            super().keyPressEvent(event)


class _EntryDelegate(QStyledItemDelegate):
    """Title at the left; key, kind or what is missing at the right."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, QFontMetrics(option.font).height() + 2 * theme.SPACE_S - 4)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        entry: Entry = index.data(_ENTRY)
        c = theme.colours()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, QColor(c.hover))
            painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())),
                             QColor(c.accent))  # fmt: skip
        ink = c.muted if entry.why_not else c.text
        faint = c.text if chosen else c.muted
        area = option.rect.adjusted(theme.SPACE_M, 0, -theme.SPACE_M, 0)
        metrics = QFontMetrics(option.font)
        end = entry.why_not or entry.key or entry.kind
        room = min(metrics.horizontalAdvance(end), area.width() // 2)
        left = QRect(area.left(), area.top(), area.width() - room - theme.SPACE_M, area.height())
        right = QRect(area.right() - room, area.top(), room + 1, area.height())
        middle = Qt.AlignmentFlag.AlignVCenter
        dots = Qt.TextElideMode.ElideRight
        painter.setFont(option.font)
        painter.setPen(QColor(ink))
        title = metrics.elidedText(entry.title, dots, left.width())
        painter.drawText(left, middle | Qt.AlignmentFlag.AlignLeft, title)
        painter.setPen(QColor(faint))
        last = metrics.elidedText(end, dots, room + 1)
        painter.drawText(right, middle | Qt.AlignmentFlag.AlignRight, last)


class CommandPalette(QFrame):
    """A field over a list, laid over the window it belongs to; no window of its own.

    Args:
        window: what it covers the top of.
        sources: asked for their entries each time it opens.
        recent: names of the entries used last, newest first; kept up to date in place.
    """

    def __init__(self, window: QWidget, sources: Sequence[Source], recent: list[str]) -> None:
        super().__init__(window)
        self._window = window
        self._sources = tuple(sources)
        self._recent = recent
        self._entries: list[Entry] = []
        self._focus_before: QWidget | None = None
        self.setObjectName("palette")
        self.setAccessibleName("Command palette")
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.field = _Field()
        self.field.setPlaceholderText("Type what you want to do")
        self.field.setAccessibleName("Command")
        self.field.setToolTip("Up and down choose, Enter does it, Esc leaves")
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setAccessibleName("Commands found")
        self.list.setToolTip("Enter does the chosen command")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.SPACE_S] * 4)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._run_current)
        self.field.moved.connect(self._move)
        self.list.clicked.connect(lambda index: self._run(index.data(_ENTRY)))
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show everything there is, what was used last first."""
        self._entries = [entry for source in self._sources for entry in source()]
        if not self.isVisible():
            self._focus_before = self.window().focusWidget()
        self.field.clear()
        self._fill()
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus()

    def close_palette(self) -> None:
        """Go away and give the keyboard back to whoever had it."""
        self.hide()
        if self._focus_before is not None and self._focus_before.isVisible():
            self._focus_before.setFocus()
        self._focus_before = None
        self._entries = []
        self._model.clear()

    @property
    def shown(self) -> list[Entry]:
        """The entries in the list, best first."""
        return [self._model.item(row).data(_ENTRY) for row in range(self._model.rowCount())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        # Esc is the window's "stop what is under way"; here it only closes the palette.
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if (
            event.type() in kinds
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.close_palette()
            return True
        return super().event(event)

    def _place(self) -> None:
        window = self._window
        letters = self.fontMetrics().averageCharWidth() * 70
        width = min(max(_WIDTH, letters), window.width() - 2 * theme.SPACE_L)
        rows = max(1, min(self._model.rowCount(), _ROWS_SHOWN))
        row = self.list.sizeHintForRow(0) if self._model.rowCount() else 0
        self.list.setFixedHeight(rows * row + 2 * self.list.frameWidth())
        height = self.sizeHint().height()
        top = min(80, max(0, window.height() - height))
        self.setGeometry((window.width() - width) // 2, top, width, height)

    def _fill(self) -> None:
        query = self.field.text().strip()
        self._model.clear()
        for entry in self._ranked(query):
            item = QStandardItem(entry.title)
            item.setData(entry, _ENTRY)
            words = (entry.title, entry.why_not or entry.key or entry.kind)
            item.setData(", ".join(w for w in words if w), Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
        if self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(0, 0))
        self._place()

    def _ranked(self, query: str) -> list[Entry]:
        places = {name: place for place, name in enumerate(self._recent)}

        def order(entry: Entry) -> tuple[float, ...]:
            last_used = places.get(entry.name, len(places))
            return (last_used, bool(entry.why_not), not entry.name)  # commands before cases

        if not query:
            return sorted((e for e in self._entries if e.name), key=order)
        found: list[tuple[tuple[float, ...], Entry]] = []
        for entry in self._entries:
            scores = [closeness(query, text) for text in (entry.title, entry.also) if text]
            best = max((s for s in scores if s is not None), default=None)
            if best is not None:
                found.append(((-best, *order(entry)), entry))
        return [entry for _, entry in sorted(found, key=lambda one: one[0])][:_MOST]

    def _move(self, event: QKeyEvent) -> None:
        rows = self._model.rowCount()
        if not rows:
            return
        here = self.list.currentIndex().row()
        by = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -_ROWS_SHOWN,
            Qt.Key.Key_PageDown: _ROWS_SHOWN,
        }[Qt.Key(event.key())]
        # One step beyond an end comes round at the other; a page stops there.
        there = (here + by) % rows if abs(by) == 1 else min(max(here + by, 0), rows - 1)
        self.list.setCurrentIndex(self._model.index(there, 0))

    def _run_current(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self._run(index.data(_ENTRY))

    def _run(self, entry: Entry) -> None:
        if entry.why_not:
            return
        if entry.name:
            self._recent[:] = [entry.name, *(n for n in self._recent if n != entry.name)][:20]
        self.close_palette()
        entry.run()

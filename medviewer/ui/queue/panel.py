"""The queue of cases below the list: what runs, what waits, what was refused; never in the way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QProgressBar,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from medviewer.jobs.pace import duration_text
from medviewer.ui import icons, theme
from medviewer.ui.browser.case import HIDDEN
from medviewer.ui.language import tr
from medviewer.ui.marks import Shape, paint_badge
from medviewer.ui.progress import show_progress
from medviewer.ui.queue.entries import ENTRY_ROLE, Entry, EntryState
from medviewer.ui.queue.runner import QueueRunner
from medviewer.ui.retranslation import VERBATIM

_BADGE = 14
_ROWS_SHOWN = 7
_MARKS = {
    EntryState.RUNNING: (Shape.CIRCLE, "R", True),
    EntryState.WAITING: (Shape.CIRCLE, "W", False),
    EntryState.UNDECIDED: (Shape.DIAMOND, "?", True),
    EntryState.DONE: (Shape.SQUARE, "D", True),
    EntryState.REFUSED: (Shape.DIAMOND, "F", False),
    EntryState.FAILED: (Shape.HEXAGON, "E", True),
}


def _colour(state: EntryState) -> str:
    c = theme.colours()
    return {
        EntryState.RUNNING: c.accent,
        EntryState.WAITING: c.muted,
        EntryState.UNDECIDED: c.accent,
        EntryState.REFUSED: c.warning,
        EntryState.FAILED: c.warning,
    }.get(state, c.text)


class EntryDelegate(QStyledItemDelegate):
    """A line of the queue: badge, patient, and how it stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.privacy = False

    def sizeHint(
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(
            160, max(QFontMetrics(option.font).height(), theme.scaled(_BADGE)) + theme.SPACE_S
        )

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, Entry):
            return
        c = theme.colours()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(c.raised))
            painter.fillRect(
                QRect(option.rect.topLeft(), QSize(3, option.rect.height())), QColor(c.accent)
            )
        area = option.rect.adjusted(theme.SPACE_XS, 0, -theme.SPACE_XS, 0)
        side = theme.scaled(_BADGE)
        badge = QRectF(area.left(), area.center().y() - side / 2 + 0.5, side, side)
        shape, letter, filled = _MARKS[entry.state]
        paint_badge(painter, badge, shape, letter, _colour(entry.state), filled=filled)
        area.setLeft(area.left() + side + theme.SPACE_S)
        self._words(painter, area, entry, QFontMetrics(option.font))
        painter.restore()

    def _words(self, painter: QPainter, area: QRect, entry: Entry, metrics: QFontMetrics) -> None:
        c = theme.colours()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        elide = Qt.TextElideMode.ElideRight
        name = tr(HIDDEN) if self.privacy else entry.patient.display_name
        # The name gets up to half of the line, a long reason what is left of it.
        room = min(metrics.horizontalAdvance(name), area.width() // 2)
        status = metrics.elidedText(entry.status, elide, area.width() - room - theme.SPACE_S)
        painter.setPen(QColor(c.warning if entry.note and _warns(entry) else c.muted))
        painter.drawText(area, right, status)
        painter.setPen(QColor(c.text))
        room = area.width() - metrics.horizontalAdvance(status) - theme.SPACE_S
        painter.drawText(area, left, metrics.elidedText(name, elide, room))


def _warns(entry: Entry) -> bool:
    return entry.state in (EntryState.REFUSED, EntryState.FAILED)


class _QueueList(QListView):
    """Drag or Alt+Up, Alt+Down changes the order; Delete cancels; Enter shows the case."""

    moved = Signal(int)
    removed = Signal()
    chosen = Signal()

    _OWN = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)

    def event(self, event: QEvent) -> bool:
        # The window has shortcuts of these keys; in the list they are the list's.
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() in self._OWN:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)


class QueuePanel(QFrame):
    """Shows a QueueRunner and steers it. Hidden while there is nothing to show.

    ``caseWanted(str key)`` as a line is asked for.
    """

    caseWanted = Signal(str)

    def __init__(self, runner: QueueRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Queue")
        self.runner = runner
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setProperty(VERBATIM, True)  # put together of words in the language in use
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName("Progress of the queue")
        self.pause = _tool("pause", "Pause the queue", lambda: runner.pause(not runner.paused))
        self.cancel_all = _tool("cancel", "Cancel every case that waits", runner.cancel_all)
        self.clear = _tool("clear", "Take finished cases off this list", runner.clear_finished)
        self.fold = _tool("less", "Show or hide the cases of the queue", self._fold)
        self.list = _QueueList()
        self.delegate = EntryDelegate(self.list)
        self.offer = QWidget()
        self.offer_words = QLabel()
        self.offer_words.setWordWrap(True)
        self.go_on = QPushButton("Go on")
        self.discard = QPushButton("Discard")
        self.unfolded = True
        self._set_up_list()
        self._lay_out()
        self._connect()
        self.refresh()

    def _set_up_list(self) -> None:
        view = self.list
        view.setModel(self.runner.entries)
        view.setItemDelegate(self.delegate)
        view.setUniformItemSizes(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        view.setDefaultDropAction(Qt.DropAction.MoveAction)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName("Cases of the queue")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_XS)
        title = QLabel("Queue")
        title.setProperty("role", "heading")
        head.addWidget(title)
        head.addStretch(1)
        for button in (self.pause, self.cancel_all, self.clear, self.fold):
            head.addWidget(button)
        self.go_on.setToolTip("Predict the cases that were waiting when MedViewer last closed")
        self.discard.setToolTip("Forget them; nothing else is lost")
        buttons = QHBoxLayout()
        buttons.addWidget(self.go_on)
        buttons.addWidget(self.discard)
        buttons.addStretch(1)
        inside = QVBoxLayout(self.offer)
        inside.setContentsMargins(0, 0, 0, theme.SPACE_XS)
        inside.setSpacing(theme.SPACE_XS)
        inside.addWidget(self.offer_words)
        inside.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_S, theme.SPACE_S, theme.SPACE_S, theme.SPACE_S)
        column.setSpacing(theme.SPACE_XS)
        column.addLayout(head)
        column.addWidget(self.offer)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        column.addWidget(self.list)

    def _connect(self) -> None:
        self.runner.changed.connect(self.refresh)
        self.go_on.clicked.connect(self.runner.rest.go_on)
        self.discard.clicked.connect(self.runner.rest.discard)
        self.list.moved.connect(self._move)
        self.list.removed.connect(lambda: self.runner.cancel(self.selected()))
        self.list.chosen.connect(self._choose)
        self.list.doubleClicked.connect(lambda _index: self._choose())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()

    # --- showing --------------------------------------------------------------------------

    @property
    def privacy(self) -> bool:
        return self.delegate.privacy

    @privacy.setter
    def privacy(self, on: bool) -> None:
        self.delegate.privacy = on
        self.list.viewport().update()

    def refresh(self) -> None:
        """Bring counts, estimate and buttons in line with the runner."""
        runner, entries = self.runner, self.runner.entries
        counts = entries.counts()
        over = sum(n for state, n in counts.items() if state.over)
        offered = len(runner.rest.offered)
        self.offer.setVisible(bool(offered))
        were = "1 case was" if offered == 1 else f"{offered} cases were"
        self.offer_words.setText(f"{were} waiting: go on?")
        parts = [f"{n:,} {tr(state.value)}" for state, n in counts.items() if n]
        seconds = runner.seconds_left
        if runner.paused:
            parts.append(tr("paused"))
        elif runner.busy and seconds is not None:
            parts.append(tr(f"{duration_text(seconds)} left"))
        self.words.setText(" · ".join(parts))
        show_progress(self.bar, over, max(len(entries), 1))
        self.bar.setVisible(runner.busy)
        icons.set_icon(self.pause, "cine" if runner.paused else "pause")
        tip = "Go on with the queue" if runner.paused else "Pause the queue"
        self.pause.setToolTip(tip)
        self.pause.setAccessibleName(tip)
        self.pause.setEnabled(runner.busy)
        self.cancel_all.setEnabled(bool(entries.unfinished()))
        self.clear.setEnabled(over > 0)
        self.words.setVisible(len(entries) > 0)
        self.list.setVisible(len(entries) > 0 and self.unfolded)
        for button in (self.pause, self.cancel_all, self.clear, self.fold):
            button.setVisible(len(entries) > 0)
        rows = min(len(entries), _ROWS_SHOWN)
        self.list.setFixedHeight(max(self.list.sizeHintForRow(0), 1) * max(rows, 1) + 2)
        self.setVisible(len(entries) > 0 or offered > 0)

    # --- steering -------------------------------------------------------------------------

    def selected(self) -> list[Entry]:
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        return [self.runner.entries.entry(row) for row in rows]

    def _move(self, by: int) -> None:
        """Move the selected cases one line up or down."""
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        if rows:
            self.runner.move(rows, rows[0] - 1 if by < 0 else rows[-1] + 2)
            self.list.scrollTo(self.list.currentIndex())

    def _choose(self) -> None:
        entry = self.list.currentIndex().data(ENTRY_ROLE)
        if isinstance(entry, Entry):
            self.caseWanted.emit(entry.key)

    def _fold(self) -> None:
        self.unfolded = not self.unfolded
        icons.set_icon(self.fold, "less" if self.unfolded else "more")
        self.refresh()


def _tool(icon: str, tip: str, does: Callable[[], object]) -> QToolButton:
    button = QToolButton()
    button.setProperty("flat", True)
    icons.set_icon(button, icon)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.clicked.connect(lambda _checked=False: does())
    return button

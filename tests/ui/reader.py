"""A person at the window: keys go to whatever has the keyboard, the mouse to what lies under it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeySequence,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from medviewer.ui.browser.model import CASE_ROLE
from medviewer.ui.keymap import load_keymap
from medviewer.ui.main_window import MainWindow
from medviewer.ui.viewport.viewport import Viewport
from tests.ui.conftest import LONG, Desk

PLAIN = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT, MIDDLE, RIGHT = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.MiddleButton,
    Qt.MouseButton.RightButton,
)
_KEYS = load_keymap()

Spot = tuple[float, float]


class Reader:
    """Works in one window. Spots are points of the picture, in its own pixels.

    ``done``: the names of the actions that were triggered since it was last cleared.
    """

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        self.desk, self.window = desk, window
        self.done: set[str] = set()
        for name, action in window.actions_by_name.items():
            action.triggered.connect(lambda _checked=False, n=name: self.done.add(n))

    # --- what is seen ---------------------------------------------------------------------

    @property
    def page(self):
        return self.window.page

    @property
    def view(self) -> Viewport:
        return self.window.page.viewport

    @property
    def controller(self):
        return self.window.controller

    @property
    def editor(self):
        return self.page.editing.editor

    @property
    def drawn(self):
        """What was drawn on the scan: measurements, arrows, notes."""
        return self.page.measuring.annotations.all

    @property
    def mask(self):
        """Of the first segment, bool (frames, rows, columns)."""
        return self.controller.result.masks[0].array

    @property
    def series(self) -> str:
        """What is on the screen: the description of the series, else the name of the picture."""
        volume = self.view.volume
        return (volume.context.series.description or volume.case) if volume is not None else ""

    @property
    def message(self) -> str:
        return self.window.status.message

    def enabled(self, name: str) -> bool:
        return self.window.actions_by_name[name].isEnabled()

    def checked(self, name: str) -> bool:
        return self.window.actions_by_name[name].isChecked()

    def until(self, condition: Callable[[], object]) -> None:
        self.desk.qtbot.waitUntil(lambda: bool(condition()), timeout=LONG)

    def saved(self) -> None:
        """Wait until the store has answered for every step."""
        self.until(lambda: self.page.journal.unsaved == 0)

    def open(self, description: str) -> None:
        """Have a scan of the list on the screen, whole and with its history."""
        cases = self.page.browser.visible_cases()
        case = next(
            c for c in cases if description in (c.item.context.series.description, c.patient.name)
        )
        if self.series != description:
            self.page.viewing.scans.open_in(self.page.grid.place, case.key)
        self.until(lambda: self.series == description and len(self.view.volume) == case.item.frames)
        self.until(lambda: not self.page.journal._loading and self.controller.screen.looked_up)

    def come_back(self) -> None:
        """To the picture, from whatever was open beside the window."""
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)
        self.view.setFocus()

    # --- the keyboard ---------------------------------------------------------------------

    @property
    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def press(self, *names: str) -> None:
        """Press the first key of actions, one after another."""
        for name in names:
            QTest.keySequence(self.focus, _KEYS[name][0])
            QApplication.processEvents()

    def keys(self, *texts: str) -> None:
        """Press keys as they are written on them: ``Esc``, ``Ctrl+Z``."""
        for text in texts:
            QTest.keySequence(self.focus, QKeySequence(text))
            QApplication.processEvents()

    def write(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(self.focus, letter)

    # --- the mouse ------------------------------------------------------------------------

    def place(self, spot: Spot, view: Viewport | None = None) -> QPoint:
        """The logical pixel of the picture's widget over a spot."""
        return (view or self.view).canvas.picture_to_screen().map(QPointF(*spot)).toPoint()

    def drag(
        self,
        *spots: Spot,
        button: Qt.MouseButton = LEFT,
        keys: Qt.KeyboardModifier = PLAIN,
        view: Viewport | None = None,
        let_go: bool = True,
    ) -> None:
        """Press at the first spot, go through the others, let go at the last."""
        area = (view or self.view).canvas.viewport()
        _pull(area, [self.place(spot, view) for spot in spots], button, keys, let_go=let_go)

    def pull(
        self,
        across: int,
        down: int,
        button: Qt.MouseButton = LEFT,
        keys: Qt.KeyboardModifier = PLAIN,
    ) -> None:
        """Drag from the middle of the picture by screen pixels."""
        area = self.view.canvas.viewport()
        start = area.rect().center()
        _pull(area, [start, start + QPoint(across, down)], button, keys)

    def click(
        self,
        *spots: Spot,
        button: Qt.MouseButton = LEFT,
        keys: Qt.KeyboardModifier = PLAIN,
        view: Viewport | None = None,
    ) -> None:
        area = (view or self.view).canvas.viewport()
        for spot in spots:
            QTest.mouseClick(area, button, keys, self.place(spot, view))

    def double_click(self, spot: Spot, view: Viewport | None = None) -> None:
        area = (view or self.view).canvas.viewport()
        QTest.mouseDClick(area, LEFT, PLAIN, self.place(spot, view))

    def wheel(self, steps: int, spot: Spot, keys: Qt.KeyboardModifier = PLAIN) -> None:
        """Turn the wheel away from the hand (up) by so many notches."""
        area, at = self.view.canvas.viewport(), self.place(spot)
        phase, none = Qt.ScrollPhase.NoScrollPhase, Qt.MouseButton.NoButton
        turn, where = QPoint(0, 120 * steps), QPointF(area.mapToGlobal(at))
        event = QWheelEvent(QPointF(at), where, QPoint(), turn, none, keys, phase, False)
        QApplication.sendEvent(area, event)

    # --- drag and drop --------------------------------------------------------------------

    def take(self, description: str, monkeypatch) -> QMimeData:
        """Drag a line out of the list of cases; what is carried then."""
        carried: list[QMimeData] = []

        def carry(drag, *_actions):
            data = QMimeData()
            for kind in drag.mimeData().formats():
                data.setData(kind, drag.mimeData().data(kind))
            carried.append(data)
            return Qt.DropAction.CopyAction

        monkeypatch.setattr("medviewer.ui.browser.drag.QDrag.exec", carry)
        tree = self.page.browser.tree
        spots = (QPoint(40, y) for y in range(4, tree.viewport().height(), 4))
        named = (s for s in spots if _description(tree.indexAt(s).data(CASE_ROLE)) == description)
        spot = next(named)
        area = tree.viewport()
        _pull(area, [spot, spot + QPoint(70, 0)], LEFT, PLAIN)
        (data,) = carried
        return data

    def drop(self, data: QMimeData, on: QWidget) -> None:
        """Let go of what is dragged over the middle of a widget; as Qt finds who takes it."""
        at = on.mapTo(self.window, on.rect().center())
        taker = self.window.childAt(at) or self.window
        while not taker.acceptDrops() and taker is not self.window:
            taker = taker.parentWidget()
        spot = taker.mapFrom(self.window, at)
        rest = (Qt.DropAction.CopyAction, data, LEFT, PLAIN)
        entered = QDragEnterEvent(spot, *rest)
        QApplication.sendEvent(taker, entered)
        assert entered.isAccepted(), f"{type(taker).__name__} takes nothing of that kind"
        QApplication.sendEvent(taker, QDragMoveEvent(spot, *rest))
        dropped = QDropEvent(QPointF(spot), *rest)
        QApplication.sendEvent(taker, dropped)
        assert dropped.isAccepted()

    def drop_files(self, paths: Sequence[Path], on: QWidget) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        self.drop(data, on)


def _description(case) -> str:
    if case is None or case.item is None:
        return ""
    return case.item.context.series.description or case.patient.name


def _pull(
    area: QWidget,
    places: Sequence[QPoint],
    button: Qt.MouseButton,
    keys: Qt.KeyboardModifier,
    *,
    let_go: bool = True,
) -> None:
    """Press, move and let go; what was pressed has the mouse, wherever it is put meanwhile."""
    way = [area.mapToGlobal(place) for place in places]
    QTest.mousePress(area, button, keys, places[0])
    QApplication.processEvents()
    for before, place in zip(way, way[1:], strict=False):
        for at in ((before + place) / 2, place):
            _move(area, at, button, keys)
    if let_go:
        QTest.mouseRelease(area, button, keys, area.mapFromGlobal(way[-1]))


def _move(area: QWidget, where: QPoint, button: Qt.MouseButton, keys: Qt.KeyboardModifier) -> None:
    """Move with a button held: QTest's own move forgets the button and the keys."""
    spot, none = QPointF(area.mapFromGlobal(where)), Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, spot, QPointF(where), none, button, keys)
    QApplication.sendEvent(area, event)

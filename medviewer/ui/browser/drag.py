"""A scan dragged from the list of cases into a viewport."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QTreeView

from medviewer.ui.browser.model import CASE_ROLE
from medviewer.ui.viewport.view_grid import CASE_MIME


class CaseDrag(QObject):
    """Lets cases be dragged out of a tree.

    A press on a line chooses it, which opens the scan: that must wait until it is plain that
    the line is not being dragged elsewhere. So a press is held back and handed on with its
    release.
    """

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree
        self._press: QMouseEvent | None = None
        self._handing_on = False
        tree.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if self._handing_on or not isinstance(event, QMouseEvent):
            return False
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
            if self._key_at(event.position().toPoint()) is None:
                return False
            self._press = event.clone()
            return True
        if self._press is None:
            return False
        if kind == QEvent.Type.MouseMove:
            way = (event.position() - self._press.position()).manhattanLength()
            if way >= QApplication.startDragDistance():
                self._drag()
            return True
        if kind == QEvent.Type.MouseButtonRelease:
            self._hand_on()
        return False

    def _key_at(self, spot: QPoint) -> str | None:
        case = self._tree.indexAt(spot).data(CASE_ROLE)
        return None if case is None or case.item is None else case.key

    def _hand_on(self) -> None:
        press, self._press = self._press, None
        assert press is not None
        self._handing_on = True
        QApplication.sendEvent(self._tree.viewport(), press)
        self._handing_on = False

    def _drag(self) -> None:
        assert self._press is not None
        spot = self._press.position().toPoint()
        key, self._press = self._key_at(spot), None
        if key is None:
            return
        mime = QMimeData()
        mime.setData(CASE_MIME, key.encode())
        drag = QDrag(self._tree)
        drag.setMimeData(mime)
        index = self._tree.indexAt(spot)
        thumbnail = index.data(CASE_ROLE).thumbnail
        if thumbnail is not None:
            drag.setPixmap(thumbnail.scaledToHeight(64))
        drag.exec(Qt.DropAction.CopyAction)

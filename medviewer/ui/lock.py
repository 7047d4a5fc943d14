"""The lock: after a while without use the window asks for the passphrase again."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_USE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
_LOOK_MS = 1000


class Lock(QObject):
    """Notices when nobody uses the program, and keeps keys from doing anything while locked.

    ``idle()`` after so many minutes without a key or the mouse, once; not while locked.
    """

    idle = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.locked = False
        self._seconds = 0.0
        self._watching = False
        self._used = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def watch(self, minutes: float) -> None:
        """Begin to watch; 0 or less: no more."""
        self._seconds = minutes * 60
        self._used = time.monotonic()
        self._watching = minutes > 0
        if self._watching:
            self._timer.start()
        else:
            self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._watching and kind in _USE:
            self._used = time.monotonic()
        # A key is an action's before it is the field's; locked, no action is to be had.
        return self.locked and kind == QEvent.Type.Shortcut

    def _look(self) -> None:
        if not self.locked and time.monotonic() - self._used >= self._seconds:
            self.idle.emit()

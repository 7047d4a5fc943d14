"""The field on the picture in which a note is written, where it stands."""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_WIDTH = 190
_GAP = 10
_LONGEST = 120


class NoteEditor(QLineEdit):
    """``written(str)`` by Enter or as the keyboard goes elsewhere; ``left()`` by Esc."""

    written = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._place = parent
        self.setMaxLength(_LONGEST)
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName("Note")
        self.setPlaceholderText("Note")
        self.setToolTip("Enter keeps the note, Esc leaves it as it was")
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.hide()
        self.returnPressed.connect(self._keep)

    def open_at(self, spot: QPointF, text: str) -> None:
        """Show it beside a place of the parent, inside the parent."""
        area = self._place.rect()
        high = self.sizeHint().height()
        x = min(max(int(spot.x()) + _GAP, 0), max(area.width() - _WIDTH, 0))
        y = min(max(int(spot.y()) - high // 2, 0), max(area.height() - high, 0))
        self.move(x, y)
        self.setText(text)
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        if not self.isHidden():
            self.hide()
            self.written.emit(self.text().strip())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._keep()

    def event(self, event: QEvent) -> bool:
        # Esc is the window's "stop what is under way"; here it only leaves the field.
        if (
            event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.hide()
                self.left.emit()
            return True
        return super().event(event)

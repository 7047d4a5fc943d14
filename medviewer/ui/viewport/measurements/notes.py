"""Notes and names, written on the picture where they stand."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from medviewer.domain.annotation import Annotation, AnnotationKind
from medviewer.ui.viewport.canvas import Canvas
from medviewer.ui.viewport.measurements.model import Annotations
from medviewer.ui.viewport.measurements.places import Places

_WIDTH = 190
_GAP = 10
_LONGEST = 120


class NoteEditor(QLineEdit):
    """``written(str)`` by Enter or as the keyboard goes elsewhere; ``left()`` by Esc.

    By Enter and Esc the keyboard goes back to ``home``.
    """

    written = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget, home: QWidget) -> None:
        super().__init__(parent)
        self._place, self._home = parent, home
        self.setMaxLength(_LONGEST)
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName("Note")
        self.setPlaceholderText("Note")
        self.setToolTip("Enter keeps the note, Esc leaves it as it was")
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.hide()
        self.returnPressed.connect(self._entered)

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

    def _entered(self) -> None:
        self._home.setFocus()
        self._keep()  # where the window was not active, the field had no focus to lose

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
                self.left.emit()
                self._home.setFocus()
                self.hide()
            return True
        return super().event(event)


class NoteWriter(QObject):
    """Writes the text of an annotation in a field beside it; a new one is only added then.

    ``changed()``: what is written on has changed.
    """

    changed = Signal()

    def __init__(self, canvas: Canvas, places: Places, model: Annotations) -> None:
        super().__init__(canvas)
        self.model = model
        self.annotation: Annotation | None = None
        self.is_new = False
        self._places = places
        home = canvas.parentWidget()
        self.editor = NoteEditor(canvas.viewport(), home if home is not None else canvas)
        self.editor.written.connect(self._written)
        self.editor.left.connect(self._end)
        canvas.viewChanged.connect(self._follow_view)

    def write(self, annotation: Annotation, *, new: bool) -> None:
        """Open the field; ``new``: the annotation comes to be with its first words."""
        self.annotation, self.is_new = annotation, new
        self.editor.open_at(self._spot(annotation), annotation.text)
        self.changed.emit()

    def keep(self) -> None:
        """What is in the field is written, as if the keyboard had gone elsewhere."""
        self.editor.clearFocus()

    def drop(self) -> None:
        """What is in the field belongs to a scan that is gone."""
        self.annotation = None
        self.editor.hide()

    def _written(self, text: str) -> None:
        one, self.annotation = self.annotation, None
        if one is None:
            return
        if self.is_new:
            if text:
                self.model.add(replace(one, text=text))
        elif not text and one.kind is AnnotationKind.NOTE:
            self.model.remove(one)
        else:
            self.model.change(one, replace(one, text=text), "Label")
        self._end()

    def _end(self) -> None:
        self.annotation = None
        self.changed.emit()

    def _follow_view(self) -> None:
        if self.annotation is not None and not self.editor.isHidden():
            self.editor.open_at(self._spot(self.annotation), self.editor.text())

    def _spot(self, annotation: Annotation) -> QPointF:
        return self._places.to_screen.map(QPointF(*annotation.points[-1]))

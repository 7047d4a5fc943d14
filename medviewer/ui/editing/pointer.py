"""The mouse over a picture while masks are edited."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent

from medviewer.ui.viewport.canvas import Canvas

Point = tuple[float, float]
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Pen(Protocol):
    """Who draws. Points are x, y in the picture's own pixels."""

    @property
    def takes_mouse(self) -> bool: ...
    def press(self, at: Point, inverse: bool) -> None: ...
    def drag(self, at: Point) -> None: ...
    def release(self, at: Point) -> None: ...
    def double_press(self, at: Point, inverse: bool) -> None: ...
    def hover(self, at: Point | None) -> None: ...
    def resize_by(self, steps: int) -> None: ...


class EditPointer(QObject):
    """Gives the left button and Shift+wheel to a pen; everything else stays the canvas's.

    Panning (Shift+left, middle), zooming (right, Ctrl+wheel) and scrolling work as always.
    """

    def __init__(self, canvas: Canvas, pen: Pen, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._pen = pen
        self._down = False
        canvas.viewport().installEventFilter(self)

    def leave(self) -> None:
        """Give the mouse back."""
        self._down = False
        self._canvas.viewport().removeEventFilter(self)

    def let_go(self) -> None:
        """What the button draws is dropped; it draws again when pressed anew."""
        self._down = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QWheelEvent):
            return self._wheel(event)
        if kind == QEvent.Type.Leave:
            self._pen.hover(None)
        if not isinstance(event, QMouseEvent) or not self._pen.takes_mouse:
            return False
        at = self._canvas.to_picture(event.position())
        if kind == QEvent.Type.MouseMove:
            if self._down:
                self._pen.drag(at)
            self._pen.hover(at)
            return self._down
        if event.button() is not Qt.MouseButton.LeftButton:
            return self._down and kind != QEvent.Type.MouseButtonRelease
        if kind == QEvent.Type.MouseButtonRelease and self._down:
            self._down = False
            self._pen.release(at)
            return True
        if event.modifiers() & _SHIFT:
            return False
        inverse = bool(event.modifiers() & _CTRL)
        if kind == QEvent.Type.MouseButtonPress:
            self._canvas.pressed.emit()
            self._down = True
            self._pen.press(at, inverse)
            return True
        if kind == QEvent.Type.MouseButtonDblClick:
            self._down = True
            self._pen.double_press(at, inverse)
            return True
        return False

    def _wheel(self, event: QWheelEvent) -> bool:
        if not event.modifiers() & _SHIFT or not self._pen.takes_mouse:
            return False
        # With Shift some systems turn the wheel sideways.
        turned = event.angleDelta().y() or event.angleDelta().x()
        if turned:
            self._pen.resize_by(1 if turned > 0 else -1)
        return True

"""The drawing surface of a viewport: a picture that can be zoomed, and the mouse over it."""

from collections.abc import Callable
from dataclasses import replace

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QGraphicsView, QToolTip, QWidget

from medviewer.ui.viewport.camera import Camera, Ground, Interpolation, Pose
from medviewer.ui.viewport.picture_item import PictureItem
from medviewer.ui.viewport.tools import Hand, Tool

__all__ = ["Canvas", "Tool"]

# Further than this (logical pixels) a press is a drag and no longer a click.
CLICK_SLOP = 4
_WHEEL_STEP = 120
_ZOOM_PER_STEP = 1.2
_ZOOM_PER_PIXEL = 1.006
SMALLEST_ZOOM, LARGEST_ZOOM = 0.02, 64.0


_POINTERS = {  # every other tool draws
    Tool.WINDOW_LEVEL: Qt.CursorShape.ArrowCursor,
    Tool.PAN: Qt.CursorShape.OpenHandCursor,
    Tool.ZOOM: Qt.CursorShape.SizeVerCursor,
}


class Canvas(pg.GraphicsView):
    """Zoom, pan and mouse; what a drag means beyond that is the viewport's.

    ``viewChanged`` is of every change of the view, ``moved`` only of those somebody wanted: not
    of a resize, nor of another picture.

    Signals carry positions in the picture's own pixels (x, y; the pixel in column c covers
    x in [c, c + 1]) or distances in logical screen pixels. While ``passive`` the left
    button only emits ``pressed``: what is shown can be looked at and not changed. What any
    button drags from there on is its ``successor``'s, which that press has brought to its place.
    """

    windowDragged = Signal(float, float)
    hovered = Signal(float, float)
    left = Signal()
    scrolled = Signal(int)
    menuRequested = Signal(QPoint)
    pressed = Signal()
    doubleClicked = Signal()
    viewChanged = Signal()
    moved = Signal()

    # Of the class: events arrive before pyqtgraph has set itself up.
    tip_at: Callable[[QPointF], str] | None = None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, useOpenGL=False, background="k")
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        # Files dropped on the picture are the window's; Qt passes them on only if nobody
        # between wants them.
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.view = Ground()
        self.scene().addItem(self.view)
        self.picture = PictureItem()
        self.view.addItem(self.picture)
        self._tool = Tool.WINDOW_LEVEL
        self.paint_over: Callable[[QPainter, QRectF], None] | None = None
        self.hands: list[Hand] = []
        self.passive = False
        self.successor: Canvas | None = None
        self._handed_on = False
        self._expected: tuple[QPointF, Qt.MouseButton, Qt.KeyboardModifier] | None = None
        self._rows, self._columns = 0, 0
        self._camera = Camera()
        self._fitted = True
        self._button = Qt.MouseButton.NoButton
        self._does: Tool | None = None
        self._holder: Hand | None = None
        self._press = QPointF()
        self._last = QPointF()
        self._moved = False
        self._wheel = 0.0

    # --- the view -----------------------------------------------------------------------

    def set_picture_size(self, rows: int, columns: int, row_height: float = 1.0) -> None:
        """Size in pixels; ``row_height``: height of a pixel as a multiple of its width."""
        self._rows, self._columns = rows, columns
        self._camera = replace(self._camera, row_height=row_height)

    @property
    def camera(self) -> Camera:
        return self._camera

    @property
    def picture_size(self) -> tuple[int, int]:
        """Rows and columns."""
        return self._rows, self._columns

    @property
    def zoom(self) -> float:
        """Logical screen pixels to one picture column."""
        return self._camera.zoom

    @property
    def centre(self) -> tuple[float, float]:
        return self._camera.centre

    def set_view(self, zoom: float, centre: tuple[float, float]) -> None:
        self._fitted = False
        self._apply(replace(self._camera, zoom=zoom, centre=centre))
        self.moved.emit()

    def fit(self) -> None:
        """The whole picture, as large as it goes."""
        self._fitted = True
        area = self.viewport()
        if self._rows and area.width() and area.height():
            size = self._rows, self._columns, area.width(), area.height()
            self._apply(self._camera.fitted(*size))

    @property
    def fitted(self) -> bool:
        return self._fitted

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Zoom about a point of the widget (its middle by default), which stays in place."""
        old = self.zoom
        new = min(max(old * factor, SMALLEST_ZOOM), LARGEST_ZOOM)
        cx, cy = self.centre
        if about is not None:
            ax, ay = self.to_picture(about)
            cx, cy = ax + (cx - ax) * old / new, ay + (cy - ay) * old / new
        self.set_view(new, (cx, cy))

    def pan_by(self, dx: float, dy: float) -> None:
        """Move the picture by logical screen pixels."""
        start = self.to_picture(QPointF(0, 0))
        end = self.to_picture(QPointF(dx, dy))
        cx, cy = self.centre
        self.set_view(self.zoom, (cx - (end[0] - start[0]), cy - (end[1] - start[1])))

    @property
    def pose(self) -> Pose:
        """How the picture is turned and mirrored."""
        return self._camera.pose

    @pose.setter
    def pose(self, pose: Pose) -> None:
        self._camera = replace(self._camera, pose=pose)
        if self._fitted:
            self.fit()
        else:
            self._apply(self._camera)

    def go_back_to(self, camera: Camera, *, fitted: bool) -> None:
        """Show what was shown with this camera; fitted anew where it was fitted."""
        self._camera = camera
        if fitted:
            self.fit()
        else:
            self._fitted = False
            self._apply(camera)

    def follow(self, leader: "Canvas") -> None:
        """Take over zoom, place and pose of another canvas with the same picture."""
        self._camera = replace(self._camera, pose=leader.pose)
        if leader.fitted:
            self.fit()
        else:
            self.set_view(leader.zoom, leader.centre)

    @property
    def interpolation(self) -> Interpolation:
        return self.picture.interpolation

    @interpolation.setter
    def interpolation(self, way: Interpolation) -> None:
        self.picture.interpolation = way
        self.viewport().update()

    def _apply(self, camera: Camera) -> None:
        self._camera = camera
        area = self.viewport()
        self.view.setTransform(camera.transform(area.width(), area.height()))
        self.picture.set_scale(camera.zoom * self.devicePixelRatioF())
        self.viewChanged.emit()

    def picture_to_screen(self) -> QTransform:
        """From picture pixels to logical pixels of the widget."""
        return self.view.sceneTransform() * self.viewportTransform()

    def to_picture(self, spot: QPointF) -> tuple[float, float]:
        """From logical pixels of the widget to picture pixels."""
        mapped = self.picture_to_screen().inverted()[0].map(spot)
        return mapped.x(), mapped.y()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        if event is None:  # pyqtgraph calls it so while it sets itself up
            super().resizeEvent(event)
            return
        super().resizeEvent(event)
        if self._fitted:
            self.fit()
        elif self._rows:
            self._apply(self._camera)

    def viewportEvent(self, event: QEvent) -> bool:
        if self.tip_at is not None and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(QPointF(event.pos())), self)
            return True
        return bool(super().viewportEvent(event))

    def drawForeground(self, painter: QPainter, _rect: QRectF) -> None:
        if self.paint_over is not None:
            painter.save()
            painter.resetTransform()
            self.paint_over(painter, QRectF(self.viewport().rect()))
            painter.restore()

    # --- the mouse ----------------------------------------------------------------------

    @property
    def tool(self) -> Tool:
        return self._tool

    @tool.setter
    def tool(self, tool: Tool) -> None:
        self._tool = Tool(tool)
        self.set_pointer(None)

    def set_pointer(self, shape: Qt.CursorShape | None) -> None:
        """How the mouse looks over the picture; None: as the tool has it."""
        self.viewport().setCursor(shape or _POINTERS.get(self._tool, Qt.CursorShape.CrossCursor))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        # The press may change that, but does nothing more itself; a drag goes on with it.
        left = event.button() is Qt.MouseButton.LeftButton
        only_chooses = self.passive and (left or self.successor is not None)
        self.pressed.emit()
        if not only_chooses:
            self._begin(event.button(), event.position(), event.modifiers())
        elif self.successor is not None:
            self._handed_on = True
            self.successor.expect(event)

    def _hand_on(self, event: QMouseEvent) -> bool:
        """Qt gives the mouse to what was pressed until it is let go: the successor gets it."""
        self._handed_on = self._handed_on and bool(event.button() | event.buttons())
        if not self._handed_on or self.successor is None:
            return False
        spot = self.successor.viewport().mapFromGlobal(event.globalPosition())
        moved = QMouseEvent(
            event.type(),
            spot,
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
        )
        if event.type() is QEvent.Type.MouseMove:
            self.successor.mouseMoveEvent(moved)
        else:
            self._handed_on = False
            self.successor.mouseReleaseEvent(moved)
        return True

    def expect(self, press: QMouseEvent) -> None:
        """Go on with a button pressed at a place of another canvas, if it is dragged.

        The press has brought this canvas to that place; a left click does no more than that.
        """
        self._expected = press.position(), press.button(), press.modifiers()

    def _begin_expected(self, event: QMouseEvent) -> None:
        if self._expected is None or self._button is not Qt.MouseButton.NoButton:
            return
        spot, button, modifiers = self._expected
        pressed = bool(event.buttons() & button)
        dragged = (event.position() - spot).manhattanLength() > CLICK_SLOP
        if dragged or not pressed:
            self._expected = None
        if dragged and pressed:
            self._begin(button, spot, modifiers)

    def _begin(self, button: Qt.MouseButton, spot: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if self._button is not Qt.MouseButton.NoButton:
            return
        self._button = button
        self._press = self._last = spot
        self._moved = False
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if self._button is Qt.MouseButton.LeftButton:
            self._holder = None if shift else self._hand(self._press)
            self._does = Tool.PAN if shift else self.tool
        elif self._button is Qt.MouseButton.MiddleButton:
            self._does = Tool.PAN
        elif self._button is Qt.MouseButton.RightButton:
            self._does = Tool.ZOOM
        else:
            self._does = None
        if self._holder is not None:
            self._does = None
            self._holder.press(self._press)

    def _hand(self, spot: QPointF) -> Hand | None:
        return next((hand for hand in self.hands if hand.takes(spot, self.tool)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if self._hand_on(event):
            return
        self._begin_expected(event)
        spot = event.position()
        if self._button is Qt.MouseButton.NoButton:
            self.hovered.emit(*self.to_picture(spot))
            for hand in () if self.passive else self.hands:
                hand.hover(spot)
            return
        if not self._moved:
            self._moved = (spot - self._press).manhattanLength() > CLICK_SLOP
            if not self._moved:
                return
        step = spot - self._last
        self._last = spot
        if self._holder is not None:
            self._holder.drag(spot)
        elif self._does is Tool.PAN:
            self.pan_by(step.x(), step.y())
        elif self._does is Tool.ZOOM:
            self.zoom_by(_ZOOM_PER_PIXEL ** -step.y(), self._press)
        elif self._does is Tool.WINDOW_LEVEL:
            self.windowDragged.emit(step.x(), step.y())
        self.hovered.emit(*self.to_picture(spot))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if self._hand_on(event):
            return
        clicked, self._expected = self._expected, None
        if clicked is not None and clicked[1] is event.button() is Qt.MouseButton.RightButton:
            self.menuRequested.emit(event.globalPosition().toPoint())
        if event.button() is not self._button:
            return
        holder, self._holder = self._holder, None
        self._does, self._button = None, Qt.MouseButton.NoButton
        if holder is not None:
            holder.release(event.position())
        if event.button() is Qt.MouseButton.RightButton and not self._moved:
            self.menuRequested.emit(event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        hands = () if self.passive else self.hands
        if not any(hand.double_click(event.position()) for hand in hands):
            self.doubleClicked.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        self._wheel += event.angleDelta().y()
        steps = int(self._wheel / _WHEEL_STEP)
        if steps == 0:
            return
        self._wheel -= steps * _WHEEL_STEP
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_ZOOM_PER_STEP**steps, event.position())
        else:
            self.scrolled.emit(-steps)

    def leaveEvent(self, event: object) -> None:
        self.left.emit()

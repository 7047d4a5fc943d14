"""The measurements over one picture: drawn, chosen and changed by mouse and keys."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter

from medviewer.domain.annotation import Annotation, AnnotationKind, Point
from medviewer.ui.viewport.canvas import Canvas, Tool
from medviewer.ui.viewport.measurements.drawing import Drawing
from medviewer.ui.viewport.measurements.model import Annotations
from medviewer.ui.viewport.measurements.notes import NoteWriter
from medviewer.ui.viewport.measurements.paint import AnnotationPainter, Shown, paint_cross
from medviewer.ui.viewport.measurements.places import Places, apart
from medviewer.ui.viewport.measurements.selection import Selection
from medviewer.ui.viewport.measurements.shapes import HANDLE_REACH, Hit, hit_at
from medviewer.ui.viewport.measurements.words import label_lines, spoken

KINDS: dict[Tool, AnnotationKind] = {
    tool: AnnotationKind(tool.value)
    for tool in Tool
    if tool.value in {kind.value for kind in AnnotationKind}
}
"""The tools that draw, and what they draw."""

REGION_TOOLS = tuple(tool for tool, kind in KINDS.items() if kind.is_region)

# Nearer to each other (logical pixels) two points are one.
_SAME_PX = 3.0
_ROUNDING = 1e-6


class MeasurementLayer(QObject):
    """Draws the annotations of a frame and lets the reader make and change them.

    It takes the canvas' left button (``Hand``) while a drawing tool is chosen or a drawn thing
    lies under the mouse.

    Signals: ``said(str)`` for the message line, ``drawn(Annotation)`` a new one is there.
    """

    said = Signal(str)
    drawn = Signal(object)

    def __init__(self, canvas: Canvas, model: Annotations) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._places = Places(canvas)
        self._painter = AnnotationPainter()
        self._frame = 0
        self.drawing: Drawing | None = None
        self.cross: Point | None = None
        self._hit: Hit | None = None
        self._start = QPointF()
        self._dragged = False
        self.notes = NoteWriter(canvas, self._places, model)
        self.notes.changed.connect(self._repaint)
        self.model = model
        self.selection = Selection(model, self._places, self.said.emit, self._repaint)
        self.use(model)
        canvas.hands.append(self)

    def use(self, model: Annotations) -> None:
        """Show and change these annotations from now on."""
        if model is not self.model:
            self.model.changed.disconnect(self._repaint)
            self.model.selectionChanged.disconnect(self._repaint)
            self.model.said.disconnect(self.said)
        self.model = self.notes.model = self.selection.model = model
        model.changed.connect(self._repaint)
        model.selectionChanged.connect(self._repaint)
        model.said.connect(self.said)

    @property
    def frame(self) -> int:
        return self._frame

    @frame.setter
    def frame(self, index: int) -> None:
        """Another frame is shown: what was begun on the one before is given up."""
        if index != self._frame:
            self.give_up()
            if self.model.selected is not None and self.model.selected.frame != index:
                self.model.selected = None
        self._frame = index

    # --- the mouse (Hand) -----------------------------------------------------------------

    def takes(self, spot: QPointF, tool: Tool) -> bool:
        if self.model.volume is None:
            return False
        self.cross = None
        self.notes.keep()
        drawing = self.drawing is not None and self.drawing.begun
        self._hit = None if drawing else self._under(spot, tool)
        if self._hit is None and not drawing:
            self.model.selected = None
        return self._hit is not None or tool in KINDS

    def press(self, spot: QPointF) -> None:
        self._start, self._dragged = spot, False
        if self._hit is not None:
            self.selection.drop()
            self.selection.choose(self._hit.annotation)
            return
        if self.drawing is None:
            self._begin()
        self._place(self._places.at(spot))

    def drag(self, spot: QPointF) -> None:
        self._dragged = self._dragged or apart(spot, self._start) > _SAME_PX
        if self._hit is not None:
            if self._dragged:
                self.selection.pull(self._hit, self._start, spot)
        elif self.drawing is not None and self._dragged:
            if self.drawing.kind is AnnotationKind.POLYGON:
                self.drawing.freehand = True
                if self._far_from_last(spot):
                    self.drawing.place(self._places.at(spot))
            else:
                self.drawing.loose = self._places.at(spot)
        self._repaint()

    def release(self, spot: QPointF) -> None:
        hit, self._hit = self._hit, None
        if hit is not None:
            self.selection.let_go(hit)
        elif self.drawing is not None and self._dragged:
            if not self.drawing.freehand:
                self._place(self._places.at(spot))
            elif self.drawing.can_be_finished:
                self._finish()
        self._repaint()

    def hover(self, spot: QPointF) -> None:
        if self.drawing is not None and self.drawing.begun and self.cross is None:
            self.drawing.loose = self._places.at(spot)
            self._repaint()
            return
        tool = self._canvas.tool
        over = self._under(spot, tool) if self.model.volume is not None else None
        self._canvas.set_pointer(_pointer(over))

    def double_click(self, spot: QPointF) -> bool:
        if self.drawing is not None and self.drawing.begun:
            if self.drawing.kind is AnnotationKind.POLYGON and self.drawing.can_be_finished:
                self._finish()
            return True
        hit = self._under(spot, self._canvas.tool)
        if hit is not None:
            self.name(hit.annotation)
        return hit is not None or self._canvas.tool in KINDS

    def annotation_at(self, spot: QPointF) -> Annotation | None:
        """What lies under a spot."""
        hit = self._under(spot, Tool.WINDOW_LEVEL) if self.model.volume is not None else None
        return hit.annotation if hit is not None else None

    def _under(self, spot: QPointF, tool: Tool) -> Hit | None:
        here = self.model.on_frame(self._frame)
        chosen = self.model.selected
        names = {a.id for a in here} if tool not in KINDS else {chosen.id} if chosen else set()
        found = hit_at(spot, here, self._places.to_screen, selected=chosen, whole=frozenset(names))
        if found is None:
            name = self._painter.label_at(spot)
            found = next((Hit(a) for a in here if a.id == name), None)
        return found

    # --- drawing --------------------------------------------------------------------------

    def _begin(self) -> None:
        kind = KINDS.get(self._canvas.tool)
        self.drawing = Drawing(kind, self._frame, self.model.new) if kind is not None else None

    def _place(self, point: Point) -> None:
        drawing = self.drawing
        if drawing is None:
            return
        spot = self._places.to_screen.map(QPointF(*point))
        if drawing.begun:
            first = self._places.to_screen.map(QPointF(*drawing.points[0]))
            closes = apart(spot, first) <= HANDLE_REACH or not self._far_from_last(spot)
            if drawing.kind is AnnotationKind.POLYGON and drawing.can_be_finished and closes:
                self._finish()
                return
            if not self._far_from_last(spot):
                return
        drawing.place(point)
        if drawing.complete:
            self._finish()
        self._repaint()

    def _finish(self) -> None:
        assert self.drawing is not None
        new, by_keys = self.drawing.finished(), self.cross is not None
        self.drawing = self.cross = None
        if new.kind is AnnotationKind.NOTE:
            self.notes.write(new, new=True)
            return
        self.model.add(new)
        added = self.model.get(new.id)
        if added is not None:
            self.selection.say_value(added)
            self.drawn.emit(added)
            if by_keys:  # whoever draws by keys goes on with them
                self.selection.choose(added)

    def give_up(self) -> bool:
        """Leave an unfinished drawing; False where there was none."""
        was = self.drawing is not None or self.cross is not None
        self.drawing = self.cross = self._hit = None
        self.selection.drop()
        self._repaint()
        return was

    def escape(self) -> bool:
        """Leave the drawing, else the selection; False where there was neither."""
        if self.give_up():
            return True
        if self.model.selected is not None:
            self.model.selected = None
            return True
        return False

    def name(self, annotation: Annotation) -> None:
        """Write the note of an arrow or text, or the reader's name for a measurement."""
        self.notes.write(annotation, new=False)

    # --- keys (see keys.py) ---------------------------------------------------------------

    def start_cross(self) -> None:
        """Begin to draw with the keys: a cross in the middle of what is in view."""
        if self.model.volume is None:
            return
        if self._canvas.tool not in KINDS:
            self.said.emit("Choose what to draw first: D distance, A angle, L region.")
            return
        self.give_up()
        self.model.selected = None
        x, y = self._places.at(QRectF(self._canvas.viewport().rect()).center())
        self.cross = math.floor(x + _ROUNDING) + 0.5, math.floor(y + _ROUNDING) + 0.5
        self._begin()
        self.say_cross()
        self._repaint()

    def move_cross(self, across: int, down: int) -> None:
        """By so many picture pixels, as the screen shows them."""
        assert self.cross is not None
        dx, dy = self._places.step(across, down)
        self.cross = self._places.clamped(self.cross[0] + dx, self.cross[1] + dy)
        if self.drawing is not None:
            self.drawing.loose = self.cross
        self._places.keep_in_view(self.cross)
        self.say_cross()
        self._repaint()

    def place_cross(self) -> None:
        """A point where the cross is."""
        if self.cross is not None:
            self._place(self.cross)
            if self.drawing is not None:
                self.say_cross()

    def take_back_point(self) -> None:
        if self.drawing is not None and not self.drawing.take_back():
            self.give_up()
        self._repaint()

    def finish_now(self) -> None:
        """End an outline that may end here."""
        drawing = self.drawing
        if drawing is not None and drawing.can_be_finished:
            self._finish()
            self._repaint()

    def select_next(self, *, forward: bool) -> bool:
        """Select the next of the frame; False behind the last, where the focus may go on."""
        return self.selection.go_on(self.model.on_frame(self._frame), forward=forward)

    # --- what is said ---------------------------------------------------------------------

    def say_cross(self) -> None:
        drawing = self.drawing
        if self.cross is None or drawing is None:
            return
        x, y = (math.floor(c) for c in self.cross)
        shown = drawing.preview()
        value = ""
        if len(shown) == 1 and shown[0].kind is drawing.kind and drawing.begun:
            value = f"  {spoken(shown[0], self.model.figures(shown[0]))}."
        closing = (
            " Enter twice closes it."
            if drawing.kind is AnnotationKind.POLYGON and drawing.can_be_finished
            else ""
        )
        self.said.emit(
            f"{drawing.kind.heading}, {drawing.words}: x {x}  y {y}.{value} "
            f"Arrow keys move the cross, Enter places it.{closing} Esc leaves."
        )

    # --- painting -------------------------------------------------------------------------

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Paint the annotations of the frame in logical pixels of the canvas."""
        if self.model.volume is None:
            return
        to_screen = self._places.to_screen
        self._painter.paint(painter, area, self.shown(), to_screen)
        if self.cross is not None:
            paint_cross(painter, self.cross, to_screen)

    def shown(self) -> list[Shown]:
        """What is on the frame now, the selected one last."""
        chosen, written = self.model.selected, self.notes.annotation
        here = [self.selection.as_now(a) for a in self.model.on_frame(self._frame)]
        if written is not None and self.notes.is_new:
            here.append(written)
        shown = []
        for one in sorted(here, key=lambda a: chosen is not None and a.id == chosen.id):
            hidden = written is not None and written.id == one.id  # the field stands there
            lines = [] if hidden else label_lines(one, self.model.figures(one))
            shown.append(Shown(one, lines, chosen is not None and one.id == chosen.id))
        if self.drawing is not None:
            for part in self.drawing.preview():
                whole = self.model.measured(part)
                named = part.kind is self.drawing.kind
                lines = label_lines(whole, self.model.figures(whole)) if named else []
                shown.append(Shown(whole, lines))
        return shown

    # --- the view -------------------------------------------------------------------------

    def _far_from_last(self, spot: QPointF) -> bool:
        """Two points nearer than that are one."""
        assert self.drawing is not None
        last = self._places.to_screen.map(QPointF(*self.drawing.points[-1]))
        return apart(spot, last) > _SAME_PX

    def _repaint(self) -> None:
        self._canvas.viewport().update()


def _pointer(over: Hit | None) -> Qt.CursorShape | None:
    if over is None:
        return None
    shapes = Qt.CursorShape
    return shapes.SizeAllCursor if over.handle is None else shapes.PointingHandCursor

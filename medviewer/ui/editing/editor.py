"""Masks drawn and changed by hand on the scan on the screen."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Qt, Signal

from medviewer.domain.segmentation import Segment, SegmentationMask
from medviewer.inference import mask_editing
from medviewer.ui.case.correcting import CaseCorrecting
from medviewer.ui.case.on_screen import OnScreen
from medviewer.ui.editing.cursor import EditCursor
from medviewer.ui.editing.operations import Operations
from medviewer.ui.editing.pointer import EditPointer, Point
from medviewer.ui.viewport.overlay_item import NEEDS_PROBABILITY, OverlayStyle
from medviewer.ui.viewport.viewport import Viewport

Mask = npt.NDArray[np.bool_]
SMALLEST, LARGEST = 1, 400
_CLOSING_PX = 8.0  # a click this near (logical pixels) to the first corner closes a polygon


class EditTool(StrEnum):
    """What the left button does to the mask."""

    BRUSH = "Brush"
    ERASER = "Eraser"
    POLYGON = "Polygon"
    FILL = "Fill"
    ISLAND = "Delete part"


ROUND = frozenset({EditTool.BRUSH, EditTool.ERASER})


class MaskEditor(QObject):
    """Draws on one segment of the result on the screen; every stroke is one step when it ends.

    ``changed()`` tool, size, segment, range or ``active`` is another; ``said(str)`` a sentence
    for the message line. While active the left button belongs to the tool, unless that is None.
    """

    changed = Signal()
    said = Signal(str)

    def __init__(
        self,
        screen: OnScreen,
        correcting: CaseCorrecting,
        viewport: Viewport,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._screen = screen
        self._correcting = correcting
        self._viewport = viewport
        self._cursor = EditCursor()
        self._cursor.hide()
        viewport.canvas.view.addItem(self._cursor, ignoreBounds=True)
        self._pointer: EditPointer | None = None
        self._tool: EditTool | None = EditTool.BRUSH
        self._size = 15
        self.operations = Operations(correcting, viewport, self.said.emit, self.drop)
        self._range: tuple[float, float] | None = None
        self._work: SegmentationMask | None = None
        self._work_frame = 0
        self._adds = True
        self._last: Point = (0.0, 0.0)
        self._corners: list[Point] = []

    # --- on and off -----------------------------------------------------------------------

    @property
    def active(self) -> bool:
        return self._pointer is not None

    def start(self) -> bool:
        """Begin to edit; says why where that cannot be."""
        obstacle = self._correcting.obstacle
        if obstacle is not None:
            self.said.emit(obstacle)
            return False
        if self.active:
            return True
        view = self._viewport
        view.masks_visible = True
        if view.overlay_style in NEEDS_PROBABILITY:
            view.overlay_style = OverlayStyle.OUTLINE_FILL
        if self.label not in {s.label for s in self.segments}:
            self.operations.label = self.segments[0].label
        self._cursor.show()
        self._pointer = EditPointer(view.canvas, self, self)
        view.frameChanged.connect(self._frame_changed)
        self._show_cursor_shape()
        self.changed.emit()
        return True

    def stop(self) -> None:
        """End editing; a stroke in hand is dropped, everything else is kept already."""
        if self._pointer is None:
            return
        self.drop()
        self._pointer.leave()
        self._pointer.deleteLater()
        self._pointer = None
        self._viewport.frameChanged.disconnect(self._frame_changed)
        self._cursor.hide()
        self._viewport.tool = self._viewport.tool  # its own mouse pointer again
        self.changed.emit()

    # --- settings -------------------------------------------------------------------------

    @property
    def segments(self) -> tuple[Segment, ...]:
        result = self._screen.result
        return tuple(m.segment for m in result.masks) if result is not None else ()

    @property
    def label(self) -> str:
        """Of the segment that is edited."""
        return self.operations.label

    @label.setter
    def label(self, label: str) -> None:
        self.drop()
        self.operations.label = label
        self.changed.emit()

    def next_segment(self) -> None:
        labels = [s.label for s in self.segments]
        if labels:
            at = labels.index(self.label) if self.label in labels else -1
            self.label = labels[(at + 1) % len(labels)]

    @property
    def tool(self) -> EditTool | None:
        """None: the left button does what it does without editing."""
        return self._tool

    @tool.setter
    def tool(self, tool: EditTool | None) -> None:
        self.drop()
        self._tool = tool
        self._cursor.show_circle(None, 0)
        self._show_cursor_shape()
        self.changed.emit()

    @property
    def size(self) -> int:
        """Diameter of brush and eraser in pixels of the picture."""
        return self._size

    @size.setter
    def size(self, size: int) -> None:
        self._size = min(max(size, SMALLEST), LARGEST)
        if self._cursor.circle is not None:
            self._cursor.show_circle(self._cursor.circle[:2], self._size)
        self.changed.emit()

    def resize_by(self, steps: int) -> None:
        """Make the brush larger or smaller by about a fifth a step."""
        self.size = self._size + steps * max(1, round(self._size / 5))

    @property
    def values(self) -> tuple[float, float] | None:
        """Brush, polygon and fill only take pixels with values in this range; None: all."""
        return self._range

    @values.setter
    def values(self, values: tuple[float, float] | None) -> None:
        self._range = values
        self.changed.emit()

    def _show_cursor_shape(self) -> None:
        if self.active and self._tool is not None:
            self._viewport.canvas.viewport().setCursor(Qt.CursorShape.CrossCursor)

    # --- the mouse (pointer.Pen) ----------------------------------------------------------

    @property
    def takes_mouse(self) -> bool:
        return self._tool is not None

    def press(self, at: Point, inverse: bool) -> None:
        if self._tool in ROUND:
            self._adds = (self._tool is EditTool.BRUSH) != inverse
            self._begin()
            self._last = at
            self._paint(at)
        elif self._tool is EditTool.POLYGON:
            self._corner(at, inverse)
        elif self._tool is EditTool.FILL:
            self._fill(at)
        elif self._tool is EditTool.ISLAND:
            self._delete_part(at)

    def drag(self, at: Point) -> None:
        if self._work is not None and self._viewport.frame_index == self._work_frame:
            self._paint(at)

    def release(self, _at: Point) -> None:
        work, self._work = self._work, None
        if work is not None:
            title = "Brush" if self._adds else "Eraser"
            self._correcting.replace(self.label, work.array, [self._work_frame], title)

    def double_press(self, at: Point, inverse: bool) -> None:
        if self._tool is EditTool.POLYGON:
            self.close_polygon()
        else:
            self.press(at, inverse)

    def hover(self, at: Point | None) -> None:
        self._cursor.show_circle(at if self._tool in ROUND else None, self._size)
        if self._corners:
            self._cursor.show_corners([*self._corners, at] if at else self._corners)

    def drop(self) -> bool:
        """Drop the stroke or polygon in hand; False where there is none."""
        in_hand = self._work is not None or bool(self._corners)
        if self._pointer is not None:
            self._pointer.let_go()
        self._work, self._corners = None, []
        self._cursor.show_corners(())
        result = self._screen.result
        if in_hand and result is not None:
            self._viewport.set_masks(result.masks, True, result.findings)
        return in_hand

    def _frame_changed(self, _index: int) -> None:
        self._corners = []
        self._cursor.show_corners(())

    # --- strokes --------------------------------------------------------------------------

    def _begin(self) -> None:
        mask = self._correcting.mask(self.label)
        self._work = replace(mask, array=mask.array.copy())
        self._work_frame = self._viewport.frame_index

    def _paint(self, at: Point) -> None:
        assert self._work is not None
        frame = self._work.array[self._work_frame]
        covered = mask_editing.stroke(
            (frame.shape[0], frame.shape[1]), self._last, at, float(self._size)
        )
        self._last = at
        if self._adds:
            frame |= covered & self._allowed(self._work_frame)
        else:
            frame &= ~covered
        self._preview(self._work)

    def _allowed(self, index: int) -> Mask:
        """Where the range of values lets something be added."""
        volume = self._viewport.volume
        assert volume is not None
        shape = (volume.geometry.rows, volume.geometry.columns)
        if self._range is None or volume.colour:
            return np.ones(shape, np.bool_)
        values = volume.frame(index)
        allowed: Mask = (values >= self._range[0]) & (values <= self._range[1])
        return allowed

    def _preview(self, work: SegmentationMask) -> None:
        result = self._screen.result
        assert result is not None
        masks = [work if m.segment.label == self.label else m for m in result.masks]
        self._viewport.set_masks(masks, True, result.findings)

    # --- polygon, fill, parts -------------------------------------------------------------

    def _corner(self, at: Point, inverse: bool) -> None:
        if not self._corners:
            self._adds = not inverse
        elif len(self._corners) > 2:
            first = self._corners[0]
            near = _CLOSING_PX / self._viewport.zoom
            if abs(first[0] - at[0]) < near and abs(first[1] - at[1]) < near:
                self.close_polygon()
                return
        self._corners.append(at)
        self._cursor.show_corners([*self._corners, at])

    def close_polygon(self) -> bool:
        """Take what the polygon encloses into the mask, or out of it; False without one."""
        corners, self._corners = self._corners, []
        self._cursor.show_corners(())
        if len(corners) < 3:
            return bool(corners)

        def draw(frame: Mask, index: int) -> Mask:
            inside = mask_editing.polygon((frame.shape[0], frame.shape[1]), corners)
            added: Mask = frame | (inside & self._allowed(index))
            return added if self._adds else frame & ~inside

        self.operations.change("Polygon", draw, [self._viewport.frame_index])
        return True

    def _fill(self, at: Point) -> None:
        spot = self._pixel(at)
        if spot is None:
            return
        frame = self._correcting.mask(self.label).array[self._viewport.frame_index]
        filled = mask_editing.fill_region(frame, *spot)
        if filled is None:
            self.said.emit("Fill works inside an outline: this spot is not enclosed by one.")
            return
        self.operations.change(
            "Fill",
            lambda frame, index: frame | (filled & self._allowed(index)),
            [self._viewport.frame_index],
        )

    def _delete_part(self, at: Point) -> None:
        spot = self._pixel(at)
        mask = self._correcting.mask(self.label).array
        index = self._viewport.frame_index
        found = mask_editing.without_part(mask, index, *spot) if spot is not None else None
        if found is None:
            self.said.emit("There is no outlined part here.")
        else:
            self._correcting.replace(self.label, found, range(len(found)), "Delete part")

    def _pixel(self, at: Point) -> tuple[int, int] | None:
        """Row and column under a point; None outside the picture."""
        row, column = int(np.floor(at[1])), int(np.floor(at[0]))
        rows, columns = self._correcting.mask(self.label).array.shape[1:]
        return (row, column) if 0 <= row < rows and 0 <= column < columns else None

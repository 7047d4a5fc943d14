"""One to four viewports side by side, one of them the active one."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from medviewer.ui import theme
from medviewer.ui.viewport.snapshot import Snapshot
from medviewer.ui.viewport.viewport import Viewport

CASE_MIME = "application/x-medviewer-case"
"""What the browser drags: the key of a case, UTF-8."""

_FRAME_PX = 2
_GAP_PX = 2


class Layout(StrEnum):
    """How the viewports lie: rows x columns, or the three planes of a volume and its source."""

    ONE = "1x1"
    ROW = "1x2"
    COLUMN = "2x1"
    FOUR = "2x2"
    MPR = "MPR"

    @property
    def cells(self) -> int:
        """How many scans it shows."""
        return {Layout.ROW: 2, Layout.COLUMN: 2, Layout.FOUR: 4}.get(self, 1)


_PLACES = {
    Layout.ROW: ((0, 0), (0, 1)),
    Layout.COLUMN: ((0, 0), (1, 0)),
    Layout.FOUR: ((0, 0), (0, 1), (1, 0), (1, 1)),
}
_MPR_SOURCE = (1, 1)
_MPR_PLANES = ((0, 0), (0, 1), (1, 0))


def case_key(mime: QMimeData) -> str | None:
    """The key of the case that is being dragged; None where it is something else."""
    if not mime.hasFormat(CASE_MIME):
        return None
    return bytes(mime.data(CASE_MIME).data()).decode()


class Cell(QWidget):
    """A frame around a viewport, in the accent colour while it is active or dragged over.

    ``caseDropped(str key)``; ``filesDropped()`` just before files go on to the window.
    """

    caseDropped = Signal(str)
    filesDropped = Signal()

    def __init__(self, view: Viewport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framed = self._marked = self._dragged_over = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setAcceptDrops(True)
        self.hold(view)

    def hold(self, view: Viewport) -> None:
        """Show this viewport; one that was shown here goes on in another cell."""
        self.view = view
        self._column.addWidget(view)
        view.show()  # a change of parent hides

    def set_frame(self, *, shown: bool, marked: bool) -> None:
        """Whether there is a frame, and whether it has the accent colour."""
        self._framed, self._marked = shown, marked
        self._refresh()

    @property
    def marked(self) -> bool:
        """Whether the frame says that this is the active one."""
        return self._framed and self._marked

    def _drag_over(self, on: bool) -> None:
        self._dragged_over = on
        self._refresh()

    def _refresh(self) -> None:
        width = _FRAME_PX if self._framed or self._dragged_over else 0
        self._column.setContentsMargins(width, width, width, width)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        c = theme.colours()
        marked = (self._framed and self._marked) or self._dragged_over
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(c.accent if marked else c.border))
        inner = self.rect().marginsRemoved(self._column.contentsMargins())
        painter.fillRect(inner, QColor(c.window))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if case_key(event.mimeData()) is None:
            self.window().dragEnterEvent(event)
            return
        event.acceptProposedAction()
        self._drag_over(True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._drag_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        key = case_key(event.mimeData())
        self._drag_over(False)
        if key is None:
            self.filesDropped.emit()
            self.window().dropEvent(event)
            return
        event.acceptProposedAction()
        self.caseDropped.emit(key)


class ViewGrid(QWidget):
    """The viewports in their layout: the one of the case being read, and its companions.

    There is one viewport for the case being read, ``case_view``, whatever place it is in; to
    it the panel, the tools and the history belong. A press on a companion makes the case view
    change places with it: the scan that was there goes on in the case view, and the companion
    goes on showing the case view's, to be looked at only. A drag that began with that press
    is the case view's: a tool can be used at once, in any viewport. While it is ``held`` neither
    a press nor ``activate_next`` moves it.

    Signals: ``companionAdded(Viewport)``; ``placesChanged(Snapshot)`` the case view has come to
    another place, where this was shown; ``heldBack()`` it would have; ``caseDropped(int place,
    str key)``; ``layoutChanged(Layout)``.
    """

    companionAdded = Signal(object)
    heldBack = Signal()
    placesChanged = Signal(object)
    caseDropped = Signal(int, str)
    layoutChanged = Signal(object)

    def __init__(self, case_view: Viewport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Viewports")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP_PX)
        self.case_view = case_view
        self._cells: list[Cell] = []
        self._planes: tuple[Cell, ...] = ()
        self._layout = Layout.ONE
        self._maximised: Cell | None = None
        self._place = 0
        self._held = False
        case_view.doubleClicked.connect(lambda: self.toggle_maximised(case_view))
        self._add_cell(case_view)
        self._arrange()

    # --- the views ------------------------------------------------------------------------

    @property
    def place(self) -> int:
        """Where the case view is, from 0 in reading order."""
        return self._place

    @property
    def views(self) -> tuple[Viewport, ...]:
        """Every viewport by its place, also those that the layout has no room for."""
        return tuple(cell.view for cell in self._cells)

    @property
    def companions(self) -> tuple[Viewport, ...]:
        """Every viewport but the case view; the planes are none of them."""
        return tuple(view for view in self.views if view is not self.case_view)

    @property
    def places(self) -> tuple[int, ...]:
        """The places that the layout has room for."""
        return (self._place,) if self._layout.cells == 1 else tuple(range(self._layout.cells))

    @property
    def shown(self) -> tuple[Viewport, ...]:
        """The viewports in those places."""
        return tuple(self.views[place] for place in self.places)

    @property
    def next_place(self) -> int:
        """The place after the case view's."""
        places = self.places
        return places[(places.index(self._place) + 1) % len(places)]

    def activate(self, place: int) -> None:
        """Bring the case view to a place; its scan stays where it was, in a companion."""
        if place == self._place:
            return
        here, there = self._cells[self._place], self._cells[place]
        companion = there.view
        taken_over, left_behind = Snapshot.of(companion), Snapshot.of(self.case_view)
        here.hold(companion)
        there.hold(self.case_view)
        self._place = place
        if self._maximised is not None:
            self._maximised = there
        self._arrange()
        left_behind.show_in(companion)
        self.placesChanged.emit(taken_over)

    def activate_next(self) -> None:
        """Go on to the next viewport of the layout."""
        self._go_to(self.next_place)

    @property
    def held(self) -> bool:
        """Whether the case view stays where it is: something there is not finished."""
        return self._held

    @held.setter
    def held(self, on: bool) -> None:
        self._held = on
        for companion in self.companions:
            self._hand_on(companion)

    def _hand_on(self, companion: Viewport) -> None:
        """A drag that begins in a companion is the case view's, if it may come there."""
        companion.canvas.successor = None if self._held else self.case_view.canvas

    def _go_to(self, place: int) -> None:
        if self._held:
            self.heldBack.emit()
        else:
            self.activate(place)

    # --- the layout -----------------------------------------------------------------------

    @property
    def layout_shown(self) -> Layout:
        return self._layout

    def set_layout(self, layout: Layout, planes: Sequence[Viewport] = ()) -> None:
        """Lay the viewports out anew; scans stay in their places.

        Args:
            layout: how.
            planes: for ``Layout.MPR``: axial, sagittal, coronal; kept for the next time.
        """
        while len(self._cells) < layout.cells:
            companion = Viewport(self)
            companion.setAccessibleName(f"Scan {len(self._cells) + 1}")
            companion.canvas.passive = True
            self._hand_on(companion)
            companion.activated.connect(lambda view=companion: self._pressed(view))
            self._add_cell(companion)
            self.companionAdded.emit(companion)
        if planes:
            known = {cell.view: cell for cell in self._planes}
            self._planes = tuple(known.get(view) or self._plane_cell(view) for view in planes)
        self._layout, self._maximised = layout, None
        self._arrange()
        if self._place not in self.places:
            self.activate(0)
        self.layoutChanged.emit(layout)

    def toggle_maximised(self, view: QWidget | None = None) -> None:
        """Give one viewport (the case view by default) all the room, or give it back."""
        if self._layout.cells > 1 or self._layout is Layout.MPR:
            wanted = self.cell_of(view or self.case_view)
            self._maximised = None if self._maximised else wanted
            self._arrange()

    @property
    def maximised(self) -> bool:
        return self._maximised is not None

    def cell_of(self, view: QWidget) -> Cell:
        """The frame around a viewport."""
        return next(c for c in (*self._cells, *self._planes) if c.view is view)

    def _pressed(self, companion: Viewport) -> None:
        self._go_to(self.views.index(companion))

    def _plane_cell(self, view: Viewport) -> Cell:
        view.doubleClicked.connect(lambda: self.toggle_maximised(view))
        return Cell(view, self)

    def _add_cell(self, view: Viewport) -> None:
        cell, place = Cell(view, self), len(self._cells)
        self._cells.append(cell)
        cell.caseDropped.connect(lambda key: self.caseDropped.emit(place, key))
        cell.filesDropped.connect(lambda: self.activate(place))  # they open where they fall

    def _arrange(self) -> None:
        placed = self._placed()
        if self._maximised is not None:
            placed = {self._maximised: (0, 0)}
        several = len(placed) > 1 or self._maximised is not None
        for cell in (*self._cells, *self._planes):
            self._grid.removeWidget(cell)
            cell.setVisible(cell in placed)
            if cell in placed:
                self._grid.addWidget(cell, *placed[cell])
            cell.set_frame(shown=several, marked=cell.view is self.case_view)
        rows = {row for row, _ in placed.values()}
        columns = {column for _, column in placed.values()}
        for number in (0, 1):
            self._grid.setRowStretch(number, int(number in rows))
            self._grid.setColumnStretch(number, int(number in columns))

    def _placed(self) -> dict[Cell, tuple[int, int]]:
        """Row and column of each cell that is shown."""
        case_cell = self._cells[self._place]
        if self._layout is Layout.MPR:
            planes = dict(zip(self._planes, _MPR_PLANES, strict=False))
            return {case_cell: _MPR_SOURCE, **planes}
        if self._layout is Layout.ONE:
            return {case_cell: (0, 0)}
        return dict(zip(self._cells, _PLACES[self._layout], strict=False))

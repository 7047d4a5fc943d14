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

    ``caseDropped(str key)``. Files go on to the window.
    """

    caseDropped = Signal(str)

    def __init__(self, view: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self._framed = self._marked = self._dragged_over = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(view)
        self.setAcceptDrops(True)

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
        painter.fillRect(self._column.contentsRect(), QColor(c.window))

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
            self.window().dropEvent(event)
            return
        event.acceptProposedAction()
        self.caseDropped.emit(key)


class ViewGrid(QWidget):
    """The viewports in their layout. There is always one at least, and one is active.

    Signals: ``viewAdded(Viewport)`` before it is first shown; ``activeChanged(Viewport)``;
    ``caseDropped(Viewport, str key)``; ``layoutChanged(Layout)``.
    """

    viewAdded = Signal(object)
    activeChanged = Signal(object)
    caseDropped = Signal(object, str)
    layoutChanged = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Viewports")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP_PX)
        self._slots: list[Cell] = []
        self._views: list[Viewport] = []
        self._planes: tuple[Cell, ...] = ()
        self._layout = Layout.ONE
        self._maximised: QWidget | None = None
        self._active = self._add()
        self._arrange()

    # --- the views ------------------------------------------------------------------------

    @property
    def active(self) -> Viewport:
        """The one whose scan the results panel is about."""
        return self._active

    @property
    def views(self) -> tuple[Viewport, ...]:
        """Every viewport there is, also those that the layout has no room for."""
        return tuple(self._views)

    @property
    def shown(self) -> tuple[Viewport, ...]:
        """Those that the layout has room for, in reading order; the planes are none of them."""
        if self._layout.cells == 1:
            return (self._active,)
        return self.views[: self._layout.cells]

    def activate(self, view: Viewport) -> None:
        """Make ``view`` the active one."""
        if view is self._active:
            return
        self._active = view
        self._arrange()
        self.activeChanged.emit(view)

    def activate_next(self) -> Viewport:
        """Go on to the next viewport of the layout."""
        shown = self.shown
        self.activate(shown[(shown.index(self._active) + 1) % len(shown)])
        return self._active

    # --- the layout -----------------------------------------------------------------------

    @property
    def layout_shown(self) -> Layout:
        return self._layout

    def set_layout(self, layout: Layout, planes: Sequence[QWidget] = ()) -> None:
        """Lay the viewports out anew; scans stay in theirs.

        Args:
            layout: how.
            planes: for ``Layout.MPR``: axial, sagittal, coronal.
        """
        layout = Layout(layout)
        while len(self._slots) < layout.cells:
            self._add()
        for cell in self._planes:
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._planes = tuple(Cell(view, self) for view in planes)
        self._layout, self._maximised = layout, None
        if self._active not in self.shown:
            self._active = self.views[0]
            self._arrange()
            self.activeChanged.emit(self._active)
        else:
            self._arrange()
        self.layoutChanged.emit(layout)

    def toggle_maximised(self, view: QWidget | None = None) -> None:
        """Give one viewport (the active one by default) all the room, or give it back."""
        several = self._layout.cells > 1 or self._planes
        if several:
            self._maximised = None if self._maximised else view or self._active
            self._arrange()

    @property
    def maximised(self) -> bool:
        return self._maximised is not None

    def cell_of(self, view: QWidget) -> Cell:
        """The frame around a viewport."""
        return next(c for c in self._cells() if c.view is view)

    def _cells(self) -> tuple[Cell, ...]:
        return (*self._slots, *self._planes)

    def _add(self) -> Viewport:
        view = Viewport(self)
        cell = Cell(view, self)
        self._slots.append(cell)
        self._views.append(view)
        if len(self._slots) > 1:
            view.setAccessibleName(f"Scan {len(self._slots)}")
        view.activated.connect(lambda: self.activate(view))
        view.doubleClicked.connect(lambda: self.toggle_maximised(view))
        cell.caseDropped.connect(lambda key: self.caseDropped.emit(view, key))
        self.viewAdded.emit(view)
        return view

    def _arrange(self) -> None:
        places = self._places()
        if self._maximised is not None and self._maximised in places:
            places = {self._maximised: (0, 0)}
        several = len(places) > 1 or self._maximised is not None
        for cell in self._cells():
            self._grid.removeWidget(cell)
            cell.setVisible(cell.view in places)
            if cell.view in places:
                self._grid.addWidget(cell, *places[cell.view])
            cell.set_frame(shown=several, marked=cell.view is self._active)
        rows = {row for row, _ in places.values()}
        columns = {column for _, column in places.values()}
        for number in (0, 1):
            self._grid.setRowStretch(number, int(number in rows))
            self._grid.setColumnStretch(number, int(number in columns))

    def _places(self) -> dict[QWidget, tuple[int, int]]:
        if self._layout is Layout.MPR:
            planes = zip((c.view for c in self._planes), _MPR_PLANES, strict=False)
            return {self._active: _MPR_SOURCE, **dict(planes)}
        if self._layout is Layout.ONE:
            return {self._active: (0, 0)}
        return dict(zip(self.shown, _PLACES[self._layout], strict=True))

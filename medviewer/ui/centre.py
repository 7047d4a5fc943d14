"""The middle of the reading page: the viewports, or what is shown in their place."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from medviewer.ui.case_controller import CaseController
from medviewer.ui.document_view import DocumentView
from medviewer.ui.start_page import StartPage
from medviewer.ui.viewport.compare_view import CompareView
from medviewer.ui.viewport.view_grid import ViewGrid


class Centre(QStackedWidget):
    """The viewports; the case beside its reference mask; a file without pixels; the first page.

    Args:
        controller: whose case.
        grid: the viewports.
        start: what there is to see while no scan is open.
        compare_action: checked while the case is beside its reference mask.
        parent: Qt's.
    """

    def __init__(
        self,
        controller: CaseController,
        grid: ViewGrid,
        start: StartPage,
        compare_action: QAction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._grid, self._start = grid, start
        self._comparing = compare_action
        self.compare = CompareView(self)
        self.document = DocumentView(self)
        for widget in (grid, self.compare, self.document, start):
            self.addWidget(widget)
        compare_action.toggled.connect(lambda _on: self.refresh())
        self.document.shown.connect(self.refresh)
        self.document.left.connect(self.refresh)
        self.document.failed.connect(controller.said)
        view = grid.case_view
        view.masksVisibleChanged.connect(self.compare.set_masks_visible)

    def refresh(self) -> None:
        """Show what the case and the action ask for."""
        volume = self._controller.volume
        picture: QWidget = self._grid
        if volume is None:
            self._start.refresh()
            picture = self._start
        elif self._comparing.isChecked():
            window = self._grid.case_view.voi_window
            self.compare.show_result(volume, self._controller.result, window)
            picture = self.compare
        self.setCurrentWidget(self.document if self.document.reading else picture)

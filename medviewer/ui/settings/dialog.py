"""The window of settings: beside the main window, never in its way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from medviewer.ui import theme
from medviewer.ui.settings.page import SettingsPage


class SettingsDialog(QWidget):
    """Pages at the left, the page at the right, undo and reset of the page below.

    ``changed()`` after every change: whoever listens applies the preferences at once.
    """

    changed = Signal()

    def __init__(self, pages: Sequence[SettingsPage], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Settings")
        self.setAccessibleName("Settings")
        self.pages = {page.NAME: page for page in pages}
        self.list = QListWidget()
        self.list.setObjectName("pages")
        self.list.setAccessibleName("Pages of the settings")
        self.list.setToolTip("Pages of the settings")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack = QStackedWidget()
        self.undo = QPushButton("Undo")
        self.undo.setToolTip("Take back the last change on this page")
        self.reset = QPushButton("Reset this page")
        self.reset.setToolTip("Everything on this page as MedViewer comes; can be undone")
        self.close_button = QPushButton("Close")
        self.close_button.setToolTip("Close the settings; everything is kept already (Esc)")
        for page in pages:
            self.list.addItem(QListWidgetItem(page.TITLE))
            self._stack.addWidget(_scrolled(page))
            page.changed.connect(self._page_changed)
        self._lay_out()
        self.list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.list.currentRowChanged.connect(lambda _: self._show_buttons())
        self.undo.clicked.connect(lambda: self._after(self.page.undo))
        self.reset.clicked.connect(lambda: self._after(self.page.reset))
        self.close_button.clicked.connect(self.close)
        self.list.setCurrentRow(0)
        self.fit()

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        # In line with the pages' own margins.
        below.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_M)
        below.setSpacing(theme.SPACE_S)
        below.addWidget(self.undo)
        below.addWidget(self.reset)
        below.addStretch(1)
        below.addWidget(self.close_button)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addLayout(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_S, theme.SPACE_S, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addLayout(right, 1)

    def fit(self) -> None:
        """Make room for the words at the size and in the language in use."""
        self.list.ensurePolished()
        self.list.doItemsLayout()
        widest = self.list.sizeHintForColumn(0)
        self.list.setFixedWidth(widest + 2 * theme.SPACE_L)
        self.resize(theme.scaled(760), theme.scaled(560))

    @property
    def page(self) -> SettingsPage:
        """The page that shows."""
        return list(self.pages.values())[max(self.list.currentRow(), 0)]

    def show_page(self, name: str = "") -> None:
        """Come to the front, with a page if one is named."""
        if name:
            self.list.setCurrentRow(list(self.pages).index(name))
        for page in self.pages.values():
            page.load()
        self._show_buttons()
        self.show()
        self.raise_()
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _after(self, step: Callable[[], None]) -> None:
        step()
        self._show_buttons()

    def _page_changed(self) -> None:
        self._show_buttons()
        self.changed.emit()

    def _show_buttons(self) -> None:
        self.undo.setEnabled(self.page.can_undo)
        self.reset.setEnabled(not self.page.is_default)


def _scrolled(page: SettingsPage) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(page.TITLE)
    area.setWidget(page)
    return area

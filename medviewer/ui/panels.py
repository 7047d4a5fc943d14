"""List, picture and results side by side; the outer two can be put away."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QWidget

from medviewer.ui import theme
from medviewer.ui.preferences import Preferences

_WIDTHS = (290, 800, 350)  # at the usual size of text
_MIDDLE = 320


class Panels(QSplitter):
    """Joins the three to the actions ``show_browser`` and ``show_results``."""

    def __init__(
        self, left: QWidget, middle: QWidget, right: QWidget, actions: Mapping[str, QAction]
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._shown = actions["show_browser"], actions["show_results"]
        for widget in (left, middle, right):
            self.addWidget(widget)
        middle.setMinimumWidth(_MIDDLE)
        self.setStretchFactor(1, 1)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)  # Qt lets the mouse take it some pixels beside
        for action, panel in zip(self._shown, (left, right), strict=True):
            action.setChecked(True)
            action.toggled.connect(panel.setVisible)

    def recall(self, saved: Preferences) -> None:
        """As it was when the window was last open."""
        # Half as much wider as the letters are larger: the picture needs its room too.
        share = (1 + theme.current_scale() / 100) / 2
        fresh = [round(width * share) for width in _WIDTHS]
        self.setSizes(saved.splitter if len(saved.splitter) == len(_WIDTHS) else fresh)
        for action, on in zip(self._shown, (saved.browser_shown, saved.results_shown), strict=True):
            action.setChecked(on)

    def remember(self, saved: Preferences) -> None:
        """Write what is to be the same next time into the preferences."""
        saved.browser_shown, saved.results_shown = (a.isChecked() for a in self._shown)
        if self.isVisible() and saved.browser_shown and saved.results_shown:
            saved.splitter = self.sizes()

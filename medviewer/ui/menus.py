"""The menus of the window, as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from medviewer.ui.preferences import Preferences

# Names of actions; "" is a dividing line, "recent" the folders opened last.
MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("&File", ("open_files", "open_folder", "recent", "close_all", "", "export_report",
               "export_masks", "deidentify", "",
               "settings", "lock", "sign_out", "quit")),
    ("&Case", ("previous_case", "next_case", "previous_series", "next_series", "", "predict",
               "predict_all", "predict_ahead", "", "accept", "reject", "name_diagnosis", "edit",
               "show_prediction", "undo", "redo", "", "search")),
    ("&View", ("palette", "", "fit", "reset_view", "pixel_for_pixel", "true_size",
               "calibrate_screen", "", "invert", "smooth", "turn_right", "turn_left",
               "flip_horizontal", "flip_vertical", "",
               "previous_frame", "next_frame", "first_frame", "last_frame", "cine", "",
               "privacy", "theme", "full_screen")),
    ("&Masks", ("toggle_masks", "next_style", "edge_band", "opacity_up", "opacity_down", "",
                "evidence", "file_overlays", "compare")),
    ("&Layout", ("layout", "next_view", "open_in_next", "maximise_view", "compare_prior", "",
                 "link_views", "match_views", "reference_lines", "",
                 "show_browser", "show_results")),
    ("&Tools", ("tool_window", "tool_zoom", "tool_pan", "", "tool_distance", "tool_angle",
                "tool_cobb", "tool_region", "tool_ellipse", "tool_rectangle", "tool_outline",
                "tool_arrow", "tool_note", "", "place_points")),
    ("&Help", ("help", "keys", "guide", "", "about")),
)  # fmt: skip


class RecentFolders(QMenu):
    """The folders opened last; filled as it is about to show."""

    def __init__(
        self,
        preferences: Preferences,
        open_paths: Callable[[list[Path]], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Recent folders", parent)
        self._preferences = preferences
        self._open_paths = open_paths
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        for name in self._preferences.recent:
            action = QAction(name, self)
            action.triggered.connect(lambda _c=False, n=name: self._open_paths([Path(n)]))
            self.addAction(action)
        self.setEnabled(bool(self._preferences.recent))


def add_menus(bar: QMenuBar, actions: Mapping[str, QAction], recent: QMenu) -> None:
    """Fill the menu bar from ``MENUS``."""
    for title, names in MENUS:
        menu = bar.addMenu(title)
        for name in names:
            if name == "recent":
                menu.addMenu(recent)
            elif name:
                menu.addAction(actions[name])
            else:
                menu.addSeparator()

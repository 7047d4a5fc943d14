"""What stands in the middle while no scan is open: where to begin."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from medviewer.ui import icons, theme
from medviewer.ui.language import tr
from medviewer.ui.middle_page import MiddlePage
from medviewer.ui.preferences import Preferences
from medviewer.ui.retranslation import VERBATIM

_WIDTH = 400
_MOST = 5


class StartPage(MiddlePage):
    """Opens files or a folder, or one of the folders opened last: ``folderChosen(Path)``."""

    folderChosen = Signal(object)

    def __init__(
        self,
        actions: Mapping[str, QAction],
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_WIDTH, parent=parent)
        self.setObjectName("startPage")
        self.setAccessibleName("No scan is open")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._preferences = preferences
        self._title.setText("Open a scan to begin")
        self._words.setText("Drop files or a folder anywhere in this window.")
        self.buttons = [
            _open_button(actions["open_files"], "file", primary=True),
            _open_button(actions["open_folder"], "folder"),
        ]
        self._heading = QLabel("Recent folders")
        self._heading.setProperty("role", "heading")
        self.recent: list[QPushButton] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.SPACE_XS // 2)
        begin = QVBoxLayout()
        begin.setSpacing(theme.SPACE_S)
        for button in self.buttons:
            begin.addWidget(button)
        self.column.addLayout(begin)
        self.column.addSpacing(theme.SPACE_L)
        self.column.addWidget(self._heading)
        self.column.addLayout(self._list)

    def refresh(self) -> None:
        """List the folders opened last that are still there."""
        for button in self.recent:
            self._list.removeWidget(button)
            button.deleteLater()
        folders = [Path(name) for name in self._preferences.recent[:_MOST]]
        self.recent = [self._folder_button(folder) for folder in folders if folder.is_dir()]
        for button in self.recent:
            self._list.addWidget(button)
        self._heading.setVisible(bool(self.recent))

    def _folder_button(self, folder: Path) -> QPushButton:
        button = QPushButton(_short(folder))
        button.setProperty(VERBATIM, True)
        button.setProperty("link", True)
        button.setToolTip(str(folder))
        button.setAccessibleName(f"{tr('Open folder')} {folder}")
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        icons.set_icon(button, "folder")
        button.clicked.connect(lambda: self.folderChosen.emit(folder))
        return button


def _short(folder: Path) -> str:
    """The folder and where it is, without the beginning of a long path."""
    parts = folder.parts
    return str(folder) if len(parts) <= 4 else str(Path("…", *parts[-3:]))


def _open_button(action: QAction, icon: str, primary: bool = False) -> QPushButton:
    button = QPushButton()
    button.setProperty("primary", primary)
    button.setIconSize(QSize(18, 18))
    icons.set_icon(button, icon, on_accent=primary)

    def show() -> None:
        key = action.shortcut().toString()
        button.setText(f"{tr(action.text()).replace('…', '')}  {key}".rstrip())
        button.setToolTip(action.toolTip())
        button.setAccessibleName(action.text().replace("…", ""))

    button.setProperty(VERBATIM, True)  # the action's words are in the language in use already
    action.changed.connect(show)
    button.clicked.connect(action.trigger)
    show()
    return button

"""What stands in the middle while no scan is open: where to begin."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from medviewer.ui import icons, theme
from medviewer.ui.language import tr
from medviewer.ui.preferences import Preferences
from medviewer.ui.retranslation import VERBATIM

_WIDTH = 360
_MOST = 5


class StartPage(QWidget):
    """Opens files or a folder, or one of the folders opened last: ``folderChosen(Path)``."""

    folderChosen = Signal(object)

    def __init__(
        self,
        actions: Mapping[str, QAction],
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self.setAccessibleName("No scan is open")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._preferences = preferences
        self._title = QLabel("Open a scan to begin")
        theme.enlarge(self._title, 1.5)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._title.setWordWrap(True)
        self._words = QLabel("Drop files or a folder anywhere in this window.")
        self._words.setProperty("role", "muted")
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._words.setWordWrap(True)
        self.buttons = [
            _open_button(actions["open_files"], "file", primary=True),
            _open_button(actions["open_folder"], "folder"),
        ]
        self._heading = QLabel("Recent folders")
        self._heading.setProperty("role", "heading")
        self.recent: list[QPushButton] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.SPACE_XS // 2)
        self._lay_out()

    def _lay_out(self) -> None:
        begin = QVBoxLayout()
        begin.setSpacing(theme.SPACE_S)
        for button in self.buttons:
            begin.addWidget(button)
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        column.setContentsMargins(*[theme.SPACE_L] * 4)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addSpacing(theme.SPACE_S)
        column.addLayout(begin)
        column.addSpacing(theme.SPACE_L)
        column.addWidget(self._heading)
        column.addLayout(self._list)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._column)
        across.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(across)
        outer.addStretch(3)
        self._column.setMaximumWidth(theme.scaled(_WIDTH))

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
        button.setMinimumWidth(theme.scaled(_WIDTH) - 2 * theme.SPACE_L)
        icons.set_icon(button, "folder")
        button.clicked.connect(lambda: self.folderChosen.emit(folder))
        return button

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._column.setMaximumWidth(theme.scaled(_WIDTH))


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

"""The system's own dialogs for files and folders."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_files(parent: QWidget, folder: str) -> list[Path]:
    """Which files to open; none where the person thought better of it."""
    names, _ = QFileDialog.getOpenFileNames(parent, "Open scans", folder or str(Path.home()))
    return [Path(name) for name in names]


def ask_folder(parent: QWidget, folder: str) -> list[Path]:
    """Which folder to open; none where the person thought better of it."""
    name = QFileDialog.getExistingDirectory(parent, "Open folder", folder or str(Path.home()))
    return [Path(name)] if name else []


def local_paths(urls: Iterable[QUrl]) -> list[Path]:
    """The files and folders among what was dropped."""
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]

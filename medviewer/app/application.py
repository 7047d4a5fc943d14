"""The Qt application: its name and icon, and files that the desktop hands over."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication

from medviewer.resources import resource_path

_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)


class Application(QApplication):
    """``file_requested(str)``: on macOS the desktop sends files to a program that runs already."""

    file_requested = Signal(str)

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self.setApplicationName("MedViewer")
        self.setDesktopFileName("medviewer")  # what a Wayland desktop finds the icon by
        self.setWindowIcon(program_icon())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_requested.emit(event.file())
            return True
        return super().event(event)


def program_icon() -> QIcon:
    """The program's icon in the sizes it was drawn for."""
    icon = QIcon()
    for size in _ICON_SIZES:
        icon.addFile(str(resource_path("icons", f"app-{size}.png")))
    return icon

"""Pictures as large as in the patient, on screens that a person has measured."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from medviewer.ui.preferences import Preferences
from medviewer.ui.viewport.screen_scale import ScreenRuler, known_scale, with_scale
from medviewer.ui.viewport.viewport import Viewport

_NO_SCALE = "True size needs the spacing of the pixels, which this scan's file does not give."
_NO_SCREEN = (
    "True size needs to know how large this screen is: calibrate it first (View, Calibrate screen)."
)


class TrueSize(QObject):
    """Knows the screens by the preferences. ``said(str)`` is for the message line."""

    said = Signal(str)

    def __init__(
        self, preferences: Preferences, window: QWidget, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._window = window

    def show(self, view: Viewport) -> None:
        """Show the scan of a viewport in true size, or say what that needs."""
        scale = known_scale(self._preferences.screens, view.screen())
        if view.volume is None:
            self.said.emit("Open a scan first.")
        elif view.true_size_zoom(1.0) is None:
            self.said.emit(_NO_SCALE)
        elif scale is None:
            self.said.emit(_NO_SCREEN)
        else:
            view.show_true_size(scale)

    def calibrate(self) -> None:
        """Ask a person to measure the screen that the window is on."""
        screen = self._window.screen()
        ruler = ScreenRuler(screen, known_scale(self._preferences.screens, screen), self._window)
        ruler.accepted.connect(lambda: self.keep(ruler.pixels_per_mm))
        ruler.finished.connect(ruler.deleteLater)
        ruler.open()

    def keep(self, pixels_per_mm: float) -> None:
        """Remember how large the pixels of this screen are."""
        saved = self._preferences
        saved.screens = with_scale(saved.screens, self._window.screen(), pixels_per_mm)
        self.said.emit("Screen calibrated; pictures can be shown in true size.")

"""A picture with its grey values and zoom; what lies over it is the viewport's."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from medviewer.domain.image import VoiWindow
from medviewer.imaging.windowing import default_window, presets_for
from medviewer.ui.viewport.camera import UPRIGHT, Interpolation, Pose
from medviewer.ui.viewport.canvas import Tool
from medviewer.ui.viewport.display import displayable, grey_table, levels, value_range, value_text
from medviewer.ui.viewport.frame_view import FrameView

# A drag over this many logical pixels goes through the whole range of values.
_DRAG_FOR_RANGE = 512


class PictureView(FrameView):
    """The frames of a volume in a grey-value window, zoomed and turned.

    Signals beside those of ``FrameView``: ``windowChanged(VoiWindow)``, ``windowChosen(VoiWindow)``
    by somebody, ``cursorInfo(str)`` (position and value under the mouse, empty outside),
    ``viewChanged()`` (zoom, place or flip), ``toolChanged(Tool)``, ``contextMenuRequested(QPoint)``
    in global coordinates, ``activated()`` on any press, ``doubleClicked()``.

    The grey-value window is ``voi_window``: ``window()`` is QWidget's own and stays so.
    """

    windowChanged = Signal(object)
    windowChosen = Signal(object)
    cursorInfo = Signal(str)
    viewChanged = Signal()
    toolChanged = Signal(object)
    contextMenuRequested = Signal(QPoint)
    activated = Signal()
    doubleClicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._window = VoiWindow(255, 127.5)
        self._range = 255.0
        self._just_opened = False
        self._given: VoiWindow | None = None
        self._by_file = True
        self._invert = False
        canvas = self.canvas
        canvas.windowDragged.connect(self._drag_window)
        canvas.hovered.connect(self._hover)
        canvas.left.connect(lambda: self.cursorInfo.emit(""))
        canvas.menuRequested.connect(self.contextMenuRequested)
        canvas.pressed.connect(self.activated)
        canvas.doubleClicked.connect(self.doubleClicked)
        canvas.viewChanged.connect(self._view_changed)

    def _begin(self, window: VoiWindow | None) -> None:
        self._invert = False
        self._just_opened, self._given, self._by_file = True, window, window is None

    def _show_frame(self, frame: np.ndarray) -> None:
        assert self._volume is not None
        if self._just_opened:
            self._just_opened = False
            self._range = value_range(self._volume, frame)
            self._set_window(self._given or self._default_window())
        elif self._by_file and self._volume.frame_windows:
            self._set_window(self._default_window())
        self._show_pixels()

    def _show_pixels(self) -> None:
        assert self._frame is not None
        assert self._volume is not None
        pixels = displayable(self._frame, inverted=self._inverted, padding=self._volume.padding)
        self.canvas.picture.setVisible(True)
        greys = grey_table(self._window, self._inverted)
        self.canvas.picture.show_frame(pixels, levels(self._window), greys)

    # --- grey values ----------------------------------------------------------------------

    @property
    def voi_window(self) -> VoiWindow:
        return self._window

    @voi_window.setter
    def voi_window(self, window: VoiWindow) -> None:
        self._by_file = False
        self._set_window(window)
        self.windowChosen.emit(window)

    def _set_window(self, window: VoiWindow) -> None:
        self._window = window
        self.canvas.picture.set_window(levels(window), grey_table(window, self._inverted))
        self.repaint_canvas()
        self.windowChanged.emit(window)

    def default_window(self) -> None:
        """Back to the file's own window, or to one from the values of the frame."""
        if self._frame is not None:
            self._by_file = True
            self._set_window(self._default_window())
            self.windowChosen.emit(self._window)

    @property
    def presets(self) -> tuple[VoiWindow, ...]:
        """The windows of the keys 1 to 9 for this scan."""
        if self._volume is None or self._frame is None:
            return ()
        return presets_for(self._volume, self._frame)

    @property
    def file_windows(self) -> tuple[VoiWindow, ...]:
        """The windows that the file offers for the frame on the screen, its default first."""
        return self._volume.windows_at(self._frame_index) if self._volume is not None else ()

    def apply_preset(self, number: int) -> None:
        """The window of a key: 1 to 9 a preset, where there is one, 0 the file's own."""
        if number == 0:
            self.default_window()
        elif number <= len(self.presets):
            self.voi_window = self.presets[number - 1]

    @property
    def window_by_file(self) -> bool:
        """Whether the window is the file's own, or an automatic one."""
        return self._by_file

    def go_back_to(self, index: int, window: VoiWindow, *, by_file: bool) -> None:
        """Show a frame with a window, as they were before; nobody follows."""
        self._given, self._by_file = window, by_file
        if not self._just_opened:
            self._set_window(window)
        if self._volume is not None and index != self._wanted:
            self._go_to(min(max(index, 0), len(self._volume) - 1))

    @property
    def window_name(self) -> str:
        """What the window is called; empty for one drawn by hand."""
        own = "file" if self._by_file and not self._just_opened else ""
        return self._window.name or own

    @property
    def invert(self) -> bool:
        return self._invert

    @invert.setter
    def invert(self, on: bool) -> None:
        self._invert = on
        if self._frame is not None:
            self._show_pixels()
        self.repaint_canvas()

    @property
    def _inverted(self) -> bool:
        return bool(self._volume and self._volume.inverted) != self._invert

    def _default_window(self) -> VoiWindow:
        assert self._volume is not None
        assert self._frame is not None
        return default_window(self._volume, self._frame, self._frame_index)

    def _drag_window(self, dx: float, dy: float) -> None:
        if self._frame is None:
            return
        step = self._range / _DRAG_FOR_RANGE
        width = max(self._window.width + dx * step, self._range / 256)
        centre = self._window.centre + dy * step
        self.voi_window = replace(self._window, width=width, centre=centre, name="")

    # --- view and tool -------------------------------------------------------------------

    @property
    def tool(self) -> Tool:
        return self.canvas.tool

    @tool.setter
    def tool(self, tool: Tool) -> None:
        self.canvas.tool = Tool(tool)
        self.toolChanged.emit(self.canvas.tool)

    def follow(self, leader: "PictureView") -> None:
        """Show the same part of the picture as a linked viewport, its turns and flips included."""
        self.canvas.follow(leader.canvas)

    @property
    def zoom(self) -> float:
        """Logical screen pixels to one picture column."""
        return self.canvas.zoom

    def fit(self) -> None:
        self.canvas.fit()
        self.canvas.moved.emit()

    def show_pixel_for_pixel(self) -> None:
        """One pixel of the picture on one of the screen."""
        self.canvas.set_view(1 / self.devicePixelRatioF(), self.canvas.centre)

    def show_true_size(self, pixels_per_mm: float) -> bool:
        """As large as it was scanned, on a screen of so many device pixels per mm.

        Returns:
            False where the spacing of the pixels is not known.
        """
        zoom = self.true_size_zoom(pixels_per_mm)
        if zoom is not None:
            self.canvas.set_view(zoom, self.canvas.centre)
        return zoom is not None

    def true_size_zoom(self, pixels_per_mm: float) -> float | None:
        """The zoom of ``show_true_size``; None where the spacing is not known."""
        if self._volume is None:
            return None
        mm = self._volume.geometry.main_calibration(self._frame_index).column_mm
        return None if mm is None else mm * pixels_per_mm / self.devicePixelRatioF()

    def zoom_by(self, factor: float) -> None:
        self.canvas.zoom_by(factor)

    def reset_view(self) -> None:
        """Fit, upright, not inverted, the default window; what lies over it stays."""
        self.canvas.pose = UPRIGHT
        self.invert = False
        self.default_window()
        self.fit()

    def flip_horizontal(self) -> None:
        """Mirror what is on the screen left to right."""
        self._lay(self.canvas.pose.mirrored(horizontal=True))

    def flip_vertical(self) -> None:
        """Mirror what is on the screen top to bottom."""
        self._lay(self.canvas.pose.mirrored(horizontal=False))

    def turn_right(self) -> None:
        """Turn what is on the screen by 90 degrees clockwise."""
        self._lay(self.canvas.pose.turned(right=True))

    def turn_left(self) -> None:
        """Turn what is on the screen by 90 degrees counter-clockwise."""
        self._lay(self.canvas.pose.turned(right=False))

    def _lay(self, pose: Pose) -> None:
        self.canvas.pose = pose
        self.canvas.moved.emit()

    @property
    def interpolation(self) -> Interpolation:
        return self.canvas.interpolation

    @interpolation.setter
    def interpolation(self, way: Interpolation) -> None:
        self.canvas.interpolation = way

    def _view_changed(self) -> None:
        self.repaint_canvas()
        self.viewChanged.emit()

    def _hover(self, x: float, y: float) -> None:
        self.cursorInfo.emit(self.info_at(int(np.floor(x)), int(np.floor(y))))

    def info_at(self, column: int, row: int) -> str:
        """Position and value with its unit at a pixel; empty outside the picture."""
        frame = self._frame
        if frame is None or self._volume is None:
            return ""
        if not (0 <= row < frame.shape[0] and 0 <= column < frame.shape[1]):
            return ""
        return f"x {column}  y {row}   {value_text(frame[row, column], self._volume.unit)}"

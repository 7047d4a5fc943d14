"""A picture with its grey values, frames and zoom; what lies over it is the viewport's."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPoint, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medviewer.domain.image import ImageVolume, VoiWindow, VolumeKind
from medviewer.imaging.cache import held_frame
from medviewer.imaging.windowing import default_window, presets_for
from medviewer.jobs.frames import FrameDecoder
from medviewer.ui.viewport.camera import UPRIGHT, Interpolation, Pose
from medviewer.ui.viewport.canvas import Canvas, Tool
from medviewer.ui.viewport.display import displayable, grey_table, levels, value_range, value_text
from medviewer.ui.viewport.frame_bar import FrameBar

EMPTY_HINT = "Drop scans here or press Ctrl+O"
# A drag over this many logical pixels goes through the whole range of values.
_DRAG_FOR_RANGE = 512
# Until then the frame before stays, with its own number, while the one asked for is decoded.
_PATIENCE_MS = 150


class PictureView(QWidget):
    """One volume on the screen, a frame at a time.

    Signals: ``frameChanged(int)``, ``windowChanged(VoiWindow)``, ``cursorInfo(str)`` (position
    and value under the mouse, empty outside), ``viewChanged()`` (zoom, place or flip),
    ``toolChanged(Tool)``, ``contextMenuRequested(QPoint)`` in global coordinates,
    ``activated()`` on any press, ``doubleClicked()``.

    The grey-value window is ``voi_window``: ``window()`` is QWidget's own and stays so.
    """

    frameChanged = Signal(int)
    frameChosen = Signal(int)
    windowChanged = Signal(object)
    windowChosen = Signal(object)
    volumeShown = Signal()
    cursorInfo = Signal(str)
    viewChanged = Signal()
    toolChanged = Signal(object)
    contextMenuRequested = Signal(QPoint)
    activated = Signal()
    doubleClicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Scan")
        self.canvas = Canvas(self)
        self.canvas.setAccessibleName("Scan picture")
        self.frame_bar = FrameBar(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.frame_bar)
        self._volume: ImageVolume | None = None
        self._frame: np.ndarray | None = None
        self._frame_index = 0
        self._window = VoiWindow(255, 127.5)
        self._range = 255.0
        self._wanted = 0
        self._just_opened = False
        self._given: VoiWindow | None = None
        self._by_file = True
        self._invert = False
        self._empty_hint = EMPTY_HINT
        self._message = EMPTY_HINT
        self.canvas.picture.setVisible(False)
        self._decoder = FrameDecoder(self)
        self._decoder.decoded.connect(self._put_frame)
        self._decoder.failed.connect(self._no_frame)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._show_waiting)
        self._connect_canvas()

    def _connect_canvas(self) -> None:
        canvas = self.canvas
        canvas.paint_over = self._paint_over
        canvas.windowDragged.connect(self._drag_window)
        canvas.hovered.connect(self._hover)
        canvas.left.connect(lambda: self.cursorInfo.emit(""))
        canvas.scrolled.connect(self.step_frame)
        canvas.menuRequested.connect(self.contextMenuRequested)
        canvas.pressed.connect(self.activated)
        canvas.doubleClicked.connect(self.doubleClicked)
        canvas.viewChanged.connect(self._view_changed)
        self.frame_bar.frameChosen.connect(self._choose)

    def sizeHint(self) -> QSize:
        return QSize(640, 560)

    def _draw_over(self) -> None:
        """Bring what lies over the picture in line with the frame; here only a repaint."""
        self.repaint_canvas()

    def _paint_over(self, painter: QPainter, area: QRectF) -> None:
        """Paint over the picture in logical pixels of the canvas."""

    def set_empty_hint(self, words: str) -> None:
        """What an empty view says; the key it names can be another."""
        self._empty_hint = words
        if self._volume is None:
            self._show_nothing(words)

    @property
    def message(self) -> str:
        """What is said in place of a picture; empty while there is one."""
        return self._message

    # --- the volume -----------------------------------------------------------------------

    def show_volume(self, volume: ImageVolume | None, window: VoiWindow | None = None) -> None:
        """Show a volume from its first frame, fitted; None shows the empty hint.

        The window is ``window``, else the file's own first, else one from the values of the
        first frame.
        """
        self._decoder.forget()
        self._patience.stop()
        self._volume = volume
        self._frame_index = self._wanted = 0
        self._frame = None
        if volume is None:
            self.frame_bar.set_frames(0, None)
            self._show_nothing(self._empty_hint)
            self.volumeShown.emit()
            return
        self.canvas.pose = UPRIGHT
        self.frame_bar.set_frames(len(volume), volume.frame_seconds)
        self._invert = False
        self._just_opened, self._given, self._by_file = True, window, window is None
        self._set_size(0)
        self._go_to(0)
        if self._frame is None and self._patience.isActive():
            self._show_waiting()  # the picture of the scan before must not stay
        self.canvas.fit()
        self.volumeShown.emit()

    def _set_size(self, index: int) -> None:
        assert self._volume is not None
        geometry = self._volume.geometry
        scale = geometry.main_calibration(index)
        row_height = scale.row_mm / scale.column_mm if scale.row_mm and scale.column_mm else 1.0
        self.canvas.set_picture_size(geometry.rows, geometry.columns, row_height)

    @property
    def volume(self) -> ImageVolume | None:
        return self._volume

    @property
    def frame_index(self) -> int:
        """The frame on the screen; the one asked for follows as soon as it is decoded."""
        return self._frame_index

    @frame_index.setter
    def frame_index(self, index: int) -> None:
        if self._volume is None:
            return
        index = min(max(index, 0), len(self._volume) - 1)
        if index != self._wanted:
            self._choose(index)

    @property
    def wanted_frame(self) -> int:
        """The frame asked for last."""
        return self._wanted

    def step_frame(self, by: int) -> None:
        self.frame_index = self._wanted + by

    def first_frame(self) -> None:
        self.frame_index = 0

    def last_frame(self) -> None:
        self.frame_index = len(self._volume) - 1 if self._volume else 0

    def toggle_cine(self) -> None:
        if self._volume is not None and len(self._volume) > 1:
            self.frame_bar.play.toggle()

    def _choose(self, index: int) -> None:
        self._go_to(index)
        self.frameChosen.emit(index)

    def _go_to(self, index: int) -> None:
        assert self._volume is not None
        step = 1 if index >= self._wanted else -1
        self._wanted = index
        self.frame_bar.set_frame(index)
        frame = held_frame(self._volume.frames, index)
        if frame is None:
            self.frame_bar.waits = True
            self._patience.start()
        self._decoder.want(self._volume.frames, index, step)
        if frame is not None:
            self._put_frame(index, frame)

    def _put_frame(self, index: int, frame: np.ndarray) -> None:
        assert self._volume is not None
        self._arrive(index)
        self._message = ""
        self._frame = frame
        if self._just_opened:
            self._just_opened = False
            self._range = value_range(self._volume, frame)
            self._set_window(self._given or self._default_window())
        elif self._by_file and self._volume.frame_windows:
            self._set_window(self._default_window())
        if self._volume.geometry.frame_scales:
            self._set_size(index)
        self._show_pixels()
        self._draw_over()
        self.frameChanged.emit(index)

    def _no_frame(self, index: int, sentence: str) -> None:
        self._arrive(index)
        self.frame_bar.play.setChecked(False)
        self._show_nothing(sentence)
        self.frameChanged.emit(index)

    def _arrive(self, index: int) -> None:
        self._patience.stop()
        self.frame_bar.waits = False
        self._frame_index = index

    def _show_waiting(self) -> None:
        """Decoding takes long: say so, rather than leave another frame on the screen."""
        assert self._volume is not None
        self._frame_index = self._wanted
        word = "slice" if self._volume.kind is VolumeKind.STACK else "frame"
        self._show_nothing(f"Reading {word} {self._wanted + 1} of {len(self._volume)}")
        self.frameChanged.emit(self._wanted)

    def _show_pixels(self) -> None:
        assert self._frame is not None
        assert self._volume is not None
        pixels = displayable(self._frame, inverted=self._inverted, padding=self._volume.padding)
        self.canvas.picture.setVisible(True)
        greys = grey_table(self._window, self._inverted)
        self.canvas.picture.show_frame(pixels, levels(self._window), greys)

    def _show_nothing(self, message: str) -> None:
        self._message = message
        self._frame = None
        self.canvas.picture.setVisible(False)
        self._draw_over()

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

    def repaint_canvas(self) -> None:
        self.canvas.viewport().update()

"""A volume on the screen, a frame at a time: which frame, and what is said until it is there."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medviewer.domain.image import ImageVolume, VoiWindow, VolumeKind
from medviewer.imaging.cache import held_frame
from medviewer.jobs.frames import FrameDecoder
from medviewer.ui.viewport.camera import UPRIGHT
from medviewer.ui.viewport.canvas import Canvas
from medviewer.ui.viewport.frame_bar import FrameBar

EMPTY_HINT = "Drop scans here or press Ctrl+O"
# Until then the frame before stays, with its own number, while the one asked for is decoded.
_PATIENCE_MS = 150


class FrameView(QWidget):
    """Decodes and shows frames; how their values look is the subclass's.

    Signals: ``frameChanged(int)`` another is on the screen, ``frameChosen(int)`` somebody asked
    for it, ``volumeShown()``.
    """

    frameChanged = Signal(int)
    frameChosen = Signal(int)
    volumeShown = Signal()

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
        self._wanted = 0
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
        self.canvas.paint_over = self._paint_over
        self.canvas.scrolled.connect(self.step_frame)
        self.frame_bar.frameChosen.connect(self._choose)

    def sizeHint(self) -> QSize:
        return QSize(640, 560)

    def _begin(self, window: VoiWindow | None) -> None:
        """Another volume begins, with this window if one is given."""

    def _show_frame(self, frame: np.ndarray) -> None:
        """Bring the pixels of a frame onto the canvas."""

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
        self._begin(window)
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
        if self._volume.geometry.frame_scales:
            self._set_size(index)
        self._show_frame(frame)
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

    def _show_nothing(self, message: str) -> None:
        self._message = message
        self._frame = None
        self.canvas.picture.setVisible(False)
        self._draw_over()

    def repaint_canvas(self) -> None:
        self.canvas.viewport().update()

"""Slider and cine controls under a picture that has more than one frame."""

from collections.abc import Set as AbstractSet
from enum import StrEnum

from PySide6.QtCore import QRectF, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionSlider,
    QToolButton,
    QWidget,
)

from medviewer.ui import icons, theme

_DEFAULT_FPS = 10
_FASTEST_FPS = 60
# Logical pixels at the usual size of text.
_ROOM_FOR_SPEED, _ROOM_FOR_REPEAT = 340, 480
_NARROWEST = 140


class MarkedSlider(QSlider):
    """A slider with marks over the frames that carry something."""

    _MARK_PX = 3.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._marks: frozenset[int] = frozenset()

    def set_marks(self, frames: AbstractSet[int]) -> None:
        if frames != self._marks:
            self._marks = frozenset(frames)
            self.update()

    @property
    def marks(self) -> frozenset[int]:
        return self._marks

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._marks:
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        knob = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, option, self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colours().warning))
        for frame in self._marks:
            x = knob / 2 + QStyle.sliderPositionFromValue(
                self.minimum(), self.maximum(), frame, self.width() - knob
            )
            painter.drawRect(QRectF(x - self._MARK_PX / 2, 0, self._MARK_PX, self._MARK_PX + 1))


class Repeat(StrEnum):
    """What a film does at its end."""

    LOOP = "loop"
    BOUNCE = "back and forth"
    ONCE = "once"


class FrameBar(QWidget):
    """Chooses the frame and plays the film; hidden where there is one frame only.

    While ``waits`` is set, the film waits for the frame asked for.
    """

    frameChosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Slices and cine")
        self.play = QToolButton(self)
        self.play.setCheckable(True)
        self.play.setToolTip("Play the frames as a film (C)")
        self.play.setAccessibleName("Play or pause")
        icons.set_icon(self.play, "cine")
        self.slider = MarkedSlider(self)
        self.slider.setToolTip("Frame or slice (wheel, Up, Down, Home, End)")
        self.slider.setAccessibleName("Frame or slice")
        self.place = QLabel(self)
        self.place.setAccessibleName("Frame number")
        self.place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.speed = QSpinBox(self)
        self.speed.setRange(1, _FASTEST_FPS)
        self.speed.setSuffix(" fps")
        self.speed.lineEdit().setTextMargins(theme.SPACE_XS, 0, 0, 0)  # a style sheet cannot
        self.speed.setToolTip("Frames per second of the film")
        self.speed.setAccessibleName("Frames per second")
        self.repeat = QComboBox(self)
        for way in Repeat:
            self.repeat.addItem(way.value, way)
        self.repeat.setToolTip("What the film does at its end")
        self.repeat.setAccessibleName("At the end of the film")
        self.waits = False
        self._forward = True
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_S, theme.SPACE_XS, theme.SPACE_S, theme.SPACE_XS)
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self.play)
        row.addWidget(self.slider, 1)
        row.addWidget(self.place)
        row.addWidget(self.speed)
        row.addWidget(self.repeat)
        for control in (self.play, self.slider, self.speed, self.repeat):
            # Arrow keys belong to the window's own actions.
            control.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._advance)
        self.slider.valueChanged.connect(self._slid)
        self.play.toggled.connect(self._set_playing)
        self.speed.valueChanged.connect(lambda fps: self._timer.setInterval(round(1000 / fps)))
        self.setVisible(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In a narrow viewport the slider needs the room more than the film does.
        self.speed.setVisible(self.width() >= theme.scaled(_ROOM_FOR_SPEED))
        self.repeat.setVisible(self.width() >= theme.scaled(_ROOM_FOR_REPEAT))

    def set_frames(self, count: int, frame_seconds: float | None) -> None:
        """Prepare for ``count`` frames; stands still at the first."""
        self.play.setChecked(False)
        blocker = QSignalBlocker(self.slider)
        self.slider.setRange(0, max(0, count - 1))
        self.slider.setPageStep(max(1, count // 10))
        self.slider.setValue(0)
        blocker.unblock()
        fps = round(1 / frame_seconds) if frame_seconds else _DEFAULT_FPS
        self.speed.setValue(min(max(fps, 1), _FASTEST_FPS))
        widest = f"{count} / {count}"
        self.place.setMinimumWidth(self.place.fontMetrics().horizontalAdvance(widest))
        # Of its own, or what is shown in a wide viewport would keep it from getting narrow.
        self.setMinimumWidth(theme.scaled(_NARROWEST))
        self._show_place()
        self.setVisible(count > 1)

    def set_marks(self, frames: AbstractSet[int]) -> None:
        """Mark the frames that carry something."""
        self.slider.set_marks(frames)

    def set_frame(self, index: int) -> None:
        """Follow a frame that was chosen elsewhere; emits nothing."""
        blocker = QSignalBlocker(self.slider)
        self.slider.setValue(index)
        blocker.unblock()
        self._show_place()

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    def _set_playing(self, on: bool) -> None:
        icons.set_icon(self.play, "pause" if on else "cine")
        if on:
            self._forward = True
            if self._way is Repeat.ONCE and self.slider.value() == self.slider.maximum():
                self.slider.setValue(0)
            self._timer.start(round(1000 / self.speed.value()))
        else:
            self._timer.stop()

    @property
    def _way(self) -> "Repeat":
        return Repeat(self.repeat.currentData())

    def _advance(self) -> None:
        if self.waits:  # a film shows every frame, later rather than never
            return
        here, last = self.slider.value(), self.slider.maximum()
        if self._way is Repeat.BOUNCE:
            if here in (0, last):
                self._forward = here == 0
            self.slider.setValue(here + (1 if self._forward else -1))
        elif here < last:
            self.slider.setValue(here + 1)
        elif self._way is Repeat.LOOP:
            self.slider.setValue(0)
        else:
            self.play.setChecked(False)

    def _slid(self, index: int) -> None:
        self._show_place()
        self.frameChosen.emit(index)

    def _show_place(self) -> None:
        self.place.setText(f"{self.slider.value() + 1} / {self.slider.maximum() + 1}")

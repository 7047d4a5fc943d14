"""Frames of a scan: one after the other, decoded meanwhile."""

import threading

import numpy as np
from PySide6.QtCore import QPoint

from medviewer.domain.errors import ReadError
from medviewer.domain.geometry import (
    VolumeGeometry,
)
from medviewer.imaging.cache import CachedFrames, held_frame
from tests.ui.pictures import colour_at, grabbed, make_volume, screen, steps_picture, wheel


def test_wheel_scrolls_frames_and_stops_at_the_ends(viewport, qtbot):
    frames = np.stack([np.full((30, 30), v, np.uint8) for v in (10, 60, 200)])
    viewport.show_volume(make_volume(frames))
    assert viewport.frame_bar.isVisible()
    seen = []
    viewport.frameChanged.connect(seen.append)
    for _ in range(4):
        wheel(viewport, QPoint(50, 50), -120)
    assert seen == [1, 2]
    assert colour_at(grabbed(viewport), screen(viewport, 15, 15)) == (200,) * 3
    wheel(viewport, QPoint(50, 50), 60)
    assert viewport.frame_index == 2, "half a notch is not yet a frame"
    wheel(viewport, QPoint(50, 50), 60)
    assert viewport.frame_index == 1
    assert viewport.frame_bar.slider.value() == 1


def test_one_picture_has_no_frame_bar(viewport):
    viewport.show_volume(make_volume(steps_picture()))
    assert not viewport.frame_bar.isVisible()


def test_cine_plays_to_the_end_and_stops_without_loop(viewport, qtbot):
    viewport.show_volume(make_volume(np.zeros((4, 30, 30), np.uint8), frame_seconds=0.02))
    assert viewport.frame_bar.speed.value() == 50
    viewport.frame_bar.repeat.setCurrentText("once")
    viewport.toggle_cine()
    assert viewport.frame_bar.playing
    qtbot.waitUntil(lambda: not viewport.frame_bar.playing, timeout=5000)
    assert viewport.frame_index == 3


class _BrokenFrames:
    def __len__(self) -> int:
        return 2

    def frame(self, index: int) -> np.ndarray:
        if index == 1:
            raise ReadError("Frame 2 of scan.dcm is cut short. Copy the file again.")
        return np.full((20, 20), 90, np.uint8)


def test_a_frame_that_cannot_be_read_says_so_and_the_others_go_on(viewport, qtbot):
    geometry = VolumeGeometry(20, 20, 2)
    volume = make_volume(np.zeros((2, 20, 20), np.uint8), geometry=geometry, frames=_BrokenFrames())
    viewport.show_volume(volume)
    qtbot.waitUntil(lambda: not viewport.message, timeout=5000)
    viewport.step_frame(1)
    qtbot.waitUntil(lambda: "cut short" in viewport.message, timeout=5000)
    assert colour_at(grabbed(viewport), screen(viewport, 3, 3)) == (0, 0, 0)
    viewport.step_frame(-1)
    qtbot.waitUntil(lambda: not viewport.message, timeout=5000)
    assert colour_at(grabbed(viewport), screen(viewport, 3, 3)) == (90, 90, 90)


class _GatedFrames:
    """Decodes a frame only once it is let through; counts which thread does it."""

    def __init__(self, count: int) -> None:
        self.gates = [threading.Event() for _ in range(count)]
        self.threads: set[int] = set()

    def __len__(self) -> int:
        return len(self.gates)

    def frame(self, index: int) -> np.ndarray:
        self.threads.add(threading.get_ident())
        assert self.gates[index].wait(10)
        return np.full((20, 20), 40 + index, np.uint8)


def test_a_frame_is_never_shown_under_the_number_of_another(viewport, qtbot):
    source = _GatedFrames(6)
    source.gates[0].set()
    volume = make_volume(np.zeros((6, 20, 20), np.uint8), frames=CachedFrames(source))
    viewport.show_volume(volume)
    qtbot.waitUntil(lambda: not viewport.message, timeout=5000)
    viewport.step_frame(1)
    viewport.step_frame(1)
    assert viewport.wanted_frame == 2
    assert viewport.frame_index == 0, "what is on the screen is still the first"
    assert colour_at(grabbed(viewport), screen(viewport, 3, 3)) == (40,) * 3
    qtbot.waitUntil(lambda: viewport.message == "Reading frame 3 of 6", timeout=5000)
    assert viewport.frame_index == 2
    assert colour_at(grabbed(viewport), screen(viewport, 3, 3)) == (0, 0, 0)
    for gate in source.gates:
        gate.set()
    qtbot.waitUntil(lambda: not viewport.message, timeout=5000)
    assert colour_at(grabbed(viewport), screen(viewport, 3, 3)) == (42,) * 3
    qtbot.waitUntil(lambda: held_frame(volume.frames, 5) is not None, timeout=5000)
    viewport.step_frame(1)
    assert viewport.frame_index == 3, "decoded ahead, so there at once"
    assert threading.get_ident() not in source.threads


def test_a_late_frame_of_the_scan_before_is_not_shown(viewport, qtbot):
    source = _GatedFrames(2)
    viewport.show_volume(make_volume(np.zeros((2, 20, 20), np.uint8), frames=source))
    viewport.show_volume(make_volume(np.full((1, 20, 20), 200, np.uint8)))
    for gate in source.gates:
        gate.set()
    qtbot.waitUntil(lambda: viewport._decoder._task is None, timeout=5000)
    assert colour_at(grabbed(viewport), screen(viewport, 3, 3)) == (200,) * 3


def test_a_film_goes_back_and_forth(viewport):
    viewport.show_volume(make_volume(np.zeros((3, 30, 30), np.uint8)))
    bar, seen = viewport.frame_bar, []
    bar.repeat.setCurrentText("back and forth")
    viewport.frameChanged.connect(seen.append)
    for _ in range(6):
        bar._advance()
    assert seen == [1, 2, 1, 0, 1, 2]
    bar.waits = True
    bar._advance()
    assert seen[-1] == 2, "the film waits for a frame that is not decoded yet"

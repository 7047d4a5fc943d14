"""Zoom, pan and window by the mouse, and what is then on the screen."""

import sys

import numpy as np
import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtTest import QTest

from medviewer.domain.image import VoiWindow
from medviewer.ui.viewport.camera import Interpolation
from tests.ui.pictures import (
    MM,
    colour_at,
    drag,
    grabbed,
    make_volume,
    screen,
    steps_picture,
    wheel,
)


def test_left_drag_changes_width_and_level(viewport, qtbot):
    viewport.show_volume(make_volume(steps_picture()))
    with qtbot.waitSignal(viewport.windowChanged):
        drag(viewport, QPoint(100, 100), QPoint(164, 132), Qt.MouseButton.LeftButton)
    assert viewport.voi_window.width == pytest.approx(255 + 64 * 255 / 512)
    assert viewport.voi_window.centre == pytest.approx(127.5 + 32 * 255 / 512)


def test_middle_drag_and_shift_left_drag_pan(viewport):
    viewport.show_volume(make_volume(steps_picture()))
    before = viewport.canvas.picture_to_screen().map(QPointF(20, 20))
    drag(viewport, QPoint(100, 100), QPoint(130, 115), Qt.MouseButton.MiddleButton)
    shift = Qt.KeyboardModifier.ShiftModifier
    drag(viewport, QPoint(100, 100), QPoint(110, 80), Qt.MouseButton.LeftButton, shift)
    after = viewport.canvas.picture_to_screen().map(QPointF(20, 20))
    assert (after - before).x() == pytest.approx(40)
    assert (after - before).y() == pytest.approx(-5)
    assert viewport.voi_window == VoiWindow(255, 127.5)


def test_right_drag_zooms_and_right_click_asks_for_the_menu(viewport, qtbot):
    viewport.show_volume(make_volume(steps_picture()))
    before = viewport.zoom
    with qtbot.assertNotEmitted(viewport.contextMenuRequested):
        drag(viewport, QPoint(200, 200), QPoint(200, 140), Qt.MouseButton.RightButton)
    assert viewport.zoom > before * 1.2
    with qtbot.waitSignal(viewport.contextMenuRequested):
        QTest.mouseClick(viewport.canvas.viewport(), Qt.MouseButton.RightButton, pos=QPoint(50, 60))


def test_ctrl_wheel_zooms_about_the_cursor(viewport):
    viewport.show_volume(make_volume(steps_picture()))
    spot = QPoint(120, 90)
    before = viewport.canvas.to_picture(QPointF(spot))
    zoom = viewport.zoom
    wheel(viewport, spot, 240, Qt.KeyboardModifier.ControlModifier)
    assert viewport.zoom == pytest.approx(zoom * 1.2**2)
    assert viewport.canvas.to_picture(QPointF(spot)) == pytest.approx(before)


def test_pixel_for_pixel_and_true_size(viewport):
    viewport.show_volume(make_volume(np.zeros((1, 300, 300), np.uint8), MM))
    viewport.show_pixel_for_pixel()
    assert viewport.zoom == 1
    assert viewport.show_true_size(pixels_per_mm=4.0)
    assert viewport.zoom == 2
    viewport.show_volume(make_volume(np.zeros((1, 300, 300), np.uint8)))
    before = viewport.zoom
    assert not viewport.show_true_size(pixels_per_mm=4.0)
    assert viewport.zoom == before


def test_pixels_are_shown_as_they_are_on_demand(viewport):
    viewport.show_volume(make_volume(steps_picture()))
    viewport.canvas.set_view(4, (20, 20))
    edge = screen(viewport, 20, 30)
    viewport.interpolation = Interpolation.SMOOTH
    smooth = colour_at(grabbed(viewport), edge - QPoint(1, 0))[0]
    viewport.interpolation = Interpolation.PIXELS
    assert colour_at(grabbed(viewport), edge - QPoint(1, 0))[0] == 160
    assert smooth > 160


def test_cursor_tells_position_and_value(viewport, qtbot):
    viewport.show_volume(make_volume(steps_picture()))
    with qtbot.waitSignal(viewport.cursorInfo) as heard:
        QTest.mouseMove(viewport.canvas.viewport(), screen(viewport, 30.5, 10.5))
    assert heard.args == ["x 30  y 10   80"]
    assert viewport.info_at(-1, 3) == ""
    assert viewport.info_at(3, 40) == ""


def test_reset_brings_everything_back(viewport):
    viewport.show_volume(make_volume(steps_picture()))
    state = viewport.zoom, viewport.canvas.centre
    drag(viewport, QPoint(100, 100), QPoint(164, 132), Qt.MouseButton.LeftButton)
    wheel(viewport, QPoint(10, 10), 360, Qt.KeyboardModifier.ControlModifier)
    viewport.flip_vertical()
    viewport.invert = True
    viewport.reset_view()
    assert viewport.voi_window == VoiWindow(255, 127.5)
    assert (viewport.zoom, viewport.canvas.centre) == (
        pytest.approx(state[0]),
        pytest.approx(state[1]),
    )
    assert colour_at(grabbed(viewport), screen(viewport, 30, 10)) == (80, 80, 80)


def test_fit_follows_the_window_and_a_chosen_zoom_does_not(viewport):
    viewport.show_volume(make_volume(steps_picture()))
    viewport.resize(800, 800)
    assert viewport.zoom == pytest.approx(20)
    viewport.canvas.set_view(5, (20, 20))
    viewport.resize(500, 600)
    assert viewport.zoom == pytest.approx(5)
    assert viewport.canvas.centre == pytest.approx((20, 20))


def test_dropped_files_go_through_to_the_window(viewport):
    widget = viewport.canvas.viewport()
    while widget is not None:
        assert not widget.acceptDrops()
        widget = widget.parentWidget()


def test_empty_viewport_says_what_to_do(viewport):
    viewport.show_volume(make_volume(steps_picture()))
    viewport.show_volume(None)
    assert "Ctrl+O" in viewport.message
    assert viewport.volume is None
    viewport.toggle_masks()
    viewport.reset_view()
    viewport.next_style()
    viewport.step_frame(1)
    drag(viewport, QPoint(100, 100), QPoint(164, 132), Qt.MouseButton.LeftButton)
    bright = [colour_at(grabbed(viewport), QPoint(x, 200))[0] for x in range(400)]
    assert max(bright) > 60


class _Emitter(QObject):
    fired = Signal(int)


def test_signals_and_repaints_keep_their_references(viewport):
    """PySide6 6.12.0 lost one reference to True with every emit and aborted after ~550."""
    viewport.show_volume(make_volume(np.zeros((3, 20, 20), np.uint8)))
    emitter = _Emitter()
    before = sys.getrefcount(True)
    for number in range(200):
        emitter.fired.emit(number)
        viewport.frame_index = number % 3
    assert abs(sys.getrefcount(True) - before) < 20

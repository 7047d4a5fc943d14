"""Rows of the table: the mouse over the picture, the way through scans, tools and looks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from medviewer.ui.viewport.camera import UPRIGHT, Interpolation
from tests.ui.key_table.row import CT, row
from tests.ui.reader import CTRL, LEFT, MIDDLE, RIGHT, SHIFT

# --- the mouse over the picture -------------------------------------------------------------


@row()
def left_drag_changes_width_and_level(reader, **_):
    before = reader.view.voi_window
    reader.pull(60, 0)
    wider = reader.view.voi_window
    assert wider.width > before.width
    assert wider.centre == before.centre
    reader.pull(0, 60)
    assert reader.view.voi_window.centre != wider.centre
    assert reader.view.voi_window.width == wider.width


@row()
def middle_drag_and_shift_left_drag_pan(reader, **_):
    view = reader.view
    for button, keys in ((MIDDLE, Qt.KeyboardModifier.NoModifier), (LEFT, SHIFT)):
        before, zoom, window = view.canvas.centre, view.zoom, view.voi_window
        reader.pull(40, 20, button, keys)
        assert view.canvas.centre[0] == pytest.approx(before[0] - 40 / zoom)
        assert view.canvas.centre[1] == pytest.approx(before[1] - 20 / zoom)
        assert (view.zoom, view.voi_window) == (zoom, window)


@row()
def right_drag_zooms_and_right_click_opens_the_menu(reader, **_):
    zoom = reader.view.zoom
    reader.pull(0, -60, RIGHT)
    assert reader.view.zoom > zoom
    assert QApplication.activePopupWidget() is None
    reader.click((10, 10), button=RIGHT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()


@row()
def wheel_scrolls_and_ctrl_wheel_zooms_at_the_cursor(reader, **_):
    view = reader.view
    reader.wheel(-2, (16, 16))
    assert view.wanted_frame == 2
    reader.wheel(1, (16, 16))
    assert view.wanted_frame == 1
    zoom, at = view.zoom, reader.place((8, 24))
    reader.wheel(2, (8, 24), CTRL)
    assert view.zoom > zoom
    assert view.wanted_frame == 1
    off = reader.place((8, 24)) - at
    assert off.manhattanLength() <= 2


# --- moving through scans -------------------------------------------------------------------


@row("previous_frame", "next_frame", "first_frame", "last_frame")
def arrows_and_home_and_end_go_through_slices(reader, **_):
    view = reader.view
    reader.press("next_frame", "next_frame", "next_frame", "previous_frame")
    assert view.wanted_frame == 2
    reader.press("last_frame")
    assert view.wanted_frame == 7
    reader.press("next_frame")
    assert view.wanted_frame == 7
    reader.press("first_frame")
    assert view.wanted_frame == 0


@row("previous_series", "next_series")
def page_keys_go_through_the_series_of_the_patient(reader, **_):
    reader.press("next_series")
    reader.until(lambda: reader.series != CT)
    assert reader.series in ("venous", "before")
    reader.press("previous_series")
    reader.until(lambda: reader.series == CT)
    while "first series of this patient" not in reader.message:
        reader.press("previous_series")
    assert reader.page.browser.current.patient.patient_id == "P1"


@row("previous_case", "next_case", scan="scan1")
def left_and_right_go_through_cases(reader, **_):
    reader.press("next_case")
    reader.until(lambda: reader.series == "scan2")
    reader.press("previous_case")
    reader.until(lambda: reader.series == "scan1")


@row("cine")
def c_plays_and_stops(reader, **_):
    reader.press("cine")
    assert reader.view.frame_bar.play.isChecked()
    reader.until(lambda: reader.view.wanted_frame > 1)
    reader.press("cine")
    assert not reader.view.frame_bar.play.isChecked()


# --- tools and looks ------------------------------------------------------------------------


@row("tool_window", "tool_zoom", "tool_pan")
def w_z_p_say_what_a_left_drag_does(reader, **_):
    view = reader.view
    window, zoom, centre = view.voi_window, view.zoom, view.canvas.centre
    reader.press("tool_pan")
    reader.pull(30, 0)
    assert (view.voi_window, view.zoom) == (window, zoom)
    assert view.canvas.centre != centre
    reader.press("tool_zoom")
    reader.pull(0, -30)
    assert view.voi_window == window
    assert view.zoom > zoom
    reader.press("tool_window")
    zoom = view.zoom
    reader.pull(30, 30)
    assert view.voi_window != window
    assert view.zoom == zoom


@row("reset_view", "fit", "invert", "flip_horizontal", "flip_vertical", "turn_right", "turn_left")
def looks_change_and_r_brings_them_back(reader, **_):
    view = reader.view
    window, zoom = view.voi_window, view.zoom
    reader.press("invert", "flip_horizontal")
    assert view.invert
    assert view.canvas.pose == UPRIGHT.mirrored(horizontal=True)
    reader.press("flip_vertical")
    assert view.canvas.pose == UPRIGHT.mirrored(horizontal=True).mirrored(horizontal=False)
    reader.press("turn_right", "turn_left", "turn_right")
    turned = UPRIGHT.mirrored(horizontal=True).mirrored(horizontal=False).turned(right=True)
    assert view.canvas.pose == turned
    reader.pull(30, 30)
    reader.wheel(3, (5, 5), CTRL)
    reader.press("fit")
    assert view.canvas.fitted
    assert view.invert
    assert view.canvas.pose == turned
    reader.press("reset_view")
    assert view.canvas.pose == UPRIGHT
    assert not view.invert
    assert not reader.checked("invert")
    assert (view.voi_window, view.zoom) == (window, zoom)


@row("smooth", "pixel_for_pixel", "true_size")
def pixels_and_sizes(reader, **_):
    view = reader.view
    assert view.interpolation is Interpolation.SMOOTH
    reader.press("smooth")
    assert view.interpolation is Interpolation.PIXELS
    reader.press("pixel_for_pixel")
    assert view.zoom == pytest.approx(1 / view.devicePixelRatioF())
    reader.page.viewing.true_size.keep(4.0)
    reader.press("true_size")
    assert view.zoom == pytest.approx(0.5 * 4.0 / view.devicePixelRatioF()), "half a mm a pixel"


@row("full_screen")
def f11_is_full_screen_and_back(reader, **_):
    reader.press("full_screen")
    assert reader.window.isFullScreen()
    reader.press("full_screen")
    assert not reader.window.isFullScreen()


@row(*(f"preset_{n}" for n in range(10)))
def digits_are_window_presets(reader, **_):
    view = reader.view
    own = view.voi_window
    seen = []
    for number in range(1, 8):
        reader.press(f"preset_{number}")
        seen.append((view.voi_window.width, view.voi_window.centre))
    assert seen == [(80, 40), (40, 40), (1500, -600), (400, 40), (350, 40), (150, 90), (2000, 400)]
    for number in (8, 9):
        reader.press(f"preset_{number}")
        assert f"no window preset {number}" in reader.message
    reader.press("preset_0")
    assert view.voi_window == own

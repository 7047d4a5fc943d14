"""Grey values and colours: what a window makes of a picture."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from medviewer.domain.geometry import (
    FrameScale,
    PixelCalibration,
    SpacingSource,
    VolumeGeometry,
)
from medviewer.domain.image import VoiWindow
from medviewer.domain.patient import Series
from tests.ui.pictures import MM, colour_at, drag, grabbed, make_volume, screen, steps_picture


@pytest.mark.parametrize(
    ("x", "y", "grey"), [(10, 10, 0), (30, 10, 80), (10, 30, 160), (30, 30, 255)]
)
def test_full_window_shows_the_stored_greys(viewport, x, y, grey):
    viewport.show_volume(make_volume(steps_picture()))
    assert colour_at(grabbed(viewport), screen(viewport, x, y)) == (grey,) * 3


def test_window_cuts_and_stretches(viewport):
    viewport.show_volume(make_volume(steps_picture()), VoiWindow(80, 120))
    image = grabbed(viewport)
    assert colour_at(image, screen(viewport, 30, 10)) == (0, 0, 0)
    assert colour_at(image, screen(viewport, 10, 30)) == (255, 255, 255)
    viewport.voi_window = VoiWindow(160, 160)
    middle = colour_at(grabbed(viewport), screen(viewport, 10, 30))[0]
    assert middle == pytest.approx(127.5, abs=1)


def test_without_a_window_in_the_file_the_whole_range_of_a_picture_is_shown(viewport):
    viewport.show_volume(make_volume(steps_picture(), windows=()))
    assert colour_at(grabbed(viewport), screen(viewport, 30, 10)) == (80, 80, 80)


@pytest.mark.parametrize(
    ("monochrome1", "invert", "grey"), [(False, True, 175), (True, False, 175), (True, True, 80)]
)
def test_inverted_greys(viewport, monochrome1, invert, grey):
    viewport.show_volume(make_volume(steps_picture(), inverted=monochrome1))
    viewport.invert = invert
    assert colour_at(grabbed(viewport), screen(viewport, 30, 10)) == (grey,) * 3


def test_ct_values_below_zero_are_shown(viewport):
    hu = np.full((1, 20, 20), -1000, np.int16)
    hu[0, :, 10:] = 400
    viewport.show_volume(make_volume(hu, windows=(VoiWindow(400, 40),), unit="HU"))
    image = grabbed(viewport)
    assert colour_at(image, screen(viewport, 3, 10)) == (0, 0, 0)
    assert colour_at(image, screen(viewport, 16, 10)) == (255, 255, 255)
    assert viewport.info_at(3, 10) == "x 3  y 10   −1000 HU"


def test_colour_pictures_keep_their_colours(viewport):
    rgb = np.zeros((1, 20, 20, 3), np.uint8)
    rgb[..., 0], rgb[..., 1] = 200, 30
    viewport.show_volume(make_volume(rgb, colour=True))
    assert colour_at(grabbed(viewport), screen(viewport, 10, 10)) == (200, 30, 0)
    assert viewport.info_at(1, 2).endswith("R 200 G 30 B 0")


def test_a_large_picture_made_small_is_averaged(viewport):
    checkers = np.indices((1600, 1600)).sum(axis=0)[None] % 2 * np.uint8(200)
    viewport.show_volume(make_volume(checkers.astype(np.uint8)))
    assert viewport.zoom == pytest.approx(0.25)
    image = grabbed(viewport)
    greys = {colour_at(image, QPoint(x, y))[0] for x in range(9, 390, 7) for y in range(9, 390, 7)}
    assert greys == {100}
    viewport.canvas.set_view(8, (800, 800))
    image = grabbed(viewport)
    pair = [colour_at(image, screen(viewport, x, 800.5))[0] for x in (800.5, 801.5)]
    assert pair == [0, 200]


def test_each_frame_has_its_own_window_and_scale_until_one_is_chosen(viewport):
    frames = np.full((2, 20, 20), 100, np.uint16)
    scales = (FrameScale(MM), FrameScale(PixelCalibration(1.0, 2.0, SpacingSource.PIXEL_SPACING)))
    first, second = VoiWindow(200, 100, "soft"), VoiWindow(400, 200, "hard")
    volume = make_volume(
        frames,
        geometry=VolumeGeometry(20, 20, 2, frame_scales=scales),
        windows=(first,),
        frame_windows=((first,), (second,)),
    )
    viewport.show_volume(volume)
    assert (viewport.voi_window, viewport.window_name) == (first, "soft")
    assert viewport.scale_bar() is not None
    viewport.step_frame(1)
    assert viewport.voi_window == second
    assert viewport.canvas.camera.row_height == 0.5
    viewport.voi_window = VoiWindow(50, 60)
    viewport.step_frame(-1)
    assert viewport.voi_window == VoiWindow(50, 60)
    viewport.default_window()
    assert viewport.voi_window == first


def test_presets_of_ct_and_of_other_scans(viewport):
    hu = np.full((1, 20, 20), 40, np.int16)
    volume = make_volume(hu, unit="HU", windows=())
    ct = replace(
        volume, context=replace(volume.context, series=Series("1.2.3", 4, "Abdomen", "CT"))
    )
    viewport.show_volume(ct)
    viewport.apply_preset(7)
    assert (viewport.voi_window.width, viewport.voi_window.centre) == (2000, 400)
    corner = viewport.corner_lines()[Qt.Corner.BottomLeftCorner]
    assert "W 2000  L 400 HU · bone" in corner
    drag(viewport, QPoint(100, 100), QPoint(120, 100), Qt.MouseButton.LeftButton)
    assert viewport.window_name == ""
    viewport.apply_preset(9)
    assert viewport.window_name == "", "there is no ninth"
    viewport.apply_preset(0)
    assert viewport.window_name == "auto"

    viewport.show_volume(make_volume(steps_picture()))
    viewport.apply_preset(5)
    assert viewport.voi_window.limits == (127.5, 255)
    assert viewport.window_name == "bright half"
    viewport.apply_preset(0)
    assert viewport.window_name == "file"

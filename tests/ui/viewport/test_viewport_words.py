"""What is written over the picture."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from medviewer.domain.geometry import (
    PixelCalibration,
    SpacingSource,
)
from tests.ui.pictures import MM, colour_at, grabbed, make_volume


@pytest.mark.parametrize("zoom", [1.0, 2.5, 8.0])
def test_scale_bar_has_the_right_length_on_the_screen(viewport, zoom):
    viewport.show_volume(make_volume(np.zeros((1, 300, 300), np.uint8), MM))
    viewport.corners_visible = True
    viewport.resize(800, 400)
    viewport.canvas.set_view(zoom, (150, 150))
    bar = viewport.scale_bar()
    assert bar is not None
    assert bar.pixels == pytest.approx(bar.millimetres / 0.5 * zoom)
    image = grabbed(viewport)
    row = [
        sum(colour_at(image, QPoint(x, y))[0] > 150 for x in range(305, 495))
        for y in range(image.height() - 14, image.height() - 6)
    ]
    assert max(row) == pytest.approx(bar.pixels, abs=3)


def test_without_spacing_there_is_no_scale_bar_and_the_corner_says_so(viewport):
    viewport.show_volume(make_volume(np.zeros((1, 30, 30), np.uint8)))
    assert viewport.scale_bar() is None
    assert "uncalibrated" in viewport.corner_lines()[Qt.Corner.BottomRightCorner]


def test_spacing_is_named_with_its_source(viewport):
    viewport.show_volume(make_volume(np.zeros((1, 30, 30), np.uint8), MM))
    assert "0.5 mm/px (PixelSpacing)" in viewport.corner_lines()[Qt.Corner.BottomRightCorner]


def test_warnings_of_the_file_are_on_the_picture(viewport):
    volume = make_volume(np.zeros((2, 30, 30), np.uint8), warnings=("missing slices",))
    viewport.show_volume(volume)
    assert "⚠ missing slices" in viewport.corner_lines()[Qt.Corner.TopRightCorner]


def test_pixels_that_are_not_square_are_shown_in_their_true_shape(viewport):
    tall = PixelCalibration(row_mm=1.0, column_mm=0.5, source=SpacingSource.PIXEL_SPACING)
    viewport.show_volume(make_volume(np.zeros((1, 30, 30), np.uint8), tall))
    to_screen = viewport.canvas.picture_to_screen()
    corner = to_screen.map(QPointF(30, 30)) - to_screen.map(QPointF(0, 0))
    assert corner.y() == pytest.approx(2 * corner.x())
    assert corner.y() == pytest.approx(viewport.canvas.height())


def test_privacy_hides_the_patient(viewport):
    viewport.show_volume(make_volume(np.zeros((1, 300, 300), np.uint8)))
    viewport.corners_visible = True
    assert viewport.corner_lines()[Qt.Corner.TopLeftCorner][:2] == ["Meier Anna", "P-17"]
    open_picture = viewport.grab_picture()
    viewport.privacy = True
    words = " ".join(sum(viewport.corner_lines().values(), []))
    assert "Meier" not in words
    assert "P-17" not in words
    assert "Hospital" not in words
    assert viewport.grab_picture() != open_picture


def test_exported_picture_carries_the_warning(viewport):
    viewport.show_volume(make_volume(np.full((1, 300, 300), 255, np.uint8)))
    image = viewport.grab_picture()
    amber = sum(
        colour_at(image, QPoint(x, y)) == (255, 196, 0) for x in range(100, 300) for y in range(30)
    )
    assert amber > 100


def test_corner_text_is_readable_over_white(viewport):
    viewport.show_volume(make_volume(np.full((1, 300, 300), 255, np.uint8)))
    viewport.corners_visible = True
    image = grabbed(viewport)
    corner = [colour_at(image, QPoint(x, y))[0] for x in range(5, 90) for y in range(5, 40)]
    assert min(corner) < 90, "a dark rim surrounds the letters"

"""Contours, lengths, letters: what the viewport computes before it draws."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPixmapCache

from medviewer.domain.geometry import PixelCalibration, SpacingSource, VolumeGeometry
from medviewer.domain.image import VoiFunction, VoiWindow
from medviewer.imaging.measuring import nice_length
from medviewer.ui.viewport.camera import UPRIGHT, Camera
from medviewer.ui.viewport.contours import label_anchor, screen_outline
from medviewer.ui.viewport.corner_words import spacing_text
from medviewer.ui.viewport.corners import (
    direction_letters,
    edge_letters,
    scale_bar,
)
from medviewer.ui.viewport.display import displayable, grey_table, levels, value_text
from medviewer.ui.viewport.halo import HALO, INK, halo_text

AXIAL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def area_of(line: np.ndarray) -> float:
    x, y = line[:, 0], line[:, 1]
    return abs(float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2))


def test_outline_of_a_rectangle_lies_on_its_border():
    mask = np.zeros((10, 12), bool)
    mask[2:7, 3:9] = True
    (line,) = screen_outline(mask)
    assert line[:, 0].min() == 3
    assert line[:, 0].max() == 9
    assert line[:, 1].min() == 2
    assert line[:, 1].max() == 7
    # Four corners are cut by a triangle of 1/8 pixel each.
    assert area_of(line) == pytest.approx(5 * 6 - 4 / 8)


def test_outline_goes_around_holes_and_every_part():
    mask = np.zeros((9, 9), bool)
    mask[1:6, 1:6] = True
    mask[3, 3] = False
    mask[7, 7] = True
    assert sorted(area_of(line) for line in screen_outline(mask)) == pytest.approx([0.5, 0.5, 24.5])


def test_outline_at_the_edge_of_the_picture_and_of_nothing():
    assert screen_outline(np.zeros((4, 4), bool)) == []
    (line,) = screen_outline(np.ones((3, 5), bool))
    assert area_of(line) == pytest.approx(14.5)


def test_outline_of_a_disc_has_its_area():
    y, x = np.mgrid[:101, :101]
    mask = (x - 50) ** 2 + (y - 50) ** 2 <= 40**2
    total = sum(area_of(line) for line in screen_outline(mask))
    assert total == pytest.approx(mask.sum(), rel=0.005)


def test_letter_stands_at_the_upper_right_of_its_part():
    mask = np.zeros((10, 10), bool)
    mask[4:6, 2:8] = True
    mask[8, 8] = True
    assert label_anchor(mask) == (8.0, 4.0)
    assert label_anchor(mask, (8, 8, 1, 1)) == (9.0, 8.0)
    assert label_anchor(np.zeros((3, 3), bool)) is None


@pytest.mark.parametrize(
    ("longest", "nice"), [(1.0, 1), (1.9, 1), (2.0, 2), (49, 20), (50, 50), (0.7, 0.5), (120, 100)]
)
def test_nice_length(longest, nice):
    assert nice_length(longest) == pytest.approx(nice)


def test_scale_bar_words_change_from_mm_to_cm():
    assert scale_bar(0.1, 4.0, 800).text == "2 mm"
    assert scale_bar(1.0, 2.0, 800).text == "5 cm"


def test_spacing_text():
    assert spacing_text(PixelCalibration()) == "uncalibrated"
    uneven = PixelCalibration(0.2, 0.1, SpacingSource.ULTRASOUND_REGION)
    assert spacing_text(uneven) == "0.1 × 0.2 mm/px (UltrasoundRegion)"


def around(geometry, pose=UPRIGHT):
    letters = edge_letters(geometry, pose)
    return letters.left, letters.top, letters.right, letters.bottom


def test_orientation_letters_follow_turns_and_mirrors():
    geometry = VolumeGeometry(10, 10, direction=AXIAL)
    assert around(geometry) == ("R", "A", "L", "P")
    assert around(geometry, UPRIGHT.mirrored(horizontal=True)) == ("L", "A", "R", "P")
    assert around(geometry, UPRIGHT.mirrored(horizontal=False)) == ("R", "P", "L", "A")
    right = UPRIGHT.turned(right=True)
    assert around(geometry, right) == ("P", "R", "A", "L")
    assert around(geometry, right.turned(right=True)) == ("L", "P", "R", "A")
    assert around(geometry, right.mirrored(horizontal=True)) == ("A", "R", "P", "L")
    assert edge_letters(VolumeGeometry(10, 10)) is None
    assert direction_letters((0.8, -0.6, 0.0)) == "LA"


def test_four_quarter_turns_and_two_mirrors_come_back():
    pose = UPRIGHT
    for _ in range(4):
        pose = pose.turned(right=True)
        assert pose.turned(right=False).turned(right=True) == pose
    assert pose == UPRIGHT
    assert UPRIGHT.mirrored(horizontal=True).mirrored(horizontal=True) == UPRIGHT


def test_a_picture_on_its_side_is_fitted_by_its_side():
    camera = Camera(row_height=2.0).fitted(rows=50, columns=200, width=400, height=400)
    assert (camera.zoom, camera.centre) == (2.0, (100, 25))
    turned = replace(camera, pose=UPRIGHT.turned(right=True))
    assert turned.fitted(50, 200, 100, 400).zoom == 1.0
    corner = turned.transform(400, 400).map(QPointF(0, 0))
    assert (corner.x(), corner.y()) == (200 + 25 * 2 * 2, 200 - 100 * 2)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int16, np.float32])
def test_displayable_leaves_alone_what_can_be_drawn(dtype):
    frame = np.array([[0, 40], [7, 100]], dtype)
    assert displayable(frame) is frame


def test_displayable_of_other_numbers_keeps_their_values():
    assert displayable(np.full((2, 2), -70000, np.int64)).tolist() == [[-70000.0] * 2] * 2
    assert displayable(np.full((2, 2), True)).tolist() == [[1, 1]] * 2


def test_padding_is_black_whichever_end_is_black():
    frame = np.array([[-2000, 40]], np.int16)
    for inverted, level in ((False, -32768), (True, 32767)):
        pixels = displayable(frame, inverted=inverted, padding=(-2000, -2000))
        assert pixels.tolist() == [[level, 40]]


def test_sigmoid_window_follows_the_standard():
    window = VoiWindow(100, 50, function=VoiFunction.SIGMOID)
    low, high = levels(window)
    table = grey_table(window, inverted=False)
    for value in (0, 25, 50, 100):
        place = round((value - low) / (high - low) * 255)
        expected = 255 / (1 + np.exp(-4 * (value - 50) / 100))
        assert table[place] == pytest.approx(expected, abs=3)


def test_levels_of_a_window_without_width_are_apart():
    low, high = levels(VoiWindow(0, 10))
    assert high > low


def test_values_in_words():
    assert value_text(np.int16(-57), "HU") == "−57 HU"
    assert value_text(np.float32(0.25), "") == "0.25"
    assert value_text(np.float32("nan"), "HU") == "no value"
    assert value_text(np.array([1, 2, 3], np.uint8), "") == "R 1 G 2 B 3"


def test_the_table_of_a_curve_is_the_curve():
    curve = bytes([0, 200, 50, 255])
    window = VoiWindow(3, 1.5, "", VoiFunction.CURVE, curve)
    table = grey_table(window, inverted=False)
    assert levels(window) == (0, 3)
    assert [int(table[i]) for i in (0, 85, 170, 255)] == [0, 200, 50, 255]
    assert np.array_equal(grey_table(window, inverted=True), 255 - table)


def grey(image: QImage) -> np.ndarray:
    buffer = np.frombuffer(image.constBits(), np.uint8)
    return buffer.reshape(image.height(), -1, 4)[..., 1].astype(int)


def on_ground(level: int, ratio: float, write) -> np.ndarray:
    image = QImage(round(200 * ratio), round(60 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(level, level, level))
    painter = QPainter(image)
    write(painter, QPointF(20, 40), "12.3 mm² Åg")
    painter.end()
    return grey(image)


def stroked(painter: QPainter, spot: QPointF, text: str) -> None:
    """Letters with a rim as a graphics program would draw them: slow, and what is wanted."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addText(spot, painter.font(), text)
    painter.strokePath(path, QPen(HALO, 3.0, j=Qt.PenJoinStyle.RoundJoin))
    painter.fillPath(path, INK)


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_words_have_a_rim_as_if_it_were_stroked(qtbot, ratio):
    QPixmapCache.clear()
    for level, found in ((255, lambda g: g < 128), (0, lambda g: g > 128)):
        ours, wanted = (on_ground(level, ratio, write) for write in (halo_text, stroked))
        marked, stroke = found(ours), found(wanted)
        assert (marked & stroke).sum() / (marked | stroke).sum() > 0.7  # letters are hinted
        assert abs(ours - level).sum() == pytest.approx(abs(wanted - level).sum(), rel=0.1)
    first, kept = (on_ground(120, ratio, halo_text) for _ in range(2))
    assert np.array_equal(first, kept)
    assert first.max() == INK.green()
    assert first.min() < 60


def test_words_of_another_colour_or_font_are_not_those_kept(qtbot):
    def bold(painter, spot, text):
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        halo_text(painter, spot, text)

    def amber(painter, spot, text):
        halo_text(painter, spot, text, QColor(255, 196, 0))

    plain = on_ground(0, 1.0, halo_text)
    assert not np.array_equal(plain, on_ground(0, 1.0, bold))
    assert on_ground(0, 1.0, amber).max() == 196


def test_words_can_be_turned(qtbot):
    image = QImage(50, 50, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.rotate(90)
    halo_text(painter, QPointF(5, -25), "L")
    painter.end()
    rows, columns = np.nonzero(grey(image) > 128)
    assert columns.min() >= 25, "the letter's foot is to the left"
    assert 5 <= rows.min() < rows.max() < 15

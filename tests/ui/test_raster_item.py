"""The picture's colours: the right ones, for whatever part of it is on the screen."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtWidgets import QApplication

from medviewer.domain.image import VoiFunction, VoiWindow
from medviewer.domain.segmentation import Segment, SegmentationMask
from medviewer.ui.viewport.camera import Interpolation
from medviewer.ui.viewport.display import grey_table, levels
from medviewer.ui.viewport.outlines import Line, LinesItem
from medviewer.ui.viewport.overlay_item import OverlayStyle
from medviewer.ui.viewport.picture_item import PictureItem
from medviewer.ui.viewport.raster_item import TintItem
from medviewer.ui.viewport.viewport import Viewport
from tests.ui.pictures import make_volume

PART = Segment("part", "Part", (255, 0, 0), "P")


def pixels_of(image: QImage) -> np.ndarray:
    buffer = np.frombuffer(image.constBits(), np.uint8)
    return buffer.reshape(image.height(), -1, 4)[..., 2::-1].astype(int)  # RGB


def painted(item, columns: int, rows: int, scale: float = 1.0) -> np.ndarray:
    image = QImage(columns, rows, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setTransform(QTransform.fromScale(scale, scale))
    item.paint(painter, None)
    painter.end()
    return pixels_of(image)


def shown(view: Viewport) -> np.ndarray:
    QApplication.processEvents()
    return pixels_of(view.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32))


@pytest.mark.parametrize("inverted", [False, True])
@pytest.mark.parametrize("function", [VoiFunction.LINEAR, VoiFunction.SIGMOID])
@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.uint16, np.float32])
def test_every_value_has_the_grey_of_its_window(qtbot, dtype, function, inverted):
    values = np.arange(64 * 64).reshape(64, 64)
    frame = values % 256 if dtype is np.uint8 else values - (0 if dtype is np.uint16 else 2000)
    frame = frame.astype(dtype)
    window = VoiWindow(150, 100, function=function)
    greys, (low, high) = grey_table(window, inverted), levels(window)
    item = PictureItem()
    item.show_frame(frame, (low, high), greys)
    place = np.clip((frame.astype(float) - low) * 256 / (high - low), 0, 255).astype(int)
    wanted = np.repeat(greys[place][..., None], 3, axis=2)
    assert np.array_equal(painted(item, 64, 64), wanted)
    assert len(np.unique(wanted)) > 90


def test_another_window_or_another_kind_of_number_has_other_greys(qtbot):
    item = PictureItem()
    greys = np.arange(256, dtype=np.uint8)
    item.show_frame(np.full((4, 4), 50, np.uint8), (0, 256), greys)
    assert painted(item, 4, 4)[0, 0].tolist() == [50] * 3
    item.set_window((0, 512), greys)
    assert painted(item, 4, 4)[0, 0].tolist() == [25] * 3
    item.set_window((0, 512), 255 - greys)
    assert painted(item, 4, 4)[0, 0].tolist() == [230] * 3
    item.show_frame(np.full((4, 4), -50, np.int16), (-100, 156), greys)
    assert painted(item, 4, 4)[0, 0].tolist() == [50] * 3


def test_what_is_no_number_is_black_whichever_end_is_black(qtbot):
    frame = np.full((8, 8), 200, np.float32)
    frame[2, 3] = np.nan
    item = PictureItem()
    for greys in (np.arange(256, dtype=np.uint8), np.arange(255, -1, -1).astype(np.uint8)):
        item.show_frame(frame, (0, 1000), greys)
        assert painted(item, 8, 8)[2, 3].tolist() == [0, 0, 0]
        assert painted(item, 8, 8)[2, 4, 0] == greys[51]


def test_a_window_stretches_each_colour(qtbot):
    frame = np.zeros((2, 2, 3), np.uint8)
    frame[...] = (100, 150, 200)
    item = PictureItem()
    item.show_frame(frame, (50.0, 250.0), np.arange(256, dtype=np.uint8))
    assert painted(item, 2, 2)[0, 0].tolist() == [63, 127, 191]


def test_a_part_of_a_picture_looks_as_in_the_whole(qtbot):
    frame = np.random.default_rng(2).integers(0, 255, (700, 900)).astype(np.uint8)
    view = Viewport()
    qtbot.addWidget(view)
    view.resize(400, 340)
    view.show()
    view.corners_visible = False
    view.show_volume(make_volume(frame[None]), VoiWindow(256, 128))
    view.interpolation = Interpolation.PIXELS
    for centre in ((450, 350), (500, 380), (130, 610), (899, 0)):
        view.canvas.set_view(1.0, centre)
        found = shown(view)
        high, wide = found.shape[:2]
        left, top = round(centre[0] - wide / 2), round(centre[1] - high / 2)
        wanted = np.zeros_like(found)
        rows = slice(max(top, 0), min(top + high, 700))
        columns = slice(max(left, 0), min(left + wide, 900))
        part = wanted[
            rows.start - top : rows.stop - top, columns.start - left : columns.stop - left
        ]
        part[...] = frame[rows, columns][..., None]
        assert np.array_equal(found, wanted)


def test_tints_lie_in_their_place_and_take_new_colours(qtbot):
    item = TintItem()
    table = np.zeros((256, 4), np.uint8)
    table[1] = (200, 100, 50, 128)
    item.show_labels(np.array([[1, 0]], np.uint8), table, 3, 2)
    found = painted(item, 8, 8)
    assert found[2, 3].tolist() == pytest.approx([100, 50, 25], abs=1)
    assert found[2, 4].tolist() == [0, 0, 0]
    table[1] = (200, 100, 50, 255)
    item.set_table(table)
    assert painted(item, 8, 8)[2, 3].tolist() == [200, 100, 50]
    assert item.boundingRect() == QRectF(3, 2, 2, 1)


def circle(radius: float, corners: int) -> np.ndarray:
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    return np.stack([100 + radius * np.cos(turn), 100 + radius * np.sin(turn)], axis=1)


def test_an_outline_of_many_corners_has_no_gap(qtbot):
    item = LinesItem()
    item.set_lines([Line([circle(80, 4000)], (255, 0, 0))], 200, 200)
    for scale in (1.0, 2.0):
        found = painted(item, 400, 400, scale)[..., 0]
        for x, y in circle(80, 900) * scale:
            near = found[int(y) - 1 : int(y) + 2, int(x) - 1 : int(x) + 2]
            assert near.max() > 200
    assert (found > 100).sum() == pytest.approx(2 * np.pi * 160 * 2, rel=0.15), "two pixels wide"


def test_a_dashed_outline_has_dashes_of_one_length_all_around(qtbot):
    item = LinesItem()
    item.set_lines([Line([circle(80, 4000)], (255, 0, 0), (4.0, 2.5))], 200, 200)
    found = painted(item, 200, 200)[..., 0] > 128
    ring = circle(80, 2000)
    drawn = np.array([found[int(y), int(x)] for x, y in ring])
    assert drawn.mean() == pytest.approx(4 / 6.5, abs=0.15)
    starts = np.flatnonzero(drawn & ~np.roll(drawn, 1))
    dashes = 2 * np.pi * 80 / (6.5 * 2)
    assert len(starts) == pytest.approx(dashes, abs=6)


def test_a_mask_that_was_drawn_on_is_drawn_anew(qtbot):
    view = Viewport()
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show()
    view.corners_visible = False
    view.show_volume(make_volume(np.zeros((2, 60, 60), np.uint8)))
    view.overlay_style = OverlayStyle.FILL
    area = np.zeros((2, 60, 60), bool)
    area[0, 10:20, 10:20] = True
    mask = SegmentationMask(PART, area)
    view.set_masks([mask], confirmed=True)
    before = shown(view)
    area[0, 30:50, 30:50] = True
    view.set_masks([mask], confirmed=True)
    after = shown(view)
    assert (after[..., 0] > 0).sum() > 3 * (before[..., 0] > 0).sum()
    view.frame_index = 1
    assert not shown(view)[..., 0].any()
    view.frame_index = 0
    assert np.array_equal(shown(view), after)


def test_opacity_holds_also_on_a_frame_drawn_before(qtbot):
    view = Viewport()
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show()
    view.corners_visible = False
    view.show_volume(make_volume(np.zeros((2, 60, 60), np.uint8)))
    view.overlay_style = OverlayStyle.FILL
    view.set_masks([SegmentationMask(PART, np.ones((2, 60, 60), bool))], confirmed=True)
    spot = 150, 100
    for index, opacity in ((0, 0.5), (1, 0.2), (0, 0.2), (0, 0.8)):
        view.frame_index = index
        view.opacity = opacity
        assert shown(view)[spot][0] == pytest.approx(255 * opacity, abs=2)

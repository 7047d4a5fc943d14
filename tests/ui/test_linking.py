"""Linked viewports: by place in millimetres, within one frame of reference."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from medviewer.domain.image import VoiWindow
from medviewer.ui.viewport.linking import Links
from medviewer.ui.viewport.viewport import Viewport
from tests.ui.scans import CORONAL, stack


@pytest.fixture
def pair(qtbot):
    """Two viewports of different size, and their links."""
    views = [Viewport(), Viewport()]
    for view, width in zip(views, (400, 300), strict=True):
        qtbot.addWidget(view)
        view.resize(width, 400)
        view.show()
    links = Links(lambda: views, views[0])
    for view in views:
        links.add(view)
    views[0].links = links  # keeps it as long as the widgets
    return views


def test_slices_are_linked_by_place_and_not_by_number(pair):
    one, other = pair
    one.show_volume(stack(20, apart=2.0))
    other.show_volume(stack(10, apart=5.0, first=-5.0, name="b"))
    assert one.linked
    assert other.linked
    assert other.frame_index == 1, "the scan opens where the other one is"
    one.frame_index = 10
    assert other.frame_index == 5, "20 mm lie nearest to the slice at 20 mm"
    other.step_frame(1)
    assert one.frame_index == 12
    one.last_frame()
    assert other.frame_index == 9, "38 mm"


def test_another_frame_of_reference_is_not_linked(pair):
    one, other = pair
    one.show_volume(stack())
    other.show_volume(stack(uid="9.9", name="b"))
    one.frame_index = 5
    assert other.frame_index == 0
    assert not one.linked
    assert one.reference_lines == ()


def test_a_missing_frame_of_reference_links_only_a_scan_with_itself(pair):
    one, other = pair
    one.show_volume(stack(uid=None))
    other.show_volume(stack(uid=None, name="b"))
    assert not one.linked
    other.show_volume(stack(uid=None))
    assert one.linked


def test_zoom_and_place_are_linked_in_millimetres(pair):
    one, other = pair
    one.show_volume(stack(side=40, pixel=1.0))
    other.show_volume(stack(side=80, pixel=0.5, name="b"))
    one.canvas.set_view(6, (10, 15))
    assert other.zoom == pytest.approx(3)
    # The middle of pixel 10 lies at 9.5 mm, which is the pixel 19.5 of the other.
    assert other.canvas.centre == pytest.approx((19.5, 29.5))
    one.flip_horizontal()
    assert other.canvas.pose == one.canvas.pose
    one.fit()
    assert other.zoom == pytest.approx(one.zoom / 2)
    assert other.canvas.centre == pytest.approx((39.5, 39.5))


def test_a_resize_moves_nobody(pair):
    one, other = pair
    one.show_volume(stack())
    other.show_volume(stack(name="b"))
    other.canvas.set_view(3, (5, 5))
    before = one.zoom, one.canvas.centre
    other.resize(200, 200)
    assert (one.zoom, one.canvas.centre) == before


def test_windows_are_linked_between_scans_of_one_kind(pair):
    one, other = pair
    one.show_volume(stack())
    other.show_volume(stack(name="b"))
    area = one.canvas.viewport()
    QTest.mousePress(area, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    QTest.mouseMove(area, QPoint(70, 60))
    QTest.mouseRelease(area, Qt.MouseButton.LeftButton, pos=QPoint(90, 70))
    assert one.voi_window != VoiWindow(400, 40, "soft")
    assert other.voi_window == one.voi_window
    other.show_volume(stack(name="c", unit=""))
    one.apply_preset(3)
    assert other.voi_window == VoiWindow(400, 40, "soft"), "its values are on another scale"


def test_opening_a_scan_does_not_change_the_window_of_the_other(pair):
    one, other = pair
    one.show_volume(stack())
    one.apply_preset(1)
    other.show_volume(stack(name="b"))
    assert one.window_name == "brain"
    assert other.window_name == "soft"


def test_planes_that_cross_share_the_window(pair):
    one, other = pair
    one.show_volume(stack())
    other.show_volume(stack(direction=CORONAL, first=30.0, name="b"))
    other.apply_preset(7)
    assert one.window_name == "bone"


def test_the_link_can_be_cut_and_joined(pair):
    one, other = pair
    one.show_volume(stack())
    other.show_volume(stack(name="b"))
    one.links.on = False
    one.frame_index = 4
    assert other.frame_index == 0
    assert not one.linked
    one.links.on = True
    one.links.align(one)
    assert other.frame_index == 4


def test_slices_of_another_direction_are_drawn_as_lines(pair):
    one, other = pair
    one.show_volume(stack())
    other.show_volume(stack(direction=CORONAL, first=30.0, name="b"))
    assert not one.linked, "planes that cut each other do not scroll together"
    (line,) = one.reference_lines
    # The coronal slice 0 lies at y = 0, the middle of the first row.
    assert line.line.y1() == pytest.approx(0.5)
    assert line.line.y2() == pytest.approx(0.5)
    other.frame_index = 2
    assert one.reference_lines[0].line.y1() == pytest.approx(6.5)
    one.frame_index = 3
    assert other.reference_lines[0].line.y1() == pytest.approx(30 - 9 + 0.5)
    one.links.lines = False
    assert one.reference_lines == ()


def test_a_line_is_seen_where_it_lies(pair):
    one, other = pair
    one.show_volume(stack(side=40))
    other.show_volume(stack(direction=CORONAL, first=30.0, name="b"))
    one.corners_visible = False
    other.frame_index = 6
    image = one.canvas.grab().toImage()
    spot = one.canvas.picture_to_screen().map(20.0, 18.5)
    ink = image.pixelColor(round(spot[0]), round(spot[1]))
    assert ink.blue() > ink.red() + 60

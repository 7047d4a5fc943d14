"""Linked viewports: by place in millimetres, within one frame of reference."""

import dataclasses

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


# --- by hand ----------------------------------------------------------------------------------


@pytest.fixture
def strangers(pair):
    """Two scans of different frames of reference, at slices that show the same place."""
    one, other = pair
    one.show_volume(stack(20, apart=2.0, uid="1.1"))
    other.show_volume(stack(20, apart=4.0, first=500.0, pixel=0.5, uid="2.2", name="b"))
    one.frame_index, other.frame_index = 6, 5
    return one, other


def test_scans_linked_by_hand_move_by_millimetres_from_the_slices_matched(strangers):
    one, other = strangers
    links = one.links
    assert not links.matched
    assert links.match()
    assert (one.frame_index, other.frame_index) == (6, 5), "linking moves nobody"
    assert one.linked
    assert one.linked_by_hand
    assert other.linked_by_hand
    one.frame_index = 10
    assert other.frame_index == 7, "8 mm on: two of its slices"
    other.step_frame(-2)
    assert one.frame_index == 6
    one.frame_index = 18
    assert other.frame_index == 11, "24 mm on"
    assert other.canvas.centre == pytest.approx((20, 20))


def test_zoom_and_pan_follow_by_hand_too_and_so_does_the_window(strangers):
    one, other = strangers
    one.canvas.set_view(5, (20, 20))
    other.canvas.set_view(3, (12, 16))
    one.links.match()
    one.canvas.set_view(6, (23, 16))
    assert other.zoom == pytest.approx(3), "the same mm on the screen"
    assert other.canvas.centre == pytest.approx((18, 8)), "3 mm right, 4 mm up, in half the pixel"
    one.voi_window = VoiWindow(200, 20)
    one.windowChosen.emit(one.voi_window)
    assert other.voi_window == VoiWindow(200, 20)


def test_a_scan_cut_from_the_other_side_goes_the_other_way(pair):
    one, other = pair
    backwards = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0))
    one.show_volume(stack(20, uid="1.1"))
    other.show_volume(stack(20, uid="2.2", name="b", direction=backwards))
    one.frame_index, other.frame_index = 5, 12
    assert one.links.match()
    one.frame_index = 8
    assert other.frame_index == 9


def test_the_same_action_undoes_it_and_a_file_s_own_link_is_not_touched(strangers):
    one, other = strangers
    one.links.match()
    one.links.unmatch()
    assert not one.links.matched
    assert not one.linked
    assert not one.linked_by_hand
    one.frame_index = 15
    assert other.frame_index == 5
    other.show_volume(stack(20, apart=2.0, uid="1.1", name="c"))
    assert one.linked
    assert not one.links.match(), "linked already"
    assert not one.linked_by_hand


def test_it_is_remembered_while_one_of_the_two_is_open(strangers):
    one, other = strangers
    here, there = one.volume, other.volume
    one.links.match()
    other.show_volume(stack(5, uid="3.3", name="c"))
    assert not one.linked
    other.show_volume(there)
    assert one.linked_by_hand
    assert other.frame_index == 5, "it comes to where the other one is"
    one.show_volume(None)
    other.show_volume(None)
    one.show_volume(here)
    other.show_volume(there)
    assert not one.linked


def test_what_gives_no_places_is_linked_by_number_and_crossing_planes_are_not(pair):
    one, other = pair
    lost = stack(10, uid=None)
    geometry = dataclasses.replace(lost.geometry, origin_mm=None, direction=None)
    one.show_volume(dataclasses.replace(lost, geometry=geometry))
    other.show_volume(stack(10, uid="2.2", name="b"))
    one.frame_index, other.frame_index = 2, 4
    assert one.links.match()
    one.frame_index = 5
    assert other.frame_index == 7
    one.frame_index = 9
    assert other.frame_index == 9, "no farther than its last"
    one.show_volume(stack(10, uid="4.4", name="d", direction=CORONAL))
    assert not one.links.match()

"""The three planes of a volume and the crosshair through them."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from medviewer.domain.segmentation import Segment, SegmentationMask
from medviewer.imaging.reformat import Plane
from medviewer.imaging.space import space_of
from medviewer.ui.language import use_language
from medviewer.ui.viewport.planes import Planes
from medviewer.ui.viewport.viewport import OverlayStyle, Tool, Viewport
from tests.ui.scans import stack


@pytest.fixture
def source(qtbot):
    view = Viewport()
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show()
    return view


@pytest.fixture
def planes(qtbot, source):
    made = Planes(source)
    for view in made.make_views(source):
        qtbot.addWidget(view)
        view.resize(300, 300)
        view.show()
    made.pointed.connect(made.go_to)
    return made


def wait_for(planes, qtbot):
    qtbot.waitUntil(lambda: planes.ready, timeout=10_000)


def press_at(view, x, y):
    spot = view.canvas.picture_to_screen().map(QPointF(x, y))
    where = QPoint(round(spot.x()), round(spot.y()))
    QTest.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_planes_open_in_the_middle_with_the_window_of_the_source(planes, source, qtbot):
    source.show_volume(stack(11, side=20))
    source.apply_preset(7)
    planes.show(source)
    wait_for(planes, qtbot)
    frames = {plane: view.frame_index for plane, view in planes.views.items()}
    assert frames == {Plane.AXIAL: 5, Plane.SAGITTAL: 10, Plane.CORONAL: 10}
    assert {view.window_name for view in planes.views.values()} == {"bone"}
    coronal = planes.views[Plane.CORONAL].volume
    assert (coronal.geometry.rows, coronal.geometry.columns) == (11, 20)
    assert planes.views[Plane.CORONAL].canvas.camera.row_height == 3.0


def test_a_plane_is_named_in_the_language_in_use_and_warns_as_its_volume_does(
    planes, source, qtbot, request
):
    request.addfinalizer(lambda: use_language("en"))
    source.show_volume(stack(11, side=20, warnings=("slice left out: b.dcm is damaged.",)))
    planes.show(source)
    wait_for(planes, qtbot)
    view = planes.views[Plane.CORONAL]
    corners = view.corner_lines()
    assert "coronal reformat" in corners[Qt.Corner.BottomRightCorner][0]
    assert "⚠ slice left out: b.dcm is damaged." in corners[Qt.Corner.TopRightCorner]
    use_language("el")
    assert "στεφανιαία ανασύνθεση" in view.corner_lines()[Qt.Corner.BottomRightCorner][0]
    # What a file says of itself stays as it is.
    assert (
        source.volume.context.series.description
        in (source.corner_lines()[Qt.Corner.BottomRightCorner][0])
    )


def test_a_click_moves_the_crosshair_in_all_three(planes, source, qtbot):
    source.show_volume(stack(11, side=20))
    planes.show(source)
    wait_for(planes, qtbot)
    heard = []
    planes.pointed.connect(heard.append)
    # Rows of the coronal plane run from the head down: row 2 of 11 is slice 8.
    press_at(planes.views[Plane.CORONAL], 4.5, 2.5)
    assert heard[-1] == pytest.approx((4, 10, 24), abs=0.2)
    assert planes.views[Plane.AXIAL].frame_index == 8
    assert planes.views[Plane.SAGITTAL].frame_index == 4
    before = planes.views[Plane.CORONAL].voi_window
    press_at(planes.views[Plane.AXIAL], 7.5, 3.5)
    assert planes.views[Plane.SAGITTAL].frame_index == 7
    assert planes.views[Plane.CORONAL].frame_index == 3
    assert planes.views[Plane.CORONAL].voi_window == before
    planes.views[Plane.AXIAL].tool = Tool.PAN
    press_at(planes.views[Plane.AXIAL], 1.5, 1.5)
    assert planes.views[Plane.CORONAL].frame_index == 3, "the pan tool pans"


def test_masks_are_shown_on_the_planes_to_the_pixel(planes, source, qtbot):
    source.show_volume(stack(11, side=20))
    area = np.zeros((11, 20, 20), bool)
    area[7:10, 4:9, 12] = True
    segment = Segment("lesion", "Lesion", (230, 159, 0), "")
    source.overlay_style = OverlayStyle.FILL
    source.opacity = 1.0
    source.set_masks([SegmentationMask(segment, area)], confirmed=True)
    for view in planes.views.values():
        view.look_like(source)
        view.corners_visible = False
    planes.show(source)
    wait_for(planes, qtbot)
    view = planes.views[Plane.SAGITTAL]
    view.frame_index = 12
    image = view.canvas.grab().toImage()
    orange = set()
    for row in range(11):
        for column in range(20):
            spot = view.canvas.picture_to_screen().map(QPointF(column + 0.5, row + 0.5))
            ink = image.pixelColor(int(spot.x()), int(spot.y()))
            if (ink.red(), ink.green(), ink.blue()) == segment.colour:
                orange.add((row, column))
    # Columns run from front to back, rows from the head (slice 10) down.
    assert orange == {(10 - s, r) for s in range(7, 10) for r in range(4, 9)}
    assert view.masks_confirmed
    source.set_masks((), confirmed=False)
    planes.follow_masks()
    assert view.masks == ()


@pytest.mark.parametrize(
    ("volume", "words"),
    [
        (None, "Open a scan"),
        (replace(stack(), warnings=("gantry tilt 12.0",)), "gantry was tilted"),
        (stack(2), "a stack of slices"),
    ],
)
def test_what_has_no_planes_says_so(planes, source, volume, words):
    source.show_volume(volume)
    planes.show(source)
    assert not planes.ready
    assert all(words in view.message for view in planes.views.values())


def test_another_scan_meanwhile_is_not_mixed_in(planes, source, qtbot):
    source.show_volume(stack(11, side=20))
    planes.show(source)
    source.show_volume(stack(9, side=20, name="b"))
    planes.show(source)
    wait_for(planes, qtbot)
    assert planes.views[Plane.AXIAL].volume.content_hash == source.volume.content_hash
    space = space_of(planes.views[Plane.AXIAL].volume.geometry)
    assert space.frames == 9


def test_viewports_are_built_ahead_for_what_can_be_cut_and_used_again(source, qtbot):
    made = []
    planes = Planes(source)
    planes.viewMade.connect(made.append)
    planes.prepare(stack(2), source)
    qtbot.wait(300)
    assert made == [], "two slices have no other planes"
    planes.prepare(stack(11, side=20), source)
    qtbot.waitUntil(lambda: len(made) == 3)
    assert not any(view.isVisible() for view in made)
    assert planes.make_views(source) == made
    source.show_volume(stack(11, side=20))
    planes.show(source)
    wait_for(planes, qtbot)
    planes.forget_views()
    assert all(view.volume is None for view in made), "the volume is let go"
    assert planes.make_views(source) == made


def test_planes_left_while_they_are_filled_stay_empty(planes, source, qtbot):
    source.show_volume(stack(11, side=20))
    planes.show(source)
    qtbot.waitUntil(lambda: any(view.volume for view in planes.views.values()), timeout=10_000)
    views = list(planes.views.values())
    planes.forget_views()
    qtbot.wait(100)
    assert all(view.volume is None for view in views)
    assert not planes.ready

"""Measuring on a picture as its user does: by mouse and by keys, with undo."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainterPath
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from medviewer.domain.annotation import Annotation, AnnotationKind
from medviewer.domain.edit import EditKind
from medviewer.domain.geometry import (
    UNCALIBRATED,
    CalibratedRegion,
    PixelCalibration,
    SpacingSource,
    VolumeGeometry,
)
from medviewer.domain.image import ArrayFrames, ImageVolume, VoiWindow, VolumeKind
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.domain.segmentation import MeasurementKind
from medviewer.ui import theme
from medviewer.ui.history import History
from medviewer.ui.language import use_language
from medviewer.ui.viewport.measurements.layer import REGION_TOOLS
from medviewer.ui.viewport.measurements.model import Annotations
from medviewer.ui.viewport.measurements.paint import place_label
from medviewer.ui.viewport.viewport import Tool, Viewport

K = AnnotationKind
LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
MM = PixelCalibration(0.5, 0.5, SpacingSource.PIXEL_SPACING)
Key = Qt.Key


def volume_of(array: np.ndarray, calibration=UNCALIBRATED, **changes) -> ImageVolume:
    """Around (frames, rows, columns)."""
    geometry = VolumeGeometry(array.shape[1], array.shape[2], array.shape[0], calibration)
    settings = {"geometry": geometry, "content_hash": "0" * 64} | changes
    return ImageVolume(
        frames=ArrayFrames(array),
        context=StudyContext(Patient("P-17", "Nobody"), Study("1.2"), Series("1.2.3")),
        files=(Path("case.png"),),
        windows=(VoiWindow(255, 127.5),),
        kind=VolumeKind.STACK,
        **settings,
    )


@pytest.fixture
def viewport(qtbot) -> Iterator[Viewport]:
    widget = Viewport()
    widget.use_annotations(Annotations(History(widget), widget))
    qtbot.addWidget(widget)
    widget.resize(400, 430)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    widget.setFocus()
    widget.corners_visible = False
    widget.show_volume(volume_of(np.zeros((3, 100, 100), np.uint8), MM))
    yield widget
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def spot(view: Viewport, x: float, y: float) -> QPoint:
    return view.canvas.picture_to_screen().map(QPointF(x, y)).toPoint()


def drag(view: Viewport, *places: tuple[float, float]) -> None:
    area = view.canvas.viewport()
    ways = [spot(view, *p) for p in places]
    QTest.mousePress(area, LEFT, NO_KEYS, ways[0])
    for start, end in zip(ways, ways[1:], strict=False):
        QTest.mouseMove(area, (start + end) / 2)
        QTest.mouseMove(area, end)
    QTest.mouseRelease(area, LEFT, NO_KEYS, ways[-1])


def click(view: Viewport, *places: tuple[float, float]) -> None:
    for place in places:
        QTest.mouseMove(view.canvas.viewport(), spot(view, *place))
        QTest.mouseClick(view.canvas.viewport(), LEFT, NO_KEYS, spot(view, *place))


def keys(view: Viewport, *pressed, modifiers=NO_KEYS) -> None:
    for key in pressed:
        QTest.keyClick(view, key, modifiers)


def everything(view: Viewport) -> tuple[Annotation, ...]:
    return view.measurements.model.all


def only(view: Viewport) -> Annotation:
    (one,) = everything(view)
    return one


def history(view: Viewport):
    return view.measurements.model.history


def value(view: Viewport, kind: MeasurementKind):
    return view.measurements.model.figures(only(view)).get(kind)


DRAWN_BY_DRAG = {
    Tool.DISTANCE: [(20, 20), (60, 50)],
    Tool.RECTANGLE: [(20, 20), (60, 50)],
    Tool.ELLIPSE: [(20, 20), (60, 50)],
    Tool.ARROW: [(20, 20), (60, 50)],
}
DRAWN_BY_CLICKS = DRAWN_BY_DRAG | {
    Tool.ANGLE: [(20, 20), (60, 50), (80, 20)],
    Tool.COBB_ANGLE: [(20, 20), (60, 25), (20, 70), (60, 60)],
}


@pytest.mark.parametrize("tool", DRAWN_BY_DRAG)
def test_drawn_by_a_drag(viewport, qtbot, tool):
    viewport.tool = tool
    with qtbot.waitSignal(viewport.measured):
        drag(viewport, *DRAWN_BY_DRAG[tool])
    one = only(viewport)
    assert one.kind.value == tool.value
    assert np.allclose(one.points, DRAWN_BY_DRAG[tool], atol=0.3)
    assert viewport.voi_window == VoiWindow(255, 127.5)


@pytest.mark.parametrize("tool", DRAWN_BY_CLICKS)
def test_drawn_by_clicks(viewport, tool):
    viewport.tool = tool
    click(viewport, *DRAWN_BY_CLICKS[tool])
    assert np.allclose(only(viewport).points, DRAWN_BY_CLICKS[tool], atol=0.3)
    assert viewport.measurements.drawing is None


def test_the_value_is_there_while_it_is_drawn(viewport):
    viewport.tool = Tool.DISTANCE
    area = viewport.canvas.viewport()
    QTest.mousePress(area, LEFT, NO_KEYS, spot(viewport, 20, 20))
    QTest.mouseMove(area, spot(viewport, 40, 20))
    QTest.mouseMove(area, spot(viewport, 60, 20))
    (shown,) = viewport.measurements.shown()
    assert shown.lines[0].endswith(" mm")
    assert everything(viewport) == ()
    QTest.mouseRelease(area, LEFT, NO_KEYS, spot(viewport, 60, 20))
    assert [one.lines for one in viewport.measurements.shown()] == [shown.lines]


def test_an_angle_by_a_drag_along_one_arm_and_a_click(viewport):
    viewport.tool = Tool.ANGLE
    drag(viewport, (20, 50), (50, 50))
    click(viewport, (50, 20))
    assert value(viewport, MeasurementKind.ANGLE).value == pytest.approx(90, abs=0.5)


def test_a_cobb_angle_by_two_drags(viewport):
    viewport.tool = Tool.COBB_ANGLE
    drag(viewport, (20, 20), (70, 20))
    drag(viewport, (20, 60), (70, 110 - 60))
    assert value(viewport, MeasurementKind.ANGLE).value == pytest.approx(11.3, abs=0.6)


@pytest.mark.parametrize("end", ["first point", "double click", "enter"])
def test_an_outline_by_clicks(viewport, end):
    viewport.tool = Tool.POLYGON
    corners = [(20, 20), (60, 20), (60, 60)]
    click(viewport, *corners)
    if end == "first point":
        click(viewport, (20, 20))
    elif end == "double click":
        QTest.mouseDClick(viewport.canvas.viewport(), LEFT, NO_KEYS, spot(viewport, 60, 60))
    else:
        keys(viewport, Key.Key_Return)
    assert np.allclose(only(viewport).points, corners, atol=0.3)
    assert value(viewport, MeasurementKind.AREA).value == pytest.approx(200, rel=0.03)


def test_an_outline_by_one_free_stroke(viewport):
    viewport.tool = Tool.POLYGON
    turn = np.linspace(0, 2 * np.pi, 60)
    drag(viewport, *[(50 + 20 * np.cos(t), 50 + 20 * np.sin(t)) for t in turn])
    area = value(viewport, MeasurementKind.AREA)
    assert area.value == pytest.approx(np.pi * 400 * 0.25, rel=0.05)
    assert area.unit == "mm²"
    before = only(viewport).points
    viewport.tool = Tool.WINDOW_LEVEL
    drag(viewport, (70, 50), (80, 50))
    moved = np.subtract(only(viewport).points, before)
    assert np.allclose(moved, [(10, 0)] * len(before), atol=0.5), "moved as a whole"


@pytest.mark.parametrize("tool", DRAWN_BY_DRAG)
def test_a_click_and_a_double_click_draw_nothing(viewport, tool):
    viewport.tool = tool
    area = viewport.canvas.viewport()
    QTest.mouseClick(area, LEFT, NO_KEYS, spot(viewport, 30, 30))
    QTest.mouseDClick(area, LEFT, NO_KEYS, spot(viewport, 30, 30))
    keys(viewport, Key.Key_Escape)
    assert everything(viewport) == ()


def test_values_of_a_region_are_those_of_the_scan(viewport):
    frame = np.full((1, 100, 100), -1000, np.int16)
    frame[0, 30:60, 30:60] = 40
    viewport.show_volume(volume_of(frame, MM, unit="HU"))
    viewport.tool = Tool.RECTANGLE
    drag(viewport, (35, 35), (55, 55))
    found = only(viewport).statistics
    assert (found.mean, found.sd, found.unit) == (40, 0, "HU")
    viewport.tool = Tool.WINDOW_LEVEL
    click(viewport, (35, 45))  # on its line
    drag(viewport, (35, 45), (5, 45))  # half out of the block
    assert only(viewport).statistics.minimum == -1000


def test_words_of_a_region_are_in_the_language_of_the_window(viewport):
    viewport.show_volume(volume_of(np.full((1, 40, 40), 7, np.int16), unit="HU"))
    viewport.tool = Tool.RECTANGLE
    drag(viewport, (10, 10), (20, 20))
    shown = viewport.measurements.shown()[0]
    assert shown.lines[-2:] == ["Mean 7.00 HU  SD 0.0", "Min 7  Max 7  n 100"]
    use_language("el")
    try:
        lines = viewport.measurements.shown()[0].lines
    finally:
        use_language("en")
    assert lines[-2:] == ["Μέση 7.00 HU  ΤΑ 0.0", "Ελάχ. 7  Μέγ. 7  n 100"]
    assert not any("uncalibrated" in line for line in lines)


def test_distance_by_the_region_of_an_ultrasound_picture(viewport, qtbot):
    fine = PixelCalibration(0.1, 0.1, SpacingSource.ULTRASOUND_REGION)
    coarse = PixelCalibration(0.3, 0.3, SpacingSource.ULTRASOUND_REGION)
    regions = (CalibratedRegion((0, 0, 80, 80), fine), CalibratedRegion((120, 0, 80, 80), coarse))
    geometry = VolumeGeometry(100, 200, regions=regions)
    viewport.show_volume(volume_of(np.zeros((1, 100, 200), np.uint8), geometry=geometry))
    viewport.tool = Tool.DISTANCE
    heard = []
    viewport.measured.connect(heard.append)
    drag(viewport, (10, 10), (60, 10))
    drag(viewport, (130, 20), (180, 20))
    drag(viewport, (50, 30), (150, 30))
    drag(viewport, (10, 40), (110, 40))
    assert heard == [
        "5.0 mm",
        "15.0 mm",
        "not measured: it crosses ultrasound regions of different scale",
        "100 px (uncalibrated)",
    ]


# --- changing ---------------------------------------------------------------------------------


@pytest.fixture
def line(viewport) -> Annotation:
    viewport.tool = Tool.DISTANCE
    drag(viewport, (20, 20), (60, 20))
    viewport.tool = Tool.WINDOW_LEVEL
    return only(viewport)


def test_every_step_can_be_taken_back_and_done_again(viewport, line):
    drag(viewport, (60, 20), (60, 60))
    drag(viewport, (40, 40), (50, 45))
    keys(viewport, Key.Key_Delete)
    titles = [e.title for e in history(viewport).edits]
    assert titles == ["Distance", "Reshape distance", "Move distance", "Delete distance"]
    assert {e.kind for e in history(viewport).edits} == {EditKind.MEASUREMENT}
    states = [everything(viewport)]
    while history(viewport).undo_title:
        history(viewport).undo()
        states.append(everything(viewport))
    assert [len(s) for s in states] == [0, 1, 1, 1, 0]
    assert states[3] == (line,)
    while history(viewport).redo_title:
        history(viewport).redo()
        states.append(everything(viewport))
    assert states[4:] == states[4::-1]


@pytest.mark.parametrize("tool", [Tool.WINDOW_LEVEL, Tool.DISTANCE])
def test_an_end_can_be_dragged_with_any_tool(viewport, line, tool):
    viewport.tool = tool
    drag(viewport, (60, 20), (20, 50))
    assert np.allclose(only(viewport).points, [(20, 20), (20, 50)], atol=0.3)
    assert value(viewport, MeasurementKind.LENGTH).value == pytest.approx(15, abs=0.3)


@pytest.mark.parametrize("corner", range(4))
def test_a_corner_of_a_box_is_dragged_and_the_opposite_stays(viewport, corner):
    viewport.tool = Tool.ELLIPSE
    drag(viewport, (30, 30), (60, 50))
    viewport.tool = Tool.WINDOW_LEVEL
    corners = [(30, 30), (60, 30), (60, 50), (30, 50)]
    drag(viewport, corners[corner], (45, 80))
    (x0, y0), (x1, y1) = only(viewport).points
    assert {(round(x0), round(y0)), (round(x1), round(y1))} == {(45, 80), corners[corner - 2]}


def test_a_thing_is_moved_as_a_whole_and_never_out_of_the_picture(viewport, line):
    drag(viewport, (40, 20), (95, 90))
    assert np.allclose(only(viewport).points, [(60, 90), (100, 90)], atol=0.5)
    assert value(viewport, MeasurementKind.LENGTH).value == pytest.approx(20, abs=0.3)


def test_a_new_line_may_begin_on_an_old_one(viewport, line):
    viewport.tool = Tool.DISTANCE
    drag(viewport, (40, 20), (40, 60))
    assert len(everything(viewport)) == 2


def test_a_press_beside_everything_changes_the_window_and_deselects(viewport, line):
    click(viewport, (40, 20))
    assert viewport.measurements.model.selected == line
    drag(viewport, (80, 80), (90, 90))
    assert viewport.measurements.model.selected is None
    assert viewport.voi_window != VoiWindow(255, 127.5)
    assert only(viewport) == line


def test_delete_and_backspace_delete_the_selected_one_only(viewport, line):
    keys(viewport, Key.Key_Delete)
    assert only(viewport) == line, "nothing is selected just after drawing"
    click(viewport, (40, 20))
    keys(viewport, Key.Key_Backspace)
    assert everything(viewport) == ()


def test_arrow_keys_move_the_selected_one_and_a_held_key_is_one_step(viewport, line):
    click(viewport, (40, 20))
    QTest.keyPress(viewport, Key.Key_Right)
    QTest.keyPress(viewport, Key.Key_Right)
    QTest.keyRelease(viewport, Key.Key_Right)
    keys(viewport, Key.Key_Down, modifiers=SHIFT)
    moved = np.asarray(only(viewport).points) - np.asarray(line.points)
    assert np.allclose(moved, [(2, 10)] * 2)
    assert len(history(viewport).edits) == 3


@pytest.mark.parametrize("flips", [(True, False), (False, True), (True, True)])
def test_arrow_keys_go_the_way_they_point_however_the_picture_is_turned(viewport, line, flips):
    if flips[0]:
        viewport.flip_horizontal()
    if flips[1]:
        viewport.flip_vertical()
    click(viewport, (40, 20))
    before = spot(viewport, *only(viewport).points[0])
    keys(viewport, Key.Key_Right, Key.Key_Right, Key.Key_Down)
    after = spot(viewport, *only(viewport).points[0])
    assert (after.x() > before.x(), after.y() > before.y()) == (True, True)


def test_tab_goes_through_the_frame_and_then_on(viewport):
    viewport.tool = Tool.DISTANCE
    drag(viewport, (20, 20), (60, 20))
    drag(viewport, (20, 50), (60, 50))
    viewport.frame_index = 1
    drag(viewport, (20, 80), (60, 80))
    viewport.frame_index = 0
    model = viewport.measurements.model
    seen = []
    for _ in range(3):
        keys(viewport, Key.Key_Tab)
        seen.append(model.selected)
    assert seen == [*model.on_frame(0), None]
    viewport.setFocus()
    keys(viewport, Key.Key_Backtab)
    assert model.selected == model.on_frame(0)[-1]


def test_escape_leaves_the_drawing_then_the_selection(viewport, line):
    click(viewport, (40, 20))
    viewport.tool = Tool.POLYGON
    click(viewport, (10, 80), (30, 80), (30, 90))
    keys(viewport, Key.Key_Backspace)
    assert len(viewport.measurements.drawing.points) == 2
    keys(viewport, Key.Key_Escape)
    assert viewport.measurements.drawing is None
    assert only(viewport) == line


def test_each_frame_has_its_own_and_the_slider_marks_them(viewport, line):
    viewport.tool = Tool.DISTANCE
    viewport.frame_index = 2
    assert viewport.measurements.model.on_frame(2) == ()
    drag(viewport, (20, 20), (60, 20))
    assert viewport.frame_bar.slider.marks == {0, 2}
    history(viewport).undo()
    assert viewport.frame_bar.slider.marks == {0}


def test_a_step_taken_back_on_another_frame_comes_into_view(viewport, line, qtbot):
    drag(viewport, (60, 20), (60, 60))
    viewport.frame_index = 2
    with qtbot.waitSignal(viewport.measurements.model.jumped) as heard:
        history(viewport).undo()
    assert heard.args == [line]


# --- on the screen ----------------------------------------------------------------------------


def is_yellow(viewport: Viewport, at: QPoint) -> bool:
    image = viewport.canvas.grab().toImage()
    pixels = [image.pixelColor(at + QPoint(dx, dy)) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    return any(p.red() > 120 and p.green() > 110 and p.blue() < 90 for p in pixels)


@pytest.mark.parametrize("flip", [False, True])
@pytest.mark.parametrize("zoom", [1.3, 4.0, 20.0])
def test_lines_lie_on_their_pixels_at_every_zoom_and_flip(viewport, zoom, flip):
    viewport.tool = Tool.DISTANCE
    drag(viewport, (40, 50), (60, 50))
    if flip:
        viewport.flip_horizontal()
        viewport.flip_vertical()
    (x0, y0), (x1, y1) = only(viewport).points
    viewport.canvas.set_view(zoom, (50, 50))
    for part in (0.3, 0.5, 0.6):
        at = spot(viewport, x0 + part * (x1 - x0), y0 + part * (y1 - y0))
        if viewport.canvas.rect().adjusted(3, 3, -3, -3).contains(at):
            assert is_yellow(viewport, at)
    assert not is_yellow(viewport, spot(viewport, 50, 54))


@pytest.mark.parametrize(
    "path",
    [
        QRectF(50, 50, 100, 60),
        QRectF(320, 200, 75, 60),
        QRectF(2, 2, 396, 20),
        QRectF(150, 350, 100, 45),
    ],
)
def test_words_are_inside_the_view_and_beside_the_thing(path):
    area, outline = QRectF(0, 0, 400, 400), QPainterPath()
    outline.addEllipse(path)
    box = place_label(QSizeF(120, 45), [outline], path.bottomRight(), area, ())
    assert area.contains(box)
    assert not outline.intersects(box)
    other = place_label(QSizeF(120, 45), [outline], path.bottomRight(), area, (box,))
    assert not other.intersects(box)


def test_words_stay_near_rather_than_clear_of_everything():
    area, line, ring = QRectF(0, 0, 400, 400), QPainterPath(QPointF(180, 200)), QPainterPath()
    line.lineTo(220, 200)
    ring.addEllipse(QRectF(80, 80, 240, 240))
    box = place_label(QSizeF(60, 18), [line, ring], QPointF(220, 200), area, ())
    assert abs(box.center().x() - 220) < 80
    assert not line.intersects(box)
    assert ring.contains(box), "not on the ring itself"


def test_words_are_kept_inside_where_there_is_no_room_beside(viewport):
    area, outline = QRectF(0, 0, 400, 400), QPainterPath()
    outline.addRect(QRectF(-50, -50, 500, 500))
    assert area.contains(place_label(QSizeF(80, 20), [outline], QPointF(450, 450), area, ()))


def test_measurements_are_told_by_line_and_halo_not_by_colour_alone():
    assert theme.MEASURE_COLOUR in theme.OKABE_ITO.values()


# --- notes ------------------------------------------------------------------------------------


def test_a_note_is_written_where_it_stands(viewport, qtbot):
    viewport.tool = Tool.NOTE
    click(viewport, (50, 50))
    editor = viewport.measurements.notes.editor
    assert editor.isVisible()
    qtbot.waitUntil(editor.hasFocus)
    QTest.keyClicks(editor, "cyst?")
    QTest.keyClick(editor, Key.Key_Return)
    assert only(viewport).text == "cyst?"
    assert not editor.isVisible()
    assert viewport.hasFocus()


@pytest.mark.parametrize("end", [Key.Key_Escape, Key.Key_Return])
def test_a_note_without_words_is_none(viewport, qtbot, end):
    viewport.tool = Tool.NOTE
    click(viewport, (50, 50))
    qtbot.waitUntil(viewport.measurements.notes.editor.hasFocus)
    if end == Key.Key_Escape:
        QTest.keyClicks(viewport.measurements.notes.editor, "never mind")
    QTest.keyClick(viewport.measurements.notes.editor, end)
    assert everything(viewport) == ()


def test_a_note_is_kept_as_the_keyboard_goes_elsewhere_and_stays_there(viewport, qtbot):
    field = QLineEdit()
    viewport.layout().addWidget(field)
    viewport.tool = Tool.NOTE
    click(viewport, (50, 50))
    editor = viewport.measurements.notes.editor
    qtbot.waitUntil(editor.hasFocus)
    QTest.keyClicks(editor, "cyst?")
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert only(viewport).text == "cyst?"
    assert field.hasFocus()


def test_a_note_half_written_does_not_go_to_the_next_scan(viewport, qtbot):
    viewport.tool = Tool.NOTE
    click(viewport, (50, 50))
    editor = viewport.measurements.notes.editor
    qtbot.waitUntil(editor.hasFocus)
    QTest.keyClicks(editor, "cyst?")
    viewport.show_volume(volume_of(np.zeros((1, 50, 50), np.uint8), content_hash="1" * 64))
    assert not editor.isVisible()
    assert everything(viewport) == ()


def test_a_measurement_gets_a_name_and_may_lose_it_again(viewport, qtbot, line):
    click(viewport, (40, 20))
    keys(viewport, Key.Key_F2)
    editor = viewport.measurements.notes.editor
    qtbot.waitUntil(editor.hasFocus)
    QTest.keyClicks(editor, "node 1")
    QTest.keyClick(editor, Key.Key_Return)
    assert only(viewport).text == "node 1"
    QTest.mouseDClick(viewport.canvas.viewport(), LEFT, NO_KEYS, spot(viewport, 40, 20))
    assert editor.text() == "node 1"
    editor.clear()
    QTest.keyClick(editor, Key.Key_Return)
    assert only(viewport) == line
    assert history(viewport).undo_title == "Label distance"


# --- by keys alone ----------------------------------------------------------------------------


def test_a_distance_by_keys_alone(viewport):
    said = []
    viewport.measurements.said.connect(said.append)
    viewport.measurements.start_cross()
    assert "Choose what to draw" in said[-1]
    viewport.tool = Tool.DISTANCE
    viewport.measurements.start_cross()
    assert "point 1 of 2: x 50  y 50" in said[-1]
    keys(viewport, Key.Key_Left, modifiers=SHIFT)
    keys(viewport, Key.Key_Return)
    keys(viewport, *[Key.Key_Right] * 3)
    keys(viewport, Key.Key_Right, Key.Key_Right, modifiers=SHIFT)
    assert "Distance 11.5 mm" in said[-1]
    keys(viewport, Key.Key_Space)
    assert only(viewport).points == ((40.5, 50.5), (63.5, 50.5))
    assert said[-1].startswith("Distance 11.5 mm. Arrow keys move it")
    assert viewport.measurements.cross is None
    keys(viewport, Key.Key_Return)
    assert viewport.measurements.model.selected is None


@pytest.mark.parametrize("tool", REGION_TOOLS)
def test_a_region_by_keys_alone(viewport, tool):
    viewport.tool = tool
    viewport.measurements.start_cross()
    for way in (Key.Key_Right, Key.Key_Down, Key.Key_Left):
        keys(viewport, Key.Key_Return)
        keys(viewport, way, modifiers=SHIFT)
    keys(viewport, Key.Key_Return, Key.Key_Return)
    assert only(viewport).kind.value == tool.value
    assert only(viewport).statistics is not None


def test_the_cross_stays_in_the_picture_and_in_view(viewport):
    viewport.canvas.set_view(20, (50, 50))
    viewport.tool = Tool.DISTANCE
    viewport.measurements.start_cross()
    keys(viewport, *[Key.Key_Right] * 6, modifiers=SHIFT)
    assert viewport.measurements.cross == (100.0, 50.5)
    assert viewport.canvas.rect().contains(spot(viewport, 100, 50.5))


def test_where_no_history_is_kept_nothing_can_be_drawn(qtbot):
    view = Viewport()
    qtbot.addWidget(view)
    view.resize(400, 400)
    view.show_volume(volume_of(np.zeros((1, 100, 100), np.uint8)))
    view.tool = Tool.DISTANCE
    drag(view, (20, 20), (60, 60))
    assert everything(view) == ()
    assert history(view).edits == ()


def test_without_a_scan_nothing_is_drawn(viewport):
    viewport.show_volume(None)
    viewport.tool = Tool.DISTANCE
    drag(viewport, (20, 20), (60, 60))
    viewport.measurements.start_cross()
    assert everything(viewport) == ()
    assert viewport.measurements.cross is None

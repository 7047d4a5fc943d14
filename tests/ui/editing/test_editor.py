"""Masks drawn by mouse on the exact grid of the picture, at every zoom and flip."""

import dataclasses

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from medviewer.domain.geometry import PixelCalibration, SpacingSource
from medviewer.inference.mask_editing import polygon, stroke
from medviewer.ui.editing.editor import EditTool
from medviewer.ui.viewport.overlay_item import OverlayStyle
from medviewer.ui.viewport.viewport import Tool

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
MM = PixelCalibration(0.5, 0.5, SpacingSource.PIXEL_SPACING)
STACK = (7, 60, 60)


def way(table, *points, size):
    """The pixels that a brush covers on a way of the mouse."""
    exact = [table.exactly(*p) for p in points]
    shape = table.mask.shape[1:]
    covered = stroke(shape, exact[0], exact[0], size)
    for start, end in zip(exact[:-1], exact[1:], strict=True):
        covered |= stroke(shape, start, end, size)
    return covered


@pytest.mark.parametrize("zoom", [None, 1.0, 3.7, 24.0])
@pytest.mark.parametrize("flips", [(False, False), (True, False), (True, True)])
def test_a_stroke_covers_the_pixels_under_it_at_every_zoom_and_flip(lay, zoom, flips):
    table = lay()
    if zoom is not None:
        table.viewport.canvas.set_view(zoom, (28.0, 25.0))
    for on, flip in zip(
        flips, (table.viewport.flip_horizontal, table.viewport.flip_vertical), strict=True
    ):
        if on:
            flip()
    table.editor.size = 5
    points = (25.3, 22.7), (30.5, 24.5), (33.1, 29.9)
    covered = way(table, *points, size=5)
    table.drag(*points)
    assert np.array_equal(table.mask[0], table.predicted[0] | covered)
    assert covered.sum() > 20
    assert table.titles == ["Brush"]
    table.editor.tool = EditTool.ERASER
    table.drag(*points)
    assert np.array_equal(table.mask[0], table.predicted[0] & ~covered)


def test_with_control_the_brush_erases_and_the_eraser_draws(lay):
    table = lay()
    table.editor.size = 4
    table.drag((12, 12), (17, 17), keys=CTRL)
    assert table.mask.sum() < table.predicted.sum()
    table.editor.tool = EditTool.ERASER
    table.drag((40, 40), (45, 40), keys=CTRL)
    assert table.mask[0, 40, 42]
    assert table.titles == ["Eraser", "Brush"]


def test_two_quick_dabs_are_two_strokes(lay):
    table = lay()
    table.editor.size = 3
    area, left = table.viewport.canvas.viewport(), Qt.MouseButton.LeftButton
    table.click((30, 30))
    QTest.mouseDClick(area, left, Qt.KeyboardModifier.NoModifier, table.spot(35, 30))
    QTest.mouseRelease(area, left, Qt.KeyboardModifier.NoModifier, table.spot(35, 30))
    assert table.mask[0, 30, 30]
    assert table.mask[0, 30, 35]


def test_while_the_button_is_down_it_is_seen_and_escape_drops_it(lay):
    table = lay()
    table.drag((30, 30), (40, 30), let_go=False)
    drawn = table.viewport._overlay.masks[0].array
    assert drawn[0, 30, 35]
    assert np.array_equal(table.mask, table.predicted)
    assert table.editor.drop()
    assert table.viewport._overlay.masks[0].array is table.mask
    area = table.viewport.canvas.viewport()
    QTest.mouseMove(area, table.spot(45, 30))
    QTest.mouseRelease(
        area, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, table.spot(45, 30)
    )
    assert np.array_equal(table.mask, table.predicted)
    assert table.history.edits == ()
    assert not table.editor.drop()


def test_shift_and_the_other_buttons_move_the_picture_and_draw_nothing(lay):
    table = lay()
    table.viewport.canvas.set_view(6.0, (30.0, 30.0))
    centre = table.viewport.canvas.centre
    table.drag((30, 30), (35, 30), keys=SHIFT)
    assert table.viewport.canvas.centre != centre
    assert table.history.edits == ()


def wheel(table, delta, keys=Qt.KeyboardModifier.NoModifier):
    area = table.viewport.canvas.viewport()
    spot = QPointF(table.spot(30, 30))
    event = QWheelEvent(
        spot, spot, QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(area, event)


def test_the_wheel_scrolls_and_with_shift_it_changes_the_size(lay):
    table = lay(np.zeros(STACK, np.uint8))
    size = table.editor.size
    wheel(table, 120, SHIFT)
    assert table.editor.size > size
    wheel(table, -120)
    assert table.viewport.frame_index == 1
    QTest.mouseMove(table.viewport.canvas.viewport(), table.spot(30, 30))
    x, y, diameter = table.editor._cursor.circle
    assert (x, y) == table.exactly(30, 30)
    assert diameter == table.editor.size
    for _ in range(40):
        table.editor.resize_by(-1)
    assert table.editor.size == 1


def test_a_tool_of_the_viewport_takes_the_button_until_the_brush_is_chosen_again(lay):
    table = lay()
    table.editor.tool = None
    table.viewport.tool = Tool.PAN
    table.drag((30, 30), (40, 30))
    assert table.history.edits == ()
    table.editor.tool = EditTool.BRUSH
    table.drag((30, 30), (40, 30))
    assert table.titles == ["Brush"]


def test_the_brush_can_be_held_to_a_range_of_values(lay):
    table = lay()  # the value is x
    table.editor.values = (30, 33)
    table.editor.size = 9
    table.drag((25, 40), (45, 40))
    added = table.mask[0] & ~table.predicted[0]
    assert set(np.flatnonzero(added.any(axis=0))) == {30, 31, 32, 33}


def test_a_polygon_closes_at_its_first_corner_by_a_double_click_or_by_enter(lay):
    table = lay()
    table.editor.tool = EditTool.POLYGON
    corners = [(30.2, 30.2), (50.2, 30.2), (50.2, 45.2)]
    inside = polygon((60, 60), [table.exactly(*c) for c in corners])
    expected = table.predicted[0] | inside
    table.click(*corners, corners[0])
    assert np.array_equal(table.mask[0], expected)
    table.history.undo()
    table.click(*corners)
    assert table.editor.close_polygon()
    assert np.array_equal(table.mask[0], expected)
    table.history.undo()
    table.click(*corners)
    QTest.mouseDClick(
        table.viewport.canvas.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        table.spot(*corners[-1]),
    )
    assert np.array_equal(table.mask[0], expected)
    table.click(corners[0], keys=CTRL)
    table.click(*corners[1:])
    table.editor.close_polygon()
    assert np.array_equal(table.mask[0], table.predicted[0] & ~inside)
    table.click(*corners[:2])
    assert table.editor.drop()
    assert table.titles == ["Polygon"] * 2


def test_fill_and_delete_a_part_by_a_click(lay):
    table = lay()
    table.editor.tool = EditTool.ERASER
    table.editor.size = 4
    table.click((15, 15))
    hole = table.mask.copy()
    table.editor.tool = EditTool.FILL
    table.click((40, 40))
    assert "not enclosed" in table.said[-1]
    table.click((15, 15))
    assert np.array_equal(table.mask, table.predicted)
    assert not np.array_equal(hole, table.predicted)
    table.editor.tool = EditTool.ISLAND
    table.click((40, 40))
    assert "no outlined part" in table.said[-1]
    table.click((12, 12))
    assert not table.mask.any()
    assert table.titles == ["Eraser", "Fill", "Delete part"]


def test_every_operation_is_one_step_and_says_when_there_is_nothing_to_do(lay):
    table = lay(calibration=MM)
    editor = table.editor
    assert editor.operations.unit == "mm"
    editor.operations.grow(1.0)  # two pixels
    assert table.mask[0, 8, 15]
    assert not table.mask[0, 7, 15]
    editor.operations.shrink(1.0)
    editor.operations.smooth()
    editor.operations.fill_holes()
    assert table.said == ["Fill holes: nothing to change here."]
    table.editor.size = 2
    table.click((50, 50))
    editor.operations.keep_largest()
    editor.operations.clear()
    assert not table.mask.any()
    assert table.titles == ["Grow", "Shrink", "Smooth", "Brush", "Keep largest part", "Clear"]
    for _ in table.titles:
        table.history.undo()
    assert np.array_equal(table.mask, table.predicted)


def test_without_a_scale_distances_are_pixels(lay):
    table = lay()
    assert table.editor.operations.unit == "px"
    table.editor.operations.grow(2.0)
    assert table.mask[0, 8, 15]
    assert not table.mask[0, 7, 15]


def test_slices_are_copied_interpolated_and_changed_all_at_once(lay):
    table = lay(np.zeros(STACK, np.uint8))
    editor, view = table.editor, table.viewport
    editor.label = "cyst"
    editor.size = 9
    view.frame_index = 1
    table.click((30, 30))
    first = table.mask[1].copy()
    editor.operations.copy_to_next()
    assert view.frame_index == 2
    assert np.array_equal(table.mask[2], first)
    table.history.undo()
    view.frame_index = 5
    table.click((30, 30))
    editor.operations.interpolate()
    assert all(np.array_equal(table.mask[i], first) for i in range(1, 6))
    assert not table.mask[[0, 6]].any()
    editor.operations.all_frames = True
    editor.operations.clear()
    assert not table.mask.any()
    assert table.titles == ["Brush", "Brush", "Interpolate", "Clear"]
    view.frame_index = 6
    editor.operations.copy_to_next()
    assert table.said[-1] == "This is the last slice."
    table.history.undo()
    assert table.mask[1:6].all(axis=0).sum() == first.sum()


def test_many_slices_are_changed_beside_the_window_and_never_over_a_later_stroke(lay, qtbot):
    table = lay(np.zeros((40, 60, 60), np.uint8))
    work = table.editor.operations
    work.all_frames = True
    work.grow(1.0)
    assert np.array_equal(table.mask, table.predicted)
    qtbot.waitUntil(lambda: table.titles == ["Grow"], timeout=20_000)
    assert table.mask[:, 9, 15].all()
    grown = table.mask
    work.shrink(1.0)
    table.drag((30, 30), (40, 30))
    qtbot.waitUntil(lambda: "has changed meanwhile" in table.said[-1], timeout=20_000)
    assert table.titles == ["Grow", "Brush"]
    assert (table.mask >= grown).all()


def test_undo_on_another_slice_changes_the_slice_that_was_drawn_on(lay):
    table = lay(np.zeros(STACK, np.uint8))
    table.viewport.frame_index = 2
    table.drag((30, 30), (40, 30))
    table.viewport.frame_index = 5
    table.history.undo()
    assert np.array_equal(table.mask, table.predicted)


def test_each_segment_is_edited_by_itself(lay):
    table = lay()
    table.editor.next_segment()
    assert table.editor.label == "cyst"
    table.drag((30, 30), (40, 30))
    assert table.mask.any()
    assert np.array_equal(table.correcting.mask("lesion").array, table.predicted)
    assert table.history.edits[0].target == "7/cyst"


def test_the_prediction_is_never_touched(lay):
    table = lay()
    table.drag((5, 5), (50, 50))
    table.editor.operations.clear()
    assert np.array_equal(table.screen.stored.result.masks[0].array, table.predicted)


def test_a_map_of_probabilities_gives_way_to_outlines_and_masks_are_shown(lay):
    table = lay()
    table.editor.stop()
    table.viewport.overlay_style = OverlayStyle.PROBABILITY
    table.viewport.masks_visible = False
    table.editor.start()
    assert table.viewport.masks_visible
    assert table.viewport.overlay_style is OverlayStyle.OUTLINE_FILL


def test_what_cannot_be_corrected_says_why(lay):
    table = lay()
    table.editor.stop()
    table.predicting.of_screen = True
    assert not table.editor.start()
    table.predicting.of_screen = False
    table.screen.file_missing = True
    assert not table.editor.start()
    table.screen.file_missing = False
    table.screen.stored = None
    assert not table.editor.start()
    assert len(set(table.said)) == 3
    assert all(words.endswith(".") for words in table.said)


def test_a_damaged_step_stays_and_the_masks_stay(lay):
    table = lay()
    table.drag((30, 30), (40, 30))
    before = table.mask.copy()
    edit = table.history.edits[0]
    failed = []
    table.history.failed.connect(failed.append)
    for damaged in (
        dataclasses.replace(edit, before=edit.before[:-3]),
        dataclasses.replace(edit, before=None),
        dataclasses.replace(edit, target="7/no such segment"),
        dataclasses.replace(edit, target="9/lesion"),
        dataclasses.replace(edit, target="lesion"),
    ):
        table.history.load([damaged], 1)
        table.history.undo()
        assert table.history.standing == 1
        assert np.array_equal(table.mask, before)
    assert len(failed) == 5
    assert all(words.endswith(".") for words in failed)


# --- any sequence ---------------------------------------------------------------------------

points = st.tuples(st.integers(0, 59), st.integers(0, 59))
steps = st.lists(
    st.one_of(
        st.tuples(st.just("drag"), points, points, st.integers(1, 20), st.booleans()),
        st.tuples(st.sampled_from(["clear", "smooth", "fill_holes", "keep_largest"])),
        st.tuples(st.sampled_from(["grow", "shrink"]), st.sampled_from([1.0, 2.5])),
        st.tuples(st.just("frame"), st.integers(0, 6)),
        st.tuples(st.sampled_from(["copy_to_next", "interpolate", "next_segment"])),
        st.tuples(st.just("undo")),
        st.tuples(st.just("redo")),
    ),
    max_size=14,
)


def take(table, step):
    name, *rest = step
    if name == "drag":
        start, end, size, erase = rest
        table.editor.size = size
        pen = table.editor
        pen.tool = EditTool.ERASER if erase else EditTool.BRUSH
        pen.press(start, False)
        pen.drag(end)
        pen.release(end)
    elif name == "frame":
        table.viewport.frame_index = rest[0]
    elif name in ("undo", "redo"):
        getattr(table.history, name)()
    elif name == "next_segment":
        table.editor.next_segment()
    else:
        getattr(table.editor.operations, name)(*rest)


@given(steps)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_undo_and_redo_of_any_sequence_restore_the_exact_bytes(lay, sequence):
    table = lay(np.zeros(STACK, np.uint8))

    def now():
        return b"".join(m.array.tobytes() for m in table.screen.result.masks)

    start = now()
    for step in sequence:
        take(table, step)
    # From what stands back to the beginning, keeping what was seen on the way, and on again.
    seen = [now()]
    while table.history.standing:
        table.history.undo()
        seen.append(now())
    assert seen[-1] == start
    for expected in seen[-2::-1]:
        table.history.redo()
        assert now() == expected
    table.editor.stop()

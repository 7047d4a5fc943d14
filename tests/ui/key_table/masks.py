"""Rows of the table: masks shown, predicted, decided on and edited."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from medviewer.domain.review import ReviewState
from medviewer.ui.viewport.camera import UPRIGHT
from medviewer.ui.viewport.overlay_item import OverlayStyle
from tests.ui.key_table.row import PREDICTED, row
from tests.ui.reader import CTRL, LEFT

# --- the masks ------------------------------------------------------------------------------


@row("toggle_masks", scan=PREDICTED)
def o_shows_and_hides_and_held_it_peeks(reader, **_):
    view = reader.view
    assert view.masks_visible
    reader.press("toggle_masks")
    assert not view.masks_visible
    assert not reader.page.panel.overlay.eye.isChecked()
    QTest.keyPress(reader.focus, Qt.Key.Key_O)
    reader.until(lambda: view._peeking)
    QTest.keyRelease(reader.focus, Qt.Key.Key_O)
    assert not view._peeking
    assert not view.masks_visible, "held and let go it changes nothing"
    reader.press("toggle_masks")
    assert view.masks_visible


@row("opacity_down", "opacity_up", "edge_band", "next_style", scan=PREDICTED)
def how_masks_are_drawn(reader, **_):
    view = reader.view
    opacity = view.opacity
    reader.press("opacity_up", "opacity_up", "opacity_down")
    assert view.opacity == pytest.approx(opacity + 0.1)
    reader.press("edge_band")
    assert view.overlay_style is OverlayStyle.EDGE_BAND
    reader.press("edge_band")
    assert view.overlay_style is OverlayStyle.OUTLINE_FILL
    reader.press("next_style")
    assert view.overlay_style is not OverlayStyle.OUTLINE_FILL


@row(scan=PREDICTED)
def a_slider_reached_by_tab_has_the_arrow_keys(reader, **_):
    opacity, case = reader.view.opacity, reader.series
    slider = reader.page.panel.overlay.slider
    reader.page.panel.overlay.style_box.setFocus()
    reader.keys("Tab")
    assert slider.hasFocus()
    reader.keys("Right", "Right")
    assert reader.view.opacity == pytest.approx(opacity + 0.02)
    assert reader.series == case
    reader.view.setFocus()
    QTest.mouseClick(slider, LEFT)
    reader.press("next_case")  # a slider moved by the mouse leaves the keys to the window
    reader.until(lambda: reader.series == "scan3")


@row("file_overlays")
def shift_o_hides_what_the_file_draws(reader, **_):
    assert reader.view.file_overlays.visible
    reader.press("file_overlays")
    assert not reader.view.file_overlays.visible
    reader.press("file_overlays")
    assert reader.view.file_overlays.visible


@row("compare", scan=PREDICTED)
def m_compares_with_the_reference_mask(reader, **_):
    reader.press("compare")
    assert reader.page.compare.isVisible()
    assert not reader.view.isVisible()
    reader.press("compare")
    assert reader.view.isVisible()


@row("privacy")
def ctrl_shift_p_hides_the_patient(reader, **_):
    assert any("Test" in line for line in reader.view.corner_lines()[Qt.Corner.TopLeftCorner])
    reader.press("privacy")
    lines = [line for lines in reader.view.corner_lines().values() for line in lines]
    assert not any("Test" in line for line in lines)
    assert reader.page.browser.privacy


# --- predicting and deciding ----------------------------------------------------------------


@row("predict", scan="scan3")
def g_predicts(reader, **_):
    before = len(reader.controller.history)
    reader.press("predict")
    reader.until(lambda: len(reader.controller.history) == before + 1)
    assert reader.page.panel.result is reader.controller.result


@row("predict_all")
def shift_g_queues_every_new_case(reader, **_):
    queue = reader.controller.queue
    reader.press("predict_all")
    reader.until(lambda: len(queue.entries) > 0)
    reader.until(lambda: not queue.busy)


@row("accept", "reject", "undo", "redo", scan=PREDICTED)
def enter_accepts_and_x_rejects(reader, **_):
    def state(wanted: ReviewState) -> None:
        reader.until(lambda: reader.controller.stored.state is wanted)

    reader.press("accept")
    state(ReviewState.ACCEPTED)
    reader.press("reject")
    state(ReviewState.REJECTED)
    reader.press("undo")
    state(ReviewState.ACCEPTED)
    reader.press("undo")
    state(ReviewState.PREDICTED)
    reader.press("redo")
    state(ReviewState.ACCEPTED)


@row("name_diagnosis", scan=PREDICTED)
def ctrl_d_corrects_the_diagnosis(reader, **_):
    reader.press("name_diagnosis")
    reader.until(lambda: reader.page.panel.diagnosis.isAncestorOf(reader.focus))
    reader.write("haematoma")
    assert reader.view.canvas.pose == UPRIGHT, "no letter of it is a key of the window"
    reader.keys("Return")
    reader.until(lambda: reader.controller.stored.state is ReviewState.CORRECTED)
    assert reader.controller.stored.review.diagnosis == "haematoma"


# --- editing masks --------------------------------------------------------------------------


def start_editing(reader) -> None:
    reader.press("edit")
    reader.until(lambda: reader.page.editing.active)
    assert reader.page.editing.bar.isVisible()


@row("edit", "edit_brush", "edit_eraser", "edit_smaller", "edit_larger", scan="venous")
def brush_and_eraser(reader, **_):
    start_editing(reader)
    size = reader.editor.size
    reader.press("edit_larger")
    assert reader.editor.size > size
    reader.press("edit_smaller", "edit_smaller")
    assert reader.editor.size < size
    while reader.editor.size > 4:
        reader.press("edit_smaller")
    reader.press("edit_brush")
    reader.drag((8, 8), (20, 8))
    drawn = reader.mask.sum()
    assert drawn > 30
    assert reader.mask[0, 8, 14]
    reader.drag((20, 8), (18, 8), keys=CTRL)
    assert reader.mask.sum() < drawn
    reader.press("edit_eraser")
    reader.drag((8, 8), (20, 8))
    assert not reader.mask[0, 8, 14]
    reader.press("edit")
    assert not reader.page.editing.active


@row("edit_polygon", "edit_close", "edit_fill", "edit_island", "edit_holes", "edit_largest",
     scan="venous")  # fmt: skip
def polygon_fill_and_islands(reader, **_):
    start_editing(reader)
    reader.press("edit_polygon")
    reader.click((4, 4), (24, 4), (24, 24), (4, 24))
    reader.press("edit_close")
    full = reader.mask.sum()
    assert full == pytest.approx(400, rel=0.15)
    reader.click((10, 10), keys=CTRL)
    reader.click((16, 10), (16, 16), (10, 16))
    reader.press("edit_close")
    assert not reader.mask[0, 13, 13], "begun with Ctrl it erases"
    reader.press("edit_fill")
    reader.click((13, 13))
    assert reader.mask.sum() == full
    reader.press("undo", "edit_holes")
    assert reader.mask.sum() == full
    while reader.editor.size > 2:
        reader.press("edit_smaller")
    reader.press("edit_brush")
    reader.click((29, 29))
    assert reader.mask.sum() > full
    reader.press("edit_largest")
    assert reader.mask.sum() == full
    reader.press("undo", "edit_island")
    reader.click((29, 29))
    assert reader.mask.sum() == full


@row("edit_smooth", "edit_grow", "edit_shrink", "edit_clear", scan="venous")
def smooth_grow_shrink_clear(reader, **_):
    start_editing(reader)
    reader.press("edit_polygon")
    reader.click((10, 10), (20, 10), (20, 20), (10, 20))
    reader.press("edit_close")
    size = reader.mask.sum()
    reader.press("edit_grow")
    grown = reader.mask.sum()
    assert grown > size, "1 mm is two pixels"
    reader.press("edit_shrink")
    assert reader.mask.sum() == pytest.approx(size, rel=0.2)
    corner = reader.mask[0].copy()
    reader.press("edit_smooth")
    assert not np.array_equal(reader.mask[0], corner)
    reader.press("edit_clear")
    assert not reader.mask.any()


@row("edit_copy", "edit_interpolate", "edit_all", "edit_range", scan="venous")
def across_slices(reader, **_):
    start_editing(reader)
    reader.press("edit_polygon")
    reader.click((10, 10), (20, 10), (20, 20), (10, 20))
    reader.press("edit_close", "edit_copy")
    assert reader.view.wanted_frame == 1
    assert np.array_equal(reader.mask[1], reader.mask[0])
    reader.keys("Down", "Down", "Down")
    reader.until(lambda: reader.view.frame_index == 4)
    reader.click((10, 10), (20, 10), (20, 20), (10, 20))
    reader.press("edit_close", "edit_interpolate")
    reader.until(lambda: reader.mask[2].any() and reader.mask[3].any())
    reader.press("edit_all")
    assert reader.checked("edit_all")
    reader.press("edit_grow")
    reader.until(lambda: all(reader.mask[i].sum() > 100 for i in range(5)))
    reader.press("edit_all", "edit_range")
    assert reader.editor.values is not None
    assert reader.page.editing.bar.low.isVisible()
    reader.press("edit_range")
    assert reader.editor.values is None


@row("edit_segment", "show_prediction", scan=PREDICTED)
def the_next_segment_and_the_models_own_masks(reader, **_):
    predicted = reader.mask.copy()
    start_editing(reader)
    label = reader.editor.label
    reader.press("edit_segment")
    assert reader.editor.label != label
    reader.press("edit_segment")
    assert reader.editor.label == label
    reader.press("edit_clear")
    reader.saved()
    reader.until(lambda: reader.enabled("show_prediction"))
    assert not reader.view.masks[0].array.any()
    reader.press("show_prediction")
    assert np.array_equal(reader.view.masks[0].array, predicted)
    reader.press("show_prediction")
    assert not reader.view.masks[0].array.any()

"""One history for everything done to a scan: across slices, in any order, and after a restart."""

import numpy as np
import pytest

from medviewer.domain.annotation import AnnotationKind
from medviewer.domain.review import ReviewState
from tests.ui.reader import Reader
from tests.ui.scans import ct_files

STEPS = ["Distance", "Polygon", "Note", "Accept", "Brush", "Move distance", "Reject"]


@pytest.fixture
def reader(desk, tmp_path):
    ct_files(tmp_path / "ct", "plain", 6, pixel=0.5)
    return begin(desk)


def begin(desk) -> Reader:
    window = desk.start()
    reader = Reader(desk, window)
    desk.show(window, desk.folder / "ct")
    reader.until(lambda: len(reader.view.volume) == 6)
    reader.until(lambda: not reader.page.journal._loading and reader.controller.screen.looked_up)
    reader.come_back()
    return reader


def go_to(reader, frame: int) -> None:
    reader.press("first_frame", *["next_frame"] * frame)
    reader.until(lambda: reader.view.frame_index == frame)


def work(reader) -> None:
    """Measure, outline by hand, write, decide: each on another slice."""
    reader.press("tool_distance")
    reader.drag((4, 10), (24, 10))
    reader.press("tool_window", "edit")
    reader.until(lambda: reader.page.editing.active)
    go_to(reader, 2)
    reader.press("edit_polygon")
    reader.click((8, 8), (20, 8), (20, 20), (8, 20))
    reader.press("edit_close", "edit")
    go_to(reader, 4)
    reader.press("tool_note")
    reader.click((16, 16))
    reader.write("sharp")
    reader.keys("Return")
    reader.press("tool_window", "accept")
    reader.saved()
    go_to(reader, 3)
    reader.press("edit", "edit_brush")
    reader.drag((10, 10), (20, 20))
    reader.press("edit")
    go_to(reader, 0)
    reader.drag((14, 10), (14, 20))  # the line, by its middle
    reader.keys("Esc")
    reader.press("reject")
    reader.saved()


def standing(reader) -> tuple[list[AnnotationKind], list[int], ReviewState | None]:
    """What is on the scan: things drawn, pixels outlined on each slice, the decision."""
    outlined = [int(frame.any()) for frame in reader.mask] if reader.controller.result else []
    stored = reader.controller.stored
    return [a.kind for a in reader.drawn], outlined, stored.state if stored else None


def undo(reader, title: str) -> None:
    assert reader.page.edits.undo_title == title
    reader.press("undo")
    reader.saved()


def test_steps_of_every_kind_are_taken_back_in_order_across_slices(reader):
    work(reader)
    assert [e.title for e in reader.page.edits.edits] == STEPS
    line, note = AnnotationKind.DISTANCE, AnnotationKind.NOTE
    after = [
        ([line, note], [0, 0, 1, 1, 0, 0], ReviewState.CORRECTED),  # the rejection is gone
        ([line, note], [0, 0, 1, 1, 0, 0], ReviewState.CORRECTED),  # the line is back
        ([line, note], [0, 0, 1, 0, 0, 0], ReviewState.CORRECTED),  # slice 3 is empty again
        ([line, note], [0, 0, 1, 0, 0, 0], ReviewState.CORRECTED),  # not accepted
        ([line], [0, 0, 1, 0, 0, 0], ReviewState.CORRECTED),
        ([line], [0] * 6, ReviewState.PREDICTED),
        ([], [0] * 6, ReviewState.PREDICTED),
    ]
    for title, (drawn, outlined, state) in zip(reversed(STEPS), after, strict=True):
        undo(reader, title)
        reader.until(lambda s=state: reader.controller.stored.state is s)
        assert standing(reader) == (drawn, outlined, state), title
    reader.press("undo")
    assert reader.page.edits.standing == 0
    reader.press(*["redo"] * len(STEPS))
    reader.saved()
    reader.until(lambda: reader.controller.stored.state is ReviewState.REJECTED)
    assert standing(reader)[:2] == ([line, note], [0, 0, 1, 1, 0, 0])


def test_all_of_it_is_there_after_a_restart_and_can_still_be_taken_back(desk, reader):
    work(reader)
    mask, drawn = reader.mask.copy(), reader.drawn
    undo(reader, "Reject")
    desk.close(reader.window)

    again = begin(desk)
    again.until(lambda: again.controller.stored is not None)
    assert np.array_equal(again.mask, mask)
    assert again.drawn == drawn
    assert again.page.edits.undo_title == "Move distance"
    assert again.page.edits.redo_title == "Reject"
    again.press("redo")
    again.until(lambda: again.controller.stored.state is ReviewState.REJECTED)
    for title in reversed(STEPS):
        undo(again, title)
    assert standing(again)[:2] == ([], [0] * 6)
    again.until(lambda: again.controller.stored.state is ReviewState.PREDICTED)


def test_a_step_taken_back_on_another_slice_is_seen(reader):
    work(reader)
    undo(reader, "Reject")
    go_to(reader, 5)
    undo(reader, "Move distance")
    reader.until(lambda: reader.view.frame_index == 0)
    go_to(reader, 5)
    undo(reader, "Brush")
    reader.until(lambda: reader.view.frame_index == 3)

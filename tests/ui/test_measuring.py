"""Measuring in the whole window: the tools, the list, undo, and the next start."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from medviewer.domain.annotation import AnnotationKind
from medviewer.jobs.drawn import drawn_on
from medviewer.store import open_store
from medviewer.ui.viewport.viewport import Tool

from .conftest import NAME, PASSPHRASE

LONG = 20_000
LEFT = Qt.MouseButton.LeftButton


def draw(window, *drags: tuple[int, int, int, int]) -> None:
    """Drag from x, y to x, y: logical pixels from the middle of the picture."""
    area = window.page.viewport.canvas.viewport()
    middle = area.rect().center()
    for x0, y0, x1, y1 in drags:
        start, end = middle + QPoint(x0, y0), middle + QPoint(x1, y1)
        QTest.mousePress(area, LEFT, Qt.KeyboardModifier.NoModifier, start)
        QTest.mouseMove(area, (start + end) / 2)
        QTest.mouseMove(area, end)
        QTest.mouseRelease(area, LEFT, Qt.KeyboardModifier.NoModifier, end)


def drawn(window):
    return window.page.measuring.annotations.all


@pytest.fixture
def window(desk, make_pictures):
    opened = desk.start()
    desk.show(opened, *make_pictures(2))
    return opened


def press(window, *keys) -> None:
    window.page.viewport.setFocus()
    for key in keys:
        QTest.keyClick(window.page.viewport, key)


def test_keys_choose_the_tools_and_l_goes_through_the_shapes(window):
    seen = []
    for key in "DALLLL":
        press(window, getattr(Qt.Key, f"Key_{key}"))
        seen.append(window.page.viewport.tool)
    regions = [Tool.ELLIPSE, Tool.RECTANGLE, Tool.POLYGON, Tool.ELLIPSE]
    assert seen == [Tool.DISTANCE, Tool.ANGLE, *regions]
    assert window.actions_by_name["tool_ellipse"].isChecked()
    assert not window.actions_by_name["tool_distance"].isChecked()


def test_a_distance_without_a_mouse_and_taken_back(window):
    press(window, Qt.Key.Key_D, Qt.Key.Key_Space)
    assert "point 1 of 2" in window.status.message
    press(window, Qt.Key.Key_Return, *[Qt.Key.Key_Right] * 20, Qt.Key.Key_Return)
    (line,) = drawn(window)
    assert line.points[1][0] - line.points[0][0] == 20
    assert "20 px (uncalibrated)" in window.status.message
    window.actions_by_name["undo"].trigger()
    assert drawn(window) == ()
    window.actions_by_name["redo"].trigger()
    assert drawn(window) == (line,)
    assert window.page.measuring.annotations.selected is None, "arrow keys are the window's again"


def test_the_value_stays_on_the_message_line_while_it_is_saved(window, desk):
    press(window, Qt.Key.Key_D)
    draw(window, (0, 0, 80, 0))
    assert "px (uncalibrated)" in window.status.message
    desk.qtbot.waitUntil(lambda: window.status.saved == "Distance: saved", timeout=LONG)
    assert "px (uncalibrated)" in window.status.message


def test_arrow_keys_still_change_the_case_while_nothing_is_selected(window, desk):
    press(window, Qt.Key.Key_D)
    draw(window, (0, 0, 80, 0))
    first = window.controller.volume.content_hash
    press(window, Qt.Key.Key_Right)
    desk.qtbot.waitUntil(lambda: window.controller.volume.content_hash != first, timeout=LONG)
    assert drawn(window) == ()
    press(window, Qt.Key.Key_Left)
    desk.qtbot.waitUntil(lambda: len(drawn(window)) == 1, timeout=LONG)


def test_escape_leaves_the_drawing_and_nothing_else(window):
    press(window, Qt.Key.Key_L, Qt.Key.Key_Space, Qt.Key.Key_Return)
    assert window.page.viewport.measurements.drawing is not None
    press(window, Qt.Key.Key_Escape)
    assert window.page.viewport.measurements.drawing is None


def test_the_list_shows_jumps_copies_and_deletes(window):
    card = window.page.panel.measurements
    assert not card.isVisible()
    press(window, Qt.Key.Key_D)
    draw(window, (0, 0, 80, 0))
    press(window, Qt.Key.Key_L)
    draw(window, (-100, 40, 100, 160))
    assert card.isVisible()
    assert [card.table.item(row, 0).text() for row in range(2)] == ["Distance", "Ellipse"]
    assert "px (uncalibrated)" in card.table.item(0, 1).text()
    assert "±" in card.table.item(1, 1).text()
    assert card.scale.text() == "uncalibrated: sizes in pixels"
    assert not card.delete.isEnabled()
    card.table.setFocus()
    QTest.keyClick(card.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    rows = [line.split("\t") for line in text.splitlines()]
    assert {len(row) for row in rows} == {7}
    assert rows[1][:2] == ["1", "distance"]
    assert {row[3] for row in rows[2:]} >= {"area", "mean", "standard deviation", "pixels"}
    card.table.cellClicked.emit(0, 0)
    line = drawn(window)[0]
    assert window.page.measuring.annotations.selected == line
    card.table.setFocus()
    QTest.keyClick(card.table, Qt.Key.Key_Delete)
    assert [a.kind for a in drawn(window)] == [AnnotationKind.ELLIPSE]


def test_measurements_come_back_after_a_restart_with_their_history(desk, window, make_pictures):
    press(window, Qt.Key.Key_D)
    draw(window, (0, 0, 80, 0), (0, 40, 0, 90))
    before = drawn(window)
    desk.predict(window)
    path = window.controller.volume.files[0]
    scan = window.controller.volume.content_hash
    desk.close(window)
    with open_store(desk.store, NAME, PASSPHRASE) as store:
        results = store.results.for_scan(scan)
        assert drawn_on(store, results)[scan] == before, "for the report"
    again = desk.start()
    desk.show(again, path)
    desk.qtbot.waitUntil(lambda: drawn(again) == before, timeout=LONG)
    assert again.page.panel.measurements.table.rowCount() == 2
    again.actions_by_name["undo"].trigger()
    assert drawn(again) == before[:1]

"""A person gives a picture its scale: drawn, typed, kept, measured with, taken back."""

import pytest
from PySide6.QtCore import QPoint, Qt

from medviewer.domain.geometry import PixelCalibration, SpacingSource
from medviewer.domain.segmentation import MeasurementKind
from medviewer.jobs.calibration import can_be_calibrated, scale_of_line
from medviewer.store import open_store
from medviewer.ui.viewport.viewport import Tool

LONG = 20_000


def draw_line(desk, window) -> float:
    """Drag a line over the picture; returns its length in pixels of the picture."""
    view = window.page.viewport
    view.tool = Tool.DISTANCE
    centre = view.canvas.viewport().rect().center()
    ends = centre - QPoint(60, 0), centre + QPoint(60, 0)
    with desk.qtbot.waitSignal(view.lineDrawn) as drawn:
        target = view.canvas.viewport()
        desk.qtbot.mousePress(target, Qt.MouseButton.LeftButton, pos=ends[0])
        desk.qtbot.mouseMove(target, ends[1])
        desk.qtbot.mouseRelease(target, Qt.MouseButton.LeftButton, pos=ends[1])
    return drawn.args[0]


def give_length(desk, window, text: str) -> None:
    bar = window.page.calibration
    desk.qtbot.keyClicks(bar.length, text)
    desk.qtbot.keyClick(bar.length, Qt.Key.Key_Return)


def sizes(result):
    return {
        (m.kind, m.unit, m.source)
        for f in result.findings
        for m in f.measurements
        if m.kind is not MeasurementKind.MEAN_PROBABILITY
    }


def test_a_drawn_line_gives_the_scale_and_the_next_start_has_it(desk, make_pictures):
    (path,) = make_pictures(1)
    window = desk.start()
    desk.show(window, path)
    desk.predict(window)
    before = window.controller.stored
    assert before.result.findings
    assert {unit for _, unit, _ in sizes(before.result)} == {"px", "px²"}

    pixels = draw_line(desk, window)
    bar = window.page.calibration
    assert bar.isVisible()
    assert f"{pixels:.0f} px" in bar.words
    give_length(desk, window, "12,5")
    scale = window.controller.volume.geometry.calibration
    assert scale == PixelCalibration(12.5 / pixels, 12.5 / pixels, SpacingSource.USER)
    assert window.page.viewport.volume is window.controller.volume
    assert "Scale by user" in bar.words
    assert any("user" in line for line in window.page.viewport.corner_lines()[
        Qt.Corner.BottomRightCorner])  # fmt: skip
    desk.qtbot.waitUntil(lambda: window.controller.stored.id != before.id, timeout=LONG)
    renewed = window.controller.stored.result
    assert {(u, s) for _, u, s in sizes(renewed)} == {
        ("mm", SpacingSource.USER),
        ("mm²", SpacingSource.USER),
    }
    area = renewed.findings[0].measurement(MeasurementKind.AREA)
    assert area.value == pytest.approx(renewed.findings[0].area_px * (12.5 / pixels) ** 2)
    desk.close(window)

    again = desk.start()
    desk.show(again, path)
    desk.qtbot.waitUntil(lambda: again.controller.volume.geometry.calibration == scale)
    assert "Scale by user" in again.page.calibration.words
    desk.predict(again)
    assert {s for _, _, s in sizes(again.controller.result)} == {SpacingSource.USER}
    again.page.calibration.take_back.click()
    assert not again.controller.volume.geometry.calibration.known
    assert not again.page.calibration.isVisible()
    desk.close(again)
    with open_store(desk.store, "Dr Reader", "correct horse battery") as store:
        actions = [e.action for e in store.audit.entries()]
    assert actions.count("calibration") == 2


def test_escape_leaves_the_field_and_nothing_is_set(desk, make_pictures):
    window = desk.start()
    desk.show(window, *make_pictures(1))
    draw_line(desk, window)
    bar = window.page.calibration
    desk.qtbot.keyClicks(bar.length, "abc-")
    assert bar.length.text() == ""
    desk.qtbot.keyClick(bar.length, Qt.Key.Key_Return)
    desk.qtbot.keyClicks(bar.length, "5")
    desk.qtbot.keyClick(bar.length, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert not window.controller.volume.geometry.calibration.known


def test_only_a_scan_without_a_scale_can_be_given_one(shared_data, desk):
    from medviewer.imaging.registry import default_registry

    read = default_registry().read
    folder = shared_data / "dicom" / "single"
    assert not can_be_calibrated(read(folder / "CT_small.dcm"))
    assert can_be_calibrated(read(folder / "OT-PAL-8-face.dcm"))
    window = desk.start()
    desk.show(window, folder / "CT_small.dcm")
    draw_line(desk, window)
    assert not window.page.calibration.isVisible()
    with pytest.raises(ValueError, match="greater"):
        scale_of_line(10, 0)

"""Rows of the table: measuring in true units, by mouse and by keys."""

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QMenu

from medviewer.domain.annotation import AnnotationKind
from medviewer.ui.viewport.tools import Tool
from tests.ui.key_table.row import row
from tests.ui.reader import RIGHT


def figures(reader, kind: AnnotationKind) -> str:
    """What the list beside the picture says of the one thing of a kind."""
    table = reader.page.panel.measurements.table
    rows = [r for r in range(table.rowCount()) if table.item(r, 0).text() == kind.heading]
    (only,) = rows
    return table.item(only, 1).text()


@row("tool_distance")
def a_distance_by_a_drag_in_mm(reader, **_):
    reader.press("tool_distance")
    reader.drag((4, 10), (24, 10))
    assert [a.kind for a in reader.drawn] == [AnnotationKind.DISTANCE]
    value = float(figures(reader, AnnotationKind.DISTANCE).split(" mm")[0])
    assert value == pytest.approx(10.0, abs=0.1), "20 pixels of half a mm"


@row("tool_angle", "tool_cobb")
def angles_by_mouse(reader, **_):
    reader.press("tool_angle")
    reader.drag((4, 20), (14, 20))
    reader.click((14, 10))
    value = float(figures(reader, AnnotationKind.ANGLE).split("°")[0])
    assert value == pytest.approx(90, abs=1)
    reader.press("tool_cobb")
    reader.drag((4, 4), (28, 4))
    reader.drag((4, 28), (28, 4))
    value = float(figures(reader, AnnotationKind.COBB_ANGLE).split("°")[0])
    assert value == pytest.approx(45, abs=1)


@row("tool_region")
def regions_have_area_and_values(reader, **_):
    """Rectangle, ellipse and polygon: area, mean, standard deviation, smallest, largest."""
    reader.press("next_frame", "tool_region")
    assert reader.view.tool is Tool.ELLIPSE
    reader.press("tool_region")
    assert reader.view.tool is Tool.RECTANGLE
    reader.drag((4, 4), (14, 24))
    (box,) = reader.drawn
    inside = np.arange(4, 14) + 10  # columns of slice 2, each 20 times
    values = np.repeat(inside, 20)
    found = box.statistics
    assert found.pixels == 200
    assert found.mean == pytest.approx(values.mean())
    assert found.sd == pytest.approx(values.std(ddof=1))
    assert (found.minimum, found.maximum, found.unit) == (14, 23, "HU")
    told = figures(reader, AnnotationKind.RECTANGLE)
    area, _, told_values = told.partition(" mm²")
    assert float(area) == pytest.approx(50, abs=0.5), "200 pixels of a quarter of a mm²"
    assert "18.5 ± 2.88 HU" in told_values
    reader.press("tool_region")
    assert reader.view.tool is Tool.POLYGON
    reader.click((16, 4), (28, 4), (28, 16))
    reader.double_click((16, 16))
    assert [a.kind for a in reader.drawn] == [AnnotationKind.RECTANGLE, AnnotationKind.POLYGON]
    reader.press("tool_region")
    reader.drag((16, 18), (28, 28))
    assert reader.drawn[-1].kind is AnnotationKind.ELLIPSE
    assert reader.drawn[-1].statistics.pixels == pytest.approx(np.pi * 6 * 5, rel=0.1)


@row("tool_arrow", "tool_note")
def an_arrow_and_a_note(reader, **_):
    reader.press("tool_arrow")
    reader.drag((4, 4), (12, 12))
    assert [a.kind for a in reader.drawn] == [AnnotationKind.ARROW]
    reader.press("tool_note")
    reader.click((20, 20))
    reader.write("see prior")
    reader.keys("Return")
    assert [(a.kind, a.text) for a in reader.drawn][1:] == [(AnnotationKind.NOTE, "see prior")]
    assert not reader.checked("edit")


@row("place_points", "undo", "redo")
def every_drawing_tool_works_by_keys_alone(reader, **_):
    for key, kind, points in (
        ("D", AnnotationKind.DISTANCE, 2),
        ("A", AnnotationKind.ANGLE, 3),
        ("Shift+A", AnnotationKind.COBB_ANGLE, 4),
        ("L", AnnotationKind.ELLIPSE, 2),
        ("L", AnnotationKind.RECTANGLE, 2),
        ("L", AnnotationKind.POLYGON, 4),
        ("Shift+N", AnnotationKind.ARROW, 2),
    ):
        reader.keys(key)
        reader.press("place_points")
        ways = ("Right", "Down", "Left", "Up")
        for number in range(points - 1):
            reader.keys("Return", f"Shift+{ways[number]}")
        reader.keys("Return")
        if kind is AnnotationKind.POLYGON:
            reader.keys("Return")
        assert kind in [a.kind for a in reader.drawn], kind
        reader.keys("Esc")
    steps = len(reader.drawn)
    reader.press(*["undo"] * steps)
    assert reader.drawn == ()
    reader.press(*["redo"] * steps)
    assert len(reader.drawn) == steps


@row("undo")
def a_thing_is_moved_and_deleted_by_mouse_and_keys(reader, **_):
    reader.press("tool_distance")
    reader.drag((4, 10), (24, 10))
    reader.press("tool_window")
    reader.drag((14, 10), (14, 20))
    (line,) = reader.drawn
    assert [p[1] for p in line.points] == pytest.approx([20, 20], abs=0.1)
    assert reader.page.measuring.annotations.selected == line
    reader.drag((24, 20), (28, 28))
    assert reader.drawn[0].points[1] == pytest.approx((28, 28), abs=0.1), "an end by its handle"
    frame, case = reader.view.frame_index, reader.series
    reader.keys("Down", "Right")  # the selected thing's keys, not the window's
    assert (reader.view.frame_index, reader.series) == (frame, case)
    assert reader.drawn[0].points[1] == pytest.approx((29, 29), abs=0.1)
    reader.keys("Del")
    assert reader.drawn == ()
    reader.press("undo")
    reader.keys("Esc")
    reader.click((17, 25), button=RIGHT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(a for a in menu.actions() if a.text().startswith("Delete distance")).trigger()
    menu.close()
    assert reader.drawn == (), "by the mouse alone"
    reader.press("undo")
    assert len(reader.drawn) == 1

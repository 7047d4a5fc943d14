"""Rows of the table: several viewports, drag and drop, panels, palette, search, help, lock."""

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QToolButton

from medviewer.ui.viewport.tools import Tool
from medviewer.ui.viewport.view_grid import Layout
from tests.ui.conftest import PASSPHRASE
from tests.ui.key_table.row import CT, PREDICTED, row
from tests.ui.reader import CTRL, MIDDLE, RIGHT

# --- several viewports ----------------------------------------------------------------------


@row("layout_1x1", "layout_1x2", "layout_2x1", "layout_2x2", "layout_mpr")
def layouts(reader, **_):
    grid = reader.page.grid
    for name, layout, cells in (
        ("layout_1x2", Layout.ROW, 2),
        ("layout_2x1", Layout.COLUMN, 2),
        ("layout_2x2", Layout.FOUR, 4),
        ("layout_1x1", Layout.ONE, 1),
    ):
        reader.press(name)
        assert grid.layout_shown is layout
        assert len(grid.shown) == cells
    reader.press("layout_mpr")
    reader.until(lambda: reader.page.viewing.planes.ready)
    assert grid.layout_shown is Layout.MPR


@row("next_view", "open_in_next", "maximise_view")
def viewports_by_keys(reader, **_):
    grid = reader.page.grid
    reader.press("open_in_next")
    reader.until(lambda: reader.view.volume is not None)
    assert grid.layout_shown is Layout.ROW
    assert grid.place == 1
    assert [v.volume.context.series.description for v in grid.shown] == [CT, CT]
    reader.press("next_view")
    assert grid.place == 0
    reader.press("maximise_view")
    assert not grid.views[1].isVisible()
    reader.press("maximise_view")
    assert grid.views[1].isVisible()
    reader.double_click((16, 16))
    assert not grid.views[1].isVisible()
    reader.double_click((16, 16))


@row()
def every_button_means_the_scan_under_the_mouse(reader, **_):
    """In a viewport that is not the active one: zoom, pan, the menu and its windows."""
    reader.press("compare_prior")
    grid = reader.page.grid
    place = grid.next_place
    reader.until(lambda: grid.views[place].volume is not None)
    reader.keys("Shift+L")  # not linked: nobody follows
    here = grid.views[grid.place]
    zoom, centre = here.zoom, here.canvas.centre
    there = grid.views[place]
    old = there.zoom, there.canvas.centre
    reader.drag((16, 20), (16, 8), button=RIGHT, view=there)
    assert grid.place == place
    assert reader.series == "before"
    assert reader.view.zoom > old[0]
    other = grid.views[grid.next_place]
    assert (other.zoom, other.canvas.centre) == (zoom, centre)

    reader.drag((16, 16), (10, 16), button=MIDDLE, view=other)
    assert reader.series == CT
    assert (reader.view.zoom, reader.view.canvas.centre[1]) == (zoom, centre[1])
    assert reader.view.canvas.centre[0] == pytest.approx(centre[0] + 6, abs=0.3)

    other = grid.views[grid.next_place]
    reader.click((16, 16), button=RIGHT, view=other)
    assert reader.series == "before"
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    windows = menu.actions()[0].menu()
    next(a for a in windows.actions() if a.text().startswith("bone")).trigger()
    menu.close()
    assert reader.view.window_name == "bone"
    assert grid.views[grid.next_place].window_name != "bone"


@row("compare_prior")
def shift_m_shows_the_study_before_beside(reader, **_):
    reader.press("compare_prior")
    other = reader.page.grid.views[reader.page.grid.next_place]
    reader.until(lambda: other.volume is not None)
    assert other.volume.context.series.description == "before"


@row("link_views", "reference_lines")
def links_and_lines_are_switched(reader, **_):
    links = reader.page.viewing.links
    reader.press("link_views")
    assert not links.on
    reader.press("link_views", "reference_lines")
    assert links.on
    assert not links.lines
    reader.press("reference_lines")
    assert links.lines


@row("match_views")
def scans_are_linked_by_the_slices_shown(reader, **_):
    """Two series of other days: linked, scrolled, followed by the offset, unlinked."""
    reader.press("compare_prior")
    grid = reader.page.grid
    other = grid.views[grid.next_place]
    reader.until(lambda: other.volume is not None)
    reader.press("next_frame", "next_frame", "next_frame")
    reader.until(lambda: reader.view.frame_index == 3)
    assert other.wanted_frame == 0, "files of two frames of reference say nothing of each other"
    reader.press("match_views")
    assert reader.checked("match_views")
    assert "Linked by the slices shown" in reader.message
    words = [line for lines in reader.view.corner_lines().values() for line in lines]
    assert any("linked by hand" in line for line in words)
    reader.press("next_frame", "next_frame")
    reader.until(lambda: other.frame_index == 2)
    reader.wheel(1, (16, 16))
    reader.until(lambda: (reader.view.frame_index, other.frame_index) == (4, 1))
    reader.press("next_view")  # and the other way round
    reader.until(lambda: reader.series == "before")
    other = grid.views[grid.next_place]
    reader.press("next_frame")
    reader.until(lambda: (reader.view.frame_index, other.frame_index) == (2, 5))
    reader.press("match_views")
    assert not reader.checked("match_views")
    assert "No longer linked" in reader.message
    reader.press("first_frame")
    reader.until(lambda: reader.view.frame_index == 0)
    assert other.wanted_frame == 5


@row()
def a_series_is_dragged_from_the_list_into_a_viewport(reader, monkeypatch, **_):
    reader.keys("Ctrl+2")
    grid = reader.page.grid
    there = grid.views[grid.next_place]
    place = grid.next_place
    data = reader.take("venous", monkeypatch)
    assert reader.series == CT, "dragging a line does not open it where one reads"
    reader.drop(data, there)
    reader.until(lambda: grid.views[place].volume is not None)
    reader.until(lambda: grid.views[place].volume.context.series.description == "venous")
    assert grid.place == place


@row()
def files_are_dropped_on_the_picture_and_on_the_list(reader, tmp_path, **_):
    for number, target in enumerate((reader.view, reader.page.browser)):
        file = tmp_path / f"dropped{number}.png"
        Image.fromarray(np.full((40, 40), 90 + number, np.uint8)).save(file)
        reader.drop_files([file], target)
        reader.until(lambda f=file: reader.series == f.stem)
    reader.keys("Ctrl+2")
    grid = reader.page.grid
    here, there = grid.place, grid.next_place
    file = tmp_path / "beside.png"
    Image.fromarray(np.full((40, 40), 99, np.uint8)).save(file)
    reader.drop_files([file], grid.views[there])
    reader.until(lambda: reader.series == "beside")
    assert grid.place == there, "they open where they fall"
    assert grid.views[here].volume.case == "dropped1"


# --- panels, palette, search, settings, help, lock ------------------------------------------


@row("show_browser", "show_results")
def panels_are_put_away(reader, **_):
    reader.press("show_browser", "show_results")
    assert not reader.page.worklist.isVisible()
    assert not reader.page.panel.isVisible()
    reader.press("show_browser", "show_results")
    assert reader.page.worklist.isVisible()
    assert reader.page.panel.isVisible()


@row("search")
def ctrl_f_searches_and_enter_goes_back_to_the_picture(reader, **_):
    browser = reader.page.browser
    every = len(browser.visible_cases())
    reader.press("search")
    assert browser.search.hasFocus()
    reader.write("scan3")
    reader.until(lambda: [c.patient.name for c in browser.visible_cases()] == ["scan3"])
    reader.keys("Return")
    reader.until(lambda: reader.series == "scan3")
    assert reader.view.hasFocus()
    reader.press("search")
    reader.keys("Ctrl+A", "Del")
    reader.until(lambda: len(browser.visible_cases()) == every)


@row("search")
def the_list_is_filtered_by_keys(reader, **_):
    browser = reader.page.browser
    every = len(browser.visible_cases())
    reader.press("search")
    reader.keys("Tab")
    assert browser.filters.filter_button.hasFocus()
    # A menu has an event loop of its own.
    QTimer.singleShot(0, lambda: choose_in_menu("State", "predicted"))
    reader.keys("Space")
    reader.until(lambda: 0 < len(browser.visible_cases()) < every)
    reader.come_back()
    reader.press("search")
    reader.keys("Tab", "Tab", "Tab")
    assert isinstance(reader.focus, QToolButton)
    assert reader.focus.text() == "predicted"
    reader.keys("Space")
    assert len(browser.visible_cases()) == every


def choose_in_menu(*titles: str) -> None:
    """Go through open menus by their first letters and arrows, as a person does."""
    for number, title in enumerate(titles):
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        while menu.activeAction() is None or menu.activeAction().text() != title:
            QTest.keyClick(menu, Qt.Key.Key_Down)
        last = number == len(titles) - 1
        QTest.keyClick(menu, Qt.Key.Key_Return if last else Qt.Key.Key_Right)


@row("palette", "invert")
def ctrl_k_does_an_action_by_name(reader, **_):
    reader.press("palette")
    palette = reader.window.comforts.palette
    assert palette.field.hasFocus()
    reader.write("invert")
    reader.keys("Return")
    assert reader.view.invert
    assert not palette.isVisible()
    reader.press("palette")
    reader.keys("Esc")
    assert not palette.isVisible()
    assert reader.view.invert


@row("settings", "help", "keys")
def settings_and_help_open_beside_the_window(reader, **_):
    for name in ("settings", "help", "keys"):
        reader.press(name)
        beside = getattr(reader.window.comforts, "settings" if name == "settings" else "help")
        assert beside.isVisible()
        QTest.keyClick(beside, Qt.Key.Key_Escape)
        assert not beside.isVisible()
        reader.come_back()


@row("lock")
def ctrl_l_locks(reader, **_):
    reader.press("lock")
    assert not reader.page.isVisible()
    reader.window.sign_in.passphrase.setFocus()
    reader.write(PASSPHRASE)
    reader.keys("Return")
    reader.until(lambda: reader.window.reading)


@row("open_files", "open_folder")
def ctrl_o_asks_for_files_and_folders(reader, monkeypatch, tmp_path, **_):
    file = tmp_path / "chosen.png"
    Image.fromarray(np.full((40, 40), 77, np.uint8)).save(file)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([str(file)], ""))
    reader.press("open_files")
    reader.until(lambda: reader.series == "chosen")
    folder = tmp_path / "folder"
    folder.mkdir()
    Image.fromarray(np.full((40, 40), 78, np.uint8)).save(folder / "inside.png")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(folder))
    reader.press("open_folder")
    reader.until(lambda: reader.series == "inside")


@row("export_report", scan=PREDICTED)
def ctrl_p_writes_the_report(reader, monkeypatch, tmp_path, **_):
    path = tmp_path / "report.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))
    reader.press("export_report")
    reader.until(lambda: str(path) in reader.message)
    assert path.read_bytes().startswith(b"%PDF")


@row("cancel")
def escape_leaves_the_drawing_then_the_selection_and_never_the_view(reader, **_):
    view = reader.view
    reader.press("next_frame")
    reader.wheel(3, (20, 20), CTRL)
    reader.pull(20, 20)
    reader.press("flip_horizontal", "tool_distance")
    before = (view.zoom, view.canvas.centre, view.voi_window, view.canvas.pose, view.frame_index)
    reader.drag((16, 16), (20, 16))
    reader.click((16, 18))
    assert view.measurements.drawing is not None
    reader.keys("Esc")
    assert view.measurements.drawing is None
    assert len(reader.drawn) == 1
    reader.press("tool_window")
    reader.click((18, 16))
    assert reader.page.measuring.annotations.selected is not None
    reader.keys("Esc")
    assert reader.page.measuring.annotations.selected is None
    reader.press("cancel")
    now = (view.zoom, view.canvas.centre, view.voi_window, view.canvas.pose, view.frame_index)
    assert now == before
    assert view.tool is Tool.WINDOW_LEVEL


@row("quit")
def ctrl_q_saves_and_closes(reader, **_):
    reader.press("quit")
    assert not reader.window.isVisible()
    assert not reader.window.database.running

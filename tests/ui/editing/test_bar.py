"""The bar of editing: in the toolbar's place, in one row, with a menu for what has no room."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QToolButton

from medviewer.ui import theme
from medviewer.ui.actions import EDITING
from tests.ui.reader import Reader
from tests.ui.scans import ct_files

_BY_KEYS_AND_MOUSE_ALONE = {"edit_close"}  # a double click, the first corner, or Enter


@pytest.fixture
def reader(desk, tmp_path, qapp):
    ct_files(tmp_path / "ct", "plain", 4, pixel=0.5)
    window = desk.start()
    desk.show(window, tmp_path / "ct")
    reader = Reader(desk, window)
    reader.until(lambda: reader.enabled("edit"))
    yield reader
    theme.apply_theme(qapp, theme.ThemeName.DARK, 100)


def start(reader, width: int, percent: int) -> None:
    theme.apply_theme(QApplication.instance(), theme.ThemeName.DARK, percent)
    reader.window.resize(width, 800)
    for _ in range(4):
        QApplication.processEvents()


def place(reader) -> tuple[QPoint, object]:
    canvas = reader.view.canvas
    return canvas.mapTo(reader.window, QPoint(0, 0)), canvas.size()


def edit(reader) -> None:
    reader.come_back()
    reader.press("edit")
    reader.until(lambda: reader.page.editing.active)
    for _ in range(3):
        QApplication.processEvents()


@pytest.mark.parametrize(("width", "percent"), [(1280, 100), (1600, 100), (1280, 200), (1600, 200)])
def test_the_picture_stays_where_it_is(reader, width, percent):
    start(reader, width, percent)
    before = place(reader)
    edit(reader)
    bar = reader.page.editing.bar
    assert bar.isVisible()
    assert not reader.page.toolbar.isVisible()
    assert place(reader) == before
    reader.press("edit_range")
    for _ in range(3):
        QApplication.processEvents()
    assert bar.low.isVisible(), "who sets a range sees its ends"
    assert place(reader) == before
    for button in bar.findChildren(QToolButton):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width(), button.accessibleName()
            assert bar.rect().contains(button.mapTo(bar, button.rect().bottomRight()))
    reader.press("edit_range", "edit")
    assert reader.page.toolbar.isVisible()
    assert place(reader) == before


@pytest.mark.parametrize(("width", "percent"), [(1280, 100), (1280, 200)])
def test_everything_is_in_the_bar_or_in_its_menu(reader, width, percent):
    start(reader, width, percent)
    edit(reader)
    bar = reader.page.editing.bar
    bar.more.menu().aboutToShow.emit()
    shown = {b.defaultAction() for b in bar.findChildren(QToolButton) if b.isVisible()}
    actions = shown | set(bar.more.menu().actions())
    names = {action.objectName() for action in actions if action is not None}
    by_slider = {"edit_smaller", "edit_larger"} if bar.size_slider.isVisible() else set()
    by_list = {"edit_segment"} if bar.segment.isVisible() else set()
    wanted = {spec.name for spec in EDITING} | {"undo", "redo", "show_prediction"}
    assert wanted - names - by_slider - by_list == _BY_KEYS_AND_MOUSE_ALONE
    assert bar.done.isVisible()


def test_a_distance_is_chosen_in_the_menu_where_there_is_no_room_to_type_one(reader):
    start(reader, 1280, 200)
    edit(reader)
    bar = reader.page.editing.bar
    assert not bar.distance.isVisible()
    bar.more.menu().aboutToShow.emit()
    (distances,) = [a.menu() for a in bar.more.menu().actions() if a.menu()]
    (three,) = [a for a in distances.actions() if a.text() == "3 mm"]
    three.trigger()
    assert bar.distance.value() == 3.0


def tab_to(reader, widget) -> None:
    for _ in range(60):
        if reader.focus is widget:
            return
        reader.keys("Tab")
    raise AssertionError(f"Tab does not come to {widget.accessibleName()}")


def test_every_setting_is_reached_and_set_by_keys(reader):
    start(reader, 1600, 100)
    edit(reader)
    bar, case = reader.page.editing.bar, reader.series
    tab_to(reader, bar.size_slider)
    size = reader.editor.size
    reader.keys("Right", "Right")
    assert reader.editor.size == size + 2
    assert reader.series == case
    tab_to(reader, bar.distance)
    reader.keys("Ctrl+A")
    reader.write("2.5")
    reader.keys("Return")
    assert bar.distance.value() == 2.5
    assert reader.view.hasFocus(), "Enter gives the keyboard back"
    assert reader.controller.stored.review is None, "and accepts nothing"
    tab_to(reader, bar.distance)
    reader.keys("Esc")
    assert reader.page.editing.active
    assert reader.view.hasFocus()


def test_the_keyboard_is_the_pictures_after_done(reader):
    start(reader, 1280, 100)
    edit(reader)
    reader.page.editing.bar.done.setFocus()
    reader.keys("Space")
    assert not reader.page.editing.active
    assert reader.view.hasFocus()

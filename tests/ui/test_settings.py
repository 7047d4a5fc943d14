"""The settings, as a person changes them; everything applies at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel

from medviewer.packs.registry import PackRegistry
from medviewer.ui import theme
from medviewer.ui.actions import ACTIONS, EDITING
from medviewer.ui.keymap import load_keymap
from medviewer.ui.preferences import Preferences
from medviewer.ui.settings.keys_page import KeysPage
from medviewer.ui.settings.models_page import ModelsPage

LONG = 20_000


@pytest.fixture(autouse=True)
def usual_look(qapp):
    yield
    theme.apply_theme(qapp, theme.ThemeName.DARK, 100)


def settings(desk, window, page=""):
    desk.qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = window.comforts.settings
    assert dialog.isVisible()
    assert not dialog.isModal()
    dialog.show_page(page)
    return dialog


def pick(choice, value):
    """As a person picks a line of a combo box."""
    choice.setCurrentIndex(choice.findData(value))
    choice.activated.emit(choice.currentIndex())


def test_theme_and_size_apply_at_once_and_can_be_taken_back(desk):
    window = desk.start()
    dialog = settings(desk, window, "display")
    page = dialog.page
    before = window.font().pointSizeF()
    pick(page.theme, "high contrast")
    assert theme.current_theme() is theme.ThemeName.HIGH_CONTRAST
    pick(page.scale, 200)
    assert window.font().pointSizeF() == pytest.approx(2 * before)
    dialog.undo.click()
    assert window.font().pointSizeF() == pytest.approx(before)
    assert theme.current_theme() is theme.ThemeName.HIGH_CONTRAST
    dialog.reset.click()
    assert theme.current_theme() is theme.ThemeName.DARK
    assert not dialog.reset.isEnabled()
    dialog.undo.click()
    assert theme.current_theme() is theme.ThemeName.HIGH_CONTRAST


def test_masks_follow_the_display_page(desk):
    window = desk.start()
    page = settings(desk, window, "display").page
    page.opacity.setValue(80)
    assert window.page.viewport.opacity == pytest.approx(0.8)


def test_the_fill_is_said_in_figures(desk):
    page = settings(desk, desk.start(), "display").page
    page.opacity.setValue(40)
    assert "40 %" in [label.text() for label in page.findChildren(QLabel)]


def test_settings_are_saved_while_the_window_is_open(desk):
    window = desk.start()
    pick(settings(desk, window, "display").page.theme, "light")
    desk.qtbot.waitUntil(lambda: desk.saved_preferences == 1)


def test_another_device_loads_the_engine_again(desk):
    window = desk.start()
    desk.qtbot.waitUntil(lambda: desk.predictors == 1, timeout=LONG)
    page = settings(desk, window, "engine").page
    desk.qtbot.waitUntil(lambda: "cpu" in page.found.text(), timeout=LONG)
    page.threads.setValue(1)
    desk.qtbot.waitUntil(lambda: desk.predictors == 2, timeout=LONG)
    assert desk.preferences.threads == 1


def test_a_pack_begins_with_the_chosen_operating_point(desk, make_pictures):
    window = desk.start()
    page = settings(desk, window, "models").page
    assert isinstance(page, ModelsPage)
    pick(page.choices["tiny"], "sensitivity-95")
    assert desk.preferences.operating_points == {"tiny": "sensitivity-95"}
    desk.show(window, make_pictures(1)[0])
    desk.predict(window)
    assert window.controller.result.diagnosis.operating_point.name == "sensitivity-95"
    pick(page.choices["tiny"], "balanced")
    assert desk.preferences.operating_points == {}


def test_a_model_that_only_outlines_has_no_operating_point_to_choose(qtbot):
    packs = PackRegistry().all()
    page = ModelsPage(Preferences(), packs)
    qtbot.addWidget(page)
    assert "liver-ct" in {pack.id for pack in packs} - page.choices.keys()
    assert all(choice.count() for choice in page.choices.values())


# --- keys -----------------------------------------------------------------------------------


@pytest.fixture
def keys(qtbot):
    """The page of keys by itself, over the program's own keys."""
    page = KeysPage(Preferences(), load_keymap())
    qtbot.addWidget(page)
    page.show()
    return page


def record(page, text):
    page.recorder.setKeySequence(QKeySequence(text))


def held(page, name):
    return [k.toString() for k in page.keymap.get(name, [])]


def test_a_key_is_changed_by_pressing_it(keys, qtbot):
    keys.choose("predict")
    keys.recorder.setFocus()
    qtbot.keyClick(keys.recorder, Qt.Key.Key_J)
    assert held(keys, "predict") == ["J"]
    assert keys.preferences.keys == {"predict": ["J"]}


def test_a_second_key_can_be_kept_beside_the_first(keys):
    keys.choose("predict")
    keys.also.setChecked(True)
    record(keys, "Ctrl+J")
    assert held(keys, "predict") == ["G", "Ctrl+J"]


def test_a_key_that_is_taken_is_named_and_taken_over_only_on_demand(keys):
    keys.choose("predict")
    record(keys, "X")
    assert keys.note == "X is the key of Reject."
    assert held(keys, "predict") == ["G"]
    keys.take.click()
    assert held(keys, "predict") == ["X"]
    assert held(keys, "reject") == []
    keys.undo()
    assert held(keys, "predict") == ["G"]
    assert held(keys, "reject") == ["X"]


def test_resetting_one_action_takes_its_key_back(keys):
    keys.choose("predict")
    record(keys, "X")
    keys.take.click()
    keys.choose("reject")
    keys.reset_one.click()
    assert held(keys, "reject") == ["X"]
    assert held(keys, "predict") == []
    keys.choose("predict")
    keys.reset_one.click()
    assert keys.preferences.keys == {}


def test_resetting_all_gives_the_programs_own_keys(keys):
    keys.choose("fit")
    keys.none.click()
    assert held(keys, "fit") == []
    keys.reset()
    assert keys.keymap == load_keymap()


def test_no_key_belongs_to_two_actions_whatever_is_pressed(keys):
    for name, key in (("fit", "G"), ("invert", "G"), ("zoom", "F"), ("fit", "Ctrl+K")):
        keys.choose(name)
        record(keys, key)
        if not keys.take.isHidden():
            keys.take.click()
        editing = {spec.name for spec in EDITING}  # their keys hold while masks are edited
        for group in (editing, set(keys.keymap) - editing):
            given = [k.toString() for one in group for k in keys.keymap.get(one, [])]
            assert len(given) == len(set(given))


def test_search_leaves_the_actions_that_fit(keys):
    keys.search.setText("ctrl+k")
    shown = [i for i in keys._items if not i.isHidden()]
    assert [i.text(0) for i in shown] == ["Command palette"]


def test_new_keys_work_at_once_and_after_a_restart(desk, make_pictures):
    window = desk.start()
    desk.show(window, make_pictures(1)[0])
    page = settings(desk, window, "keys").page
    page.choose("invert")
    record(page, "J")
    page.choose("toggle_masks")
    record(page, "Y")
    window.activateWindow()
    window.page.viewport.setFocus()
    QApplication.processEvents()
    desk.qtbot.keyClick(window.page.viewport, Qt.Key.Key_J)
    assert window.page.viewport.invert
    assert "(J)" in window.actions_by_name["invert"].toolTip()
    desk.close(window)
    window = desk.start()
    assert window.actions_by_name["invert"].shortcut().toString() == "J"


def test_every_action_is_on_the_page_of_keys(keys):
    assert len(keys._items) == len(ACTIONS)


def test_the_place_of_the_store_is_there_to_copy_however_long(desk):
    """Words that wrap find no place to end a line in a path; a field shows its beginning."""
    desk.store = desk.folder / ("a-folder-of-a-hospital-" * 6) / "store.db"
    window = desk.start()
    window.comforts.settings.show_page("folders")
    place = window.comforts.settings.pages["folders"].store
    assert place.text() == str(desk.store)
    assert place.isReadOnly()
    assert place.cursorPosition() == 0
    settings = window.comforts.settings
    assert place.mapTo(settings, place.rect().bottomRight()).x() < settings.width()
    place.selectAll()
    place.copy()
    assert QApplication.clipboard().text() == str(desk.store)

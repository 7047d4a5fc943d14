"""The command palette, by keyboard only."""

import pytest
from PySide6.QtCore import Qt

from medviewer.ui.actions import ACTIONS
from medviewer.ui.palette import closeness

LONG = 20_000


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("pre", "Predict", "Compare"),  # the beginning of a word before its middle
        ("win", "Window/level", "Show in window"),  # of the title before another word
        ("wl", "Window/level", "Why all"),
        ("lock", "Lock", "Unlock"),
        ("ope fil", "Open files", "Open folder"),
    ],
)
def test_the_better_answer_comes_first(query, better, worse):
    first, second = closeness(query, better), closeness(query, worse)
    assert first is not None
    assert second is None or first > second


def test_accents_and_case_do_not_matter():
    assert closeness("προβλεψη", "Πρόβλεψη") is not None
    assert closeness("ทำนาย", "ทำนายผล") is not None
    assert closeness("xyz", "Predict") is None


def open_palette(desk, window):
    desk.qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.comforts.palette
    assert palette.isVisible()
    assert palette.field.hasFocus()
    return palette


def test_every_action_is_there_with_its_key(desk):
    window = desk.start()
    palette = open_palette(desk, window)
    shown = {entry.name: entry for entry in palette.shown}
    assert {spec.name for spec in ACTIONS} - {"palette"} <= set(shown)
    assert shown["predict"].key == "G"
    assert shown["predict"].why_not == "Open a scan first"
    assert not shown["open_files"].why_not


def test_a_command_is_found_and_done_by_keyboard_alone(desk, make_pictures):
    window = desk.start()
    desk.show(window, make_pictures(1)[0])
    window.page.viewport.setFocus()
    palette = open_palette(desk, window)
    desk.qtbot.keyClicks(palette.field, "invert")
    assert palette.shown[0].name == "invert"
    desk.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert window.page.viewport.invert
    assert window.page.viewport.hasFocus()
    assert window.preferences.recent_commands == ["invert"]
    assert open_palette(desk, window).shown[0].name == "invert"  # the recent one first


def test_arrows_choose_and_escape_leaves_everything_as_it_was(desk):
    window = desk.start()
    palette = open_palette(desk, window)
    desk.qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    desk.qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    desk.qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == len(palette.shown) - 1
    desk.qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.preferences.recent_commands == []


def test_what_cannot_be_done_is_not_done(desk):
    window = desk.start()
    palette = open_palette(desk, window)
    desk.qtbot.keyClicks(palette.field, "accept")
    assert palette.shown[0].why_not == "Predict first"
    desk.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_cases_are_found_but_not_while_patients_are_hidden(desk, make_pictures):
    window = desk.start()
    desk.show(window, make_pictures(2)[0].parent)
    palette = open_palette(desk, window)
    desk.qtbot.keyClicks(palette.field, "scan2")
    desk.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: window.controller.volume.case == "scan2", timeout=LONG)
    assert window.preferences.recent_commands == []  # nothing of a patient is remembered
    window.actions_by_name["privacy"].setChecked(True)
    palette = open_palette(desk, window)
    desk.qtbot.keyClicks(palette.field, "scan2")
    assert palette.shown == []


def test_before_sign_in_it_says_so(desk):
    window = desk.open()
    desk.qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    shown = {entry.name: entry for entry in window.comforts.palette.shown}
    assert shown["predict"].why_not == "Sign in first"
    assert not shown["about"].why_not

"""Every key of the key map reaches its action, and no other, from the picture."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from medviewer.ui.actions import EDITING
from medviewer.ui.keymap import load_keymap, portable

# The rows of the table of mouse and keys that the program is written after.
TABLE = {
    "previous_frame": "Up", "next_frame": "Down", "previous_series": "PgUp",
    "next_series": "PgDown", "first_frame": "Home", "last_frame": "End",
    "previous_case": "Left", "next_case": "Right",
    "tool_window": "W", "tool_zoom": "Z", "tool_pan": "P", "tool_distance": "D",
    "tool_angle": "A", "tool_region": "L", "reset_view": "R", "invert": "I", "cine": "C",
    "flip_horizontal": "H", "flip_vertical": "V", "fit": "F", "full_screen": "F11",
    "toggle_masks": "O", "opacity_down": "[", "opacity_up": "]", "edge_band": "E",
    "next_style": "T", **{f"preset_{n}": str(n) for n in range(10)},
    "reject": "X", "edit": "Ctrl+E", "undo": "Ctrl+Z", "redo": "Ctrl+Shift+Z",
    "palette": "Ctrl+K", "cancel": "Esc",
}  # fmt: skip


def test_the_key_map_has_every_row_of_the_table():
    keys = load_keymap()
    mine = {name: portable(sequences) for name, sequences in keys.items()}
    assert {name: key for name, key in TABLE.items() if key not in mine[name]} == {}
    assert {"Return", "Enter"} <= set(mine["accept"])


@pytest.fixture
def spied(desk, make_pictures):
    """A window with a scan, whose actions do nothing but say that they were asked."""
    window = desk.start()
    desk.show(window, *make_pictures(1))
    asked: list[str] = []
    for name, action in window.actions_by_name.items():
        action.triggered.disconnect()
        action.setCheckable(False)
        action.setEnabled(name not in {spec.name for spec in EDITING})
        action.triggered.connect(lambda _checked=False, n=name: asked.append(n))
    window.page.viewport.setFocus()
    return window, asked


def test_each_key_reaches_its_action_and_no_other(spied):
    window, asked = spied
    editing = {spec.name for spec in EDITING}
    wrong = {}
    for name, sequences in load_keymap().items():
        if name in editing:
            continue
        for sequence in sequences:
            window.actions_by_name[name].setEnabled(True)  # what it needs is another test's
            asked.clear()
            QTest.keySequence(window.page.viewport, sequence)
            QApplication.processEvents()
            if asked != [name]:
                wrong[f"{name} ({sequence.toString()})"] = list(asked)
    assert wrong == {}
    assert window.isVisible()

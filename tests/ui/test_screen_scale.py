"""The size of a screen's pixels, measured with a bank card."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox

from medviewer.ui.viewport.screen_scale import (
    CARD_MM,
    ScreenRuler,
    known_scale,
    screen_key,
    with_scale,
)


@pytest.fixture
def screen(qapp):
    return qapp.primaryScreen()


def test_a_scale_is_remembered_for_its_screen(screen):
    assert known_scale([], screen) is None
    entries = with_scale(["other screen 10x10=9.5"], screen, 3.7795)
    assert known_scale(entries, screen) == 3.7795
    again = with_scale(entries, screen, 4.0)
    assert known_scale(again, screen) == 4.0
    assert len(again) == 2
    assert "=" not in screen_key(screen)


@pytest.mark.parametrize("value", ["", "many", "-3", "0"])
def test_a_spoilt_entry_is_no_scale(screen, value):
    assert known_scale([f"{screen_key(screen)}={value}"], screen) is None


def test_the_card_is_dragged_to_its_length(qtbot, screen):
    ruler = ScreenRuler(screen, None)
    qtbot.addWidget(ruler)
    ruler.resize(700, 500)
    ruler.show()
    card = ruler.ruler
    QTest.mousePress(card, Qt.MouseButton.LeftButton, pos=QPoint(200, 100))
    QTest.mouseMove(card, QPoint(300, 100))
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=QPoint(300, 100))
    assert card.length == 300 - 12
    QTest.keyClick(card, Qt.Key.Key_Right)
    assert ruler.pixels_per_mm == pytest.approx(288.5 * screen.devicePixelRatio() / CARD_MM)
    QTest.keyClick(card, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert card.length == 278.5
    buttons = ruler.findChild(QDialogButtonBox)
    with qtbot.waitSignal(ruler.accepted):
        buttons.button(QDialogButtonBox.StandardButton.Save).click()


def test_a_known_scale_is_where_the_edge_starts(qtbot, screen):
    ruler = ScreenRuler(screen, 4.0 * screen.devicePixelRatio())
    qtbot.addWidget(ruler)
    assert ruler.ruler.length == pytest.approx(4.0 * CARD_MM)

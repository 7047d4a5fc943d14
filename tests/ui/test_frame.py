"""The frame around the case: toolbar, panels that can be put away, the page to begin on."""

import pytest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from medviewer.ui import theme
from medviewer.ui.actions import build_actions
from medviewer.ui.keymap import load_keymap
from medviewer.ui.panels import Panels
from medviewer.ui.preferences import Preferences
from medviewer.ui.start_page import StartPage
from medviewer.ui.status import StatusLine
from medviewer.ui.toolbar import ToolBar


@pytest.fixture
def owner(qtbot, qapp):
    theme.apply_theme(qapp, theme.ThemeName.DARK, 100)
    widget = QWidget()
    qtbot.addWidget(widget)
    yield widget
    theme.apply_theme(qapp, theme.ThemeName.DARK, 100)


@pytest.fixture
def actions(owner):
    return build_actions(owner, load_keymap())


@pytest.fixture
def bar(qtbot, actions):
    def alone(_button: QToolButton, _name: str) -> tuple[str, ...]:
        return ()

    bar = ToolBar(actions, alone)
    qtbot.addWidget(bar)
    bar.resize(1200, 44)
    bar.show()
    return bar


def shown(bar: ToolBar) -> set[str]:
    buttons = bar.findChildren(QToolButton)
    return {b.defaultAction().objectName() for b in buttons if b.isVisible() and b.defaultAction()}


def test_every_button_has_room_at_1200_pixels(bar):
    QApplication.processEvents()
    assert bar.left_out == []
    assert not bar.more.isVisible()
    for button in bar.findChildren(QToolButton):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width()
            assert bar.rect().contains(button.mapTo(bar, button.rect().bottomRight()))


def test_what_has_no_room_is_in_the_menu_and_comes_back(bar, actions):
    everything = shown(bar)
    bar.resize(420, 44)
    QApplication.processEvents()
    assert bar.more.isVisible()
    assert "predict" in shown(bar)
    assert "settings" not in shown(bar)
    bar.more.menu().aboutToShow.emit()
    listed = {action.objectName() for action in bar.more.menu().actions()}
    assert everything - shown(bar) <= listed
    bar.resize(1200, 44)
    QApplication.processEvents()
    assert shown(bar) == everything


def test_larger_letters_leave_fewer_buttons_and_cut_none_off(bar, qapp):
    theme.apply_theme(qapp, theme.ThemeName.DARK, 200)
    for _ in range(3):
        QApplication.processEvents()
    assert bar.left_out
    for button in bar.findChildren(QToolButton):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width()


def test_panels_are_put_away_and_remembered(qtbot, actions):
    saved = Preferences(splitter=[300, 700, 400])
    panels = Panels(QWidget(), QWidget(), QWidget(), actions)
    qtbot.addWidget(panels)
    panels.resize(1402, 600)
    panels.show()
    panels.recall(saved)
    assert panels.sizes()[0] == 300
    actions["show_results"].setChecked(False)
    assert [panels.widget(i).isVisible() for i in range(3)] == [True, True, False]
    panels.remember(saved)
    assert (saved.browser_shown, saved.results_shown) == (True, False)
    assert saved.splitter == [300, 700, 400]  # what it was with all of them

    again = Panels(QWidget(), QWidget(), QWidget(), actions)
    qtbot.addWidget(again)
    again.show()
    again.recall(saved)
    assert [again.widget(i).isVisible() for i in range(3)] == [True, True, False]


def test_the_page_to_begin_on_opens_what_was_opened_last(qtbot, actions, tmp_path):
    there, gone = tmp_path / "scans", tmp_path / "gone"
    there.mkdir()
    page = StartPage(actions, Preferences(recent=[str(gone), str(there)]))
    qtbot.addWidget(page)
    page.refresh()
    assert [button.toolTip() for button in page.recent] == [str(there)]
    with qtbot.waitSignal(page.folderChosen) as heard:
        page.recent[0].click()
    assert heard.args == [there]
    with qtbot.waitSignal(actions["open_files"].triggered):
        page.buttons[0].click()
    assert "Ctrl+O" in page.buttons[0].text()


def test_the_value_under_the_mouse_stands_on_the_status_line(qtbot):
    line = StatusLine()
    qtbot.addWidget(line)
    line.set_under_mouse("x 3  y 4   120 HU")
    assert line.under_mouse == "x 3  y 4   120 HU"

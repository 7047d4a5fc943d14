"""For people who hear the screen, and for those who need large letters."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

from medviewer.packs.registry import PackRegistry
from medviewer.ui import theme
from medviewer.ui.keymap import load_keymap
from medviewer.ui.language import use_language
from medviewer.ui.preferences import Preferences
from medviewer.ui.results.panel import ResultsPanel
from medviewer.ui.settings.keys_page import KeysPage
from medviewer.ui.settings.models_page import ModelsPage
from medviewer.ui.settings.pages import DisplayPage, EnginePage, PrivacyPage
from medviewer.ui.sign_in import SignInPage

SETTINGS = {
    "display": lambda: DisplayPage(Preferences()),
    "keys": lambda: KeysPage(Preferences(), load_keymap()),
    "models": lambda: ModelsPage(Preferences(), PackRegistry().all()),
    "engine": lambda: EnginePage(Preferences()),
    "privacy": lambda: PrivacyPage(Preferences()),
}

_CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QProgressBar,
    QTextEdit,
)


@pytest.fixture(autouse=True)
def usual_look(qapp):
    yield
    use_language("en")
    theme.apply_theme(qapp, theme.ThemeName.DARK, 100)


def controls(window: QWidget) -> Iterator[QWidget]:
    """What a person can use of a window; the parts that Qt puts into them are theirs."""
    for widget in window.findChildren(QWidget):
        inside = isinstance(
            widget.parent(),
            (QAbstractSpinBox, QComboBox, QLineEdit, QKeySequenceEdit, QTabBar, QAbstractItemView),
        )
        popup = widget.window().windowFlags() & Qt.WindowType.Popup == Qt.WindowType.Popup
        if isinstance(widget, _CONTROLS) and not isinstance(widget, QScrollBar):
            if inside or popup or widget.objectName().startswith("qt_"):
                continue
            yield widget


def nameless(window: QWidget) -> list[str]:
    found = []
    for control in controls(window):
        words = control.text() if isinstance(control, QAbstractButton) else ""
        if not (control.accessibleName() or words):
            found.append(f"{type(control).__name__} in {type(control.parent()).__name__}")
    return found


def test_every_control_has_a_name_for_screen_readers(desk, make_pictures):
    window = desk.open()
    assert nameless(window.sign_in) == []
    desk.sign_in(window)
    desk.show(window, make_pictures(1)[0])
    desk.predict(window)
    window.comforts.palette.open()
    window.comforts.settings.show_page()
    window.comforts.help.show_page("help")
    assert nameless(window) == []
    assert nameless(window.comforts.settings) == []
    assert nameless(window.comforts.help) == []


def test_every_control_of_settings_and_help_says_what_it_does(desk):
    window = desk.start()
    for other in (window.comforts.settings, window.comforts.help):
        other.show_page("keys")
        silent = [
            type(c).__name__
            for c in controls(other)
            if not c.toolTip() and not isinstance(c, (QTextEdit, QAbstractScrollArea))
        ]
        assert silent == []


def tabbed(window: QWidget) -> list[QWidget]:
    """What Tab comes to, in its order."""
    found, control = [], window.nextInFocusChain()
    while control is not window:
        if (
            window.isAncestorOf(control)
            and control.isVisible()
            and control.isEnabled()
            and control.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not isinstance(control, QScrollArea)
            and not isinstance(control.parent(), (QAbstractSpinBox, QKeySequenceEdit))
        ):
            found.append(control)
        control = control.nextInFocusChain()
    return found


@pytest.mark.parametrize("page", ["sign-in", "results", *SETTINGS])
def test_tab_goes_from_the_top_to_the_bottom_and_along_the_lines(qtbot, page):
    if page == "sign-in":
        window = SignInPage()
        window.show_first()
    elif page == "results":
        window = ResultsPanel()
        window.predict.hide()  # the window's toolbar has it
        for card in window._of_result:
            card.show()
    else:
        window = SETTINGS[page]()
    qtbot.addWidget(window)
    window.resize(700, 1400)
    window.show()
    QApplication.processEvents()
    order = tabbed(window)
    assert len(order) >= 2
    for before, after in pairwise(order):
        upper, lower = (w.mapTo(window, w.rect().center()) for w in (before, after))
        along = abs(upper.y() - lower.y()) < theme.SPACE_L
        assert upper.x() <= lower.x() if along else upper.y() < lower.y(), (
            before.accessibleName(),
            after.accessibleName(),
        )


def too_wide(window: QWidget) -> list[str]:
    """Words that do not fit where they stand."""
    found = []
    for label in window.findChildren(QLabel):
        if not label.isVisible() or not label.text() or label.pixmap().toImage().width() > 0:
            continue
        metrics, room = label.fontMetrics(), label.contentsRect().width()
        pieces = label.text().replace("\u200b", " ").split() if label.wordWrap() else []
        pieces = pieces or label.text().splitlines()
        widest = max(metrics.horizontalAdvance(piece) for piece in pieces)
        if widest > room + 1:
            found.append(f"{label.text()!r}: {widest} > {room}")
        if label.wordWrap() and label.heightForWidth(label.width()) > label.height() + 2:
            found.append(f"{label.text()!r}: cut off below")
    for button in [*window.findChildren(QPushButton), *window.findChildren(QCheckBox)]:
        if button.isVisible() and button.sizeHint().width() > button.width() + 1:
            found.append(f"{button.text()!r}: {button.sizeHint().width()} > {button.width()}")
    return found


@pytest.mark.parametrize("code", ["en", "el", "th"])
def test_no_words_are_cut_off(desk, make_pictures, code):
    desk.preferences.language = code
    window = desk.open()
    window.resize(1600, 1000)
    at_each_scale(desk, window, lambda: window)
    desk.sign_in(window)
    desk.show(window, make_pictures(1)[0])
    desk.predict(window)
    at_each_scale(desk, window, lambda: window)
    settings = window.comforts.settings
    for name in settings.pages:
        settings.show_page(name)
        at_each_scale(desk, window, lambda: settings)
    settings.close()
    window.comforts.help.show_page("keys")
    at_each_scale(desk, window, lambda: window.comforts.help)


def at_each_scale(desk, window, shown) -> None:
    for scale in (100, 200):
        desk.preferences.scale = scale
        window.comforts.apply()
        settle(desk)
        assert too_wide(shown()) == [], scale


def settle(desk) -> None:
    """Let layouts and words come to rest."""
    for _ in range(3):
        QApplication.processEvents()
        desk.qtbot.wait(5)

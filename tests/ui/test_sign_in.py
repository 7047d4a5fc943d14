"""First account and sign-in, on the page and with a real store."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from medviewer.store import store_exists
from medviewer.ui import theme
from medviewer.ui.sign_in import SignInPage, passphrase_hint

LONG = 20_000


@pytest.fixture
def page(qtbot):
    page = SignInPage()
    qtbot.addWidget(page)
    page.show()
    page.asked = []
    page.signInRequested.connect(lambda *a: page.asked.append(("sign in", *a)))
    page.accountRequested.connect(lambda *a: page.asked.append(("account", *a)))
    return page


def test_first_account_needs_the_same_passphrase_twice(page):
    page.show_first()
    page.name.setText("Dr Reader")
    page.passphrase.setText("four words in a row")
    page.repeat.setText("four words in a rwo")
    page.button.click()
    assert page.asked == []
    assert page.error == "The two passphrases differ; type the same one twice."
    page.repeat.setText("four words in a row")
    page.button.click()
    assert page.asked == [("account", "Dr Reader", "four words in a row")]


@pytest.mark.parametrize(
    ("name", "passphrase", "error"),
    [
        ("", "four words in a row", "Please give your name."),
        ("Dr Reader", "", "Please give your passphrase."),
        ("Dr Reader", "short", "The passphrase needs at least 12 characters."),
    ],
)
def test_what_is_missing_is_said(page, name, passphrase, error):
    page.show_first()
    page.name.setText(name)
    page.passphrase.setText(passphrase)
    page.repeat.setText(passphrase)
    page.button.click()
    assert page.asked == []
    assert page.error == error


def test_the_hint_gives_way_to_what_is_wrong_and_comes_back(page, qtbot):
    page.show_first()
    assert page.hint == "At least 12 characters; unrelated words are best."
    assert page._hint.isVisible()
    page.name.setText("Dr Reader")
    page.passphrase.setText("short")
    page.button.click()
    assert page._error.isVisible()
    assert not page._hint.isVisible()
    assert page.focusWidget() is page.passphrase  # where it can be put right
    qtbot.keyClicks(page.passphrase, "er")
    assert not page._error.isVisible()
    assert page.hint.startswith("Too short")
    assert page._hint.isVisible()


@pytest.mark.parametrize("show", ["show_first", "show_locked"])
def test_a_window_too_small_scrolls_and_squeezes_nothing(page, qapp, show):
    theme.apply_theme(qapp, theme.ThemeName.DARK, 200)
    page.show_first() if show == "show_first" else page.show_locked("Dr Reader")
    page.resize(700, 330)
    qapp.processEvents()
    assert page._body.width() <= page._area.viewport().width()
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width())
    fields = [f for f in page.findChildren(QLineEdit) if f.isVisible()]
    for upper, lower in pairwise(fields):
        assert upper.mapTo(page, upper.rect().bottomLeft()).y() < lower.mapTo(page, QPoint()).y()
    assert page._area.verticalScrollBar().maximum() > 0
    page.button.setFocus(Qt.FocusReason.TabFocusReason)
    page._area.ensureWidgetVisible(page.button)
    assert page.rect().contains(page.button.mapTo(page, page.button.rect().center()))
    theme.apply_theme(qapp, theme.ThemeName.DARK, 100)


def test_the_lock_waits_for_the_passphrase(page):
    page.show_locked("Dr Reader")
    assert page.focusWidget() is page.passphrase


def test_first_page_says_that_nobody_can_recover_a_passphrase(page):
    page.show_first()
    assert "Nobody can recover a lost passphrase" in page._words.text()
    assert page.repeat.isVisible()
    page.show_sign_in("Dr Reader")
    assert not page.repeat.isVisible()
    assert page.name.text() == "Dr Reader"


def test_enter_signs_in_and_waits_once(page, qtbot):
    page.show_sign_in("Dr Reader")
    page.passphrase.setText("four words in a row")
    page.passphrase.returnPressed.emit()
    page.passphrase.returnPressed.emit()
    assert page.asked == [("sign in", "Dr Reader", "four words in a row")]
    assert not page.button.isEnabled()
    page.show_error("The name or the passphrase is wrong.")
    assert page.button.isEnabled()
    assert page.passphrase.text() == ""
    assert page.name.text() == "Dr Reader"


@pytest.mark.parametrize(
    ("passphrase", "begins"),
    [
        ("", ""),
        ("short", "Too short: at least 12 characters, 7 more."),
        ("aaaaaaaaaaaaaaaa", "Weak"),
        ("passwordpass", "Weak"),
        ("correct horse battery staple", "Strong"),
    ],
)
def test_hint_on_strength(passphrase, begins):
    hint = passphrase_hint(passphrase, 12)
    assert hint.startswith(begins)
    assert bool(hint) == bool(begins)


def test_wrong_passphrase_is_a_plain_sentence(desk):
    window = desk.start()
    desk.close(window)
    window = desk.open()
    page = window.sign_in
    assert page.name.text() == "Dr Reader"
    page.passphrase.setText("not the passphrase")
    page.button.click()
    desk.qtbot.waitUntil(lambda: page.error != "", timeout=LONG)
    assert page.error == "The name or the passphrase is wrong."
    assert not window.page.isVisible()
    desk.sign_in(window)
    assert window.page.isVisible()


def test_first_start_makes_the_store(desk):
    assert not store_exists(desk.store)
    window = desk.open()
    assert window.sign_in.repeat.isVisible()
    desk.sign_in(window)
    assert store_exists(desk.store)
    assert window.status.message == "Signed in as Dr Reader."

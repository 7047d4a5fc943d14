"""Help, keys, about, first steps and the lock."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtPrintSupport import QPrinter

from medviewer.domain.review import ReviewState
from medviewer.ui.actions import ACTIONS
from medviewer.ui.help.guide import GuideBar, Step
from medviewer.ui.help.window import keys_by_group
from medviewer.ui.lock import Lock

LONG = 20_000
RIGHT, WRONG = "correct horse battery", "battery horse correct"


def test_the_page_of_keys_is_the_table_of_actions():
    groups = keys_by_group({spec.name: f"key of {spec.name}" for spec in ACTIONS})
    shown = [key for _, lines in groups for _, key in lines if key.startswith("key of")]
    assert sorted(shown) == sorted(f"key of {spec.name}" for spec in ACTIONS)


def test_f1_shows_the_keys_to_search_and_print(desk, tmp_path):
    window = desk.start()
    desk.qtbot.keyClick(window, Qt.Key.Key_F1)
    page = window.comforts.help
    desk.qtbot.waitUntil(page.search.hasFocus)
    page.search.setText("predict")
    text = page.keys.toPlainText()
    assert "Predict" in text
    assert "Zoom" not in text
    page.search.setText("nonsense")
    assert "Nothing fits" in page.keys.toPlainText()
    page.search.clear()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "keys.pdf"))
    page.print_keys(printer)
    pypdf = pytest.importorskip("pypdf")
    printed = "".join(p.extract_text() for p in pypdf.PdfReader(tmp_path / "keys.pdf").pages)
    assert "Predict" in printed
    assert "Ctrl+K" in printed


def test_about_has_versions_and_licences(desk):
    window = desk.open(versions=lambda: "MedViewer 9.8.7")
    window.actions_by_name["about"].trigger()
    text = window.comforts.help.about.toPlainText()
    assert "MedViewer 9.8.7" in text
    assert "TERMS AND CONDITIONS FOR USE" in text
    assert "SIL OPEN FONT LICENSE" in text


# --- first steps ----------------------------------------------------------------------------


def test_first_steps_are_ticked_and_go_for_good(desk, make_pictures):
    window = desk.open()
    guide: GuideBar = window.comforts.guide
    assert guide.isVisible()
    assert guide.done == set()
    assert "accept with Enter or reject with X" in guide.words(Step.DECIDE)
    desk.sign_in(window)
    assert guide.done == {Step.SIGN_IN}
    desk.show(window, make_pictures(1)[0])
    assert guide.done == {Step.SIGN_IN, Step.OPEN}
    desk.predict(window)
    window.page.panel.accept_now()
    desk.qtbot.waitUntil(
        lambda: window.controller.stored.state is ReviewState.ACCEPTED, timeout=LONG
    )
    desk.qtbot.waitUntil(lambda: not guide.isVisible(), timeout=LONG)
    desk.close(window)
    window = desk.start()
    assert not window.comforts.guide.isVisible()
    window.actions_by_name["guide"].trigger()
    assert window.comforts.guide.isVisible()


def test_first_steps_can_be_closed(desk):
    window = desk.open()
    window.comforts.guide.close_button.click()
    assert not window.comforts.guide.isVisible()
    assert desk.preferences.guide_seen


# --- the lock -------------------------------------------------------------------------------


def unlock(desk, window, passphrase=RIGHT):
    window.sign_in.passphrase.setText(passphrase)
    window.sign_in.button.click()


def test_lock_hides_everything_and_loses_nothing(desk, make_pictures):
    window = desk.start()
    desk.show(window, make_pictures(1)[0])
    desk.predict(window)
    result = window.controller.result
    window.page.panel.review.comment.setText("half a sentence")
    window.comforts.settings.show_page()
    window.actions_by_name["lock"].trigger()
    assert not window.page.isVisible()
    assert not window.comforts.settings.isVisible()
    assert window.sign_in.name.isReadOnly()
    unlock(desk, window, WRONG)
    desk.qtbot.waitUntil(lambda: bool(window.sign_in.error), timeout=LONG)
    assert not window.reading
    unlock(desk, window)
    desk.qtbot.waitUntil(lambda: window.reading, timeout=LONG)
    assert window.controller.result is result
    assert window.page.panel.review.comment.text() == "half a sentence"


def test_no_key_does_anything_while_locked(desk, make_pictures):
    window = desk.start()
    desk.show(window, make_pictures(1)[0])
    desk.predict(window)
    window.actions_by_name["lock"].trigger()
    window.sign_in.button.setFocus()
    for key in (Qt.Key.Key_X, Qt.Key.Key_I, Qt.Key.Key_Right):
        desk.qtbot.keyClick(window, key)
    desk.qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    unlock(desk, window)
    desk.qtbot.waitUntil(lambda: window.reading, timeout=LONG)
    assert not window.page.viewport.invert
    assert window.controller.stored.state is ReviewState.PREDICTED
    desk.qtbot.keyClick(window.page.viewport, Qt.Key.Key_I)
    assert window.page.viewport.invert


def test_work_goes_on_behind_the_lock(desk, make_pictures):
    window = desk.start()
    desk.show(window, make_pictures(1)[0])
    window.actions_by_name["predict"].trigger()
    window.actions_by_name["lock"].trigger()
    desk.qtbot.waitUntil(lambda: window.controller.stored is not None, timeout=LONG)
    unlock(desk, window)
    desk.qtbot.waitUntil(lambda: window.reading, timeout=LONG)
    assert window.page.panel.result is window.controller.result


def test_what_is_dropped_on_the_lock_opens_after_it(desk, make_pictures):
    window = desk.start()
    window.actions_by_name["lock"].trigger()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(make_pictures(1)[0]))])
    window.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert window.controller.volume is None
    unlock(desk, window)
    desk.qtbot.waitUntil(lambda: window.controller.volume is not None, timeout=LONG)


def test_the_lock_comes_by_itself_when_nobody_is_there(desk):
    window = desk.start()
    window.comforts.lock.watch(0.001)
    desk.qtbot.waitUntil(lambda: not window.reading, timeout=LONG)
    unlock(desk, window)
    desk.qtbot.waitUntil(lambda: window.reading, timeout=LONG)


def test_a_key_counts_as_use(qtbot, qapp, monkeypatch):
    clock = [100.0]
    monkeypatch.setattr("medviewer.ui.lock.time.monotonic", lambda: clock[0])
    lock, said = Lock(qapp), []
    lock.idle.connect(lambda: said.append(1))
    lock.watch(1)
    clock[0] += 59
    from PySide6.QtWidgets import QWidget

    widget = QWidget()
    qtbot.addWidget(widget)
    qtbot.keyClick(widget, Qt.Key.Key_A)
    clock[0] += 59
    lock._look()
    assert said == []
    clock[0] += 2
    lock._look()
    assert said == [1]
    lock.watch(0)
    qapp.removeEventFilter(lock)
    lock.deleteLater()

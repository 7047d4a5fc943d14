"""A reader who disagrees with the model names the diagnosis: by mouse, by keys, in words."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from medviewer.domain.review import ReviewState
from medviewer.reports.building import build_report
from medviewer.reports.json import json_text
from medviewer.store import open_store
from medviewer.ui.browser.browser import mark_text

LONG = 20_000
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(desk, make_pictures):
    """A predicted case on the screen."""
    window = desk.start()
    desk.show(window, make_pictures(1)[0])
    desk.predict(window)
    return window


def press(desk, key, modifiers=Qt.KeyboardModifier.NoModifier):
    """A key pressed wherever the focus is, as on a keyboard."""
    desk.qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def open_by_key(desk, window):
    window.page.viewport.setFocus()
    press(desk, Qt.Key.Key_D, CTRL)
    assert not window.page.panel.diagnosis.chooser.isHidden()


def wait_for(desk, window, state, diagnosis):
    def there():
        stored = window.controller.stored
        return stored is not None and (stored.state, stored.diagnosis_label) == (state, diagnosis)

    desk.qtbot.waitUntil(there, timeout=LONG)
    desk.qtbot.waitUntil(
        lambda: mark_text(window.page.browser.current) == f"{diagnosis}, {state}", timeout=LONG
    )


def others(window):
    """The model's class and one that is not."""
    result = window.controller.result
    model = result.diagnosis.label
    return model, next(p.label for p in result.probabilities if p.label != model)


def offered(chooser):
    """What the field completes to."""
    model = chooser.other.completer().model() if chooser.other.completer() else None
    return {model.data(model.index(i, 0)) for i in range(model.rowCount())} if model else set()


def in_tables(desk):
    """Class -> number of results in its table."""
    with open_store(desk.store, "Dr Reader", "correct horse battery") as store:
        tables = store._database.rows("SELECT diagnosis, table_name FROM diagnosis_table")
        counted = {
            r["diagnosis"]: store._database.value(f"SELECT count(*) FROM {r['table_name']}")
            for r in tables
        }
        assert store.audit.verify().ok
        actions = [e.action for e in store.audit.entries(200)]
        return {d: n for d, n in counted.items() if n}, actions, store.results.search()


def test_a_digit_corrects_undo_takes_back_and_the_row_moves_each_time(desk, window):
    panel = window.page.panel
    model, other = others(window)
    said = window.controller.result.diagnosis
    labels = [p.label for p in window.controller.result.probabilities]

    open_by_key(desk, window)
    press(desk, Qt.Key(Qt.Key.Key_1 + labels.index(other)))
    wait_for(desk, window, ReviewState.CORRECTED, other)
    assert panel.diagnosis.chooser.isHidden()
    assert QApplication.focusWidget() is window.page.viewport
    assert panel.diagnosis.name.text() == other.capitalize() or panel.diagnosis.name.text() == other
    assert said.title in panel.diagnosis.probability.text()
    assert "corrected by Dr Reader" in panel.diagnosis.state.text()
    assert panel.history.list.item(0).text().endswith("corrected")
    assert window.controller.result.diagnosis == said  # the model's own answer is kept
    assert window.actions_by_name["undo"].text() == "Undo Diagnosis"

    press(desk, Qt.Key.Key_Z, CTRL)
    wait_for(desk, window, ReviewState.PREDICTED, model)
    press(desk, Qt.Key.Key_Z, CTRL | SHIFT)
    wait_for(desk, window, ReviewState.CORRECTED, other)
    desk.close(window)

    tables, actions, (stored,) = in_tables(desk)
    assert tables == {other: 1}
    assert actions.count("result.move") == 3
    assert stored.result.diagnosis == said
    document = build_report([stored], "Dr Reader", stored.saved_at)
    conclusion = document.results[0].conclusion
    assert "Corrected by Dr Reader" in conclusion.status
    assert f"from {said.title}" in conclusion.status
    assert said.title in conclusion.model_answer
    (told,) = json.loads(json_text(document))["results"]
    assert told["conclusion"]["diagnosis"] == told["review"]["diagnosis"] == other
    assert told["model_diagnosis"]["label"] == model


def test_accepting_keeps_the_readers_diagnosis_and_so_does_a_comment(desk, window):
    panel, (_, other) = window.page.panel, others(window)
    window.controller.name_diagnosis(other)
    wait_for(desk, window, ReviewState.CORRECTED, other)
    assert not panel.review.accept.isEnabled()  # there is no more to say
    panel.review.comment.setText("seen in two planes")
    panel.accept_now()
    desk.qtbot.waitUntil(
        lambda: window.controller.stored.review.comment == "seen in two planes", timeout=LONG
    )
    wait_for(desk, window, ReviewState.CORRECTED, other)
    panel.reject_now()
    wait_for(desk, window, ReviewState.REJECTED, other)


def test_the_models_own_class_accepts(desk, window):
    model, other = others(window)
    window.controller.name_diagnosis(other)
    wait_for(desk, window, ReviewState.CORRECTED, other)
    window.page.panel.diagnosis.correct.click()
    chooser = window.page.panel.diagnosis.chooser
    assert chooser.classes.currentItem().data(Qt.ItemDataRole.UserRole) == other
    row = next(
        i
        for i in range(chooser.classes.count())
        if chooser.classes.item(i).data(Qt.ItemDataRole.UserRole) == model
    )
    assert "the model" in chooser.classes.item(row).text()
    place = chooser.classes.visualItemRect(chooser.classes.item(row)).center()
    desk.qtbot.mouseClick(chooser.classes.viewport(), Qt.MouseButton.LeftButton, pos=place)
    wait_for(desk, window, ReviewState.ACCEPTED, model)
    assert window.controller.stored.review.diagnosis is None


def test_any_other_diagnosis_in_words_gets_its_table_and_is_offered_again(desk, window):
    open_by_key(desk, window)
    chooser = window.page.panel.diagnosis.chooser
    for _ in range(chooser.classes.count() + 1):
        press(desk, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is chooser.other
    desk.qtbot.keyClicks(chooser.other, "  phyllodes  tumour 2 ")  # 2: no class while one types
    press(desk, Qt.Key.Key_Return)
    wait_for(desk, window, ReviewState.CORRECTED, "phyllodes tumour 2")

    open_by_key(desk, window)
    assert chooser.other.text() == "phyllodes tumour 2"
    desk.qtbot.waitUntil(lambda: "phyllodes tumour 2" in offered(chooser), timeout=LONG)
    press(desk, Qt.Key.Key_Escape)
    window.controller.name_diagnosis("Phyllodes Tumour 2")  # the same, in other letters
    desk.qtbot.waitUntil(lambda: window.page.journal.unsaved == 0, timeout=LONG)
    desk.close(window)
    assert in_tables(desk)[0] == {"phyllodes tumour 2": 1}


def test_escape_leaves_it_as_it_is(desk, window):
    model, _ = others(window)
    for _ in range(2):
        open_by_key(desk, window)
        press(desk, Qt.Key.Key_Escape)
        assert window.page.panel.diagnosis.chooser.isHidden()
        assert QApplication.focusWidget() is window.page.viewport
    assert window.controller.stored.review is None
    assert window.controller.stored.diagnosis_label == model
    window.controller.name_diagnosis("\u0007")
    assert "printable" in window.status.message
    assert window.page.journal.unsaved == 0
    window.controller.name_diagnosis("  ")
    assert window.controller.stored.review is None


def test_another_case_closes_the_chooser(desk, make_pictures):
    window = desk.start()
    desk.show(window, make_pictures(2)[0].parent)
    desk.predict(window)
    open_by_key(desk, window)
    window.actions_by_name["next_case"].trigger()
    desk.qtbot.waitUntil(lambda: window.controller.volume.case == "scan2", timeout=LONG)
    assert window.page.panel.diagnosis.chooser.isHidden()
    assert not window.actions_by_name["name_diagnosis"].isEnabled()
    window.page.panel.choose_diagnosis()
    assert window.page.panel.diagnosis.chooser.isHidden()

"""One history in the window: kept as each step ends, there again after a restart."""

import pytest
from PySide6.QtCore import Qt

from medviewer.domain.edit import EditKind
from medviewer.domain.errors import StoreError
from medviewer.domain.review import ReviewState
from medviewer.store import open_store
from medviewer.store.edits import Edits

LONG = 20_000
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(desk, window, key, modifiers):
    window.page.viewport.setFocus()
    desk.qtbot.keyClick(window.page.viewport, key, modifiers)


def wait_state(desk, window, state):
    desk.qtbot.waitUntil(
        lambda: window.controller.stored is not None and window.controller.stored.state is state,
        timeout=LONG,
    )


def kept(desk, window):
    desk.qtbot.waitUntil(lambda: window.page.journal.unsaved == 0, timeout=LONG)


def draw(window, target, state):
    """A step as a tool of the window would record it, over a dictionary of things."""
    things = window.__dict__.setdefault("things", {})
    history = window.page.edits

    def apply(name, to):
        things.pop(name, None)
        if to is not None:
            things[name] = to

    history.register(EditKind.MEASUREMENT, apply)
    before = things.get(target)
    apply(target, state)
    history.record(EditKind.MEASUREMENT, target, before, state, "Distance")
    return things


def test_decisions_are_undone_and_redone_after_a_restart_and_all_are_audited(desk, make_pictures):
    picture = make_pictures(1)[0]
    window = desk.start()
    desk.show(window, picture)
    desk.predict(window)
    window.page.panel.review.comment.setText("typical cyst")
    window.page.panel.accept_now()
    wait_state(desk, window, ReviewState.ACCEPTED)
    window.page.panel.reject_now()
    wait_state(desk, window, ReviewState.REJECTED)
    assert window.actions_by_name["undo"].text() == "Undo Reject"
    desk.close(window)

    window = desk.start()
    desk.show(window, picture)
    wait_state(desk, window, ReviewState.REJECTED)
    desk.qtbot.waitUntil(lambda: window.page.edits.standing == 2, timeout=LONG)
    assert "did not end in order" not in window.status.message
    press(desk, window, Qt.Key.Key_Z, CTRL)
    wait_state(desk, window, ReviewState.ACCEPTED)
    assert window.controller.stored.review.comment == "typical cyst"
    press(desk, window, Qt.Key.Key_Z, CTRL)
    wait_state(desk, window, ReviewState.PREDICTED)
    assert window.page.panel.review.comment.text() == ""
    assert not window.actions_by_name["undo"].isEnabled()
    press(desk, window, Qt.Key.Key_Z, CTRL | SHIFT)
    wait_state(desk, window, ReviewState.ACCEPTED)
    assert window.actions_by_name["redo"].text() == "Redo Reject"
    desk.close(window)

    with open_store(desk.store, "Dr Reader", "correct horse battery") as store:
        reviews = store.results.reviews(store.results.search()[0].id)
        actions = [e.action for e in store.audit.entries(100)]
        assert store.audit.verify().ok
    assert [r.state for r in reviews] == [
        ReviewState.ACCEPTED,
        ReviewState.REJECTED,
        ReviewState.ACCEPTED,
        ReviewState.PREDICTED,
        ReviewState.ACCEPTED,
    ]
    assert actions.count("result.review") == actions.count("edit") == 5


def test_each_scan_has_its_own_history(desk, make_pictures):
    window = desk.start()
    desk.show(window, make_pictures(2)[0].parent)
    draw(window, "line", b"1")
    kept(desk, window)
    window.actions_by_name["next_case"].trigger()
    desk.qtbot.waitUntil(lambda: window.controller.volume.case == "scan2", timeout=LONG)
    assert window.page.edits.edits == ()
    assert not window.actions_by_name["undo"].isEnabled()
    window.actions_by_name["previous_case"].trigger()
    desk.qtbot.waitUntil(lambda: window.page.edits.standing == 1, timeout=LONG)
    assert window.page.edits.states(EditKind.MEASUREMENT) == {"line": b"1"}
    assert window.actions_by_name["undo"].text() == "Undo Distance"


def test_a_step_in_the_moment_of_opening_stands_behind_the_kept_ones(desk, make_pictures):
    window = desk.start()
    desk.show(window, make_pictures(2)[0].parent)
    draw(window, "first", b"1")
    kept(desk, window)
    window.actions_by_name["next_case"].trigger()
    desk.qtbot.waitUntil(lambda: window.controller.volume.case == "scan2", timeout=LONG)
    window.page.journal.open(None)
    draw(window, "early", b"2")  # nobody's: no scan is open
    first = window.page.browser.visible_cases()[0]
    window.controller.opened.connect(lambda _: draw(window, "early", b"3"))
    window.page.browser.choose(first.key)
    desk.qtbot.waitUntil(lambda: window.page.edits.standing == 2, timeout=LONG)
    kept(desk, window)
    assert window.page.edits.states(EditKind.MEASUREMENT) == {"first": b"1", "early": b"3"}
    content_hash = window.controller.volume.content_hash
    desk.close(window)
    with open_store(desk.store, "Dr Reader", "correct horse battery") as store:
        assert [e.target for e in store.edits.of(content_hash).edits] == ["first", "early"]


def test_a_step_is_kept_though_the_program_ends_before_the_history_was_read(desk, make_pictures):
    window = desk.start()
    desk.show(window, make_pictures(2)[0].parent)
    draw(window, "first", b"1")
    kept(desk, window)
    content_hash = window.controller.volume.content_hash
    window.actions_by_name["next_case"].trigger()
    desk.qtbot.waitUntil(lambda: window.controller.volume.case == "scan2", timeout=LONG)

    def draw_and_leave(_volume):
        draw(window, "late", b"2")
        window.page.journal.save_rest()

    window.controller.opened.connect(draw_and_leave)
    window.actions_by_name["previous_case"].trigger()
    desk.qtbot.waitUntil(lambda: window.controller.volume.case == "scan1", timeout=LONG)
    desk.close(window)
    with open_store(desk.store, "Dr Reader", "correct horse battery") as store:
        found = store.edits.of(content_hash)
    assert [e.target for e in found.edits] == ["first", "late"]
    assert (found.standing, found.left_open) == (2, False)


def test_steps_that_a_full_disk_refused_are_saved_with_the_next_one(
    desk, make_pictures, monkeypatch
):
    picture = make_pictures(1)[0]
    window = desk.start()
    desk.show(window, picture)
    said = []
    window.page.journal.kept.connect(said.append)

    def full(*_arguments, **_options):
        raise StoreError("The disk is full; nothing of this was saved.")

    with monkeypatch.context() as disk:
        disk.setattr(Edits, "keep", full)
        draw(window, "a", b"1")
        desk.qtbot.waitUntil(lambda: "disk is full" in window.status.message, timeout=LONG)
        draw(window, "a", b"2")
        window.page.edits.undo()
        desk.qtbot.wait(50)
    assert said == []
    assert window.page.journal.unsaved == 3
    draw(window, "b", b"3")
    kept(desk, window)
    content_hash = window.controller.volume.content_hash
    desk.close(window)
    with open_store(desk.store, "Dr Reader", "correct horse battery") as store:
        found = store.edits.of(content_hash)
    assert [(e.target, e.after) for e in found.edits] == [("a", b"1"), ("b", b"3")]
    assert (found.standing, found.left_open) == (2, False)


def test_a_program_that_did_not_end_in_order_says_what_is_there(desk, make_pictures, monkeypatch):
    picture = make_pictures(1)[0]
    window = desk.start()
    desk.show(window, picture)
    draw(window, "a", b"1")
    kept(desk, window)
    monkeypatch.setattr(window.page.journal, "save_rest", lambda: None)  # as a kill leaves it
    desk.close(window)
    window = desk.start()
    desk.show(window, picture)
    desk.qtbot.waitUntil(lambda: "did not end in order" in window.status.message, timeout=LONG)
    assert "(Distance, " in window.status.message
    desk.close(window)
    window = desk.start()
    desk.show(window, picture)
    desk.qtbot.waitUntil(lambda: window.page.edits.standing == 1, timeout=LONG)
    assert "did not end in order" not in window.status.message


def test_a_damaged_history_says_so_and_the_scan_opens(desk, make_pictures):
    picture = make_pictures(1)[0]
    window = desk.start()
    desk.show(window, picture)
    for number in range(3):
        draw(window, "a", bytes([number]))
    kept(desk, window)
    desk.close(window)
    with open_store(desk.store, "Dr Reader", "correct horse battery") as store:
        store._database.run("UPDATE edit SET at = 'noon' WHERE position = 0")
    window = desk.start()
    desk.show(window, picture)
    desk.qtbot.waitUntil(lambda: "history is damaged" in window.status.message, timeout=LONG)
    assert len(window.page.edits.edits) == 2
    assert window.page.viewport.volume is not None


def test_a_step_that_cannot_be_undone_stays(desk, make_pictures):
    window = desk.start()
    desk.show(window, make_pictures(1)[0])
    desk.qtbot.waitUntil(lambda: not window.page.journal._loading, timeout=LONG)
    draw(window, "a", b"1")

    def refuse(_target, _state):
        raise StoreError("The record of this step is damaged.")

    window.page.edits.register(EditKind.MEASUREMENT, refuse)
    window.page.edits.undo()
    assert window.status.message == "The record of this step is damaged."
    assert window.page.edits.standing == 1


@pytest.mark.parametrize("of_demo", [False, True])
def test_in_the_demo_only_what_is_done_to_demo_patients_is_kept(desk, make_pictures, of_demo):
    from medviewer.imaging.phantoms import write_demo_patients

    path = write_demo_patients(desk.folder / "demo")[0] if of_demo else make_pictures(1)[0]
    window = desk.open(demo=True)
    desk.qtbot.waitUntil(lambda: window._pages.currentWidget() is window.page, timeout=LONG)
    desk.show(window, path)
    desk.qtbot.waitUntil(lambda: not window.page.journal._loading, timeout=LONG)
    things = draw(window, "a", b"1")
    kept(desk, window)
    content_hash = window.controller.volume.content_hash
    window.page.edits.undo()
    assert things == {}
    window.page.edits.redo()
    desk.close(window)
    from medviewer.store import open_demo_store

    with open_demo_store(desk.store) as store:
        assert store.edits.of(content_hash).standing == int(of_demo)

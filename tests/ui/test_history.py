"""The one history of masks, measurements and decisions."""

import pytest

from medviewer.domain.edit import EditKind
from medviewer.ui.history import History


@pytest.fixture
def desk(qtbot):
    """A history over a dictionary of things, as a part of the window would use it."""
    things: dict[str, bytes] = {}

    def apply(target, state):
        if state is None:
            things.pop(target, None)
        else:
            things[target] = state

    history = History()
    for kind in EditKind:
        history.register(kind, apply)
    return history, things


def do(history, things, target, state, kind=EditKind.MEASUREMENT):
    before = things.get(target)
    if state is None:
        things.pop(target, None)
    else:
        things[target] = state
    history.record(kind, target, before, state, f"Set {target}")


def test_steps_of_all_kinds_are_taken_back_in_one_order_and_done_again(desk):
    history, things = desk
    do(history, things, "line", b"1")
    do(history, things, "lesion", b"mask", EditKind.MASK)
    do(history, things, "line", None)
    assert things == {"lesion": b"mask"}
    history.undo()
    assert things == {"line": b"1", "lesion": b"mask"}
    assert (history.undo_title, history.redo_title) == ("Set lesion", "Set line")
    history.undo()
    history.undo()
    assert (things, history.undo_title) == ({}, None)
    history.undo()  # nothing left: nothing happens
    for _ in range(4):
        history.redo()
    assert (things, history.redo_title) == ({"lesion": b"mask"}, None)


def test_a_new_step_drops_those_taken_back(desk):
    history, things = desk
    do(history, things, "a", b"1")
    do(history, things, "b", b"2")
    history.undo()
    do(history, things, "c", b"3")
    assert [e.target for e in history.edits] == ["a", "c"]
    assert history.redo_title is None


def test_a_step_that_changed_nothing_is_none(desk):
    history, things = desk
    do(history, things, "a", b"1")
    do(history, things, "a", b"1")
    assert history.standing == 1


def test_a_loaded_history_goes_on_where_it_was(desk):
    history, things = desk
    do(history, things, "a", b"1")
    do(history, things, "a", b"2")
    history.undo()
    later = History()
    later.register(EditKind.MEASUREMENT, lambda target, state: things.update({target: state}))
    later.load(history.edits, history.standing)
    later.redo()
    assert things == {"a": b"2"}
    later.undo()
    later.undo()
    assert things == {"a": None}


def test_who_and_when_stand_with_each_step(desk, qtbot):
    history, things = desk
    history.account = "reader"
    with qtbot.waitSignals([history.recorded, history.changed]):
        do(history, things, "a", b"1")
    edit = history.edits[0]
    assert edit.account == "reader"
    assert edit.time.utcoffset() is not None
    with qtbot.waitSignal(history.moved) as moved:
        history.undo()
    assert moved.args == [0]

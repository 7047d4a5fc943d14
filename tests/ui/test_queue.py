"""Many cases predicted one after another while the reader goes on reading."""

import threading

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt

from medviewer.domain.errors import RefusedError, StoreError
from medviewer.inference.predictor import Predictor
from medviewer.store import ResultRepository, open_store
from medviewer.ui.case.predicting import fitting
from medviewer.ui.queue.entries import Entry, EntryState, QueueEntries

LONG = 20_000


def results(desk):
    with open_store(desk.store, "Dr Reader", "correct horse battery") as store:
        return store.results.search()


def waiting(desk):
    with open_store(desk.store, "Dr Reader", "correct horse battery") as store:
        return store.waiting.all()


def states(window):
    return [(e.patient.name, e.state.value) for e in window.controller.queue.entries]


def queue_all(desk, window):
    window.actions_by_name["predict_all"].trigger()
    queue = window.controller.queue
    desk.qtbot.waitUntil(lambda: len(queue.entries) > 0, timeout=LONG)
    return queue


@pytest.fixture
def gate(monkeypatch):
    """The engine answers only while this is set; ``order`` is who was read."""
    opened, run = threading.Event(), Predictor.run
    opened.order = []

    def slow(self, request):
        steps = run(self, request)
        first = next(steps)
        opened.order.append(request.volume.case)
        yield first
        while not opened.wait(0.01):
            yield first
        return (yield from steps)

    monkeypatch.setattr(Predictor, "run", slow)
    yield opened
    opened.set()


def test_every_new_case_is_predicted_and_saved_without_being_opened(desk, make_pictures):
    window = desk.start()
    desk.show(window, make_pictures(4)[0].parent)
    desk.predict(window)
    queue = queue_all(desk, window)
    assert window.status.message == (
        "3 cases wait for a prediction by Untrained pack of the tests; 1 had a result already."
    )
    desk.qtbot.waitUntil(lambda: not queue.busy, timeout=LONG)
    assert queue.entries.counts()[EntryState.DONE] == 3
    desk.qtbot.waitUntil(
        lambda: all(c.state.value == "predicted" for c in window.page.browser.visible_cases()),
        timeout=LONG,
    )
    window.actions_by_name["predict_all"].trigger()
    desk.qtbot.waitUntil(lambda: "4 had a result already" in window.status.message, timeout=LONG)
    desk.close(window)
    assert sorted(s.result.case for s in results(desk)) == ["scan1", "scan2", "scan3", "scan4"]
    assert waiting(desk) == []


def test_the_scan_on_the_screen_goes_before_the_queue(desk, make_pictures, gate):
    window = desk.start()
    desk.show(window, make_pictures(3)[0].parent)
    window.page.browser.step(1)
    window.page.browser.step(1)
    desk.qtbot.waitUntil(lambda: window.controller.volume.case == "scan3", timeout=LONG)
    queue = queue_all(desk, window)
    desk.qtbot.waitUntil(lambda: gate.order == ["scan1"], timeout=LONG)
    window.actions_by_name["predict"].trigger()
    desk.qtbot.waitUntil(lambda: gate.order == ["scan1", "scan3"], timeout=LONG)
    gate.set()
    desk.qtbot.waitUntil(lambda: not queue.busy and not window.controller.busy, timeout=LONG)
    desk.close(window)
    assert sorted(s.result.case for s in results(desk)) == ["scan1", "scan2", "scan3"]


def test_what_waits_can_be_moved_and_cancelled_by_keyboard(desk, make_pictures, gate):
    window = desk.start()
    desk.show(window, make_pictures(4)[0].parent)
    queue = queue_all(desk, window)
    desk.qtbot.waitUntil(lambda: states(window)[0] == ("scan1", "running"), timeout=LONG)
    view = window.page.queue.list
    view.setFocus()
    view.setCurrentIndex(queue.entries.index(3))
    desk.qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [n for n, _ in states(window)] == ["scan1", "scan2", "scan4", "scan3"]
    assert view.currentIndex().row() == 2
    desk.qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    desk.qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [n for n, _ in states(window)] == ["scan1", "scan4", "scan2", "scan3"]
    index = queue.entries.index(2)
    view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    desk.qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert [n for n, _ in states(window)] == ["scan1", "scan4", "scan3"]
    gate.set()
    desk.qtbot.waitUntil(lambda: not queue.busy, timeout=LONG)
    assert gate.order == ["scan1", "scan4", "scan3"]
    desk.close(window)
    assert sorted(s.result.case for s in results(desk)) == ["scan1", "scan3", "scan4"]


def test_pause_finishes_what_runs_and_cancel_all_leaves_nothing(desk, make_pictures, gate):
    window = desk.start()
    desk.show(window, make_pictures(4)[0].parent)
    queue = queue_all(desk, window)
    desk.qtbot.waitUntil(lambda: gate.order == ["scan1"], timeout=LONG)
    window.page.queue.pause.click()
    gate.set()
    desk.qtbot.waitUntil(lambda: queue.entries.counts()[EntryState.DONE] == 1, timeout=LONG)
    desk.qtbot.wait(100)
    assert gate.order == ["scan1"]
    assert window.page.queue.words.text() == "3 waiting · 1 done · paused"
    window.page.queue.pause.click()
    desk.qtbot.waitUntil(lambda: len(gate.order) > 1, timeout=LONG)
    window.page.queue.cancel_all.click()
    assert not queue.busy
    assert queue.entries.counts()[EntryState.WAITING] == 0
    desk.close(window)
    assert waiting(desk) == []


def test_what_waited_is_offered_at_the_next_start(desk, make_pictures, gate):
    paths = make_pictures(4)
    window = desk.start()
    desk.show(window, paths[0].parent)
    queue_all(desk, window)
    desk.qtbot.waitUntil(lambda: gate.order == ["scan1"], timeout=LONG)
    desk.close(window)
    assert len(waiting(desk)) == 4

    paths[3].unlink()
    gate.set()
    window = desk.start()
    panel = window.page.queue
    desk.qtbot.waitUntil(lambda: panel.offer.isVisible(), timeout=LONG)
    assert panel.offer_words.text() == "4 cases were waiting: go on?"
    panel.go_on.click()
    queue = window.controller.queue
    desk.qtbot.waitUntil(
        lambda: queue.entries.counts()[EntryState.DONE] == 3 and not queue.busy, timeout=LONG
    )
    assert not panel.offer.isVisible()
    desk.close(window)
    assert sorted(s.result.case for s in results(desk)) == ["scan1", "scan2", "scan3"]
    assert waiting(desk) == []


def test_a_refused_case_says_why_and_the_others_go_on(desk, make_pictures, monkeypatch):
    run = Predictor.run

    def picky(self, request):
        if request.volume.case == "scan2":
            raise RefusedError("scan2: this is CT.")
        return (yield from run(self, request))

    monkeypatch.setattr(Predictor, "run", picky)
    paths = make_pictures(3)
    window = desk.start()
    desk.show(window, paths[0].parent)
    paths[2].write_bytes(b"no picture at all")
    queue = queue_all(desk, window)
    desk.qtbot.waitUntil(lambda: not queue.busy, timeout=LONG)
    found = {e.patient.name: e for e in queue.entries}
    assert found["scan1"].state is EntryState.DONE
    assert found["scan2"].status == "refused: this is CT."
    assert found["scan3"].state is EntryState.FAILED
    assert "scan3.png" in found["scan3"].note
    window.page.queue.clear.click()
    assert not window.page.queue.isVisible()


@pytest.mark.logs_warnings
def test_a_store_that_cannot_be_written_pauses_the_queue(desk, make_pictures, monkeypatch):
    window = desk.start()
    desk.show(window, make_pictures(3)[0].parent)
    save = ResultRepository.save

    def full(*_arguments):
        raise StoreError("The disk is full.")

    monkeypatch.setattr(ResultRepository, "save", full)
    queue = queue_all(desk, window)
    desk.qtbot.waitUntil(lambda: queue.paused, timeout=LONG)
    desk.qtbot.waitUntil(lambda: not queue.entries.counts()[EntryState.RUNNING], timeout=LONG)
    assert window.status.message == "The queue is paused: The disk is full."
    monkeypatch.setattr(ResultRepository, "save", save)
    queue.pause(False)
    desk.qtbot.waitUntil(lambda: not queue.busy, timeout=LONG)
    assert queue.entries.counts()[EntryState.DONE] == 3
    desk.close(window)
    assert len(results(desk)) == 3


def test_at_most_two_scans_are_held(desk, make_pictures, monkeypatch, gate):
    from medviewer.jobs import preparing

    read, reading = [], preparing.read_case
    monkeypatch.setattr(preparing, "read_case", lambda item: (read.append(item), reading(item))[1])
    window = desk.start()
    desk.show(window, make_pictures(6)[0].parent)
    queue_all(desk, window)
    desk.qtbot.waitUntil(lambda: gate.order == ["scan1"], timeout=LONG)
    desk.qtbot.waitUntil(lambda: len(read) == 2, timeout=LONG)
    desk.qtbot.wait(200)
    assert len(read) == 2


class Item:
    """What an entry needs of a scan."""

    def __init__(self, name, frames=1):
        self.key, self.frames, self.files = name, frames, ()


def order(entries):
    return [e.key for e in entries]


@pytest.fixture
def entries(qtbot, qtmodeltester):
    model = QueueEntries()
    model.add(Entry(Item(name), "pack") for name in "abcde")
    first = model.entry(0)
    first.state = EntryState.RUNNING
    model.update(first)
    return model


def test_a_drop_never_comes_before_what_runs_nor_behind_what_is_over(entries):
    done = entries.entry(1)
    done.state = EntryState.DONE
    entries.update(done)
    assert order(entries) == ["a", "c", "d", "e", "b"]
    data = entries.mimeData([entries.index(3)])
    entries.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    assert order(entries) == ["a", "e", "c", "d", "b"]
    data = entries.mimeData([entries.index(1), entries.index(2)])
    entries.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, QModelIndex())
    assert order(entries) == ["a", "d", "e", "c", "b"]
    assert not entries.flags(entries.index(0)) & Qt.ItemFlag.ItemIsDragEnabled


def test_the_same_case_is_queued_once(entries):
    assert entries.add([Entry(Item("c"), "pack"), Entry(Item("f"), "pack")]) == 1
    assert order(entries) == ["a", "b", "c", "d", "e", "f"]


def test_what_fits_no_model_is_not_queued(make_tiny_pack, tmp_path):
    one, two = (make_tiny_pack(tmp_path / name, id=name) for name in ("one", "two"))
    ct = make_tiny_pack(tmp_path / "ct", id="ct", modalities=("CT",), accepts_pictures=False)
    packs = [one, two, ct]
    assert fitting(packs, None) == [one, two]
    assert fitting(packs, "CT") == [ct]
    assert fitting(packs, "XA") == []


def test_what_a_person_has_to_choose_for_stays_between_what_waits_and_what_is_over(entries):
    first, second = entries.entry(1), entries.entry(2)
    first.state = EntryState.DONE
    entries.update(first)
    second.state = EntryState.UNDECIDED
    entries.update(second)
    assert order(entries) == ["a", "d", "e", "c", "b"]
    assert [e.key for e in entries.under_way()] == ["a", "d", "e"]
    assert [e.key for e in entries.unfinished()] == ["a", "d", "e", "c"]
    entries.add([Entry(Item("f"), "pack")])
    assert order(entries) == ["a", "d", "e", "f", "c", "b"]
    second.state = EntryState.WAITING
    entries.update(second)
    assert order(entries) == ["a", "d", "e", "f", "c", "b"]
    assert entries.first_waiting().key == "d"

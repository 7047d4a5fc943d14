"""The window as a clinician uses it: real store, real engine, small scans."""

import threading

import pypdf
import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from medviewer.domain.errors import StoreError
from medviewer.domain.progress import Progress
from medviewer.domain.review import ReviewState
from medviewer.inference.predictor import Predictor
from medviewer.packs.registry import PackRegistry
from medviewer.store import ResultRepository, open_store
from medviewer.ui.browser.browser import mark_text

LONG = 20_000


def results(desk):
    """What is in the store, read after the window is closed."""
    with open_store(desk.store, "Dr Reader", "correct horse battery") as store:
        return store.results.search()


def press(desk, window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    desk.qtbot.keyClick(window.page.viewport, key, modifiers)


def test_whole_path_from_a_folder_to_a_report(desk, make_pictures, tmp_path):
    folder = make_pictures(3)[0].parent
    window = desk.start()
    desk.show(window, folder)
    page = window.page
    assert [c.patient.name for c in page.browser.visible_cases()] == ["scan1", "scan2", "scan3"]
    assert page.viewport.volume.case == "scan1"
    page.viewport.setFocus()

    press(desk, window, Qt.Key.Key_G)
    desk.qtbot.waitUntil(lambda: window.controller.stored is not None, timeout=LONG)
    result = window.controller.result
    assert page.panel.result is result
    assert page.panel.diagnosis.name.text() == result.diagnosis.title
    desk.qtbot.waitUntil(
        lambda: mark_text(page.browser.current) == f"{result.diagnosis.label}, predicted",
        timeout=LONG,
    )

    assert page.viewport.masks_visible
    press(desk, window, Qt.Key.Key_O)
    assert not page.viewport.masks_visible
    press(desk, window, Qt.Key.Key_O)
    assert page.viewport.masks_visible

    page.panel.review.comment.setText("typical cyst")
    press(desk, window, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(
        lambda: window.controller.stored.state is ReviewState.ACCEPTED, timeout=LONG
    )
    assert window.controller.stored.review.comment == "typical cyst"
    assert window.controller.stored.review.reviewer == "Dr Reader"
    desk.qtbot.waitUntil(lambda: page.browser.current.state is ReviewState.ACCEPTED, timeout=LONG)
    assert window.status.message == "Accepted and saved."

    report = tmp_path / "out" / "report.pdf"
    report.parent.mkdir()
    window.export_report(report)
    desk.qtbot.waitUntil(lambda: str(report) in window.status.message, timeout=LONG)
    text = "".join(p.extract_text() for p in pypdf.PdfReader(report).pages)
    assert "typical cyst" in text
    assert "NOT FOR DIAGNOSTIC USE" in text

    press(desk, window, Qt.Key.Key_Right)
    desk.qtbot.waitUntil(lambda: window.controller.volume.case == "scan2", timeout=LONG)
    assert page.panel.result is None


def test_no_other_window_flashes_up_while_one_starts(desk, qapp):
    class Watcher(QObject):
        seen = []

        def eventFilter(self, watched, event):
            shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
            if shown and watched.isWindow():
                self.seen.append(type(watched).__name__)
            return False

    watcher = Watcher()
    qapp.installEventFilter(watcher)
    desk.start()
    qapp.removeEventFilter(watcher)
    assert watcher.seen == ["MainWindow"]


def test_stored_results_show_again_without_the_network(desk, make_pictures, monkeypatch):
    picture = make_pictures(1)[0]
    window = desk.start()
    desk.show(window, picture)
    desk.predict(window)
    first = window.controller.result
    window.page.panel.accept_now()
    desk.qtbot.waitUntil(
        lambda: window.controller.stored.state is ReviewState.ACCEPTED, timeout=LONG
    )
    desk.close(window)

    asked = []
    monkeypatch.setattr(Predictor, "run", lambda *a, **k: asked.append(a))
    window = desk.start()
    desk.show(window, picture)
    desk.qtbot.waitUntil(lambda: window.controller.stored is not None, timeout=LONG)
    again = window.controller.result
    assert (again.masks[0].array == first.masks[0].array).all()
    assert again.probabilities == first.probabilities
    assert window.controller.stored.state is ReviewState.ACCEPTED
    assert window.page.browser.current.state is ReviewState.ACCEPTED
    assert asked == []


def test_a_patient_of_the_store_opens_without_opening_a_file(desk, make_pictures):
    picture = make_pictures(1)[0]
    window = desk.start()
    desk.show(window, picture)
    desk.predict(window)
    desk.close(window)

    window = desk.start()
    browser = window.page.browser
    desk.qtbot.waitUntil(lambda: len(browser.model) == 1, timeout=LONG)
    browser.choose(browser.visible_cases()[0].key)
    desk.qtbot.waitUntil(lambda: window.controller.stored is not None, timeout=LONG)
    assert window.page.viewport.volume.case == "scan1"
    assert window.actions_by_name["predict"].isEnabled()
    desk.close(window)

    picture.unlink()
    window = desk.start()
    browser = window.page.browser
    desk.qtbot.waitUntil(lambda: len(browser.model) == 1, timeout=LONG)
    browser.choose(browser.visible_cases()[0].key)
    desk.qtbot.waitUntil(lambda: window.controller.stored is not None, timeout=LONG)
    assert window.page.viewport.volume is not None
    assert "no longer there" in window.status.message
    assert not window.actions_by_name["predict"].isEnabled()


def test_reject_and_take_back(desk, make_pictures):
    window = desk.start()
    desk.show(window, make_pictures(1)[0])
    desk.predict(window)
    window.page.viewport.setFocus()
    press(desk, window, Qt.Key.Key_X)
    desk.qtbot.waitUntil(
        lambda: window.controller.stored.state is ReviewState.REJECTED, timeout=LONG
    )
    press(desk, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(
        lambda: window.controller.stored.state is ReviewState.PREDICTED, timeout=LONG
    )
    desk.close(window)
    with open_store(desk.store, "Dr Reader", "correct horse battery") as store:
        states = [r.state for r in store.results.reviews(store.results.search()[0].id)]
    assert states == [ReviewState.REJECTED, ReviewState.PREDICTED]


def test_enter_in_a_text_field_or_on_a_button_decides_nothing(desk, make_pictures):
    window = desk.start()
    desk.show(window, make_pictures(2)[0].parent)
    desk.predict(window)
    page = window.page
    page.browser.search.setFocus()
    desk.qtbot.keyClicks(page.browser.search, "scan1xo")
    desk.qtbot.keyClick(page.browser.search, Qt.Key.Key_Return)
    assert page.browser.search.text() == "scan1xo"
    page.browser.search.clear()
    desk.qtbot.keyClick(page.panel.review.export, Qt.Key.Key_Return)
    desk.qtbot.wait(100)
    assert window.controller.stored.state is ReviewState.PREDICTED
    assert page.viewport.masks_visible


def test_holding_the_mask_key_peeks(desk, make_pictures):
    window = desk.start()
    desk.show(window, make_pictures(1)[0])
    desk.predict(window)
    view = window.page.viewport
    view.setFocus()
    peeks = []
    view.peek = peeks.append
    desk.qtbot.keyPress(view, Qt.Key.Key_O)
    desk.qtbot.waitUntil(lambda: peeks == [True], timeout=LONG)
    desk.qtbot.keyRelease(view, Qt.Key.Key_O)
    assert peeks == [True, False]
    assert view.masks_visible


class _SlowPredictor(Predictor):
    """Waits before the network runs, until it is let go."""

    gate = threading.Event()

    def run(self, request, read_seconds=0.0):
        while not self.gate.wait(0.02):
            yield Progress(0, 1, "at the gate")
        return (yield from super().run(request, read_seconds))


@pytest.fixture
def slow(desk):
    """Window settings with a predictor that waits at a gate."""
    _SlowPredictor.gate.clear()
    yield {"make_predictor": lambda: _SlowPredictor(desk.registry, "cpu")}
    _SlowPredictor.gate.set()


def test_window_answers_while_the_network_runs(desk, make_pictures, slow):
    window = desk.start(**slow)
    desk.show(window, make_pictures(2)[0].parent)
    window.actions_by_name["predict"].trigger()
    desk.qtbot.waitUntil(lambda: window.status.busy, timeout=LONG)
    ticks = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start(1)
    desk.qtbot.waitUntil(lambda: len(ticks) > 20, timeout=LONG)
    assert window.controller.predicting
    window.page.viewport.setFocus()
    press(desk, window, Qt.Key.Key_I)
    assert window.page.viewport.invert
    _SlowPredictor.gate.set()
    desk.qtbot.waitUntil(lambda: window.controller.stored is not None, timeout=LONG)
    assert not window.status.busy


def test_answer_for_another_case_is_saved_but_not_shown_here(desk, make_pictures, slow):
    window = desk.start(**slow)
    desk.show(window, make_pictures(2)[0].parent)
    window.actions_by_name["predict"].trigger()
    window.actions_by_name["next_case"].trigger()
    desk.qtbot.waitUntil(lambda: window.controller.volume.case == "scan2", timeout=LONG)
    _SlowPredictor.gate.set()
    first = window.page.browser.visible_cases()[0]
    desk.qtbot.waitUntil(lambda: first.state is ReviewState.PREDICTED, timeout=LONG)
    assert window.controller.result is None
    assert window.page.panel.result is None
    assert window.page.browser.current.state is ReviewState.NEW


def test_asking_again_drops_the_answer_before(desk, make_pictures, slow):
    window = desk.start(**slow)
    desk.show(window, make_pictures(1)[0])
    controller = window.controller
    controller.predict("tiny")
    controller.predict("tiny", "sensitivity-95")
    _SlowPredictor.gate.set()
    desk.qtbot.waitUntil(lambda: controller.stored is not None, timeout=LONG)
    assert controller.result.diagnosis.operating_point.name == "sensitivity-95"
    desk.close(window)
    assert len(results(desk)) == 1


def test_escape_cancels_and_nothing_is_saved(desk, make_pictures, slow):
    window = desk.start(**slow)
    desk.show(window, make_pictures(1)[0])
    window.actions_by_name["predict"].trigger()
    desk.qtbot.waitUntil(lambda: window.status.busy, timeout=LONG)
    window.page.viewport.setFocus()
    press(desk, window, Qt.Key.Key_Escape)
    assert not window.controller.predicting
    assert not window.status.busy
    _SlowPredictor.gate.set()
    desk.close(window)
    assert results(desk) == []


def test_files_that_cannot_be_read_give_one_message_and_the_rest_opens(desk, make_pictures):
    folder = make_pictures(2)[0].parent
    (folder / "empty.png").write_bytes(b"")
    (folder / "letter.png").write_text("Dear colleague")
    window = desk.start()
    desk.show(window, folder)
    assert len(window.page.browser.visible_cases()) == 2
    desk.qtbot.waitUntil(lambda: "2 files could not be opened" in window.status.message)
    assert "empty.png" in window.status.message


def test_a_scan_that_is_damaged_says_so_and_the_next_one_opens(desk, make_pictures):
    first, second = make_pictures(2)
    first.write_bytes(first.read_bytes()[:200])
    window = desk.start()
    window.open_paths([first.parent])
    desk.qtbot.waitUntil(lambda: "scan1.png" in window.status.message, timeout=LONG)
    window.page.browser.choose(window.page.browser.visible_cases()[-1].key)
    desk.qtbot.waitUntil(lambda: window.controller.volume is not None, timeout=LONG)
    assert window.controller.volume.case == second.stem


def test_dropped_files_open(desk, make_pictures):
    paths = make_pictures(2)
    window = desk.start()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    rest = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
    enter = QDragEnterEvent(QPoint(300, 300), *rest)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(300, 300), *rest))
    desk.qtbot.waitUntil(lambda: len(window.page.browser.visible_cases()) == 2, timeout=LONG)
    assert window.preferences.recent == [str(paths[0].parent)]


def test_what_cannot_be_saved_is_not_lost(desk, make_pictures, monkeypatch):
    window = desk.start()
    desk.show(window, make_pictures(2)[0].parent)
    save = ResultRepository.save

    def full(*_arguments):
        raise StoreError("The disk is full; nothing was saved.")

    monkeypatch.setattr(ResultRepository, "save", full)
    window.actions_by_name["predict"].trigger()
    desk.qtbot.waitUntil(lambda: "disk is full" in window.status.message, timeout=LONG)
    kept = window.controller.result
    assert kept is not None
    assert window.controller.stored is None
    window.actions_by_name["next_case"].trigger()
    desk.qtbot.waitUntil(lambda: window.controller.volume.case == "scan2", timeout=LONG)
    window.actions_by_name["previous_case"].trigger()
    desk.qtbot.waitUntil(lambda: window.controller.result is kept, timeout=LONG)

    monkeypatch.setattr(ResultRepository, "save", save)
    window.page.panel.accept_now()
    desk.qtbot.waitUntil(
        lambda: (
            window.controller.stored is not None
            and window.controller.stored.state is ReviewState.ACCEPTED
        ),
        timeout=LONG,
    )
    desk.close(window)
    assert [r.state for r in results(desk)] == [ReviewState.ACCEPTED]


def test_what_could_not_be_saved_to_the_end_is_told_when_closing(desk, make_pictures, monkeypatch):
    window = desk.start()
    desk.show(window, make_pictures(1)[0])

    def full(*_arguments):
        raise StoreError("The disk is full; nothing was saved.")

    monkeypatch.setattr(ResultRepository, "save", full)
    window.actions_by_name["predict"].trigger()
    desk.qtbot.waitUntil(lambda: "disk is full" in window.status.message, timeout=LONG)
    told = []
    monkeypatch.setattr(QMessageBox, "warning", lambda _parent, _title, text: told.append(text))
    window.close()
    assert told == ["The disk is full; nothing was saved."]


def test_closing_finishes_every_thread_and_what_was_to_be_saved(desk, make_pictures):
    window = desk.start()
    desk.show(window, make_pictures(1)[0])
    desk.predict(window)
    window.page.panel.reject_now()
    window.close()
    assert not window.database.running
    assert not window.inference.running
    assert not window.page.controller.loader.running
    assert [r.state for r in results(desk)] == [ReviewState.REJECTED]
    assert desk.saved_preferences == 1


def test_no_pack_is_said_plainly(desk, make_pictures, tmp_path):
    window = desk.start(packs=lambda: PackRegistry([tmp_path / "nowhere"]))
    desk.show(window, make_pictures(1)[0])
    assert "No model pack is installed" in window.page.panel.status.words.text()


def test_changed_weights_are_refused_in_one_sentence(desk, make_pictures, tiny_pack):
    data = bytearray(tiny_pack.weights_file.read_bytes())
    data[-1] ^= 1
    tiny_pack.weights_file.write_bytes(bytes(data))
    window = desk.start()
    desk.show(window, make_pictures(1)[0])
    window.actions_by_name["predict"].trigger()
    desk.qtbot.waitUntil(lambda: window.controller.failure is not None, timeout=LONG)
    sentence = window.controller.failure.sentence
    assert "tiny" in sentence
    assert not window.controller.failure.refused
    assert window.page.panel.status.words.text() == sentence


def test_a_refused_scan_is_read_on_demand_and_that_is_kept(
    desk, make_pictures, tiny_pack, give_gate
):
    give_gate(tiny_pack, foreignness=14.2)
    desk.registry = PackRegistry([tiny_pack.folder.parent])
    window = desk.start()
    desk.show(window, make_pictures(1)[0])
    window.actions_by_name["predict"].trigger()
    desk.qtbot.waitUntil(lambda: window.controller.failure is not None, timeout=LONG)
    status = window.page.panel.status
    assert "14.2, limit 1.5" in status.words.text()
    assert window.controller.history == []
    desk.qtbot.mouseClick(status.override, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: window.controller.stored is not None, timeout=LONG)
    assert "Read against the model's refusal" in status.title.text()
    assert status.isVisible()
    assert "14.2, limit 1.5" in window.page.panel.provenance.text()
    # Another operating point is the same question: not refused anew.
    window.page.panel.operatingPointChanged.emit("sensitivity-95")
    desk.qtbot.waitUntil(lambda: len(window.controller.history) == 2, timeout=LONG)
    desk.close(window)
    kept = [r.result.provenance.overridden_refusal for r in results(desk)]
    assert ["14.2, limit 1.5" in reason for reason in kept] == [True, True]


def test_a_refusal_takes_the_answer_of_another_pack_off_the_screen(
    desk, make_pictures, tiny_pack, give_gate, make_tiny_pack
):
    make_tiny_pack(tiny_pack.folder.parent / "other", id="other")
    give_gate(tiny_pack, foreignness=14.2)
    desk.registry = PackRegistry([tiny_pack.folder.parent])
    window = desk.start()
    desk.show(window, make_pictures(1)[0])
    box = window.page.panel.packs
    box.setCurrentIndex(box.findData("other"))
    box.activated.emit(box.currentIndex())
    desk.predict(window)
    assert box.currentData() == "other"
    box.setCurrentIndex(box.findData("tiny"))
    box.activated.emit(box.currentIndex())
    window.actions_by_name["predict"].trigger()
    desk.qtbot.waitUntil(lambda: window.controller.failure is not None, timeout=LONG)
    assert window.page.panel.status.override.isVisible()
    assert window.controller.result is None
    assert len(window.controller.history) == 1


def test_what_was_set_up_is_there_next_time(desk, make_pictures):
    window = desk.start()
    desk.show(window, make_pictures(1)[0])
    window.page.splitter.setSizes([350, 600, 420])
    sizes = window.page.splitter.sizes()
    window.page.viewport.opacity = 0.5
    window.actions_by_name["privacy"].setChecked(True)
    desk.close(window)
    assert window.preferences.geometry
    window.preferences.geometry = ""  # the tests' screen is smaller than the window

    window = desk.start()
    desk.qtbot.waitUntil(lambda: window.page.isVisible())
    assert window.page.viewport.opacity == 0.5
    assert window.page.browser.privacy
    assert window.page.splitter.sizes() == sizes
    assert window.preferences.account == "Dr Reader"


def test_signing_out_leaves_no_patient_on_the_screen(desk, make_pictures):
    window = desk.start()
    desk.show(window, make_pictures(2)[0].parent)
    desk.predict(window)
    window.actions_by_name["sign_out"].trigger()
    assert window.page.browser.visible_cases() == []
    assert window.page.viewport.volume is None
    assert window.page.panel.result is None
    assert not window.page.isVisible()
    desk.sign_in(window)
    assert window.page.isVisible()
    desk.qtbot.waitUntil(lambda: len(window.page.browser.model) == 1, timeout=LONG)


def test_demo_store_opens_without_sign_in_and_is_marked(desk, make_pictures):
    paths = make_pictures(1)
    window = desk.open(demo=True, demo_files=lambda: paths)
    desk.qtbot.waitUntil(lambda: window.controller.volume is not None, timeout=LONG)
    assert window.strip.demo
    assert window.controller.account == "demo"
    window.actions_by_name["predict"].trigger()
    # A picture of nobody knows who is no demo patient: the store without a lock is not for it.
    desk.qtbot.waitUntil(lambda: "demo patients only" in window.status.message, timeout=LONG)


def test_scans_named_on_the_command_line_wait_for_sign_in(desk, make_pictures):
    window = desk.open(paths=tuple(make_pictures(2)))
    assert window.page.browser.visible_cases() == []
    desk.sign_in(window)
    desk.qtbot.waitUntil(lambda: len(window.page.browser.visible_cases()) == 2, timeout=LONG)


@pytest.mark.logs_warnings
def test_an_error_of_ours_is_one_sentence(desk, make_pictures, monkeypatch):
    window = desk.start()
    desk.show(window, make_pictures(1)[0])

    def broken(*_arguments):
        raise ZeroDivisionError("scan1")

    monkeypatch.setattr(ResultRepository, "save", broken)
    window.actions_by_name["predict"].trigger()
    desk.qtbot.waitUntil(lambda: "crash report" in window.status.message, timeout=LONG)
    assert "scan1" not in window.status.message
    monkeypatch.undo()

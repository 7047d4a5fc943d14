"""The model chosen for each scan as a reader meets it: taken, asked for, refused, overridden."""

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from medviewer.inference.predictor import Predictor
from medviewer.packs.registry import PackRegistry
from medviewer.store import open_store
from medviewer.ui.queue.entries import EntryState

from .scans import ct_files

LONG = 20_000


def results(desk):
    with open_store(desk.store, "Dr Reader", "correct horse battery") as store:
        return {s.result.case: s.result.provenance for s in store.results.search()}


@pytest.fixture(scope="module")
def taught(tmp_path_factory, make_tiny_pack, teach_gate, textures):
    """Packs with gates: ``speckled`` and ``smoothed``, and ``twin``, which is as the first."""
    place = tmp_path_factory.mktemp("taught")
    speckle, smooth, lines = (textures(k, 60) for k in ("speckle", "smooth", "lines"))
    for name, title, own, others in (
        ("speckled", "Speckle", speckle, smooth + lines),
        ("twin", "Speckle too", speckle, smooth + lines),
        ("smoothed", "Smooth", smooth, speckle + lines),
    ):
        teach_gate(make_tiny_pack(place / name, id=name, title=title), own, others)
    return place


@pytest.fixture
def install(desk, taught):
    """``install("speckled", ...)``: these packs, and no others, are there from now on."""
    import shutil

    def put(*names):
        folder = desk.folder / "chosen packs"
        for name in names:
            shutil.copytree(taught / name, folder / name)
        desk.registry = PackRegistry([folder])

    return put


@pytest.fixture
def draw(desk, textures):
    """``draw("a-speckle", "b-smooth") -> folder`` with a picture for each, of what it says."""

    def make(*names):
        folder = desk.folder / "scans"
        folder.mkdir()
        for number, name in enumerate(names):
            picture = textures(name.partition("-")[2], 81 + number)[80 + number]
            Image.fromarray(picture).save(folder / f"{name}.png")
        return folder

    return make


def choose_by_hand(window, pack):
    box = window.page.panel.packs
    box.setCurrentIndex(box.findData(pack))
    box.activated.emit(box.currentIndex())


def on_screen(desk, window, case):
    controller = window.controller
    desk.qtbot.waitUntil(
        lambda: controller.volume is not None and controller.volume.case == case, timeout=LONG
    )


def ask(desk, window):
    """Press Predict and wait for the question."""
    window.actions_by_name["predict"].trigger()
    desk.qtbot.waitUntil(lambda: window.controller.undecided is not None, timeout=LONG)
    assert window.page.panel.question.isVisible()
    return window.page.panel.question


def test_automatic_is_the_default_and_says_what_it_took_and_why(desk, install, draw):
    install("speckled", "smoothed")
    window = desk.start()
    desk.show(window, draw("a-speckle", "b-smooth"))
    panel = window.page.panel
    assert panel.packs.currentText() == "Automatic"
    assert not panel.chosen.isVisible()
    desk.predict(window)
    assert window.controller.result.provenance.pack.id == "speckled"
    assert panel.chosen.isVisible()
    assert panel.chosen.text() == "Chosen automatically: only Speckle takes this scan."
    assert panel.chosen.toolTip() == (
        "Chosen automatically among Smooth; Speckle: only Speckle takes this scan."
    )
    assert "chosen automatically among Smooth; Speckle" in panel.provenance.text()
    window.step_case(1)
    on_screen(desk, window, "b-smooth")
    desk.predict(window)
    assert window.controller.result.provenance.pack.id == "smoothed"
    window.step_case(-1)  # read from the store: it still says why
    on_screen(desk, window, "a-speckle")
    desk.qtbot.waitUntil(lambda: panel.chosen.isVisible(), timeout=LONG)
    assert "only Speckle takes this scan" in panel.chosen.text()


def test_opening_loads_no_network(desk, install, draw, monkeypatch):
    install("speckled", "smoothed")
    asked = []
    choose = Predictor.choose
    monkeypatch.setattr(Predictor, "choose", lambda self, *a: asked.append(a) or choose(self, *a))
    window = desk.start()
    desk.show(window, draw("a-speckle"))
    desk.qtbot.wait(200)
    assert asked == []
    desk.predict(window)
    assert len(asked) == 1


def test_a_choice_by_hand_holds_for_its_scan_alone(desk, install, draw):
    install("speckled", "twin", "smoothed")
    window = desk.start()
    desk.show(window, draw("a-speckle", "b-smooth"))
    choose_by_hand(window, "twin")
    desk.predict(window)
    made = window.controller.result.provenance
    assert (made.pack.id, made.chosen) == ("twin", "")
    assert not window.page.panel.chosen.isVisible()
    window.step_case(1)
    on_screen(desk, window, "b-smooth")
    assert window.page.panel.packs.currentText() == "Automatic"
    desk.predict(window)
    assert window.controller.result.provenance.pack.id == "smoothed"
    window.step_case(-1)
    on_screen(desk, window, "a-speckle")
    assert window.page.panel.packs.currentText() == "Speckle too"


@pytest.mark.parametrize("by", ["key", "keypad", "mouse"])
def test_where_two_take_it_the_reader_is_asked_without_a_dialog(desk, install, draw, by):
    install("speckled", "twin", "smoothed")
    window = desk.start()
    desk.show(window, draw("a-speckle"))
    before = window.page.viewport.voi_window
    question = ask(desk, window)
    assert [b.text() for b in question.buttons] in (
        ["1   Speckle", "2   Speckle too"],
        ["1   Speckle too", "2   Speckle"],
    )
    assert question.words.text().startswith("2 models take this scan: ")
    place = [b.text().endswith("Speckle too") for b in question.buttons].index(True)
    if by == "mouse":
        desk.qtbot.mouseClick(question.buttons[place], Qt.MouseButton.LeftButton)
    else:
        pad = Qt.KeyboardModifier.KeypadModifier if by == "keypad" else Qt.KeyboardModifier(0)
        window.page.viewport.setFocus()
        desk.qtbot.keyClick(window.page.viewport, Qt.Key(Qt.Key.Key_1 + place), pad)
    desk.qtbot.waitUntil(lambda: window.controller.stored is not None, timeout=LONG)
    made = window.controller.result.provenance
    assert made.pack.id == "twin"
    assert made.chosen.startswith("chosen by the reader among Speckle")
    assert not question.isVisible()
    assert window.page.viewport.voi_window == before  # the key was the question's
    assert window.page.panel.packs.currentText() == "Speckle too"
    assert "Chosen by the reader among" in window.page.panel.chosen.text()
    # Another operating point is the same choice, and is not asked about anew.
    window.page.panel.operatingPointChanged.emit("sensitivity-95")
    desk.qtbot.waitUntil(lambda: len(window.controller.history) == 2, timeout=LONG)
    assert window.controller.result.provenance.pack.id == "twin"
    assert window.controller.result.provenance.chosen == made.chosen


def test_digits_type_in_a_field_and_are_presets_again_after_the_question(desk, install, draw):
    install("speckled", "twin")
    window = desk.start()
    desk.show(window, draw("a-speckle"))
    question = ask(desk, window)
    search = window.page.browser.search
    search.setFocus()
    desk.qtbot.keyClick(search, Qt.Key.Key_1)
    assert search.text() == "1"
    assert question.isVisible()
    search.clear()
    desk.qtbot.mouseClick(question.buttons[0], Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: window.controller.stored is not None, timeout=LONG)
    window.page.viewport.setFocus()
    with desk.qtbot.waitSignal(window.actions_by_name["preset_1"].triggered):
        desk.qtbot.keyClick(window.page.viewport, Qt.Key.Key_1)


def test_the_answer_can_hold_for_every_such_scan_and_is_in_the_settings(desk, install, draw):
    install("speckled", "twin", "smoothed")
    window = desk.start()
    desk.show(window, draw("a-speckle", "b-speckle", "c-smooth"))
    question = ask(desk, window)
    assert question.always.text() == "Always for pictures"
    question.always.click()
    place = [b.text().endswith("Speckle too") for b in question.buttons].index(True)
    question.buttons[place].click()
    desk.qtbot.waitUntil(lambda: window.controller.stored is not None, timeout=LONG)
    assert desk.preferences.preferred_packs == {"pictures": "twin"}
    window.step_case(1)
    on_screen(desk, window, "b-speckle")
    desk.predict(window)
    assert window.controller.result.provenance.pack.id == "twin"
    assert "the reader's choice" in window.page.panel.chosen.text()
    window.step_case(1)  # what only one takes goes there all the same
    on_screen(desk, window, "c-smooth")
    desk.predict(window)
    assert window.controller.result.provenance.pack.id == "smoothed"
    page = window.comforts.settings.pages["models"]
    choice = page.preferred["pictures"]
    assert choice.value == "twin"
    choice.show_value("")
    choice.activated.emit(choice.currentIndex())
    assert desk.preferences.preferred_packs == {}
    page.undo()
    assert desk.preferences.preferred_packs == {"pictures": "twin"}


def test_what_none_takes_is_refused_and_read_by_the_nearest_on_demand(desk, install, draw):
    install("speckled", "smoothed")
    window = desk.start()
    desk.show(window, draw("a-lines"))
    window.actions_by_name["predict"].trigger()
    desk.qtbot.waitUntil(lambda: window.controller.failure is not None, timeout=LONG)
    status = window.page.panel.status
    assert status.title.text() == "Not read: no installed model takes this scan"
    nearest = window.controller.screen.overridable.pack_id
    near, far = ("Smooth", "Speckle") if nearest == "smoothed" else ("Speckle", "Smooth")
    words = status.words.text()
    assert words.startswith("2 installed models were asked and none takes it.")
    assert words.endswith(f"has it read by {near}, the nearest of them.")
    first, second = status.details.text().split("\n\n")
    assert first.startswith(f"{near}: ")
    assert second.startswith(f"{far}: ")
    assert "limit" in first
    assert "limit" in second
    assert window.status.message == "No installed model takes this scan; the panel says why."
    assert status.override.isVisible()
    desk.qtbot.mouseClick(status.override, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: window.controller.stored is not None, timeout=LONG)
    made = window.controller.result.provenance
    assert made.pack.id == nearest
    assert "limit" in made.overridden_refusal
    assert made.chosen == "chosen by the reader, against its refusal"
    desk.close(window)
    assert results(desk)["a-lines"].overridden_refusal == made.overridden_refusal


def test_a_scan_of_another_kind_is_refused_by_what_its_file_says(desk, install, tmp_path):
    install("speckled", "smoothed")
    ct_files(tmp_path, "abdomen", 3, side=64)
    window = desk.start()
    desk.show(window, tmp_path / "abdomen")
    window.actions_by_name["predict"].trigger()
    desk.qtbot.waitUntil(lambda: window.controller.failure is not None, timeout=LONG)
    status = window.page.panel.status
    assert status.title.text() == "Not read: no installed model takes this scan"
    assert status.details.text().count("this is CT") == 2
    assert "Choose a model yourself" in status.words.text()
    assert not status.override.isVisible(), "none of them measured it, so none is the nearest"


def test_the_queue_goes_on_past_what_a_person_has_to_choose_for(desk, install, draw):
    install("speckled", "twin", "smoothed")
    window = desk.start()
    desk.show(window, draw("a-speckle", "b-smooth", "c-speckle", "d-smooth", "e-lines"))
    queue = window.controller.queue
    window.actions_by_name["predict_all"].trigger()
    desk.qtbot.waitUntil(lambda: len(queue.entries) == 5 and not queue.busy, timeout=LONG)
    desk.qtbot.waitUntil(lambda: queue.entries.counts()[EntryState.DONE] == 2, timeout=LONG)
    assert {e.patient.name: e.state.value for e in queue.entries} == {
        "a-speckle": "undecided",
        "b-smooth": "done",
        "c-speckle": "undecided",
        "d-smooth": "done",
        "e-lines": "refused",
    }
    assert "2 undecided · 2 done · 1 refused" in window.page.queue.words.text()
    # Opened, it asks at once; answered there, it is off the queue's hands.
    window.page.queue.caseWanted.emit(queue.entries.undecided()[1].key)
    on_screen(desk, window, "c-speckle")
    question = window.page.panel.question
    desk.qtbot.waitUntil(lambda: question.isVisible(), timeout=LONG)
    question.buttons[0].click()
    desk.qtbot.waitUntil(lambda: len(queue.entries.undecided()) == 1, timeout=LONG)
    # A preference settles the other one, without opening it.
    window.controller.wishes.prefer(None, "twin")
    queue.reconsider()
    desk.qtbot.waitUntil(lambda: queue.entries.counts()[EntryState.DONE] == 4, timeout=LONG)
    desk.qtbot.waitUntil(lambda: not window.controller.busy and not queue.busy, timeout=LONG)
    desk.close(window)
    made = results(desk)
    assert made["a-speckle"].pack.id == "twin"
    assert made["b-smooth"].pack.id == made["d-smooth"].pack.id == "smoothed"
    assert "e-lines" not in made


def test_what_is_undecided_is_offered_at_the_next_start(desk, install, draw):
    install("speckled", "twin")
    window = desk.start()
    desk.show(window, draw("a-speckle"))
    window.actions_by_name["predict_all"].trigger()
    queue = window.controller.queue
    desk.qtbot.waitUntil(lambda: len(queue.entries.undecided()) == 1, timeout=LONG)
    desk.close(window)
    window = desk.start()
    desk.qtbot.waitUntil(lambda: window.page.queue.offer.isVisible(), timeout=LONG)
    window.page.queue.go_on.click()
    queue = window.controller.queue
    desk.qtbot.waitUntil(lambda: len(queue.entries.undecided()) == 1, timeout=LONG)
    window.page.queue.cancel_all.click()
    assert len(queue.entries) == 0


def test_the_next_case_is_chosen_for_ahead(desk, install, draw):
    install("speckled", "smoothed")
    window = desk.start()
    window.actions_by_name["predict_ahead"].setChecked(True)
    desk.show(window, draw("a-speckle", "b-smooth"))
    choose_by_hand(window, "speckled")  # of this scan, not of the next
    ahead = window.controller.ahead
    desk.qtbot.waitUntil(lambda: bool(ahead._next and ahead._next.result), timeout=LONG)
    window.step_case(1)
    on_screen(desk, window, "b-smooth")
    assert window.controller.result.provenance.pack.id == "smoothed"
    assert "only Smooth takes this scan" in window.page.panel.chosen.text()


def test_somebody_else_begins_without_the_choices_by_hand(desk, install, draw):
    install("speckled", "twin")
    window = desk.start()
    folder = draw("a-speckle")
    desk.show(window, folder)
    choose_by_hand(window, "twin")
    window.actions_by_name["sign_out"].trigger()
    desk.sign_in(window)
    desk.show(window, folder)
    assert window.page.panel.packs.currentText() == "Automatic"

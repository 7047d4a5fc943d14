"""The next case made ready while this one is read."""

import threading

import pytest

from medviewer.inference.predictor import Predictor
from medviewer.store import open_store

LONG = 20_000


def results(desk):
    with open_store(desk.store, "Dr Reader", "correct horse battery") as store:
        return [s.result.case for s in store.results.search()]


@pytest.fixture
def engine(monkeypatch):
    """``engine.order`` is who was read; ``engine.gate`` holds answers back while it is clear."""

    class Engine:
        order, gate = [], threading.Event()

    Engine.gate.set()
    run = Predictor.run

    def watched(self, request):
        Engine.order.append(request.volume.case)
        steps = run(self, request)
        first = next(steps)
        yield first
        while not Engine.gate.wait(0.01):
            yield first
        return (yield from steps)

    monkeypatch.setattr(Predictor, "run", watched)
    yield Engine
    Engine.gate.set()


def start(desk, pictures, ahead=True):
    window = desk.start()
    window.actions_by_name["predict_ahead"].setChecked(ahead)
    desk.show(window, pictures[0].parent)
    return window


def on_screen(desk, window, case):
    desk.qtbot.waitUntil(
        lambda: window.controller.volume is not None and window.controller.volume.case == case,
        timeout=LONG,
    )


def test_nothing_is_predicted_unasked_by_default(desk, make_pictures, engine):
    window = start(desk, make_pictures(3), ahead=False)
    window.step_case(1)
    on_screen(desk, window, "scan2")
    desk.qtbot.wait(200)
    assert engine.order == []


def test_the_next_case_is_ready_when_the_reader_comes_to_it(desk, make_pictures, engine):
    window = start(desk, make_pictures(3))
    ahead = window.controller.ahead
    desk.qtbot.waitUntil(lambda: bool(ahead._next and ahead._next.result), timeout=LONG)
    assert engine.order == ["scan2"]
    assert window.controller.result is None
    window.step_case(1)
    on_screen(desk, window, "scan2")
    assert window.controller.result.case == "scan2"
    assert window.page.panel.result is window.controller.result
    desk.qtbot.waitUntil(lambda: window.controller.stored is not None, timeout=LONG)
    desk.qtbot.waitUntil(lambda: engine.order == ["scan2", "scan3"], timeout=LONG)
    desk.close(window)
    assert results(desk) == ["scan2"]


def test_what_was_made_for_another_case_is_never_shown(desk, make_pictures, engine):
    window = start(desk, make_pictures(4))
    ahead = window.controller.ahead
    desk.qtbot.waitUntil(lambda: bool(ahead._next and ahead._next.result), timeout=LONG)
    window.page.browser.choose(window.page.browser.visible_cases()[2].key)
    on_screen(desk, window, "scan3")
    assert window.controller.result is None
    desk.qtbot.waitUntil(lambda: engine.order == ["scan2", "scan4"], timeout=LONG)
    desk.close(window)
    assert results(desk) == []


def test_an_answer_under_way_becomes_the_readers_own(desk, make_pictures, engine):
    engine.gate.clear()
    window = start(desk, make_pictures(2))
    desk.qtbot.waitUntil(lambda: engine.order == ["scan2"], timeout=LONG)
    window.step_case(1)
    on_screen(desk, window, "scan2")
    assert window.controller.predicting
    engine.gate.set()
    desk.qtbot.waitUntil(lambda: window.controller.stored is not None, timeout=LONG)
    assert engine.order == ["scan2"]
    assert window.controller.result.case == "scan2"


def test_the_asked_case_does_not_wait_for_the_one_made_ahead(desk, make_pictures, engine):
    engine.gate.clear()
    window = start(desk, make_pictures(2))
    desk.qtbot.waitUntil(lambda: engine.order == ["scan2"], timeout=LONG)
    window.actions_by_name["predict"].trigger()
    desk.qtbot.waitUntil(lambda: engine.order == ["scan2", "scan1"], timeout=LONG)
    engine.gate.set()
    desk.qtbot.waitUntil(lambda: window.controller.stored is not None, timeout=LONG)
    assert window.controller.result.case == "scan1"


def test_going_back_readies_the_case_before(desk, make_pictures, engine):
    window = start(desk, make_pictures(4))
    window.page.browser.choose(window.page.browser.visible_cases()[2].key)
    on_screen(desk, window, "scan3")
    window.step_case(-1)
    on_screen(desk, window, "scan2")
    desk.qtbot.waitUntil(lambda: engine.order[-1:] == ["scan1"], timeout=LONG)


def test_a_case_read_before_is_not_read_again_ahead(desk, make_pictures, engine):
    window = start(desk, make_pictures(2), ahead=False)
    window.step_case(1)
    on_screen(desk, window, "scan2")
    desk.predict(window)
    window.step_case(-1)
    on_screen(desk, window, "scan1")
    window.actions_by_name["predict_ahead"].setChecked(True)
    desk.qtbot.wait(300)
    assert engine.order == ["scan2"]

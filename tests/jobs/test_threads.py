"""The serial thread, the database thread and the inference thread by themselves."""

import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QThread

from medviewer.domain.errors import KnownError, RefusedError, StoreError
from medviewer.domain.geometry import VolumeGeometry
from medviewer.domain.image import ArrayFrames, ImageVolume
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.domain.progress import Progress
from medviewer.domain.result import InferenceRequest
from medviewer.domain.review import StoreChange
from medviewer.jobs.database import DatabaseThread
from medviewer.jobs.failure import BUG_SENTENCE, explain
from medviewer.jobs.inference import InferenceThread, Urgency
from medviewer.jobs.serial import SerialThread
from medviewer.jobs.task import Task, wait_for_tasks
from medviewer.store import create_store

NAME, PASSPHRASE = "Dr Reader", "correct horse battery"


@pytest.fixture
def serial(qtbot):
    thread = SerialThread("test")
    yield thread
    thread.close()
    assert not thread.running


def test_jobs_run_in_order_elsewhere_and_answer_here(serial, qtbot):
    main, ran, answered = QThread.currentThread(), [], []

    def job(number):
        assert QThread.currentThread() is not main
        ran.append(number)
        return number

    def answer(number):
        assert QThread.currentThread() is main
        answered.append(number)

    for number in range(20):
        serial.post(lambda n=number: job(n), answer)
    qtbot.waitUntil(lambda: len(answered) == 20)
    assert ran == answered == list(range(20))


def test_an_error_goes_to_its_own_handler_and_the_next_job_runs(serial, qtbot):
    errors, done = [], []

    def fail():
        raise KnownError("The file is empty.")

    serial.post(fail, done.append, errors.append)
    serial.post(lambda: 7, done.append, errors.append)
    qtbot.waitUntil(lambda: done == [7])
    assert [str(e) for e in errors] == ["The file is empty."]


def test_closing_does_what_was_posted_before(qtbot):
    thread, ran = SerialThread("test"), []
    gate = threading.Event()
    thread.post(lambda: gate.wait(5))
    for number in range(5):
        thread.post(lambda n=number: ran.append(n))
    gate.set()
    thread.close()
    assert ran == [0, 1, 2, 3, 4]
    thread.post(lambda: ran.append(99))
    assert not thread.running
    assert ran == [0, 1, 2, 3, 4]


def test_known_errors_speak_for_themselves():
    assert explain(StoreError("The disk is full.")) == "The disk is full."


@pytest.mark.logs_warnings
def test_errors_of_ours_show_no_detail():
    assert explain(ValueError("Doe^John")) == BUG_SENTENCE


@pytest.fixture
def database(qtbot):
    thread = DatabaseThread()
    yield thread
    thread.close()
    assert not thread.running


def open_new(database, qtbot, path):
    opened = []
    database.open(lambda: create_store(path, NAME, PASSPHRASE), opened.append, opened.append)
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert opened == [NAME]


def test_store_lives_in_the_database_thread(database, qtbot, tmp_path):
    open_new(database, qtbot, tmp_path / "store.db")
    answers = []
    database.submit(lambda store: store.account, on_done=answers.append)
    database.submit(lambda store, n: store.results.search(limit=n), 5, on_done=answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers == [NAME, []]


def test_changes_are_told_after_the_answer(database, qtbot, tmp_path):
    open_new(database, qtbot, tmp_path / "store.db")
    heard = []
    database.changed.connect(lambda change: heard.append(("changed", change)))
    change = StoreChange(("P1",), (3,))
    database.mutate(lambda _store: (41, change), on_done=lambda v: heard.append(("done", v)))
    database.submit(lambda _store: change, on_done=lambda _: heard.append(("read", None)))
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == [("done", (41, change)), ("changed", change), ("read", None)]


def test_without_a_store_there_is_a_sentence(database, qtbot):
    errors = []
    database.submit(lambda store: store.account, on_error=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], StoreError)
    assert "sign in" in str(errors[0])


def test_quitting_does_the_writes_skips_the_reads_and_tells_what_was_lost(qtbot, tmp_path):
    database = DatabaseThread()
    open_new(database, qtbot, tmp_path / "store.db")
    gate, ran = threading.Event(), []
    database.mutate(lambda _store: gate.wait(5))
    database.submit(lambda _store: ran.append("read"))
    database.mutate(lambda _store: ran.append("write"))

    def full(_store):
        raise StoreError("The disk is full.")

    database.mutate(full)
    threading.Timer(0.05, gate.set).start()
    lost = database.close()
    assert ran == ["write"]
    assert [str(e) for e in lost] == ["The disk is full."]


def volume():
    """A picture of 4 x 4 pixels."""
    context = StudyContext(Patient("P1", "P1"), Study("1"), Series("2", modality="US"))
    frames = ArrayFrames(np.zeros((1, 4, 4), np.uint8))
    return ImageVolume(frames, VolumeGeometry(4, 4), context, "hash", (Path("a.png"),))


class Steps:
    """What the thread needs of a predictor: steps, then an answer or an error."""

    device_name = "cpu"

    def __init__(self):
        self.gate = threading.Event()
        self.started = []

    def run(self, request):
        self.started.append(request.pack_id)
        yield Progress(0, 2)
        while not self.gate.wait(0.01):
            yield Progress(1, 2)
        if request.pack_id == "refuses":
            raise RefusedError("This is CT.")
        return request.pack_id


@pytest.fixture
def inference(qtbot):
    steps = Steps()
    thread = InferenceThread(lambda: steps)
    heard = []
    thread.finished.connect(lambda n, value: heard.append(("finished", n, value)))
    thread.refused.connect(lambda n, text: heard.append(("refused", n, text)))
    thread.failed.connect(lambda n, text: heard.append(("failed", n, text)))
    thread.cancelled.connect(lambda n: heard.append(("cancelled", n)))
    yield thread, steps, heard
    thread.close()
    assert not thread.running


def test_answers_carry_the_number_of_their_question(inference, qtbot):
    thread, steps, heard = inference
    steps.gate.set()
    asked = [InferenceRequest(volume(), name) for name in ("one", "refuses", "three")]
    for request in asked:
        assert thread.submit(request) == request.number
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == [
        ("finished", asked[0].number, "one"),
        ("refused", asked[1].number, "This is CT."),
        ("finished", asked[2].number, "three"),
    ]


def test_cancel_stops_a_running_and_a_waiting_question(inference, qtbot):
    thread, steps, heard = inference
    running, waiting, wanted = (InferenceRequest(volume(), n) for n in ("one", "two", "three"))
    for request in (running, waiting, wanted):
        thread.submit(request)
    qtbot.waitUntil(lambda: steps.started == ["one"])
    thread.cancel(running.number)
    thread.cancel(waiting.number)
    qtbot.waitUntil(lambda: steps.started == ["one", "three"])
    steps.gate.set()
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == [
        ("cancelled", running.number),
        ("cancelled", waiting.number),
        ("finished", wanted.number, "three"),
    ]


def test_a_more_urgent_question_goes_between_two_steps_of_another(inference, qtbot):
    thread, steps, heard = inference
    ahead, queued, asked = (InferenceRequest(volume(), n) for n in ("ahead", "queued", "asked"))
    thread.submit(ahead, Urgency.AHEAD)
    qtbot.waitUntil(lambda: steps.started == ["ahead"])
    thread.submit(queued, Urgency.QUEUED)
    qtbot.waitUntil(lambda: steps.started == ["ahead", "queued"])
    thread.submit(asked)
    qtbot.waitUntil(lambda: steps.started == ["ahead", "queued", "asked"])
    steps.gate.set()
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert [value for _, _, value in heard] == ["asked", "queued", "ahead"]


def test_what_was_made_ahead_hurries_when_it_is_asked_for(inference, qtbot):
    thread, steps, heard = inference
    first, queued, ahead = (InferenceRequest(volume(), n) for n in ("first", "queued", "ahead"))
    thread.submit(first)
    qtbot.waitUntil(lambda: steps.started == ["first"])
    thread.submit(queued, Urgency.QUEUED)
    thread.submit(ahead, Urgency.AHEAD)
    thread.hurry(ahead.number)
    steps.gate.set()
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert [value for _, _, value in heard] == ["first", "ahead", "queued"]


def test_closing_cancels(qtbot):
    steps = Steps()
    thread = InferenceThread(lambda: steps)
    thread.submit(InferenceRequest(volume(), "one"))
    qtbot.waitUntil(lambda: steps.started == ["one"])
    thread.close()
    assert not thread.running


def test_an_engine_that_does_not_start_is_a_sentence(qtbot):
    def broken():
        raise KnownError("The engine's library is missing; install MedViewer again.")

    thread = InferenceThread(broken)
    said = []
    thread.engineChanged.connect(said.append)
    thread.start_engine()
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said[1].endswith("The engine's library is missing; install MedViewer again.")
    thread.close()


@pytest.mark.logs_warnings
def test_a_runtime_error_inside_a_task_is_not_lost(qtbot):
    def steps():
        yield 1
        raise RuntimeError("CUDA out of memory")

    task, failed, ended = Task(steps), [], []
    task.failed.connect(failed.append)
    task.finished.connect(ended.append)
    task.start()
    qtbot.waitUntil(lambda: bool(ended))
    assert failed == [BUG_SENTENCE]
    assert ended == [False]


def test_a_cancelled_task_says_nothing_more(qtbot):
    gate = threading.Event()

    def steps():
        yield "first"
        gate.wait(5)
        yield "second"
        return "end"

    task, heard, ended = Task(steps), [], []
    task.yielded.connect(heard.append)
    task.returned.connect(heard.append)
    task.finished.connect(ended.append)
    task.start()
    qtbot.waitUntil(lambda: heard == ["first"])
    task.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert heard == ["first"]
    assert ended == [True]
    wait_for_tasks()

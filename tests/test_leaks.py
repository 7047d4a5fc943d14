"""The suite itself: a test that leaves something behind has to fail."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LEAKING = """
import logging, threading, time
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QLabel

kept = []

class Endless(QThread):
    def run(self):
        self.msleep(7000)

def test_thread(qapp):
    threading.Thread(target=time.sleep, args=(7,), name="forgotten").start()

def test_qt_thread(qapp):
    kept.append(Endless())
    kept[-1].start()

def test_window(qapp):
    kept.append(QLabel("left on the screen"))
    kept[-1].show()

def test_log(qapp):
    logging.getLogger("medviewer.anything").warning("something odd")

def test_qt_warning(qapp):
    QObject().startTimer(-1)

def test_sound(qtbot):
    label = QLabel("sound")
    qtbot.addWidget(label)
    label.show()
"""


ONE, TWO = (), ("-n", "2", "--dist", "loadfile")
SHARING = """
import os, pytest, torch

def test_threads():
    assert torch.get_num_threads() <= max(os.cpu_count() // 2, 1)

@pytest.mark.skip(reason="no scans at all")
def test_of_scans():
    pass

@pytest.mark.slow
def test_for_hours():
    pass
"""


def pytest_of(folder, *options):
    """What the suite's own rules say of the tests in a folder."""
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider"]
    rules = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder), "-q", str(folder)]
    env = {k: v for k, v in os.environ.items() if k != "OMP_NUM_THREADS"}
    return subprocess.run(
        [*command, *rules, *options], cwd=ROOT, env=env | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, timeout=200,
    ).stdout  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("workers", [ONE, TWO], ids=["one process", "two workers"])
def test_leaks_and_warnings_fail_the_test_that_left_them(tmp_path, workers):
    (tmp_path / "test_leaking.py").write_text(LEAKING)
    said = pytest_of(tmp_path, *workers)
    for complaint in (
        "threads left behind: forgotten",
        "threads left behind: Endless",
        "windows left: QLabel",
        "unexpected log: something odd",
        "startTimer",
    ):
        assert complaint in said, said
    assert "1 failed, 5 passed, 4 errors" in said, said


@pytest.mark.slow
def test_workers_share_the_cores_and_say_what_was_skipped(tmp_path):
    for name in ("test_one.py", "test_other.py"):
        (tmp_path / name).write_text(SHARING)
    said = pytest_of(tmp_path, *TWO)
    assert "2 passed, 2 skipped" in said, said
    assert "no scans at all" in said, said
    assert "[gw1]" in pytest_of(tmp_path, *TWO, "-vv")
    assert "2 passed" in pytest_of(tmp_path, *TWO, "-m", "slow")

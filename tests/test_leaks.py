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


@pytest.mark.slow
def test_leaks_and_warnings_fail_the_test_that_left_them(tmp_path):
    file = tmp_path / "test_leaking.py"
    file.write_text(LEAKING)
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider"]
    options = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path), "-q", str(file)]
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command + options, cwd=ROOT, env=env, capture_output=True, text=True, timeout=200
    )
    said = done.stdout
    for complaint in (
        "threads left behind: forgotten",
        "threads left behind: Endless",
        "windows left: QLabel",
        "unexpected log: something odd",
        "startTimer",
    ):
        assert complaint in said, said
    assert "1 failed, 5 passed, 4 errors" in said, said

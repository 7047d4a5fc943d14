"""Starting the window as a program of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from medviewer.app.window import FIRST_PAINT_FLAG

ROOT = Path(__file__).resolve().parents[2]


def environment(folder, **changes):
    """The test's environment with every folder of the user moved into ``folder``."""
    moved = {f"XDG_{kind}_HOME": str(folder / kind) for kind in ("CONFIG", "STATE", "DATA")}
    kept = {k: v for k, v in os.environ.items() if not k.startswith("MEDVIEWER_")}
    return kept | moved | {"HOME": str(folder), "QT_QPA_PLATFORM": "offscreen"} | changes


def run(code, env):
    return subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True, timeout=120
    )


@pytest.mark.parametrize("arguments", [[], ["--demo"]])
def test_heavy_libraries_are_not_there_at_the_first_paint(tmp_path, arguments):
    code = f"""
import sys
from PySide6.QtWidgets import QApplication
from medviewer.app import window
heavy = ("torch", "cv2", "pydicom", "scipy", "reportlab", "highdicom", "pyqtgraph", "matplotlib")
def first_paint():
    print("there:", [name for name in heavy if name in sys.modules])
window._report_first_paint = lambda w: (first_paint(), w.close())
sys.exit(window.open_window({arguments!r}))
"""
    done = run(code, environment(tmp_path, **{FIRST_PAINT_FLAG: "1"}))
    assert done.stdout.strip() == "there: []", done.stderr
    assert done.returncode == 0


def test_first_paint_is_printed_for_the_benchmark(tmp_path):
    env = environment(tmp_path, **{FIRST_PAINT_FLAG: "1"})
    done = subprocess.run(
        [sys.executable, "-m", "medviewer"],
        env=env, cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert float(done.stdout.removeprefix("first paint ")) > 0


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
def test_without_a_display_one_sentence_and_2(tmp_path):
    env = environment(tmp_path)
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        env.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-m", "medviewer"],
        env=env, cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "no display" in done.stderr


def test_it_opens_where_nothing_can_be_written(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    env = environment(blocked, **{FIRST_PAINT_FLAG: "1"})
    done = run("from medviewer.app.main import main; raise SystemExit(main([]))", env)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("first paint")

"""Cold start to first paint, beside a bare Qt + pyqtgraph + pydicom window, and beside napari.

Both are new processes, started in turn; the time is from the start of the process to the first
paint event of its window. The program is started twice over: as it opens for a person (sign-in
page) and for the demo, each with empty folders of its own; from the source tree, and from the
installed folder of ``MEDVIEWER_BUNDLE`` or ``dist/MedViewer`` where there is one.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.screen import napari_python, screen

ROUNDS = 9

BARE = """
import sys, time
import pydicom
import pyqtgraph as pg
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Picture(pg.GraphicsLayoutWidget):
    painted = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not Picture.painted:
            Picture.painted = True
            print(f"first paint {time.monotonic():.6f}", flush=True)
            QTimer.singleShot(0, QApplication.instance().quit)

app = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(Picture())
window.resize(1440, 900)
window.show()
app.exec()
"""

NAPARI = """
import time
import napari
from qtpy.QtCore import QTimer
from qtpy.QtWidgets import QApplication

viewer = napari.Viewer(show=False)
canvas = viewer.window._qt_viewer.canvas._scene_canvas

def painted(event):
    canvas.events.draw.disconnect(painted)
    print(f"first paint {time.monotonic():.6f}", flush=True)
    QTimer.singleShot(0, QApplication.instance().quit)

canvas.events.draw.connect(painted)
viewer.show()
napari.run()
"""

ROOT = Path(__file__).resolve().parents[2]


def _programs() -> dict[str, list[str]]:
    """What is started, the baseline first; the bundle where one is built."""
    python = sys.executable
    found = {
        "bare Qt + pyqtgraph + pydicom": [python, "-c", BARE],
        "MedViewer, sign-in": [python, "-m", "medviewer"],
        "MedViewer, demo": [python, "-m", "medviewer", "--demo"],
    }
    bundle = Path(os.environ.get("MEDVIEWER_BUNDLE", ROOT / "dist" / "MedViewer")) / "medviewer"
    if bundle.is_file():
        found |= {
            "bundle, sign-in": [str(bundle)],
            "bundle, demo": [str(bundle), "--demo"],
        }
    else:
        print(f"no bundle at {bundle.parent}: the source tree alone (`make bundle` builds one)")
    return found


def _first_paint(command: list[str], home: Path, screen_env: dict[str, str]) -> float:
    """Seconds from the start of the process to its first paint."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("MEDVIEWER_")}
    env |= {f"XDG_{kind}_HOME": str(home) for kind in ("CONFIG", "STATE", "DATA")}
    env |= {"HOME": str(home), "MEDVIEWER_PRINT_FIRST_PAINT": "1"}
    env.setdefault("QT_QPA_PLATFORM", "offscreen")
    env |= screen_env
    start = time.monotonic()
    done = subprocess.run(
        command,
        env=env,
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    return float(done.stdout.split("first paint ")[1].split()[0]) - start


def main() -> None:
    """Print the medians and the ratio of each to the bare window."""
    programs = _programs()
    with tempfile.TemporaryDirectory() as folder, screen() as env:
        if napari := napari_python(env):
            programs["napari"] = [napari, "-c", NAPARI]
        times: dict[str, list[float]] = {name: [] for name in programs}
        for command in programs.values():
            _first_paint(command, Path(folder), env or {})  # byte code and disk cache, for all
        for _ in range(ROUNDS):
            for name, command in programs.items():
                times[name].append(_first_paint(command, Path(folder), env or {}))
    bare = statistics.median(times[next(iter(programs))])
    print(f"process start to first paint, {ROUNDS} runs in turn, {os.cpu_count()} CPUs")
    for name, found in times.items():
        middle = statistics.median(found)
        spread = f"{min(found):.2f} to {max(found):.2f}"
        print(f"{name:32s} median {middle:.2f} s ({spread}), {middle / bare:.2f} x bare")


if __name__ == "__main__":
    main()

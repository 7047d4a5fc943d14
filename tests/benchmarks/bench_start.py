"""Cold start to first paint, beside a bare Qt + pyqtgraph + pydicom window.

Both are new processes, started in turn; the time is from the start of the process to the first
paint event of its window. The program is started twice over: as it opens for a person (sign-in
page) and for the demo, each with empty folders of its own.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 9

BARE = """
import sys, time
import pydicom
import pyqtgraph as pg
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    painted = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            print(f"first paint {time.monotonic():.6f}", flush=True)
            QTimer.singleShot(0, QApplication.instance().quit)

app = QApplication(sys.argv)
window = Window()
window.setCentralWidget(pg.GraphicsLayoutWidget())
window.resize(1440, 900)
window.show()
app.exec()
"""

PROGRAMS = {
    "bare Qt + pyqtgraph + pydicom": ["-c", BARE],
    "MedViewer, sign-in": ["-m", "medviewer"],
    "MedViewer, demo": ["-m", "medviewer", "--demo"],
}


def _first_paint(arguments: list[str], home: Path) -> float:
    """Seconds from the start of the process to its first paint."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("MEDVIEWER_")}
    env |= {f"XDG_{kind}_HOME": str(home) for kind in ("CONFIG", "STATE", "DATA")}
    env |= {"HOME": str(home), "MEDVIEWER_PRINT_FIRST_PAINT": "1"}
    env.setdefault("QT_QPA_PLATFORM", "offscreen")
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, *arguments],
        env=env,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return float(done.stdout.split("first paint ")[1].split()[0]) - start


def main() -> None:
    """Print the medians and the ratio of each to the bare window."""
    times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    with tempfile.TemporaryDirectory() as folder:
        for arguments in PROGRAMS.values():
            _first_paint(arguments, Path(folder))  # byte code and disk cache, for all alike
        for _ in range(ROUNDS):
            for name, arguments in PROGRAMS.items():
                times[name].append(_first_paint(arguments, Path(folder)))
    bare = statistics.median(times[next(iter(PROGRAMS))])
    print(f"process start to first paint, {ROUNDS} runs in turn, {os.cpu_count()} CPUs")
    for name, found in times.items():
        middle = statistics.median(found)
        spread = f"{min(found):.2f} to {max(found):.2f}"
        print(f"{name:32s} median {middle:.2f} s ({spread}), {middle / bare:.2f} x bare")


if __name__ == "__main__":
    main()

"""Is the window free while a network runs? The event loop of the main thread, probed.

The real window with the demo patients: all of them are predicted on the inference thread, first
alone, then while a reader goes from case to case, drags the window and hides and shows masks.
A stretch is what the main thread does between two waits for events; above 16 ms a frame of a
60 Hz screen is lost. Counted is the thread's own time on the processor, so that what else the
machine does is left out; the longest are named with the lines of our code that were seen in them.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.probe import LIMIT_MS, Probe

ROUNDS = 3
_NAMED = 6


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from medviewer.imaging.phantoms import write_demo_patients
    from medviewer.ui.preferences import Preferences
    from tests.gallery.phantoms import write_abdomen
    from tests.gallery.states import PACK, Room

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        room = Room(app, Path(folder), Preferences(guide_seen=True))
        room.window.resize(1440, 900)
        room.window.show()
        room.wait(lambda: room.window.page is not None)
        room.sign_in()
        _try_the_probe()
        window, act = room.window, room.window.actions_by_name
        page = window.page
        assert page is not None
        controller, view = page.controller, page.viewport
        with Probe() as opening:
            window.open_paths(write_demo_patients(room.scans))
            _turn(lambda: window._opening.running)
        room.wait(lambda: controller.volume is not None)
        page.panel.choose_pack(PACK)
        room.predict()  # the network is loaded: what follows is a day's work, not its beginning
        with Probe() as queue:
            act["predict_all"].trigger()
            _turn(lambda: controller.queue.busy)
        with Probe() as reader:
            for number in range(ROUNDS * 5):
                act["next_case" if number % 5 else "previous_case"].trigger()
                _turn_for(0.1)
                act["predict"].trigger()
                for _ in range(20):
                    view.canvas.windowDragged.emit(2.0, 1.0)
                    _turn_for(0.01)
                view.toggle_masks()
                view.toggle_masks()
                _turn(lambda: controller.predicting)
        volume = write_abdomen(room.scans / "abdomen.nii.gz")
        with Probe() as planes:
            window.open_paths([volume])
            _turn(lambda: window._opening.running)
            act["layout_mpr"].trigger()
            _turn_for(1.0)
            for _ in range(30):
                act["next_frame"].trigger()
                _turn_for(0.02)
        told = {"opening": opening, "queue": queue, "reader": reader, "three planes": planes}
        for title, probe in told.items():
            _tell(title, probe)
        room.window.close()
    return 0


def _try_the_probe() -> None:
    """What is spun away in a timer has to be seen; else no figure below means anything."""
    from PySide6.QtCore import QTimer

    def spin() -> None:
        end = time.thread_time() + 0.03
        while time.thread_time() < end:
            pass

    with Probe() as probe:
        QTimer.singleShot(50, spin)
        _turn_for(0.4)
    if not probe.long:
        raise SystemExit("the probe sees nothing: this event loop does not say when it waits")


def _turn(busy: Callable[[], bool]) -> None:
    """Let the loop turn until something is under way, while it is, and a little longer."""
    end = time.monotonic() + 2
    while not busy() and time.monotonic() < end:
        _turn_for(0.02)
    end = time.monotonic() + 120
    while busy() and time.monotonic() < end:
        _turn_for(0.02)
    _turn_for(0.3)


def _turn_for(seconds: float) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def _tell(title: str, probe: Probe) -> None:
    stretches = probe.stretches
    longest = max((one.cpu_ms for one in stretches), default=0.0)
    over = probe.long
    print(
        f"{title}: {len(stretches)} stretches, {len(over)} over {LIMIT_MS:.0f} ms of the thread's "
        f"own time, longest {longest:.1f} ms"
    )
    for one in over[:_NAMED]:
        print(f"    {one.cpu_ms:6.1f} ms")
        for line in one.where[:3]:
            print(f"        {line}")

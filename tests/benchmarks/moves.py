"""A reader's commonest moves in one program: ``python -m tests.benchmarks.moves PROGRAM``.

PROGRAM is ``medviewer``, ``imageitem`` (a bare pyqtgraph ImageItem) or ``napari``. Prints JSON:
side of the picture -> move -> milliseconds of each repetition, each a change and its repaint.
The picture is a stack of int16 slices on 900 x 900 logical pixels; over it lies a disc as mask.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

SIDES = (512, 1024, 2048)
MOVES = ("window drag", "next slice", "overlay on or off")
VIEW = 900
SLICES = 12
ROUNDS, WARM_UP = 25, 4

Steps = dict[str, Callable[[int], object]]


def frames_of(side: int) -> np.ndarray:
    """int16 (slices, side, side), 0 to 1,600: a wedge with noise."""
    rng = np.random.default_rng(1)
    wedge = np.linspace(0, 1200, side, dtype=np.float32)
    noise = rng.integers(0, 400, (SLICES, side, side))
    return (wedge + noise).astype(np.int16)


def disc_of(side: int) -> np.ndarray:
    """bool (side, side)."""
    y, x = np.mgrid[:side, :side]
    return (x - side / 2) ** 2 + (y - side / 2) ** 2 < (side / 5) ** 2


def medviewer(side: int) -> tuple[Steps, Callable[[], object]]:
    from tests.benchmarks.bench_display import _viewport

    view = _viewport(frames_of(side))
    canvas = view.canvas.viewport()
    steps: Steps = {
        "window drag": lambda _i: (view.canvas.windowDragged.emit(1.0, 1.0), canvas.repaint()),
        "next slice": lambda i: (setattr(view, "frame_index", i % SLICES), canvas.repaint()),
        "overlay on or off": lambda _i: (view.toggle_masks(), canvas.repaint()),
    }
    return steps, view.close


def imageitem(side: int) -> tuple[Steps, Callable[[], object]]:
    """The mask is a second ImageItem with colours; nothing is smoothed between pixels."""
    import pyqtgraph as pg

    from tests.benchmarks.bench_display import _bare

    frames = frames_of(side)
    canvas, item = _bare(frames)
    colours = np.zeros((side, side, 4), np.uint8)
    colours[disc_of(side)] = (230, 159, 0, 64)
    mask = pg.ImageItem(colours, axisOrder="row-major")
    item.getViewBox().addItem(mask)
    view = canvas.viewport()
    steps: Steps = {
        "window drag": lambda i: (item.setLevels((i, 1600 + i)), view.repaint()),
        "next slice": lambda i: (
            item.setImage(frames[i % SLICES], autoLevels=False),
            view.repaint(),
        ),
        "overlay on or off": lambda i: (mask.setVisible(i % 2 == 0), view.repaint()),
    }
    return steps, canvas.close


def napari(side: int) -> tuple[Steps, Callable[[], object]]:
    """Its canvas draws with OpenGL; every step waits until that has drawn."""
    import napari as program
    from vispy.gloo import finish

    viewer = program.Viewer(show=True)
    layer = viewer.add_image(frames_of(side), contrast_limits=(0, 1600))
    labels = np.repeat(disc_of(side)[None], SLICES, axis=0).astype(np.uint8)
    mask = viewer.add_labels(labels, opacity=0.25)
    canvas = viewer.window._qt_viewer.canvas._scene_canvas
    canvas.native.resize(VIEW, VIEW)

    def draw() -> None:
        canvas.native.repaint()
        canvas.set_current()
        finish()

    steps: Steps = {
        "window drag": lambda i: (setattr(layer, "contrast_limits", (i, 1600 + i)), draw()),
        "next slice": lambda i: (viewer.dims.set_point(0, i % SLICES), draw()),
        "overlay on or off": lambda i: (setattr(mask, "visible", i % 2 == 0), draw()),
    }
    return steps, viewer.close


PROGRAMS = {"medviewer": medviewer, "imageitem": imageitem, "napari": napari}


def measure(name: str) -> dict[int, dict[str, list[float]]]:
    """Milliseconds of every repetition."""
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    found: dict[int, dict[str, list[float]]] = {}
    for side in SIDES:
        steps, close = PROGRAMS[name](side)
        for _ in range(5):
            app.processEvents()
        found[side] = {move: _timed(step) for move, step in steps.items()}
        close()
        app.processEvents()
    return found


def _timed(step: Callable[[int], object]) -> list[float]:
    spent = []
    for turn in range(ROUNDS + WARM_UP):
        start = time.perf_counter()
        step(turn)
        spent.append((time.perf_counter() - start) * 1000)
    return spent[WARM_UP:]


def middle(spent: list[float]) -> float:
    return statistics.median(spent)


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])))

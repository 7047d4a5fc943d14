"""A frame on the screen: our viewport beside a bare pyqtgraph ImageItem of the same picture.

Both are 900 x 900 logical pixels, drawn by Qt's raster engine, and take turns, so that what
else the machine does falls on both alike. Medians in milliseconds of a change plus its repaint;
nothing is asserted. The bare item draws one grey picture and nothing else: no smoothing between
pixels, no corners, no masks.

Then a reader's two commonest moves on a stack of CT slices, beside pyqtgraph's own ImageView of the
same stack: the next slice, and a drag of the window. They are given as ratios: ours over theirs.
"""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROUNDS = 40
WARM_UP = 3
SIZE = 900
FRAMES = 8
SLICES = 60
_AXES = {"t": 0, "y": 1, "x": 2}
CASES = (("ultrasound 512, uint8", 512, np.uint8), ("CT 512, int16", 512, np.int16))
LARGE = (("X-ray 2048, uint16", 2048, np.uint16),)


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    for title, side, dtype in CASES + LARGE:
        frames = _frames(side, dtype)
        print(f"{title}: milliseconds, median of {ROUNDS}")
        for name, figure in _measure(frames).items():
            print(f"  {name:<34}{figure:7.2f}")
    print(f"CT stack, {SLICES} slices of 512, int16: median of {ROUNDS}")
    for name, (ours, theirs) in _measure_stack(_frames(512, np.int16, SLICES)).items():
        print(
            f"  {name:<24}{ours:7.2f} ms   ImageView {theirs:7.2f} ms   ratio {ours / theirs:.2f}"
        )
    app.processEvents()
    return 0


def _frames(side: int, dtype: type, count: int = FRAMES) -> np.ndarray:
    top = np.iinfo(dtype).max // 2
    rng = np.random.default_rng(1)
    return rng.integers(0, top, (count, side, side)).astype(dtype)


def _measure_stack(frames: np.ndarray) -> dict[str, tuple[float, float]]:
    """Milliseconds of our viewport and of ImageView for each move."""
    import pyqtgraph as pg
    from PySide6.QtWidgets import QApplication

    theirs = pg.ImageView()
    theirs.resize(SIZE, SIZE)
    theirs.show()
    theirs.setImage(frames, autoLevels=False, levels=(0, int(frames.max())), axes=_AXES)
    ours = _viewport(frames, with_masks=False)
    QApplication.processEvents()
    here, there = ours.canvas.viewport(), theirs.ui.graphicsView.viewport()
    top = int(frames.max())
    moves: dict[str, tuple[Callable[[int], object], Callable[[int], object]]] = {
        "next slice": (
            lambda i: (setattr(ours, "frame_index", (i + 1) % SLICES), here.repaint()),
            lambda i: (theirs.setCurrentIndex((i + 1) % SLICES), there.repaint()),
        ),
        "window drag": (
            lambda _i: (ours.canvas.windowDragged.emit(1.0, 1.0), here.repaint()),
            lambda i: (theirs.setLevels(i, top + i), there.repaint()),
        ),
    }
    found = {}
    for name, pair in moves.items():
        times: tuple[list[float], list[float]] = ([], [])
        for turn in range(ROUNDS + WARM_UP):
            for step, kept in zip(pair, times, strict=True):
                spent = _timed(step, turn)
                if turn >= WARM_UP:
                    kept.append(spent)
        found[name] = (statistics.median(times[0]), statistics.median(times[1]))
    theirs.close()
    ours.close()
    return found


def _measure(frames: np.ndarray) -> dict[str, float]:
    from PySide6.QtWidgets import QApplication

    bare_canvas, bare = _bare(frames)
    view = _viewport(frames)
    plain = _viewport(frames, with_masks=False)
    QApplication.processEvents()  # a window paints from its first exposure on
    canvas = view.canvas.viewport()
    steps = {
        "bare item, next frame": lambda i: (
            bare.setImage(frames[i % FRAMES], autoLevels=False),
            bare_canvas.viewport().repaint(),
        ),
        "viewport, next frame": lambda i: (
            setattr(plain, "frame_index", (i + 1) % FRAMES),
            plain.canvas.viewport().repaint(),
        ),
        "viewport with mask, next frame": lambda i: (
            setattr(view, "frame_index", (i + 1) % FRAMES),
            canvas.repaint(),
        ),
        "viewport with mask, window drag": lambda _i: (
            view.canvas.windowDragged.emit(1.0, 1.0),
            canvas.repaint(),
        ),
        "viewport with mask, show or hide": lambda _i: (view.toggle_masks(), canvas.repaint()),
        "viewport with mask, pan": lambda _i: (view.canvas.pan_by(1, 0), canvas.repaint()),
    }
    times: dict[str, list[float]] = {name: [] for name in steps}
    for turn in range(ROUNDS + WARM_UP):
        for name, step in steps.items():
            spent = _timed(step, turn)
            if turn >= WARM_UP:
                times[name].append(spent)
    for widget in (bare_canvas, view, plain):
        widget.close()
    return {name: statistics.median(spent) for name, spent in times.items()}


def _timed(step: Callable[[int], object], turn: int) -> float:
    start = time.perf_counter()
    step(turn)
    return (time.perf_counter() - start) * 1000


def _bare(frames: np.ndarray):  # type: ignore[no-untyped-def]
    import pyqtgraph as pg

    canvas = pg.GraphicsView()
    box = pg.ViewBox(enableMouse=False, enableMenu=False, invertY=True, lockAspect=True)
    canvas.setCentralItem(box)
    item = pg.ImageItem(axisOrder="row-major")
    box.addItem(item)
    levels = (0, int(frames.max()))
    item.setImage(frames[0], autoLevels=False, levels=levels)
    canvas.resize(SIZE, SIZE)
    canvas.show()
    return canvas, item


def _viewport(frames: np.ndarray, with_masks: bool = True):  # type: ignore[no-untyped-def]
    from medviewer.domain.geometry import PixelCalibration, SpacingSource, VolumeGeometry
    from medviewer.domain.image import ArrayFrames, ImageVolume, VoiWindow, VolumeKind
    from medviewer.domain.patient import Patient, Series, Study, StudyContext
    from medviewer.domain.segmentation import Segment, SegmentationMask
    from medviewer.ui.viewport.viewport import Viewport

    count, rows, columns = frames.shape
    top = float(frames.max())
    scale = PixelCalibration(0.5, 0.5, SpacingSource.PIXEL_SPACING)
    volume = ImageVolume(
        ArrayFrames(frames),
        VolumeGeometry(rows, columns, count, scale),
        StudyContext(Patient("1", "Bench"), Study("1"), Series("1")),
        "0" * 64,
        (Path("bench"),),
        VolumeKind.STACK,
        windows=(VoiWindow(top, top / 2),),
    )
    view = Viewport()
    view.resize(SIZE, SIZE)
    view.show()
    view.show_volume(volume)
    if with_masks:
        y, x = np.mgrid[:rows, :columns]
        disc = (x - columns / 2) ** 2 + (y - rows / 2) ** 2 < (rows / 5) ** 2
        lesion = Segment("lesion", "Lesion", (230, 159, 0), "L")
        view.set_masks([SegmentationMask(lesion, np.repeat(disc[None], count, axis=0))], False)
    return view

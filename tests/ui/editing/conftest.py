"""A scan with a result on the screen, and an editor over it; no store behind."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from medviewer.domain.geometry import UNCALIBRATED, PixelCalibration, SpacingSource, VolumeGeometry
from medviewer.domain.image import ArrayFrames, ImageVolume, VoiWindow, VolumeKind
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.domain.result import InferenceResult, PackReference, Provenance
from medviewer.domain.review import ScanRecord, StoredResult
from medviewer.domain.segmentation import Segment, SegmentationMask
from medviewer.ui.case.correcting import CaseCorrecting
from medviewer.ui.case.on_screen import OnScreen
from medviewer.ui.editing.editor import MaskEditor
from medviewer.ui.history import History
from medviewer.ui.viewport.viewport import Viewport

SEGMENTS = (
    Segment("lesion", "Lesion", (230, 159, 0), "L"),
    Segment("cyst", "Cyst", (86, 180, 233), "C"),
)
NOW = dt.datetime(2026, 3, 4, tzinfo=dt.UTC)
MM = PixelCalibration(0.5, 0.5, SpacingSource.PIXEL_SPACING)


def make_volume(array: np.ndarray, calibration: PixelCalibration = UNCALIBRATED) -> ImageVolume:
    frames, rows, columns = array.shape[:3]
    return ImageVolume(
        frames=ArrayFrames(array),
        geometry=VolumeGeometry(rows, columns, frames, calibration, slice_spacing_mm=2.0),
        context=StudyContext(Patient("P", "A^B"), Study("1"), Series("1.2", 1, "", "CT")),
        content_hash="ab" * 32,
        files=(Path("scan.png"),),
        kind=VolumeKind.STACK if frames > 1 else VolumeKind.PICTURE,
        colour=array.ndim == 4,
        windows=(VoiWindow(255, 127.5),),
    )


def make_stored(volume: ImageVolume, masks: tuple[SegmentationMask, ...]) -> StoredResult:
    made = Provenance(PackReference("tiny", "1", "00" * 32), "0", "cpu", NOW)
    result = InferenceResult("scan", volume.content_hash, masks, (), (), None, made)
    picture = np.zeros((volume.geometry.rows, volume.geometry.columns), np.uint8)
    scan = ScanRecord(volume.context, volume.content_hash, volume.files, volume.geometry, picture)
    return StoredResult(7, scan, result, NOW)


class Table:
    """What an editor works on, with a mouse over it."""

    def __init__(self, qtbot, array: np.ndarray, calibration: PixelCalibration) -> None:
        self.viewport = Viewport()
        qtbot.addWidget(self.viewport)
        self.viewport.resize(420, 420)
        self.viewport.show()
        self.volume = make_volume(array, calibration)
        masks = tuple(SegmentationMask(s, np.zeros(array.shape[:3], np.bool_)) for s in SEGMENTS)
        masks[0].array[:, 10:20, 10:20] = True
        self.predicted = masks[0].array.copy()
        self.screen = OnScreen()
        self.screen.volume = self.volume
        self.predicting = SimpleNamespace(of_screen=False)
        self.correcting = CaseCorrecting(self.screen, self.predicting)
        self.history = History()
        self.correcting.remember_in(self.history, SimpleNamespace(follow=lambda *_: None))
        self.viewport.show_volume(self.volume)
        stored = make_stored(self.volume, masks)
        self.screen.show(stored.result, stored)
        self.editor = MaskEditor(self.screen, self.correcting, self.viewport)
        self.said: list[str] = []
        self.editor.said.connect(self.said.append)
        assert self.editor.start()

    @property
    def mask(self) -> np.ndarray:
        """Of the segment that is edited, as it stands."""
        return self.correcting.mask(self.editor.label).array

    @property
    def titles(self) -> list[str]:
        return [e.title for e in self.history.edits]

    # --- the mouse ------------------------------------------------------------------------

    def spot(self, x: float, y: float) -> QPoint:
        """The screen pixel over a point of the picture."""
        return self.viewport.canvas.picture_to_screen().map(QPointF(x, y)).toPoint()

    def exactly(self, x: float, y: float) -> tuple[float, float]:
        """The point of the picture that a mouse over that screen pixel means."""
        return self.viewport.canvas.to_picture(QPointF(self.spot(x, y)))

    def drag(self, *points, keys=Qt.KeyboardModifier.NoModifier, let_go: bool = True) -> None:
        area, left = self.viewport.canvas.viewport(), Qt.MouseButton.LeftButton
        QTest.mousePress(area, left, keys, self.spot(*points[0]))
        for point in points[1:]:
            QTest.mouseMove(area, self.spot(*point))
        if let_go:
            QTest.mouseRelease(area, left, keys, self.spot(*points[-1]))

    def click(self, *points, keys=Qt.KeyboardModifier.NoModifier) -> None:
        area = self.viewport.canvas.viewport()
        for point in points:
            QTest.mouseClick(area, Qt.MouseButton.LeftButton, keys, self.spot(*point))


@pytest.fixture
def lay(qtbot) -> Iterator[Callable[..., Table]]:
    """``lay(array, calibration)``: a table; by default one frame of 60 x 60 whose value is x."""
    tables = []

    def make(array: np.ndarray | None = None, calibration=UNCALIBRATED) -> Table:
        if array is None:
            array = np.tile(np.arange(60, dtype=np.uint8), (1, 60, 1))
        tables.append(Table(qtbot, array, calibration))
        return tables[-1]

    yield make
    for table in tables:
        table.editor.stop()
    # Qt deletes in its event loop only, which a test never enters.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

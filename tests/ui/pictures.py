"""Pictures, the mouse over them, and what is then on the screen."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from medviewer.domain.geometry import (
    UNCALIBRATED,
    PixelCalibration,
    SpacingSource,
    VolumeGeometry,
)
from medviewer.domain.image import ArrayFrames, ImageVolume, VoiWindow, VolumeKind
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.domain.segmentation import Segment, SegmentationMask
from medviewer.ui.viewport.viewport import Viewport

ORANGE = (230, 159, 0)

LESION = Segment("lesion", "Lesion", ORANGE, "L")

NO_KEYS = Qt.KeyboardModifier.NoModifier

MM = PixelCalibration(0.5, 0.5, SpacingSource.PIXEL_SPACING)


def make_volume(array: np.ndarray, calibration=UNCALIBRATED, **changes) -> ImageVolume:
    """A volume around (frames, rows, columns[, 3])."""
    geometry = changes.pop(
        "geometry",
        VolumeGeometry(array.shape[1], array.shape[2], array.shape[0], calibration),
    )
    settings = {
        "windows": (VoiWindow(255, 127.5),),
        "kind": VolumeKind.CINE if array.shape[0] > 1 else VolumeKind.PICTURE,
        "frames": ArrayFrames(array),
    } | changes
    return ImageVolume(
        geometry=geometry,
        context=StudyContext(
            Patient("P-17", "Meier^Anna"),
            Study("1.2", institution="Hospital"),
            Series("1.2.3", 4, "Left breast", "US"),
        ),
        content_hash="0" * 64,
        files=(Path("case.png"),),
        **settings,
    )


def steps_picture() -> np.ndarray:
    """40 x 40: four grey quarters."""
    picture = np.zeros((1, 40, 40), np.uint8)
    picture[0, :20, 20:] = 80
    picture[0, 20:, :20] = 160
    picture[0, 20:, 20:] = 255
    return picture


def mask_of(area: np.ndarray, probability: np.ndarray | None = None) -> SegmentationMask:
    return SegmentationMask(LESION, area, probability)


def screen(viewport: Viewport, x: float, y: float) -> QPoint:
    """The screen pixel over a point of the picture."""
    spot = viewport.canvas.picture_to_screen().map(QPointF(x, y))
    return QPoint(int(np.floor(spot.x() + 1e-6)), int(np.floor(spot.y() + 1e-6)))


def grabbed(viewport: Viewport) -> QImage:
    return viewport.canvas.grab().toImage()


def colour_at(image: QImage, spot: QPoint) -> tuple[int, int, int]:
    colour = QColor(image.pixel(spot))
    return colour.red(), colour.green(), colour.blue()


def drag(viewport: Viewport, start: QPoint, end: QPoint, button, keys=NO_KEYS) -> None:
    area = viewport.canvas.viewport()
    QTest.mousePress(area, button, keys, start)
    QTest.mouseMove(area, QPoint((start.x() + end.x()) // 2, (start.y() + end.y()) // 2))
    QTest.mouseMove(area, end)
    QTest.mouseRelease(area, button, keys, end)


def wheel(
    viewport: Viewport, spot: QPoint, delta: int, keys=Qt.KeyboardModifier.NoModifier
) -> None:
    area = viewport.canvas.viewport()
    event = QWheelEvent(
        QPointF(spot),
        QPointF(area.mapToGlobal(spot)),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(area, event)

"""The three views beside a reference mask."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest

from medviewer.domain.geometry import VolumeGeometry
from medviewer.domain.image import ArrayFrames, ImageVolume, VoiWindow
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.domain.result import (
    Diagnosis,
    InferenceResult,
    OperatingPoint,
    PackReference,
    Provenance,
)
from medviewer.domain.segmentation import Segment, SegmentationMask
from medviewer.ui.viewport.camera import UPRIGHT
from medviewer.ui.viewport.compare_view import CompareView, agreement
from medviewer.ui.viewport.overlay_item import OverlayStyle

SQUARE = np.zeros((40, 40), bool)
SQUARE[10:20, 10:20] = True


def make_volume(reference: np.ndarray | None) -> ImageVolume:
    return ImageVolume(
        ArrayFrames(np.full((1, 40, 40), 60, np.uint8)),
        VolumeGeometry(40, 40),
        StudyContext(Patient("p", "case"), Study("1"), Series("2")),
        "0" * 64,
        (Path("case.png"),),
        windows=(VoiWindow(255, 127.5),),
        reference_mask=reference,
    )


def make_result(area: np.ndarray) -> InferenceResult:
    segment = Segment("lesion", "Lesion", (230, 159, 0), "L")
    point = OperatingPoint("balanced", "Balanced", "Names the most probable class.")
    return InferenceResult(
        "case",
        "0" * 64,
        (SegmentationMask(segment, area[None], area[None].astype(np.float16)),),
        (),
        (),
        Diagnosis("benign", "Benign", 0.9, point),
        Provenance(PackReference("p", "1", "0" * 64), "0", "cpu", dt.datetime.now(dt.UTC)),
    )


@pytest.fixture
def compare(qtbot) -> Iterator[CompareView]:
    widget = CompareView()
    qtbot.addWidget(widget)
    widget.resize(1200, 460)
    widget.show()
    yield widget
    # Qt deletes in its event loop only, which a test never enters.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_agreement_of_two_squares():
    shifted = np.roll(SQUARE, 5, axis=1)
    found = agreement(shifted, SQUARE)
    assert found.dice == pytest.approx(0.5)
    assert found.iou == pytest.approx(1 / 3)
    assert agreement(~SQUARE, SQUARE).dice == 0.0
    assert agreement(np.zeros_like(SQUARE), np.zeros_like(SQUARE)).dice is None


def test_title_names_diagnosis_dice_and_iou(compare):
    compare.show_result(make_volume(SQUARE), make_result(np.roll(SQUARE, 5, axis=1)))
    title = compare.titles[2].text()
    assert "Benign 90 %" in title
    assert "Dice 0.50" in title
    assert "IoU 0.33" in title
    assert [v.overlay_style for v in compare.views] == [
        OverlayStyle.OUTLINE_FILL,
        OverlayStyle.PROBABILITY,
        OverlayStyle.OUTLINE_FILL,
    ]


def test_without_a_reference_it_says_so(compare):
    compare.show_result(make_volume(None), make_result(SQUARE))
    assert "No reference mask" in compare.titles[0].text()
    assert compare.agreement is None


def test_zoom_pan_window_and_flip_are_shared(compare):
    compare.show_result(make_volume(SQUARE), make_result(SQUARE))
    first = compare.views[0]
    area = first.canvas.viewport()
    for button, end in (
        (Qt.MouseButton.MiddleButton, (90, 70)),
        (Qt.MouseButton.LeftButton, (80, 60)),
    ):
        QTest.mousePress(area, button, pos=QPoint(50, 50))
        QTest.mouseMove(area, QPoint(*end))
        QTest.mouseRelease(area, button, pos=QPoint(*end))
    first.zoom_by(2)
    first.flip_horizontal()
    for other in compare.views[1:]:
        assert other.zoom == pytest.approx(first.zoom)
        assert other.canvas.centre == pytest.approx(first.canvas.centre)
        assert other.canvas.pose == UPRIGHT.mirrored(horizontal=True)
        assert other.voi_window == first.voi_window
    assert first.voi_window != VoiWindow(255, 127.5)


def test_masks_can_be_hidden_together(compare):
    compare.show_result(make_volume(SQUARE), make_result(SQUARE))
    compare.set_masks_visible(False)
    assert not any(view.masks_visible for view in compare.views)


def test_empty_again(compare):
    compare.show_result(make_volume(SQUARE), make_result(SQUARE))
    compare.show_result(None, None)
    assert all(view.volume is None for view in compare.views)

"""Words over a picture: none touches another, and a small viewport says the least it can."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from medviewer.domain.geometry import PixelCalibration, SpacingSource, VolumeGeometry
from medviewer.domain.image import ImageVolume, VoiWindow, VolumeKind
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.ui import theme
from medviewer.ui.editing.bar import _number
from medviewer.ui.viewport.corner_places import Arrangement
from medviewer.ui.viewport.frame_bar import FrameBar
from medviewer.ui.viewport.viewport import Viewport
from tests.ui.pictures import make_volume

TOP_LEFT, TOP_RIGHT = Qt.Corner.TopLeftCorner, Qt.Corner.TopRightCorner
BOTTOM_LEFT, BOTTOM_RIGHT = Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner
AXIAL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
UNEVEN = PixelCalibration(3.0, 1.8, SpacingSource.PIXEL_SPACING)
WARNING = "the file names no unit of length; millimetres are meant"
SIZES = [(300, 260), (420, 340), (640, 600)]


def ct(**changes) -> ImageVolume:
    """A CT whose every corner has something to say."""
    geometry = VolumeGeometry(192, 192, 72, UNEVEN, slice_spacing_mm=3.0, direction=AXIAL)
    volume = make_volume(
        np.zeros((72, 192, 192), np.int16),
        geometry=geometry,
        kind=VolumeKind.STACK,
        unit="HU",
        windows=(VoiWindow(1346, -352, name="soft tissue"),),
        warnings=(WARNING,),
    )
    context = StudyContext(
        Patient("P-17", "Papadopoulou^Anna Maria Eleftheria"),
        Study(
            "1.2",
            datetime(2026, 1, 15, 8, 50),
            "Abdomen with contrast",
            institution="General Hospital",
        ),
        Series("1.2.3", 4, "axial portal venous", "CT"),
    )
    return replace(volume, **{"context": context} | changes)


@pytest.fixture
def viewport(qtbot) -> Iterator[Viewport]:
    widget = Viewport()
    qtbot.addWidget(widget)
    widget.show()
    yield widget
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def text_size(qapp: QApplication) -> Iterator[object]:
    yield lambda percent: theme.apply_theme(qapp, theme.ThemeName.DARK, percent)
    theme.apply_theme(qapp, theme.ThemeName.DARK, 100)


def arranged(viewport: Viewport, width: int, height: int) -> Arrangement:
    """With the picture, not the whole viewport, of that size."""
    bar = viewport.frame_bar.sizeHint().height() if viewport.frame_bar.isVisible() else 0
    viewport.resize(width, height + bar)
    QApplication.processEvents()
    assert viewport.canvas.viewport().width() == width
    assert viewport.canvas.viewport().height() == pytest.approx(height, abs=4)
    return viewport.arrangement()


def lines(placed: Arrangement, corner: Qt.Corner) -> tuple[str, ...]:
    block = placed.block_at(corner)
    return block.lines if block else ()


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_touches_anything_else(viewport, text_size, width, height, percent):
    text_size(percent)
    viewport.show_volume(ct())
    viewport.linked = viewport.invert = True
    viewport.set_corner_info("abdomen-ct 1.0.0", "Balanced")
    placed = arranged(viewport, width, height)
    assert len(placed.blocks) == 4
    assert len(placed.letters) == 4
    assert placed.bar is not None
    area = QRectF(viewport.canvas.viewport().rect())
    places = [*(b.place for b in placed.blocks), *(n.place for n in placed.letters), placed.bar]
    assert all(area.contains(place) for place in places)
    for one, other in combinations(places, 2):
        assert not one.intersects(other), (one, other)


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_scale_bar_is_at_the_bottom(viewport, text_size, width, height, percent):
    text_size(percent)
    viewport.show_volume(ct())
    placed = arranged(viewport, width, height)
    shorter = min(b.place.height() for b in placed.blocks if b.below)
    assert placed.bar is not None
    high = viewport.canvas.viewport().height()
    assert placed.bar.bottom() >= high - shorter - 10  # beside the texts, or right over one
    if percent == 100:
        assert placed.bar.bottom() >= high - 10


def test_a_small_viewport_says_the_least_and_a_large_one_all(viewport):
    viewport.show_volume(ct())
    viewport.set_corner_info("abdomen-ct 1.0.0", "Balanced")
    small = arranged(viewport, 316, 303)
    assert len(lines(small, TOP_LEFT)) == 1
    assert lines(small, TOP_LEFT)[0].startswith("Papadopoulou")
    assert lines(small, TOP_RIGHT) == ("⚠ 2026-01-15",)
    assert lines(small, BOTTOM_RIGHT) == ("Slice 1 / 72", "1.8 × 3 mm/px")
    assert lines(small, BOTTOM_LEFT)[0] == "W 1346  L -352"
    assert len(lines(small, BOTTOM_LEFT)) == 2
    large = arranged(viewport, 640, 600)
    words = " ".join(line for block in large.blocks for line in block.lines)
    for told in ("P-17", "General Hospital", "PixelSpacing", "3 mm apart", "HU", "Balanced"):
        assert told in words
    assert WARNING in words, "also where it takes more than a line"


def test_what_a_small_viewport_leaves_out_is_in_its_tips(viewport):
    viewport.show_volume(ct())
    placed = arranged(viewport, 316, 303)
    tips = {b.corner: viewport.tip_at(b.place.center()) for b in placed.blocks}
    assert WARNING in tips[TOP_RIGHT]
    assert "1.8 × 3 mm/px (PixelSpacing)" in tips[BOTTOM_RIGHT]
    assert "3 mm apart" in tips[BOTTOM_RIGHT]
    assert "HU" in tips[BOTTOM_LEFT]
    assert "P-17" in tips[TOP_LEFT]
    assert viewport.tip_at(QPointF(158, 100)) == "", "no tip hides the picture itself"


def test_a_tip_opens_over_a_corner_and_closes_with_privacy(viewport, qtbot):
    viewport.show_volume(ct())
    placed = arranged(viewport, 316, 303)
    spot = placed.block_at(TOP_LEFT).place.center().toPoint()
    canvas = viewport.canvas.viewport()
    help_at = QHelpEvent(QEvent.Type.ToolTip, spot, canvas.mapToGlobal(QPoint(spot)))
    QApplication.sendEvent(canvas, help_at)
    assert "Papadopoulou" in QToolTip.text()
    viewport.privacy = True
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    assert "Papadopoulou" not in viewport.tip_at(QPointF(spot))


def test_privacy_holds_in_a_small_viewport(viewport):
    viewport.show_volume(ct())
    viewport.privacy = True
    placed = arranged(viewport, 316, 303)
    assert lines(placed, TOP_LEFT) == ("Patient hidden",)
    words = " ".join(viewport.tip_at(b.place.center()) for b in placed.blocks)
    for told in ("Papadopoulou", "P-17", "General Hospital"):
        assert told not in words


@pytest.mark.parametrize("percent", [100, 200])
def test_figures_are_never_cut(viewport, text_size, percent):
    text_size(percent)
    viewport.show_volume(ct())
    viewport.invert = True
    placed = arranged(viewport, 300, 260)
    for corner in (BOTTOM_LEFT, BOTTOM_RIGHT, TOP_RIGHT):
        assert not any("…" in line for line in lines(placed, corner))


@pytest.mark.parametrize("percent", [100, 200])
def test_beside_an_earlier_study_both_dates_are_whole(viewport, text_size, percent):
    """Where no letter stands between, the name gives way to the day, and not half the line."""
    text_size(percent)
    viewport.show_volume(ct(geometry=replace(ct().geometry, direction=None), warnings=()))
    placed = arranged(viewport, 316, 600)
    assert lines(placed, TOP_RIGHT) == ("2026-01-15",)
    left, right = (placed.block_at(c).place for c in (TOP_LEFT, TOP_RIGHT))
    assert not left.intersects(right)
    assert right.left() - left.right() < 30  # all that is free is used


def test_without_spacing_a_small_viewport_says_so(viewport):
    bare = replace(ct(), geometry=VolumeGeometry(192, 192, 72))
    viewport.show_volume(bare)
    placed = arranged(viewport, 316, 303)
    assert lines(placed, BOTTOM_RIGHT)[-1] == "uncalibrated"
    assert placed.bar is None


def test_numbers_do_not_stick_to_the_edge_of_their_box(qtbot):
    bar = FrameBar()
    number = _number("Distance", 0, 50, 1)
    qtbot.addWidget(bar)
    qtbot.addWidget(number)
    assert bar.speed.lineEdit().textMargins().left() == theme.SPACE_XS
    assert number.lineEdit().textMargins().left() == theme.SPACE_XS


def test_an_exported_small_picture_names_its_patient_and_its_warning_apart(viewport):
    viewport.show_volume(ct())
    placed = arranged(viewport, 300, 260)
    image = viewport.grab_picture()
    amber = [
        y
        for y in range(image.height())
        for x in range(image.width())
        if image.pixelColor(x, y).getRgb()[:3] == (255, 196, 0)
    ]
    assert amber
    assert min(amber) > placed.top_free_from * image.devicePixelRatio()

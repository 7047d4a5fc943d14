"""The viewport as its user meets it: the mouse, and what is then on the screen."""

import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from medviewer.domain.errors import ReadError
from medviewer.domain.geometry import (
    UNCALIBRATED,
    FrameScale,
    PixelCalibration,
    SpacingSource,
    VolumeGeometry,
)
from medviewer.domain.image import ArrayFrames, ImageVolume, VoiWindow, VolumeKind
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.domain.segmentation import Finding, Segment, SegmentationMask
from medviewer.imaging.cache import CachedFrames, held_frame
from medviewer.ui.viewport.camera import Interpolation
from medviewer.ui.viewport.viewport import OverlayStyle, Viewport

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


def mask_of(area: np.ndarray, probability: np.ndarray | None = None) -> SegmentationMask:
    return SegmentationMask(LESION, area, probability)


@pytest.fixture
def viewport(qtbot) -> Iterator[Viewport]:
    widget = Viewport()
    qtbot.addWidget(widget)
    widget.resize(400, 400)
    widget.show()
    widget.corners_visible = False
    yield widget
    # Qt deletes in its event loop only, which a test never enters.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


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


def steps_picture() -> np.ndarray:
    """40 x 40: four grey quarters."""
    picture = np.zeros((1, 40, 40), np.uint8)
    picture[0, :20, 20:] = 80
    picture[0, 20:, :20] = 160
    picture[0, 20:, 20:] = 255
    return picture


@pytest.mark.parametrize(
    ("x", "y", "grey"), [(10, 10, 0), (30, 10, 80), (10, 30, 160), (30, 30, 255)]
)
def test_full_window_shows_the_stored_greys(viewport, x, y, grey):
    viewport.show_volume(make_volume(steps_picture()))
    assert colour_at(grabbed(viewport), screen(viewport, x, y)) == (grey,) * 3


def test_window_cuts_and_stretches(viewport):
    viewport.show_volume(make_volume(steps_picture()), VoiWindow(80, 120))
    image = grabbed(viewport)
    assert colour_at(image, screen(viewport, 30, 10)) == (0, 0, 0)
    assert colour_at(image, screen(viewport, 10, 30)) == (255, 255, 255)
    viewport.voi_window = VoiWindow(160, 160)
    middle = colour_at(grabbed(viewport), screen(viewport, 10, 30))[0]
    assert middle == pytest.approx(127.5, abs=1)


def test_without_a_window_in_the_file_the_whole_range_of_a_picture_is_shown(viewport):
    viewport.show_volume(make_volume(steps_picture(), windows=()))
    assert colour_at(grabbed(viewport), screen(viewport, 30, 10)) == (80, 80, 80)


@pytest.mark.parametrize(
    ("monochrome1", "invert", "grey"), [(False, True, 175), (True, False, 175), (True, True, 80)]
)
def test_inverted_greys(viewport, monochrome1, invert, grey):
    viewport.show_volume(make_volume(steps_picture(), inverted=monochrome1))
    viewport.invert = invert
    assert colour_at(grabbed(viewport), screen(viewport, 30, 10)) == (grey,) * 3


def test_ct_values_below_zero_are_shown(viewport):
    hu = np.full((1, 20, 20), -1000, np.int16)
    hu[0, :, 10:] = 400
    viewport.show_volume(make_volume(hu, windows=(VoiWindow(400, 40),), unit="HU"))
    image = grabbed(viewport)
    assert colour_at(image, screen(viewport, 3, 10)) == (0, 0, 0)
    assert colour_at(image, screen(viewport, 16, 10)) == (255, 255, 255)
    assert viewport.info_at(3, 10) == "x 3  y 10   −1000 HU"


def test_colour_pictures_keep_their_colours(viewport):
    rgb = np.zeros((1, 20, 20, 3), np.uint8)
    rgb[..., 0], rgb[..., 1] = 200, 30
    viewport.show_volume(make_volume(rgb, colour=True))
    assert colour_at(grabbed(viewport), screen(viewport, 10, 10)) == (200, 30, 0)
    assert viewport.info_at(1, 2).endswith("R 200 G 30 B 0")


def test_a_large_picture_made_small_is_averaged(viewport):
    checkers = np.indices((1600, 1600)).sum(axis=0)[None] % 2 * np.uint8(200)
    viewport.show_volume(make_volume(checkers.astype(np.uint8)))
    assert viewport.zoom == pytest.approx(0.25)
    image = grabbed(viewport)
    greys = {colour_at(image, QPoint(x, y))[0] for x in range(9, 390, 7) for y in range(9, 390, 7)}
    assert greys == {100}
    viewport.canvas.set_view(8, (800, 800))
    image = grabbed(viewport)
    pair = [colour_at(image, screen(viewport, x, 800.5))[0] for x in (800.5, 801.5)]
    assert pair == [0, 200]


def test_left_drag_changes_width_and_level(viewport, qtbot):
    viewport.show_volume(make_volume(steps_picture()))
    with qtbot.waitSignal(viewport.windowChanged):
        drag(viewport, QPoint(100, 100), QPoint(164, 132), Qt.MouseButton.LeftButton)
    assert viewport.voi_window.width == pytest.approx(255 + 64 * 255 / 512)
    assert viewport.voi_window.centre == pytest.approx(127.5 + 32 * 255 / 512)


def test_middle_drag_and_shift_left_drag_pan(viewport):
    viewport.show_volume(make_volume(steps_picture()))
    before = viewport.canvas.picture_to_screen().map(QPointF(20, 20))
    drag(viewport, QPoint(100, 100), QPoint(130, 115), Qt.MouseButton.MiddleButton)
    shift = Qt.KeyboardModifier.ShiftModifier
    drag(viewport, QPoint(100, 100), QPoint(110, 80), Qt.MouseButton.LeftButton, shift)
    after = viewport.canvas.picture_to_screen().map(QPointF(20, 20))
    assert (after - before).x() == pytest.approx(40)
    assert (after - before).y() == pytest.approx(-5)
    assert viewport.voi_window == VoiWindow(255, 127.5)


def test_right_drag_zooms_and_right_click_asks_for_the_menu(viewport, qtbot):
    viewport.show_volume(make_volume(steps_picture()))
    before = viewport.zoom
    with qtbot.assertNotEmitted(viewport.contextMenuRequested):
        drag(viewport, QPoint(200, 200), QPoint(200, 140), Qt.MouseButton.RightButton)
    assert viewport.zoom > before * 1.2
    with qtbot.waitSignal(viewport.contextMenuRequested):
        QTest.mouseClick(viewport.canvas.viewport(), Qt.MouseButton.RightButton, pos=QPoint(50, 60))


def test_ctrl_wheel_zooms_about_the_cursor(viewport):
    viewport.show_volume(make_volume(steps_picture()))
    spot = QPoint(120, 90)
    before = viewport.canvas.to_picture(QPointF(spot))
    zoom = viewport.zoom
    wheel(viewport, spot, 240, Qt.KeyboardModifier.ControlModifier)
    assert viewport.zoom == pytest.approx(zoom * 1.2**2)
    assert viewport.canvas.to_picture(QPointF(spot)) == pytest.approx(before)


def test_wheel_scrolls_frames_and_stops_at_the_ends(viewport, qtbot):
    frames = np.stack([np.full((30, 30), v, np.uint8) for v in (10, 60, 200)])
    viewport.show_volume(make_volume(frames))
    assert viewport.frame_bar.isVisible()
    seen = []
    viewport.frameChanged.connect(seen.append)
    for _ in range(4):
        wheel(viewport, QPoint(50, 50), -120)
    assert seen == [1, 2]
    assert colour_at(grabbed(viewport), screen(viewport, 15, 15)) == (200,) * 3
    wheel(viewport, QPoint(50, 50), 60)
    assert viewport.frame_index == 2, "half a notch is not yet a frame"
    wheel(viewport, QPoint(50, 50), 60)
    assert viewport.frame_index == 1
    assert viewport.frame_bar.slider.value() == 1


def test_one_picture_has_no_frame_bar(viewport):
    viewport.show_volume(make_volume(steps_picture()))
    assert not viewport.frame_bar.isVisible()


def test_cine_plays_to_the_end_and_stops_without_loop(viewport, qtbot):
    viewport.show_volume(make_volume(np.zeros((4, 30, 30), np.uint8), frame_seconds=0.02))
    assert viewport.frame_bar.speed.value() == 50
    viewport.frame_bar.repeat.setCurrentText("once")
    viewport.toggle_cine()
    assert viewport.frame_bar.playing
    qtbot.waitUntil(lambda: not viewport.frame_bar.playing, timeout=5000)
    assert viewport.frame_index == 3


class _BrokenFrames:
    def __len__(self) -> int:
        return 2

    def frame(self, index: int) -> np.ndarray:
        if index == 1:
            raise ReadError("Frame 2 of scan.dcm is cut short. Copy the file again.")
        return np.full((20, 20), 90, np.uint8)


def test_a_frame_that_cannot_be_read_says_so_and_the_others_go_on(viewport, qtbot):
    geometry = VolumeGeometry(20, 20, 2)
    volume = make_volume(np.zeros((2, 20, 20), np.uint8), geometry=geometry, frames=_BrokenFrames())
    viewport.show_volume(volume)
    qtbot.waitUntil(lambda: not viewport.message, timeout=5000)
    viewport.step_frame(1)
    qtbot.waitUntil(lambda: "cut short" in viewport.message, timeout=5000)
    assert colour_at(grabbed(viewport), screen(viewport, 3, 3)) == (0, 0, 0)
    viewport.step_frame(-1)
    qtbot.waitUntil(lambda: not viewport.message, timeout=5000)
    assert colour_at(grabbed(viewport), screen(viewport, 3, 3)) == (90, 90, 90)


class _GatedFrames:
    """Decodes a frame only once it is let through; counts which thread does it."""

    def __init__(self, count: int) -> None:
        self.gates = [threading.Event() for _ in range(count)]
        self.threads: set[int] = set()

    def __len__(self) -> int:
        return len(self.gates)

    def frame(self, index: int) -> np.ndarray:
        self.threads.add(threading.get_ident())
        assert self.gates[index].wait(10)
        return np.full((20, 20), 40 + index, np.uint8)


def test_a_frame_is_never_shown_under_the_number_of_another(viewport, qtbot):
    source = _GatedFrames(6)
    source.gates[0].set()
    volume = make_volume(np.zeros((6, 20, 20), np.uint8), frames=CachedFrames(source))
    viewport.show_volume(volume)
    qtbot.waitUntil(lambda: not viewport.message, timeout=5000)
    viewport.step_frame(1)
    viewport.step_frame(1)
    assert viewport.wanted_frame == 2
    assert viewport.frame_index == 0, "what is on the screen is still the first"
    assert colour_at(grabbed(viewport), screen(viewport, 3, 3)) == (40,) * 3
    qtbot.waitUntil(lambda: viewport.message == "Reading frame 3 of 6", timeout=5000)
    assert viewport.frame_index == 2
    assert colour_at(grabbed(viewport), screen(viewport, 3, 3)) == (0, 0, 0)
    for gate in source.gates:
        gate.set()
    qtbot.waitUntil(lambda: not viewport.message, timeout=5000)
    assert colour_at(grabbed(viewport), screen(viewport, 3, 3)) == (42,) * 3
    qtbot.waitUntil(lambda: held_frame(volume.frames, 5) is not None, timeout=5000)
    viewport.step_frame(1)
    assert viewport.frame_index == 3, "decoded ahead, so there at once"
    assert threading.get_ident() not in source.threads


def test_a_late_frame_of_the_scan_before_is_not_shown(viewport, qtbot):
    source = _GatedFrames(2)
    viewport.show_volume(make_volume(np.zeros((2, 20, 20), np.uint8), frames=source))
    viewport.show_volume(make_volume(np.full((1, 20, 20), 200, np.uint8)))
    for gate in source.gates:
        gate.set()
    qtbot.waitUntil(lambda: viewport._decoder._task is None, timeout=5000)
    assert colour_at(grabbed(viewport), screen(viewport, 3, 3)) == (200,) * 3


def test_a_film_goes_back_and_forth(viewport):
    viewport.show_volume(make_volume(np.zeros((3, 30, 30), np.uint8)))
    bar, seen = viewport.frame_bar, []
    bar.repeat.setCurrentText("back and forth")
    viewport.frameChanged.connect(seen.append)
    for _ in range(6):
        bar._advance()
    assert seen == [1, 2, 1, 0, 1, 2]
    bar.waits = True
    bar._advance()
    assert seen[-1] == 2, "the film waits for a frame that is not decoded yet"


def test_each_frame_has_its_own_window_and_scale_until_one_is_chosen(viewport):
    frames = np.full((2, 20, 20), 100, np.uint16)
    scales = (FrameScale(MM), FrameScale(PixelCalibration(1.0, 2.0, SpacingSource.PIXEL_SPACING)))
    first, second = VoiWindow(200, 100, "soft"), VoiWindow(400, 200, "hard")
    volume = make_volume(
        frames,
        geometry=VolumeGeometry(20, 20, 2, frame_scales=scales),
        windows=(first,),
        frame_windows=((first,), (second,)),
    )
    viewport.show_volume(volume)
    assert (viewport.voi_window, viewport.window_name) == (first, "soft")
    assert viewport.scale_bar() is not None
    viewport.step_frame(1)
    assert viewport.voi_window == second
    assert viewport.canvas.camera.row_height == 0.5
    viewport.voi_window = VoiWindow(50, 60)
    viewport.step_frame(-1)
    assert viewport.voi_window == VoiWindow(50, 60)
    viewport.default_window()
    assert viewport.voi_window == first


def test_presets_of_ct_and_of_other_scans(viewport):
    hu = np.full((1, 20, 20), 40, np.int16)
    volume = make_volume(hu, unit="HU", windows=())
    ct = replace(
        volume, context=replace(volume.context, series=Series("1.2.3", 4, "Abdomen", "CT"))
    )
    viewport.show_volume(ct)
    viewport.apply_preset(7)
    assert (viewport.voi_window.width, viewport.voi_window.centre) == (2000, 400)
    corner = viewport.corner_lines()[Qt.Corner.BottomLeftCorner]
    assert "W 2000  L 400 HU · bone" in corner
    drag(viewport, QPoint(100, 100), QPoint(120, 100), Qt.MouseButton.LeftButton)
    assert viewport.window_name == ""
    viewport.apply_preset(9)
    assert viewport.window_name == "", "there is no ninth"
    viewport.apply_preset(0)
    assert viewport.window_name == "auto"

    viewport.show_volume(make_volume(steps_picture()))
    viewport.apply_preset(5)
    assert viewport.voi_window.limits == (127.5, 255)
    assert viewport.window_name == "bright half"
    viewport.apply_preset(0)
    assert viewport.window_name == "file"


def test_pixel_for_pixel_and_true_size(viewport):
    viewport.show_volume(make_volume(np.zeros((1, 300, 300), np.uint8), MM))
    viewport.show_pixel_for_pixel()
    assert viewport.zoom == 1
    assert viewport.show_true_size(pixels_per_mm=4.0)
    assert viewport.zoom == 2
    viewport.show_volume(make_volume(np.zeros((1, 300, 300), np.uint8)))
    before = viewport.zoom
    assert not viewport.show_true_size(pixels_per_mm=4.0)
    assert viewport.zoom == before


def test_pixels_are_shown_as_they_are_on_demand(viewport):
    viewport.show_volume(make_volume(steps_picture()))
    viewport.canvas.set_view(4, (20, 20))
    edge = screen(viewport, 20, 30)
    viewport.interpolation = Interpolation.SMOOTH
    smooth = colour_at(grabbed(viewport), edge - QPoint(1, 0))[0]
    viewport.interpolation = Interpolation.PIXELS
    assert colour_at(grabbed(viewport), edge - QPoint(1, 0))[0] == 160
    assert smooth > 160


@pytest.mark.parametrize("zoom", [3.0, 7.0, 10.0, 16.0])
@pytest.mark.parametrize(
    "moves",
    [
        (),
        ("flip_horizontal",),
        ("flip_horizontal", "flip_vertical"),
        ("turn_right",),
        ("turn_left", "flip_vertical"),
    ],
)
def test_mask_lies_on_its_pixels_at_every_zoom_and_pose(viewport, zoom, moves):
    picture = np.full((1, 24, 24), 50, np.uint8)
    area = np.zeros((1, 24, 24), bool)
    area[0, 9:14, 8:16] = True
    viewport.show_volume(make_volume(picture))
    no_letter = Segment("lesion", "Lesion", ORANGE, "")
    viewport.set_masks([SegmentationMask(no_letter, area)], confirmed=False)
    viewport.overlay_style = OverlayStyle.FILL
    viewport.opacity = 1.0
    viewport.canvas.set_view(zoom, (12, 12))
    for move in moves:
        getattr(viewport, move)()
    image = grabbed(viewport)
    wrong = [
        (column, row)
        for row in range(7, 17)
        for column in range(6, 18)
        if colour_at(image, screen(viewport, column + 0.5, row + 0.5))
        != (ORANGE if area[0, row, column] else (50, 50, 50))
    ]
    assert wrong == []


@pytest.mark.parametrize("zoom", [4.0, 9.0])
def test_outline_runs_on_the_border_of_the_mask(viewport, zoom):
    area = np.zeros((1, 40, 40), bool)
    area[0, 10:30, 12:28] = True
    viewport.show_volume(make_volume(np.zeros((1, 40, 40), np.uint8)))
    viewport.set_masks([mask_of(area)], confirmed=True)
    viewport.overlay_style = OverlayStyle.OUTLINE
    viewport.canvas.set_view(zoom, (20, 20))
    image = grabbed(viewport)
    row = screen(viewport, 12, 20.5).y()
    orange = [x for x in range(image.width()) if colour_at(image, QPoint(x, row))[0] > 150]
    left, right = screen(viewport, 12, 20).x(), screen(viewport, 28, 20).x()
    # Two screen pixels wide at every zoom, half of them on each side of the border.
    assert orange == [left - 1, left, right - 1, right]


def test_predicted_masks_are_dashed_and_confirmed_ones_solid(viewport):
    area = np.zeros((1, 40, 40), bool)
    area[0, 10:30, 10:30] = True
    viewport.show_volume(make_volume(np.zeros((1, 40, 40), np.uint8)))
    viewport.overlay_style = OverlayStyle.OUTLINE
    coloured = {}
    for confirmed in (False, True):
        viewport.set_masks([mask_of(area)], confirmed=confirmed)
        image = grabbed(viewport)
        y = screen(viewport, 20, 10).y()
        ends = screen(viewport, 12, 10).x(), screen(viewport, 28, 10).x()
        run = [colour_at(image, QPoint(x, y))[0] > 150 for x in range(*ends)]
        coloured[confirmed] = sum(run) / len(run)
    assert coloured[True] == 1.0
    assert 0.4 < coloured[False] < 0.8


def test_fill_is_a_quarter_opaque_and_the_mask_can_be_hidden_and_peeked(viewport, qtbot):
    area = np.ones((1, 20, 20), bool)
    viewport.show_volume(make_volume(np.full((1, 20, 20), 100, np.uint8)))
    viewport.set_masks([mask_of(area)], confirmed=False)
    middle = screen(viewport, 10.5, 10.5)
    mixed = tuple(round(0.75 * 100 + 0.25 * c) for c in ORANGE)
    assert colour_at(grabbed(viewport), middle) == pytest.approx(mixed, abs=1)
    viewport.peek(True)
    assert colour_at(grabbed(viewport), middle) == (100, 100, 100)
    viewport.peek(False)
    assert colour_at(grabbed(viewport), middle) == pytest.approx(mixed, abs=1)
    with qtbot.waitSignal(viewport.masksVisibleChanged) as heard:
        viewport.toggle_masks()
    assert heard.args == [False]
    assert colour_at(grabbed(viewport), middle) == (100, 100, 100)
    viewport.peek(True)
    assert colour_at(grabbed(viewport), middle) == pytest.approx(mixed, abs=1)


def test_edge_band_shows_where_the_model_is_unsure(viewport):
    p = np.zeros((1, 20, 20), np.float16)
    p[0, 5:15, 5:15] = 0.5
    p[0, 8:12, 8:12] = 0.9
    viewport.show_volume(make_volume(np.zeros((1, 20, 20), np.uint8)))
    viewport.set_masks([mask_of(p >= 0.5, p)], confirmed=False)
    viewport.overlay_style = OverlayStyle.EDGE_BAND
    viewport.opacity = 1.0
    image = grabbed(viewport)
    assert colour_at(image, screen(viewport, 6.5, 9.5)) == ORANGE
    assert colour_at(image, screen(viewport, 10, 10)) == (0, 0, 0)
    assert colour_at(image, screen(viewport, 2.5, 10)) == (0, 0, 0)
    assert viewport.info_at(10, 10) == "x 10  y 10   0   Lesion 90 %"


def test_styles_that_need_probabilities_are_skipped_without_them(viewport):
    viewport.show_volume(make_volume(np.zeros((1, 20, 20), np.uint8)))
    viewport.set_masks([mask_of(np.ones((1, 20, 20), bool))], confirmed=False)
    seen = []
    for _ in range(3):
        viewport.next_style()
        seen.append(viewport.overlay_style)
    assert seen == [OverlayStyle.OUTLINE, OverlayStyle.FILL, OverlayStyle.OUTLINE_FILL]


def test_a_chosen_style_outlives_masks_that_cannot_be_shown_in_it(viewport):
    viewport.overlay_style = OverlayStyle.PROBABILITY
    viewport.show_volume(make_volume(np.zeros((1, 20, 20), np.uint8)))
    area = np.ones((1, 20, 20), bool)
    viewport.set_masks([mask_of(area)], confirmed=False)
    assert colour_at(grabbed(viewport), screen(viewport, 10, 10)) != (0, 0, 0)
    assert viewport.overlay_style is OverlayStyle.PROBABILITY
    viewport.set_masks([mask_of(area, area.astype(np.float16))], confirmed=False)
    red, green, blue = colour_at(grabbed(viewport), screen(viewport, 10, 10))
    assert (red, green) > (140, 130), "viridis yellow at 60 %"
    assert blue < 40


def test_an_empty_mask_is_shown_as_nothing(viewport):
    viewport.show_volume(make_volume(np.full((1, 20, 20), 70, np.uint8)))
    viewport.set_masks([mask_of(np.zeros((1, 20, 20), bool))], confirmed=False)
    assert colour_at(grabbed(viewport), screen(viewport, 10, 10)) == (70, 70, 70)


def test_a_new_volume_takes_masks_away(viewport):
    viewport.show_volume(make_volume(np.zeros((1, 20, 20), np.uint8)))
    viewport.set_masks([mask_of(np.ones((1, 20, 20), bool))], confirmed=False)
    viewport.show_volume(make_volume(np.full((1, 20, 20), 33, np.uint8)))
    assert colour_at(grabbed(viewport), screen(viewport, 10, 10)) == (33, 33, 33)


def test_finding_is_brought_into_view(viewport):
    viewport.show_volume(make_volume(np.zeros((5, 200, 200), np.uint8)))
    viewport.show_finding(Finding("lesion", 1, 3, (150, 40, 20, 20), 300))
    assert viewport.frame_index == 3
    assert viewport.canvas.centre == pytest.approx((160, 50))
    assert viewport.zoom > 3


@pytest.mark.parametrize("zoom", [1.0, 2.5, 8.0])
def test_scale_bar_has_the_right_length_on_the_screen(viewport, zoom):
    viewport.show_volume(make_volume(np.zeros((1, 300, 300), np.uint8), MM))
    viewport.corners_visible = True
    viewport.resize(800, 400)
    viewport.canvas.set_view(zoom, (150, 150))
    bar = viewport.scale_bar()
    assert bar is not None
    assert bar.pixels == pytest.approx(bar.millimetres / 0.5 * zoom)
    image = grabbed(viewport)
    row = [
        sum(colour_at(image, QPoint(x, y))[0] > 150 for x in range(305, 495))
        for y in range(image.height() - 14, image.height() - 6)
    ]
    assert max(row) == pytest.approx(bar.pixels, abs=3)


def test_without_spacing_there_is_no_scale_bar_and_the_corner_says_so(viewport):
    viewport.show_volume(make_volume(np.zeros((1, 30, 30), np.uint8)))
    assert viewport.scale_bar() is None
    assert "uncalibrated" in viewport.corner_lines()[Qt.Corner.BottomRightCorner]


def test_spacing_is_named_with_its_source(viewport):
    viewport.show_volume(make_volume(np.zeros((1, 30, 30), np.uint8), MM))
    assert "0.5 mm/px (PixelSpacing)" in viewport.corner_lines()[Qt.Corner.BottomRightCorner]


def test_warnings_of_the_file_are_on_the_picture(viewport):
    volume = make_volume(np.zeros((2, 30, 30), np.uint8), warnings=("missing slices",))
    viewport.show_volume(volume)
    assert "⚠ missing slices" in viewport.corner_lines()[Qt.Corner.TopRightCorner]


def test_pixels_that_are_not_square_are_shown_in_their_true_shape(viewport):
    tall = PixelCalibration(row_mm=1.0, column_mm=0.5, source=SpacingSource.PIXEL_SPACING)
    viewport.show_volume(make_volume(np.zeros((1, 30, 30), np.uint8), tall))
    to_screen = viewport.canvas.picture_to_screen()
    corner = to_screen.map(QPointF(30, 30)) - to_screen.map(QPointF(0, 0))
    assert corner.y() == pytest.approx(2 * corner.x())
    assert corner.y() == pytest.approx(viewport.canvas.height())


def test_privacy_hides_the_patient(viewport):
    viewport.show_volume(make_volume(np.zeros((1, 300, 300), np.uint8)))
    viewport.corners_visible = True
    assert viewport.corner_lines()[Qt.Corner.TopLeftCorner][:2] == ["Meier Anna", "P-17"]
    open_picture = viewport.grab_picture()
    viewport.privacy = True
    words = " ".join(sum(viewport.corner_lines().values(), []))
    assert "Meier" not in words
    assert "P-17" not in words
    assert "Hospital" not in words
    assert viewport.grab_picture() != open_picture


def test_exported_picture_carries_the_warning(viewport):
    viewport.show_volume(make_volume(np.full((1, 300, 300), 255, np.uint8)))
    image = viewport.grab_picture()
    amber = sum(
        colour_at(image, QPoint(x, y)) == (255, 196, 0) for x in range(100, 300) for y in range(30)
    )
    assert amber > 100


def test_corner_text_is_readable_over_white(viewport):
    viewport.show_volume(make_volume(np.full((1, 300, 300), 255, np.uint8)))
    viewport.corners_visible = True
    image = grabbed(viewport)
    corner = [colour_at(image, QPoint(x, y))[0] for x in range(5, 90) for y in range(5, 40)]
    assert min(corner) < 90, "a dark rim surrounds the letters"


def test_cursor_tells_position_and_value(viewport, qtbot):
    viewport.show_volume(make_volume(steps_picture()))
    with qtbot.waitSignal(viewport.cursorInfo) as heard:
        QTest.mouseMove(viewport.canvas.viewport(), screen(viewport, 30.5, 10.5))
    assert heard.args == ["x 30  y 10   80"]
    assert viewport.info_at(-1, 3) == ""
    assert viewport.info_at(3, 40) == ""


def test_reset_brings_everything_back(viewport):
    viewport.show_volume(make_volume(steps_picture()))
    state = viewport.zoom, viewport.canvas.centre
    drag(viewport, QPoint(100, 100), QPoint(164, 132), Qt.MouseButton.LeftButton)
    wheel(viewport, QPoint(10, 10), 360, Qt.KeyboardModifier.ControlModifier)
    viewport.flip_vertical()
    viewport.invert = True
    viewport.reset_view()
    assert viewport.voi_window == VoiWindow(255, 127.5)
    assert (viewport.zoom, viewport.canvas.centre) == (
        pytest.approx(state[0]),
        pytest.approx(state[1]),
    )
    assert colour_at(grabbed(viewport), screen(viewport, 30, 10)) == (80, 80, 80)


def test_fit_follows_the_window_and_a_chosen_zoom_does_not(viewport):
    viewport.show_volume(make_volume(steps_picture()))
    viewport.resize(800, 800)
    assert viewport.zoom == pytest.approx(20)
    viewport.canvas.set_view(5, (20, 20))
    viewport.resize(500, 600)
    assert viewport.zoom == pytest.approx(5)
    assert viewport.canvas.centre == pytest.approx((20, 20))


def test_dropped_files_go_through_to_the_window(viewport):
    widget = viewport.canvas.viewport()
    while widget is not None:
        assert not widget.acceptDrops()
        widget = widget.parentWidget()


def test_empty_viewport_says_what_to_do(viewport):
    viewport.show_volume(make_volume(steps_picture()))
    viewport.show_volume(None)
    assert "Ctrl+O" in viewport.message
    assert viewport.volume is None
    viewport.toggle_masks()
    viewport.reset_view()
    viewport.next_style()
    viewport.step_frame(1)
    drag(viewport, QPoint(100, 100), QPoint(164, 132), Qt.MouseButton.LeftButton)
    bright = [colour_at(grabbed(viewport), QPoint(x, 200))[0] for x in range(400)]
    assert max(bright) > 60


class _Emitter(QObject):
    fired = Signal(int)


def test_signals_and_repaints_keep_their_references(viewport):
    """PySide6 6.12.0 lost one reference to True with every emit and aborted after ~550."""
    viewport.show_volume(make_volume(np.zeros((3, 20, 20), np.uint8)))
    emitter = _Emitter()
    before = sys.getrefcount(True)
    for number in range(200):
        emitter.fired.emit(number)
        viewport.frame_index = number % 3
    assert abs(sys.getrefcount(True) - before) < 20

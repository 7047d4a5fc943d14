"""Masks over the picture: where they lie and how they look."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint

from medviewer.domain.segmentation import Finding, Segment, SegmentationMask
from medviewer.ui.viewport.viewport import OverlayStyle
from tests.ui.pictures import ORANGE, colour_at, grabbed, make_volume, mask_of, screen


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

"""Measurements against hand-computed values."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medviewer.domain.geometry import (
    CalibratedRegion,
    FrameScale,
    PixelCalibration,
    SpacingSource,
    VolumeGeometry,
)
from medviewer.domain.image import VolumeKind
from medviewer.domain.segmentation import MeasurementKind, Segment, SegmentationMask
from medviewer.inference.measure import bounding_box, diameters, findings, overlap

LESION = Segment("lesion", "Lesion", (230, 159, 0), "L")
MM = PixelCalibration(0.5, 0.25, SpacingSource.PIXEL_SPACING)


def disc(shape, centre, radius):
    y, x = np.indices(shape)
    return (y - centre[0]) ** 2 + (x - centre[1]) ** 2 <= radius**2


def ellipse(shape, centre, long_half, short_half, degrees, row=1.0, column=1.0):
    """Pixels whose centres lie in an ellipse given in mm."""
    y, x = np.indices(shape)
    y, x = (y - centre[0]) * row, (x - centre[1]) * column
    t = math.radians(degrees)
    along, across = x * math.cos(t) + y * math.sin(t), -x * math.sin(t) + y * math.cos(t)
    return (along / long_half) ** 2 + (across / short_half) ** 2 <= 1


def value(finding, kind):
    found = finding.measurement(kind)
    return None if found is None else (found.value, found.unit)


def picture(mask, probability=None):
    return SegmentationMask(LESION, mask[None], None if probability is None else probability[None])


def test_single_pixel_is_one_pixel_long():
    mask = np.zeros((5, 7), bool)
    mask[2, 3] = True
    found = diameters(mask)
    assert (found.longest, found.perpendicular) == pytest.approx((1, 1))


def test_empty_mask_has_no_diameter_and_no_box():
    mask = np.zeros((5, 7), bool)
    assert diameters(mask) is None
    assert bounding_box(mask) is None
    assert findings(picture(mask), VolumeGeometry(5, 7), VolumeKind.PICTURE) == ()


@pytest.mark.parametrize("axis", [0, 1])
def test_line_of_nine_pixels(axis):
    mask = np.zeros((20, 20), bool)
    mask[(slice(4, 13), 7) if axis == 0 else (7, slice(4, 13))] = True
    found = diameters(mask)
    assert (found.longest, found.perpendicular) == pytest.approx((9, 1))


def test_rectangle_by_hand():
    mask = np.zeros((30, 30), bool)
    mask[5:8, 10:14] = True  # 3 rows, 4 columns
    # Farthest edge midpoints: 4 apart across and 2 down, or 3 across and 3 down.
    assert diameters(mask).longest == pytest.approx(math.sqrt(4**2 + 2**2))


def test_line_in_millimetres_follows_each_axis():
    down = np.zeros((20, 20), bool)
    down[4:14, 7] = True
    assert diameters(down, 0.5, 0.25).longest == pytest.approx(10 * 0.5)
    assert diameters(down.T, 0.5, 0.25).longest == pytest.approx(10 * 0.25)


def test_disc():
    found = diameters(disc((101, 101), (50, 50), 40))
    assert found.longest == pytest.approx(81, abs=0.6)
    assert found.perpendicular == pytest.approx(81, abs=0.6)


@pytest.mark.parametrize("degrees", [0, 17, 45, 90, 133])
def test_rotated_ellipse(degrees):
    found = diameters(ellipse((201, 201), (100, 100), 80, 30, degrees))
    assert found.longest == pytest.approx(160, abs=1.5)
    assert found.perpendicular == pytest.approx(60, abs=2)


@pytest.mark.parametrize("degrees", [0, 30, 60, 90])
def test_ellipse_on_an_anisotropic_grid_is_measured_in_millimetres(degrees):
    mask = ellipse((201, 401), (100, 200), 20, 8, degrees, row=0.4, column=0.15)
    found = diameters(mask, 0.4, 0.15)
    assert found.longest == pytest.approx(40, abs=0.5)
    assert found.perpendicular == pytest.approx(16, abs=0.7)


def test_mask_touching_every_border():
    mask = np.ones((8, 6), bool)
    assert bounding_box(mask) == (0, 0, 6, 8)
    assert diameters(mask).longest == pytest.approx(math.hypot(5, 8))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_longest_diameter_equals_brute_force(seed):
    rng = np.random.default_rng(seed)
    mask = rng.random((9, 11)) < 0.2
    if not mask.any():
        return
    r, c = np.nonzero(mask)
    steps = ((0.5, 0), (-0.5, 0), (0, 0.5), (0, -0.5))
    points = np.concatenate([np.stack([(r + a) * 0.7, (c + b) * 0.3], 1) for a, b in steps])
    expected = np.sqrt(((points[:, None] - points[None]) ** 2).sum(-1)).max()
    found = diameters(mask, 0.7, 0.3)
    assert found.longest == pytest.approx(expected)
    assert 0 < found.perpendicular <= found.longest + 1e-9


def test_two_lesions_are_numbered_by_size_with_their_own_numbers():
    mask = disc((60, 80), (15, 15), 6) | disc((60, 80), (40, 60), 12)
    probability = np.where(mask, 0.75, 0.1).astype(np.float16)
    large, small = findings(
        picture(mask, probability), VolumeGeometry(60, 80, calibration=MM), VolumeKind.PICTURE
    )
    assert (large.number, small.number) == (1, 2)
    assert large.box == (48, 28, 25, 25)
    assert small.box == (9, 9, 13, 13)
    assert large.area_px + small.area_px == mask.sum()
    assert value(large, MeasurementKind.AREA) == (pytest.approx(large.area_px * 0.125), "mm²")
    assert value(large, MeasurementKind.LONGEST_DIAMETER) == (pytest.approx(12.5, abs=0.1), "mm")
    assert value(large, MeasurementKind.MEAN_PROBABILITY) == (pytest.approx(0.75), "")
    assert value(large, MeasurementKind.VOLUME) is None
    source = large.measurement(MeasurementKind.LONGEST_DIAMETER).source
    assert source is SpacingSource.PIXEL_SPACING


def test_without_a_scale_everything_is_in_pixels():
    mask = np.zeros((10, 10), bool)
    mask[2:4, 2:4] = True
    (finding,) = findings(picture(mask), VolumeGeometry(10, 10), VolumeKind.PICTURE)
    assert value(finding, MeasurementKind.AREA) == (4, "px²")
    assert value(finding, MeasurementKind.LONGEST_DIAMETER)[1] == "px"
    assert finding.measurement(MeasurementKind.AREA).source is SpacingSource.NONE


def test_lesion_outside_the_ultrasound_region_has_no_millimetres():
    region = CalibratedRegion(
        (0, 0, 20, 40), PixelCalibration(0.1, 0.1, SpacingSource.ULTRASOUND_REGION)
    )
    geometry = VolumeGeometry(40, 40, regions=(region,))
    mask = np.zeros((40, 40), bool)
    mask[4:10, 4:10] = True
    mask[4:8, 18:22] = True  # crosses the edge of the region
    inside, across = findings(picture(mask), geometry, VolumeKind.PICTURE)
    assert value(inside, MeasurementKind.AREA) == (pytest.approx(0.36), "mm²")
    assert value(across, MeasurementKind.AREA) == (16, "px²")


def test_volume_of_a_box_in_a_stack():
    array = np.zeros((6, 20, 30), bool)
    array[1:5, 4:14, 6:26] = True  # 4 slices x 10 rows x 20 columns
    array[2, 14, 6:26] = True  # slice 2 is one row larger
    geometry = VolumeGeometry(20, 30, 6, calibration=MM, slice_spacing_mm=3.0)
    (finding,) = findings(SegmentationMask(LESION, array), geometry, VolumeKind.STACK)
    expected = (4 * 200 + 20) * 0.5 * 0.25 * 3.0 / 1000
    assert value(finding, MeasurementKind.VOLUME) == (pytest.approx(expected), "ml")
    assert (finding.frame, finding.area_px, finding.box) == (2, 220, (6, 4, 20, 11))


def test_frames_of_different_scale_are_each_measured_at_their_own():
    mask = np.zeros((3, 20, 20), bool)
    mask[0, 2:4, 2:4] = True
    mask[1, 2:6, 2:5] = True  # the largest: 12 pixels
    mask[2, 2:4, 2:4] = True
    scales = tuple(
        FrameScale(PixelCalibration(mm, mm, SpacingSource.PIXEL_SPACING)) for mm in (1.0, 2.0, 3.0)
    )
    geometry = VolumeGeometry(20, 20, 3, slice_spacing_mm=10, frame_scales=scales)
    (lesion,) = findings(SegmentationMask(LESION, mask), geometry, VolumeKind.STACK)
    assert lesion.frame == 1
    assert value(lesion, MeasurementKind.AREA) == (12 * 4, "mm²")
    assert value(lesion, MeasurementKind.VOLUME) == ((4 * 1 + 12 * 4 + 4 * 9) * 10 / 1000, "ml")
    unknown = replace(geometry, frame_scales=(*scales[:2], FrameScale()))
    (lesion,) = findings(SegmentationMask(LESION, mask), unknown, VolumeKind.STACK)
    assert value(lesion, MeasurementKind.AREA) == (12 * 4, "mm²")
    assert value(lesion, MeasurementKind.VOLUME) is None


def test_stack_without_slice_spacing_and_cine_have_no_volume():
    array = np.ones((3, 4, 5), bool)
    mask = SegmentationMask(LESION, array)
    flat = VolumeGeometry(4, 5, 3, calibration=MM)
    spaced = VolumeGeometry(4, 5, 3, calibration=MM, slice_spacing_mm=1.0)
    for geometry, kind in ((flat, VolumeKind.STACK), (spaced, VolumeKind.CINE)):
        (finding,) = findings(mask, geometry, kind)
        assert value(finding, MeasurementKind.VOLUME) is None


def test_overlap_by_hand():
    first, second = np.zeros((4, 4), bool), np.zeros((4, 4), bool)
    first[0, :4] = True
    second[0, 2:] = True
    second[1, :2] = True
    found = overlap(first, second)
    assert (found.dice, found.iou) == (0.5, pytest.approx(2 / 6))
    empty = overlap(np.zeros((2, 2), bool), np.zeros((2, 2), bool))
    assert (empty.dice, empty.iou) == (1.0, 1.0)
    with pytest.raises(ValueError, match="cannot be compared"):
        overlap(first, np.zeros((2, 2), bool))

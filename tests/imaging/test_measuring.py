"""Lengths, angles and areas: known answers, with every kind of scale and without."""

import math

import pytest
from scipy.special import ellipe

from medviewer.domain.annotation import Annotation, AnnotationKind, RegionStatistics
from medviewer.domain.geometry import (
    UNCALIBRATED,
    CalibratedRegion,
    FrameScale,
    PixelCalibration,
    SpacingSource,
    VolumeGeometry,
)
from medviewer.domain.segmentation import Measurement, MeasurementKind
from medviewer.imaging import measuring
from medviewer.imaging.measuring import figures, in_words

K = AnnotationKind
M = MeasurementKind
SPACING = SpacingSource.PIXEL_SPACING
US = SpacingSource.ULTRASOUND_REGION
TALL = PixelCalibration(row_mm=2.0, column_mm=0.5, source=SPACING)


def drawn(kind: K, *points, frame: int = 0, **changes) -> Annotation:
    return Annotation("a", kind, frame, points, **changes)


def geometry(calibration=UNCALIBRATED, **changes) -> VolumeGeometry:
    return VolumeGeometry(100, 200, calibration=calibration, **changes)


def only(found: measuring.Figures) -> Measurement:
    (one,) = found.measurements
    return one


@pytest.mark.parametrize(
    ("end", "expected"), [((40, 10), 15), ((10, 40), 60), ((20, 22.5), math.hypot(5, 25))]
)
def test_length_with_pixels_that_are_not_square(end, expected):
    one = only(figures(drawn(K.DISTANCE, (10, 10), end), geometry(TALL)))
    assert one.value == pytest.approx(expected)
    assert (one.kind, one.unit, one.source) == (M.LENGTH, "mm", SPACING)


def test_without_a_scale_a_length_is_in_pixels_and_says_so():
    found = figures(drawn(K.DISTANCE, (1, 1), (4, 5)), geometry())
    assert only(found) == Measurement(M.LENGTH, 5.0, "px", SpacingSource.NONE)
    assert found.remark == measuring.NO_SCALE


def ultrasound(*boxes_and_mm) -> VolumeGeometry:
    return geometry(
        regions=tuple(
            CalibratedRegion(box, UNCALIBRATED if mm is None else PixelCalibration(mm, mm, US))
            for box, mm in boxes_and_mm
        )
    )


TWO = ultrasound(((0, 0, 100, 80), 0.1), ((100, 0, 100, 80), 0.3))
WITH_DOPPLER = ultrasound(((0, 0, 200, 50), 0.2), ((0, 50, 200, 50), None))


@pytest.mark.parametrize(
    ("scan", "start", "end", "value", "unit"),
    [
        (TWO, (10, 10), (90, 10), 8.0, "mm"),
        (TWO, (110, 10), (190, 10), 24.0, "mm"),
        (TWO, (100, 10), (200, 10), 30.0, "mm"),  # from border to border of one region
        (TWO, (10, 90), (20, 90), 10.0, "px"),  # below both
        (TWO, (10, 70), (10, 90), 20.0, "px"),  # reaches out of one
        (WITH_DOPPLER, (10, 60), (20, 60), 10.0, "px"),  # on the curve
        (WITH_DOPPLER, (10, 10), (20, 10), 2.0, "mm"),
    ],
)
def test_length_on_an_ultrasound_picture(scan, start, end, value, unit):
    found = figures(drawn(K.DISTANCE, start, end), scan)
    assert only(found).value == pytest.approx(value)
    assert only(found).unit == unit
    assert found.remark == ("" if unit == "mm" else measuring.OUTSIDE_REGION)


@pytest.mark.parametrize(
    ("scan", "end"), [(TWO, (110, 10)), (WITH_DOPPLER, (90, 60))], ids=["scales", "doppler"]
)
@pytest.mark.parametrize("kind", [K.DISTANCE, K.ANGLE, K.RECTANGLE, K.ELLIPSE])
def test_across_regions_of_different_scale_nothing_is_measured(scan, end, kind):
    points = [(90, 10), end, (90, 30)][: kind.fewest_points]
    found = figures(drawn(kind, *points), scan)
    assert found.measurements == ()
    assert found.remark == measuring.TWO_SCALES


def test_values_of_pixels_need_no_scale():
    values = RegionStatistics(4, 10.0, 1.0, 9.0, 11.0)
    found = figures(drawn(K.RECTANGLE, (90, 10), (110, 20), statistics=values), TWO)
    assert {m.kind for m in found.measurements} == {M.MEAN, M.SD, M.MINIMUM, M.MAXIMUM, M.PIXELS}


def test_every_frame_is_measured_by_its_own_scale():
    scales = (FrameScale(TALL), FrameScale(), FrameScale(regions=TWO.regions))
    scan = VolumeGeometry(100, 200, 3, frame_scales=scales)
    lengths = [
        only(figures(drawn(K.DISTANCE, (10, 10), (30, 10), frame=n), scan)) for n in range(3)
    ]
    assert [(m.value, m.unit) for m in lengths] == [
        (pytest.approx(10), "mm"),
        (20, "px"),
        (pytest.approx(2), "mm"),
    ]
    refused = figures(drawn(K.DISTANCE, (90, 10), (110, 10), frame=2), scan)
    assert refused.remark == measuring.TWO_SCALES


@pytest.mark.parametrize(
    ("end", "other", "degrees"),
    [((1, 0), (0, 1), 90), ((1, 0), (-1, 0), 180), ((1, 0), (1, 0), 0), ((1, 1), (1, 0), 45)],
)
def test_angle_between_two_arms(end, other, degrees):
    way = drawn(K.ANGLE, (50 + end[0], 50 + end[1]), (50, 50), (50 + other[0], 50 + other[1]))
    square = PixelCalibration(0.7, 0.7, SPACING)
    assert only(figures(way, geometry(square))).value == pytest.approx(degrees)


def test_an_angle_counts_the_shape_of_the_pixels():
    way = drawn(K.ANGLE, (60, 50), (50, 50), (54, 51))
    found = figures(way, geometry(TALL))  # 2 mm across, 2 mm down
    assert only(found).value == pytest.approx(45)
    assert only(found).unit == "°"
    assert found.remark == ""
    unsure = figures(way, geometry())
    assert only(unsure).value == pytest.approx(math.degrees(math.atan2(1, 4)))
    assert unsure.remark == measuring.SQUARE_PIXELS


def test_an_arm_without_length_has_no_angle():
    found = figures(drawn(K.ANGLE, (5, 5), (5, 5), (9, 9)), geometry(TALL))
    assert found.measurements == ()
    assert "no angle" in found.remark


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("tilt", "degrees"), [(10, 20), (50, 100)])
def test_cobb_angle_tells_100_from_80_however_the_lines_are_drawn(tilt, degrees, turned):
    rise = math.tan(math.radians(tilt)) * 20
    upper, lower = ((10, 30), (30, 30 - rise)), ((10, 60), (30, 60 + rise))
    if turned:
        lower = lower[::-1]
    square = geometry(PixelCalibration(1, 1, SPACING))
    assert only(figures(drawn(K.COBB_ANGLE, *upper, *lower), square)).value == pytest.approx(
        degrees
    )


def test_area_and_perimeter_of_a_rectangle():
    found = figures(drawn(K.RECTANGLE, (30, 20), (10, 10)), geometry(TALL))
    assert found.get(M.AREA).value == pytest.approx(10 * 20)
    assert found.get(M.AREA).unit == "mm²"
    assert found.get(M.PERIMETER).value == pytest.approx(60)


@pytest.mark.parametrize(("wide", "high"), [(40, 10), (40, 2.5), (8, 60), (40, 0)])
def test_area_and_perimeter_of_an_ellipse(wide, high):
    found = figures(drawn(K.ELLIPSE, (10, 10), (10 + wide, 10 + high)), geometry(TALL))
    a, b = sorted((wide * 0.5 / 2, high * 2.0 / 2), reverse=True)
    assert found.get(M.AREA).value == pytest.approx(math.pi * a * b)
    assert found.get(M.PERIMETER).value == pytest.approx(4 * a * ellipe(1 - (b / a) ** 2))


def test_area_and_perimeter_of_a_polygon():
    found = figures(drawn(K.POLYGON, (10, 10), (18, 10), (18, 13)), geometry(TALL))
    assert found.get(M.AREA).value == pytest.approx(4 * 6 / 2)
    assert found.get(M.PERIMETER).value == pytest.approx(4 + 6 + math.hypot(4, 6))


def test_an_outline_that_crosses_itself_has_no_area():
    bow = drawn(K.POLYGON, (0, 0), (10, 10), (10, 0), (0, 10))
    found = figures(bow, geometry(TALL))
    assert found.get(M.AREA) is None
    assert found.remark == measuring.CROSSES_ITSELF


@pytest.mark.parametrize("kind", [K.ARROW, K.NOTE])
def test_arrows_and_notes_have_no_value(kind):
    points = [(1, 1), (5, 5)][: kind.fewest_points]
    assert figures(drawn(kind, *points, text="here"), geometry(TALL)).measurements == ()


@pytest.mark.parametrize(
    ("kind", "value", "unit", "words"),
    [
        (M.LENGTH, 12.345, "mm", "12.3 mm"),
        (M.LENGTH, 12.5, "px", "12 px"),
        (M.AREA, 99.94, "mm²", "99.9 mm²"),
        (M.AREA, 1234.0, "mm²", "12.34 cm²"),
        (M.AREA, 1234.4, "px²", "1234 px²"),
        (M.ANGLE, 45.04, "°", "45.0°"),
        (M.MEAN, -12.34, "HU", "−12.3 HU"),
        (M.MEAN, 0.001234, "", "0.00123"),
        (M.MEAN, 0.0, "HU", "0.0 HU"),
        (M.MINIMUM, -1024.0, "HU", "−1024 HU"),
        (M.MAXIMUM, 1.5, "", "1.50"),
        (M.PIXELS, 1234, "", "1234"),
    ],
)
def test_values_in_words(kind, value, unit, words):
    assert in_words(Measurement(kind, value, unit)) == words

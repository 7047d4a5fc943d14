"""The words of the program keep their promises."""

import numpy as np
import pytest

from medviewer.domain.geometry import (
    UNCALIBRATED,
    CalibratedRegion,
    PixelCalibration,
    SpacingSource,
    VolumeGeometry,
)
from medviewer.domain.image import ArrayFrames, VoiWindow
from medviewer.domain.patient import Patient

FINE = PixelCalibration(0.1, 0.1, SpacingSource.ULTRASOUND_REGION)
COARSE = PixelCalibration(0.2, 0.2, SpacingSource.ULTRASOUND_REGION)


@pytest.mark.parametrize(
    "wrong",
    [
        {"row_mm": 0.1},
        {"row_mm": 0.1, "column_mm": 0.1},
        {"source": SpacingSource.USER},
        {"row_mm": 0.0, "column_mm": 0.1, "source": SpacingSource.USER},
        {"row_mm": -1.0, "column_mm": 0.1, "source": SpacingSource.USER},
    ],
)
def test_a_spacing_is_never_half_known(wrong):
    with pytest.raises(ValueError, match="spacing"):
        PixelCalibration(**wrong)


def test_regions_rule_where_there_are_regions():
    geometry = VolumeGeometry(
        100,
        200,
        regions=(
            CalibratedRegion((0, 0, 100, 100), FINE),
            CalibratedRegion((100, 0, 90, 100), COARSE),
        ),
    )
    assert geometry.calibration_at((10, 10, 20, 20)) == FINE
    assert geometry.calibration_at((110, 10, 80, 90)) == COARSE
    assert geometry.calibration_at((90, 10, 20, 20)) == UNCALIBRATED, "straddles two scales"
    assert geometry.calibration_at((185, 10, 10, 10)) == UNCALIBRATED, "leaves its region"
    assert geometry.main_calibration() == FINE


def test_overlapping_regions_that_agree_have_a_scale_and_those_that_differ_none():
    box = (0, 0, 50, 50)
    same = VolumeGeometry(
        50, 50, regions=(CalibratedRegion(box, FINE), CalibratedRegion(box, FINE))
    )
    differ = VolumeGeometry(
        50, 50, regions=(CalibratedRegion(box, FINE), CalibratedRegion(box, COARSE))
    )
    assert same.calibration_at((1, 1, 5, 5)) == FINE
    assert differ.calibration_at((1, 1, 5, 5)) == UNCALIBRATED


def test_spacing_list_has_the_slice_first_and_is_none_without_a_scale():
    whole = PixelCalibration(0.7, 0.8, SpacingSource.PIXEL_SPACING)
    assert VolumeGeometry(5, 5, calibration=whole).spacing_list() == [0.7, 0.8]
    assert VolumeGeometry(5, 5, 3, whole, slice_spacing_mm=2.0).spacing_list() == [2.0, 0.7, 0.8]
    assert VolumeGeometry(5, 5, slice_spacing_mm=2.0).spacing_list() is None


def test_window_limits():
    assert VoiWindow(width=400, centre=40).limits == (-160, 240)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Buc^Jérôme", "Buc Jérôme"),
        ("Yamada^Tarou=山田^太郎=やまだ^たろう", "Yamada Tarou / 山田 太郎 / やまだ たろう"),
        ("^^^^", "p1"),
        ("", "p1"),
    ],
)
def test_names_for_the_eye(name, shown):
    assert Patient("p1", name).display_name == shown


def test_frames_in_memory():
    array = np.arange(24).reshape(2, 3, 4)
    frames = ArrayFrames(array)
    assert len(frames) == 2
    assert np.array_equal(frames.frame(1), array[1])

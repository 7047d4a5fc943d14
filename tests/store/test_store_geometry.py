"""The geometry of a scan comes back from the store as it was."""

from medviewer.domain.geometry import (
    UNCALIBRATED,
    CalibratedRegion,
    FrameScale,
    PixelCalibration,
    SpacingSource,
    VolumeGeometry,
)
from medviewer.store.codec import geometry_from, to_json


def test_a_scale_of_each_frame_is_kept():
    fine = PixelCalibration(0.1, 0.2, SpacingSource.ULTRASOUND_REGION)
    regions = (
        CalibratedRegion((0, 0, 9, 9), fine),
        CalibratedRegion((9, 0, 9, 9), UNCALIBRATED),
    )
    geometry = VolumeGeometry(
        20, 30, 2, frame_scales=(FrameScale(fine), FrameScale(regions=regions))
    )
    assert geometry_from(to_json(geometry)) == geometry


def test_a_geometry_written_before_frames_had_scales_is_read():
    text = to_json(VolumeGeometry(4, 5)).replace(',"frame_scales":[]', "")
    assert "frame_scales" not in text
    assert geometry_from(text) == VolumeGeometry(4, 5)

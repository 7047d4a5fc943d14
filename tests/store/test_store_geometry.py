"""The geometry of a scan and its segments come back from the store as they were."""

import json
from dataclasses import replace

from medviewer.domain.geometry import (
    UNCALIBRATED,
    CalibratedRegion,
    FrameScale,
    PixelCalibration,
    SpacingSource,
    VolumeGeometry,
)
from medviewer.domain.segmentation import CodedConcept, Segment
from medviewer.store.codec import geometry_from, segment_from, to_json

LESION = Segment(
    "lesion",
    "Lesion",
    (255, 120, 0),
    "L",
    CodedConcept("49755003", "SCT", "Morphologically Altered Structure"),
    CodedConcept("52988006", "SCT", "Lesion"),
    CodedConcept("76752008", "SCT", "Breast"),
)


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


def test_a_segment_kept_before_regions_were_known_is_read():
    kept = json.loads(to_json(LESION))
    assert segment_from(json.dumps(kept)) == LESION
    del kept["region"]
    assert segment_from(json.dumps(kept)) == replace(LESION, region=None)

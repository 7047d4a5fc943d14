"""The line of a case against hand-computed values and the published schema."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from medviewer.domain.geometry import (
    CalibratedRegion,
    FrameScale,
    PixelCalibration,
    SpacingSource,
    VolumeGeometry,
)
from medviewer.domain.image import ArrayFrames, ImageVolume, VolumeKind
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.domain.result import (
    InferenceResult,
    PackReference,
    Provenance,
    ResultStatus,
    Timings,
)
from medviewer.domain.segmentation import (
    Finding,
    Measurement,
    MeasurementKind,
    Segment,
    SegmentationMask,
)
from medviewer.exchange.result_line import failed_line, result_line
from medviewer.resources import resource_path

SCHEMA = json.loads(resource_path("schemas", "predict.schema.json").read_text("utf-8"))
LESION = Segment("lesion", "Lesion", (230, 159, 0), "L")
PACK = PackReference("tiny", "0.0.1", "ab" * 32)
SPACING = PixelCalibration(0.5, 0.25, SpacingSource.PIXEL_SPACING)


def volume(geometry: VolumeGeometry, kind: VolumeKind = VolumeKind.PICTURE) -> ImageVolume:
    shape = (geometry.frames, geometry.rows, geometry.columns)
    context = StudyContext(Patient("p", "p"), Study("1.2"), Series("1.3"))
    frames = ArrayFrames(np.zeros(shape, np.uint8))
    return ImageVolume(frames, geometry, context, "0f" * 32, (Path("in/a.png"),), kind)


def finding(box: tuple[int, int, int, int], unit: str = "mm", **values: float) -> Finding:
    """A finding whose area is that of its box, in mm² of ``SPACING`` or px²."""
    pixels = box[2] * box[3]
    square = {"mm": ("mm²", pixels * 0.125), "px": ("px²", float(pixels))}[unit]
    measured = [
        Measurement(MeasurementKind.AREA, square[1], square[0]),
        Measurement(MeasurementKind.LONGEST_DIAMETER, values.get("longest", 1.0), unit),
    ]
    if "volume" in values:
        measured.append(Measurement(MeasurementKind.VOLUME, values["volume"], "ml"))
    return Finding("lesion", 1, 0, box, pixels, tuple(measured))


def result(array: np.ndarray, *findings: Finding) -> InferenceResult:
    provenance = Provenance(PACK, "0.1", "cpu", dt.datetime.now(dt.UTC))
    mask = SegmentationMask(LESION, array)
    timings = Timings(0.1, 0.2, 0.3, 0.4, 1.0)
    return InferenceResult("a", "0f" * 32, (mask,), findings, (), None, provenance, timings)


def box_mask(shape: tuple[int, ...], *boxes: tuple[int, int, int, int]) -> np.ndarray:
    array = np.zeros(shape, bool)
    for x, y, w, h in boxes:
        array[0, y : y + h, x : x + w] = True
    return array


def line_of(answer: InferenceResult, scan: ImageVolume) -> dict[str, object]:
    line = result_line(answer, scan, {"lesion": "masks/a.lesion.png"})
    jsonschema.validate(line, SCHEMA)
    return line


def test_two_lesions_of_a_calibrated_picture() -> None:
    boxes = ((2, 3, 4, 5), (10, 1, 2, 2))
    scan = volume(VolumeGeometry(12, 20, calibration=SPACING))
    answer = result(
        box_mask((1, 12, 20), *boxes),
        finding(boxes[0], longest=2.5),
        finding(boxes[1], longest=3.5),
    )
    line = line_of(answer, scan)
    assert line["segments"] == [
        {
            "label": "lesion",
            "mask": "masks/a.lesion.png",
            "area_px": 24,
            "area_mm2": 3.0,
            "longest_diameter_mm": 3.5,
            "volume_ml": None,
            "bbox": [2, 1, 10, 7],
        }
    ]
    assert (line["spacing_mm"], line["spacing_source"]) == ([0.5, 0.25], "PixelSpacing")
    assert line["seconds"] == {
        "read": 0.1,
        "preprocess": 0.2,
        "network": 0.3,
        "postprocess": 0.4,
        "total": 1.0,
    }
    assert (line["diagnosis"], line["probabilities"]) == (None, None)


def test_nothing_found_is_zero_where_there_is_a_scale() -> None:
    empty = np.zeros((1, 12, 20), bool)
    (segment,) = line_of(result(empty), volume(VolumeGeometry(12, 20, calibration=SPACING)))[
        "segments"
    ]  # type: ignore[misc]
    assert (segment["area_px"], segment["area_mm2"], segment["bbox"]) == (0, 0, None)
    assert segment["longest_diameter_mm"] is None
    (segment,) = line_of(result(empty), volume(VolumeGeometry(12, 20)))["segments"]  # type: ignore[misc]
    assert segment["area_mm2"] is None


def test_lesion_outside_the_region_has_no_millimetres() -> None:
    box = (10, 2, 4, 4)
    region = CalibratedRegion(
        (0, 0, 8, 12), PixelCalibration(0.1, 0.1, SpacingSource.ULTRASOUND_REGION)
    )
    scan = volume(VolumeGeometry(12, 20, regions=(region,)))
    line = line_of(result(box_mask((1, 12, 20), box), finding(box, "px")), scan)
    (segment,) = line["segments"]  # type: ignore[misc]
    assert (segment["area_px"], segment["area_mm2"]) == (16, None)
    assert segment["longest_diameter_mm"] is None
    assert line["spacing_source"] == "UltrasoundRegion"


def test_spacing_is_that_of_the_lesions_region_not_of_the_largest() -> None:
    """The largest region is a trace without a scale; the lesion lies in the B-mode region."""
    box = (1, 1, 4, 2)
    regions = (
        CalibratedRegion((0, 4, 20, 8), PixelCalibration()),
        CalibratedRegion((0, 0, 20, 4), SPACING),
    )
    scan = volume(VolumeGeometry(12, 20, regions=regions))
    line = line_of(result(box_mask((1, 12, 20), box), finding(box)), scan)
    assert (line["spacing_mm"], line["spacing_source"]) == ([0.5, 0.25], "PixelSpacing")
    assert line["segments"][0]["area_mm2"] == 1.0  # type: ignore[index]


def test_stack_has_volume_and_a_box_in_three_directions() -> None:
    array = np.zeros((4, 12, 20), bool)
    array[1:3, 2:5, 6:10] = True
    geometry = VolumeGeometry(12, 20, 4, SPACING, slice_spacing_mm=2.0)
    line = line_of(
        result(array, finding((6, 2, 4, 3), volume=0.006)), volume(geometry, VolumeKind.STACK)
    )
    (segment,) = line["segments"]  # type: ignore[misc]
    assert (segment["area_px"], segment["area_mm2"]) == (24, None)
    assert segment["volume_ml"] == 0.006
    assert segment["bbox"] == [6, 2, 1, 4, 3, 2]
    assert line["spacing_mm"] == [2.0, 0.5, 0.25]


def test_refused_case_keeps_pack_device_and_spacing() -> None:
    scan = volume(VolumeGeometry(12, 20, calibration=SPACING))
    path = Path("in/a.png")
    line = failed_line(
        path, ResultStatus.REFUSED, "made for US, this is CT", PACK, "cpu", scan, 0.5
    )
    jsonschema.validate(line, SCHEMA)
    assert line["pack"] == {"id": "tiny", "version": "0.0.1", "weights_sha256": "ab" * 32}
    assert (line["case"], line["spacing_source"]) == ("a", "PixelSpacing")
    assert line["seconds"]["read"] == line["seconds"]["total"] == 0.5
    unread = failed_line(path, ResultStatus.ERROR, "in/a.png is cut off", PACK, "cpu")
    jsonschema.validate(unread, SCHEMA)
    assert (unread["case"], unread["spacing_mm"]) == ("a", None)


def test_a_line_that_claims_mm_without_a_scale_breaks_the_schema() -> None:
    """The check the other tests lean on does catch it."""
    line = line_of(
        result(np.zeros((1, 12, 20), bool)), volume(VolumeGeometry(12, 20, calibration=SPACING))
    )
    broken = {**line, "spacing_source": "none", "spacing_mm": None}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, SCHEMA)


def test_the_scale_is_that_of_the_frame_with_the_largest_finding():
    scales = (FrameScale(PixelCalibration(9, 9, SpacingSource.PIXEL_SPACING)), FrameScale(SPACING))
    scan = volume(VolumeGeometry(20, 30, 2, frame_scales=scales), VolumeKind.CINE)
    mask = np.zeros((2, 20, 30), bool)
    mask[1, 2:6, 3:13] = True
    found = replace(finding((3, 2, 10, 4)), frame=1)
    line = line_of(result(mask, found), scan)
    assert line["spacing_mm"] == [0.5, 0.25]
    assert line["segments"][0]["longest_diameter_mm"] == 1.0

"""Stored results made by hand, with known figures."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from medviewer.domain.geometry import PixelCalibration, SpacingSource, VolumeGeometry
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.domain.result import (
    ClassProbability,
    Diagnosis,
    InferenceResult,
    OperatingPoint,
    PackReference,
    Provenance,
    Timings,
)
from medviewer.domain.review import Review, ReviewState, ScanRecord, StoredResult
from medviewer.domain.segmentation import (
    Finding,
    Measurement,
    MeasurementKind,
    Segment,
    SegmentationMask,
)

LESION = Segment("lesion", "Lesion", (230, 159, 0), "L")
POINT = OperatingPoint(
    name="high-sensitivity",
    title="High sensitivity",
    meaning="Malignant is named early, so that few cancers are missed.",
    positive_class="malignant",
    threshold=0.3,
    sensitivity=0.95,
    sensitivity_ci=(0.88, 0.98),
    specificity=0.78,
    specificity_ci=(0.7, 0.85),
    n=156,
    measured_on="the BUSI test split",
)
PACK = PackReference("breast-us", "1.2.0", "0123456789abcdef" * 4, "Breast ultrasound")
PATIENT = Patient("PID-0042", "Yamada^Hanako", dt.date(1963, 5, 17), "F")
LIMITS = (
    "Reads single B-mode pictures of the breast; knows nothing of the axilla or earlier scans.",
    "Cannot tell a fibroadenoma from other benign lesions.",
)
CALIBRATED = PixelCalibration(0.08, 0.08, SpacingSource.ULTRASOUND_REGION)


def dark_ellipse(rows: int = 360, columns: int = 480) -> tuple[np.ndarray, np.ndarray]:
    """A picture with a dark ellipse, and the ellipse as a mask."""
    y, x = np.mgrid[:rows, :columns]
    mask = ((x - columns * 0.55) / (columns * 0.16)) ** 2 + (
        (y - rows * 0.45) / (rows * 0.17)
    ) ** 2 < 1
    picture = np.where(mask, 20, 120 - 60 * y // rows)
    return picture.astype(np.uint8), mask


def make_result(
    number: int = 1,
    *,
    patient: Patient = PATIENT,
    review: Review | None = None,
    calibration: PixelCalibration | None = CALIBRATED,
    point: OperatingPoint = POINT,
    limits: tuple[str, ...] = LIMITS,
    picture: np.ndarray | None = None,
    mask: np.ndarray | None = None,
    nothing: bool = False,
    demo: bool = False,
    day: int | None = None,
    file: str = "scan.dcm",
) -> StoredResult:
    shown, outlined = dark_ellipse()
    picture = shown if picture is None else picture
    if mask is None:
        mask = (
            outlined if picture.shape[:2] == outlined.shape else np.zeros(picture.shape[:2], bool)
        )
    if nothing:
        mask = np.zeros_like(mask)
    scale = calibration or PixelCalibration()
    if scale.known:
        figures = (
            Measurement(MeasurementKind.AREA, 95.237, "mm²", scale.source),
            Measurement(MeasurementKind.LONGEST_DIAMETER, 12.345, "mm", scale.source),
            Measurement(MeasurementKind.PERPENDICULAR_DIAMETER, 9.876, "mm", scale.source),
        )
    else:
        figures = (
            Measurement(MeasurementKind.AREA, 14881.0, "px²"),
            Measurement(MeasurementKind.LONGEST_DIAMETER, 154.31, "px"),
        )
    figures += (Measurement(MeasurementKind.MEAN_PROBABILITY, 0.873, ""),)
    finding = Finding("lesion", 1, 0, (187, 100, 154, 123), int(mask.sum()), figures)
    context = StudyContext(
        patient,
        Study(
            "1.2.3",
            dt.datetime(2026, 3, day or number, 10, 15),
            "Breast ultrasound",
            "ACC-77",
            "City Hospital",
        ),
        Series("1.2.3.4", 3, "Left breast", "US"),
        is_demo=demo,
    )
    result = InferenceResult(
        case=f"case{number}",
        content_hash=f"{number:064x}",
        masks=(SegmentationMask(LESION, mask[None]),),
        findings=() if nothing else (finding,),
        probabilities=(
            ClassProbability("normal", "Normal", 0.03),
            ClassProbability("benign", "Benign", 0.16),
            ClassProbability("malignant", "Malignant", 0.81),
        ),
        diagnosis=Diagnosis("malignant", "Malignant", 0.81, point),
        provenance=Provenance(PACK, "0.1.0", "cpu", dt.datetime(2026, 3, 12, 8, 30, tzinfo=dt.UTC)),
        timings=Timings(total=0.42),
        limits=limits,
    )
    rows, columns = picture.shape[:2]
    scan = ScanRecord(
        context,
        f"{number:064x}",
        (Path(file),),
        VolumeGeometry(rows, columns, calibration=scale),
        picture,
    )
    return StoredResult(
        number, scan, result, dt.datetime(2026, 3, 12, 8, 31, tzinfo=dt.UTC), review
    )


@pytest.fixture(scope="session")
def result() -> Callable[..., StoredResult]:
    """Makes a stored result; keyword arguments say what is special about it."""
    return make_result


@pytest.fixture(scope="session")
def decided() -> Callable[..., Review]:
    """Makes a review of one fixed reviewer and time."""

    def make(state: ReviewState, comment: str = "", diagnosis: str | None = None) -> Review:
        at = dt.datetime(2026, 3, 12, 9, 0, tzinfo=dt.UTC)
        return Review(state, "Dr. Adams", at, comment, diagnosis)

    return make


MADE_AT = dt.datetime(2026, 3, 13, 7, 45, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def made_at() -> dt.datetime:
    return MADE_AT

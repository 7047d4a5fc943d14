"""A store, and results with everything in them."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from medviewer.domain.geometry import (
    CalibratedRegion,
    PixelCalibration,
    SpacingSource,
    VolumeGeometry,
)
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
from medviewer.domain.review import ScanRecord
from medviewer.domain.segmentation import (
    CodedConcept,
    Finding,
    Measurement,
    MeasurementKind,
    Segment,
    SegmentationMask,
)
from medviewer.store import Store, create_store

NAME = "Anna Reader"
PASSPHRASE = "four unrelated plain words"

LESION = Segment(
    "lesion",
    "Lesion",
    (255, 120, 0),
    "L",
    CodedConcept("49755003", "SCT", "Morphologically abnormal structure"),
    CodedConcept("52988006", "SCT", "Lesion"),
    CodedConcept("76752008", "SCT", "Breast"),
)
POINT = OperatingPoint(
    "sensitive",
    "High sensitivity",
    "Misses few cancers",
    "malignant",
    0.3125,
    0.95,
    (0.9, 0.98),
    0.81,
    (0.75, 0.86),
    129,
    "busi test",
)
YAMADA = Patient("JP-17", "Yamada^Tarou=山田^太郎=やまだ^たろう", dt.date(1961, 2, 3), "M")
DOE = Patient("US-4", "Doe^Jane", None, None)


def make_scan(
    seed: int = 1, patient: Patient = YAMADA, *, demo: bool = False, colour: bool = False
) -> ScanRecord:
    """A scan of 61 x 83 pixels whose hash follows from ``seed``."""
    shape = (61, 83, 3) if colour else (61, 83)
    spacing = PixelCalibration(0.0712345678901234, 0.07, SpacingSource.ULTRASOUND_REGION)
    return ScanRecord(
        context=StudyContext(
            patient,
            Study("1.2.3", dt.datetime(2024, 5, 6, 7, 8, 9), "Breast", "ACC-9", "Clinic"),
            Series("1.2.3.4", 2, "Left breast", "US"),
            "1.2.840.10008.5.1.4.1.1.6.1",
            ("1.2.3.4.5", "1.2.3.4.6"),
            demo,
        ),
        content_hash=f"{seed:064x}",
        files=(Path("/scans/a.dcm"), Path("/scans/b.dcm")),
        geometry=VolumeGeometry(
            61,
            83,
            regions=(CalibratedRegion((1, 2, 60, 50), spacing),),
            slice_spacing_mm=2.5,
            origin_mm=(1.0, -2.0, 3.5),
            direction=((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
            frame_of_reference_uid="1.9",
        ),
        picture=np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8),
        picture_frame=1,
    )


def make_result(scan: ScanRecord, label: str | None = "benign") -> InferenceResult:
    """A result with two masks, two findings and everything else that a result may hold."""
    rng = np.random.default_rng(7)
    mask = rng.random((3, 61, 83)) > 0.5
    probability = rng.random((3, 61, 83)).astype(np.float16)
    empty = SegmentationMask(Segment("cyst", "Cyst", (0, 0, 1), "C"), np.zeros((3, 61, 83), bool))
    area = Measurement(MeasurementKind.AREA, 12.3456789, "mm²", SpacingSource.ULTRASOUND_REGION)
    bare = Measurement(MeasurementKind.LONGEST_DIAMETER, 17.0, "px")
    probabilities = (
        ClassProbability("benign", "Benign", 0.7123456789),
        ClassProbability("malignant", "Malignant", 0.2876543211),
    )
    return InferenceResult(
        case="a",
        content_hash=scan.content_hash,
        masks=(SegmentationMask(LESION, mask, probability), empty),
        findings=(
            Finding("lesion", 1, 1, (4, 5, 6, 7), 31, (area, bare)),
            Finding("lesion", 2, 0, (0, 0, 1, 1), 1),
        ),
        probabilities=probabilities if label else (),
        diagnosis=Diagnosis(label, label.title(), 0.7123456789, POINT) if label else None,
        provenance=Provenance(
            PackReference("breast-us", "1.2.0", "ab" * 32, "Breast ultrasound"),
            "0.1.0",
            "cpu",
            dt.datetime(2026, 1, 2, 3, 4, 5, 6, dt.UTC),
            (("flips", "true"), ("operating point", "sensitive")),
            "made for US, this is CT",
        ),
        timings=Timings(0.1, 0.2, 0.3, 0.4, 1.05),
        limits=("Not made for men.", "Not made for elastography."),
    )


@pytest.fixture(autouse=True)
def quick_argon2(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Argon2id at its least cost: the tests sign in hundreds of times. ``full_cost`` opts out."""
    if "full_cost" in request.fixturenames:
        return
    from argon2.profiles import CHEAPEST

    monkeypatch.setattr("medviewer.store.keys.RFC_9106_LOW_MEMORY", CHEAPEST)


@pytest.fixture
def full_cost() -> None:
    """Asks for the real cost of Argon2id."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "store.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with create_store(path, NAME, PASSPHRASE) as made:
        yield made


@pytest.fixture
def scan_of() -> Callable[..., ScanRecord]:
    return make_scan


@pytest.fixture
def result_of() -> Callable[..., InferenceResult]:
    return make_result

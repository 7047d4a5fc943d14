"""Results made up for the results panel, and what its user reads there."""

import datetime as dt
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from medviewer.domain.geometry import SpacingSource, VolumeGeometry
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
from medviewer.domain.review import Review, ScanRecord, StoredResult
from medviewer.domain.segmentation import (
    Finding,
    Measurement,
    MeasurementKind,
    Segment,
    SegmentationMask,
)
from medviewer.ui.results.panel import ResultsPanel

BALANCED = OperatingPoint("balanced", "Balanced", "Names the most probable class.")


SENSITIVE = OperatingPoint(
    "high-sensitivity",
    "High sensitivity",
    "Names malignant from 20 %: misses few.",
    positive_class="malignant",
    threshold=0.2,
    sensitivity=0.97,
    sensitivity_ci=(0.83, 0.99),
    specificity=0.71,
    specificity_ci=(0.60, 0.80),
    n=107,
    measured_on="BUSI test",
)


HASH = "ab12cd34" * 8


NOON = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC)


def sized(number: int, source: SpacingSource, unit: str = "mm") -> Finding:
    return Finding(
        "lesion",
        number,
        0,
        (10, 10, 30, 20),
        450,
        (
            Measurement(MeasurementKind.LONGEST_DIAMETER, 14.23, unit, source),
            Measurement(MeasurementKind.PERPENDICULAR_DIAMETER, 9.81, unit, source),
            Measurement(MeasurementKind.AREA, 112.4, f"{unit}²", source),
            Measurement(MeasurementKind.MEAN_PROBABILITY, 0.873, ""),
        ),
    )


def make_result(*findings: Finding, probability: bool = True) -> InferenceResult:
    area = np.zeros((1, 40, 40), bool)
    mask = SegmentationMask(
        Segment("lesion", "Lesion", (230, 159, 0), "L"),
        area,
        area.astype(np.float16) if probability else None,
    )
    return InferenceResult(
        "case-1",
        "0" * 64,
        (mask,),
        findings,
        (
            ClassProbability("normal", "Normal", 0.004),
            ClassProbability("benign", "Benign", 0.184),
            ClassProbability("malignant", "Malignant", 0.812),
        ),
        Diagnosis("malignant", "Malignant", 0.812, SENSITIVE),
        Provenance(
            PackReference("breast-us", "0.1.0", HASH, "Breast ultrasound"),
            "0.1.0",
            "cpu",
            NOON,
            (("operating_point", "high-sensitivity"),),
        ),
        Timings(network=0.31, total=0.36),
        ("Not tested on children.",),
    )


def stored(result: InferenceResult, review: Review | None = None, number: int = 7) -> StoredResult:
    context = StudyContext(Patient("P-17", "Meier^Anna"), Study("1"), Series("2"))
    scan = ScanRecord(
        context,
        result.content_hash,
        (Path("case-1.png"),),
        VolumeGeometry(40, 40),
        np.zeros((40, 40), np.uint8),
    )
    return StoredResult(number, scan, result, NOON, review)


def click(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def words(panel: ResultsPanel) -> str:
    shown = "\n".join(w.text() for w in panel.findChildren(QLabel) if w.isVisible())
    return shown.replace("\u00a0", " ")

"""Rows back into domain objects."""

import json
from pathlib import Path
from typing import Any

from medviewer.domain.errors import BugError
from medviewer.domain.geometry import SpacingSource
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.domain.result import (
    ClassProbability,
    Diagnosis,
    InferenceResult,
    PackReference,
    Provenance,
    Timings,
)
from medviewer.domain.review import Review, ReviewState, ScanRecord, StoredResult
from medviewer.domain.segmentation import (
    Finding,
    Measurement,
    MeasurementKind,
    SegmentationMask,
)
from medviewer.store import codec
from medviewer.store.connection import Database
from medviewer.store.corrections import read_correction

JOINED = """
    FROM results JOIN scan ON scan.id = results.scan
    JOIN series ON series.id = scan.series
    JOIN study ON study.id = series.study
    JOIN patient ON patient.id = study.patient"""

_ONE = f"""
    SELECT results.*, run.*,
        scan.content_hash, scan.files, scan.sop_class_uid, scan.sop_instance_uids,
        scan.is_demo, scan.geometry, scan.picture, scan.picture_frame,
        series.uid AS series_uid, series.number AS series_number,
        series.description AS series_description, series.modality,
        study.uid AS study_uid, study.date AS study_date,
        study.description AS study_description, study.accession, study.institution,
        patient.patient_id, patient.name, patient.birth_date, patient.sex, patient.identified
    {JOINED} JOIN run ON run.id = results.run
    WHERE results.id = ?"""  # noqa: S608 - names are ours


def read_result(database: Database, result_id: int) -> StoredResult:
    """The whole of a saved result.

    Raises:
        BugError: there is no result of this id.
    """
    row = database.row(_ONE, (result_id,))
    if row is None:
        raise BugError(f"no result {result_id} in the store")
    saved_at = codec.time_from(row["saved_at"])
    assert saved_at is not None
    result = _result(database, row)
    return StoredResult(
        id=result_id,
        scan=_scan(row),
        result=result,
        saved_at=saved_at,
        review=newest_review(database, result_id),
        correction=read_correction(database, result_id, result.masks),
    )


def patient_from(row: Any) -> Patient:
    """The patient of a row that holds the patient's columns."""
    return Patient(
        patient_id=row["patient_id"],
        name=row["name"],
        birth_date=codec.date_from(row["birth_date"]),
        sex=row["sex"],
        identified=bool(row["identified"]),
    )


def newest_review(database: Database, result_id: int) -> Review | None:
    row = database.row(
        "SELECT * FROM review WHERE result = ? ORDER BY id DESC LIMIT 1", (result_id,)
    )
    return None if row is None else _review(row)


def all_reviews(database: Database, result_id: int) -> list[Review]:
    """Every review of a result, oldest first."""
    rows = database.rows("SELECT * FROM review WHERE result = ? ORDER BY id", (result_id,))
    return [_review(row) for row in rows]


def _review(row: Any) -> Review:
    at = codec.time_from(row["at"])
    assert at is not None
    return Review(
        state=ReviewState(row["state"]),
        reviewer=row["reviewer"],
        at=at,
        comment=row["comment"],
        diagnosis=row["diagnosis"],
    )


def _scan(row: Any) -> ScanRecord:
    context = StudyContext(
        patient=patient_from(row),
        study=Study(
            uid=row["study_uid"],
            date=codec.time_from(row["study_date"]),
            description=row["study_description"],
            accession=row["accession"],
            institution=row["institution"],
        ),
        series=Series(
            uid=row["series_uid"],
            number=row["series_number"],
            description=row["series_description"],
            modality=row["modality"],
        ),
        sop_class_uid=row["sop_class_uid"],
        sop_instance_uids=tuple(json.loads(row["sop_instance_uids"])),
        is_demo=bool(row["is_demo"]),
    )
    return ScanRecord(
        context=context,
        content_hash=row["content_hash"],
        files=tuple(Path(f) for f in json.loads(row["files"])),
        geometry=codec.geometry_from(row["geometry"]),
        picture=codec.decode_picture(row["picture"]),
        picture_frame=row["picture_frame"],
    )


def _result(database: Database, row: Any) -> InferenceResult:
    result_id = row["id"]
    probabilities = database.rows(
        "SELECT * FROM class_probability WHERE result = ? ORDER BY position", (result_id,)
    )
    return InferenceResult(
        case=row["case_name"],
        content_hash=row["content_hash"],
        masks=_masks(database, result_id),
        findings=_findings(database, result_id),
        probabilities=tuple(
            ClassProbability(p["label"], p["title"], p["probability"]) for p in probabilities
        ),
        diagnosis=_diagnosis(row),
        provenance=_provenance(row),
        timings=Timings(
            read=row["seconds_read"],
            preprocess=row["seconds_preprocess"],
            network=row["seconds_network"],
            postprocess=row["seconds_postprocess"],
            total=row["seconds_total"],
        ),
        limits=tuple(json.loads(row["limits"])),
    )


def _diagnosis(row: Any) -> Diagnosis | None:
    if row["model_label"] is None:
        return None
    return Diagnosis(
        label=row["model_label"],
        title=row["model_title"],
        probability=row["probability"],
        operating_point=codec.operating_point_from(row["operating_point"]),
    )


def _provenance(row: Any) -> Provenance:
    made_at = codec.time_from(row["made_at"])
    assert made_at is not None
    return Provenance(
        pack=PackReference(
            id=row["pack_id"],
            version=row["pack_version"],
            weights_sha256=row["weights_sha256"],
            title=row["pack_title"],
        ),
        program_version=row["program_version"],
        device=row["device"],
        made_at=made_at,
        settings=tuple((name, value) for name, value in json.loads(row["settings"])),
        overridden_refusal=row["overridden_refusal"],
    )


def _masks(database: Database, result_id: int) -> tuple[SegmentationMask, ...]:
    masks = []
    for row in database.rows("SELECT * FROM mask WHERE result = ? ORDER BY position", (result_id,)):
        shape = (row["frames"], row["rows"], row["columns"])
        probability = row["probability"]
        masks.append(
            SegmentationMask(
                segment=codec.segment_from(row["segment"]),
                array=codec.unpack_mask(row["bits"], shape),
                probability=None
                if probability is None
                else codec.unpack_probability(probability, shape),
            )
        )
    return tuple(masks)


def _findings(database: Database, result_id: int) -> tuple[Finding, ...]:
    measured: dict[int, list[Measurement]] = {}
    for row in database.rows(
        "SELECT measurement.* FROM measurement JOIN finding ON finding.id = measurement.finding "
        "WHERE finding.result = ? ORDER BY measurement.id",
        (result_id,),
    ):
        measured.setdefault(row["finding"], []).append(
            Measurement(
                kind=MeasurementKind(row["kind"]),
                value=row["value"],
                unit=row["unit"],
                source=SpacingSource(row["source"]),
            )
        )
    return tuple(
        Finding(
            segment_label=row["segment_label"],
            number=row["number"],
            frame=row["frame"],
            box=(row["x"], row["y"], row["width"], row["height"]),
            area_px=row["area_px"],
            measurements=tuple(measured.get(row["id"], ())),
        )
        for row in database.rows("SELECT * FROM finding WHERE result = ? ORDER BY id", (result_id,))
    )

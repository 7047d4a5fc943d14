"""A result and its scan as rows. Every function runs inside the caller's transaction."""

import datetime as dt

from medviewer.domain.patient import StudyContext
from medviewer.domain.result import InferenceResult
from medviewer.domain.review import Review, ScanRecord
from medviewer.domain.segmentation import Finding, SegmentationMask
from medviewer.store import codec
from medviewer.store.connection import Database
from medviewer.store.diagnoses import NO_DIAGNOSIS, DiagnosisTables


def insert_scan(database: Database, scan: ScanRecord, picture: bytes) -> int:
    """Rows of patient, study, series and scan, shared with equal ones; returns the scan's id."""
    series = _insert_series(database, scan.context)
    return database.find_or_insert(
        "scan",
        {
            "series": series,
            "content_hash": scan.content_hash,
            "files": codec.files_text(scan.files),
            "sop_class_uid": scan.context.sop_class_uid,
            "sop_instance_uids": codec.to_json(scan.context.sop_instance_uids),
            "is_demo": int(scan.context.is_demo),
            "geometry": codec.to_json(scan.geometry),
            "picture_frame": scan.picture_frame,
            "picture": picture,
        },
    )


def _insert_series(database: Database, context: StudyContext) -> int:
    patient = database.find_or_insert(
        "patient",
        {
            "patient_id": context.patient.patient_id,
            "name": context.patient.name,
            "birth_date": codec.time_text(context.patient.birth_date),
            "sex": context.patient.sex,
            "identified": int(context.patient.identified),
        },
    )
    study = database.find_or_insert(
        "study",
        {
            "patient": patient,
            "uid": context.study.uid,
            "date": codec.time_text(context.study.date),
            "description": context.study.description,
            "accession": context.study.accession,
            "institution": context.study.institution,
        },
    )
    return database.find_or_insert(
        "series",
        {
            "study": study,
            "uid": context.series.uid,
            "number": context.series.number,
            "description": context.series.description,
            "modality": context.series.modality,
        },
    )


def insert_run(database: Database, result: InferenceResult) -> int:
    """The provenance of a result."""
    made, seconds, pack = result.provenance, result.timings, result.provenance.pack
    point = result.diagnosis.operating_point if result.diagnosis else None
    return database.insert(
        "run",
        {
            "pack_id": pack.id,
            "pack_version": pack.version,
            "pack_title": pack.title,
            "weights_sha256": pack.weights_sha256,
            "program_version": made.program_version,
            "device": made.device,
            "made_at": codec.time_text(made.made_at),
            "settings": codec.to_json(made.settings),
            "operating_point": codec.to_json(point) if point else None,
            "overridden_refusal": made.overridden_refusal,
            "limits": codec.to_json(result.limits),
            "seconds_read": seconds.read,
            "seconds_preprocess": seconds.preprocess,
            "seconds_network": seconds.network,
            "seconds_postprocess": seconds.postprocess,
            "seconds_total": seconds.total,
        },
    )


def insert_result(
    database: Database,
    tables: DiagnosisTables,
    result: InferenceResult,
    scan: int,
    run: int,
    saved: tuple[dt.datetime, str],
) -> int:
    """The row of a result in the table of the model's diagnosis; returns the result's id.

    ``saved`` is when and by which account.
    """
    diagnosis = result.diagnosis
    standing = diagnosis.label if diagnosis else NO_DIAGNOSIS
    table = tables.table(standing)
    result_id = database.insert("result_key", {"diagnosis": standing})
    at, account = saved
    database.insert(
        table,
        {
            "id": result_id,
            "diagnosis": standing,
            "scan": scan,
            "run": run,
            "case_name": result.case,
            "saved_at": codec.time_text(at),
            "saved_by": account,
            "model_label": diagnosis.label if diagnosis else None,
            "model_title": diagnosis.title if diagnosis else None,
            "probability": diagnosis.probability if diagnosis else None,
        },
    )
    for position, one in enumerate(result.probabilities):
        database.insert(
            "class_probability",
            {
                "result": result_id,
                "position": position,
                "label": one.label,
                "title": one.title,
                "probability": one.probability,
            },
        )
    return result_id


PackedMask = tuple[SegmentationMask, bytes, bytes | None]


def pack_masks(result: InferenceResult) -> list[PackedMask]:
    """The masks and probability maps as bytes; done before the transaction, since it is slow."""
    return [
        (
            mask,
            codec.pack_mask(mask.array),
            None if mask.probability is None else codec.pack_probability(mask.probability),
        )
        for mask in result.masks
    ]


def insert_masks(database: Database, result_id: int, masks: list[PackedMask]) -> None:
    for position, (mask, bits, probability) in enumerate(masks):
        frames, rows, columns = mask.array.shape
        database.insert(
            "mask",
            {
                "result": result_id,
                "position": position,
                "segment": codec.to_json(mask.segment),
                "frames": frames,
                "rows": rows,
                "columns": columns,
                "bits": bits,
                "probability": probability,
            },
        )


def insert_findings(database: Database, result_id: int, findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        x, y, width, height = finding.box
        finding_id = database.insert(
            "finding",
            {
                "result": result_id,
                "segment_label": finding.segment_label,
                "number": finding.number,
                "frame": finding.frame,
                "x": x,
                "y": y,
                "width": width,
                "height": height,
                "area_px": finding.area_px,
            },
        )
        for measurement in finding.measurements:
            database.insert(
                "measurement",
                {
                    "finding": finding_id,
                    "kind": measurement.kind.value,
                    "value": measurement.value,
                    "unit": measurement.unit,
                    "source": measurement.source.value,
                },
            )


def insert_review(database: Database, result_id: int, review: Review) -> int:
    return database.insert(
        "review",
        {
            "result": result_id,
            "state": review.state.value,
            "reviewer": review.reviewer,
            "at": codec.time_text(review.at),
            "comment": review.comment,
            "diagnosis": review.diagnosis,
        },
    )

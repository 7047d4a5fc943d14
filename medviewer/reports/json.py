"""A report for machines.

One JSON object, UTF-8, keys in this order (``|null`` where it may be missing):

- ``schema``: ``"medviewer.report/1"``; ``notice``: ``"NOT FOR DIAGNOSTIC USE"``
- ``program_version``, ``made_at`` (ISO 8601), ``reader``, ``privacy`` (bool)
- ``patient``: name of each fact to its text, as printed; ``notices``: list of sentences
- ``results``: a list of
  - ``number`` (place in the report), ``result_id`` (in the store)
  - ``study``: name of each fact to its text, as printed
  - ``conclusion``: ``state`` (``predicted``, ``accepted``, ``corrected``, ``rejected``),
    ``diagnosis`` (label)|null, ``title``|null: both null where nothing stands, as for a
    rejected result
  - ``model_diagnosis``: ``label``, ``title``, ``probability`` (0..1) |null
  - ``probabilities``: label to calibrated probability (0..1)
  - ``operating_point``: ``name``, ``title``, ``meaning``, ``positive_class``, ``threshold``,
    ``sensitivity``, ``sensitivity_ci``, ``specificity``, ``specificity_ci``, ``n``,
    ``measured_on`` |null
  - ``findings``: a list of ``title``, ``frame`` (from 0), ``bbox`` ([x, y, width, height],
    pixels), ``area_px``, ``scale`` (words), ``measurements``: a list of ``kind``, ``value``,
    ``unit`` (``mm``, ``mm²``, ``ml``, ``px``, ``px²`` or empty), ``source`` (``none`` =
    uncalibrated)
  - ``drawn``: what the reader drew on the scan, a list of ``number`` (on the pictures),
    ``kind``, ``name``, ``frame`` (from 0), ``points`` ([column, row], pixels, the first pixel
    from 0 to 1), ``scale`` (words), ``remark`` (why a value or a true unit is missing),
    ``of_colour`` (pixel values are luminances), ``measurements`` as above, also in ``°`` and the
    scan's own unit
  - ``review``: ``state``, ``reviewer``, ``at``, ``comment``, ``diagnosis``|null, or null where
    no person has reviewed the result
  - ``correction``: ``account`` and ``at`` of who corrected the masks that ``findings`` are of,
    or null where they are as predicted
  - ``model``: ``id``, ``version``, ``weights_sha256``
  - ``provenance``: name of each fact to its text, as printed
- ``follow_up``: the kinds of lesion of which one at least is matched between days, a list of
  - ``title``, ``segment`` (label)
  - ``lesions``: a list of ``title``, ``tracking_uid`` (DICOM), ``proposed`` (true: matched by the
    rule, by no reader), ``days``: a list, the oldest first, of ``date``, ``result`` (its
    ``number``), ``confirmed`` (a person stands for the outline), ``measurements`` as above
    (``longest diameter``, ``perpendicular diameter``, ``volume``), ``since_before`` and
    ``since_smallest``: of the longest diameter ``mm`` and ``ratio`` (0.2: a fifth more), both
    null where they cannot be told, and ``reason`` for that; null on the first day
  - ``sums`` of the target lesions' longest diameters: a list of ``date``, ``total_mm``|null,
    ``baseline_mm``|null, ``smallest_mm``|null, ``category``|null (``partial response``,
    ``stable disease``, ``progressive disease``: RECIST 1.1 by the sum alone, arithmetic and no
    judgement), ``reason`` (why there is no sum)
  - ``remarks``: sentences on how far these figures carry
- ``models``: a list of ``id``, ``version``, ``weights_sha256``, ``title``, ``limits``

Pictures are in the PDF and the HTML report only.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from medviewer.domain.errors import BugError
from medviewer.domain.follow_up import Change
from medviewer.domain.result import PackReference
from medviewer.domain.segmentation import Measurement
from medviewer.reports.document import (
    Fact,
    FindingLine,
    FollowUpSection,
    LesionDay,
    ReportDocument,
    ResultSection,
)
from medviewer.reports.drawn import DrawnLine
from medviewer.reports.files import write_whole
from medviewer.reports.wording import NOT_FOR_DIAGNOSTIC_USE

SCHEMA = "medviewer.report/1"


def write_json(document: ReportDocument, path: Path) -> None:
    """Write the report as JSON; the keys are described at the top of this module.

    Raises:
        KnownError: the file cannot be written; an older file of that name is untouched.
    """
    write_whole(path, json_text(document).encode())


def json_text(document: ReportDocument) -> str:
    """The JSON text, indented, ending in a line end; always English, for who reads it is no one.

    Raises:
        BugError: the document is in another language.
    """
    if document.language != "en":
        raise BugError(f"a report for machines is in English, not in {document.language!r}")
    tree = {
        "schema": SCHEMA,
        "notice": NOT_FOR_DIAGNOSTIC_USE,
        "program_version": document.program_version,
        "made_at": document.made_at.isoformat(),
        "reader": document.reader,
        "privacy": document.privacy,
        "patient": _facts(document.patient),
        "notices": document.notices,
        "results": [_result(s) for s in document.results],
        "follow_up": [_follow_up(section) for section in document.follow_up],
        "models": [
            {**_pack(m.pack), "title": m.pack.title, "limits": m.limits} for m in document.models
        ],
    }
    return json.dumps(tree, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _facts(facts: Sequence[Fact]) -> dict[str, str]:
    return {f.name: f.value for f in facts}


def _pack(pack: PackReference) -> dict[str, str]:
    return {"id": pack.id, "version": pack.version, "weights_sha256": pack.weights_sha256}


def _result(section: ResultSection) -> dict[str, Any]:
    said, model, review = section.conclusion, section.model_diagnosis, section.review
    return {
        "number": section.number,
        "result_id": section.result_id,
        "study": _facts(section.study),
        "conclusion": {"state": said.state, "diagnosis": said.label, "title": said.title},
        "model_diagnosis": model
        and {"label": model.label, "title": model.title, "probability": model.probability},
        "probabilities": {p.label: p.probability for p in section.probabilities},
        "operating_point": section.operating_point and asdict(section.operating_point),
        "findings": [_finding(f) for f in section.findings],
        "drawn": [_drawn(line) for line in section.drawn],
        "review": review
        and {
            "state": review.state,
            "reviewer": review.reviewer,
            "at": review.at.isoformat(),
            "comment": review.comment,
            "diagnosis": review.diagnosis,
        },
        "correction": section.correction
        and {"account": section.correction.account, "at": section.correction.at.isoformat()},
        "model": _pack(section.pack),
        "provenance": _facts(section.provenance),
    }


def _finding(finding: FindingLine) -> dict[str, Any]:
    return {
        "title": finding.title,
        "frame": finding.frame,
        "bbox": finding.box,
        "area_px": finding.area_px,
        "scale": finding.scale,
        "measurements": _measurements(finding.measurements),
    }


def _drawn(line: DrawnLine) -> dict[str, Any]:
    return {
        "number": line.number,
        "kind": line.kind,
        "name": line.name,
        "frame": line.frame,
        "points": line.points,
        "scale": line.scale,
        "remark": line.remark,
        "of_colour": line.of_colour,
        "measurements": _measurements(line.measurements),
    }


def _follow_up(section: FollowUpSection) -> dict[str, Any]:
    return {
        "title": section.title,
        "segment": section.segment_label,
        "lesions": [
            {
                "title": lesion.title,
                "tracking_uid": lesion.uid,
                "proposed": lesion.proposed,
                "days": [_day(day) for day in lesion.days],
            }
            for lesion in section.lesions
        ],
        "sums": [
            {
                "date": one.date.isoformat(),
                "total_mm": one.total,
                "baseline_mm": one.baseline,
                "smallest_mm": one.nadir,
                "category": one.category,
                "reason": one.reason,
            }
            for one in section.sums
        ],
        "remarks": section.remarks,
    }


def _day(day: LesionDay) -> dict[str, Any]:
    sizes = [size for size in (day.longest, day.perpendicular, day.volume) if size is not None]
    return {
        "date": day.date.isoformat(),
        "result": day.number,
        "confirmed": day.confirmed,
        "measurements": _measurements(sizes),
        "since_before": _change(day.since_before),
        "since_smallest": _change(day.since_smallest),
    }


def _change(change: Change | None) -> dict[str, Any] | None:
    if change is None:
        return None
    more = None
    if change.ratio is not None and change.before is not None and change.after is not None:
        more = change.after.value - change.before.value
    return {"mm": more, "ratio": change.ratio, "reason": change.reason}


def _measurements(found: Sequence[Measurement]) -> list[dict[str, Any]]:
    return [{"kind": m.kind, "value": m.value, "unit": m.unit, "source": m.source} for m in found]

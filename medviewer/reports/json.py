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
- ``models``: a list of ``id``, ``version``, ``weights_sha256``, ``title``, ``limits``

Pictures are in the PDF and the HTML report only.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from medviewer.domain.result import PackReference
from medviewer.domain.segmentation import Measurement
from medviewer.reports.document import Fact, FindingLine, ReportDocument, ResultSection
from medviewer.reports.drawn import DrawnLine
from medviewer.reports.files import write_whole
from medviewer.reports.pictures import NOT_FOR_DIAGNOSTIC_USE

SCHEMA = "medviewer.report/1"


def write_json(document: ReportDocument, path: Path) -> None:
    """Write the report as JSON; the keys are described at the top of this module.

    Raises:
        KnownError: the file cannot be written; an older file of that name is untouched.
    """
    write_whole(path, json_text(document).encode())


def json_text(document: ReportDocument) -> str:
    """The JSON text, indented, ending in a line end."""
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


def _measurements(found: Sequence[Measurement]) -> list[dict[str, Any]]:
    return [{"kind": m.kind, "value": m.value, "unit": m.unit, "source": m.source} for m in found]

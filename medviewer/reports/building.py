"""Stored results made into one `ReportDocument`."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from medviewer import __version__
from medviewer.domain.errors import BugError
from medviewer.domain.patient import Patient
from medviewer.domain.result import PackReference
from medviewer.domain.review import StoredResult
from medviewer.reports import wording
from medviewer.reports.conclusion import conclusion, is_decided, probabilities_title
from medviewer.reports.document import (
    STUDY_DATE,
    Fact,
    FindingLine,
    ModelSection,
    ReportDocument,
    ResultSection,
)
from medviewer.reports.drawn import Drawn, DrawnLine, Frames, by_result, drawn_lines
from medviewer.reports.pictures import UInt8Array, drawn_pictures, result_pictures

_HIDDEN = "hidden"


def build_report(
    results: Sequence[StoredResult],
    reader: str,
    made_at: dt.datetime,
    privacy: bool = False,
    drawn: Drawn | None = None,
    frames: Frames | None = None,
) -> ReportDocument:
    """Gather the results of one patient, oldest study first.

    Args:
        results: at least one stored result, all of the same patient.
        reader: who makes the report.
        made_at: when.
        privacy: leave out name, identifier, birth date, accession number, institution and
            file name. Age, sex and study date stay, and so does what a person wrote in a
            comment or a note and what the scanner burnt into the pixels: the report says so.
        drawn: what readers drew on the scans, listed with the newest result of each.
        frames: pictures of the images that were drawn on, beside those kept with the results.

    Raises:
        BugError: no results, or results of more than one patient.
    """
    patients = {person(r.scan.context.patient) for r in results}
    if len(patients) != 1:
        raise BugError(f"a report is on one patient, not on {len(patients)}")
    # What a person corrected is what is reported on; the prediction stays in the store.
    ordered = [replace(r, result=r.shown) for r in sorted(results, key=_reading_order)]
    patient = ordered[-1].scan.context.patient
    listed = by_result(ordered, drawn or {})
    return ReportDocument(
        patient=_patient_facts(patient, privacy),
        patient_line=_patient_line(patient, privacy),
        privacy=privacy,
        reader=reader,
        made_at=made_at,
        program_version=__version__,
        notices=_notices(ordered, privacy),
        results=tuple(
            _section(
                i,
                r,
                privacy,
                drawn_lines(r, listed.get(r.id, ())),
                (frames or {}).get(r.scan.content_hash, {}),
            )
            for i, r in enumerate(ordered, start=1)
        ),
        models=_models(ordered),
    )


def person(patient: Patient) -> tuple[str, str, dt.date | None]:
    """What tells people apart: an identifier alone may stand for two of two hospitals."""
    return patient.patient_id, patient.name, patient.birth_date


def _reading_order(stored: StoredResult) -> tuple[str, str, int]:
    date = stored.scan.context.study.date
    # Times with and without a zone cannot be compared; their text can.
    return date.isoformat() if date else "9999", stored.saved_at.isoformat(), stored.id


def _patient_facts(patient: Patient, privacy: bool) -> tuple[Fact, ...]:
    gender = Fact("Sex", wording.sex(patient.sex))
    if privacy:
        return Fact("Name", _HIDDEN), Fact("Patient ID", _HIDDEN), gender
    birth = patient.birth_date.isoformat() if patient.birth_date else "not stated"
    name = patient.display_name if patient.identified else f"{patient.display_name} (file name)"
    return (
        Fact("Name", name),
        Fact("Patient ID", patient.patient_id),
        Fact("Birth date", birth),
        gender,
    )


def _patient_line(patient: Patient, privacy: bool) -> str:
    if privacy:
        return "Patient hidden"
    parts = [patient.display_name, f"ID {patient.patient_id}"]
    if patient.birth_date:
        parts.append(f"born {patient.birth_date.isoformat()}")
    return " · ".join(parts)


def _notices(results: Sequence[StoredResult], privacy: bool) -> tuple[str, ...]:
    notices = []
    if any(r.scan.context.is_demo for r in results):
        notices.append("Demonstration: simulated scans of nobody.")
    if not all(r.scan.context.patient.identified for r in results):
        notices.append(
            "The scan is a picture file that names no patient: whose it is rests on the file alone."
        )
    if privacy:
        notices.append(
            "Made in privacy mode: name, identifier, birth date, accession number, institution and "
            "file name are left out. Text burnt into the scans by the scanner, comments and notes "
            "are shown as they are."
        )
    notices += [
        f"Result {number} was read against the model's refusal: {refusal}"
        for number, stored in enumerate(results, start=1)
        if (refusal := stored.result.provenance.overridden_refusal) is not None
    ]
    open_ones = sum(not is_decided(r) for r in results)
    if open_ones:
        notices.append(f"{open_ones} of {len(results)} results not reviewed by a person.")
    return tuple(notices)


def _section(
    number: int,
    stored: StoredResult,
    privacy: bool,
    drawn: tuple[DrawnLine, ...],
    frames: Mapping[int, UInt8Array],
) -> ResultSection:
    result = stored.result
    drawn_on = drawn_pictures(stored, drawn, frames)
    plain, outlined = result_pictures(stored)
    point = result.diagnosis.operating_point if result.diagnosis else None
    study = stored.scan.context.study
    parts = [
        f"Result {number}",
        wording.study_date(study.date) if study.date else "",
        study.description,
    ]
    return ResultSection(
        number=number,
        result_id=stored.id,
        title=" · ".join(p for p in parts if p),
        study=_study_facts(stored, privacy),
        scale=wording.scale(stored.scan.geometry),
        plain=plain,
        outlined=outlined,
        conclusion=conclusion(stored),
        model_diagnosis=result.diagnosis,
        probabilities=result.probabilities,
        probabilities_title=probabilities_title(stored),
        operating_point=point,
        operating_point_text=(
            wording.operating_point(point, result.probabilities) if point else ()
        ),
        findings=_finding_lines(stored),
        nothing_outlined=_nothing_outlined(stored),
        drawn=drawn,
        drawn_on=tuple(drawn_on.values()),
        drawn_unseen=wording.unseen({d.frame for d in drawn} - drawn_on.keys()),
        review=stored.review,
        correction=stored.correction,
        pack=result.provenance.pack,
        provenance=_provenance(stored),
    )


def _nothing_outlined(stored: StoredResult) -> str:
    if stored.correction is not None:
        return wording.ALL_TAKEN_AWAY
    return wording.NOTHING_OUTLINED if stored.result.masks else wording.NAMES_ONLY


def _study_facts(stored: StoredResult, privacy: bool) -> tuple[Fact, ...]:
    scan = stored.scan
    patient, study, series = scan.context.patient, scan.context.study, scan.context.series
    facts = [
        Fact(STUDY_DATE, wording.study_date(study.date) if study.date else "not stated"),
        Fact("Modality", wording.modality(series.modality)),
    ]
    if study.date and patient.birth_date:
        facts.append(Fact("Age at study", wording.age(patient.birth_date, study.date)))
    if series.description or series.number is not None:
        number = "" if series.number is None else str(series.number)
        facts.append(Fact("Series", ", ".join(p for p in (number, series.description) if p)))
    if scan.geometry.frames > 1:
        facts.append(Fact("Image", f"{scan.picture_frame + 1} of {scan.geometry.frames}"))
    if not privacy:
        facts += [
            Fact(name, value)
            for name, value in (
                ("Accession", study.accession),
                ("Institution", study.institution),
                ("File", scan.files[0].name if scan.files else ""),
            )
            if value
        ]
    facts.append(Fact("Scale", wording.scale(scan.geometry)))
    return tuple(facts)


def _finding_lines(stored: StoredResult) -> tuple[FindingLine, ...]:
    segments = {m.segment.label: m.segment for m in stored.result.masks}
    geometry = stored.scan.geometry
    lines = []
    for finding in stored.result.findings:
        segment = segments.get(finding.segment_label)
        title = segment.title if segment else finding.segment_label
        where = f", image {finding.frame + 1}" if geometry.frames > 1 else ""
        sources = {m.source for m in finding.measurements if m.unit}
        if len(sources) == 1:
            scale = wording.source(sources.pop())
        else:
            scale = wording.source(geometry.calibration_at(finding.box).source)
        lines.append(
            FindingLine(
                title=f"{title} {finding.number}{where}",
                letter=segment.letter if segment else "",
                frame=finding.frame,
                box=finding.box,
                area_px=finding.area_px,
                measurements=finding.measurements,
                scale=scale,
            )
        )
    return tuple(lines)


def _provenance(stored: StoredResult) -> tuple[Fact, ...]:
    made = stored.result.provenance
    by_hand = stored.result.by_hand
    model = [
        Fact("Model", f"{made.pack.id} {made.pack.version}"),
        Fact("Weights", f"SHA-256 {made.pack.weights_sha256}"),
    ]
    facts = [
        *([Fact("Model", wording.NO_MODEL)] if by_hand else model),
        Fact("Program", f"MedViewer {made.program_version}"),
        Fact("Device", made.device),
        Fact("Read at", wording.moment(made.made_at)),
    ]
    if stored.result.timings.total > 0:
        facts.append(Fact("Took", f"{stored.result.timings.total:.2f} s"))
    if stored.correction is not None:
        by, at = stored.correction.account, wording.moment(stored.correction.at)
        drawn = "drawn" if by_hand else "corrected"
        kept = "" if by_hand else "; the model's own are in the store"
        facts.append(Fact("Masks", f"{drawn} by {by} at {at}{kept}"))
    if made.overridden_refusal is not None:
        facts.append(Fact("Refusal overridden by the reader", made.overridden_refusal))
    facts.append(Fact("Scan", f"SHA-256 {stored.scan.content_hash}"))
    facts += [Fact(name, value) for name, value in made.settings]
    return tuple(facts)


def _models(results: Sequence[StoredResult]) -> tuple[ModelSection, ...]:
    found: dict[PackReference, tuple[str, ...]] = {}
    for stored in results:
        if stored.result.by_hand:
            continue
        pack = stored.result.provenance.pack
        found[pack] = tuple(dict.fromkeys((*found.get(pack, ()), *stored.result.limits)))
    return tuple(ModelSection(pack, limits) for pack, limits in found.items())

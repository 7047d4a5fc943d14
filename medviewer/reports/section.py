"""One stored result as a section of a report."""

from collections.abc import Mapping

from medviewer.domain.review import StoredResult
from medviewer.reports.conclusion import conclusion, probabilities_title
from medviewer.reports.document import STUDY_DATE, Fact, FindingLine, ResultSection
from medviewer.reports.drawn import DrawnLine
from medviewer.reports.pictures import UInt8Array, drawn_pictures, result_pictures
from medviewer.reports.wording import Wording, moment, study_date


def result_section(
    number: int,
    stored: StoredResult,
    privacy: bool,
    drawn: tuple[DrawnLine, ...],
    frames: Mapping[int, UInt8Array],
    say: Wording,
) -> ResultSection:
    """Everything that is said of one result.

    Args:
        number: its place in the report, from 1.
        stored: its ``result`` has the masks that stand.
        privacy: leave out what points to a person.
        drawn: what was drawn on its scan.
        frames: pictures of images drawn on, as ``drawn_pictures`` takes them.
        say: in which language.
    """
    result = stored.result
    drawn_on = drawn_pictures(stored, drawn, frames, say)
    plain, outlined = result_pictures(stored, say)
    point = result.diagnosis.operating_point if result.diagnosis else None
    study = stored.scan.context.study
    parts = [
        say("Result {number}", number=number),
        study_date(study.date) if study.date else "",
        study.description,
    ]
    return ResultSection(
        number=number,
        result_id=stored.id,
        title=" · ".join(p for p in parts if p),
        study=_study_facts(stored, privacy, say),
        scale=say.scale(stored.scan.geometry),
        plain=plain,
        outlined=outlined,
        conclusion=conclusion(stored, say),
        model_diagnosis=result.diagnosis,
        probabilities=result.probabilities,
        probabilities_title=probabilities_title(stored, say),
        operating_point=point,
        operating_point_text=say.operating_point(point, result.probabilities) if point else (),
        findings=_finding_lines(stored, say),
        nothing_outlined=_nothing_outlined(stored, say),
        drawn=drawn,
        drawn_on=tuple(drawn_on.values()),
        drawn_unseen=say.unseen({d.frame for d in drawn} - drawn_on.keys()),
        review=stored.review,
        correction=stored.correction,
        pack=result.provenance.pack,
        provenance=_provenance(stored, say),
    )


def _nothing_outlined(stored: StoredResult, say: Wording) -> str:
    if stored.correction is not None:
        return say("The reader took every outline away.")
    if stored.result.masks:
        return say("The model outlined nothing.")
    return say("This model names a diagnosis; it does not outline.")


def _study_facts(stored: StoredResult, privacy: bool, say: Wording) -> tuple[Fact, ...]:
    scan = stored.scan
    patient, study, series = scan.context.patient, scan.context.study, scan.context.series
    date = study_date(study.date) if study.date else say("not stated")
    facts = [
        Fact(say("Study date"), date, STUDY_DATE),
        Fact(say("Modality"), say.modality(series.modality)),
    ]
    if study.date and patient.birth_date:
        facts.append(Fact(say("Age at study"), say.age(patient.birth_date, study.date)))
    if series.description or series.number is not None:
        number = "" if series.number is None else str(series.number)
        told = ", ".join(p for p in (number, series.description) if p)
        facts.append(Fact(say("Series"), told))
    if scan.geometry.frames > 1:
        place = say(
            "{number} of {count}", number=scan.picture_frame + 1, count=scan.geometry.frames
        )
        facts.append(Fact(say("Image"), place))
    if not privacy:
        facts += [
            Fact(say(name), value)
            for name, value in (
                ("Accession", study.accession),
                ("Institution", study.institution),
                ("File", scan.files[0].name if scan.files else ""),
            )
            if value
        ]
    facts.append(Fact(say("Scale"), say.scale(scan.geometry)))
    return tuple(facts)


def _finding_lines(stored: StoredResult, say: Wording) -> tuple[FindingLine, ...]:
    segments = {m.segment.label: m.segment for m in stored.result.masks}
    geometry = stored.scan.geometry
    lines = []
    for finding in stored.result.findings:
        segment = segments.get(finding.segment_label)
        title = f"{say(segment.title) if segment else finding.segment_label} {finding.number}"
        if geometry.frames > 1:
            title = say("{title}, image {number}", title=title, number=finding.frame + 1)
        sources = {m.source for m in finding.measurements if m.unit}
        source = geometry.calibration_at(finding.box).source
        lines.append(
            FindingLine(
                title=title,
                letter=segment.letter if segment else "",
                frame=finding.frame,
                box=finding.box,
                area_px=finding.area_px,
                measurements=finding.measurements,
                scale=say.source(sources.pop() if len(sources) == 1 else source),
            )
        )
    return tuple(lines)


def _provenance(stored: StoredResult, say: Wording) -> tuple[Fact, ...]:
    made = stored.result.provenance
    by_hand = stored.result.by_hand
    if by_hand:
        facts = [Fact(say("Model"), say("No model has read this scan"))]
    else:
        facts = [
            Fact(say("Model"), f"{made.pack.id} {made.pack.version}"),
            Fact(say("Weights"), f"SHA-256 {made.pack.weights_sha256}"),
        ]
    facts += [
        Fact(say("Program"), f"MedViewer {made.program_version}"),
        Fact(say("Device"), made.device),
        Fact(say("Read at"), moment(made.made_at)),
    ]
    if stored.result.timings.total > 0:
        facts.append(Fact(say("Took"), f"{stored.result.timings.total:.2f} s"))
    if stored.correction is not None:
        drawn = "drawn by {name} at {time}"
        corrected = "corrected by {name} at {time}; the model's own are in the store"
        by, at = stored.correction.account, moment(stored.correction.at)
        facts.append(Fact(say("Masks"), say(drawn if by_hand else corrected, name=by, time=at)))
    if made.overridden_refusal is not None:
        facts.append(Fact(say("Refusal overridden by the reader"), made.overridden_refusal))
    facts.append(Fact(say("Scan"), f"SHA-256 {stored.scan.content_hash}"))
    facts += [Fact(say(name), say(value)) for name, value in made.settings]
    return tuple(facts)

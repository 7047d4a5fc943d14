"""Stored results made into one `ReportDocument`."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from medviewer import __version__
from medviewer.domain.errors import BugError
from medviewer.domain.patient import Patient
from medviewer.domain.result import PackReference
from medviewer.domain.review import StoredResult
from medviewer.domain.tracking import Choices
from medviewer.reports.conclusion import is_decided
from medviewer.reports.document import NAME, Fact, ModelSection, ReportDocument
from medviewer.reports.drawn import Drawn, Frames, by_result, drawn_lines
from medviewer.reports.follow_up import follow_up_sections
from medviewer.reports.section import result_section
from medviewer.reports.wording import Wording, in_language


def build_report(
    results: Sequence[StoredResult],
    reader: str,
    made_at: dt.datetime,
    privacy: bool = False,
    drawn: Drawn | None = None,
    frames: Frames | None = None,
    choices: Choices | None = None,
    language: str = "en",
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
        choices: which lesions readers said findings are, for the follow-up.
        language: code of the language (``medviewer.translations.LANGUAGES``).

    Raises:
        BugError: no results, or results of more than one patient.
        KnownError: the language's catalogue cannot be read.
    """
    patients = {person(r.scan.context.patient) for r in results}
    if len(patients) != 1:
        raise BugError(f"a report is on one patient, not on {len(patients)}")
    # What a person corrected is what is reported on; the prediction stays in the store.
    ordered = [replace(r, result=r.shown) for r in sorted(results, key=_reading_order)]
    patient = ordered[-1].scan.context.patient
    listed = by_result(ordered, drawn or {})
    say = in_language(language)
    return ReportDocument(
        language=language,
        patient=_patient_facts(patient, privacy, say),
        patient_line=_patient_line(patient, privacy, say),
        privacy=privacy,
        reader=reader,
        made_at=made_at,
        program_version=__version__,
        notices=_notices(ordered, privacy, say),
        results=tuple(
            result_section(
                i,
                r,
                privacy,
                drawn_lines(r, listed.get(r.id, ()), say),
                (frames or {}).get(r.scan.content_hash, {}),
                say,
            )
            for i, r in enumerate(ordered, start=1)
        ),
        follow_up=follow_up_sections(ordered, choices or {}, say),
        models=_models(ordered),
    )


def person(patient: Patient) -> tuple[str, str, dt.date | None]:
    """What tells people apart: an identifier alone may stand for two of two hospitals."""
    return patient.patient_id, patient.name, patient.birth_date


def _reading_order(stored: StoredResult) -> tuple[str, str, int]:
    date = stored.scan.context.study.date
    # Times with and without a zone cannot be compared; their text can.
    return date.isoformat() if date else "9999", stored.saved_at.isoformat(), stored.id


def _patient_facts(patient: Patient, privacy: bool, say: Wording) -> tuple[Fact, ...]:
    gender = Fact(say("Sex"), say.sex(patient.sex))
    name, number = patient.display_name, patient.patient_id
    if privacy:
        name = number = say("hidden")
    elif not patient.identified:
        name = say("{name} (file name)", name=name)
    facts = [Fact(say("Name"), name, NAME), Fact(say("Patient ID"), number)]
    if not privacy:
        birth = patient.birth_date.isoformat() if patient.birth_date else say("not stated")
        facts.append(Fact(say("Birth date"), birth))
    return (*facts, gender)


def _patient_line(patient: Patient, privacy: bool, say: Wording) -> str:
    if privacy:
        return say("Patient hidden")
    parts = [patient.display_name, f"ID {patient.patient_id}"]
    if patient.birth_date:
        parts.append(say("born {date}", date=patient.birth_date.isoformat()))
    return " · ".join(parts)


def _notices(results: Sequence[StoredResult], privacy: bool, say: Wording) -> tuple[str, ...]:
    notices = []
    if any(r.scan.context.is_demo for r in results):
        notices.append(say("Demonstration: simulated scans of nobody."))
    if not all(r.scan.context.patient.identified for r in results):
        notices.append(
            say(
                "The scan is a picture file that names no patient: whose it is rests on the file "
                "alone."
            )
        )
    if privacy:
        notices.append(
            say(
                "Made in privacy mode: name, identifier, birth date, accession number, institution "
                "and file name are left out. Text burnt into the scans by the scanner, comments "
                "and notes are shown as they are."
            )
        )
    against = "Result {number} was read against the model's refusal: {refusal}"
    notices += [
        say(against, number=number, refusal=refusal)
        for number, stored in enumerate(results, start=1)
        if (refusal := stored.result.provenance.overridden_refusal) is not None
    ]
    open_ones, every = sum(not is_decided(r) for r in results), len(results)
    if open_ones:
        said = "{open} of {count} results not reviewed by a person."
        notices.append(say(said, open=open_ones, count=every))
    return tuple(notices)


def _models(results: Sequence[StoredResult]) -> tuple[ModelSection, ...]:
    found: dict[PackReference, tuple[str, ...]] = {}
    for stored in results:
        if stored.result.by_hand:
            continue
        pack = stored.result.provenance.pack
        found[pack] = tuple(dict.fromkeys((*found.get(pack, ()), *stored.result.limits)))
    return tuple(ModelSection(pack, limits) for pack, limits in found.items())

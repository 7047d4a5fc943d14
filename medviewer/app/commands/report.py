"""Write the report on a patient of the store as PDF, HTML or JSON.

The patient's results are read from the encrypted store after sign-in. The report holds every
result of the patient with what a person decided on it; results that nobody has reviewed say so.
Lesions that are matched between studies are followed over the days. A JSON report is in English
whatever the language.
"""

import argparse
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from medviewer.domain.annotation import Annotation
from medviewer.domain.errors import KnownError
from medviewer.domain.review import StoredResult
from medviewer.domain.tracking import Choices
from medviewer.translations import LANGUAGES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from medviewer.app.sign_in import add_store_argument
    from medviewer.reports.formats import FORMATS

    parser.add_argument("--patient", metavar="ID", required=True, help="the patient's identifier")
    parser.add_argument(
        "--birth-date",
        metavar="YYYY-MM-DD",
        type=dt.date.fromisoformat,
        help="which patient, where several share the identifier",
    )
    parser.add_argument(
        "--out", metavar="FILE", type=Path, required=True, help="the report; replaced if it exists"
    )
    parser.add_argument(
        "--format", choices=FORMATS, help="what to write (default: by the ending of FILE)"
    )
    parser.add_argument(
        "--privacy",
        action="store_true",
        help="leave out name, identifier, birth date, accession number, institution and file name",
    )
    parser.add_argument(
        "--language",
        choices=tuple(LANGUAGES),
        default="en",
        help="language of the report: " + ", ".join(f"{c} {n}" for c, n in LANGUAGES.items()),
    )
    add_store_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Write the report.

    Raises:
        KnownError: the patient is unknown, the format is unclear, or the file cannot be written.
    """
    from medviewer.reports.formats import SUFFIXES

    kind = args.format or SUFFIXES.get(args.out.suffix.lower())
    if kind is None:
        raise KnownError(
            f"The ending of {args.out.name} names no format. Call it .pdf, .html or .json, or give "
            "--format pdf, html or json."
        )
    from medviewer.app.sign_in import command_line_store
    from medviewer.jobs.drawn import drawn_on
    from medviewer.jobs.matches import kept_matches
    from medviewer.store import default_store_path, store_exists

    path = args.store or default_store_path()
    if not store_exists(path):
        raise KnownError(
            f"There is no store at {path}, so there is nothing to report on. Save results first: "
            "medviewer predict --save, or Accept in the window."
        )
    with command_line_store(path) as store:
        found = _of_one_person(store.results.for_patient(args.patient), args.birth_date)
        drawn = drawn_on(store, found)
        choices = kept_matches(store, (r.scan.content_hash for r in found))
        _write(found, drawn, choices, store.account, kind, args)
        store.results.note_report([r.id for r in found])
    results = "1 result" if len(found) == 1 else f"{len(found)} results"
    print(f"Report on {results} written to {args.out}.")
    return 0


def _of_one_person(
    found: Sequence[StoredResult], birth_date: dt.date | None
) -> Sequence[StoredResult]:
    """The results of the one patient meant; an identifier may stand for several people."""
    if birth_date is not None:
        found = [r for r in found if r.scan.context.patient.birth_date == birth_date]
    if not found:
        raise KnownError(
            "The store holds no results of a patient with this identifier"
            f"{' and birth date' if birth_date else ''}. Check how it is written in the browser of "
            "the window."
        )
    people = {(p.name, p.birth_date) for p in (r.scan.context.patient for r in found)}
    if len(people) > 1:
        raise KnownError(
            f"{len(people)} patients of the store share this identifier. Name the one with "
            "--birth-date, or make the report in the window."
        )
    return found


def _write(
    found: Sequence[StoredResult],
    drawn: Mapping[str, Sequence[Annotation]],
    choices: Choices,
    reader: str,
    kind: str,
    args: argparse.Namespace,
) -> None:
    from medviewer.jobs.drawn import drawn_frames
    from medviewer.reports.building import build_report
    from medviewer.reports.formats import language_of, write_report

    now, frames = dt.datetime.now().astimezone(), drawn_frames(found, drawn)
    language = language_of(kind, args.language)
    document = build_report(
        found, reader, now, args.privacy, drawn, frames, choices=choices, language=language
    )
    write_report(document, kind, args.out)

"""Write de-identified copies of DICOM pictures, checked before they count as done.

By DICOM PS3.15 Annex E (Basic Application Level Confidentiality Profile): names and numbers go,
UIDs are replaced, dates of a patient are moved back by the same number of days, private elements
are removed. The same --project gives the same pseudonyms each time (its secret lies in your
store); without one they hold for this run only.

Machines burn names into ultrasound pictures: all that lies outside the regions which the header
names is blacked. Where it names none, the file is left out until you say which areas to black
(--mask-pixels x,y,w,h, as often as needed) or that there is nothing to black (--mask-pixels
none): look at the pictures first. Text within a region, faces in head scans, reports and PDF
documents are not cleaned; documents are left out.

Exit code: 0 everything was written, 1 some files were left out, 2 wrong use.
"""

import argparse
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from medviewer.domain.errors import KnownError

if TYPE_CHECKING:
    from medviewer.domain.geometry import BoundingBox
    from medviewer.exchange.deidentify_pixels import Masking


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from medviewer.app.sign_in import add_store_argument

    parser.add_argument(
        "paths", metavar="PATH", nargs="+", type=Path, help="files, folders or ZIP archives"
    )
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="where copies go")
    parser.add_argument("--project", metavar="NAME", help="keep pseudonyms the same for a project")
    parser.add_argument("--keep-dates", action="store_true", help="leave dates as they are")
    parser.add_argument("--keep-device", action="store_true", help="leave names of the machine")
    parser.add_argument("--keep-uids", action="store_true", help="leave UIDs as they are")
    parser.add_argument(
        "--keep-descriptions",
        action="store_true",
        help="keep those words of descriptions that are terms of the field",
    )
    parser.add_argument(
        "--keep-patient",
        action="store_true",
        help="leave sex, age, size, weight and the like",
    )
    parser.add_argument(
        "--mask-pixels",
        action="append",
        metavar="auto|none|x,y,w,h",
        help="what to black in pictures (default: auto); areas may be given several times",
    )
    add_store_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Write the copies.

    Returns:
        0 all written, 1 some files were left out.
    """
    from medviewer.exchange.deidentify import deidentify_file
    from medviewer.exchange.deidentify_names import Pseudonyms
    from medviewer.exchange.deidentify_profile import Options
    from medviewer.imaging.index import IndexProblem
    from medviewer.imaging.reader import FileContent
    from medviewer.imaging.walk import walk

    masking = _masking(args.mask_pixels or ["auto"])
    options = Options(
        keep_dates=args.keep_dates,
        keep_device=args.keep_device,
        keep_uids=args.keep_uids,
        keep_descriptions=args.keep_descriptions,
        keep_patient=args.keep_patient,
    )
    pseudonyms = Pseudonyms(_secret(args))
    out = args.out.absolute()
    written, left, patients = 0, 0, set()
    for found in walk(args.paths):
        if out in found.path.absolute().parents:
            continue  # copies of an earlier run
        if not isinstance(found, IndexProblem) and found.content is FileContent.INDEX:
            continue  # a list of the originals
        try:
            if isinstance(found, IndexProblem):
                raise KnownError(found.reason)
            done = deidentify_file(found.path, out, pseudonyms, options, masking)
        except KnownError as error:
            left += 1
            print(f"medviewer: {error}", file=sys.stderr)
            continue
        written += 1
        patients.add(done.pseudonym)
    files = "1 file" if written == 1 else f"{written:,} files"
    of = "1 patient" if len(patients) == 1 else f"{len(patients):,} patients"
    print(f"Written and checked: {files} of {of} in {args.out}. Left out: {left:,}.")
    return 1 if left or not written else 0


def _masking(given: list[str]) -> "Masking":
    from medviewer.exchange.deidentify_pixels import MaskRule

    if len(given) == 1 and given[0] in ("auto", "none"):
        return MaskRule(given[0])
    return tuple(_area(text) for text in given)


def _area(text: str) -> "BoundingBox":
    try:
        x, y, width, height = (int(part) for part in text.split(","))
    except ValueError:
        width = height = x = y = -1
    if min(x, y) < 0 or min(width, height) < 1:
        raise KnownError(
            f"--mask-pixels {text} is no area. Give auto, none, or x,y,w,h in whole pixels from "
            "the top left."
        )
    return x, y, width, height


def _secret(args: argparse.Namespace) -> bytes:
    if args.project is None:
        return secrets.token_bytes(32)
    from medviewer.app.sign_in import command_line_store

    with command_line_store(args.store) as store:
        return store.projects.secret(args.project)

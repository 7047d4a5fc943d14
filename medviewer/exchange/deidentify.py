"""De-identified copies of DICOM files: DICOM PS3.15 Annex E, checked before they count as done.

The original is only ever read. A copy is written in whole under a name that says nothing, read
again and searched for what named the patient; what does not pass is not kept.
"""

import contextlib
import io
import warnings
from dataclasses import dataclass
from pathlib import Path

import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, DeflatedExplicitVRLittleEndian, ExplicitVRLittleEndian

from medviewer import __version__
from medviewer.domain.errors import KnownError
from medviewer.domain.geometry import BoundingBox
from medviewer.exchange.deidentify_check import check_clean, original_encodings
from medviewer.exchange.deidentify_names import Pseudonyms, shifted
from medviewer.exchange.deidentify_pixels import Masking, MaskRule, mask_areas, mask_pixels
from medviewer.exchange.deidentify_profile import (
    Cleaning,
    Options,
    clean,
    drop_unreadable,
    note_methods,
)
from medviewer.exchange.deidentify_words import identity_of
from medviewer.exchange.files import write_file
from medviewer.imaging.dicom.file import open_dicom
from medviewer.imaging.dicom.film import is_film
from medviewer.imaging.reader import FileContent
from medviewer.imaging.registry import default_registry

_IMPLEMENTATION = "2.25.209518236894716263041879103625478963201"
_UNCLEANABLE = ("1.2.840.10008.5.1.4.1.1.104", "1.2.840.10008.5.1.4.1.1.88")


@dataclass(frozen=True, slots=True)
class Deidentified:
    """One file that was written and checked. ``areas`` were blacked in every frame."""

    path: Path
    pseudonym: str
    areas: tuple[BoundingBox, ...]


def deidentify_file(
    path: Path,
    folder: Path,
    pseudonyms: Pseudonyms,
    options: Options = Options(),  # noqa: B008 - frozen
    masking: Masking = MaskRule.AUTO,
) -> Deidentified:
    """Write a de-identified copy of a DICOM picture below ``folder``, and check it.

    Its place is ``PSEUDONYM/STUDY/SERIES/OBJECT.dcm``, all from keyed hashes: the same object
    always gets the same place, and two different ones never.

    Args:
        path: the original; only read.
        folder: where the copies go.
        pseudonyms: the same for everything that shall stay together.
        options: of the profile.
        masking: of text burnt into pictures.

    Raises:
        KnownError: the file is no DICOM picture, cannot be read, may have names burnt in at
            unknown places, cannot be written, or did not pass the check; nothing is left.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # odd values of other people's files
        return _deidentify(path, folder, pseudonyms, options, masking)


def _deidentify(
    path: Path, folder: Path, pseudonyms: Pseudonyms, options: Options, masking: Masking
) -> Deidentified:
    ds, syntax = _read(path)
    identity, encodings = identity_of(ds), original_encodings(ds)
    who = pseudonyms.patient(_person(ds))
    place = folder / who.name
    for keyword in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"):
        place /= pseudonyms.short(str(ds.get(keyword, "")) or str(path.absolute()))
    target = place.with_suffix(".dcm")
    if target.exists():
        raise KnownError(
            f"{path.name} is a copy of an object that was exported already ({target.name})."
        )
    _new_meta(ds, syntax)
    areas = mask_areas(ds, path, masking)
    if areas or is_film(syntax):  # a film may hold sound and titles beside its frames
        mask_pixels(ds, path, areas)
    kept = _values(ds, "UI") if options.keep_uids else set()
    clean(ds, Cleaning(options, pseudonyms, who, identity))
    note_methods(ds, options, pixels=bool(areas))
    ds.file_meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID
    try:
        write_file(target, _bytes(ds))
        searched = identity.without(identity.dates) if options.keep_dates else identity
        moved = {shifted(d, who.days) for d in identity.dates}
        kept |= _values(ds, "TM") | (moved & (identity.dates | identity.phrases))
        check_clean(target, path.name, searched, encodings, kept)
    except BaseException:
        with contextlib.suppress(OSError):
            target.unlink(missing_ok=True)
        raise
    return Deidentified(target, who.name, areas)


def _read(path: Path) -> tuple[Dataset, UID]:
    """The object and its transfer syntax, with only what can be interpreted."""
    header = default_registry().describe(path)  # says plainly what is wrong with a file
    if header.content is FileContent.IMAGE and header.photometric is None:
        raise KnownError(f"{path.name} is no DICOM file, so there are no rules to clean it by.")
    file = open_dicom(path)
    if file.content is not FileContent.IMAGE or str(file.sop_class).startswith(_UNCLEANABLE):
        raise KnownError(
            f"{path.name} is a {file.title}: its text cannot be cleaned by rule, so it is left out."
        )
    if file.syntax is None:
        raise KnownError(f"{path.name} does not say how it is encoded; export it again.")
    try:
        ds = pydicom.dcmread(path, force=True)
        drop_unreadable(ds)
    except Exception as error:
        raise KnownError(
            f"{path.name} is damaged and cannot be cleaned; export it again."
        ) from error
    for keyword in ("SOPClassUID", "SOPInstanceUID"):
        if not str(ds.get(keyword, "")):
            raise KnownError(f"{path.name} has no {keyword}, so no valid copy can be made of it.")
    for group in range(0x6000, 0x6020, 2):
        position = ds.get((group, 0x0102))
        if position is not None and position.value and (group, 0x3000) not in ds:
            raise KnownError(
                f"{path.name} has graphics within its pixel values, which cannot be cleaned here."
            )
    return ds, file.syntax


def _person(ds: Dataset) -> str:
    """What tells one patient from another: the ID, else name and date of birth, else the study."""
    identifier = str(ds.get("PatientID") or "").strip()
    if identifier:
        return f"id {identifier.casefold()}"
    name = str(ds.get("PatientName") or "").strip()
    if name:
        return f"name {name.casefold()} {ds.get('PatientBirthDate') or ''}"
    return f"study {ds.get('StudyInstanceUID') or ds.SOPInstanceUID}"


def _values(ds: Dataset, vr: str) -> set[str]:
    found: set[str] = set()
    for element in ds.iterall():
        if vr == element.VR and not element.is_empty:
            found |= {str(v) for v in (element.value if element.VM > 1 else [element.value])}
    return found


def _new_meta(ds: Dataset, syntax: UID) -> None:
    """A file header of our own: the old one may name machines and people."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = ds.SOPClassUID
    deflated = syntax == DeflatedExplicitVRLittleEndian  # could not be searched
    meta.TransferSyntaxUID = ExplicitVRLittleEndian if deflated else syntax
    meta.ImplementationClassUID = UID(_IMPLEMENTATION)
    meta.ImplementationVersionName = f"MEDVIEWER {__version__}"[:16]
    ds.file_meta = meta
    ds.preamble = bytes(128)


def _bytes(ds: Dataset) -> bytes:
    stream = io.BytesIO()
    ds.save_as(stream, enforce_file_format=True)
    return stream.getvalue()

"""The Basic Application Level Confidentiality Profile of DICOM (PS3.15 Annex E) on a data set.

The table of the standard is ``resources/deidentification/basic_profile.csv``. Beyond it, what
the table cannot name is taken out too: private elements, elements no dictionary knows, every
person's name, and words of the patient's own identity wherever text is free.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass

from pydicom.datadict import dictionary_has_tag, tag_for_keyword
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag

from medviewer.exchange.deidentify_names import Pseudonym, Pseudonyms, shifted
from medviewer.exchange.deidentify_words import Identity, described
from medviewer.resources import resource_path

_DATES = ("DA", "DT", "TM")
_TEXT = ("LO", "SH", "ST", "LT", "UT", "UC", "CS", "AE", "UR")
_DUMMIES: dict[str, object] = {
    "AS": "000Y",
    "DA": "19000101",
    "DT": "19000101000000",
    "TM": "000000",
    "DS": "0",
    "IS": "0",
    "UR": "https://removed.invalid",
    "OB": b"\0\0",
    "OW": b"\0\0",
    "UN": b"\0\0",
} | dict.fromkeys(("FD", "FL", "SS", "US", "SL", "UL", "SV", "UV"), 0)

METHODS = {
    "basic": ("113100", "Basic Application Confidentiality Profile"),
    "pixels": ("113101", "Clean Pixel Data Option"),
    "descriptions": ("113105", "Clean Descriptors Option"),
    "dates": ("113106", "Retain Longitudinal Temporal Information Full Dates Option"),
    "shifted": ("113107", "Retain Longitudinal Temporal Information Modified Dates Option"),
    "patient": ("113108", "Retain Patient Characteristics Option"),
    "device": ("113109", "Retain Device Identity Option"),
    "uids": ("113110", "Retain UIDs Option"),
}


@dataclass(frozen=True, slots=True)
class Options:
    """The options of the profile (PS3.15 E.3). Without ``keep_dates`` dates are shifted.

    ``keep_descriptions`` keeps those words of descriptions that are terms of the field.
    ``keep_patient`` keeps sex, age, size, weight and the like.
    """

    keep_dates: bool = False
    keep_device: bool = False
    keep_uids: bool = False
    keep_descriptions: bool = False
    keep_patient: bool = False

    @property
    def columns(self) -> frozenset[str]:
        """The columns of the table that are chosen."""
        chosen = {
            "uids": self.keep_uids,
            "device": self.keep_device,
            "patient": self.keep_patient,
            "dates": self.keep_dates,
            "descriptions": self.keep_descriptions,
        }
        return frozenset(name for name, wanted in chosen.items() if wanted)


@dataclass(frozen=True, slots=True)
class Cleaning:
    """All that is needed to clean one object."""

    options: Options
    pseudonyms: Pseudonyms
    pseudonym: Pseudonym
    identity: Identity


def clean(ds: Dataset, work: Cleaning) -> None:
    """De-identify a data set in place, all its sequences included.

    Afterwards it says so itself: PatientIdentityRemoved, the codes of what was done
    (CID 7050) and whether its dates were shifted.
    """
    ds.decode()  # by the character set of the file, before that is changed below
    _clean_level(ds, work)
    ds.SpecificCharacterSet = "ISO_IR 192"
    ds.PatientID = ds.PatientName = work.pseudonym.name
    ds.PatientBirthDate = ""
    if not work.options.keep_patient:
        ds.PatientSex = ""
    ds.PatientIdentityRemoved = "YES"
    kept = "UNMODIFIED" if work.options.keep_dates else "MODIFIED"
    ds.LongitudinalTemporalInformationModified = kept


def drop_unreadable(ds: Dataset) -> None:
    """Take out what cannot be interpreted, and so not be cleaned either."""
    for tag in list(ds.keys()):
        try:
            element = ds[tag]
            items = list(element.value or ()) if element.VR == "SQ" else []
        except Exception:  # noqa: BLE001 - damaged elements raise anything when first looked at
            del ds[tag]
            continue
        for item in items:
            drop_unreadable(item)


def note_methods(ds: Dataset, options: Options, *, pixels: bool) -> None:
    """Write down by which rules the object was de-identified (PS3.3 C.7.1.1)."""
    names = ["basic", "dates" if options.keep_dates else "shifted"]
    names += ["pixels"] if pixels else []
    names += [n for n in ("patient", "device", "uids", "descriptions") if n in options.columns]
    items = []
    for value, meaning in (METHODS[n] for n in names):
        item = Dataset()
        item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, "DCM", meaning
        items.append(item)
    ds.DeidentificationMethodCodeSequence = Sequence(items)
    ds.DeidentificationMethod = "DICOM PS3.15 Annex E, by MedViewer"


def _clean_level(ds: Dataset, work: Cleaning) -> None:
    for tag in list(ds.keys()):
        if tag.group < 8 or tag.is_private or _is_graphic(tag) or not dictionary_has_tag(tag):
            del ds[tag]
            continue
        element = ds[tag]
        action = _action(element, work.options)
        if action == "X":
            del ds[tag]
            continue
        _DO[action](element, work)
        if element.VR == "SQ":
            for item in element.value or ():
                _clean_level(item, work)


def _is_graphic(tag: BaseTag) -> bool:
    """Curves (50xx) and overlays (60xx), whose groups mean nothing without their data."""
    return tag.group & 0xFF00 in (0x5000, 0x6000)


def _action(element: DataElement, options: Options) -> str:
    """What is done with an element: X, Z, D or U of the standard, or one of our own.

    K keep, S shift, C clean as a description, I leave out what holds words of the identity.
    """
    rule = table().get(int(element.tag), _UNLISTED)
    if rule.kept & options.columns:
        return "I" if element.VR in _TEXT else "K"
    if element.VR in _DATES and (rule is _UNLISTED or "dates" in rule.kept):
        return "K" if options.keep_dates or element.VR == "TM" else "S"
    if rule.cleaned & options.columns and element.VR in (*_TEXT, "SQ"):
        return "K" if element.VR == "SQ" else "C"
    if rule is _UNLISTED:
        return "Z" if element.VR == "PN" else "I" if element.VR in _TEXT else "K"
    return _choice(rule.basic, element)


def _choice(listed: str, element: DataElement) -> str:
    """One action of several: the one that leaves every kind of image object valid."""
    if listed == "X/Z/U*":
        return "U"
    last = listed.split("/")[-1]
    return "X" if element.VR == "SQ" and last in ("Z", "D") and "X" in listed else last


def _empty(element: DataElement, work: Cleaning) -> None:
    element.value = Sequence([]) if element.VR == "SQ" else None


def _dummy(element: DataElement, work: Cleaning) -> None:
    if element.VR == "SQ":
        element.value = Sequence([])
    elif element.VR == "PN":
        element.value = work.pseudonym.name
    elif element.VR == "UI":
        _new_uid(element, work)
    elif not element.is_empty:
        element.value = _DUMMIES.get(element.VR, "REMOVED")


def _new_uid(element: DataElement, work: Cleaning) -> None:
    if element.VR == "UI" and not element.is_empty:
        _each(element, work.pseudonyms.uid)


def _shift(element: DataElement, work: Cleaning) -> None:
    if not element.is_empty:
        _each(element, lambda text: shifted(text, work.pseudonym.days))


def _describe(element: DataElement, work: Cleaning) -> None:
    if not element.is_empty:
        _each(element, lambda text: described(text, work.identity))


def _leave_out_identity(element: DataElement, work: Cleaning) -> None:
    # Codes are chosen from lists, so that a term of the field tells nothing there.
    coded = element.VR == "CS"
    if not element.is_empty:
        _each(element, lambda text: "" if work.identity.is_in(text, coded=coded) else text)


def _keep(element: DataElement, work: Cleaning) -> None:
    pass


def _each(element: DataElement, change: Callable[[str], str]) -> None:
    found = element.value
    if element.VM > 1:
        element.value = [change(str(v)) for v in found]
    else:
        element.value = change(str(found))


_DO: dict[str, Callable[[DataElement, Cleaning], None]] = {
    "Z": _empty,
    "D": _dummy,
    "U": _new_uid,
    "S": _shift,
    "C": _describe,
    "I": _leave_out_identity,
    "K": _keep,
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of Table E.1-1: the action of the Basic Profile, and the options that change it.

    ``kept`` and ``cleaned`` name columns, as ``Options.columns`` does. An option that cleans
    something else than a description is not offered: such an element follows the Basic Profile.
    """

    basic: str
    kept: frozenset[str] = frozenset()
    cleaned: frozenset[str] = frozenset()


_UNLISTED = TableRow("")
_COLUMNS = ("uids", "device", "patient", "dates", "descriptions")


@functools.cache
def table() -> dict[int, TableRow]:
    """Table E.1-1 by tag."""
    found: dict[int, TableRow] = {}
    path = resource_path("deidentification", "basic_profile.csv")
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or "x" in line[:8]:  # repeating groups are left out whole
            continue
        tag, basic, *marks = line.split(",", 2 + len(_COLUMNS))[:-1]
        named = {k: [c for c, m in zip(_COLUMNS, marks, strict=True) if m == k] for k in "KC"}
        cleaned = frozenset(named["C"]) & {"descriptions"}
        found[int(tag, 16)] = TableRow(basic, frozenset(named["K"]), cleaned)
    for keyword in ("PatientName", "PatientID", "SOPInstanceUID"):
        assert tag_for_keyword(keyword) in found
    return found

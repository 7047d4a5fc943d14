"""Words that give a patient away, and words that surely do not."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydicom.dataset import Dataset

_SHORTEST = 3  # letters; ideographs say as much with one or two
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_IDENTIFIERS = frozenset(
    {
        "PatientID",
        "OtherPatientIDs",
        "AccessionNumber",
        "PatientBirthDate",
        "PatientAddress",
        "PatientTelephoneNumbers",
        "PatientMotherBirthName",
        "InstitutionName",
        "InstitutionAddress",
        "IssuerOfPatientID",
        "AdmissionID",
        "MedicalRecordLocator",
    }
)
_DATED = ("StudyDate", "SeriesDate", "AcquisitionDate", "ContentDate", "InstanceCreationDate")
# Terms that every protocol uses and no coding scheme spells out.
_USUAL = (
    "t1 t2 t1w t2w pd flair stir dwi adc swi gre se tse fse epi dixon vibe mprage ax axial sag "
    "sagittal cor coronal tra transverse obl oblique ap pa lat lateral left right bilateral l r "
    "lt rt with without contrast pre post native plain fat sat sup delayed arterial venous portal "
    "phase scout localizer localiser survey topogram routine standard soft bone lung recon mpr "
    "mip thin thick slice mm ce wo w iv kv ma ct mr us mg cr dx xa nm pt mri pet 2d 3d 4d b50 "
    "b800 b1000 loc and of the in on for both screening follow up first second series study "
)


@dataclass(frozen=True)
class Identity:
    """What names the patient and others in one object.

    ``phrases`` are whole values as written, ``words`` their parts folded to small letters,
    ``dates`` the dates of the examination, which may be shifted but not stay.
    """

    phrases: frozenset[str]
    words: frozenset[str]
    dates: frozenset[str]

    def is_in(self, text: str, *, coded: bool = False) -> bool:
        """Whether a text holds a word or a phrase of the identity; of a code, no mere term."""
        folded = text.casefold()
        if (self.surely_telling if coded else self.words) & set(_words(folded)):
            return True
        return not coded and any(phrase.casefold() in folded for phrase in self.phrases)

    def without(self, values: frozenset[str]) -> "Identity":
        """The identity but for values that may stay: of a newborn, the date of birth as well."""
        return Identity(self.phrases - values, self.words - values, self.dates - values)

    @property
    def surely_telling(self) -> frozenset[str]:
        """The words without those that are also terms of the field: a Mr Head, a test patient."""
        return self.words - _terms()


def identity_of(ds: Dataset) -> Identity:
    """Everything in an object, sequences included, that says who it is about or who was there."""
    phrases: set[str] = set()
    dates: set[str] = set()
    for element in ds.iterall():
        if element.tag.is_private or element.is_empty:
            continue
        if element.keyword in _DATED:
            dates |= {v.replace(".", "").strip()[:8] for v in _values(element)}
        elif element.VR == "PN" or element.keyword in _IDENTIFIERS:
            phrases |= {v.strip() for v in _values(element)}
    phrases = {p for p in phrases if len(p) >= _SHORTEST or not p.isascii()}
    words = {w for p in phrases for w in _words(p.casefold()) if _telling(w)}
    return Identity(frozenset(phrases), frozenset(words), frozenset(d for d in dates if d))


def described(text: str, identity: Identity) -> str:
    """Those words of a description that are terms of the field, in their order.

    Kept are words of DICOM's own coded terms, usual words of protocols and numbers of up to
    three digits; names, dates and all else are left out, as is every word of the identity.
    """
    kept = []
    for word in re.findall(r"[^\s^_/,;]+", text):
        bare = _words(word.casefold())
        if bare and all(_is_term(w) and w not in identity.words for w in bare):
            kept.append(word)
    return " ".join(kept)


def _is_term(word: str) -> bool:
    if word.isdecimal():
        return len(word) <= _SHORTEST
    return word in _terms()


def _telling(word: str) -> bool:
    return not word.isascii() or len(word) >= _SHORTEST


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _values(element: object) -> Iterator[str]:
    found = getattr(element, "value", None)
    several = getattr(element, "VM", 1) > 1
    yield from (str(v) for v in found) if several and found is not None else [str(found)]


@functools.cache
def _terms() -> frozenset[str]:
    from pydicom.sr._concepts_dict import concepts

    words = set(_USUAL.split())
    for scheme in ("SCT", "DCM", "RADLEX"):
        for coded in concepts[scheme].values():
            for meaning, *_ in coded.values():
                # Written small: Crohn, Graves and Young are names before they are terms.
                words |= {w for w in _words(meaning) if w.islower() and w.isalpha()}
    return frozenset(words)

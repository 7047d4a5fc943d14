"""Who was scanned, when, and with what: the DICOM information model, flattened."""

import datetime as dt
from dataclasses import dataclass

DEMO_ID_PREFIX = "MEDVIEWER-DEMO-"
"""Patient IDs of the demo patients begin so, in their files; ``is_demo`` is read from it."""


@dataclass(frozen=True, slots=True)
class Patient:
    """A patient. ``identified`` is False for pictures, whose files name nobody.

    ``name`` keeps DICOM's component groups (``Yamada^Tarou=...``); ``display_name`` is for
    the eye.
    """

    patient_id: str
    name: str
    birth_date: dt.date | None = None
    sex: str | None = None
    identified: bool = True

    @property
    def display_name(self) -> str:
        groups = [" ".join(p for p in g.split("^") if p) for g in self.name.split("=")]
        return " / ".join(g for g in groups if g) or self.patient_id


@dataclass(frozen=True, slots=True)
class Study:
    uid: str
    date: dt.datetime | None = None
    description: str = ""
    accession: str = ""
    institution: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """``modality`` is the DICOM code (``US``, ``CT``), None for pictures."""

    uid: str
    number: int | None = None
    description: str = ""
    modality: str | None = None


@dataclass(frozen=True, slots=True)
class StudyContext:
    """Everything around the pixels that travels with them."""

    patient: Patient
    study: Study
    series: Series
    sop_class_uid: str | None = None
    sop_instance_uids: tuple[str, ...] = ()
    is_demo: bool = False

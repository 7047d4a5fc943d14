"""The last look at a de-identified file: does anything of the patient remain in its bytes?"""

import re
from pathlib import Path

import pydicom
from pydicom import charset

from medviewer.domain.errors import KnownError
from medviewer.exchange.deidentify_words import Identity

_LONG = 6  # bytes: such a string is in pixels by accident once in 10**14
_SHORT = 4
_ENCODINGS = ("utf-8", "iso8859", "utf-16-le")


def check_clean(
    path: Path, name: str, identity: Identity, encodings: tuple[str, ...], kept: set[str]
) -> None:
    """Re-read a written file and search all of its bytes for what named the patient.

    Whole values are looked for in the whole file, their single words in all but the pixels
    (where a few bytes of any kind occur), in the original's encoding and in today's.

    Args:
        path: the file as written.
        name: of the original, for the message.
        identity: of the original.
        encodings: Python names of the original's encodings.
        kept: values that may stay, as the options say (UIDs, times of day), and shifted dates
            that happen to equal an original one.

    Raises:
        KnownError: something was found; the text says what kind of thing, not what.
    """
    data = path.read_bytes()
    with path.open("rb") as stream:
        pydicom.dcmread(stream, stop_before_pixels=True)
        end = stream.tell()
    header = data[:end]
    for value in kept:
        header = header.replace(value.encode("latin-1", "ignore"), b"")
    everything = header + data[end:]
    kinds = (
        ("a name or number of the patient", identity.phrases),
        ("a date of the examination", identity.dates - kept),
    )
    for kind, values in kinds:
        for value in values:
            for code in _encoded(value, encodings):
                place = everything if len(code) >= _LONG else header
                if len(code) >= _SHORT and _has(place, code):
                    raise KnownError(_told(name, kind))
    folded = header.lower()
    for word in identity.surely_telling:
        for code in _encoded(word, encodings):
            if len(code) >= _SHORT and _has(folded, code.lower()):
                raise KnownError(_told(name, "a part of a name or number of the patient"))


def original_encodings(ds: pydicom.Dataset) -> tuple[str, ...]:
    """Python names of the character sets that an object was written in."""
    named = ds.get("SpecificCharacterSet") or "ISO_IR 6"
    try:
        return tuple(charset.convert_encodings(named))
    except (LookupError, ValueError, TypeError):
        return ()


def _encoded(value: str, encodings: tuple[str, ...]) -> set[bytes]:
    if value.isdecimal() and len(value) < _LONG:
        return set()  # a number like any other; free text was searched for it when cleaned
    found = set()
    for name in {*encodings, *_ENCODINGS}:
        try:
            found.add(value.encode(name))
        except (LookupError, UnicodeError):
            continue
    return found


def _has(data: bytes, code: bytes) -> bool:
    """Whether the code stands there by itself, not within a longer word or number."""
    if code not in data:
        return False
    if not code.isalnum():
        return True
    return re.search(rb"(?<![0-9A-Za-z])" + re.escape(code) + rb"(?![0-9A-Za-z])", data) is not None


def _told(name: str, what: str) -> str:
    return f"{name} was not exported: after cleaning, its copy still held {what}."

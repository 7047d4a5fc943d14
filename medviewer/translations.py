"""The catalogues of sentences in other languages, read as they lie in ``resources/translations``.

They are Qt's own format (.ts); nothing here needs Qt.
"""

import re
from collections.abc import Mapping
from functools import cache
from xml.etree import ElementTree

from medviewer.domain.errors import KnownError
from medviewer.resources import resource_path

LANGUAGES: dict[str, str] = {"en": "English", "el": "Ελληνικά", "th": "ไทย"}
"""Code (ISO 639-1) to the language's own name. The program's sources are English."""

WINDOW, REPORT = "MedViewer", "Report"
"""Contexts of our own sentences; the other contexts of a catalogue are Qt's own."""

_THAI_START = re.compile(
    "(?<=[ก-ฮะ-ู็-์])(?=[เแโใไ]|การ|ความ|ที่|และ|ของ|ผู้|ภาพ|หรือ|จาก|ด้วย|ถึง|คำ|ข้อมูล|บัญชี|ซ่อน|อยู่"
    "|กลาง|ยาว|ตั้ง|ศูนย์|ผ่าน|ขนาด)"
    "(?<![เแโใไ])"
)


@cache
def read_messages(code: str) -> Mapping[tuple[str, str], str]:
    """``(context, source) -> translation`` of a language.

    Raises:
        KnownError: there is no such catalogue, or its file cannot be read.
    """
    path = resource_path("translations", f"{code}.ts")
    try:
        root = ElementTree.fromstring(path.read_bytes())  # noqa: S314 - our own file
    except (OSError, ElementTree.ParseError) as error:
        raise KnownError(f"The translation {path} cannot be read; English is used.") from error
    messages = {}
    for context in root.iter("context"):
        for message in context.iter("message"):
            if translation := message.findtext("translation", ""):
                where = context.findtext("name", "")
                messages[where, message.findtext("source", "")] = translation
    return messages


def with_breaks(words: str) -> str:
    """Thai is written without spaces: say where a line may end, by spaces of no width.

    A leading vowel always begins a syllable, and so do the words that are met most; without a
    dictionary no other place is known.
    """
    return _THAI_START.sub("\u200b", words)

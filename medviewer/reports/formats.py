"""The formats that a report is written in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medviewer.reports.document import ReportDocument

SUFFIXES = {".pdf": "pdf", ".html": "html", ".htm": "html", ".json": "json"}
FORMATS = tuple(dict.fromkeys(SUFFIXES.values()))


def language_of(kind: str, wanted: str) -> str:
    """The language of a report in a format: JSON is for programs and always English."""
    return "en" if kind == "json" else wanted


def write_report(document: ReportDocument, kind: str, path: Path) -> None:
    """Write the report in one of ``FORMATS``, whatever the file is called.

    Raises:
        KnownError: the file cannot be written; an older file of that name is untouched.
    """
    if kind == "pdf":
        from medviewer.reports.pdf import write_pdf as write
    elif kind == "html":
        from medviewer.reports.html import write_html as write
    else:
        from medviewer.reports.json import write_json as write
    write(document, path)

"""DICOM objects without pixels as text and files: structured reports, encapsulated documents."""

from pathlib import Path

import pydicom
from pydicom.dataset import Dataset

from medviewer.domain.errors import ReadError
from medviewer.imaging.dicom import elements
from medviewer.imaging.dicom.file import open_dicom

_DEEPEST = 32
_LONGEST = 5000
_INDENT = "    "
_TEXTS = {
    "TEXT": "TextValue",
    "DATE": "Date",
    "TIME": "Time",
    "DATETIME": "DateTime",
    "PNAME": "PersonName",
    "UIDREF": "UID",
}


def read_report_text(path: Path) -> list[str]:
    """A structured report as lines to read, indented by level (PS3.3 A.35, C.17.3).

    At most 5,000 lines; the last says where more follow.

    Raises:
        ReadError: the file is no structured report.
    """
    ds = open_dicom(path).header
    if "ContentSequence" not in ds or "ValueType" not in ds:
        raise ReadError(f"{path.name} is no structured report.")
    lines: list[str] = []
    _add(ds, 0, lines)
    flags = [elements.text(ds, k) for k in ("CompletionFlag", "VerificationFlag")]
    lines[1:1] = [f"{_INDENT}({', '.join(f.lower() for f in flags if f)})"] if any(flags) else []
    return lines


def _add(item: Dataset, level: int, lines: list[str]) -> None:
    if len(lines) >= _LONGEST:
        if lines[-1] != "...":
            lines.append("...")
        return
    name, said = _meaning(item, "ConceptNameCodeSequence"), _value(item)
    if name or said:
        lines.append(_INDENT * level + ": ".join(part for part in (name, said) if part))
    if level < _DEEPEST:
        for child in elements.items(item, "ContentSequence"):
            _add(child, level + 1, lines)


def _value(item: Dataset) -> str:
    """What a content item says, without its name."""
    kind = elements.text(item, "ValueType")
    if kind in _TEXTS:
        return elements.text(item, _TEXTS[kind])
    if kind == "CODE":
        return _meaning(item, "ConceptCodeSequence")
    if kind == "NUM":
        measured = elements.items(item, "MeasuredValueSequence")
        if not measured:
            return _meaning(item, "NumericValueQualifierCodeSequence") or "no value"
        unit = elements.items(measured[0], "MeasurementUnitsCodeSequence")
        code = elements.text(unit[0], "CodeValue") if unit else ""
        number = elements.text(measured[0], "NumericValue")
        return number if code in ("", "1") else f"{number} {code}"
    if kind in ("IMAGE", "COMPOSITE", "WAVEFORM"):
        refers = elements.items(item, "ReferencedSOPSequence")
        frame = elements.text(refers[0], "ReferencedFrameNumber") if refers else ""
        return f"see {kind.lower()}" + (f", frame {frame}" if frame else "")
    if kind in ("SCOORD", "SCOORD3D", "TCOORD"):
        return f"marked ({elements.text(item, 'GraphicType').lower() or 'in time'})"
    if elements.text(item, "ReferencedContentItemIdentifier"):
        return "see above"
    return ""


def _meaning(item: Dataset, sequence: str) -> str:
    code = elements.items(item, sequence)
    return elements.text(code[0], "CodeMeaning") if code else ""


def encapsulated_document(path: Path) -> tuple[str, bytes]:
    """The document inside an encapsulated object (PS3.3 A.45): its MIME type and its bytes.

    Raises:
        ReadError: the file holds no document, or not all of it.
    """
    ds = pydicom.dcmread(path, force=True)
    content = elements.value(ds, "EncapsulatedDocument")
    if not isinstance(content, bytes) or not content:
        raise ReadError(f"{path.name} holds no encapsulated document.")
    length = elements.integer(ds, "EncapsulatedDocumentLength")
    kind = elements.text(ds, "MIMETypeOfEncapsulatedDocument") or "application/octet-stream"
    if kind == "application/pdf":
        end = content.rfind(b"%%EOF")
        if not content.startswith(b"%PDF") or end < 0:
            raise ReadError(f"The PDF in {path.name} is damaged or cut off; export it again.")
    if length is not None and 0 < length <= len(content):
        content = content[:length]
    elif kind == "application/pdf":
        content = content.rstrip(b"\0")
    return kind, content

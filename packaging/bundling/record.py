"""The record of a bundle's files, by which the program sees whether it is whole."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from medviewer.app.bundle import RECORD


def write_record(folder: Path) -> int:
    """Write the record of every file under ``folder`` into it; returns how many there are."""
    lines = []
    for file in sorted(_files(folder)):
        place = file.relative_to(folder).as_posix()
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        lines.append(f"{file.stat().st_size} {digest} {place}\n")
    _place_for_data(folder).write_text("".join(lines), encoding="utf-8")
    return len(lines)


def _files(folder: Path) -> Iterator[Path]:
    """Every file but the record, in linked folders too: on macOS data lies in such."""
    for place, _, names in os.walk(folder, followlinks=True):
        for file in (Path(place, name) for name in names):
            if file.is_file() and file != folder / RECORD:
                yield file


def _place_for_data(folder: Path) -> Path:
    """Where the record is written.

    In an application of macOS only code may lie among the frameworks, or it cannot be signed:
    what is no code lies among the resources, and is linked to.
    """
    record = folder / RECORD
    resources = folder.parent / "Resources"
    if folder.name != "Frameworks":
        return record
    record.unlink(missing_ok=True)
    record.symlink_to(Path("..", resources.name, RECORD))
    return resources / RECORD

"""The record of a bundle's files, by which the program sees whether it is whole."""

import hashlib
from pathlib import Path

from medviewer.app.bundle import RECORD


def write_record(folder: Path) -> int:
    """Write the record of every file under ``folder`` into it; returns how many there are."""
    lines = []
    for file in sorted(folder.rglob("*")):
        place = file.relative_to(folder).as_posix()
        if place == RECORD or not file.is_file():
            continue
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        lines.append(f"{file.stat().st_size} {digest} {place}\n")
    (folder / RECORD).write_text("".join(lines), encoding="utf-8")
    return len(lines)

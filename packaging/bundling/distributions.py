"""The Python distributions that a bundle's files come from, and their metadata."""

from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

TocEntry = tuple[str, str, str]
"""Place in the bundle, source file, kind: how PyInstaller names a file."""

OWN = "medviewer"

# Notes of the installer of the machine that builds; nobody reads them at run time.
_LEFT_OUT = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "WHEEL")


def sources_of(files: Iterable[Path]) -> list[metadata.Distribution]:
    """The distributions that installed these files, by name; our own left out."""
    owners: dict[Path, metadata.Distribution] = {}
    for distribution in metadata.distributions():
        for file in distribution.files or ():
            owners[Path(str(distribution.locate_file(file))).resolve()] = distribution
    found = {}
    for file in files:
        owner = owners.get(file.resolve())
        if owner is not None and owner.name != OWN:
            found[owner.name.lower()] = owner
    return [found[name] for name in sorted(found)]


def metadata_of(entries: Iterable[TocEntry]) -> list[TocEntry]:
    """The metadata files, licences among them, of every distribution that gave a file."""
    files = [Path(source) for _, source, _ in entries if source]
    return [entry for found in sources_of(files) for entry in _metadata_files(found)]


def _metadata_files(distribution: metadata.Distribution) -> Iterator[TocEntry]:
    for file in distribution.files or ():
        if file.parts[0].endswith(".dist-info") and file.name not in _LEFT_OUT:
            yield file.as_posix(), str(distribution.locate_file(file)), "DATA"

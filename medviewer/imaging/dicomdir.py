"""DICOMDIR: the list of the files of a medium (PS3.3 F, PS3.10 8)."""

from dataclasses import dataclass
from pathlib import Path

from medviewer.domain.errors import ReadError


@dataclass(frozen=True, slots=True)
class ListedFiles:
    """The files that a DICOMDIR lists and that are there, in its order.

    ``problem``: one plain sentence about those that are not there, else "".
    """

    present: tuple[Path, ...]
    problem: str = ""


def listed_files(index: Path) -> ListedFiles:
    """The files a DICOMDIR lists, found beside it whatever the case of their names.

    Names written in capitals are small letters on many disks, and some media carry a version
    (``IM1;1``). A name that leads out of the medium counts as missing.

    Raises:
        ReadError: the list itself cannot be read.
    """
    import pydicom

    from medviewer.imaging.dicom import elements

    try:
        ds = pydicom.dcmread(index, force=True)
        records = elements.items(ds, "DirectoryRecordSequence")
        named = [_components(record) for record in records]
    except Exception as error:
        raise ReadError(
            f"{index.name} is damaged and its list cannot be read; open the folder it lies in."
        ) from error
    names = list(dict.fromkeys(n for n in named if n))
    folders: dict[Path, dict[str, Path]] = {}
    found = {name: _find(index.parent, name, folders) for name in names}
    present = tuple(path for path in found.values() if path is not None)
    missing = ["/".join(name) for name, path in found.items() if path is None]
    return ListedFiles(present, _problem(index, len(present), missing))


def _components(record: object) -> tuple[str, ...]:
    from pydicom.dataset import Dataset

    from medviewer.imaging.dicom import elements

    assert isinstance(record, Dataset)
    found = elements.value(record, "ReferencedFileID")
    if found is None:
        return ()
    parts = [found] if isinstance(found, str) else list(found)
    return tuple(p for part in parts for p in str(part).replace("\\", "/").split("/") if p)


def _find(folder: Path, name: tuple[str, ...], folders: dict[Path, dict[str, Path]]) -> Path | None:
    if ".." in name:
        return None
    place = folder
    for part in name:
        exact = place / part
        if exact.exists():
            place = exact
            continue
        if place not in folders:
            try:
                folders[place] = {_folded(p.name): p for p in place.iterdir()}
            except OSError:
                folders[place] = {}
        beside = folders[place].get(_folded(part))
        if beside is None:
            return None
        place = beside
    return place if place.is_file() else None


def _folded(name: str) -> str:
    return name.casefold().split(";")[0].rstrip(".")


def _problem(index: Path, present: int, missing: list[str]) -> str:
    if not missing:
        return "" if present else f"{index.name} lists no files; open the folder it lies in."
    count = "a file that is" if len(missing) == 1 else f"{len(missing)} files that are"
    first = "" if len(missing) == 1 else "the first is "
    rest = "copy the medium again" if present else "open the folder it lies in"
    return f"{index.name} lists {count} not there ({first}{missing[0]}); {rest}."

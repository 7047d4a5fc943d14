"""What lies in files and folders, found without decoding a pixel."""

import os
import re
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from medviewer.domain.errors import KnownError
from medviewer.domain.image import VolumeKind
from medviewer.domain.patient import StudyContext
from medviewer.imaging.reader import FileContent, FileHeader
from medviewer.imaging.reference import masked_picture, reference_masks
from medviewer.imaging.registry import ReaderRegistry, default_registry

__all__ = ["IndexProblem", "IndexedSeries", "reference_masks", "scan_paths"]

_PARALLEL = 0.01  # difference of direction cosines, about half a degree


@dataclass(frozen=True, slots=True)
class IndexedSeries:
    """One case: files that are read together. ``frames`` counts slices of a stack too."""

    files: tuple[Path, ...]
    context: StudyContext
    rows: int
    columns: int
    frames: int
    kind: VolumeKind


@dataclass(frozen=True, slots=True)
class IndexProblem:
    """A file or folder that gives no case, and one plain sentence why."""

    path: Path
    reason: str


def scan_paths(
    paths: Sequence[Path],
) -> Generator[IndexedSeries | IndexProblem, None, None]:
    """The cases in files and folders, in natural order (img2 before img10).

    Folders are walked with everything below them. Hidden files, reference masks and files
    that are no scans are passed over silently in folders; a file named directly always gets
    an answer, unless it is the reference mask of a picture beside it. Pictures and cines come
    at once, volumes of single slices at the end, as their files may lie in several folders.
    Objects without pixels are a problem only where named directly.
    """
    slices: dict[str, list[FileHeader]] = {}
    for path in paths:
        named = not path.is_dir()
        empty = not named
        for found in walk([path]):
            empty = False
            if isinstance(found, IndexProblem):
                yield found
            elif found.content is not FileContent.IMAGE:
                if named:
                    yield IndexProblem(found.path, _no_picture(found))
            elif found.volume_key is None:
                yield _series([found])
            else:
                slices.setdefault(found.volume_key, []).append(found)
        if empty:
            yield no_scans(path)
    for headers in slices.values():
        for volume in split_volumes(headers):
            yield _series(volume)


def walk(
    paths: Iterable[Path],
    registry: ReaderRegistry | None = None,
    masks: bool = False,
) -> Generator[FileHeader | IndexProblem, None, None]:
    """The header of every scan file in files and folders, one by one.

    Args:
        paths: files and folders.
        registry: the formats to look for; every installed one by default.
        masks: also give reference masks, which are no cases.
    """
    registry = registry or default_registry()
    for path in paths:
        if path.is_dir():
            yield from _walk_folder(path, registry, masks, frozenset())
        elif masks or masked_picture(path) is None:
            yield _describe(path, registry)


def _walk_folder(
    folder: Path, registry: ReaderRegistry, masks: bool, above: frozenset[tuple[int, int]]
) -> Generator[FileHeader | IndexProblem, None, None]:
    try:
        place = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda e: natural_key(e.name))
    except PermissionError:
        reason = f"The folder {folder.name} may not be read; ask for rights to it."
        yield IndexProblem(folder, reason)
        return
    except OSError as error:
        reason = f"The folder {folder.name} cannot be opened ({error.strerror}); check the drive."
        yield IndexProblem(folder, reason)
        return
    here = above | {(place.st_dev, place.st_ino)}
    if here == above:
        return  # a link that leads back up
    folders = []
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith("."):
            continue
        if path.is_dir():
            folders.append(path)
        elif not path.is_file() or not _is_scan(path, registry):
            continue
        elif masks or masked_picture(path) is None:
            yield _describe(path, registry)
    for below in folders:
        yield from _walk_folder(below, registry, masks, here)


def no_scans(folder: Path) -> IndexProblem:
    """What is said of a folder in which nothing was found."""
    return IndexProblem(folder, f"The folder {folder.name} holds no scans that can be read here.")


def _is_scan(path: Path, registry: ReaderRegistry) -> bool:
    # A file that is called a scan but holds none gets its problem told.
    return registry.has_scan_suffix(path) or registry.can_read(path)


def _describe(path: Path, registry: ReaderRegistry) -> FileHeader | IndexProblem:
    try:
        return registry.describe(path)
    except KnownError as error:
        return IndexProblem(path, str(error))


def _no_picture(header: FileHeader) -> str:
    if header.content is FileContent.INDEX:
        return f"{header.path.name} is a {header.title}; open the folder it lies in."
    return f"{header.path.name} holds no picture: it is a {header.title}."


def _series(headers: list[FileHeader]) -> IndexedSeries:
    ordered = sorted(headers, key=slice_order)
    first = ordered[0]
    alone = len(ordered) == 1
    count = len({h.context.sop_instance_uids for h in ordered})
    return IndexedSeries(
        files=tuple(h.path for h in ordered),
        context=first.context,
        rows=first.rows,
        columns=first.columns,
        frames=first.frames if alone else count,
        kind=first.kind if alone else VolumeKind.STACK,
    )


def split_volumes(headers: Sequence[FileHeader]) -> list[list[FileHeader]]:
    """Slices of one key as the volumes they make, each in order of place.

    Slices of different orientation lie in different volumes. Where every place is there
    equally often (echoes, points in time), the n-th slice of each place, by instance number,
    belongs to the n-th volume. Copies of one object stay beside it.
    """
    parallel: list[list[FileHeader]] = []
    for header in sorted(headers, key=slice_order):
        for group in parallel:
            if is_parallel(group[0], header):
                group.append(header)
                break
        else:
            parallel.append([header])
    return [volume for group in parallel for volume in _split_repeats(group)]


def is_parallel(one: FileHeader, other: FileHeader) -> bool:
    """Whether two slices lie in one direction, to within about half a degree."""
    pairs = zip(one.orientation or (), other.orientation or (), strict=True)
    return all(abs(a - b) < _PARALLEL for a, b in pairs)


def _split_repeats(ordered: list[FileHeader]) -> list[list[FileHeader]]:
    originals: dict[tuple[str, ...], FileHeader] = {}
    copies = []
    for header in ordered:
        if originals.setdefault(header.context.sop_instance_uids, header) is not header:
            copies.append(header)
    at: dict[float, list[FileHeader]] = {}
    for header in originals.values():
        at.setdefault(round(header.position_mm or 0.0, 2), []).append(header)
    if len(at) < 2 or len({len(same) for same in at.values()}) != 1:
        return [ordered]
    volumes = [list(volume) for volume in zip(*at.values(), strict=True)]
    for copy in copies:
        uids = copy.context.sop_instance_uids
        home = next(v for v in volumes if any(h.context.sop_instance_uids == uids for h in v))
        home.append(copy)
    return volumes


def slice_order(header: FileHeader) -> tuple[float, int, list[tuple[int, int, str]]]:
    """Slices lie in order of position, then instance number, then name."""
    return (
        header.position_mm if header.position_mm is not None else 0.0,
        header.instance if header.instance is not None else 0,
        natural_key(header.path.name),
    )


def natural_key(name: str) -> list[tuple[int, int, str]]:
    """Sort key by which img2 comes before img10."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(1, int(p), "") if p.isdecimal() else (0, 0, p) for p in parts if p]

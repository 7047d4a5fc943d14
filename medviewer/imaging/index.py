"""What lies in files and folders, found without decoding a pixel."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from medviewer.domain.image import VolumeKind
from medviewer.domain.patient import StudyContext
from medviewer.imaging.archive import is_archive
from medviewer.imaging.header_cache import HeaderCache
from medviewer.imaging.naming import natural_key
from medviewer.imaging.reader import FileContent, FileHeader
from medviewer.imaging.reference import reference_masks
from medviewer.imaging.registry import default_registry
from medviewer.imaging.walk import (
    FolderEnd,
    IndexProblem,
    IndexProgress,
    Walker,
    no_scans,
    walk,
)

__all__ = [
    "IndexProblem",
    "IndexProgress",
    "IndexedSeries",
    "no_scans",
    "reference_masks",
    "scan_paths",
    "walk",
    "watch_paths",
]

_PARALLEL = 0.01  # difference of direction cosines, about half a degree


@dataclass(frozen=True, slots=True)
class IndexedSeries:
    """One case: files that are read together. ``frames`` counts slices of a stack too.

    ``key`` names the case within one index run: an item with the key of an earlier one is the
    same case with more files, and takes its place.
    """

    files: tuple[Path, ...]
    context: StudyContext
    rows: int
    columns: int
    frames: int
    kind: VolumeKind
    first_instance: str = ""

    @property
    def key(self) -> str:
        # A series of ultrasound may hold many pictures, so its UID alone is no key.
        uids = self.context.sop_instance_uids
        one = self.first_instance or (uids[0] if uids else str(self.files[0]))
        return f"{self.context.series.uid}/{one}"


def scan_paths(
    paths: Sequence[Path], cache: HeaderCache | None = None
) -> Generator[IndexedSeries | IndexProblem, None, None]:
    """The cases in files and folders, each once and whole, in natural order (img2 before img10).

    Folders and ZIP archives are walked with everything below them. Hidden files, reference
    masks and files that are no scans are passed over silently in folders; a file named
    directly always gets an answer, unless it is the reference mask of a picture beside it. A
    DICOMDIR named directly stands for the files it lists. Pictures and cines come at once,
    volumes of single slices at the end, as their files may lie in several folders. Objects
    without pixels are a problem only where named directly.

    Args:
        paths: files, folders and archives.
        cache: headers known from before; what is read is added to it.
    """
    for found in _scan(paths, cache, early=False):
        if not isinstance(found, IndexProgress):
            yield found


def watch_paths(
    paths: Sequence[Path], cache: HeaderCache | None = None
) -> Generator[IndexedSeries | IndexProblem | IndexProgress, None, None]:
    """``scan_paths`` for one who looks on: the first image at once, and a sign of life.

    A volume is told of as soon as its first slice is found, again when a folder with slices
    of it ends, and once more at the end if it has grown since: each time with the same ``key``
    and more files, so a case is never shown twice. Every few files an ``IndexProgress``
    comes.
    """
    yield from _scan(paths, cache, early=True)


@dataclass
class _Volume:
    """The slices of one volume key found so far, in the order they were found."""

    headers: list[FileHeader] = field(default_factory=list)
    told: IndexedSeries | None = None

    def main(self) -> IndexedSeries:
        """The volume that the first slice found belongs to; it keeps its key as it grows."""
        first = self.headers[0]
        return next(s for s in self.series() if first.path in s.files)

    def series(self) -> list[IndexedSeries]:
        place = {h.path: n for n, h in enumerate(self.headers)}
        volumes = split_volumes(self.headers)
        return [_series(v, min(v, key=lambda h: place[h.path])) for v in volumes]


def _scan(
    paths: Sequence[Path], cache: HeaderCache | None, *, early: bool
) -> Generator[IndexedSeries | IndexProblem | IndexProgress, None, None]:
    walker = Walker(default_registry(), cache=cache)
    volumes: dict[str, _Volume] = {}
    touched: dict[str, _Volume] = {}  # since the last folder ended
    for path in paths:
        named = not path.is_dir()
        for found in walker.scans(path):
            if isinstance(found, FolderEnd):
                if early:
                    yield from _grown(touched)
                touched.clear()
            elif isinstance(found, IndexProblem | IndexProgress):
                yield found
            elif found.content is not FileContent.IMAGE:
                if named and not is_archive(path):
                    document = found.content is FileContent.DOCUMENT
                    yield IndexProblem(found.path, _no_picture(found), document)
            elif found.volume_key is None:
                yield _series([found], found)
            else:
                volume = volumes.setdefault(found.volume_key, _Volume())
                volume.headers.append(found)
                touched[found.volume_key] = volume
                if early and volume.told is None:
                    volume.told = volume.main()
                    yield volume.told
    for volume in volumes.values():
        yield from (s for s in volume.series() if s != volume.told)


def _grown(volumes: dict[str, _Volume]) -> Generator[IndexedSeries, None, None]:
    # Doubling, so that a slice a folder does not tell of the same series a thousand times.
    for volume in volumes.values():
        if volume.told is not None and len(volume.headers) >= 2 * len(volume.told.files):
            grown = volume.main()
            if len(grown.files) > len(volume.told.files):
                volume.told = grown
                yield grown


def _no_picture(header: FileHeader) -> str:
    return f"{header.path.name} holds no picture: it is a {header.title}."


def _series(headers: list[FileHeader], found_first: FileHeader) -> IndexedSeries:
    ordered = sorted(headers, key=slice_order)
    first = ordered[0]
    alone = len(ordered) == 1
    count = len({h.context.sop_instance_uids for h in ordered})
    uids = found_first.context.sop_instance_uids
    return IndexedSeries(
        files=tuple(h.path for h in ordered),
        context=first.context,
        rows=first.rows,
        columns=first.columns,
        frames=first.frames if alone else count,
        kind=first.kind if alone else VolumeKind.STACK,
        first_instance=uids[0] if uids else str(found_first.path),
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

"""Files, folders and archives gone through one by one, their headers read."""

import os
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path

from medviewer.domain.errors import KnownError
from medviewer.imaging.archive import ArchiveMember, is_archive, unpack
from medviewer.imaging.header_cache import HeaderCache
from medviewer.imaging.naming import natural_key
from medviewer.imaging.reader import FileContent, FileHeader
from medviewer.imaging.reference import masked_picture
from medviewer.imaging.registry import ReaderRegistry, default_registry

_PROGRESS_STEP = 25  # files; a header takes 1 to 5 ms


@dataclass(frozen=True, slots=True)
class IndexProblem:
    """A file or folder that gives no case, and one plain sentence why.

    ``document``: the file is whole, but has no pixels; some can be read as text.
    """

    path: Path
    reason: str
    document: bool = False


@dataclass(frozen=True, slots=True)
class IndexProgress:
    """How many files were looked at so far, scans or not."""

    files_seen: int
    message: str


class FolderEnd:
    """The files that lie directly in one folder are through."""


_FOLDER_END = FolderEnd()
Found = FileHeader | IndexProblem | IndexProgress | FolderEnd


def walk(
    paths: Iterable[Path],
    registry: ReaderRegistry | None = None,
    masks: bool = False,
) -> Generator[FileHeader | IndexProblem, None, None]:
    """The header of every scan file in files, folders and archives, one by one.

    Args:
        paths: files and folders.
        registry: the formats to look for; every installed one by default.
        masks: also give reference masks, which are no cases.
    """
    walker = Walker(registry or default_registry(), masks=masks)
    for path in paths:
        for found in walker.files(path):
            if isinstance(found, FileHeader | IndexProblem):
                yield found


class Walker:
    """Goes through files, folders and archives and counts as it goes."""

    def __init__(
        self, registry: ReaderRegistry, masks: bool = False, cache: HeaderCache | None = None
    ) -> None:
        self._registry = registry
        self._masks = masks
        self._cache = cache
        self._seen = 0

    def scans(self, path: Path) -> Generator[Found, None, None]:
        """As ``files``; a DICOMDIR stands for what it lists, an empty folder is a problem."""
        empty = path.is_dir()
        for found in self.files(path):
            empty = empty and not isinstance(found, FileHeader | IndexProblem)
            header = found if isinstance(found, FileHeader) else None
            if header and header.content is FileContent.INDEX and header.path == path:
                yield from self._listed(path)
            else:
                yield found
        if empty:
            yield no_scans(path)

    def files(self, path: Path) -> Generator[Found, None, None]:
        """The header of every file at or below ``path``."""
        if path.is_dir():
            yield from self._folder(path, frozenset())
        elif is_archive(path):
            empty = True
            for found in self._archive(path):
                empty = empty and not isinstance(found, FileHeader | IndexProblem)
                yield found
            if empty:
                yield no_scans(path)
        elif self._masks or masked_picture(path) is None:
            yield from self._file(path)

    def _folder(
        self, folder: Path, above: frozenset[tuple[int, int]]
    ) -> Generator[Found, None, None]:
        try:
            place = folder.stat()
            entries = sorted(os.scandir(folder), key=lambda e: natural_key(e.name))
        except PermissionError:
            reason = f"The folder {folder.name} may not be read; ask for rights to it."
            yield IndexProblem(folder, reason)
            return
        except OSError as error:
            reason = (
                f"The folder {folder.name} cannot be opened ({error.strerror}); check the drive."
            )
            yield IndexProblem(folder, reason)
            return
        here = above | {(place.st_dev, place.st_ino)}
        if here == above:
            return  # a link that leads back up
        below = []
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = Path(entry.path)
            if _is_folder(entry) or (is_archive(path) and entry.is_file()):
                below.append(path)
            elif entry.is_file():
                yield from self._entry(path)
        yield _FOLDER_END
        if self._cache:
            self._cache.finish(folder)
        for path in below:
            yield from self._folder(path, here) if path.is_dir() else self._archive(path)

    def _entry(self, path: Path) -> Generator[Found, None, None]:
        """A file met in a folder: silently passed over where it is no scan."""
        known = self._cache.get(path) if self._cache else None
        if known is None and not self._is_scan(path):
            yield from self._count()
        elif self._masks or masked_picture(path) is None:
            yield from self._file(path, known)

    def _archive(self, path: Path) -> Generator[Found, None, None]:
        """The members of a ZIP archive, each unpacked just before it is looked at."""
        try:
            for member in unpack(path):
                if not isinstance(member, ArchiveMember):
                    yield _FOLDER_END
                elif member.problem:
                    yield IndexProblem(path, member.problem)
                else:
                    yield from self._member(member.path)
        except KnownError as error:
            yield IndexProblem(path, str(error))

    def _member(self, path: Path) -> Generator[Found, None, None]:
        # Its place is a new one each time: nothing to remember it by.
        if not self._is_scan(path):
            yield from self._count()
        elif self._masks or masked_picture(path) is None:
            yield from self._file(path, remember=False)

    def _listed(self, index: Path) -> Generator[Found, None, None]:
        """The files that a DICOMDIR lists, in its order."""
        from medviewer.imaging.dicomdir import listed_files

        try:
            listed = listed_files(index)
        except KnownError as error:
            yield IndexProblem(index, str(error))
            return
        if listed.problem:
            yield IndexProblem(index, listed.problem)
        for path in listed.present:
            yield from self._file(path)
        yield _FOLDER_END

    def _file(
        self, path: Path, known: FileHeader | None = None, *, remember: bool = True
    ) -> Generator[Found, None, None]:
        cache = self._cache if remember else None
        header = known or (cache.get(path) if cache else None)
        if header is None:
            try:
                header = self._registry.describe(path)
            except KnownError as error:
                yield IndexProblem(path, str(error))
                yield from self._count()
                return
            if cache:
                cache.put(header)
        yield header
        yield from self._count()

    def _count(self) -> Generator[IndexProgress, None, None]:
        self._seen += 1
        if self._seen % _PROGRESS_STEP == 0:
            yield IndexProgress(self._seen, f"{self._seen:,} files looked at")

    def _is_scan(self, path: Path) -> bool:
        # A file that is called a scan but holds none gets its problem told.
        return self._registry.has_scan_suffix(path) or self._registry.can_read(path)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads nowhere, a drive that went away
        return False


def no_scans(folder: Path) -> IndexProblem:
    """What is said of a folder in which nothing was found."""
    kind = "archive" if is_archive(folder) else "folder"
    reason = f"The {kind} {folder.name} holds no scans that can be read here."
    return IndexProblem(folder, reason)

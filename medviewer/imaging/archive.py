"""ZIP archives opened as folders: members unpacked to a private place, one by one.

The place is a folder of the system's own for temporary files, readable by its owner only, and
is removed when the program ends; what a killed program left is removed by the next one.
"""

import atexit
import contextlib
import lzma
import os
import re
import secrets
import shutil
import stat
import tempfile
import threading
import zipfile
import zlib
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from medviewer.domain.errors import ReadError
from medviewer.imaging.naming import natural_key

MAX_MEMBERS = 200_000
MAX_UNPACKED = 64 << 30
"""Bytes that an archive may unpack to: more than any study, less than a bomb."""

_BOMB_RATIO = 250  # masks of a CT shrink to 1/100; only made-up data shrink further as a whole
_BOMB_BYTES = 2 << 30
_SPARE = 1 << 30  # left free on the disk
_BLOCK = 1 << 20
_PREFIX = "medviewer-archive-"
_MASK = re.compile(r"_mask(_\d+)?\.\w+$", re.IGNORECASE)

_places: dict[tuple[str, int, int], Path] = {}
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class ArchiveMember:
    """One unpacked file, or one plain sentence why it (or several) was left out."""

    path: Path
    problem: str = ""


def is_archive(path: Path) -> bool:
    """Whether the name says that the file is a ZIP archive to be opened as a folder."""
    return path.suffix.lower() == ".zip"


def unpack(path: Path) -> Generator[ArchiveMember | None, None, None]:
    """The files of an archive, each unpacked just before it is given.

    In natural order, the files of a folder before the folders below it; None where a folder of
    the archive ends. Reference masks are unpacked before the scans beside them. Hidden files,
    links and members whose place lies outside the archive are left out. What was unpacked
    before is not unpacked again.

    Raises:
        ReadError: not a ZIP archive, damaged, protected with a password, a decompression bomb,
            or more than the disk can take.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members, outside = _members(archive)
            _check(path, archive, members)
            place = _place(path)
            if outside:
                yield ArchiveMember(
                    path,
                    f"{path.name}: {outside} of its files would lie outside the archive and "
                    "were left out.",
                )
            for folder in _folders(members):
                yield from _unpack_folder(path, archive, place, folder)
                yield None
    except zipfile.BadZipFile as error:
        raise ReadError(
            f"{path.name} is not a ZIP archive or is damaged; copy or export it again."
        ) from error
    except OSError as error:
        raise ReadError(
            f"{path.name} cannot be unpacked ({error.strerror or 'disk error'}); check the drive."
        ) from error


def source_name(path: Path) -> str:
    """The path as a person would give it: of an unpacked member ``archive.zip!folder/member``."""
    with _lock:
        for (archive, _, _), place in _places.items():
            if path.is_relative_to(place):
                return f"{archive}!{path.relative_to(place).as_posix()}"
    return str(path)


def close_archives() -> None:
    """Remove everything that was unpacked. Called by itself as the program ends."""
    with _lock:
        for place in _places.values():
            shutil.rmtree(place, ignore_errors=True)
        _places.clear()


atexit.register(close_archives)

_Member = tuple[PurePosixPath, zipfile.ZipInfo]


def _members(archive: zipfile.ZipFile) -> tuple[list[_Member], int]:
    """The files worth unpacking under safe and different names; how many lie outside."""
    members: list[_Member] = []
    taken: set[str] = set()
    outside = 0
    for info in archive.infolist():
        name = info.filename.replace("\\", "/")
        parts = [p for p in name.split("/") if p not in ("", ".")]
        if info.is_dir() or not parts or stat.S_ISLNK(info.external_attr >> 16):
            continue
        if name.startswith("/") or ".." in parts or any(":" in p for p in parts):
            outside += 1
            continue
        if any(p.startswith(".") or p == "__MACOSX" for p in parts):
            continue
        place = PurePosixPath(*(re.sub(r'[\x00-\x1f<>"|?*]', "_", p) for p in parts))
        number = 1
        while str(place).casefold() in taken:  # a disk may not tell capitals from small letters
            number += 1
            place = place.with_name(f"{PurePosixPath(parts[-1]).stem}-{number}{place.suffix}")
        taken.add(str(place).casefold())
        members.append((place, info))
    return members, outside


def _check(path: Path, archive: zipfile.ZipFile, members: list[_Member]) -> None:
    """Refuse what must not be unpacked, by what the archive itself says, before it is."""
    if any(info.flag_bits & 1 for _, info in members):
        raise ReadError(
            f"{path.name} is protected with a password; unpack it with its password and open "
            "the folder."
        )
    total = sum(info.file_size for _, info in members)
    packed = max(sum(info.compress_size for _, info in members), 1)
    # Members may lie over one another; the file as a whole cannot be denied.
    packed = min(packed, path.stat().st_size)
    bomb = total > _BOMB_BYTES and total / max(packed, 1) > _BOMB_RATIO
    if len(members) > MAX_MEMBERS or total > MAX_UNPACKED or bomb:
        raise ReadError(
            f"{path.name} would unpack to {total / 1e9:,.0f} GB in {len(members):,} files, which "
            "no study is; it is not opened. Unpack it by hand if you trust it."
        )
    free = shutil.disk_usage(tempfile.gettempdir()).free
    if total + _SPARE > free:
        raise ReadError(
            f"{path.name} unpacks to {total / 1e9:,.1f} GB and the disk for temporary files has "
            f"{free / 1e9:,.1f} GB free; free some space, or unpack it elsewhere and open the "
            "folder."
        )


def _folders(members: Iterable[_Member]) -> list[list[_Member]]:
    """Members by folder, in natural order; each folder before those below it."""
    by_folder: dict[PurePosixPath, list[_Member]] = {}
    for member in members:
        by_folder.setdefault(member[0].parent, []).append(member)
    ordered = sorted(by_folder, key=lambda f: [natural_key(p) for p in f.parts])
    return [sorted(by_folder[f], key=lambda m: natural_key(m[0].name)) for f in ordered]


def _unpack_folder(
    path: Path, archive: zipfile.ZipFile, place: Path, members: list[_Member]
) -> Generator[ArchiveMember, None, None]:
    masks = [m for m in members if _MASK.search(m[0].name)]
    done = {member[0]: _extract(path, archive, place, member) for member in masks}
    for member in members:
        yield done.get(member[0]) or _extract(path, archive, place, member)


def _extract(path: Path, archive: zipfile.ZipFile, place: Path, member: _Member) -> ArchiveMember:
    name, info = member
    target = place.joinpath(*name.parts)
    if target.is_file() and target.stat().st_size == info.file_size:
        return ArchiveMember(target)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        # ZipExtFile gives no byte more than the size that was checked, and tests the CRC.
        with archive.open(info) as packed, part.open("xb") as stream:
            shutil.copyfileobj(packed, stream, _BLOCK)
        part.replace(target)
    except NotImplementedError:
        why = "is packed in a way not known here; unpack the archive and open the folder."
        return ArchiveMember(target, f"{name.name} in {path.name} {why}")
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError):
        why = "is damaged; copy or export the archive again."
        return ArchiveMember(target, f"{name.name} in {path.name} {why}")
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return ArchiveMember(target)


def _place(path: Path) -> Path:
    """The private folder of an archive; another one once the archive has changed."""
    found = path.stat()
    key = (str(path.absolute()), found.st_mtime_ns, found.st_size)
    with _lock:
        if key not in _places or not _places[key].is_dir():
            if not _places:
                _sweep()
            _places[key] = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
        return _places[key]


def _sweep() -> None:
    """Remove what programs that were killed have left."""
    if os.name == "nt":  # no way to ask for a process by number without ending it
        return
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        number = left.name.removeprefix(_PREFIX).split("-")[0]
        with contextlib.suppress(OSError):
            if not number.isdecimal() or left.stat().st_uid != os.getuid():
                continue
            try:
                os.kill(int(number), 0)
            except ProcessLookupError:
                shutil.rmtree(left, ignore_errors=True)

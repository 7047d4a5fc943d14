"""Headers remembered between starts, a file's for as long as it does not change.

The cache itself writes nothing: it hands out one block of bytes a folder, to be kept where
patients' names may be kept (the encrypted store), and takes them back at the next start.
"""

import dataclasses
import datetime as dt
import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from medviewer import __version__
from medviewer.domain.image import VolumeKind
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.imaging.reader import FileContent, FileHeader

_Stamp = tuple[int, int]  # time of last change in ns, size
_Known = dict[str, tuple[_Stamp, FileHeader]]
_FIELDS = tuple(f.name for f in dataclasses.fields(FileHeader) if f.name not in ("path", "context"))
_MAX_BLOCK = 1 << 30


class HeaderCache:
    """Headers by folder and file name. Used by one thread at a time.

    Args:
        blocks: folder -> what ``changed`` gave for it at some earlier time.
    """

    def __init__(self, blocks: Mapping[str, bytes] | None = None) -> None:
        self._blocks = dict(blocks or {})
        self._folders: dict[str, _Known] = {}
        self._seen: dict[str, set[str]] = {}
        self._dirty: set[str] = set()
        self.hits = 0

    def get(self, path: Path) -> FileHeader | None:
        """The header of a file that is as it was when it was put here, else None."""
        folder = str(path.parent)
        known = self._folder(folder).get(path.name)
        if known is None:
            return None
        if known[0] != _stamp(path):
            return None
        self._seen.setdefault(folder, set()).add(path.name)
        self.hits += 1
        return known[1]

    def put(self, header: FileHeader) -> None:
        """Remember a header that was just read."""
        folder, name = str(header.path.parent), header.path.name
        stamp = _stamp(header.path)
        if stamp is None:
            return
        self._folder(folder)[name] = (stamp, header)
        self._seen.setdefault(folder, set()).add(name)
        self._dirty.add(folder)

    def finish(self, folder: Path) -> None:
        """Every file of the folder has been asked for: forget those that are gone."""
        name = str(folder)
        known = self._folder(name)
        gone = known.keys() - self._seen.get(name, set())
        for file in gone:
            del known[file]
        if gone:
            self._dirty.add(name)

    def changed(self) -> dict[str, bytes | None]:
        """What is to be kept: folder -> its block, None for a folder to be forgotten."""
        out: dict[str, bytes | None] = {}
        for folder in self._dirty:
            known = self._folders[folder]
            out[folder] = _pack(known) if known else None
        for folder in self._blocks.keys() - self._folders.keys():
            if not Path(folder).is_dir():
                out[folder] = None
        return out

    def _folder(self, folder: str) -> _Known:
        if folder not in self._folders:
            block = self._blocks.get(folder)
            self._folders[folder] = _unpack(Path(folder), block) if block else {}
        return self._folders[folder]


def _stamp(path: Path) -> _Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _pack(known: _Known) -> bytes:
    """Compressed JSON; what the files of a series share is written once."""
    contexts: dict[StudyContext, int] = {}
    files = []
    for name, (stamp, header) in known.items():
        shared = dataclasses.replace(header.context, sop_instance_uids=())
        number = contexts.setdefault(shared, len(contexts))
        values = [getattr(header, field) for field in _FIELDS]
        files.append([name, *stamp, number, header.context.sop_instance_uids, *values])
    content = {
        "program": __version__,
        "fields": _FIELDS,
        "contexts": [dataclasses.asdict(c) for c in contexts],
        "files": files,
    }
    text = json.dumps(content, default=_plain, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogateescape"), 1)


def _plain(value: object) -> str:
    if isinstance(value, dt.date):  # and its times of day
        return value.isoformat()
    raise TypeError(f"{type(value)} cannot be remembered")


def _unpack(folder: Path, block: bytes) -> _Known:
    """What ``_pack`` wrote; nothing where another version of the program or nobody did."""
    try:
        text = zlib.decompressobj().decompress(block, _MAX_BLOCK)
        content = json.loads(text.decode("utf-8", "surrogateescape"))
        if content["program"] != __version__ or tuple(content["fields"]) != _FIELDS:
            return {}
        contexts = [_context(c) for c in content["contexts"]]
        return dict(_file(folder, contexts, line) for line in content["files"])
    except (ValueError, KeyError, TypeError, IndexError, zlib.error):
        return {}


def _file(
    folder: Path, contexts: list[StudyContext], line: list[Any]
) -> tuple[str, tuple[_Stamp, FileHeader]]:
    name, changed, size, number, uids, *values = line
    fields = dict(zip(_FIELDS, (_tuples(v) for v in values), strict=True))
    fields["content"] = FileContent(fields["content"])
    fields["kind"] = VolumeKind(fields["kind"])
    context = dataclasses.replace(contexts[number], sop_instance_uids=tuple(uids))
    return name, ((changed, size), FileHeader(path=folder / name, context=context, **fields))


def _tuples(value: Any) -> Any:
    return tuple(_tuples(v) for v in value) if isinstance(value, list) else value


def _context(values: dict[str, Any]) -> StudyContext:
    patient, study = dict(values["patient"]), dict(values["study"])
    born, date = patient["birth_date"], study["date"]
    patient["birth_date"] = dt.date.fromisoformat(born) if born else None
    study["date"] = dt.datetime.fromisoformat(date) if date else None
    rest = {k: v for k, v in values.items() if k not in ("patient", "study", "series")}
    rest["sop_instance_uids"] = tuple(rest["sop_instance_uids"])
    return StudyContext(
        patient=Patient(**patient), study=Study(**study), series=Series(**values["series"]), **rest
    )

"""A case that waits for its turn, as it is remembered from one start to the next."""

from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class QueuedCase:
    """One case and the pack that is to read it. ``key`` names the case in the list."""

    key: str
    files: tuple[Path, ...]
    pack_id: str


@dataclass(frozen=True, slots=True)
class AnsweredScans:
    """Which scans have a result of which pack: pairs of a scan's name and a pack's id.

    By content hash, which is sure, and by the place of the first file, which spares reading
    the file; a file that was replaced since then still has a hash of its own.
    """

    by_hash: Set[tuple[str, str]] = frozenset()
    by_file: Set[tuple[Path, str]] = frozenset()

    def has(self, files: tuple[Path, ...], content_hash: str | None, pack_id: str) -> bool:
        if content_hash is not None:
            return (content_hash, pack_id) in self.by_hash
        return bool(files) and (files[0], pack_id) in self.by_file

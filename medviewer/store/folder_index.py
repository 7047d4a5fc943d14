"""What was found in which folder, remembered between starts where names may be kept."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from medviewer.store import codec
from medviewer.store.connection import Database


class FolderIndex:
    """Blocks of headers by folder, and which folders were opened.

    The blocks are those of ``medviewer.imaging.header_cache.HeaderCache``; the store does not
    look into them. They hold names of patients, so the demo store, whose key lies beside it,
    keeps none. Losing them loses nothing but time, so the audit trail does not tell of them.
    """

    def __init__(self, database: Database, *, is_demo: bool) -> None:
        self._database = database
        self._is_demo = is_demo

    def under(self, paths: Sequence[Path]) -> dict[str, bytes]:
        """The blocks of folders, of everything below them, and of the folders of files."""
        found: dict[str, bytes] = {}
        for path in paths:
            name = str(path)
            below = name.rstrip(os.sep) + os.sep
            rows = self._database.rows(
                "SELECT folder, content FROM folder_index "
                "WHERE folder IN (?, ?) OR (folder >= ? AND folder < ?)",
                (name, str(path.parent), below, below[:-1] + chr(ord(os.sep) + 1)),
            )
            found |= {row["folder"]: bytes(row["content"]) for row in rows}
        return found

    def save(self, changes: Mapping[str, bytes | None]) -> None:
        """Keep the blocks of folders, None: forget the folder.

        Raises:
            StoreError: the disk is full or the store cannot be written; nothing was changed.
        """
        if self._is_demo or not changes:
            return
        with self._database.transaction():
            for folder, content in changes.items():
                if content is None:
                    self._database.run("DELETE FROM folder_index WHERE folder = ?", (folder,))
                else:
                    self._database.run(
                        "INSERT INTO folder_index (folder, content) VALUES (?, ?) "
                        "ON CONFLICT (folder) DO UPDATE SET content = excluded.content",
                        (folder, content),
                    )

    def opened(self) -> list[Path]:
        """What was opened and not closed since, in the order it was opened."""
        rows = self._database.rows("SELECT path FROM opened_path ORDER BY opened_at, path")
        return [Path(row["path"]) for row in rows]

    def note_opened(self, paths: Sequence[Path]) -> None:
        """Remember what was opened, for the next start.

        Raises:
            StoreError: as ``save``.
        """
        if self._is_demo:
            return
        with self._database.transaction():
            for path in paths:
                self._database.run(
                    "INSERT INTO opened_path (path, opened_at) VALUES (?, ?) "
                    "ON CONFLICT (path) DO NOTHING",
                    (str(path), codec.now().isoformat()),
                )

    def forget_opened(self) -> None:
        """Everything was closed: the next start begins with nothing open.

        Raises:
            StoreError: as ``save``.
        """
        with self._database.transaction():
            self._database.run("DELETE FROM opened_path")
            self._database.run("DELETE FROM folder_index")

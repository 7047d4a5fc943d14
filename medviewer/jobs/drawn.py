"""What readers drew on the scans of stored results, for a report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from medviewer.domain.annotation import Annotation, readable, standing
from medviewer.domain.review import StoredResult

if TYPE_CHECKING:
    from medviewer.store import Store


def drawn_on(store: Store, results: Iterable[StoredResult]) -> dict[str, tuple[Annotation, ...]]:
    """Content hash of each scan -> what was drawn on it. Runs in the database thread.

    Raises:
        StoreError: the store cannot be read.
    """
    found = {}
    for scan in {r.scan.content_hash for r in results}:
        kept = store.edits.of(scan)
        found[scan] = readable(standing(kept.edits[: kept.standing]))
    return found

"""Which lesion of a patient a finding is, as readers said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from medviewer.domain.tracking import Choices, chosen_in

if TYPE_CHECKING:
    from medviewer.store import Store


def kept_matches(store: Store, content_hashes: Iterable[str]) -> Choices:
    """What readers said of findings on scans. Runs in the database thread.

    Raises:
        StoreError: the store cannot be read.
    """
    found = {}
    for content_hash in set(content_hashes):
        kept = store.edits.of(content_hash)
        found[content_hash] = chosen_in(kept.edits[: kept.standing])
    return found

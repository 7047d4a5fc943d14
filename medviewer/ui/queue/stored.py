"""What the queue asks of the store; each runs on the database thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from medviewer.domain.image import ImageVolume
from medviewer.domain.queue import AnsweredScans, QueuedCase
from medviewer.domain.result import InferenceResult
from medviewer.domain.review import StoreChange, StoredResult
from medviewer.jobs.records import save_result

if TYPE_CHECKING:
    from medviewer.store import Store


def answered(store: Store) -> AnsweredScans:
    return store.results.answered()


def waiting(store: Store) -> list[QueuedCase]:
    return store.waiting.all()


def keep(store: Store, cases: Sequence[QueuedCase]) -> None:
    store.waiting.put(cases)


def forget(store: Store, keys: Sequence[str]) -> None:
    store.waiting.remove(keys)


def save_unless_answered(
    store: Store, result: InferenceResult, volume: ImageVolume
) -> tuple[StoredResult | None, StoreChange]:
    """The reader may have asked the same pack by hand while the queue was at it."""
    if store.results.is_answered(volume.content_hash, result.provenance.pack.id):
        return None, StoreChange()
    return save_result(store, result, volume)

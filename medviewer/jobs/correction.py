"""Masks that a person corrected: measured and kept, on the database thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from medviewer.domain.image import ImageVolume
from medviewer.domain.review import Correction, StoreChange, StoredResult
from medviewer.domain.segmentation import Finding, SegmentationMask

if TYPE_CHECKING:
    from medviewer.store import Store

Masks = tuple[SegmentationMask, ...]


def corrected_findings(predicted: Masks, masks: Masks, volume: ImageVolume) -> tuple[Finding, ...]:
    """The findings of masks of which some are no longer as predicted, in the order of both.

    Those of a corrected mask have no mean probability: the model's says nothing of an outline
    that a person drew.
    """
    from medviewer.inference.measure import findings

    found: list[Finding] = []
    for before, mask in zip(predicted, masks, strict=True):
        changed = mask.array is not before.array and not np.array_equal(mask.array, before.array)
        measured = replace(mask, probability=None) if changed else mask
        found += findings(measured, volume.geometry, volume.kind)
    return tuple(found)


def keep_correction(
    store: Store, stored: StoredResult, masks: Masks, volume: ImageVolume
) -> tuple[Correction | None, StoreChange]:
    """Keep the masks of a result as they are now, with what is measured on them.

    Returns:
        What is kept, None where the masks are as predicted again; and a change that names the
        result only where it has become a corrected one or is none any more.

    Raises:
        StoreError: the store cannot be written.
    """
    found = corrected_findings(stored.result.masks, masks, volume)
    had = store.corrections.has(stored.id)
    kept = store.corrections.save(stored.id, stored.result.masks, masks, found)
    if had == (kept is not None):
        return kept, StoreChange()
    return kept, StoreChange((stored.scan.context.patient.patient_id,), (stored.id,))

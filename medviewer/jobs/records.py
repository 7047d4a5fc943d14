"""Results into the store, and out of it where the scan's file is gone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from medviewer.domain.image import ArrayFrames, ImageVolume
from medviewer.domain.result import InferenceResult
from medviewer.domain.review import StoreChange, StoredResult
from medviewer.domain.segmentation import Finding, SegmentationMask

if TYPE_CHECKING:
    from medviewer.store import Store


def save_result(
    store: Store, result: InferenceResult, volume: ImageVolume
) -> tuple[StoredResult, StoreChange]:
    """Save an answer with the record of its scan; runs in the database thread.

    Raises:
        StoreError: the store cannot be written.
    """
    from medviewer.imaging.record import scan_record

    return store.results.save(result, scan_record(volume, result))


def kept_case(stored: StoredResult) -> tuple[ImageVolume, StoredResult]:
    """The kept picture as a volume of one frame, and the result with what lies on that frame."""
    scan, index = stored.scan, stored.scan.picture_frame
    volume = ImageVolume(
        frames=ArrayFrames(scan.picture[None]),
        geometry=replace(scan.geometry, frames=1),
        context=scan.context,
        content_hash=scan.content_hash,
        files=scan.files,
        colour=scan.picture.ndim == 3,
    )
    result = replace(
        stored.result,
        masks=_on_frame(stored.result.masks, index),
        findings=_found_on(stored.result.findings, index),
    )
    correction = stored.correction
    if correction is not None:
        correction = replace(
            correction,
            masks=_on_frame(correction.masks, index),
            findings=_found_on(correction.findings, index),
        )
    return volume, replace(stored, result=result, correction=correction)


def _on_frame(masks: tuple[SegmentationMask, ...], index: int) -> tuple[SegmentationMask, ...]:
    return tuple(
        SegmentationMask(
            m.segment,
            m.array[index : index + 1],
            None if m.probability is None else m.probability[index : index + 1],
        )
        for m in masks
    )


def _found_on(findings: tuple[Finding, ...], index: int) -> tuple[Finding, ...]:
    return tuple(replace(f, frame=0) for f in findings if f.frame == index)

"""Masks of a stored result as files, where a person wants them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from medviewer.domain.image import ImageVolume
from medviewer.domain.review import StoreChange, StoredResult

if TYPE_CHECKING:
    from medviewer.store import Store

SEG_ENDING, NIFTI_ENDING = ".seg.dcm", ".nii.gz"


def export_masks(stored: StoredResult, volume: ImageVolume, path: Path) -> list[Path]:
    """Write the masks that stand: corrected, else predicted.

    As DICOM SEG (``X.seg.dcm``; what it refers to is written beside it), or as NIfTI, a file a
    segment (``X.nii.gz`` -> ``X.lesion.nii.gz``). Another ending becomes that of a SEG.

    Returns:
        The files of masks.

    Raises:
        KnownError: a file cannot be written, or no SEG can be made of this scan.
    """
    if path.name.endswith(NIFTI_ENDING):
        from medviewer.exchange.files import write_file
        from medviewer.exchange.masks import nifti_bytes

        stem = path.name.removesuffix(NIFTI_ENDING)
        written = []
        for mask in stored.shown.masks:
            written.append(path.with_name(f"{stem}.{mask.segment.label}{NIFTI_ENDING}"))
            write_file(written[-1], nifti_bytes(mask.array, volume))
        return written
    from medviewer.exchange.dicom_seg import write_seg

    if not path.name.endswith(SEG_ENDING):
        path = path.with_name(path.name.removesuffix(".dcm") + SEG_ENDING)
    write_seg(stored.result, volume, path, stored.correction)
    return [path]


def note_masks(store: Store, result_id: int) -> StoreChange:
    """Put into the audit trail that masks left the store. Runs in the database thread."""
    return store.results.note_masks(result_id)

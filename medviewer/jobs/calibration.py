"""A scale that a person gives to a picture without one: applied, kept, measured with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from medviewer.domain.geometry import UNCALIBRATED, PixelCalibration, SpacingSource
from medviewer.domain.image import ImageVolume
from medviewer.domain.result import InferenceResult
from medviewer.domain.review import StoreChange, StoredResult
from medviewer.jobs.correction import corrected_findings

if TYPE_CHECKING:
    from medviewer.store import Store

_SETTING = "scale"


def can_be_calibrated(volume: ImageVolume) -> bool:
    """Whether a person may give the scale: the file gives none, or a person gave it before."""
    geometry = volume.geometry
    by_file = geometry.calibration.known and geometry.calibration.source is not SpacingSource.USER
    return not by_file and not geometry.regions


def scale_of_line(pixels: float, millimetres: float) -> PixelCalibration:
    """The scale at which a line of so many pixels is so long; pixels are taken for square.

    Raises:
        ValueError: a length is not greater than zero.
    """
    if not (pixels > 0 and 0 < millimetres < float("inf")):
        raise ValueError("a length is greater than zero")
    return PixelCalibration(millimetres / pixels, millimetres / pixels, SpacingSource.USER)


def with_scale(volume: ImageVolume, scale: PixelCalibration | None) -> ImageVolume:
    """The same scan with a person's scale, None: without one again."""
    return replace(volume, geometry=replace(volume.geometry, calibration=scale or UNCALIBRATED))


def remeasured(result: InferenceResult, volume: ImageVolume) -> InferenceResult:
    """The same masks and probabilities, measured with the scale that the volume has now."""
    from medviewer.inference.measure import findings

    scale = volume.geometry.calibration
    words = f"user, {scale.row_mm:.6g} mm per pixel" if scale.row_mm else "none"
    kept = tuple(s for s in result.provenance.settings if s[0] != _SETTING)
    return replace(
        result,
        findings=tuple(
            f for mask in result.masks for f in findings(mask, volume.geometry, volume.kind)
        ),
        provenance=replace(result.provenance, settings=(*kept, (_SETTING, words))),
    )


def keep_scale(
    store: Store, volume: ImageVolume, shown: StoredResult | InferenceResult | None
) -> tuple[StoredResult | None, StoreChange]:
    """Keep the scale of a scan, and its result measured with it. Runs in the database thread.

    The result is saved as a new one, to be reviewed anew: its numbers have changed, and what
    was accepted before stays as it was. Masks that a person corrected are corrected in it too.

    Args:
        store: where to.
        volume: the scan with its new scale.
        shown: what is on the screen, as the store has it or not saved yet.

    Raises:
        StoreError: the store cannot be written.
    """
    scale = volume.geometry.calibration
    store.calibrations.save(volume.content_hash, scale if scale.known else None)
    if shown is None:
        return None, StoreChange()
    from medviewer.imaging.record import scan_record

    predicted = shown.result if isinstance(shown, StoredResult) else shown
    renewed = remeasured(predicted, volume)
    stored, change = store.results.save(renewed, scan_record(volume, renewed))
    if isinstance(shown, StoredResult) and shown.correction is not None:
        masks = shown.correction.masks
        found = corrected_findings(renewed.masks, masks, volume)
        kept = store.corrections.save(stored.id, renewed.masks, masks, found)
        stored = replace(stored, correction=kept)
    return stored, change

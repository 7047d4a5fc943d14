"""One line of ``results.jsonl``: a case as other people's scripts read it.

The form is ``resources/schemas/predict.schema.json``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from medviewer.domain.geometry import UNCALIBRATED, PixelCalibration, VolumeGeometry
from medviewer.domain.image import ImageVolume, VolumeKind
from medviewer.domain.result import InferenceResult, PackReference, ResultStatus, Timings
from medviewer.domain.segmentation import Finding, MeasurementKind, SegmentationMask

Line = dict[str, Any]


def result_line(
    result: InferenceResult, volume: ImageVolume, mask_files: Mapping[str, str]
) -> Line:
    """The line of a case that was answered.

    ``spacing_mm`` is the scale that holds for the largest finding, else for the picture as a
    whole. ``area_px`` counts the pixels of the mask over all frames; ``area_mm2`` is given for
    pictures, ``volume_ml`` for stacks with a slice spacing; a number in mm is null where the
    scale is unknown for any part of it.

    Args:
        result: the answer.
        volume: the scan.
        mask_files: segment label -> path of its mask relative to the output folder.
    """
    scale = _scale(result.findings, volume.geometry)
    return {
        "case": result.case,
        "input": str(volume.files[0]),
        "status": ResultStatus.OK.value,
        "reason": None,
        "overridden_refusal": result.provenance.overridden_refusal,
        "chosen": result.provenance.chosen or None,
        "pack": _pack(result.provenance.pack),
        "diagnosis": result.diagnosis.label if result.diagnosis else None,
        "probabilities": {p.label: p.probability for p in result.probabilities} or None,
        "segments": [
            _segment(mask, result.findings, volume, scale.known, mask_files[mask.segment.label])
            for mask in result.masks
        ],
        **_spacing(scale, volume.geometry),
        "seconds": asdict(result.timings),
        "device": result.provenance.device,
    }


def failed_line(
    path: Path,
    status: ResultStatus,
    reason: str,
    pack: PackReference,
    device: str,
    volume: ImageVolume | None = None,
    read_seconds: float = 0.0,
) -> Line:
    """The line of a case without an answer: refused, or not to be read."""
    scale = volume.geometry.main_calibration() if volume else UNCALIBRATED
    return {
        "case": volume.case if volume else path.stem,
        "input": str(path),
        "status": status.value,
        "reason": reason,
        "overridden_refusal": None,
        "chosen": None,
        "pack": _pack(pack),
        "diagnosis": None,
        "probabilities": None,
        "segments": [],
        **_spacing(scale, volume.geometry if volume else None),
        "seconds": asdict(Timings(read=read_seconds, total=read_seconds)),
        "device": device,
    }


def _pack(pack: PackReference) -> dict[str, str]:
    return {"id": pack.id, "version": pack.version, "weights_sha256": pack.weights_sha256}


def _scale(findings: Sequence[Finding], geometry: VolumeGeometry) -> PixelCalibration:
    if findings:
        largest = max(findings, key=lambda f: f.area_px)
        scale = geometry.calibration_at(largest.box, largest.frame)
        if scale.known:
            return scale
    return geometry.main_calibration()


def _spacing(scale: PixelCalibration, geometry: VolumeGeometry | None) -> dict[str, Any]:
    spacing = None
    if scale.row_mm is not None and scale.column_mm is not None:
        spacing = [scale.row_mm, scale.column_mm]
        if geometry is not None and geometry.slice_spacing_mm is not None:
            spacing.insert(0, geometry.slice_spacing_mm)
    return {"spacing_mm": spacing, "spacing_source": scale.source.value}


def _segment(
    mask: SegmentationMask,
    findings: Sequence[Finding],
    volume: ImageVolume,
    calibrated: bool,
    file: str,
) -> dict[str, Any]:
    own = [f for f in findings if f.segment_label == mask.segment.label]
    lengths = _values(own, MeasurementKind.LONGEST_DIAMETER, "mm")
    areas = _values(own, MeasurementKind.AREA, "mm²")
    volumes = _values(own, MeasurementKind.VOLUME, "ml")
    stack = volume.kind is VolumeKind.STACK and volume.geometry.slice_spacing_mm is not None
    whole = calibrated and areas is not None
    return {
        "label": mask.segment.label,
        "mask": file,
        "area_px": mask.area_px,
        "area_mm2": sum(areas or ()) if whole and volume.kind is VolumeKind.PICTURE else None,
        "longest_diameter_mm": max(lengths) if lengths and calibrated else None,
        "volume_ml": sum(volumes or ()) if whole and stack else None,
        "bbox": _box(volume.on_file_grid(mask.array)),
    }


def _values(findings: Sequence[Finding], kind: MeasurementKind, unit: str) -> list[float] | None:
    """The measurements of one kind, None where one of them is in another unit."""
    measured = [m for f in findings if (m := f.measurement(kind)) is not None]
    return [m.value for m in measured] if all(m.unit == unit for m in measured) else None


def _box(array: np.ndarray) -> list[int] | None:
    """``[x, y, width, height]``, over several frames ``[x, y, z, width, height, depth]``."""
    if not array.any():
        return None
    starts, sizes = [], []
    for axis in (2, 1, 0):
        others = tuple(a for a in range(3) if a != axis)
        hit = np.flatnonzero(array.any(axis=others))
        starts.append(int(hit[0]))
        sizes.append(int(hit[-1] - hit[0]) + 1)
    if array.shape[0] == 1:
        return [*starts[:2], *sizes[:2]]
    return [*starts, *sizes]

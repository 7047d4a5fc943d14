"""Distance between pixels as a DICOM header gives it, never guessed."""

from collections.abc import Sequence

from pydicom.dataset import Dataset

from medviewer.domain.geometry import (
    UNCALIBRATED,
    CalibratedRegion,
    PixelCalibration,
    SpacingSource,
)
from medviewer.imaging.dicom import elements

_CENTIMETRES = 3  # PhysicalUnits (PS3.3 C.8.5.5.1.15)
_SPATIAL_2D = 1  # RegionSpatialFormat
_OVER_TIME = (2, 3, 4)  # RegionSpatialFormat: M-mode, spectral, wave form
_TISSUE, _COLOUR_FLOW = 1, 2  # RegionDataType: both lie in the plane of the picture


def pixel_calibration(
    ds: Dataset, groups: Sequence[Dataset] = ()
) -> tuple[PixelCalibration, tuple[str, ...]]:
    """Spacing of whole frames and remarks on it (PS3.3 10.7, C.7.6.16.2.1).

    In order: the functional groups of enhanced objects, PixelSpacing, ImagerPixelSpacing
    divided by the estimated magnification, NominalScannedPixelSpacing.

    Args:
        ds: header of the file.
        groups: functional group items that hold for the frame, shared and per-frame.
    """
    for holder in [m for g in groups for m in elements.items(g, "PixelMeasuresSequence")] + [ds]:
        if "PixelSpacing" in holder:
            pair = _pair(holder, "PixelSpacing")
            if pair is None:
                return UNCALIBRATED, ("pixel spacing is not valid and is not used",)
            return PixelCalibration(*pair, SpacingSource.PIXEL_SPACING), _detector_remark(ds)
    pair = _pair(ds, "ImagerPixelSpacing")
    if pair is not None:
        return _projected(ds, pair)
    pair = _pair(ds, "NominalScannedPixelSpacing")
    if pair is not None:
        return PixelCalibration(*pair, SpacingSource.PIXEL_SPACING), (
            "spacing is that of the scanned film",
        )
    return UNCALIBRATED, ()


def _pair(ds: Dataset, keyword: str) -> tuple[float, float] | None:
    found = elements.numbers(ds, keyword)
    return (found[0], found[1]) if len(found) == 2 and min(found) > 0 else None


def _detector_remark(ds: Dataset) -> tuple[str, ...]:
    """PixelSpacing equal to the detector's, without a calibration, is not of the patient."""
    detector = _pair(ds, "ImagerPixelSpacing")
    calibrated = "PixelSpacingCalibrationType" in ds
    if detector is None or detector != _pair(ds, "PixelSpacing") or calibrated:
        return ()
    return ("spacing is that of the detector: sizes in the patient are smaller",)


def _projected(ds: Dataset, pair: tuple[float, float]) -> tuple[PixelCalibration, tuple[str, ...]]:
    factor = elements.number(ds, "EstimatedRadiographicMagnificationFactor")
    if factor is None or factor <= 0:
        remark = "spacing is that of the detector: sizes in the patient are smaller"
        factor = 1.0
    else:
        remark = f"spacing corrected for an estimated magnification of {factor:g}"
    rows, columns = pair[0] / factor, pair[1] / factor
    return PixelCalibration(rows, columns, SpacingSource.IMAGER_PIXEL_SPACING), (remark,)


def ultrasound_regions(
    ds: Dataset, rows: int, columns: int
) -> tuple[tuple[CalibratedRegion, ...], tuple[str, ...]]:
    """Regions of an ultrasound picture, clipped to it (PS3.3 C.8.5.5).

    Regions of two spatial directions in centimetres have a scale. Doppler curves, M-mode and
    wave forms have time along one side: they are uncalibrated, so that nothing is measured in
    millimetres where they overlap a picture.
    """
    found = []
    damaged = 0
    for item in elements.items(ds, "SequenceOfUltrasoundRegions"):
        kind = elements.integer(item, "RegionSpatialFormat")
        data = elements.integer(item, "RegionDataType")
        units = [elements.integer(item, f"PhysicalUnits{axis}Direction") for axis in "XY"]
        if kind != _SPATIAL_2D and kind not in _OVER_TIME:
            continue
        if kind == _SPATIAL_2D and data not in (_TISSUE, _COLOUR_FLOW):
            continue
        distance = kind == _SPATIAL_2D and units == [_CENTIMETRES, _CENTIMETRES]
        region = _region(item, rows, columns, distance)
        if region is None:
            damaged += distance
        elif region not in found:
            found.append(region)
    remarks = (f"{damaged} ultrasound regions are not valid and are not used",) if damaged else ()
    return tuple(found), remarks


def _region(item: Dataset, rows: int, columns: int, distance: bool) -> CalibratedRegion | None:
    corners = [
        elements.integer(item, f"RegionLocation{corner}")
        for corner in ("MinX0", "MinY0", "MaxX1", "MaxY1")
    ]
    deltas = [elements.number(item, f"PhysicalDelta{axis}") for axis in "XY"]
    if any(c is None for c in corners) or (distance and not all(deltas)):
        return None
    left, top, right, bottom = (int(c) for c in corners if c is not None)
    left, top = max(left, 0), max(top, 0)
    right, bottom = min(right, columns - 1), min(bottom, rows - 1)  # both ends lie inside
    if right <= left or bottom <= top:
        return None
    box = (left, top, right - left + 1, bottom - top + 1)
    if not distance:
        return CalibratedRegion(box, UNCALIBRATED)
    column_mm, row_mm = (abs(d) * 10 for d in deltas if d is not None)
    scale = PixelCalibration(row_mm, column_mm, SpacingSource.ULTRASOUND_REGION)
    return CalibratedRegion(box, scale)

"""Where pixels lie in the world, and how sure we are of it."""

from dataclasses import dataclass
from enum import StrEnum

BoundingBox = tuple[int, int, int, int]
"""``(x, y, width, height)`` in pixels; x counts columns, y rows, from the top left."""


class SpacingSource(StrEnum):
    """What a spacing was read from; shown beside every number it makes."""

    PIXEL_SPACING = "PixelSpacing"
    IMAGER_PIXEL_SPACING = "ImagerPixelSpacing"
    ULTRASOUND_REGION = "UltrasoundRegion"
    USER = "user"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PixelCalibration:
    """Distance between pixel centres in mm. Without a spacing both are None, never a guess."""

    row_mm: float | None = None
    column_mm: float | None = None
    source: SpacingSource = SpacingSource.NONE

    def __post_init__(self) -> None:
        for spacing in (self.row_mm, self.column_mm):
            if (spacing is not None) != (self.source is not SpacingSource.NONE):
                raise ValueError("a spacing needs a source, and a source a spacing")
            if spacing is not None and not spacing > 0:
                raise ValueError("a spacing is greater than zero")

    @property
    def known(self) -> bool:
        return self.source is not SpacingSource.NONE

    @property
    def pixel_area_mm2(self) -> float | None:
        if self.row_mm is None or self.column_mm is None:
            return None
        return self.row_mm * self.column_mm


UNCALIBRATED = PixelCalibration()


@dataclass(frozen=True, slots=True)
class CalibratedRegion:
    """One ultrasound region (DICOM PS3.3 C.8.5.5): its box and the spacing inside it.

    A region of other things than distance (Doppler curve, M-mode) is uncalibrated.
    """

    box: BoundingBox
    calibration: PixelCalibration

    def contains(self, box: BoundingBox) -> bool:
        x, y, w, h = self.box
        bx, by, bw, bh = box
        return x <= bx and y <= by and bx + bw <= x + w and by + bh <= y + h

    def touches(self, box: BoundingBox) -> bool:
        x, y, w, h = self.box
        bx, by, bw, bh = box
        return bx < x + w and x < bx + bw and by < y + h and y < by + bh


@dataclass(frozen=True, slots=True)
class FrameScale:
    """What one frame says of its scale; ``regions`` as in VolumeGeometry."""

    calibration: PixelCalibration = UNCALIBRATED
    regions: tuple[CalibratedRegion, ...] = ()

    def at(self, box: BoundingBox) -> PixelCalibration:
        """The scale that holds for everything inside ``box``."""
        if not self.regions:
            return self.calibration
        found = {r.calibration for r in self.regions if r.touches(box)}
        inside = any(r.contains(box) for r in self.regions)
        return found.pop() if inside and len(found) == 1 else UNCALIBRATED

    def main(self) -> PixelCalibration:
        """The scale of the picture as a whole: of its largest calibrated region, if any."""
        if not self.regions:
            return self.calibration
        known = [r for r in self.regions if r.calibration.known]
        largest = max(known, key=lambda r: r.box[2] * r.box[3], default=None)
        return UNCALIBRATED if largest is None else largest.calibration


@dataclass(frozen=True, slots=True)
class VolumeGeometry:
    """Shape and position of an image volume.

    ``calibration`` holds for whole frames. Where ``regions`` are given (ultrasound), only
    they do: a box that is not inside one region, or touches one that disagrees, has no
    scale. ``frame_scales`` has one entry a frame where frames differ in scale; ``calibration``
    and ``regions`` are empty then, and only a frame has a scale. ``origin_mm`` and
    ``direction`` (rows: unit vectors along columns, rows, slices) follow DICOM's patient
    coordinate system (LPS).
    """

    rows: int
    columns: int
    frames: int = 1
    calibration: PixelCalibration = UNCALIBRATED
    regions: tuple[CalibratedRegion, ...] = ()
    slice_spacing_mm: float | None = None
    origin_mm: tuple[float, float, float] | None = None
    direction: tuple[tuple[float, float, float], ...] | None = None
    frame_of_reference_uid: str | None = None
    frame_scales: tuple[FrameScale, ...] = ()

    def calibration_at(self, box: BoundingBox, frame: int | None = None) -> PixelCalibration:
        """The scale that holds for everything inside ``box`` of one frame, or of all."""
        return self._scale(frame).at(box)

    def main_calibration(self, frame: int | None = None) -> PixelCalibration:
        """The scale of a frame, or of all, as a whole: of its largest calibrated region."""
        return self._scale(frame).main()

    def _scale(self, frame: int | None) -> FrameScale:
        if self.frame_scales and frame is not None:
            return self.frame_scales[frame]
        return FrameScale(self.calibration, self.regions)

    def spacing_list(self) -> list[float] | None:
        """``[row, column]`` or ``[slice, row, column]`` in mm, as the command line prints it."""
        scale = self.main_calibration()
        if scale.row_mm is None or scale.column_mm is None:
            return None
        inner = [scale.row_mm, scale.column_mm]
        return inner if self.slice_spacing_mm is None else [self.slice_spacing_mm, *inner]

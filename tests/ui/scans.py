"""Small scans with a known place in the patient, for tests of several viewports."""

from pathlib import Path

import numpy as np

from medviewer.domain.geometry import PixelCalibration, SpacingSource, VolumeGeometry
from medviewer.domain.image import ArrayFrames, ImageVolume, VoiWindow, VolumeKind
from medviewer.domain.patient import Patient, Series, Study, StudyContext

AXIAL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
CORONAL = ((1.0, 0.0, 0.0), (0.0, 0.0, -1.0), (0.0, 1.0, 0.0))


def stack(
    count: int = 10,
    *,
    apart: float = 3.0,
    first: float = 0.0,
    pixel: float = 1.0,
    side: int = 40,
    uid: str | None = "1.2.840.1",
    direction: tuple = AXIAL,
    name: str = "a",
    **changes: object,
) -> ImageVolume:
    """A CT of ``count`` square slices whose values are their numbers in HU."""
    values = np.arange(count, dtype=np.int16)[:, None, None]
    array = np.broadcast_to(values, (count, side, side)).copy()
    geometry = VolumeGeometry(
        side,
        side,
        count,
        PixelCalibration(pixel, pixel, SpacingSource.PIXEL_SPACING),
        slice_spacing_mm=apart,
        origin_mm=(0.0, 0.0, first),
        direction=direction,
        frame_of_reference_uid=uid,
    )
    fields: dict[str, object] = {
        "frames": ArrayFrames(array),
        "geometry": geometry,
        "context": StudyContext(
            Patient("P-1", "Meier^Anna"), Study("1.2"), Series(f"1.2.{name}", 1, name, "CT")
        ),
        "content_hash": name.ljust(64, "0"),
        "files": (Path(f"{name}.dcm"),),
        "kind": VolumeKind.STACK,
        "windows": (VoiWindow(400, 40, "soft"),),
        "unit": "HU",
    }
    return ImageVolume(**(fields | changes))  # type: ignore[arg-type]

"""DICOM files with known pixels, built by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
CT = "1.2.840.10008.5.1.4.1.1.2"


def build_dicom(
    path: Path,
    pixels: np.ndarray,
    *,
    photometric: str = "MONOCHROME2",
    sop_class: str = SECONDARY_CAPTURE,
    frames: int | None = None,
    planar: int = 0,
    syntax: str = ExplicitVRLittleEndian,
    **header: Any,
) -> Path:
    """Write ``pixels`` ((rows, columns), (frames, rows, columns) or with 3 samples last)."""
    colour = photometric not in ("MONOCHROME1", "MONOCHROME2", "PALETTE COLOR")
    shape = pixels.shape[:-1] if colour else pixels.shape
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = syntax
    ds.SOPClassUID = sop_class
    ds.SOPInstanceUID = generate_uid()
    ds.StudyInstanceUID = "1.2.3"
    ds.SeriesInstanceUID = "1.2.3.4"
    ds.PatientName = "Test^Phantom"
    ds.PatientID = "P1"
    ds.Rows, ds.Columns = shape[-2:]
    ds.SamplesPerPixel = 3 if colour else 1
    if colour:
        ds.PlanarConfiguration = planar
    if frames is not None:
        ds.NumberOfFrames = frames
    ds.PhotometricInterpretation = photometric
    ds.BitsAllocated = pixels.dtype.itemsize * 8
    ds.BitsStored = ds.BitsAllocated
    ds.HighBit = ds.BitsStored - 1
    ds.PixelRepresentation = int(pixels.dtype.kind == "i")
    for keyword, value in header.items():
        setattr(ds, keyword, value)
    if planar == 1:
        pixels = np.moveaxis(pixels, -1, -3)
    data = np.ascontiguousarray(pixels).tobytes()
    ds.PixelData = data + b"\0" * (len(data) % 2)
    ds["PixelData"].VR = "OB" if ds.BitsAllocated == 8 else "OW"
    ds.save_as(path, enforce_file_format=True)
    return path


@pytest.fixture(name="build_dicom")
def _build_dicom() -> Callable[..., Path]:
    """``build_dicom(path, pixels, **header) -> Path``."""
    return build_dicom


@pytest.fixture
def write_dicom(tmp_path: Path) -> Callable[..., Path]:
    """``write_dicom(name, pixels, **header) -> Path`` below the test's own folder."""

    def write(name: str, pixels: np.ndarray, **header: Any) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return build_dicom(path, pixels, **header)

    return write


@pytest.fixture
def write_slices(write_dicom: Callable[..., Path]) -> Callable[..., list[Path]]:
    """Axial CT slices; ``at`` gives each one's place, ``names`` and order are up to the test."""

    def write(at: list[tuple[float, float, float]], **header: Any) -> list[Path]:
        paths = []
        for number, position in enumerate(at):
            pixels = np.full((4, 5), number, dtype=np.int16)
            keywords: dict[str, Any] = {
                "sop_class": CT,
                "Modality": "CT",
                "InstanceNumber": number + 1,
                "ImagePositionPatient": list(position),
                "ImageOrientationPatient": [1, 0, 0, 0, 1, 0],
                "PixelSpacing": [0.5, 0.75],
                "RescaleSlope": 1,
                "RescaleIntercept": -1024,
            }
            keywords |= header
            paths.append(write_dicom(f"series/slice{number}.dcm", pixels, **keywords))
        return paths

    return write

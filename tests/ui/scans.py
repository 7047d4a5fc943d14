"""Small scans with a known place in the patient, for tests of several viewports."""

import zlib
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from medviewer.domain.geometry import PixelCalibration, SpacingSource, VolumeGeometry
from medviewer.domain.image import ArrayFrames, ImageVolume, VoiWindow, VolumeKind
from medviewer.domain.patient import Patient, Series, Study, StudyContext

CT = "1.2.840.10008.5.1.4.1.1.2"
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


def ct_files(
    folder: Path,
    series: str,
    count: int = 5,
    date: str = "20260110",
    patient: str = "P1",
    *,
    frame_of_reference: str = "",
    pixel: float = 1.0,
    side: int = 32,
    drawn: np.ndarray | None = None,
) -> list[Path]:
    """Write axial CT slices, 3 mm apart, into ``folder / series``; returns their paths.

    A value is 10 for each slice and 1 for each column, in HU. Series of one date share a study
    and, unless told otherwise, a frame of reference. ``drawn``: an overlay plane, bool.
    """
    place = folder / series
    place.mkdir(parents=True)
    ramp = np.tile(np.arange(side, dtype=np.int16), (side, 1))
    paths = []
    for number in range(count):
        ds = Dataset()
        ds.file_meta = FileMetaDataset()
        ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        ds.SOPClassUID, ds.SOPInstanceUID = CT, generate_uid()
        ds.StudyInstanceUID = f"1.2.{date}"
        ds.SeriesInstanceUID = f"1.2.{date}.{zlib.crc32(series.encode())}"
        ds.SeriesDescription, ds.Modality = series, "CT"
        ds.StudyDate, ds.StudyTime = date, "101500"
        ds.PatientName, ds.PatientID = f"{patient}^Test", patient
        ds.FrameOfReferenceUID = frame_of_reference or f"1.9.{date}"
        ds.Rows = ds.Columns = side
        ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
        ds.BitsAllocated = ds.BitsStored = 16
        ds.HighBit, ds.PixelRepresentation = 15, 1
        ds.RescaleSlope, ds.RescaleIntercept = 1, 0
        ds.InstanceNumber = number + 1
        ds.ImagePositionPatient = [0, 0, 3.0 * number]
        ds.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
        ds.PixelSpacing = [pixel, pixel]
        ds.WindowWidth, ds.WindowCenter = 400, 40
        ds.PixelData = (ramp + 10 * number).astype(np.int16).tobytes()
        ds["PixelData"].VR = "OW"
        if drawn is not None:
            ds.add_new((0x6000, 0x0010), "US", side)
            ds.add_new((0x6000, 0x0011), "US", side)
            ds.add_new((0x6000, 0x0040), "CS", "G")
            ds.add_new((0x6000, 0x0050), "SS", [1, 1])
            ds.add_new((0x6000, 0x0100), "US", 1)
            ds.add_new((0x6000, 0x0102), "US", 0)
            bits = np.packbits(drawn.ravel(), bitorder="little").tobytes()
            ds.add_new((0x6000, 0x3000), "OW", bits)
        paths.append(place / f"{number}.dcm")
        ds.save_as(paths[-1], enforce_file_format=True)
    return paths

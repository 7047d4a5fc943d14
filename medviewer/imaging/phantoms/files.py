"""Phantoms as files: ultrasound DICOM with region calibration, and the true mask beside."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from medviewer.domain.patient import DEMO_ID_PREFIX, Patient
from medviewer.files import atomic_writer, write_atomically
from medviewer.imaging.phantoms.simulate import REVISION, Phantom, PhantomKind, simulate_ultrasound
from medviewer.imaging.reader import uid_from

DEMO_INSTITUTION = "MedViewer demo, simulated pictures"


def mask_path(path: Path) -> Path:
    """Where the true mask of the phantom at ``path`` lies."""
    return path.with_name(f"{path.stem}_mask.png")


def demo_patient(name: str, number: int, birth_date: dt.date | None = None) -> Patient:
    """A patient who does not exist, marked so that every part of the program can tell."""
    return Patient(f"{DEMO_ID_PREFIX}{number}", f"Demo^{name}", birth_date, "F")


def write_phantom_dicom(
    phantom: Phantom,
    path: Path,
    patient: Patient | None = None,
    at: dt.datetime = dt.datetime(2026, 1, 15, 9, 30),
) -> Path:
    """Write an Ultrasound Image Storage file and the true mask beside it.

    The scale is in the Sequence of Ultrasound Regions (PS3.3 C.8.5.5), in cm a pixel, as
    scanners write it. UIDs follow from phantom, patient and date: the same call writes the
    same file. The mask is ``mask_path(path)``, 0 and 255.

    Args:
        phantom: What to write.
        path: The file; its folder must exist.
        patient: Whose picture it is; by default a demo patient named after the kind.
        at: When the study was made.

    Returns:
        ``path``.

    Raises:
        OSError: the folder cannot be written.
    """
    patient = patient or demo_patient(phantom.kind.capitalize(), 0)
    dataset = _dataset(phantom, patient, at)
    write_atomically(mask_path(path), _png(phantom.mask))
    with atomic_writer(path) as stream:
        dataset.save_as(stream, enforce_file_format=True)
    return path


@dataclass(frozen=True, slots=True)
class DemoScan:
    """One demo scan: whose it is, when it was made and what it shows."""

    name: str
    patient: Patient
    at: dt.datetime
    kind: PhantomKind
    seed: int
    diameter_mm: float | None = None


_CYST = demo_patient("Cyst", 1, dt.date(1979, 4, 12))
_MASS = demo_patient("Spiculated Mass", 2, dt.date(1961, 9, 30))
_NOTHING = demo_patient("Nothing Found", 3, dt.date(1988, 2, 3))
_FIBROADENOMA = demo_patient("Fibroadenoma", 4, dt.date(1996, 11, 21))

DEMO_SCANS = (
    DemoScan("demo-cyst", _CYST, dt.datetime(2026, 1, 12, 9, 10), "cyst", 4, 13.0),
    DemoScan("demo-mass-earlier", _MASS, dt.datetime(2025, 7, 3, 14, 20), "spiculated", 11, 9.0),
    DemoScan("demo-mass", _MASS, dt.datetime(2026, 1, 13, 10, 5), "spiculated", 3, 15.0),
    DemoScan("demo-nothing", _NOTHING, dt.datetime(2026, 1, 14, 11, 40), "nothing", 7),
    DemoScan(
        "demo-fibroadenoma", _FIBROADENOMA, dt.datetime(2026, 1, 15, 8, 50), "fibroadenoma", 5, 17.0
    ),
)


def write_demo_patients(folder: Path) -> list[Path]:
    """Four demo patients, one of them with an earlier study, as DICOM files.

    Files that are already there and whole are left as they are.

    Args:
        folder: Where to; it is made if need be.

    Returns:
        The DICOM files, patient by patient, earlier studies first.

    Raises:
        OSError: the folder cannot be made or written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for scan in DEMO_SCANS:
        path = folder / f"{scan.name}.dcm"
        if not _is_written(path, _uid("instance", scan.patient, scan.at, _signature(scan))):
            phantom = simulate_ultrasound(scan.kind, scan.seed, diameter_mm=scan.diameter_mm)
            write_phantom_dicom(phantom, path, scan.patient, scan.at)
        files.append(path)
    return files


def _is_written(path: Path, instance_uid: str) -> bool:
    """Files are put in place whole, so the right UID says that the rest is right."""
    from pydicom import dcmread
    from pydicom.errors import InvalidDicomError

    if not (path.is_file() and mask_path(path).is_file()):
        return False
    try:
        header = dcmread(path, stop_before_pixels=True, specific_tags=["SOPInstanceUID"])
    except (OSError, InvalidDicomError, EOFError, ValueError):
        return False
    return bool(header.get("SOPInstanceUID") == instance_uid)


def _signature(source: Phantom | DemoScan) -> str:
    diameter = source.diameter_mm
    return f"{REVISION} {source.kind} {source.seed} {diameter and round(diameter, 3)}"


def _uid(what: str, patient: Patient, at: dt.datetime, signature: str = "") -> str:
    return uid_from(f"{what} {patient.patient_id} {at.isoformat()} {signature}")


def _dataset(phantom: Phantom, patient: Patient, at: dt.datetime):  # type: ignore[no-untyped-def]
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import ExplicitVRLittleEndian, UltrasoundImageStorage

    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ds.SpecificCharacterSet = "ISO_IR 192"
    ds.ImageType = ["DERIVED", "PRIMARY", "BREAST", "0001"]
    ds.DerivationDescription = "Simulated: no patient was scanned"
    ds.SOPClassUID = UltrasoundImageStorage
    ds.SOPInstanceUID = _uid("instance", patient, at, _signature(phantom))
    ds.StudyInstanceUID = _uid("study", patient, at)
    ds.SeriesInstanceUID = _uid("series", patient, at)
    ds.PatientName = patient.name
    ds.PatientID = patient.patient_id
    ds.PatientBirthDate = patient.birth_date.strftime("%Y%m%d") if patient.birth_date else ""
    ds.PatientSex = patient.sex or ""
    ds.StudyDate = ds.SeriesDate = ds.ContentDate = at.strftime("%Y%m%d")
    ds.StudyTime = ds.SeriesTime = ds.ContentTime = at.strftime("%H%M%S")
    ds.StudyDescription = "Breast ultrasound (simulated)"
    ds.SeriesDescription = "B-mode phantom"
    ds.StudyID = ds.AccessionNumber = ds.ReferringPhysicianName = ""
    ds.SeriesNumber = ds.InstanceNumber = 1
    ds.Modality = "US"
    ds.BodyPartExamined = "BREAST"
    ds.Laterality = "R"
    ds.Manufacturer = "MedViewer"
    ds.ManufacturerModelName = "B-mode phantom"
    ds.InstitutionName = DEMO_INSTITUTION
    ds.LossyImageCompression = "00"
    ds.Rows, ds.Columns = phantom.picture.shape
    ds.SamplesPerPixel = 1
    ds.PhotometricInterpretation = "MONOCHROME2"
    ds.BitsAllocated = ds.BitsStored = 8
    ds.HighBit = 7
    ds.PixelRepresentation = 0
    ds.SequenceOfUltrasoundRegions = [_region(phantom)]
    pixels = phantom.picture.tobytes()
    ds.PixelData = pixels + b"\0" * (len(pixels) % 2)
    return ds


def _region(phantom: Phantom):  # type: ignore[no-untyped-def]
    """One tissue region over the whole picture (PS3.3 C.8.5.5.1)."""
    from pydicom.dataset import Dataset

    rows, columns = phantom.picture.shape
    scale = phantom.calibration
    if scale.row_mm is None or scale.column_mm is None:
        raise ValueError("a phantom has a scale")
    region = Dataset()
    region.RegionSpatialFormat = 1  # two-dimensional
    region.RegionDataType = 1  # tissue
    region.RegionFlags = 2  # opaque, scale given
    region.RegionLocationMinX0 = region.RegionLocationMinY0 = 0
    region.RegionLocationMaxX1 = columns - 1
    region.RegionLocationMaxY1 = rows - 1
    region.ReferencePixelX0 = region.ReferencePixelY0 = 0
    region.ReferencePixelPhysicalValueX = region.ReferencePixelPhysicalValueY = 0.0
    region.PhysicalUnitsXDirection = region.PhysicalUnitsYDirection = 3  # cm
    region.PhysicalDeltaX = scale.column_mm / 10
    region.PhysicalDeltaY = scale.row_mm / 10
    return region


def _png(mask: npt.NDArray[np.bool_]) -> bytes:
    import cv2

    done, data = cv2.imencode(".png", mask.astype(np.uint8) * 255)
    if not done:
        raise ValueError("the mask cannot be encoded")
    return data.tobytes()

"""Phantoms as DICOM files, read back by the program's own reader."""

import cv2
import numpy as np
import pytest

from medviewer.domain.geometry import SpacingSource
from medviewer.domain.patient import DEMO_ID_PREFIX
from medviewer.imaging.phantoms import (
    DEMO_SCANS,
    mask_path,
    simulate_ultrasound,
    write_demo_patients,
    write_phantom_dicom,
)
from medviewer.imaging.registry import default_registry


@pytest.fixture(scope="module")
def cyst():
    return simulate_ultrasound("cyst", 2)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return write_demo_patients(tmp_path_factory.mktemp("demo") / "new" / "folder")


def test_the_reader_gives_back_picture_scale_and_mask(cyst, tmp_path):
    path = write_phantom_dicom(cyst, tmp_path / "cyst.dcm")
    volume = default_registry().read(path)
    assert np.array_equal(volume.frame(0), cyst.picture)
    box = (0, 0, *reversed(cyst.picture.shape))
    scale = volume.geometry.calibration_at(box)
    assert scale.source is SpacingSource.ULTRASOUND_REGION
    assert (scale.row_mm, scale.column_mm) == pytest.approx((0.08, 0.08))
    assert volume.context.series.modality == "US"
    assert volume.context.is_demo
    assert not volume.warnings
    mask = cv2.imread(str(mask_path(path)), cv2.IMREAD_UNCHANGED)
    assert set(np.unique(mask)) == {0, 255}
    assert np.array_equal(mask > 0, cyst.mask)


def test_the_same_call_writes_the_same_bytes(cyst, tmp_path):
    first = write_phantom_dicom(cyst, tmp_path / "a.dcm").read_bytes()
    assert write_phantom_dicom(cyst, tmp_path / "b.dcm").read_bytes() == first


def test_demo_patients(demo):
    volumes = [default_registry().read(path) for path in demo]
    patients = [v.context.patient for v in volumes]
    assert len({p.patient_id for p in patients}) == 4
    assert all(p.patient_id.startswith(DEMO_ID_PREFIX) for p in patients)
    assert all(p.name.startswith("Demo^") for p in patients)
    assert all(v.context.is_demo for v in volumes)
    assert len({v.context.study.uid for v in volumes}) == len(volumes) == 5
    twice = [v for v in volumes if patients.count(v.context.patient) == 2]
    dates = [v.context.study.date for v in twice]
    assert dates == sorted(dates)
    assert {scan.kind for scan in DEMO_SCANS} == {"cyst", "fibroadenoma", "spiculated", "nothing"}
    assert all(mask_path(path).is_file() for path in demo)


def test_whole_files_are_left_and_damaged_ones_made_anew(demo):
    before = {path: path.stat().st_mtime_ns for path in demo}
    content = demo[2].read_bytes()
    demo[2].write_bytes(b"not a scan")
    mask_path(demo[0]).unlink()
    again = write_demo_patients(demo[0].parent)
    assert again == demo
    assert demo[2].read_bytes() == content
    assert mask_path(demo[0]).is_file()
    assert {p: p.stat().st_mtime_ns for p in (demo[1], demo[3], demo[4])} == {
        p: before[p] for p in (demo[1], demo[3], demo[4])
    }
    assert sorted(p.name for p in demo[0].parent.iterdir()) == sorted(
        [p.name for p in demo] + [mask_path(p).name for p in demo]
    )

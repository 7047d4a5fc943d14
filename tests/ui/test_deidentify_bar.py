"""Exporting without the patient: seen first, then written."""

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian
from PySide6.QtCore import Qt

LONG = 20_000


@pytest.fixture
def ultrasound(tmp_path):
    """A picture with one region and a bright line of 'text' above it."""

    def write(name: str, regions: bool):
        ds = Dataset()
        ds.file_meta = FileMetaDataset()
        ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        ds.SOPClassUID, ds.SOPInstanceUID = "1.2.840.10008.5.1.4.1.1.6.1", f"1.2.3.{len(name)}"
        ds.StudyInstanceUID, ds.SeriesInstanceUID = "1.2", f"1.2.3.{len(name)}.1"
        ds.PatientName, ds.PatientID, ds.Modality = "Sonne^Sabine", "KH-77", "US"
        ds.PatientSex, ds.PatientAge, ds.PatientBirthDate = "F", "062Y", "19630517"
        ds.Rows, ds.Columns, ds.SamplesPerPixel = 60, 80, 1
        ds.PhotometricInterpretation = "MONOCHROME2"
        ds.BitsAllocated = ds.BitsStored = 8
        ds.HighBit, ds.PixelRepresentation = 7, 0
        pixels = np.full((60, 80), 90, np.uint8)
        pixels[:8] = 250
        ds.PixelData = pixels.tobytes()
        if regions:
            region = Dataset()
            region.RegionLocationMinX0, region.RegionLocationMinY0 = 0, 8
            region.RegionLocationMaxX1, region.RegionLocationMaxY1 = 79, 59
            ds.SequenceOfUltrasoundRegions = Sequence([region])
        path = tmp_path / name
        ds.save_as(path, enforce_file_format=True)
        return path

    return write


def offer(desk, window):
    window.actions_by_name["deidentify"].trigger()
    bar = window.page.deidentify
    desk.qtbot.waitUntil(bar.isVisible, timeout=LONG)
    return bar


def export(desk, window, folder):
    window.page.deidentify.export_to(folder)
    desk.qtbot.waitUntil(lambda: "Written and checked" in window.status.message, timeout=LONG)
    return list(folder.rglob("*.dcm"))


def test_what_will_be_black_is_shown_before_it_is_written(desk, ultrasound, tmp_path):
    window = desk.start()
    desk.show(window, ultrasound("us.dcm", regions=True))
    bar = offer(desk, window)
    assert "marked here will be black" in bar.words
    view = window.page.viewport
    assert view._black == ((0, 0, 80, 8),)
    place = view.canvas.picture_to_screen().map(40.0, 4.0)
    shown = view.canvas.grab().toImage().pixelColor(round(place[0]), round(place[1]))
    assert shown.lightness() < 100  # 250 in the picture
    (copy,) = export(desk, window, tmp_path / "out")
    ds = dcmread(copy)
    assert not ds.pixel_array[:8].any()
    assert (ds.pixel_array[8:] == 90).all()
    assert "Sonne" not in str(ds)
    assert not bar.isVisible()
    assert view._black == ()


def test_a_picture_that_does_not_say_where_is_for_a_person_to_judge(desk, ultrasound, tmp_path):
    window = desk.start()
    desk.show(window, ultrasound("plain.dcm", regions=False))
    bar = offer(desk, window)
    assert "does not say where" in bar.words
    assert bar.write.text().startswith("There are none")
    bar.leave.click()
    assert not bar.isVisible()
    offer(desk, window)
    (copy,) = export(desk, window, tmp_path / "out")
    assert (dcmread(copy).pixel_array[:8] == 250).all()


def test_a_picture_without_a_patient_needs_none(desk, make_pictures):
    window = desk.start()
    desk.show(window, *make_pictures(1))
    window.actions_by_name["deidentify"].trigger()
    desk.qtbot.waitUntil(lambda: "no patient data" in window.status.message, timeout=LONG)
    assert not window.page.deidentify.isVisible()


def test_what_stays_of_the_patient_is_chosen_said_and_remembered(desk, ultrasound, tmp_path):
    window = desk.start()
    desk.show(window, ultrasound("us.dcm", regions=True))
    bar = offer(desk, window)
    assert not bar.keep_patient.isChecked()
    assert bar.kept.text() == "Sex, age, height and weight are taken out, too."
    (copy,) = export(desk, window, tmp_path / "without")
    ds = dcmread(copy)
    assert not ds.PatientSex
    assert "PatientAge" not in ds
    offer(desk, window)
    bar.keep_patient.setFocus()
    desk.qtbot.keyClick(bar.keep_patient, Qt.Key.Key_Space)
    assert "age, height, weight" in bar.kept.text()
    assert "stay in the files" in bar.kept.text()
    window.status.say("")
    (copy,) = export(desk, window, tmp_path / "with")
    ds = dcmread(copy)
    assert (ds.PatientSex, ds.PatientAge, ds.PatientBirthDate) == ("F", "062Y", "")
    assert "Sonne" not in str(ds)
    desk.close(window)
    assert desk.start().page.deidentify.keep_patient.isChecked()

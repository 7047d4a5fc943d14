"""Opening folders: a series that grows stays one line, and the next start remembers."""

from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

from medviewer.ui.browser.browser import Browser
from medviewer.ui.browser.model import Case

LONG = 20_000


@pytest.fixture
def ct(tmp_path) -> Path:
    """Twelve slices of one series in a folder."""
    for z in range(12):
        ds = Dataset()
        ds.file_meta = FileMetaDataset()
        ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        ds.SOPClassUID, ds.SOPInstanceUID = "1.2.840.10008.5.1.4.1.1.2", f"1.2.3.{z}"
        ds.StudyInstanceUID, ds.SeriesInstanceUID = "1.2", "1.2.3"
        ds.PatientName, ds.PatientID, ds.Modality = "Slice^Sally", "S1", "CT"
        ds.ImagePositionPatient = [0, 0, float(z)]
        ds.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
        ds.Rows = ds.Columns = 40
        ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
        ds.BitsAllocated = ds.BitsStored = 16
        ds.HighBit, ds.PixelRepresentation = 15, 0
        ds.PixelData = (np.arange(1600, dtype=np.uint16) + z).tobytes()
        folder = tmp_path / "ct"
        folder.mkdir(exist_ok=True)
        ds.save_as(folder / f"{z}.dcm", enforce_file_format=True)
    return folder


def whole(window):
    volume = window.controller.volume
    return not window._opening.running and volume is not None and len(volume) == 12


def test_a_series_of_slices_is_one_line_and_whole_on_the_screen(desk, ct):
    window = desk.start()
    desk.show(window, ct)
    desk.qtbot.waitUntil(lambda: whole(window), timeout=LONG)
    (case,) = window.page.browser.visible_cases()
    assert case.item.frames == 12
    assert "12 slices" in case.detail
    assert window.page.viewport.volume is window.controller.volume


def test_a_question_about_a_series_that_still_grows_is_asked_of_the_whole(desk, ct):
    from medviewer.imaging.index import IndexedSeries, watch_paths

    first, grown = (f for f in watch_paths([ct]) if isinstance(f, IndexedSeries))
    window = desk.start()
    browser, controller = window.page.browser, window.controller
    (case,) = browser.add_items([first])
    browser.choose(case.key)
    desk.qtbot.waitUntil(lambda: controller.volume is not None, timeout=LONG)
    assert len(controller.volume) < 12
    # Made for another modality; that is not what is asked here.
    controller.asking.predict(controller.asking.fitting_packs()[0][0], override_refusal=True)
    browser.add_items([grown])
    desk.qtbot.waitUntil(lambda: controller.result is not None, timeout=LONG)
    assert len(controller.volume) == 12
    assert controller.result.content_hash == controller.volume.content_hash
    assert controller.result.masks[0].array.shape[0] == 12


def test_what_went_wrong_stays_with_a_sign_until_the_next_message(desk, tmp_path):
    letter = tmp_path / "letter.dcm"
    letter.write_bytes(b"Dear colleague, " * 40)
    window = desk.start()
    window.open_paths([letter])
    desk.qtbot.waitUntil(lambda: "letter.dcm is not a scan" in window.status.message)
    assert window.status.troubled
    assert not window.status._timer.isActive()
    window.say("All is well.")
    assert not window.status.troubled
    assert window.status._timer.isActive()


def test_what_went_wrong_is_over_as_something_else_is_opened(desk, ct, tmp_path):
    letter = tmp_path / "letter.dcm"
    letter.write_bytes(b"Dear colleague, " * 40)
    window = desk.start()
    window.open_paths([letter])
    desk.qtbot.waitUntil(lambda: window.status.troubled)
    desk.show(window, ct)
    assert not window.status.troubled


def test_the_next_start_lists_what_was_open_and_shows_nothing_by_itself(desk, ct, make_pictures):
    pictures = make_pictures(2)[0].parent
    window = desk.start()
    desk.show(window, ct)
    desk.show(window, pictures)
    desk.close(window)
    (pictures / "scan2.png").unlink()
    again = desk.start()
    desk.qtbot.waitUntil(
        lambda: len(again.page.browser.visible_cases()) == 2 and not again._opening.running,
        timeout=LONG,
    )
    names = {c.patient.name for c in again.page.browser.visible_cases()}
    assert names == {"Slice^Sally", "scan1"}
    assert again.controller.volume is None
    again.scans.close_all()
    desk.close(again)
    third = desk.start()
    desk.qtbot.wait(300)
    assert third.page.browser.visible_cases() == []


def test_a_grown_series_keeps_its_line_and_is_chosen_again(qtbot, ct):
    from medviewer.imaging.index import IndexedSeries, watch_paths

    browser = Browser()
    qtbot.addWidget(browser)
    first, grown = (f for f in watch_paths([ct]) if isinstance(f, IndexedSeries))
    (case,) = browser.add_items([first])
    browser.choose(case.key)
    case.content_hash = "of one slice"
    with qtbot.waitSignal(browser.caseChosen) as chosen:
        assert browser.add_items([grown]) == [case]
    assert chosen.args == [case]
    assert len(case.item.files) == 12
    assert case.content_hash is None
    with qtbot.assertNotEmitted(browser.caseChosen):
        browser.add_items([grown, first])
    assert len(case.item.files) == 12
    assert isinstance(browser.current, Case)

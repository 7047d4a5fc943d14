"""What a scan's own files draw and say: overlay planes, segmentations beside it, reports."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from pydicom import Dataset, dcmread
from pydicom.sequence import Sequence
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from medviewer.domain.image import ArrayFrames, GraphicsPlane
from medviewer.domain.result import InferenceResult, PackReference, Provenance
from medviewer.domain.segmentation import CodedConcept, Segment, SegmentationMask
from medviewer.exchange.dicom_seg import write_seg
from medviewer.imaging.phantoms import simulate_ultrasound, write_phantom_dicom
from medviewer.imaging.registry import default_registry
from medviewer.ui.viewport.file_overlays import PLANE_COLOUR
from medviewer.ui.viewport.viewport import Viewport
from tests.ui.pictures import colour_at, grabbed, make_volume, screen

LONG = 20_000
PART = Segment(
    "cyst",
    "Cyst",
    (230, 159, 0),
    "C",
    CodedConcept("49755003", "SCT", "Morphologically Altered Structure"),
    CodedConcept("52988006", "SCT", "Lesion"),
)


@pytest.fixture
def viewport(qtbot) -> Viewport:
    widget = Viewport()
    qtbot.addWidget(widget)
    widget.resize(400, 430)
    widget.show()
    widget.corners_visible = False
    return widget


def test_an_overlay_plane_is_drawn_on_its_own_frame_and_can_be_hidden(viewport):
    drawn = np.zeros((2, 40, 40), bool)
    drawn[1, 10:14, 20:24] = True
    plane = GraphicsPlane("ROI", False, ArrayFrames(drawn))
    viewport.show_volume(make_volume(np.full((2, 40, 40), 255, np.uint8), graphics=(plane,)))
    at = screen(viewport, 22, 12)
    assert colour_at(grabbed(viewport), at) == (255, 255, 255)
    viewport.frame_index = 1
    assert colour_at(grabbed(viewport), at) == PLANE_COLOUR
    beside = colour_at(grabbed(viewport), screen(viewport, 19.5, 12))
    assert max(beside) < 140, "a dark halo, to be seen on white"
    viewport.show_file_overlays(False)
    assert colour_at(grabbed(viewport), at) == (255, 255, 255)


def test_masks_of_the_file_are_outlined_and_go_with_the_scan(viewport):
    viewport.show_volume(make_volume(np.zeros((1, 40, 40), np.uint8)))
    area = np.zeros((1, 40, 40), bool)
    area[0, 10:30, 10:30] = True
    viewport.set_file_masks([SegmentationMask(PART, area)])
    (line,) = [one for one in viewport.file_overlays.lines if one.rings]
    assert line.dash == ()
    border = colour_at(grabbed(viewport), screen(viewport, 10.05, 20))
    assert border[0] > border[2] + 60, "orange"
    assert colour_at(grabbed(viewport), screen(viewport, 20, 20)) == (0, 0, 0)
    viewport.show_volume(make_volume(np.zeros((1, 40, 40), np.uint8)))
    assert viewport.file_overlays.lines == ()


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """An ultrasound file with an overlay plane, and a segmentation drawn on it beside it."""
    folder = tmp_path / "overlaid"
    folder.mkdir()
    path = write_phantom_dicom(simulate_ultrasound("cyst", 3), folder / "scan.dcm")
    ds = dcmread(path)
    ds.add_new((0x6000, 0x0010), "US", 8)
    ds.add_new((0x6000, 0x0011), "US", 16)
    ds.add_new((0x6000, 0x0040), "CS", "G")
    ds.add_new((0x6000, 0x0050), "SS", [11, 21])
    ds.add_new((0x6000, 0x0100), "US", 1)
    ds.add_new((0x6000, 0x0102), "US", 0)
    ds.add_new((0x6000, 0x1500), "LO", "Ruler")
    ds.add_new((0x6000, 0x3000), "OW", b"\xff" * 16)
    ds.save_as(path)
    volume = default_registry().read_files([path])
    mask = np.zeros((1, volume.geometry.rows, volume.geometry.columns), bool)
    mask[0, 100:150, 120:200] = True
    result = InferenceResult(
        case="scan",
        content_hash=volume.content_hash,
        masks=(SegmentationMask(PART, mask),),
        findings=(),
        probabilities=(),
        diagnosis=None,
        provenance=Provenance(
            PackReference("p", "1", "0" * 64, "P"), "0.1", "cpu", dt.datetime.now(dt.UTC)
        ),
    )
    write_seg(result, volume, folder / "drawn.seg.dcm")
    return path


def test_the_window_finds_them_names_them_and_hides_them(desk, scan, make_pictures):
    window = desk.start()
    desk.show(window, scan)
    page = window.page
    desk.qtbot.waitUntil(lambda: page.viewport.file_overlays.masks != (), timeout=LONG)
    card = page.panel.file_overlays
    assert card.isVisible()
    assert "Overlay: Ruler" in card.words.text()
    assert "Cyst" in card.words.text()
    action = window.actions_by_name["file_overlays"]
    QTest.keyClick(page.viewport, Qt.Key.Key_O, Qt.KeyboardModifier.ShiftModifier)
    assert not action.isChecked()
    assert not card.eye.isChecked()
    assert not page.viewport.file_overlays.visible
    card.eye.click()
    assert page.viewport.file_overlays.visible
    (plain,) = make_pictures(1)
    first = window.controller.volume
    window.open_paths([plain])
    desk.qtbot.waitUntil(lambda: window.controller.volume is not first, timeout=LONG)
    assert not card.isVisible()
    assert not action.isEnabled()


def test_a_damaged_segmentation_says_so_and_the_scan_is_shown(desk, scan):
    beside = scan.with_name("drawn.seg.dcm")
    ds = dcmread(beside)
    ds.Rows, ds.Columns = ds.Rows // 2, ds.Columns * 2
    ds.save_as(beside)
    window = desk.start()
    said = []
    window.controller.said.connect(said.append)
    desk.show(window, scan)
    desk.qtbot.waitUntil(lambda: any("drawn.seg.dcm" in s for s in said), timeout=LONG)
    assert window.controller.volume is not None


def content(kind: str, name: str, **more) -> Dataset:
    item, named = Dataset(), Dataset()
    named.CodeValue, named.CodingSchemeDesignator, named.CodeMeaning = "1", "99TEST", name
    item.ValueType = kind
    item.ConceptNameCodeSequence = Sequence([named])
    for keyword, value in more.items():
        setattr(item, keyword, value)
    return item


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = write_phantom_dicom(simulate_ultrasound("cyst", 3), tmp_path / "report.dcm")
    ds = dcmread(path)
    del ds.PixelData
    ds.Modality = "SR"
    ds.SOPClassUID = ds.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.88.11"
    ds.update(content("CONTAINER", "Breast report"))
    ds.ContentSequence = Sequence([content("TEXT", "Comment", TextValue="Größe unverändert")])
    ds.save_as(path)
    return path


def test_a_structured_report_is_shown_as_text_in_place_of_a_picture(desk, report, make_pictures):
    window = desk.start()
    window.open_paths([report])
    view = window.page.document
    desk.qtbot.waitUntil(view.isVisible, timeout=LONG)
    assert "Comment: Größe unverändert" in view.text.toPlainText()
    window.actions_by_name["privacy"].setChecked(True)
    assert "Größe" not in view.text.toPlainText()
    window.actions_by_name["privacy"].setChecked(False)
    desk.show(window, *make_pictures(1))
    assert not view.isVisible()
    assert window.page.viewport.isVisible()


def test_the_report_can_be_closed(desk, report):
    window = desk.start()
    window.open_paths([report])
    view = window.page.document
    desk.qtbot.waitUntil(view.isVisible, timeout=LONG)
    view.close_button.click()
    assert not view.isVisible()
    assert view.text.toPlainText() == ""


def test_an_object_that_is_neither_picture_nor_report_gets_its_sentence(desk, report):
    ds = dcmread(report)
    del ds.ContentSequence
    ds.SOPClassUID = ds.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.481.3"
    ds.save_as(report)
    window = desk.start()
    window.open_paths([report])
    desk.qtbot.waitUntil(lambda: "holds no picture" in window.status.message, timeout=LONG)
    assert not window.page.document.isVisible()

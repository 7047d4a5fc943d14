"""Segmentations on their scan, reports as text, documents inside objects."""

from pathlib import Path

import highdicom as hd
import numpy as np
import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.sr.codedict import codes
from pydicom.uid import generate_uid

from medviewer.domain.errors import ReadError
from medviewer.imaging.dicom.document import encapsulated_document, read_report_text
from medviewer.imaging.dicom.segmentation import (
    find_segmentations,
    read_segmentation,
    referenced_instances,
)
from medviewer.imaging.registry import default_registry


def write_seg(path: Path, sources: list[Path], pixels: np.ndarray, kind: str = "BINARY") -> Path:
    """A SEG of ``pixels`` (frames, rows, columns, segments) in the order of ``sources``."""
    datasets = [dcmread(p) for p in sources]
    for ds in datasets:
        for keyword in ("AccessionNumber", "StudyID", "PatientBirthDate", "PatientSex"):
            setattr(ds, keyword, "")
        ds.StudyDate = ds.StudyTime = ds.ReferringPhysicianName = ""
    described = [
        hd.seg.SegmentDescription(
            segment_number=n + 1,
            segment_label=f"part {n + 1}",
            segmented_property_category=codes.SCT.MorphologicallyAbnormalStructure,
            segmented_property_type=codes.SCT.Lesion,
            algorithm_type=hd.seg.SegmentAlgorithmTypeValues.MANUAL,
            display_color=hd.color.CIELabColor.from_rgb(255, 0, 0) if n == 0 else None,
        )
        for n in range(pixels.shape[-1])
    ]
    seg = hd.seg.Segmentation(
        source_images=datasets,
        pixel_array=pixels,
        segmentation_type=kind,
        segment_descriptions=described,
        series_instance_uid=generate_uid(),
        series_number=9,
        sop_instance_uid=generate_uid(),
        instance_number=1,
        manufacturer="Test",
        manufacturer_model_name="Test",
        software_versions="1",
        device_serial_number="1",
        max_fractional_value=200,
    )
    seg.save_as(path)
    return path


@pytest.fixture
def slices(write_slices) -> list[Path]:
    """Three slices in one folder, named against their order in space."""
    return write_slices(
        [(0, 0, z) for z in (6.0, 0.0, 3.0)],
        FrameOfReferenceUID="1.2.9",
        SliceThickness=3,
        StudyInstanceUID="1.2.3",
    )


def test_a_segmentation_lies_on_the_slices_it_was_drawn_on(slices):
    pixels = np.zeros((3, 4, 5, 2), dtype=np.uint8)
    pixels[0, 1, 2, 0] = 1  # the slice at 6 mm
    pixels[1, 0, 0:3, 1] = 1  # the slice at 0 mm
    pixels[0, 1, 2:4, 1] = 1  # overlaps the first segment
    seg = write_seg(slices[0].with_name("drawn.dcm"), slices, pixels)
    volume = default_registry().read_files(slices)
    assert find_segmentations(volume) == (seg,)
    first, second = read_segmentation(seg, volume)
    in_space = [1, 2, 0]  # files in order of place
    assert np.array_equal(first.array, pixels[in_space, ..., 0].astype(bool))
    assert np.array_equal(second.array, pixels[in_space, ..., 1].astype(bool))
    assert (first.segment.label, first.segment.letter) == ("part 1", "1")
    assert first.segment.colour == pytest.approx((255, 0, 0), abs=3)
    assert first.segment.type.value == "52988006"
    assert first.probability is None


def test_a_fractional_segmentation_keeps_its_values(slices):
    pixels = np.zeros((3, 4, 5, 1), dtype=np.float32)
    pixels[1, 1, 1:4, 0] = (0.25, 0.5, 1.0)
    seg = write_seg(slices[0].with_name("f.dcm"), slices, pixels, "FRACTIONAL")
    volume = default_registry().read_files(slices)
    (mask,) = read_segmentation(seg, volume)
    assert mask.probability[0, 1, 1:4].tolist() == pytest.approx([0.25, 0.5, 1.0], abs=0.01)
    assert mask.array[0, 1].tolist() == [False, False, True, True, False]


def test_a_segmentation_follows_frames_that_were_sorted(write_dicom, tmp_path):
    def items(**header) -> Sequence:
        item = Dataset()
        for keyword, value in header.items():
            setattr(item, keyword, value)
        return Sequence([item])

    own = []
    for n, z in enumerate((4, 0, 2)):
        item = Dataset()
        item.PlanePositionSequence = items(ImagePositionPatient=[0, 0, z])
        item.FrameContentSequence = items(DimensionIndexValues=[n + 1])
        own.append(item)
    shared = Dataset()
    shared.PlaneOrientationSequence = items(ImageOrientationPatient=[1, 0, 0, 0, 1, 0])
    shared.PixelMeasuresSequence = items(PixelSpacing=[1, 1], SliceThickness=2)
    path = write_dicom(
        "enhanced.dcm",
        np.zeros((3, 4, 5), dtype=np.uint16),
        sop_class="1.2.840.10008.5.1.4.1.1.4.1",
        frames=3,
        Modality="MR",
        FrameOfReferenceUID="1.2.9",
        SharedFunctionalGroupsSequence=Sequence([shared]),
        PerFrameFunctionalGroupsSequence=Sequence(own),
    )
    pixels = np.zeros((3, 4, 5, 1), dtype=np.uint8)
    for n in range(3):
        pixels[n, 0, : n + 1] = 1
    seg = write_seg(tmp_path / "seg.dcm", [path], pixels)
    volume = default_registry().read(path)
    (mask,) = read_segmentation(seg, volume)
    assert volume.frame_order == (1, 2, 0)
    assert [int(f.sum()) for f in mask.array] == [2, 3, 1]


def test_a_segmentation_of_another_scan_is_refused(slices, write_dicom):
    seg = write_seg(slices[0].with_name("s.dcm"), slices, np.ones((3, 4, 5, 1), np.uint8))
    assert len(referenced_instances(seg)) == 3
    other = default_registry().read(write_dicom("other.dcm", np.zeros((4, 5), np.uint8)))
    with pytest.raises(ReadError, match="another scan"):
        read_segmentation(seg, other)
    assert find_segmentations(other) == ()
    with pytest.raises(ReadError, match="no DICOM Segmentation"):
        read_segmentation(other.files[0], other)


def test_a_segmentation_that_claims_more_than_it_holds_is_refused(slices):
    seg = write_seg(slices[0].with_name("s.dcm"), slices, np.ones((3, 4, 5, 1), np.uint8))
    ds = dcmread(seg)
    ds.Rows = ds.Columns = 10000
    ds.save_as(seg)
    with pytest.raises(ReadError, match="claims"):
        referenced_instances(seg)


def code(meaning: str) -> Sequence:
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = "1", "99T", meaning
    return Sequence([item])


def content(kind: str, name: str, **more) -> Dataset:
    item = Dataset()
    item.ValueType = kind
    if name:
        item.ConceptNameCodeSequence = code(name)
    for keyword, value in more.items():
        setattr(item, keyword, value)
    return item


def test_a_report_is_text_to_read(write_dicom):
    unit = Dataset()
    unit.NumericValue = "12.5"
    unit.MeasurementUnitsCodeSequence = code("millimetre")
    unit.MeasurementUnitsCodeSequence[0].CodeValue = "mm"
    findings = content("CONTAINER", "Findings")
    findings.ContentSequence = Sequence(
        [
            content("TEXT", "Comment", TextValue="Größe unverändert"),
            content("NUM", "Diameter", MeasuredValueSequence=Sequence([unit])),
            content("CODE", "Assessment", ConceptCodeSequence=code("Benign")),
        ]
    )
    path = write_dicom("sr.dcm", np.zeros((2, 2), np.uint8), SpecificCharacterSet="ISO_IR 192")
    ds = dcmread(path)
    for keyword in ("PixelData", "Rows", "Columns"):
        delattr(ds, keyword)
    ds.SOPClassUID = ds.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.88.22"
    ds.CompletionFlag, ds.VerificationFlag = "COMPLETE", "VERIFIED"
    ds.ValueType, ds.ConceptNameCodeSequence = "CONTAINER", code("Breast report")
    ds.ContentSequence = Sequence([findings])
    ds.save_as(path)
    assert read_report_text(path) == [
        "Breast report",
        "    (complete, verified)",
        "    Findings",
        "        Comment: Größe unverändert",
        "        Diameter: 12.5 mm",
        "        Assessment: Benign",
    ]


def test_a_report_that_repeats_itself_ends(write_dicom):
    item = content("TEXT", "a", TextValue="b")
    ds = Dataset()
    ds.update(content("CONTAINER", "top"))
    ds.ContentSequence = Sequence([item] * 6000)
    path = write_dicom("sr.dcm", np.zeros((2, 2), np.uint8))
    whole = dcmread(path)
    del whole.PixelData
    whole.update(ds)
    whole.save_as(path)
    lines = read_report_text(path)
    assert (len(lines), lines[-1]) == (5001, "...")


def test_the_pdf_inside_an_object(write_dicom):
    pdf = b"%PDF-1.4 something %%EOF\n"
    path = write_dicom("pdf.dcm", np.zeros((2, 2), np.uint8))
    ds = dcmread(path)
    del ds.PixelData
    ds.MIMETypeOfEncapsulatedDocument = "application/pdf"
    ds.EncapsulatedDocument = pdf + b"\0"
    ds.save_as(path)
    assert encapsulated_document(path) == ("application/pdf", pdf)
    ds.EncapsulatedDocument = pdf[:14]
    ds.save_as(path)
    with pytest.raises(ReadError, match="damaged"):
        encapsulated_document(path)
    with pytest.raises(ReadError, match="no encapsulated"):
        encapsulated_document(write_dicom("image.dcm", np.zeros((2, 2), np.uint8)))


def test_public_reports_and_documents(shared_data):
    folder = shared_data / "dicom" / "single"
    lines = read_report_text(folder / "sr_document.dcm")
    assert lines[0] == "Imaging Measurement Report"
    assert "    Person Observer Name: Foo" in lines
    kind, pdf = encapsulated_document(folder / "sample-pdf.dcm")
    assert (kind, pdf[:8], len(pdf)) == ("application/pdf", b"%PDF-1.4", 20575)
    assert len(referenced_instances(folder / "seg_image_ct_binary_overlap.dcm")) == 4

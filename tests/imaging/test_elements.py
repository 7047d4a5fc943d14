"""Values of elements: the quick way gives what pydicom gives."""

from pathlib import Path

import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filereader import read_dataset
from pydicom.filewriter import write_dataset

from medviewer.imaging.dicom import elements


def reread(ds: Dataset, implicit: bool = False, little: bool = True) -> Dataset:
    """``ds`` as it comes from a file: every element still raw."""
    stream = DicomBytesIO()
    stream.is_implicit_VR, stream.is_little_endian = implicit, little
    write_dataset(stream, ds)
    stream.seek(0)
    return read_dataset(stream, implicit, little)


def both_ways(ds: Dataset) -> list[tuple]:
    """Where the quick way differs from pydicom's."""
    wrong = []
    for tag in list(ds.keys()):
        quick = elements._quick_text(ds, tag), elements._quick_numbers(ds, tag)
        slow = elements._text(elements._value(ds, tag)), elements._numbers(elements._value(ds, tag))
        for fast, true in zip(quick, slow, strict=True):
            if fast is not None and fast != true:
                wrong.append((tag, fast, true))
    return wrong


@pytest.mark.parametrize("implicit", [False, True])
@pytest.mark.parametrize("little", [True, False])
def test_values_of_every_common_kind(implicit, little):
    if implicit and not little:
        pytest.skip("no such encoding")
    ds = Dataset()
    ds.Modality, ds.SOPClassUID, ds.StudyDate = "CT", "1.2.840", "20250102"
    ds.SeriesDescription, ds.ImageType = "T1 axial", ["ORIGINAL", "PRIMARY"]
    ds.Rows, ds.PixelSpacing, ds.InstanceNumber = 513, ["0.25", " 1e-1"], "-7"
    ds.RedPaletteColorLookupTableDescriptor = [256, 0, 16]
    ds["RedPaletteColorLookupTableDescriptor"].VR = "US"
    ds.AcquisitionDuration, ds.StudyDescription = 2.5, ""
    raw = reread(ds, implicit, little)
    assert elements.text(raw, "Modality") == "CT"
    assert elements.text(raw, "ImageType") == "ORIGINAL"
    assert elements.text(raw, "SeriesDescription") == "T1 axial"
    assert elements.text(raw, "StudyDescription") == ""
    assert elements.numbers(raw, "PixelSpacing") == [0.25, 0.1]
    assert elements.integer(raw, "Rows") == 513
    assert elements.integer(raw, "InstanceNumber") == -7
    assert elements.number(raw, "AcquisitionDuration") == 2.5
    assert elements.numbers(raw, "AccessionNumber") == []
    assert both_ways(reread(ds, implicit, little)) == []


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("ISO_IR 100", "Größe"),
        ("ISO_IR 192", "頭部 CT"),
        (["", "ISO 2022 IR 87"], "頭部"),
        ("ISO_IR 13", "ﾔﾏﾀﾞ"),
        ("ISO_IR 192", "a~b"),
    ],
)
def test_text_beyond_ascii_needs_its_character_set(charset, text):
    ds = Dataset()
    ds.SpecificCharacterSet, ds.SeriesDescription = charset, text
    assert elements.text(reread(ds), "SeriesDescription") == text


def test_public_headers_give_the_same_both_ways(shared_data):
    compared = 0
    for path in sorted(Path(shared_data / "dicom").rglob("*")):
        try:
            ds = dcmread(path, stop_before_pixels=True, force=True)
        except Exception:  # noqa: BLE001, S112 - files that are not DICOM are not looked at here
            continue
        assert both_ways(ds) == [], path.name
        compared += len(ds)
    assert compared > 5000

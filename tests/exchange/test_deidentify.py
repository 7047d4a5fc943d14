"""De-identified copies: nothing of the patient in any byte, the picture untouched."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom import dcmread
from pydicom.datadict import dictionary_has_tag, dictionary_VR, tag_for_keyword
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, RLELossless

from medviewer.app.main import main
from medviewer.domain.errors import KnownError
from medviewer.exchange.deidentify import deidentify_file
from medviewer.exchange.deidentify_names import Pseudonyms, shifted
from medviewer.exchange.deidentify_pixels import MaskRule, masked, outside_of, preview
from medviewer.exchange.deidentify_profile import METHODS, Options, table
from medviewer.exchange.deidentify_words import described, identity_of
from medviewer.imaging.registry import default_registry

SECRET = bytes(range(32))
US, CT = "1.2.840.10008.5.1.4.1.1.6.1", "1.2.840.10008.5.1.4.1.1.2"


def item(**values) -> Dataset:
    ds = Dataset()
    for keyword, value in values.items():
        setattr(ds, keyword, value)
    return ds


def region(left, top, right, bottom) -> Dataset:
    return item(RegionLocationMinX0=left, RegionLocationMinY0=top,
                RegionLocationMaxX1=right, RegionLocationMaxY1=bottom)  # fmt: skip


def whole_object(pixels: np.ndarray, syntax: str = ExplicitVRLittleEndian, **header) -> Dataset:
    """An object with the patient in every corner of it."""
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = syntax
    ds.file_meta.SourceApplicationEntityTitle = "MUSTERSCANNER"
    ds.preamble = b"Mustermann".ljust(128, b"\0")
    ds.SpecificCharacterSet = "ISO_IR 100"
    ds.SOPClassUID, ds.SOPInstanceUID = CT, "1.2.276.0.20030405.1"
    ds.StudyInstanceUID, ds.SeriesInstanceUID = "1.2.276.0.20030405", "1.2.276.0.20030405.7"
    ds.FrameOfReferenceUID = "1.2.276.0.20030405.9"
    ds.Modality, ds.Manufacturer = "CT", "Acme"
    ds.PatientName, ds.PatientID = "Mustermann^Jörg", "KH-4711"
    ds.PatientBirthDate, ds.PatientSex, ds.PatientAge = "19500607", "M", "053Y"
    ds.OtherPatientIDs = ["ALT-0815", "ALT-0816"]
    ds.ReferringPhysicianName, ds.OperatorsName = "Überweiser^Anna", "Knipser^Karl"
    ds.InstitutionName, ds.StationName = "Sankt Irgendwo", "CT-KELLER"
    ds.AccessionNumber, ds.StudyID = "ACC99887", "S77"
    ds.StudyDate = ds.SeriesDate = "20030405"
    ds.ContentDate, ds.StudyTime = "20030406", "101112"
    ds.AcquisitionDateTime = "20030405101530.5+0100"
    ds.StudyDescription = "CT Abdomen Mustermann mit Kontrast 2003"
    ds.ImageComments = "Patient Mustermann liegt schief"
    ds.BodyPartExamined = "ABDOMEN"
    ds.SoftwareVersions = "built for KH-4711"
    ds.RequestAttributesSequence = Sequence(
        [item(RequestedProcedureID="ACC99887", ScheduledProcedureStepDescription="Mustermann")]
    )
    ds.SourceImageSequence = Sequence(
        [item(ReferencedSOPClassUID=CT, ReferencedSOPInstanceUID="1.2.276.0.20030405.1")]
    )
    ds.AnatomicRegionSequence = Sequence(
        [item(CodeValue="818983003", CodingSchemeDesignator="SCT", CodeMeaning="Mustermann")]
    )
    block = ds.private_block(0x0029, "ACME PRIVATE", create=True)
    block.add_new(1, "LO", "Mustermann again")
    ds.add_new(0x60000010, "US", 4)
    ds.add_new(0x60003000, "OW", b"\xff\xff")
    colour = pixels.ndim > 2 and pixels.shape[-1] == 3
    shape = pixels.shape[:-1] if colour else pixels.shape
    ds.Rows, ds.Columns = shape[-2:]
    ds.SamplesPerPixel = 3 if colour else 1
    ds.PhotometricInterpretation = "RGB" if colour else "MONOCHROME2"
    if colour:
        ds.PlanarConfiguration = 0
    if len(shape) == 3:
        ds.NumberOfFrames = shape[0]
    ds.BitsAllocated = ds.BitsStored = pixels.dtype.itemsize * 8
    ds.HighBit, ds.PixelRepresentation = ds.BitsStored - 1, 0
    order = ">" if syntax == ExplicitVRBigEndian else "<"
    data = pixels.astype(pixels.dtype.newbyteorder(order)).tobytes()
    ds.PixelData = data + b"\0" * (len(data) % 2)
    ds["PixelData"].VR = "OB" if ds.BitsAllocated == 8 else "OW"
    for keyword, value in header.items():
        setattr(ds, keyword, value)
    return ds


@pytest.fixture
def write(tmp_path):
    def write(name: str, pixels: np.ndarray, **header) -> Path:
        path = tmp_path / "in" / name
        path.parent.mkdir(exist_ok=True)
        whole_object(pixels, **header).save_as(path, enforce_file_format=True)
        return path

    return write


NOISE = np.random.default_rng(1).integers(0, 200, (20, 30), dtype=np.uint8)
SECRETS = (
    "Mustermann", "Jörg", "KH-4711", "19500607", "ALT-081", "Überweiser", "Knipser", "Irgendwo",
    "KELLER", "ACC99887", "20030405", "20030406", "S77", "ACME PRIVATE", "MUSTERSCANNER", "053Y",
)  # fmt: skip


def test_nothing_of_the_patient_is_in_any_byte_and_the_picture_is(write, tmp_path):
    path = write("mustermann.dcm", NOISE)
    before = path.read_bytes()
    done = deidentify_file(path, tmp_path / "out", Pseudonyms(SECRET))
    data = done.path.read_bytes()
    for secret in SECRETS:
        for code in ("utf-8", "latin-1"):
            assert secret.encode(code).lower() not in data.lower(), secret
    assert "mustermann" not in str(done.path.relative_to(tmp_path)).lower()
    assert path.read_bytes() == before
    ds = dcmread(done.path)
    assert np.array_equal(ds.pixel_array, NOISE)
    assert ds.PatientName == ds.PatientID == done.pseudonym
    assert (ds.Modality, ds.BodyPartExamined, ds.Manufacturer) == ("CT", "ABDOMEN", "Acme")
    assert (0x6000, 0x3000) not in ds
    assert not any(element.tag.is_private for element in ds)
    assert ds.preamble == bytes(128)


def test_the_copy_says_what_was_done(write, tmp_path):
    path = write("a.dcm", NOISE)
    ds = dcmread(deidentify_file(path, tmp_path / "out", Pseudonyms(SECRET)).path)
    assert ds.PatientIdentityRemoved == "YES"
    assert ds.LongitudinalTemporalInformationModified == "MODIFIED"
    assert [c.CodeValue for c in ds.DeidentificationMethodCodeSequence] == ["113100", "113107"]
    assert {c.CodingSchemeDesignator for c in ds.DeidentificationMethodCodeSequence} == {"DCM"}


def test_what_belongs_together_stays_together(write, tmp_path):
    one = write("1.dcm", NOISE)
    two = write("2.dcm", NOISE, SOPInstanceUID="1.2.276.0.20030405.2", StudyDate="20030415",
                SeriesDate="20030415", ContentDate="20030415")  # fmt: skip
    other = write("3.dcm", NOISE, PatientID="KH-2", SOPInstanceUID="1.2.3")
    names = Pseudonyms(SECRET)
    done = [deidentify_file(p, tmp_path / "out", names) for p in (one, two, other)]
    a, b, c = (dcmread(d.path) for d in done)
    assert a.PatientID == b.PatientID != c.PatientID
    assert a.StudyInstanceUID == b.StudyInstanceUID == c.StudyInstanceUID
    assert a.SOPInstanceUID == a.SourceImageSequence[0].ReferencedSOPInstanceUID
    assert a.SOPInstanceUID == b.SourceImageSequence[0].ReferencedSOPInstanceUID
    assert a.file_meta.MediaStorageSOPInstanceUID == a.SOPInstanceUID != b.SOPInstanceUID
    assert a.SourceImageSequence[0].ReferencedSOPClassUID == CT
    for uid in (a.SOPInstanceUID, a.StudyInstanceUID):
        assert uid.startswith("2.25.")
        assert len(uid) <= 64
    days = [dt.datetime.strptime(d.StudyDate, "%Y%m%d") for d in (a, b, c)]
    assert (days[1] - days[0]).days == 10
    assert days[2] != days[0]
    assert a.AcquisitionDateTime == a.StudyDate + "101530.5+0100"
    assert a.StudyTime == "101112"
    again = Pseudonyms(bytes(32)).patient("id kh-4711")
    assert again.name != a.PatientID


def test_options_keep_what_they_name_and_no_more(write, tmp_path):
    path = write("a.dcm", NOISE)
    options = Options(keep_dates=True, keep_device=True, keep_uids=True, keep_descriptions=True)
    ds = dcmread(deidentify_file(path, tmp_path / "out", Pseudonyms(SECRET), options).path)
    assert (ds.StudyDate, ds.AcquisitionDateTime) == ("20030405", "20030405101530.5+0100")
    assert ds.StationName == "CT-KELLER"
    assert ds.SOPInstanceUID == "1.2.276.0.20030405.1"
    assert ds.StudyDescription == "CT Abdomen"
    assert not ds.PatientBirthDate
    assert "Mustermann" not in str(ds)
    codes = [c.CodeValue for c in ds.DeidentificationMethodCodeSequence]
    assert codes == ["113100", "113106", "113109", "113110", "113105"]


def test_names_in_other_scripts_are_found_in_free_text(write, tmp_path):
    path = write("a.dcm", NOISE, SpecificCharacterSet="ISO_IR 192", PatientName="山田^太郎",
                 SoftwareVersions="made for 山田", Manufacturer="東芝")  # fmt: skip
    ds = dcmread(deidentify_file(path, tmp_path / "out", Pseudonyms(SECRET)).path)
    assert ds.SoftwareVersions in ("", None)
    assert ds.Manufacturer == "東芝"


def test_short_numbers_and_newborns_are_no_false_alarm(write, tmp_path):
    path = write("a.dcm", NOISE, PatientID="10008", RescaleIntercept="-1024",
                 OtherPatientIDs="1024", PatientBirthDate="20030405",
                 SoftwareVersions="for 10008")  # fmt: skip
    for number, options in enumerate((Options(), Options(keep_dates=True))):
        copy = deidentify_file(path, tmp_path / str(number), Pseudonyms(SECRET), options).path
        assert dcmread(copy).RescaleIntercept == -1024
        assert not dcmread(copy).SoftwareVersions
        assert not dcmread(copy).PatientBirthDate


def test_a_name_left_in_the_pixels_is_found_and_the_copy_not_kept(write, tmp_path):
    pixels = NOISE.copy()
    pixels.reshape(-1)[100:115] = np.frombuffer("Mustermann^Jörg".encode("latin-1"), np.uint8)
    with pytest.raises(KnownError, match=r"a.dcm was not exported: .* a name") as caught:
        deidentify_file(write("a.dcm", pixels), tmp_path / "out", Pseudonyms(SECRET))
    assert "Muster" not in str(caught.value)
    assert not list((tmp_path / "out").rglob("*.dcm"))


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, RLELossless, ExplicitVRBigEndian])
@pytest.mark.parametrize("shape", [(20, 30), (3, 20, 30), (20, 30, 3), (2, 20, 30, 3)])
def test_what_lies_outside_the_regions_is_black_in_every_frame(tmp_path, syntax, shape):
    pixels = np.random.default_rng(2).integers(1, 200, shape, dtype=np.uint8)
    plain = syntax != RLELossless
    ds = whole_object(
        pixels, syntax if plain else ExplicitVRLittleEndian, SOPClassUID=US, Modality="US",
        SequenceOfUltrasoundRegions=Sequence([region(5, 4, 14, 15), region(20, 10, 40, 12)]),
    )  # fmt: skip
    if not plain:
        ds.compress(RLELossless, generate_instance_uid=False)
    path = tmp_path / "us.dcm"
    ds.save_as(path, enforce_file_format=True)
    done = deidentify_file(path, tmp_path / "out", Pseudonyms(SECRET))
    got = np.stack([frame for frame, _ in default_registry().stored(done.path)])
    want = pixels.reshape(-1, 20, 30, *(shape[-1:] if shape[-1] == 3 else ()))
    inside = np.zeros((20, 30), bool)
    inside[4:16, 5:15] = inside[10:13, 20:30] = True
    assert np.array_equal(got[:, inside], want[:, inside])
    assert not got[:, ~inside].any()
    shown = preview(path)
    assert shown.areas == done.areas
    assert np.array_equal(shown.frame, want[0])
    assert np.array_equal(shown.masked, got[0])
    copy = dcmread(done.path)
    assert copy.BurnedInAnnotation == "NO"
    assert "113101" in [c.CodeValue for c in copy.DeidentificationMethodCodeSequence]
    assert copy.file_meta.TransferSyntaxUID.is_compressed == (not plain)


def test_sixteen_bits_and_inverted_grey_are_black_too(write, tmp_path):
    pixels = np.random.default_rng(3).integers(0, 60000, (20, 30), dtype=np.uint16)
    path = write("a.dcm", pixels, PhotometricInterpretation="MONOCHROME1")
    done = deidentify_file(path, tmp_path / "o", Pseudonyms(SECRET), masking=((0, 0, 30, 2),))
    got = dcmread(done.path).pixel_array
    assert (got[:2] == 65535).all()
    assert np.array_equal(got[2:], pixels[2:])


def test_ultrasound_without_regions_needs_a_person_to_look(write, tmp_path):
    path = write("us.dcm", NOISE, SOPClassUID=US, Modality="US")
    with pytest.raises(KnownError, match="--mask-pixels"):
        deidentify_file(path, tmp_path / "out", Pseudonyms(SECRET))
    with pytest.raises(KnownError, match="look at it"):
        preview(path)
    done = deidentify_file(path, tmp_path / "out", Pseudonyms(SECRET), masking=MaskRule.NONE)
    assert done.areas == ()
    assert np.array_equal(dcmread(done.path).pixel_array, NOISE)


boxes = st.tuples(st.integers(0, 11), st.integers(0, 9), st.integers(1, 12), st.integers(1, 10))


@given(st.lists(boxes, max_size=4))
def test_areas_cover_all_but_the_regions_and_nothing_twice(found):
    regions = [(x, y, min(w, 12 - x), min(h, 10 - y)) for x, y, w, h in found]
    count = np.zeros((10, 12), int)
    for x, y, w, h in outside_of(regions, 10, 12):
        count[y : y + h, x : x + w] += 1
    inside = masked(np.zeros((10, 12)), regions, 1) > 0
    assert np.array_equal(count, ~inside)


def test_dates_go_back_and_what_is_no_date_is_emptied():
    assert shifted("20030405", 4) == "20030401"
    assert shifted("2003.04.05", 5) == "20030331"
    assert shifted("20030301101530.25+0100", 1) == "20030228101530.25+0100"
    assert [shifted(v, 9) for v in ("", "2003", "no date", "20031399")] == [""] * 4


def test_descriptions_keep_terms_of_the_field_only():
    who = identity_of(item(PatientName="Head^Young", PatientID="12"))
    assert described("CT Abdomen portal venous 5 mm", who) == "CT Abdomen portal venous 5 mm"
    assert described("MRI head Müller 12.03.2019 T2 sag Tel 0171234567", who) == "MRI T2 sag"


def test_the_table_is_that_of_the_standard():
    rows = table()
    assert len(rows) == 652
    for tag, action in {
        0x00100010: "Z", 0x00100030: "Z", 0x00080018: "U", 0x0020000D: "U", 0x00101010: "X",
        0x00080080: "X/Z/D", 0x00080090: "Z", 0x00204000: "X", 0x00081030: "X",
        0x00081140: "X/Z/U*",
    }.items():  # fmt: skip
        assert rows[tag].basic == action, hex(tag)
    # Rows per option, of edition 2024c; what is cleaned but no description has no option here.
    count = {c: sum(c in r.kept for r in rows.values()) for c in KEPT}
    assert count == {"uids": 60, "device": 46, "patient": 10, "dates": 165}
    assert sum("descriptions" in r.cleaned for r in rows.values()) == 125


KEPT = {
    "uids": ["StudyInstanceUID", "SOPInstanceUID", "FrameOfReferenceUID", "DeviceUID"],
    "device": ["StationName", "DeviceSerialNumber", "DeviceUID", "GantryID", "DetectorID"],
    "patient": ["PatientSex", "PatientAge", "PatientSize", "PatientWeight", "SmokingStatus"],
    "dates": ["StudyDate", "AcquisitionDateTime", "ContentTime", "TimezoneOffsetFromUTC"],
}
CLEANED = ["StudyDescription", "SeriesDescription", "ProtocolName", "ImageComments",
           "DeviceSettingDescription", "AcquisitionDeviceProcessingDescription"]  # fmt: skip


def test_an_option_holds_for_what_the_standard_lists_and_for_nothing_of_the_person():
    rows = table()
    for column, keywords in KEPT.items():
        assert all(column in rows[tag_for_keyword(k)].kept for k in keywords), column
    assert all(rows[tag_for_keyword(k)].cleaned == {"descriptions"} for k in CLEANED)
    for tag, row in rows.items():
        vr = dictionary_VR(tag) if dictionary_has_tag(tag) else ""
        assert set(row.basic.split("/")) <= {"D", "Z", "X", "U", "U*"}
        if vr == "PN":
            assert not row.kept | row.cleaned, hex(tag)
        if "dates" in row.kept and vr:
            assert vr in ("DA", "DT", "TM", "OB", "SH"), hex(tag)
    for keyword in ("PatientID", "PatientName", "PatientBirthDate", "PatientBirthTime",
                    "AccessionNumber", "OtherPatientIDs", "PatientAddress"):  # fmt: skip
        row = rows[tag_for_keyword(keyword)]
        assert not row.kept | row.cleaned, keyword


def test_device_settings_are_a_description_and_machine_titles_are_not_kept(write, tmp_path):
    path = write("a.dcm", NOISE, PatientAge="053Y", PatientWeight="70", StationAETitle="KELLER1",
                 DeviceSerialNumber="SN-1", OperatorsName="Knipser^Karl",
                 DateOfLastCalibration="20030105")  # fmt: skip
    for number, options in enumerate((Options(), Options(keep_device=True, keep_patient=True))):
        copy = deidentify_file(path, tmp_path / str(number), Pseudonyms(SECRET), options).path
        ds = dcmread(copy)
        kept = number == 1
        assert (ds.get("DeviceSerialNumber") == "SN-1") is kept
        assert (ds.get("PatientAge") == "053Y") is kept
        assert (ds.PatientSex == "M") is kept
        assert (ds.get("PatientWeight") == 70) is kept
        assert (ds.get("DateOfLastCalibration") == "20030105") is kept
        assert "StationAETitle" not in ds
        assert not ds.PatientBirthDate
        assert "Knipser" not in str(ds)
    names = [c.CodeValue for c in ds.DeidentificationMethodCodeSequence]
    assert names == [METHODS[n][0] for n in ("basic", "shifted", "patient", "device")]


def test_descriptions_in_sequences_and_in_bytes_are_cleaned_as_well(write, tmp_path):
    path = write("a.dcm", NOISE, DeviceSettingDescription=b"Mustermann")
    kept = Options(keep_descriptions=True)
    ds = dcmread(deidentify_file(path, tmp_path / "out", Pseudonyms(SECRET), kept).path)
    assert "DeviceSettingDescription" not in ds
    (request,) = ds.RequestAttributesSequence
    assert not request.get("RequestedProcedureID")
    assert not request.ScheduledProcedureStepDescription


def test_documents_and_pictures_are_left_out_with_a_reason(write, tmp_path, shared_data):
    for name, what in (("single/test-SR.dcm", "SR"), ("single/sample-pdf.dcm", "PDF")):
        with pytest.raises(KnownError, match=what):
            deidentify_file(shared_data / "dicom" / name, tmp_path, Pseudonyms(SECRET))


def test_no_real_file_keeps_its_patient(shared_data, tmp_path):
    names = Pseudonyms(SECRET)
    done = 0
    for path in sorted((shared_data / "dicom").rglob("*")):
        if not path.is_file() or path.suffix in (".md", ".csv"):
            continue
        try:
            copy = deidentify_file(path, tmp_path, names, masking=MaskRule.NONE).path
        except KnownError:
            continue
        done += 1
        before, after = dcmread(path, force=True), dcmread(copy)
        assert str(after.PatientName).startswith("P-")
        name = str(before.get("PatientName", ""))
        assert len(name) < 4 or name not in str(after)
        pixels = before.get("PixelData", b"")
        assert after.get("PixelData", b"")[: len(pixels)] == pixels
    assert done >= 140


def test_the_command_writes_copies_and_says_what_it_left_out(write, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("MEDVIEWER_USER", "Anna Reader")
    monkeypatch.setenv("MEDVIEWER_PASSPHRASE", "four unrelated plain words")
    write("a.dcm", NOISE)
    write("b.dcm", NOISE, SOPInstanceUID="1.2.9", SOPClassUID=US, Modality="US")
    where = ["--store", str(tmp_path / "store.db"), "--project", "P"]
    source = str(tmp_path / "in")
    code = main(["deidentify", source, "--out", str(tmp_path / "o1"), *where])
    told = capsys.readouterr()
    assert code == 1
    assert "1 file of 1 patient" in told.out
    assert "Left out: 1" in told.out
    assert "b.dcm may have names burnt" in told.err
    assert "Muster" not in told.out + told.err
    code = main(["deidentify", source, "--out", str(tmp_path / "o2"), *where,
                 "--mask-pixels", "0,0,30,3", "--mask-pixels", "2,9,4,4"])  # fmt: skip
    assert code == 0
    (first,) = (tmp_path / "o1").iterdir()
    (second,) = (tmp_path / "o2").iterdir()
    assert first.name == second.name
    assert len(list((tmp_path / "o2").rglob("*.dcm"))) == 2
    assert main(["deidentify", source, "--out", str(tmp_path / "o3"), "--mask-pixels", "1,2"]) == 2

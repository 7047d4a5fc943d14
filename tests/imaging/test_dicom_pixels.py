"""DICOM pixels: values, colours, windows, against what was written."""

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ImplicitVRLittleEndian,
    RLELossless,
)

from medviewer.domain.errors import ReadError
from medviewer.domain.image import VoiFunction, VoiWindow, VolumeKind
from medviewer.imaging.registry import default_registry

CT = "1.2.840.10008.5.1.4.1.1.2"
US_MULTIFRAME = "1.2.840.10008.5.1.4.1.1.3.1"


@pytest.fixture
def read():
    return default_registry().read


RAMP = np.arange(20, dtype=np.int16).reshape(4, 5)


@pytest.mark.parametrize(
    "syntax", [ImplicitVRLittleEndian, DeflatedExplicitVRLittleEndian], ids=["implicit", "deflated"]
)
def test_native_encodings_give_the_stored_values(write_dicom, read, syntax):
    frame = read(write_dicom("a.dcm", RAMP, syntax=syntax)).frame(0)
    assert np.array_equal(frame, RAMP)


def test_big_endian_arrives_in_native_order(write_dicom, read):
    path = write_dicom("a.dcm", RAMP.astype(">i2"), syntax=ExplicitVRBigEndian)
    frame = read(path).frame(0)
    assert frame.dtype == np.dtype(np.int16)
    assert frame.dtype.isnative
    assert np.array_equal(frame, RAMP)


def test_ct_is_in_hounsfield_units(write_dicom, read):
    volume = read(
        write_dicom(
            "ct.dcm",
            np.array([[0, 1024], [2048, 4095]], dtype=np.uint16),
            sop_class=CT,
            Modality="CT",
            BitsStored=12,
            HighBit=11,
            RescaleSlope=1,
            RescaleIntercept=-1024,
        )
    )
    assert volume.unit == "HU"
    assert volume.frame(0).dtype == np.int16
    assert volume.frame(0).tolist() == [[-1024, 0], [1024, 3071]]


@pytest.mark.parametrize(
    ("kind", "unit"), [("US", ""), ("SIGNAL INTENSITY (UNITLESS)", ""), ("OD", "OD")]
)
def test_values_without_a_unit_have_none(write_dicom, kind, unit):
    path = write_dicom(
        "mr.dcm",
        np.zeros((4, 4), np.uint16),
        Modality="MR",
        RescaleSlope=1,
        RescaleIntercept=0,
        RescaleType=kind,
    )
    assert default_registry().read_files([path]).unit == unit


def test_a_broken_slope_gives_floating_values(write_dicom, read):
    path = write_dicom("a.dcm", RAMP, RescaleSlope="0.5", RescaleIntercept="0.25")
    frame = read(path).frame(0)
    assert frame.dtype == np.float32
    assert np.allclose(frame, RAMP * 0.5 + 0.25)


def test_rescaled_values_beyond_16_bits_are_kept(write_dicom, read):
    stored = np.array([[0, 60000]], dtype=np.uint16)
    frame = read(write_dicom("a.dcm", stored, RescaleSlope=3, RescaleIntercept=-5)).frame(0)
    assert frame.tolist() == [[-5, 179995]]


def test_monochrome1_is_inverted_for_the_eye_only(write_dicom, read):
    volume = read(write_dicom("a.dcm", RAMP, photometric="MONOCHROME1"))
    assert volume.inverted
    assert np.array_equal(volume.frame(0), RAMP)


@pytest.mark.parametrize("planar", [0, 1])
def test_rgb_in_both_planar_orders(write_dicom, read, planar):
    rgb = np.arange(60, dtype=np.uint8).reshape(4, 5, 3)
    volume = read(write_dicom("a.dcm", rgb, photometric="RGB", planar=planar))
    assert volume.colour
    assert np.array_equal(volume.frame(0), rgb)


def test_ybr_full_becomes_rgb(write_dicom, read):
    ybr = np.array([[[76, 85, 255], [150, 44, 21], [29, 255, 107], [128, 128, 128]]], np.uint8)
    frame = read(write_dicom("a.dcm", ybr, photometric="YBR_FULL")).frame(0)
    expected = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [128, 128, 128]]
    assert np.abs(frame[0].astype(int) - expected).max() <= 2


def test_a_palette_becomes_rgb(write_dicom, read):
    red, green, blue = (
        np.array(c, dtype=np.uint8) for c in ([0, 9, 5, 255], [1, 8, 5, 0], [2, 7, 5, 3])
    )
    palette = {}
    for name, table in (("Red", red), ("Green", green), ("Blue", blue)):
        palette[f"{name}PaletteColorLookupTableDescriptor"] = [4, 10, 8]
        palette[f"{name}PaletteColorLookupTableData"] = table.tobytes()
    stored = np.array([[0, 10], [11, 200]], dtype=np.uint8)  # below, first, second, beyond
    frame = read(write_dicom("a.dcm", stored, photometric="PALETTE COLOR", **palette)).frame(0)
    assert frame.tolist() == [[[0, 1, 2], [0, 1, 2]], [[9, 8, 7], [255, 0, 3]]]


def test_a_modality_table_is_applied(write_dicom, read):
    lut = Dataset()
    lut.LUTDescriptor = [4, 0, 16]
    lut.ModalityLUTType = "US"
    lut.LUTData = np.array([5, 50, 500, 5000], dtype=np.uint16).tobytes()
    lut["LUTData"].VR = "OW"
    stored = np.array([[0, 1], [2, 3]], dtype=np.uint16)
    volume = read(write_dicom("a.dcm", stored, ModalityLUTSequence=Sequence([lut])))
    assert volume.frame(0).tolist() == [[5, 50], [500, 5000]]


def test_windows_of_the_file_come_first_to_last(write_dicom, read):
    volume = read(
        write_dicom(
            "a.dcm",
            RAMP,
            WindowCenter=[40, -600],
            WindowWidth=[400, 1500],
            WindowCenterWidthExplanation=["soft", "lung"],
        )
    )
    assert volume.windows == (
        VoiWindow(400, 40, "soft", VoiFunction.LINEAR),
        VoiWindow(1500, -600, "lung", VoiFunction.LINEAR),
    )


def test_padding_is_in_the_units_of_the_picture(write_dicom, read):
    volume = read(
        write_dicom("a.dcm", RAMP, PixelPaddingValue=-2000, RescaleIntercept=-24, RescaleSlope=1)
    )
    assert volume.padding == (-2024, -2024)


def test_unused_bits_do_not_reach_the_picture(write_dicom, read):
    """Old files keep an overlay in the bits above the stored ones."""
    stored = np.array([[0x0123, 0xF123]], dtype=np.uint16)
    frame = read(write_dicom("a.dcm", stored, BitsStored=12, HighBit=11)).frame(0)
    assert frame.tolist() == [[0x0123, 0x0123]]


def test_a_film_knows_its_speed_and_decodes_on_demand(write_dicom, read):
    film = np.stack([np.full((6, 7), n, dtype=np.uint8) for n in range(5)])
    volume = read(
        write_dicom(
            "film.dcm", film, frames=5, sop_class=US_MULTIFRAME, Modality="US", FrameTime="40"
        )
    )
    assert (volume.kind, len(volume), volume.frame_seconds) == (VolumeKind.CINE, 5, 0.04)
    assert [int(volume.frame(n).mean()) for n in (4, 0, 3)] == [4, 0, 3]
    with pytest.raises(IndexError):
        volume.frame(5)


def test_a_compressed_film_gives_each_frame(write_dicom, tmp_path, read):
    from pydicom import dcmread

    film = np.stack([np.full((6, 7), n * 10, dtype=np.uint8) for n in range(5)])
    plain = write_dicom("film.dcm", film, frames=5, FrameTime="40")
    ds = dcmread(plain)
    ds.compress(RLELossless)
    ds.save_as(tmp_path / "rle.dcm")
    volume = read(tmp_path / "rle.dcm")
    assert [int(volume.frame(n).max()) for n in range(5)] == [0, 10, 20, 30, 40]


def refused(read, path) -> str:
    with pytest.raises(ReadError) as caught:
        read(path)
    assert path.name in str(caught.value)
    return str(caught.value)


def test_missing_pixel_bytes_are_named(write_dicom, read):
    path = write_dicom("cut.dcm", np.zeros((100, 100), np.uint16))
    path.write_bytes(path.read_bytes()[:-5000])
    assert "20,000 bytes" in refused(read, path)


def test_a_claim_of_many_huge_frames_in_a_small_file_is_refused(write_dicom, read):
    path = write_dicom("claim.dcm", RAMP, Rows=65535, Columns=65535, NumberOfFrames=1000)
    assert "megapixels" in refused(read, path)


def test_a_claim_of_many_frames_in_a_small_file_is_refused(write_dicom, read):
    assert "cut off" in refused(read, write_dicom("claim.dcm", RAMP, NumberOfFrames=100_000))


@pytest.mark.parametrize(
    ("keyword", "value", "said"),
    [
        ("Rows", 0, "Rows"),
        ("PhotometricInterpretation", "", "photometric"),
        ("PhotometricInterpretation", "CMYK", "CMYK"),
        ("SamplesPerPixel", 3, "contradicts"),
        ("BitsStored", 30, "contradicts"),
    ],
)
def test_headers_without_sense_are_refused(write_dicom, read, keyword, value, said):
    assert said in refused(read, write_dicom("odd.dcm", RAMP, **{keyword: value}))


def test_an_unknown_encoding_is_named(write_dicom, read):
    path = write_dicom("odd.dcm", RAMP)
    data = path.read_bytes()
    unknown = b"1.2.840.10008.9.9.9"  # as long as the one it replaces
    path.write_bytes(data.replace(b"1.2.840.10008.1.2.1", unknown, 1))
    assert "cannot be decoded" in refused(read, path)


def test_a_report_is_no_picture(tmp_path, write_dicom, read):
    from pydicom import dcmread

    ds = dcmread(write_dicom("a.dcm", RAMP))
    for keyword in ("PixelData", "Rows", "Columns"):
        del ds[keyword]
    ds.SOPClassUID = ds.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.88.11"
    ds.save_as(tmp_path / "report.dcm")
    assert "Basic Text SR" in refused(read, tmp_path / "report.dcm")


def test_errors_name_no_patient(write_dicom, read):
    path = write_dicom("a.dcm", RAMP, PatientName="Geheim^Anna", NumberOfFrames=9)
    assert "Geheim" not in refused(read, path)


def test_every_common_encoding_has_a_decoder():
    decoders = default_registry().decoders()
    needed = [
        "Explicit VR Big Endian",
        "Deflated Explicit VR Little Endian",
        "RLE Lossless",
        "JPEG Baseline (Process 1)",
        "JPEG Extended (Process 2 and 4)",
        "JPEG-LS Lossless Image Compression",
        "JPEG 2000 Image Compression",
        "High-Throughput JPEG 2000 Image Compression (Lossless Only)",
    ]
    assert [name for name in needed if not decoders[name]] == []


def test_a_damaged_lossless_jpeg_does_not_reach_gdcm():
    """GDCM would end the program on streams that contradict the header."""
    from medviewer.imaging.dicom.gdcm_jpeg import frame_header

    head = b"\xff\xd8\xff\xe0\x00\x04AB\xff\xc3\x00\x0b\x0c\x01\x00\x02\x00\x01\x01\x11\x00"
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x01\x00\x00" + b"\x55" * 9
    assert frame_header(head + scan) == (12, 256, 512, 1)
    two_components = scan[:4] + b"\x02" + scan[5:]
    for broken in (b"", head[:12], head, head + b"\0" + scan, head + two_components):
        with pytest.raises(ValueError, match="the s"):
            frame_header(broken)


def test_a_panic_of_a_decoder_is_a_plain_sentence(write_dicom, tmp_path, read):
    """The RLE decoder is written in Rust: what it raises is no Exception."""
    from pydicom import dcmread
    from pydicom.encaps import encapsulate

    ds = dcmread(write_dicom("a.dcm", np.zeros((64, 64), np.uint16)))
    ds.compress(RLELossless)
    offsets = b"\x02\0\0\0" + b"\x40\0\0\0" + b"\x41\0\0\0" + b"\0" * 52
    ds.PixelData = encapsulate([offsets + b"\x7f" * 200])
    ds["PixelData"].is_undefined_length = True
    ds.save_as(tmp_path / "bad.dcm")
    volume = read(tmp_path / "bad.dcm")
    with pytest.raises(ReadError, match="cannot be decoded"):
        volume.frame(0)


def test_a_deflated_file_that_would_fill_the_memory_is_refused(write_dicom, read, monkeypatch):
    from medviewer.imaging.dicom import file

    monkeypatch.setattr(file, "_MAX_INFLATED", 100_000)
    path = write_dicom(
        "bomb.dcm", np.zeros((400, 400), np.uint16), syntax=DeflatedExplicitVRLittleEndian
    )
    assert "unpacks to more than" in refused(read, path)

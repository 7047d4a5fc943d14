"""What a file says of how it is to be shown: curves, windows, overlays, time, order of frames."""

from pathlib import Path

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRBigEndian

from medviewer.domain.image import VoiFunction, VoiWindow, VolumeKind
from medviewer.imaging.reader import hash_files
from medviewer.imaging.registry import default_registry
from medviewer.imaging.windowing import default_window, render


@pytest.fixture
def read():
    return default_registry().read


def items(**header) -> Sequence:
    item = Dataset()
    for keyword, value in header.items():
        setattr(item, keyword, value)
    return Sequence([item])


def lut(first: int, bits: int, entries: list[int]) -> Sequence:
    data = np.array(entries, "<u2").tobytes()
    return items(LUTDescriptor=[len(entries), first, bits], LUTData=data, LUTExplanation="soft")


def shown(volume, index=0):
    frame = volume.frame(index)
    window = default_window(volume, frame, index)
    return render(frame, window, volume.inverted, volume.padding)


def test_a_voi_lut_is_the_grey_of_each_value(write_dicom, read):
    values = np.array([[0, 9, 10, 11, 12, 13, 14, 200]], dtype=np.uint16)
    volume = read(write_dicom("a.dcm", values, VOILUTSequence=lut(10, 8, [0, 200, 50, 255])))
    (window,) = volume.windows
    assert (window.function, window.name) == (VoiFunction.CURVE, "soft")
    assert window.limits == (10, 13)
    assert shown(volume).tolist() == [[0, 0, 0, 200, 50, 255, 255, 255]]


def test_a_voi_lut_works_on_rescaled_values(write_dicom, read):
    values = np.array([[0, 1, 2]], dtype=np.int16)
    volume = read(
        write_dicom(
            "a.dcm",
            values,
            RescaleSlope=1,
            RescaleIntercept=-100,
            VOILUTSequence=lut(-100, 16, [0, 32768, 65535]),
        )
    )
    assert shown(volume).tolist() == [[0, 128, 255]]


def test_a_window_comes_before_the_curves(write_dicom, read):
    path = write_dicom(
        "a.dcm",
        np.array([[0, 50, 100]], dtype=np.uint16),
        WindowCenter=[50, 10],
        WindowWidth=[100, 20],
        VOILUTFunction="SIGMOID",
        VOILUTSequence=lut(0, 8, [0, 255]),
    )
    windows = read(path).windows
    kinds = [w.function for w in windows]
    assert kinds == [VoiFunction.SIGMOID, VoiFunction.SIGMOID, VoiFunction.CURVE]
    assert shown(read(path)).tolist() == [[30, 128, 225]]  # 255 / (1 + exp(+-2))


def test_a_curve_stretches_with_the_window():
    curve = bytes([0, 100, 255])
    values = np.array([[0, 5, 10]], dtype=np.float32)
    wide = VoiWindow(10, 5, "", VoiFunction.CURVE, curve)
    assert render(values, wide, False).tolist() == [[0, 100, 255]]
    assert render(
        np.array([[0, 50, 100]]), VoiWindow(100, 50, "", VoiFunction.CURVE, curve), False
    )[0].tolist() == [0, 100, 255]


def test_inverse_shape_of_presentation_is_inverted(write_dicom, read):
    values = np.array([[0, 255]], dtype=np.uint8)
    plain = read(write_dicom("a.dcm", values, PresentationLUTShape="IDENTITY"))
    inverse = read(write_dicom("b.dcm", values, PresentationLUTShape="INVERSE"))
    assert shown(plain).tolist() == [[0, 255]]
    assert shown(inverse).tolist() == [[255, 0]]


# --- overlays -------------------------------------------------------------------------------

DRAWN = np.array([[1, 0, 0], [0, 1, 1]], dtype=bool)


def overlay(bits: np.ndarray, group: int = 0x6000, **elements) -> Dataset:
    ds = Dataset()
    data = np.packbits(bits.ravel(), bitorder="little").tobytes()
    for element, vr, value in (
        (0x0010, "US", bits.shape[-2]),
        (0x0011, "US", bits.shape[-1]),
        (0x0040, "CS", elements.get("kind", "G")),
        (0x0050, "SS", elements.get("origin", [1, 1])),
        (0x0100, "US", 1),
        (0x0102, "US", 0),
        (0x1500, "LO", elements.get("label", "")),
        (0x3000, "OW", data + b"\0" * (len(data) % 2)),
    ):
        ds.add_new((group, element), vr, value)
    if bits.ndim == 3:
        ds.add_new((group, 0x0015), "IS", str(bits.shape[0]))
        ds.add_new((group, 0x0051), "US", elements.get("first", 1))
    return ds


def with_elements(path: Path, extra: Dataset) -> Path:
    ds = dcmread(path)
    ds.update(extra)
    ds.save_as(path)
    return path


@pytest.mark.parametrize(
    ("origin", "corner"), [([1, 1], (0, 0)), ([2, 3], (1, 2)), ([0, 0], (-1, -1))]
)
def test_an_overlay_lies_where_its_origin_says(write_dicom, read, origin, corner):
    path = write_dicom("a.dcm", np.zeros((4, 6), dtype=np.uint8))
    with_elements(path, overlay(DRAWN, origin=origin, label="scale", kind="R"))
    (plane,) = read(path).graphics
    expected = np.zeros((8, 10), bool)
    expected[2 + corner[0] : 4 + corner[0], 2 + corner[1] : 5 + corner[1]] = DRAWN
    assert (plane.label, plane.region) == ("scale", True)
    assert np.array_equal(plane.frames.frame(0), expected[2:6, 2:8])


def test_overlays_of_some_frames_of_a_film(write_dicom, read):
    planes = np.stack([DRAWN, ~DRAWN])
    path = write_dicom("a.dcm", np.zeros((4, 2, 3), dtype=np.uint8), frames=4, FrameTime=40)
    with_elements(path, overlay(planes, group=0x6002, first=2))
    (plane,) = read(path).graphics
    assert plane.label == "overlay 2"
    assert [plane.frames.frame(i).sum() for i in range(4)] == [0, 3, 3, 0]
    assert np.array_equal(plane.frames.frame(2), ~DRAWN)


def test_an_overlay_in_unused_bits_is_found_and_not_in_the_picture(write_dicom, read):
    values = np.array([[1, 2, 3], [4, 4095, 6]], dtype=np.uint16)
    path = write_dicom("a.dcm", values | DRAWN.astype(np.uint16) << 14, BitsStored=12, HighBit=11)
    extra = Dataset()
    for element, vr, value in ((0x0040, "CS", "G"), (0x0100, "US", 16), (0x0102, "US", 14)):
        extra.add_new((0x6000, element), vr, value)
    extra.add_new((0x6000, 0x0010), "US", 2)
    extra.add_new((0x6000, 0x0011), "US", 3)
    volume = read(with_elements(path, extra))
    assert np.array_equal(volume.frame(0), values)
    assert np.array_equal(volume.graphics[0].frames.frame(0), DRAWN)


def test_a_big_endian_overlay(write_dicom, read):
    path = write_dicom("a.dcm", np.zeros((2, 3), dtype=np.uint8), syntax=ExplicitVRBigEndian)
    extra = overlay(DRAWN)
    element = extra[0x6000, 0x3000]
    element.value = np.frombuffer(element.value, "<u2").astype(">u2").tobytes()
    (plane,) = read(with_elements(path, extra)).graphics
    assert np.array_equal(plane.frames.frame(0), DRAWN)


def test_a_damaged_overlay_is_left_out_and_told(write_dicom, read):
    path = write_dicom("a.dcm", np.zeros((2, 3), dtype=np.uint8))
    extra = overlay(DRAWN)
    extra[0x6000, 0x0010].value = 60000
    volume = read(with_elements(path, extra))
    assert volume.graphics == ()
    assert volume.warnings == ("damaged overlays: 1 left out",)


def test_overlays_of_slices_are_those_of_the_volume(write_slices):
    paths = write_slices([(0, 0, 3.0 * n) for n in range(3)])
    with_elements(paths[1], overlay(DRAWN, label="b"))
    (plane,) = default_registry().read_files(paths).graphics
    assert [plane.frames.frame(i).sum() for i in range(3)] == [0, 3, 0]
    assert plane.frames.frame(0).shape == (4, 5)


# --- kinds of values ------------------------------------------------------------------------


@pytest.mark.parametrize(("keyword", "dtype"), [("Float", np.float32), ("DoubleFloat", np.float64)])
def test_floating_pixels(write_dicom, read, keyword, dtype):
    values = np.array([[0.5, -1e9, 3.25, 7]], dtype=dtype)
    path = write_dicom("a.dcm", np.zeros((1, 4), dtype=np.uint8))
    ds = dcmread(path)
    del ds.PixelData, ds.BitsStored, ds.HighBit, ds.PixelRepresentation
    ds.BitsAllocated = values.itemsize * 8
    setattr(ds, f"{keyword}PixelData", values.tobytes())
    setattr(ds, f"{keyword}PixelPaddingValue", 7.0)
    ds.save_as(path)
    volume = read(path)
    assert np.array_equal(volume.frame(0), values)
    assert volume.padding == (7, 7)


@pytest.mark.parametrize("shape", [(3, 5), (8, 8), (1, 1)])
def test_pixels_of_one_bit_in_frames_that_share_bytes(write_dicom, read, shape):
    bits = np.random.default_rng(1).integers(0, 2, (3, *shape), dtype=np.uint8)
    path = write_dicom("a.dcm", np.zeros((3, *shape), dtype=np.uint8), frames=3)
    ds = dcmread(path)
    data = np.packbits(bits.ravel(), bitorder="little").tobytes()
    ds.BitsAllocated = ds.BitsStored = 1
    ds.HighBit = 0
    ds.PixelData = data + b"\0" * (len(data) % 2)
    ds.save_as(path)
    volume = read(path)
    assert all(np.array_equal(volume.frame(i), bits[i]) for i in range(3))


@pytest.mark.parametrize("dtype", [np.int8, np.int16, np.int32, np.uint32])
def test_whole_numbers_of_any_width_and_sign(write_dicom, read, dtype):
    limits = np.iinfo(dtype)
    values = np.array([[limits.min, -1 if limits.min else 1, 0, limits.max]]).astype(dtype)
    assert np.array_equal(read(write_dicom("a.dcm", values)).frame(0), values)


# --- time -----------------------------------------------------------------------------------

FILM = np.zeros((3, 4, 5), dtype=np.uint8)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ({"FrameTime": 40}, 0.04),
        ({"FrameTime": 40, "CineRate": 10}, 0.04),
        ({"CineRate": 20}, 0.05),
        ({"CineRate": 20, "RecommendedDisplayFrameRate": 50}, 0.02),
        ({"FrameTimeVector": [0, 30, 30]}, 0.03),
        ({"FrameTime": 40, "FrameTimeVector": [0, 30, 30]}, 0.04),
        (
            {"FrameTime": 40, "FrameTimeVector": [0, 30, 30], "FrameIncrementPointer": 0x00181065},
            0.03,
        ),
        ({"FrameTime": 0, "CineRate": 0}, None),
    ],
)
def test_the_time_between_frames(write_dicom, read, header, seconds):
    volume = read(write_dicom("a.dcm", FILM, frames=3, Modality="US", **header))
    assert volume.kind is VolumeKind.CINE
    assert volume.frame_seconds == (None if seconds is None else pytest.approx(seconds))
    assert volume.warnings == ()


def test_an_uneven_film_says_so(write_dicom, read):
    path = write_dicom("a.dcm", FILM, frames=3, Modality="US", FrameTimeVector=[0, 20, 80])
    volume = read(path)
    assert volume.frame_seconds == pytest.approx(0.05)
    assert "varies" in volume.warnings[0]


# --- enhanced objects -----------------------------------------------------------------------


def enhanced(write_dicom, places, **changes) -> Path:
    """An object whose n-th frame holds the value n; ``changes`` are functions of n."""
    own = []
    for n, place in enumerate(places):
        item = Dataset()
        item.PlanePositionSequence = items(ImagePositionPatient=list(place))
        cosines = changes.get("orientation", lambda _n: [1, 0, 0, 0, 1, 0])(n)
        item.PlaneOrientationSequence = items(ImageOrientationPatient=cosines)
        spacing = changes.get("spacing", lambda _n: [0.5, 0.5])(n)
        item.PixelMeasuresSequence = items(PixelSpacing=spacing)
        if "window" in changes:
            centre, width = changes["window"](n)
            item.FrameVOILUTSequence = items(WindowCenter=centre, WindowWidth=width)
        own.append(item)
    pixels = np.arange(len(places), dtype=np.uint16)[:, None, None] * np.ones((1, 4, 5), np.uint16)
    return write_dicom(
        "enhanced.dcm",
        pixels.astype(np.uint16),
        frames=len(places),
        Modality="MR",
        PerFrameFunctionalGroupsSequence=Sequence(own),
    )


def values(volume) -> list[int]:
    return [int(volume.frame(i)[0, 0]) for i in range(len(volume))]


def test_frames_are_sorted_by_place(write_dicom, read):
    path = enhanced(write_dicom, [(0, 0, z) for z in (6, 0, 4, 2)])
    with_elements(path, overlay(np.stack([DRAWN, DRAWN & 0, DRAWN & 0, ~DRAWN & 0]).astype(bool)))
    volume = read(path)
    assert values(volume) == [1, 3, 2, 0]
    assert volume.frame_order == (1, 3, 2, 0)
    assert volume.geometry.spacing_list() == [2, 0.5, 0.5]
    assert volume.geometry.origin_mm == (0, 0, 0)
    assert [p.sum() for p in map(volume.graphics[0].frames.frame, range(4))] == [0, 0, 0, 3]
    assert volume.warnings == ()
    stored = np.arange(4)
    assert volume.in_file_order(stored[list(volume.frame_order)]).tolist() == stored.tolist()


def test_points_in_time_are_volumes_one_after_the_other(write_dicom, read):
    places = [(0, 0, z) for z in (0, 3, 6)] * 2
    volume = read(enhanced(write_dicom, places))
    assert values(volume) == [0, 1, 2, 3, 4, 5]
    assert volume.geometry.slice_spacing_mm is None
    assert volume.warnings == ("2 volumes in one file, shown one after the other",)
    interleaved = [(0, 0, z) for z in (0, 0, 3, 3, 6, 6)]
    assert values(read(enhanced(write_dicom, interleaved))) == [0, 2, 4, 1, 3, 5]


def test_frames_of_two_directions_stay_apart(write_dicom, read):
    def turned(n: int) -> list[float]:
        return [0, 1, 0, 0, 0, -1] if n % 2 else [1, 0, 0, 0, 1, 0]

    places = [(n, 0, n) for n in range(6)]
    volume = read(enhanced(write_dicom, places, orientation=turned))
    assert sorted(values(volume)[:3]) == [0, 2, 4]
    assert "mixed orientation" in volume.warnings


def test_each_frame_has_its_own_spacing(write_dicom, read):
    places = [(0, 0, z) for z in (2, 0)]
    volume = read(enhanced(write_dicom, places, spacing=lambda n: [0.5 + n, 0.5 + n]))
    geometry = volume.geometry
    assert geometry.calibration_at((0, 0, 2, 2), 0).row_mm == 1.5  # the second in the file
    assert geometry.calibration_at((0, 0, 2, 2), 1).row_mm == 0.5
    assert not geometry.calibration_at((0, 0, 2, 2)).known
    assert geometry.spacing_list() is None
    assert volume.warnings == ("pixel spacing varies between frames",)


def test_each_frame_has_its_own_window(write_dicom, read):
    places = [(0, 0, z) for z in (2, 0)]
    volume = read(enhanced(write_dicom, places, window=lambda n: (10 * n + 5, 20)))
    assert [volume.windows_at(i)[0].centre for i in range(2)] == [15, 5]
    assert default_window(volume, volume.frame(1), 1).centre == 5


def test_slices_of_different_spacing_have_each_their_own(write_slices):
    paths = write_slices([(0, 0, 3.0 * n) for n in range(2)])
    extra = Dataset()
    extra.PixelSpacing = [2, 2]
    with_elements(paths[1], extra)
    volume = default_registry().read_files(paths)
    assert [volume.geometry.main_calibration(i).row_mm for i in range(2)] == [0.5, 2]
    assert volume.geometry.spacing_list() is None
    assert "pixel spacing varies between slices" in volume.warnings


def test_spacings_that_differ_by_rounding_are_one(write_slices):
    paths = write_slices([(0, 0, 3.0 * n) for n in range(3)])
    extra = Dataset()
    extra.PixelSpacing = ["0.50001", "0.74999"]
    with_elements(paths[2], extra)
    volume = default_registry().read_files(paths)
    assert volume.geometry.spacing_list() == [3, 0.5, 0.75]
    assert volume.warnings == ()


def test_the_hash_is_that_of_the_files_in_order_of_place(write_slices):
    paths = write_slices([(0, 0, z) for z in (6.0, 0.0, 3.0)])
    in_space = [paths[1], paths[2], paths[0]]
    for given in (paths, in_space, paths[::-1]):
        volume = default_registry().read_files(given)
        assert volume.files == tuple(in_space)
        assert volume.content_hash == hash_files(in_space)

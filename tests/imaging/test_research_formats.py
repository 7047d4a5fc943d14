"""NIfTI, NumPy, MetaImage and NRRD: values, place, and what is refused."""

import gzip
import pickle
import zlib
from pathlib import Path

import nibabel
import nrrd
import numpy as np
import pytest

from medviewer.domain.errors import ReadError
from medviewer.domain.image import VolumeKind
from medviewer.exchange.masks import nifti_affine
from medviewer.imaging.index import scan_paths
from medviewer.imaging.registry import default_registry

GRID = np.arange(2 * 3 * 4, dtype=np.int16).reshape(2, 3, 4) - 5  # columns, rows, slices


@pytest.fixture
def read():
    return default_registry().read


def frames(volume) -> np.ndarray:
    return np.stack([volume.frame(i) for i in range(len(volume))])


def nifti(path: Path, array=GRID, affine=None, kind=nibabel.Nifti1Image, big=False, **header):
    chosen = kind.header_class(endianness=">" if big else "<")
    image = kind(array, affine, chosen, dtype=array.dtype)
    image.header.set_xyzt_units(header.pop("space", "mm"), header.pop("time", "sec"))
    for name, value in header.items():
        image.header[name] = value
    nibabel.save(image, path)
    return path


# --- NIfTI ----------------------------------------------------------------------------------

AXIAL = np.array([[-0.5, 0, 0, 10], [0, -0.75, 0, 20], [0, 0, 2, -30], [0, 0, 0, 1]])


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz"])
@pytest.mark.parametrize("big", [False, True])
@pytest.mark.parametrize("kind", [nibabel.Nifti1Image, nibabel.Nifti2Image])
def test_nifti_of_any_order_and_version(tmp_path, read, suffix, big, kind):
    path = nifti(tmp_path / f"scan{suffix}", affine=AXIAL, big=big, kind=kind)
    if not suffix.endswith("gz"):  # nibabel kept the order asked for
        assert path.read_bytes()[:2] == ((b"\x00\x00") if big else path.read_bytes()[:2])
    volume = read(path)
    assert np.array_equal(frames(volume), GRID.transpose(2, 1, 0))
    assert volume.frame(0).dtype == np.int16
    assert volume.kind is VolumeKind.STACK
    assert volume.geometry.spacing_list() == [2, 0.75, 0.5]
    assert volume.geometry.origin_mm == (-10, -20, -30)
    assert volume.geometry.direction == ((1, 0, 0), (0, 1, 0), (0, 0, 1))
    assert (volume.case, volume.context.patient.name, volume.unit) == ("scan", "scan", "")
    assert not volume.context.patient.identified
    assert volume.warnings == ()


def test_an_oblique_nifti_lies_where_its_affine_says(tmp_path, read):
    turn = np.deg2rad(30)
    axes = np.array([[np.cos(turn), 0, np.sin(turn)], [0, 1, 0], [-np.sin(turn), 0, np.cos(turn)]])
    affine = np.eye(4)
    affine[:3, :3] = axes @ np.diag([0.5, 0.75, 2])
    affine[:3, 3] = (1, 2, 3)
    volume = read(nifti(tmp_path / "a.nii", affine=affine))
    geometry = volume.geometry
    # RAS to LPS: x and y change sign; both are shown backwards, from the far end of the grid.
    assert geometry.direction[0] == pytest.approx((np.cos(turn), 0, np.sin(turn)), abs=1e-6)
    assert geometry.direction[1] == pytest.approx((0, 1, 0), abs=1e-6)
    assert geometry.direction[2] == pytest.approx((-np.sin(turn), 0, np.cos(turn)), abs=1e-6)
    far = (-1 - 0.5 * np.cos(turn), -2 - 2 * 0.75, 3 - 0.5 * np.sin(turn))
    assert geometry.origin_mm == pytest.approx(far, abs=1e-5)
    assert geometry.spacing_list() == pytest.approx([2, 0.75, 0.5])
    assert np.array_equal(frames(volume), GRID.transpose(2, 1, 0)[:, ::-1, ::-1])
    assert volume.warnings == ("oblique by 30.0 degrees",)


def test_a_sheared_stack_is_tilted_and_keeps_the_distance_of_its_planes(tmp_path, read):
    affine = np.diag([1.0, 1, 2, 1])
    affine[1, 2] = 2 * np.tan(np.deg2rad(20))
    volume = read(nifti(tmp_path / "a.nii", affine=affine))
    assert volume.geometry.slice_spacing_mm == pytest.approx(2)
    assert volume.warnings == ("gantry tilt 20.0",)


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz"])
def test_slope_and_intercept_are_applied(tmp_path, read, suffix):
    path = nifti(tmp_path / f"a{suffix}", affine=AXIAL)
    raw = bytearray(
        gzip.decompress(path.read_bytes()) if suffix.endswith("gz") else path.read_bytes()
    )
    raw[112:120] = np.array([0.5, 10], "<f4").tobytes()
    path.write_bytes(gzip.compress(bytes(raw)) if suffix.endswith("gz") else bytes(raw))
    assert np.allclose(frames(read(path)), GRID.transpose(2, 1, 0) * 0.5 + 10)
    (stored, colour), *_ = default_registry().stored(path)
    assert np.array_equal(stored, GRID[:, :, 0].T)
    assert colour is None


def test_points_in_time(tmp_path, read):
    four = np.arange(2 * 3 * 4 * 5, dtype=np.uint8).reshape(2, 3, 4, 5)
    volume = read(nifti(tmp_path / "a.nii", four, AXIAL))
    assert (volume.kind, len(volume)) == (VolumeKind.STACK, 20)
    assert np.array_equal(volume.frame(4 + 2), four[:, :, 2, 1].T)
    assert volume.warnings == ("5 volumes in one file, shown one after the other",)
    assert volume.geometry.slice_spacing_mm is None
    path = nifti(tmp_path / "b.nii.gz", four[:, :, :1], AXIAL, time="msec")
    image = nibabel.load(path)
    image.header["pixdim"][4] = 40
    nibabel.save(image, path)
    film = read(path)
    assert (film.kind, len(film), film.frame_seconds) == (VolumeKind.CINE, 5, pytest.approx(0.04))


def test_units_of_length(tmp_path, read):
    def spacing(name, **header):
        return read(nifti(tmp_path / name, affine=np.diag([2.0, 2, 2, 1]), **header))

    assert spacing("a.nii", space="micron").geometry.spacing_list() == [0.002, 0.002, 0.002]
    unnamed = spacing("b.nii", space="unknown")
    assert unnamed.geometry.spacing_list() == [2, 2, 2]
    assert "millimetres are meant" in unnamed.warnings[0]
    path = nifti(tmp_path / "c.nii", affine=np.diag([2.0, 2, 2, 1]), space="unknown")
    raw = bytearray(path.read_bytes())
    raw[252:256] = bytes(4)  # qform and sform code
    path.write_bytes(bytes(raw))
    nowhere = read(path)
    assert nowhere.geometry.spacing_list() is None


def test_colour_nifti(tmp_path, read):
    rgb = np.zeros((2, 3, 1), dtype=[("R", "u1"), ("G", "u1"), ("B", "u1")])
    rgb["R"], rgb["B"][1, 2] = 7, 9
    volume = read(nifti(tmp_path / "a.nii", rgb, AXIAL))
    assert volume.colour
    assert volume.frame(0).shape == (3, 2, 3)
    assert volume.frame(0)[2, 1].tolist() == [7, 0, 9]


@pytest.mark.parametrize(
    ("array", "said"),
    [
        (np.zeros((2, 3, 4), np.complex64), "complex"),
        (np.zeros((2, 3, 4, 1, 6), np.float32), "vectors"),
    ],
)
def test_nifti_that_is_no_picture(tmp_path, read, array, said):
    with pytest.raises(ReadError, match=said):
        read(nifti(tmp_path / "a.nii", array))


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz"])
def test_a_nifti_that_claims_more_than_it_holds(tmp_path, read, suffix):
    path = nifti(tmp_path / f"a{suffix}")
    raw = bytearray(path.read_bytes() if suffix == ".nii" else gzip.decompress(path.read_bytes()))
    raw[40:48] = np.array([3, 9000, 9000, 30000], "<i2").tobytes()
    path.write_bytes(bytes(raw) if suffix == ".nii" else gzip.compress(bytes(raw)))
    with pytest.raises(ReadError, match="claims"):
        read(path)


# --- NumPy ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "dtype", "count", "colour"),
    [
        ((4, 5), np.float32, 1, False),
        ((3, 4, 5), np.int16, 3, False),
        ((4, 5, 3), np.uint8, 1, True),
        ((4, 5, 4), np.uint8, 1, True),
        ((4, 5, 3), np.uint16, 4, False),
        ((2, 4, 5, 3), np.uint8, 2, True),
        ((3, 4, 5), ">f8", 3, False),
        ((3, 4, 5), np.float16, 3, False),
        ((3, 4, 5), bool, 3, False),
    ],
)
@pytest.mark.parametrize("suffix", [".npy", ".npz"])
def test_numpy_arrays(tmp_path, read, shape, dtype, count, colour, suffix):
    array = (np.arange(np.prod(shape)) % 2).reshape(shape).astype(dtype)
    path = tmp_path / f"a{suffix}"
    if suffix == ".npy":
        np.save(path, array)
    else:
        np.savez_compressed(path, array)
    volume = read(path)
    assert (len(volume), volume.colour) == (count, colour)
    expected = array[..., :3] if colour else array
    assert np.array_equal(frames(volume).reshape(expected.shape), expected)
    assert volume.geometry.spacing_list() is None
    (series,) = scan_paths([path])
    assert (series.rows, series.columns, series.frames) == (*volume.frame(0).shape[:2], count)


def test_numpy_files_that_are_no_picture(tmp_path, read):
    np.save(tmp_path / "objects.npy", np.array([{}]), allow_pickle=True)
    (tmp_path / "pickle.npy").write_bytes(pickle.dumps(np.zeros(3)))
    np.save(tmp_path / "line.npy", np.zeros(3))
    np.savez(tmp_path / "two.npz", image=np.zeros((3, 3)), mask=np.zeros((3, 3)))
    np.save(tmp_path / "complex.npy", np.zeros((3, 3), complex))
    for name, said in {
        "objects.npy": "never opened",
        "pickle.npy": "not a scan",
        "line.npy": "a picture is",
        "two.npz": "image, mask",
        "complex.npy": "a picture is",
    }.items():
        with pytest.raises(ReadError, match=said):
            read(tmp_path / name)


def test_a_numpy_file_that_claims_more_than_it_holds(tmp_path, read):
    path = tmp_path / "a.npy"
    np.save(path, np.zeros((10, 10)))
    path.write_bytes(path.read_bytes().replace(b"(10, 10)", b"(9999, 9999)"[:8] + b"", 1)[:500])
    with pytest.raises(ReadError):
        read(path)
    np.save(path, np.zeros((10, 10)))
    path.write_bytes(path.read_bytes()[:-8])
    with pytest.raises(ReadError, match="claims"):
        read(path)


# --- MetaImage ------------------------------------------------------------------------------


def metaimage(path: Path, array: np.ndarray, element: str, **fields: str) -> Path:
    sizes = " ".join(str(n) for n in reversed(array.shape))
    lines = {"ObjectType": "Image", "NDims": str(array.ndim), "BinaryData": "True"}
    lines |= {"DimSize": sizes, "ElementType": element, **fields}
    lines["ElementDataFile"] = lines.pop("ElementDataFile", "LOCAL")  # ends the header
    text = "".join(f"{k} = {v}\n" for k, v in lines.items())
    data = array.tobytes()
    data = zlib.compress(data) if fields.get("CompressedData") == "True" else data
    if lines["ElementDataFile"] == "LOCAL":
        path.write_bytes(text.encode() + data)
    else:
        path.write_text(text)
        (path.parent / lines["ElementDataFile"]).write_bytes(data)
    return path


STACK = np.arange(24, dtype=np.int16).reshape(4, 3, 2) - 7  # slices, rows, columns
PLACE = {
    "ElementSpacing": "0.5 0.75 2",
    "Offset": "1 2 3",
    "TransformMatrix": "0 1 0 0 0 -1 -1 0 0",
}


@pytest.mark.parametrize("packed", ["True", "False"])
@pytest.mark.parametrize("place", ["LOCAL", "pixels.raw"])
@pytest.mark.parametrize("big", [False, True])
def test_metaimage(tmp_path, read, packed, place, big):
    array = STACK.astype(">i2") if big else STACK
    fields = {
        "CompressedData": packed,
        "ElementDataFile": place,
        "BinaryDataByteOrderMSB": str(big),
    }
    path = tmp_path / ("a.mha" if place == "LOCAL" else "a.mhd")
    volume = read(metaimage(path, array, "MET_SHORT", **fields, **PLACE))
    assert np.array_equal(frames(volume), STACK)
    geometry = volume.geometry
    assert geometry.spacing_list() == [2, 0.75, 0.5]
    assert geometry.origin_mm == (1, 2, 3)
    # Each row of the file's matrix is the direction of one axis.
    assert geometry.direction == ((0, 1, 0), (0, 0, -1), (-1, 0, 0))
    assert len(volume.files) == (1 if place == "LOCAL" else 2)


def test_metaimage_that_lacks_or_misplaces_pixels(tmp_path, read):
    path = metaimage(tmp_path / "a.mha", STACK, "MET_SHORT")
    path.write_bytes(path.read_bytes()[:-2])
    with pytest.raises(ReadError, match="claims"):
        read(path)
    path = metaimage(tmp_path / "b.mhd", STACK, "MET_SHORT", ElementDataFile="b.raw")
    (tmp_path / "b.raw").unlink()
    with pytest.raises(ReadError, match=r"b\.raw"):
        read(path)
    text = path.read_text().replace("b.raw", "../secret.raw")
    path.write_text(text)
    with pytest.raises(ReadError, match="other places"):
        read(path)


# --- NRRD -----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["raw", "gzip", "ascii"])
@pytest.mark.parametrize(
    ("space", "origin"),
    [("left-posterior-superior", (1, 2, 3)), ("RAS", (-1, -2, 3))],
)
def test_nrrd(tmp_path, read, encoding, space, origin):
    path = tmp_path / "a.nrrd"
    sign = -1 if space == "RAS" else 1
    header = {
        "encoding": encoding,
        "space": space,
        "space directions": np.diag([0.5 * sign, 0.75 * sign, 2]),
        "space origin": np.array([1.0, 2, 3]),
        "kinds": ["domain"] * 3,
    }
    nrrd.write(str(path), GRID, header)
    volume = read(path)
    assert np.array_equal(frames(volume), GRID.transpose(2, 1, 0))
    assert volume.geometry.spacing_list() == [2, 0.75, 0.5]
    assert volume.geometry.origin_mm == origin
    assert volume.geometry.direction == ((1, 0, 0), (0, 1, 0), (0, 0, 1))


def test_nrrd_that_claims_more_than_it_holds_or_lies_elsewhere(tmp_path, read):
    path = tmp_path / "a.nrrd"
    nrrd.write(str(path), GRID, {"encoding": "gzip"})
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b"sizes: 2 3 4", b"sizes: 9999 9999 999"))
    with pytest.raises(ReadError, match="claims"):
        read(path)
    path.write_bytes(raw.replace(b"encoding:", b"data file: other.raw\nencoding:"))
    with pytest.raises(ReadError, match="another file"):
        read(path)


def test_the_same_bytes_are_the_same_scan(tmp_path, read):
    one = nifti(tmp_path / "a.nii.gz")
    (tmp_path / "b.nii.gz").write_bytes(one.read_bytes())
    first, second = read(one), read(tmp_path / "b.nii.gz")
    assert first.content_hash == second.content_hash
    assert first.context.series.uid == second.context.series.uid


@pytest.mark.parametrize("signs", [(1, 1, 1), (-1, 1, 1), (1, -1, -1), (-1, -1, 1)])
def test_masks_are_written_back_where_the_nifti_lies(tmp_path, read, signs):
    turn = np.deg2rad(25)
    axes = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    affine = np.eye(4)
    affine[:3, :3] = axes @ np.diag(np.array([0.5, 0.75, 2]) * signs)
    affine[:3, 3] = (4, -5, 6)
    volume = read(nifti(tmp_path / "a.nii.gz", affine=affine))
    assert nifti_affine(volume) == pytest.approx(affine, abs=1e-5)

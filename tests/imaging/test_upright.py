"""Volumes of research formats stand upright however they are stored, and masks go back exactly."""

import gzip
import itertools
from pathlib import Path

import nibabel
import nrrd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nibabel.orientations import apply_orientation, inv_ornt_aff
from PIL import Image

from medviewer.domain.image import ArrayFrames, VolumeKind
from medviewer.exchange.masks import nifti_bytes
from medviewer.imaging.grid import Grid, grid_volume, shown_frames
from medviewer.imaging.registry import default_registry
from medviewer.imaging.space import space_of
from medviewer.imaging.upright import obliqueness, upright

ORIENTATIONS = [
    np.array(list(zip(axes, flips, strict=True)), float)
    for axes in itertools.permutations(range(3))
    for flips in itertools.product((1, -1), repeat=3)
]
SHOWN = np.arange(2 * 3 * 4, dtype=np.int16).reshape(4, 3, 2)  # slices, rows, columns
ORIGIN, SPACING = (-12.5, 7.25, -30.0), (0.75, 1.0, 1.25)
"""Of the first pixel shown, in LPS; columns, rows, slices in mm."""

TO_RAS = np.diag([-1.0, -1.0, 1.0, 1.0])


def affine_of(columns, rows, slices, spacing=SPACING) -> np.ndarray:
    """LPS affine of what is shown, from its directions."""
    affine = np.eye(4)
    affine[:3, :3] = np.column_stack([columns, rows, slices]) * np.array(spacing)
    affine[:3, 3] = ORIGIN
    return affine


AXIAL = affine_of((1, 0, 0), (0, 1, 0), (0, 0, 1))


def stored(orientation, shown=SHOWN, lps=AXIAL) -> tuple[np.ndarray, np.ndarray]:
    """A grid (columns, rows, slices) stored in another order, and its RAS affine."""
    grid = shown.transpose(2, 1, 0)
    back = inv_ornt_aff(orientation, grid.shape)
    return apply_orientation(grid, orientation), TO_RAS @ lps @ back


def write(path: Path, array: np.ndarray, ras: np.ndarray) -> Path:
    lps = TO_RAS @ ras
    if path.name.endswith((".nii", ".nii.gz")):
        image = nibabel.Nifti1Image(array, ras)
        image.header.set_xyzt_units("mm")
        nibabel.save(image, path)
    elif path.suffix == ".nrrd":
        header = {"space": "left-posterior-superior", "space directions": lps[:3, :3].T}
        nrrd.write(str(path), array, header | {"space origin": lps[:3, 3]})
    else:
        spacing = np.linalg.norm(lps[:3, :3], axis=0)
        text = {
            "ObjectType": "Image",
            "NDims": 3,
            "DimSize": numbers(array.shape),
            "ElementSpacing": numbers(spacing),
            "Offset": numbers(lps[:3, 3]),
            "TransformMatrix": numbers((lps[:3, :3] / spacing).T.ravel()),
            "ElementType": "MET_SHORT",
            "ElementDataFile": "LOCAL",
        }
        head = "".join(f"{k} = {v}\n" for k, v in text.items())
        path.write_bytes(head.encode() + array.tobytes(order="F"))
    return path


def numbers(values) -> str:
    return " ".join(repr(v.item() if hasattr(v, "item") else v) for v in values)


def frames(volume) -> np.ndarray:
    return np.stack([volume.frame(i) for i in range(len(volume))])


def mask_file(mask, volume) -> nibabel.Nifti1Image:
    return nibabel.Nifti1Image.from_bytes(gzip.decompress(nifti_bytes(mask, volume)))


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz", ".nrrd", ".mha"])
@pytest.mark.parametrize("number", range(48))
def test_all_orders_of_storing_one_patient_look_alike_and_masks_go_back(tmp_path, suffix, number):
    array, ras = stored(ORIENTATIONS[number])
    path = write(tmp_path / f"a{suffix}", array, ras)
    volume = default_registry().read(path)
    assert np.array_equal(frames(volume), SHOWN)
    geometry = volume.geometry
    assert geometry.origin_mm == pytest.approx(ORIGIN)
    assert np.allclose(geometry.direction, np.eye(3))
    assert geometry.spacing_list() == pytest.approx([1.25, 1.0, 0.75])
    assert volume.warnings == ()
    header = default_registry().describe(path)
    assert (header.rows, header.columns, header.frames) == (3, 2, 4)
    mask = SHOWN % 5 == 1
    written = mask_file(mask, volume)
    assert written.shape == array.shape
    assert np.array_equal(written.affine, ras)
    assert np.array_equal(np.asarray(written.dataobj) > 0, array % 5 == 1)


SAGITTAL = affine_of((0, 1, 0), (0, 0, -1), (-1, 0, 0), (0.5, 0.5, 4.0))
CORONAL = affine_of((1, 0, 0), (0, 0, -1), (0, 1, 0), (0.5, 0.5, 4.0))


@pytest.mark.parametrize("number", range(48))
@pytest.mark.parametrize("lps", [SAGITTAL, CORONAL], ids=["sagittal", "coronal"])
def test_thick_slices_are_shown_as_they_were_taken_and_upright(tmp_path, lps, number):
    array, ras = stored(ORIENTATIONS[number], lps=lps)
    volume = default_registry().read(write(tmp_path / "a.nii", array, ras))
    assert np.array_equal(frames(volume), SHOWN)
    assert volume.geometry.spacing_list() == pytest.approx([4.0, 0.5, 0.5])
    written = mask_file(SHOWN > 11, volume)
    assert np.array_equal(written.affine, ras)
    assert np.array_equal(np.asarray(written.dataobj) > 0, array > 11)


angles = st.floats(-180, 180)
sizes = st.tuples(*[st.integers(1, 4)] * 3)
spacings = st.tuples(*[st.floats(0.2, 6)] * 3)


def turn(x: float, y: float, z: float) -> np.ndarray:
    (cx, cy, cz), (sx, sy, sz) = np.cos(np.deg2rad([x, y, z])), np.sin(np.deg2rad([x, y, z]))
    about_x = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    return about_z @ about_y @ about_x


@given(st.tuples(angles, angles, angles), sizes, spacings, st.booleans())
def test_every_pixel_stays_where_it_is_in_the_patient(degrees, shape, spacing, mirrored):
    """Whatever way a grid lies, the place of a pixel as shown is that of the pixel as stored."""
    steps = (turn(*degrees) * np.array(spacing)).T * (-1 if mirrored else 1)
    columns, rows, slices = shape
    grid = Grid(columns, rows, slices, steps_mm=steps, origin_mm=ORIGIN)
    number = np.arange(columns * rows * slices).reshape(slices, rows, columns)
    source = shown_frames(grid, ArrayFrames(number))
    volume = grid_volume(Path(__file__), grid, source)
    space = space_of(volume.geometry)
    assert space is not None
    if len(volume) > 1:
        assert np.cross(space.column, space.row) @ space.slice > 0  # not mirrored
    for frame in range(len(volume)):
        for row, column in np.ndindex(volume.geometry.rows, volume.geometry.columns):
            value = int(volume.frame(frame)[row, column])
            k, j, i = np.unravel_index(value, number.shape)
            expected = np.array(ORIGIN) + np.array([i, j, k]) @ steps
            assert space.at(frame, (column + 0.5, row + 0.5)) == pytest.approx(expected, abs=1e-4)
    order = upright(steps, shape)
    assert np.array_equal(order.stored(order.shown(number)), number)


@given(st.tuples(angles, angles, angles))
def test_what_is_shown_lies_as_near_to_the_patient_as_it_can(degrees):
    """Right at the left and front above, to within what an oblique grid allows."""
    steps = turn(*degrees).T
    order = upright(steps, (5, 6, 7))
    units = steps[::-1][list(order.axes)] * np.where(order.backwards, -1, 1)[:, None]
    slices, rows, columns = units
    assert slices[2] + rows[1] + columns[0] >= 1  # cosines; 3 where nothing is oblique


def test_obliqueness_is_the_angle_to_the_nearest_plane():
    assert obliqueness(turn(0, 0, 90).T) == pytest.approx(0, abs=1e-4)
    assert obliqueness(turn(20, 0, 0).T) == pytest.approx(20)
    assert obliqueness(turn(0, 0, -50).T) == pytest.approx(40)


def test_points_in_time_are_turned_one_by_one_and_their_masks_have_four_axes(tmp_path):
    times = np.stack([SHOWN, SHOWN + 100])
    for number, suffix in itertools.product((0, 7, 13, 30, 47), (".nii", ".nii.gz")):
        both = [stored(ORIENTATIONS[number], shown) for shown in times]
        array, ras = np.stack([a for a, _ in both], axis=-1), both[0][1]
        volume = default_registry().read(write(tmp_path / f"a{suffix}", array, ras))
        assert np.array_equal(frames(volume), times.reshape(-1, 3, 2))
        written = mask_file(frames(volume) % 7 == 3, volume)
        assert np.array_equal(written.affine, ras)
        assert np.array_equal(np.asarray(written.dataobj) > 0, array % 7 == 3)


def test_a_single_slice_is_a_picture_whichever_axis_it_is_stored_across(tmp_path):
    one = SHOWN[1:2]
    for number, orientation in enumerate(ORIENTATIONS):
        array, ras = stored(orientation, one)
        volume = default_registry().read(write(tmp_path / f"{number}.nii", array, ras))
        assert volume.kind is VolumeKind.PICTURE
        assert np.array_equal(volume.frame(0), one[0])
        written = mask_file(one > 8, volume)
        assert np.array_equal(np.asarray(written.dataobj) > 0, array > 8)


def test_a_reference_mask_beside_a_slice_lies_as_the_slice_is_stored(tmp_path):
    one = SHOWN[:1]
    array, ras = stored(np.array([[1, -1], [0, 1], [2, 1]], float), one)
    path = write(tmp_path / "a.nii", array, ras)
    drawn = (array[:, :, 0].T % 2 == 1).astype(np.uint8) * 255  # rows, columns of the file
    Image.fromarray(drawn).save(tmp_path / "a_mask.png")
    volume = default_registry().read(path)
    assert np.array_equal(volume.reference_mask, one[0] % 2 == 1)
    assert np.array_equal(volume.on_file_grid(volume.reference_mask[None])[0], drawn > 0)


def test_a_grid_without_a_place_stays_as_it_is_stored(tmp_path):
    image = nibabel.Nifti1Image(SHOWN.transpose(2, 1, 0), None)
    nibabel.save(image, tmp_path / "a.nii")
    volume = default_registry().read(tmp_path / "a.nii")
    assert volume.geometry.direction is None
    assert np.array_equal(frames(volume), SHOWN)


def test_colour_stands_upright_too(tmp_path):
    shown = np.zeros(SHOWN.shape, dtype=[("R", "u1"), ("G", "u1"), ("B", "u1")])
    shown["R"], shown["B"] = SHOWN, 200
    for number, suffix in ((0, ".nii"), (7, ".nii"), (20, ".nii.gz"), (47, ".nii")):
        array, ras = stored(ORIENTATIONS[number], shown)
        volume = default_registry().read(write(tmp_path / f"{number}{suffix}", array, ras))
        assert volume.colour
        assert np.array_equal(frames(volume)[..., 0], SHOWN)
        assert (frames(volume)[..., 2] == 200).all()

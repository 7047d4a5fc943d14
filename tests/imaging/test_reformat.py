"""Planes of a volume whose every voxel knows where it is."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from medviewer.domain.errors import KnownError, ReadError
from medviewer.domain.geometry import PixelCalibration, SpacingSource, VolumeGeometry
from medviewer.domain.image import ArrayFrames, ImageVolume, VolumeKind
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.domain.segmentation import Segment, SegmentationMask
from medviewer.imaging.reformat import Plane, reformat, why_not
from medviewer.imaging.space import space_of

AXIAL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
SAGITTAL = ((0.0, 1.0, 0.0), (0.0, 0.0, -1.0), (1.0, 0.0, 0.0))
UPSIDE_DOWN = ((-1.0, 0.0, 0.0), (0.0, -1.0, 0.0), (0.0, 0.0, 1.0))
SCALE = PixelCalibration(1.5, 0.5, SpacingSource.PIXEL_SPACING)


def tilted(degrees: float):
    """Axial slices, turned about the left-right axis."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return ((1.0, 0.0, 0.0), (0.0, c, s), (0.0, -s, c))


def volume_of(direction=AXIAL, shape=(5, 4, 6), **changes) -> ImageVolume:
    """Values count the voxels in the order of the file."""
    array = np.arange(np.prod(shape), dtype=np.int16).reshape(shape)
    frames, rows, columns = shape
    geometry = VolumeGeometry(
        rows,
        columns,
        frames,
        SCALE,
        slice_spacing_mm=3.0,
        origin_mm=(-7.0, 11.0, 50.0),
        direction=direction,
        frame_of_reference_uid="1.9",
    )
    context = StudyContext(Patient("P", "P"), Study("1"), Series("1", modality="CT"))
    volume = ImageVolume(
        ArrayFrames(array), geometry, context, "a" * 64, (Path("v"),), VolumeKind.STACK
    )
    return replace(volume, **changes)


def cut(volume: ImageVolume):
    steps = reformat(volume)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


@pytest.mark.parametrize("direction", [AXIAL, SAGITTAL, UPSIDE_DOWN, tilted(25), tilted(-70)])
@pytest.mark.parametrize("plane", list(Plane))
def test_every_voxel_stays_where_it_is_in_the_patient(direction, plane):
    source = volume_of(direction)
    shown = cut(source).volume(plane)
    there, here = space_of(source.geometry), space_of(shown.geometry)
    assert sorted(shown.frames.array.shape) == sorted((5, 4, 6))
    for frame, row, column in [(0, 0, 0), (1, 2, 1), (len(shown) - 1, 3, 2)]:
        value = int(shown.frame(frame)[row, column])
        f, r, c = np.unravel_index(value, (5, 4, 6))
        true = there.at(int(f), (c + 0.5, r + 0.5))
        assert here.at(frame, (column + 0.5, row + 0.5)) == pytest.approx(true)


@pytest.mark.parametrize("direction", [AXIAL, SAGITTAL, UPSIDE_DOWN, tilted(25)])
def test_planes_are_seen_as_a_radiologist_expects(direction):
    planes = {plane: cut(volume_of(direction)).volume(plane).geometry for plane in Plane}
    towards = {
        Plane.AXIAL: ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
        Plane.SAGITTAL: ((0, 1, 0), (0, 0, -1), (1, 0, 0)),
        Plane.CORONAL: ((1, 0, 0), (0, 0, -1), (0, 1, 0)),
    }
    for plane, ways in towards.items():
        for found, wanted in zip(planes[plane].direction, ways, strict=True):
            assert np.dot(found, wanted) > 0.9


def test_spacing_of_slices_is_kept():
    coronal = cut(volume_of()).volume(Plane.CORONAL).geometry
    assert (coronal.rows, coronal.columns, coronal.frames) == (5, 6, 4)
    assert (coronal.calibration.row_mm, coronal.calibration.column_mm) == (3.0, 0.5)
    assert coronal.slice_spacing_mm == 1.5


def test_an_oblique_volume_says_so():
    assert cut(volume_of()).name(Plane.SAGITTAL) == "sagittal"
    assert cut(volume_of(tilted(25))).name(Plane.SAGITTAL) == "oblique sagittal"
    described = cut(volume_of(tilted(25))).volume(Plane.AXIAL).context.series.description
    assert described == "oblique axial reformat"


def test_a_plane_warns_of_what_its_volume_warns_of():
    doubtful = volume_of(warnings=("slice left out: b.dcm is damaged.",))
    for plane in Plane:
        assert cut(doubtful).volume(plane).warnings == doubtful.warnings


def test_a_mask_goes_with_its_voxels_and_shares_them():
    source = volume_of(UPSIDE_DOWN)
    area = np.zeros((5, 4, 6), bool)
    area[3, 1, 4] = True
    segment = Segment("lesion", "Lesion", (1, 2, 3), "L")
    found = cut(source)
    mask = found.mask(SegmentationMask(segment, area, area.astype(np.float16)), Plane.CORONAL)
    shown = found.volume(Plane.CORONAL)
    (place,) = np.argwhere(mask.array)
    assert shown.frame(place[0])[place[1], place[2]] == source.frame(3)[1, 4]
    assert np.array_equal(mask.array, mask.probability > 0)
    assert np.shares_memory(mask.array, area)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": VolumeKind.CINE}, "a stack of slices"),
        ({"warnings": ("gantry tilt 18.5",)}, "the gantry was tilted"),
        ({"warnings": ("missing slices: about 2 (gaps: 1)",)}, "slices are missing"),
    ],
)
def test_what_cannot_be_cut_says_why(changes, words):
    volume = volume_of(**changes)
    assert words in why_not(volume)
    with pytest.raises(KnownError, match=words):
        cut(volume)


def test_no_planes_without_spacing_or_room():
    volume = volume_of()
    bare = replace(volume, geometry=replace(volume.geometry, slice_spacing_mm=None))
    assert "do not give" in why_not(bare)
    assert "whole volume in memory" in why_not(volume, limit_bytes=100)
    assert why_not(volume) == ""


def test_a_slice_that_cannot_be_read_is_told():
    class Broken:
        def __len__(self):
            return 5

        def frame(self, index):
            if index == 3:
                raise ReadError("Slice 4 is cut short.")
            return np.zeros((4, 6), np.int16)

    with pytest.raises(ReadError, match="Slice 4"):
        cut(volume_of(frames=Broken()))

"""Where DICOM pixels lie, how far apart, and what is said when that is in doubt."""

import math
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from medviewer.domain.geometry import FrameScale, SpacingSource
from medviewer.domain.image import VolumeKind
from medviewer.imaging.dicom.calibration import pixel_calibration, ultrasound_regions
from medviewer.imaging.dicom.stack import Plane, slice_spacing
from medviewer.imaging.index import IndexedSeries, scan_paths
from medviewer.imaging.registry import default_registry, read_series

PICTURE = np.zeros((40, 60), dtype=np.uint8)


def region(box, x_cm, y_cm, **changes) -> Dataset:
    item = Dataset()
    item.RegionSpatialFormat = 1
    item.RegionDataType = 1
    item.RegionLocationMinX0, item.RegionLocationMinY0 = box[:2]
    item.RegionLocationMaxX1, item.RegionLocationMaxY1 = box[2:]
    item.PhysicalUnitsXDirection = item.PhysicalUnitsYDirection = 3
    item.PhysicalDeltaX, item.PhysicalDeltaY = x_cm, y_cm
    for keyword, value in changes.items():
        setattr(item, keyword, value)
    return item


def geometry_of(path: Path):
    return default_registry().read(path).geometry


def test_pixel_spacing_is_rows_then_columns(write_dicom):
    scale = geometry_of(write_dicom("a.dcm", PICTURE, PixelSpacing=[0.2, 0.3])).calibration
    assert (scale.row_mm, scale.column_mm, scale.source) == (0.2, 0.3, SpacingSource.PIXEL_SPACING)


def test_no_spacing_is_no_scale(write_dicom):
    geometry = geometry_of(write_dicom("a.dcm", PICTURE))
    assert geometry.calibration.source is SpacingSource.NONE
    assert geometry.spacing_list() is None


def test_detector_spacing_is_divided_by_the_magnification(write_dicom):
    path = write_dicom(
        "a.dcm",
        PICTURE,
        Modality="DX",
        ImagerPixelSpacing=[0.3, 0.15],
        EstimatedRadiographicMagnificationFactor=1.5,
    )
    volume = default_registry().read(path)
    scale = volume.geometry.calibration
    assert scale.source is SpacingSource.IMAGER_PIXEL_SPACING
    assert (scale.row_mm, scale.column_mm) == pytest.approx((0.2, 0.1))
    assert "magnification of 1.5" in volume.warnings[0]


def test_detector_spacing_alone_is_used_with_a_remark(write_dicom):
    volume = default_registry().read(write_dicom("a.dcm", PICTURE, ImagerPixelSpacing=[0.3, 0.3]))
    assert volume.geometry.calibration.row_mm == 0.3
    assert "detector" in volume.warnings[0]


def test_film_spacing_is_used_with_a_remark(write_dicom):
    path = write_dicom("a.dcm", PICTURE, NominalScannedPixelSpacing=[0.1, 0.1])
    volume = default_registry().read(path)
    assert volume.geometry.calibration.row_mm == 0.1
    assert "film" in volume.warnings[0]


@pytest.mark.parametrize("spacing", [[0, 0.3], [-1, 1], [0.5]])
def test_a_spacing_without_sense_is_no_scale(spacing):
    ds = Dataset()
    ds.PixelSpacing = spacing
    scale, remarks = pixel_calibration(ds)
    assert not scale.known
    assert "not valid" in remarks[0]


def test_two_ultrasound_regions_keep_their_own_scale(write_dicom):
    path = write_dicom(
        "us.dcm",
        PICTURE,
        Modality="US",
        SequenceOfUltrasoundRegions=Sequence(
            [region((0, 0, 29, 39), 0.01, 0.01), region((30, 0, 59, 39), 0.02, 0.04)]
        ),
    )
    geometry = geometry_of(path)
    left = geometry.calibration_at((5, 5, 10, 10))
    right = geometry.calibration_at((35, 5, 10, 10))
    across = geometry.calibration_at((25, 5, 10, 10))
    assert (left.row_mm, left.column_mm) == pytest.approx((0.1, 0.1))
    assert (right.row_mm, right.column_mm) == pytest.approx((0.4, 0.2))
    assert left.source is SpacingSource.ULTRASOUND_REGION
    assert not across.known
    assert geometry.regions[0].box == (0, 0, 30, 40)


@pytest.mark.parametrize(
    "changes",
    [
        {"PhysicalUnitsXDirection": 4},  # seconds: M-mode, Doppler
        {"RegionSpatialFormat": 3},  # spectral
        {"RegionDataType": 10},  # ECG trace
        {"PhysicalDeltaX": 0.0},
        {"RegionLocationMinX0": 400, "RegionLocationMaxX1": 500},  # outside the picture
    ],
)
def test_regions_that_are_not_distance_in_the_picture_give_no_scale(changes):
    ds = Dataset()
    ds.SequenceOfUltrasoundRegions = Sequence([region((0, 0, 59, 39), 0.01, 0.01, **changes)])
    regions, _ = ultrasound_regions(ds, 40, 60)
    assert not FrameScale(regions=regions).at((5, 5, 10, 10)).known
    assert not FrameScale(regions=regions).main().known


def test_nothing_is_in_millimetres_where_a_doppler_curve_overlaps_the_picture(write_dicom):
    curve = region((0, 30, 59, 39), 0.01, 0.01, RegionSpatialFormat=3, PhysicalUnitsXDirection=4)
    path = write_dicom(
        "us.dcm",
        PICTURE,
        Modality="US",
        SequenceOfUltrasoundRegions=Sequence([region((0, 0, 59, 39), 0.01, 0.01), curve]),
    )
    geometry = geometry_of(path)
    assert geometry.main_calibration().known
    assert geometry.calibration_at((5, 5, 10, 10)).known
    assert not geometry.calibration_at((5, 25, 10, 10)).known
    assert not geometry.calibration_at((5, 32, 5, 5)).known


def test_a_region_larger_than_the_picture_is_clipped_and_its_sign_dropped():
    ds = Dataset()
    ds.SequenceOfUltrasoundRegions = Sequence([region((10, 5, 500, 400), -0.01, 0.02)])
    (found,), _ = ultrasound_regions(ds, 40, 60)
    assert found.box == (10, 5, 50, 35)
    assert (found.calibration.row_mm, found.calibration.column_mm) == pytest.approx((0.2, 0.1))


def only_series(folder: Path) -> IndexedSeries:
    (found,) = scan_paths([folder])
    assert isinstance(found, IndexedSeries)
    return found


def shuffled(count: int, step: float) -> list[tuple[float, float, float]]:
    places = [(-10.0, -20.0, n * step) for n in range(count)]
    random.Random(3).shuffle(places)
    return places


def test_slices_are_sorted_by_place_not_by_name(write_slices):
    places = shuffled(8, 2.5)
    paths = write_slices(places)
    item = only_series(paths[0].parent)
    volume = read_series(item)
    assert (item.kind, item.frames, volume.kind) == (VolumeKind.STACK, 8, VolumeKind.STACK)
    order = sorted(range(8), key=lambda n: places[n][2])
    assert [int(volume.frame(n)[0, 0]) + 1024 for n in range(8)] == order
    assert list(item.files) == [paths[n] for n in order] == list(volume.files)
    assert volume.geometry.spacing_list() == [2.5, 0.5, 0.75]
    assert volume.geometry.origin_mm == (-10, -20, 0)
    assert volume.geometry.direction == ((1, 0, 0), (0, 1, 0), (0, 0, 1))
    assert volume.warnings == ()


def test_a_missing_slice_is_named(write_slices):
    paths = write_slices([(0, 0, z) for z in (0, 3, 6, 12, 15)])
    volume = read_series(only_series(paths[0].parent))
    assert volume.geometry.slice_spacing_mm == 3
    assert [w for w in volume.warnings if "missing slices: about 1" in w]


def test_varying_spacing_is_named(write_slices):
    paths = write_slices([(0, 0, z) for z in (0, 3, 6, 9.5, 12.5)])
    warnings = read_series(only_series(paths[0].parent)).warnings
    assert [w for w in warnings if "varying slice spacing, 3 to 3.5 mm" in w]


def test_a_gantry_tilt_is_named_in_degrees(write_slices):
    shift = 5 * math.tan(math.radians(18.5))
    paths = write_slices([(0, n * shift, n * 5) for n in range(4)])
    volume = read_series(only_series(paths[0].parent))
    assert volume.warnings == ("gantry tilt 18.5",)
    assert volume.geometry.slice_spacing_mm == pytest.approx(5)


def test_a_copied_file_is_left_out_and_named(write_slices, tmp_path):
    paths = write_slices([(0, 0, z) for z in (0, 3, 6)])
    (tmp_path / "series" / "copy.dcm").write_bytes(paths[1].read_bytes())
    volume = read_series(only_series(paths[0].parent))
    assert len(volume) == 3
    assert volume.warnings == ("duplicate files: 1 left out",)


def test_slices_of_two_orientations_are_two_volumes(write_slices, write_dicom):
    paths = write_slices([(0, 0, z) for z in (0, 3, 6)])
    for n in range(2):
        write_dicom(
            f"series/sagittal{n}.dcm",
            np.zeros((4, 5), np.int16),
            ImagePositionPatient=[n * 2, 0, 0],
            ImageOrientationPatient=[0, 1, 0, 0, 0, -1],
        )
    assert sorted(s.frames for s in scan_paths([paths[0].parent])) == [2, 3]


def test_repeated_places_are_volumes_of_their_own(write_slices):
    paths = write_slices([(0, 0, z) for z in (0, 3, 6, 0, 3, 6)])
    volumes = [read_series(s) for s in scan_paths([paths[0].parent])]
    values = [[int(v.frame(n)[0, 0]) + 1024 for n in range(3)] for v in volumes]
    assert values == [[0, 1, 2], [3, 4, 5]]


def test_slices_in_several_folders_are_one_volume(write_slices, tmp_path):
    paths = write_slices([(0, 0, z) for z in (0, 3, 6, 9)])
    (tmp_path / "series" / "more").mkdir()
    paths[2].rename(tmp_path / "series" / "more" / "0002")
    assert only_series(tmp_path / "series").frames == 4


def test_a_damaged_slice_is_left_out_and_the_rest_opens(write_slices):
    paths = write_slices([(0, 0, z) for z in (0, 3, 6, 9)])
    paths[1].write_bytes(paths[1].read_bytes()[:-20])
    found = list(scan_paths([paths[0].parent]))
    series = next(s for s in found if isinstance(s, IndexedSeries))
    assert (len(found), series.frames) == (2, 3)
    volume = read_series(series)
    assert [w for w in volume.warnings if w.startswith("missing slices")]


def test_spacing_and_place_of_enhanced_frames(write_dicom):
    measures, orientation = Dataset(), Dataset()
    measures.PixelSpacing, measures.SliceThickness = [0.4, 0.6], 2
    orientation.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    shared = Dataset()
    shared.PixelMeasuresSequence = Sequence([measures])
    shared.PlaneOrientationSequence = Sequence([orientation])
    own = []
    for n in range(3):
        place, value, item = Dataset(), Dataset(), Dataset()
        place.ImagePositionPatient = [1, 2, 4 * n]
        value.RescaleSlope, value.RescaleIntercept = n + 1, 0
        item.PlanePositionSequence = Sequence([place])
        item.PixelValueTransformationSequence = Sequence([value])
        own.append(item)
    path = write_dicom(
        "enhanced.dcm",
        np.full((3, 4, 5), 7, dtype=np.uint16),
        frames=3,
        Modality="MR",
        SharedFunctionalGroupsSequence=Sequence([shared]),
        PerFrameFunctionalGroupsSequence=Sequence(own),
    )
    volume = default_registry().read(path)
    assert volume.kind is VolumeKind.STACK
    assert volume.geometry.spacing_list() == [4, 0.4, 0.6]
    assert volume.geometry.origin_mm == (1, 2, 0)
    assert [int(volume.frame(n)[0, 0]) for n in range(3)] == [7, 14, 21]


unit = st.floats(-1, 1, allow_nan=False).map(lambda v: round(v, 3))


@given(
    axes=st.tuples(unit, unit, unit, unit, unit, unit),
    step=st.floats(0.1, 20),
    count=st.integers(2, 30),
)
def test_spacing_is_found_whatever_the_orientation(axes, step, count):
    first, second = np.array(axes[:3]), np.array(axes[3:])
    second = second - first * np.dot(first, second) / max(np.dot(first, first), 1e-9)
    if min(np.linalg.norm(first), np.linalg.norm(second)) < 0.05:
        return
    rows, columns = first / np.linalg.norm(first), second / np.linalg.norm(second)
    normal = np.cross(rows, columns)
    planes = [
        Plane(tuple(normal * step * n + 7), tuple(rows), tuple(columns)) for n in range(count)
    ]
    found = slice_spacing(planes)
    assert found.slice_mm == pytest.approx(step, rel=1e-4)
    assert found.warnings == ()

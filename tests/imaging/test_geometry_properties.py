"""Slices in space: order, holes, copies and tilt, whatever the direction and the file names."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from medviewer.domain.geometry import CalibratedRegion, FrameScale, PixelCalibration, SpacingSource
from medviewer.imaging.dicom.frames import arrange
from medviewer.imaging.dicom.stack import Plane, slice_spacing

angle = st.floats(-np.pi, np.pi)
steps = st.floats(0.3, 12).map(lambda v: round(v, 3))


@st.composite
def directions(draw) -> np.ndarray:
    """Rows: unit vectors along columns, rows and slices, at right angles."""
    a, b, c = draw(angle), draw(angle), draw(angle)
    x = np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])
    y = np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
    z = np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]])
    return x @ y @ z


def plane(axes: np.ndarray, distance: float, shift: float = 0.0) -> Plane:
    place = axes[2] * distance + axes[1] * shift
    return Plane(*(tuple(float(v) for v in vector) for vector in (place, axes[0], axes[1])))


def groups_of(planes: list[Plane]) -> list[list[Dataset]]:
    """Functional groups of an enhanced object with these planes, one list a frame."""
    out = []
    for p in planes:
        place, turn, item = Dataset(), Dataset(), Dataset()
        place.ImagePositionPatient = [round(v, 9) for v in p.position]
        turn.ImageOrientationPatient = [round(v, 9) for v in (*p.along_columns, *p.along_rows)]
        item.PlanePositionSequence = Sequence([place])
        item.PlaneOrientationSequence = Sequence([turn])
        out.append([item])
    return out


@settings(max_examples=40, deadline=None)
@given(axes=directions(), step=steps, count=st.integers(2, 12), data=st.data())
def test_frames_in_any_order_are_sorted_by_place(axes, step, count, data):
    mixed = data.draw(st.permutations(range(count)))
    found = arrange(Dataset(), groups_of([plane(axes, n * step) for n in mixed]))
    assert [mixed[i] for i in found.order] == list(range(count))
    assert abs(found.slice_mm - step) < 1e-3
    assert found.warnings == ()


@settings(max_examples=40, deadline=None)
@given(
    axes=directions(),
    step=steps,
    count=st.integers(2, 6),
    times=st.integers(2, 4),
    data=st.data(),
)
def test_points_in_time_are_separated(axes, step, count, times, data):
    places = [n for n in range(count) for _ in range(times)]
    mixed = data.draw(st.permutations(places))
    found = arrange(Dataset(), groups_of([plane(axes, n * step) for n in mixed]))
    assert [mixed[i] for i in found.order] == list(range(count)) * times
    assert found.warnings == (f"{times} volumes in one file, shown one after the other",)
    for volume in range(times):  # of equal places the earlier in the file is the earlier in time
        for place in range(count):
            stored = [i for i, n in enumerate(mixed) if n == place]
            assert found.order[volume * count + place] == stored[volume]


@settings(max_examples=60, deadline=None)
@given(
    axes=directions(),
    step=steps,
    count=st.integers(4, 20),
    data=st.data(),
)
def test_a_hole_is_found_and_counted(axes, step, count, data):
    gone = data.draw(st.integers(1, count - 2))
    wide = data.draw(st.integers(1, 5))
    places = [n if n < gone else n + wide for n in range(count)]
    found = slice_spacing([plane(axes, n * step) for n in places])
    assert abs(found.slice_mm - step) < 1e-3
    assert found.warnings == (f"missing slices: about {wide} (gaps: 1)",)


@settings(max_examples=60, deadline=None)
@given(axes=directions(), step=steps, count=st.integers(3, 20), data=st.data())
def test_slices_at_one_place_are_found(axes, step, count, data):
    twice = data.draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=count))
    places = sorted([*range(count), *twice])
    found = slice_spacing([plane(axes, n * step) for n in places])
    assert abs(found.slice_mm - step) < 1e-3
    assert found.warnings == (f"duplicate slices: {len(twice)} at the place of another",)


@settings(max_examples=60, deadline=None)
@given(axes=directions(), step=steps, count=st.integers(2, 20), degrees=st.floats(1, 40))
def test_a_tilt_is_measured_and_does_not_change_the_distance(axes, step, count, degrees):
    shift = step * np.tan(np.deg2rad(degrees))
    found = slice_spacing([plane(axes, n * step, n * shift) for n in range(count)])
    assert abs(found.slice_mm - step) < 1e-3
    (warning,) = found.warnings
    assert abs(float(warning.removeprefix("gantry tilt ")) - degrees) < 0.06


boxes = st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(1, 40), st.integers(1, 40))
scales = st.sampled_from((0.1, 0.2, 0.4)).map(
    lambda mm: PixelCalibration(mm, mm, SpacingSource.ULTRASOUND_REGION)
)


@given(
    regions=st.lists(st.builds(CalibratedRegion, boxes, scales), min_size=1, max_size=4),
    box=boxes,
)
def test_a_scale_holds_for_every_pixel_of_the_box(regions, box):
    found = FrameScale(regions=tuple(regions)).at(box)
    x, y, width, height = box
    pixels = [(column, row, 1, 1) for column in (x, x + width - 1) for row in (y, y + height - 1)]
    touched = {r.calibration for r in regions if r.touches(box)}
    if found.known:
        assert touched == {found}
        assert all(FrameScale(regions=tuple(regions)).at(p) == found for p in pixels)
    else:
        assert len(touched) != 1 or not any(r.contains(box) for r in regions)

"""Places in the patient: known points of known stacks."""

import numpy as np
import pytest

from medviewer.domain.geometry import PixelCalibration, SpacingSource, VolumeGeometry
from medviewer.imaging.space import crossing, space_of

MM = PixelCalibration(2.0, 0.5, SpacingSource.PIXEL_SPACING)
AXIAL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
CORONAL = ((1.0, 0.0, 0.0), (0.0, 0.0, -1.0), (0.0, 1.0, 0.0))


def stack(direction=AXIAL, origin=(10.0, 20.0, 30.0), frames=4, scale=MM, apart=3.0):
    return VolumeGeometry(
        8,
        6,
        frames,
        scale,
        slice_spacing_mm=apart if frames > 1 else None,
        origin_mm=origin,
        direction=direction,
        frame_of_reference_uid="1.2",
    )


def test_points_of_a_stack_and_back():
    space = space_of(stack())
    assert space.at(2, (0.5, 0.5)) == pytest.approx((10, 20, 36))
    point = space.at(3, (4.5, 2.5))
    assert point == pytest.approx((12, 24, 39))
    assert space.frame_at(point) == pytest.approx(3)
    assert space.spot_at(point) == pytest.approx((4.5, 2.5))
    assert space.nearest_frame(np.array([0, 0, 34.6])) == 2
    assert space.nearest_frame(np.array([0, 0, 900.0])) == 3


def test_slices_that_run_against_their_normal():
    space = space_of(stack(((0.0, 1.0, 0.0), (0.0, 0.0, -1.0), (1.0, 0.0, 0.0))))
    point = space.at(3, (2.5, 1.5))
    assert point == pytest.approx((19, 21, 28))
    assert space.frame_at(point) == pytest.approx(3)


def test_sheared_slices_are_found_where_they_are():
    tilted = (0.0, np.sin(0.3), np.cos(0.3))
    space = space_of(stack((AXIAL[0], AXIAL[1], tilted)))
    point = space.at(2, (1.5, 4.5))
    assert point[2] == pytest.approx(36), "distance is counted along the normal"
    assert space.frame_at(point) == pytest.approx(2)
    assert space.spot_at(point) == pytest.approx((1.5, 4.5))


@pytest.mark.parametrize(
    "changes", [{"origin": None}, {"direction": None}, {"scale": PixelCalibration()}]
)
def test_no_place_without_origin_direction_and_spacing(changes):
    assert space_of(stack(**changes)) is None


def test_a_stack_without_spacing_has_no_place_but_a_single_slice_has():
    assert space_of(stack(apart=None)) is None
    assert space_of(stack(frames=1)).frame_at(np.array([0, 0, 99.0])) == 0


def test_where_an_axial_slice_cuts_a_coronal_one():
    axial = space_of(stack())
    # x from 10, z downwards from 40: the axial slice at z = 36 is two rows of 2 mm down.
    coronal = space_of(stack(CORONAL, origin=(10.0, 22.0, 40.0)))
    ends = crossing(coronal, 0, axial, 2)
    assert [y for _, y in ends] == pytest.approx([2.5, 2.5])
    assert sorted(x for x, _ in ends) == pytest.approx([0, 6])
    assert crossing(axial, 0, axial, 1) is None
    far = space_of(stack(CORONAL, origin=(10.0, 900.0, 40.0)))
    assert crossing(far, 0, axial, 2) is None, "the axial slice ends before"


def test_parallel_and_turned_alike():
    axial, coronal = space_of(stack()), space_of(stack(CORONAL))
    turned = space_of(stack(((0.0, 1.0, 0.0), (-1.0, 0.0, 0.0), (0.0, 0.0, 1.0))))
    assert axial.is_parallel(turned)
    assert not axial.is_turned_alike(turned)
    assert not axial.is_parallel(coronal)

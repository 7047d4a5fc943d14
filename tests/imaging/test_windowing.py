"""Grey as the standard has it, the same by table and by sum."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from medviewer.domain.geometry import PixelCalibration, SpacingSource, VolumeGeometry
from medviewer.domain.image import ArrayFrames, ImageVolume, VoiFunction, VoiWindow, VolumeKind
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.imaging.windowing import (
    AS_STORED,
    auto_window,
    default_window,
    presets,
    render,
    thumbnail,
)

CONTEXT = StudyContext(Patient("p", "p"), Study("1"), Series("2"))


def volume_of(array: np.ndarray, **fields) -> ImageVolume:
    geometry = fields.pop("geometry", VolumeGeometry(*array.shape[1:3], len(array)))
    return ImageVolume(ArrayFrames(array), geometry, CONTEXT, "0" * 64, (), **fields)


def test_linear_window_of_the_standard():
    """PS3.3 C.11.2.1.2.1: centre 2048 and width 4096 map 0 to black and 4095 to white."""
    window = VoiWindow(4096, 2048, function=VoiFunction.LINEAR)
    shown = render(np.array([[0, 4095, -5, 5000]], dtype=np.int16), window, False)
    assert shown.tolist() == [[0, 255, 0, 255]]


def test_linear_window_of_width_one_is_a_threshold():
    window = VoiWindow(1, 100, function=VoiFunction.LINEAR)
    shown = render(np.array([[99, 100, 101]], dtype=np.int16), window, False)
    assert shown.tolist() == [[0, 255, 255]]


def test_exact_window_has_its_centre_in_the_middle():
    shown = render(np.array([[-160, 40, 240]], dtype=np.int16), VoiWindow(400, 40), False)
    assert shown.tolist() == [[0, 128, 255]]


def test_sigmoid_window_has_its_centre_in_the_middle():
    window = VoiWindow(100, 50, function=VoiFunction.SIGMOID)
    shown = render(np.array([[50, 100, -10_000]], dtype=np.int32), window, False)
    assert shown.tolist() == [[128, round(255 / (1 + np.exp(-2))), 0]]


def test_inverted_swaps_black_and_white_but_not_the_padding():
    frame = np.array([[-2000, 0, 100]], dtype=np.int16)
    shown = render(frame, VoiWindow(100, 50), True, padding=(-2000, -2000))
    assert shown.tolist() == [[0, 255, 0]]


def test_pictures_are_shown_as_they_are():
    frame = np.arange(256, dtype=np.uint8).reshape(16, 16)
    assert np.array_equal(render(frame, AS_STORED, False), frame)
    assert np.array_equal(render(frame, None, False), frame)


def test_colour_passes_through():
    frame = np.arange(27, dtype=np.uint8).reshape(3, 3, 3)
    assert np.array_equal(render(frame, VoiWindow(10, 5), False), frame)


def test_values_that_are_no_numbers_are_black():
    frame = np.array([[np.nan, np.inf, 1.0]], dtype=np.float32)
    assert render(frame, VoiWindow(2, 0), False).tolist() == [[0, 0, 255]]


def test_auto_window_cuts_a_thousandth_at_each_end():
    values = np.arange(10_000, dtype=np.int32).reshape(100, 100)
    low, high = auto_window(values).limits
    assert (low, high) == (10, 9989)


def test_auto_window_leaves_padding_out():
    values = np.full((10, 10), -2000, dtype=np.int16)
    values[0, :2] = 100, 300
    assert auto_window(values, (-2000, -2000)).limits == (100, 300)


@pytest.mark.parametrize("value", [0, -5, 70])
def test_auto_window_of_one_value_is_still_a_window(value):
    window = auto_window(np.full((4, 4), value, dtype=np.int16))
    assert window.width > 0


def test_auto_window_of_nothing_is_still_a_window():
    assert auto_window(np.full((2, 2), np.nan)).width > 0


def test_the_window_of_the_file_comes_first():
    deep = np.arange(16, dtype=np.uint16).reshape(1, 4, 4)
    own = VoiWindow(5, 9, "own")
    assert default_window(volume_of(deep, windows=(own,)), deep[0]) == own
    assert default_window(volume_of(deep), deep[0]).limits == (0, 15)
    picture = deep.astype(np.uint8)
    assert default_window(volume_of(picture), picture[0]) == AS_STORED


def test_ct_has_the_presets_of_the_keys():
    assert [(w.width, w.centre) for w in presets("CT")] == [
        (80, 40),
        (40, 40),
        (1500, -600),
        (400, 40),
        (350, 40),
        (150, 90),
        (2000, 400),
    ]
    assert presets("US") == presets(None) == ()


@given(
    frame=hnp.arrays(st.sampled_from([np.uint8, np.int8, np.uint16, np.int16]), st.just((3, 5))),
    width=st.floats(0.5, 70_000),
    centre=st.floats(-40_000, 70_000),
    inverted=st.booleans(),
    function=st.sampled_from(VoiFunction),
)
def test_the_table_gives_what_the_formula_gives(frame, width, centre, inverted, function):
    window = VoiWindow(width, centre, function=function)
    by_table = render(frame, window, inverted)
    by_formula = render(frame.astype(np.int32), window, inverted)
    assert by_table.dtype == np.uint8
    assert np.array_equal(by_table, by_formula)


@given(
    values=hnp.arrays(np.float32, st.just((2, 8)), elements=st.floats(-1e6, 1e6, width=32)),
    width=st.floats(1, 1e5),
    centre=st.floats(-1e5, 1e5),
)
def test_brighter_values_are_never_darker(values, width, centre):
    shown = render(np.sort(values, axis=1), VoiWindow(width, centre), False)
    assert np.all(np.diff(shown.astype(int), axis=1) >= 0)


@pytest.mark.parametrize(
    ("shape", "expected"), [((200, 400), (48, 96)), ((400, 200), (96, 48)), ((10, 20), (10, 20))]
)
def test_a_thumbnail_keeps_its_proportions(shape, expected):
    assert thumbnail(volume_of(np.zeros((1, *shape), np.uint8))).shape == expected


def test_a_thumbnail_of_flat_pixels_is_stretched():
    scale = PixelCalibration(2.0, 1.0, SpacingSource.PIXEL_SPACING)
    geometry = VolumeGeometry(100, 200, calibration=scale)
    assert thumbnail(volume_of(np.zeros((1, 100, 200), np.uint8), geometry=geometry)).shape == (
        96,
        96,
    )


def test_a_thumbnail_shows_the_middle_slice_and_the_first_frame():
    frames = np.stack([np.full((8, 8), n * 50, np.uint8) for n in range(5)])
    assert thumbnail(volume_of(frames, kind=VolumeKind.STACK)).mean() == 100
    assert thumbnail(volume_of(frames, kind=VolumeKind.CINE)).mean() == 0


def test_a_colour_thumbnail_is_colour():
    frames = np.zeros((1, 300, 200, 3), np.uint8)
    frames[..., 0] = 200
    small = thumbnail(volume_of(frames, colour=True))
    assert small.shape == (96, 64, 3)
    assert small.reshape(-1, 3).mean(axis=0).tolist() == [200, 0, 0]

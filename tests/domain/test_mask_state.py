"""Frames of masks as bytes: exact, small, and damage is found."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from medviewer.domain.errors import StoreError
from medviewer.domain.mask_state import encode_frames, frames_of, with_frames

masks = st.tuples(st.integers(1, 4), st.integers(1, 9), st.integers(1, 9)).flatmap(
    lambda shape: st.tuples(arrays(np.bool_, shape), arrays(np.bool_, shape))
)


@given(masks, st.data())
@settings(max_examples=80, deadline=None)
def test_frames_come_back_bit_for_bit_and_the_others_stay(pair, data):
    one, other = pair
    frames = data.draw(st.sets(st.integers(0, len(one) - 1)))
    state = encode_frames(one, frames)
    kept = other.copy()
    mixed = with_frames(other, state)
    assert np.array_equal(other, kept)
    assert frames_of(state) == sorted(frames)
    for index in range(len(one)):
        assert np.array_equal(mixed[index], (one if index in frames else other)[index])


def test_a_lesion_on_a_large_picture_takes_less_than_a_kilobyte():
    y, x = np.mgrid[:1024, :1024]
    lesion = ((y - 500) ** 2 + (x - 400) ** 2 < 90**2)[None]
    assert len(encode_frames(lesion, [0])) < 1000
    assert len(encode_frames(np.zeros_like(lesion), [0])) < 50


@pytest.mark.parametrize("cut", [0, 5, -1])
def test_damaged_bytes_are_refused_in_one_sentence(cut):
    mask = np.ones((1, 4, 4), bool)
    state = encode_frames(mask, [0])
    with pytest.raises(StoreError, match="^The record of this step is damaged; .*\\.$"):
        with_frames(mask, state[:cut])


@pytest.mark.parametrize("shape", [(1, 4, 5), (2, 4, 4)])
def test_frames_of_another_mask_are_refused(shape):
    other = np.zeros(shape, bool)
    other[-1, 0, 0] = True
    with pytest.raises(StoreError, match="damaged"):
        with_frames(np.zeros((1, 4, 4), bool), encode_frames(other, [len(other) - 1]))

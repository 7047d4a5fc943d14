"""The window still looks as it did: its main states beside the pictures of the gallery."""

import json

import pytest
from PIL import Image, ImageDraw

from tests.gallery.__main__ import FOLDER, LOOKS
from tests.gallery.likeness import drawn_with, few_colours, likeness
from tests.gallery.states import walk

LOOK = "dark-100"
# Letters that differ, a date, a speck of speckle: alike. A panel that is missing: not.
MEAN, WORST = 0.93, 0.6


def stored(state: str) -> Image.Image:
    return Image.open(FOLDER / LOOK / f"{state}.png").convert("RGB")


@pytest.fixture
def same_letters(qapp):
    """Skips where Qt or the letters are others than those the pictures were drawn with."""
    then = json.loads((FOLDER / "drawn-with.json").read_text(encoding="utf-8"))
    if (now := drawn_with()) != then:
        pytest.skip(f"the pictures were drawn with {then}, this is {now}; make gallery renews them")


def test_another_word_is_alike_and_a_missing_panel_is_not():
    before = stored("predicted")
    word = before.copy()
    ImageDraw.Draw(word).text((60, 300), "another word", fill=(230, 230, 230))
    mean, worst = likeness(before, word)
    assert mean > MEAN
    assert worst > WORST
    hole = before.copy()
    ImageDraw.Draw(hole).rectangle((950, 120, 1270, 420), fill=(34, 35, 38))
    mean, worst = likeness(before, hole)
    assert mean < MEAN or worst < WORST
    assert likeness(before, before) == (pytest.approx(1), pytest.approx(1))


def test_the_gallery_is_small_and_whole():
    pictures = list(FOLDER.rglob("*.png"))
    assert {path.parent.name for path in pictures} >= set(LOOKS)
    for look, (_theme, _scale, size, states) in LOOKS.items():
        assert {p.stem for p in (FOLDER / look).glob("*.png")} >= set(states)
        assert Image.open(FOLDER / look / "predicted.png").size == size
    assert sum(path.stat().st_size for path in pictures) < 5 * 1024**2


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_every_state_looks_as_in_the_gallery(same_letters):
    seen, other = set(), {}
    for state, picture in walk():
        seen.add(state)
        mean, worst = likeness(few_colours(picture).convert("RGB"), stored(state))
        if mean < MEAN or worst < WORST:
            other[state] = (round(mean, 3), round(worst, 3))
    assert seen == {path.stem for path in (FOLDER / LOOK).glob("*.png")}
    assert not other, f"looks otherwise (make gallery, and look at it, if that is meant): {other}"

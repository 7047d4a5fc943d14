"""The rule by which a pack is chosen, as a table."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from medviewer.domain.choice import Opinion, PackChoice, UndecidedError, none_takes
from medviewer.domain.geometry import VolumeGeometry
from medviewer.domain.image import ArrayFrames, ImageVolume
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.domain.result import PackReference
from medviewer.packs.choice import CLEAR_LEAD, choose, needs_gates, opinions_of_file
from medviewer.packs.gate import (
    LEAST_SHARE,
    Likeness,
    PictureGate,
    margin,
    margin_of_series,
    verdict,
    within,
)
from medviewer.packs.pack import GateRule, ModelPack
from medviewer.packs.suitability import colour_margin, reason_of_colour

A, B, C = (PackReference(name.lower(), "1", "0" * 64, f"Model {name}") for name in "ABC")
UNFIT = "the pack c was made for CT, this is MR"


def takes(pack: PackReference, margin: float = 1.0) -> Opinion:
    return Opinion(pack, None, margin)


def refuses(pack: PackReference, margin: float = -1.0) -> Opinion:
    return Opinion(pack, f"distance {margin}, limit 0", margin)


def silent(pack: PackReference) -> Opinion:
    return Opinion(pack)


def unfit(pack: PackReference) -> Opinion:
    return Opinion(pack, UNFIT)


def ids(choice: PackChoice) -> list[str]:
    return [one.pack.id for one in choice.candidates]


CLEARLY, HARDLY = 1.0 - CLEAR_LEAD, 1.0 - CLEAR_LEAD / 2


@pytest.mark.parametrize(
    ("opinions", "gates_asked", "preferred", "taken", "candidates"),
    [
        ([silent(A)], False, None, "a", ["a"]),
        ([silent(A), unfit(B), unfit(C)], False, None, "a", ["a"]),
        ([unfit(A), unfit(B)], False, None, None, []),
        ([takes(A), refuses(B), unfit(C)], True, None, "a", ["a"]),
        ([refuses(A), refuses(B)], True, None, None, []),
        ([refuses(A), refuses(B)], True, "a", None, []),
        ([takes(A, 1.0), takes(B, CLEARLY)], True, None, "a", ["a", "b"]),
        ([takes(A, CLEARLY), takes(B, 1.0)], True, "a", "b", ["b", "a"]),
        ([takes(A, 1.0), takes(B, HARDLY)], True, None, None, ["a", "b"]),
        ([takes(A, 1.0), takes(B, HARDLY)], True, "b", "b", ["a", "b"]),
        ([takes(A, 1.0), takes(B, HARDLY)], True, "c", None, ["a", "b"]),
        # Who cannot tell is never taken without a word, not even when it is the last one.
        ([silent(A), silent(B), unfit(C)], True, None, None, ["a", "b"]),
        ([silent(A), silent(B)], True, "b", "b", ["a", "b"]),
        ([takes(A, 2.0), silent(B)], True, None, None, ["a", "b"]),
        ([silent(A), takes(B, 0.0)], True, None, None, ["b", "a"]),
        ([refuses(A), silent(B)], True, None, None, ["b"]),
        ([unfit(A), silent(B)], True, None, None, ["b"]),
        ([refuses(A), silent(B)], True, "b", "b", ["b"]),
    ],
)
def test_the_table(opinions, gates_asked, preferred, taken, candidates) -> None:
    choice = choose(opinions, gates_asked=gates_asked, preferred=preferred)
    assert (choice.taken, ids(choice)) == (taken, candidates)
    assert choice.opinions == tuple(opinions)
    assert choice.why


def test_what_is_taken_says_among_which_and_why() -> None:
    one = choose([takes(A), refuses(B), unfit(C)], gates_asked=True)
    assert one.why == (
        "chosen automatically among Model A; Model B; Model C: only Model A takes this scan"
    )
    file = choose([silent(A), unfit(C)], gates_asked=False).why
    assert (
        file == "chosen automatically among Model A; Model C: only Model A was made for such scans"
    )
    clear = choose([takes(A, 2.0), takes(B, 0.1)], gates_asked=True).why
    assert "its own pictures are clearly the most like this scan" in clear
    liked = choose([takes(A), takes(B)], gates_asked=True, preferred="b").why
    assert "the reader's choice" in liked


def test_none_names_the_nearest_its_measure_and_all_that_were_asked() -> None:
    choice = choose([refuses(A, -5.0), refuses(B, -0.4), unfit(C)], gates_asked=True)
    assert choice.nearest == "b"
    error = none_takes("scan1", choice)
    assert error.overridable
    assert error.pack_id == "b"
    for part in ("scan1: ", "Model A; Model B; Model C", "Model B: distance -0.4, limit 0"):
        assert part in str(error)


def test_what_no_pack_was_made_for_is_not_overridden_by_the_first_best() -> None:
    choice = choose([unfit(A), unfit(B)], gates_asked=False)
    error = none_takes("scan1", choice)
    assert not error.overridable
    assert str(error).count(UNFIT) == 1


def test_the_question_names_the_candidates() -> None:
    choice = choose([takes(A), takes(B), unfit(C)], gates_asked=True)
    assert "2 models take this scan: Model A; Model B" in str(UndecidedError("scan1", choice))
    assert "choose the model by name: a, b" in str(UndecidedError("scan1", choice))
    untold = choose([takes(A), silent(B)], gates_asked=True)
    assert untold.why == "not every model can tell whether this scan is for it: Model B"


def scan(modality: str | None, sop_class: str | None = None) -> ImageVolume:
    context = StudyContext(Patient("p", "p"), Study("1"), Series("2", modality=modality), sop_class)
    picture = np.full((1, 64, 64), 9, np.uint8)
    return ImageVolume(
        ArrayFrames(picture), VolumeGeometry(64, 64, 1), context, "ab" * 32, (Path("x.png"),)
    )


def test_modality_binds(make_tiny_pack: Callable[..., ModelPack], tmp_path: Path) -> None:
    us = make_tiny_pack(tmp_path / "us", id="us")
    mr = make_tiny_pack(tmp_path / "mr", id="mr", modalities=("MR",))
    ct = make_tiny_pack(tmp_path / "ct", id="ct", modalities=("CT",), accepts_pictures=False)
    packs = [us, mr, ct]

    def fit(volume: ImageVolume) -> list[str]:
        return [o.pack.id for o in opinions_of_file(packs, volume) if o.reason is None]

    assert fit(scan("US", "1.2.840.10008.5.1.4.1.1.6.1")) == ["us"]
    assert fit(scan("CT", "1.2.840.10008.5.1.4.1.1.2")) == ["ct"]
    assert fit(scan(None)) == ["us", "mr"]
    assert fit(scan("XA", "1.2.3")) == []
    assert fit(scan(None, "1.2.3")) == []  # a DICOM file has to say how it was made
    assert needs_gates(opinions_of_file(packs, scan(None)))
    assert not needs_gates(opinions_of_file(packs, scan("US", "1.2.3")))


RULE = GateRule(
    "0" * 64, foreignness_limit=-1.0, distance_limit=2.0, least_side=1, most_elongated=9
)


def gate(usual: float) -> PictureGate:
    zeros = np.zeros(2, np.float32)
    one, square = np.zeros(1, np.float32), np.zeros((1, 1), np.float32)
    usual_array = np.array([usual], np.float32)
    return PictureGate(
        centre=zeros, scale=zeros + 1, directions=np.zeros((1, 2), np.float32), layer=square,
        layer_bias=one, weights=one, bias=usual_array, usual=usual_array, axes=square, middle=one,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("foreignness", "distance", "expected"),
    [
        (-5.0, 1.0, 1.0),  # as its own pictures
        (-1.0, 1.0, 0.0),  # at the limit of foreignness
        (-5.0, 2.0, 0.0),  # at the limit of distance
        (-3.0, 1.0, 0.5),
        (-9.0, 1.25, 0.75),  # the nearer limit counts
        (3.0, 1.0, -1.0),
        (-9.0, 4.0, -2.0),
    ],
)
def test_a_margin_is_one_where_usual_and_nothing_at_the_limit(foreignness, distance, expected):
    found = margin(Likeness(foreignness, distance), gate(usual=-5.0), RULE)
    assert found == pytest.approx(expected)
    assert (found >= 0) == within(Likeness(foreignness, distance), RULE)


def test_a_limit_at_what_is_usual_makes_no_endless_margin() -> None:
    assert abs(margin(Likeness(-1.0, 1.0), gate(usual=-1.0), RULE)) < 20


def test_of_a_series_the_margin_agrees_with_the_verdict() -> None:
    rng = np.random.default_rng(4)
    for count in (1, 2, 3, 4, 5, 7, 8, 40):
        for _ in range(20):
            likenesses = [Likeness(f, 1.0) for f in rng.uniform(-3, 6, count)]
            margins = [margin(one, gate(-5.0), RULE) for one in likenesses]
            taken = verdict(likenesses, RULE) is None
            assert (margin_of_series(margins) >= 0) == taken
    assert margin_of_series([0.1, 0.9, -3, -3, -3, -3, -3, -3]) == 0.1
    assert LEAST_SHARE == 0.25


def test_colour_counts_only_beyond_its_limit() -> None:
    rule = GateRule("0" * 64, 0, 2, 32, 9, most_coloured=0.25)
    assert colour_margin([0.2], rule) == float("inf")
    assert colour_margin([0.75], rule) == pytest.approx(-2)
    assert reason_of_colour([0.75], rule) is not None
    assert colour_margin([0.9], RULE) == float("inf")

"""Packs asked which of them reads a scan: gates fitted on drawn textures."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from medviewer.domain.choice import AUTOMATIC, PackChoice, UndecidedError
from medviewer.domain.errors import PackError, RefusedError
from medviewer.domain.geometry import VolumeGeometry
from medviewer.domain.image import ArrayFrames, ImageVolume, VolumeKind
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.domain.result import InferenceRequest
from medviewer.inference.choosing import FRAMES, spread_frames
from medviewer.inference.engines import Engines
from medviewer.inference.predictor import Predictor
from medviewer.packs.pack import ModelPack
from medviewer.packs.registry import PackRegistry

Textures = Callable[[str, int], list[np.ndarray]]


def scan(array: np.ndarray, modality: str | None = None) -> ImageVolume:
    frames, rows, columns = array.shape[:3]
    context = StudyContext(Patient("p", "p"), Study("1.2"), Series("1.3", modality=modality))
    kind = VolumeKind.PICTURE if frames == 1 else VolumeKind.STACK
    geometry = VolumeGeometry(rows, columns, frames)
    return ImageVolume(
        ArrayFrames(array), geometry, context, "ab" * 32, (Path("scan.png"),), kind,
        colour=array.ndim == 4,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(
    tmp_path_factory: pytest.TempPathFactory,
    make_tiny_pack: Callable[..., ModelPack],
    teach_gate: Callable[..., ModelPack],
    textures: Textures,
) -> Path:
    """Two packs with gates: ``speckled`` (US) and ``smoothed`` (CR)."""
    place = tmp_path_factory.mktemp("packs")
    speckle, smooth, lines = (textures(k, 60) for k in ("speckle", "smooth", "lines"))
    one = make_tiny_pack(place / "speckled", id="speckled", title="Speckle")
    two = make_tiny_pack(place / "smoothed", id="smoothed", title="Smooth", modalities=("CR",))
    teach_gate(one, speckle, smooth + lines)
    teach_gate(two, smooth, speckle + lines)
    return place


@pytest.fixture(scope="module")
def predictor(folder: Path) -> Predictor:
    return Predictor(PackRegistry([folder]), "cpu")


def ask(predictor: Predictor, volume: ImageVolume, preferred: str | None = None) -> PackChoice:
    steps = predictor.choose(volume, preferred)
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            choice: PackChoice = stop.value
            return choice


def new(textures: Textures, kind: str, number: int = 70) -> np.ndarray:
    """A picture that no gate was fitted on."""
    return textures(kind, number + 1)[number][None]


@pytest.mark.parametrize(("kind", "pack"), [("speckle", "speckled"), ("smooth", "smoothed")])
def test_a_plain_picture_goes_to_the_pack_it_is_like(predictor, textures, kind, pack) -> None:
    for number in range(70, 80):
        choice = ask(predictor, scan(new(textures, kind, number)))
        assert choice.taken == pack
        assert choice.seconds > 0
    result = predictor.predict(InferenceRequest(scan(new(textures, kind)), AUTOMATIC))
    assert result.provenance.pack.id == pack
    assert result.provenance.chosen.startswith("chosen automatically among Smooth; Speckle: only")
    assert dict(result.provenance.settings)["choice of model"] == result.provenance.chosen


def test_the_answer_is_that_of_the_pack_by_name(predictor, textures) -> None:
    volume = scan(new(textures, "speckle"))
    chosen = predictor.predict(InferenceRequest(volume, AUTOMATIC))
    named = predictor.predict(InferenceRequest(volume, "speckled"))
    assert chosen.probabilities == named.probabilities
    assert named.provenance.chosen == ""


def test_the_points_of_the_pack_that_was_taken_hold(predictor, textures) -> None:
    points = {"speckled": "sensitivity-95", "smoothed": "balanced"}
    request = InferenceRequest(scan(new(textures, "speckle")), AUTOMATIC, points=points)
    found = predictor.predict(request)
    assert found.diagnosis.operating_point.name == "sensitivity-95"


def test_what_is_like_neither_is_refused_with_the_nearest_pack(predictor, textures) -> None:
    volume = scan(new(textures, "lines"))
    with pytest.raises(RefusedError) as caught:
        predictor.predict(InferenceRequest(volume, AUTOMATIC))
    assert caught.value.overridable
    assert caught.value.pack_id in ("speckled", "smoothed")
    for part in ("none of the models asked (Smooth; Speckle) takes this scan", "limit"):
        assert part in str(caught.value)
    request = InferenceRequest(volume, caught.value.pack_id, override_refusal=True)
    assert predictor.predict(request).provenance.overridden_refusal is not None


def test_the_modality_binds_and_spares_the_gates(predictor, textures) -> None:
    choice = ask(predictor, scan(new(textures, "smooth"), "US"))
    assert choice.taken == "speckled"
    assert choice.seconds == 0
    with pytest.raises(RefusedError, match="does not look like") as caught:
        predictor.predict(InferenceRequest(scan(new(textures, "smooth"), "US"), AUTOMATIC))
    assert caught.value.pack_id == "speckled"


def test_of_a_series_few_frames_are_asked(predictor, textures, monkeypatch) -> None:
    stack = np.stack(textures("speckle", 90)[60:])
    seen: list[int] = []
    frame = ArrayFrames.frame

    def watched(self, index):
        seen.append(index)
        return frame(self, index)

    monkeypatch.setattr(ArrayFrames, "frame", watched)
    assert ask(predictor, scan(stack)).taken == "speckled"
    assert sorted(set(seen)) == spread_frames(30)
    assert len(set(seen)) == FRAMES


def test_frames_are_spread_evenly_and_away_from_the_ends() -> None:
    assert spread_frames(1) == [0]
    assert spread_frames(3) == [0, 1, 2]
    assert spread_frames(5) == [0, 1, 2, 3, 4]
    assert spread_frames(100) == [10, 30, 50, 70, 90]


def test_blank_is_blank_whatever_the_pack(predictor) -> None:
    with pytest.raises(RefusedError, match="blank") as caught:
        ask(predictor, scan(np.full((1, 70, 90), 8, np.uint8)))
    assert not caught.value.overridable


def test_two_that_take_it_are_a_question_and_a_preference_answers_it(
    folder, tmp_path, make_tiny_pack, teach_gate, textures
) -> None:
    """The same pack under two names: neither can be clearly nearer."""
    for name in ("one", "two"):
        pack = make_tiny_pack(tmp_path / name, id=name)
        teach_gate(pack, textures("speckle", 60), textures("smooth", 60))
    predictor = Predictor(PackRegistry([tmp_path, folder]), "cpu")
    volume = scan(new(textures, "speckle"))
    with pytest.raises(UndecidedError) as caught:
        predictor.predict(InferenceRequest(volume, AUTOMATIC))
    candidates = {one.pack.id for one in caught.value.choice.candidates}
    assert {"one", "two"} <= candidates
    assert "smoothed" not in candidates
    result = predictor.predict(InferenceRequest(volume, AUTOMATIC, preferred="two"))
    assert result.provenance.pack.id == "two"
    assert "the reader's choice" in result.provenance.chosen


def test_a_pack_without_a_gate_is_never_guessed(folder, tmp_path, make_tiny_pack, textures) -> None:
    make_tiny_pack(tmp_path / "none", id="none")
    predictor = Predictor(PackRegistry([tmp_path, folder]), "cpu")
    choice = ask(predictor, scan(new(textures, "speckle")))
    assert choice.taken is None
    assert [one.pack.id for one in choice.candidates] == ["speckled", "none"]


def test_a_broken_pack_takes_no_other_with_it(
    folder, tmp_path, make_tiny_pack, give_gate, textures
):
    pack = give_gate(make_tiny_pack(tmp_path / "broken", id="broken"))
    pack.weights_file.write_bytes(b"nothing")
    predictor = Predictor(PackRegistry([tmp_path, folder]), "cpu")
    choice = ask(predictor, scan(new(textures, "speckle")))
    assert choice.taken == "speckled"
    assert "install the pack again" in choice.opinions[0].reason


def test_no_pack_at_all(tmp_path, textures) -> None:
    with pytest.raises(PackError, match="No model pack is installed"):
        ask(Predictor(PackRegistry([tmp_path]), "cpu"), scan(new(textures, "speckle")))


def test_each_pack_is_a_step_so_that_it_can_be_cancelled(predictor, textures) -> None:
    steps: Iterator[object] = predictor.run(
        InferenceRequest(scan(new(textures, "speckle")), AUTOMATIC)
    )
    messages = [step.message for step in steps]
    assert messages[:2] == [
        "Asking which model fits: Smooth",
        "Asking which model fits: Speckle",
    ]


def test_what_was_not_asked_for_the_longest_is_let_go(tmp_path, make_tiny_pack) -> None:
    packs = [make_tiny_pack(tmp_path / name, id=name) for name in "abc"]
    size = packs[0].weights_file.stat().st_size
    engines = Engines("cpu", most_bytes=2 * size)
    first = engines.of(packs[0])[0]
    engines.of(packs[1])
    assert engines.of(packs[0])[0] is first
    engines.of(packs[2])
    assert engines.size == 2 * size
    assert engines.of(packs[0])[0] is first  # b went, not a
    tight = Engines("cpu", most_bytes=1)
    tight.of(packs[0])
    tight.of(packs[1])
    assert tight.size == size

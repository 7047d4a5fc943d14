"""What a pack refuses, and what a reader may have read all the same."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from medviewer.domain.errors import PackError, RefusedError
from medviewer.domain.geometry import VolumeGeometry
from medviewer.domain.image import ArrayFrames, ImageVolume, VolumeKind
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.domain.result import InferenceRequest, InferenceResult
from medviewer.inference.predictor import Predictor
from medviewer.packs.pack import ModelPack
from medviewer.packs.registry import PackRegistry

GiveGate = Callable[..., ModelPack]


def scan(array: np.ndarray, modality: str | None = "US") -> ImageVolume:
    frames, rows, columns = array.shape[:3]
    context = StudyContext(Patient("p", "p"), Study("1.2"), Series("1.3", modality=modality))
    kind = VolumeKind.PICTURE if frames == 1 else VolumeKind.STACK
    geometry = VolumeGeometry(rows, columns, frames)
    return ImageVolume(
        ArrayFrames(array), geometry, context, "ab" * 32, (Path("scan.dcm"),), kind,
        colour=array.ndim == 4,
    )  # fmt: skip


def noise(frames: int = 1, rows: int = 70, columns: int = 90) -> np.ndarray:
    return np.random.default_rng(5).integers(0, 255, (frames, rows, columns), np.uint8)


def ask(pack: ModelPack, volume: ImageVolume, override: bool = False) -> InferenceResult:
    predictor = Predictor(PackRegistry([pack.folder.parent]), "cpu")
    return predictor.predict(InferenceRequest(volume, "tiny", override_refusal=override))


def refused(pack: ModelPack, volume: ImageVolume) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        ask(pack, volume)
    return caught.value


def test_what_is_like_its_own_pictures_is_read(tiny_pack: ModelPack, give_gate: GiveGate) -> None:
    without = ask(tiny_pack, scan(noise()))
    result = ask(give_gate(tiny_pack, foreignness=0.4), scan(noise()))
    assert result.provenance.overridden_refusal is None
    assert result.probabilities == without.probabilities
    said = dict(result.provenance.settings)["likeness"]
    assert "to other kinds 0.4 (limit 1.5)" in said
    assert "1 of 1 pictures within" in said


def test_what_is_not_is_refused_with_the_measure_and_the_limit(
    tiny_pack: ModelPack, give_gate: GiveGate
) -> None:
    error = refused(give_gate(tiny_pack, foreignness=14.2), scan(noise()))
    assert "14.2, limit 1.5" in str(error)
    assert "Untrained pack of the tests" in str(error)
    assert error.overridable


def test_a_reader_may_have_it_read_and_that_is_kept(
    tiny_pack: ModelPack, give_gate: GiveGate
) -> None:
    before = ask(tiny_pack, scan(noise()))
    result = ask(give_gate(tiny_pack, foreignness=14.2), scan(noise()), override=True)
    assert result.provenance.overridden_refusal is not None
    assert "14.2, limit 1.5" in result.provenance.overridden_refusal
    assert result.probabilities == before.probabilities


def test_an_override_where_nothing_was_refused_leaves_no_trace(
    tiny_pack: ModelPack, give_gate: GiveGate
) -> None:
    result = ask(give_gate(tiny_pack), scan(noise()), override=True)
    assert result.provenance.overridden_refusal is None


def test_another_modality_can_be_overridden_too(tiny_pack: ModelPack) -> None:
    assert refused(tiny_pack, scan(noise(), "CT")).overridable
    result = ask(tiny_pack, scan(noise(), "CT"), override=True)
    assert "this is CT" in (result.provenance.overridden_refusal or "")


def test_what_shows_nothing_cannot(tiny_pack: ModelPack) -> None:
    blank = scan(np.full((1, 70, 90), 8, np.uint8))
    assert not refused(tiny_pack, blank).overridable
    with pytest.raises(RefusedError, match="blank"):
        ask(tiny_pack, blank, override=True)


def test_every_reason_is_kept(tiny_pack: ModelPack, give_gate: GiveGate) -> None:
    pack = give_gate(tiny_pack, foreignness=14.2, least_side=80)
    kept = ask(pack, scan(noise(), "CT"), override=True).provenance.overridden_refusal or ""
    for part in ("this is CT", "70 x 90 pixels", "14.2"):
        assert part in kept


@pytest.mark.parametrize(
    ("shape", "limits", "said"),
    [
        ((70, 90), {"least_side": 80}, "70 x 90 pixels are too few"),
        ((40, 200), {"most_elongated": 3.0}, "5.0 times the other, limit 3.0"),
    ],
)
def test_size_and_shape(
    tiny_pack: ModelPack,
    give_gate: GiveGate,
    shape: tuple[int, int],
    limits: dict[str, float],
    said: str,
) -> None:
    error = refused(give_gate(tiny_pack, **limits), scan(noise(1, *shape)))
    assert said in str(error)


def test_a_coloured_picture(tiny_pack: ModelPack, give_gate: GiveGate) -> None:
    pack = give_gate(tiny_pack)
    coloured = np.random.default_rng(1).integers(0, 255, (1, 70, 90, 3), np.uint8)
    assert "coloured (limit 25%)" in str(refused(pack, scan(coloured)))
    grey = np.repeat(noise()[..., None], 3, 3)
    assert ask(pack, scan(grey)).diagnosis is not None


def test_of_a_series_the_pictures_are_counted(tiny_pack: ModelPack, give_gate: GiveGate) -> None:
    stack = noise(5)
    stack[0] = 9  # blank, does not count
    error = refused(give_gate(tiny_pack, foreignness=3.0), scan(stack))
    assert "only 0 of 4 pictures of the series" in str(error)


def test_a_gate_of_another_network_is_said_plainly(
    tiny_pack: ModelPack, give_gate: GiveGate
) -> None:
    arguments = dict(tiny_pack.network_arguments) | {"width": 4}
    other = dataclasses.replace(tiny_pack, network_arguments=arguments)
    rule = give_gate(other).gate
    from medviewer.packs.writer import save_pack

    pack = save_pack(dataclasses.replace(tiny_pack, gate=rule))
    with pytest.raises(PackError, match="gate does not fit the network of the pack tiny"):
        ask(pack, scan(noise()))

"""A gate's measures with known answers, its file, and what it says of a scan."""

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest

from medviewer.domain.errors import PackError
from medviewer.packs.gate import Likeness, PictureGate, load_gate, verdict, within
from medviewer.packs.pack import GateRule, ModelPack
from medviewer.packs.registry import PackRegistry

RULE = GateRule(
    "0" * 64, foreignness_limit=1.0, distance_limit=2.0, least_side=32, most_elongated=3
)
GOOD, FOREIGN, FAR = Likeness(-3, 1), Likeness(1.5, 1), Likeness(-3, 14.2)


def array(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def gate() -> PictureGate:
    """Three statistics seen along their sum and the first, one of two units awake at a time."""
    return PictureGate(
        centre=array(1, 1, 1),
        scale=array(1, 2, 4),
        directions=np.array([[1, 1, 1], [1, 0, 0]], np.float32),
        layer=np.array([[1, 0], [-1, 1]], np.float32),
        layer_bias=array(-1, 1),
        weights=array(2, -3),
        bias=array(0.5),
        usual=array(-2.5),
        axes=np.array([[1, 0], [0, 3]], np.float32),
        middle=array(0, 3),
    )


def test_measures_are_those_worked_out_by_hand() -> None:
    # Scaled: (0, 0, 0), then (2, 1, 1); places (0, 0), then (4, 2); units (0, 1), then (3, 0);
    # on the axes (0, 0), then (4, 6).
    first, second = gate().measure(np.array([[1, 1, 1], [3, 3, 5]], np.float32))
    assert first.foreignness == pytest.approx(0.5 - 3)
    assert first.distance == pytest.approx(3 / np.sqrt(2))
    assert second.foreignness == pytest.approx(0.5 + 2 * 3)
    assert second.distance == pytest.approx(np.hypot(4, 3) / np.sqrt(2))


def test_what_lies_far_out_stops_to_count_for_more() -> None:
    far, farther = gate().measure(np.array([[1e4, 1, 1], [1e7, 1, 1]], np.float32))
    assert far == farther
    assert far.distance == pytest.approx(np.hypot(20, 57) / np.sqrt(2))


def test_the_file_gives_the_same_gate_back() -> None:
    again = PictureGate.from_bytes(gate().to_bytes())
    for field in dataclasses.fields(PictureGate):
        mine, read = getattr(gate(), field.name), getattr(again, field.name)
        assert read.dtype == np.float32
        np.testing.assert_array_equal(read, mine)


def test_statistics_of_another_network_are_refused() -> None:
    with pytest.raises(ValueError, match="length 3"):
        gate().measure(np.zeros((1, 4), np.float32))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("weights", array(1, 2, 3), "shapes"),
        ("bias", array(float("nan")), "no numbers"),
    ],
)
def test_numbers_that_do_not_fit_are_no_gate(name: str, value: np.ndarray, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        dataclasses.replace(gate(), **{name: value})


def test_a_changed_missing_or_foreign_file_is_refused_plainly(
    tiny_pack: ModelPack, give_gate: Callable[..., ModelPack]
) -> None:
    pack = give_gate(tiny_pack)
    registry = PackRegistry([pack.folder.parent])
    assert registry.verify("tiny").gate == pack.gate
    assert load_gate(pack) is not None
    data = bytearray(pack.gate_file.read_bytes())
    data[-1] ^= 1
    pack.gate_file.write_bytes(data)
    with pytest.raises(PackError, match="gate is not the one the pack tiny was measured with"):
        load_gate(pack)
    with pytest.raises(PackError, match="gate is not the one"):
        registry.verify("tiny")
    pack.gate_file.unlink()
    with pytest.raises(PackError, match="gate.safetensors.*install the pack again"):
        load_gate(pack)


@pytest.mark.parametrize("content", [b"", b"no tensors", "weights"])
def test_a_file_that_is_no_gate_says_so(
    tiny_pack: ModelPack, give_gate: Callable[..., ModelPack], content: bytes | str
) -> None:
    from medviewer.packs.gate import gate_sha256

    pack = give_gate(tiny_pack)
    data = content if isinstance(content, bytes) else tiny_pack.weights_file.read_bytes()
    pack.gate_file.write_bytes(data)
    assert pack.gate is not None
    rule = dataclasses.replace(pack.gate, sha256=gate_sha256(data))
    with pytest.raises(PackError, match="cannot be loaded"):
        load_gate(dataclasses.replace(pack, gate=rule))


def test_a_pack_without_a_gate_has_none(tiny_pack: ModelPack) -> None:
    assert tiny_pack.gate is None
    assert load_gate(tiny_pack) is None


def test_the_rule_is_kept_in_the_packs_file(
    tiny_pack: ModelPack, give_gate: Callable[..., ModelPack]
) -> None:
    pack = give_gate(tiny_pack, most_coloured=None, least_side=77)
    assert pack.gate is not None
    assert (pack.gate.least_side, pack.gate.most_coloured) == (77, None)


def test_a_picture_within_both_limits_passes() -> None:
    assert within(GOOD, RULE)
    assert within(Likeness(1.0, 2.0), RULE)
    assert verdict([GOOD], RULE) is None


def test_the_reason_names_what_was_measured_and_its_limit() -> None:
    assert verdict([FAR], RULE) == ("distance from the pictures it was made for 14.2, limit 2.0")
    assert verdict([FOREIGN], RULE) == "likeness to other kinds of pictures 1.5, limit 1.0"
    both = verdict([Likeness(9, 9)], RULE)
    assert both is not None
    assert both.count("limit") == 2


def test_a_series_passes_by_a_quarter_of_its_pictures() -> None:
    assert verdict([GOOD, FAR, FAR, FAR], RULE) is None
    reason = verdict([GOOD, FAR, FAR, FAR, FOREIGN], RULE)
    assert reason is not None
    assert reason.startswith("only 1 of 5 pictures")

"""Packs on disk: what is written is read, and what is broken is said plainly."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from medviewer.domain.errors import PackError
from medviewer.packs.pack import PACK_FILE, ModelPack, PresenceGate, load_pack
from medviewer.packs.registry import PackRegistry
from medviewer.packs.writer import save_pack


def test_a_saved_pack_is_read_back_the_same(tiny_pack: ModelPack) -> None:
    pack = dataclasses.replace(
        tiny_pack,
        temperature=1.25,
        presence_gate=PresenceGate("normal", 0.7),
        limits=('Says "no" to µm, ümlauts\nand lines.',),
    )
    assert save_pack(pack) == pack
    assert load_pack(pack.folder) == pack


def test_the_reference_names_the_pack_to_the_byte(tiny_pack: ModelPack) -> None:
    reference = tiny_pack.reference
    assert (reference.id, reference.version) == ("tiny", "0.0.1")
    assert reference.weights_sha256 == tiny_pack.weights_sha256


def test_operating_points_by_name(tiny_pack: ModelPack) -> None:
    assert tiny_pack.operating_point().name == "balanced"
    assert tiny_pack.operating_point("sensitivity-95").sensitivity_ci == (0.8, 0.99)
    with pytest.raises(PackError, match="balanced, sensitivity-95"):
        tiny_pack.operating_point("sharp")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("schema = 1", "schema = 99", "newer MedViewer"),
        ("schema = 1", "", "'schema' is missing"),
        ('version = "0.0.1"', "", "'version' is missing"),
        ('version = "0.0.1"', "version = ", "not valid TOML"),
        ('resize = "fit"', 'resize = "stretchy"', "stretchy"),
        ("temperature = 1.0", "temperature = 0.0", "temperature"),
        ('default_operating_point = "balanced"', 'default_operating_point = "x"', "'x'"),
    ],
)
def test_a_broken_pack_file_is_one_plain_sentence(
    tiny_pack: ModelPack, old: str, new: str, said: str
) -> None:
    file = tiny_pack.folder / PACK_FILE
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(PackError, match=said):
        load_pack(tiny_pack.folder)


def test_no_pack_in_a_folder(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="holds no model pack"):
        load_pack(tmp_path)


def test_registry_lists_by_id_and_the_first_folder_wins(
    make_tiny_pack: Callable[..., ModelPack], tmp_path: Path
) -> None:
    make_tiny_pack(tmp_path / "one" / "a", id="b-pack", version="1")
    make_tiny_pack(tmp_path / "two" / "a", id="b-pack", version="2")
    make_tiny_pack(tmp_path / "two" / "b", id="a-pack")
    registry = PackRegistry([tmp_path / "one", tmp_path / "two", tmp_path / "none"])
    assert [(p.id, p.version) for p in registry.all()] == [("a-pack", "0.0.1"), ("b-pack", "1")]
    with pytest.raises(PackError, match="installed: a-pack, b-pack"):
        registry.get("c-pack")


def test_a_broken_pack_takes_no_other_with_it(
    make_tiny_pack: Callable[..., ModelPack], tmp_path: Path
) -> None:
    make_tiny_pack(tmp_path / "good", id="good")
    make_tiny_pack(tmp_path / "bad", id="bad")
    (tmp_path / "bad" / PACK_FILE).write_text("schema = ")
    registry = PackRegistry([tmp_path])
    assert [p.id for p in registry.all()] == ["good"]
    assert [str(tmp_path / "bad") in str(p) for p in registry.problems] == [True]
    with pytest.raises(PackError, match="installed: good. .*not valid TOML"):
        registry.get("bad")


def test_verify_finds_changed_and_missing_weights(tiny_pack: ModelPack) -> None:
    registry = PackRegistry([tiny_pack.folder.parent])
    assert registry.verify("tiny").id == "tiny"
    content = bytearray(tiny_pack.weights_file.read_bytes())
    content[-1] ^= 1
    tiny_pack.weights_file.write_bytes(content)
    with pytest.raises(PackError, match="not those the pack tiny was measured with"):
        registry.verify("tiny")
    tiny_pack.weights_file.unlink()
    with pytest.raises(PackError, match="No such file"):
        registry.verify("tiny")


def test_a_folder_that_cannot_be_written_is_said(tiny_pack: ModelPack, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(PackError, match="was not written"):
        save_pack(dataclasses.replace(tiny_pack, folder=tmp_path / "file" / "pack"))

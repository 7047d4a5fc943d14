"""Data sets in archives: three-channel slices, and CT volumes at a window."""

import csv
import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch

from medviewer.domain.errors import PackError
from medviewer.packs.pack import GreyWindow, TruthRule, load_pack
from medviewer.packs.postprocess import largest_part
from medviewer.resources import resource_path
from medviewer.training.augment import augment
from medviewer.training.evaluation import evaluate_pack
from medviewer.training.manifest import assign, read_manifests, read_picture, select
from medviewer.training.recipe import (
    Augmentation,
    NetworkRecipe,
    Recipe,
    Sampling,
    Stage,
    TrainingError,
    load_recipe,
)
from medviewer.training.run import train

WINDOW = GreyWindow(40, 400)
CHANNELS = {"width": 8, "depths": [1, 1, 1], "segments": 1, "classes": 0, "channels": 1}


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def write(folder: Path, rows: list[dict[str, object]]) -> None:
    with (folder / "manifest.csv").open("w", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def abdomens(tmp_path: Path) -> Path:
    """Five CT volumes: air, a body at 40 HU, a liver at 120 HU with a tumour, bone at 900."""
    folder = tmp_path / "abdomens"
    folder.mkdir()
    rng = np.random.default_rng(1)
    splits = ("train", "train", "val", "test", "train")
    rows: list[dict[str, object]] = []
    for number, split in enumerate(splits):
        hu = np.full((6, 64, 72), -1000, np.int16)
        label = np.zeros(hu.shape, np.uint8)
        hu[:, 8:56, 8:64] = 40
        label[1:, 16:36, 12:36] = 1
        label[2:4, 20:24, 16:20] = 2
        label[:, 44:52, 34:40] = 3
        hu[label == 1] = 120
        hu[label == 2] = 90
        hu[label == 3] = 900
        hu += rng.integers(-9, 9, hu.shape, dtype=np.int16)
        np.savez_compressed(folder / f"s{number}.npz", hu=hu, label=label)
        rows.append(
            {
                "id": f"s{number}",
                "file": f"s{number}.npz",
                "patient": f"p{number}",
                "split": split,
                "slices": 6,
                "labelled_classes": "liver tumour" + (" bone" if number == 0 else ""),
            }
        )
    write(folder, rows)
    return folder


@pytest.fixture
def heads(tmp_path: Path) -> Path:
    """An archive of four slices of three channels."""
    folder = tmp_path / "heads"
    folder.mkdir()
    image = np.zeros((4, 3, 40, 48), np.uint8)
    seg = np.zeros((4, 40, 48), np.uint8)
    for channel in range(3):
        image[:, channel, 4:36, 4:44] = 60 * (channel + 1)
    seg[2, 10:20, 10:24] = 4
    np.savez_compressed(folder / "a.npz", image=image, seg=seg)
    write(
        folder,
        [
            {
                "id": f"a_{i}",
                "image": "a.npz",
                "npz_index": i,
                "label": "tumour" if i == 2 else "no-tumour",
                "patient": "a",
                "slice": 5 * i,
                "split": "train",
            }
            for i in range(4)
        ],
    )
    return folder


def tiny(recipe: str, **training: object) -> Recipe:
    full = load_recipe(resource_path("recipes", recipe))
    fitting = dataclasses.replace(
        full.training, batch=4, draws_per_epoch=8, stages=(Stage(32, 2),), **training
    )
    return dataclasses.replace(
        full, training=fitting, network=NetworkRecipe("joint-unet", CHANNELS)
    )


def test_every_slice_of_a_volume_is_a_picture_at_the_window(abdomens: Path) -> None:
    records = read_manifests([abdomens], (), TruthRule((1, 2), "liver"))
    assert len(records) == 30
    assert {r.volume for r in records[:6]} == {"abdomens/s0"}
    picture, mask = read_picture(records[2], 1, WINDOW)
    stored = np.load(abdomens / "s0.npz")
    np.testing.assert_array_equal(mask, np.isin(stored["label"][2], (1, 2)))
    expected = np.clip((stored["hu"][2].astype(float) + 160) / 400 * 255, 0, 255)
    assert np.abs(picture - expected).max() <= 1
    assert (picture[label_of(stored, 2) == 3] == 255).all()
    assert not read_picture(records[0], 1, WINDOW)[1].any()  # no liver there


def label_of(stored: np.lib.npyio.NpzFile, index: int) -> np.ndarray:
    found: np.ndarray = stored["label"][index]
    return found


def test_volumes_that_were_not_looked_through_for_it_are_left_out(abdomens: Path) -> None:
    bones = read_manifests([abdomens], (), TruthRule((3,), "bone"))
    assert {r.patient for r in bones} == {"abdomens/p0"}
    assert read_picture(bones[0], 1, WINDOW)[1].sum() == 8 * 6


def test_slices_of_three_channels_come_as_colours(heads: Path) -> None:
    records = read_manifests([heads], ("tumour", "no-tumour"))
    assert [r.slice for r in records] == [0, 5, 10, 15]
    picture, mask = read_picture(records[2], 3)
    assert picture.shape == (40, 48, 3)
    assert picture[20, 20].tolist() == [60, 120, 180]
    assert mask.sum() == 10 * 14
    assert not read_picture(records[1], 3)[1].any()


def test_a_ct_without_a_window_is_said(abdomens: Path) -> None:
    record = read_manifests([abdomens], ())[0]
    with pytest.raises(TrainingError, match=r"need a window; give input\.window"):
        read_picture(record, 1)


@pytest.mark.parametrize("spoil", ["cut", "other", "nan", "short"])
def test_a_broken_archive_is_said(abdomens: Path, spoil: str) -> None:
    file = abdomens / "s0.npz"
    if spoil == "cut":
        file.write_bytes(file.read_bytes()[:500])
    elif spoil == "other":
        np.savez(file, pixels=np.zeros(3))
    elif spoil == "nan":
        np.savez(file, hu=np.full((6, 8, 8), np.nan), label=np.zeros((6, 8, 8), np.uint8))
    else:
        np.savez(file, hu=np.zeros((2, 8, 8)), label=np.zeros((6, 8, 8), np.uint8))
    records = read_manifests([abdomens], ())
    with pytest.raises(TrainingError, match=r"s0\.npz"):
        read_picture(records[5], 1, WINDOW)


def test_patients_are_held_out_and_the_rest_cut_down(abdomens: Path) -> None:
    records = read_manifests([abdomens], ())
    held = assign(records, Sampling(hold_out=("p1",)))
    assert {r.patient for r in select(held, "val")} == {"abdomens/p1", "abdomens/p2"}
    few = assign(records, Sampling(patients=1, share=0.5))
    assert [r.id for r in select(few, "train")] == ["s0_001", "s0_003", "s0_005"]
    assert len(select(few, "test")) == 6
    with pytest.raises(TrainingError, match="'p9', no patient of the training part"):
        assign(records, Sampling(hold_out=("p9",)))


def test_a_view_of_a_slice_moves_picture_and_mask_alike(abdomens: Path) -> None:
    record = read_manifests([abdomens], (), TruthRule((1, 2)))[3]
    picture, mask = read_picture(record, 1, WINDOW)
    rule = load_recipe(resource_path("recipes", "liver-ct.toml")).input.rule(64)
    rng = np.random.default_rng(3)
    for _ in range(12):
        view = augment(picture, mask, rule, Augmentation.CT_SLICE, rng)
        assert view.array.shape == (1, 64, 64)
        assert 0 <= view.array.min() <= view.array.max() <= 1
        inside = view.mask[0] > 0
        if inside.sum() > 20:
            assert view.array[0][inside].mean() > view.array[0].mean()


def test_transfer_from_bone_to_liver_end_to_end(abdomens: Path, tmp_path: Path) -> None:
    said: list[str] = []
    bone = tiny("bone-ct.toml")
    bone = dataclasses.replace(bone, sampling=Sampling(hold_out=("p1",)), truth=TruthRule((3,)))
    assert train(bone, [abdomens], tmp_path / "bone", device="cpu", report=said.append)
    liver = tiny("liver-ct.toml")
    network = NetworkRecipe("joint-unet", CHANNELS, str(tmp_path / "bone"), ("stem", "encoder.0"))
    liver = dataclasses.replace(liver, network=network)
    assert train(liver, [abdomens], tmp_path / "liver", device="cpu", report=said.append)
    assert any(s.startswith("Starting from bone-ct 1.0.0") for s in said)
    before, after = (load_weights(tmp_path / name) for name in ("bone", "liver"))
    held = [k for k in before if k.startswith(("stem.", "encoder.0."))]
    assert held
    for name in held:
        assert torch.equal(before[name], after[name]), name
    assert any(not torch.equal(before[k], after[k]) for k in before if k not in held)
    pack = load_pack(tmp_path / "liver")
    assert pack.input.window == WINDOW
    assert pack.truth == TruthRule((1, 2), "liver")
    assert pack.segments[0].largest_part
    assert pack.operating_points == ()
    test = select(read_manifests([abdomens], (), pack.truth), "test")
    figures = evaluate_pack(pack, test, "cpu")["abdomens"]
    assert figures["segmentation"]["volumes"]["n"] == 1
    assert "classification" not in figures
    assert "Begun with" in (tmp_path / "liver" / "MODEL_CARD.md").read_text()


def load_weights(folder: Path) -> dict[str, torch.Tensor]:
    from safetensors.torch import load_file

    return dict(load_file(folder / "weights.safetensors"))


def test_what_cannot_be_begun_with_is_said(abdomens: Path, tmp_path: Path) -> None:
    liver = tiny("liver-ct.toml")
    with pytest.raises(PackError, match="no model pack 'nowhere'"):
        train(
            dataclasses.replace(liver, network=NetworkRecipe("joint-unet", CHANNELS, "nowhere")),
            [abdomens],
            tmp_path / "a",
            device="cpu",
        )
    with pytest.raises(TrainingError, match="holds 'neck', which the network has not"):
        train(
            dataclasses.replace(
                liver, network=NetworkRecipe("joint-unet", CHANNELS, None, ("neck",))
            ),
            [abdomens],
            tmp_path / "b",
            device="cpu",
        )


def test_the_largest_part_is_kept_across_slices() -> None:
    chain = np.zeros((4, 8, 8), bool)
    chain[0, 0:2, 0:2] = True
    chain[1, 1:3, 1:3] = True  # shares one pixel's place with the slice below
    chain[2, 2, 2:4] = True
    alone = np.zeros((4, 8, 8), bool)
    alone[3, 4:7, 4:7] = True  # larger than any slice of the chain, smaller than all of it
    np.testing.assert_array_equal(largest_part(chain | alone), chain)
    chain[1] = False  # the chain is broken
    np.testing.assert_array_equal(largest_part(chain | alone), alone)
    assert not largest_part(np.zeros((3, 4, 4), bool)).any()

"""Slices of three channels: read, moved, and measured a patient at a time."""

import csv
import dataclasses
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from medviewer.packs.pack import InputRule, Intensity, ModelPack, Resize
from medviewer.resources import resource_path
from medviewer.training.augment import augment
from medviewer.training.calibration import fit_rules
from medviewer.training.dataset import PictureCache
from medviewer.training.evaluation import Case, measure
from medviewer.training.finish import finish
from medviewer.training.fit import Job, fit
from medviewer.training.manifest import Record, read_manifests, read_picture, select
from medviewer.training.metrics import dice_of_pixels, overlap_pixels
from medviewer.training.predictions import Answer
from medviewer.training.recipe import (
    Augmentation,
    InputRecipe,
    NetworkRecipe,
    Stage,
    TrainingError,
    load_recipe,
)
from medviewer.training.table import table

RGB = InputRecipe(3, Intensity.STANDARDISED, Resize.FIT)
RULE = InputRule(64, 64, 3, Intensity.STANDARDISED, Resize.FIT)


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def head(seed: int, tumour: bool) -> tuple[np.ndarray, np.ndarray]:
    """A grey oval, with a spot that is bright in the middle channel alone."""
    rng = np.random.default_rng(seed)
    picture = np.zeros((60, 60, 3), np.uint8)
    cv2.ellipse(picture, (30, 30), (20, 26), 0, 0, 360, (110, 90, 100), -1)
    mask = np.zeros((60, 60), np.uint8)
    if tumour:
        cv2.circle(mask, (int(rng.integers(20, 40)), int(rng.integers(18, 42))), 8, 255, -1)
        picture[mask > 0, 1] = 230
    return np.clip(picture + rng.integers(0, 12, picture.shape), 0, 255).astype(np.uint8), mask


@pytest.fixture
def heads(tmp_path: Path) -> Path:
    """Two patients a split with four slices each, the middle two with a tumour."""
    folder = tmp_path / "heads"
    (folder / "images").mkdir(parents=True)
    (folder / "masks").mkdir()
    rows = []
    for split in ("train", "val", "test"):
        for patient in range(2):
            for number in range(4):
                tumour = number in (1, 2)
                name = f"{split}_{patient}_{number}"
                picture, mask = head(len(rows), tumour)
                cv2.imwrite(str(folder / f"images/{name}.png"), picture[..., ::-1])
                cv2.imwrite(str(folder / f"masks/{name}.png"), mask)
                rows.append((name, f"images/{name}.png", f"masks/{name}.png",
                             "tumour" if tumour else "no-tumour", f"{split}_{patient}", number,
                             split))  # fmt: skip
    with (folder / "manifest.csv").open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("id", "image", "mask", "label", "patient", "slice", "split"))
        writer.writerows(rows)
    return folder


def test_colour_comes_back_as_it_was_written(heads: Path, tmp_path: Path) -> None:
    records = read_manifests([heads], ("tumour", "no-tumour"))
    assert [r.slice for r in records[:4]] == [0, 1, 2, 3]
    picture, mask = read_picture(records[1], channels=3)
    np.testing.assert_array_equal(picture, head(1, True)[0])
    cache = PictureCache(records, RGB, tmp_path / "cache.npy")
    for index in (0, 1, 5):
        kept, kept_mask = cache[index]
        picture, mask = read_picture(records[index], channels=3)
        np.testing.assert_array_equal(kept, picture)
        np.testing.assert_array_equal(kept_mask, mask)


def test_a_slice_that_is_no_number_is_said(heads: Path) -> None:
    text = (heads / "manifest.csv").read_text()
    (heads / "manifest.csv").write_text(text.replace("train_0,0,", "train_0,first,", 1))
    with pytest.raises(TrainingError, match="a slice that is no number"):
        read_manifests([heads], ("tumour", "no-tumour"))


@pytest.mark.parametrize("seed", range(12))
def test_the_mask_stays_on_the_tumour(seed: int) -> None:
    picture, mask = head(1, True)
    rng = np.random.default_rng(seed)
    sample = augment(picture, mask > 0, RULE, Augmentation.BRAIN_SLICE, rng)
    assert sample.array.shape == (3, 64, 64)
    assert sample.mask.shape == (1, 64, 64)
    assert np.isfinite(sample.array).all()
    inside = sample.mask[0] > 0
    assert np.median(sample.array[1][inside]) > np.median(sample.array[1][~inside]) + 1


def test_each_channel_is_standardised() -> None:
    picture, mask = head(1, True)
    for seed in range(10):
        rng = np.random.default_rng(seed)
        array = augment(picture, mask > 0, RULE, Augmentation.BRAIN_SLICE, rng).array
        np.testing.assert_allclose(array.mean((1, 2)), 0, atol=1e-4)
        np.testing.assert_allclose(array.std((1, 2)), 1, atol=1e-3)


def test_now_and_then_a_channel_is_flair() -> None:
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 256, (64, 64, 3)).astype(np.uint8)
    mask = np.zeros((64, 64), bool)
    alike = {0: 0, 2: 0}
    for seed in range(100):
        view = augment(noise, mask, RULE, Augmentation.BRAIN_SLICE, np.random.default_rng(seed))
        for channel in alike:
            alike[channel] += (
                np.corrcoef(view.array[channel].ravel(), view.array[1].ravel())[0, 1] > 0.6
            )
    assert all(4 <= count <= 25 for count in alike.values())


def test_pixels_and_their_dice() -> None:
    found, truth = np.zeros((2, 4), bool), np.zeros((2, 4), bool)
    found[0, :3], truth[0, 1:] = True, True
    assert overlap_pixels(found, truth) == (2, 3, 3)
    dice = dice_of_pixels(np.array([[2, 3, 3], [0, 0, 0], [0, 5, 0]]))
    np.testing.assert_allclose(dice, [2 / 3, 1.0, 0.0])


def slice_case(patient: str, number: int, pixels: tuple[int, int, int]) -> Case:
    record = Record(f"{patient}{number}", "set", Path("x"), None, "benign", f"set/{patient}",
                    "test", slice=number)  # fmt: skip
    return Case(record, pixels[2] > 0, pixels[1] > 0, 0.5, 0.3, np.array([0.2, 0.6, 0.2]), pixels)


def test_a_patient_is_one_volume(tiny_pack: ModelPack) -> None:
    cases = [
        slice_case("a", 0, (0, 10, 0)),  # a false outline counts in the volume
        slice_case("a", 1, (30, 40, 40)),
        slice_case("b", 0, (0, 0, 0)),
        slice_case("b", 1, (0, 0, 0)),
    ]
    volumes = measure(tiny_pack, cases)["segmentation"]["volumes"]
    assert volumes["by_patient"] == {"a": pytest.approx(60 / 90, abs=1e-4), "b": 1.0}
    assert (volumes["n"], volumes["empty_truth"]) == (2, 1)
    assert volumes["dice_mean"] == pytest.approx((60 / 90 + 1) / 2)
    rows = {what: n for _, what, n, _ in table({"set": measure(tiny_pack, cases)})}
    assert rows["patient Dice, mean"] == 2


def test_rules_are_chosen_by_volume(tiny_pack: ModelPack) -> None:
    """A speck on a tumour-free slice costs a picture, but next to nothing in the volume."""

    def answer(number: int | None, truth: np.ndarray, found: np.ndarray) -> Answer:
        record = Record(f"{number}{truth.sum()}", "set", Path("x"), None, "benign", "set/a", "val",
                        slice=number)  # fmt: skip
        return Answer(record, truth, found[None], np.zeros(3))

    large = np.zeros((50, 50), bool)
    large[10:40, 10:40] = True
    faint = np.where(large, 0.34, 0.0).astype(np.float32)
    speck = np.zeros((50, 50), np.float32)
    speck[:4, :4] = 0.34
    empty = np.zeros((50, 50), bool)
    slices = [answer(0, large, faint), answer(1, empty, speck), answer(2, empty, speck)]
    alone = [dataclasses.replace(a, record=dataclasses.replace(a.record, slice=None))
             for a in slices]  # fmt: skip
    # No least area can remove a speck of 16 / 2500 pixels.
    assert fit_rules(tiny_pack, slices, None).segments[0].threshold == 0.3
    assert fit_rules(tiny_pack, alone, None).segments[0].threshold == 0.5


def test_from_slices_to_a_pack(heads: Path, tmp_path: Path) -> None:
    full = load_recipe(resource_path("recipes", "brain-flair.toml"))
    arguments = full.network.arguments | {"width": 8, "depths": [1, 1, 1, 1]}
    fitting = dataclasses.replace(
        full.training, batch=8, draws_per_epoch=48, learning_rate=5e-3, averaging=0.9,
        stages=(Stage(64, 6),),
    )  # fmt: skip
    recipe = dataclasses.replace(
        full,
        network=NetworkRecipe("joint-unet", arguments),
        training=fitting,
        decision=dataclasses.replace(full.decision, tuned_on="heads"),
    )
    records = read_manifests([heads], recipe.class_labels)
    out = tmp_path / "pack"
    (out / "run").mkdir(parents=True)
    job = Job(recipe, select(records, "train"), select(records, "val"), out / "run",
              torch.device("cpu"), workers=0)  # fmt: skip
    lines: list[str] = []
    state = fit(job, resume=False, report=lambda _: None)
    pack = finish(job, state, records, out, lines.append)
    assert pack.input.channels == 3
    assert state.history[-1]["lesion_dice"] > 0.5
    assert any("patient Dice, mean" in line and "n=2" in line for line in lines)
    assert "| patient Dice, mean | " in (out / "MODEL_CARD.md").read_text()

"""The published recipes: each in full is what its authors say, and its small form makes a pack."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from medviewer.app.main import build_parser
from medviewer.networks import build
from medviewer.packs.pack import ModelPack, load_pack
from medviewer.resources import resource_path
from medviewer.training.beginning import with_mask_pack
from medviewer.training.fit import Job, fit
from medviewer.training.fitting import Stage
from medviewer.training.manifest import assign, read_manifests, select
from medviewer.training.recipe import Recipe, TrainingError, load_recipe
from medviewer.training.run import train

FILES = {p.stem: p for p in sorted(resource_path("recipes", "reference").glob("*.toml"))}
MakeSet = Callable[..., Path]
# What a pack of the row begins with.
BEFORE = {
    "mask-classifier": "attention-unet",
    "unet-10-liver-from-bone": "unet-10-bone",
    "densenet161": "densenet161-body",
    "resnet152": "resnet152-body",
}
QUICK = ("attention-unet", "unet-valid", "cnn-1", "tumour-unet")


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def slowly(names: list[str]) -> list[object]:
    return [n if n in QUICK else pytest.param(n, marks=pytest.mark.slow) for n in names]


def short(recipe: Recipe, batch: int = 4, draws: int = 8) -> Recipe:
    """The recipe in one epoch of a few steps, at its own size."""
    stages = (Stage(recipe.training.stages[-1].size, 1),)
    fitting = dataclasses.replace(
        recipe.training, batch=batch, draws_per_epoch=draws, stages=stages
    )
    return dataclasses.replace(recipe, training=fitting)


def narrow(recipe: Recipe) -> Recipe:
    network = dataclasses.replace(recipe.network, arguments=recipe.network.arguments | {"width": 4})
    return dataclasses.replace(recipe, network=network)


def without_beginning(recipe: Recipe) -> Recipe:
    network = dataclasses.replace(recipe.network, start_from=None)
    return dataclasses.replace(recipe, network=network)


def make_pack(name: str, packs: Path, make_set: MakeSet, lines: list[str]) -> ModelPack:
    """A pack of the small form, and of what it begins with."""
    if name in BEFORE:
        make_pack(BEFORE[name], packs, make_set, lines)
    recipe = load_recipe(FILES[name], small=True)
    data, out = make_set(recipe), packs / name
    assert train(short(recipe), [data], out, device="cpu", report=lines.append)
    return load_pack(out)


def test_every_row_has_a_recipe() -> None:
    assert set(FILES) == {
        "unet-valid", "attention-unet", "mask-classifier", "unet-10-liver", "unet-10-bone",
        "unet-10-liver-from-bone", "cnn-1", "cnn-2", "cnn-3", "densenet121", "densenet161",
        "resnet152", "flair-unet", "tumour-unet", "densenet161-body", "resnet152-body",
    }  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_recipe_loads_and_its_networks_build(name: str) -> None:
    for small in (False, True):
        recipe = load_recipe(FILES[name], small=small)
        assert recipe.pack.id == name
        with torch.device("meta"):
            network = build(recipe.network.name, recipe.network.arguments)
        values = sum(p.numel() for p in network.parameters())
        assert not small or recipe.network.mask_pack or values < 2_500_000
    full, small_one = load_recipe(FILES[name]), load_recipe(FILES[name], small=True)
    assert small_one.training.stages[-1].size < full.training.stages[-1].size
    assert small_one.training.epochs <= full.training.epochs
    assert (small_one.form, full.form) == ("small, for two processor cores", "full")


@pytest.mark.parametrize(
    ("name", "size", "epochs", "batch"),
    [
        ("unet-valid", 572, 100, 1),
        ("attention-unet", 256, 100, 16),
        ("mask-classifier", 256, 400, 16),
        ("unet-10-liver", 512, 100, 16),
        ("unet-10-liver-from-bone", 512, 10, 16),
        ("cnn-1", 256, 100, 32),
        ("flair-unet", 256, 100, 32),
        ("tumour-unet", 240, 100, 16),
    ],
)
def test_the_course_is_the_published_one(name: str, size: int, epochs: int, batch: int) -> None:
    fitting = load_recipe(FILES[name]).training
    assert (fitting.stages, fitting.batch) == ((Stage(size, epochs),), batch)


def test_what_the_authors_say_of_their_courses() -> None:
    cnn, flair, tumour = (
        load_recipe(FILES[n]).training for n in ("cnn-1", "flair-unet", "tumour-unet")
    )
    assert (cnn.optimiser.name, cnn.schedule.name, cnn.loss.balanced) == (
        "rmsprop",
        "plateau",
        True,
    )
    assert flair.early_stopping is not None
    assert (flair.early_stopping.patience, flair.schedule.patience) == (10, 5)
    assert list(flair.loss.masks) == ["dice-squared"]
    assert tumour.early_stopping is not None
    assert (tumour.early_stopping.patience, tumour.schedule.patience) == (15, 10)
    assert (tumour.optimiser.name, tumour.learning_rate, tumour.optimiser.decay) == (
        "adam",
        0.002,
        0.5,
    )
    assert list(tumour.loss.masks) == ["mse"]
    transfer = load_recipe(FILES["unet-10-liver-from-bone"])
    assert (transfer.network.start_from, transfer.network.frozen) == ("unet-10-bone", ("down",))
    assert transfer.sampling.share == 0.25


@pytest.mark.parametrize("name", slowly(sorted(FILES)))
def test_the_small_form_makes_a_pack_that_predicts_and_is_measured(
    name: str, tmp_path: Path, phantom_set: MakeSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs, lines = tmp_path / "packs", []
    pack = make_pack(name, packs, phantom_set, lines)
    recipe = load_recipe(FILES[name], small=True)
    assert (bool(pack.classes), bool(pack.segments)) == (
        bool(recipe.classes), bool(recipe.segments),
    )  # fmt: skip
    figures = json.loads((pack.folder / "evaluation.json").read_text())["splits"]["test"]
    (group,) = figures.values()
    assert ("classification" in group) == bool(recipe.classes)
    assert ("segmentation" in group) == bool(recipe.segments)
    if recipe.input.window is None:
        picture = sorted((tmp_path / recipe.decision.tuned_on / "images").iterdir())[0]
        monkeypatch.setenv("MEDVIEWER_PACKS", str(packs))
        answer = tmp_path / "answer"
        args = build_parser().parse_args(
            ["predict", str(picture), "--pack", name, "--out", str(answer), "--device", "cpu"]
        )
        assert args.run(args) == 0
        said = json.loads((answer / "results.jsonl").read_text())
        assert said["status"] == "ok"
        assert (said["diagnosis"] is not None) == bool(recipe.classes)
        assert len(said["segments"]) == len(recipe.segments)


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_a_full_recipe_takes_a_step(name: str, tmp_path: Path, phantom_set: MakeSet) -> None:
    if name in BEFORE:
        before = load_recipe(FILES[BEFORE[name]])
        if before.segments:
            before = narrow(before)
        assert train(
            short(before, 1, 1), [phantom_set(before, 1)], tmp_path / BEFORE[name],
            device="cpu", report=lambda _: None,
        )  # fmt: skip
    recipe = load_recipe(FILES[name])
    if name == "unet-10-liver-from-bone":
        recipe = narrow(recipe)
    batch = 2 if recipe.classes else 1
    recipe = with_mask_pack(short(recipe, batch, batch), tmp_path)
    data = phantom_set(recipe, 1)
    records = assign(read_manifests([data], recipe.class_labels, recipe.truth), recipe.sampling)
    job = Job(recipe, select(records, "train")[:2], select(records, "val")[:1], tmp_path,
              torch.device("cpu"), workers=0)  # fmt: skip
    if recipe.network.start_from is not None:
        job = dataclasses.replace(job, start=load_pack(tmp_path / BEFORE[name]))
    state = fit(job, resume=False, report=lambda _: None)
    assert 0 < state.history[0]["loss"] < 10


def test_the_cascade_reads_the_masks_of_its_pack(tmp_path: Path, phantom_set: MakeSet) -> None:
    """Its mask network is that of the pack, value for value, after training too."""
    from safetensors.torch import load_file

    packs, lines = tmp_path / "packs", []
    pack = make_pack("mask-classifier", packs, phantom_set, lines)
    masks = load_pack(packs / "attention-unet")
    own, given = load_file(pack.weights_file), load_file(masks.weights_file)
    taken = {k.removeprefix("mask_network."): v for k, v in own.items() if "mask_network." in k}
    assert taken.keys() == given.keys()
    assert all(torch.equal(taken[k], given[k]) for k in given)
    assert any(k.startswith("classifier.") for k in own)
    with pytest.raises(TrainingError, match="sees pictures otherwise"):
        with_mask_pack(load_recipe(FILES["mask-classifier"]), packs)


def test_without_weights_to_begin_with_nothing_is_held(
    tmp_path: Path, phantom_set: MakeSet
) -> None:
    recipe = without_beginning(short(load_recipe(FILES["resnet152"], small=True)))
    records = read_manifests([phantom_set(recipe)], recipe.class_labels)
    lines: list[str] = []
    job = Job(recipe, select(records, "train"), select(records, "val"), tmp_path,
              torch.device("cpu"), workers=0)  # fmt: skip
    fit(job, resume=False, report=lines.append)
    assert lines[0] == "No weights to begin with were given, so the whole network learns."


def test_published_weights_are_taken_over_and_held(tmp_path: Path, phantom_set: MakeSet) -> None:
    recipe = without_beginning(short(load_recipe(FILES["densenet161"], small=True)))
    torch.manual_seed(5)
    body = build(recipe.network.name, recipe.network.arguments).body.state_dict()
    torch.save(body, tmp_path / "body.pth")
    network = dataclasses.replace(recipe.network, published=str(tmp_path / "body.pth"))
    recipe = dataclasses.replace(recipe, network=network)
    records = read_manifests([phantom_set(recipe)], recipe.class_labels)
    job = Job(recipe, select(records, "train"), select(records, "val"), tmp_path,
              torch.device("cpu"), workers=0)  # fmt: skip
    state = fit(job, resume=False, report=lambda _: None)
    assert all(torch.equal(state.network[f"body.{k}"], v) for k, v in body.items())
    missing = dataclasses.replace(network, published=str(tmp_path / "none.pth"))
    with pytest.raises(TrainingError, match=r"none\.pth: No such file"):
        fit(
            dataclasses.replace(job, recipe=dataclasses.replace(recipe, network=missing)),
            resume=False,
        )

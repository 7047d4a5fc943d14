"""A pack that names and outlines nothing: trained, calibrated, measured and asked."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
import tomli_w
import torch

from medviewer.app.main import build_parser
from medviewer.packs.pack import load_pack
from medviewer.resources import resource_path
from medviewer.training.calibration import fit_rules
from medviewer.training.fit import Job, fit
from medviewer.training.manifest import read_manifests, select
from medviewer.training.predictions import answers
from medviewer.training.recipe import Fitting, NetworkRecipe, Recipe, Stage, load_recipe

Rows = list[dict[str, str]]


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture
def films(tmp_path: Path, write_manifest: Callable[[Path, Rows], None]) -> Path:
    """Drawn chests, 8 a split: lungs dark when normal, with bright spots in pneumonia."""
    folder = tmp_path / "films"
    (folder / "images").mkdir(parents=True)
    rows: Rows = []
    for split in ("train", "val", "test"):
        for number in range(8):
            label = ("normal", "pneumonia")[number % 2]
            rng = np.random.default_rng(len(rows))
            film = rng.integers(150, 180, (70, 100)).astype(np.uint8)
            for x in (30, 70):
                cv2.ellipse(film, (x, 36), (14, 26), 0, 0, 360, 40, -1)
                if label == "pneumonia":
                    place = (x + int(rng.integers(-5, 6)), 40 + int(rng.integers(-8, 9)))
                    cv2.circle(film, place, 9, 190, -1)
            name = f"{split}_{number}"
            cv2.imwrite(str(folder / "images" / f"{name}.png"), film)
            rows.append({"id": name, "image": f"images/{name}.png", "label": label,
                         "patient": name, "split": split})  # fmt: skip
    write_manifest(folder, rows)
    return folder


def tiny(fitting: Fitting) -> Fitting:
    return dataclasses.replace(
        fitting, batch=8, draws_per_epoch=16, stages=(Stage(32, 1), Stage(48, 1))
    )


@pytest.fixture
def chest() -> Recipe:
    full = load_recipe(resource_path("recipes", "chest-xray.toml"))
    arguments = {"width": 8, "depths": [1, 1, 1], "classes": 2}
    return dataclasses.replace(
        full,
        network=NetworkRecipe(full.network.name, arguments),
        training=tiny(full.training),
        decision=dataclasses.replace(full.decision, tuned_on="films"),
    )


def test_train_then_predict(
    chest: Recipe,
    films: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import tomllib

    table = tomllib.loads(resource_path("recipes", "chest-xray.toml").read_text("utf-8"))
    table["network"]["arguments"] = chest.network.arguments
    table["decision"]["tuned_on"] = "films"
    table["training"] |= {"batch": 8, "draws_per_epoch": 16,
                          "stages": [{"size": 48, "epochs": 1}]}  # fmt: skip
    file = tmp_path / "tiny.toml"
    file.write_text(tomli_w.dumps(table), "utf-8")
    out = tmp_path / "packs" / "chest-xray"

    def medviewer(*arguments: object) -> int:
        args = build_parser().parse_args([str(a) for a in arguments])
        return int(args.run(args))

    assert medviewer("train", file, "--data", films, "--out", out, "--device", "cpu") == 0
    pack = load_pack(out)
    assert (pack.segments, pack.presence_gate) == ((), None)
    assert [p.name for p in pack.operating_points] == [
        "balanced", "sensitivity-95", "sensitivity-98",
    ]  # fmt: skip
    figures = json.loads((out / "evaluation.json").read_text())
    assert "segmentation" not in figures["splits"]["test"]["films"]
    assert "Dice" not in figures["protocol"]
    card = (out / "MODEL_CARD.md").read_text()
    assert "Dice" not in card
    assert "| pneumonia AUC | " in card

    monkeypatch.setenv("MEDVIEWER_PACKS", str(out.parent))
    capsys.readouterr()
    answer = tmp_path / "answer"
    picture = films / "images" / "test_1.png"
    assert medviewer("predict", picture, "--pack", "chest-xray", "--out", answer) == 0
    (line,) = (answer / "results.jsonl").read_text().splitlines()
    said = json.loads(line)
    assert said["segments"] == []
    assert not list(answer.rglob("*.nii.gz"))
    assert not (answer / "masks").exists() or not list((answer / "masks").iterdir())
    assert "nothing" not in capsys.readouterr().out.lower()


def test_the_score_lets_the_auc_count_twice(chest: Recipe, films: Path, tmp_path: Path) -> None:
    records = read_manifests([films], chest.class_labels)
    job = Job(chest, select(records, "train"), select(records, "val"), tmp_path,
              torch.device("cpu"), workers=0)  # fmt: skip
    state = fit(job, resume=False, report=lambda _: None)
    row = state.history[-1]
    assert set(row) == {
        "epoch", "size", "loss", "validation_loss", "balanced_accuracy", "auc", "score",
    }  # fmt: skip
    assert row["score"] == pytest.approx((2 * row["auc"] + row["balanced_accuracy"]) / 3)
    assert "mask_head.weight" not in state.best


def test_spots_in_drawn_lungs_are_learnt(chest: Recipe, films: Path, tmp_path: Path) -> None:
    fitting = dataclasses.replace(
        chest.training,
        draws_per_epoch=64,
        learning_rate=5e-3,
        averaging=0.9,
        stages=(Stage(48, 8),),
    )
    recipe = dataclasses.replace(chest, training=fitting)
    records = read_manifests([films], chest.class_labels)
    job = Job(recipe, select(records, "train"), select(records, "val"), tmp_path,
              torch.device("cpu"), workers=0)  # fmt: skip
    assert fit(job, resume=False, report=lambda _: None).best_score > 0.9


def test_answers_without_maps(chest: Recipe, films: Path, make_tiny_pack: Callable) -> None:
    """A pack without segments gets no rules, whatever its classes."""
    pack = make_tiny_pack(films.parent / "p" / "tiny")
    bare = dataclasses.replace(pack, segments=())
    assert fit_rules(bare, [], "normal") is bare
    records = read_manifests([films], chest.class_labels)
    (found,) = answers(pack, records[:1], "cpu")
    assert found.truth.shape == (70, 100)
    assert not found.truth.any()

"""From `medviewer train` to a pack that `medviewer evaluate` and `medviewer packs` take."""

import dataclasses
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
import tomli_w
import torch
from safetensors import safe_open

from medviewer.app.main import build_parser
from medviewer.domain.errors import KnownError, PackError
from medviewer.packs.pack import ModelPack, load_pack
from medviewer.resources import resource_path
from medviewer.training.checkpoint import load_checkpoint
from medviewer.training.evaluation import Case, measure
from medviewer.training.fit import CHECKPOINT
from medviewer.training.manifest import Record, read_manifests
from medviewer.training.predictions import answers
from medviewer.training.recipe import Recipe, TrainingError
from medviewer.training.run import train
from medviewer.training.table import table


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def medviewer(*arguments: object) -> int:
    args = build_parser().parse_args([str(a) for a in arguments])
    return int(args.run(args))


@pytest.fixture
def recipe_file(tmp_path: Path, recipe: Recipe) -> Path:
    """The tiny recipe as a file, as a user would write it."""
    import tomllib

    table = tomllib.loads(resource_path("recipes", "breast-us.toml").read_text("utf-8"))
    table["network"] = {"name": "joint-unet", "arguments": recipe.network.arguments}
    table["training"] |= {
        "batch": 4,
        "draws_per_epoch": 8,
        "stages": [dataclasses.asdict(s) for s in recipe.training.stages],
    }
    table["decision"]["tuned_on"] = "discs"
    file = tmp_path / "tiny.toml"
    file.write_text(tomli_w.dumps(table), "utf-8")
    return file


def test_train_evaluate_and_packs(
    recipe_file: Path,
    make_data: Callable,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder, _ = make_data()
    packs = tmp_path / "packs"
    out = packs / "breast-us"
    train = ("train", recipe_file, "--data", folder, "--out", out, "--device", "cpu")
    assert medviewer(*train, "--epochs", "1") == 0
    # A single epoch is spent on the last stage, whose size is that of prediction.
    assert load_pack(out).input.rows == 48
    assert {p.name for p in out.iterdir()} == {
        "pack.toml", "weights.safetensors", "MODEL_CARD.md", "evaluation.json", "curves.csv",
        "curves.png", "val.png", "test.png", "cases.png", "run",
    }  # fmt: skip
    with pytest.raises(TrainingError, match="go on with --resume"):
        medviewer(*train)
    assert medviewer(*train, "--resume") == 0
    pack = load_pack(out)
    assert pack.input.rows == 48
    assert len((out / "curves.csv").read_text().splitlines()) == 3
    _check_figures(out)

    capsys.readouterr()
    monkeypatch.setenv("MEDVIEWER_PACKS", str(packs))
    report = tmp_path / "report.json"
    assert medviewer("evaluate", "breast-us", "--data", folder, "--json", report) == 0
    printed = capsys.readouterr().out
    assert "lesion Dice, mean" in printed
    measured = json.loads(report.read_text())
    written = json.loads((out / "evaluation.json").read_text())
    assert measured["splits"]["test"] == written["splits"]["test"]
    assert measured["pack"]["weights_sha256"] == pack.weights_sha256

    assert medviewer("packs", "verify") == 0
    assert medviewer("packs", "show", out) == 0
    assert "sensitivity-95" in capsys.readouterr().out
    pack.weights_file.write_bytes(b"")
    assert medviewer("packs", "verify", "breast-us") == 1
    with pytest.raises(PackError, match="not those the pack"):
        medviewer("evaluate", "breast-us", "--data", folder)


def _check_figures(out: Path) -> None:
    written = json.loads((out / "evaluation.json").read_text())
    assert set(written["splits"]) == {"val", "test"}
    figures = written["splits"]["test"]["discs"]
    assert figures["n"] == 6
    assert figures["segmentation"]["lesions"]["n"] == 4
    assert figures["segmentation"]["without_lesion"]["n"] == 2
    matrix = figures["classification"]["confusion"]["rows_truth_columns_named"]
    assert np.sum(matrix, 1).tolist() == [2, 2, 2]
    card = (out / "MODEL_CARD.md").read_text()
    for said in ("Not for diagnostic use", "| lesion Dice, mean | ", "Where it fails"):
        assert said in card
    with safe_open(out / "weights.safetensors", "pt") as weights:
        assert weights.get_tensor("stem.0.weight").dtype == torch.float16
        assert weights.get_tensor("stem.1.running_var").dtype == torch.float32


def test_heads_for_training_alone_do_not_hinder_the_pack(
    make_data: Callable, recipe: Recipe, tmp_path: Path, one_process: None
) -> None:
    """Deep supervision leaves weights in the pack that prediction does not need."""
    folder, _ = make_data()
    network = dataclasses.replace(recipe.network, arguments=recipe.network.arguments | {"deep": 2})
    deep, out = dataclasses.replace(recipe, network=network), tmp_path / "packs" / "deep"
    assert train(deep, [folder], out, device="cpu", report=lambda _: None)
    assert load_pack(out).network_arguments["deep"] == 2
    assert medviewer("packs", "verify", out) == 0
    assert medviewer("evaluate", out, "--data", folder, "--device", "cpu") == 0


def test_answers_are_on_the_picture_s_own_grid(tiny_pack: ModelPack, make_data: Callable) -> None:
    folder, _ = make_data()
    records = read_manifests([folder], tiny_pack.class_labels)
    found = list(answers(tiny_pack, records[:4], "cpu"))
    for answer, record in zip(found, records[:4], strict=True):
        picture = cv2.imread(str(record.image), cv2.IMREAD_GRAYSCALE)
        assert answer.maps.shape == (1, *picture.shape)
        assert answer.truth.shape == picture.shape
        assert answer.logits is not None
        assert answer.logits.shape == (3,)


def case(label: str, dice: float, probabilities: list[float], patient: str) -> Case:
    record = Record(patient, "set", Path("x"), None, label, patient, "test")
    lesion = label != "normal"
    return Case(record, lesion, dice > 0, dice, dice / 2, np.array(probabilities))


def test_figures_by_hand(tiny_pack: ModelPack) -> None:
    cases = [
        case("normal", 1.0, [0.8, 0.1, 0.1], "a"),  # found_any: an outline on a normal picture
        case("benign", 0.5, [0.1, 0.75, 0.15], "b"),
        case("malignant", 0.0, [0.1, 0.6, 0.3], "c"),
        case("malignant", 0.9, [0.1, 0.2, 0.7], "d"),
    ]
    figures = measure(tiny_pack, cases)
    lesions = figures["segmentation"]["lesions"]
    assert (lesions["n"], lesions["missed"]) == (3, 1)
    assert lesions["dice_mean"] == pytest.approx(1.4 / 3)
    assert lesions["by_class"]["malignant"]["dice_mean"] == pytest.approx(0.45)
    assert figures["segmentation"]["without_lesion"]["left_empty"] == 0
    named = figures["classification"]
    assert named["accuracy"] == 0.75
    assert named["confusion"]["rows_truth_columns_named"] == [[1, 0, 0], [0, 1, 0], [0, 1, 1]]
    malignant = named["by_class"]["malignant"]
    assert (malignant["sensitivity"], malignant["specificity"]) == (0.5, 1.0)
    assert (malignant["precision"], malignant["auc"]) == (1.0, 1.0)
    assert malignant["f1"] == pytest.approx(2 / 3)
    # At sensitivity-95 malignant is named from 0.2.
    (point,) = named["operating_points"]
    assert (point["name"], point["sensitivity"], point["specificity"]) == ("sensitivity-95", 1, 1)
    rows = {what: (n, value) for _, what, n, value in table({"set": figures})}
    assert rows["lesions missed"] == (3, "1")
    assert rows["sensitivity at sensitivity-95"][0] == 2


def test_wrong_use_is_said(recipe_file: Path, make_data: Callable, tmp_path: Path) -> None:
    folder, _ = make_data()
    out = tmp_path / "out"
    with pytest.raises(KnownError, match="--epochs must be at least 1"):
        medviewer("train", recipe_file, "--data", folder, "--out", out, "--epochs", "0")
    with pytest.raises(KnownError, match="no checkpoint to resume from"):
        medviewer("train", recipe_file, "--data", folder, "--out", out, "--resume")
    with pytest.raises(KnownError, match="There is no model pack 'none'"):
        medviewer("evaluate", "none", "--data", folder)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent to a POSIX process group")
def test_ctrl_c_ends_the_epoch_and_resume_goes_on(
    recipe_file: Path, make_data: Callable, tmp_path: Path
) -> None:
    folder, _ = make_data()
    out = tmp_path / "out"
    command = [
        sys.executable, "-m", "medviewer", "train", recipe_file, "--data", folder, "--out", out,
        "--device", "cpu", "--epochs", "400",
    ]  # fmt: skip
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("epoch 1/400")
        os.killpg(process.pid, signal.SIGINT)
        said = process.stdout.read()
        assert process.wait() == 1
    assert "Stopped after epoch" in said
    assert not (out / "pack.toml").exists()
    state = load_checkpoint(out / "run" / CHECKPOINT)
    assert f"Stopped after epoch {state.epoch};" in said
    again = [*command[:-1], str(state.epoch), "--resume"]
    assert subprocess.run(again, check=False, capture_output=True).returncode == 0
    assert load_pack(out).id == "breast-us"

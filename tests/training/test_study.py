"""The study of transfer: the same course for all, and tables of what was measured."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import cv2
import pytest

from medviewer.app.main import build_parser
from medviewer.resources import resource_path
from medviewer.training.recipe import TrainingError, load_recipe
from medviewer.training.study import entries, markdown, read_study

FILE = resource_path("recipes", "transfer.toml")


pytestmark = pytest.mark.usefixtures("one_process")


def test_every_network_learns_from_every_amount_twice() -> None:
    study = read_study(FILE)
    runs = entries(study, FILE.parent)
    assert len(runs) == 2 * (1 + 4 * 2)
    assert len({r.recipe.training.stages for r in runs}) == 1
    by_id = {r.id: r for r in runs}
    scratch, bone = (
        by_id[f"unet-10-{begun}-25-percent-of-the-slices"].recipe
        for begun in ("from-scratch", "from-bone")
    )
    assert (scratch.network.start_from, scratch.network.frozen) == (None, ())
    assert (bone.network.start_from, bone.network.frozen) == ("unet-10-bone", ("down",))
    assert scratch.sampling == bone.sampling
    assert bone.sampling.share == 0.25
    assert by_id["joint-unet-from-scratch-2-patients"].recipe.sampling.patients == 2
    ours = by_id["joint-unet-from-scratch-everything"].recipe.network
    shipped = load_recipe(resource_path("recipes", "liver-ct.toml")).network
    assert (ours.name, ours.arguments) == (shipped.name, shipped.arguments)
    for number, run in enumerate(runs):
        assert set(run.needs) <= {r.id for r in runs[:number]}


def test_a_study_is_run_and_written(
    tmp_path: Path, phantom_set: Callable, capsys: pytest.CaptureFixture[str]
) -> None:
    text = FILE.read_text("utf-8")
    begin, end = text.index("[[study.networks]]"), text.index("# Early layers")
    amounts = text.index("# Which part")
    reference = resource_path("recipes", "reference")
    text = text[:begin] + text[end:amounts] + "[study.amounts]\n'1 patient' = { patients = 1 }\n"
    text = text.replace("size = 96, epochs = 8", "size = 32, epochs = 1")
    text = text.replace("= 640", "= 8").replace("reference/", f"{reference}/")
    file = tmp_path / "study.toml"
    file.write_text(text)
    phantom_set(load_recipe(reference / "unet-10-liver.toml"))
    out = tmp_path / "out"
    args = build_parser().parse_args(
        ["train", str(file), "--data", str(tmp_path), "--out", str(out), "--device", "cpu"]
    )
    assert args.run(args) == 0
    assert "3 of 3 models are finished" in capsys.readouterr().out
    lines = list(csv.DictReader((out / "study.csv").open()))
    assert len(lines) == 2 * 2  # beginnings, splits of one patient each
    assert {line["pictures"] for line in lines} == {"4"}
    for line in lines:
        name = f"unet-10-{line['begun']}-{line['amount']}".replace(" ", "-")
        told = json.loads((out / name / "evaluation.json").read_text())
        volumes = told["splits"][line["split"]]["liver"]["segmentation"]["volumes"]
        assert volumes["by_patient"][line["patient"]] == float(line["dice"])
    page = (out / "study.md").read_text()
    assert page.count("\n| unet-10 |") == 2
    assert "not finished" not in page
    drawn = cv2.imread(str(out / "study.png"))
    assert drawn is not None
    assert drawn.std() > 5


def test_the_table_says_means_patients_and_differences() -> None:
    study = read_study(FILE)
    common = {"network": "unet-10", "amount": "1 patient", "pictures": 65, "split": "test"}
    lines = [
        common | {"begun": begun, "patient": patient, "dice": dice}
        for begun, patient, dice in (
            ("from scratch", "a", 0.5), ("from scratch", "b", 0.7), ("from bone", "a", 0.75),
            ("from bone", "b", 0.8),
        )
    ]  # fmt: skip
    (row,) = [line for line in markdown(study, lines).splitlines() if "unet-10" in line]
    assert row == (
        "| unet-10 | 1 patient | 65 | test | 0.600 (a 0.500, b 0.700) | "
        "0.775 (a 0.750, b 0.800) | +0.175 |"
    )
    (row,) = [line for line in markdown(study, lines[:2]).splitlines() if "unet-10" in line]
    assert row.endswith("| not finished | - |")


def test_a_wrong_study_is_one_plain_sentence(tmp_path: Path) -> None:
    text = FILE.read_text("utf-8")
    for old, new, said in (
        ("batch = 8", 'batch = "8"', "batch must be of kind int"),
        ("patients = 1", "patient = 1", "is not known"),
        ("[study]", "[studies]", "not a study"),
    ):
        file = tmp_path / "wrong.toml"
        file.write_text(text.replace(old, new, 1))
        with pytest.raises(TrainingError, match=said):
            read_study(file)

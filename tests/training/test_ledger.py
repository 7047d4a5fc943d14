"""The measured table: every figure of the documents is one that was measured."""

import json
import shutil
from pathlib import Path

import pytest

from medviewer.app.main import build_parser
from medviewer.domain.errors import KnownError
from medviewer.packs.registry import PackRegistry
from medviewer.resources import resource_path
from medviewer.training.ledger import measured_table, read_rows, with_tables
from medviewer.training.recipe import TrainingError

ROOT = resource_path().parent
PACKS = ROOT / "model_weights"
ROW = """
[[row]]
task = "liver in CT"
pack = "liver-ct"
recipe = "liver-ct.toml"
trained_on = "liver"
group = "liver"

[[row.figure]]
name = "patient Dice, mean"
published = ".913"
short = true
"""


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A folder with a row and, among the reference packs, its pack without weights."""
    (tmp_path / "published.toml").write_text(ROW)
    place = tmp_path / "reference" / "liver-ct"
    place.mkdir(parents=True)
    for name in ("pack.toml", "evaluation.json"):
        shutil.copy(PACKS / "liver-ct" / name, place)
    told = json.loads((place / "evaluation.json").read_text())
    volumes = {"n": 3, "dice_mean": 0.8764, "dice_mean_ci": [0.6, 1.0], "dice_median": 0.9}
    told["splits"]["test"]["liver"]["segmentation"]["volumes"] = volumes
    told["training"]["Form"] = "small, for two processor cores"
    (place / "evaluation.json").write_text(json.dumps(told))
    return tmp_path


@pytest.mark.parametrize("document", [PACKS / "README.md", ROOT / "README.md"], ids=str)
def test_the_documents_say_what_was_measured(document: Path) -> None:
    text = document.read_text("utf-8")
    assert with_tables(text, PACKS) == text, "run: make table"


def test_every_recipe_of_a_row_and_every_pack_stands_in_the_table() -> None:
    rows = read_rows(PACKS)
    recipes = {p.stem for p in resource_path("recipes", "reference").glob("*.toml")}
    beginnings = {name for name in recipes if name.endswith("-body")}
    shipped = {p.parent.name for p in PACKS.glob("*/pack.toml")}
    assert {r.pack for r in rows} == (recipes - beginnings) | shipped
    for row in rows:
        assert resource_path("recipes", *row.recipe.split("/")).is_file()
    assert "not measured" not in measured_table(PACKS)


def test_a_row_comes_from_its_evaluation(packs: Path) -> None:
    (line,) = measured_table(packs).splitlines()[2:]
    assert line == (
        "| liver in CT | `liver-ct` 1.0.0 | `joint-unet`, 3,559,345 | `liver-ct.toml`, small | "
        "liver | patient Dice, mean | .913 | .876 (.600-1.000), n = 3 |"
    )
    before = "A\n<!-- table: short -->\nold\n<!-- end of table: short -->\nB\n"
    assert with_tables(before, packs).splitlines() == [
        "A",
        "<!-- table: short -->",
        "| pack | figure | published | ours |",
        "| --- | --- | --- | --- |",
        "| `liver-ct` | patient Dice, mean | .913 | .876 (.600-1.000), n = 3 |",
        "<!-- end of table: short -->",
        "B",
    ]


def test_a_row_without_its_pack_is_not_invented(packs: Path) -> None:
    shutil.rmtree(packs / "reference")
    assert measured_table(packs).endswith("| - | `liver-ct.toml` | liver | patient Dice, mean | "
                                          ".913 | not yet trained |")  # fmt: skip


def test_an_evaluation_of_other_weights_is_refused(packs: Path) -> None:
    file = packs / "reference" / "liver-ct" / "evaluation.json"
    told = json.loads(file.read_text())
    told["pack"]["weights_sha256"] = "0" * 64
    file.write_text(json.dumps(told))
    with pytest.raises(TrainingError, match="of other weights"):
        measured_table(packs)


def test_marks_that_are_missing_are_said(packs: Path) -> None:
    with pytest.raises(TrainingError, match="has no mark of a table"):
        with_tables("text", packs)
    with pytest.raises(TrainingError, match="end of table: short"):
        with_tables("<!-- table: short -->", packs)
    (packs / "published.toml").write_text(ROW.replace("task", "tusk"))
    with pytest.raises(TrainingError, match="not a table of published figures"):
        read_rows(packs)


def test_reference_packs_are_checked_by_their_folder_and_offered_to_nobody(
    packs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert PackRegistry([packs]).all() == []
    assert not {p.id for p in PackRegistry([PACKS]).all()} & {
        p.stem for p in resource_path("recipes", "reference").glob("*.toml")
    }
    folder = packs / "reference"
    args = build_parser().parse_args(["packs", "verify", str(folder)])
    assert args.run(args) == 1  # its weights are not there
    for file in ("weights.safetensors", "gate.safetensors"):
        shutil.copy(PACKS / "liver-ct" / file, folder / "liver-ct")
    capsys.readouterr()
    for named in (folder, folder / "liver-ct"):
        args = build_parser().parse_args(["packs", "verify", str(named)])
        assert args.run(args) == 0
        assert "liver-ct 1.0.0: weights as measured" in capsys.readouterr().out
    with pytest.raises(KnownError):
        PackRegistry([packs]).get("liver-ct")


def test_the_command_prints_and_writes(
    packs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args = build_parser().parse_args(["packs", "table", "--packs", str(packs)])
    assert args.run(args) == 0
    assert "| .876 (.600-1.000), n = 3 |" in capsys.readouterr().out
    file = tmp_path / "page.md"
    file.write_text("<!-- table: short --><!-- end of table: short -->")
    write = ["packs", "table", "--packs", str(packs), "--write", str(file)]
    for said in ("written", "up to date"):
        args = build_parser().parse_args(write)
        assert args.run(args) == 0
        assert said in capsys.readouterr().out
    assert ".876" in file.read_text()

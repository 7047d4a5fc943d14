"""Many models by one command: in order, to the end whatever fails, and on where it stopped."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from medviewer.app.main import build_parser
from medviewer.packs.pack import load_pack
from medviewer.resources import resource_path
from medviewer.training.recipe import TrainingError, load_recipe
from medviewer.training.several import (
    ERROR_FILE,
    choose,
    data_folders,
    holds,
    read_list,
    train_several,
)

MODELS = resource_path("recipes", "models.toml")


pytestmark = pytest.mark.usefixtures("one_process")


@pytest.fixture
def small_list(tmp_path: Path) -> Path:
    """A list of three tiny models, of which the third begins with the second."""
    for name, start in (("one", ""), ("two", ""), ("three", 'start_from = "two"')):
        text = resource_path("recipes", "breast-us.toml").read_text("utf-8")
        head, rest = text.split("[network]")
        tail = rest.split("[decision]")[1].replace('"busi"', '"discs"')
        (tmp_path / f"{name}.toml").write_text(
            head.replace('id = "breast-us"', f'id = "{name}"')
            + "[network]\nname = 'joint-unet'\n"
            + "arguments = { width = 8, depths = [1, 1, 1, 1], segments = 1, classes = 3 }\n"
            + start
            + "\n[training]\naugmentation = 'ultrasound'\nseed = 1\nbatch = 4\n"
            + "draws_per_epoch = 8\nlearning_rate = 1e-3\nstages = [{ size = 32, epochs = 2 }]\n"
            + "[sampling]\n[decision]"
            + tail
        )
    rows = (
        f'[[model]]\nrecipe = "{name}.toml"\ngroup = "{group}"\ndata = ["discs"]\n'
        for name, group in (("one", "a"), ("two", "a"), ("three", "b"))
    )
    path = tmp_path / "list.toml"
    path.write_text("\n".join(rows))
    return path


def command(*arguments: object) -> int:
    args = build_parser().parse_args(["train", *map(str, arguments)])
    return int(args.run(args))


def test_the_list_of_the_program_holds_every_recipe_and_every_pack() -> None:
    entries = read_list(MODELS)
    files = [*MODELS.parent.glob("*.toml"), *MODELS.parent.glob("reference/*.toml")]
    assert {e.id for e in entries} == {p.stem for p in files} - {"models", "transfer"}
    shipped = {p.parent.name for p in resource_path().parent.glob("model_weights/*/pack.toml")}
    assert shipped <= {e.id for e in entries if e.group == "shipped"}
    for entry in entries:
        assert entry.recipe.decision.tuned_on in entry.data
        assert not set(entry.data) & set(entry.others)
        if entry.id in shipped:
            everything = {"busi", "busbra", "cxr", "lgg", "brats", "liver"}
            assert set(entry.data) | set(entry.others) == everything
    assert not any(e.recipe.small for e in entries)
    small = {e.id: e.recipe.small for e in read_list(MODELS, small=True)}
    assert small == {e.id: e.group == "reference" for e in entries}


def test_some_are_chosen_with_what_they_begin_with(small_list: Path) -> None:
    entries = read_list(small_list)
    assert [e.id for e in choose(entries, ["three"])] == ["two", "three"]
    assert [e.id for e in choose(entries, ["a"])] == ["one", "two"]
    assert [e.id for e in choose(entries, [])] == ["one", "two", "three"]
    with pytest.raises(TrainingError, match=r"--only four: no such model or group"):
        choose(entries, ["one", "four"])


def test_a_wrong_list_is_one_plain_sentence(small_list: Path) -> None:
    whole = small_list.read_text()
    one, two, three = (f"[[model]]{part}" for part in whole.split("[[model]]")[1:])
    for text, said in (
        (two + two, "two occurs twice"),
        (one + three + two, "three begins with two; list that before it"),
        (one.replace('["discs"]', "[]"), "model 1 names no data"),
        (one.replace('["discs"]', '"discs"'), "data of model 1 must be a list of names"),
        (one.replace("recipe", "recipes"), "model 1 names no recipe"),
        (one.replace("one.toml", "none.toml"), r"none\.toml: No such file"),
    ):
        small_list.write_text(text)
        assert holds(small_list, "model")
        with pytest.raises(TrainingError, match=said):
            read_list(small_list)
    assert not holds(small_list.with_name("one.toml"), "model")
    assert not holds(small_list.with_name("nowhere.toml"), "model")


def test_data_sets_are_found_in_a_folder_of_them_or_by_themselves(tmp_path: Path) -> None:
    for name in ("all/busi", "all/cxr", "lgg"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "manifest.csv").touch()
    (tmp_path / "all" / "notes").mkdir()
    found = data_folders([tmp_path / "all", tmp_path / "lgg", tmp_path / "nowhere"])
    assert found == {
        "busi": tmp_path / "all" / "busi", "cxr": tmp_path / "all" / "cxr",
        "lgg": tmp_path / "lgg",
    }  # fmt: skip


def test_all_are_trained_and_what_is_finished_is_left_alone(
    small_list: Path, make_data: Callable, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_data()
    out = tmp_path / "packs"
    assert command(small_list, "--data", tmp_path, "--out", out, "--device", "cpu") == 0
    card = (out / "three" / "MODEL_CARD.md").read_text("utf-8")
    two = load_pack(out / "two")
    assert f"the weights of two 1.1.0 ({two.weights_sha256[:12]}" in card
    assert "- Form: full" in card
    assert not list(out.glob("*/run/*.npy"))
    before = {p: p.stat().st_mtime_ns for p in out.rglob("*") if p.is_file()}
    capsys.readouterr()
    assert command(small_list, "--data", tmp_path, "--out", out, "--device", "cpu") == 0
    assert {p: p.stat().st_mtime_ns for p in out.rglob("*") if p.is_file()} == before
    said = capsys.readouterr().out
    assert said.count("finished already") == 3
    assert f"3 of 3 models are finished in {out}." in said


def test_one_that_fails_stops_only_what_begins_with_it(
    small_list: Path, make_data: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_data()
    from medviewer.training import several

    real = several.train

    def fail(recipe: object, data: object, out: Path, **rest: object) -> bool:
        if out.name == "two":
            raise ZeroDivisionError("a mistake of ours")
        return real(recipe, data, out, **rest)

    monkeypatch.setattr(several, "train", fail)
    out, lines = tmp_path / "packs", []
    outcome = train_several(
        read_list(small_list), data_folders([tmp_path]), out, device="cpu", report=lines.append
    )
    assert outcome.finished == ["one"]
    assert outcome.failed.keys() == {"two", "three"}
    assert "Unforeseen: ZeroDivisionError; see" in outcome.failed["two"]
    assert "a mistake of ours" in (out / "two" / "run" / ERROR_FILE).read_text()
    assert outcome.failed["three"] == "It begins with two, which is not finished."


def test_missing_data_is_said_of_each_model(
    small_list: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(small_list, "--data", tmp_path, "--out", tmp_path / "packs") == 1
    assert "one failed: There is no data set 'discs' in the folders" in capsys.readouterr().out


def test_a_stopped_list_goes_on_where_it_was(
    small_list: Path, make_data: Callable, tmp_path: Path
) -> None:
    make_data()
    out, entries, lines = tmp_path / "packs", read_list(small_list), []

    def stop(line: str) -> None:
        lines.append(line)
        if line.startswith("epoch 1/2"):
            os.kill(os.getpid(), signal.SIGTERM)

    data = data_folders([tmp_path])
    outcome = train_several(entries, data, out, device="cpu", report=stop)
    assert outcome.stopped
    assert (outcome.finished, outcome.failed) == ([], {})
    lines.clear()
    outcome = train_several(entries[:1], data, out, device="cpu", report=lines.append)
    assert outcome.finished == ["one"]
    assert not any(line.startswith("epoch 1/2") for line in lines)
    assert any(line.startswith("epoch 2/2") for line in lines)


def test_what_goes_with_one_recipe_is_refused_with_a_list(small_list: Path, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="--start-from goes with one recipe"):
        command(small_list, "--data", tmp_path, "--out", tmp_path, "--start-from", "two")


def test_a_run_of_the_other_form_is_not_gone_on_with(phantom_set: Callable, tmp_path: Path) -> None:
    import dataclasses

    from medviewer.training.fitting import Stage
    from medviewer.training.run import train

    file = resource_path("recipes", "reference", "cnn-1.toml")
    small = load_recipe(file, small=True)
    fitting = dataclasses.replace(
        small.training, batch=4, draws_per_epoch=4, stages=(Stage(32, 1),)
    )
    small = dataclasses.replace(small, training=fitting)
    data = phantom_set(small, 1)
    assert train(small, [data], tmp_path / "out", device="cpu", report=lambda _: None)
    with pytest.raises(TrainingError, match="holds a run of the recipe's other form"):
        train(
            dataclasses.replace(small, small=False), [data], tmp_path / "out",
            device="cpu", resume=True, report=lambda _: None,
        )  # fmt: skip

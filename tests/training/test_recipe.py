"""Recipes: the shipped ones are valid, and what is wrong is said with its key."""

from pathlib import Path

import pytest

from medviewer.networks import build
from medviewer.resources import resource_path
from medviewer.training.recipe import Augmentation, Fitting, Stage, TrainingError, load_recipe


@pytest.mark.parametrize(
    "file",
    [
        p
        for p in sorted(resource_path("recipes").glob("*.toml"))
        if p.stem not in ("models", "transfer")
    ],
    ids=lambda p: p.stem,
)
def test_shipped_recipes_are_valid_and_small_enough(file: Path) -> None:
    recipe = load_recipe(file)
    network = build(recipe.network.name, recipe.network.arguments)
    assert sum(p.numel() for p in network.parameters()) <= 8_000_000
    assert recipe.pack.id == file.stem


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("batch = 16", "", r"training\.batch is missing"),
        ("batch = 16", "batch = 16\nbatches = 2", r"training\.batches is not known"),
        ("batch = 16", 'batch = "16"', r"training\.batch must be of kind int"),
        ("batch = 16", "batch = 0", r"training\.batch must be greater than zero"),
        ("size = 128, ", "", r"training\.stages\[0\]\.size is missing"),
        ("[255, 170, 0]", "[255, 170]", r"segments\[0\]\.colour must hold 3 values"),
        ('resize = "fit"', 'resize = "crop"', "must be one of: fit, squash"),
        ('positive_class = "malignant"', 'positive_class = "cancer"', "'cancer'"),
        ('"ultrasound"', '"photograph"', "must be one of: ultrasound, radiograph, brain-slice"),
        (
            "channels = 1",
            "channels = 3",
            "input.channels must be 1 with the augmentation ultrasound",
        ),
        ("[pack]", "[pack", "not a valid recipe"),
    ],
)
def test_a_wrong_recipe_is_one_plain_sentence(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = resource_path("recipes", "breast-us.toml").read_text("utf-8")
    assert old in text
    file = tmp_path / "recipe.toml"
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(TrainingError, match=said):
        load_recipe(file)


def test_a_missing_recipe(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="No such file"):
        load_recipe(tmp_path / "none.toml")


def fitting(*stages: Stage) -> Fitting:
    return Fitting(Augmentation.ULTRASOUND, 1, 1, 1, 1.0, stages)


def test_stages_follow_each_other() -> None:
    course = fitting(Stage(128, 2), Stage(224, 1))
    assert course.epochs == 3
    assert [course.size_at(e) for e in range(3)] == [128, 128, 224]


def test_fewer_epochs_keep_the_course() -> None:
    course = fitting(Stage(128, 30), Stage(160, 16), Stage(224, 8))
    assert course.with_epochs(27).stages == (Stage(128, 15), Stage(160, 8), Stage(224, 4))
    assert course.with_epochs(1).stages == (Stage(128, 1),)
    assert course.with_epochs(54) == course

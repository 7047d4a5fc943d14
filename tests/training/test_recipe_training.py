"""The ``[training]`` table: every choice is read, and what does not fit is said with its key."""

from pathlib import Path

import pytest

from medviewer.resources import resource_path
from medviewer.training.fitting import (
    ClassLoss,
    Figure,
    Fitting,
    LossRecipe,
    MaskLoss,
    OptimiserRecipe,
    ScheduleRecipe,
)
from medviewer.training.recipe import TrainingError, load_recipe

ONE_STAGE = "stages = [{ size = 64, epochs = 3 }]"


def with_training(folder: Path, more: str, top: str = "", one_stage: bool = True) -> Path:
    """The breast recipe with more in its table ``training``."""
    text = resource_path("recipes", "breast-us.toml").read_text("utf-8")
    before, rest = text.split("stages = [\n", 1)
    _, after = rest.split("]\n", 1)
    stages = ONE_STAGE if one_stage else "stages = [\n" + rest.split("]\n", 1)[0] + "]"
    file = folder / "recipe.toml"
    file.write_text(f"{before}{top}\n{stages}\n{more}\n{after}", "utf-8")
    return file


def test_a_recipe_without_choices_trains_as_ever() -> None:
    fitting = load_recipe(resource_path("recipes", "breast-us.toml")).training
    assert fitting.optimiser == OptimiserRecipe()
    assert fitting.schedule == ScheduleRecipe()
    assert fitting.loss == LossRecipe()
    assert (fitting.early_stopping, fitting.keep) == (None, Figure.SCORE)


def test_every_choice_is_read(tmp_path: Path) -> None:
    file = with_training(
        tmp_path,
        """
        [training.optimiser]
        name = "sgd"
        momentum = 0.9
        nesterov = true
        clip = 0
        [training.schedule]
        name = "plateau"
        figure = "lesion_dice"
        factor = 0.2
        patience = 5
        minimum = 1e-6
        [training.early_stopping]
        patience = 10
        [training.loss]
        masks = { dice-squared = 1, bce = 0.5 }
        classes = { bce = 2 }
        balanced = true
        """,
        top='keep = "validation_loss"\nprecision = "fp32"',
    )
    fitting: Fitting = load_recipe(file).training
    assert (fitting.optimiser.name, fitting.optimiser.momentum) == ("sgd", 0.9)
    assert (fitting.schedule.figure, fitting.schedule.patience) == (Figure.LESION_DICE, 5)
    assert fitting.early_stopping is not None
    assert fitting.early_stopping.figure is Figure.VALIDATION_LOSS
    assert fitting.loss.masks == {MaskLoss.DICE_SQUARED: 1.0, MaskLoss.BCE: 0.5}
    assert fitting.loss.classes == {ClassLoss.BCE: 2.0}
    assert fitting.loss.balanced


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('[training.optimiser]\nname = "lion"', "must be one of: adamw, adam, rmsprop, sgd"),
        ("[training.optimiser]\nmomentum = 0.9", "momentum does not go with adamw"),
        ('[training.optimiser]\nname = "sgd"\nnesterov = true', "nesterov needs sgd with momentum"),
        ("[training.optimiser]\ndecay = -1", "takes no number below zero"),
        ("[training.schedule]\nfactor = 1", "factor must lie between 0 and 1"),
        ("[training.schedule]\npatience = 0", "must be at least 1"),
        ("[training.early_stopping]\npatience = 0", "patience must be at least 1"),
        ("[training.early_stopping]", "early_stopping.patience is missing"),
        ("[training.loss]\nmasks = { hinge = 1 }", "must be one of: bce, lesion-dice, dice"),
        ("[training.loss]\nclass_weights = { cyst = 1 }", "names a class that the recipe has not"),
        (
            "[training.loss]\nbalanced = true\nclass_weights = { benign = 1 }",
            "takes balanced or class_weights",
        ),
        ("[training.loss]\nmasks = {}\nclasses = {}", "trains neither masks nor classes"),
    ],
)
def test_what_does_not_fit_is_said(tmp_path: Path, more: str, said: str) -> None:
    with pytest.raises(TrainingError, match=said):
        load_recipe(with_training(tmp_path, more))


def test_stages_and_standing_still_do_not_go_together(tmp_path: Path) -> None:
    for more in ("[training.early_stopping]\npatience = 2", '[training.schedule]\nname="plateau"'):
        with pytest.raises(TrainingError, match="need a single stage"):
            load_recipe(with_training(tmp_path, more, one_stage=False))


def test_a_small_form_replaces_what_it_names(tmp_path: Path) -> None:
    file = with_training(
        tmp_path,
        "[small.training]\nbatch = 2\n[small.network]\narguments = { width = 4 }\n[small.pack]\n"
        'version = "0.1.0"\n',
    )
    full, small = load_recipe(file), load_recipe(file, small=True)
    assert (full.training.batch, small.training.batch) == (16, 2)
    assert small.training.seed == full.training.seed
    assert small.network.arguments == full.network.arguments | {"width": 4}
    assert (small.pack.version, small.pack.id) == ("0.1.0", full.pack.id)
    with pytest.raises(TrainingError, match="no small form"):
        load_recipe(resource_path("recipes", "breast-us.toml"), small=True)

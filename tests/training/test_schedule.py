"""Learning rates, early stopping, optimisers and folds: each by what a recipe asks for."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch

from medviewer.training.averaging import WeightAverage
from medviewer.training.fitting import (
    Augmentation,
    Figure,
    Fitting,
    OptimiserName,
    OptimiserRecipe,
    Precision,
    ScheduleName,
    ScheduleRecipe,
    Stage,
    StoppingRecipe,
)
from medviewer.training.folds import Fold, fold_records, parse_fold
from medviewer.training.manifest import Record
from medviewer.training.optimisers import optimiser_for, take_step
from medviewer.training.precision import cpu_has_bf16, uses_bf16
from medviewer.training.recipe import TrainingError
from medviewer.training.schedule import cosine, is_done, learning_rate, merit, plateaus

FITTING = Fitting(Augmentation.ULTRASOUND, 1, 1, 1, 0.1, (Stage(32, 20),))


def rates(fitting: Fitting, losses: list[float]) -> list[float]:
    """The first rate of each epoch, and of the one after the last."""
    history = [{"validation_loss": v} for v in losses]
    return [learning_rate(fitting, e, 0, 10, history) for e in range(len(losses) + 1)]


def with_schedule(**values: object) -> Fitting:
    return dataclasses.replace(FITTING, schedule=ScheduleRecipe(**values))  # type: ignore[arg-type]


def test_the_cosine_rises_and_falls() -> None:
    values = [cosine(s, 1000, 2.0) for s in range(1000)]
    assert values[0] < 0.1
    assert max(values) == pytest.approx(2.0, rel=0.01)
    assert 70 <= int(np.argmax(values)) <= 90
    assert values[-1] == pytest.approx(0.02, rel=0.05)
    assert (
        learning_rate(dataclasses.replace(FITTING, learning_rate=2.0), 10, 5, 50, [])
        == (values[505])
    )


def test_a_plateau_lowers_the_rate_down_to_the_least() -> None:
    fitting = with_schedule(name=ScheduleName.PLATEAU, factor=0.5, patience=2, minimum=0.02)
    losses = [1.0, 0.9, 0.95, 0.9, 0.8, 0.81, 0.82, 0.83, 0.84]
    assert rates(fitting, losses) == pytest.approx(
        [0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025, 0.02]
    )


def test_steps_a_constant_and_decay() -> None:
    steps = with_schedule(name=ScheduleName.STEPS, factor=0.1, every=2)
    assert rates(steps, [1.0] * 3) == pytest.approx([0.1, 0.1, 0.01, 0.01])
    constant = with_schedule(name=ScheduleName.CONSTANT)
    assert rates(constant, [1.0] * 2) == [0.1] * 3
    falling = dataclasses.replace(constant, optimiser=OptimiserRecipe(decay=0.5))
    assert learning_rate(falling, 1, 4, 10, []) == pytest.approx(0.1 / (1 + 0.5 * 14))


def test_a_run_ends_when_the_figure_stands_still() -> None:
    fitting = dataclasses.replace(FITTING, early_stopping=StoppingRecipe(3, Figure.AUC))
    better = [{"auc": v} for v in (0.5, 0.6, 0.7, 0.65, 0.7)]
    assert not is_done(fitting, better)
    assert is_done(fitting, [*better, {"auc": 0.69}])
    assert is_done(FITTING, [{"auc": 0.5}] * 20)
    assert not is_done(FITTING, [{"auc": 0.5}] * 19)


def test_a_figure_that_is_no_number_is_never_the_best() -> None:
    assert merit({"validation_loss": float("nan")}, Figure.VALIDATION_LOSS) == -np.inf
    assert merit({"validation_loss": 0.4}, Figure.VALIDATION_LOSS) == -0.4
    assert merit({"auc": 0.4}, Figure.AUC) == 0.4
    assert plateaus([0.5, float("nan"), 0.4], Figure.LOSS, 2) == 0


@pytest.mark.parametrize(
    ("recipe", "kind"),
    [
        (OptimiserRecipe(), torch.optim.AdamW),
        (OptimiserRecipe(OptimiserName.ADAM), torch.optim.Adam),
        (OptimiserRecipe(OptimiserName.RMSPROP), torch.optim.RMSprop),
        (OptimiserRecipe(OptimiserName.SGD, 0.9, nesterov=True), torch.optim.SGD),
    ],
)
def test_each_optimiser_finds_the_bottom(recipe: OptimiserRecipe, kind: type) -> None:
    network = torch.nn.Linear(1, 1, bias=False)
    network.weight.data.fill_(1.0)
    optimiser = optimiser_for(network, dataclasses.replace(FITTING, optimiser=recipe))
    assert type(optimiser) is kind
    for _ in range(80):
        take_step(network, optimiser, (network.weight**2).sum(), 0.02, recipe.clip)
    assert abs(network.weight.item()) < 0.1
    if kind is torch.optim.SGD:
        assert optimiser.param_groups[0]["nesterov"]


def test_a_step_follows_the_rate_and_the_bound() -> None:
    network = torch.nn.Linear(1, 1, bias=False)
    network.weight.data.fill_(1.0)
    plain = OptimiserRecipe(OptimiserName.SGD)
    fitting = dataclasses.replace(FITTING, optimiser=plain, weight_decay=0.0)
    optimiser = optimiser_for(network, fitting)
    take_step(network, optimiser, 8 * network.weight.sum(), 0.01, clip=2.0)
    assert network.weight.item() == pytest.approx(1 - 0.01 * 2, rel=1e-4)
    take_step(network, optimiser, 8 * network.weight.sum(), 0.01, clip=0.0)
    assert network.weight.item() == pytest.approx(1 - 0.01 * 10, rel=1e-4)


def test_biases_do_not_decay_and_what_is_held_is_left_out() -> None:
    network = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Linear(2, 2))
    network[0].requires_grad_(False)
    optimiser = optimiser_for(network, dataclasses.replace(FITTING, weight_decay=0.3))
    kernels, others = optimiser.param_groups
    assert (kernels["weight_decay"], others["weight_decay"]) == (0.3, 0.0)
    assert kernels["params"] == [network[1].weight]
    assert others["params"] == [network[1].bias]


def test_without_averaging_the_weights_themselves_are_kept() -> None:
    network = torch.nn.Linear(1, 1, bias=False)
    average = WeightAverage(network, 0.0)
    network.weight.data.fill_(7.0)
    average.update(network)
    assert average.state["weight"].item() == 7.0


def test_bf16_is_taken_where_the_machine_has_it() -> None:
    cpu, cuda = torch.device("cpu"), torch.device("cuda")
    assert uses_bf16(Precision.AUTO, cuda)
    assert uses_bf16(Precision.AUTO, cpu) is cpu_has_bf16()
    assert not uses_bf16(Precision.AUTO, torch.device("mps"))
    assert uses_bf16(Precision.BF16, cpu)
    assert not uses_bf16(Precision.FP32, cuda)


def record(patient: str, label: str, split: str = "train", number: int = 0) -> Record:
    name = f"{patient}_{number}"
    return Record(name, "set", Path(name), None, label, f"set/{patient}", split)


def test_every_patient_is_held_out_once_and_labels_are_dealt_evenly() -> None:
    records = [record(f"p{n}", "sick" if n < 10 else "well", number=i)
               for n in range(30) for i in range(2)]  # fmt: skip
    records += [record("v", "sick", "val"), record("t", "sick", "test")]
    seen: list[str] = []
    for number in range(1, 6):
        folded = fold_records(records, Fold(number, 5), seed=3)
        assert len(folded) == 60
        held_out = {r.patient for r in folded if r.split == "val"}
        assert held_out.isdisjoint(r.patient for r in folded if r.split == "train")
        labels = [r.label for r in folded if r.split == "val"]
        assert (labels.count("sick"), labels.count("well")) == (4, 8)
        seen += held_out
    assert sorted(seen) == sorted({r.patient for r in records[:60]})
    again = fold_records(records, Fold(2, 5), seed=3)
    assert again == fold_records(records, Fold(2, 5), seed=3)
    assert again != fold_records(records, Fold(2, 5), seed=4)


def test_folds_are_written_as_a_share() -> None:
    assert parse_fold("2/5") == Fold(2, 5)
    for text in ("0/5", "6/5", "1/1", "2", "a/b", "-1/5", "1/5/5"):
        with pytest.raises(TrainingError, match="as in 1/5"):
            parse_fold(text)
    with pytest.raises(TrainingError, match="too few for 5 folds"):
        fold_records([record("a", "sick")], Fold(1, 5), 1)

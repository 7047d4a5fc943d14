"""The training loop: learns, resumes to the same result, and stops without loss."""

import dataclasses
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from medviewer.training.averaging import WeightAverage
from medviewer.training.checkpoint import RunState, load_checkpoint, save_checkpoint
from medviewer.training.dataset import WeightedBatches
from medviewer.training.fit import CHECKPOINT, Job, fit
from medviewer.training.manifest import read_manifests, select
from medviewer.training.recipe import Recipe, Stage, TrainingError

MakeJob = Callable[..., Job]


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture
def make_job(make_data: Callable, recipe: Recipe, tmp_path: Path) -> MakeJob:
    folder, _ = make_data(per_class=2)
    records = read_manifests([folder], recipe.class_labels)

    def make(run: str, workers: int = 0, **changes: object) -> Job:
        fitting = dataclasses.replace(recipe.training, **changes)  # type: ignore[arg-type]
        (tmp_path / run).mkdir(exist_ok=True)
        return Job(
            dataclasses.replace(recipe, training=fitting),
            select(records, "train"),
            select(records, "val"),
            tmp_path / run,
            torch.device("cpu"),
            workers,
        )

    return make


def silent(_line: str) -> None:
    pass


def test_a_resumed_run_equals_an_uninterrupted_one(make_job: MakeJob) -> None:
    whole = fit(make_job("whole"), resume=False, report=silent)
    lines: list[str] = []

    def interrupt(line: str) -> None:
        lines.append(line)
        os.kill(os.getpid(), signal.SIGTERM)

    broken = fit(make_job("broken"), resume=False, report=interrupt)
    assert (broken.epoch, len(lines)) == (1, 1)
    # The other number of workers: the order in which pictures are made must not matter.
    resumed = fit(make_job("broken", workers=1), resume=True, report=silent)
    assert resumed.epoch == whole.epoch == 2
    for part in ("network", "averaged", "best"):
        ours, theirs = getattr(whole, part), getattr(resumed, part)
        assert ours.keys() == theirs.keys()
        assert all(torch.equal(ours[k], theirs[k]) for k in ours), part
    assert resumed.history == whole.history
    assert resumed.best_size == 48


def test_a_tiny_set_is_learnt_by_heart(make_job: MakeJob) -> None:
    job = make_job(
        "heart", draws_per_epoch=48, learning_rate=5e-3, averaging=0.9, stages=(Stage(48, 8),)
    )
    # Validated on what it was trained on.
    job = dataclasses.replace(job, val=job.train)
    figures = fit(job, resume=False, report=silent).history
    assert figures[-1]["loss"] < 0.6 * figures[0]["loss"]
    assert figures[-1]["lesion_dice"] > 0.85
    assert figures[-1]["balanced_accuracy"] > 0.6


def test_a_diverged_loss_keeps_the_checkpoint_before(make_job: MakeJob) -> None:
    job = make_job("diverged")

    def poison(_line: str) -> None:
        state = load_checkpoint(job.folder / CHECKPOINT)
        state.network["mask_head.bias"].fill_(float("nan"))
        save_checkpoint(state, job.folder / "poisoned.pt")
        os.kill(os.getpid(), signal.SIGTERM)

    fit(job, resume=False, report=poison)
    good = (job.folder / CHECKPOINT).read_bytes()
    (job.folder / "poisoned.pt").replace(job.folder / CHECKPOINT)
    poisoned = (job.folder / CHECKPOINT).read_bytes()
    assert poisoned != good
    with pytest.raises(TrainingError, match="diverged in epoch 2, step 1"):
        fit(job, resume=True, report=silent)
    assert (job.folder / CHECKPOINT).read_bytes() == poisoned


def test_a_run_that_is_done_returns_at_once(make_job: MakeJob) -> None:
    done = fit(make_job("done"), resume=False, report=silent)
    lines: list[str] = []
    again = fit(make_job("done"), resume=True, report=lines.append)
    assert again.epoch == done.epoch
    assert not lines


def test_a_damaged_and_a_missing_checkpoint(tmp_path: Path) -> None:
    path = tmp_path / CHECKPOINT
    with pytest.raises(TrainingError, match="no checkpoint to resume from"):
        load_checkpoint(path)
    save_checkpoint(RunState(epoch=3), path)
    assert load_checkpoint(path).epoch == 3
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(TrainingError, match="damaged"):
        load_checkpoint(path)


@pytest.mark.skipif(sys.platform == "win32", reason="a file size limit stands for a full disk")
def test_a_full_disk_keeps_the_checkpoint_before(tmp_path: Path) -> None:
    path = tmp_path / CHECKPOINT
    save_checkpoint(RunState(epoch=3), path)
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, before[1]))
    try:
        with pytest.raises(TrainingError, match="was not written"):
            save_checkpoint(RunState(epoch=4), path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert load_checkpoint(path).epoch == 3
    assert [p.name for p in tmp_path.iterdir()] == [CHECKPOINT]


def test_the_average_lags_behind_the_weights() -> None:
    network = torch.nn.Linear(1, 1, bias=False)
    network.weight.data.fill_(0.0)
    average = WeightAverage(network, decay=0.999)
    network.weight.data.fill_(1.0)
    average.update(network)  # the first step follows with decay 2/11
    assert average.state["weight"].item() == pytest.approx(1 - 2 / 11)


def test_drawing_follows_the_weights() -> None:
    batches = WeightedBatches(np.array([1.0, 2.0, 0.0, 5.0]), draws=80, batch=8, seed=1)
    drawn = [item[0] for batch in batches for item in batch]
    assert [drawn.count(i) for i in range(4)] == [10, 20, 0, 50]
    before = list(batches)
    assert before == list(batches)
    batches.epoch = 1
    assert before != list(batches)

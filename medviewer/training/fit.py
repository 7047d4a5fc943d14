"""The training loop."""

import math
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import numpy as np
import torch
from torch import nn
from torch.optim import Optimizer
from torch.utils.data import DataLoader
from tqdm import tqdm

from medviewer.networks import place
from medviewer.packs.pack import ModelPack
from medviewer.training import parallel
from medviewer.training.averaging import WeightAverage
from medviewer.training.beginning import held, load_state, new_network
from medviewer.training.checkpoint import RunState, load_checkpoint, save_checkpoint
from medviewer.training.dataset import (
    Item,
    PictureCache,
    PictureDataset,
    WeightedBatches,
    sampling_weights,
    start_worker,
)
from medviewer.training.losses import Criterion, class_weights
from medviewer.training.manifest import Record
from medviewer.training.mixing import mixed
from medviewer.training.optimisers import optimiser_for, take_step
from medviewer.training.precision import uses_bf16
from medviewer.training.recipe import Recipe, TrainingError
from medviewer.training.schedule import is_done, learning_rate, merit
from medviewer.training.transfer import hold
from medviewer.training.validation import validate

CHECKPOINT = "checkpoint.pt"


@dataclass(frozen=True)
class Job:
    """What is trained, on what and where.

    ``folder`` keeps checkpoint and cache, ``start`` is the pack whose weights it begins with,
    ``workers`` make the pictures.
    """

    recipe: Recipe
    train: list[Record]
    val: list[Record]
    folder: Path
    device: torch.device
    workers: int = 1
    start: ModelPack | None = None


@dataclass
class _Learner:
    """What changes while a run goes on. ``model`` is ``network``, shared between processes."""

    network: nn.Module
    model: nn.Module
    optimiser: Optimizer
    average: WeightAverage
    criterion: Criterion
    state: RunState


def fit(job: Job, *, resume: bool, report: Callable[[str], None] = print) -> RunState:
    """Train by the recipe, a checkpoint after every epoch.

    SIGTERM and SIGINT end the run after the running epoch, its checkpoint written; whether all
    that the recipe asks for is done then, ``schedule.is_done`` says of the state's history.
    Under torchrun each process takes its share of every batch; the first one writes.

    Raises:
        TrainingError: the loss diverged (the last good checkpoint is kept), there is nothing
            to resume, or the disk is full.
    """
    fitting = job.recipe.training
    path = job.folder / CHECKPOINT
    if job.device.type == "cuda":
        torch.backends.cudnn.benchmark = True  # sizes stay the same for an epoch at least
    learner = _start(job, path, resume, report)
    state = learner.state
    if is_done(fitting, state.history):
        return state
    data = _data(job)
    batches = WeightedBatches(
        sampling_weights(job.train, job.recipe.sampling),
        fitting.draws_per_epoch or len(job.train),
        fitting.batch,
        fitting.seed,
    )
    loader = _loader(job, data, batches)
    with _stop_requests() as stopped:
        while not is_done(fitting, state.history):
            if parallel.any_of(stopped(), job.device):
                break
            started = time.monotonic()
            batches.epoch, batches.size = state.epoch, fitting.size_at(state.epoch)
            # Dropout's chance too depends on the epoch alone, so that a resumed run repeats it.
            torch.manual_seed(fitting.seed * 100_003 + state.epoch)
            loss = _train_epoch(job, learner, loader)
            figures = {"loss": loss}
            if parallel.rank() == 0:
                figures |= validate(job, learner.average.state, data, batches.size,
                                    learner.criterion)  # fmt: skip
            figures = parallel.from_first(figures)
            state.seconds += time.monotonic() - started
            _keep(job, learner, batches.size, figures)
            if parallel.rank() == 0:
                save_checkpoint(state, path)
                report(_line(state, fitting.epochs))
    return state


def _start(job: Job, path: Path, resume: bool, report: Callable[[str], None]) -> _Learner:
    """The network and all that belongs to it, as new or as a checkpoint left it."""
    recipe, fitting = job.recipe, job.recipe.training
    torch.manual_seed(fitting.seed)
    quiet: Callable[[str], None] = lambda _: None  # noqa: E731
    first = parallel.rank() == 0 and not resume
    start = None if resume else job.start
    network = place(new_network(recipe, start, report if first else quiet), job.device)
    hold(network, held(recipe.network))
    model = parallel.shared(network, job.device)
    optimiser = optimiser_for(network, fitting)
    average = WeightAverage(network, fitting.averaging)
    state = RunState()
    if resume:
        state = load_checkpoint(path)
        load_state(network, state.network, path)
        try:
            optimiser.load_state_dict(state.optimiser)
        except (ValueError, KeyError):
            raise TrainingError(
                f"{path}: the checkpoint is of another optimiser than the recipe's."
            ) from None
        average.restore(state.averaged, state.averaged_steps, job.device)
    found = [r.label for r in job.train if r.label_certain]
    weights = class_weights(fitting.loss, recipe.class_labels, found)
    return _Learner(network, model, optimiser, average, Criterion(fitting, weights), state)


def _data(job: Job) -> PictureDataset:
    recipe, records = job.recipe, [*job.train, *job.val]
    number = f"-{parallel.rank()}" if parallel.rank() else ""
    cache = PictureCache(records, recipe.input, job.folder / f"pictures{number}.npy")
    fitting = recipe.training
    return PictureDataset(
        records,
        cache,
        recipe.input,
        fitting.augmentation,
        recipe.class_labels,
        fitting.seed,
        fitting.moves,
    )


class _OwnShare:
    """This process's part of each batch."""

    def __init__(self, batches: WeightedBatches) -> None:
        self._batches = batches

    def __len__(self) -> int:
        return len(self._batches)

    def __iter__(self) -> Iterator[list[Item]]:
        for batch in self._batches:
            yield batch[parallel.rank() :: parallel.count()]


def _loader(job: Job, data: PictureDataset, batches: WeightedBatches) -> DataLoader:
    if job.recipe.training.batch < parallel.count():
        raise TrainingError(
            f"{parallel.count()} processes cannot share a batch of "
            f"{job.recipe.training.batch}; start fewer."
        )
    return DataLoader(
        data,
        batch_sampler=_OwnShare(batches),  # type: ignore[arg-type]
        num_workers=job.workers,
        persistent_workers=job.workers > 0,
        pin_memory=job.device.type == "cuda",
        worker_init_fn=start_worker,
        # A fork would inherit the locks of the network library's and OpenCV's threads.
        multiprocessing_context="spawn" if job.workers else None,
    )


def _train_epoch(job: Job, learner: _Learner, loader: DataLoader) -> float:
    fitting, history = job.recipe.training, learner.state.history
    epoch, steps = learner.state.epoch, len(loader)
    bf16 = uses_bf16(fitting.precision, job.device)
    losses: list[float] = []
    learner.network.train()
    hold(learner.network, held(job.recipe.network))
    quiet = True if parallel.rank() else None
    bar = tqdm(loader, desc=f"epoch {epoch + 1}/{fitting.epochs}", disable=quiet, leave=False)
    for number, batch in enumerate(bar):
        picture, mask, label = (batch[part] for part in ("picture", "mask", "label"))
        if fitting.mixing:
            picture, mask, label = mixed(picture, mask, label, fitting.mixing)
        picture = picture.to(job.device, non_blocking=True, memory_format=torch.channels_last)
        mask, label = (t.to(job.device, non_blocking=True) for t in (mask, label))
        with torch.autocast(job.device.type, torch.bfloat16, enabled=bf16):
            output = learner.model(picture)
        loss = learner.criterion(output, mask, label)
        losses.append(loss.item())
        if not math.isfinite(losses[-1]):
            raise _diverged(job, batch, f"epoch {epoch + 1}, step {number + 1}")
        rate = learning_rate(fitting, epoch, number, steps, history)
        take_step(learner.network, learner.optimiser, loss, rate, fitting.optimiser.clip)
        learner.average.update(learner.network)
    return parallel.mean(float(np.mean(losses)), job.device)


def _diverged(job: Job, batch: dict[str, torch.Tensor], where: str) -> TrainingError:
    """Why a loss is no number: a picture that is none, or a rate too high."""
    bad = ~torch.isfinite(batch["picture"]).flatten(1).all(1)
    if bad.any():
        record = job.train[int(batch["index"][bad][0])]
        return TrainingError(
            f"{record.image}: the picture {record.id} holds values that are no numbers; the "
            "checkpoint of the epoch before is kept. Mend the picture or take it out."
        )
    return TrainingError(
        f"The loss diverged in {where}; the checkpoint of the epoch before is kept. Lower "
        "training.learning_rate in the recipe."
    )


def _keep(job: Job, learner: _Learner, size: int, figures: dict[str, float]) -> None:
    """Move the epoch's outcome into the state."""
    state, average = learner.state, learner.average
    state.epoch += 1
    state.network = learner.network.state_dict()
    state.optimiser = learner.optimiser.state_dict()
    state.averaged, state.averaged_steps = average.state, average.steps
    state.history.append({"epoch": state.epoch, "size": size, **figures})
    score = merit(figures, job.recipe.training.keep)
    # Scores at different sizes do not compare; the last size is that of prediction.
    if size != state.best_size or score > state.best_score:
        state.best = {k: v.detach().cpu().clone() for k, v in average.state.items()}
        state.best_epoch, state.best_size, state.best_score = state.epoch, size, score


def _line(state: RunState, epochs: int) -> str:
    row = state.history[-1]
    shown = ", ".join(
        f"{k.replace('_', ' ')} {v:.3f}" for k, v in row.items() if k not in ("epoch", "size")
    )
    return (
        f"epoch {state.epoch}/{epochs} at {row['size']:.0f} px, {state.seconds / 60:.1f} min: "
        f"{shown}"
    )


@contextmanager
def _stop_requests() -> Iterator[Callable[[], bool]]:
    """Turn SIGINT and SIGTERM into a question that the loop asks after each epoch."""
    asked = False

    def remember(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True

    before = {s: signal.signal(s, remember) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

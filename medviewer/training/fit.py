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
from torch.utils.data import DataLoader
from tqdm import tqdm

from medviewer.networks import build, place
from medviewer.packs.pack import ModelPack
from medviewer.training.checkpoint import RunState, load_checkpoint, save_checkpoint
from medviewer.training.dataset import (
    PictureCache,
    PictureDataset,
    WeightedBatches,
    sampling_weights,
    start_worker,
)
from medviewer.training.losses import joint_loss
from medviewer.training.manifest import Record
from medviewer.training.recipe import Recipe, TrainingError
from medviewer.training.transfer import hold, take_over
from medviewer.training.validation import validate

CHECKPOINT = "checkpoint.pt"
_WARM_UP = 0.08  # share of all steps over which the learning rate rises
_CLIP = 5.0  # bound of the gradient's norm


@dataclass(frozen=True)
class Job:
    """What is trained, on what and where.

    ``folder`` keeps checkpoint and cache, ``start`` is the pack whose weights it begins with.
    """

    recipe: Recipe
    train: list[Record]
    val: list[Record]
    folder: Path
    device: torch.device
    workers: int = 1
    start: ModelPack | None = None


class WeightAverage:
    """Exponential moving average of weights and batch-norm statistics (Polyak averaging)."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.state = {k: v.detach().clone() for k, v in network.state_dict().items()}
        self.decay, self.steps = decay, 0

    def update(self, network: nn.Module) -> None:
        self.steps += 1
        # Early on the average follows closely, so that untrained weights leave it soon.
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for key, value in network.state_dict().items():
                if value.is_floating_point():
                    self.state[key].lerp_(value, 1 - decay)
                else:
                    self.state[key].copy_(value)


def learning_rate(step: int, steps: int, highest: float) -> float:
    """Linear rise, then a half cosine down to a hundredth (Loshchilov & Hutter, ICLR 2017)."""
    rise = max(_WARM_UP * steps, 1)
    if step < rise:
        return highest * (step + 1) / (rise + 1)
    share = (step - rise) / max(steps - rise, 1)
    return highest * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(share, 1.0))))


def fit(job: Job, *, resume: bool, report: Callable[[str], None] = print) -> RunState:
    """Train by the recipe, a checkpoint after every epoch.

    SIGTERM and SIGINT end the run after the running epoch, its checkpoint written; the state
    returned then has ``epoch`` below the recipe's.

    Raises:
        TrainingError: the loss diverged (the last good checkpoint is kept), there is nothing
            to resume, or the disk is full.
    """
    fitting = job.recipe.training
    path = job.folder / CHECKPOINT
    torch.manual_seed(fitting.seed)
    network = build(job.recipe.network.name, job.recipe.network.arguments)
    if job.start is not None and not resume:
        taken, of = take_over(network, job.start)
        report(f"Starting from {job.start.id} {job.start.version}: {taken:,} of {of:,} values.")
    hold(network, job.recipe.network.frozen)
    network = place(network, job.device)
    optimiser = torch.optim.AdamW(_parameter_groups(network, fitting.weight_decay))
    average = WeightAverage(network, fitting.averaging)
    state = load_checkpoint(path) if resume else RunState()
    if resume:
        _restore(state, network, optimiser, average, job)
    if state.epoch >= fitting.epochs:
        return state
    records = [*job.train, *job.val]
    cache = PictureCache(records, job.recipe.input, job.folder / "pictures.npy")
    data = PictureDataset(
        records,
        cache,
        job.recipe.input,
        fitting.augmentation,
        job.recipe.class_labels,
        fitting.seed,
    )
    batches = WeightedBatches(
        sampling_weights(job.train, job.recipe.sampling),
        fitting.draws_per_epoch,
        fitting.batch,
        fitting.seed,
    )
    loader = _loader(job, data, batches)
    with _stop_requests() as stopped:
        while state.epoch < fitting.epochs and not stopped():
            started = time.monotonic()
            batches.epoch, batches.size = state.epoch, fitting.size_at(state.epoch)
            # Dropout's chance too depends on the epoch alone, so that a resumed run repeats it.
            torch.manual_seed(fitting.seed * 100_003 + state.epoch)
            loss = _train_epoch(job, network, optimiser, average, loader, state.epoch)
            figures = validate(job, average.state, data, batches.size)
            state.seconds += time.monotonic() - started
            _keep(state, network, optimiser, average, batches.size, figures | {"loss": loss})
            save_checkpoint(state, path)
            report(_line(state, fitting.epochs))
    return state


def _loader(job: Job, data: PictureDataset, batches: WeightedBatches) -> DataLoader:
    return DataLoader(
        data,
        batch_sampler=batches,  # type: ignore[arg-type]
        num_workers=job.workers,
        persistent_workers=job.workers > 0,
        worker_init_fn=start_worker,
        # A fork would inherit the locks of the network library's and OpenCV's threads.
        multiprocessing_context="spawn" if job.workers else None,
    )


def _restore(
    state: RunState,
    network: nn.Module,
    optimiser: torch.optim.Optimizer,
    average: WeightAverage,
    job: Job,
) -> None:
    try:
        network.load_state_dict(state.network)
        optimiser.load_state_dict(state.optimiser)
    except (RuntimeError, ValueError, KeyError):
        raise TrainingError(
            f"{job.folder / CHECKPOINT}: the checkpoint is of another network than the recipe's."
        ) from None
    average.state = {k: v.to(job.device) for k, v in state.averaged.items()}
    average.steps = state.averaged_steps


def _train_epoch(
    job: Job,
    network: nn.Module,
    optimiser: torch.optim.Optimizer,
    average: WeightAverage,
    loader: DataLoader,
    epoch: int,
) -> float:
    fitting = job.recipe.training
    steps = len(loader)
    losses: list[float] = []
    network.train()
    hold(network, job.recipe.network.frozen)
    bar = tqdm(loader, desc=f"epoch {epoch + 1}/{fitting.epochs}", disable=None, leave=False)
    for number, batch in enumerate(bar):
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(
                epoch * steps + number, fitting.epochs * steps, fitting.learning_rate
            )
        picture = batch["picture"].to(job.device, memory_format=torch.channels_last)
        with torch.autocast(job.device.type, torch.bfloat16, enabled=job.device.type == "cuda"):
            output = network(picture)
        loss = joint_loss(
            output,
            batch["mask"].to(job.device),
            batch["label"].to(job.device),
            fitting.class_weight,
            fitting.label_smoothing,
        )
        losses.append(loss.item())
        if not math.isfinite(losses[-1]):
            raise TrainingError(
                f"The loss diverged in epoch {epoch + 1}, step {number + 1}; the checkpoint of "
                "the epoch before is kept. Lower training.learning_rate in the recipe."
            )
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), _CLIP)
        optimiser.step()
        average.update(network)
    return float(np.mean(losses))


def _parameter_groups(network: nn.Module, decay: float) -> list[dict[str, object]]:
    """Weight decay for matrices and kernels only, not for biases and norms."""
    learning = [p for p in network.parameters() if p.requires_grad]
    kernels = [p for p in learning if p.ndim > 1]
    others = [p for p in learning if p.ndim <= 1]
    return [
        {"params": kernels, "weight_decay": decay},
        {"params": others, "weight_decay": 0.0},
    ]


def _keep(
    state: RunState,
    network: nn.Module,
    optimiser: torch.optim.Optimizer,
    average: WeightAverage,
    size: int,
    figures: dict[str, float],
) -> None:
    """Move the epoch's outcome into the state."""
    state.epoch += 1
    state.network = network.state_dict()
    state.optimiser = optimiser.state_dict()
    state.averaged, state.averaged_steps = average.state, average.steps
    state.history.append({"epoch": state.epoch, "size": size, **figures})
    # Scores at different sizes do not compare; the last size is that of prediction.
    if size != state.best_size or figures["score"] > state.best_score:
        state.best = {k: v.detach().cpu().clone() for k, v in average.state.items()}
        state.best_epoch, state.best_size = state.epoch, size
        state.best_score = figures["score"]


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

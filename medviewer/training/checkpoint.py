"""Resumable checkpoints: written whole or not at all."""

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from medviewer.files import atomic_writer, why
from medviewer.training.recipe import TrainingError


@dataclass
class RunState:
    """Everything a run needs to go on: saved after every epoch.

    ``history`` holds a row of figures an epoch; ``best`` the averaged weights with the
    highest validation score at ``best_size``, ``seconds`` the training time so far.
    """

    epoch: int = 0
    network: dict[str, torch.Tensor] = field(default_factory=dict)
    averaged: dict[str, torch.Tensor] = field(default_factory=dict)
    averaged_steps: int = 0
    optimiser: dict[str, Any] = field(default_factory=dict)
    best: dict[str, torch.Tensor] = field(default_factory=dict)
    best_epoch: int = 0
    best_size: int = 0
    best_score: float = float("-inf")
    history: list[dict[str, float]] = field(default_factory=list)
    seconds: float = 0.0


def save_checkpoint(state: RunState, path: Path) -> None:
    """Write the state; after a crash or on a full disk the one before is still whole.

    Raises:
        TrainingError: the file cannot be written.
    """
    try:
        with atomic_writer(path) as stream:
            torch.save({f.name: getattr(state, f.name) for f in dataclasses.fields(state)}, stream)
    except (OSError, RuntimeError) as error:
        # torch reports a full disk as RuntimeError when its archive cannot be finished.
        reason = why(error) if isinstance(error, OSError) else "the disk may be full."
        raise TrainingError(
            f"{path}: the checkpoint was not written: {reason} The one before is kept; go on "
            "with --resume."
        ) from None


def load_checkpoint(path: Path) -> RunState:
    """Read a state written by ``save_checkpoint``.

    Raises:
        TrainingError: there is none, or it is damaged.
    """
    if not path.is_file():
        raise TrainingError(f"{path}: there is no checkpoint to resume from.")
    try:
        return RunState(**torch.load(path, map_location="cpu", weights_only=True))
    except Exception as error:  # noqa: BLE001  torch raises many kinds for a damaged archive
        raise TrainingError(
            f"{path}: the checkpoint is damaged ({type(error).__name__}); start without --resume."
        ) from None

"""From a recipe and data folders to a finished pack."""

import importlib.util
from collections.abc import Callable, Sequence
from pathlib import Path

import torch

from medviewer.packs.registry import find_pack
from medviewer.training.fit import CHECKPOINT, Job, fit
from medviewer.training.manifest import assign, read_manifests, select
from medviewer.training.recipe import Recipe, TrainingError

RUN_FOLDER = "run"
"""Inside the pack's folder: checkpoint, picture cache and curves of the run."""


_EXTRA = ("sklearn", "matplotlib", "tomli_w")


def require_extra() -> None:
    """Say at the start, not after an hour, that the libraries of training are missing.

    Raises:
        TrainingError: one of them is not installed.
    """
    missing = [name for name in _EXTRA if importlib.util.find_spec(name) is None]
    if missing:
        raise TrainingError(
            f"Training and evaluation need {', '.join(missing)}; install them with "
            "pip install 'medviewer[train]'."
        )


def choose_device(name: str) -> torch.device:
    """``auto`` takes a graphics card if there is one.

    Raises:
        TrainingError: the device asked for is not there.
    """
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    if name == "cuda" and not torch.cuda.is_available():
        raise TrainingError("There is no CUDA graphics card here; use --device cpu.")
    if name == "mps" and not torch.backends.mps.is_available():
        raise TrainingError("There is no Apple graphics processor here; use --device cpu.")
    return torch.device(name)


def train(
    recipe: Recipe,
    data: Sequence[Path],
    out: Path,
    *,
    device: str = "auto",
    resume: bool = False,
    report: Callable[[str], None] = print,
) -> bool:
    """Train and, once all epochs are done, write the pack.

    Returns:
        True if the pack is finished, False if the run was asked to stop before.

    Raises:
        TrainingError: recipe, data or machine do not allow it, or ``out`` holds a run
            already and ``resume`` is False.
    """
    require_extra()
    records = assign(read_manifests(data, recipe.class_labels, recipe.truth), recipe.sampling)
    folder = out / RUN_FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TrainingError(f"{folder}: {error.strerror or 'cannot be made'}.") from None
    if (folder / CHECKPOINT).exists() and not resume:
        raise TrainingError(
            f"{folder} holds the checkpoint of an earlier run; go on with --resume, or choose "
            "another --out."
        )
    job = Job(
        recipe=recipe,
        train=select(records, "train"),
        val=select(records, "val"),
        folder=folder,
        device=choose_device(device),
        start=find_pack(recipe.network.start_from) if recipe.network.start_from else None,
    )
    state = fit(job, resume=resume, report=report)
    if state.epoch < recipe.training.epochs:
        report(f"Stopped after epoch {state.epoch}; go on with --resume.")
        return False
    from medviewer.training.finish import finish

    finish(job, state, records, out, report)
    return True

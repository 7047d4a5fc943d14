"""From a recipe and data folders to a finished pack."""

import contextlib
import importlib.util
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import torch

from medviewer.training import parallel
from medviewer.training.beginning import find_beside, with_mask_pack
from medviewer.training.fit import CHECKPOINT, Job, fit
from medviewer.training.folds import Fold, fold_records
from medviewer.training.manifest import assign, read_manifests, read_others, select
from medviewer.training.recipe import Recipe, TrainingError
from medviewer.training.record import check_form, write_record
from medviewer.training.schedule import is_done

RUN_FOLDER = "run"
"""Inside the pack's folder: checkpoint, picture cache and curves of the run."""


_MOST_WORKERS = 4
_EXTRA = ("sklearn", "matplotlib", "tomli_w")


def discard_pictures(folder: Path) -> None:
    """Delete the decoded pictures of a finished run; they are large, and made anew on demand."""
    for file in folder.glob("pictures*.npy"):
        with contextlib.suppress(OSError):  # Windows keeps a file that is still mapped
            file.unlink()


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


def workers_for(device: torch.device) -> int:
    """Processes that make pictures: a processor trains no faster than one makes them."""
    if device.type == "cpu":
        return 1
    return max(min((os.cpu_count() or 1) // parallel.count() - 1, _MOST_WORKERS), 1)


def train(
    recipe: Recipe,
    data: Sequence[Path],
    out: Path,
    *,
    others: Sequence[Path] = (),
    device: str = "auto",
    resume: bool = False,
    fold: Fold | None = None,
    report: Callable[[str], None] = print,
) -> bool:
    """Train and, once all epochs are done, write the pack.

    Args:
        recipe: what to train.
        data: folders with a ``manifest.csv``.
        out: folder of the pack.
        others: folders with the data of other tasks, to teach the pack what to refuse.
        device: ``auto``, ``cpu``, ``cuda`` or ``mps``.
        resume: go on from the checkpoint in ``out``.
        fold: train on the training part without this fold and validate on that, for
            cross-validation; the test part is not touched.
        report: gets a line at a time.

    Returns:
        True if the pack is finished, False if the run was asked to stop before.

    Raises:
        TrainingError: recipe, data or machine do not allow it, or ``out`` holds a run
            already and ``resume`` is False.
    """
    require_extra()
    beside = out.resolve().parent
    recipe = with_mask_pack(recipe, beside)
    records = assign(read_manifests(data, recipe.class_labels, recipe.truth), recipe.sampling)
    foreign = read_others(others, records)
    if fold is not None:
        records = fold_records(records, fold, recipe.training.seed)
    folder = out / RUN_FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TrainingError(f"{folder}: {error.strerror or 'cannot be made'}.") from None
    if (folder / CHECKPOINT).exists():
        if not resume:
            raise TrainingError(
                f"{folder} holds the checkpoint of an earlier run; go on with --resume, or choose "
                "another --out."
            )
        check_form(folder, recipe)
    with parallel.processes(choose_device(device)) as own_device:
        job = Job(
            recipe=recipe,
            train=select(records, "train"),
            val=select(records, "val"),
            folder=folder,
            device=own_device,
            workers=workers_for(own_device),
            start=find_beside(recipe.network.start_from, beside),
        )
        first = parallel.rank() == 0
        if first:
            write_record(folder, recipe, records, job.start)
        state = fit(job, resume=resume, report=report)
    if not is_done(recipe.training, state.history):
        if first:
            report(f"Stopped after epoch {state.epoch}; go on with --resume.")
        return False
    if first:
        from medviewer.training.finish import finish

        pack = finish(job, state, records, out, report)
        if foreign:
            from medviewer.training.install_gate import install_gate

            install_gate(pack, records, foreign, own_device.type, report)
        discard_pictures(folder)
    return True

"""From a finished run to a pack: weights, rules, figures, card."""

import dataclasses
import hashlib
import json
import platform
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save

from medviewer import __version__
from medviewer.packs.pack import WEIGHTS_FILE, ModelPack, PackSegment
from medviewer.packs.postprocess import softmax
from medviewer.packs.writer import save_pack
from medviewer.training.calibration import (
    fit_rules,
    fit_temperature,
    labelled,
    operating_points,
)
from medviewer.training.card import model_card
from medviewer.training.checkpoint import RunState
from medviewer.training.curves import write_figures, write_file, write_history
from medviewer.training.drawings import write_cases
from medviewer.training.evaluation import (
    Case,
    Figures,
    decide_cases,
    measure_groups,
    protocol,
)
from medviewer.training.fit import Job
from medviewer.training.fitting import Figure
from medviewer.training.manifest import Record
from medviewer.training.precision import uses_bf16
from medviewer.training.predictions import answers
from medviewer.training.recipe import Recipe
from medviewer.training.table import table


def finish(
    job: Job,
    state: RunState,
    records: Sequence[Record],
    out: Path,
    report: Callable[[str], None] = print,
) -> ModelPack:
    """Write the pack of a run's best epoch into ``out``.

    Temperature, rules and operating points are fitted on the validation part; the test part,
    where there is one, is measured once with everything fixed.

    Raises:
        PackError, TrainingError: the folder cannot be written.
    """
    report(f"Finishing the pack from epoch {state.best_epoch} at {state.best_size} px.")
    pack = _draft(job.recipe, state, out)
    pack, val = _fit_on_validation(job, pack)
    cases = {"val": val}
    if test := [r for r in records if r.split == "test"]:
        found = answers(pack, test, job.device.type)
        cases = {"test": list(decide_cases(pack, found)), "val": val}
    splits = {split: measure_groups(pack, members) for split, members in cases.items()}
    shown = next(iter(cases))
    outlined = write_cases(cases[shown], f"{pack.title}, {shown}", out / "cases.png")
    _write_evaluation(job, state, pack, splits, records, shown if outlined else None)
    for row in table(splits[shown]):
        report(f"{shown} {row[0]:>14}  {row[1]:<32} n={row[2]:<4} {row[3]}")
    report(f"The pack {pack.id} {pack.version} is in {out}.")
    return pack


def pack_weights(state: dict[str, torch.Tensor]) -> bytes:
    """Weights as safetensors: kernels in half precision, norms and biases as they are."""
    return save({k: (v.half() if v.ndim > 1 else v).contiguous().cpu() for k, v in state.items()})


def _draft(recipe: Recipe, state: RunState, out: Path) -> ModelPack:
    """Write the weights and the pack as it is before anything is fitted on validation."""
    weights = pack_weights(state.best)
    write_file(out / WEIGHTS_FILE, weights)
    header = {f.name: getattr(recipe.pack, f.name) for f in dataclasses.fields(recipe.pack)}
    return ModelPack(
        **header,
        input=recipe.input.rule(state.best_size),
        network_name=recipe.network.name,
        network_arguments=recipe.network.arguments,
        classes=recipe.classes,
        segments=tuple(
            PackSegment(s.segment(), 0.5, largest_part=s.largest_part) for s in recipe.segments
        ),
        operating_points=(),
        default_operating_point="balanced" if recipe.classes else "",
        truth=recipe.truth,
        weights_sha256=hashlib.sha256(weights).hexdigest(),
        folder=out,
    )


def _fit_on_validation(job: Job, pack: ModelPack) -> tuple[ModelPack, list[Case]]:
    """Fit what is fitted on validation, write ``pack.toml``, decide the validation part."""
    decision = job.recipe.decision
    found = list(answers(pack, job.val, job.device.type))
    if pack.classes:
        logits, labels = labelled(found, pack.class_labels)
        pack = dataclasses.replace(pack, temperature=round(fit_temperature(logits, labels), 4))
    tuning = [a for a in found if a.record.dataset == decision.tuned_on] or found
    pack = fit_rules(pack, tuning, decision.absent_class)
    if pack.classes:
        points = operating_points(
            softmax(logits / pack.temperature),
            labels,
            pack.class_labels,
            decision,
            "validation of " + " + ".join(sorted({a.record.dataset for a in found})),
        )
        pack = dataclasses.replace(pack, operating_points=points)
    pack = save_pack(pack)
    return pack, list(decide_cases(pack, found))


def _write_evaluation(
    job: Job,
    state: RunState,
    pack: ModelPack,
    splits: dict[str, dict[str, Figures]],
    records: Sequence[Record],
    drawn: str | None,
) -> None:
    """Write ``evaluation.json``, the pictures of it and the card."""
    counts: dict[str, dict[str, int]] = {}
    for record in records:
        by_split = counts.setdefault(record.dataset, {})
        by_split[record.split] = by_split.get(record.split, 0) + 1
    made = _made(job, state)
    write_history(state.history, pack.folder)
    for split, groups in splits.items():
        for name, figures in groups.items():
            if "classification" in figures and name == job.recipe.decision.tuned_on:
                write_figures(
                    figures["classification"],
                    job.recipe.decision.positive_class or "",
                    f"{pack.title}: {name}, {split}",
                    pack.folder / f"{split}.png",
                )
    write_json(evaluation(pack, splits) | {"training": made}, pack.folder / "evaluation.json")
    card = model_card(pack, job.recipe.data, counts, splits, made, drawn)
    write_file(pack.folder / "MODEL_CARD.md", card.encode())


def evaluation(pack: ModelPack, splits: dict[str, dict[str, Figures]]) -> dict[str, Any]:
    """What ``evaluation.json`` says of a pack."""
    return {
        "pack": {
            "id": pack.id,
            "version": pack.version,
            "weights_sha256": pack.weights_sha256,
        },
        "program": __version__,
        "protocol": protocol(pack),
        "splits": splits,
    }


def write_json(content: dict[str, Any], file: Path) -> None:
    """Write JSON whole or not at all, numbers to six decimals."""
    write_file(file, (json.dumps(_rounded(content), indent=1) + "\n").encode())


def _rounded(content: Any) -> Any:
    # What lies beyond is rounding that changes with the number of threads.
    if isinstance(content, dict):
        return {key: _rounded(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_rounded(value) for value in content]
    return round(content, 6) if isinstance(content, float) else content


def _begun(job: Job) -> dict[str, str]:
    network = job.recipe.network
    held = ", ".join(network.frozen)
    if network.mask_pack is not None:
        return {"Reads": f"the masks of the pack {Path(network.mask_pack).name}, held as they were"}
    if network.published is not None:
        return {"Begun with": f"published weights ({Path(network.published).name}); held: {held}"}
    if job.start is None:
        return {}
    return {
        "Begun with": f"the weights of {job.start.id} {job.start.version} "
        f"({job.start.weights_sha256[:12]}…), trained by ourselves"
        + (f"; held as they were: {held}" if held else "")
    }


def _made(job: Job, state: RunState) -> dict[str, str]:
    fitting = job.recipe.training
    draws = fitting.draws_per_epoch or len(job.train)
    sizes = Counter(int(row["size"]) for row in state.history)
    stages = ", ".join(f"{n} epochs at {size} px" for size, n in sizes.items())
    kind = (
        torch.cuda.get_device_name(job.device)
        if job.device.type == "cuda"
        else (f"{platform.machine()} processor, threads: {torch.get_num_threads()}")
    )
    return {
        "Trained by": f"MedViewer {__version__}, torch {torch.__version__}, Python "
        f"{platform.python_version()}",
        "Machine": kind,
        "Time": f"{state.seconds / 60:.0f} minutes",
        "Form": job.recipe.form,
        **_begun(job),
        "Course": f"{stages}; {draws} pictures an epoch, batch {fitting.batch}, "
        f"{fitting.optimiser.name.said}, learning rate up to {fitting.learning_rate:g}"
        + (", averaged weights" if fitting.averaging else ""),
        "Kept": f"epoch {state.best_epoch} at {state.best_size} px, {_kept(job, state)}",
        "Forward pass": "bf16" if uses_bf16(fitting.precision, job.device) else "fp32",
        "Seed": str(fitting.seed),
    }


def _kept(job: Job, state: RunState) -> str:
    """The figure by which the epoch was kept."""
    figure = job.recipe.training.keep
    said = "validation score" if figure is Figure.SCORE else figure.replace("_", " ")
    return f"{said} {abs(state.best_score):.3f}"

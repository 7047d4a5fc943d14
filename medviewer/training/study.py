"""A study of transfer: each network with each amount of data, from scratch and from bone."""

import csv
import dataclasses
import io
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from medviewer.training.curves import save_figure, write_file
from medviewer.training.fitting import Stage
from medviewer.training.recipe import (
    Recipe,
    Sampling,
    TrainingError,
    from_table,
    has_small_form,
    load_recipe,
)
from medviewer.training.record import RECORD
from medviewer.training.run import RUN_FOLDER
from medviewer.training.several import Entry

BEGINNINGS = ("from scratch", "from bone")
_COLOURS = {"from scratch": "tab:grey", "from bone": "tab:blue"}
_COLUMNS = ("network", "begun", "amount", "pictures", "split", "patient", "dice")
_SPLITS = ("val", "test")
Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class NetworkOfStudy:
    """Recipes of the two organs; ``frozen``: modules held when it begins from bone."""

    name: str
    bone: str
    liver: str
    frozen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Study:
    """The table ``study``: what is compared, and the course that all runs share.

    ``amounts``: what of the training part is used, by its name.
    """

    title: str
    data: tuple[str, ...]
    stages: tuple[Stage, ...]
    batch: int
    draws_per_epoch: int
    networks: tuple[NetworkOfStudy, ...]
    amounts: dict[str, Sampling] = field(default_factory=dict)


def read_study(path: Path) -> Study:
    """Read a study.

    Raises:
        TrainingError: broken TOML, or a key that is missing, unknown or of the wrong kind.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8"))["study"]
        study: Study = from_table(table, Study)
    except (OSError, ValueError, KeyError) as error:
        raise TrainingError(f"{path}: not a study ({error}).") from None
    if not study.networks or not study.amounts or not study.stages:
        raise TrainingError(f"{path}: the study needs networks, amounts and stages.")
    return study


def entries(study: Study, folder: Path) -> list[Entry]:
    """The runs of a study, each network's bone before its livers; recipes lie in ``folder``."""
    runs = []
    for network in study.networks:
        bone = _recipe(study, folder / network.bone, f"{network.name}-bone", None)
        runs.append(Entry(bone, network.name, study.data, (), ()))
        for amount, sampling in study.amounts.items():
            for beginning in BEGINNINGS:
                start = bone.pack.id if beginning == "from bone" else None
                name = _run_id(network.name, beginning, amount)
                recipe = _recipe(study, folder / network.liver, name, start, network.frozen)
                recipe = dataclasses.replace(recipe, sampling=sampling)
                needs = (bone.pack.id,) if start else ()
                runs.append(Entry(recipe, network.name, study.data, (), needs))
    return runs


def write_study(study: Study, out: Path) -> list[Path]:
    """Write ``study.csv``, ``study.md`` and ``study.png`` of the runs finished in ``out``."""
    lines = measured(study, out)
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    files = [out / f"study.{kind}" for kind in ("csv", "md", "png")]
    write_file(files[0], text.getvalue().encode())
    write_file(files[1], markdown(study, lines).encode())
    _draw(study, lines, files[2])
    return files


def measured(study: Study, out: Path) -> list[Line]:
    """A line a run, split and patient: the Dice of the patient's whole volume."""
    lines: list[Line] = []
    for network in study.networks:
        for amount in study.amounts:
            for beginning in BEGINNINGS:
                folder = out / _run_id(network.name, beginning, amount)
                try:
                    told = json.loads((folder / "evaluation.json").read_text("utf-8"))
                    record = json.loads((folder / RUN_FOLDER / RECORD).read_text("utf-8"))
                except (OSError, ValueError):
                    continue
                pictures = sum(n for k, n in record["pictures"].items() if k.endswith("/train"))
                common = {"network": network.name, "begun": beginning, "amount": amount,
                          "pictures": pictures}  # fmt: skip
                for split in _SPLITS:
                    (group,) = told["splits"][split].values()
                    dice = group["segmentation"]["volumes"]["by_patient"]
                    lines += [
                        common | {"split": split, "patient": patient, "dice": value}
                        for patient, value in dice.items()
                    ]
    return lines


def markdown(study: Study, lines: Sequence[Line]) -> str:
    """Mean Dice of the patients' volumes, and each patient's own, as a table."""
    rows = [
        f"# {study.title}",
        "",
        "Dice of a patient's whole volume: the mean, in brackets each patient. The same number of "
        "steps everywhere; `val` chose the epoch and the threshold, `test` was measured once.",
        "",
        "| network | data | slices | split | " + " | ".join(BEGINNINGS) + " | difference |",
        "| --- " * (4 + len(BEGINNINGS)) + "| --- |",
    ]
    for network in study.networks:
        for amount in study.amounts:
            for split in _SPLITS:
                cells = {b: _dice(lines, network.name, b, amount, split) for b in BEGINNINGS}
                if not any(cells.values()):
                    continue
                pictures = next(
                    line["pictures"]
                    for line in lines
                    if (line["network"], line["amount"]) == (network.name, amount)
                )
                said = [_said(cells[b]) for b in BEGINNINGS]
                both = [float(np.mean(list(cells[b].values()))) for b in BEGINNINGS if cells[b]]
                gain = f"{both[1] - both[0]:+.3f}" if len(both) == len(BEGINNINGS) else "-"
                row = (network.name, amount, str(pictures), split, *said, gain)
                rows.append("| " + " | ".join(row) + " |")
    return "\n".join(rows) + "\n"


def _recipe(
    study: Study, file: Path, name: str, start: str | None, frozen: tuple[str, ...] = ()
) -> Recipe:
    """A recipe, small where it can be, with the study's course and beginning."""
    recipe = load_recipe(file, small=has_small_form(file))
    fitting = dataclasses.replace(
        recipe.training,
        stages=study.stages,
        batch=study.batch,
        draws_per_epoch=study.draws_per_epoch,
        averaging=min(recipe.training.averaging, 0.99),  # the runs are short
    )
    network = dataclasses.replace(
        recipe.network, start_from=start, frozen=frozen if start is not None else ()
    )
    header = dataclasses.replace(recipe.pack, id=name, title=f"{recipe.pack.title}: {name}")
    return dataclasses.replace(recipe, pack=header, training=fitting, network=network)


def _run_id(network: str, beginning: str, amount: str) -> str:
    words = f"{network} {beginning} {amount}".replace("%", "percent").lower().split()
    return "-".join(words)


def _dice(
    lines: Sequence[Line], network: str, beginning: str, amount: str, split: str
) -> dict[str, float]:
    wanted = (network, beginning, amount, split)
    return {
        line["patient"]: line["dice"]
        for line in lines
        if (line["network"], line["begun"], line["amount"], line["split"]) == wanted
    }


def _said(dice: dict[str, float]) -> str:
    if not dice:
        return "not finished"
    each = ", ".join(f"{name} {value:.3f}" for name, value in dice.items())
    return f"{np.mean(list(dice.values())):.3f} ({each})"


def _draw(study: Study, lines: Sequence[Line], file: Path) -> None:
    """A panel a network and split: means as lines, patients as points."""
    figure = Figure(figsize=(9, 3.4 * len(study.networks)), layout="constrained")
    figure.suptitle(study.title)
    panels = figure.subplots(len(study.networks), len(_SPLITS), squeeze=False, sharey=True)
    for row, network in zip(panels, study.networks, strict=True):
        for axes, split in zip(row, _SPLITS, strict=True):
            _draw_panel(axes, study, lines, network.name, split)
    panels[0][-1].legend(loc="lower right")
    save_figure(figure, file)


def _draw_panel(axes: Axes, study: Study, lines: Sequence[Line], network: str, split: str) -> None:
    for beginning in BEGINNINGS:
        places, means = [], []
        for place, amount in enumerate(study.amounts):
            dice = list(_dice(lines, network, beginning, amount, split).values())
            if not dice:
                continue
            places.append(place)
            means.append(float(np.mean(dice)))
            axes.plot([place] * len(dice), dice, "o", color=_COLOURS[beginning], markersize=4)
        axes.plot(places, means, color=_COLOURS[beginning], label=beginning)
    axes.set(title=f"{network}, {split}", ylabel="Dice of the volume", ylim=(0, 1))
    axes.set_xticks(range(len(study.amounts)), list(study.amounts))
    axes.tick_params(axis="x", labelsize=8)

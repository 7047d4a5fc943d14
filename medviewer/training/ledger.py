"""The measured table: what each pack reached beside what is published for its task.

``published.toml`` says which rows there are and what is published; every figure of ours comes
from a pack's ``evaluation.json``. A row whose pack is not there says so.
"""

import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch

from medviewer.domain.errors import KnownError
from medviewer.networks import build
from medviewer.packs.pack import ModelPack, load_pack
from medviewer.training.curves import write_file
from medviewer.training.recipe import TrainingError
from medviewer.training.table import table

PUBLISHED = "published.toml"
REFERENCE = "reference"
"""Folder of the published systems' packs: measured and kept, offered to nobody."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of ours and what is published for it.

    ``name`` as ``medviewer evaluate`` prints it, on ``group`` of the split ``test``. ``said``:
    its name for people; empty: ``name``. ``short``: it stands in the short table too.
    ``patients``: the mean Dice of these patients alone.
    """

    name: str
    published: str = "-"
    said: str = ""
    group: str = ""
    short: bool = False
    patients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A pack of the table. ``group``: the data set whose ``test`` part it is measured on."""

    task: str
    pack: str
    recipe: str
    trained_on: str
    group: str
    figures: tuple[Figure, ...] = field(default=())


def read_rows(folder: Path) -> list[Row]:
    """The rows of the folder's ``published.toml``.

    Raises:
        TrainingError: the file is missing or broken.
    """
    path = folder / PUBLISHED
    try:
        rows = tomllib.loads(path.read_text("utf-8"))["row"]
        return [
            Row(
                **{k: v for k, v in row.items() if k != "figure"},
                figures=tuple(
                    Figure(**f | {"patients": tuple(f.get("patients", ()))}) for f in row["figure"]
                ),
            )
            for row in rows
        ]
    except OSError as error:
        raise TrainingError(f"{path}: {error.strerror or 'cannot be read'}.") from None
    except (ValueError, KeyError, TypeError) as error:
        raise TrainingError(f"{path}: not a table of published figures ({error}).") from None


def measured_table(folder: Path) -> str:
    """The whole table as Markdown: a line a figure."""
    head = (
        "task", "pack", "network, parameters", "recipe", "trained on", "figure, on `test`",
        "published", "ours",
    )  # fmt: skip
    lines = []
    for row in read_rows(folder):
        pack, told = _found(folder, row)
        first = [
            row.task,
            f"`{row.pack}`" + (f" {pack.version}" if pack else ""),
            _network(pack) if pack else "-",
            f"`{row.recipe}`" + (f", {_form(told)}" if told else ""),
            row.trained_on,
        ]
        for figure in row.figures:
            ours = _ours(row, figure, told) if told else "not yet trained"
            said = figure.said or figure.name
            lines.append([*first, said, figure.published, ours])
            first = [""] * len(first)
    return _markdown(head, lines)


def short_table(folder: Path) -> str:
    """The shipped packs' main figures as Markdown."""
    lines = []
    for row in read_rows(folder):
        _, told = _found(folder, row)
        name = f"`{row.pack}`"
        for figure in (f for f in row.figures if f.short):
            ours = _ours(row, figure, told) if told else "not yet trained"
            lines.append([name, figure.said or figure.name, figure.published, ours])
            name = ""
    return _markdown(("pack", "figure", "published", "ours"), lines)


def with_tables(text: str, folder: Path) -> str:
    """A document with each of its tables, between two marks, made anew.

    Raises:
        TrainingError: it has no such marks.
    """
    found = 0
    for form, make in (("measured", measured_table), ("short", short_table)):
        begin, end = f"<!-- table: {form} -->", f"<!-- end of table: {form} -->"
        before, mark, rest = text.partition(begin)
        if not mark:
            continue
        _, closed, after = rest.partition(end)
        if not closed:
            raise TrainingError(f"The mark {end!r} is missing.")
        text = f"{before}{begin}\n{make(folder)}\n{end}{after}"
        found += 1
    if not found:
        raise TrainingError("The document has no mark of a table, such as <!-- table: short -->.")
    return text


def write_tables(file: Path, folder: Path) -> bool:
    """Make the tables of a document anew; whether that changed it.

    Raises:
        TrainingError: the file cannot be read or written, or has no mark of a table.
    """
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TrainingError(f"{file}: cannot be read ({error}).") from None
    new = with_tables(text, folder)
    if new != text:
        write_file(file, new.encode())
    return new != text


def _found(folder: Path, row: Row) -> tuple[ModelPack | None, dict[str, Any]]:
    """The row's pack and evaluation; None and nothing where it is not there."""
    for place in (folder / row.pack, folder / REFERENCE / row.pack):
        try:
            pack = load_pack(place)
            told = json.loads((place / "evaluation.json").read_text("utf-8"))
        except (KnownError, OSError, ValueError):
            continue
        if told["pack"]["weights_sha256"] != pack.weights_sha256:
            raise TrainingError(f"{place}: evaluation.json is of other weights than the pack's.")
        return pack, told
    return None, {}


def _network(pack: ModelPack) -> str:
    with torch.device("meta"):
        network = build(pack.network_name, pack.network_arguments)
    return f"`{pack.network_name}`, {sum(p.numel() for p in network.parameters()):,}"


def _form(told: dict[str, Any]) -> str:
    return str(told["training"].get("Form", "full")).partition(",")[0]


def _ours(row: Row, figure: Figure, told: dict[str, Any]) -> str:
    groups = told["splits"].get("test", {})
    group = figure.group or row.group
    dice = groups.get(group, {}).get("segmentation", {}).get("volumes", {}).get("by_patient", {})
    if figure.patients:
        mean = float(np.mean([dice[name] for name in figure.patients]))
        return _plain(f"{mean:.3f}, n = {len(figure.patients)}")
    for name, what, n, value in table(groups):
        if (name, what) == (group, figure.name):
            if what == "patient Dice, mean" and n == 2:  # too few for an interval
                both = " and ".join(f"{v:.3f}" for v in sorted(dice.values()))
                value = f"{value.split()[0]} ({both})"
            return _plain(f"{value}, n = {n}")
    return "not measured"


def _plain(text: str) -> str:
    """As the published figures are written: .832, not 0.832."""
    return re.sub(r"(?<![\d.])0\.", ".", text)


def _markdown(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)

"""Several models one after the other, from a list such as ``resources/recipes/models.toml``."""

import json
import time
import tomllib
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from medviewer.domain.errors import KnownError
from medviewer.packs.pack import load_pack, verify_weights
from medviewer.training.curves import write_file
from medviewer.training.fit import CHECKPOINT
from medviewer.training.recipe import Recipe, TrainingError, has_small_form, load_recipe
from medviewer.training.run import RUN_FOLDER, train

ERROR_FILE = "error.txt"
"""In the run's folder: where an error that nobody foresaw is kept."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A model of the list.

    ``data`` and ``others`` are names of data sets, ``needs`` the earlier models it begins with.
    """

    recipe: Recipe
    group: str
    data: tuple[str, ...]
    others: tuple[str, ...]
    needs: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.recipe.pack.id


@dataclass
class Outcome:
    """Ids of what is finished and of what failed, with the reason; ``stopped`` on request."""

    finished: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    stopped: bool = False


def holds(path: Path, key: str) -> bool:
    """Whether the file is a TOML table with this key: ``model`` for a list of models."""
    try:
        return key in tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return False


def read_list(path: Path, *, small: bool = False) -> list[Entry]:
    """Read a list and every recipe it names.

    Args:
        path: of the list.
        small: with the small form of each recipe that has one.

    Raises:
        TrainingError: a key is missing or of the wrong kind, a recipe is broken, an id occurs
            twice, or a model stands before one that it begins with.
    """
    rows = tomllib.loads(path.read_text("utf-8"))["model"]
    entries: list[Entry] = []
    for number, row in enumerate(rows, 1):
        if not isinstance(row, Mapping) or not isinstance(row.get("recipe"), str):
            raise TrainingError(f"{path}: model {number} names no recipe.")
        file = path.parent / row["recipe"]
        data, others = (_names(row.get(k, []), path, k, number) for k in ("data", "others"))
        if not data:
            raise TrainingError(f"{path}: model {number} names no data.")
        recipe = load_recipe(file, small=small and has_small_form(file))
        begins = (recipe.network.start_from, recipe.network.mask_pack)
        needs = tuple(name for name in begins if name is not None)
        entries.append(Entry(recipe, str(row.get("group", "")), data, others, needs))
    _check_order(path, entries)
    return entries


def choose(entries: Sequence[Entry], only: Sequence[str]) -> list[Entry]:
    """The entries of these ids or groups and all that they begin with, in the list's order.

    Raises:
        TrainingError: there is no such id or group.
    """
    if not only:
        return list(entries)
    wanted: set[str] = set()
    for name in only:
        found = {e.id for e in entries if name in (e.id, e.group)}
        if not found:
            known = ", ".join(e.id for e in entries)
            raise TrainingError(f"--only {name}: no such model or group in the list ({known}).")
        wanted |= found
    for entry in reversed(entries):
        if entry.id in wanted:
            wanted |= set(entry.needs)
    return [e for e in entries if e.id in wanted]


def data_folders(given: Sequence[Path]) -> dict[str, Path]:
    """Data sets by name: each folder given that holds a manifest, and those inside one."""
    found: dict[str, Path] = {}
    for folder in given:
        inside = sorted(folder.iterdir()) if folder.is_dir() else []
        for one in (folder, *inside):
            if (one / "manifest.csv").is_file():
                found.setdefault(one.resolve().name, one)
    return found


def train_several(
    entries: Sequence[Entry],
    data: Mapping[str, Path],
    out: Path,
    *,
    device: str = "auto",
    report: Callable[[str], None] = print,
) -> Outcome:
    """Train each into ``out/ID``; one that fails does not stop the others.

    What is finished in ``out`` already is left as it is, and what was begun goes on.
    """
    outcome = Outcome()
    for number, entry in enumerate(entries, 1):
        said = f"[{number}/{len(entries)}] {entry.id}"
        if is_finished(out / entry.id, entry):
            report(f"{said}: finished already.")
            outcome.finished.append(entry.id)
            continue
        report(f"{said}: begins.")
        started = time.monotonic()
        try:
            whole = _train_one(entry, data, out, outcome, device, report)
        except KnownError as error:
            outcome.failed[entry.id] = str(error)
        except Exception as error:  # noqa: BLE001  the others go on; the cause is kept
            outcome.failed[entry.id] = _keep_cause(out / entry.id / RUN_FOLDER, error)
        else:
            if not whole:
                outcome.stopped = True
                break
            outcome.finished.append(entry.id)
            report(f"{said}: finished in {(time.monotonic() - started) / 60:.1f} min.")
            continue
        report(f"{said}: failed. {outcome.failed[entry.id]}")
    return outcome


def is_finished(folder: Path, entry: Entry) -> bool:
    """Whether the folder holds the entry's finished pack, in the same form and with its gate."""
    try:
        pack = load_pack(folder)
        verify_weights(pack)
        told = json.loads((folder / "evaluation.json").read_text("utf-8"))
    except (KnownError, OSError, ValueError):
        return False
    return bool(
        (pack.id, pack.version) == (entry.id, entry.recipe.pack.version)
        and told["pack"]["weights_sha256"] == pack.weights_sha256
        and told["training"].get("Form") == entry.recipe.form
        and (not entry.others or pack.gate is not None)
    )


def _train_one(
    entry: Entry,
    data: Mapping[str, Path],
    out: Path,
    outcome: Outcome,
    device: str,
    report: Callable[[str], None],
) -> bool:
    for name in entry.needs:
        if name not in outcome.finished:
            raise TrainingError(f"It begins with {name}, which is not finished.")
    for name in (*entry.data, *entry.others):
        if name not in data:
            raise TrainingError(f"There is no data set {name!r} in the folders given with --data.")
    return train(
        entry.recipe,
        [data[name] for name in entry.data],
        out / entry.id,
        others=[data[name] for name in entry.others],
        device=device,
        resume=(out / entry.id / RUN_FOLDER / CHECKPOINT).exists(),
        report=report,
    )


def _keep_cause(folder: Path, error: Exception) -> str:
    """Write an unforeseen error down and say where."""
    text = "".join(traceback.format_exception(error))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_file(folder / ERROR_FILE, text.encode())
    except (KnownError, OSError):
        return f"Unforeseen: {type(error).__name__}; nothing could be written to {folder}."
    return f"Unforeseen: {type(error).__name__}; see {folder / ERROR_FILE}."


def _names(value: object, path: Path, key: str, number: int) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise TrainingError(f"{path}: {key} of model {number} must be a list of names.")
    return tuple(value)


def _check_order(path: Path, entries: Sequence[Entry]) -> None:
    ids = [e.id for e in entries]
    for place, entry in enumerate(entries):
        if entry.id in ids[:place]:
            raise TrainingError(f"{path}: {entry.id} occurs twice.")
        for name in entry.needs:
            if name not in ids[:place]:
                raise TrainingError(f"{path}: {entry.id} begins with {name}; list that before it.")

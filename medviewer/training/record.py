"""What a run was, kept beside its checkpoint: all that is needed to repeat it."""

import dataclasses
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from medviewer import __version__
from medviewer.packs.pack import ModelPack
from medviewer.training.curves import write_file
from medviewer.training.manifest import Record
from medviewer.training.recipe import Recipe, TrainingError

RECORD = "recipe.json"


def write_record(
    folder: Path, recipe: Recipe, records: Sequence[Record], start: ModelPack | None
) -> None:
    """Write the recipe as it is run, the data by set and split, and the pack it begins with.

    Raises:
        TrainingError: the file cannot be written.
    """
    counts = Counter((r.dataset, r.split) for r in records)
    content: dict[str, Any] = {
        "program": __version__,
        "form": recipe.form,
        "recipe": dataclasses.asdict(recipe),
        "pictures": {f"{dataset}/{split}": n for (dataset, split), n in sorted(counts.items())},
        "begun_with": start
        and {"id": start.id, "version": start.version, "weights_sha256": start.weights_sha256},
    }
    write_file(folder / RECORD, (json.dumps(content, indent=1) + "\n").encode())


def check_form(folder: Path, recipe: Recipe) -> None:
    """Refuse to go on with a run of the recipe's other form.

    Raises:
        TrainingError: the folder holds such a run.
    """
    try:
        form = json.loads((folder / RECORD).read_text("utf-8"))["form"]
    except (OSError, ValueError, KeyError):
        return  # a run of an earlier version
    if form != recipe.form:
        raise TrainingError(
            f"{folder} holds a run of the recipe's other form ({form}); choose another --out, or "
            "delete that folder."
        )

"""A small data set of drawn discs and a recipe that trains on it in seconds."""

import csv
import dataclasses
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from medviewer.resources import resource_path
from medviewer.training.recipe import NetworkRecipe, Recipe, Stage, load_recipe

COLUMNS = ("id", "image", "mask", "label", "patient", "split", "unique", "label_conflict")


def draw(label: str, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """A noisy picture with a smooth (benign) or a toothed (malignant) dark disc, or none."""
    rng = np.random.default_rng(seed)
    rows, columns = int(rng.integers(60, 90)), int(rng.integers(70, 100))
    picture = rng.integers(120, 200, (rows, columns)).astype(np.uint8)
    mask = np.zeros((rows, columns), np.uint8)
    if label != "normal":
        angle = np.linspace(0, 2 * np.pi, 60, endpoint=False)
        teeth = 6 * (np.arange(60) % 6 < 3) if label == "malignant" else 0
        radius = 18 + teeth
        centre = np.array([columns / 2, rows / 2]) + rng.uniform(-6, 6, 2)
        outline = centre + np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1)
        cv2.fillPoly(mask, [outline.astype(np.int32)], 255)
        picture[mask > 0] = 20
    return picture, mask


def write_rows(folder: Path, rows: list[dict[str, str]]) -> None:
    with (folder / "manifest.csv").open("w", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def make_data(tmp_path: Path) -> Callable[..., tuple[Path, list[dict[str, str]]]]:
    """``make(name, per_class=2) -> (folder, manifest rows)``, each split the same size."""

    def make(name: str = "discs", per_class: int = 2) -> tuple[Path, list[dict[str, str]]]:
        folder = tmp_path / name
        (folder / "images").mkdir(parents=True)
        (folder / "masks").mkdir()
        rows = []
        for split in ("train", "val", "test"):
            for number, label in enumerate(("normal", "benign", "malignant") * per_class):
                case = f"{split}_{number}"
                picture, mask = draw(label, len(rows))
                cv2.imwrite(str(folder / "images" / f"{case}.png"), picture)
                row = {
                    "id": case,
                    "image": f"images/{case}.png",
                    "label": label,
                    "patient": case,
                    "split": split,
                }
                if label != "normal":
                    cv2.imwrite(str(folder / "masks" / f"{case}.png"), mask)
                    row["mask"] = f"masks/{case}.png"
                rows.append(row)
        write_rows(folder, rows)
        return folder, rows

    return make


@pytest.fixture
def recipe() -> Recipe:
    """The shipped recipe, cut down to a tiny network and two short epochs."""
    full = load_recipe(resource_path("recipes", "breast-us.toml"))
    arguments = {"width": 8, "depths": [1, 1, 1, 1], "segments": 1, "classes": 3}
    fitting = dataclasses.replace(
        full.training, batch=4, draws_per_epoch=8, stages=(Stage(32, 1), Stage(48, 1))
    )
    decision = dataclasses.replace(full.decision, tuned_on="discs")
    return dataclasses.replace(
        full,
        network=NetworkRecipe("joint-unet", arguments),
        training=fitting,
        decision=decision,
    )


@pytest.fixture
def write_manifest() -> Callable[[Path, list[dict[str, str]]], None]:
    return write_rows

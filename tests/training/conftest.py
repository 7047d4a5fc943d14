"""A small data set of drawn discs and a recipe that trains on it in seconds."""

import csv
import dataclasses
import functools
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from medviewer.resources import resource_path
from medviewer.training import run
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
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole runs decode in their own process: starting another takes longer than they do."""
    torch.set_num_threads(1)
    monkeypatch.setattr(run, "Job", functools.partial(run.Job, workers=0))


@pytest.fixture
def write_manifest() -> Callable[[Path, list[dict[str, str]]], None]:
    return write_rows


# Of the data sets that recipes without classes are for; the first has nothing to outline.
_LABELS = {
    "busi": ("normal", "benign", "malignant"),
    "lgg": ("no-tumour", "tumour"),
    "brats": ("no-tumour", "tumour"),
}


def _sick_picture(rng: np.random.Generator, channels: int) -> tuple[np.ndarray, np.ndarray]:
    """Tissue of several greys with a dark disc, and the disc."""
    rows, columns = (int(n) for n in rng.integers(90, 120, 2))
    picture = rng.integers(100, 180, (rows, columns, channels)).astype(np.uint8)
    mask = np.zeros((rows, columns), np.uint8)
    centre = (int(rng.integers(40, columns - 40)), int(rng.integers(40, rows - 40)))
    cv2.circle(mask, centre, 22, 255, -1)
    picture[mask > 0] = 20
    return picture.squeeze(), mask


def _write_pictures(folder: Path, recipe: Recipe, each: int) -> None:
    rows = []
    labels = recipe.class_labels or _LABELS[recipe.decision.tuned_on]
    for split in ("train", "val", "test"):
        for number, label in enumerate(labels * each):
            name = f"{split}_{number}"
            rng = np.random.default_rng(len(rows))
            picture, mask = _sick_picture(rng, recipe.input.channels)
            row = {"id": name, "image": f"images/{name}.png", "label": label,
                   "patient": name, "split": split}  # fmt: skip
            if label == labels[0]:
                picture[picture < 50] = 140
            else:
                row["mask"] = f"masks/{name}.png"
                cv2.imwrite(str(folder / row["mask"]), mask)
            cv2.imwrite(str(folder / row["image"]), picture)
            rows.append(row)
    write_rows(folder, rows)


def _write_volumes(folder: Path) -> None:
    """CT volumes with a liver, a tumour in it, and bone; the first is one that a recipe names."""
    rows = []
    for number, split in enumerate(("train", "train", "val", "test")):
        hu = np.full((4, 64, 72), -1000, np.int16)
        label = np.zeros(hu.shape, np.uint8)
        hu[:, 8:56, 8:64] = 40
        label[:, 16:36, 12 + number : 36] = 1
        label[1:3, 20:24, 18:22] = 2
        label[:, 44:52, 34:40] = 3
        hu[label == 1], hu[label == 2], hu[label == 3] = 120, 70, 200
        np.savez_compressed(folder / f"v{number}.npz", hu=hu, label=label,
                            spacing=np.array([3, 0.8, 0.8], np.float32))  # fmt: skip
        patient = f"p{number}" if number else "totalsegmentator-example-ct"
        rows.append({"id": f"v{number}", "file": f"v{number}.npz", "patient": patient,
                     "split": split, "slices": "4", "labelled_classes": "liver tumour bone",
                     "spacing_z_y_x": "3x0.8x0.8"})  # fmt: skip
    with (folder / "manifest.csv").open("w", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def phantom_set(tmp_path: Path) -> Callable[..., Path]:
    """``make(recipe, each=2)``: data such as the recipe reads, so many of a class and split."""

    def make(recipe: Recipe, each: int = 2) -> Path:
        folder = tmp_path / recipe.decision.tuned_on
        if folder.is_dir():
            return folder
        (folder / "images").mkdir(parents=True)
        (folder / "masks").mkdir()
        if recipe.input.window is None:
            _write_pictures(folder, recipe, each)
        else:
            _write_volumes(folder)
        return folder

    return make

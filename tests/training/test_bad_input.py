"""What bad input gets: one plain sentence, and nothing that was there before is lost."""

import contextlib
import dataclasses
import errno
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import cv2
import numpy as np
import pytest
import torch

from medviewer.domain.errors import KnownError
from medviewer.files import atomic_writer
from medviewer.resources import resource_path
from medviewer.training import checkpoint
from medviewer.training import fit as fit_module
from medviewer.training.checkpoint import load_checkpoint
from medviewer.training.fit import CHECKPOINT, Job, fit
from medviewer.training.fitting import Precision
from medviewer.training.losses import Criterion
from medviewer.training.manifest import read_manifests, select
from medviewer.training.recipe import Recipe, TrainingError, load_recipe
from medviewer.training.run import train
from medviewer.training.validation import validate

Rows = list[dict[str, str]]
REFERENCE = resource_path("recipes", "reference")


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def no_image(folder: Path, rows: Rows) -> None:
    (folder / rows[0]["image"]).unlink()


def no_picture(folder: Path, rows: Rows) -> None:
    (folder / rows[0]["image"]).write_bytes(b"no picture")


def other_size(folder: Path, rows: Rows) -> None:
    cv2.imwrite(str(folder / rows[1]["mask"]), np.zeros((5, 5), np.uint8))


def other_class(_folder: Path, rows: Rows) -> None:
    rows[0]["label"] = "cyst"


def no_validation(_folder: Path, rows: Rows) -> None:
    rows[:] = [r for r in rows if r["split"] != "val"]


def nothing(_folder: Path, rows: Rows) -> None:
    rows.clear()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (no_image, r"picture train_0 names .*train_0\.png, which is missing"),
        (no_picture, r"train_0\.png: not a picture that can be read"),
        (other_size, r"the mask has 5 x 5 pixels, its picture \d+ x \d+; they must agree"),
        (other_class, "has the class 'cyst', which is not in the recipe"),
        (no_validation, "no pictures in the split 'val'"),
        (nothing, "no pictures in the split 'train'"),
    ],
)
def test_a_spoilt_data_set_is_said_before_anything_is_written(
    spoil: Callable[[Path, Rows], None],
    said: str,
    make_data: Callable,
    write_manifest: Callable[[Path, Rows], None],
    recipe: Recipe,
    tmp_path: Path,
) -> None:
    folder, rows = make_data()
    spoil(folder, rows)
    write_manifest(folder, rows)
    with pytest.raises(TrainingError, match=said):
        train(recipe, [folder], tmp_path / "out", device="cpu", report=lambda _: None)
    assert not list((tmp_path / "out").rglob(CHECKPOINT))


@pytest.fixture
def make_job(make_data: Callable, recipe: Recipe, tmp_path: Path) -> Callable[..., Job]:
    folder, _ = make_data()
    records = read_manifests([folder], recipe.class_labels)

    def make(changed: Recipe = recipe) -> Job:
        return Job(changed, select(records, "train"), select(records, "val"), tmp_path,
                   torch.device("cpu"), workers=0)  # fmt: skip

    return make


def test_a_picture_of_no_numbers_is_named(
    make_job: Callable[..., Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = make_job()
    plain = fit_module.PictureDataset.__getitem__

    def spoilt(self: object, item: tuple[int, int, int, int]) -> dict[str, torch.Tensor]:
        sample = plain(self, item)  # type: ignore[arg-type]
        if item[0] == 4 and item[2] >= 0:
            sample["picture"][0, 3, 3] = float("nan")
        return sample

    monkeypatch.setattr(fit_module.PictureDataset, "__getitem__", spoilt)
    with pytest.raises(TrainingError, match="the picture train_4 holds values that are no numbers"):
        fit(job, resume=False, report=lambda _: None)
    assert not (job.folder / CHECKPOINT).exists()


def test_validation_computes_in_the_format_of_training(make_job: Callable[..., Job]) -> None:
    """bf16 gives nearly the figures of fp32, and is not fp32."""
    job = make_job()
    fitted = fit(job, resume=False, report=lambda _: None).history[-1]
    figures = {}
    for precision in (Precision.FP32, Precision.BF16):
        fitting = dataclasses.replace(job.recipe.training, precision=precision)
        one = dataclasses.replace(job, recipe=dataclasses.replace(job.recipe, training=fitting))
        state = load_checkpoint(job.folder / CHECKPOINT)
        figures[precision] = validate(
            one, state.averaged, fit_module._data(one), 48, Criterion(fitting, None)
        )
    assert figures[Precision.FP32].keys() <= fitted.keys()
    losses = [figures[p]["validation_loss"] for p in figures]
    assert losses[0] != losses[1]
    assert losses[0] == pytest.approx(losses[1], rel=0.02)


def test_a_full_disk_under_the_pictures_is_said(
    make_job: Callable[..., Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(np, "save", full)
    with pytest.raises(TrainingError, match=r"pictures\.npy: No space left on device"):
        fit(make_job(), resume=False, report=lambda _: None)


def test_a_full_disk_in_an_epoch_keeps_the_run(
    make_job: Callable[..., Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second checkpoint cannot be written; with space again the run goes on after the first."""
    written = []

    @contextlib.contextmanager
    def filling(path: Path) -> Iterator[BinaryIO]:
        written.append(path)
        if len(written) > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        with atomic_writer(path) as stream:
            yield stream

    job = make_job()
    with monkeypatch.context() as patch:
        patch.setattr(checkpoint, "atomic_writer", filling)
        with pytest.raises(TrainingError, match="the disk is full"):
            fit(job, resume=False, report=lambda _: None)
    assert load_checkpoint(job.folder / CHECKPOINT).epoch == 1
    assert fit(job, resume=True, report=lambda _: None).epoch == 2


def test_networks_that_cannot_be_made(make_job: Callable[..., Job], recipe: Recipe) -> None:
    for name, arguments, said in (
        ("u-net", {}, "no network 'u-net'"),
        ("joint-unet", {"wide": 3}, "unexpected keyword argument 'wide'"),
        ("unet-valid", {"levels": 2}, "cannot be trained on pictures of 32 pixels a side"),
    ):
        network = dataclasses.replace(recipe.network, name=name, arguments=arguments)
        job = make_job(dataclasses.replace(recipe, network=network))
        with pytest.raises(TrainingError, match=said):
            fit(job, resume=False)


def test_a_cascade_without_its_mask_pack(make_data: Callable, tmp_path: Path) -> None:
    folder, _ = make_data()
    cascade = load_recipe(REFERENCE / "mask-classifier.toml", small=True)
    with pytest.raises(KnownError, match="no model pack 'attention-unet'"):
        train(cascade, [folder], tmp_path / "packs" / "out", device="cpu")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_a_run_killed_at_any_moment_goes_on(
    make_data: Callable, recipe: Recipe, tmp_path: Path
) -> None:
    """Killed three times wherever it is; each time it goes on from a whole checkpoint."""
    import tomllib

    import tomli_w

    folder, _ = make_data()
    table = tomllib.loads(resource_path("recipes", "breast-us.toml").read_text("utf-8"))
    table["network"] = {"name": "joint-unet", "arguments": recipe.network.arguments}
    table["training"] |= {"batch": 4, "draws_per_epoch": 8, "stages": [{"size": 32, "epochs": 400}]}
    file, out = tmp_path / "tiny.toml", tmp_path / "out"
    file.write_text(tomli_w.dumps(table), "utf-8")
    command = [sys.executable, "-m", "medviewer", "train", file, "--data", folder, "--out", out,
               "--device", "cpu"]  # fmt: skip
    chance, before = random.Random(4), 0
    for again in range(3):
        with subprocess.Popen(
            [*command, *(["--resume"] if again else [])], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline().startswith(f"epoch {before + 1}/400")
            time.sleep(chance.uniform(0, 1))
            process.send_signal(signal.SIGKILL)
            process.wait()
        state = load_checkpoint(out / "run" / CHECKPOINT)
        assert state.epoch == len(state.history) > before
        before = state.epoch

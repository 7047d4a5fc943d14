"""Training in pictures a second: our loop, a plain MONAI loop, and the bare network.

The same network, number format, batch and picture size in all three, one process with one
loading worker on the CPU or on CUDA where there is one. Ours: the whole run by the shipped breast
recipe (augmentation, weight averaging, validation of six pictures and the checkpoint each epoch,
epochs of six steps). MONAI: its dictionary transforms with a flip, an affine move and
noise, torch's loader, its Dice and cross-entropy, AdamW; no averaging, no validation. Bare: forward
and backward pass on one fixed batch. Each is measured for ``LIMIT_S`` seconds once it is warm (ours
to the end of the epoch), so that the whole ends in about two minutes on two busy cores.
Nothing is asserted.
"""

import contextlib
import dataclasses
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from medviewer.training.fit import Job

SIZE, BATCH, DRAWS = 128, 16, 96
LIMIT_S = 15.0


class _Enough(Exception):  # noqa: N818  ends a run that has been measured
    pass


def main() -> int:
    import torch

    from medviewer.training.precision import uses_bf16

    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    with tempfile.TemporaryDirectory() as folder:
        job = _job(Path(folder), device)
        rates = {"ours": _ours(job), "monai": _monai(job), "bare": _bare(job)}
    print(
        f"{job.recipe.network.name}, {SIZE} x {SIZE}, batch {BATCH}, {device.type}, "
        f"{torch.get_num_threads()} thread(s), "
        f"{'bf16' if uses_bf16(job.recipe.training.precision, device) else 'fp32'}, "
        "pictures a second"
    )
    for name, rate in rates.items():
        print(f"  {name:<6} {rate:8.1f}   of bare {rate / rates['bare']:.2f}")
    print(f"  ours / monai {rates['ours'] / rates['monai']:.2f}")
    return 0


def _job(folder: Path, device: Any) -> "Job":
    """The breast recipe in two short epochs on simulated pictures."""
    import csv

    import cv2
    import numpy as np

    from medviewer.resources import resource_path
    from medviewer.training.fit import Job
    from medviewer.training.fitting import Stage
    from medviewer.training.manifest import read_manifests, select
    from medviewer.training.recipe import load_recipe

    recipe = load_recipe(resource_path("recipes", "breast-us.toml"))
    fitting = dataclasses.replace(
        recipe.training, batch=BATCH, draws_per_epoch=DRAWS, stages=(Stage(SIZE, 1000),)
    )
    # One head, as the other loops train it, from random weights.
    arguments = {k: v for k, v in recipe.network.arguments.items() if k != "deep"}
    network = dataclasses.replace(recipe.network, arguments=arguments, start_from=None)
    data = folder / "data"
    data.mkdir()
    rng = np.random.default_rng(1)
    rows = []
    for number in range(30):
        picture = rng.integers(40, 200, (400, 500), np.uint8)
        mask = np.zeros((400, 500), np.uint8)
        cv2.circle(mask, (int(rng.integers(100, 400)), 200), 60, 255, -1)
        cv2.imwrite(str(data / f"{number}.png"), picture)
        cv2.imwrite(str(data / f"{number}_mask.png"), mask)
        split = "val" if number < 6 else "train"
        label = recipe.class_labels[number % 3]
        rows.append([number, f"{number}.png", f"{number}_mask.png", label, number, split])
    with (data / "manifest.csv").open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "image", "mask", "label", "patient", "split"])
        writer.writerows(rows)
    records = read_manifests([data], recipe.class_labels)
    recipe = dataclasses.replace(recipe, training=fitting, network=network)
    return Job(recipe, select(records, "train"), select(records, "val"), folder, device)


def _ours(job: "Job") -> float:
    from medviewer.training.fit import fit

    ends: list[float] = []

    def report(_line: str) -> None:
        ends.append(time.perf_counter())
        if len(ends) > 1 and ends[-1] - ends[0] > LIMIT_S:
            raise _Enough

    with contextlib.suppress(_Enough):
        fit(job, resume=False, report=report)
    return DRAWS * (len(ends) - 1) / (ends[-1] - ends[0])


def _monai(job: "Job") -> float:
    import monai.transforms as mt
    import numpy as np
    import torch
    from monai.data import Dataset
    from monai.losses import DiceCELoss
    from torch.utils.data import DataLoader, RandomSampler

    from medviewer.networks import build, place
    from medviewer.training.manifest import read_picture
    from medviewer.training.precision import uses_bf16

    both = ["picture", "mask"]
    move = mt.RandAffined(
        both, prob=0.8, rotate_range=0.2, scale_range=0.25, translate_range=20,
        mode=["bilinear", "nearest"], padding_mode="zeros",
    )  # fmt: skip
    changes = mt.Compose(
        [
            mt.EnsureChannelFirstd(both, channel_dim="no_channel"),
            mt.Resized(both, (SIZE, SIZE), mode=["area", "nearest"]),
            mt.RandFlipd(both, prob=0.5, spatial_axis=1),
            move,
            mt.RandGaussianNoised("picture", prob=0.3, std=5.0),
            mt.NormalizeIntensityd("picture"),
        ]
    )
    labels = job.recipe.class_labels
    items = []
    for record in job.train:
        picture, mask = read_picture(record)
        items.append({"picture": picture.astype(np.float32), "mask": mask.astype(np.float32),
                      "label": labels.index(record.label)})  # fmt: skip
    data = Dataset(items, changes)
    sampler = RandomSampler(data, replacement=True, num_samples=1000 * BATCH)
    loader = DataLoader(data, BATCH, sampler=sampler, num_workers=1, persistent_workers=True,
                        multiprocessing_context="spawn")  # fmt: skip
    network = place(build(job.recipe.network.name, job.recipe.network.arguments), job.device)
    optimiser = torch.optim.AdamW(network.parameters(), 1e-3)
    outlining, naming = DiceCELoss(sigmoid=True), torch.nn.CrossEntropyLoss()
    bf16 = uses_bf16(job.recipe.training.precision, job.device)
    rate = _Rate()
    for batch in loader:
        picture = batch["picture"].as_tensor().to(job.device, memory_format=torch.channels_last)
        with torch.autocast(job.device.type, torch.bfloat16, enabled=bf16):
            output = network(picture)
        masks, logits = output["mask_logits"].float(), output["class_logits"].float()
        loss = outlining(masks, batch["mask"].as_tensor().to(job.device))
        loss = loss + naming(logits, batch["label"].to(job.device))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        loss.item()
        if rate.step():
            break
    return rate.value


def _bare(job: "Job") -> float:
    import torch

    from medviewer.networks import build, place
    from medviewer.training.precision import uses_bf16

    network = place(build(job.recipe.network.name, job.recipe.network.arguments), job.device)
    bf16 = uses_bf16(job.recipe.training.precision, job.device)
    picture = torch.randn(BATCH, 1, SIZE, SIZE, device=job.device)
    picture = picture.to(memory_format=torch.channels_last)
    rate = _Rate()
    while True:
        with torch.autocast(job.device.type, torch.bfloat16, enabled=bf16):
            output = network(picture)
        (output["mask_logits"].mean() + output["class_logits"].mean()).backward()
        float(output["class_logits"][0, 0])
        if rate.step():
            return rate.value


class _Rate:
    """Pictures a second after ``WARM`` steps, until the limit has passed."""

    WARM = 3

    def __init__(self) -> None:
        self._steps, self._start, self.value = 0, 0.0, 0.0

    def step(self) -> bool:
        """Count a step; whether that is enough."""
        now = time.perf_counter()
        self._steps += 1
        if self._steps == self.WARM:
            self._start = now
        if self._steps <= self.WARM:
            return False
        self.value = (self._steps - self.WARM) * BATCH / (now - self._start)
        return now - self._start > LIMIT_S


if __name__ == "__main__":
    sys.exit(main())

"""Several processes at one run: the same weights in each, and those of a run in one process."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli_w
import torch

from medviewer.resources import resource_path
from medviewer.training import parallel
from medviewer.training.recipe import load_recipe

SCRIPT = """
import sys
from pathlib import Path
import torch
from medviewer.training import parallel
from medviewer.training.fit import Job, fit
from medviewer.training.manifest import read_manifests, select
from medviewer.training.recipe import load_recipe

torch.set_num_threads(1)
recipe, data, folder = load_recipe(Path(sys.argv[1])), Path(sys.argv[2]), Path(sys.argv[3])
records = read_manifests([data], recipe.class_labels, recipe.truth)
with parallel.processes(torch.device("cpu")) as device:
    job = Job(recipe, select(records, "train"), select(records, "val"), folder, device, workers=0)
    state = fit(job, resume=False, report=print)
    torch.save([state.network, state.history], folder / f"rank-{parallel.rank()}.pt")
"""


def test_alone_nothing_is_shared() -> None:
    device = torch.device("cpu")
    with parallel.processes(device) as own:
        assert own == device
        assert (parallel.rank(), parallel.count()) == (0, 1)
        network = torch.nn.Linear(1, 1)
        assert parallel.shared(network, own) is network
        assert parallel.mean(2.5, own) == 2.5
        assert parallel.any_of(True, own)
        assert parallel.from_first("x") == "x"


@pytest.fixture
def recipe_file(tmp_path: Path) -> Path:
    """A network without batch norm and a loss that is a mean: then shares add up exactly."""
    import tomllib

    file = resource_path("recipes", "reference", "unet-10-liver.toml")
    table = tomllib.loads(file.read_text("utf-8"))
    table.pop("small")
    table["network"]["arguments"] = {"width": 4}
    table["training"] |= {
        "batch": 4,
        "draws_per_epoch": 12,
        "stages": [{"size": 64, "epochs": 2}],
        "optimiser": {"name": "sgd", "momentum": 0.9, "clip": 0},
        "loss": {"masks": {"bce": 1}},
        "learning_rate": 0.05,
        "precision": "fp32",
    }
    written = tmp_path / "recipe.toml"
    written.write_text(tomli_w.dumps(table), "utf-8")
    return written


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(sys.platform == "win32", reason="gloo by torchrun is for POSIX here")
def test_two_processes_learn_what_one_learns(
    recipe_file: Path, tmp_path: Path, phantom_set: Callable[..., Path]
) -> None:
    data = phantom_set(load_recipe(recipe_file))
    script = tmp_path / "run.py"
    script.write_text(SCRIPT)
    states = {}
    for name, launcher in {
        "one": [sys.executable],
        "two": [sys.executable, "-m", "torch.distributed.run", "--standalone",
                "--nproc-per-node", "2"],
    }.items():  # fmt: skip
        folder = tmp_path / name
        folder.mkdir()
        done = subprocess.run(
            [*launcher, script, recipe_file, data, folder],
            check=False, capture_output=True, text=True, timeout=400,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
        assert done.stdout.count("epoch 2/2") == 1  # the first process alone reports
        states[name] = [torch.load(f) for f in sorted(folder.glob("rank-*.pt"))]
    ((alone, history),) = states["one"]
    (first, figures), (second, _) = states["two"]
    assert all(torch.isfinite(v).all() for v in first.values())
    assert all(torch.equal(first[k], second[k]) for k in first)
    for key, value in alone.items():
        torch.testing.assert_close(first[key], value, rtol=1e-3, atol=1e-5)
    assert figures[-1]["loss"] == pytest.approx(history[-1]["loss"], rel=1e-4)
    assert figures[-1]["validation_loss"] == pytest.approx(history[-1]["validation_loss"], rel=1e-3)

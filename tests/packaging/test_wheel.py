"""The wheel and the source archive, installed and unpacked where there is no checkout."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest
from bundling.contents import version

from medviewer.imaging.phantoms import simulate_ultrasound, write_phantom_dicom

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = "model_weights/reference/"
"""Networks of published systems, for comparison: in the source archive only."""
PICTURES = "resources/screenshots/"
"""Of the window, for the documents: in the source archive only."""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A folder with wheel and source archive: given, or built here where that is possible."""
    given = os.environ.get("MEDVIEWER_WHEEL")
    if given:
        return Path(given).resolve().parent
    missing = [name for name in ("build", "hatchling") if importlib.util.find_spec(name) is None]
    if missing:
        pytest.skip(f"{', '.join(missing)} not installed; `make wheel` builds and runs these tests")
    out = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    return out


@pytest.fixture(scope="module")
def wheel(built):
    return built / f"medviewer-{version()}-py3-none-any.whl"


@pytest.fixture
def small_tree(tmp_path):
    """A source tree with this project's build description, and little in it."""
    pytest.importorskip("hatchling", reason="only the build environment has hatchling")
    tree = tmp_path / "tree"
    for name in ("pyproject.toml", "README.md", "LICENSE", "medviewer/__init__.py"):
        (tree / name).parent.mkdir(exist_ok=True, parents=True)
        shutil.copy(ROOT / name, tree / name)
    for name in (
        "resources/keymap.toml",
        "resources/screenshots/dark-100/empty.png",
        "model_weights/README.md",
        "model_weights/some-pack/gate.safetensors",
        "model_weights/some-pack/of a later version/Ω.bin",
        "model_weights/reference/README.md",
        "model_weights/reference/unet/weights.safetensors",
    ):
        (tree / name).parent.mkdir(exist_ok=True, parents=True)
        (tree / name).write_text("x")
    return tree


def build(tree):
    """The names in the wheel and in the source archive of a tree."""
    command = [sys.executable, "-m", "hatchling", "build", "--directory", tree / "out"]
    subprocess.run(command, cwd=tree, check=True, capture_output=True)
    with zipfile.ZipFile(next((tree / "out").glob("*.whl"))) as archive:
        wheel = set(archive.namelist())
    with tarfile.open(next((tree / "out").glob("*.tar.gz"))) as archive:
        return wheel, {name.partition("/")[2] for name in archive.getnames()}


def test_whatever_is_in_a_pack_goes_along_but_the_networks_for_comparison(small_tree):
    wheel, source = build(small_tree)
    inside = {n.partition("_files/")[2] for n in wheel if n.startswith("medviewer/_files/")}
    files = {
        "resources/keymap.toml",
        "model_weights/README.md",
        "model_weights/some-pack/gate.safetensors",
        "model_weights/some-pack/of a later version/Ω.bin",
    }
    assert inside == files
    assert files | {f"{REFERENCE}unet/weights.safetensors"} <= source


@pytest.mark.slow
def test_the_wheel_carries_every_resource_and_pack(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "resources", "model_weights"], cwd=ROOT, capture_output=True, text=True
    )
    if tracked.returncode != 0:
        pytest.skip("no checkout to compare with")
    tracked_files = {n for n in tracked.stdout.split() if not n.startswith((REFERENCE, PICTURES))}
    assert {f"medviewer/_files/{name}" for name in tracked_files} <= names
    assert not [name for name in names if name.startswith(("tests/", "packaging/"))]
    assert not [name for name in names if REFERENCE in name or PICTURES in name]


@pytest.mark.slow
def test_the_source_archive_builds_and_tests(built):
    with tarfile.open(built / f"medviewer-{version()}.tar.gz") as archive:
        top = f"medviewer-{version()}/"
        names = {name.removeprefix(top) for name in archive.getnames()}
    wanted = {"pyproject.toml", "Makefile", "constraints.txt", "packaging/medviewer.spec"}
    assert wanted | {"tests/conftest.py", "model_weights/breast-us/weights.safetensors"} <= names


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_wheel_predicts_in_an_environment_of_its_own(wheel, tmp_path):
    home = tmp_path / "environment"
    venv.create(home, symlinks=True)
    python = home / "bin" / "python" if os.name != "nt" else home / "Scripts" / "python.exe"
    # The libraries of the environment that runs this test, but not its way to our checkout:
    # Python does not follow the .pth files of a folder that was itself added by one.
    paths = sysconfig.get_paths(vars={"base": str(home), "platbase": str(home)})
    Path(paths["purelib"], "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", wheel], check=True, cwd=tmp_path)

    def run(*command):
        env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "MEDVIEWER"))}
        return subprocess.run(
            command, cwd=tmp_path, env=env, capture_output=True, text=True, check=True
        ).stdout

    where = run(python, "-c", "import medviewer; print(medviewer.__file__)").strip()
    assert Path(where).is_relative_to(home)
    scan = write_phantom_dicom(simulate_ultrasound("fibroadenoma", 5), tmp_path / "scan.dcm")
    program = python.with_name("medviewer" + (".exe" if os.name == "nt" else ""))
    run(program, "predict", scan, "--pack", "breast-us", "--out", tmp_path / "out")
    line = json.loads((tmp_path / "out" / "results.jsonl").read_text())
    assert (line["status"], line["diagnosis"]) == ("ok", "benign")

"""The wheel and the source archive, installed and unpacked where there is no checkout."""

import importlib.util
import json
import os
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
pytestmark = pytest.mark.slow


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


def test_the_wheel_carries_every_resource_and_pack(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "resources", "model_weights"], cwd=ROOT, capture_output=True, text=True
    )
    if tracked.returncode != 0:
        pytest.skip("no checkout to compare with")
    assert {f"medviewer/_files/{name}" for name in tracked.stdout.split()} <= names
    assert not [name for name in names if name.startswith(("tests/", "packaging/"))]


def test_the_source_archive_builds_and_tests(built):
    with tarfile.open(built / f"medviewer-{version()}.tar.gz") as archive:
        top = f"medviewer-{version()}/"
        names = {name.removeprefix(top) for name in archive.getnames()}
    wanted = {"pyproject.toml", "Makefile", "constraints.txt", "packaging/medviewer.spec"}
    assert wanted | {"tests/conftest.py", "model_weights/breast-us/weights.safetensors"} <= names


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

"""Fixtures of the tests of what makes an installer."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))


@pytest.fixture(scope="session")
def bundle() -> Path:
    """A built bundle, or a skip that says how to get one."""
    folder = Path(os.environ.get("MEDVIEWER_BUNDLE", ROOT / "dist" / "MedViewer")).resolve()
    if not (folder / "_internal").is_dir():
        pytest.skip(f"no bundle at {folder}; `make bundle` builds one and runs these tests")
    return folder


@pytest.fixture(scope="session")
def unshare() -> list[str]:
    """Beginning of a command that cuts the network and lets its shell mount, or a skip."""
    command = ["unshare", "--map-root-user", "--net", "--mount"]
    if shutil.which("unshare") is None or subprocess.run([*command, "true"]).returncode != 0:
        pytest.skip("this system does not let tests cut the network and mount (unshare)")
    return [shutil.which("unshare") or "", *command[1:]]


@pytest.fixture
def dpkg(tmp_path: Path) -> Callable[..., Path]:
    """``dpkg`` on a system of its own: an empty root that knows no package."""
    if shutil.which("dpkg") is None or shutil.which("fakeroot") is None:
        pytest.skip("dpkg or fakeroot is not here")
    root = tmp_path / "root"
    for folder in ("info", "updates", "triggers"):
        (root / "var" / "lib" / "dpkg" / folder).mkdir(parents=True)
    for file in ("status", "available"):
        (root / "var" / "lib" / "dpkg" / file).touch()

    def run(*arguments: object) -> Path:
        options = [f"--root={root}", "--force-not-root", "--force-depends", "--log=/dev/null"]
        command = ["fakeroot", "dpkg", *options, *map(str, arguments)]
        path = os.environ["PATH"] + ":/usr/sbin:/sbin"
        env = {"PATH": path, "LC_ALL": "C", "HOME": str(tmp_path)}
        done = subprocess.run(command, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return root

    return run


@pytest.fixture
def small_bundle(tmp_path: Path) -> Path:
    """The shape of a bundle: a program, files, a link and a real shared library."""
    folder = tmp_path / "MedViewer"
    (folder / "_internal" / "data").mkdir(parents=True)
    program = folder / "medviewer"
    program.write_text("#!/bin/sh\necho MedViewer at your service: $*\n")
    program.chmod(0o700)
    (folder / "LICENSE.txt").write_text("Apache-2.0")
    library = Path(sys.executable).resolve().parents[1] / "lib" / "libpython3.so"
    if not library.is_file():
        library = next(Path("/usr/lib").rglob("libz.so.1"), Path(sys.executable))
    shutil.copy(library, folder / "_internal" / "libreal.so.1")
    (folder / "_internal" / "libreal.so").symlink_to("libreal.so.1")
    (folder / "_internal" / "data" / "a b ü ก.txt").write_text("x")
    return folder

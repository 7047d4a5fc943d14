"""Fixtures of the tests of what makes an installer."""

import os
import shutil
import subprocess
import sys
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

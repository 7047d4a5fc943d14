"""Fixtures that every room's tests share."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public scans, or a skip that says where it was looked for."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("MEDVIEWER_DATA", beside))
    if not folder.is_dir():
        pytest.skip(f"no scans at {folder}; set MEDVIEWER_DATA to the folder that holds them")
    return folder

"""Fixtures that every room's tests share."""

import logging
import os
import threading
import time
from collections.abc import Iterator
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


class _Alarms(logging.Handler):
    """Keeps what the program logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def nothing_unexpected(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves threads behind, or a warning in the log without saying so.

    A test that means to provoke a warning carries ``@pytest.mark.logs_warnings``.
    """
    alarms = _Alarms()
    log = logging.getLogger("medviewer")
    log.addHandler(alarms)
    before = set(threading.enumerate())
    yield
    log.removeHandler(alarms)
    if alarms.records and not request.node.get_closest_marker("logs_warnings"):
        pytest.fail("unexpected log: " + "; ".join(r.getMessage() for r in alarms.records))
    deadline = time.monotonic() + 5
    while left := [t for t in set(threading.enumerate()) - before if t.is_alive() and not t.daemon]:
        if time.monotonic() > deadline:
            pytest.fail(f"threads left behind: {left}")
        time.sleep(0.02)

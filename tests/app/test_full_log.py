"""A log on a full disk is silent: no traceback, none of the line's values."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = """
import logging, sys
from pathlib import Path
from medviewer.app.logging_setup import set_up_logging
assert set_up_logging(Path(sys.argv[1])) is not None
logging.getLogger("medviewer").info("reading %s", "Doe^Jane")
print("went on")
"""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device to write to")
def test_a_log_that_cannot_be_written_says_nothing(tmp_path):
    (tmp_path / "medviewer.log").symlink_to("/dev/full")
    assert logging.raiseExceptions, "Python's own way, which prints a traceback"
    done = subprocess.run(
        [sys.executable, "-c", CODE, tmp_path],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout == "went on\n"
    assert done.stderr == ""

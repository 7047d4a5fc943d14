"""The entry of the program."""

import subprocess
import sys

import pytest

from medviewer import __version__
from medviewer.app.main import COMMANDS, build_parser, main


def test_every_command_explains_itself(capsys):
    for name in COMMANDS:
        with pytest.raises(SystemExit) as ended:
            build_parser().parse_args([name, "--help"])
        assert ended.value.code == 0
        assert f"medviewer {name}" in capsys.readouterr().out


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.splitlines()[0] == f"MedViewer {__version__}"


def test_a_mistake_of_the_caller_is_one_sentence(capsys):
    assert main(["packs", "show", "no-such-pack"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("medviewer: There is no model pack 'no-such-pack'")
    assert "Traceback" not in said


def test_a_reader_that_goes_away_is_no_traceback():
    program = [sys.executable, "-m", "medviewer", "info", "--decoders"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.close()
        said = running.stderr.read()
    assert b"Traceback" not in said

"""The start of the installed program where the installation is not as it should be."""

import os
import shutil
import subprocess
import sys

import pytest
from bundling.launcher import write_launcher
from bundling.record import write_record

from medviewer.app import bundle, desktop_libraries
from medviewer.app.bundle import (
    RECORD,
    broken_program,
    bundle_notes,
    changed_files,
    incomplete,
    recorded_files,
)
from medviewer.app.desktop_libraries import missing_for_window, missing_library
from medviewer.app.main import main, opens_window

WEIGHTS = "medviewer/_files/model_weights/breast-us/weights.safetensors"


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A small made-up bundle, as the program finds itself in it."""
    folder = tmp_path / "Πρόγραμμα ภาษา 1" / "MedViewer" / "_internal"
    for name in ("libQt6Core.so.6", "torch/lib/libtorch_cpu.so", WEIGHTS):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"content of " + name.encode())
    assert write_record(folder) == 3
    monkeypatch.setattr(sys, "_MEIPASS", str(folder), raising=False)
    incomplete.cache_clear()
    yield folder
    incomplete.cache_clear()


def test_a_whole_installation_says_nothing(installed):
    assert broken_program(installed) is None
    assert bundle_notes() == ()
    assert changed_files(installed) == []
    assert [file.pack for file in recorded_files(installed)] == [None, "breast-us", None]


def test_from_a_checkout_there_is_nothing_to_check(monkeypatch):
    monkeypatch.delattr(sys, "_MEIPASS", raising=False)
    assert bundle_notes() == ()


@pytest.mark.parametrize("cut", ["missing", "short"])
def test_a_half_copied_program_is_told_in_one_sentence(installed, capsys, cut):
    file = installed / "torch" / "lib" / "libtorch_cpu.so"
    if cut == "missing":
        file.unlink()
    else:
        file.write_bytes(b"content")
    assert bundle.start() == 2
    said = capsys.readouterr().err
    assert said.startswith(f"medviewer: The installation of MedViewer in {installed.parent}")
    assert "libtorch_cpu.so is missing or cut short" in said
    assert said.count("\n") == 1


@pytest.fixture
def launched(tmp_path):
    """A made-up bundle whose program says that it was started, and with what."""
    folder = tmp_path / "Πρόγραμμα ภาษา 1"
    for name in ("base_library.zip", "libpython3.11.so.1.0", "python3.11/lib-dynload/_a.so"):
        (folder / "_internal" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "_internal" / name).write_text("content")
    program = folder / "medviewer.bin"
    program.write_text('#!/bin/sh\nfor word; do echo "[$word]"; done\nexit 7\n')
    program.chmod(0o755)
    return folder


LINUX_ONLY = pytest.mark.skipif(sys.platform != "linux", reason="the launcher of Linux")


def launch(program, *arguments):
    return subprocess.run(
        [program, *arguments], env={}, capture_output=True, encoding="utf-8", cwd="/"
    )


@LINUX_ONLY
def test_the_launcher_hands_everything_on_to_the_program(launched, tmp_path):
    link = tmp_path / "bin"
    link.symlink_to(write_launcher(launched))
    for program in (launched / "medviewer", link):
        done = launch(program, "a b", "", "*")
        assert (done.returncode, done.stdout, done.stderr) == (7, "[a b]\n[]\n[*]\n", "")


@LINUX_ONLY
@pytest.mark.parametrize("cut", ["missing", "short"])
@pytest.mark.parametrize(
    "name",
    ["_internal/base_library.zip", "_internal/python3.11/lib-dynload/_a.so", "medviewer.bin"],
)
def test_where_not_even_python_can_start_the_launcher_says_so(launched, cut, name):
    program = write_launcher(launched)
    if cut == "missing":
        (launched / name).unlink()
    else:
        (launched / name).write_text("c")
    done = launch(program)
    assert done.returncode == 2
    assert done.stderr.startswith(f"medviewer: The installation of MedViewer in {launched} is not")
    assert done.stderr.count("\n") == 1


@LINUX_ONLY
def test_without_its_inner_folder_the_launcher_says_so_too(launched):
    program = write_launcher(launched)
    shutil.rmtree(launched / "_internal")
    assert "is not whole: files of Python are missing" in launch(program).stderr


def test_a_launcher_is_not_made_for_half_a_bundle(launched):
    (launched / "_internal" / "base_library.zip").unlink()
    with pytest.raises(FileNotFoundError, match="base_library"):
        write_launcher(launched)


def test_several_missing_files_are_counted(installed):
    (installed / "libQt6Core.so.6").unlink()
    (installed / "torch" / "lib" / "libtorch_cpu.so").unlink()
    assert "libQt6Core.so.6 and 1 more files are missing" in (broken_program(installed) or "")


def test_without_its_record_a_bundle_is_not_whole(installed):
    (installed / RECORD).unlink()
    assert "files.txt is missing" in (broken_program(installed) or "")


def test_a_record_cut_in_the_middle_of_a_line_is_not_whole(installed):
    text = (installed / RECORD).read_text()
    (installed / RECORD).write_text(text[:-20])
    assert broken_program(installed) is not None


def test_a_missing_file_of_a_pack_stops_only_that_pack(installed):
    (installed / WEIGHTS).unlink()
    assert broken_program(installed) is None
    (note,) = bundle_notes()
    assert note.startswith("The model pack breast-us is not whole (weights.safetensors is missing")


def test_changed_content_of_the_same_size_is_found_by_the_slow_check(installed):
    file = installed / "libQt6Core.so.6"
    file.write_bytes(b"X" * file.stat().st_size)
    assert broken_program(installed) is None
    assert [changed.path.name for changed in changed_files(installed)] == ["libQt6Core.so.6"]


def test_programs_that_are_started_from_it_get_their_own_libraries(installed, monkeypatch, capsys):
    monkeypatch.setenv("LD_LIBRARY_PATH", str(installed))
    monkeypatch.setattr(sys, "argv", ["medviewer", "packs", "list"])
    bundle.start()
    assert "LD_LIBRARY_PATH" not in os.environ
    monkeypatch.setenv("LD_LIBRARY_PATH", str(installed))
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/opt/site/lib")
    bundle.start()
    assert os.environ["LD_LIBRARY_PATH"] == "/opt/site/lib"


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["scan.dcm"], True),
        (["--demo"], True),
        (["predict", "scan.dcm"], False),
        (["--version"], False),
        (["--help"], False),
    ],
)
def test_what_opens_the_window(arguments, window):
    assert opens_window(arguments) is window


@pytest.mark.parametrize(
    ("also", "packages"),
    [
        (set(), "libegl1"),
        ({"libEGL.so.1", "libglib-2.0.so.0", "libgthread-2.0.so.0"}, "libegl1 libglib2.0-0"),
    ],
)
def test_a_missing_library_of_the_desktop_is_named_with_all_packages_to_install(
    monkeypatch, also, packages
):
    monkeypatch.setattr(desktop_libraries, "_loads", lambda name: name not in also)
    error = ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
    assert missing_library(error) == (
        "The window needs the library libEGL.so.1, which is not on this computer; have it "
        f"installed (on Debian and Ubuntu: apt install {packages}). `medviewer predict` works "
        "without it."
    )


def test_a_library_that_is_not_on_the_list_is_named_alone():
    error = ImportError("libmystery.so.1: cannot open shared object file: No such file")
    assert "libmystery.so.1, which is not on this computer; have it installed. `" in (
        missing_library(error) or ""
    )
    assert missing_library(ImportError("No module named 'medviewer.nothing'")) is None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux desktops differ so")
def test_a_platform_that_cannot_be_loaded_is_known_before_qt_aborts(tmp_path, monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    said = missing_for_window(tmp_path)
    assert said is not None
    assert "libqxcb.so" in said


def test_a_missing_library_stops_the_window_with_that_sentence(monkeypatch, capsys):
    class Broken:
        def find_spec(self, name, path=None, target=None):
            if name == "medviewer.app.window":
                raise ImportError("libGL.so.1: cannot open shared object file: No such file")

    monkeypatch.delitem(sys.modules, "medviewer.app.window", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    assert main([]) == 2
    assert "needs the library libGL.so.1" in capsys.readouterr().err


def test_training_in_the_installed_program_is_told_where_to_find(monkeypatch, capsys, tmp_path):
    class WithoutTraining:
        def find_spec(self, name, path=None, target=None):
            if name.startswith("medviewer.training"):
                raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    for name in [n for n in sys.modules if n.startswith("medviewer.training")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [WithoutTraining(), *sys.meta_path])
    recipe = ["train", "recipe.toml", "--data", str(tmp_path), "--out", str(tmp_path / "out")]
    assert main(recipe) == 2
    assert "pip install 'medviewer[train]'" in capsys.readouterr().err

"""The Debian package and the archive, made from a small stand-in for the bundle."""

import configparser
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from bundling import archive, contents, deb
from bundling.man import manual_page

from medviewer.app.main import COMMANDS
from medviewer.imaging.registry import default_registry

LINUX = contents.PACKAGING / "linux"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="packages of Linux")


@pytest.fixture
def small_bundle(tmp_path):
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


@pytest.fixture
def dpkg(tmp_path):
    """``dpkg`` on a system of its own: an empty root that knows no package."""
    if shutil.which("dpkg") is None or shutil.which("fakeroot") is None:
        pytest.skip("dpkg or fakeroot is not here")
    root = tmp_path / "root"
    for folder in ("info", "updates", "triggers"):
        (root / "var" / "lib" / "dpkg" / folder).mkdir(parents=True)
    for file in ("status", "available"):
        (root / "var" / "lib" / "dpkg" / file).touch()

    def run(*arguments):
        options = [f"--root={root}", "--force-not-root", "--force-depends", "--log=/dev/null"]
        command = ["fakeroot", "dpkg", *options, *map(str, arguments)]
        path = os.environ["PATH"] + ":/usr/sbin:/sbin"
        env = {"PATH": path, "LC_ALL": "C", "HOME": str(tmp_path)}
        done = subprocess.run(command, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return root

    return run


def control(package):
    """The fields of a package, and the path of every file in it."""
    fields = subprocess.run(
        ["dpkg-deb", "--field", package], capture_output=True, text=True, check=True
    ).stdout
    listing = subprocess.run(
        ["dpkg-deb", "--contents", package], capture_output=True, text=True, check=True
    ).stdout
    return dict(line.split(": ", 1) for line in fields.splitlines() if ": " in line), listing


def test_install_upgrade_and_remove_leave_no_trace_and_touch_no_data(small_bundle, dpkg, tmp_path):
    first = deb.build(small_bundle, tmp_path / "out", program="0.1.0", level=0)
    root = dpkg("--install", first)
    data = root / "home" / "reader" / ".local" / "share" / "MedViewer" / "store.db"
    data.parent.mkdir(parents=True)
    data.write_text("results")
    program = root / "opt" / "medviewer"
    assert (program / "_internal" / "data" / "a b ü ก.txt").read_text() == "x"
    assert (root / "usr/bin/medviewer").readlink() == Path("/opt/medviewer/medviewer")
    said = subprocess.run([program / "medviewer", "x"], capture_output=True, text=True, check=True)
    assert said.stdout == "MedViewer at your service: x\n"

    shutil.rmtree(small_bundle / "_internal" / "data")
    (small_bundle / "_internal" / "new").write_text("new")
    dpkg("--install", deb.build(small_bundle, tmp_path / "out", program="0.2.0", level=0))
    assert not (program / "_internal" / "data").exists()
    assert (program / "_internal" / "new").read_text() == "new"

    dpkg("--purge", "medviewer")
    assert not (root / "opt" / "medviewer").exists()
    left = {p.relative_to(root).parts[0] for p in root.rglob("*") if p.is_file() or p.is_symlink()}
    assert left <= {"var", "home"}
    assert data.read_text() == "results"


def test_the_package_says_what_it_is_and_what_it_needs(small_bundle, tmp_path):
    if shutil.which("dpkg-deb") is None or shutil.which("objdump") is None:
        pytest.skip("dpkg-deb or objdump is not here")
    package = deb.build(small_bundle, tmp_path / "out", level=0)
    fields, listing = control(package)
    assert package.name == f"medviewer_{contents.version()}_amd64.deb"
    assert fields["Version"] == contents.version()
    assert fields["Depends"].startswith("libc6 (>= 2.")
    places = [line.split(None, 5)[5] for line in listing.splitlines()]
    assert "./usr/share/applications/medviewer.desktop" in places
    assert "./usr/share/man/man1/medviewer.1.gz" in places
    assert "./usr/share/icons/hicolor/16x16/apps/medviewer.png" in places
    assert "./usr/share/icons/hicolor/scalable/apps/medviewer.svg" in places
    assert {line.split()[1] for line in listing.splitlines()} == {"root/root"}
    modes = {line.split()[0] for line in listing.splitlines() if not line.startswith("l")}
    assert modes <= {"drwxr-xr-x", "-rwxr-xr-x", "-rw-r--r--"}


def test_the_archive_runs_from_any_folder(small_bundle, tmp_path):
    file = archive.build(small_bundle, tmp_path / "out", program="0.1.0", level=0)
    assert file.name == "MedViewer-0.1.0-linux-x86_64.tar.xz"
    place = tmp_path / "στικάκι ไทย"
    place.mkdir()
    subprocess.run(["tar", "--extract", "--file", file], cwd=place, check=True)
    (folder,) = place.iterdir()
    assert folder.name == "MedViewer-0.1.0"
    assert (folder / "_internal" / "libreal.so").resolve().name == "libreal.so.1"
    said = subprocess.run([folder / "medviewer"], capture_output=True, text=True, check=True)
    assert said.stdout.startswith("MedViewer at your service")


def test_two_versions_lie_side_by_side(small_bundle, tmp_path):
    for program in ("0.1.0", "0.2.0"):
        file = archive.build(small_bundle, tmp_path / "out", program=program, level=0)
        subprocess.run(["tar", "--extract", "--file", file], cwd=tmp_path, check=True)
    assert (tmp_path / "MedViewer-0.1.0" / "medviewer").is_file()
    assert (tmp_path / "MedViewer-0.2.0" / "medviewer").is_file()


@pytest.mark.parametrize(
    ("program", "debian"),
    [("0.1.0", "0.1.0"), ("1.0rc1", "1.0~rc1"), ("1.0.dev3", "1.0~.dev3"), ("2.0b2", "2.0~b2")],
)
def test_versions_sort_as_they_follow_each_other(program, debian):
    assert deb.debian_version(program) == debian


def test_the_menu_entry_names_what_the_package_installs():
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(LINUX / "medviewer.desktop", encoding="utf-8")
    entry = parser["Desktop Entry"]
    assert entry["Exec"].split()[0] == entry["TryExec"] == f"/{deb.PROGRAM}/medviewer"
    types = {t.attrib["type"] for t in ET.parse(LINUX / "medviewer.xml").getroot()}
    assert set(entry["MimeType"].strip(";").split(";")) == types


def test_every_file_type_of_the_menu_is_one_the_program_reads():
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    globs = ET.parse(LINUX / "medviewer.xml").getroot().iter(f"{space}glob")
    endings = {glob.attrib["pattern"].removeprefix("*") for glob in globs}
    assert endings <= default_registry().suffixes


def test_the_manual_names_every_command_and_is_clean():
    page = manual_page()
    assert [name for name in COMMANDS if rf"\fB{name}\fR" not in page] == []
    assert contents.version() in page
    if shutil.which("groff") is None:
        pytest.skip("groff is not here to read the manual page")
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww"], input=page, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""


def test_every_library_of_the_desktop_has_its_package():
    libraries = contents.system_libraries()
    assert all(name.startswith(("lib", "ld-")) and ".so" in name for name in libraries)
    assert all(package for package in libraries.values())

"""The Debian package and the archive, made from a small stand-in for the bundle."""

import configparser
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from bundling import archive, contents, deb
from bundling.man import manual_page

from medviewer.app import application
from medviewer.app.main import COMMANDS
from medviewer.imaging.registry import default_registry

LINUX = contents.PACKAGING / "linux"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="packages of Linux")


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
    first = deb.build(small_bundle, tmp_path / "out", program="0.1.0")
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
    dpkg("--install", deb.build(small_bundle, tmp_path / "out", program="0.2.0"))
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
    package = deb.build(small_bundle, tmp_path / "out")
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
    file = archive.build(small_bundle, tmp_path / "out", program="0.1.0")
    ending = "zst" if shutil.which("zstd") else "gz"
    assert file.name == f"MedViewer-0.1.0-linux-x86_64.tar.{ending}"
    place = tmp_path / "στικάκι ไทย"
    place.mkdir()
    subprocess.run(["tar", "--extract", "--file", file], cwd=place, check=True)
    (folder,) = place.iterdir()
    assert folder.name == "MedViewer-0.1.0"
    assert (folder / "_internal" / "libreal.so").resolve().name == "libreal.so.1"
    said = subprocess.run([folder / "medviewer"], capture_output=True, text=True, check=True)
    assert said.stdout.startswith("MedViewer at your service")


def test_without_zstd_the_packages_are_packed_as_every_system_can(
    small_bundle, tmp_path, monkeypatch
):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    file = archive.build(small_bundle, tmp_path / "out", program="0.1.0")
    assert file.read_bytes()[:2] == b"\x1f\x8b"
    subprocess.run(["tar", "--extract", "--file", file], cwd=tmp_path, check=True)
    assert (tmp_path / "MedViewer-0.1.0" / "medviewer").is_file()
    monkeypatch.setattr(deb, "_run", lambda command: "Allowed types: gzip, xz, none.")
    assert deb._compression() == ["-Zxz", "-z1"]


def test_two_versions_lie_side_by_side(small_bundle, tmp_path):
    for program in ("0.1.0", "0.2.0"):
        file = archive.build(small_bundle, tmp_path / "out", program=program)
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
    # The class that Qt gives the window under X11 is the application's name.
    code = Path(application.__file__).read_text(encoding="utf-8")
    assert f'setApplicationName("{entry["StartupWMClass"]}")' in code
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
        ["groff", "-Kutf8", "-man", "-Tutf8", "-ww"],
        input=page,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""


def test_every_library_of_the_desktop_has_its_package():
    libraries = contents.system_libraries()
    assert all(name.startswith(("lib", "ld-")) and ".so" in name for name in libraries)
    assert all(package for package in libraries.values())

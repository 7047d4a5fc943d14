"""The Debian package and the archive of the real bundle: `make deb`, `make archive`.

MEDVIEWER_MINIMAL_ROOT names a folder made by `debootstrap --variant=minbase`: a system with
nothing on it, in which the package is installed with what it depends on, and removed again. That
one test needs root and a Debian mirror.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from bundling import deb

from medviewer.imaging.phantoms import simulate_ultrasound, write_phantom_dicom

DIST = Path(__file__).resolve().parents[2] / "dist"
NOBODY = 65534
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(sys.platform != "linux", reason="packages of Linux"),
]


def newest(pattern, command):
    found = sorted(DIST.glob(pattern), key=lambda file: file.stat().st_mtime)
    if not found:
        pytest.skip(f"no {pattern} in {DIST}; `{command}` builds one and runs these tests")
    return found[-1]


@pytest.fixture(scope="module")
def real_deb():
    return newest("medviewer_*_amd64.deb", "make deb")


@pytest.fixture(scope="module")
def real_archive():
    return newest("MedViewer-*-linux-x86_64.tar.*", "make archive")


@pytest.fixture
def phantom(tmp_path):
    return write_phantom_dicom(simulate_ultrasound("fibroadenoma", 5), tmp_path / "scan.dcm")


@pytest.fixture
def open_folder():
    """A folder that others can pass through; pytest closes its own to all but one person."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def run(command, **environment):
    """Run with nothing but ``environment`` set; no traceback may show."""
    done = subprocess.run(
        [str(part) for part in command],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=1800,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return done.stdout


def it_reads_scans(program, before, phantom, work):
    """The installed program predicts, and opens its window on the demo patients.

    Args:
        program: the command to start.
        before: beginning of the command line: who runs it, and with the network cut.
        phantom: a scan with a benign lesion.
        work: a folder that may be written to.
    """
    environment = {"HOME": str(work / "home")}
    predicted = work / "έξοδος ผล"
    command = ["predict", phantom, "--pack", "breast-us", "--out", predicted]
    run([*before, program, *command], **environment)
    line = json.loads((predicted / "results.jsonl").read_text(encoding="utf-8"))
    assert (line["status"], line["diagnosis"]) == ("ok", "benign")
    shown = work / "demo"
    run([*before, program, "demo", "--out", shown], **environment, QT_QPA_PLATFORM="offscreen")
    pictures = [p for p in shown.rglob("*.png") if p.stat().st_size > 20_000]
    assert pictures, "no screenshot of the window"
    if keep := os.environ.get("MEDVIEWER_SCREENSHOTS"):
        for picture in pictures:
            shutil.copy(picture, keep)


def listing(root):
    """Every file and folder of an installed system, but for the package manager's own notes."""
    own = ("var/lib/dpkg", "var/lib/apt", "var/cache", "var/log", "proc", "sys", "dev", "tmp")
    places = (p.relative_to(root).as_posix() for p in root.rglob("*"))
    return {place for place in places if not place.startswith(own)}


def test_the_deb_replaces_an_older_one_runs_and_goes(
    real_deb, small_bundle, dpkg, unshare, phantom, tmp_path
):
    older = deb.build(small_bundle, tmp_path / "older", program="0.0.9")
    root = dpkg("--install", older)
    data = root / "home" / "reader" / ".local" / "share" / "MedViewer" / "store.db"
    data.parent.mkdir(parents=True)
    data.write_text("results")
    dpkg("--purge", "medviewer")
    empty = listing(root)

    dpkg("--install", older)
    dpkg("--install", real_deb)
    program = root / deb.PROGRAM
    assert not (program / "_internal" / "data" / "a b ü ก.txt").exists()
    assert (program / "_internal" / "files.txt").is_file()
    work = tmp_path / "work"
    work.mkdir()
    it_reads_scans(program / "medviewer", unshare, phantom, work)

    dpkg("--purge", "medviewer")
    assert listing(root) - empty == set()
    assert data.read_text() == "results"


def test_the_archive_runs_without_rights_from_a_folder_that_is_read_only(
    real_archive, unshare, phantom, open_folder
):
    place, work = open_folder / "Το πρόγραμμα ภาษาไทย 1", open_folder / "work"
    for folder in (place, work):
        folder.mkdir()
    phantom = shutil.copy(phantom, open_folder)
    who = []
    if os.geteuid() == 0:  # root could write to a folder that is read-only
        who = [shutil.which("setpriv"), f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        for folder in (place, work):
            os.chown(folder, NOBODY, NOBODY)
    path = {"PATH": os.environ["PATH"]}  # for tar's own helper
    run([*who, shutil.which("tar"), "-C", place, "-xf", real_archive], **path)
    (folder,) = place.iterdir()
    run([*who, shutil.which("chmod"), "-R", "a-w", place])
    try:
        probe = subprocess.run([*who, shutil.which("touch"), folder / "x"], capture_output=True)
        assert probe.returncode != 0, "the folder can be written to"
        cut = [unshare[0], "--map-root-user", "--net"] if not who else [unshare[0], "--net"]
        it_reads_scans(folder / "medviewer", [*cut, *who], phantom, work)
    finally:
        subprocess.run([shutil.which("chmod"), "-R", "u+w", place], check=True)


def test_the_deb_on_a_system_with_nothing_on_it(real_deb, phantom, tmp_path):
    given = os.environ.get("MEDVIEWER_MINIMAL_ROOT")
    if not given or os.geteuid() != 0:
        pytest.skip("MEDVIEWER_MINIMAL_ROOT names no system to install into, or this is not root")
    root = Path(given)
    work = root / "tmp" / "medviewer-test"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    for file in (real_deb, phantom):
        shutil.copy(file, work)
    inside = Path("/tmp/medviewer-test")
    unpacked = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"}

    def chroot(*command, network=False):
        # As on every desk there is /proc, which torch asks about the processor.
        cut = [] if network else ["--net"]
        script = 'mount -t proc proc "$0/proc"; exec chroot "$0" "$@"'
        before = [shutil.which("unshare"), "--mount", *cut, shutil.which("sh"), "-c", script, root]
        return run([*before, *command], **unpacked, HOME=str(inside))

    before = listing(root)
    chroot("dpkg", "--unpack", "--force-depends", inside / real_deb.name)
    alone = ["chroot", root, "env", "QT_QPA_PLATFORM=offscreen", "medviewer"]
    without = subprocess.run(list(map(str, alone)), env=unpacked, capture_output=True, text=True)
    assert without.returncode == 2
    assert re.fullmatch(
        r"medviewer: The window needs the library lib\S+, which is not on this computer; have it "
        r"installed \(on Debian and Ubuntu: apt install [a-z0-9 .+-]+\)\. `medviewer predict` "
        r"works without it\.\n",
        without.stderr,
    )
    chroot("dpkg", "--purge", "medviewer")
    assert listing(root) == before

    chroot("apt-get", "update", network=True)
    install = ["apt-get", "install", "-y", "--no-install-recommends", inside / real_deb.name]
    chroot(*install, network=True)
    try:
        out = chroot("medviewer", "selftest")
        assert "FAIL" not in out
        scan = inside / phantom.name
        chroot("medviewer", "predict", scan, "--pack", "breast-us", "--out", inside / "out")
        line = json.loads((work / "out" / "results.jsonl").read_text())
        assert (line["status"], line["diagnosis"]) == ("ok", "benign")
        chroot("env", "QT_QPA_PLATFORM=offscreen", "medviewer", "demo", "--out", inside / "demo")
        assert [p for p in (work / "demo").rglob("*.png") if p.stat().st_size > 20_000]
        assert (work / ".local" / "share" / "MedViewer").is_dir()
    finally:
        chroot("apt-get", "purge", "-y", "medviewer")
    assert (work / ".local" / "share" / "MedViewer").is_dir(), "what a person made is kept"
    left = {place for place in listing(root) - before if "medviewer" in place.lower()}
    assert left == set()
    shutil.rmtree(work)

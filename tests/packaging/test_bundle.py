"""The installed program as a desk gets it: no Python, no network, nothing in the environment."""

import json
import os
import shutil
import subprocess
from fnmatch import fnmatchcase

import pytest
from bundling import contents, native, sizes

from medviewer.imaging.phantoms import simulate_ultrasound, write_phantom_dicom
from medviewer.imaging.registry import default_registry

# Generous: a build runs beside whatever else the machine does.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

NO_SCREEN = {"QT_QPA_PLATFORM": "offscreen"}
STORE_LOGIN = {"MEDVIEWER_USER": "Reader", "MEDVIEWER_PASSPHRASE": "three unrelated words"}


def run(command, **environment):
    """Run with nothing but ``environment`` set."""
    return subprocess.run(
        [str(part) for part in command],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=800,
    )


@pytest.fixture
def program(bundle):
    return bundle / "medviewer"


@pytest.fixture
def phantom(tmp_path):
    """A simulated scan with a benign lesion."""
    return write_phantom_dicom(simulate_ultrasound("fibroadenoma", 5), tmp_path / "scan.dcm")


def test_it_checks_itself_without_network_environment_or_home(program, unshare):
    done = run([*unshare, program, "selftest"])
    assert done.returncode == 0, done.stdout + done.stderr
    assert "PASS  installation" in done.stdout
    assert "FAIL" not in done.stdout
    assert "Traceback" not in done.stderr


def test_it_predicts_without_network_and_makes_its_folders_at_first_use(
    program, unshare, phantom, tmp_path
):
    home, out = tmp_path / "no home yet", tmp_path / "out"
    command = ["predict", phantom, "--pack", "breast-us", "--out", out, "--save"]
    done = run([*unshare, program, *command], HOME=str(home), **STORE_LOGIN)
    assert done.returncode == 0, done.stdout + done.stderr
    line = json.loads((out / "results.jsonl").read_text())
    assert (line["status"], line["diagnosis"]) == ("ok", "benign")
    assert (out / line["segments"][0]["mask"]).stat().st_size > 0
    assert (home / ".local" / "share" / "MedViewer" / "store.db").stat().st_size > 0


def test_it_reads_every_kind_of_file_that_the_source_tree_reads(program):
    told = json.loads(run([program, "info", "--decoders", "--json"]).stdout)
    assert told == default_registry().decoders()


def test_its_window_opens_and_reads_the_demo_patients(program, unshare, tmp_path):
    out = tmp_path / "demo"
    done = run([*unshare, program, "demo", "--out", out], HOME=str(tmp_path / "home"), **NO_SCREEN)
    assert done.returncode == 0, done.stdout + done.stderr
    pictures = sorted(out.rglob("*.png"))
    keep = os.environ.get("MEDVIEWER_SCREENSHOTS")
    if keep:
        for picture in pictures:
            shutil.copy(picture, keep)
    assert [p for p in pictures if p.stat().st_size > 20_000], "no screenshot of the window"
    assert list(out.rglob("*.pdf"))


@pytest.fixture
def x11(tmp_path):
    """The display of an X server of its own, which draws into memory."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not here to be the X server (Debian: package xvfb)")
    told, tell = os.pipe()
    command = ["Xvfb", "-displayfd", str(tell), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[tell], stderr=subprocess.DEVNULL)
    os.close(tell)
    with os.fdopen(told) as answer:
        number = answer.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


def test_its_window_opens_on_an_x_server(program, x11, tmp_path):
    done = run([program], HOME=str(tmp_path), DISPLAY=x11, MEDVIEWER_PRINT_FIRST_PAINT="1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "first paint" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("kind", ["read-only folder", "spaces, Greek and Thai"])
def test_it_runs_from_any_folder(bundle, unshare, phantom, tmp_path, kind):
    place = tmp_path / "Το πρόγραμμα ภาษาไทย 1"
    place.mkdir()
    read_only = 'mount -o remount,bind,ro "$2"; ! touch "$2/x" 2>/dev/null || exit 9;'
    script = f'mount --bind "$1" "$2"; {read_only if kind == "read-only folder" else ""}'
    script += 'exec "$2/medviewer" predict "$3" --pack breast-us --out "$4"'
    shell = [*unshare, shutil.which("sh"), "-c", script, "sh"]
    paths = [bundle, place, phantom, tmp_path / "έξοδος ผล 2"]
    path = {"PATH": os.environ["PATH"]}  # for mount and touch
    done = run([*shell, *paths], HOME=str(tmp_path / "home"), **path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads((paths[3] / "results.jsonl").read_text())["status"] == "ok"


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ("libpyside6.abi3.so.6.11", "is not whole: libpyside6.abi3.so.6.11 is missing"),
        ("files.txt", "is not whole: files.txt is missing"),
        ("torch", "more files are missing or cut short"),
        ("base_library.zip", "is not whole: files of Python are missing"),
        ("libpython3*", "is not whole: files of Python are missing"),
        ("python3*", "is not whole: files of Python are missing"),
        ("[l-z]*", "is not whole: files of Python are missing"),
        ("[A-Zm-oq-z]*", "more files are missing or cut short"),
    ],
)
def test_a_half_copied_bundle_says_so(bundle, tmp_path, gone, said):
    half = _copy_without(bundle, tmp_path / "half", gone)
    done = run([half / "medviewer"], HOME=str(tmp_path), **NO_SCREEN)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_pack_without_its_weights_leaves_the_rest_working(bundle, phantom, tmp_path):
    half = _copy_without(bundle, tmp_path / "half", "medviewer")
    files = half / "_internal" / "medviewer"
    shutil.copytree(bundle / "_internal" / "medviewer", files)
    (files / "_files" / "model_weights" / "breast-us" / "weights.safetensors").unlink()
    out = tmp_path / "out"
    done = run([half / "medviewer", "predict", phantom, "--pack", "breast-us", "--out", out])
    assert done.returncode != 0
    assert "The model pack breast-us is not whole (weights.safetensors is missing" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    done = run([half / "medviewer", "packs", "verify", "chest-xray"])
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("command", [["predict"], ["window"]])
def test_a_full_disk_at_the_first_start(program, unshare, phantom, tmp_path, command):
    home = tmp_path / "home"
    home.mkdir()
    script = 'mount -t tmpfs -o size=4k tmpfs "$HOME"; printf %4096s x > "$HOME/full"; exec "$@"'
    shell = [*unshare, shutil.which("sh"), "-c", script, "sh", program]
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], **STORE_LOGIN, **NO_SCREEN}
    if command == ["window"]:
        done = run(shell, MEDVIEWER_PRINT_FIRST_PAINT="1", **environment)
        assert done.returncode == 0, done.stderr
        assert "first paint" in done.stdout
    else:
        wanted = ["predict", phantom, "--pack", "breast-us", "--out", tmp_path / "out", "--save"]
        done = run([*shell, *wanted], **environment)
        assert done.returncode == 2
        assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_it_asks_the_desktop_for_no_library_that_is_not_on_the_list(bundle):
    if shutil.which("objdump") is None:
        pytest.skip("objdump is not here to look into the libraries")
    libraries = [p for p in bundle.rglob("*.so*") if p.is_file()] + [bundle / "medviewer.bin"]
    own = {p.name for p in libraries}
    asked = {name: file.name for file in libraries for name in native.needed(file)}
    missing = {n: f for n, f in asked.items() if n not in own | set(contents.system_libraries())}
    assert missing == {}
    print(f"oldest glibc: {native.glibc_floor(libraries)}")


def test_nothing_is_inside_that_is_not_used(bundle):
    files = [p for p in (bundle / "_internal").rglob("*") if p.is_file()]
    inside = [p.relative_to(bundle / "_internal") for p in files]
    unwanted = [str(p) for p in inside if p.parts[0] != "medviewer" and not contents.wanted(str(p))]
    assert unwanted == []
    tops = {p.parts[0] for p in inside}
    assert not tops & {"monai", "matplotlib", "sklearn", "sympy", "tkinter", "pytest"}
    assert sizes.sizes(bundle).total() < 1.2e9


def _copy_without(bundle, target, gone):
    """A folder like the bundle, its parts linked but for those that are left out."""
    (target / "_internal").mkdir(parents=True)
    for name in ("medviewer", "medviewer.bin"):
        shutil.copy2(bundle / name, target / name)
    for part in (bundle / "_internal").iterdir():
        if not fnmatchcase(part.name, gone):
            (target / "_internal" / part.name).symlink_to(part)
    return target

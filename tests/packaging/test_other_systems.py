"""The installers of Windows and macOS, as far as they can be checked from another system."""

import plistlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import platformdirs.windows
import pytest
from bundling import contents, macos, windows
from bundling.finish import place_for_texts
from bundling.icon_files import FOLDER, SIZES, drawing, png_file
from bundling.native import BundleError
from bundling.record import write_record
from PIL import Image

from medviewer import __version__
from medviewer.app.bundle import RECORD, incomplete, recorded_files
from medviewer.imaging.registry import default_registry

SCRIPT = windows.SCRIPT.read_text(encoding="utf-8")


def directive(name):
    found = re.search(rf"^{name}=(.+)$", SCRIPT, re.MULTILINE)
    assert found is not None, name
    return found[1]


def test_there_is_one_place_for_the_version():
    assert contents.version() == __version__
    assert directive("AppVersion") == "{#AppVersion}"
    assert f"/DAppVersion={__version__}" in windows.command()
    assert macos.info_plist()["CFBundleShortVersionString"] == macos.numbers(__version__)
    setup = directive("OutputBaseFilename")
    assert __version__ not in setup.replace("{#AppVersion}", "")


def test_the_windows_script_names_what_is_there():
    place = windows.SCRIPT.parent
    bundle = re.search(r'#define Bundle "(.+)"', SCRIPT)
    assert bundle is not None
    wanted = (place / bundle[1].replace("\\", "/")).resolve()
    assert wanted == contents.ROOT / "dist" / "MedViewer"
    icon = (place / directive("SetupIconFile").replace("\\", "/")).resolve()
    assert icon.is_file()
    assert "MedViewer.Scan" in SCRIPT


def test_every_path_of_the_windows_script_is_in_the_bundle_or_the_repository(bundle):
    place = windows.SCRIPT.parent
    named = set(re.findall(r"\.\.\\[\w\\.]+", SCRIPT))
    assert {(place / name.replace("\\", "/")).resolve().exists() for name in named} == {True}
    inside = set(re.findall(r"\{(?:app|#Bundle)\}\\([\w.]+)", SCRIPT))
    assert inside == {"medviewer.exe", "_internal", "LICENSE.txt"}
    for name in inside:  # only Windows gives programs an ending
        assert (bundle / name.removesuffix(".exe")).exists(), name


def test_every_section_and_directive_of_the_windows_script_is_known():
    """Misspelt ones are found by Inno Setup only, so here is the list of its manual."""
    body = SCRIPT.partition("[Code]")[0]
    sections = set(re.findall(r"^\[(\w+)\]", SCRIPT, re.MULTILINE))
    assert sections == {
        *("Setup", "Tasks", "InstallDelete", "Files", "Icons"),
        *("Registry", "Run", "UninstallDelete", "Code"),
    }
    flags = {f for line in re.findall(r"Flags: ([\w ]+)", body) for f in line.split()}
    assert flags <= {
        *("unchecked", "recursesubdirs", "createallsubdirs", "ignoreversion"),
        *("uninsdeletekey", "uninsdeletevalue", "nowait", "postinstall", "skipifsilent"),
    }
    for line in re.findall(r"^(?:Root|Source|Name|Type|Filename): .*$", body, re.MULTILINE):
        assert line.count('"') % 2 == 0, line
    tasks = set(re.findall(r"Tasks: (\w+)", body))
    assert tasks == set(re.findall(r'^Name: "(\w+)"; Description', body, re.MULTILINE))


@pytest.mark.parametrize("found", [None, 0, 2])
def test_the_windows_compiler_is_asked_for_plainly(monkeypatch, found):
    def call(command):
        assert command[0] == "iscc"
        if found is None:
            raise FileNotFoundError
        return found

    monkeypatch.setattr(windows.subprocess, "call", call)
    if found == 0:
        windows.compile_installer()
    else:
        with pytest.raises(BundleError, match="install Inno Setup" if found is None else "ended"):
            windows.compile_installer()


@pytest.mark.parametrize(
    ("system", "python", "path"),
    [
        ("", ".venv/bin/python", "packaging:."),
        ("Windows_NT", ".venv/Scripts/python", "packaging;."),
    ],
)
def test_make_finds_its_way_on_every_system(tmp_path, system, python, path):
    if shutil.which("make") is None:
        pytest.skip("make is not here")
    (tmp_path / "dist" / "MedViewer").mkdir(parents=True)
    makefile = contents.ROOT / "Makefile"
    done = subprocess.run(
        ["make", "-n", "--no-print-directory", "-f", makefile, f"OS={system}", "setup"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == f'PYTHONPATH="{path}" {python} -m bundling.windows'


def test_every_file_that_the_instructions_name_is_there():
    text = (contents.PACKAGING / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:tests/)?packaging/[\w./-]+\w", text))
    assert "packaging/macos/entitlements.plist" in named
    assert [name for name in named if not (contents.ROOT / name).exists()] == []
    targets = set(re.findall(r"`make (\w+)`", text))
    makefile = (contents.ROOT / "Makefile").read_text(encoding="utf-8")
    assert [name for name in targets if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []


@pytest.mark.parametrize(
    ("program", "mac"), [("0.1.0", "0.1.0"), ("1.0rc1", "1.0"), ("2.1.dev3", "2.1")]
)
def test_macos_takes_numbers_alone_for_a_version(program, mac):
    assert macos.numbers(program) == mac


def test_windows_installs_for_one_or_for_all_and_keeps_data():
    assert directive("PrivilegesRequired") == "lowest"
    assert directive("PrivilegesRequiredOverridesAllowed") == "dialog commandline"
    roots = re.findall(r"^Root: (\w+);", SCRIPT, re.MULTILINE)
    assert set(roots) == {"HKA"}, "what belongs to one person or to all by the same choice"
    deleted = re.search(r"\[UninstallDelete\](.+?)\[Code\]", SCRIPT, re.DOTALL)
    assert deleted is not None
    assert "{localappdata}" not in deleted[1]
    assert "Told('/REMOVEDATA')" in SCRIPT
    assert "MB_DEFBUTTON2" in SCRIPT


def test_windows_keeps_a_persons_data_where_the_program_puts_it(monkeypatch):
    known = {"CSIDL_LOCAL_APPDATA": r"{localappdata}", "CSIDL_APPDATA": r"{userappdata}"}
    monkeypatch.setattr(platformdirs.windows, "get_win_folder", lambda name: known[name])
    folders = platformdirs.windows.Windows("MedViewer", appauthor=False)
    places = {folders.user_data_dir, folders.user_config_dir}
    assert {place.replace("/", "\\") for place in places} == {r"{localappdata}\MedViewer"}
    assert r"ExpandConstant('{localappdata}\MedViewer')" in SCRIPT


def test_the_file_types_are_ones_the_program_reads():
    suffixes = default_registry().suffixes
    types = macos.info_plist()["UTImportedTypeDeclarations"]
    mac = {e for t in types for e in t["UTTypeTagSpecification"]["public.filename-extension"]}
    assert {f".{ending}" for ending in mac} <= suffixes
    endings = re.findall(r"Software\\Classes\\(\.\w+)\\OpenWithProgids", SCRIPT)
    assert set(endings) <= suffixes
    assert {".dcm", ".nii"} <= set(endings)


def test_macos_is_told_in_its_own_form():
    table = plistlib.loads(plistlib.dumps(macos.info_plist()))
    declared = {t["UTTypeIdentifier"] for t in table["UTImportedTypeDeclarations"]}
    opened = {i for t in table["CFBundleDocumentTypes"] for i in t["LSItemContentTypes"]}
    assert opened == declared
    with (contents.PACKAGING / "macos" / "entitlements.plist").open("rb") as stream:
        assert all(plistlib.load(stream).values())


def test_the_record_of_an_application_of_macos_can_be_signed_with_it(tmp_path):
    """Among the frameworks only code may lie; data lies in Resources and is linked to."""
    frameworks = tmp_path / "MedViewer.app" / "Contents" / "Frameworks"
    resources = frameworks.parent / "Resources"
    data = resources / "medviewer" / "_files"
    for folder in (frameworks, data):
        folder.mkdir(parents=True)
    (frameworks / "libpython3.11.dylib").write_bytes(b"code")
    (data / "keymap.toml").write_bytes(b"data")
    (frameworks / "medviewer").symlink_to(Path("..", "Resources", "medviewer"))
    assert write_record(frameworks) == write_record(frameworks) == 2
    assert (frameworks / RECORD).is_symlink()
    assert (resources / RECORD).is_file()
    recorded = {str(file.path): file.size for file in recorded_files(frameworks)}
    assert recorded == {"libpython3.11.dylib": 4, "medviewer/_files/keymap.toml": 4}
    assert incomplete(frameworks) == ()
    assert place_for_texts(frameworks.parents[1]) == resources


def test_the_builds_description_names_what_is_there():
    text = (contents.PACKAGING / "medviewer.spec").read_text(encoding="utf-8")
    compile(text, "medviewer.spec", "exec")
    for name in ("entry.py", "hooks", "macos/entitlements.plist"):
        assert (contents.PACKAGING / name).exists()
    for name in ("app.ico", "app.icns"):
        assert (FOLDER / name).is_file()
        assert f'"{name}"' in text


def test_every_picture_of_the_icon_is_of_its_drawing_and_size():
    for size in SIZES:
        with Image.open(png_file(size)) as picture:
            assert picture.size == (size, size)
            assert picture.mode == "RGBA"
        assert drawing(size).is_file()
    with Image.open(FOLDER / "app.ico") as icon:
        assert {(s, s) for s in SIZES if s <= 256} == set(icon.info["sizes"])


def test_the_pictures_of_the_icon_follow_its_drawings(tmp_path):
    code = """
import sys
from PySide6.QtGui import QGuiApplication, QImage
from bundling.icon_files import SIZES, png_file
from bundling.icons import render
app = QGuiApplication([])
for size in SIZES:
    drawn, kept = render(size), QImage(str(png_file(size)))
    kept = kept.convertToFormat(drawn.format())
    far = max(
        abs(drawn.pixelColor(x, y).value() - kept.pixelColor(x, y).value())
        for x in range(0, size, max(1, size // 32)) for y in range(0, size, max(1, size // 32))
    )
    print(size, far)
"""
    path = f"{contents.PACKAGING}:{contents.ROOT}"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
    )
    far = {int(size): int(by) for size, by in (line.split() for line in done.stdout.splitlines())}
    assert set(far) == set(SIZES), done.stderr
    assert max(far.values()) <= 24, "run `make icons` after a change of a drawing"


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/Qt/plugins/sqldrivers/libqsqlpsql.so", False),
        ("PySide6/Qt/translations/qt_de.qm", False),
        ("torch/lib/libtorch_cpu.so", True),
        ("torch/include/ATen/ATen.h", False),
        ("torch/lib/libtorch.a", False),
        ("numpy-2.0.dist-info/licenses/numpy/_core/include/LICENSE.txt", True),
        ("nibabel/tests/data/anatomical.nii", False),
        ("medviewer/_files/model_weights/breast-us/test.png", True),
        ("medviewer\\_files\\resources\\keymap.toml", True),
        ("medviewer/_files/model_weights/breast-us/gate.safetensors", True),
        ("medviewer/_files/model_weights/reference/unet/weights.safetensors", False),
        ("medviewer\\_files\\model_weights\\reference\\README.md", False),
        ("medviewer/_files/resources/screenshots/dark-100/empty.png", False),
    ],
)
def test_what_goes_into_the_bundle(place, wanted):
    assert contents.wanted(place) is wanted


def test_nothing_of_the_program_is_left_out_but_training():
    own = [m for m in contents.EXCLUDED_MODULES if m.split(".")[0] == "medviewer"]
    assert own == ["medviewer.training"]


def test_no_module_is_left_out_that_the_running_program_imports():
    code = """
import sys
from bundling.contents import EXCLUDED_MODULES
import medviewer.ui.reading_page, medviewer.inference.engine, medviewer.exchange.dicom_seg
import medviewer.reports.pdf, medviewer.store.store, medviewer.app.commands.demo
from medviewer.imaging.registry import default_registry
default_registry()
print([m for m in sys.modules if any(f"{m}.".startswith(f"{x}.") for x in EXCLUDED_MODULES)])
"""
    path = f"{contents.PACKAGING}:{contents.ROOT}"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "[]", done.stderr

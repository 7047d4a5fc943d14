"""What the program says it is made of."""

import subprocess
import sys
from importlib import metadata

from medviewer import __version__
from medviewer.app.versions import installed_versions

LOADED = """
import sys
from medviewer.app.versions import installed_versions
installed_versions()
print(sorted({"torch", "PySide6", "cv2", "scipy"} & set(sys.modules)))
"""


def test_every_library_is_found_with_its_version():
    versions = installed_versions()
    assert versions.program == __version__
    assert [part.name for part in versions.libraries if part.version == "not installed"] == []
    torch = next(part for part in versions.libraries if part.name == "PyTorch")
    assert torch.version == metadata.version("torch")
    cipher = next(part for part in versions.libraries if part.name == "SQLCipher")
    assert "SQLite" in cipher.version


def test_packs_are_told_with_their_version_and_broken_ones_with_a_reason(
    tiny_pack, tmp_path, monkeypatch
):
    broken = tmp_path / "packs" / "half"
    broken.mkdir()
    (broken / "pack.toml").write_text("schema = 1\n")
    monkeypatch.setenv("MEDVIEWER_PACKS", str(tmp_path / "packs"))
    versions = installed_versions()
    assert ("tiny", tiny_pack.version) in [(pack.name, pack.version) for pack in versions.packs]
    assert len(versions.problems) == 1
    assert f"tiny {tiny_pack.version} ({tiny_pack.title})" in str(versions)
    assert versions.problems[0] in str(versions)


def test_nothing_heavy_is_loaded_for_it():
    said = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True
    ).stdout
    assert said.strip() == "[]"

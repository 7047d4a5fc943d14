"""ZIP archives and DICOMDIR opened as the folders they stand for."""

import os
import stat
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from medviewer.imaging import archive
from medviewer.imaging.index import IndexedSeries, IndexProblem, scan_paths, watch_paths
from medviewer.imaging.registry import read_series


@pytest.fixture(autouse=True)
def own_place(tmp_path_factory, monkeypatch):
    place = tmp_path_factory.mktemp("unpacked")
    monkeypatch.setattr("tempfile.tempdir", str(place))
    yield place
    archive.close_archives()
    assert list(place.glob("medviewer-*")) == []


def png(folder: Path, name: str, value: int = 1) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.full((3, 4), value, np.uint8)).save(path)
    return path


def packed(path: Path, files: dict[str, Path | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.read_bytes()
            out.writestr(name, data)
    return path


def reasons(found) -> list[str]:
    return [f.reason for f in found if isinstance(f, IndexProblem)]


def names(found) -> list[str]:
    return [f.files[0].name for f in found if isinstance(f, IndexedSeries)]


def test_an_archive_is_a_folder_in_natural_order(tmp_path, own_place):
    one, two = png(tmp_path, "one.png", 1), png(tmp_path, "two.png", 2)
    path = packed(
        tmp_path / "scans.zip",
        {
            "b/img10.png": one,
            "b/img2.png": two,
            "z.png": one,
            "__MACOSX/._z.png": b"x",
            ".hidden.png": b"x",
            "b/notes.txt": b"words",
        },  # fmt: skip
    )
    found = list(scan_paths([path]))
    assert names(found) == ["z.png", "img2.png", "img10.png"]
    assert read_series(found[1]).frame(0)[0, 0] == 2
    (place,) = own_place.iterdir()
    if sys.platform != "win32":
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert list(scan_paths([path])) == found  # nothing unpacked a second time
    assert len(list(own_place.iterdir())) == 1


def test_members_are_unpacked_one_by_one_masks_first(tmp_path, own_place):
    whole = png(tmp_path, "x.png", 255)
    path = packed(
        tmp_path / "a.zip", {"x.png": whole, "x_mask.png": whole, "y1.png": whole, "y2.png": whole}
    )
    watching = watch_paths([path])
    item = next(watching)
    assert sorted(p.name for p in own_place.rglob("*.png")) == ["x.png", "x_mask.png"]
    assert read_series(item).reference_mask is not None
    watching.close()


def test_an_archive_within_a_folder_is_opened_and_one_within_it_is_not(tmp_path):
    one = png(tmp_path / "folder", "a.png")
    inner = packed(tmp_path / "inner.zip", {"deep.png": one})
    packed(tmp_path / "folder" / "outer.ZIP", {"b.png": one, "inner.zip": inner})
    assert names(scan_paths([tmp_path / "folder"])) == ["a.png", "b.png"]


def test_dicom_slices_in_an_archive_are_a_volume(tmp_path, write_slices):
    paths = write_slices([(0, 0, float(z)) for z in range(4)])
    path = packed(tmp_path / "ct.zip", {f"CT/{p.stem}": p for p in paths})
    (item,) = scan_paths([path])
    assert len(item.files) == 4
    assert read_series(item).frame(3)[0, 0] == 3 - 1024


def test_members_that_lead_outside_are_left_out(tmp_path, own_place):
    one = png(tmp_path, "a.png")
    bad = ["../evil.png", "/evil.png", "a/../../evil.png", "C:\\evil.png", "..\\evil.png"]
    path = packed(tmp_path / "slip.zip", {"good.png": one} | dict.fromkeys(bad, one))
    found = list(scan_paths([path]))
    assert names(found) == ["good.png"]
    (reason,) = reasons(found)
    assert "5 of its files would lie outside" in reason
    assert not list(tmp_path.parent.rglob("evil.png"))
    assert not list(own_place.parent.rglob("evil.png"))


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_not_followed(tmp_path):
    path = tmp_path / "link.zip"
    with zipfile.ZipFile(path, "w") as out:
        info = zipfile.ZipInfo("passwd.png")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        out.writestr(info, "/etc/passwd")
    (reason,) = reasons(scan_paths([path]))
    assert "holds no scans" in reason


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, own_place, monkeypatch):
    monkeypatch.setattr(archive, "_BOMB_BYTES", 1 << 20)
    path = packed(tmp_path / "bomb.zip", {f"{n}.dcm": bytes(1 << 20) for n in range(4)})
    (reason,) = reasons(scan_paths([path]))
    assert "not opened" in reason
    assert list(own_place.iterdir()) == []


def test_more_than_the_disk_can_take_is_refused(tmp_path, own_place, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda p: os.terminal_size((0, 0)) and _Usage)
    path = packed(tmp_path / "big.zip", {"a.png": png(tmp_path, "a.png")})
    (reason,) = reasons(scan_paths([path]))
    assert "free some space" in reason
    assert list(own_place.iterdir()) == []


class _Usage:
    free = 1000


def test_a_password_a_wrong_file_and_a_damaged_member_are_said_plainly(tmp_path):
    one = png(tmp_path, "a.png")
    locked = packed(tmp_path / "locked.zip", {"a.png": one})
    data = bytearray(locked.read_bytes())
    for magic, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(magic) + at] |= 1
    locked.write_bytes(data)
    (reason,) = reasons(scan_paths([locked]))
    assert "protected with a password" in reason

    (tmp_path / "words.zip").write_text("not an archive")
    (reason,) = reasons(scan_paths([tmp_path / "words.zip"]))
    assert "not a ZIP archive" in reason

    broken = packed(tmp_path / "broken.zip", {"a.png": one, "b.png": one})
    data = bytearray(broken.read_bytes())
    data[data.index(b"PK\x01\x02") + 16] ^= 0xFF  # the CRC of a.png
    broken.write_bytes(data)
    found = list(scan_paths([broken]))
    assert names(found) == ["b.png"]
    assert reasons(found) == ["a.png in broken.zip is damaged; copy or export the archive again."]


def test_names_that_differ_by_case_only_stay_apart(tmp_path):
    one, two = png(tmp_path, "1.png", 1), png(tmp_path, "2.png", 2)
    path = packed(tmp_path / "case.zip", {"A.png": one, "a.png": two})
    found = list(scan_paths([path]))
    assert sorted(int(read_series(i).frame(0)[0, 0]) for i in found) == [1, 2]


@pytest.mark.skipif(sys.platform == "win32", reason="not swept there")
def test_what_a_killed_program_left_is_removed(tmp_path, own_place):
    import subprocess

    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = own_place / f"medviewer-archive-{ended.pid}-abc"
    left.mkdir()
    list(scan_paths([packed(tmp_path / "a.zip", {"a.png": png(tmp_path, "a.png")})]))
    assert not left.exists()


def test_a_dicomdir_stands_for_its_files_in_its_order(shared_data):
    folder = shared_data / "dicom" / "dicomdir"
    found = list(scan_paths([folder / "DICOMDIR"]))
    assert reasons(found) == []
    files = {p for item in found for p in item.files}
    assert files == {p for p in folder.rglob("*") if p.is_file() and p.name != "DICOMDIR"}


def test_files_of_a_dicomdir_that_are_missing_are_named_once(shared_data):
    path = shared_data / "dicom" / "series_mr_dicomdir" / "DICOMDIR"
    (reason,) = reasons(scan_paths([path]))
    assert reason.startswith("DICOMDIR lists ")
    assert "not there" in reason
    assert "open the folder" in reason


def test_names_of_a_dicomdir_are_found_whatever_their_case(write_dicom, tmp_path):
    from pydicom import dcmread
    from pydicom.fileset import FileSet

    path = write_dicom("one.dcm", np.zeros((4, 5), np.uint8), PatientSex="", StudyDate="20200101",
                       StudyTime="10", StudyID="1", SeriesNumber=1, InstanceNumber=1,
                       Modality="OT", PatientBirthDate="", AccessionNumber="")  # fmt: skip
    medium = FileSet()
    medium.add(dcmread(path))
    medium.write(tmp_path / "cd")
    for found in sorted((tmp_path / "cd").rglob("*"), key=lambda p: -len(p.parts)):
        if found.name != "DICOMDIR":
            found.rename(found.with_name(found.name.lower()))
    (item,) = scan_paths([tmp_path / "cd" / "DICOMDIR"])
    assert item.rows == 4


def test_info_looks_into_an_archive(tmp_path, capsys):
    import json

    from medviewer.app.main import main

    path = packed(tmp_path / "a.zip", {"x.png": png(tmp_path, "x.png"), "y.png": b"no picture"})
    assert main(["info", "--json", str(path)]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {(line["kind"], Path(line["files"][0]).name) for line in lines} == {
        ("series", "x.png"),
        ("error", "y.png"),
    }

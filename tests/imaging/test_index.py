"""Folders walked: what is found, in which order, and what is said of the rest."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from medviewer.domain.image import VolumeKind
from medviewer.imaging.index import IndexedSeries, IndexProblem, reference_masks, scan_paths
from medviewer.imaging.registry import default_registry, read_series


def picture(path: Path, value: int = 50) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.full((3, 4), value, dtype=np.uint8)).save(path)
    return path


def names(found) -> list[str]:
    return [item.files[0].name for item in found if isinstance(item, IndexedSeries)]


def test_names_are_in_natural_order_and_folders_below_follow(tmp_path):
    for name in ("img10.png", "img2.png", "B.PNG", "below/a.png", "img1.png"):
        picture(tmp_path / name)
    assert names(scan_paths([tmp_path])) == [
        "B.PNG",
        "img1.png",
        "img2.png",
        "img10.png",
        "a.png",
    ]


def test_an_item_says_what_its_volume_will_be(tmp_path):
    path = picture(tmp_path / "a.png")
    (item,) = scan_paths([tmp_path])
    volume = read_series(item)
    assert (item.rows, item.columns, item.frames, item.kind) == (3, 4, 1, VolumeKind.PICTURE)
    assert item.files == volume.files == (path,)
    assert item.context == volume.context


def test_hidden_files_and_other_files_are_passed_over(tmp_path):
    picture(tmp_path / ".hidden.png")
    picture(tmp_path / ".cache" / "thumb.png")
    (tmp_path / "notes.txt").write_text("nothing to see")
    picture(tmp_path / "a.png")
    found = list(scan_paths([tmp_path]))
    assert names(found) == ["a.png"]
    assert len(found) == 1


def test_a_file_named_directly_gets_an_answer(tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("nothing to see here, only words")
    (problem,) = scan_paths([notes])
    assert problem == IndexProblem(notes, problem.reason)
    assert "notes.txt is not a scan" in problem.reason


def test_a_damaged_scan_in_a_folder_is_named_and_the_rest_goes_on(tmp_path):
    picture(tmp_path / "a.png")
    (tmp_path / "b.png").write_text("not a picture at all, but named as one")
    picture(tmp_path / "c.png")
    found = list(scan_paths([tmp_path]))
    assert names(found) == ["a.png", "c.png"]
    (problem,) = (item for item in found if isinstance(item, IndexProblem))
    assert problem.path.name == "b.png"


def test_an_empty_folder_and_a_missing_path_say_so(tmp_path):
    (empty,) = scan_paths([tmp_path])
    (gone,) = scan_paths([tmp_path / "gone"])
    assert "holds no scans" in empty.reason
    assert "not found" in gone.reason


def test_reference_masks_are_never_cases(tmp_path):
    picture(tmp_path / "X.png")
    masks = [picture(tmp_path / f"X_mask{n}.png") for n in ("", "_1", "_2")]
    picture(tmp_path / "Y_mask.png")  # no Y beside it: a picture of its own
    assert names(scan_paths([tmp_path])) == ["X.png", "Y_mask.png"]
    assert list(scan_paths([masks[0]])) == []
    assert reference_masks(tmp_path / "X.png") == masks


def test_dicom_needs_no_ending(write_dicom, tmp_path):
    write_dicom("scans/IM0001", np.zeros((4, 5), np.uint8))
    (item,) = scan_paths([tmp_path / "scans"])
    assert (item.rows, item.columns) == (4, 5)


def test_single_pictures_of_one_dicom_series_stay_apart(write_dicom, tmp_path):
    for n in range(3):
        write_dicom(f"us/{n}.dcm", np.zeros((4, 5), np.uint8), Modality="US")
    assert [len(i.files) for i in scan_paths([tmp_path / "us"])] == [1, 1, 1]


def test_a_report_is_a_problem_only_where_named(write_dicom, tmp_path):
    from pydicom import dcmread

    path = write_dicom("folder/a.dcm", np.zeros((4, 5), np.uint8))
    ds = dcmread(path)
    for keyword in ("PixelData", "Rows", "Columns"):
        del ds[keyword]
    ds.SOPClassUID = ds.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.88.11"
    ds.save_as(path)
    assert list(scan_paths([path.parent])) == []
    (problem,) = scan_paths([path])
    assert "Basic Text SR" in problem.reason


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything"
)
def test_a_folder_without_rights_is_named_and_the_rest_goes_on(tmp_path):
    picture(tmp_path / "open" / "a.png")
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o000)
    try:
        found = list(scan_paths([tmp_path]))
    finally:
        locked.chmod(0o700)
    assert names(found) == ["a.png"]
    assert [item.reason for item in found if isinstance(item, IndexProblem)] == [
        "The folder locked may not be read; ask for rights to it."
    ]


def test_a_refused_folder_is_one_sentence(tmp_path, monkeypatch):
    """As above for those who run the tests with all rights."""

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    (problem,) = scan_paths([tmp_path])
    assert problem.reason == f"The folder {tmp_path.name} may not be read; ask for rights to it."


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_back_up_does_not_go_round(tmp_path):
    picture(tmp_path / "below" / "a.png")
    (tmp_path / "below" / "up").symlink_to(tmp_path)
    assert names(scan_paths([tmp_path])) == ["a.png"]


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes there")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.png")
    (problem,) = scan_paths([tmp_path / "pipe.png"])
    assert "no file" in problem.reason


def test_the_index_can_be_left_at_any_time(tmp_path):
    for n in range(5):
        picture(tmp_path / f"{n}.png", n)
    walk = scan_paths([tmp_path])
    assert names([next(walk)]) == ["0.png"]
    walk.close()


def test_the_registry_starts_without_the_libraries():
    import subprocess

    code = (
        "import sys; from medviewer.imaging.registry import default_registry;"
        "import medviewer.imaging.index, medviewer.imaging.windowing, medviewer.imaging.overlay;"
        "default_registry(); print({'pydicom', 'cv2', 'PIL', 'scipy'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


def test_can_read_looks_at_the_content_and_never_raises(tmp_path, write_dicom):
    can_read = default_registry().can_read
    assert can_read(picture(tmp_path / "a.png"))
    assert can_read(write_dicom("b", np.zeros((4, 5), np.uint8)))
    (tmp_path / "c.dcm").write_text("words")
    assert not can_read(tmp_path / "c.dcm")
    assert not can_read(tmp_path / "gone.dcm")
    assert not can_read(tmp_path)

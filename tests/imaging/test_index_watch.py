"""The index as one who looks on sees it: first image at once, progress, nothing twice."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from medviewer.domain.image import VolumeKind
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.imaging import index
from medviewer.imaging.header_cache import HeaderCache
from medviewer.imaging.index import (
    IndexedSeries,
    IndexProblem,
    IndexProgress,
    scan_paths,
    watch_paths,
)
from medviewer.imaging.reader import FileContent, FileHeader
from medviewer.imaging.registry import ReaderRegistry


def series(found) -> list[IndexedSeries]:
    return [f for f in found if isinstance(f, IndexedSeries)]


def test_the_first_slice_comes_at_once_and_grows_under_one_key(write_slices):
    paths = write_slices([(0, 0, float(-z)) for z in range(30)])
    found = list(watch_paths([paths[0].parent]))
    first, whole = series(found)
    assert isinstance(found[0], IndexedSeries)
    assert first.files == (paths[0],)
    assert first.frames == 1
    assert len(whole.files) == whole.frames == 30
    assert whole.kind is VolumeKind.STACK
    assert whole.files[0] == paths[-1]  # in order of place, which runs against the names
    assert first.key == whole.key


def test_a_series_over_many_folders_is_told_of_seldom_and_ends_whole(write_dicom, tmp_path):
    for z in range(16):
        write_dicom(
            f"s/{z}/im.dcm",
            np.zeros((4, 5), np.int16),
            Modality="CT",
            ImagePositionPatient=[0, 0, float(z)],
            ImageOrientationPatient=[1, 0, 0, 0, 1, 0],
        )
    found = series(watch_paths([tmp_path / "s"]))
    assert [len(s.files) for s in found] == [1, 2, 4, 8, 16]
    assert len({s.key for s in found}) == 1


def test_what_is_watched_ends_as_what_is_scanned(write_slices, write_dicom, tmp_path):
    folder = write_slices([(0, 0, float(z)) for z in (0, 1, 2, 0, 1, 2)])[0].parent
    write_dicom("series/z.dcm", np.zeros((4, 5), np.int16), ImagePositionPatient=[5, 0, 0],
                ImageOrientationPatient=[0, 1, 0, 0, 0, 1])  # fmt: skip
    write_dicom("series/us.dcm", np.zeros((7, 5), np.uint8), SeriesInstanceUID="1.2.3.9")
    last = {s.key: s for s in series(watch_paths([folder]))}
    assert sorted(last.values(), key=lambda s: s.key) == sorted(
        series(scan_paths([folder])), key=lambda s: s.key
    )
    assert sorted(len(s.files) for s in last.values()) == [1, 1, 3, 3]


def test_progress_counts_also_what_is_no_scan(tmp_path):
    for n in range(60):
        (tmp_path / f"{n}.txt").write_text("only words")
    found = list(watch_paths([tmp_path]))
    assert [f.files_seen for f in found if isinstance(f, IndexProgress)] == [25, 50]
    assert [type(f) for f in scan_paths([tmp_path])] == [IndexProblem]


def picture(path: Path, value: int = 50) -> Path:
    Image.fromarray(np.full((3, 4), value, dtype=np.uint8)).save(path)
    return path


def test_a_second_start_reads_no_header_again(write_slices, tmp_path):
    folder = write_slices([(0, 0, float(z)) for z in range(5)])[0].parent
    picture(folder / "a.png")
    cache = HeaderCache()
    before = list(scan_paths([folder], cache))
    again = HeaderCache({k: v for k, v in cache.changed().items() if v})
    assert list(scan_paths([folder], again)) == before
    assert again.hits >= 6
    assert again.changed() == {}


def test_a_changed_file_is_read_again_and_a_gone_one_forgotten(tmp_path):
    for n in range(3):
        picture(tmp_path / f"{n}.png", n)
    cache = HeaderCache()
    before = {s.files[0].name: s for s in scan_paths([tmp_path], cache)}
    (tmp_path / "2.png").unlink()
    Image.fromarray(np.zeros((8, 9), np.uint8)).save(tmp_path / "1.png")
    again = HeaderCache({k: v for k, v in cache.changed().items() if v})
    after = {s.files[0].name: s for s in scan_paths([tmp_path], again)}
    assert after.keys() == {"0.png", "1.png"}
    assert after["0.png"] == before["0.png"]
    assert (after["1.png"].rows, after["1.png"].columns) == (8, 9)
    third = HeaderCache({k: v for k, v in again.changed().items() if v})
    assert {s.files[0].name: s for s in scan_paths([tmp_path], third)} == after
    assert third.changed() == {}


def test_a_folder_that_is_gone_is_forgotten(tmp_path):
    folder = tmp_path / "gone"
    folder.mkdir()
    picture(folder / "a.png")
    cache = HeaderCache()
    list(scan_paths([folder], cache))
    blocks = cache.changed()
    assert list(blocks) == [str(folder)]
    (folder / "a.png").unlink()
    folder.rmdir()
    assert HeaderCache(blocks).changed() == {str(folder): None}


def test_damaged_memory_is_no_memory(tmp_path):
    picture(tmp_path / "a.png")
    cache = HeaderCache({str(tmp_path): b"rubbish"})
    assert len(list(scan_paths([tmp_path], cache))) == 1
    assert cache.hits == 0


class Numbered:
    """A format whose header is its name: folder = series, number = place."""

    name = "Numbered"
    suffixes = (".slice",)

    def __init__(self) -> None:
        self.described = 0

    def recognises(self, head: bytes, path: Path) -> bool:
        return path.suffix == ".slice"

    def describe(self, path: Path) -> FileHeader:
        self.described += 1
        series, number = path.parent.name, int(path.stem)
        context = StudyContext(
            Patient(series, series), Study(f"1.{series}"), Series(f"2.{series}"),
            (f"3.{series}.{number}",),
        )  # fmt: skip
        return FileHeader(
            path, FileContent.IMAGE, "slice", context, VolumeKind.PICTURE, 512, 512,
            volume_key=series, orientation=(1, 0, 0, 0, 1, 0), position_mm=float(number),
            instance=number,
        )  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_hundred_thousand_files_are_listed_once_and_then_remembered(tmp_path, monkeypatch):
    folders, slices = 2000, 50
    for folder in range(folders):
        (tmp_path / str(folder)).mkdir()
        for number in range(slices):
            (tmp_path / str(folder) / f"{number}.slice").touch()
    reader = Numbered()
    monkeypatch.setattr(index, "default_registry", lambda: ReaderRegistry([reader]))
    before, cache = memory_kb(), HeaderCache()
    found = watch_paths([tmp_path], cache)
    first = next(f for f in found if isinstance(f, IndexedSeries))
    assert len(first.files) == 1  # at once, while all the rest is still to come
    assert reader.described == 1
    rest = list(found)
    told = series([first, *rest])
    assert len({s.key for s in told}) == folders
    whole = {s.key: len(s.files) for s in told}
    assert set(whole.values()) == {slices}
    assert len(told) == 2 * folders  # each when its first slice is found, and when it is whole
    assert sum(isinstance(f, IndexProgress) for f in rest) >= folders * slices // 100
    assert reader.described == folders * slices
    assert memory_kb() - before < 600_000
    again = HeaderCache({k: v for k, v in cache.changed().items() if v})
    assert len(list(scan_paths([tmp_path], again))) == folders
    assert reader.described == folders * slices


def memory_kb() -> int:
    """Memory that this process holds; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)

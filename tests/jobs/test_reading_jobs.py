"""Folder index, volume reader and thumbnails on real files."""

import numpy as np
import pytest
from PIL import Image

from medviewer.imaging.index import IndexProblem, scan_paths
from medviewer.jobs.index import FolderIndexJob
from medviewer.jobs.reading import THUMBNAIL_SIZE, ThumbnailLoader, VolumeLoader
from medviewer.jobs.task import wait_for_tasks


@pytest.fixture
def folder(tmp_path):
    for number in range(1, 6):
        grey = np.full((60, 80 * number), 20 * number, np.uint8)
        Image.fromarray(grey).save(tmp_path / f"scan{number}.png")
    (tmp_path / "empty.png").write_bytes(b"")
    return tmp_path


def test_index_finds_scans_and_problems(qtbot, folder):
    job, found, counted = FolderIndexJob([folder]), [], []
    job.found.connect(found.extend)
    job.progressed.connect(lambda p: counted.append(p.done))
    with qtbot.waitSignal(job.finished) as ended:
        job.start()
    assert ended.args == [False]
    names = [f.path.name if isinstance(f, IndexProblem) else f.files[0].stem for f in found]
    assert names == ["empty.png", "scan1", "scan2", "scan3", "scan4", "scan5"]
    assert counted[-1] == 6


def test_index_stops_when_cancelled(qtbot, folder):
    job = FolderIndexJob([folder])
    with qtbot.waitSignal(job.finished) as ended:
        job.start()
        job.cancel()
    assert ended.args == [True]


def test_only_the_scan_asked_for_last_is_delivered(qtbot, folder):
    items = [i for i in scan_paths([folder]) if not isinstance(i, IndexProblem)]
    loader, loaded = VolumeLoader(), []
    loader.loaded.connect(lambda number, volume: loaded.append((number, volume.case)))
    numbers = [loader.load(item) for item in items]
    qtbot.waitUntil(lambda: bool(loaded))
    qtbot.wait(50)
    assert loaded == [(numbers[-1], "scan5")]
    loader.load(items[0])
    loader.drop()
    last = loader.load(items[1])
    qtbot.waitUntil(lambda: len(loaded) == 2)
    assert loaded[1] == (last, "scan2")
    loader.close()
    assert not loader.running


def test_a_scan_that_has_gone_is_a_sentence(qtbot, folder):
    item = next(scan_paths([folder / "scan1.png"]))
    (folder / "scan1.png").unlink()
    loader, failed = VolumeLoader(), []
    loader.failed.connect(lambda number, text: failed.append((number, text)))
    number = loader.load(item)
    qtbot.waitUntil(lambda: bool(failed))
    assert failed[0][0] == number
    assert "scan1.png" in failed[0][1]
    loader.close()


def test_thumbnails_have_the_picture_s_shape_and_its_hash(qtbot, folder):
    items = [i for i in scan_paths([folder]) if not isinstance(i, IndexProblem)]
    loader, ready = ThumbnailLoader(), {}
    loader.ready.connect(lambda key, picture, digest: ready.update({key: (picture, digest)}))
    for item in items:
        loader.request(item.files[0].stem, item)
    qtbot.waitUntil(lambda: len(ready) == 5)
    picture, digest = ready["scan3"]
    assert picture.shape == (32, THUMBNAIL_SIZE)
    assert set(np.unique(picture)) == {60}
    assert len(digest) == 64
    loader.close()
    wait_for_tasks()

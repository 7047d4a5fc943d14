"""Data sets: what is wrong with one is said before any training."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from medviewer.training.manifest import read_manifests, read_picture, select
from medviewer.training.recipe import TrainingError

LABELS = ("normal", "benign", "malignant")
Rows = list[dict[str, str]]
MakeData = Callable[..., tuple[Path, Rows]]


def test_records_are_read_as_written(make_data: MakeData, write_manifest: Callable) -> None:
    folder, rows = make_data()
    rows[1] |= {"label_conflict": "1", "unique": "0"}
    write_manifest(folder, rows)
    records = read_manifests([folder], LABELS)
    assert len(records) == len(rows)
    assert [r.id for r in select(records, "val")] == [r["id"] for r in rows if r["split"] == "val"]
    assert records[0].mask is None
    assert (records[1].label_certain, records[1].unique) == (False, False)
    picture, mask = read_picture(records[1])
    assert picture.shape == mask.shape
    assert mask.any()
    assert not read_picture(records[0])[1].any()


def _change(rows: Rows, index: int, **values: str) -> Rows:
    rows[index] |= values
    return rows


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda rows: _change(rows, -1, patient=rows[0]["patient"]), "two splits"),
        (lambda rows: _change(rows, 1, id=rows[0]["id"]), "occurs twice"),
        (lambda rows: _change(rows, 0, label="cyst"), "'cyst', which is not in the recipe"),
        (lambda rows: _change(rows, 0, image="images/gone.png"), "gone.png, which is missing"),
        (lambda rows: _change(rows, 0, split="holdout"), "no split"),
        (lambda rows: _change(rows, 0, patient=""), "a row has no 'patient'"),
    ],
)
def test_a_wrong_manifest_is_refused(
    make_data: MakeData,
    write_manifest: Callable,
    spoil: Callable[[Rows], Rows],
    said: str,
) -> None:
    folder, rows = make_data()
    write_manifest(folder, spoil(rows))
    with pytest.raises(TrainingError, match=said):
        read_manifests([folder], LABELS)


def test_the_same_patient_number_in_two_data_sets_is_two_people(make_data: MakeData) -> None:
    one, _ = make_data("one")
    two, _ = make_data("two")
    records = read_manifests([one, two], LABELS)
    assert len({r.patient for r in records}) == len(records)


def test_an_empty_split(make_data: MakeData, write_manifest: Callable) -> None:
    folder, rows = make_data()
    write_manifest(folder, [r for r in rows if r["split"] != "val"])
    with pytest.raises(TrainingError, match="no pictures in the split 'val'"):
        select(read_manifests([folder], LABELS), "val")


def test_no_manifest_and_a_missing_column(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="No such file"):
        read_manifests([tmp_path], LABELS)
    (tmp_path / "manifest.csv").write_text("id,image\n")
    with pytest.raises(TrainingError, match="column 'label' is missing"):
        read_manifests([tmp_path], LABELS)


def test_two_folders_of_one_name(make_data: MakeData, tmp_path: Path) -> None:
    folder, _ = make_data("a/discs")
    other, _ = make_data("b/discs")
    with pytest.raises(TrainingError, match="same name"):
        read_manifests([folder, other], LABELS)


def test_a_mask_of_another_size_and_a_broken_picture(make_data: MakeData) -> None:
    folder, rows = make_data()
    record = read_manifests([folder], LABELS)[1]
    cv2.imwrite(str(record.mask), np.zeros((5, 6), np.uint8))
    with pytest.raises(TrainingError, match="the mask has 5 x 6 pixels"):
        read_picture(record)
    record.image.write_bytes(b"not a picture")
    with pytest.raises(TrainingError, match="not a picture that can be read"):
        read_picture(record)


def test_the_shared_sets_keep_patients_apart(shared_data: Path) -> None:
    folders = [shared_data / "busi", shared_data / "busbra"]
    records = read_manifests(folders, LABELS)
    assert len(records) == 671 + 1170
    assert sum(not r.label_certain for r in records) == 20
    assert all(r.split == "train" for r in records if not r.label_certain)

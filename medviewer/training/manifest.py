"""Data sets: a folder with a ``manifest.csv``, one row a picture, split by patient."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from medviewer.training.recipe import TrainingError

SPLITS = ("train", "val", "test")
_NEEDED = ("id", "image", "label", "patient", "split")


@dataclass(frozen=True, slots=True)
class Record:
    """One picture. ``label_certain`` is False where the same lesion carries two labels.

    ``mask`` is None for a picture without a lesion. ``unique`` is False for all but one of a
    group of near-duplicates. ``slice``: its number in the patient's volume, None for a picture
    that stands alone.
    """

    id: str
    dataset: str
    image: Path
    mask: Path | None
    label: str
    patient: str
    split: str
    label_certain: bool = True
    unique: bool = True
    slice: int | None = None


def read_manifests(folders: Sequence[Path], labels: Sequence[str]) -> list[Record]:
    """Read the data sets and check them.

    Args:
        folders: each with ``manifest.csv``; the folder's name is the data set's name.
        labels: the classes the recipe knows.

    Raises:
        TrainingError: a file is missing, a class unknown, an id or data set double, or a
            patient stands in two splits.
    """
    names = [folder.resolve().name for folder in folders]
    if len(set(names)) != len(names):
        raise TrainingError("Two --data folders have the same name; each is one data set.")
    records = [r for folder in folders for r in _read(folder, set(labels))]
    split_of: dict[str, str] = {}
    for record in records:
        if split_of.setdefault(record.patient, record.split) != record.split:
            raise TrainingError(
                f"{record.dataset}/manifest.csv: the patient of picture {record.id} stands in "
                f"two splits ({split_of[record.patient]} and {record.split}); split by patient."
            )
    return records


def select(records: Sequence[Record], split: str) -> list[Record]:
    """The records of one split.

    Raises:
        TrainingError: there are none.
    """
    chosen = [r for r in records if r.split == split]
    if not chosen:
        raise TrainingError(f"The data have no pictures in the split {split!r}.")
    return chosen


def read_picture(record: Record, channels: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Decode a picture and its mask.

    Args:
        record: which picture.
        channels: 1 for grey, 3 for RGB.

    Returns:
        The picture, uint8 (rows, columns), or (rows, columns, 3), and the mask, bool (rows,
        columns), empty where the record names none.

    Raises:
        TrainingError: a file cannot be decoded, or the mask has another size.
    """
    picture = _decode(record.image, channels)
    if record.mask is None:
        return picture, np.zeros(picture.shape[:2], bool)
    mask = _decode(record.mask, 1) > 0
    if mask.shape != picture.shape[:2]:
        raise TrainingError(
            f"{record.mask}: the mask has {mask.shape[0]} x {mask.shape[1]} pixels, its "
            f"picture {picture.shape[0]} x {picture.shape[1]}; they must agree."
        )
    return picture, mask


def _decode(path: Path, channels: int) -> np.ndarray:
    flag = cv2.IMREAD_GRAYSCALE if channels == 1 else cv2.IMREAD_COLOR_RGB
    decoded = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), flag)
    if decoded is None:
        raise TrainingError(f"{path}: not a picture that can be read.")
    return np.asarray(decoded)


def _read(folder: Path, labels: set[str]) -> list[Record]:
    path = folder / "manifest.csv"
    try:
        with path.open(newline="", encoding="utf-8") as stream:
            reader = csv.DictReader(stream)
            missing = [c for c in _NEEDED if c not in (reader.fieldnames or ())]
            if missing:
                raise TrainingError(f"{path}: the column {missing[0]!r} is missing.")
            rows = list(reader)
    except OSError as error:
        raise TrainingError(f"{path}: {error.strerror or 'cannot be read'}.") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise TrainingError(f"{path}: not a table of comma-separated values ({error}).") from None
    seen: set[str] = set()
    records = []
    for row in rows:
        record = _record(row, folder, path)
        if record.label not in labels:
            raise TrainingError(
                f"{path}: picture {record.id} has the class {record.label!r}, which is not in "
                "the recipe."
            )
        if record.split not in SPLITS:
            raise TrainingError(f"{path}: picture {record.id} has no split of {SPLITS}.")
        if record.id in seen:
            raise TrainingError(f"{path}: the id {record.id} occurs twice.")
        seen.add(record.id)
        records.append(record)
    return records


def _record(row: dict[str, str], folder: Path, path: Path) -> Record:
    for name in _NEEDED:
        if not row[name]:
            raise TrainingError(f"{path}: a row has no {name!r}.")
    files = [folder / row["image"]]
    if row.get("mask"):
        files.append(folder / row["mask"])
    for file in files:
        if not file.is_file():
            raise TrainingError(f"{path}: picture {row['id']} names {file}, which is missing.")
    dataset = folder.resolve().name
    number = row.get("slice") or None
    if number is not None and not number.isdecimal():
        raise TrainingError(f"{path}: picture {row['id']} has a slice that is no number.")
    return Record(
        id=row["id"],
        dataset=dataset,
        image=files[0],
        mask=files[1] if len(files) > 1 else None,
        label=row["label"],
        # Patients are numbered within a data set.
        patient=f"{dataset}/{row['patient']}",
        split=row["split"],
        label_certain=row.get("label_conflict", "0") in ("", "0"),
        unique=row.get("unique", "1") in ("", "1"),
        slice=None if number is None else int(number),
    )

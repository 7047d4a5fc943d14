"""Data sets: a folder with a ``manifest.csv``, one row a picture or a volume, split by patient.

A row names a picture file and perhaps its mask; or, by ``npz_index``, a slice of an archive
(``image`` uint8 (slices, channels, rows, columns), ``seg`` (slices, rows, columns)); or, by
``file``, a CT volume of which every slice counts (``hu`` (slices, rows, columns), ``label``).
"""

import csv
import dataclasses
import functools
import math
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from medviewer.domain.image import VoiWindow
from medviewer.imaging.windowing import render
from medviewer.packs.pack import GreyWindow, TruthRule
from medviewer.packs.preprocess import to_channels, to_grey
from medviewer.training.recipe import Sampling, TrainingError

SPLITS = ("train", "val", "test")
_ANY_TRUTH = TruthRule()
_NEEDED = ("id", "image", "label", "patient", "split")
_NEEDED_OF_VOLUMES = ("id", "file", "patient", "split", "slices", "labelled_classes")


@dataclass(frozen=True, slots=True)
class Record:
    """One picture. ``label_certain`` is False where the same lesion carries two labels.

    ``mask`` is None for a picture without a lesion. ``unique`` is False for all but one of a
    group of near-duplicates. ``slice``: its number in the patient's volume, None for a picture
    that stands alone. ``index``: its place in the archive ``image``, None for a picture file.
    ``values``: the stored values of the archive's label map that count; empty: all but 0.
    ``spacing_mm``: between rows and columns, of a slice between slices first; None: not known.
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
    index: int | None = None
    values: tuple[int, ...] = ()
    spacing_mm: tuple[float, ...] | None = None

    @property
    def volume(self) -> str:
        """Name of what the picture is a slice of; its own id where it stands alone."""
        if self.slice is None:
            return f"{self.dataset}/{self.id}"
        return f"{self.dataset}/{self.image.stem}" if self.index is not None else self.patient


def read_manifests(
    folders: Sequence[Path], labels: Sequence[str], truth: TruthRule = _ANY_TRUTH
) -> list[Record]:
    """Read the data sets and check them.

    Args:
        folders: each with ``manifest.csv``; the folder's name is the data set's name.
        labels: the classes the recipe knows; empty where nothing is named.
        truth: which stored values count as the segment.

    Raises:
        TrainingError: a file is missing, a class unknown, an id or data set double, or a
            patient stands in two splits.
    """
    names = [folder.resolve().name for folder in folders]
    if len(set(names)) != len(names):
        raise TrainingError("Two --data folders have the same name; each is one data set.")
    records = [r for folder in folders for r in _read(folder, set(labels), truth)]
    split_of: dict[str, str] = {}
    for record in records:
        if split_of.setdefault(record.patient, record.split) != record.split:
            raise TrainingError(
                f"{record.dataset}/manifest.csv: the patient of picture {record.id} stands in "
                f"two splits ({split_of[record.patient]} and {record.split}); split by patient."
            )
    return records


def read_others(folders: Sequence[Path], own: Sequence[Record]) -> list[Record]:
    """The data of other tasks, whatever their classes: pictures that a pack is to refuse.

    Raises:
        TrainingError: as ``read_manifests``, or a folder is one of the pack's own data.
    """
    names = {r.dataset for r in own}
    for folder in folders:
        if folder.resolve().name in names:
            raise TrainingError(
                f"{folder} is given with --data and with --others; it can be only one of them."
            )
    return read_manifests(folders, ())


def select(records: Sequence[Record], split: str) -> list[Record]:
    """The records of one split.

    Raises:
        TrainingError: there are none.
    """
    chosen = [r for r in records if r.split == split]
    if not chosen:
        raise TrainingError(f"The data have no pictures in the split {split!r}.")
    return chosen


def assign(records: Sequence[Record], sampling: Sampling) -> list[Record]:
    """The records with patients held out and the training part cut down as the recipe says.

    Raises:
        TrainingError: a patient to hold out is not in the training part.
    """
    train = {r.patient.partition("/")[2] for r in records if r.split == "train"}
    for name in sampling.hold_out:
        if name not in train:
            raise TrainingError(f"The recipe holds out {name!r}, no patient of the training part.")
    moved = [
        dataclasses.replace(r, split="val")
        if r.split == "train" and r.patient.partition("/")[2] in sampling.hold_out
        else r
        for r in records
    ]
    patients = list(dict.fromkeys(r.patient for r in moved if r.split == "train"))
    kept = set(patients[: sampling.patients])
    seen: Counter[str] = Counter()
    chosen = []
    for record in moved:
        if record.split == "train":
            if record.patient not in kept:
                continue
            # Evenly spread: taken where the running share passes a whole number.
            seen[record.patient] += 1
            before, now = (
                int(n * sampling.share) for n in (seen[record.patient] - 1, seen[record.patient])
            )
            if before == now:
                continue
        chosen.append(record)
    return chosen


def read_picture(
    record: Record, channels: int = 1, window: GreyWindow | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Decode a picture and its mask.

    Args:
        record: which picture.
        channels: 1 for grey, 3 for RGB.
        window: at which a CT slice is shown.

    Returns:
        The picture, uint8 (rows, columns), or (rows, columns, 3), and the mask, bool (rows,
        columns), empty where the record names none.

    Raises:
        TrainingError: a file cannot be decoded, or the mask has another size.
    """
    if record.index is not None:
        return _read_slice(record, record.index, channels, window)
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


def _read_slice(
    record: Record, index: int, channels: int, window: GreyWindow | None
) -> tuple[np.ndarray, np.ndarray]:
    """A slice of an archive as a picture, and its mask."""
    archive = _archive(record.image)
    is_ct = "hu" in archive
    pictures, labels = (archive[k] for k in (("hu", "label") if is_ct else ("image", "seg")))
    if index >= len(pictures) or pictures[index].shape[-2:] != labels[index].shape:
        raise TrainingError(
            f"{record.image}: slice {index} and its label map are not there in one size."
        )
    label = labels[index]
    mask = np.isin(label, record.values) if record.values else label > 0
    if not is_ct:
        colours = np.ascontiguousarray(np.moveaxis(pictures[index], 0, -1))
        return (colours if channels == 3 else to_grey(colours)), mask
    if window is None:
        raise TrainingError(f"{record.image}: CT values need a window; give input.window.")
    shown = render(pictures[index], VoiWindow(window.width, window.centre), False, None)
    return to_channels(shown, channels), mask


@functools.lru_cache(maxsize=2)
def _archive(path: Path) -> dict[str, np.ndarray]:
    """Arrays of an archive; slices are asked for in order, so the last ones are kept."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {
                name: stored[name] for name in ("hu", "label", "image", "seg") if name in stored
            }
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        raise TrainingError(f"{path}: not an archive of arrays that can be read.") from None
    if set(arrays) not in ({"hu", "label"}, {"image", "seg"}):
        raise TrainingError(f"{path}: holds neither 'hu' and 'label' nor 'image' and 'seg'.")
    for name, array in arrays.items():
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            raise TrainingError(f"{path}: the array {name!r} holds values that are no numbers.")
    return arrays


def _decode(path: Path, channels: int) -> np.ndarray:
    flag = cv2.IMREAD_GRAYSCALE if channels == 1 else cv2.IMREAD_COLOR_RGB
    decoded = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), flag)
    if decoded is None:
        raise TrainingError(f"{path}: not a picture that can be read.")
    return np.asarray(decoded)


def _read(folder: Path, labels: set[str], truth: TruthRule) -> list[Record]:
    path = folder / "manifest.csv"
    try:
        with path.open(newline="", encoding="utf-8") as stream:
            reader = csv.DictReader(stream)
            columns = reader.fieldnames or ()
            of_volumes = "file" in columns and "image" not in columns
            needed = _NEEDED_OF_VOLUMES if of_volumes else _NEEDED
            missing = [c for c in needed if c not in columns]
            if missing:
                raise TrainingError(f"{path}: the column {missing[0]!r} is missing.")
            rows = list(reader)
    except OSError as error:
        raise TrainingError(f"{path}: {error.strerror or 'cannot be read'}.") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise TrainingError(f"{path}: not a table of comma-separated values ({error}).") from None
    seen: set[str] = set()
    records = []
    for record in (r for row in rows for r in _records(row, folder, path, truth)):
        if labels and record.label not in labels:
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


def _records(row: dict[str, str], folder: Path, path: Path, truth: TruthRule) -> Iterator[Record]:
    """The pictures of a row: one, or every slice of a volume."""
    for name in _NEEDED_OF_VOLUMES if "file" in row else _NEEDED:
        if not row[name]:
            raise TrainingError(f"{path}: a row has no {name!r}.")
    if "file" not in row:
        yield _record(row, folder, path, truth)
        return
    file = folder / row["file"]
    if not file.is_file():
        raise TrainingError(f"{path}: volume {row['id']} names {file}, which is missing.")
    if truth.needs is not None and truth.needs not in row["labelled_classes"].split():
        return
    dataset = folder.resolve().name
    for index in range(_number(row, "slices", path) or 0):
        yield Record(
            id=f"{row['id']}_{index:03d}",
            dataset=dataset,
            image=file,
            mask=None,
            label="",
            patient=f"{dataset}/{row['patient']}",
            split=row["split"],
            slice=index,
            index=index,
            values=truth.values,
            spacing_mm=_spacing(row, path),
        )


def _spacing(row: dict[str, str], path: Path) -> tuple[float, ...] | None:
    """The spacing a row says, as 0.8x0.8, between slices first where there are some."""
    text = row.get("spacing_mm") or row.get("spacing_z_y_x")
    if not text:
        return None
    try:
        spacing = tuple(float(part) for part in text.split("x"))
    except ValueError:
        spacing = ()
    if len(spacing) not in (2, 3) or not all(0 < value < math.inf for value in spacing):
        raise TrainingError(f"{path}: picture {row['id']} has a spacing that is none: {text}.")
    return spacing


def _number(row: dict[str, str], name: str, path: Path) -> int | None:
    """A whole number of a row; None where there is none."""
    text = row.get(name) or None
    if text is not None and not text.isdecimal():
        raise TrainingError(f"{path}: picture {row['id']} has a {name} that is no number.")
    return None if text is None else int(text)


def _record(row: dict[str, str], folder: Path, path: Path, truth: TruthRule) -> Record:
    files = [folder / row["image"]]
    if row.get("mask"):
        files.append(folder / row["mask"])
    for file in files:
        if not file.is_file():
            raise TrainingError(f"{path}: picture {row['id']} names {file}, which is missing.")
    dataset = folder.resolve().name
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
        slice=_number(row, "slice", path),
        index=_number(row, "npz_index", path),
        values=truth.values,
        spacing_mm=_spacing(row, path),
    )

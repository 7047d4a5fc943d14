"""Public test pictures of each task, given to no pack by name: each goes to its own."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from medviewer.domain.geometry import VolumeGeometry
from medviewer.domain.image import ArrayFrames, ImageVolume, VolumeKind
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.imaging.registry import default_registry
from medviewer.inference.predictor import Predictor
from medviewer.packs.registry import PackRegistry

COUNT = 20
# Both brain packs learnt from both brain sets and read them equally well: there a question to the
# reader between the two is right.
OWN = {
    "busi": {"breast-us"},
    "cxr": {"chest-xray"},
    "lgg": {"brain-flair", "brain-tumour"},
    "brats": {"brain-flair", "brain-tumour"},
    "liver": {"liver-ct"},
}


@pytest.fixture(scope="module")
def predictor() -> Predictor:
    without = [pack.id for pack in PackRegistry().all() if pack.gate is None]
    if without:
        pytest.skip(f"no gate yet: {', '.join(without)}; `medviewer packs gate ID` fits one")
    return Predictor(PackRegistry(), "cpu")


def spread(rows: list, count: int = COUNT) -> list:
    return [rows[i] for i in np.linspace(0, len(rows) - 1, count).astype(int)]


def volume(array: np.ndarray, kind: VolumeKind) -> ImageVolume:
    """What a research format holds: an array, and nothing of how it was made."""
    context = StudyContext(Patient("p", "p"), Study("1"), Series("2"))
    return ImageVolume(
        ArrayFrames(array), VolumeGeometry(array.shape[1], array.shape[2], len(array)), context,
        "ab" * 32, (Path("x.npy"),), kind, colour=array.ndim == 4,
    )  # fmt: skip


def scans(folder: Path) -> Iterator[ImageVolume]:
    """Test scans of a data set, evenly spread: files as they are, or arrays."""
    with (folder / "manifest.csv").open(newline="", encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["split"] == "test"]
    if "file" in rows[0]:  # CT: short stacks of Hounsfield values
        stacks = []
        for row in rows:
            hu = np.load(folder / row["file"])["hu"]
            stacks += [hu[start : start + 12] for start in range(0, len(hu) - 11, 4)]
        yield from (volume(stack, VolumeKind.STACK) for stack in spread(stacks))
        return
    for row in spread(rows):
        if row.get("npz_index"):
            picture = np.load(folder / row["image"])["image"][int(row["npz_index"])]
            colours = np.ascontiguousarray(np.moveaxis(picture, 0, -1))
            yield volume(colours[None], VolumeKind.PICTURE)
        else:
            yield default_registry().read(folder / row["image"])


@pytest.mark.slow
@pytest.mark.parametrize("name", OWN)
def test_each_tasks_pictures_go_to_their_own_pack(
    predictor: Predictor, shared_data: Path, name: str, record_property: Callable[..., None]
) -> None:
    taken: list[set[str]] = []
    for scan in scans(shared_data / name):
        steps = predictor.choose(scan)
        while True:
            try:
                next(steps)
            except StopIteration as stop:
                choice = stop.value
                break
        asked = {one.pack.id for one in choice.candidates}
        taken.append({choice.taken} if choice.taken else asked)
    record_property("taken", taken)
    assert len(taken) == COUNT
    assert sum(bool(one) and one <= OWN[name] for one in taken) >= 0.95 * COUNT, taken

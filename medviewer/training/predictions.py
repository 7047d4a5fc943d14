"""What a pack answers for the pictures of a data set: the path that prediction takes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from medviewer.inference.engine import Engine
from medviewer.packs.pack import ModelPack
from medviewer.packs.preprocess import prepare
from medviewer.training.manifest import Record, read_picture


@dataclass(frozen=True)
class Answer:
    """The network's answer for one picture, before any rule.

    ``truth``: bool (rows, columns). ``maps``: float32 (S, rows, columns) on the picture's own
    grid. ``logits``: float64 (C,), or None without a classifier.
    """

    record: Record
    truth: npt.NDArray[np.bool_]
    maps: npt.NDArray[np.float32]
    logits: npt.NDArray[np.float64] | None


def answers(
    pack: ModelPack,
    records: Sequence[Record],
    device: str,
    change: Callable[[np.ndarray], np.ndarray] | None = None,
) -> Iterator[Answer]:
    """Ask a pack about each picture, one at a time as a reader would.

    Args:
        pack: whose network is asked, its weights verified first.
        records: the pictures.
        device: ``auto``, ``cpu``, ``cuda`` or ``mps``.
        change: what is done to each picture, uint8, before the pack sees it.

    Raises:
        PackError: the weights are missing, changed, or do not fit the network.
        TrainingError: a picture cannot be read.
    """
    engine = Engine(pack, device)
    for record in tqdm(records, desc="evaluate", disable=None, leave=False):
        picture, truth = read_picture(record, pack.input.channels, pack.input.window)
        if change is not None:
            picture = change(picture)
        prepared = prepare(picture, pack.input)
        output = engine.infer(prepared.array[None])
        maps = (
            np.zeros((0, *truth.shape), np.float32)
            if output.mask_probability is None
            else prepared.transform.to_input(output.mask_probability[0])
        )
        logits = None if output.class_logits is None else output.class_logits[0]
        yield Answer(record, truth, maps, logits)

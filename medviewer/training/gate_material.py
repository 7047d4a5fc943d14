"""The pictures a gate is fitted and measured with, as a network's statistics of them."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from medviewer.domain.errors import PackError
from medviewer.inference.engine import Engine
from medviewer.packs.pack import GreyWindow, ModelPack
from medviewer.packs.preprocess import prepare, to_channels
from medviewer.training.manifest import Record, read_picture
from medviewer.training.outliers import KINDS, TURNED, Picture, drawn, family, own_view

Statistics = npt.NDArray[np.float32]

_BATCH = 16
# CT of other tasks, for packs that have no window of their own: soft tissue.
_WINDOW = GreyWindow(centre=40, width=400)


@dataclass(frozen=True, slots=True)
class Amounts:
    """Most pictures of a split: of the pack's own, of each other data set, of each drawn kind.

    Turned and inverted pictures are made from as many of the own as of another data set.
    """

    own: int
    others: int
    drawn: int


AMOUNTS = {
    "train": Amounts(own=1500, others=400, drawn=150),
    "val": Amounts(own=600, others=150, drawn=60),
    "test": Amounts(own=1000, others=200, drawn=60),
}


@dataclass(frozen=True)
class Material:
    """Statistics (N, D) of pictures of one split.

    ``own`` belongs to the pictures of ``records``; ``views`` to altered views of them, as other
    machines would show them. ``others`` by kind: data sets, own pictures wrongly shown (made
    from ``turned``), and pictures that are no scans. ``shapes``: (N, 2), rows and columns of the
    own pictures.
    """

    records: tuple[Record, ...]
    turned: tuple[Record, ...]
    shapes: npt.NDArray[np.int64]
    own: Statistics
    views: Statistics
    others: Mapping[str, Statistics]

    def without(self, left_out: str) -> "Material":
        """The same without one family of kinds."""
        return self._with({k: v for k, v in self.others.items() if family(k) != left_out})

    def only(self, chosen: str) -> "Material":
        """The same with one family of kinds alone."""
        return self._with({k: v for k, v in self.others.items() if family(k) == chosen})

    def _with(self, others: Mapping[str, Statistics]) -> "Material":
        return dataclasses.replace(self, others=others)

    def counts(self) -> dict[str, int]:
        """Pictures by kind."""
        return {"own": len(self.own)} | {k: len(v) for k, v in self.others.items()}


def collect(
    pack: ModelPack,
    engine: Engine,
    own: Sequence[Record],
    others: Sequence[Record],
    split: str,
) -> Material:
    """Run the pictures of one split through a pack's network.

    Args:
        pack: whose input rule holds.
        engine: its network.
        own: records of the pack's own data, of any split.
        others: records of other data.
        split: which of them to take, evenly spread where there are more than ``AMOUNTS``.

    Raises:
        TrainingError: a picture cannot be read.
        PackError: the network gives no statistics.
    """
    amounts = AMOUNTS[split]
    chosen = _spread([r for r in own if r.split == split], amounts.own)
    few = _spread(chosen, amounts.others)
    foreign: dict[str, Statistics] = {}

    def run(pictures: Iterable[Picture], count: int, what: str) -> Statistics:
        bar = tqdm(pictures, f"{split}, {what}", count, disable=None, leave=False)
        return _statistics(pack, engine, bar)

    by_set: dict[str, list[Record]] = {}
    for record in others:
        if record.split == split:
            by_set.setdefault(record.dataset, []).append(record)
    for name, records in by_set.items():
        taken = _spread(records, amounts.others)
        foreign[name] = run(_foreign_pictures(pack, taken), len(taken), name)
    for name, turn in TURNED.items():
        foreign[name] = run(map(turn, _pictures(pack, few)), len(few), name)
    for name in KINDS:
        made = (drawn(name, split, number) for number in range(amounts.drawn))
        foreign[name] = run(made, amounts.drawn, name)
    shapes: list[tuple[int, ...]] = []

    def noted(pictures: Iterable[Picture]) -> Iterator[Picture]:
        for picture in pictures:
            shapes.append(picture.shape[:2])
            yield picture

    statistics = run(noted(_pictures(pack, chosen)), len(chosen), "own")
    views = (own_view(p, number) for number, p in enumerate(_pictures(pack, chosen)))
    return Material(
        tuple(chosen),
        tuple(few),
        np.array(shapes),
        statistics,
        run(views, len(chosen), "own, altered"),
        foreign,
    )


def _spread(records: Sequence[Record], most: int) -> list[Record]:
    if len(records) <= most:
        return list(records)
    return [records[i] for i in np.linspace(0, len(records) - 1, most).astype(int)]


def _pictures(pack: ModelPack, records: Iterable[Record]) -> Iterator[Picture]:
    for record in records:
        yield read_picture(record, pack.input.channels, pack.input.window or _WINDOW)[0]


def _foreign_pictures(pack: ModelPack, records: Iterable[Record]) -> Iterator[Picture]:
    """Pictures of other tasks; of coloured ones every second in the grey of one channel.

    Several grey scans kept as one coloured picture are also met one by one.
    """
    for number, record in enumerate(records):
        picture = read_picture(record, 3, pack.input.window or _WINDOW)[0]
        if number % 2:
            picture = np.ascontiguousarray(picture[..., 1])
        yield to_channels(picture, pack.input.channels)


def _statistics(pack: ModelPack, engine: Engine, pictures: Iterable[Picture]) -> Statistics:
    found: list[Statistics] = []
    batch: list[npt.NDArray[np.float32]] = []

    def flush() -> None:
        statistics = engine.statistics(np.stack(batch))
        if statistics is None:
            raise PackError(
                f"The network of the pack {pack.id} ({pack.network_name}) gives no statistics of "
                "its pictures, so a gate cannot be fitted to it."
            )
        found.append(statistics)
        batch.clear()

    for picture in pictures:
        batch.append(prepare(picture, pack.input).array)
        if len(batch) == _BATCH:
            flush()
    if batch:
        flush()
    return np.concatenate(found)

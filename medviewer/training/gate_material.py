"""The pictures a gate is fitted and measured with, as a network's statistics of them."""

import dataclasses
import itertools
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
from medviewer.training.outliers import KINDS, TURNED, Picture, drawn, drawn_from, family, own_view

OWN = "own"
"""The pack's own pictures, where pictures are told by kind."""

Statistics = npt.NDArray[np.float32]

_BATCH = 16
# CT of other tasks, for packs that have no window of their own: soft tissue.
_WINDOW = GreyWindow(centre=40, width=400)


@dataclass(frozen=True, slots=True)
class Amounts:
    """Most pictures of a split: of the pack's own, of each other data set, of each drawn kind.

    ``turned``: own pictures, evenly spread, that each turned and inverted kind is made from.
    """

    own: int
    turned: int
    others: int
    drawn: int


AMOUNTS = {
    "train": Amounts(own=2000, turned=1500, others=400, drawn=150),
    "val": Amounts(own=600, turned=300, others=150, drawn=60),
    "test": Amounts(own=1000, turned=200, others=200, drawn=60),
}


@dataclass(frozen=True)
class Material:
    """Statistics (N, D) of pictures of one split.

    ``own`` belongs to the pictures of ``records``; ``views`` to altered views of them, as other
    machines would show them. ``others`` by kind: data sets, own pictures wrongly shown (made
    from ``turned``), and pictures that are no scans; ``sources`` by kind: whose each of these
    is, a patient's or a drawing's. ``shapes``: (N, 2), rows and columns of the own pictures.
    """

    records: tuple[Record, ...]
    turned: tuple[Record, ...]
    shapes: npt.NDArray[np.int64]
    own: Statistics
    views: Statistics
    others: Mapping[str, Statistics]
    sources: Mapping[str, tuple[str, ...]]

    def part(self, chosen: Mapping[str, npt.NDArray[np.bool_]]) -> "Material":
        """Some of the pictures: by kind, ``OWN`` for the own and their views; bool (N,).

        Kinds of which none is chosen are left out, and so is what others were made from.
        """
        kinds = [kind for kind in self.others if chosen[kind].any()]
        return Material(
            tuple(itertools.compress(self.records, chosen[OWN])),
            (),
            self.shapes[chosen[OWN]],
            self.own[chosen[OWN]],
            self.views[chosen[OWN]],
            {kind: self.others[kind][chosen[kind]] for kind in kinds},
            {kind: tuple(itertools.compress(self.sources[kind], chosen[kind])) for kind in kinds},
        )

    def without(self, left_out: str) -> "Material":
        """The same without one family of kinds."""
        return self._with({k: v for k, v in self.others.items() if family(k) != left_out})

    def only(self, chosen: str) -> "Material":
        """The same with one family of kinds alone."""
        return self._with({k: v for k, v in self.others.items() if family(k) == chosen})

    def _with(self, others: Mapping[str, Statistics]) -> "Material":
        sources = {kind: self.sources[kind] for kind in others}
        return dataclasses.replace(self, others=others, sources=sources)

    def counts(self) -> dict[str, int]:
        """Pictures by kind."""
        return {OWN: len(self.own)} | {k: len(v) for k, v in self.others.items()}


def joined(first: Material, second: Material) -> Material:
    """The pictures of two splits as one."""
    kinds = dict.fromkeys((*first.others, *second.others))
    both = (first, second)
    return Material(
        first.records + second.records,
        first.turned + second.turned,
        np.concatenate([first.shapes, second.shapes]),
        np.concatenate([first.own, second.own]),
        np.concatenate([first.views, second.views]),
        {k: np.concatenate([m.others[k] for m in both if k in m.others]) for k in kinds},
        {k: sum((m.sources.get(k, ()) for m in both), ()) for k in kinds},
    )


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
    few = _spread(chosen, amounts.turned)
    foreign: dict[str, Statistics] = {}
    sources: dict[str, tuple[str, ...]] = {}

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
        sources[name] = tuple(r.patient for r in taken)
    for name, turn in TURNED.items():
        foreign[name] = run(map(turn, _half_altered(pack, few, split)), len(few), name)
        sources[name] = tuple(r.patient for r in few)
    for name in KINDS:
        made = (drawn(name, split, number) for number in range(amounts.drawn))
        foreign[name] = run(made, amounts.drawn, name)
        sources[name] = tuple(drawn_from(name, split, n) for n in range(amounts.drawn))
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
        sources,
    )


def _spread(records: Sequence[Record], most: int) -> list[Record]:
    if len(records) <= most:
        return list(records)
    return [records[i] for i in np.linspace(0, len(records) - 1, most).astype(int)]


def _pictures(pack: ModelPack, records: Iterable[Record]) -> Iterator[Picture]:
    for record in records:
        yield read_picture(record, pack.input.channels, pack.input.window or _WINDOW)[0]


def _half_altered(pack: ModelPack, records: Sequence[Record], split: str) -> Iterator[Picture]:
    """Own pictures to turn: to fit, every second altered, so that to be altered excuses nothing."""
    for number, picture in enumerate(_pictures(pack, records)):
        altered = split != "test" and number % 2
        yield own_view(picture, number) if altered else picture


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

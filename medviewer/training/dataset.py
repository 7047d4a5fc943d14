"""Pictures for the training loop: decoded once, then read from a memory-mapped file."""

import math
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import torch
from torch.utils.data import Dataset

from medviewer.training.augment import augment
from medviewer.training.fitting import Augmentation, Moves
from medviewer.training.manifest import Record, read_picture
from medviewer.training.mixing import LEFT_OUT
from medviewer.training.recipe import InputRecipe, Sampling, TrainingError
from medviewer.training.sample import Sample, plain

Item = tuple[int, int, int, int]
"""(record, size, epoch, draw); epoch -1: the picture as prediction sees it."""

_KEPT_BYTES = 2**30  # of pictures as prediction sees them: validation asks for the same each epoch


class PictureCache:
    """Decoded pictures and masks in one memory-mapped uint8 file.

    Args:
        records: the pictures, in the order they are asked for.
        rule: channels and window of the pictures.
        file: the ``.npy`` file to write, made anew each time (the sources may have changed).
    """

    def __init__(self, records: Sequence[Record], rule: InputRecipe, file: Path) -> None:
        self._shapes: list[tuple[int, ...]] = []
        self._offsets: list[int] = []
        pieces: list[np.ndarray] = []
        offset = 0
        for record in records:
            picture, mask = read_picture(record, rule.channels, rule.window)
            self._shapes.append(picture.shape)
            self._offsets.append(offset)
            pieces += [picture.ravel(), mask.ravel().astype(np.uint8)]
            offset += picture.size + mask.size
        try:
            np.save(file, np.concatenate(pieces))
        except OSError as error:
            raise TrainingError(f"{file}: {error.strerror or 'cannot be written'}.") from None
        self._file = file
        self._bytes: np.ndarray | None = None

    def __getstate__(self) -> dict[str, object]:
        # A worker of its own process opens the file itself; a pickled map would be a copy.
        return self.__dict__ | {"_bytes": None}

    def __getitem__(self, index: int) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.bool_]]:
        if self._bytes is None:
            self._bytes = np.load(self._file, mmap_mode="r")
        shape = self._shapes[index]
        start = self._offsets[index]
        middle = start + math.prod(shape)
        end = middle + math.prod(shape[:2])
        picture = np.asarray(self._bytes[start:middle]).reshape(shape)
        return picture, self._bytes[middle:end].reshape(shape[:2]).astype(bool)


class PictureDataset(Dataset[dict[str, torch.Tensor]]):
    """Makes network input of an ``Item``; the same item always gives the same tensors.

    Chance is drawn from the seed, the epoch and the draw alone, never from what ran before:
    a resumed run sees what an uninterrupted one would have seen.
    """

    def __init__(
        self,
        records: Sequence[Record],
        cache: PictureCache,
        rule: InputRecipe,
        augmentation: Augmentation,
        labels: Sequence[str],
        seed: int,
        moves: Moves | None = None,
    ) -> None:
        self._moves = moves or Moves()
        self._cache, self._rule, self._seed = cache, rule, seed
        self._augmentation = augmentation
        self._labels = [
            labels.index(r.label) if labels and r.label_certain else LEFT_OUT for r in records
        ]
        self._kept: dict[int, Sample] = {}
        self._kept_size, self._kept_bytes = 0, 0

    def __len__(self) -> int:
        return len(self._labels)

    def __getitem__(self, item: Item) -> dict[str, torch.Tensor]:  # type: ignore[override]
        index, size, epoch, draw = item
        if epoch < 0:
            sample = self._plain(index, size)
        else:
            picture, mask = self._cache[index]
            rng = np.random.default_rng((self._seed, epoch, draw))
            rule = self._rule.rule(size)
            sample = augment(picture, mask, rule, self._augmentation, rng, self._moves)
        return {
            "picture": torch.from_numpy(sample.array),
            "mask": torch.from_numpy(sample.mask),
            "label": torch.tensor(self._labels[index]),
            "index": torch.tensor(index),
        }

    def _plain(self, index: int, size: int) -> Sample:
        if size != self._kept_size:
            self._kept, self._kept_size, self._kept_bytes = {}, size, 0
        if index in self._kept:
            return self._kept[index]
        sample = plain(*self._cache[index], self._rule.rule(size))
        self._kept_bytes += sample.array.nbytes + sample.mask.nbytes
        if self._kept_bytes <= _KEPT_BYTES:
            self._kept[index] = sample
        return sample


class WeightedBatches:
    """Batches of one epoch, drawn by weight.

    Systematic resampling: a picture of expected count 1.6 is drawn once or twice, never
    nought or five times, which plain weighted drawing would do.
    """

    def __init__(self, weights: npt.NDArray[np.float64], draws: int, batch: int, seed: int) -> None:
        self._weights = weights / weights.sum()
        self._draws, self._batch, self._seed = draws, batch, seed
        self.epoch, self.size = 0, 0

    def __len__(self) -> int:
        return max(self._draws // self._batch, 1)

    def __iter__(self) -> Iterator[list[Item]]:
        rng = np.random.default_rng((self._seed, self.epoch))
        order = rng.permutation(len(self._weights))
        edges = np.cumsum(self._weights[order])
        places = (np.arange(self._draws) + rng.random()) / self._draws
        drawn = order[np.minimum(np.searchsorted(edges, places), len(order) - 1)]
        drawn = rng.permutation(drawn)
        for number in range(len(self)):
            start = number * self._batch
            yield [
                (int(index), self.size, self.epoch, start + place)
                for place, index in enumerate(drawn[start : start + self._batch])
            ]


def sampling_weights(records: Sequence[Record], sampling: Sampling) -> npt.NDArray[np.float64]:
    """Weight of each record: that of its data set times that of its class."""
    return np.array(
        [sampling.sets.get(r.dataset, 1.0) * sampling.classes.get(r.label, 1.0) for r in records]
    )


def start_worker(_number: int) -> None:
    """The loader's worker uses one core; the others belong to the network.

    Ctrl-C reaches every process of a terminal, but it is for the loop to end the epoch.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    cv2.setNumThreads(1)
    torch.set_num_threads(1)

"""The grid of a file whose pixels are shown in another order of its axes."""

from dataclasses import dataclass

import numpy as np

Affine = tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class StoredGrid:
    """How the grid of a file lies, and the way from it to what is shown and back.

    Both orders are (frames, rows, columns); several volumes (points in time) follow each other
    in both, and each is turned by itself.

    ``shape``: slices, rows, columns of one volume as stored. ``axes``: for slices, rows and
    columns as shown, which of those axes it is; ``backwards``: whether it is run through from
    its end. ``affine``: from (column, row, slice) as stored to mm in the patient (LPS), rows of
    a (4, 4) matrix; None where the file does not say.
    """

    shape: tuple[int, int, int]
    axes: tuple[int, int, int] = (0, 1, 2)
    backwards: tuple[bool, bool, bool] = (False, False, False)
    affine: Affine | None = None

    @property
    def is_as_shown(self) -> bool:
        return self.axes == (0, 1, 2) and not any(self.backwards)

    @property
    def slices(self) -> int:
        """Slices of one volume, as stored."""
        return self.shape[0]

    @property
    def keeps_slices(self) -> bool:
        """Whether a slice as shown is a slice as stored."""
        return self.axes[0] == 0

    def shown(self, array: np.ndarray) -> np.ndarray:
        """``array`` (frames, rows, columns, ...) as stored, as it is shown; a view if possible."""
        volumes = array.reshape(-1, *self.shape, *array.shape[3:])
        rest = range(4, volumes.ndim)
        turned = self._flipped(volumes.transpose(0, *(1 + a for a in self.axes), *rest))
        return turned.reshape(-1, *turned.shape[2:])

    def stored(self, array: np.ndarray) -> np.ndarray:
        """``array`` (frames, rows, columns, ...) as shown, as the file has it."""
        shape = (self.shape[a] for a in self.axes)
        volumes = self._flipped(array.reshape(-1, *shape, *array.shape[3:]))
        rest = range(4, volumes.ndim)
        turned = volumes.transpose(0, *(1 + self.axes.index(a) for a in range(3)), *rest)
        return turned.reshape(-1, *turned.shape[2:])

    def _flipped(self, volumes: np.ndarray) -> np.ndarray:
        return np.flip(volumes, tuple(1 + i for i in range(3) if self.backwards[i]))

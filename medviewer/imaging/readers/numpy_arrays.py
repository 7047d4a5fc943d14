"""NumPy arrays: .npy, and .npz with one picture. Never anything pickled."""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import numpy as np
from numpy.lib import format as npy

from medviewer.domain.errors import ReadError
from medviewer.domain.image import ArrayFrames, ImageVolume
from medviewer.imaging.grid import Grid, grid_header, grid_volume
from medviewer.imaging.reader import FileHeader, check_frame_size, check_held

_MAGIC = b"\x93NUMPY"
_RULE = (
    "a picture is (rows, columns), a stack (frames, rows, columns), either with 3 or 4 samples "
    "of 8 bits last for colour"
)


class NumpyReader:
    """(rows, columns), (frames, rows, columns), or either with RGB or RGBA last as uint8.

    Alpha is left out. An .npz has to hold one such array and no other.
    """

    name = "NumPy arrays"
    suffixes = (".npy", ".npz")

    def recognises(self, head: bytes, path: Path) -> bool:
        if path.suffix.lower() == ".npz":
            return head.startswith(b"PK\x03\x04")
        return head.startswith(_MAGIC)

    def decoders(self) -> dict[str, str]:
        return {"NumPy array": "NumPy"}

    def stored(self, path: Path) -> Iterator[tuple[np.ndarray, str | None]]:
        volume = self.read([path])
        for index in range(len(volume)):
            yield volume.frame(index), "RGB" if volume.colour else None

    def describe(self, path: Path) -> FileHeader:
        return grid_header(path, "NumPy array", _grid(path, *_header(path)[:2]))

    def read(self, files: Sequence[Path]) -> ImageVolume:
        path = files[0]
        shape, dtype, member = _header(path)
        grid = _grid(path, shape, dtype)
        if member is None:
            array = np.load(path, allow_pickle=False)
        else:
            with np.load(path, allow_pickle=False) as archive:
                array = archive[member]
        array = array.astype(array.dtype.newbyteorder("="), copy=False)
        if array.dtype == np.float16:
            array = array.astype(np.float32)
        if grid.colour:
            array = array[..., :3]
        frames = ArrayFrames(
            array.reshape(grid.frames, *array.shape[array.ndim - 2 - grid.colour :])
        )
        return grid_volume(path, grid, frames)


READER = NumpyReader()


def _header(path: Path) -> tuple[tuple[int, ...], np.dtype, str | None]:
    """Shape and dtype of the array of a file, and its name in an .npz.

    Raises:
        ReadError: there is not one array, or not all of it.
    """
    if path.suffix.lower() != ".npz":
        with path.open("rb") as stream:
            shape, dtype = _array_header(path, stream)
            held = path.stat().st_size - stream.tell()
        check_held(path, _size(shape, dtype), held)
        return shape, dtype, None
    with zipfile.ZipFile(path) as archive:
        names = [i.filename for i in archive.infolist() if i.filename.endswith(".npy")]
        if len(names) != 1:
            listed = ", ".join(n.removesuffix(".npy") for n in names[:8]) or "none"
            raise ReadError(
                f"{path.name} holds {len(names)} arrays ({listed}) and not one; save the picture "
                "in a file of its own."
            )
        info = archive.getinfo(names[0])
        with archive.open(info) as member:
            shape, dtype = _array_header(path, member)
        packed = info.compress_type != zipfile.ZIP_STORED
        check_held(path, _size(shape, dtype), info.compress_size, packed)
    return shape, dtype, names[0].removesuffix(".npy")


def _array_header(path: Path, stream: IO[bytes]) -> tuple[tuple[int, ...], np.dtype]:
    version = npy.read_magic(stream)
    read = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
    shape, _, dtype = read(stream)
    if dtype.hasobject:
        raise ReadError(
            f"{path.name} holds Python objects, which may run code and are never opened; save "
            "the numbers as a plain array."
        )
    return shape, dtype


def _size(shape: tuple[int, ...], dtype: np.dtype) -> int:
    size = dtype.itemsize
    for length in shape:
        size *= int(length)
    return size


def _grid(path: Path, shape: tuple[int, ...], dtype: np.dtype) -> Grid:
    colour = len(shape) in (3, 4) and shape[-1] in (3, 4) and dtype == np.uint8
    plane = shape[:-1] if colour else shape
    if len(plane) not in (2, 3) or 0 in shape or dtype.kind not in "buif":
        raise ReadError(f"{path.name} is an array {shape} of {dtype}; {_RULE}.")
    if dtype.itemsize > 8:
        raise ReadError(f"{path.name} holds {dtype}, which is too wide; save it as float64.")
    check_frame_size(path, plane[-2], plane[-1])
    return Grid(plane[-1], plane[-2], plane[0] if len(plane) == 3 else 1, colour=colour)

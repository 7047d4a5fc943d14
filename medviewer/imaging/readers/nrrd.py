"""NRRD in one file. Read by pynrrd."""

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from medviewer.domain.errors import ReadError
from medviewer.domain.image import ArrayFrames, ImageVolume
from medviewer.imaging.grid import Grid, grid_header, grid_volume, shown_frames
from medviewer.imaging.reader import FileHeader, check_frame_size, check_held

_TO_LPS = {
    "left-posterior-superior": (1, 1, 1),
    "right-anterior-superior": (-1, -1, 1),
    "left-anterior-superior": (1, -1, 1),
}
_GZIP = ("gzip", "gz")
_SHORT = {"LPS": "left-posterior-superior", "RAS": "right-anterior-superior"}
_SHORT["LAS"] = "left-anterior-superior"


class NrrdReader:
    """The first axis in space runs along the columns, the second along the rows.

    Colour is a first axis of three values of 8 bits.
    """

    name = "NRRD"
    suffixes = (".nrrd",)

    def recognises(self, head: bytes, path: Path) -> bool:
        return head.startswith(b"NRRD000")

    def decoders(self) -> dict[str, str]:
        return {"NRRD": "pynrrd"}

    def stored(self, path: Path) -> Iterator[tuple[np.ndarray, str | None]]:
        volume = self.read([path])
        for index in range(len(volume)):
            yield volume.frame(index), "RGB" if volume.colour else None

    def describe(self, path: Path) -> FileHeader:
        return grid_header(path, "NRRD volume", _grid(path, _header(path)))

    def read(self, files: Sequence[Path]) -> ImageVolume:
        path = files[0]
        header = _header(path)
        grid = _grid(path, header)
        array = _pixels(path, header)
        array = array.astype(array.dtype.newbyteorder("="), copy=False)
        shape = (grid.frames, grid.rows, grid.columns) + ((3,) if grid.colour else ())
        frames = shown_frames(grid, ArrayFrames(array.reshape(shape)))
        return grid_volume(path, grid, frames)


READER = NrrdReader()


def _header(path: Path) -> dict[str, Any]:
    """The header, after a look at whether the file can hold what it claims."""
    import nrrd

    with path.open("rb") as stream:
        header: dict[str, Any] = nrrd.read_header(stream)
        held = path.stat().st_size - stream.tell()
    if "data file" in header or "datafile" in header:
        raise ReadError(f"{path.name} has its pixels in another file; save it as one .nrrd.")
    if header["encoding"] in ("bz2", "bzip2") or header.get("line skip") or header.get("byte skip"):
        raise ReadError(f"{path.name} is packed in a way not read here; save it raw or with gzip.")
    check_held(path, _needed(header), held, header["encoding"] in _GZIP)
    return header


def _needed(header: dict[str, Any]) -> int:
    size = 1 if header["encoding"] in ("ascii", "txt", "text") else _dtype(header).itemsize
    for length in header["sizes"]:
        size *= int(length)
    return size


def _dtype(header: dict[str, Any]) -> np.dtype:
    from nrrd.reader import _determine_datatype  # its only table of NRRD's many type names

    return np.dtype(_determine_datatype(header))


def _pixels(path: Path, header: dict[str, Any]) -> np.ndarray:
    """All pixels, flat, as stored."""
    import nrrd

    with path.open("rb") as stream:
        if header["encoding"] not in _GZIP:
            array: np.ndarray = nrrd.read_data(nrrd.read_header(stream), stream, str(path))
            return array.ravel(order="F")
        nrrd.read_header(stream)
        needed = _needed(header)
        # Not unpacked by the library, which would not stop at what the header says.
        raw = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(stream.read(), needed)
    check_held(path, needed, len(raw))
    return np.frombuffer(raw, _dtype(header))


def _grid(path: Path, header: dict[str, Any]) -> Grid:
    sizes = [int(n) for n in header["sizes"]]
    kinds = header.get("kinds") or [""] * len(sizes)
    steps = header.get("space directions")
    steps = None if steps is None else np.asarray(steps, dtype=np.float64)
    colour = sizes[:1] == [3] and header["type"] in ("uchar", "unsigned char", "uint8", "uint8_t")
    colour = colour and kinds[0] in ("RGB-color", "vector", "3-color", "list")
    if colour:
        sizes, steps = sizes[1:], None if steps is None else steps[1:]
    if len(sizes) not in (2, 3) or min(sizes) < 1 or header["type"] == "block":
        raise ReadError(f"{path.name} holds no picture: its axes are {sizes}.")
    columns, rows, slices = (*sizes, 1)[:3]
    check_frame_size(path, rows, columns)
    named = str(header.get("space", ""))
    signs = _TO_LPS.get(_SHORT.get(named.upper(), named.lower()))
    spacings = [float(s) for s in header.get("spacings", ())][-len(sizes) :]
    size = (spacings[0], spacings[1], (*spacings, 0.0)[2]) if len(spacings) >= 2 else None
    place = None
    if steps is not None and signs is not None and steps.shape == (3, 3):
        steps = steps * signs
        origin = header.get("space origin")
        if origin is not None and len(origin) == 3:
            x, y, z = (float(v) * sign for v, sign in zip(origin, signs, strict=True))
            place = (x, y, z)
    elif steps is not None and steps.shape[0] >= 2 and np.all(np.isfinite(steps)):
        lengths = np.linalg.norm(steps, axis=1)  # a space that is not the patient's
        size, steps = (lengths[0], lengths[1], (*lengths, 0.0)[2]), None
    else:
        steps = None
    return Grid(columns, rows, slices, 1, colour, steps, place, size)

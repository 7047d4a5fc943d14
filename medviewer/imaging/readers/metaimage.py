"""MetaImage, the file format of ITK: .mha, and .mhd with its pixels in one file beside it.

Only grids of plain numbers, raw or packed by zlib, which is what ITK writes.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from medviewer.domain.errors import ReadError
from medviewer.domain.image import ArrayFrames, ImageVolume
from medviewer.imaging.grid import Grid, grid_header, grid_volume, shown_frames
from medviewer.imaging.reader import FileHeader, check_frame_size, check_held

_CODES = "CHAR i1 UCHAR u1 SHORT i2 USHORT u2 INT i4 UINT u4 LONG_LONG i8 ULONG_LONG u8 "
_CODES += "FLOAT f4 DOUBLE f8"
_TYPES = dict(zip(_CODES.split()[::2], _CODES.split()[1::2], strict=True))
_LINE = re.compile(rb"\s*(\w+)\s*=\s*([^\r\n]*)\r?\n")
_LONGEST_HEADER = 1 << 16


class MetaImageReader:
    """Columns run along the first axis, rows along the second; ITK's axes are DICOM's (LPS)."""

    name = "MetaImage"
    suffixes = (".mha", ".mhd")

    def recognises(self, head: bytes, path: Path) -> bool:
        return re.match(rb"\s*(ObjectType|NDims)\s*=", head) is not None

    def decoders(self) -> dict[str, str]:
        return {"MetaImage": "MedViewer"}

    def stored(self, path: Path) -> Iterator[tuple[np.ndarray, str | None]]:
        volume = self.read([path])
        for index in range(len(volume)):
            yield volume.frame(index), "RGB" if volume.colour else None

    def describe(self, path: Path) -> FileHeader:
        fields, offset = _header(path)
        pixels, _ = _pixel_file(path, fields, offset)
        return grid_header(path, "MetaImage volume", _grid(path, fields), _beside(path, pixels))

    def read(self, files: Sequence[Path]) -> ImageVolume:
        path = files[0]
        fields, offset = _header(path)
        grid, dtype = _grid(path, fields), _dtype(path, fields)
        pixels, offset = _pixel_file(path, fields, offset)
        count = grid.columns * grid.rows * grid.frames * (3 if grid.colour else 1)
        packed = fields.get("CompressedData") == "True"
        check_held(path, count * dtype.itemsize, pixels.stat().st_size - offset, packed)
        with pixels.open("rb") as stream:
            stream.seek(offset)
            raw = stream.read() if packed else stream.read(count * dtype.itemsize)
        if packed:
            raw = zlib.decompressobj().decompress(raw, count * dtype.itemsize)
        check_held(path, count * dtype.itemsize, len(raw))
        shape = (grid.frames, grid.rows, grid.columns) + ((3,) if grid.colour else ())
        array = np.frombuffer(raw, dtype).reshape(shape)
        array = array.astype(dtype.newbyteorder("="), copy=False)
        frames = shown_frames(grid, ArrayFrames(array))
        return grid_volume(path, grid, frames, _beside(path, pixels))


READER = MetaImageReader()


def _header(path: Path) -> tuple[dict[str, str], int]:
    """The fields up to the name of the pixel file, which ends the header, and its length."""
    with path.open("rb") as stream:
        head = stream.read(_LONGEST_HEADER)
    fields, at = {}, 0
    while "ElementDataFile" not in fields and (match := _LINE.match(head, at)):
        fields[match[1].decode()] = match[2].decode("utf-8", "replace").strip()
        at = match.end()
    if not {"DimSize", "ElementType", "ElementDataFile"} <= fields.keys():
        raise ReadError(f"{path.name} has no complete MetaImage header; export it again.")
    return fields, at


def _pixel_file(path: Path, fields: dict[str, str], offset: int) -> tuple[Path, int]:
    name = fields["ElementDataFile"]
    if name.upper() == "LOCAL":
        return path, offset
    if name.startswith("LIST") or "%" in name or Path(name).name != name:
        raise ReadError(f"{path.name} spreads its pixels over other places; save it as one .mha.")
    pixels = path.with_name(name)
    if not pixels.is_file():
        raise ReadError(f"{path.name} lacks its pixels; put {name} beside it.")
    return pixels, 0


def _beside(path: Path, pixels: Path) -> list[Path]:
    return [] if pixels == path else [pixels]


def _dtype(path: Path, fields: dict[str, str]) -> np.dtype:
    kind = _TYPES.get(fields["ElementType"].removeprefix("MET_"))
    if kind is None:
        raise ReadError(f"{path.name} holds {fields['ElementType']}, which is no picture here.")
    msb = fields.get("BinaryDataByteOrderMSB", fields.get("ElementByteOrderMSB", "False"))
    return np.dtype(kind).newbyteorder(">" if msb == "True" else "<")


def _grid(path: Path, fields: dict[str, str]) -> Grid:
    sizes = [int(n) for n in fields["DimSize"].split()]
    channels = int(fields.get("ElementNumberOfChannels", "1"))
    colour = channels == 3 and _dtype(path, fields) == np.uint8
    if len(sizes) not in (2, 3, 4) or min(sizes) < 1 or not (channels == 1 or colour):
        raise ReadError(f"{path.name} holds no picture: {sizes} with {channels} values each.")
    if int(fields.get("HeaderSize", "0")) != 0:
        raise ReadError(f"{path.name} has a header of another format inside; save it as .mha.")
    columns, rows, slices, times = (*sizes, 1, 1)[:4]
    check_frame_size(path, rows, columns)
    axes = len(sizes)
    spacing = _numbers(fields, ("ElementSpacing", "ElementSize"), axes)
    turn = _numbers(fields, ("TransformMatrix", "Rotation", "Orientation"), axes * axes)
    origin = _numbers(fields, ("Offset", "Position", "Origin"), axes)
    steps = place = None
    if spacing is not None and turn is not None and axes >= 3:
        matrix = np.array(turn).reshape(axes, axes)[:3, :3]
        steps = matrix * np.array(spacing[:3])[:, None]
        place = None if origin is None else (origin[0], origin[1], origin[2])
    size = None if spacing is None else (spacing[0], spacing[1], (*spacing, 0.0)[2])
    return Grid(columns, rows, slices, times, colour, steps, place, size)


def _numbers(fields: dict[str, str], names: tuple[str, ...], count: int) -> list[float] | None:
    text = next((fields[n] for n in names if n in fields), "")
    numbers = [float(n) for n in text.split()]
    return numbers if len(numbers) == count else None

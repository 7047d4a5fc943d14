"""NIfTI-1 and NIfTI-2 in one file, plain or gzipped. Read by nibabel."""

import logging
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from medviewer.domain.errors import ReadError
from medviewer.domain.image import ArrayFrames, FrameSource, ImageVolume
from medviewer.imaging.cache import CachedFrames
from medviewer.imaging.grid import Grid, RescaledFrames, grid_header, grid_volume, shown_frames
from medviewer.imaging.reader import FileHeader, check_frame_size, check_held
from medviewer.imaging.rescale import Rescale

if TYPE_CHECKING:
    import nibabel

_GZIP = b"\x1f\x8b"
_TO_LPS = np.diag([-1.0, -1.0, 1.0, 1.0])  # NIfTI's axes point right, front, up
_MILLIMETRES = {"mm": 1.0, "meter": 1000.0, "micron": 0.001}
_SECONDS = {"sec": 1.0, "msec": 1e-3, "usec": 1e-6}


class NiftiReader:
    """Stored columns run along the first axis, rows along the second, slices along the third.

    Shown is the patient upright (``imaging.upright``) where the file says how it lies. The
    points in time of a fourth axis follow each other.
    """

    name = "NIfTI"
    suffixes = (".nii", ".nii.gz")

    def recognises(self, head: bytes, path: Path) -> bool:
        if head.startswith(_GZIP) and path.name.lower().endswith(".nii.gz"):
            try:
                head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 540)
            except zlib.error:
                return False
        if len(head) < 348:
            return False
        sizes = [struct.unpack(f"{order}i", head[:4])[0] for order in "<>"]
        return (348 in sizes and head[344:347] in (b"n+1", b"ni1")) or (
            540 in sizes and head[4:7] in (b"n+2", b"ni2")
        )

    def decoders(self) -> dict[str, str]:
        return dict.fromkeys(("NIfTI-1", "NIfTI-2"), "nibabel")

    def stored(self, path: Path) -> Iterator[tuple[np.ndarray, str | None]]:
        image = _opened(path)
        grid = _grid(path, image)
        frames = _frames(image, grid)
        for index in range(len(frames)):
            yield frames.frame(index), "RGB" if grid.colour else None

    def describe(self, path: Path) -> FileHeader:
        return grid_header(path, "NIfTI volume", _grid(path, _opened(path)))

    def read(self, files: Sequence[Path]) -> ImageVolume:
        path = files[0]
        image = _opened(path)
        grid = _grid(path, image)
        frames = shown_frames(grid, _frames(image, grid))
        slope, intercept = (float(v) for v in (image.dataobj.slope, image.dataobj.inter))
        if not grid.colour and np.isfinite(slope) and np.isfinite(intercept) and slope != 0:
            frames = RescaledFrames(frames, Rescale(slope, intercept))
        held = isinstance(frames, ArrayFrames)
        return grid_volume(path, grid, frames if held else CachedFrames(frames))


READER = NiftiReader()


def _opened(path: Path) -> "nibabel.Nifti1Image":
    import nibabel

    logging.getLogger("nibabel.global").setLevel(logging.CRITICAL)
    if not path.name.lower().endswith((".nii", ".nii.gz")):
        raise ReadError(f"{path.name} is NIfTI by its content; rename it to end in .nii.")
    image = nibabel.load(path, mmap=False)
    if not isinstance(image, nibabel.Nifti1Image) or image.header["magic"] in (b"ni1", b"ni2"):
        raise ReadError(
            f"{path.name} is one of a pair of files (header and pixels); save it as one .nii file."
        )
    return image


def _grid(path: Path, image: "nibabel.Nifti1Image") -> Grid:
    """The shape and place of an image.

    Raises:
        ReadError: it has more than four axes, values that are no picture, or a header that
            claims more than the file can hold.
    """
    header = image.header
    shape = tuple(int(n) for n in image.shape)
    if any(n > 1 for n in shape[4:]):
        raise ReadError(f"{path.name} holds vectors or tensors ({shape}), not a picture.")
    if len(shape) < 2 or min(shape) < 1:
        raise ReadError(f"{path.name} holds no picture: its axes are {shape}.")
    dtype = image.get_data_dtype()
    colour = dtype.fields is not None
    if dtype.kind == "c" or (colour and not {"R", "G", "B"} <= set(dtype.names)):
        raise ReadError(f"{path.name} holds complex numbers; save their magnitude instead.")
    columns, rows, slices, times = (*shape[:4], 1, 1)[:4]
    check_frame_size(path, rows, columns)
    packed = path.name.lower().endswith(".gz")
    needed = columns * rows * slices * times * dtype.itemsize
    held = path.stat().st_size - (0 if packed else int(image.dataobj.offset))
    check_held(path, needed, held, packed)
    space, time = header.get_xyzt_units()
    factor = _MILLIMETRES.get(space)
    warnings: tuple[str, ...] = ()
    in_space = int(header["sform_code"]) > 0 or int(header["qform_code"]) > 0
    if factor is None and in_space:
        factor, warnings = 1.0, ("the file names no unit of length; millimetres are meant",)
    steps = origin = size = None
    if factor is not None and in_space:
        affine = _TO_LPS @ image.affine
        steps = (affine[:3, :3] * factor).T
        x, y, z = (float(v) for v in affine[:3, 3] * factor)
        origin = (x, y, z)
    elif factor is not None:
        zooms = [float(z) * factor for z in (*header.get_zooms()[:3], 1.0)]
        size = (zooms[0], zooms[1], zooms[2])
    second = _SECONDS.get(time)
    step = float(header["pixdim"][4]) * second if second and times > 1 else 0.0
    return Grid(
        columns=columns,
        rows=rows,
        slices=slices,
        times=times,
        colour=colour,
        steps_mm=steps,
        origin_mm=origin,
        size_mm=size,
        frame_seconds=step if step > 0 else None,
        warnings=warnings,
    )


@dataclass(frozen=True)
class _Slices:
    """Slices read from an uncompressed file when asked for; in the order of the file."""

    image: "nibabel.Nifti1Image"
    grid: Grid

    def __len__(self) -> int:
        return self.grid.frames

    def frame(self, index: int) -> np.ndarray:
        from nibabel.fileslice import fileslice

        time, at = divmod(index, self.grid.slices)
        shape, proxy = self.image.shape, self.image.dataobj
        place = (slice(None), slice(None), at, time, 0, 0, 0)[: len(shape)]
        with Path(self.image.get_filename()).open("rb") as stream:
            return _rows_first(fileslice(stream, place, shape, proxy.dtype, proxy.offset, "F"))


def _frames(image: "nibabel.Nifti1Image", grid: Grid) -> FrameSource:
    """Frames as stored: (rows, columns) or RGB."""
    if not str(image.get_filename()).lower().endswith(".gz"):
        return _Slices(image, grid)
    # A packed file has to be unpacked from its start for every slice: so only once.
    whole = np.asarray(image.dataobj.get_unscaled())
    whole = whole.reshape((grid.columns, grid.rows, grid.frames), order="F")
    return ArrayFrames(_rows_first(whole))


def _rows_first(pixels: np.ndarray) -> np.ndarray:
    """(columns, rows[, frames]) of any byte order as ([frames, ]rows, columns[, 3]) of ours."""
    if pixels.dtype.fields is not None:
        return np.stack([pixels[c].T for c in "RGB"], axis=-1)
    return np.ascontiguousarray(pixels.T.astype(pixels.dtype.newbyteorder("="), copy=False))

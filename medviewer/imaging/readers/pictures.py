"""Pictures without patient data: PNG, JPEG, TIFF, BMP. Decoded by Pillow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from medviewer.domain.errors import ReadError
from medviewer.domain.geometry import VolumeGeometry
from medviewer.domain.image import ArrayFrames, FrameSource, ImageVolume, VolumeKind
from medviewer.imaging.cache import CachedFrames
from medviewer.imaging.reader import (
    MAX_FRAME_PIXELS,
    FileContent,
    FileHeader,
    check_frame_size,
    file_context,
    hash_files,
)

if TYPE_CHECKING:
    from PIL import Image

_MAGIC = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"II*\x00",
    b"MM\x00*",
    b"BM",
)
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP")
_EXIF_ORIENTATION = 0x0112
_GREY_MODES = ("L", "I", "F", "I;16", "I;16L", "I;16B", "I;16N")


class PictureReader:
    """PNG, JPEG, TIFF and BMP, 8 or 16 bit; several pages of one size make a stack.

    EXIF rotation is applied, transparency is laid on black, and a colour picture whose
    channels are all equal is grey. Pictures carry no scale: a dpi entry is about paper.
    """

    name = "PNG, JPEG, TIFF and BMP pictures"
    suffixes = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")

    def recognises(self, head: bytes, path: Path) -> bool:
        # A DICOM slide may wear a TIFF header in its preamble.
        return head.startswith(_MAGIC) and head[128:132] != b"DICM"

    def decoders(self) -> dict[str, str]:
        return dict.fromkeys(("PNG", "JPEG", "TIFF", "BMP"), "Pillow")

    def stored(self, path: Path) -> Iterator[tuple[np.ndarray, str | None]]:
        volume = self.read([path])
        for index in range(len(volume)):
            yield volume.frame(index), "RGB" if volume.colour else None

    def describe(self, path: Path) -> FileHeader:
        with _opened(path) as image:
            rows, columns = _upright_size(image)
            pages = _pages(image)
        return FileHeader(
            path=path,
            content=FileContent.IMAGE,
            title="picture",
            context=file_context(path, hash_files([path])),
            kind=VolumeKind.STACK if pages > 1 else VolumeKind.PICTURE,
            rows=rows,
            columns=columns,
            frames=pages,
        )

    def read(self, files: Sequence[Path]) -> ImageVolume:
        path = files[0]
        digest = hash_files([path])
        with _opened(path) as image:
            pages = _pages(image)
            first = _decode(path, image)
        frames: FrameSource = ArrayFrames(first[None])
        if pages > 1:
            frames = CachedFrames(_Pages(path, pages, first.ndim == 3))
        return ImageVolume(
            frames=frames,
            geometry=VolumeGeometry(first.shape[0], first.shape[1], pages),
            context=file_context(path, digest),
            content_hash=digest,
            files=(path,),
            kind=VolumeKind.STACK if pages > 1 else VolumeKind.PICTURE,
            colour=first.ndim == 3,
        )


READER = PictureReader()


@dataclass(frozen=True, slots=True)
class _Pages:
    """Pages of a TIFF, decoded when asked for. All have the shape of the first."""

    path: Path
    count: int
    colour: bool

    def __len__(self) -> int:
        return self.count

    def frame(self, index: int) -> np.ndarray:
        with _opened(self.path) as image:
            image.seek(index)
            array = _decode(self.path, image, keep_colour=self.colour)
        return array if self.colour or array.ndim == 2 else array.mean(axis=2).astype(np.uint8)


def _opened(path: Path) -> "Image.Image":
    from PIL import Image, UnidentifiedImageError

    # Our own check below speaks plainly; Pillow's warning would come before it.
    Image.MAX_IMAGE_PIXELS = MAX_FRAME_PIXELS * 10
    try:
        image = Image.open(path, formats=_FORMATS)
    except UnidentifiedImageError as error:
        raise ReadError(
            f"{path.name} begins like a picture but its header is damaged; export it again."
        ) from error
    except Image.DecompressionBombError as error:
        raise ReadError(
            f"{path.name} says it has more than {MAX_FRAME_PIXELS / 100_000:,.0f} megapixels; "
            f"the limit is {MAX_FRAME_PIXELS / 1e6:.0f}. Save it smaller and open that."
        ) from error
    try:
        check_frame_size(path, image.height, image.width)
    except ReadError:
        image.close()
        raise
    return image


def _pages(image: "Image.Image") -> int:
    if image.format != "TIFF" or getattr(image, "n_frames", 1) == 1:
        return 1
    size, count = image.size, image.n_frames  # type: ignore[attr-defined]
    same = 0
    for page in range(count):
        image.seek(page)
        if image.size != size:
            break  # further pages are reduced copies or labels, as slide scanners write them
        same += 1
    image.seek(0)
    return same


def _upright_size(image: "Image.Image") -> tuple[int, int]:
    turned = image.getexif().get(_EXIF_ORIENTATION, 1) in (5, 6, 7, 8)
    width, height = image.size
    return (width, height) if turned else (height, width)


def _decode(path: Path, image: "Image.Image", keep_colour: bool = False) -> np.ndarray:
    from PIL import ImageOps

    try:
        image.load()
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise ReadError(
            f"{path.name} is cut off or damaged and is not shown in part ({error}); "
            "copy or export it again."
        ) from error
    return _to_array(ImageOps.exif_transpose(image), keep_colour)


def _to_array(image: "Image.Image", keep_colour: bool) -> np.ndarray:
    """(rows, columns) of the stored depth, or (rows, columns, 3) uint8 RGB."""
    from PIL import Image

    if image.mode == "1":
        image = image.convert("L")
    if image.mode in _GREY_MODES:
        array: np.ndarray = np.asarray(image)
        array = array.astype(array.dtype.newbyteorder("="), copy=False)
        if array.dtype == np.int32 and array.min() >= 0 and array.max() <= 65535:
            array = array.astype(np.uint16)
        return array
    if image.mode in ("LA", "PA", "La") or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode == "RGBA":
        image = Image.alpha_composite(Image.new("RGBA", image.size, (0, 0, 0, 255)), image)
    rgb: np.ndarray = np.asarray(image.convert("RGB"))
    if not keep_colour and _channels_equal(rgb):
        return np.ascontiguousarray(rgb[..., 0])
    return rgb


def _channels_equal(rgb: np.ndarray) -> bool:
    return np.array_equal(rgb[..., 0], rgb[..., 1]) and np.array_equal(rgb[..., 0], rgb[..., 2])

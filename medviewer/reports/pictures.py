"""The pictures of a report: scaled for print, outlined, and marked so that none goes astray."""

import io
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from medviewer.domain.errors import BugError
from medviewer.domain.geometry import VolumeGeometry
from medviewer.domain.review import ReviewState, StoredResult
from medviewer.domain.segmentation import SegmentationMask
from medviewer.imaging.overlay import draw_overlay
from medviewer.resources import resource_path

NOT_FOR_DIAGNOSTIC_USE = "NOT FOR DIAGNOSTIC USE"

# 85 mm wide in print at about 270 dots per inch.
_LONG_SIDE = 900
_MOST_ENLARGED = 8
# The burnt-in words need this much room; a smaller picture is set on black.
_LEAST_WIDTH, _LEAST_HEIGHT = 360, 240

UInt8Array = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to be shown: PNG bytes with square pixels and the notice burnt in.

    ``description`` says in words what a person who cannot see the picture would miss.
    """

    png: bytes
    width: int
    height: int
    caption: str
    description: str


def result_pictures(stored: StoredResult) -> tuple[Picture, Picture]:
    """The scan as it was shown, and the same with what was outlined.

    A reader's acceptance or correction makes the outline solid; the model's own is dashed.

    Raises:
        BugError: a mask does not lie on the picture's grid.
    """
    scan = stored.scan
    size = _print_size(scan.picture.shape[:2], scan.geometry)
    picture = _resized(scan.picture, size)
    masks = [_resized_mask(m, scan.picture_frame, scan.picture, size) for m in stored.result.masks]
    confirmed = stored.state in (ReviewState.ACCEPTED, ReviewState.CORRECTED)
    confirmed = confirmed or stored.correction is not None  # drawn by a person, if rejected too
    outlined = draw_overlay(picture, masks, confirmed=confirmed)
    drawn = [m for m in masks if m.area_px]
    if drawn:
        what = ", ".join(f"{m.segment.letter} = {m.segment.title}" for m in drawn)
        who = "confirmed by the reader" if confirmed else "predicted by the model"
        if stored.correction is not None:
            who = "drawn by the reader" if stored.result.by_hand else "corrected by the reader"
        line = "solid" if confirmed else "dashed"
        caption = f"Outlined: {what} ({line} line: {who})"
    else:
        caption = "Nothing outlined on this picture"
    return (
        _finished(picture, "Scan as shown", "The scan without any mark of the program."),
        _finished(outlined, caption, f"The same scan. {caption}."),
    )


def _print_size(shape: tuple[int, ...], geometry: VolumeGeometry) -> tuple[int, int]:
    """(width, height) in square pixels that keeps the proportions of the body."""
    rows, columns = shape
    scale = geometry.main_calibration()
    stretch = 1.0
    if scale.row_mm is not None and scale.column_mm is not None:
        stretch = scale.row_mm / scale.column_mm
    height = rows * stretch
    factor = min(_LONG_SIDE / max(height, columns), _MOST_ENLARGED)
    return max(1, round(columns * factor)), max(1, round(height * factor))


def _resized(picture: UInt8Array, size: tuple[int, int]) -> UInt8Array:
    import cv2

    smaller = size[0] < picture.shape[1]
    how = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, size, interpolation=how), dtype=np.uint8)


def _resized_mask(
    mask: SegmentationMask, frame: int, picture: UInt8Array, size: tuple[int, int]
) -> SegmentationMask:
    import cv2

    frames = mask.array
    if frames.shape[1:] != picture.shape[:2] or not (frames.shape[0] == 1 or frame < len(frames)):
        raise BugError(f"mask {frames.shape} does not lie on picture {picture.shape} at {frame}")
    plane = frames[0 if len(frames) == 1 else frame]
    smaller = size[0] < plane.shape[1]
    soft = cv2.resize(
        plane.astype(np.float32),
        size,
        interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR,
    )
    # Shrinking must not lose a small lesion.
    inside = soft > 0 if smaller else soft >= 0.5
    return replace(mask, array=inside[None], probability=None)


def _finished(pixels: UInt8Array, caption: str, description: str) -> Picture:
    image = Image.fromarray(pixels)
    if image.width < _LEAST_WIDTH or image.height < _LEAST_HEIGHT:
        size = max(image.width, _LEAST_WIDTH), max(image.height, _LEAST_HEIGHT)
        ground = Image.new(image.mode, size)
        ground.paste(image, ((size[0] - image.width) // 2, (size[1] - image.height) // 2))
        image = ground
    _burn_notice(image)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return Picture(buffer.getvalue(), image.width, image.height, caption, description)


def _burn_notice(image: Image.Image) -> None:
    """Write the notice along the bottom; haloed, so that it hides little and always reads."""
    draw = ImageDraw.Draw(image)
    font = _notice_font(round(max(image.size) / 36))
    wide = font.getlength(NOT_FOR_DIAGNOSTIC_USE) / (0.9 * image.width)
    if wide > 1:
        font = _notice_font(int(font.size / wide))
    white, black = (255, 0) if image.mode == "L" else ((255,) * 3, (0,) * 3)
    draw.text(
        (image.width / 2, image.height - font.size * 0.5),
        NOT_FOR_DIAGNOSTIC_USE,
        fill=white,
        font=font,
        anchor="md",
        stroke_width=max(1, font.size // 9),
        stroke_fill=black,
    )


@cache
def _notice_font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resource_path("report", "fonts", "NotoSans-Bold.ttf")), size)

"""The pictures of a report: scaled for print, outlined, and marked so that none goes astray."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from medviewer.domain.errors import BugError
from medviewer.domain.geometry import VolumeGeometry
from medviewer.domain.review import ReviewState, StoredResult
from medviewer.domain.segmentation import SegmentationMask
from medviewer.imaging.overlay import draw_overlay
from medviewer.reports.drawing import draw_drawn, lettering
from medviewer.reports.drawn import DrawnLine
from medviewer.reports.wording import NOT_FOR_DIAGNOSTIC_USE, Wording

# 85 mm wide in print at about 270 dots per inch.
_LONG_SIDE = 900
_MOST_ENLARGED = 8
MOST_DRAWN = 24  # pictures of one result; more would bury what is said
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


def result_pictures(stored: StoredResult, say: Wording) -> tuple[Picture, Picture]:
    """The scan as it was shown, and the same with what was outlined.

    A reader's acceptance or correction makes the outline solid; the model's own is dashed.

    Raises:
        BugError: a mask does not lie on the picture's grid.
    """
    scan = stored.scan
    size = _print_size(scan.picture.shape[:2], scan.geometry)
    picture = _resized(scan.picture, size)
    masks = [_resized_mask(m, scan.picture_frame, scan.picture, size) for m in stored.result.masks]
    confirmed = _confirmed(stored)
    outlined = draw_overlay(picture, masks, confirmed=confirmed)
    drawn = [m for m in masks if m.area_px]
    if drawn:
        what = ", ".join(f"{m.segment.letter} = {say(m.segment.title)}" for m in drawn)
        caption = say(_outlined_by(stored), what=what)
    else:
        caption = say("Nothing outlined on this picture")
    same = say("The same scan. {caption}.", caption=caption)
    return (
        _finished(picture, say("Scan as shown"), say("The scan without any mark of the program.")),
        _finished(outlined, caption, same),
    )


def _outlined_by(stored: StoredResult) -> str:
    if stored.correction is not None:
        if stored.result.by_hand:
            return "Outlined: {what} (solid line: drawn by the reader)"
        return "Outlined: {what} (solid line: corrected by the reader)"
    if _confirmed(stored):
        return "Outlined: {what} (solid line: confirmed by the reader)"
    return "Outlined: {what} (dashed line: predicted by the model)"


def drawn_pictures(
    stored: StoredResult,
    lines: Sequence[DrawnLine],
    frames: Mapping[int, UInt8Array],
    say: Wording,
) -> dict[int, Picture]:
    """Each image on which a reader drew, in order, with the outlines beneath what was drawn.

    Args:
        stored: the result that the lines are listed with.
        lines: what was drawn on its scan.
        frames: pictures of the scan's images beside the kept one; those missing are left out.
        say: in which language.

    Raises:
        BugError: a mask does not lie on a picture's grid.
    """
    known = {**frames, stored.scan.picture_frame: stored.scan.picture}
    images = sorted({line.frame for line in lines} & known.keys())[:MOST_DRAWN]
    return {
        image: _drawn_picture(
            stored, known[image], image, [one for one in lines if one.frame == image], say
        )
        for image in images
    }


def _drawn_picture(
    stored: StoredResult,
    picture: UInt8Array,
    image: int,
    lines: Sequence[DrawnLine],
    say: Wording,
) -> Picture:
    rows, columns = picture.shape[:2]
    size = _print_size((rows, columns), stored.scan.geometry)
    # A mask of one frame is of the kept one.
    kept = image == stored.scan.picture_frame
    masks_there = [m for m in stored.result.masks if kept or image < len(m.array)]
    masks = [_resized_mask(m, image, picture, size) for m in masks_there]
    plain = _resized(picture, size)
    outlined = draw_overlay(plain, masks, confirmed=_confirmed(stored), opacity=0.0)
    avoid = np.any(outlined != (plain[..., None] if plain.ndim == 2 else plain), axis=2)
    pixels = draw_drawn(outlined, lines, (size[0] / columns, size[1] / rows), avoid)
    numbers = _numbers(lines, say)
    caption = say("Drawn by the reader: {numbers} of the table", numbers=numbers)
    if stored.scan.geometry.frames > 1:
        of_image = "Drawn by the reader on image {image}: {numbers} of the table"
        caption = say(of_image, image=image + 1, numbers=numbers)
    told = "; ".join(
        f"{one.number} {one.title}{', ' if one.value else ''}{one.value}" for one in lines
    )
    return _finished(pixels, caption, say("The scan with what the reader drew: {what}.", what=told))


def _numbers(lines: Sequence[DrawnLine], say: Wording) -> str:
    """``number 3``, ``numbers 1 to 4``: the lines of one image follow each other."""
    first, last = lines[0].number, lines[-1].number
    if first == last:
        return say("number {number}", number=first)
    said = "numbers {first} and {last}" if last - first == 1 else "numbers {first} to {last}"
    return say(said, first=first, last=last)


def _confirmed(stored: StoredResult) -> bool:
    """Whether a person stands for the outlines: drawn by one, if rejected too."""
    accepted = stored.state in (ReviewState.ACCEPTED, ReviewState.CORRECTED)
    return accepted or stored.correction is not None


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
    font = lettering(round(max(image.size) / 36))
    wide = font.getlength(NOT_FOR_DIAGNOSTIC_USE) / (0.9 * image.width)
    if wide > 1:
        font = lettering(int(font.size / wide))
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

"""DICOM Segmentation objects as masks on the scan they were drawn on (PS3.3 A.51)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pydicom

from medviewer.domain.errors import ReadError
from medviewer.domain.image import ImageVolume
from medviewer.domain.segmentation import CodedConcept, Segment, SegmentationMask
from medviewer.imaging.reader import check_frame_size, check_held

if TYPE_CHECKING:
    from highdicom.seg import Segmentation

_SEGMENTATIONS = ("1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.66.7")
_COLOURS = (  # Okabe and Ito's, told apart by every kind of colour vision
    (230, 159, 0),
    (86, 180, 233),
    (0, 158, 115),
    (240, 228, 66),
    (0, 114, 178),
    (213, 94, 0),
    (204, 121, 167),
)
_HALF = 0.5
_PARSE = (AttributeError, KeyError, TypeError, ValueError, IndexError, RuntimeError)


def find_segmentations(volume: ImageVolume) -> tuple[Path, ...]:
    """The SEG files in the folder of a DICOM scan that were drawn on it, in order of name."""
    folder, own = volume.files[0].parent, set(volume.files)
    instances = set(volume.context.sop_instance_uids)
    found = []
    for path in sorted(folder.iterdir()):
        if path in own or path.name.startswith(".") or not path.is_file():
            continue
        if _is_segmentation(path):
            try:
                sources = referenced_instances(path)
            except ReadError:
                continue  # it gets its own line where it is opened itself
            if instances.intersection(sources):
                found.append(path)
    return tuple(found)


def _is_segmentation(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            head = stream.read(1024)
        return head[128:132] == b"DICM" and any(uid.encode() in head for uid in _SEGMENTATIONS)
    except OSError:
        return False


def referenced_instances(path: Path) -> tuple[str, ...]:
    """SOP instance UIDs of the images that a SEG was drawn on, each once.

    Raises:
        ReadError: the file is no SEG that can be read.
    """
    with _plain(path):
        return tuple(dict.fromkeys(str(u[2]) for u in _opened(path).get_source_image_uids()))


def read_segmentation(path: Path, volume: ImageVolume) -> tuple[SegmentationMask, ...]:
    """The segments of a SEG as masks on the grid of the scan they were drawn on.

    Segments may overlap. A fractional one keeps its values as ``probability`` and its mask is
    where they reach one half.

    Raises:
        ReadError: the file is no SEG that can be read, belongs to another scan, or does not
            say which frames its masks belong to.
    """
    with _plain(path):
        seg = _opened(path)
        shape = (volume.geometry.rows, volume.geometry.columns)
        if (seg.Rows, seg.Columns) != shape:
            raise ReadError(f"{path.name} has another size than the scan and is not shown on it.")
        uids = volume.context.sop_instance_uids
        known = {str(u[2]) for u in seg.get_source_image_uids()}
        if not known.intersection(uids):
            raise ReadError(f"{path.name} was drawn on another scan.")
        pixels = _pixels(seg, volume)
        if volume.frame_order:
            pixels = pixels[list(volume.frame_order)]
        fractional = pixels.dtype.kind == "f"
        masks = []
        for place, number in enumerate(seg.get_segment_numbers()):
            values = pixels[..., place]
            masks.append(
                SegmentationMask(
                    _segment(seg.get_segment_description(number), number),
                    values >= _HALF if fractional else values > 0,
                    values.astype(np.float16) if fractional else None,
                )
            )
        return tuple(masks)


def _opened(path: Path) -> "Segmentation":
    import highdicom

    ds = pydicom.dcmread(path, stop_before_pixels=True)
    if str(ds.get("SOPClassUID", "")) not in _SEGMENTATIONS:
        raise ReadError(f"{path.name} is no DICOM Segmentation.")
    check_frame_size(path, int(ds.Rows), int(ds.Columns))
    bits = int(ds.Rows) * int(ds.Columns) * int(ds.get("NumberOfFrames", 1)) * int(ds.BitsAllocated)
    if not ds.file_meta.TransferSyntaxUID.is_compressed:
        check_held(path, bits // 8, path.stat().st_size)
    return highdicom.seg.segread(path)


@contextmanager
def _plain(path: Path) -> Iterator[None]:
    """What highdicom and pydicom say of damaged or unusual objects, in one sentence."""
    try:
        yield
    except _PARSE as error:
        said = " ".join(str(error).split())[:120]
        raise ReadError(
            f"{path.name} is a DICOM Segmentation that cannot be read ({said})."
        ) from error


def _pixels(seg: "Segmentation", volume: ImageVolume) -> np.ndarray:
    """(frames, rows, columns, segments) in order of the files, or of the file's frames."""
    uids = volume.context.sop_instance_uids
    options: dict[str, Any] = {
        "ignore_spatial_locations": True,
        "assert_missing_frames_are_empty": True,
    }
    if len(uids) == 1 and len(volume) > 1:
        numbers = list(range(1, len(volume) + 1))
        found = seg.get_pixels_by_source_frame(uids[0], numbers, **options)
    else:
        found = seg.get_pixels_by_source_instance(list(uids), **options)
    return np.asarray(found)


def _segment(description: Any, number: int) -> Segment:
    colour = _COLOURS[(number - 1) % len(_COLOURS)]
    lab = description.get("RecommendedDisplayCIELabValue")
    if lab is not None and len(lab) == 3:
        from highdicom.color import CIELabColor

        red, green, blue = (int(v) for v in CIELabColor.from_dicom_value(list(lab)).to_rgb())
        colour = (red, green, blue)
    title = str(description.segment_label)
    return Segment(
        label=title,
        title=title,
        colour=colour,
        letter=str(number),
        category=_concept(description.segmented_property_category),
        type=_concept(description.segmented_property_type),
    )


def _concept(code: Any) -> CodedConcept:
    return CodedConcept(str(code.value), str(code.scheme_designator), str(code.meaning))

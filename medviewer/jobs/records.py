"""A stored result without its file: the one frame that the store kept."""

from dataclasses import replace

from medviewer.domain.image import ArrayFrames, ImageVolume
from medviewer.domain.review import StoredResult
from medviewer.domain.segmentation import SegmentationMask


def kept_case(stored: StoredResult) -> tuple[ImageVolume, StoredResult]:
    """The kept picture as a volume of one frame, and the result with what lies on that frame."""
    scan, index = stored.scan, stored.scan.picture_frame
    volume = ImageVolume(
        frames=ArrayFrames(scan.picture[None]),
        geometry=replace(scan.geometry, frames=1),
        context=scan.context,
        content_hash=scan.content_hash,
        files=scan.files,
        colour=scan.picture.ndim == 3,
    )
    masks = tuple(
        SegmentationMask(
            m.segment,
            m.array[index : index + 1],
            None if m.probability is None else m.probability[index : index + 1],
        )
        for m in stored.result.masks
    )
    findings = tuple(replace(f, frame=0) for f in stored.result.findings if f.frame == index)
    return volume, replace(stored, result=replace(stored.result, masks=masks, findings=findings))

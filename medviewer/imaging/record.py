"""What is kept of a scan beside a result, so that a report needs no file."""

from medviewer.domain.image import ImageVolume, VolumeKind
from medviewer.domain.result import InferenceResult
from medviewer.domain.review import ScanRecord
from medviewer.imaging.windowing import default_window, render


def scan_record(volume: ImageVolume, result: InferenceResult) -> ScanRecord:
    """The record of a scan with the frame that shows its largest finding.

    Without a finding it is the middle slice of a stack, else the first frame. The picture is
    as shown at the default window, uint8 on the input's own grid.

    Raises:
        ReadError: the frame cannot be decoded.
    """
    index = len(volume) // 2 if volume.kind is VolumeKind.STACK else 0
    if result.findings:
        index = max(result.findings, key=lambda f: f.area_px).frame
    frame = volume.frame(index)
    window = default_window(volume, frame, index)
    # A copy: a rendered frame may be the volume's own, which must not live on in the record.
    picture = render(frame, window, volume.inverted, volume.padding).copy()
    return ScanRecord(
        context=volume.context,
        content_hash=volume.content_hash,
        files=volume.files,
        geometry=volume.geometry,
        picture=picture,
        picture_frame=index,
    )

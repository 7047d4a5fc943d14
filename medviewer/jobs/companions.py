"""What lies beside a scan in its folder, read without holding up the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from medviewer.domain.errors import KnownError
from medviewer.domain.image import ImageVolume
from medviewer.domain.segmentation import SegmentationMask
from medviewer.jobs.task import Task

Found = tuple[tuple[SegmentationMask, ...], tuple[str, ...]]
"""Masks of every segmentation beside a scan, and a sentence for each that cannot be read."""


class SegmentationLoader(QObject):
    """Reads the DICOM segmentations that were drawn on the scan asked for last.

    ``found(str content_hash, masks)`` where there are any; ``said(str)`` about damaged ones.
    """

    found = Signal(str, object)
    said = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._newest: ImageVolume | None = None

    def load(self, volume: ImageVolume | None) -> None:
        """Look beside a scan; what was asked before is dropped. None asks for nothing."""
        self._newest = volume
        if volume is None or not volume.files or not volume.context.sop_instance_uids:
            return
        task = Task(_read, volume)
        task.returned.connect(lambda found: self._deliver(volume, found))
        task.failed.connect(lambda sentence: self._fail(volume, sentence))
        task.start()

    def _deliver(self, volume: ImageVolume, found: Found) -> None:
        if volume is not self._newest:
            return
        masks, sentences = found
        if masks:
            self.found.emit(volume.content_hash, masks)
        for sentence in sentences:
            self.said.emit(sentence)

    def _fail(self, volume: ImageVolume, sentence: str) -> None:
        if volume is self._newest:
            self.said.emit(sentence)


def _read(volume: ImageVolume) -> Found:
    from medviewer.imaging.dicom.segmentation import find_segmentations, read_segmentation

    masks: list[SegmentationMask] = []
    sentences = []
    try:
        paths = find_segmentations(volume)
    except OSError:  # the folder is gone, or was none: a scan out of an archive
        paths = ()
    for path in paths:
        try:
            masks += read_segmentation(path, volume)
        except KnownError as error:
            sentences.append(str(error))
    return tuple(masks), tuple(sentences)


def report_lines(path: Path) -> list[str]:
    """A structured report as lines of text.

    Raises:
        ReadError: the file is no structured report.
    """
    from medviewer.imaging.dicom.document import read_report_text

    return read_report_text(path)

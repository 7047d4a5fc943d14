"""DICOM, with or without its preamble. Parsed by pydicom, decoded by its plugins."""

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from medviewer.domain.image import ImageVolume
from medviewer.imaging.reader import FileContent, FileHeader

_MAX_FIRST_LENGTH = 4096


class DicomReader:
    """DICOM PS3.10 files and bare data sets of earlier habits.

    Single-frame files of one series that lie in space are slices of one volume; all others
    stand alone.
    """

    name = "DICOM"
    suffixes = (".dcm", ".dicom", ".ima", "dicomdir")

    def recognises(self, head: bytes, path: Path) -> bool:
        return head[128:132] == b"DICM" or _begins_as_data_set(head)

    def decoders(self) -> dict[str, str]:
        from pydicom.uid import AllTransferSyntaxes

        from medviewer.imaging.dicom.pixels import plugins_for

        found = {uid.name: plugins_for(uid) for uid in AllTransferSyntaxes}
        return {name: ", ".join(p or "pydicom" for p in plugins) for name, plugins in found.items()}

    def stored(self, path: Path) -> Iterator[tuple[np.ndarray, str | None]]:
        from medviewer.imaging.dicom.file import open_dicom
        from medviewer.imaging.dicom.pixels import pixel_format, stored_frames

        file = open_dicom(path)
        frames = stored_frames(file, pixel_format(file))
        for index in range(frames.layout.frames):
            array, colour = frames.decode(index)
            yield array, None if colour.startswith("MONOCHROME") else colour

    def describe(self, path: Path) -> FileHeader:
        from medviewer.imaging.dicom import elements
        from medviewer.imaging.dicom.context import study_context
        from medviewer.imaging.dicom.file import open_dicom
        from medviewer.imaging.dicom.pixels import check_complete, pixel_format
        from medviewer.imaging.dicom.stack import plane_of
        from medviewer.imaging.dicom.timing import kind_of

        file = open_dicom(path)
        content, context = file.content, study_context(file)
        syntax = None if file.syntax is None else str(file.syntax)
        if content is not FileContent.IMAGE:
            cut = ("the file is cut off",) if file.cut else ()
            return FileHeader(
                path, content, file.title, context, transfer_syntax=syntax, warnings=cut
            )
        layout = pixel_format(file)
        check_complete(file, layout)
        plane = plane_of(file.header) if layout.frames == 1 else None
        key = None
        if plane is not None:
            parts = (context.series.uid, layout.rows, layout.columns, layout.samples)
            key = " ".join(str(part) for part in parts)
        return FileHeader(
            path=path,
            content=content,
            title=file.title,
            context=context,
            kind=kind_of(file.header, layout.frames),
            rows=layout.rows,
            columns=layout.columns,
            frames=layout.frames,
            volume_key=key,
            orientation=None if plane is None else (*plane.along_columns, *plane.along_rows),
            position_mm=None if plane is None else plane.offset_mm,
            instance=elements.integer(file.header, "InstanceNumber"),
            photometric=layout.photometric,
            transfer_syntax=syntax,
        )

    def read(self, files: Sequence[Path]) -> ImageVolume:
        from medviewer.imaging.dicom.volume import read_volume

        return read_volume(files)


READER = DicomReader()


def _begins_as_data_set(head: bytes) -> bool:
    """Whether bytes without a preamble can be the first element of a DICOM data set.

    Data sets begin with group 2 or 8 and a short first value; text and pictures do not.
    """
    if len(head) < 16:
        return False
    for order in "<", ">":
        group, element = struct.unpack(f"{order}HH", head[:4])
        if group not in (2, 8) or element > 0x70:
            continue
        if head[4:6].isalpha() and head[4:6].isupper():
            return True
        if struct.unpack(f"{order}L", head[4:8])[0] <= _MAX_FIRST_LENGTH:
            return True
    return False

"""Films: MPEG-2, MPEG-4 AVC/H.264 and HEVC/H.265, one stream for all frames (PS3.5 8.2.5-8.2.8).

Decoded by the FFmpeg library in OpenCV straight from the file: no copy of it is written anywhere.
"""

import io
import os
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from pydicom.uid import UID, MPEGTransferSyntaxes

from medviewer.domain.errors import ReadError

if TYPE_CHECKING:
    from medviewer.imaging.dicom.pixels import PixelFormat

DECODER = "opencv (FFmpeg)"
_BLOCK = 1 << 20
_KEPT_BYTES = 96 << 20
_QUIET = ("OPENCV_FFMPEG_LOGLEVEL", "-8")


def is_film(syntax: UID | None) -> bool:
    """Whether a transfer syntax has one video stream for all frames."""
    return syntax in MPEGTransferSyntaxes


def can_decode_films() -> bool:
    """Whether the OpenCV that is installed decodes video from memory."""
    import cv2

    backends = getattr(cv2.videoio_registry, "getStreamBufferedBackends", None)
    return backends is not None and cv2.CAP_FFMPEG in backends()


class StoredFilm:
    """The frames of a film, decoded when asked for; any thread.

    A frame of a film builds on those before it. So frames in order cost one each, and the way
    back starts anew; the last frames are kept for it, 96 MB at most.

    Args:
        path: the file.
        fragments: where in the file the pieces of the stream begin, and their lengths.
        layout: what the header says of the pixels.
    """

    def __init__(
        self, path: Path, fragments: Sequence[tuple[int, int]], layout: "PixelFormat"
    ) -> None:
        self.layout = layout
        self._path = path
        self._fragments = tuple(fragments)
        self._kept = max(2, _KEPT_BYTES // (layout.rows * layout.columns * 3))
        self._recent: OrderedDict[int, np.ndarray] = OrderedDict()
        self._capture: Any = None
        self._stream: _Pieces | None = None
        self._next = 0
        self._lock = threading.Lock()

    def decode(self, index: int) -> tuple[np.ndarray, str]:
        """One frame and the colour space it is in.

        Returns:
            uint8, (rows, columns, 3) RGB; of a film that is said to be grey, (rows, columns).

        Raises:
            ReadError: the film ends before the frame, is damaged, or the file has gone.
        """
        with self._lock:
            frame = self._recent.get(index)
            if frame is None:
                frame = self._run_to(index)
        return frame, "RGB" if self.layout.samples == 3 else self.layout.photometric

    def _run_to(self, index: int) -> np.ndarray:
        if self._capture is None or index < self._next:
            self._rewind()
        while self._next < index - self._kept and self._capture.grab():
            self._next += 1
        while self._next <= index:
            more, picture = self._capture.read()
            if not more:
                raise self._damaged(index)
            self._keep(picture)
        return self._recent[index]

    def _keep(self, picture: np.ndarray) -> None:
        import cv2

        self._check_size(*picture.shape[:2])
        way = cv2.COLOR_BGR2RGB if self.layout.samples == 3 else cv2.COLOR_BGR2GRAY
        self._recent[self._next] = cv2.cvtColor(picture, way)
        self._next += 1
        if len(self._recent) > self._kept:
            self._recent.popitem(last=False)

    def _check_size(self, rows: float, columns: float) -> None:
        if (rows, columns) != (self.layout.rows, self.layout.columns):
            self._capture = None
            raise ReadError(
                f"{self._path.name} contradicts itself: its film has another size than its header "
                "says. Export it again."
            )

    def _rewind(self) -> None:
        os.environ.setdefault(*_QUIET)
        import cv2

        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)  # we say it ourselves
        self._next = 0
        self._stream = _Pieces(self._path, self._fragments)
        if not _begins_as_film(self._stream.read(16)):
            raise self._damaged(0)
        self._stream.seek(0)
        opened: Any = cv2.VideoCapture
        self._capture = opened(self._stream, cv2.CAP_FFMPEG, [])
        if not self._capture.isOpened():
            raise self._damaged(0)
        self._capture.set(cv2.CAP_PROP_ORIENTATION_AUTO, 0)  # rows and columns as the header says
        size = (cv2.CAP_PROP_FRAME_HEIGHT, cv2.CAP_PROP_FRAME_WIDTH)
        self._check_size(*(self._capture.get(name) for name in size))

    def _damaged(self, index: int) -> ReadError:
        self._capture = None
        if self._stream is not None and self._stream.lost:
            return ReadError(f"{self._path.name} was moved or deleted; open it again.")
        return ReadError(
            f"Frame {index + 1} of {self._path.name} is missing or damaged: its film cannot be "
            "decoded so far. Copy or export it again."
        )


class _Pieces(io.BufferedIOBase):
    """Pieces of a file as one stream; the file is open only while it is read."""

    def __init__(self, path: Path, pieces: Sequence[tuple[int, int]]) -> None:
        self._path = path
        self._pieces = pieces
        self._at = 0
        self._size = sum(length for _, length in pieces)
        self._block: tuple[int, bytes] = (0, b"")
        self.lost = False

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = min(max(0, base + offset), self._size)
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        wanted = self._size - self._at
        wanted = wanted if size is None or size < 0 else min(size, wanted)
        parts = []
        while wanted > 0:
            start, block = self._block
            if not start <= self._at < start + len(block):
                self._block = start, block = self._at, self._load()
                if not block:
                    break
            part = block[self._at - start :][:wanted]
            parts.append(part)
            self._at += len(part)
            wanted -= len(part)
        return b"".join(parts)

    def _load(self) -> bytes:
        """The block from the stream's place on; b"" where the file has gone."""
        before = 0
        for start, length in self._pieces:
            if self._at < before + length:
                within = self._at - before
                try:
                    with self._path.open("rb") as stream:
                        stream.seek(start + within)
                        return stream.read(min(_BLOCK, length - within))
                except OSError:
                    self.lost = True
                    return b""
            before += length
        return b""


def _begins_as_film(head: bytes) -> bool:
    """Whether bytes are of a container or stream that DICOM allows.

    FFmpeg reads lists of other files and addresses as well, which must not be followed.
    """
    packet = head[:1] == b"\x47" or head[4:5] == b"\x47"  # transport stream, also of a disc
    return packet or head.startswith((b"\0\0\1", b"\0\0\0\1")) or head[4:8] == b"ftyp"

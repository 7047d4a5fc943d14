"""Decoded frames kept for as long as there is room: one bounded cache for the program."""

import itertools
import threading
from collections import OrderedDict

import numpy as np

from medviewer.domain.image import ArrayFrames, FrameSource

CACHE_BYTES = 768 * 1024 * 1024
"""Decoded pixels held at most, over all open scans."""


class FrameCache:
    """Least recently used frames go first. Safe to use from any thread."""

    def __init__(self, limit_bytes: int = CACHE_BYTES) -> None:
        self._limit = limit_bytes
        self._held = 0
        self._frames: OrderedDict[tuple[int, int], np.ndarray] = OrderedDict()
        self._lock = threading.RLock()  # a source may be collected while a frame is put

    @property
    def held_bytes(self) -> int:
        return self._held

    def get(self, key: tuple[int, int]) -> np.ndarray | None:
        with self._lock:
            frame = self._frames.get(key)
            if frame is not None:
                self._frames.move_to_end(key)
            return frame

    def put(self, key: tuple[int, int], frame: np.ndarray) -> None:
        """Keep ``frame``; one larger than the whole cache is not kept."""
        if frame.nbytes > self._limit:
            return
        with self._lock:
            old = self._frames.pop(key, None)
            self._held += frame.nbytes - (0 if old is None else old.nbytes)
            self._frames[key] = frame
            while self._held > self._limit:
                _, dropped = self._frames.popitem(last=False)
                self._held -= dropped.nbytes

    def drop(self, source: int) -> None:
        """Forget every frame of one source."""
        with self._lock:
            for key in [k for k in self._frames if k[0] == source]:
                self._held -= self._frames.pop(key).nbytes


shared_cache = FrameCache()
_source_numbers = itertools.count()


class CachedFrames:
    """A frame source whose decoded frames are kept in a bounded cache.

    Frames are handed out read-only, as several views may hold the same one.
    """

    def __init__(self, source: FrameSource, cache: FrameCache = shared_cache) -> None:
        self._source = source
        self._cache = cache
        self._number = next(_source_numbers)

    def __len__(self) -> int:
        return len(self._source)

    def __del__(self) -> None:
        self._cache.drop(self._number)

    def held(self, index: int) -> np.ndarray | None:
        """Frame ``index`` if it is decoded already; costs nothing."""
        return self._cache.get((self._number, index))

    def frame(self, index: int) -> np.ndarray:
        """Frame ``index``; shapes and errors as the source's own.

        Raises:
            IndexError: there is no such frame.
        """
        if not 0 <= index < len(self._source):
            raise IndexError(f"frame {index} of {len(self._source)}")
        key = (self._number, index)
        frame = self._cache.get(key)
        if frame is None:
            frame = self._source.frame(index)
            frame.flags.writeable = False
            self._cache.put(key, frame)
        return frame


def held_frame(source: FrameSource, index: int) -> np.ndarray | None:
    """A frame that can be had at once; None where it has to be decoded first."""
    if isinstance(source, CachedFrames):
        return source.held(index)
    return source.frame(index) if isinstance(source, ArrayFrames) else None

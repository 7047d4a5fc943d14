"""Frames of a mask as bytes: what a step of the history was before and is after."""

import struct
import zlib
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from medviewer.domain.errors import StoreError

_HEAD = struct.Struct("<4sIII")  # mark, rows, columns, number of frames
_FRAME = struct.Struct("<IIIII")  # index; x, y, width, height of what is outlined
_MARK = b"MVM1"
_DAMAGED = "The record of this step is damaged; the masks stay as they are."
_LEVEL = 6


def encode_frames(mask: npt.NDArray[np.bool_], frames: Iterable[int]) -> bytes:
    """Some frames of a mask as bytes, each cut to what is outlined on it, compressed.

    Args:
        mask: bool, (frames, rows, columns).
        frames: which of them; each once.
    """
    chosen = sorted(set(frames))
    parts = [_HEAD.pack(_MARK, *mask.shape[1:], len(chosen))]
    for index in chosen:
        frame = mask[index]
        rows, columns = np.flatnonzero(frame.any(axis=1)), np.flatnonzero(frame.any(axis=0))
        x, y, wide, high = 0, 0, 0, 0
        if rows.size:
            x, y = int(columns[0]), int(rows[0])
            wide, high = int(columns[-1]) - x + 1, int(rows[-1]) - y + 1
        parts.append(_FRAME.pack(index, x, y, wide, high))
        parts.append(np.packbits(frame[y : y + high, x : x + wide]).tobytes())
    return zlib.compress(b"".join(parts), _LEVEL)


def with_frames(mask: npt.NDArray[np.bool_], state: bytes) -> npt.NDArray[np.bool_]:
    """A copy of a mask whose frames are those of ``encode_frames``; the others stay.

    Raises:
        StoreError: the bytes are damaged, or of a mask of another size.
    """
    found = mask.copy()
    for index, x, y, part in _frames(state, mask.shape):
        found[index] = False
        found[index, y : y + part.shape[0], x : x + part.shape[1]] = part
    return found


def frames_of(state: bytes) -> list[int]:
    """Which frames ``encode_frames`` was given, in order.

    Raises:
        StoreError: the bytes are damaged.
    """
    return [index for index, *_ in _frames(state, None)]


def _frames(
    state: bytes, shape: tuple[int, ...] | None
) -> list[tuple[int, int, int, npt.NDArray[np.bool_]]]:
    """Index, x, y and content of each frame, checked against the mask it is for."""
    try:
        data = zlib.decompress(state)
        mark, rows, columns, count = _HEAD.unpack_from(data)
        if mark != _MARK or (shape is not None and (rows, columns) != shape[1:]):
            raise ValueError("another mask")
        place, found = _HEAD.size, []
        for _ in range(count):
            index, x, y, wide, high = _FRAME.unpack_from(data, place)
            place += _FRAME.size
            size = (wide * high + 7) // 8
            bits = np.frombuffer(data, np.uint8, size, place)
            place += size
            inside = x + wide <= columns and y + high <= rows
            if not inside or (shape is not None and index >= shape[0]):
                raise ValueError("outside the mask")
            part = np.unpackbits(bits, count=wide * high).reshape(high, wide)
            found.append((index, x, y, part.astype(np.bool_)))
        return found
    except (zlib.error, struct.error, ValueError) as error:
        raise StoreError(_DAMAGED) from error

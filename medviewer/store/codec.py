"""Domain objects as bytes and JSON, and back without loss."""

import dataclasses
import datetime as dt
import json
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from medviewer.domain.errors import BugError, StoreError
from medviewer.domain.geometry import (
    CalibratedRegion,
    FrameScale,
    PixelCalibration,
    SpacingSource,
    VolumeGeometry,
)
from medviewer.domain.result import OperatingPoint
from medviewer.domain.segmentation import CodedConcept, Segment

_PROBABILITIES = (np.arange(256) / 255).astype(np.float16)
_QUICK = 1  # zlib level: masks shrink a hundredfold at any level


def to_json(value: object) -> str:
    """Compact JSON of lists, numbers, text and (nested) dataclasses."""
    plain = dataclasses.asdict(value) if dataclasses.is_dataclass(value) else value  # type: ignore[arg-type]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def now() -> dt.datetime:
    """This moment in UTC, as the store writes it."""
    return dt.datetime.now(dt.UTC)


def time_text(moment: dt.datetime | dt.date | None) -> str | None:
    return None if moment is None else moment.isoformat()


def time_from(text: str | None) -> dt.datetime | None:
    return None if text is None else dt.datetime.fromisoformat(text)


def date_from(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def files_text(files: tuple[Path, ...]) -> str:
    return to_json([str(f) for f in files])


def geometry_from(text: str) -> VolumeGeometry:
    """The ``VolumeGeometry`` written by ``to_json``."""
    content = json.loads(text)
    content["calibration"] = _calibration(content["calibration"])
    content["regions"] = _regions(content["regions"])
    content["frame_scales"] = tuple(
        FrameScale(_calibration(f["calibration"]), _regions(f["regions"]))
        for f in content.get("frame_scales", ())
    )
    content["origin_mm"] = _tuple(content["origin_mm"])
    if content["direction"] is not None:
        content["direction"] = tuple(tuple(v) for v in content["direction"])
    return VolumeGeometry(**content)


def _regions(content: list) -> tuple[CalibratedRegion, ...]:
    return tuple(CalibratedRegion(tuple(r["box"]), _calibration(r["calibration"])) for r in content)


def operating_point_from(text: str) -> OperatingPoint:
    """The ``OperatingPoint`` written by ``to_json``."""
    content = json.loads(text)
    for name in ("sensitivity_ci", "specificity_ci"):
        content[name] = _tuple(content[name])
    return OperatingPoint(**content)


def segment_from(text: str) -> Segment:
    """The ``Segment`` written by ``to_json``."""
    content = json.loads(text)
    content["colour"] = tuple(content["colour"])
    for name in ("category", "type", "region"):
        if content.get(name) is not None:
            content[name] = CodedConcept(**content[name])
    return Segment(**content)


def pack_mask(array: npt.NDArray[np.bool_]) -> bytes:
    """Bits of a bool mask of shape (frames, rows, columns), compressed."""
    if array.dtype != np.bool_ or array.ndim != 3:
        raise BugError(f"a mask is bool (frames, rows, columns), not {array.dtype} {array.shape}")
    return zlib.compress(np.packbits(array).tobytes(), _QUICK)


def unpack_mask(data: bytes, shape: tuple[int, int, int]) -> npt.NDArray[np.bool_]:
    """The mask of ``pack_mask``, bit for bit.

    Raises:
        StoreError: the bytes are damaged.
    """
    bits = np.frombuffer(_decompressed(data), dtype=np.uint8)
    count = int(np.prod(shape))
    if bits.size != (count + 7) // 8:
        raise StoreError(_DAMAGED)
    return np.unpackbits(bits, count=count).reshape(shape).astype(np.bool_)


def pack_probability(array: npt.NDArray[np.float16]) -> bytes:
    """Probabilities 0..1 of shape (frames, rows, columns) in steps of 1/255, compressed."""
    packer = zlib.compressobj(_QUICK)
    packed = []
    for frame in array:  # one at a time: a whole stack in float32 is a gigabyte
        steps = np.rint(np.clip(frame.astype(np.float32), 0, 1) * 255)
        if np.isnan(steps).any():
            raise BugError("a probability map holds a value that is not a number")
        packed.append(packer.compress(steps.astype(np.uint8).tobytes()))
    return b"".join((*packed, packer.flush()))


def unpack_probability(data: bytes, shape: tuple[int, int, int]) -> npt.NDArray[np.float16]:
    """The map of ``pack_probability``, float16, true to 1/510 and float16's own rounding.

    Raises:
        StoreError: the bytes are damaged.
    """
    steps = np.frombuffer(_decompressed(data), dtype=np.uint8)
    if steps.size != int(np.prod(shape)):
        raise StoreError(_DAMAGED)
    return _PROBABILITIES[steps].reshape(shape)


def encode_picture(picture: npt.NDArray[np.uint8]) -> bytes:
    """PNG of a uint8 picture, (rows, columns) or (rows, columns, 3) RGB."""
    import cv2

    if picture.dtype != np.uint8 or picture.ndim not in (2, 3):
        raise BugError(f"a picture is uint8, grey or RGB, not {picture.dtype} {picture.shape}")
    stored = picture if picture.ndim == 2 else picture[..., ::-1]
    done, data = cv2.imencode(".png", stored, _quick_png())
    if not done:
        raise BugError("a picture could not be encoded")
    return bytes(data)


def _quick_png() -> list[int]:
    # On ultrasound this is eight times as fast as OpenCV's default, and no larger.
    import cv2

    return [
        cv2.IMWRITE_PNG_COMPRESSION,
        1,
        cv2.IMWRITE_PNG_STRATEGY,
        cv2.IMWRITE_PNG_STRATEGY_RLE,
        cv2.IMWRITE_PNG_FILTER,
        cv2.IMWRITE_PNG_FILTER_SUB,
    ]


def decode_picture(data: bytes) -> npt.NDArray[np.uint8]:
    """The picture of ``encode_picture``, pixel for pixel.

    Raises:
        StoreError: the bytes are damaged.
    """
    import cv2

    picture = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), cv2.IMREAD_UNCHANGED)
    if picture is None:
        raise StoreError(_DAMAGED)
    found: Any = picture if picture.ndim == 2 else np.ascontiguousarray(picture[..., ::-1])
    return found


_DAMAGED = "A stored picture or mask is damaged. Bring a backup back with `medviewer restore`."


def _decompressed(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise StoreError(_DAMAGED) from error


def _calibration(content: dict[str, Any]) -> PixelCalibration:
    return PixelCalibration(
        content["row_mm"], content["column_mm"], SpacingSource(content["source"])
    )


def _tuple(values: list[float] | None) -> Any:
    return None if values is None else tuple(values)

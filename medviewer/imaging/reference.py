"""Reference masks: pictures that a person drew, lying beside the scan they belong to."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from medviewer.domain.errors import KnownError

_MASK_STEM = re.compile(r"^(?P<stem>.+)_mask(?:_\d+)?$", re.IGNORECASE)
_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")
_SCANS = (
    *_PICTURES,
    *(".dcm", ".dicom", ".ima", ".nii", ".nii.gz", ".npy", ".npz", ".mha", ".mhd", ".nrrd"),
)


def masked_picture(path: Path) -> Path | None:
    """The scan that ``path`` is a reference mask of (``X_mask.png`` -> ``X.png``), or None.

    The scan may be any file that is read here, also a DICOM file without an ending. None
    where no such file lies beside it: then ``path`` is a picture of its own.
    """
    match = _MASK_STEM.match(path.stem)
    if match is None or path.suffix.lower() not in _PICTURES or not match["stem"].strip("."):
        return None
    stem = match["stem"]
    beside = (path.with_name(stem + s) for s in (path.suffix, *_SCANS, *_upper(_SCANS)))
    found = next((p for p in beside if p.is_file()), None)
    bare = path.with_name(stem)
    return bare if found is None and _is_dicom(bare) else found


def reference_masks(path: Path) -> list[Path]:
    """The masks beside a scan: ``X_mask.png``, ``X_mask_1.png``, ..., in order of name."""
    suffixes = (*_PICTURES, *_upper(_PICTURES))
    stem = _stem(path)
    first = [path.with_name(f"{stem}_mask{s}") for s in suffixes]
    found = {p.name.lower(): p for p in first if p.is_file()}
    number = 0
    missed = 0
    while missed < 2:  # numbering starts at 0 or 1 and has no gaps
        at = [path.with_name(f"{stem}_mask_{number}{s}") for s in suffixes]
        hits = {p.name.lower(): p for p in at if p.is_file()}
        found |= hits
        missed = 0 if hits else missed + 1
        number += 1
    return list(found.values())


def joined_masks(
    path: Path, shape: tuple[int, int], read: Callable[[Path], np.ndarray]
) -> tuple[npt.NDArray[np.bool_] | None, tuple[str, ...]]:
    """All reference masks beside a scan in one, and what is wrong with those left out.

    Args:
        path: the scan.
        shape: its (rows, columns); masks of another size are left out.
        read: decodes one mask file to (rows, columns) or (rows, columns, 3); KnownError or
            OSError where it cannot.

    Returns:
        bool (rows, columns), None where there is no mask; one warning for each left out.
    """
    whole: npt.NDArray[np.bool_] | None = None
    warnings: list[str] = []
    for mask_path in reference_masks(path):
        try:
            mask = read(mask_path)
        except (KnownError, OSError):
            warnings.append(f"reference mask {mask_path.name} cannot be read and is left out")
            continue
        mask = mask.max(axis=2) if mask.ndim == 3 else mask
        if mask.shape != shape:
            warnings.append(f"reference mask {mask_path.name} has another size and is left out")
            continue
        drawn = mask > mask.max() / 2  # 0/255, 0/1, or with the noise of a JPEG
        whole = drawn if whole is None else whole | drawn
    return whole, tuple(warnings)


def _stem(path: Path) -> str:
    # Names without an ending often hold dots (IM.0001, 1.2.840): no suffix of theirs is one.
    name = path.name
    known = (s for s in sorted(_SCANS, key=len, reverse=True) if name.lower().endswith(s))
    return name[: -len(next(known, "")) or None]


def _is_dicom(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(132)[128:] == b"DICM"
    except OSError:
        return False


def _upper(suffixes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(s.upper() for s in suffixes)

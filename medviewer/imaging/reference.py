"""Reference masks: pictures that a person drew, lying beside the picture they belong to."""

import re
from pathlib import Path

_MASK_STEM = re.compile(r"^(?P<stem>.+)_mask(?:_\d+)?$", re.IGNORECASE)
_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")


def masked_picture(path: Path) -> Path | None:
    """The picture that ``path`` is a reference mask of (``X_mask.png`` -> ``X.png``), or None.

    None also where no such picture lies beside it: then ``path`` is a picture of its own.
    """
    match = _MASK_STEM.match(path.stem)
    if match is None or path.suffix.lower() not in _PICTURES:
        return None
    stem = match["stem"]
    beside = (path.with_name(stem + s) for s in (path.suffix, *_PICTURES, *_upper(_PICTURES)))
    return next((p for p in beside if p.is_file()), None)


def reference_masks(path: Path) -> list[Path]:
    """The masks beside a picture: ``X_mask.png``, ``X_mask_1.png``, ..., in order of name."""
    suffixes = (*_PICTURES, *_upper(_PICTURES))
    first = [path.with_name(f"{path.stem}_mask{s}") for s in suffixes]
    found = {p.name.lower(): p for p in first if p.is_file()}
    number = 0
    missed = 0
    while missed < 2:  # numbering starts at 0 or 1 and has no gaps
        at = [path.with_name(f"{path.stem}_mask_{number}{s}") for s in suffixes]
        hits = {p.name.lower(): p for p in at if p.is_file()}
        found |= hits
        missed = 0 if hits else missed + 1
        number += 1
    return list(found.values())


def _upper(suffixes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(s.upper() for s in suffixes)

"""Lookup tables of a header: palette, modality LUT and VOI LUT (PS3.3 C.7.9, C.11.1, C.11.2)."""

from dataclasses import dataclass

import numpy as np
from pydicom.dataset import Dataset, FileDataset
from pydicom.pixels import apply_color_lut

from medviewer.domain.image import VoiFunction, VoiWindow
from medviewer.imaging.dicom import elements


@dataclass(frozen=True)
class LookupTable:
    """Stored value -> what it stands for: a number, or an RGB colour.

    Values below ``first`` take the first entry, values beyond the last one the last
    (PS3.3 C.11.1.1.1, C.7.6.3.1.5).
    """

    entries: np.ndarray
    first: int

    def apply(self, stored: np.ndarray) -> np.ndarray:
        places = stored.astype(np.int64) - self.first
        return self.entries[np.clip(places, 0, len(self.entries) - 1)]


def palette_of(ds: Dataset) -> LookupTable | None:
    """The palette of a header, (entries, 3) uint8 RGB; None without one."""
    descriptor = elements.numbers(ds, "RedPaletteColorLookupTableDescriptor")
    if len(descriptor) != 3:
        return None
    count, first, bits = (int(d) for d in descriptor)
    count = count or 65536
    used = np.arange(max(first, 0), max(first, 0) + count).clip(max=65535).astype(np.uint16)
    colours = np.asarray(apply_color_lut(used, ds))[:, :3]
    if bits > 8 and colours.max() > 255:
        colours = colours >> (bits - 8)
    return LookupTable(colours.astype(np.uint8), first)


def modality_table(ds: FileDataset) -> LookupTable | None:
    """The modality LUT of a header as (entries,) uint8 or uint16; None without one."""
    found = elements.items(ds, "ModalityLUTSequence")
    table = _table(found[0], ds.original_encoding[1]) if found else None
    if table is None:
        return None
    lookup, bits = table
    if bits <= 8:
        return LookupTable(lookup.entries.astype(np.uint8), lookup.first)
    return lookup


def voi_curves(ds: FileDataset) -> tuple[VoiWindow, ...]:
    """The VOI LUTs of a header as windows with a curve, in the order given."""
    windows = []
    for item in elements.items(ds, "VOILUTSequence"):
        table = _table(item, ds.original_encoding[1])
        if table is None or len(table[0].entries) < 2:
            continue
        lookup, bits = table
        entries = lookup.entries
        top = 2**bits - 1
        if bits > 8 and 0 < entries.max() < top / 16:
            top = int(entries.max())  # some writers say 16 bits of entries that have 8 or 12
        greys = np.rint(np.minimum(entries / top, 1) * 255).astype(np.uint8)
        width = float(len(entries) - 1)
        name = elements.text(item, "LUTExplanation")
        centre = lookup.first + width / 2
        windows.append(VoiWindow(width, centre, name, VoiFunction.CURVE, greys.tobytes()))
    return tuple(windows)


def _table(item: Dataset, little_endian: bool) -> tuple[LookupTable, int] | None:
    """A LUT item as uint16 entries and the number of bits of an entry; None if damaged."""
    descriptor = elements.numbers(item, "LUTDescriptor")
    data = elements.value(item, "LUTData")
    if len(descriptor) != 3 or data is None:
        return None
    count, first, bits = int(descriptor[0]) or 65536, int(descriptor[1]), int(descriptor[2])
    if count < 0:  # read as signed, as the pixels of the file are
        count += 65536
    if isinstance(data, bytes):
        order = "<" if little_endian else ">"
        kind = f"{order}u2" if len(data) >= 2 * count else "u1"
        entries = np.frombuffer(data[: len(data) // 2 * 2], dtype=kind).astype(np.uint16)
    else:
        entries = np.asarray(data).reshape(-1).astype(np.int64).astype(np.uint16)
    entries = entries[:count]
    if not entries.size or not 1 <= bits <= 16:
        return None
    return LookupTable(entries, first), bits

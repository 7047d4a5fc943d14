"""Whether a pack was made for a scan, by what its file says and its pictures measure.

What a network's own features say
is the matter of ``medviewer.packs.gate``.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from medviewer.domain.image import ImageVolume
from medviewer.packs.pack import GateRule, ModelPack

# Below this a picture holds too little for any network that was trained on whole scans.
LEAST_SIDE = 32

# Levels of 255 between the strongest and the weakest of red, green and blue, beyond the tint
# of the whole picture: more than JPEG leaves in a grey picture.
_COLOURED_LEVELS = 30
_LIT_LEVELS = 20  # darker pixels say nothing of a tint
_ENOUGH_PIXELS = 50_000


class Reason(NamedTuple):
    """Why a scan is refused, with what was measured, and what to do instead."""

    why: str
    advice: str


_OTHER_PACK = "choose another pack"


def reasons_of_file(pack: ModelPack, volume: ImageVolume) -> list[Reason]:
    """Why a pack was not made for a scan: how it was taken, its values and its size."""
    return [*_modality(pack, volume), *_values(pack, volume), *_size(pack, volume)]


def _modality(pack: ModelPack, volume: ImageVolume) -> list[Reason]:
    made_for = " or ".join(pack.modalities) or "pictures"
    modality = volume.context.series.modality
    # A plain picture cannot say how it was made, a DICOM file has to.
    plain_picture = volume.context.sop_class_uid is None
    if modality is None and not (plain_picture and pack.accepts_pictures):
        why = f"the pack {pack.id} was made for {made_for}"
        silent = "and this file does not say how it was made"
        return [Reason(f"{why}, {silent}", "open the original DICOM file of the scan")]
    if modality is not None and modality not in pack.modalities:
        return [
            Reason(f"the pack {pack.id} was made for {made_for}, this is {modality}", _OTHER_PACK)
        ]
    return []


def _values(pack: ModelPack, volume: ImageVolume) -> list[Reason]:
    if pack.input.window is None or _may_be_hounsfield(volume):
        return []
    why = f"the pack {pack.id} reads Hounsfield units, and the values of this scan are none"
    return [Reason(why, "open the original CT series")]


def _may_be_hounsfield(volume: ImageVolume) -> bool:
    """Whether the values are Hounsfield units: said by the file, or by its air.

    Research formats carry no unit; a CT scan in one of them shows by values below zero.
    """
    if volume.unit:
        return volume.unit == "HU"
    return not volume.colour and float(volume.frame(len(volume) // 2).min()) < 0


def _size(pack: ModelPack, volume: ImageVolume) -> list[Reason]:
    rows, columns = volume.geometry.rows, volume.geometry.columns
    least = pack.gate.least_side if pack.gate else LEAST_SIDE
    if min(rows, columns) < least:
        why = (
            f"{rows} x {columns} pixels are too few to read, at least {least} x {least} are needed"
        )
        return [Reason(why, "open the scan in its full size")]
    longer = max(rows, columns) / min(rows, columns)
    if pack.gate and longer > pack.gate.most_elongated:
        why = (
            f"{rows} x {columns} pixels are too long a shape for the pack {pack.id}: one side is "
            f"{longer:.1f} times the other, limit {pack.gate.most_elongated:.1f}"
        )
        return [Reason(why, "cut out the part that shows the scan")]
    return []


def reason_of_colour(coloured: list[float], rule: GateRule) -> str | None:
    """Why pictures are refused for their colour: shares of coloured pixels, one a picture."""
    if rule.most_coloured is None or not coloured:
        return None
    share = float(np.median(coloured))
    if share <= rule.most_coloured:
        return None
    return (
        f"{share:.0%} of its pixels are coloured (limit {rule.most_coloured:.0%}), and the pack "
        "reads grey pictures"
    )


def colour_margin(coloured: list[float], rule: GateRule) -> float:
    """As ``medviewer.packs.gate.margin``, of colour: below 0 outside the limit, else no limit."""
    if rule.most_coloured is None or reason_of_colour(coloured, rule) is None:
        return float("inf")
    return (rule.most_coloured - float(np.median(coloured))) / max(rule.most_coloured, 0.01)


def coloured_share(picture: npt.NDArray[np.uint8]) -> float:
    """Share of pixels (0..1) with a colour of their own.

    A grey picture saved in colour has none, nor has one whose greys were all given one tint, as
    ultrasound machines do: the usual ratio of each colour to the grey does not count.

    Args:
        picture: uint8, (rows, columns), or RGB (rows, columns, 3).
    """
    if picture.ndim == 2:
        return 0.0
    pixels = picture.reshape(-1, 3)
    pixels = pixels[:: max(len(pixels) // _ENOUGH_PIXELS, 1)].astype(np.float32)
    if np.ptp(pixels, axis=1).max() <= _COLOURED_LEVELS:
        return 0.0
    grey = pixels.mean(1, keepdims=True)
    lit = grey[:, 0] > _LIT_LEVELS
    tint = np.median(pixels[lit] / grey[lit], axis=0) if lit.any() else np.ones(3, np.float32)
    own = pixels - tint * grey
    return float((np.ptp(own, axis=1) > _COLOURED_LEVELS).mean())

"""Packs asked whether a scan is for them: their networks' statistics of a few frames."""

import math
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from medviewer.domain.choice import Opinion, PackChoice
from medviewer.domain.errors import PackError, RefusedError
from medviewer.domain.image import ImageVolume
from medviewer.domain.progress import Progress
from medviewer.packs.choice import choose, needs_gates, opinions_of_file
from medviewer.packs.pack import ModelPack

if TYPE_CHECKING:
    from medviewer.inference.engine import Engine
    from medviewer.packs.gate import PictureGate

Choosing = Generator[Progress, None, PackChoice]
Loaded = Callable[[ModelPack], "tuple[Engine, PictureGate | None]"]
Shown = Callable[[ModelPack, ImageVolume, np.ndarray, int], np.ndarray]

FRAMES = 5
"""Frames of a scan that are looked at, evenly spread: enough to tell kinds of scans apart."""


def choose_pack(
    packs: Sequence[ModelPack],
    volume: ImageVolume,
    loaded: Loaded,
    shown: Shown,
    preferred: str | None = None,
) -> Choosing:
    """Choose the pack that reads a scan; no network is asked where one alone was made for such.

    Args:
        packs: those installed.
        volume: the scan.
        loaded: gives a pack's network and gate.
        shown: gives a frame as a pack sees it.
        preferred: id of the pack that the reader wants where several may read such a scan.

    Yields:
        One ``Progress`` before each pack that is asked.

    Raises:
        PackError: no pack is installed, or a gate does not fit its network.
        RefusedError: there is nothing to see, or a frame holds no numbers.
        ReadError: a frame cannot be decoded.
    """
    if not packs:
        raise PackError("No model pack is installed; put one into a folder of MEDVIEWER_PACKS.")
    opinions = opinions_of_file(packs, volume)
    if not needs_gates(opinions):
        return choose(opinions, gates_asked=False, preferred=preferred)
    fitting = [p for p, one in zip(packs, opinions, strict=True) if one.reason is None]
    seconds, blank, asked = 0.0, 0, {}
    for number, pack in enumerate(fitting):
        yield Progress(number, len(fitting), f"Asking which model fits: {pack.title}")
        if pack.gate is None:
            continue
        try:
            engine, gate = loaded(pack)
        except PackError as error:  # a broken pack takes no other with it
            asked[pack.id] = Opinion(pack.reference, str(error).rstrip("."))
            continue
        start = time.perf_counter()
        found = _ask(pack, engine, gate, volume, shown)
        seconds += time.perf_counter() - start
        blank += found is None
        asked[pack.id] = found or Opinion(pack.reference, "it sees nothing but one grey", -math.inf)
    if blank and blank == len(asked):
        raise blank_refusal(volume)
    opinions = [asked.get(one.pack.id, one) for one in opinions]
    return replace(choose(opinions, gates_asked=True, preferred=preferred), seconds=seconds)


def blank_refusal(volume: ImageVolume) -> RefusedError:
    """What to raise where there is nothing to see on any frame."""
    return RefusedError(
        f"{volume.case}: the picture is blank (one grey value everywhere); choose another file."
    )


def spread_frames(count: int) -> list[int]:
    """The frames to look at, of ``count``: the middles of ``FRAMES`` equal parts."""
    parts = min(FRAMES, count)
    return [int((part + 0.5) * count / parts) for part in range(parts)]


def _ask(
    pack: ModelPack,
    engine: "Engine",
    gate: "PictureGate | None",
    volume: ImageVolume,
    shown: Shown,
) -> Opinion | None:
    """What the gate of a pack says; None where it sees nothing on any of the frames."""
    from medviewer.packs.gate import margin, margin_of_series, measure_statistics, verdict
    from medviewer.packs.preprocess import prepare
    from medviewer.packs.suitability import colour_margin, coloured_share, reason_of_colour

    assert pack.gate is not None
    assert gate is not None
    pictures = [shown(pack, volume, volume.frame(i), i) for i in spread_frames(len(volume))]
    pictures = [picture for picture in pictures if picture.min() < picture.max()]
    if not pictures:
        return None
    statistics = engine.statistics(np.stack([prepare(p, pack.input).array for p in pictures]))
    likenesses = measure_statistics(pack, gate, statistics)
    coloured = [coloured_share(picture) for picture in pictures]
    reason = reason_of_colour(coloured, pack.gate) or verdict(likenesses, pack.gate)
    inside = margin_of_series([margin(one, gate, pack.gate) for one in likenesses])
    return Opinion(pack.reference, reason, min(inside, colour_margin(coloured, pack.gate)))

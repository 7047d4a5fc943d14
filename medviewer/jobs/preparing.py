"""A scan made ready for the engine beside the one on the screen: read, and looked up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from medviewer.domain.geometry import PixelCalibration
from medviewer.domain.image import ImageVolume
from medviewer.jobs.calibration import can_be_calibrated, with_scale
from medviewer.jobs.database import DatabaseThread
from medviewer.jobs.failure import explain
from medviewer.jobs.reading import read_case
from medviewer.jobs.serial import SerialThread

if TYPE_CHECKING:
    from medviewer.imaging.index import IndexedSeries
    from medviewer.store import Store


@dataclass(frozen=True, slots=True)
class Prepared:
    """A scan with the scale a person gave it; ``answered``: one of the packs has read it before."""

    volume: ImageVolume
    answered: bool


Ready = Callable[[Prepared], object]
Failed = Callable[[str], object]


def look_up(
    database: DatabaseThread,
    volume: ImageVolume,
    pack_ids: Sequence[str],
    on_ready: Ready,
    on_failed: Failed,
) -> None:
    """Ask the store for the scale of a scan and whether one of the packs has read it."""

    def answer(found: Prepared | None) -> None:
        if found is not None:  # None: the program is quitting
            on_ready(found)

    database.submit(
        _known, volume, pack_ids, on_done=answer, on_error=lambda error: on_failed(explain(error))
    )


class CasePreparer(QObject):
    """Reads one scan after another in a thread of its own and looks each up in the store."""

    def __init__(self, database: DatabaseThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database = database
        self._thread = SerialThread("queue reader", self)

    def prepare(
        self, item: IndexedSeries, pack_ids: Sequence[str], on_ready: Ready, on_failed: Failed
    ) -> None:
        """``on_ready(Prepared)`` or ``on_failed(sentence)`` follows, on the owner's thread."""
        self._thread.post(
            partial(read_case, item),
            lambda volume: look_up(self._database, volume, pack_ids, on_ready, on_failed),
            lambda error: on_failed(explain(error)),
        )

    def close(self) -> None:
        self._thread.close()


def _known(store: Store, volume: ImageVolume, pack_ids: Sequence[str]) -> Prepared:
    scale: PixelCalibration | None = None
    if can_be_calibrated(volume) and not volume.geometry.calibration.known:
        scale = store.calibrations.of(volume.content_hash)
    answered = any(store.results.is_answered(volume.content_hash, pack) for pack in pack_ids)
    return Prepared(volume if scale is None else with_scale(volume, scale), answered)

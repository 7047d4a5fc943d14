"""The scale that a person gives to the scan on the screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from medviewer.domain.geometry import PixelCalibration
from medviewer.domain.image import ImageVolume
from medviewer.domain.review import StoreChange, StoredResult
from medviewer.jobs.calibration import (
    can_be_calibrated,
    keep_scale,
    scale_of_line,
    with_scale,
)
from medviewer.jobs.database import DatabaseThread
from medviewer.ui.case.on_screen import OnScreen


class CaseScale(QObject):
    """Gives the scan on the screen a scale and keeps it with the scan's result.

    ``calibrated(ImageVolume)`` the scan on the screen has another scale.

    Args:
        screen: whose scan.
        database: where the scale is kept.
        drop_question: drops a prediction under way, whose lengths would be of the scale before.
    """

    calibrated = Signal(object)

    def __init__(
        self,
        screen: OnScreen,
        database: DatabaseThread,
        drop_question: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._screen = screen
        self._database = database
        self._drop_question = drop_question

    def calibrate(self, pixels: float, millimetres: float) -> None:
        """A line of so many pixels on the screen is so long: that is the scan's scale now."""
        if self._possible:
            self._keep(scale_of_line(pixels, millimetres))

    def take_back(self) -> None:
        """Lengths of the scan on the screen are in pixels again."""
        if self._possible:
            self._keep(None)

    def apply(self, scale: PixelCalibration | None) -> None:
        """Show the scan on the screen with a scale; nothing is kept."""
        screen = self._screen
        assert screen.volume is not None
        screen.volume = with_scale(screen.volume, scale)
        self.calibrated.emit(screen.volume)
        screen.changed.emit()

    @property
    def _possible(self) -> bool:
        volume = self._screen.volume
        return volume is not None and can_be_calibrated(volume) and not self._screen.file_missing

    def _keep(self, scale: PixelCalibration | None) -> None:
        self._drop_question()
        self.apply(scale)
        volume = self._screen.volume
        assert volume is not None
        if self._screen.may_keep(volume):
            self._database.mutate(
                keep_scale,
                volume,
                self._screen.stored or self._screen.result,
                on_done=partial(self._kept, volume),
                on_error=self._screen.say_error,
            )

    def _kept(self, volume: ImageVolume, answer: tuple[StoredResult | None, StoreChange]) -> None:
        stored = answer[0]
        if volume is self._screen.volume and stored is not None:
            self._screen.show(stored.shown, stored)
        known = volume.geometry.calibration.known
        told = "Scale by user saved; lengths are measured with it." if known else None
        self._screen.said.emit(told or "Scale taken back.")

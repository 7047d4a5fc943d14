"""A case brought onto the screen: from its file, from the store, or from its kept picture."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from medviewer.domain.geometry import PixelCalibration
from medviewer.domain.image import ImageVolume, VolumeKind
from medviewer.domain.patient import Patient
from medviewer.domain.result import InferenceResult
from medviewer.domain.review import StoreChange, StoredResult
from medviewer.domain.tracking import Choices
from medviewer.jobs.calibration import can_be_calibrated
from medviewer.jobs.database import DatabaseThread
from medviewer.jobs.matches import kept_matches
from medviewer.jobs.reading import VolumeLoader
from medviewer.jobs.records import kept_case
from medviewer.ui.browser.case import Case
from medviewer.ui.case.on_screen import Failure, OnScreen

if TYPE_CHECKING:
    from medviewer.store import Store

Scale = PixelCalibration | None
Known = tuple[list[StoredResult], list[StoredResult], Scale, Choices]


class CaseOpening(QObject):
    """Opens one case at a time and looks up what the store knows of it.

    ``opened(ImageVolume)`` a scan is ready to be shown; ``openFailed(str)``;
    ``scaleFound(PixelCalibration)`` a person has given the scan on the screen a scale before.

    Args:
        screen: what is filled.
        database: where earlier results are.
        unsaved: an answer for a content hash that could not be saved yet, or None.
    """

    opened = Signal(object)
    openFailed = Signal(str)
    scaleFound = Signal(object)

    def __init__(
        self,
        screen: OnScreen,
        database: DatabaseThread,
        unsaved: Callable[[str], InferenceResult | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._screen = screen
        self._database = database
        self._unsaved = unsaved
        self.loader = VolumeLoader(self)
        self.case: Case | None = None
        self._wanted: StoredResult | None = None
        self.loader.loaded.connect(self._volume_read)
        self.loader.failed.connect(self._volume_failed)
        database.changed.connect(self._store_changed)

    def open(self, case: Case) -> None:
        """Show a case of the browser; a scan from its file, a stored patient's newest scan."""
        self.case = case
        self._wanted = None
        if case.item is not None:
            self.loader.load(case.item)
            return
        self.loader.drop()
        self._database.submit(
            _of_patient,
            case.patient,
            on_done=partial(self._patient_read, case),
            on_error=self._screen.say_error,
        )

    def open_result(self, result_id: int) -> None:
        """Show one result of the history, with its own scan where that is another one."""
        screen = self._screen
        chosen = next((s for s in screen.history if s.id == result_id), None)
        if chosen is None:
            return
        if screen.volume is None or chosen.scan.content_hash != screen.volume.content_hash:
            self._open_stored(chosen)
        elif screen.file_missing:
            self._open_kept(chosen)
        else:
            screen.show(chosen.shown, chosen)

    def take_up(self, case: Case, volume: ImageVolume) -> None:
        """Go on with a scan that is on the screen already: another viewport is the active one."""
        self.loader.drop()
        screen, self.case, self._wanted = self._screen, case, None
        screen.forget()
        screen.volume = volume
        screen.file_missing = not all(path.exists() for path in volume.files)
        self.opened.emit(volume)
        unsaved = self._unsaved(volume.content_hash)
        if unsaved is not None:
            screen.show(unsaved, None)
        else:
            screen.changed.emit()
        self.look_up(volume)

    def close(self) -> None:
        """Nothing is open any more."""
        self.loader.drop()
        self.case = self._wanted = None
        self._screen.forget()
        self._screen.changed.emit()

    # --- reading --------------------------------------------------------------------------

    def _patient_read(self, case: Case, results: list[StoredResult]) -> None:
        if case is self.case and results:
            self._open_stored(results[0])

    def _open_stored(self, stored: StoredResult) -> None:
        from medviewer.imaging.index import IndexedSeries

        scan, geometry = stored.scan, stored.scan.geometry
        self._wanted = stored
        if not scan.files or not all(path.exists() for path in scan.files):
            self._open_kept(stored)
            return
        size = (geometry.rows, geometry.columns, geometry.frames)
        self.loader.load(IndexedSeries(scan.files, scan.context, *size, VolumeKind.PICTURE))

    def _open_kept(self, stored: StoredResult) -> None:
        volume, on_frame = kept_case(stored)
        screen = self._screen
        screen.forget()
        screen.volume, screen.file_missing = volume, True
        self.opened.emit(volume)
        screen.show(on_frame.shown, on_frame)
        screen.said.emit(
            "The scan's file is no longer there; this is the picture kept with the result."
        )
        self.look_up(volume)

    def _volume_read(self, _number: int, volume: ImageVolume) -> None:
        wanted, screen = self._wanted, self._screen
        if wanted is not None and volume.content_hash != wanted.scan.content_hash:
            self._open_kept(wanted)
            return
        screen.forget()
        screen.volume = volume
        if self.case is not None:
            self.case.content_hash = volume.content_hash
        self.opened.emit(volume)
        unsaved = self._unsaved(volume.content_hash)
        if wanted is not None:
            screen.show(wanted.shown, wanted)
        elif unsaved is not None:
            screen.show(unsaved, None)
        else:
            screen.changed.emit()
        self.look_up(volume)

    def _volume_failed(self, _number: int, sentence: str) -> None:
        if self._wanted is not None:
            self._open_kept(self._wanted)
            return
        self._screen.forget()
        self.openFailed.emit(sentence)
        self._screen.failure = Failure(sentence)
        self._screen.changed.emit()

    # --- what the store knows -------------------------------------------------------------

    def look_up(self, volume: ImageVolume) -> None:
        """Ask the store for the results of a scan and of its patient, and for its scale."""
        self._database.submit(
            _known,
            volume,
            on_done=partial(self._looked_up, volume),
            on_error=self._screen.say_error,
        )

    def _looked_up(self, volume: ImageVolume, found: Known | None) -> None:
        screen = self._screen
        if found is None or volume is not screen.volume:
            return
        of_scan, screen.history, scale, screen.matches = found
        screen.looked_up = True
        if scale is not None and not volume.geometry.calibration.known:
            self.scaleFound.emit(scale)
        if of_scan:
            screen.stateChanged.emit(volume.content_hash, of_scan[0].state)
        if screen.stored is not None:  # the one on the screen, with its newest review
            newer = next((s for s in screen.history if s.id == screen.stored.id), None)
            if newer is not None:
                screen.stored = kept_case(newer)[1] if screen.file_missing else newer
        elif screen.result is None and of_scan and screen.failure is None:
            screen.result, screen.stored = of_scan[0].shown, of_scan[0]
        screen.changed.emit()

    def _store_changed(self, change: StoreChange) -> None:
        volume = self._screen.volume
        if volume is not None and volume.context.patient.patient_id in change.patient_ids:
            self.look_up(volume)


# --- what runs on the database thread -------------------------------------------------------


def _of_patient(store: Store, patient: Patient) -> list[StoredResult]:
    return store.results.for_patient(patient)


def _known(store: Store, volume: ImageVolume) -> Known:
    """The results of the scan and of the patient, newest first; its scale; what was matched."""
    scale = store.calibrations.of(volume.content_hash) if can_be_calibrated(volume) else None
    of_patient = store.results.for_patient(volume.context.patient)
    of_scan = [s for s in of_patient if s.scan.content_hash == volume.content_hash]
    matches = kept_matches(store, {s.scan.content_hash for s in of_patient})
    return of_scan or store.results.for_scan(volume.content_hash), of_patient, scale, matches

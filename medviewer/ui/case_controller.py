"""The case being read: opening it, predicting, saving, reviewing. No widgets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from medviewer.domain.errors import PackError
from medviewer.domain.geometry import PixelCalibration
from medviewer.domain.image import ImageVolume, VolumeKind
from medviewer.domain.patient import Patient
from medviewer.domain.progress import Progress
from medviewer.domain.result import InferenceRequest, InferenceResult, OperatingPoint
from medviewer.domain.review import Review, ReviewState, StoreChange, StoredResult
from medviewer.jobs.calibration import (
    can_be_calibrated,
    keep_scale,
    scale_of_line,
    with_scale,
)
from medviewer.jobs.database import DatabaseThread
from medviewer.jobs.failure import explain
from medviewer.jobs.inference import InferenceThread
from medviewer.jobs.reading import VolumeLoader
from medviewer.jobs.records import kept_case
from medviewer.ui.browser.model import Case

if TYPE_CHECKING:
    from medviewer.packs.registry import PackRegistry
    from medviewer.store import Store

Scale = PixelCalibration | None
_DECIDED = (ReviewState.ACCEPTED, ReviewState.CORRECTED, ReviewState.REJECTED)

_DEMO_ONLY = (
    "Not saved: the demo store keeps demo patients only. Start MedViewer without the demo to "
    "keep results of your own scans."
)


class CaseController(QObject):
    """What is open, what is known of it, and what is under way.

    Signals: ``opened(ImageVolume)`` a scan is ready to be shown; ``openFailed(str)``;
    ``changed()`` whatever the results panel shows has changed; ``progressed(Progress | None)``
    of the predictions under way, None as the last ends; ``said(str)`` a sentence for the
    message line; ``stateChanged(str content_hash, ReviewState)`` the store has answered;
    ``calibrated(ImageVolume)`` the scan on the screen has another scale.
    """

    opened = Signal(object)
    openFailed = Signal(str)
    changed = Signal()
    progressed = Signal(object)
    said = Signal(str)
    stateChanged = Signal(str, object)
    calibrated = Signal(object)

    def __init__(
        self,
        database: DatabaseThread,
        inference: InferenceThread,
        packs: PackRegistry,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._database = database
        self._inference = inference
        self._packs = packs
        self.loader = VolumeLoader(self)
        self.account = ""
        self.demo = False
        self.volume: ImageVolume | None = None
        self.result: InferenceResult | None = None
        self.stored: StoredResult | None = None
        self.history: list[StoredResult] = []
        self.failure: tuple[str, bool] | None = None
        self.file_missing = False
        self._case: Case | None = None
        self._wanted: StoredResult | None = None
        self._requests: dict[int, InferenceRequest] = {}
        self._unsaved: dict[str, tuple[InferenceResult, ImageVolume]] = {}
        self._connect()

    def _connect(self) -> None:
        self.loader.loaded.connect(self._volume_read)
        self.loader.failed.connect(self._volume_failed)
        self._inference.progressed.connect(self._progress)
        self._inference.finished.connect(self._predicted)
        self._inference.refused.connect(partial(self._not_predicted, refused=True))
        self._inference.failed.connect(partial(self._not_predicted, refused=False))
        self._inference.cancelled.connect(self._cancelled)
        self._database.changed.connect(self._store_changed)

    def signed_in(self, account: str, *, demo: bool) -> None:
        """Begin anew for ``account``; nothing of whoever was there before is kept."""
        self.account, self.demo = account, demo
        self._unsaved.clear()
        self.close_case()

    # --- opening --------------------------------------------------------------------------

    @property
    def case(self) -> Case | None:
        return self._case

    def open(self, case: Case) -> None:
        """Show a case of the browser; a scan from its file, a stored patient's newest scan."""
        self._case = case
        self._wanted = None
        if case.item is not None:
            self.loader.load(case.item)
            return
        self.loader.drop()
        self._database.submit(
            _of_patient,
            case.patient,
            on_done=partial(self._patient_read, case),
            on_error=self._say_error,
        )

    def open_result(self, result_id: int) -> None:
        """Show one result of the history, with its own scan where that is another one."""
        chosen = next((s for s in self.history if s.id == result_id), None)
        if chosen is None:
            return
        if self.volume is None or chosen.scan.content_hash != self.volume.content_hash:
            self._open_stored(chosen)
        elif self.file_missing:
            self._open_kept(chosen)
        else:
            self._show(chosen.result, chosen)

    def close_case(self) -> None:
        """Nothing is open any more."""
        self.loader.drop()
        self._case = self._wanted = None
        self._forget()
        self.changed.emit()

    def _patient_read(self, case: Case, results: list[StoredResult]) -> None:
        if case is self._case and results:
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
        self._forget()
        self.volume, self.file_missing = volume, True
        self.opened.emit(volume)
        self._show(on_frame.result, on_frame)
        self.said.emit(
            "The scan's file is no longer there; this is the picture kept with the result."
        )
        self._look_up(volume)

    def _volume_read(self, _number: int, volume: ImageVolume) -> None:
        wanted = self._wanted
        if wanted is not None and volume.content_hash != wanted.scan.content_hash:
            self._open_kept(wanted)
            return
        self._forget()
        self.volume = volume
        if self._case is not None:
            self._case.content_hash = volume.content_hash
        self.opened.emit(volume)
        if wanted is not None:
            self._show(wanted.result, wanted)
        elif volume.content_hash in self._unsaved:
            self._show(self._unsaved[volume.content_hash][0], None)
        else:
            self.changed.emit()
        self._look_up(volume)

    def _volume_failed(self, _number: int, sentence: str) -> None:
        if self._wanted is not None:
            self._open_kept(self._wanted)
            return
        self._forget()
        self.openFailed.emit(sentence)
        self.failure = (sentence, False)
        self.changed.emit()

    def _forget(self) -> None:
        self.volume = self.result = self.stored = self.failure = None
        self.history = []
        self.file_missing = False

    # --- what the store knows -------------------------------------------------------------

    def _look_up(self, volume: ImageVolume) -> None:
        self._database.submit(
            _known, volume, on_done=partial(self._looked_up, volume), on_error=self._say_error
        )

    def _looked_up(
        self,
        volume: ImageVolume,
        found: tuple[list[StoredResult], list[StoredResult], Scale] | None,
    ) -> None:
        if found is None or volume is not self.volume:
            return
        of_scan, self.history, scale = found
        if scale is not None and not volume.geometry.calibration.known:
            self._set_scale(scale)
        if of_scan:
            self.stateChanged.emit(volume.content_hash, of_scan[0].state)
        if self.stored is not None:  # the one on the screen, with its newest review
            newer = next((s for s in self.history if s.id == self.stored.id), None)
            if newer is not None:
                self.stored = newer if not self.file_missing else kept_case(newer)[1]
        elif self.result is None and of_scan and self.failure is None:
            self.result, self.stored = of_scan[0].result, of_scan[0]
        self.changed.emit()

    def _store_changed(self, change: StoreChange) -> None:
        volume = self.volume
        if volume is not None and volume.context.patient.patient_id in change.patient_ids:
            self._look_up(volume)

    # --- scale by the user ----------------------------------------------------------------

    def calibrate(self, pixels: float, millimetres: float) -> None:
        """A line of so many pixels on the screen is so long: that is the scan's scale now."""
        if self.volume is not None and can_be_calibrated(self.volume) and not self.file_missing:
            self._keep_scale(scale_of_line(pixels, millimetres))

    def take_scale_back(self) -> None:
        """Lengths of the scan on the screen are in pixels again."""
        if self.volume is not None and can_be_calibrated(self.volume) and not self.file_missing:
            self._keep_scale(None)

    def _keep_scale(self, scale: Scale) -> None:
        self.cancel_current()  # its lengths would be of the scale before
        self._set_scale(scale)
        volume, result = self.volume, self.result
        assert volume is not None
        if self.demo and not volume.context.is_demo:
            self.said.emit(_DEMO_ONLY)
            return
        self._database.mutate(
            keep_scale,
            volume,
            result,
            on_done=partial(self._scale_kept, volume),
            on_error=self._say_error,
        )

    def _set_scale(self, scale: Scale) -> None:
        assert self.volume is not None
        self.volume = with_scale(self.volume, scale)
        self.calibrated.emit(self.volume)
        self.changed.emit()

    def _scale_kept(
        self, volume: ImageVolume, answer: tuple[StoredResult | None, StoreChange]
    ) -> None:
        stored = answer[0]
        if volume is self.volume and stored is not None:
            self._show(stored.result, stored)
        known = volume.geometry.calibration.known
        told = "Scale by user saved" if known else "Scale taken back"
        self.said.emit(f"{told}; lengths are measured with it." if known else f"{told}.")

    # --- predicting -----------------------------------------------------------------------

    @property
    def predicting(self) -> bool:
        """Whether an answer for the scan on the screen is under way."""
        return any(self._is_current(r.volume) for r in self._requests.values())

    @property
    def busy(self) -> bool:
        return bool(self._requests)

    def fitting_packs(self) -> list[tuple[str, str]]:
        """``(id, title)`` of the packs made for the scan on the screen, all without one."""
        volume = self.volume
        packs = self._packs.all()
        if volume is not None:
            modality = volume.context.series.modality
            fitting = [
                p
                for p in packs
                if (p.accepts_pictures if modality is None else modality in p.modalities)
            ]
            packs = fitting or packs
        return [(p.id, p.title) for p in packs]

    def predict(self, pack_id: str, operating_point: str | None = None) -> None:
        """Ask a pack about the scan on the screen; an unfinished question about it is dropped."""
        if self.volume is None:
            self.said.emit("Open a scan first.")
            return
        if self.file_missing:
            self.said.emit("The scan's file is no longer there; open it again to predict.")
            return
        self.cancel_current()
        request = InferenceRequest(self.volume, pack_id, operating_point)
        self._requests[request.number] = request
        self.failure = None
        self._inference.submit(request)
        self.progressed.emit(Progress(0, 0, "Waiting for the engine"))
        self.changed.emit()

    def cancel_current(self) -> None:
        """Drop what is under way for the scan on the screen."""
        self._cancel([n for n, r in self._requests.items() if self._is_current(r.volume)])

    def cancel_all(self) -> None:
        self._cancel(list(self._requests))

    def _cancel(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            del self._requests[number]
            self._inference.cancel(number)
        if numbers:
            self._after_request()

    def _is_current(self, volume: ImageVolume) -> bool:
        return self.volume is not None and volume.content_hash == self.volume.content_hash

    def _progress(self, number: int, progress: Progress) -> None:
        if number in self._requests:
            self.progressed.emit(progress)

    def _predicted(self, number: int, result: InferenceResult) -> None:
        request = self._requests.pop(number, None)
        if request is None:  # stale: asked again or cancelled meanwhile
            return
        if self._is_current(request.volume):
            self.result, self.stored, self.failure = result, None, None
        self._save(result, request.volume)
        self._after_request()

    def _not_predicted(self, number: int, sentence: str, *, refused: bool) -> None:
        request = self._requests.pop(number, None)
        if request is None:
            return
        if self._is_current(request.volume):
            self.failure = (sentence, refused)
        self.said.emit(sentence)
        self._after_request()

    def _cancelled(self, number: int) -> None:
        if self._requests.pop(number, None) is not None:
            self._after_request()

    def _after_request(self) -> None:
        if not self._requests:
            self.progressed.emit(None)
        self.changed.emit()

    # --- saving and reviewing -------------------------------------------------------------

    @property
    def can_review(self) -> bool:
        """A result is on the screen and no prediction is about to replace it."""
        return self.result is not None and not self.predicting

    @property
    def can_undo(self) -> bool:
        return self.stored is not None and self.stored.state in _DECIDED

    def review(self, state: ReviewState, comment: str = "") -> None:
        """Save the reader's decision on the result on the screen."""
        if self.result is None or self.volume is None or self.predicting:
            return
        if self.stored is None:  # saving had failed, or is just under way
            self._save(self.result, self.volume, partial(self.review, state, comment))
            return
        review = Review(state, self.account, dt.datetime.now(dt.UTC), comment.strip())
        self._database.mutate(
            _review,
            self.stored.id,
            review,
            on_done=partial(self._reviewed, self.volume.content_hash, state),
            on_error=self._say_error,
        )

    def undo(self) -> None:
        """Take back the last decision: a new review, the old one stays in the record."""
        if self.can_undo:
            self.review(ReviewState.PREDICTED, "decision taken back")

    def save_rest(self) -> None:
        """Try again to save what could not be saved; called before the store is closed."""
        for result, volume in list(self._unsaved.values()):
            self._save(result, volume)

    def _save(
        self,
        result: InferenceResult,
        volume: ImageVolume,
        then: Callable[[], object] | None = None,
    ) -> None:
        if self.demo and not volume.context.is_demo:
            self.said.emit(_DEMO_ONLY)
            return
        self._unsaved[volume.content_hash] = (result, volume)
        self._database.mutate(
            _save,
            result,
            volume,
            on_done=partial(self._saved, volume, result, then),
            on_error=self._say_error,
        )

    def _saved(
        self,
        volume: ImageVolume,
        result: InferenceResult,
        then: Callable[[], object] | None,
        answer: tuple[StoredResult, StoreChange],
    ) -> None:
        stored = answer[0]
        if self._unsaved.get(volume.content_hash, (None,))[0] is result:
            del self._unsaved[volume.content_hash]
        if self._is_current(volume) and self.result is result:
            self.stored = stored
        self.said.emit("Saved.")
        self.stateChanged.emit(volume.content_hash, stored.state)
        self.changed.emit()
        if then is not None:
            then()

    def _reviewed(self, content_hash: str, state: ReviewState, _change: StoreChange) -> None:
        words = (
            "Decision taken back" if state is ReviewState.PREDICTED else state.value.capitalize()
        )
        self.said.emit(f"{words} and saved.")
        self.stateChanged.emit(content_hash, state)

    # --- for the panel --------------------------------------------------------------------

    def operating_points(self) -> tuple[OperatingPoint, ...]:
        """Those of the pack that gave the result on the screen, if it is installed."""
        if self.result is None:
            return ()
        made_by = self.result.provenance.pack
        try:
            pack = self._packs.get(made_by.id)
        except PackError:
            return ()
        return pack.operating_points if pack.weights_sha256 == made_by.weights_sha256 else ()

    def _show(self, result: InferenceResult, stored: StoredResult | None) -> None:
        self.result, self.stored, self.failure = result, stored, None
        self.changed.emit()

    def _say_error(self, error: Exception) -> None:
        self.said.emit(explain(error))


# --- what runs on the database thread -------------------------------------------------------


def _of_patient(store: Store, patient: Patient) -> list[StoredResult]:
    return store.results.for_patient(patient)


def _known(
    store: Store, volume: ImageVolume
) -> tuple[list[StoredResult], list[StoredResult], Scale]:
    """The results of the scan and those of the patient, newest first; the scan's own scale."""
    scale = store.calibrations.of(volume.content_hash) if can_be_calibrated(volume) else None
    of_patient = store.results.for_patient(volume.context.patient)
    of_scan = [s for s in of_patient if s.scan.content_hash == volume.content_hash]
    return of_scan or store.results.for_scan(volume.content_hash), of_patient, scale


def _save(
    store: Store, result: InferenceResult, volume: ImageVolume
) -> tuple[StoredResult, StoreChange]:
    from medviewer.imaging.record import scan_record

    return store.results.save(result, scan_record(volume, result))


def _review(store: Store, result_id: int, review: Review) -> StoreChange:
    return store.results.review(result_id, review)

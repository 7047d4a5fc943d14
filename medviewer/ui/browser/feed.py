"""Keeps the browser in line with the store, and brings it thumbnails."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from medviewer.domain.patient import Patient
from medviewer.domain.review import ReviewState, StoreChange, StoredResult
from medviewer.jobs.database import DatabaseThread
from medviewer.jobs.failure import explain
from medviewer.jobs.reading import ThumbnailLoader
from medviewer.ui.browser.browser import Browser
from medviewer.ui.browser.case import Case

if TYPE_CHECKING:
    from medviewer.store import PatientSummary, Store


class BrowserFeed(QObject):
    """Refreshes marks after every change of the store. ``failed(str)`` for the message line."""

    failed = Signal(str)

    def __init__(
        self, browser: Browser, database: DatabaseThread, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._browser = browser
        self._database = database
        self.thumbnails = ThumbnailLoader(self)
        browser.thumbnailWanted.connect(self._want)
        self.thumbnails.ready.connect(self._ready)
        database.changed.connect(self._changed)

    def refresh(self) -> None:
        """Ask the store which patients it knows and where they stand."""
        self._ask(None)

    def _changed(self, change: StoreChange) -> None:
        if change.patient_ids:
            self._ask(frozenset(change.patient_ids))

    def _ask(self, patient_ids: frozenset[str] | None) -> None:
        self._database.submit(
            _patients,
            patient_ids,
            on_done=partial(self._show_patients, patient_ids),
            on_error=lambda error: self.failed.emit(explain(error)),
        )

    def close(self) -> None:
        self.thumbnails.close()

    def _show_patients(
        self, patient_ids: frozenset[str] | None, summaries: list[PatientSummary] | None
    ) -> None:
        if summaries is None:
            return
        self._browser.set_stored(summaries, patient_ids)
        model = self._browser.model
        if patient_ids is None:
            cases = list(model.cases())
        else:
            cases = [c for s in summaries for c in model.of_person(s.patient)]
        self._ask_states([c.content_hash for c in cases if c.shares_patient])

    def _want(self, case: Case) -> None:
        if case.item is not None:
            self.thumbnails.request(case.key, case.item)
        else:
            self._database.submit(_newest, case.patient, on_done=partial(self._kept, case.key))

    def _kept(self, key: str, newest: StoredResult | None) -> None:
        if newest is not None:
            self._browser.set_thumbnail(key, newest.scan.picture, newest.scan.content_hash)

    def _ready(self, key: str, picture: npt.NDArray[np.uint8], content_hash: str) -> None:
        self._browser.set_thumbnail(key, picture, content_hash)
        self._ask_states([content_hash])

    def _ask_states(self, hashes: list[str | None]) -> None:
        known = [h for h in hashes if h]
        if known:
            self._database.submit(_states, known, on_done=self._show_states)

    def _show_states(self, states: dict[str, ReviewState] | None) -> None:
        if states:
            self._browser.set_states(states)


# --- what runs on the database thread -------------------------------------------------------


def _patients(store: Store, patient_ids: frozenset[str] | None) -> list[PatientSummary]:
    return store.results.patients(patient_ids)


def _newest(store: Store, patient: Patient) -> StoredResult | None:
    return next(iter(store.results.for_patient(patient)), None)


def _states(store: Store, content_hashes: list[str]) -> dict[str, ReviewState]:
    return store.results.states(content_hashes)

"""The scan of a patient that came before another, for a look at both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from medviewer.domain.image import ImageVolume, VolumeKind
from medviewer.domain.patient import StudyContext
from medviewer.domain.review import StoredResult
from medviewer.ui.browser.case import Case, person

if TYPE_CHECKING:
    from pathlib import Path

    from medviewer.imaging.index import IndexedSeries


def earlier_case(
    volume: ImageVolume, listed: Iterable[Case], history: Iterable[StoredResult]
) -> Case | None:
    """The newest scan of the same patient and modality from a study before.

    Among the series of that study the one with the same description is taken, else the one
    with the nearest number of slices.

    Args:
        volume: the scan that is read.
        listed: the cases of the list.
        history: the patient's stored results; their scans count where the files are still there.
    """
    now = volume.context
    found = [
        case
        for case in (*listed, *_of_store(history))
        if case.item is not None and _is_earlier(case.item.context, now)
    ]
    if not found:
        return None
    latest = max(_date(case) for case in found)
    return min((c for c in found if _date(c) == latest), key=lambda c: _unlike(c, volume))


def _is_earlier(then: StudyContext, now: StudyContext) -> bool:
    return (
        person(then.patient) == person(now.patient)
        and then.series.modality == now.series.modality
        and then.study.uid != now.study.uid
        and then.study.date is not None
        and now.study.date is not None
        and then.study.date < now.study.date
    )


def _date(case: Case) -> dt.datetime:
    assert case.item is not None
    assert case.item.context.study.date is not None
    return case.item.context.study.date


def _unlike(case: Case, volume: ImageVolume) -> tuple[bool, int]:
    assert case.item is not None
    same = case.item.context.series.description == volume.context.series.description
    return not same, abs(case.item.frames - len(volume))


def _of_store(history: Iterable[StoredResult]) -> list[Case]:
    found = []
    for stored in history:
        files, scan = stored.scan.files, stored.scan
        if files and all(path.exists() for path in files):
            g = scan.geometry
            item = _indexed(files, scan.context, g.rows, g.columns, g.frames)
            found.append(Case.opened(item))
    return found


def _indexed(
    files: tuple[Path, ...], context: StudyContext, rows: int, columns: int, frames: int
) -> IndexedSeries:
    """A scan that the store knows, as if it had been opened."""
    from medviewer.imaging.index import IndexedSeries

    return IndexedSeries(files, context, rows, columns, frames, VolumeKind.PICTURE)

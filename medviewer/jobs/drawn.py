"""What readers drew on the scans of stored results, and the images they drew on, for a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from medviewer.domain.annotation import Annotation, readable, standing
from medviewer.domain.errors import KnownError
from medviewer.domain.review import ScanRecord, StoredResult

if TYPE_CHECKING:
    from medviewer.store import Store


def drawn_on(store: Store, results: Iterable[StoredResult]) -> dict[str, tuple[Annotation, ...]]:
    """Content hash of each scan -> what was drawn on it. Runs in the database thread.

    Raises:
        StoreError: the store cannot be read.
    """
    found = {}
    for scan in {r.scan.content_hash for r in results}:
        kept = store.edits.of(scan)
        found[scan] = readable(standing(kept.edits[: kept.standing]))
    return found


def drawn_frames(
    results: Iterable[StoredResult], drawn: Mapping[str, Sequence[Annotation]]
) -> dict[str, dict[int, npt.NDArray[np.uint8]]]:
    """Pictures of the images that were drawn on, read anew from the scans' files.

    Those kept with the results need no file. A scan whose files are gone or have changed is
    left out: the report says what it does not show.

    Returns:
        Content hash of each scan -> frame (from 0) -> uint8, (rows, columns[, 3]), as shown.
    """
    from medviewer.reports.pictures import MOST_DRAWN

    found = {}
    for scan in {r.scan.content_hash: r.scan for r in results}.values():
        wanted = {one.frame for one in drawn.get(scan.content_hash, ())} - {scan.picture_frame}
        if wanted and scan.files and all(path.exists() for path in scan.files):
            found[scan.content_hash] = _rendered(scan, sorted(wanted)[:MOST_DRAWN])
    return found


def _rendered(scan: ScanRecord, wanted: Sequence[int]) -> dict[int, npt.NDArray[np.uint8]]:
    from medviewer.imaging.registry import default_registry
    from medviewer.imaging.windowing import default_window, render

    shown: dict[int, npt.NDArray[np.uint8]] = {}
    try:
        volume = default_registry().read_files(scan.files)
        if volume.content_hash != scan.content_hash:
            return {}
        for index in wanted:
            if index < len(volume):
                frame = volume.frame(index)
                window = default_window(volume, frame, index)
                shown[index] = render(frame, window, volume.inverted, volume.padding).copy()
    except KnownError:
        return shown  # the rest is in the table all the same
    return shown

"""Masks of the result on the screen as a person corrects them: each change one step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from medviewer.domain.edit import EditKind
from medviewer.domain.errors import StoreError
from medviewer.domain.mask_state import encode_frames, frames_of, with_frames
from medviewer.domain.review import Correction, StoreChange, StoredResult
from medviewer.domain.segmentation import SegmentationMask
from medviewer.jobs.correction import Masks, keep_correction
from medviewer.ui.case.on_screen import OnScreen
from medviewer.ui.case.predicting import CasePredicting
from medviewer.ui.history import History
from medviewer.ui.journal import Consequence, Journal


class CaseCorrecting(QObject):
    """Corrects the masks of the result on the screen. The prediction itself is never touched.

    ``steppedOn(list[int] frames)`` undo or redo has changed these.
    """

    steppedOn = Signal(list)

    def __init__(
        self, screen: OnScreen, predicting: CasePredicting, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._screen = screen
        self._predicting = predicting
        self._history = History(self)

    def remember_in(self, history: History, journal: Journal) -> None:
        """Make every change a step of ``history``, written to the store by ``journal``."""
        self._history = history
        history.register(EditKind.MASK, self._apply)
        journal.follow(EditKind.MASK, self._written_with)

    @property
    def possible(self) -> bool:
        """Whether the masks on the screen can be corrected."""
        return self.obstacle is None

    @property
    def obstacle(self) -> str | None:
        """Why the masks cannot be corrected, in one sentence; None where they can."""
        screen = self._screen
        if screen.volume is None:
            return "Open a scan first."
        if screen.file_missing:
            return "The scan's file is no longer there; open it again to correct its masks."
        if self._predicting.of_screen:
            return "A prediction is under way; correct its masks when it is there."
        if screen.result is None:
            return "There is no result to correct yet."
        if not screen.result.masks:
            return "This model outlines nothing that could be corrected."
        if screen.stored is None:
            return "This result is not saved, so its masks cannot be corrected yet."
        return None

    def mask(self, label: str) -> SegmentationMask:
        """The mask of a segment as it stands.

        Raises:
            StoreError: the result on the screen has no such segment.
        """
        result = self._screen.result
        for mask in result.masks if result is not None else ():
            if mask.segment.label == label:
                return mask
        raise StoreError("This step belongs to masks that this result does not have.")

    def array_of(self, label: str) -> npt.NDArray[np.bool_] | None:
        """The pixels of a segment as they stand; None where there is no such segment now."""
        result = self._screen.result
        masks = result.masks if result is not None else ()
        return next((m.array for m in masks if m.segment.label == label), None)

    def replace(
        self, label: str, array: npt.NDArray[np.bool_], frames: Iterable[int], title: str
    ) -> None:
        """Put a mask in place of a segment's; one step of the history.

        Args:
            label: of the segment.
            array: bool, (frames, rows, columns), never changed any more.
            frames: those that may differ from what stood.
            title: of the step.
        """
        before = self.mask(label).array
        changed = [f for f in frames if not np.array_equal(before[f], array[f])]
        stored = self._screen.stored
        if not changed or stored is None:
            return
        self._put(label, array)
        target = f"{stored.id}/{label}"
        states = encode_frames(before, changed), encode_frames(array, changed)
        self._history.record(EditKind.MASK, target, *states, title)

    def edited_frames(self, label: str) -> list[int]:
        """The frames of a segment that a person has changed, in order."""
        stored, found = self._screen.stored, set[int]()
        for edit in self._history.edits[: self._history.standing]:
            mine = stored is not None and edit.target == f"{stored.id}/{label}"
            if edit.kind is EditKind.MASK and mine and edit.after is not None:
                found.update(frames_of(edit.after))
        return sorted(found)

    # --- undo and redo --------------------------------------------------------------------

    def _apply(self, target: str, state: bytes | None) -> None:
        result_id, label = _parted(target)
        screen = self._screen
        if screen.file_missing:
            raise StoreError("The scan's file is no longer there; open it again for this step.")
        if screen.stored is None or screen.stored.id != result_id:
            other = next((s for s in screen.history if s.id == result_id), None)
            if other is None or state is None:
                raise StoreError("This step belongs to a result that is not at hand.")
            with_frames(_mask(other, label).array, state)  # damaged: nothing is shown instead
            screen.show(other.shown, other)
        if state is None:
            raise StoreError("The record of this step is damaged; the masks stay as they are.")
        self._put(label, with_frames(self.mask(label).array, state))
        self.steppedOn.emit(frames_of(state))

    def _put(self, label: str, array: npt.NDArray[np.bool_]) -> None:
        screen = self._screen
        assert screen.result is not None
        masks = tuple(
            replace(m, array=array) if m.segment.label == label else m for m in screen.result.masks
        )
        screen.result = replace(screen.result, masks=masks)
        screen.changed.emit()

    # --- the store ------------------------------------------------------------------------

    def _written_with(self, target: str, _state: bytes | None) -> Consequence | None:
        screen = self._screen
        stored, result, volume = screen.stored, screen.result, screen.volume
        if stored is None or result is None or volume is None:
            return None
        return Consequence(
            write=partial(keep_correction, stored=stored, masks=result.masks, volume=volume),
            done=partial(self._corrected, stored.id, result.masks),
            change=lambda answer: answer[1],
            replaces=f"masks of {_parted(target)[0]}",
        )

    def _corrected(
        self, result_id: int, masks: Masks, answer: tuple[Correction | None, StoreChange]
    ) -> None:
        """The store has answered: what it measured counts if nothing was drawn since."""
        screen = self._screen
        if screen.stored is None or screen.stored.id != result_id or screen.volume is None:
            return
        screen.stored = replace(screen.stored, correction=answer[0])
        if screen.result is not None and screen.result.masks is masks:
            screen.result = screen.stored.shown
        screen.stateChanged.emit(screen.volume.content_hash, screen.stored.state)
        screen.changed.emit()


def _parted(target: str) -> tuple[int, str]:
    number, _, label = target.partition("/")
    if not number.isdecimal():
        raise StoreError("The record of this step is damaged; the masks stay as they are.")
    return int(number), label


def _mask(stored: StoredResult, label: str) -> SegmentationMask:
    for mask in stored.shown.masks:
        if mask.segment.label == label:
            return mask
    raise StoreError("This step belongs to masks that this result does not have.")

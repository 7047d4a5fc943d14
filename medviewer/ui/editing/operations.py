"""What is done to a whole mask at once: one step of the history each."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from medviewer.inference import mask_editing
from medviewer.jobs.task import Task
from medviewer.ui.case.correcting import CaseCorrecting
from medviewer.ui.viewport.viewport import Viewport

Mask = npt.NDArray[np.bool_]
_AT_ONCE = 16  # slices; more would make the window wait


class Operations:
    """Changes the mask of one segment, on the slice on the screen or on all of them.

    Args:
        correcting: whose masks.
        viewport: which slice is on the screen.
        say: takes a sentence for the message line.
        drop: drops a stroke in hand.
    """

    def __init__(
        self,
        correcting: CaseCorrecting,
        viewport: Viewport,
        say: Callable[[str], object],
        drop: Callable[[], object],
    ) -> None:
        self._correcting = correcting
        self._viewport = viewport
        self._say = say
        self._drop = drop
        self.label = ""
        self.all_frames = False

    @property
    def unit(self) -> str:
        """Of the distance by which masks grow and shrink."""
        volume = self._viewport.volume
        known = volume is not None and volume.geometry.main_calibration(0).known
        return "mm" if known else "px"

    def fill_holes(self) -> None:
        self.change("Fill holes", lambda frame, _i: mask_editing.fill_holes(frame))

    def smooth(self) -> None:
        self.change("Smooth", lambda frame, _i: mask_editing.smooth(frame))

    def grow(self, distance: float) -> None:
        """Grow by a distance in ``unit``."""
        spacing = self._spacing()
        self.change("Grow", lambda frame, _i: mask_editing.grow(frame, distance, *spacing))

    def shrink(self, distance: float) -> None:
        spacing = self._spacing()
        self.change("Shrink", lambda frame, _i: mask_editing.shrink(frame, distance, *spacing))

    def clear(self) -> None:
        self.change("Clear", lambda frame, _i: np.zeros_like(frame))

    def keep_largest(self) -> None:
        if self._ready():
            frames = list(range(len(self._correcting.mask(self.label).array)))
            self._run("Keep largest part", mask_editing.keep_largest, frames)

    def copy_to_next(self) -> None:
        """Copy the mask of this slice onto the next one and go there."""
        if not self._ready():
            return
        index = self._viewport.frame_index
        mask = self._correcting.mask(self.label).array
        if index + 1 >= len(mask):
            self._say("This is the last slice.")
            return
        found = mask.copy()
        found[index + 1] = mask[index]
        self._replace("Copy to next slice", found, [index + 1])
        self._viewport.step_frame(1)

    def interpolate(self) -> None:
        """Fill the slices between those that were drawn on."""
        if not self._ready():
            return
        drawn = self._correcting.edited_frames(self.label)
        if len(drawn) < 2 or len(drawn) > drawn[-1] - drawn[0]:
            self._say("Draw on two slices with others between them, then interpolate.")
            return
        frames = list(range(drawn[0], drawn[-1] + 1))
        self._run("Interpolate", lambda mask: mask_editing.interpolated(mask, drawn), frames)

    def change(
        self, title: str, function: Callable[[Mask, int], Mask], frames: list[int] | None = None
    ) -> None:
        """One step that changes each frame by itself: those given, this one, or all."""
        if not self._ready():
            return
        if frames is None:
            every = list(range(len(self._correcting.mask(self.label).array)))
            frames = every if self.all_frames else [self._viewport.frame_index]
        chosen = frames

        def each(mask: Mask) -> Mask:
            found = mask.copy()
            for index in chosen:
                found[index] = function(mask[index], index)
            return found

        self._run(title, each, chosen)

    def _run(self, title: str, work: Callable[[Mask], Mask], frames: list[int]) -> None:
        """Do it at once, or beside the window where many slices take their time."""
        mask, label = self._correcting.mask(self.label).array, self.label
        if len(frames) <= _AT_ONCE:
            self._replace(title, work(mask), frames)
            return

        def done(found: Mask) -> None:
            if self._correcting.array_of(label) is not mask or self.label != label:
                self._say(f"{title}: the mask has changed meanwhile, so this was left out.")
            else:
                self._replace(title, found, frames)

        self._say(f"{title}: working on {len(frames)} slices.")
        task = Task(work, mask)
        task.returned.connect(done)
        task.failed.connect(self._say)
        task.start()

    def _replace(self, title: str, found: Mask, frames: list[int]) -> None:
        before = self._correcting.mask(self.label).array
        if np.array_equal(before, found):
            self._say(f"{title}: nothing to change here.")
            return
        self._correcting.replace(self.label, found, frames, title)

    def _ready(self) -> bool:
        self._drop()
        obstacle = self._correcting.obstacle
        if obstacle is not None:
            self._say(obstacle)
        return obstacle is None

    def _spacing(self) -> tuple[float, float]:
        """Of rows and columns in mm; (1, 1) where it is not known: pixels."""
        volume = self._viewport.volume
        if volume is None:
            return 1.0, 1.0
        scale = volume.geometry.main_calibration(0)
        if scale.row_mm is None or scale.column_mm is None:
            return 1.0, 1.0
        return scale.row_mm, scale.column_mm

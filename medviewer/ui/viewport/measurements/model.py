"""The annotations of the scan on the screen, as its history has them."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from medviewer.domain.annotation import Annotation, AnnotationKind, Point, decode, encode, standing
from medviewer.domain.edit import EditKind
from medviewer.domain.errors import KnownError, ReadError
from medviewer.domain.image import ImageVolume
from medviewer.imaging.measuring import Figures, figures
from medviewer.imaging.roi import region_statistics
from medviewer.ui.history import History


class Annotations(QObject):
    """What was drawn on one scan: the steps of kind MEASUREMENT that stand in its history.

    Nothing is kept beside the history, so that undo, a change of scan and a restart need no
    care here: whoever loads the history loads the annotations.

    Signals: ``changed()`` another set, or another scale; ``selectionChanged()``;
    ``jumped(Annotation)`` undo or redo touched one, which should come into view;
    ``said(str)`` why something cannot be shown.
    """

    changed = Signal()
    selectionChanged = Signal()
    jumped = Signal(object)
    said = Signal(str)

    def __init__(self, history: History, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.history = history
        self.volume: ImageVolume | None = None
        self._all: tuple[Annotation, ...] = ()
        self._decoded: dict[bytes, Annotation | None] = {}
        self._selected: str | None = None
        history.register(EditKind.MEASUREMENT, self._moved_in_time)
        history.changed.connect(self._read)

    def show_volume(self, volume: ImageVolume | None) -> None:
        """The scan that is measured on; None: there is none whose pixels could be."""
        self.volume = volume
        self._decoded.clear()
        self._selected = None
        self._read()

    def rescale(self, volume: ImageVolume) -> None:
        """The same scan with another scale."""
        if self.volume is not None:
            self.volume = volume
            self.changed.emit()

    # --- what there is --------------------------------------------------------------------

    @property
    def all(self) -> tuple[Annotation, ...]:
        """By frame, then in the order in which they were drawn."""
        return self._all if self.volume is not None else ()

    def on_frame(self, frame: int) -> tuple[Annotation, ...]:
        return tuple(a for a in self.all if a.frame == frame)

    def get(self, name: str | None) -> Annotation | None:
        return next((a for a in self.all if a.id == name), None)

    def figures(self, annotation: Annotation) -> Figures:
        """What is measured on it, by the scale that the scan has now."""
        assert self.volume is not None
        return figures(annotation, self.volume.geometry)

    @property
    def selected(self) -> Annotation | None:
        return self.get(self._selected)

    @selected.setter
    def selected(self, annotation: Annotation | None) -> None:
        name = annotation.id if annotation is not None else None
        if name != self._selected:
            self._selected = name
            self.selectionChanged.emit()

    # --- doing, each a step of the history ------------------------------------------------

    def new(self, kind: AnnotationKind, frame: int, points: tuple[Point, ...]) -> Annotation:
        """A thing being drawn, not there yet."""
        return Annotation(uuid4().hex, kind, frame, points)

    def measured(self, annotation: Annotation) -> Annotation:
        """The same with the values of its pixels, where it encloses any."""
        if self.volume is None or not annotation.kind.is_region:
            return annotation
        with contextlib.suppress(ReadError):  # the frame says on the screen what is wrong
            return replace(annotation, statistics=region_statistics(annotation, self.volume))
        return replace(annotation, statistics=None)

    def add(self, annotation: Annotation) -> None:
        self._record(None, self.measured(annotation), annotation.kind.heading)

    def change(self, before: Annotation, after: Annotation, what: str) -> None:
        """``what`` was done, for the menu: ``Move``, ``Reshape``, ``Label``."""
        after = self.measured(after)
        self._record(before, after, f"{what} {before.kind.heading.lower()}")

    def remove(self, annotation: Annotation) -> None:
        if self.selected == annotation:
            self.selected = None
        self._record(annotation, None, f"Delete {annotation.kind.heading.lower()}")

    def _record(self, before: Annotation | None, after: Annotation | None, title: str) -> None:
        states = [encode(a) if a is not None else None for a in (before, after)]
        target = (before or after).id  # type: ignore[union-attr] # one of them is there
        self.history.record(EditKind.MEASUREMENT, target, states[0], states[1], title)

    # --- following the history ------------------------------------------------------------

    def _read(self) -> None:
        before = self._all
        found = (
            self._decode(state) for state in standing(self.history.edits[: self.history.standing])
        )
        frames = len(self.volume) if self.volume is not None else 0
        kept = [a for a in found if a is not None and a.frame < frames]
        self._all = tuple(sorted(kept, key=lambda a: a.frame))
        if self._selected is not None and self.selected is None:
            self._selected = None
            self.selectionChanged.emit()
        if self._all != before or not self.history.edits:
            self.changed.emit()

    def _decode(self, state: bytes) -> Annotation | None:
        if state not in self._decoded:
            try:
                self._decoded[state] = decode(state)
            except KnownError as error:
                self._decoded[state] = None
                self.said.emit(str(error))
        return self._decoded[state]

    def _moved_in_time(self, _target: str, state: bytes | None) -> None:
        touched = self._decode(state) if state is not None else None
        if touched is not None and self.volume is not None and touched.frame < len(self.volume):
            self.jumped.emit(touched)

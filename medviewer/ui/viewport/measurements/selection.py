"""The annotation that is chosen: held by the mouse, nudged by the keys, deleted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF

from medviewer.domain.annotation import Annotation
from medviewer.ui.viewport.measurements.model import Annotations
from medviewer.ui.viewport.measurements.places import Places
from medviewer.ui.viewport.measurements.shapes import Hit, with_handle
from medviewer.ui.viewport.measurements.words import spoken

_KEYS_OF_SELECTED = "Arrow keys move it, Del deletes it, F2 names it, Esc or Enter leaves it."


class Selection:
    """Changes the chosen annotation; what is held or nudged is a step only as it is let go.

    Args:
        model: the annotations of the scan; another may be set.
        places: on the picture.
        say: for the message line.
        repaint: shows what has changed.
    """

    def __init__(
        self,
        model: Annotations,
        places: Places,
        say: Callable[[str], object],
        repaint: Callable[[], object],
    ) -> None:
        self.model = model
        self._places = places
        self._say = say
        self._repaint = repaint
        self._changed: Annotation | None = None  # what is held or nudged, as it is now

    def choose(self, annotation: Annotation, which: str = "") -> None:
        self.model.selected = annotation
        words = spoken(annotation, self.model.figures(annotation))
        self._say(f"{words}{which}. {_KEYS_OF_SELECTED}")

    def as_now(self, annotation: Annotation) -> Annotation:
        """The annotation as it looks while it is held or nudged."""
        now = self._changed
        return now if now is not None and now.id == annotation.id else annotation

    def drop(self) -> None:
        """What is held or nudged goes back to where it was."""
        self._changed = None

    # --- the mouse ------------------------------------------------------------------------

    def pull(self, hit: Hit, start: QPointF, spot: QPointF) -> None:
        """What is held follows the mouse, which has it since ``start``."""
        if hit.handle is not None:
            moved = with_handle(hit.annotation, hit.handle, self._places.at(spot))
        else:
            moved = self._places.kept_inside(hit.annotation, *self._places.way(start, spot))
        self._changed = self.model.measured(moved)

    def let_go(self, hit: Hit) -> None:
        """What was held stays where it is."""
        changed, self._changed = self._changed, None
        if changed is not None:
            what = "Move" if hit.handle is None else "Reshape"
            self.model.change(hit.annotation, changed, what)
            self.say_value(changed)

    # --- keys -----------------------------------------------------------------------------

    def nudge(self, across: int, down: int) -> None:
        """Move the chosen one; it becomes a step of the history as the key is let go."""
        chosen = self.model.selected
        if chosen is not None:
            moved = self._places.kept_inside(self.as_now(chosen), *self._places.step(across, down))
            self._changed = self.model.measured(moved)
            self._repaint()

    def end_nudge(self) -> None:
        changed, self._changed = self._changed, None
        before = self.model.get(changed.id) if changed is not None else None
        if before is not None and changed is not None:
            self.model.change(before, changed, "Move")
            self.say_value(changed)

    def delete(self) -> None:
        chosen = self.model.selected
        if chosen is not None:
            self._changed = None
            self.model.remove(chosen)
            self._say(f"{chosen.kind.heading} deleted. Ctrl+Z brings it back.")

    def go_on(self, here: tuple[Annotation, ...], *, forward: bool) -> bool:
        """Choose the next of those in sight; False behind the last, where the focus may go on."""
        order = here if forward else here[::-1]
        chosen = self.model.selected
        place = order.index(chosen) + 1 if chosen in order else 0
        if place < len(order):
            self.choose(order[place], f", {place + 1} of {len(order)}")
            return True
        self.model.selected = None
        return False

    def say_value(self, annotation: Annotation) -> None:
        self._say(f"{spoken(annotation, self.model.figures(annotation))}.")

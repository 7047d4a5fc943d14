"""Viewports that move together: by place in the patient, never by the number of a slice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import contextmanager
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
from PySide6.QtCore import QLineF, QObject, Signal

from medviewer.domain.geometry import VolumeGeometry
from medviewer.domain.image import ImageVolume
from medviewer.imaging.space import Space, crossing, share_space, space_of
from medviewer.ui.viewport.lines import ReferenceLine
from medviewer.ui.viewport.matching import Matches, follow_place, follow_view
from medviewer.ui.viewport.viewport import Viewport

if TYPE_CHECKING:
    from collections.abc import Iterator


class Links(QObject):
    """Keeps viewports of one frame of reference together, and draws their slices in each other.

    Parallel ones share slice position, zoom, place and turns; scans of one kind share the
    window. Those that cross show each other's slices as lines. Scans of different frames of
    reference can be linked by hand, by the slices that are shown at the time.

    ``changed()``: who is linked may be another.
    """

    changed = Signal()

    def __init__(
        self, shown: Callable[[], Iterable[Viewport]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._shown = shown
        self._on = True
        self._lines = True
        self._busy = False
        self._matches = Matches()

    def add(self, view: Viewport) -> None:
        """Take a viewport in; it takes part while it is shown."""
        view.frameChosen.connect(lambda _index: self._follow(view, self._place))
        view.canvas.moved.connect(lambda: self._follow(view, self._view))
        view.windowChosen.connect(lambda _window: self._share_window(view))
        view.frameChanged.connect(lambda _index: self._frame_changed())
        view.volumeShown.connect(lambda: self._opened(view))

    @property
    def on(self) -> bool:
        """Whether viewports move together."""
        return self._on

    @on.setter
    def on(self, on: bool) -> None:
        self._on = on
        self._tell()

    @property
    def lines(self) -> bool:
        """Whether slices are drawn in each other."""
        return self._lines

    @lines.setter
    def lines(self, on: bool) -> None:
        self._lines = on
        self.draw_lines()

    def partners(self, view: Viewport) -> list[Viewport]:
        """The viewports that move with ``view``."""
        others = [other for other in self._shown() if other is not view]
        return [o for o in others if _linked(view, o) or self._matches.between(view, o)]

    # --- by hand --------------------------------------------------------------------------

    @property
    def matched(self) -> bool:
        """Whether scans that are shown are linked by hand."""
        return any(self._by_hand(view) for view in self._shown())

    def match(self) -> bool:
        """Link scans by the slices shown now; False where there are none that can be."""
        found = self._matches.match(self._shown())
        self._tell()
        return found > 0

    def unmatch(self) -> None:
        """The scans shown are no longer linked by hand."""
        self._matches.forget(list(self._shown()))
        self._tell()

    def _by_hand(self, view: Viewport) -> bool:
        return any(self._matches.between(view, other) for other in self._shown())

    # --- following ------------------------------------------------------------------------

    def align(self, leader: Viewport) -> None:
        """Bring the others to where ``leader`` is."""
        self._follow(leader, self._place)
        self._follow(leader, self._view)

    def refresh(self) -> None:
        """Others are shown, or other scans: draw the lines anew and say who is linked."""
        self.draw_lines()
        self._tell()

    def _tell(self) -> None:
        for view in self._shown():
            view.linked = self._on and bool(self.partners(view))
            view.linked_by_hand = self._by_hand(view)
        self.changed.emit()

    def draw_lines(self) -> None:
        """Draw each viewport's slice into the others that it cuts."""
        views = list(self._shown())
        for view in views:
            view.reference_lines = self._lines_in(view, views) if self._lines else ()

    def _frame_changed(self) -> None:
        if not self._busy:  # else others follow, and the lines are drawn when all have
            self.draw_lines()

    def _lines_in(self, view: Viewport, views: list[Viewport]) -> tuple[ReferenceLine, ...]:
        here = _space(view)
        if here is None or view.volume is None:
            return ()
        found: list[ReferenceLine] = []
        for other in views:
            there = _space(other)
            if other is view or there is None or other.volume is None:
                continue
            if not share_space(view.volume, other.volume):
                continue
            ends = crossing(here, view.frame_index, there, other.frame_index)
            line = QLineF(*ends[0], *ends[1]) if ends is not None else None
            if line is not None and not any(_on_each_other(line, one.line) for one in found):
                found.append(ReferenceLine(line, other.line_colour, other.canvas.passive))
        return tuple(found)

    def _opened(self, view: Viewport) -> None:
        """A scan comes to where those are that it is linked with."""
        partners = self.partners(view) if self._on and not self._busy else []
        if partners:
            with self.quiet():
                self._place(partners[0], view)
                self._view(partners[0], view)
        if not self._busy:
            self._matches.keep_only(self._shown())
        self.refresh()

    def _follow(self, leader: Viewport, take_over: Callable[[Viewport, Viewport], None]) -> None:
        if self._busy or not self._on or leader not in self._shown():
            return
        partners = self.partners(leader)
        if partners:
            with self.quiet():
                for other in partners:
                    take_over(leader, other)
            self.draw_lines()

    def _place(self, leader: Viewport, other: Viewport) -> None:
        places = self._matches.between(leader, other)
        if places is None:
            _place(leader, other)
        else:
            follow_place(leader, other, places)

    def _view(self, leader: Viewport, other: Viewport) -> None:
        places = self._matches.between(leader, other)
        if places is None:
            _view(leader, other)
        else:
            follow_view(leader, other, places)

    def _share_window(self, leader: Viewport) -> None:
        """Greys mean the same in every direction, so planes that cross take part as well."""
        if self._busy or not self._on or leader not in self._shown():
            return
        with self.quiet():
            for other in self._shown():
                matched = self._matches.between(leader, other) is not None
                if other is not leader and _same_greys(leader, other, matched=matched):
                    other.voi_window = leader.voi_window

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """What happens inside is not followed again."""
        before, self._busy = self._busy, True
        try:
            yield
        finally:
            self._busy = before


def _on_each_other(one: QLineF, other: QLineF) -> bool:
    """Whether the ends of one line lie on the other, to within a pixel."""
    length = other.length()
    if length == 0:
        return False
    across = other.normalVector().unitVector()
    ways = [p - other.p1() for p in (one.p1(), one.p2())]
    return all(abs(w.x() * across.dx() + w.y() * across.dy()) < 1 for w in ways)


def _space(view: Viewport) -> Space | None:
    """Where the scan of a viewport lies: asked for at every slice, worked out once for a scan."""
    if view.volume is None:
        return None
    geometry = view.volume.geometry
    known = _spaces.get(view)
    if known is None or known[0] is not geometry:
        known = _spaces[view] = geometry, space_of(geometry)
    return known[1]


_spaces: WeakKeyDictionary[Viewport, tuple[VolumeGeometry, Space | None]] = WeakKeyDictionary()


def _linked(one: Viewport, other: Viewport) -> bool:
    here, there = _space(one), _space(other)
    if here is None or there is None or one.volume is None or other.volume is None:
        return False
    return share_space(one.volume, other.volume) and here.is_parallel(there)


def _place(leader: Viewport, other: Viewport) -> None:
    here, there = _space(leader), _space(other)
    assert here is not None
    assert there is not None
    point = here.at(leader.wanted_frame, leader.canvas.centre)
    other.frame_index = there.nearest_frame(point)


def _view(leader: Viewport, other: Viewport) -> None:
    here, there = _space(leader), _space(other)
    assert here is not None
    assert there is not None
    if here.is_turned_alike(there):
        other.canvas.pose = leader.canvas.pose
    point = here.at(leader.wanted_frame, leader.canvas.centre)
    sizes = (float(np.linalg.norm(space.column)) for space in (there, here))
    zoom = leader.zoom * next(sizes) / next(sizes)
    other.canvas.set_view(zoom, there.spot_at(point))


def _same_greys(one: Viewport, other: Viewport, *, matched: bool) -> bool:
    """Whether two scans lie in one space, or are matched, and have values of one kind."""
    if one.volume is None or other.volume is None:
        return False
    if not matched and not share_space(one.volume, other.volume):
        return False
    return _kind(one.volume) == _kind(other.volume)


def _kind(volume: ImageVolume) -> tuple[str | None, str, bool]:
    return volume.context.series.modality, volume.unit, volume.colour

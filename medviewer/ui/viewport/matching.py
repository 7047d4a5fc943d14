"""Scans of different frames of reference that a reader has linked by the slices shown."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from medviewer.imaging.space import Space, Spot, Vector, share_space, space_of
from medviewer.ui.viewport.viewport import Viewport

_NEARLY_PARALLEL = math.cos(math.radians(30))  # two sittings of one patient differ by as much


@dataclass(frozen=True)
class _Place:
    """What a viewport showed: a frame, and the point of it in the middle."""

    frame: int
    spot: Spot


class Matches:
    """Which places of two scans are one, by the scans' content hashes; for this session only."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, str], tuple[_Place, _Place]] = {}

    def match(self, views: Iterable[Viewport]) -> int:
        """Say that what the viewports show now lies together; returns how many pairs do."""
        before = len(self._places)
        for one, other in itertools.combinations(views, 2):
            if matchable(one, other):
                places = _place_of(one), _place_of(other)
                self._places[_hashes(one, other)] = places
        return len(self._places) - before

    def between(self, one: Viewport, other: Viewport) -> tuple[_Place, _Place] | None:
        """The matched places of two viewports' scans, None where they are not matched."""
        if one.volume is None or other.volume is None:
            return None
        there = self._places.get(_hashes(one, other))
        back = self._places.get(_hashes(other, one))
        return there or (None if back is None else (back[1], back[0]))

    def forget(self, views: Iterable[Viewport]) -> None:
        """The scans in these viewports are matched no more."""
        for one, other in itertools.permutations(views, 2):
            if one.volume is not None and other.volume is not None:
                self._places.pop(_hashes(one, other), None)

    def keep_only(self, views: Iterable[Viewport]) -> None:
        """Forget what was matched of scans of which none is open any more."""
        shown = {view.volume.content_hash for view in views if view.volume is not None}
        self._places = {pair: at for pair, at in self._places.items() if shown & set(pair)}


def matchable(one: Viewport, other: Viewport) -> bool:
    """Whether two scans can be linked by hand, and are not linked by their files already."""
    if one.volume is None or other.volume is None or share_space(one.volume, other.volume):
        return False
    spaces = _spaces(one, other)
    if spaces is None:
        return len(one.volume) > 1 and len(other.volume) > 1
    return bool(abs(spaces[0].normal @ spaces[1].normal) > _NEARLY_PARALLEL)


def follow_place(leader: Viewport, other: Viewport, places: tuple[_Place, _Place]) -> None:
    """Bring a matched viewport to the slice as far from the matched one as the leader's is.

    In mm across the slices; by their number where a file gives no places.
    """
    spaces = _spaces(leader, other)
    if spaces is None:
        assert other.volume is not None
        wanted = places[1].frame + leader.wanted_frame - places[0].frame
        other.frame_index = int(np.clip(wanted, 0, len(other.volume) - 1))
        return
    here, there = spaces
    away = _moved(here, leader, places[0]) @ here.normal
    way = math.copysign(1.0, here.normal @ there.normal)
    there_now = there.at(places[1].frame, places[1].spot) + there.normal * (away * way)
    other.frame_index = there.nearest_frame(there_now)


def follow_view(leader: Viewport, other: Viewport, places: tuple[_Place, _Place]) -> None:
    """Show as much, moved as far along the slice; nothing where a file gives no places."""
    spaces = _spaces(leader, other)
    if spaces is None:
        return
    here, there = spaces
    if here.is_turned_alike(there):
        other.canvas.pose = leader.canvas.pose
    moved = _moved(here, leader, places[0])
    moved = moved - here.normal * (moved @ here.normal)
    column, row = there.column, there.row
    spot = (
        places[1].spot[0] + float(moved @ column / (column @ column)),
        places[1].spot[1] + float(moved @ row / (row @ row)),
    )
    sizes = (float(np.linalg.norm(space.column)) for space in (there, here))
    other.canvas.set_view(leader.zoom * next(sizes) / next(sizes), spot)


def _moved(space: Space, view: Viewport, since: _Place) -> Vector:
    """How far in mm the middle of a viewport is from where it was matched."""
    return space.at(view.wanted_frame, view.canvas.centre) - space.at(since.frame, since.spot)


def _spaces(one: Viewport, other: Viewport) -> tuple[Space, Space] | None:
    assert one.volume is not None
    assert other.volume is not None
    here, there = space_of(one.volume.geometry), space_of(other.volume.geometry)
    return None if here is None or there is None else (here, there)


def _place_of(view: Viewport) -> _Place:
    return _Place(view.wanted_frame, view.canvas.centre)


def _hashes(one: Viewport, other: Viewport) -> tuple[str, str]:
    assert one.volume is not None
    assert other.volume is not None
    return one.volume.content_hash, other.volume.content_hash

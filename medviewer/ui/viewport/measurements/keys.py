"""Keys on a picture that belong to its measurements while one is drawn or selected."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from medviewer.ui.viewport.measurements.layer import MeasurementLayer

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLACE = (*_ENTER, Qt.Key.Key_Space)
_DELETE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
FAST = 10

Do = Callable[[], object]


def wants(layer: MeasurementLayer, event: QKeyEvent) -> bool:
    """Whether a key is the measurements' now, before the window's actions have it."""
    return _meaning(layer, event) is not None


def press(layer: MeasurementLayer, event: QKeyEvent) -> bool:
    """Do what a key means here; False where it means nothing."""
    do = _meaning(layer, event)
    if do is None:
        return False
    do()
    return True


def release(layer: MeasurementLayer, event: QKeyEvent) -> None:
    """A held arrow key is one move, however often it repeated."""
    if event.key() in _ARROWS and not event.isAutoRepeat():
        layer.selection.end_nudge()


def _meaning(layer: MeasurementLayer, event: QKeyEvent) -> Do | None:
    others = event.modifiers() & ~(
        Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    )
    if others:
        return None
    key = Qt.Key(event.key())
    way = _ARROWS.get(key)
    if way is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        way = way[0] * FAST, way[1] * FAST
    if layer.cross is not None:
        if way is not None:
            return partial(layer.move_cross, *way)
        if key in _PLACE:
            return layer.place_cross
    if layer.drawing is not None and layer.drawing.begun:
        if key in _ENTER:
            return layer.finish_now
        if key in _DELETE:
            return layer.take_back_point
    if key == Qt.Key.Key_Escape and (layer.drawing or layer.cross or layer.model.selected):
        return layer.escape
    chosen = layer.model.selected
    if chosen is None or layer.drawing is not None:
        return None
    if way is not None:
        return partial(layer.selection.nudge, *way)
    if key in _DELETE:
        return layer.selection.delete
    if key in _ENTER:  # else one Enter too many would accept the prediction
        return layer.escape
    return partial(layer.name, chosen) if key == Qt.Key.Key_F2 else None

"""Where on the screen a picture lies: place, zoom, quarter turns and mirroring.

``pyqtgraph.ViewBox`` knows zoom, pan and mirroring but no turning, so the picture and what lies
over it hang on one item of the scene, whose transform is made here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QTransform
from PySide6.QtWidgets import QGraphicsItem

Axis = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pose:
    """One of the eight ways to lay a picture down.

    ``column`` and ``row`` are the directions on the screen (x to the right, y down) in which
    the picture's columns and rows are counted.
    """

    column: Axis = (1, 0)
    row: Axis = (0, 1)

    def turned(self, *, right: bool) -> Pose:
        """After a quarter turn of what is on the screen."""
        turn = _right if right else _left
        return Pose(turn(self.column), turn(self.row))

    def mirrored(self, *, horizontal: bool) -> Pose:
        """After left and right of the screen, or top and bottom, have changed places."""
        x, y = (-1, 1) if horizontal else (1, -1)
        return Pose(
            (self.column[0] * x, self.column[1] * y),
            (self.row[0] * x, self.row[1] * y),
        )

    @property
    def lies_on_side(self) -> bool:
        """Whether columns run up or down the screen."""
        return self.column[0] == 0


UPRIGHT = Pose()


def _right(axis: Axis) -> Axis:
    return -axis[1], axis[0]


def _left(axis: Axis) -> Axis:
    return axis[1], -axis[0]


@dataclass(frozen=True, slots=True)
class Camera:
    """What of a picture is on the screen, and how.

    ``zoom``: logical screen pixels to a picture column. ``centre``: the picture point in the
    middle of the screen. ``row_height``: height of a pixel as a multiple of its width.
    """

    zoom: float = 1.0
    centre: tuple[float, float] = (0.0, 0.0)
    row_height: float = 1.0
    pose: Pose = UPRIGHT

    def transform(self, width: float, height: float) -> QTransform:
        """From picture pixels to a screen of this size in logical pixels."""
        across, down = self.zoom, self.zoom * self.row_height
        (cx, cy), (rx, ry) = self.pose.column, self.pose.row
        turned = QTransform(cx * across, cy * across, rx * down, ry * down, width / 2, height / 2)
        return QTransform.fromTranslate(-self.centre[0], -self.centre[1]) * turned

    def fitted(self, rows: int, columns: int, width: float, height: float) -> Camera:
        """The whole picture, as large as it goes."""
        wide, high = float(columns), rows * self.row_height
        if self.pose.lies_on_side:
            wide, high = high, wide
        zoom = min(width / wide, height / high)
        return replace(self, zoom=zoom, centre=(columns / 2, rows / 2))


class Interpolation(Enum):
    """How a picture is drawn between its pixels."""

    SMOOTH = "smooth"
    PIXELS = "pixels"


class Ground(pg.GraphicsObject):
    """What the picture and all that lies over it hang on, in picture pixels."""

    def addItem(self, item: QGraphicsItem, ignoreBounds: bool = True) -> None:  # noqa: N802, N803
        """Named as in pyqtgraph's views, so that an item can hang on either."""
        item.setParentItem(self)

    def boundingRect(self) -> QRectF:
        return QRectF()

    def paint(self, _painter: QPainter, *_args: object) -> None:
        """Nothing of its own."""

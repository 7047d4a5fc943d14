"""Evidence of a classifier over a picture, as heat; and the legend in the same colours."""

from functools import cache

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from medviewer.ui.viewport.camera import Ground
from medviewer.ui.viewport.raster_item import TintItem

_COLOURS = "inferno"  # rises evenly in brightness: readable without colour vision
_STRONGEST = 0.65  # opacity where the weight is 1; the picture stays visible below it
_LEGEND_HEIGHT = 10


@cache
def colour_table() -> npt.NDArray[np.uint8]:
    """RGBA of weights 0 to 1 in 256 steps: no weight is no colour."""
    table = pg.colormap.get(_COLOURS).getLookupTable(0.15, 1.0, 256, alpha=True)
    table[:, 3] = np.rint(np.linspace(0, 255 * _STRONGEST, 256))
    return np.ascontiguousarray(table, np.uint8)


class EvidenceItem(TintItem):
    """The weights of one frame, below masks and measurements."""

    def __init__(self, view: Ground) -> None:
        super().__init__()
        self.setZValue(9)
        self.setVisible(False)
        view.addItem(self, ignoreBounds=True)

    def show_weights(self, weights: npt.NDArray[np.float32] | None) -> None:
        """float32, (rows, columns), 0 to 1; None takes the heat away."""
        self.setVisible(weights is not None)
        if weights is not None:
            steps = np.rint(np.clip(weights, 0, 1) * 255).astype(np.uint8)
            self.show_labels(steps, colour_table())


class EvidenceLegend(QWidget):
    """A bar from no to most evidence, as it looks over black."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Colours of the evidence, from none to most")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, _LEGEND_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0))
        ramp = QLinearGradient(0, 0, self.width(), 0)
        for step in range(0, 256, 15):
            ramp.setColorAt(step / 255, QColor(*(int(v) for v in colour_table()[step])))
        painter.fillRect(self.rect(), ramp)

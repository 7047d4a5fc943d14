"""A lesion's longest diameter over time, as a small chart of what can be compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from medviewer.domain.follow_up import Lesion
from medviewer.domain.segmentation import Measurement, MeasurementKind
from medviewer.ui import theme

_HEIGHT = 96
_DOT = 3.0


class SizeChart(QWidget):
    """Longest diameter over time, to scale; a line only between days that can be compared."""

    def __init__(self, lesion: Lesion, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind = MeasurementKind.LONGEST_DIAMETER
        self._joined = [c.ratio is not None for c in lesion.changes(kind)]
        self._points: list[tuple[dt.date, Measurement | None]] = [
            (seen.date, seen.size(kind)) for seen in lesion.sightings
        ]
        self.drawable = any(self._joined)
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(f"{title}: longest diameter over time")
        self.setToolTip("Longest diameter over time; lines join days that can be compared")

    def paintEvent(self, _event: QPaintEvent) -> None:
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = painter.fontMetrics()
        beside = zip([False, *self._joined], [*self._joined, False], strict=True)
        shown = [
            (date, size)
            for (date, size), joins in zip(self._points, beside, strict=True)
            if size is not None and any(joins)
        ]
        top = max(size.value for _, size in shown)
        unit = shown[0][1].unit
        label = f"{top:.0f} {unit}"
        left = metrics.horizontalAdvance(label) + theme.SPACE_S
        area = QRectF(self.rect()).adjusted(left, 8, -theme.SPACE_M, -metrics.height() - 4)
        painter.setPen(QPen(QColor(c.border), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.topLeft(), area.bottomLeft())
        self._words(painter, area, label, left, shown[0][0], shown[-1][0])
        places = {date: self._place(area, date, size, shown, top) for date, size in shown}
        painter.setPen(QPen(QColor(c.accent), 2))
        for i, joined in enumerate(self._joined):
            if joined:
                painter.drawLine(places[self._points[i][0]], places[self._points[i + 1][0]])
        painter.setBrush(QColor(c.accent))
        for place in places.values():
            painter.drawEllipse(place, _DOT, _DOT)

    def _words(
        self,
        painter: QPainter,
        area: QRectF,
        label: str,
        left: float,
        first: dt.date,
        last: dt.date,
    ) -> None:
        painter.setPen(QColor(theme.colours().muted))
        height = painter.fontMetrics().height()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        room = left - theme.SPACE_XS
        painter.drawText(QRectF(0, area.top() - height / 2, room, height), right, label)
        painter.drawText(QRectF(0, area.bottom() - height / 2, room, height), right, "0")
        below = QRectF(area.left(), area.bottom() + 2, area.width(), height)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, f"{first:%Y-%m-%d}")
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, f"{last:%Y-%m-%d}")

    @staticmethod
    def _place(
        area: QRectF,
        date: dt.date,
        size: Measurement,
        shown: Sequence[tuple[dt.date, Measurement]],
        top: float,
    ) -> QPointF:
        days = max((shown[-1][0] - shown[0][0]).days, 1)
        x = area.left() + area.width() * (date - shown[0][0]).days / days
        return QPointF(x, area.bottom() - area.height() * size.value / top)

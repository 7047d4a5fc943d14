"""The lesion from day to day: a table, and a small chart of what can be compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from medviewer.domain.follow_up import Change, FollowUp, Sighting, follow_ups
from medviewer.domain.review import StoredResult
from medviewer.domain.segmentation import Measurement, MeasurementKind
from medviewer.ui import theme
from medviewer.ui.results.findings import measured_text
from medviewer.ui.results.parts import text_label

_COLUMNS = ("Day", "Longest", "Area")
_HEIGHT = 96
_DOT = 3.0
_CAVEAT = "The largest lesion of each day; whether it is the same one, nobody has said."


class FollowUpView(QWidget):
    """One table and chart for each kind of lesion seen on two days or more.

    ``resultActivated(int)`` with the id of the stored result of a line.
    """

    resultActivated = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tables: list[_Table] = []
        self.charts: list[SizeChart] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_XS)
        self._parts: list[QWidget] = []
        self._shown: list[FollowUp] = []
        self.hide()

    def show_results(self, results: Sequence[StoredResult]) -> None:
        """Results of one patient, in any order."""
        found = follow_ups(results)
        if found == self._shown:
            return
        self._shown = found
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts, self.tables, self.charts = [], [], []
        for track in found:
            self._add(text_label(f"{track.title} over time", role="heading"))
            table = _Table(track)
            table.cellActivated.connect(lambda r, _c, t=table: self._activate(t, r))
            table.cellClicked.connect(lambda r, _c, t=table: self._activate(t, r))
            self.tables.append(table)
            self._add(table)
            chart = SizeChart(track)
            if chart.drawable:
                self.charts.append(chart)
                self._add(chart)
        if found:
            self._add(text_label(_CAVEAT, role="muted"))
        self.setVisible(bool(found))

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self._column.addWidget(part)

    def _activate(self, table: _Table, row: int) -> None:
        self.resultActivated.emit(table.sighting(row).result_id)


class _Table(QTableWidget):
    """Newest day first; between two days the change from the one to the other."""

    def __init__(self, track: FollowUp) -> None:
        super().__init__(2 * len(track.sightings) - 1, len(_COLUMNS))
        self._sightings = tuple(reversed(track.sightings))
        self.setAccessibleName(f"{track.title} over time")
        self.setToolTip("Click a day to see its result")
        self.setHorizontalHeaderLabels(_COLUMNS)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, seen in enumerate(self._sightings):
            for column, words in enumerate(_row(seen)):
                self._set(2 * place, column, words)
        changes = reversed(track.changes(MeasurementKind.LONGEST_DIAMETER))
        for place, change in enumerate(changes):
            row = 2 * place + 1
            since = self._sightings[place + 1].date
            self.setSpan(row, 0, 1, len(_COLUMNS))
            self._set(row, 0, f"    since {since:%Y-%m-%d}: {change_text(change)}", muted=True)
        self.resizeRowsToContents()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sighting(self, row: int) -> Sighting:
        """The day of a line; of a change, the later one."""
        return self._sightings[row // 2]

    def _set(self, row: int, column: int, words: str, *, muted: bool = False) -> None:
        item = QTableWidgetItem(words)
        item.setToolTip(words.strip())
        if muted:
            item.setForeground(self.palette().placeholderText())
        self.setItem(row, column, item)

    def sizeHint(self) -> QSize:
        height = self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth() + 2
        return QSize(200, height + sum(self.rowHeight(r) for r in range(self.rowCount())))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())


def _row(seen: Sighting) -> tuple[str, str, str]:
    if seen.finding is None:
        longest = area = "none seen"
    else:
        longest = measured_text(seen.size(MeasurementKind.LONGEST_DIAMETER))
        area = measured_text(seen.size(MeasurementKind.AREA))
    return f"{seen.date:%Y-%m-%d}", longest, area


def change_text(change: Change) -> str:
    """The change of the longest diameter in words, or why none can be told."""
    if change.ratio is None:
        return change.reason
    assert change.before is not None
    assert change.after is not None
    more = change.after.value - change.before.value
    return f"{more:+.1f} {change.after.unit} ({100 * change.ratio:+.0f} %)"


class SizeChart(QWidget):
    """Longest diameter over time, to scale; a line only between days that can be compared."""

    def __init__(self, track: FollowUp, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind = MeasurementKind.LONGEST_DIAMETER
        self._joined = [c.ratio is not None for c in track.changes(kind)]
        self._points: list[tuple[dt.date, Measurement | None]] = [
            (seen.date, seen.size(kind)) for seen in track.sightings
        ]
        self.drawable = any(self._joined)
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(f"{track.title}: longest diameter over time")
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

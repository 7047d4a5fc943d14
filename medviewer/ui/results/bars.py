"""The probability of each class: its name, a bar, a number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from medviewer.domain.result import ClassProbability, OperatingPoint
from medviewer.ui import theme
from medviewer.ui.language import fill, tr
from medviewer.ui.results.parts import percent

_LONG_TITLE = 14


class ProbabilityBar(QWidget):
    """One probability as a bar, with a tick where the operating point's threshold lies."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[float, bool, float | None] = (0.0, False, None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_probability(self, probability: float, named: bool, threshold: float | None) -> None:
        """Probability and threshold 0 to 1; ``named``: of the class that is the diagnosis."""
        shown = probability, named, threshold
        if shown != self._shown:
            self._shown = shown
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, max(14, self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(48, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        probability, named, threshold = self._shown
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2
        track = QRectF(0, middle - 4, self.width(), 8)
        painter.setBrush(QColor(c.track))
        painter.drawRoundedRect(track, 4, 4)
        filled = QRectF(track)
        filled.setWidth(track.width() * min(max(probability, 0.0), 1.0))
        painter.setBrush(QColor(c.accent if named else c.muted))
        painter.save()
        painter.setClipRect(filled)
        painter.drawRoundedRect(track, 4, 4)
        painter.restore()
        if threshold is not None:
            x = track.width() * threshold
            painter.setPen(QPen(QColor(c.text), 2))
            painter.drawLine(int(x), int(track.top() - 3), int(x), int(track.bottom() + 3))


class _Row:
    """The widgets of one class, used again for whatever class comes next in their place."""

    def __init__(self, grid: QGridLayout, row: int) -> None:
        self.title, self.bar, self.number = QLabel(), ProbabilityBar(), QLabel()
        self._words = ""
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column, widget in enumerate((self.title, self.bar, self.number)):
            grid.addWidget(widget, row, column)

    def show(self, one: ClassProbability, named: bool, threshold: float | None) -> None:
        # A short name keeps its line, a long one leaves room for its bar.
        self.title.setWordWrap(len(one.title) > _LONG_TITLE)
        self.title.setText(one.title)
        self.number.setText(percent(one.probability))
        if named != self.title.font().bold():
            for label in (self.title, self.number):
                font = label.font()
                font.setBold(named)
                label.setFont(font)
        self.bar.show_probability(one.probability, named, threshold)
        words = f"{tr(one.title)}: {percent(one.probability)}"
        if threshold is not None:
            words = fill(
                "{title}: {percent}; named from {threshold}",
                title=tr(one.title),
                percent=percent(one.probability),
                threshold=percent(threshold),
            )
        if words != self._words:  # Qt tells everybody of a tooltip, also of the same again
            self._words = words
            self.bar.setToolTip(words)
            self.bar.setAccessibleName(words)
        self.set_visible(True)

    def set_visible(self, on: bool) -> None:
        for widget in (self.title, self.bar, self.number):
            widget.setVisible(on)


class ClassBars(QWidget):
    """A row for each class; hidden where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Probability of each class")
        self._rows: list[_Row] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_S)
        self._grid.setVerticalSpacing(theme.SPACE_XS)
        self._grid.setColumnStretch(1, 1)

    def show_classes(
        self,
        probabilities: Sequence[ClassProbability],
        named: str | None,
        point: OperatingPoint | None,
    ) -> None:
        """Show all of them in their order; ``named`` is the label of the diagnosis."""
        while len(self._rows) < len(probabilities):
            self._rows.append(_Row(self._grid, len(self._rows)))
        for row, one in zip(self._rows, probabilities, strict=False):
            positive = point is not None and point.positive_class == one.label
            row.show(one, one.label == named, point.threshold if point and positive else None)
        for row in self._rows[len(probabilities) :]:
            row.set_visible(False)
        self.setVisible(bool(probabilities))

    def texts(self) -> list[tuple[str, str, bool]]:
        """Of each row in sight: the class, its number, and whether it is the one named."""
        rows = [row for row in self._rows if not row.bar.isHidden()]
        return [(r.title.text(), r.number.text(), r.title.font().bold()) for r in rows]

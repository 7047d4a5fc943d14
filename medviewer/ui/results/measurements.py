"""The list of what the reader drew: values, where their scale is from, and on which image."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QToolButton, QWidget

from medviewer.domain.annotation import Annotation
from medviewer.domain.geometry import SpacingSource
from medviewer.imaging.measuring import Figures, in_words
from medviewer.ui import icons
from medviewer.ui.results.findings import SOURCE_WORDS
from medviewer.ui.results.parts import Card, badge, set_badge
from medviewer.ui.results.tables import RowsTable
from medviewer.ui.viewport.measurements.words import main_text, table, value_text

_COLUMNS = (
    ("Drawn", "What was drawn, or its name"),
    ("Value", "Size; of a region also mean and standard deviation of its pixels"),
    ("Image", "The image that it is on"),
)
_UNSURE = {SpacingSource.NONE, SpacingSource.IMAGER_PIXEL_SPACING}
_CONTEXT = Qt.ShortcutContext.WidgetWithChildrenShortcut


class MeasurementsCard(Card):
    """Hidden while nothing is drawn.

    Signals: ``activated(Annotation)`` a row was chosen, ``deleteRequested(Annotation)``.
    """

    activated = Signal(object)
    deleteRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Measurements", parent)
        self._rows: tuple[tuple[Annotation, Figures], ...] = ()
        self.copy = self._button("Copy all values as text (Ctrl+C)", "Copy measurements", "copy")
        self.delete = self._button("Delete the chosen one (Del)", "Delete measurement", "trash")
        self.table = RowsTable(_COLUMNS, self)
        self.table.setAccessibleName("Measurements")
        self.table.setToolTip("Click a row to see it on the picture")
        self.scale = badge()
        self.scale.setAccessibleName("Where the scale is from")
        self.body.addWidget(self.table)
        self.body.addWidget(self.scale)
        self.copy.clicked.connect(self.copy_values)
        self.delete.clicked.connect(self._delete)
        self.table.cellClicked.connect(self._activate)
        self.table.cellActivated.connect(self._activate)
        self.table.itemSelectionChanged.connect(self._enable)
        for key, does in (
            (QKeySequence.StandardKey.Copy, self.copy_values),
            (QKeySequence(Qt.Key.Key_Delete), self._delete),
            (QKeySequence(Qt.Key.Key_Backspace), self._delete),
        ):
            QShortcut(key, self, context=_CONTEXT).activated.connect(does)
        self.show_rows(())

    def show_rows(
        self, rows: Sequence[tuple[Annotation, Figures]], selected: Annotation | None = None
    ) -> None:
        """What was drawn with what is measured on it, in the order of the list."""
        self._rows = tuple(rows)
        blocker = QSignalBlocker(self.table)
        self.table.show_rows([_texts(*row) for row in rows], [_tip(*row) for row in rows])
        self.table.clearSelection()
        here = [number for number, (one, _) in enumerate(rows) if one == selected]
        if here:
            self.table.selectRow(here[0])
        blocker.unblock()
        self._show_scale()
        self._enable()
        self.setVisible(bool(rows))

    def copy_values(self) -> None:
        """Every value on the clipboard, as a table that a spreadsheet takes."""
        rows = [(one, found, SOURCE_WORDS[found.source]) for one, found in self._rows]
        if rows:
            QGuiApplication.clipboard().setText(table(rows))

    def _button(self, tip: str, name: str, icon: str) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(tip)
        button.setAccessibleName(name)
        button.setProperty("flat", True)
        icons.set_icon(button, icon)
        self.head.addWidget(button)
        return button

    def _chosen(self) -> Annotation | None:
        rows = self.table.selectionModel().selectedRows()
        return self._rows[rows[0].row()][0] if rows else None

    def _activate(self, row: int, _column: int) -> None:
        self.activated.emit(self._rows[row][0])

    def _delete(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.deleteRequested.emit(chosen)

    def _enable(self) -> None:
        self.delete.setEnabled(self._chosen() is not None)

    def _show_scale(self) -> None:
        sources = {
            m.source for _, found in self._rows for m in found.measurements if _sized(m.unit)
        }
        self.scale.setVisible(bool(sources))
        words = "; ".join(SOURCE_WORDS[s] for s in SpacingSource if s in sources)
        set_badge(self.scale, words, "warning" if sources & _UNSURE else "")


def _texts(annotation: Annotation, found: Figures) -> tuple[str, str, str]:
    name = annotation.text or annotation.kind.heading
    values = [
        main_text(found) or ("–" if annotation.kind.is_measurement else ""),
        value_text(found),
    ]
    return name, "\n".join(v for v in values if v), str(annotation.frame + 1)


def _tip(annotation: Annotation, found: Figures) -> str:
    """Everything measured, a line each, and what is to be known of it."""
    lines = [annotation.kind.heading]
    lines += [f"{m.kind.value}: {in_words(m)}" for m in found.measurements]
    if annotation.statistics is not None and annotation.statistics.of_colour:
        lines.append("values: luminance of the colours, 0 to 255")
    if annotation.kind.is_measurement:
        lines.append(found.remark or SOURCE_WORDS[found.source])
    return "\n".join(lines)


def _sized(unit: str) -> bool:
    return unit.startswith(("mm", "px"))

"""Left of the window: every case there is, with search, filters and state marks."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QStackedLayout,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from medviewer.domain.patient import Patient
from medviewer.domain.review import ReviewState
from medviewer.ui import theme
from medviewer.ui.browser.case import Case, mark_text, person
from medviewer.ui.browser.criteria import CaseOrder, Criteria
from medviewer.ui.browser.delegate import CaseDelegate
from medviewer.ui.browser.filter_bar import FilterBar
from medviewer.ui.browser.model import CASE_ROLE, CaseModel

if TYPE_CHECKING:
    from medviewer.imaging.index import IndexedSeries
    from medviewer.store import PatientSummary

_EMPTY = "No scans yet.\n\nDrop files or a folder here, or press {key}."
_NOTHING_FITS = "No case fits the search and filters."


class _CaseTree(QTreeView):
    """A tree whose selected line has the delegate's quiet ground under its indent too."""

    def drawRow(
        self,
        painter: QPainter,
        options: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        palette = QPalette(options.palette)
        palette.setBrush(QPalette.ColorRole.Highlight, QBrush(QColor(theme.colours().raised)))
        options.palette = palette
        super().drawRow(painter, options, index)


class Browser(QWidget):
    """The list of cases.

    ``caseChosen(Case)`` as another case becomes current, ``thumbnailWanted(Case)`` as one
    without a picture comes into view, ``left()`` as Enter in the search field hands the
    keyboard to the picture.
    """

    caseChosen = Signal(object)
    thumbnailWanted = Signal(object)
    left = Signal()

    def __init__(self, open_key: str = "Ctrl+O", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Cases")
        self._open_key = open_key
        self.model = CaseModel(self)
        self.filters = FilterBar(self)
        self.search = self.filters.search
        self.tree = _CaseTree(self)
        self.delegate = CaseDelegate(self.tree)
        self._hint = QLabel(self)
        self._silent = False
        self._direction = 1
        self._set_up_tree()
        self._lay_out()
        self._connect()
        self._after_change()

    def _set_up_tree(self) -> None:
        tree = self.tree
        tree.setObjectName("cases")  # its rows paint their own selection; see the style sheet
        tree.setModel(self.model)
        tree.setItemDelegate(self.delegate)
        tree.setHeaderHidden(True)
        tree.setIndentation(theme.SPACE_M)
        tree.setUniformRowHeights(False)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setRootIsDecorated(False)
        tree.setAccessibleName("Cases")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._hint.setProperty("role", "muted")
        self._hint.setMargin(theme.SPACE_L)

    def _lay_out(self) -> None:
        self._stack = QStackedLayout()
        self._stack.addWidget(self.tree)
        self._stack.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_S, theme.SPACE_S, theme.SPACE_S, 0)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self.filters)
        column.addLayout(self._stack, 1)

    def _connect(self) -> None:
        self.filters.changed.connect(self._narrow)
        self.filters.orderChosen.connect(self._sort_by)
        self.filters.stepped.connect(self.step)
        self.filters.left.connect(self._leave_search)
        self.delegate.thumbnailWanted.connect(self.thumbnailWanted)
        self.model.rowsInserted.connect(self._unfold)
        self.model.modelReset.connect(self.tree.expandAll)
        self.tree.selectionModel().currentChanged.connect(self._current_changed)

    def sizeHint(self) -> QSize:
        return QSize(280, 600)

    def minimumSizeHint(self) -> QSize:
        """Room for the words over the list, whatever their size."""
        return super().minimumSizeHint().expandedTo(QSize(200, 0))

    # --- what is listed -------------------------------------------------------------------

    def add_items(self, items: Iterable[IndexedSeries]) -> list[Case]:
        """List opened scans; returns their lines, also of those that were there before."""
        current = self.current
        before = current.item if current is not None else None
        with self._silently():
            cases = self.model.add([Case.opened(item) for item in items])
        self._after_change()
        if current is not None and current.item is not before:
            self.caseChosen.emit(current)  # the scan on the screen has grown
        return cases

    def set_stored(self, summaries: Sequence[PatientSummary], of: Set[str] | None = None) -> None:
        """Bring the marks up to date and list the store's patients who are not opened.

        Args:
            summaries: of every patient of the store, or of those in ``of``.
            of: patient ids; only their lines may have changed.
        """
        known = {person(s.patient) for s in summaries}
        gone = {
            c.key
            for c in self.model.cases()
            if c.item is None
            and (of is None or c.patient.patient_id in of)
            and person(c.patient) not in known
        }
        with self._silently():
            self.model.remove(gone)
            self.model.add(Case.stored(s) for s in summaries if not self.model.of_person(s.patient))
            for summary in summaries:
                for case in self.model.of_person(summary.patient):
                    if case.update(summary):
                        self.model.refresh(case.key)
            self.model.update_filter(self._current_key)
        self.filters.offer_diagnoses({d for s in summaries for d in s.diagnoses})
        self._after_change()

    def set_states(self, states: dict[str, ReviewState]) -> None:
        """Marks by content hash, for patients with several scans."""
        for case in self.model.cases():
            if case.content_hash in states:
                self.set_state(case, states[case.content_hash])

    def set_state(self, case: Case, state: ReviewState) -> None:
        if case.state is not state:
            case.state = state
            self.model.refresh(case.key)

    def set_refused(self, key: str, reason: str) -> None:
        """A pack was not made for a case; "" takes that back."""
        case = self.model.case(key)
        if case is not None and case.refusal != reason:
            case.refusal = reason
            self.model.refresh(key)

    def set_thumbnail(
        self, key: str, picture: npt.NDArray[np.uint8], content_hash: str | None
    ) -> None:
        """uint8, (r, c) or (r, c, 3)."""
        case = self.model.case(key)
        if case is not None:
            case.thumbnail = pixmap(picture)
            case.content_hash = content_hash or case.content_hash
            self.model.refresh(key)

    def close_opened(self) -> None:
        """Take every opened scan off the list."""
        self._remove({c.key for c in self.model.cases() if c.item is not None})

    def clear(self) -> None:
        """Take everything off the list."""
        self._remove({c.key for c in self.model.cases()})

    # --- which case -----------------------------------------------------------------------

    @property
    def current(self) -> Case | None:
        case = self.tree.currentIndex().data(CASE_ROLE)
        return case if isinstance(case, Case) else None

    def choose(self, key: str) -> None:
        """Make a case current, as if it had been clicked."""
        index = self.model.reveal(key)
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def follow(self, key: str) -> None:
        """Mark a case as the current one without opening it: it is on the screen already."""
        before, self._silent = self._silent, True
        try:
            self.choose(key)
        finally:
            self._silent = before

    def step(self, by: int, *, same_patient: bool = False) -> bool:
        """Go to the next or previous visible case; False where there is none."""
        current = self.current
        cases = self.model.listed()
        if same_patient and current is not None:
            who = person(current.patient)
            cases = [c for c in self.model.of_person(current.patient) if person(c.patient) == who]
            cases = [c for c in cases if self.model.place_of(c) is not None]
            here = cases.index(current) if current in cases else None
        else:
            here = self.model.place_of(current) if current is not None else None
        there = here + by if here is not None else 0
        if not 0 <= there < len(cases):
            return False
        self._direction = by
        self.choose(cases[there].key)
        return True

    def neighbours(self) -> list[Case]:
        """The cases beside the current one: likely to be wanted soon."""
        cases = self.model.listed()
        here = self.model.place_of(self.current) if self.current is not None else None
        if here is None:
            return []
        return [cases[i] for i in (here + 1, here - 1) if 0 <= i < len(cases)]

    def following(self) -> Case | None:
        """The case that another step in the direction of the last one would come to."""
        cases = self.model.listed()
        here = self.model.place_of(self.current) if self.current is not None else None
        there = here + self._direction if here is not None else -1
        return cases[there] if 0 <= there < len(cases) else None

    @property
    def privacy(self) -> bool:
        return self.delegate.privacy

    @privacy.setter
    def privacy(self, on: bool) -> None:
        self.delegate.privacy = self.model.privacy = on
        self.tree.viewport().update()

    def visible_cases(self) -> list[Case]:
        """The lines that search and filters leave."""
        return list(self.model.listed())

    def describe(self, patient: Patient) -> str:
        return self.delegate.name(patient)

    # --- inside ---------------------------------------------------------------------------

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        case = current.data(CASE_ROLE)
        if isinstance(case, Case) and not self._silent:
            self.caseChosen.emit(case)

    @property
    def _current_key(self) -> str | None:
        return self.current.key if self.current is not None else None

    @contextlib.contextmanager
    def _silently(self) -> Iterator[None]:
        """Rows come and go and Qt makes a neighbour current: that is nobody's choice."""
        before, self._silent = self.current, True
        place = self.tree.verticalScrollBar().value()
        try:
            yield
        finally:
            if before is not None and self.current is not before:
                self.tree.setCurrentIndex(self.model.index_of(before.key))
                self.tree.verticalScrollBar().setValue(place)
            self._silent = False

    def _remove(self, keys: set[str]) -> None:
        with self._silently():
            self.model.remove(keys)
        self._after_change()

    def _narrow(self, criteria: Criteria) -> None:
        with self._silently():
            self.model.narrow(criteria)
        self._after_change()

    def _sort_by(self, order: CaseOrder) -> None:
        with self._silently():
            self.model.sort_by(order)
        self._after_change()
        if self.current is not None:
            self.tree.scrollTo(self.tree.currentIndex())

    def _leave_search(self) -> None:
        """Enter in the search field: to the picture, of the first hit where none was chosen."""
        here = self.model.place_of(self.current) if self.current is not None else None
        if here is not None or self.step(1):
            self.left.emit()

    def _unfold(self, parent: QModelIndex, first: int, last: int) -> None:
        for row in range(first, last + 1):
            index = self.model.index(row, 0, parent)
            if self.model.rowCount(index):
                self.tree.expandRecursively(index)

    def _after_change(self) -> None:
        """The list is another one: count it, or say why it is empty."""
        hits = self.model.hits
        self.filters.show_count(hits, len(self.model))
        text = _NOTHING_FITS if len(self.model) else _EMPTY.format(key=self._open_key)
        self._hint.setText(text)
        self._stack.setCurrentWidget(self.tree if hits else self._hint)


def pixmap(picture: npt.NDArray[np.uint8]) -> QPixmap:
    """A uint8 array, (r, c) or (r, c, 3), as a pixmap."""
    array = np.ascontiguousarray(picture)
    rows, columns = array.shape[:2]
    grey = array.ndim == 2
    form = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB888
    return QPixmap.fromImage(QImage(array.data, columns, rows, array.strides[0], form).copy())


__all__ = ["Browser", "Case", "mark_text", "pixmap"]

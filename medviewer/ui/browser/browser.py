"""Left of the window: every case there is, with search, filters and state marks."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedLayout,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from medviewer.domain.patient import Patient
from medviewer.domain.review import ReviewState
from medviewer.ui import theme
from medviewer.ui.browser.delegate import STATE_SIGNS, CaseDelegate, mark_text
from medviewer.ui.browser.model import CASE_ROLE, Case, CaseFilter, CaseModel, person

if TYPE_CHECKING:
    from medviewer.imaging.index import IndexedSeries
    from medviewer.store import PatientSummary

_EMPTY = "No scans yet.\n\nDrop files or a folder here, or press {key}."
_NOTHING_FITS = "No case fits the search and filters."


class Browser(QWidget):
    """The list of cases.

    ``caseChosen(Case)`` as another case becomes current, ``thumbnailWanted(Case)`` as one
    without a picture comes into view.
    """

    caseChosen = Signal(object)
    thumbnailWanted = Signal(object)

    def __init__(self, open_key: str = "Ctrl+O", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Cases")
        self._open_key = open_key
        self.model = CaseModel(self)
        self.filter = CaseFilter(self.model, self)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search patients and studies")
        self.search.setAccessibleName("Search patients and studies")
        self.search.setToolTip("Search by name, identifier, date, description (Ctrl+F)")
        self.search.setClearButtonEnabled(True)
        self.states = _combo("State of the case")
        self.states.addItem("Any state", None)
        for state in ReviewState:
            self.states.addItem(f"{STATE_SIGNS[state]} {state.value}", state)
        self.diagnoses = _combo("Diagnosis")
        self.diagnoses.addItem("Any diagnosis", None)
        self.tree = QTreeView(self)
        self.delegate = CaseDelegate(self.tree)
        self._hint = QLabel(self)
        self._silent = False
        self._set_up_tree()
        self._lay_out()
        self._connect()
        self._show_hint()

    def _set_up_tree(self) -> None:
        tree = self.tree
        tree.setObjectName("cases")  # its rows paint their own selection; see the style sheet
        tree.setModel(self.filter)
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
        filters = QHBoxLayout()
        filters.setSpacing(theme.SPACE_S)
        filters.addWidget(self.states, 1)
        filters.addWidget(self.diagnoses, 1)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.tree)
        self._stack.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_S, theme.SPACE_S, theme.SPACE_XS, 0)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self.search)
        column.addLayout(filters)
        column.addLayout(self._stack, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter_text)
        self.states.currentIndexChanged.connect(self._filter_state)
        self.diagnoses.currentIndexChanged.connect(self._filter_diagnosis)
        self.delegate.thumbnailWanted.connect(self.thumbnailWanted)
        self.tree.selectionModel().currentChanged.connect(self._current_changed)

    def sizeHint(self) -> QSize:
        return QSize(280, 600)

    # --- what is listed -------------------------------------------------------------------

    def add_items(self, items: Iterable[IndexedSeries]) -> list[Case]:
        """List opened scans; returns their lines, also of those that were there before."""
        current = self.current
        before = current.item if current is not None else None
        with self._silently():
            cases = [self.model.add(Case.opened(item)) for item in items]
        self.tree.expandAll()
        self._show_hint()
        if current is not None and current.item is not before:
            self.caseChosen.emit(current)  # the scan on the screen has grown
        return cases

    def set_stored(self, summaries: Sequence[PatientSummary]) -> None:
        """Bring the marks up to date and list the store's patients who are not opened."""
        known = {person(s.patient) for s in summaries}
        gone = {
            c.key for c in self.model.cases() if c.item is None and person(c.patient) not in known
        }
        self._remove(gone)
        for summary in summaries:
            lines = self.model.of_person(summary.patient)
            if not lines:
                self.model.add(Case.stored(summary))
            for case in lines:
                case.update(summary)
                self.model.refresh(case.key)
        self._list_diagnoses({d for s in summaries for d in s.diagnoses})
        self.filter.invalidate()
        self._show_hint()

    def set_states(self, states: dict[str, ReviewState]) -> None:
        """Marks by content hash, for patients with several scans."""
        for case in self.model.cases():
            if case.content_hash in states:
                self.set_state(case, states[case.content_hash])

    def set_state(self, case: Case, state: ReviewState) -> None:
        if case.state is not state:
            case.state = state
            self.model.refresh(case.key)

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
        index = self.filter.mapFromSource(self.model.index_of(key))
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def step(self, by: int, *, same_patient: bool = False) -> bool:
        """Go to the next or previous visible case; False where there is none."""
        indexes = list(self.filter.case_indexes())
        current = self.current
        if same_patient and current is not None:
            who = person(current.patient)
            indexes = [i for i in indexes if person(i.data(CASE_ROLE).patient) == who]
        keys = [i.data(CASE_ROLE).key for i in indexes]
        here = keys.index(current.key) if current is not None and current.key in keys else -1
        there = here + by if here >= 0 else 0
        if not 0 <= there < len(indexes):
            return False
        self.tree.setCurrentIndex(indexes[there])
        self.tree.scrollTo(indexes[there])
        return True

    def neighbours(self) -> list[Case]:
        """The cases after and before the current one: likely to be wanted next."""
        cases = [i.data(CASE_ROLE) for i in self.filter.case_indexes()]
        if self.current not in cases:
            return []
        here = cases.index(self.current)
        return [cases[i] for i in (here + 1, here - 1) if 0 <= i < len(cases)]

    @property
    def privacy(self) -> bool:
        return self.delegate.privacy

    @privacy.setter
    def privacy(self, on: bool) -> None:
        self.delegate.privacy = on
        self.tree.viewport().update()

    def visible_cases(self) -> list[Case]:
        """The lines that search and filters leave."""
        return [i.data(CASE_ROLE) for i in self.filter.case_indexes()]

    def describe(self, patient: Patient) -> str:
        return self.delegate.name(patient)

    # --- inside ---------------------------------------------------------------------------

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        case = current.data(CASE_ROLE)
        if isinstance(case, Case) and not self._silent:
            self.caseChosen.emit(case)

    @contextlib.contextmanager
    def _silently(self) -> Iterator[None]:
        """Rows come and go and Qt makes a neighbour current: that is nobody's choice."""
        before, self._silent = self.current, True
        try:
            yield
        finally:
            if before is not None and self.current is not before:
                row = self.model.index_of(before.key)  # not valid where the case is gone
                self.tree.setCurrentIndex(self.filter.mapFromSource(row))
            self._silent = False

    def _remove(self, keys: set[str]) -> None:
        with self._silently():
            self.model.remove(keys)
        self._show_hint()

    def _filter_text(self, text: str) -> None:
        self.filter.set_text(text)
        self._after_filter()

    def _filter_state(self) -> None:
        chosen = self.states.currentData()  # Qt hands an enum of text back as text
        self.filter.set_state(ReviewState(chosen) if chosen else None)
        self._after_filter()

    def _filter_diagnosis(self) -> None:
        self.filter.set_diagnosis(self.diagnoses.currentData())
        self._after_filter()

    def _after_filter(self) -> None:
        self.tree.expandAll()
        self._show_hint()

    def _list_diagnoses(self, labels: set[str]) -> None:
        listed = {self.diagnoses.itemData(i) for i in range(1, self.diagnoses.count())}
        for label in sorted(labels - listed):
            self.diagnoses.addItem(label, label)

    def _show_hint(self) -> None:
        empty = self.filter.rowCount() == 0
        text = _NOTHING_FITS if len(self.model) else _EMPTY.format(key=self._open_key)
        self._hint.setText(text)
        self._stack.setCurrentWidget(self._hint if empty else self.tree)


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(f"Show only cases by: {name.lower()}")
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
    return combo


def pixmap(picture: npt.NDArray[np.uint8]) -> QPixmap:
    """A uint8 array, (r, c) or (r, c, 3), as a pixmap."""
    array = np.ascontiguousarray(picture)
    rows, columns = array.shape[:2]
    grey = array.ndim == 2
    form = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB888
    return QPixmap.fromImage(QImage(array.data, columns, rows, array.strides[0], form).copy())


__all__ = ["Browser", "Case", "mark_text", "pixmap"]

"""The list of cases: patients, studies, series; searched, filtered and sorted in one place.

Only the first rows are given to the view, more as it scrolls (Qt's ``fetchMore``): a view asks
Python for every row it lays out, and of 100,000 rows nobody sees more than twenty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from medviewer.domain.patient import Patient
from medviewer.ui.browser.case import HIDDEN, Case, mark_text, person
from medviewer.ui.browser.choosing import fitting, in_order
from medviewer.ui.browser.criteria import CaseOrder, Criteria
from medviewer.ui.language import tr

CASE_ROLE = Qt.ItemDataRole.UserRole + 1
PATIENT_ROLE = Qt.ItemDataRole.UserRole + 2
STUDY_ROLE = Qt.ItemDataRole.UserRole + 3

PAGE = 500
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class _Row:
    """A row of the view: a case, or the heading of a patient or study."""

    __slots__ = ("case", "children", "number", "parent", "patient", "place", "study", "title")

    def __init__(self, number: int, parent: _Row | None, place: int) -> None:
        self.number = number
        self.parent = parent
        self.place = place
        self.children: list[_Row] = []
        self.case: Case | None = None
        self.patient: Patient | None = None
        self.study: str | None = None
        self.title = ""


class CaseModel(QAbstractItemModel):
    """Patients > studies > series. A patient with one series is one row, not three."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cases: dict[str, Case] = {}
        self._by_person: dict[str, list[Case]] = {}
        self._people: list[str] = []  # in the order chosen
        self._visible: list[str] = []  # those of them with a case that fits
        self._rows: dict[int, _Row] = {}  # by number: a stale index finds nothing, not rubbish
        self._row_of: dict[str, _Row] = {}
        self._top: list[_Row] = []
        self._numbers = 0
        self._listed: list[Case] | None = None
        self._places: dict[str, int] = {}
        self._criteria = Criteria()
        self._order = CaseOrder.OPENED
        self._kept: str | None = None
        self._fit: dict[str, list[Case]] = {}  # who, and the cases that fit the criteria
        self._hits = 0
        self.privacy = False

    # --- cases ----------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._cases)

    def case(self, key: str) -> Case | None:
        return self._cases.get(key)

    def cases(self) -> Iterator[Case]:
        return iter(tuple(self._cases.values()))

    def of_person(self, patient: Patient) -> list[Case]:
        """Every line of one patient."""
        return list(self._by_person.get(person(patient), ()))

    @property
    def hits(self) -> int:
        """How many cases search and filters leave."""
        return self._hits if self._criteria.active else len(self._cases)

    def listed(self) -> list[Case]:
        """What search and filters leave, in the order of the list."""
        if self._listed is None:
            self._listed = [c for who in self._visible for c in self._fitting(who)]
            self._places = {c.key: i for i, c in enumerate(self._listed)}
        return self._listed

    def place_of(self, case: Case) -> int | None:
        """Where in ``listed`` a case stands."""
        self.listed()
        return self._places.get(case.key)

    def add(self, cases: Iterable[Case]) -> list[Case]:
        """Add cases; returns them, or those that are in the list under their keys already.

        A series that has grown since it was listed takes over the new files.
        """
        added: list[Case] = []
        touched: dict[str, bool] = {}  # who, and whether they are new to the list
        for case in cases:
            known = self._cases.get(case.key)
            if known is not None:
                if known.take_files(case.item):
                    self.refresh(case.key)
                added.append(known)
                continue
            who = person(case.patient)
            siblings = self._by_person.setdefault(who, [])
            touched.setdefault(who, not siblings)
            if siblings and siblings[0].item is None:  # the store's line gives way to scans
                case.state, case.diagnoses = siblings[0].state, siblings[0].diagnoses
                case.packs = siblings[0].packs
                self._cases.pop(siblings.pop().key)
            self._cases[case.key] = case
            siblings.append(case)
            added.append(case)
        self._take_in(touched)
        return added

    def remove(self, keys: set[str]) -> None:
        """Take cases off the list."""
        keys = keys & self._cases.keys()
        if not keys:
            return
        for key in keys:
            who = person(self._cases.pop(key).patient)
            left = [c for c in self._by_person[who] if c.key not in keys]
            self._by_person[who] = left
        self._people = [w for w in self._people if self._by_person[w]]
        self._by_person = {w: cases for w, cases in self._by_person.items() if cases}
        self._rebuild()

    def refresh(self, key: str) -> None:
        """The case's looks changed."""
        row = self._row_of.get(key)
        if row is not None:
            index = self._index(row)
            self.dataChanged.emit(index, index)

    # --- search, filters, order -----------------------------------------------------------

    @property
    def criteria(self) -> Criteria:
        return self._criteria

    @property
    def order(self) -> CaseOrder:
        return self._order

    def narrow(self, criteria: Criteria, keep: str | None = None) -> None:
        """Show only what fits; the case ``keep``, which is being read, stays in any event."""
        self._criteria, self._kept = criteria, keep
        self._rebuild()

    def sort_by(self, order: CaseOrder) -> None:
        self._order = order
        self._sort()
        self._rebuild()

    def update_filter(self, keep: str | None = None) -> None:
        """States have changed: look again which cases fit."""
        if self._criteria.active or self._order is CaseOrder.STATE:
            self._kept = keep
            self._sort()
            self._rebuild()

    def _fitting(self, who: str) -> list[Case]:
        return (self._fit if self._criteria.active else self._by_person)[who]

    def _sort(self) -> None:
        self._people = in_order(self._by_person, self._order)

    # --- rows -----------------------------------------------------------------------------

    def _rebuild(self) -> None:
        self.beginResetModel()
        if self._criteria.active:
            by, fits = self._by_person, fitting(self._criteria, self._kept)
            found = ((who, [c for c in by[who] if fits(c)]) for who in self._people)
            self._fit = {who: cases for who, cases in found if cases}
            self._visible = list(self._fit)
            self._hits = sum(map(len, self._fit.values()))
        else:
            self._visible, self._fit = list(self._people), {}
        self._listed = None
        self._top, self._rows, self._row_of = [], {}, {}
        self._build(min(PAGE, len(self._visible)))
        self.endResetModel()

    def _take_in(self, touched: dict[str, bool]) -> None:
        """Patients have come, or have got more scans: change as few rows as can be."""
        if not touched:
            return
        new = [w for w, is_new in touched.items() if is_new]
        self._people += new
        if self._order is not CaseOrder.OPENED or self._criteria.active:
            self._sort()
            self._rebuild()
            return
        self._listed = None
        for who in touched.keys() - set(new):
            self._renew(who)
        whole = len(self._top) == len(self._visible)
        self._visible += new
        if whole and len(self._top) < PAGE:
            self._fetch(PAGE - len(self._top))

    def _renew(self, who: str) -> None:
        """Make the row of a patient anew, where the view has it."""
        old = next((r for r in self._top if self._who(r) == who), None)
        if old is None:
            return
        place = old.place
        self.beginRemoveRows(QModelIndex(), place, place)
        self._drop(self._top.pop(place))
        self._number_from(place)
        self.endRemoveRows()
        self.beginInsertRows(QModelIndex(), place, place)
        self._top.insert(place, self._person_row(who, place))
        self._number_from(place)
        self.endInsertRows()

    def _number_from(self, place: int) -> None:
        for i in range(place, len(self._top)):
            self._top[i].place = i

    def _drop(self, row: _Row) -> None:
        self._rows.pop(row.number, None)
        if row.case is not None:
            self._row_of.pop(row.case.key, None)
        for child in row.children:
            self._drop(child)

    @staticmethod
    def _who(row: _Row) -> str:
        patient = row.case.patient if row.case is not None else row.patient
        assert patient is not None
        return person(patient)

    def _build(self, count: int) -> None:
        start = len(self._top)
        for place, who in enumerate(self._visible[start : start + count], start):
            self._top.append(self._person_row(who, place))

    def _row(self, parent: _Row | None, place: int, case: Case | None = None) -> _Row:
        self._numbers += 1
        row = self._rows[self._numbers] = _Row(self._numbers, parent, place)
        if case is not None:
            row.case = case
            self._row_of[case.key] = row
        return row

    def _person_row(self, who: str, place: int) -> _Row:
        cases = self._by_person[who]
        if len(cases) == 1:
            return self._row(None, place, cases[0])
        top = self._row(None, place)
        top.patient = cases[0].patient
        studies: dict[str, _Row] = {}
        for case in self._fitting(who):
            assert case.item is not None
            study = case.item.context.study
            heading = studies.get(study.uid)
            if heading is None:
                heading = studies[study.uid] = self._row(top, len(top.children))
                date = f"{study.date:%Y-%m-%d}  " if study.date else ""
                heading.study, heading.title = study.uid, f"{date}{study.description or 'Study'}"
                top.children.append(heading)
            heading.children.append(self._row(heading, len(heading.children), case))
        return top

    def reveal(self, key: str) -> QModelIndex:
        """The index of a case, its row made where the view has not got that far."""
        case = self._cases.get(key)
        if case is None or (key not in self._row_of and self.place_of(case) is None):
            return QModelIndex()
        if key not in self._row_of:
            place = self._visible.index(person(case.patient))
            self._fetch(place + 1 + PAGE - len(self._top))
        return self.index_of(key)

    def index_of(self, key: str) -> QModelIndex:
        """The index of a case in the rows made so far."""
        row = self._row_of.get(key)
        return self._index(row) if row is not None else QModelIndex()

    def _index(self, row: _Row) -> QModelIndex:
        return self.createIndex(row.place, 0, row.number)

    # --- what the view asks ---------------------------------------------------------------

    def _of(self, index: Index) -> _Row | None:
        return self._rows.get(index.internalId()) if index.isValid() else None

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        above = self._of(parent)
        rows = above.children if above is not None else self._top
        if column != 0 or not 0 <= row < len(rows) or (parent.isValid() and above is None):
            return QModelIndex()
        return self._index(rows[row])

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        row = self._of(index)
        if row is None or row.parent is None:
            return QModelIndex()
        return self._index(row.parent)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self._top)
        row = self._of(parent)
        return len(row.children) if row is not None else 0

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        return 1

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and len(self._top) < len(self._visible)

    def fetchMore(self, parent: Index) -> None:
        if not parent.isValid():
            self._fetch(PAGE)

    def _fetch(self, count: int) -> None:
        start = len(self._top)
        count = min(count, len(self._visible) - start)
        if count > 0:
            self.beginInsertRows(QModelIndex(), start, start + count - 1)
            self._build(count)
            self.endInsertRows()

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self._of(index)
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        selectable = Qt.ItemFlag.ItemIsSelectable if row.case else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | selectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._of(index)
        if row is None:
            return None
        if role == CASE_ROLE:
            return row.case
        if role == PATIENT_ROLE:
            return row.patient
        if role == STUDY_ROLE:
            return row.study
        if role == Qt.ItemDataRole.DisplayRole:
            patient = row.case.patient if row.case is not None else row.patient
            return patient.display_name if patient is not None else row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._heard(row)
        if role == Qt.ItemDataRole.ToolTipRole and row.case is not None:
            return row.case.refusal or None
        return None

    def _heard(self, row: _Row) -> str:
        """A row as a screen reader says it: what the delegate paints of it."""
        patient = row.case.patient if row.case is not None else row.patient
        name = patient.display_name if patient is not None else row.title
        if patient is not None and self.privacy:
            name = tr(HIDDEN)
        if row.case is None:
            return name
        title = row.case.series_title if row.parent is not None else name
        return ", ".join((title, row.case.detail, mark_text(row.case)))

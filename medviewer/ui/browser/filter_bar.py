"""Over the list of cases: search, filters as chips, order, and how many fit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QDate, QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from medviewer.ui import icons, theme
from medviewer.ui.browser.criteria import CaseOrder, CaseState, Criteria, Dates, fold
from medviewer.ui.flow import FlowLayout
from medviewer.ui.language import fill, tr
from medviewer.ui.retranslation import VERBATIM

_PERIODS = (Dates(days=1), Dates(days=7), Dates(days=30))


class FilterBar(QWidget):
    """What the list is narrowed to.

    ``changed(Criteria)``, ``orderChosen(CaseOrder)``; from the search field ``stepped(int)``
    for the arrows and ``left()`` for Enter: the keyboard goes to the picture.
    """

    changed = Signal(object)
    orderChosen = Signal(object)
    stepped = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.criteria = Criteria()
        self.order = CaseOrder.OPENED
        self._diagnoses: dict[str, str] = {}
        self._packs: dict[str, str] = {}
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search patients and studies")
        self.search.setAccessibleName("Search patients and studies")
        self.search.setToolTip(
            "Search by name, identifier, date, description (Ctrl+F); "
            "arrows go through the list, Enter to the picture"
        )
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.filter_button = _menu_button("filter", "Filter", "Show only some cases")
        self.order_button = _menu_button("sort", "", "Order of the list")
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.count.setProperty(VERBATIM, True)
        self._counted = 0, 0
        self.count.setAccessibleName("Number of cases")
        self.chips = QWidget()
        self._chip_row = FlowLayout(self.chips)
        self._chips: list[QToolButton] = []
        self.range = _RangeRow(self)
        self._lay_out()
        self._connect()
        self._fill_order()
        self._show_chips()

    def _lay_out(self) -> None:
        line = QWidget()
        row = FlowLayout(line)  # long words at large text take a second line
        for widget in (self.filter_button, self.order_button, self.count):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self.search)
        column.addWidget(line)
        column.addWidget(self.range)
        column.addWidget(self.chips)

    def _connect(self) -> None:
        self.search.textChanged.connect(
            lambda text: self._set(replace(self.criteria, words=tuple(fold(text).split())))
        )
        self.filter_button.menu().aboutToShow.connect(self._fill_filters)
        self.range.chosen.connect(lambda dates: self._set(replace(self.criteria, dates=dates)))

    # --- what can be chosen ---------------------------------------------------------------

    def offer_diagnoses(self, labels: Iterable[str]) -> None:
        """Diagnoses that occur."""
        self._diagnoses |= {label: label for label in labels}

    def offer_packs(self, packs: Iterable[tuple[str, str]]) -> None:
        """Packs as (id, title)."""
        self._packs |= dict(packs)
        self._show_chips()

    def set_filters(self, criteria: Criteria, order: CaseOrder) -> None:
        """Take over what is remembered; the words of the search stay as they are."""
        self.offer_diagnoses(criteria.diagnoses)
        self.offer_packs((p, p) for p in criteria.packs if p not in self._packs)
        self.order = order
        self._fill_order()
        self.orderChosen.emit(order)
        self._set(replace(criteria, words=self.criteria.words))

    def show_count(self, hits: int, cases: int) -> None:
        """How many of the cases the list shows."""
        self._counted = hits, cases
        noun = "case" if cases == 1 else "cases"
        if hits != cases:
            words = fill("{hits} of {cases}", hits=f"{hits:,}", cases=f"{cases:,}")
        else:
            words = tr(f"{cases:,} {noun}") if cases else ""
        self.count.setText(words)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_count(*self._counted)

    def clear(self) -> None:
        """Show everything again."""
        blocker = QSignalBlocker(self.search)
        self.search.clear()
        blocker.unblock()
        self._set(Criteria())

    def _set(self, criteria: Criteria) -> None:
        if criteria != self.criteria:
            self.criteria = criteria
            self._show_chips()
            self.changed.emit(criteria)

    # --- menus ----------------------------------------------------------------------------

    def _fill_filters(self) -> None:
        menu, c = self.filter_button.menu(), self.criteria
        menu.clear()
        states = menu.addMenu("State")
        for state in CaseState:
            _check(states, state.value, state in c.states, partial(self._toggle_state, state))
        diagnoses = menu.addMenu("Diagnosis")
        for label, title in sorted(self._diagnoses.items()):
            on = label in c.diagnoses
            _check(diagnoses, title, on, partial(self._toggle_diagnosis, label))
        diagnoses.setEnabled(bool(self._diagnoses))
        packs = menu.addMenu("Read by")
        for pack, title in sorted(self._packs.items(), key=lambda p: p[1]):
            _check(packs, title, pack in c.packs, partial(self._toggle_pack, pack))
        packs.setEnabled(bool(self._packs))
        dates = menu.addMenu("Date")
        dates.setToolTip("Of the study; where the file has none, of the newest result")
        for period in _PERIODS:
            on = c.dates == period
            chosen = replace(c, dates=None if on else period)
            _check(dates, period.title, on, partial(self._set, chosen))
        dates.addAction("Range…", self.range.ask)
        menu.addSeparator()
        menu.addAction("Show all", self.clear).setEnabled(c.active)

    def _fill_order(self) -> None:
        self.order_button.setText(self.order.value.capitalize())
        menu = self.order_button.menu()
        menu.clear()
        for order in CaseOrder:
            _check(
                menu,
                order.value.capitalize(),
                order is self.order,
                partial(self._choose_order, order),
            )

    def _choose_order(self, order: CaseOrder) -> None:
        self.order = order
        self._fill_order()
        self.orderChosen.emit(order)

    def _toggle_state(self, state: CaseState) -> None:
        self._set(replace(self.criteria, states=self.criteria.states ^ {state}))

    def _toggle_diagnosis(self, label: str) -> None:
        self._set(replace(self.criteria, diagnoses=self.criteria.diagnoses ^ {label}))

    def _toggle_pack(self, pack: str) -> None:
        self._set(replace(self.criteria, packs=self.criteria.packs ^ {pack}))

    # --- chips ----------------------------------------------------------------------------

    def _show_chips(self) -> None:
        for chip in self._chips:
            self._chip_row.removeWidget(chip)
            chip.hide()  # it may be the one whose click brought us here
            chip.deleteLater()
        self._chips.clear()
        c = self.criteria
        for state in sorted(c.states):
            self._chip(state.value, partial(self._toggle_state, state))
        for label in sorted(c.diagnoses):
            self._chip(self._diagnoses.get(label, label), partial(self._toggle_diagnosis, label))
        for pack in sorted(c.packs):
            self._chip(self._packs.get(pack, pack), partial(self._toggle_pack, pack))
        if c.dates is not None:
            self._chip(c.dates.title, lambda: self._set(replace(self.criteria, dates=None)))
        self.chips.setVisible(bool(self._chips))

    def _chip(self, words: str, take_off: Callable[[], object]) -> None:
        chip = QToolButton(self.chips)
        chip.setProperty("chip", True)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross behind the words
        chip.setText(words)
        icons.set_icon(chip, "cancel")
        chip.setToolTip(f"Take this filter off: {words}")
        chip.setAccessibleName(f"Filter {words}, press to take it off")
        chip.clicked.connect(lambda _checked=False: take_off())
        self._chip_row.addWidget(chip)
        # It was made after the list, and belongs before it.
        QWidget.setTabOrder(self._chips[-1] if self._chips else self.order_button, chip)
        self._chips.append(chip)

    # --- keyboard -------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.left.emit()
                return True
            if key == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        # Esc in a filled field clears it and is not the window's "stop what is under way".
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.search.text()
        ):
            event.accept()
            return True
        return super().eventFilter(watched, event)


class _RangeRow(QWidget):
    """From and to, below the filters while a range is being chosen. ``chosen(Dates)``."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.last = _date_edit("From"), _date_edit("To")
        self.take = QPushButton("Show")
        self.take.setToolTip("Show the cases of these days")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_XS)
        for widget in (self.first, self.last, self.take):
            row.addWidget(widget)
        self.take.clicked.connect(self._choose)
        self.hide()

    def ask(self) -> None:
        today = QDate.currentDate()
        self.first.setDate(today.addMonths(-1))
        self.last.setDate(today)
        self.show()
        self.first.setFocus()

    def _choose(self) -> None:
        first, last = (_python_date(edit.date()) for edit in (self.first, self.last))
        self.hide()
        self.chosen.emit(Dates(first=min(first, last), last=max(first, last)))


def _python_date(date: QDate) -> dt.date:
    return dt.date(date.year(), date.month(), date.day())


def _date_edit(name: str) -> QDateEdit:
    edit = QDateEdit()
    edit.setDisplayFormat("yyyy-MM-dd")
    edit.setCalendarPopup(True)
    edit.setAccessibleName(f"{name} this day")
    edit.setToolTip(f"{name} this day, included")
    edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return edit


def _menu_button(icon: str, words: str, tip: str) -> QToolButton:
    button = QToolButton()
    icons.set_icon(button, icon)
    button.setText(words)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setProperty("menu", True)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setMenu(QMenu(button))
    return button


def _check(menu: QMenu, words: str, on: bool, does: Callable[[], object]) -> QAction:
    action = menu.addAction(words)
    action.setCheckable(True)
    action.setChecked(on)
    action.triggered.connect(lambda _checked=False: does())
    return action

"""The list narrowed and sorted: filters that combine, chips, order, many rows, keyboard."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QToolButton

from medviewer.domain.patient import Patient
from medviewer.domain.review import ReviewState
from medviewer.store import PatientSummary
from medviewer.ui.browser import filters
from medviewer.ui.browser.browser import Browser
from medviewer.ui.browser.case import Case
from medviewer.ui.browser.criteria import CaseOrder, CaseState, Criteria, Dates, fold
from medviewer.ui.browser.model import PAGE, CaseModel
from medviewer.ui.preferences import Preferences
from tests.ui.test_browser import item, names

TODAY = dt.datetime.now()


def summary(name, state, diagnosis, pack="breast-us"):
    saved = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    return PatientSummary(
        Patient(f"id-{name}", name), 1, (diagnosis,), saved, ((state, 1),), (pack,)
    )


@pytest.fixture
def browser(qtbot):
    widget = Browser()
    qtbot.addWidget(widget)
    widget.resize(300, 600)
    widget.show()
    days = {"Abe": 0, "Bea": 3, "Cyd": 20, "Dan": 400}
    widget.add_items(item(n, date=TODAY - dt.timedelta(days=d)) for n, d in days.items())
    widget.set_stored(
        [
            summary("Abe", ReviewState.ACCEPTED, "malignant"),
            summary("Bea", ReviewState.PREDICTED, "benign"),
            summary("Cyd", ReviewState.PREDICTED, "malignant", "chest-xray"),
        ]
    )
    return widget


def chips(browser):
    QApplication.processEvents()
    found = browser.filters.chips.findChildren(QToolButton)
    return {c.text(): c for c in found if c.isVisible()}


def narrow(browser, **kinds):
    browser.filters.set_filters(Criteria(**kinds), CaseOrder.OPENED)


def pick(browser, *path):
    """Choose from the filter menu as a click would."""
    menu = browser.filters.filter_button.menu()
    menu.aboutToShow.emit()
    for words in path:
        action = next(a for a in menu.actions() if a.text() == words)
        menu = action.menu()
    action.trigger()


def test_values_of_one_kind_add_up_and_kinds_combine(browser):
    pick(browser, "State", "predicted")
    assert names(browser) == ["Bea", "Cyd"]
    pick(browser, "State", "accepted")
    assert names(browser) == ["Abe", "Bea", "Cyd"]
    pick(browser, "Diagnosis", "malignant")
    assert names(browser) == ["Abe", "Cyd"]
    browser.filters.offer_packs([("chest-xray", "Chest X-ray"), ("breast-us", "Breast")])
    pick(browser, "Read by", "Chest X-ray")
    assert names(browser) == ["Cyd"]
    assert browser.filters.count.text() == "1 of 4"
    assert set(chips(browser)) == {"accepted", "predicted", "malignant", "Chest X-ray"}


def test_a_chip_takes_its_filter_off(browser):
    pick(browser, "State", "predicted")
    pick(browser, "Date", "Last 7 days")
    assert names(browser) == ["Bea"]
    chips(browser)["predicted"].click()
    assert names(browser) == ["Abe", "Bea"]
    pick(browser, "Show all")
    assert names(browser) == ["Abe", "Bea", "Cyd", "Dan"]
    assert chips(browser) == {}
    assert browser.filters.count.text() == "4 cases"


@pytest.mark.parametrize(
    ("dates", "who"),
    [
        (Dates(days=1), ["Abe"]),
        (Dates(days=30), ["Abe", "Bea", "Cyd"]),
        (Dates(last=(TODAY - dt.timedelta(days=20)).date()), ["Cyd", "Dan"]),
        (Dates(first=(TODAY - dt.timedelta(days=3)).date(), last=TODAY.date()), ["Abe", "Bea"]),
    ],
)
def test_dates(browser, dates, who):
    narrow(browser, dates=dates)
    assert names(browser) == who


def test_a_range_is_chosen_below_the_filters(browser):
    pick(browser, "Date", "Range…")
    row = browser.filters.range
    assert row.isVisible()
    day = TODAY - dt.timedelta(days=20)
    for edit in (row.first, row.last):
        edit.setDate(day.date())
    row.take.click()
    assert names(browser) == ["Cyd"]
    assert not row.isVisible()


@pytest.mark.parametrize(
    ("order", "who"),
    [
        (CaseOrder.NEWEST, ["Abe", "Bea", "Cyd", "Dan"]),
        (CaseOrder.OLDEST, ["Dan", "Cyd", "Bea", "Abe"]),
        (CaseOrder.NAME, ["Abe", "Bea", "Cyd", "Dan"]),
        (CaseOrder.STATE, ["Bea", "Cyd", "Dan", "Abe"]),
    ],
)
def test_orders(browser, order, who):
    menu = browser.filters.order_button.menu()
    next(a for a in menu.actions() if a.text() == order.value.capitalize()).trigger()
    assert names(browser) == who
    assert browser.filters.order_button.text() == order.value.capitalize()


def test_the_order_holds_for_what_comes_later(browser):
    browser.filters.set_filters(Criteria(), CaseOrder.NAME)
    browser.add_items([item("Bab")])
    assert names(browser) == ["Abe", "Bab", "Bea", "Cyd", "Dan"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [("muller", "Müller^Jörg"), ("MÜLLER jorg", "Müller^Jörg"), ("ostergaard", "Østergaard"),
     ("lukasz", "Łukasz"), ("strasse", "Straße"), ("yamada 太郎", "Yamada^Tarou=山田^太郎")],
)  # fmt: skip
def test_search_minds_neither_case_nor_accents(browser, typed, name):
    browser.add_items([item(name), item("Nobody")])
    browser.search.setText(typed)
    assert names(browser) == [name]


def test_folding_of_a_plain_text_is_that_text():
    assert fold("abc 1-2") == "abc 1-2"


def test_the_case_being_read_stays_when_its_state_no_longer_fits(browser):
    narrow(browser, states=frozenset({CaseState.PREDICTED}))
    browser.choose(browser.visible_cases()[0].key)
    chosen = []
    browser.caseChosen.connect(chosen.append)
    bea = summary("Bea", ReviewState.ACCEPTED, "benign")
    browser.set_stored([bea], of={"id-Bea"})
    assert names(browser) == ["Bea", "Cyd"]
    assert browser.current.patient.name == "Bea"
    assert chosen == []
    browser.step(1)
    browser.set_stored([bea], of={"id-Bea"})
    assert names(browser) == ["Cyd"]


def test_a_refused_case_is_marked_until_it_has_a_result(browser):
    case = browser.visible_cases()[3]
    browser.set_refused(case.key, "This is CT.")
    assert case.standing is CaseState.REFUSED
    narrow(browser, states=frozenset({CaseState.REFUSED}))
    assert names(browser) == ["Dan"]
    browser.set_stored([summary("Dan", ReviewState.PREDICTED, "benign")], of={"id-Dan"})
    assert case.standing is CaseState.PREDICTED


def test_some_patients_renewed_leave_the_others_alone(browser):
    browser.set_stored([], of={"id-Zoe"})
    assert names(browser) == ["Abe", "Bea", "Cyd", "Dan"]
    assert browser.visible_cases()[0].state is ReviewState.ACCEPTED


def test_filters_and_order_are_remembered_and_the_search_is_not(browser, qtbot):
    browser.search.setText("cyd")
    browser.filters.set_filters(
        Criteria(
            states=frozenset({CaseState.PREDICTED}),
            diagnoses=frozenset({"malignant"}),
            packs=frozenset({"chest-xray"}),
            dates=Dates(days=30),
        ),
        CaseOrder.NEWEST,
    )
    saved = Preferences()
    filters.remember(saved, browser.filters)
    assert "cyd" not in repr(saved)
    other = Browser()
    qtbot.addWidget(other)
    filters.recall(saved, other.filters)
    assert other.filters.criteria.words == ()
    assert other.filters.criteria.states == {CaseState.PREDICTED}
    assert other.filters.criteria.dates == Dates(days=30)
    assert other.model.order is CaseOrder.NEWEST
    broken = Preferences(case_states=["gone"], case_dates="soon", case_order="x")
    filters.recall(broken, other.filters)
    assert not other.filters.criteria.active


@pytest.mark.parametrize(
    "dates", [Dates(days=7), Dates(first=dt.date(2026, 1, 2)), Dates(last=dt.date(2026, 1, 2))]
)
def test_dates_as_text_come_back(dates):
    assert Dates.read(dates.text) == dates


def test_arrows_and_enter_work_from_the_search_field(browser, qtbot):
    browser.search.setFocus()
    qtbot.keyClicks(browser.search, "id-")
    qtbot.keyClick(browser.search, Qt.Key.Key_Down)
    qtbot.keyClick(browser.search, Qt.Key.Key_Down)
    assert browser.current.patient.name == "Bea"
    assert browser.search.hasFocus()
    with qtbot.waitSignal(browser.left):
        qtbot.keyClick(browser.search, Qt.Key.Key_Return)
    qtbot.keyClick(browser.search, Qt.Key.Key_Escape)
    assert browser.search.text() == ""
    assert browser.current.patient.name == "Bea"


def test_enter_opens_the_first_hit(browser, qtbot):
    browser.search.setText("cyd")
    with qtbot.waitSignals([browser.caseChosen, browser.left]):
        qtbot.keyClick(browser.search, Qt.Key.Key_Return)
    assert browser.current.patient.name == "Cyd"


# --- many rows ------------------------------------------------------------------------------


@pytest.fixture
def many(qtbot):
    widget = Browser()
    qtbot.addWidget(widget)
    widget.resize(300, 600)
    widget.add_items(item(f"P{n:04}") for n in range(3 * PAGE))
    widget.show()
    return widget


def test_the_view_gets_rows_as_it_scrolls(many):
    rows = many.model.rowCount()
    assert rows < len(many.visible_cases()) == 3 * PAGE
    many.tree.scrollToBottom()
    assert many.model.rowCount() > rows


def test_a_case_far_down_is_shown_when_it_is_chosen(many):
    many.choose(many.visible_cases()[2 * PAGE + 7].key)
    assert many.current.patient.name == f"P{2 * PAGE + 7:04}"
    assert many.step(1)
    assert many.current.patient.name == f"P{2 * PAGE + 8:04}"
    assert [c.patient.name for c in many.neighbours()] == [
        f"P{2 * PAGE + 9:04}",
        f"P{2 * PAGE + 7:04}",
    ]


def test_more_scans_of_somebody_in_the_list_move_nobody(many):
    many.choose(many.visible_cases()[5].key)
    many.add_items([item("P0002", "2"), item("P0003", "2", study="2")])
    assert many.current.patient.name == "P0005"
    assert [c.patient.name for c in many.visible_cases()][1:7] == [
        "P0001", "P0002", "P0002", "P0003", "P0003", "P0004",
    ]  # fmt: skip


def test_the_model_keeps_to_the_rules_of_qt(qtbot):
    model = CaseModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.add([Case.opened(item("Abe", str(n))) for n in range(3)])
    model.add([Case.opened(item(f"P{n}")) for n in range(PAGE + 9)])
    model.add([Case.opened(item("P3", "2")), Case.opened(item("Abe", "9", study="2"))])
    model.fetchMore(model.index(-1, -1))
    model.narrow(Criteria(words=("p3",)))
    model.sort_by(CaseOrder.NAME)
    model.remove({c.key for c in model.listed()[:4]})
    model.narrow(Criteria())
    assert len(model.listed()) == len(model)

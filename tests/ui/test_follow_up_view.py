"""The lesion over time in the results panel."""

import pytest

from medviewer.domain.follow_up import follow_ups
from medviewer.ui.results.follow_up import SizeChart, change_text
from medviewer.ui.results.record import HistoryCard
from tests.domain.test_follow_up import LONGEST, NONE, finding, stored


@pytest.fixture
def card(qtbot):
    widget = HistoryCard()
    qtbot.addWidget(widget)
    widget.resize(330, 500)
    widget.show()
    return widget


def cells(table):
    return [
        [i.text().strip() for c in range(table.columnCount()) if (i := table.item(r, c))]
        for r in range(table.rowCount())
    ]


def test_days_sizes_and_changes_newest_first(card):
    card.set_history([stored(2, 20, finding(12.0)), stored(1, 1, finding(10.0))])
    (table,) = card.over_time.tables
    assert cells(table) == [
        ["2026-03-20", "12.0 mm", "24.0 mm²"],
        ["since 2026-03-01: +2.0 mm (+20 %)"],
        ["2026-03-01", "10.0 mm", "20.0 mm²"],
    ]
    assert len(card.over_time.charts) == 1


def test_without_a_scale_it_says_so_and_draws_nothing(card):
    px = finding(40.0, "px", NONE)
    card.set_history([stored(2, 2, px), stored(1, 1, px)])
    (table,) = card.over_time.tables
    assert cells(table)[:2] == [
        ["2026-03-02", "40 px", "80 px²"],
        ["since 2026-03-01: not comparable: no scale"],
    ]
    assert card.over_time.charts == []


def test_a_day_can_be_opened(card, qtbot):
    card.set_history([stored(7, 2, finding(12.0)), stored(3, 1, finding(10.0))])
    with qtbot.waitSignal(card.historyActivated) as asked:
        card.over_time.tables[0].cellClicked.emit(2, 0)
    assert asked.args == [3]


def test_one_day_shows_no_table(card):
    card.set_history([stored(1, 1, finding(10.0))])
    assert not card.over_time.isVisible()


def test_a_line_joins_only_what_can_be_compared(qtbot):
    results = [stored(1, 1, finding(10)), stored(2, 10, finding(20)), stored(3, 19)]
    (track,) = follow_ups(results)
    assert [change_text(c) for c in track.changes(LONGEST)] == [
        "+10.0 mm (+100 %)",
        "no lesion now",
    ]
    chart = SizeChart(track)
    qtbot.addWidget(chart)
    chart.resize(300, 96)
    picture = chart.grab().toImage()
    from PySide6.QtGui import QColor

    from medviewer.ui import theme

    accent = QColor(theme.colours().accent).rgb()
    marked = [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixel(x, y) == accent
    ]
    left, right = min(marked), max(marked)
    assert left[1] - right[1] == pytest.approx(30, abs=12)  # twice as long, so half way up
    assert right[0] > 250

"""The lesion over time in the results panel."""

import re

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt

from medviewer.domain.follow_up import follow_ups
from medviewer.domain.target_sum import target_sums
from medviewer.domain.tracking import own_uid, target_of
from medviewer.ui.language import use_language
from medviewer.ui.results.follow_up import change_text, sum_lines
from medviewer.ui.results.record import HistoryCard
from medviewer.ui.results.size_chart import SizeChart
from tests.domain.test_follow_up import LONGEST, NONE, RIGHT, USER, finding, stored


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
    results = [stored(3, 25, finding(13.0)), stored(2, 20, finding(8.0)), stored(1, 1, finding(10))]
    card.set_history(results)
    (table,) = card.over_time.tables
    assert cells(table) == [
        ["2026-03-25", "13.0 mm", "26.0 mm²"],
        ["since\nbaseline", "+3.0 mm\n+30 %", "+6.0 mm²\n+30 %"],
        ["since\nsmallest", "+5.0 mm\n+62 %", "+10 mm²\n+62 %"],
        ["2026-03-20", "8.0 mm", "16.0 mm²"],
        ["since\nbaseline", "-2.0 mm\n-20 %", "-4.0 mm²\n-20 %"],
        ["2026-03-01", "10.0 mm", "20.0 mm²"],
    ]
    assert len(card.over_time.charts) == 1
    lines = card.over_time.lines
    assert "Proposed: the only one of each study, read by the same model." in lines
    assert "scale: pixel spacing of the file" in lines
    newest = lines.index("2026-03-25: sum of diameters 13.0 mm")
    assert lines[newest + 1 : newest + 3] == [
        "+30 %, +3.0 mm since baseline",
        "+62 %, +5.0 mm since smallest: at or beyond the 20 % and 5 mm of RECIST 1.1",
    ]


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ((60.0, 37.0), ["-38 %, -23.0 mm since baseline: at or beyond the 30 % decrease"]),
        ((60.0, 46.0), ["-23 %, -14.0 mm since baseline: short of the 30 % decrease"]),
        (
            (60.0, 37.0, 40.0),
            [
                "-33 %, -20.0 mm since baseline: at or beyond the 30 % decrease",
                "+8 %, +3.0 mm since smallest: short of the 20 % and 5 mm",
            ],
        ),
    ],
)
def test_the_sum_is_told_as_arithmetic(sizes, words):
    days = [stored(n, n, finding(size)) for n, size in enumerate(sizes, start=1)]
    (track,) = follow_ups(days)
    _sum, *lines = sum_lines(target_sums(track).sums[-1])
    assert lines == [f"{line} of RECIST 1.1" for line in words]


def test_without_a_scale_it_says_so_and_draws_nothing(card):
    px = finding(40.0, "px", NONE)
    card.set_history([stored(2, 2, px), stored(1, 1, px)])
    (table,) = card.over_time.tables
    assert cells(table)[:2] == [
        ["2026-03-02", "40 px", "80 px²"],
        ["not comparable: no scale"],
    ]
    assert card.over_time.charts == []
    assert "No sum of diameters: no scale." in card.over_time.lines
    assert not any("%" in line for line in card.over_time.lines)


def test_a_day_can_be_opened(card, qtbot):
    card.set_history([stored(7, 2, finding(12.0)), stored(3, 1, finding(10.0))])
    with qtbot.waitSignal(card.historyActivated) as asked:
        card.over_time.tables[0].cellClicked.emit(2, 0)
    assert asked.args == [3]


def test_a_finding_of_the_scan_is_matched_by_the_keyboard(card, qtbot):
    big, small = finding(20.0), finding(10.0, number=2, box=RIGHT)
    later = finding(12.0)
    results = [stored(2, 20, later), stored(1, 1, big, small)]
    card.set_history(results, {}, "scan-2")
    view = card.over_time
    assert view.tables == []
    (box,) = view.choosers
    texts = [box.itemText(i) for i in range(box.count())]
    assert texts == [
        "Lesion 1, 2026-03-01, 20.0 mm",
        "Lesion 2, 2026-03-01, 10.0 mm",
        "A new lesion",
    ]
    assert box.currentIndex() == -1  # nobody has said, and nothing is presumed
    box.setFocus()
    with qtbot.waitSignal(card.lesionMatched) as said:
        qtbot.keyClick(box, Qt.Key.Key_Down)
    target, uid = said.args
    assert (target, uid) == (target_of(later), own_uid("scan-1", big))
    card.set_history(results, {"scan-2": {target: uid}}, "scan-2")
    assert "Matched by the reader." in view.lines
    assert view.choosers[0].currentText() == "Lesion 1, 2026-03-01, 20.0 mm"


def test_on_the_first_scan_there_is_nothing_to_choose(card):
    card.set_history([stored(2, 20, finding(12.0)), stored(1, 1, finding(10.0))], {}, "scan-1")
    assert card.over_time.choosers == []


def test_one_day_shows_no_table(card):
    card.set_history([stored(1, 1, finding(10.0))])
    assert not card.over_time.isVisible()


def test_a_line_joins_only_what_can_be_compared(qtbot):
    sizes = [finding(10), finding(20), finding(20, "mm", USER)]
    results = [stored(n, d, one) for n, d, one in zip((1, 2, 3), (1, 10, 19), sizes, strict=True)]
    (lesion,) = follow_ups(results)[0].lesions
    assert [change_text(c) for c in lesion.changes(LONGEST)] == [
        "+10.0 mm\n+100 %",
        "not comparable: different scales",
    ]
    chart = SizeChart(lesion, "Lesion 1")
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


def test_a_match_is_a_step_that_is_undone_and_there_after_a_restart(desk, make_pictures):
    first, second = make_pictures(2)
    window = desk.start()
    desk.show(window, first)
    desk.predict(window)
    scan = window.controller.volume.content_hash
    found = window.controller.result.findings
    following = window.controller.following
    target = target_of(found[0]) if found else "lesion 0 1,1,2,2"
    following.choose(target, "2.25.1")
    following.choose(target, "2.25.2")
    window.actions_by_name["undo"].trigger()
    assert following.choices[scan] == {target: "2.25.1"}
    assert window.actions_by_name["redo"].text() == "Redo Match lesion"
    desk.close(window)

    window = desk.start()
    desk.show(window, first)
    following = window.controller.following
    desk.qtbot.waitUntil(lambda: following.choices.get(scan) == {target: "2.25.1"}, timeout=20_000)
    # On another scan of a patient the store's word counts.
    desk.qtbot.waitUntil(lambda: window.controller.screen.matches != {}, timeout=20_000)
    assert window.controller.screen.matches[scan] == {target: "2.25.1"}
    window.actions_by_name["undo"].trigger()
    assert following.choices[scan] == {}
    desk.show(window, second)
    desk.qtbot.waitUntil(lambda: scan not in following.choices, timeout=20_000)


@pytest.mark.parametrize("code", ["el", "th"])
def test_cells_and_choices_follow_the_language(card, qapp, code):
    results = [stored(2, 20, finding(12, "mm", USER)), stored(1, 1, finding(10.0))]
    card.set_history(results, {}, "scan-2")
    view = card.over_time
    use_language(code)
    try:
        QCoreApplication.sendEvent(view, QEvent(QEvent.Type.LanguageChange))
        texts = cells(view.tables[0])[1] + [view.choosers[0].itemText(i) for i in range(2)]
        assert not re.search("[A-Za-z]{3}", " ".join(texts))
    finally:
        use_language("en")

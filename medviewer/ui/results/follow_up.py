"""A patient's lesions from day to day: sizes, changes, the sum of targets, and who is who."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from medviewer.domain.follow_up import SIZES, Change, FollowUp, Lesion, Sighting, follow_ups
from medviewer.domain.geometry import SpacingSource
from medviewer.domain.review import StoredResult
from medviewer.domain.segmentation import MeasurementKind
from medviewer.domain.target_sum import TargetSum, target_sums
from medviewer.domain.tracking import Choices, own_uid, target_of
from medviewer.ui import theme
from medviewer.ui.language import tr
from medviewer.ui.results.findings import SOURCE_WORDS, measured_text
from medviewer.ui.results.parts import ChoiceBox, text_label
from medviewer.ui.results.size_chart import SizeChart

_LONGEST = MeasurementKind.LONGEST_DIAMETER
_COLUMNS = {
    _LONGEST: "Longest",
    MeasurementKind.AREA: "Area",
    MeasurementKind.VOLUME: "Volume",
}
_PROPOSED = "Proposed: the only one of each study, read by the same model."
_MATCHED = "Matched by the reader."
_UNMATCHED = "No lesion is matched over time yet; open the later scan and choose below."
_CAVEAT = "Arithmetic, not a response: RECIST 1.1 also weighs lymph nodes, other and new lesions."


class FollowUpView(QWidget):
    """For each kind of lesion: one table and chart a lesion, the sum, and the choice of matches.

    ``resultActivated(int)`` with the id of the stored result of a line; ``lesionMatched(str
    target, str uid)`` a finding of the scan on the screen is the lesion of a tracking UID.
    """

    resultActivated = Signal(int)
    lesionMatched = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tables: list[_Table] = []
        self.charts: list[SizeChart] = []
        self.choosers: list[ChoiceBox] = []
        self.lines: list[str] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_XS)
        self._parts: list[QWidget] = []
        self._shown: tuple[list[FollowUp], str] = ([], "")
        self.hide()

    def show_results(
        self, results: Sequence[StoredResult], choices: Choices | None = None, scan: str = ""
    ) -> None:
        """Results of one patient, in any order.

        Args:
            results: all that is stored.
            choices: which lesions readers said findings are.
            scan: content hash of the scan on the screen, whose findings can be matched.
        """
        found = follow_ups(results, choices)
        if (found, scan) != self._shown:
            self._rebuild(found, scan)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._rebuild(*self._shown)  # cells and choices are in the language they were made in

    def _rebuild(self, found: list[FollowUp], scan: str) -> None:
        at = next((i for i, box in enumerate(self.choosers) if box.hasFocus()), None)
        self._shown = found, scan
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts, self.tables, self.charts = [], [], []
        self.choosers, self.lines = [], []
        for track in found:
            self._show_track(track, scan)
        self.setVisible(bool(found))
        if at is not None and at < len(self.choosers):
            self.choosers[at].setFocus()  # whoever chose by the keyboard goes on from there

    def _show_track(self, track: FollowUp, scan: str) -> None:
        self._say(f"{track.segment.title} over time", "heading")
        for number, lesion in enumerate(track.lesions, start=1):
            if lesion.matched:
                name = f"{tr(track.segment.title)} {number}"
                self._show_lesion(lesion, name, len(track.lesions))
        if not track.matched:
            self._say(_UNMATCHED, "muted")
        elif not track.of_anatomy:
            self._show_sums(track)
        for one, lesion in track.on_scan(scan):
            if track.may_continue(one):
                self._offer(track, one, lesion)

    def _show_lesion(self, lesion: Lesion, name: str, count: int) -> None:
        if count > 1:
            self._say(name)
        table = _Table(lesion, name)
        table.cellActivated.connect(lambda r, _c, t=table: self._activate(t, r))
        table.cellClicked.connect(lambda r, _c, t=table: self._activate(t, r))
        self.tables.append(table)
        self._add(table)
        chart = SizeChart(lesion, name)
        if chart.drawable:
            self.charts.append(chart)
            self._add(chart)
        else:
            chart.deleteLater()
        self._say(_PROPOSED if lesion.proposed else _MATCHED, "muted")
        sources = {size.source for s in lesion.sightings if (size := s.size(_LONGEST))}
        for source in SpacingSource:
            if source in sources:
                self._say(SOURCE_WORDS[source], "muted")

    def _show_sums(self, track: FollowUp) -> None:
        found = target_sums(track)
        count = len(found.targets)
        if found.reason:
            self._say(f"No sum of diameters: {found.reason}.", "muted")
            return
        self._say(f"Sum of longest diameters, target lesions: {count}", "heading")
        for one in reversed(found.sums):
            for line in sum_lines(one):
                self._say(line)
        self._say(_CAVEAT, "muted")

    def _offer(self, track: FollowUp, one: Sighting, lesion: Lesion) -> None:
        """Let the reader say which lesion a finding of the scan on the screen is."""
        title, number = track.segment.title, one.finding.number
        size = measured_text(one.size(_LONGEST))
        self._say(f"{title}, finding {number} of this scan ({size}) is:")
        box = ChoiceBox(f"Which lesion finding {number} of this scan is")
        box.setToolTip("Choose the lesion of another scan that this one is, or a new lesion")
        for index, other in enumerate(track.lesions, start=1):
            if other in track.may_continue(one):
                first = next(s for s in other.sightings if s != one)
                length = measured_text(first.size(_LONGEST))
                date = f"{first.date:%Y-%m-%d}"
                box.addItem(f"{tr(title)} {index}, {date}, {length}", other.uid)
        box.addItem(tr("A new lesion"), own_uid(one.lesion.content_hash, one.finding))
        box.setPlaceholderText("Choose…")
        box.setCurrentIndex(box.findData(lesion.uid) if _decided(one, lesion) else -1)
        target = target_of(one.finding)
        box.activated.connect(
            lambda _index, b=box, t=target: self.lesionMatched.emit(t, b.currentData())
        )
        self.choosers.append(box)
        self._add(box)

    def _say(self, words: str, role: str = "") -> None:
        self.lines.append(words)
        self._add(text_label(words, role=role))

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self._column.addWidget(part)

    def _activate(self, table: _Table, row: int) -> None:
        self.resultActivated.emit(table.sighting(row).result_id)


def _decided(one: Sighting, lesion: Lesion) -> bool:
    """Whether anything says which lesion a finding is: a reader, or the rule."""
    return one.lesion.chosen is not None or lesion.matched


class _Table(QTableWidget):
    """Newest day first; under a day how it differs from the first and from the smallest."""

    def __init__(self, lesion: Lesion, title: str) -> None:
        kinds = [kind for kind in SIZES if any(s.size(kind) for s in lesion.sightings)]
        super().__init__(0, 1 + len(kinds))
        self._kinds = kinds
        self._sightings: list[Sighting] = []
        self.setAccessibleName(f"{title} over time")
        self.setToolTip("Click a day to see its result")
        self.setHorizontalHeaderLabels(["Day", *(_COLUMNS[kind] for kind in kinds)])
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place in reversed(range(len(lesion.sightings))):
            self._show_day(lesion, place)
        self.resizeRowsToContents()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _show_day(self, lesion: Lesion, place: int) -> None:
        seen = lesion.sightings[place]
        sizes = [measured_text(seen.size(kind)) for kind in self._kinds]
        date = f"{seen.date:%Y-%m-%d}"
        if len(sizes) == len(SIZES):  # no room for the date beside all of them
            self._line(seen, [date], span=True)
            date = ""
        self._line(seen, [date, *sizes])
        if not place:
            return
        since = [lesion.since_baseline(place, kind) for kind in self._kinds]
        self._changes(seen, "since\nbaseline", since)
        smallest = [lesion.nadir(place, kind) for kind in self._kinds]
        if any(day is not None and day != lesion.sightings[0] for day in smallest):
            since = [lesion.since_nadir(place, kind) for kind in self._kinds]
            self._changes(seen, "since\nsmallest", since)
        elif smallest[0] is None and since[0].ratio is not None:
            words = "no smallest: not every day before can be compared"
            self._line(seen, [words], muted=True, span=True)

    def _changes(self, seen: Sighting, title: str, changes: list[Change]) -> None:
        if all(change.ratio is None for change in changes):
            self._line(seen, [changes[0].reason], muted=True, span=True)
        else:
            self._line(seen, [title, *(change_text(change) for change in changes)], muted=True)

    def sighting(self, row: int) -> Sighting:
        """The day of a line; of a change, the later one."""
        return self._sightings[row]

    def _line(
        self, seen: Sighting, words: list[str], *, muted: bool = False, span: bool = False
    ) -> None:
        row = self.rowCount()
        self.insertRow(row)
        self._sightings.append(seen)
        for column, text in enumerate(words):
            item = QTableWidgetItem(tr(text))
            item.setToolTip(item.text().replace("\n", " "))
            if muted:
                item.setForeground(self.palette().placeholderText())
            self.setItem(row, column, item)
        if span:
            self.setSpan(row, 0, 1, self.columnCount())

    def sizeHint(self) -> QSize:
        height = self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth() + 2
        return QSize(200, height + sum(self.rowHeight(r) for r in range(self.rowCount())))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())


def change_text(change: Change) -> str:
    """A change in two lines, absolute and relative, or why none can be told."""
    if change.ratio is None:
        return change.reason
    assert change.before is not None
    assert change.after is not None
    more = change.after.value - change.before.value
    digits = 1 if change.after.unit != "mm²" or abs(more) < 10 else 0
    return f"{more:+.{digits}f} {change.after.unit}\n{100 * change.ratio:+.0f} %"


def sum_lines(one: TargetSum) -> list[str]:
    """The sum of a day and what of RECIST 1.1's thresholds it reaches, as arithmetic."""
    date = f"{one.date:%Y-%m-%d}"
    if one.total is None:
        return [f"{date}: no sum of diameters: {one.reason}"]
    total = f"{one.total:.1f} mm"
    if one.baseline is None or one.since_baseline is None:
        return [f"{date}: sum of diameters {total} (baseline)"]
    percent, more = f"{100 * one.since_baseline:+.0f}", f"{one.total - one.baseline:+.1f}"
    lines = [f"{date}: sum of diameters {total}"]
    if one.decreased:
        words = (
            f"{percent} %, {more} mm since baseline: at or beyond the 30 % decrease of RECIST 1.1"
        )
    elif one.total < one.baseline:
        words = f"{percent} %, {more} mm since baseline: short of the 30 % decrease of RECIST 1.1"
    else:
        words = f"{percent} %, {more} mm since baseline"
    lines.append(words)
    if one.nadir is None or one.since_nadir is None:
        lines.append("smallest sum unknown: a day before has none")
        return lines
    percent, more = f"{100 * one.since_nadir:+.0f}", f"{one.total - one.nadir:+.1f}"
    if one.increased:
        words = (
            f"{percent} %, {more} mm since smallest: at or beyond the 20 % and 5 mm of RECIST 1.1"
        )
        lines.append(words)
    elif one.total > one.nadir:
        words = f"{percent} %, {more} mm since smallest: short of the 20 % and 5 mm of RECIST 1.1"
        lines.append(words)
    return lines

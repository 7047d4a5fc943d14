"""The diagnosis card: class, calibrated probability, bars, operating point."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QToolButton, QWidget

from medviewer.domain.result import InferenceResult, OperatingPoint
from medviewer.domain.review import ReviewState, StoredResult
from medviewer.domain.segmentation import Segment
from medviewer.ui import icons, theme
from medviewer.ui.language import fill, tr
from medviewer.ui.results.bars import ClassBars
from medviewer.ui.results.naming import DiagnosisChooser
from medviewer.ui.results.parts import (
    Card,
    ChoiceBox,
    badge,
    percent,
    set_badge,
    text_label,
    unbroken,
)

NOTHING_FOUND = "No lesion found"


class DiagnosisCard(Card):
    """What the model says, how sure it is, and at which operating point; what the reader says.

    Signals: ``operatingPointChanged(str)``; ``choosing()`` the reader is about to name another
    diagnosis; ``diagnosisNamed(str)`` it is this, a class's label or any other in words.
    """

    operatingPointChanged = Signal(str)
    choosing = Signal()
    diagnosisNamed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Diagnosis", parent)
        self.name = text_label(selectable=True)
        self.name.setAccessibleName("Diagnosis")
        font = self.name.font()
        font.setBold(True)
        self.name.setFont(font)
        theme.enlarge(self.name, 1.6)
        self.probability = text_label()
        self.probability.setAccessibleName("Calibrated probability")
        theme.enlarge(self.probability, 1.15)
        self.found = text_label()
        self.state = badge()
        self.state.setAccessibleName("Review state")
        self.correct = QToolButton(self)
        self.correct.setText("Correct")
        self.correct.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.correct.setAccessibleName("Correct the diagnosis")
        self.correct.setProperty("flat", True)
        icons.set_icon(self.correct, "edit")
        self.head.addWidget(self.correct)
        self.chooser = DiagnosisChooser(self)
        self._of: tuple[InferenceResult, str | None] | None = None
        self._offered: tuple[OperatingPoint, ...] = ()
        self.bars = ClassBars(self)
        self.points = ChoiceBox("Operating point", self)
        self.points.setMinimumContentsLength(14)  # else it takes a line of its own
        self.points.setToolTip("How sure the model must be before it names the disease")
        self.point_title = theme.form_label("Operating point")
        self.meaning = text_label()
        self.cost = text_label(role="muted")
        for widget in (
            self.name,
            self.probability,
            self.chooser,
            self.found,
            self.bars,
            self.state,
        ):
            self.body.addWidget(widget)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)  # for large letters
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(0)  # by which a line of its own would be indented
        self.point_title.setContentsMargins(0, 0, theme.SPACE_M, 0)
        form.addRow(self.point_title, self.points)
        self.body.addLayout(form)
        self.body.addWidget(self.meaning)
        self.body.addWidget(self.cost)
        self.points.activated.connect(self._chosen)
        self.correct.clicked.connect(self.choose)
        self.chooser.chosen.connect(self.diagnosisNamed)

    def choose(self) -> None:
        """Open what the reader corrects the diagnosis with, or close it."""
        if not self.chooser.isHidden():
            self.chooser.close_up()
        elif self._of is not None:
            self.chooser.open(*self._of)
            self.choosing.emit()

    def leave(self) -> None:
        """There is no result to correct any more."""
        self._of = None
        self.chooser.close_up()

    def show_result(
        self,
        result: InferenceResult,
        stored: StoredResult | None,
        operating_points: Sequence[OperatingPoint],
    ) -> None:
        diagnosis = result.diagnosis
        own = stored.review.diagnosis if stored and stored.review else None
        if self._of is not None and self._of[0] is not result:
            self.chooser.close_up()
        self._of = result, own or (diagnosis.label if diagnosis else None)
        self.found.setText(_found(result))
        self.name.setText(diagnosis.title if diagnosis else self.found.text())
        self.found.setVisible(diagnosis is not None)
        self.probability.setVisible(diagnosis is not None)
        if diagnosis is not None:
            self.probability.setText(f"{percent(diagnosis.probability)} calibrated probability")
        if own is not None:
            self.name.setText(_title_of(result, own))
            self.found.show()
            self.probability.show()
            model = f"{diagnosis.title}, {percent(diagnosis.probability)}" if diagnosis else "none"
            self.probability.setText(unbroken(f"by the reader; the model said {model}"))
        set_badge(self.state, *state_text(stored))
        point = diagnosis.operating_point if diagnosis else None
        named = diagnosis.label if diagnosis else None
        self.bars.show_classes(result.probabilities, named, point)
        self._show_points(operating_points, point)

    def _show_points(
        self, points: Sequence[OperatingPoint], current: OperatingPoint | None
    ) -> None:
        blocker = QSignalBlocker(self.points)
        if tuple(points) != self._offered:
            self._offered = tuple(points)
            self.points.clear()
            for point in points:
                self.points.addItem(point.title, point.name)
                self.points.setItemData(
                    self.points.count() - 1, point.meaning, Qt.ItemDataRole.ToolTipRole
                )
        if current is not None:
            self.points.setCurrentIndex(self.points.findData(current.name))
        blocker.unblock()
        shown = current is not None
        self.points.setVisible(shown and len(points) > 1)
        self.point_title.setVisible(shown)
        self.meaning.setVisible(shown)
        self.cost.setVisible(shown)
        if current is not None:
            only = f"{tr(current.title)}: " if len(points) <= 1 else ""
            self.meaning.setText(unbroken(only + tr(current.meaning)))
            self.cost.setText(unbroken(cost_text(current)))

    def _chosen(self, index: int) -> None:
        self.operatingPointChanged.emit(str(self.points.itemData(index)))


def _found(result: InferenceResult) -> str:
    if not result.masks:
        return "This model names; it outlines nothing"
    if not result.findings:
        return NOTHING_FOUND
    organs = {m.segment.label: m.segment.title for m in result.masks if _is_anatomy(m.segment)}
    labels = {f.segment_label for f in result.findings}
    if labels <= organs.keys():  # an organ is no lesion
        return fill(
            "{organs} outlined", organs=", ".join(organs[label] for label in sorted(labels))
        )
    return found_text(len(result.findings))


def _is_anatomy(segment: Segment) -> bool:
    """Whether a segment is a normal part of the body (SNOMED CT "Anatomical Structure")."""
    return segment.category is not None and segment.category.value == "123037004"


def found_text(count: int) -> str:
    return "1 lesion outlined" if count == 1 else f"{count} lesions outlined"


def cost_text(point: OperatingPoint) -> str:
    """What an operating point costs, with its intervals and the number of cases."""
    parts = [
        _rate("sensitivity", point.sensitivity, point.sensitivity_ci),
        _rate("specificity", point.specificity, point.specificity_ci),
    ]
    measured = ", ".join(p for p in parts if p)
    if not measured:
        return tr("What this point costs has not been measured.")
    known = {"on": tr(point.measured_on), "count": point.n, "measured": measured}
    if point.measured_on and point.n is not None:
        return fill("Measured on {on} (n = {count}): {measured}.", **known)
    if point.measured_on:
        return fill("Measured on {on}: {measured}.", **known)
    if point.n is not None:
        return fill("Measured (n = {count}): {measured}.", **known)
    return fill("Measured: {measured}.", **known)


def _rate(name: str, value: float | None, interval: tuple[float, float] | None) -> str:
    if value is None:
        return ""
    text = f"{tr(name)} {value * 100:.0f} %"
    if interval is not None:
        text += f" (95 % CI {interval[0] * 100:.0f}–{interval[1] * 100:.0f} %)"
    return text


def state_text(stored: StoredResult | None) -> tuple[str, str]:
    """The words and the state of the review badge; "saved" only of what is in the store."""
    if stored is None:
        return "predicted, not saved yet", "warning"
    review, correction = stored.review, stored.correction
    lines = []
    by_hand = stored.result.by_hand
    if correction is not None:
        drawn = "outlined" if by_hand else "masks corrected"
        lines.append(f"{drawn} by {correction.account}, {_when(correction.at)}, saved")
    if review is not None and review.state is not ReviewState.PREDICTED:
        lines.append(f"{review.state} by {review.reviewer}, {_when(review.at)}, saved")
    elif by_hand and correction is None:
        lines.append("by hand: nothing outlined yet")
    elif correction is None:
        lines.append("predicted, saved, waiting for a reader")
    else:
        lines.append("not accepted yet")
    if review is not None and review.comment:
        lines.append(f"“{review.comment}”")
    rejected = stored.state is ReviewState.REJECTED
    good = stored.state in (ReviewState.ACCEPTED, ReviewState.CORRECTED)
    return "\n".join(lines), "warning" if rejected else "good" if good else ""


def _when(at: dt.datetime) -> str:
    return f"{at.astimezone() if at.tzinfo else at:%Y-%m-%d %H:%M}"


def _title_of(result: InferenceResult, label: str) -> str:
    return next((p.title for p in result.probabilities if p.label == label), label)

"""The right side of the window: what the model found, how it is shown, what the reader says."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from medviewer.domain.choice import PackChoice
from medviewer.domain.progress import Progress
from medviewer.domain.result import InferenceResult, OperatingPoint
from medviewer.domain.review import StoredResult
from medviewer.domain.tracking import Choices
from medviewer.ui import icons, theme
from medviewer.ui.progress import show_progress
from medviewer.ui.results.diagnosis import DiagnosisCard
from medviewer.ui.results.evidence import EvidenceCard
from medviewer.ui.results.file_overlays import FileOverlaysCard
from medviewer.ui.results.findings import FindingsCard
from medviewer.ui.results.measurements import MeasurementsCard
from medviewer.ui.results.overlay import OverlayCard
from medviewer.ui.results.packs import PackBox
from medviewer.ui.results.parts import (
    laid_out_once,
    text_label,
)
from medviewer.ui.results.question import QuestionCard
from medviewer.ui.results.record import HistoryCard, LimitsCard, ProvenanceCard
from medviewer.ui.results.refusal import HEADING, none_takes_words
from medviewer.ui.results.review import ReviewBar
from medviewer.ui.results.status import StatusCard
from medviewer.ui.viewport.overlay_item import OverlayStyle

__all__ = ["OverlayStyle", "ResultsPanel"]


DEFAULT_KEYS = {
    "accept": "Enter",
    "reject": "X",
    "edit": "Ctrl+E",
    "toggle_masks": "O",
    "next_style": "T",
    "opacity_down": "[",
    "opacity_up": "]",
    "evidence": "Y",
    "name_diagnosis": "Ctrl+D",
}


class ResultsPanel(QWidget):
    """Shows one result of one scan and asks for what the reader wants done with it.

    Signals: ``acceptRequested(str)``, ``rejectRequested(str)`` with the comment,
    ``editRequested()``, ``diagnosisNamed(str, str)`` the reader's own diagnosis with the comment,
    ``diagnosisChoosing()`` it is about to be named, ``left()`` that is over,
    ``overlayToggled(bool)``, ``opacityChanged(float)``,
    ``styleChanged(OverlayStyle)``, ``operatingPointChanged(str)``, ``predictRequested(str)``
    with the pack's id, ``overrideRequested()``: read what the pack refused all the same,
    ``packChanged(str)`` another was chosen by hand, ``packAnswered(str, bool)`` the answer to
    which model reads the scan, ``cancelRequested()``, ``exportRequested()``,
    ``historyActivated(int)`` with the stored result's id, ``findingActivated(int)`` with the
    index in ``InferenceResult.findings``.
    """

    acceptRequested = Signal(str)
    rejectRequested = Signal(str)
    editRequested = Signal()
    diagnosisNamed = Signal(str, str)
    diagnosisChoosing = Signal()
    left = Signal()
    overlayToggled = Signal(bool)
    opacityChanged = Signal(float)
    styleChanged = Signal(object)
    operatingPointChanged = Signal(str)
    predictRequested = Signal(str)
    overrideRequested = Signal()
    packChanged = Signal(str)
    packAnswered = Signal(str, bool)
    cancelRequested = Signal()
    exportRequested = Signal()
    historyActivated = Signal(int)
    lesionMatched = Signal(str, str)
    findingActivated = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Results")
        self.packs = PackBox(self)
        self.chosen = text_label(role="muted")
        self.predict = QPushButton("Predict")
        self.predict.setAccessibleName("Predict")
        icons.set_icon(self.predict, "predict")
        self.status = StatusCard(self)
        self.question = QuestionCard(self)
        self.diagnosis = DiagnosisCard(self)
        self.findings = FindingsCard(self)
        self.measurements = MeasurementsCard(self)
        self.overlay = OverlayCard(self)
        self.evidence = EvidenceCard(self)
        self.file_overlays = FileOverlaysCard(self)
        self.history = HistoryCard(self)
        self.provenance = ProvenanceCard(self)
        self.limits = LimitsCard(self)
        self.review = ReviewBar(self)
        self._of_result = (
            self.diagnosis,
            self.overlay,
            self.evidence,
            self.findings,
            self.limits,
            self.provenance,
        )
        self.result: InferenceResult | None = None
        self._lay_out()
        self._connect()
        self.set_packs([])
        self.set_keys(DEFAULT_KEYS)
        self.show_empty("Open a scan to begin.")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(*[theme.SPACE_S] * 4)
        top.setSpacing(theme.SPACE_S)
        top.addWidget(QLabel("Model"))
        top.addWidget(self.packs, 1)
        top.addWidget(self.predict)
        inside = QWidget()
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(theme.SPACE_S, 0, theme.SPACE_S, theme.SPACE_S)
        cards.setSpacing(theme.SPACE_S)
        for card in (
            self.chosen,
            self.status,
            self.question,
            self.diagnosis,
            self.findings,
            self.measurements,
            self.overlay,
            self.evidence,
            self.file_overlays,
            self.history,
            self.provenance,
            self.limits,
        ):
            cards.addWidget(card)
        cards.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setObjectName("resultsScroll")
        scroll.setAccessibleName("Results")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.scroll_area = scroll
        # The bar takes the place of the margin, so that the cards end where the others do.
        scroll.verticalScrollBar().rangeChanged.connect(
            lambda least, most: cards.setContentsMargins(
                theme.SPACE_S, 0, 0 if most > least else theme.SPACE_S, theme.SPACE_S
            )
        )
        column = QVBoxLayout(self)
        self._layouts = cards, column
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(scroll, 1)
        column.addWidget(self.review)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the buttons of the decision, whatever their words and size."""
        least = super().minimumSizeHint()
        return least.expandedTo(QSize(theme.PANEL_MIN_WIDTH, 0))

    def _connect(self) -> None:
        self.predict.clicked.connect(self.predict_now)
        self.packs.activated.connect(lambda _index: self.packChanged.emit(self.pack_id or ""))
        self.status.cancelRequested.connect(self.cancelRequested)
        self.status.overrideRequested.connect(self.overrideRequested)
        self.question.answered.connect(self.packAnswered)
        self.diagnosis.operatingPointChanged.connect(self.operatingPointChanged)
        self.diagnosis.choosing.connect(self._choosing)
        self.diagnosis.diagnosisNamed.connect(self._named)
        self.diagnosis.chooser.left.connect(self.left)
        self.overlay.toggled.connect(self.overlayToggled)
        self.overlay.opacityChanged.connect(self.opacityChanged)
        self.overlay.styleChanged.connect(self.styleChanged)
        self.findings.findingActivated.connect(self.findingActivated)
        self.history.historyActivated.connect(self.historyActivated)
        self.history.lesionMatched.connect(self.lesionMatched)
        self.review.acceptRequested.connect(self.acceptRequested)
        self.review.rejectRequested.connect(self.rejectRequested)
        self.review.editRequested.connect(self.editRequested)
        self.review.exportRequested.connect(self.exportRequested)

    # --- models ---------------------------------------------------------------------------

    def set_packs(self, packs: Sequence[tuple[str, str]]) -> None:
        """The models to choose from, as (id, title), Automatic before them.

        Keeps the choice where it is still there.
        """
        self.packs.offer(packs)
        self.predict.setEnabled(bool(packs))

    @property
    def pack_id(self) -> str | None:
        return self.packs.pack_id

    def choose_pack(self, pack_id: str) -> None:
        """Select a pack without a signal; nothing where it is not installed."""
        self.packs.choose(pack_id)

    def predict_now(self) -> None:
        if self.predict.isEnabled() and self.pack_id is not None:
            self.predictRequested.emit(self.pack_id)

    def accept_now(self) -> None:
        """As a click on Accept: emits ``acceptRequested`` with the comment in the field."""
        self.review.accept_now()

    def reject_now(self) -> None:
        self.review.reject_now()

    def choose_diagnosis(self) -> None:
        """Let the reader name another diagnosis; nothing without a result."""
        self.diagnosis.choose()

    def _choosing(self) -> None:
        self.scroll_area.ensureWidgetVisible(self.diagnosis.chooser)
        self.diagnosisChoosing.emit()

    def _named(self, diagnosis: str) -> None:
        self.diagnosisNamed.emit(diagnosis, self.review.comment.text().strip())

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Name the keys of the window's actions in the tooltips.

        Args:
            keys: name of the action (``accept``, ``reject``, ``edit``, ``predict``,
                ``toggle_masks``, ``next_style``, ``opacity_down``, ``opacity_up``,
                ``export_report``) to its key as written for people; what is missing has none.
        """
        tips: tuple[tuple[QWidget, str, tuple[str, ...]], ...] = (
            (self.predict, "Read this scan with the chosen model", ("predict",)),
            (self.review.accept, "Accept the prediction", ("accept",)),
            (self.review.reject, "Reject the prediction", ("reject",)),
            (self.review.edit, "Correct the masks", ("edit",)),
            (self.diagnosis.correct, "Correct the diagnosis", ("name_diagnosis",)),
            (self.review.export, "Write the report of this patient", ("export_report",)),
            (self.overlay.eye, "Show or hide the masks; hold the key to peek", ("toggle_masks",)),
            (self.overlay.style_box, "Overlay style", ("next_style",)),
            (self.overlay.slider, "Opacity of the fill", ("opacity_down", "opacity_up")),
        )
        self.evidence.set_key(keys.get("evidence", ""))
        for widget, words, names in tips:
            named = " ".join(keys[name] for name in names if keys.get(name))
            widget.setToolTip(f"{words} ({named})" if named else words)

    # --- what there is to show ------------------------------------------------------------

    def show_empty(self, message: str) -> None:
        """No result: say in a sentence why, or what to do."""
        self._without_result()
        self.status.show_words("Result", message, "muted")

    def show_running(self, progress: Progress) -> None:
        """A prediction runs; the result before it, if any, is taken away."""
        with laid_out_once(*self._layouts):
            self._without_result()
            self.status.show_words("Reading the scan", progress.message or "Working…", running=True)
        show_progress(self.status.bar, progress.done, progress.total)

    def show_failure(
        self,
        sentence: str,
        refused: bool,
        overridable: bool = False,
        choice: PackChoice | None = None,
    ) -> None:
        """The prediction failed, or the model refused the scan: the reason as it is.

        ``overridable``: offer to have it read all the same. ``choice``: every model refused it.
        """
        self._without_result()
        title = "Not read: this model was not made for this scan" if refused else "Not read"
        details = ""
        if choice is not None:
            title, (sentence, details) = HEADING, none_takes_words(choice)
        self.status.show_words(title, sentence, "warning", overridable=overridable, details=details)

    def show_question(self, choice: PackChoice, kind: str) -> None:
        """A reader has to choose the model first; ``kind``: modality, "" for a plain picture."""
        self._without_result()
        self.status.hide()
        self.question.show_choice(choice, kind)
        self.question.show()

    def show_result(
        self,
        result: InferenceResult,
        stored: StoredResult | None,
        operating_points: Sequence[OperatingPoint],
    ) -> None:
        """Show an answer; ``stored`` is what the store holds of it, None before it is saved."""
        with laid_out_once(*self._layouts):
            self._show_result(result, stored, operating_points)

    def _show_result(
        self,
        result: InferenceResult,
        stored: StoredResult | None,
        operating_points: Sequence[OperatingPoint],
    ) -> None:
        self.result = result
        self.question.hide()
        self._show_chosen(result.provenance.chosen)
        refusal = result.provenance.overridden_refusal
        if refusal is not None:
            self.status.show_words("Read against the model's refusal", refusal, "warning")
        self.status.setVisible(refusal is not None)
        self.diagnosis.show_result(result, stored, operating_points)
        self.findings.show_result(result)
        self.limits.show_result(result)
        self.provenance.show_result(result)
        self.overlay.set_has_probability(any(m.probability is not None for m in result.masks))
        # A pack that only names has no masks at all; an empty mask is an answer.
        outlines = bool(result.masks)
        self.review.show_state(stored, has_result=True)
        self.diagnosis.show()
        self.findings.setVisible(outlines)
        self.overlay.setVisible(outlines)
        self.evidence.setVisible(not outlines and result.diagnosis is not None)
        self.provenance.show()

    def _show_chosen(self, how: str) -> None:
        """Why this model has read the scan: in short, among which in the tooltip."""
        why = how.rpartition(": ")[2]
        automatic = how.startswith("chosen automatically")
        self.chosen.setText(f"Chosen automatically: {why}." if automatic else _sentence(how))
        self.chosen.setToolTip(_sentence(how))
        self.chosen.setVisible(bool(how))

    def set_history(
        self, results: Sequence[StoredResult], choices: Choices | None = None, scan: str = ""
    ) -> None:
        """Results of this patient, newest first; ``choices`` match lesions, ``scan`` is shown."""
        self.history.set_history(results, choices, scan)

    # --- following the viewport -----------------------------------------------------------

    def set_masks_visible(self, on: bool) -> None:
        self.overlay.set_visible_masks(on)

    def set_opacity(self, value: float) -> None:
        self.overlay.set_opacity(value)

    def set_style(self, style: OverlayStyle) -> None:
        self.overlay.set_style(style)

    def _without_result(self) -> None:
        self.result = None
        self.diagnosis.leave()
        for card in self._of_result:
            card.hide()
        self.review.show_state(None, has_result=False)
        self.question.hide()
        self.chosen.hide()
        self.status.show()


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""

"""Earlier results of the patient, where a result comes from, and what its model cannot do."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from medviewer.domain.result import InferenceResult
from medviewer.domain.review import StoredResult
from medviewer.domain.tracking import Choices
from medviewer.ui import icons, theme
from medviewer.ui.language import fill, tr
from medviewer.ui.results.follow_up import FollowUpView
from medviewer.ui.results.parts import Card, FoldingCard, percent, text_label

_HASH_SHOWN = 12
_ROWS_SHOWN = 5


class HistoryCard(Card):
    """Results of this patient, newest first; a click asks to see one.

    ``lesionMatched(str target, str uid)`` as ``FollowUpView`` has it.
    """

    historyActivated = Signal(int)
    lesionMatched = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("History of this patient", parent)
        self.none = text_label("No earlier results.", role="muted")
        self.list = _Entries(self)
        self.list.setAccessibleName("Earlier results of this patient")
        self.list.setToolTip("Click to see the result")
        self.list.setWordWrap(False)  # two lines each; the tooltip has what does not fit
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.over_time = FollowUpView(self)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.body.addWidget(self.none)
        self.body.addWidget(self.list)
        self.body.addWidget(self.over_time)
        self.over_time.resultActivated.connect(self.historyActivated)
        self.over_time.lesionMatched.connect(self.lesionMatched)
        self.list.itemClicked.connect(self._activate)
        self.list.itemActivated.connect(self._activate)
        self._entries: list[tuple[int, str]] | None = None
        self.set_history([])

    def set_history(
        self, results: Sequence[StoredResult], choices: Choices | None = None, scan: str = ""
    ) -> None:
        self.over_time.show_results(results, choices, scan)
        entries = [(stored.id, history_text(stored)) for stored in results]
        if entries == self._entries:
            return
        self._entries = entries
        self.list.clear()
        for number, words in entries:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, number)
            item.setToolTip(words)
            self.list.addItem(item)
        self.list.updateGeometry()
        self.none.setVisible(not results)
        self.list.setVisible(bool(results))

    def _activate(self, item: QListWidgetItem) -> None:
        self.historyActivated.emit(int(item.data(Qt.ItemDataRole.UserRole)))


class _Entries(QListWidget):
    """As high as its first rows, whatever the size of the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        shown = range(min(self.count(), _ROWS_SHOWN))
        return QSize(200, sum(self.sizeHintForRow(row) for row in shown) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())


def history_text(stored: StoredResult) -> str:
    """Two lines: when and on what scan; what was found and how it stands."""
    result = stored.shown
    label = stored.diagnosis_label
    title = next((p.title for p in result.probabilities if p.label == label), label)
    if title is None:
        title = "outline" if result.findings else "no lesion found"
    diagnosis = result.diagnosis
    models = diagnosis is not None and diagnosis.label == label
    sure = f" {percent(diagnosis.probability)}" if diagnosis and models else ""
    first = f"{stored.saved_at:%Y-%m-%d %H:%M}  ·  {result.case}"
    return f"{first}\n{tr(title)}{sure}  ·  {tr(stored.state)}"


class ProvenanceCard(FoldingCard):
    """Which model to the byte, when, where and how long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Provenance", parent)
        self.summary = text_label(role="muted")
        self.body.insertWidget(0, self.summary)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(theme.SPACE_M)
        self._form.setVerticalSpacing(theme.SPACE_XS)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.inside.addLayout(self._form)
        self.copy = QToolButton(self)
        self.copy.setToolTip("Copy the provenance as text")
        self.copy.setAccessibleName("Copy provenance")
        self.copy.setProperty("flat", True)
        icons.set_icon(self.copy, "copy")
        self.head.insertWidget(1, self.copy)
        QWidget.setTabOrder(self.copy, self.fold)
        self.copy.clicked.connect(self._copy)
        self._full: list[tuple[str, str]] = []
        self._fields: list[tuple[QLabel, QLabel]] = []

    def show_result(self, result: InferenceResult) -> None:
        made = result.provenance
        pack = made.pack
        summary = fill(
            "{title} {version} on {device}",
            title=tr(pack.title or pack.id),
            version=pack.version,
            device=made.device.upper(),
        )
        self.summary.setText(pack.title if result.by_hand else summary)
        self._full = [
            ("Model", pack.id),
            ("Version", pack.version),
            ("Weights", pack.weights_sha256),
            ("Device", made.device),
            ("Made", f"{made.made_at:%Y-%m-%d %H:%M:%S %Z}".strip()),
            ("Took", f"{result.timings.total:.2f} s ({result.timings.network:.2f} s network)"),
            ("Program", made.program_version),
            *(
                [("Refusal overridden", made.overridden_refusal)]
                if made.overridden_refusal is not None
                else []
            ),
            *((name.replace("_", " ").capitalize(), value) for name, value in made.settings),
        ]
        while len(self._fields) < len(self._full):
            self._add_field()
        for row, (label, field) in enumerate(self._fields):
            self._form.setRowVisible(row, row < len(self._full))
            if row < len(self._full):
                name, value = self._full[row]
                is_hash = name == "Weights"
                label.setText(name)
                field.setText(value[:_HASH_SHOWN] + "…" if is_hash else value)
                field.setAccessibleName(name)
                field.setToolTip(f"SHA-256 {value}" if is_hash else "")

    def _add_field(self) -> None:
        label, field = QLabel(), text_label(selectable=True)
        label.setProperty("role", "muted")
        self._form.addRow(label, field)
        self._fields.append((label, field))

    def text(self) -> str:
        """Everything in full, a line each."""
        return "\n".join(f"{name}: {value}" for name, value in self._full)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())


class LimitsCard(FoldingCard):
    """The pack's own sentences about what it cannot do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What this model cannot do", parent)
        self.words = text_label()
        self.inside.addWidget(self.words)

    def show_result(self, result: InferenceResult) -> None:
        self.words.setText("\n".join(f"•  {limit}" for limit in result.limits))
        self.setVisible(bool(result.limits))

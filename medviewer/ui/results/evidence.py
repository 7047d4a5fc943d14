"""Where a network looked that names without outlining: on demand, with what it does not mean."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from medviewer.domain.evidence import EVIDENCE_MEANING, Evidence
from medviewer.ui import icons
from medviewer.ui.results.parts import Card, text_label
from medviewer.ui.viewport.evidence_item import EvidenceLegend


class EvidenceCard(Card):
    """Show or hide, legend, and the sentence. ``toggled(bool)`` by the reader."""

    toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Evidence", parent)
        self.eye = QToolButton(self)
        self.eye.setCheckable(True)
        self.eye.setAccessibleName("Show evidence")
        icons.set_icon(self.eye, "mask hidden")
        self.head.addWidget(self.eye)
        self.state = text_label()
        self.scale = QWidget()
        row = QHBoxLayout(self.scale)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel("none"))
        row.addWidget(EvidenceLegend(), 1)
        row.addWidget(QLabel("most"))
        self.meaning = text_label(EVIDENCE_MEANING, role="muted")
        for widget in (self.state, self.scale, self.meaning):
            self.body.addWidget(widget)
        self.eye.toggled.connect(self.toggled)
        self.show_evidence(None)

    def set_key(self, key: str) -> None:
        words = "Show or hide where the network looked"
        self.eye.setToolTip(f"{words} ({key})" if key else words)

    def show_evidence(
        self, evidence: Evidence | None, *, wanted: bool = False, failure: str = ""
    ) -> None:
        """Follow what was asked for; emits nothing."""
        blocker = QSignalBlocker(self.eye)
        self.eye.setChecked(wanted)
        blocker.unblock()
        icons.set_icon(self.eye, "mask" if wanted else "mask hidden")
        if failure:
            words = failure
        elif evidence is None:
            words = "Looking…" if wanted else "Off."
        elif evidence.weights.any():
            words = f"What spoke for: {evidence.title}."
        else:
            words = f"Nothing in this picture by itself spoke for: {evidence.title}."
        self.state.setText(words)
        self.scale.setVisible(evidence is not None and bool(evidence.weights.any()))

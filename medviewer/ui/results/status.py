"""What there is to say in place of a result."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from medviewer.ui import icons, theme
from medviewer.ui.results.parts import Card, text_label


class StatusCard(Card):
    """What there is to say while there is no result: a hint, progress, or why it failed."""

    cancelRequested = Signal()
    overrideRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Result", parent)
        self.words = text_label(selectable=True)
        self.details = text_label(role="muted", selectable=True)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName("Progress of the prediction")
        self.cancel = QPushButton("Cancel")
        self.cancel.setToolTip("Stop this prediction (Esc)")
        self.cancel.setAccessibleName("Cancel prediction")
        icons.set_icon(self.cancel, "cancel")
        self.override = QPushButton("Predict anyway")
        self.override.setToolTip(
            "Read this scan although it is not what the model was made for; the reason is kept"
        )
        self.override.setAccessibleName("Predict anyway, against the model's refusal")
        icons.set_icon(self.override, "predict")
        self.body.addWidget(self.words)
        self.body.addWidget(self.bar)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.override)
        row.addWidget(self.cancel)
        self.body.addLayout(row)
        self.body.addWidget(self.details)
        self.cancel.clicked.connect(self.cancelRequested)
        self.override.clicked.connect(self.overrideRequested)

    def show_words(
        self,
        title: str,
        words: str,
        role: str = "",
        *,
        running: bool = False,
        overridable: bool = False,
        details: str = "",
    ) -> None:
        self.title.setText(title)
        self.words.setText(words)
        self.details.setText(details)
        self.details.setVisible(bool(details))
        theme.set_look(self.words, "role", role)
        self.bar.setVisible(running)
        self.cancel.setVisible(running)
        self.override.setVisible(overridable)

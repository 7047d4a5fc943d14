"""The bottom of the window: messages, job progress with cancel, the engine."""

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QWidget,
)
from superqt import QElidingLabel

from medviewer.domain.progress import Progress
from medviewer.ui import icons, theme


class StatusLine(QWidget):
    """One line that informs and never asks. ``cancelRequested`` is its only question."""

    cancelRequested = Signal()

    _MESSAGE_MS = 15_000

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._message = QElidingLabel("")
        self._message.setAccessibleName("Message")
        self._message.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._link = QToolButton()
        self._link.setText("Open")
        self._link.setToolTip("Open the file that was written")
        self._link.setAccessibleName("Open the file that was written")
        self._link.setVisible(False)
        self._link.clicked.connect(self._open_link)
        self._job = QLabel("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(140, 8)
        self._bar.setAccessibleName("Progress")
        self._cancel = QToolButton()
        self._cancel.setProperty("flat", True)
        icons.set_icon(self._cancel, "cancel")
        self._cancel.setToolTip("Cancel the work in progress (Esc)")
        self._cancel.setAccessibleName("Cancel the work in progress")
        self._cancel.clicked.connect(self.cancelRequested)
        self._saved = QLabel("")
        self._saved.setProperty("role", "muted")
        self._engine = QLabel("engine not started")
        self._engine.setProperty("role", "muted")
        self._engine.setToolTip("What runs the networks")
        self._engine.setAccessibleName("Engine")
        self._url = QUrl()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self._lay_out()
        self.show_job("")  # the height with everything in it, so that nothing jumps later
        self._link.setVisible(True)
        self.setFixedHeight(self.sizeHint().height())
        self._link.setVisible(False)
        self.end_job()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_M, 0, theme.SPACE_M, 0)
        row.setSpacing(theme.SPACE_M)
        row.addWidget(self._message, 100)
        row.addWidget(self._link)
        row.addStretch(1)
        for widget in (self._job, self._bar, self._cancel, self._saved, self._engine):
            row.addWidget(widget)

    @property
    def message(self) -> str:
        return str(self._message.text())

    @property
    def busy(self) -> bool:
        return not self._bar.isHidden()

    def say(self, text: str, *, lasting: bool = False, link: QUrl | None = None) -> None:
        """Show a message; it goes after a while unless ``lasting``."""
        self._message.setText(text)
        self._message.setToolTip(text)
        # As wide as its words where there is room, so that the link stands beside them.
        self._message.setMaximumWidth(self._message.fontMetrics().horizontalAdvance(text) + 8)
        self._url = link or QUrl()
        self._link.setVisible(self._url.isValid())
        self._timer.stop()
        if not lasting and link is None:
            self._timer.start(self._MESSAGE_MS)

    def clear_passing(self) -> None:
        """Take away a message that was about what is no longer on the screen."""
        if self._timer.isActive():
            self._timer.stop()
            self.clear()

    def clear(self) -> None:
        self._message.setText("")
        self._message.setToolTip("")
        self._link.setVisible(False)

    def show_job(self, title: str, progress: Progress | None = None) -> None:
        """Show that work runs; without a total the bar only moves."""
        total = progress.total if progress else 0
        self._job.setText(title)
        self._bar.setRange(0, total)
        self._bar.setValue(progress.done if progress and total else 0)
        for widget in (self._job, self._bar, self._cancel):
            widget.setVisible(True)

    def end_job(self) -> None:
        for widget in (self._job, self._bar, self._cancel):
            widget.setVisible(False)

    def set_engine(self, text: str) -> None:
        self._engine.setText(text)

    def set_saved(self, text: str) -> None:
        self._saved.setText(text)

    def _open_link(self) -> None:
        QDesktopServices.openUrl(self._url)

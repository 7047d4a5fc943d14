"""The bottom of the window: messages, job progress with cancel, the engine."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from medviewer.domain.progress import Progress
from medviewer.ui import icons, theme
from medviewer.ui.language import tr
from medviewer.ui.progress import show_progress
from medviewer.ui.retranslation import VERBATIM


class _ElidedLabel(QLabel):
    """One line, cut with an ellipsis where there is no room; the tooltip has all of it.

    superqt has such a label, but importing superqt takes a third of the time to first paint.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.setProperty(VERBATIM, True)  # cut off, the words are no longer in any catalogue
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_words(self, words: str) -> None:
        self.words = words
        self._show()

    def _show(self) -> None:
        shown = tr(self.words)
        self.setToolTip(shown)
        self.setAccessibleDescription(shown)
        # As wide as its words where there is room, so that a link stands beside them.
        self.setMaximumWidth(self.fontMetrics().horizontalAdvance(shown) + theme.SPACE_S)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self._show()

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        line = " ".join(tr(self.words).split())
        mode = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(line, mode, self.width()))


class StatusLine(QWidget):
    """One line that informs and never asks. ``cancelRequested`` is its only question."""

    cancelRequested = Signal()

    _MESSAGE_MS = 15_000

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._message = _ElidedLabel()
        self._message.setAccessibleName("Message")
        self._sign = QLabel(theme.WARNING_SIGN)
        self._sign.setProperty("role", "warning")
        self._sign.setAccessibleName("Warning")
        self._sign.hide()
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
        self._under_mouse = QLabel("")
        self._under_mouse.setProperty(VERBATIM, True)
        self._under_mouse.setProperty("role", "muted")
        self._under_mouse.setAccessibleName("Value under the mouse")
        self._saved = QLabel("")
        self._saved.setProperty("role", "muted")
        self._saved.setAccessibleName("Kept in the store")
        self._engine = QLabel("Engine not started")
        self._engine.setProperty("role", "muted")
        self._engine.setToolTip("What runs the networks")
        self._engine.setAccessibleName("Engine")
        self._url = QUrl()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self._lay_out()
        self.end_job()
        self._keep_height()

    def _keep_height(self) -> None:
        """As high as the highest of what it may show, so that nothing jumps later."""
        heights = [w.sizeHint().height() for w in (self._link, self._cancel, self._message)]
        self.setFixedHeight(max(heights))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._keep_height()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_M, 0, theme.SPACE_M, 0)
        row.setSpacing(theme.SPACE_L)
        row.addWidget(self._sign)
        row.addWidget(self._message, 100)
        row.addWidget(self._link)
        row.addStretch(1)
        for widget in (
            self._under_mouse,
            self._job,
            self._bar,
            self._cancel,
            self._saved,
            self._engine,
        ):
            row.addWidget(widget)

    @property
    def message(self) -> str:
        return self._message.words

    @property
    def busy(self) -> bool:
        return not self._bar.isHidden()

    def say(self, text: str, *, trouble: bool = False, link: QUrl | None = None) -> None:
        """Show a message. One about ``trouble`` stays until the next, the others go by themselves.

        ``link``: a file that it speaks of; the message stays with it too.
        """
        self._show(text, trouble)
        self._url = link or QUrl()
        self._link.setVisible(self._url.isValid())
        self._timer.stop()
        if not trouble and link is None:
            self._timer.start(self._MESSAGE_MS)

    def clear_passing(self) -> None:
        """Take away a message that was about what is no longer on the screen."""
        if self._timer.isActive():
            self._timer.stop()
            self.clear()

    def _show(self, text: str, trouble: bool = False) -> None:
        self._sign.setVisible(trouble)
        self._message.show_words(text)
        theme.set_look(self._message, "role", "warning" if trouble else "")

    @property
    def troubled(self) -> bool:
        """Whether the message is about something that went wrong."""
        return not self._sign.isHidden()

    def clear(self) -> None:
        self._show("")
        self._link.setVisible(False)

    def show_job(self, title: str, progress: Progress | None = None) -> None:
        """Show that work runs; without a total the bar only moves."""
        total = progress.total if progress else 0
        self._job.setText(title)
        show_progress(self._bar, progress.done if progress and total else 0, total)
        for widget in (self._job, self._bar, self._cancel):
            widget.setVisible(True)

    def end_job(self) -> None:
        for widget in (self._job, self._bar, self._cancel):
            widget.setVisible(False)

    @property
    def under_mouse(self) -> str:
        return self._under_mouse.text()

    def set_under_mouse(self, text: str) -> None:
        """Position and value under the mouse, "" for none."""
        self._under_mouse.setText(text)

    def set_engine(self, text: str) -> None:
        self._engine.setText(text)

    @property
    def saved(self) -> str:
        return self._saved.text()

    def set_saved(self, text: str) -> None:
        self._saved.setText(text)

    def _open_link(self) -> None:
        QDesktopServices.openUrl(self._url)

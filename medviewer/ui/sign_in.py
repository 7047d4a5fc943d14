"""The page before the window's own: first account, or sign-in. A page, not a dialog."""

import math

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from medviewer.ui import theme

_WIDTH = 460
# Guessing bits by length and kinds of characters, halved because people choose words.
_WEAK_BITS, _FAIR_BITS = 35.0, 50.0


def passphrase_hint(passphrase: str, minimum: int) -> str:
    """Plain words on how well a passphrase would hold; "" while there is none."""
    if not passphrase:
        return ""
    if len(passphrase) < minimum:
        return f"Too short: at least {minimum} characters, {minimum - len(passphrase)} more."
    kinds = sum(
        size
        for size, test in ((26, str.islower), (26, str.isupper), (10, str.isdigit))
        if any(test(c) for c in passphrase)
    )
    kinds += 20 if any(not c.isalnum() for c in passphrase) else 0
    # Repeated characters add nothing, so distinct ones are counted, at most doubled.
    length = min(len(passphrase), 2 * len(set(passphrase)))
    bits = length * math.log2(max(kinds, 2)) / 2
    if bits < _WEAK_BITS:
        return "Weak: easy to guess. Four or more unrelated words are strong and easy to keep."
    if bits < _FAIR_BITS:
        return "Fair. One or two more words would make it strong."
    return "Strong."


class SignInPage(QWidget):
    """Asks for a name and passphrase.

    ``signInRequested(name, passphrase)`` and ``accountRequested(name, passphrase)``; the page
    only asks, whoever listens opens the store and answers with ``show_error``.
    """

    signInRequested = Signal(str, str)
    accountRequested = Signal(str, str)

    def __init__(self, minimum_length: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._minimum = minimum_length
        self._first = False
        self._title = QLabel()
        theme.enlarge(self._title, 1.6)
        self._words = _paragraph()
        self.name = _field("Name")
        self.passphrase = _field("Passphrase", secret=True)
        self.repeat = _field("Passphrase again", secret=True)
        self._hint = _paragraph("muted")
        self._error = _paragraph("warning")
        self._error.setAccessibleName("Error")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        self._bar.setAccessibleName("Progress")
        self.button = QPushButton()
        self.button.setProperty("primary", True)
        self.button.setDefault(True)
        self.button.clicked.connect(self._submit)
        self.passphrase.textChanged.connect(self._show_hint)
        for field in (self.name, self.passphrase, self.repeat):
            field.returnPressed.connect(self._submit)
        self._lay_out()
        self.show_sign_in("")

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(theme.SPACE_S)
        form.setHorizontalSpacing(theme.SPACE_L)
        form.addRow(theme.form_label("Name"), self.name)
        form.addRow(theme.form_label("Passphrase"), self.passphrase)
        form.addRow(theme.form_label("Again"), self.repeat)
        self._form = form
        card = QFrame()
        card.setProperty("card", True)
        card.setFixedWidth(theme.scaled(_WIDTH))
        self._card = card
        column = QVBoxLayout(card)
        column.setContentsMargins(*[2 * theme.SPACE_L] * 4)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addLayout(form)
        column.addWidget(self._hint)
        column.addWidget(self._error)
        column.addWidget(self._bar)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        column.addLayout(row)
        # No alignment here: an aligned item is not asked for its height at its width.
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card)
        across.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(across)
        outer.addStretch(3)

    @property
    def error(self) -> str:
        return self._error.text()

    @property
    def hint(self) -> str:
        return self._hint.text()

    def show_first(self) -> None:
        """Nobody has an account yet: make the first."""
        self._begin(first=True)
        self._title.setText("Welcome to MedViewer")
        self._words.setText(
            "Results are kept on this computer in an encrypted store. Make the first account to "
            "open it.\n\nNobody can recover a lost passphrase, and without it the stored results "
            "cannot be read. Keep it somewhere safe."
        )
        self.button.setText("Make account")

    def show_sign_in(self, name: str) -> None:
        """Ask who it is; ``name`` is whoever signed in last."""
        self._begin(first=False)
        self._title.setText("Sign in")
        self._words.setText("Your results are kept on this computer in an encrypted store.")
        self.button.setText("Sign in")
        self.name.setText(name)
        (self.passphrase if name else self.name).setFocus()

    def show_locked(self, name: str) -> None:
        """Somebody is signed in and went away: ask for the passphrase of that person only."""
        self._begin(first=False)
        self._title.setText("Locked")
        self._words.setText("Everything is still open behind this page.")
        self.button.setText("Unlock")
        self.name.setText(name)
        self.name.setReadOnly(True)
        self.passphrase.setFocus()

    def show_waiting(self, words: str) -> None:
        """Nothing to ask: something is being opened."""
        self._begin(first=False)
        self._title.setText("MedViewer")
        self._words.setText(words)
        for field in (self.name, self.passphrase):
            self._form.setRowVisible(field, False)
        self.button.hide()
        self._bar.show()

    def show_error(self, sentence: str) -> None:
        """Say what went wrong; the name stays, the passphrase is asked for again."""
        self._set_busy(False)
        self._error.setText(sentence)
        self._error.setVisible(True)
        if not self._first:
            self.passphrase.clear()
        self.passphrase.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self._set_busy(False)
        for field in (self.passphrase, self.repeat):
            field.clear()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._card.setFixedWidth(theme.scaled(_WIDTH))
            for field in (self.name, self.passphrase, self.repeat):
                _give_height(field)

    def _begin(self, first: bool) -> None:
        self._first = first
        self.name.setReadOnly(False)
        self.clear()
        self._error.setVisible(False)
        self._error.setText("")
        for field in (self.name, self.passphrase):
            self._form.setRowVisible(field, True)
        self._form.setRowVisible(self.repeat, first)
        self.button.show()
        self._show_hint()
        self.name.setFocus()

    def _show_hint(self) -> None:
        hint = passphrase_hint(self.passphrase.text(), self._minimum) if self._first else ""
        self._hint.setText(hint)
        self._hint.setVisible(self._first)

    def _submit(self) -> None:
        if not self.button.isEnabled():
            return
        name, passphrase = self.name.text().strip(), self.passphrase.text()
        problem = self._problem(name, passphrase)
        if problem:
            self._error.setText(problem)
            self._error.setVisible(True)
            return
        self._error.setVisible(False)
        self._set_busy(True)
        (self.accountRequested if self._first else self.signInRequested).emit(name, passphrase)

    def _problem(self, name: str, passphrase: str) -> str:
        if not name:
            return "Please give your name."
        if not passphrase:
            return "Please give your passphrase."
        if self._first and len(passphrase) < self._minimum:
            return f"The passphrase needs at least {self._minimum} characters."
        if self._first and passphrase != self.repeat.text():
            return "The two passphrases differ; type the same one twice."
        return ""

    def _set_busy(self, busy: bool) -> None:
        self._bar.setVisible(busy)
        for widget in (self.button, self.name, self.passphrase, self.repeat):
            widget.setEnabled(not busy)


def _paragraph(role: str = "") -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _field(name: str, secret: bool = False) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setToolTip(name)
    _give_height(field)
    if secret:
        field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def _give_height(field: QLineEdit) -> None:
    # The card's wrapped paragraphs would otherwise take the height from the fields.
    field.setMinimumHeight(field.fontMetrics().height() + 2 * theme.SPACE_S)

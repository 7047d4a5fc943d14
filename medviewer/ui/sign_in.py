"""The page before the window's own: first account, or sign-in. A page, not a dialog."""

import math

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QProgressBar, QPushButton, QWidget

from medviewer.ui import theme
from medviewer.ui.middle_page import MiddlePage, paragraph

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


class SignInPage(MiddlePage):
    """Asks for a name and passphrase.

    ``signInRequested(name, passphrase)`` and ``accountRequested(name, passphrase)``; the page
    only asks, whoever listens opens the store and answers with ``show_error``.
    """

    signInRequested = Signal(str, str)
    accountRequested = Signal(str, str)

    def __init__(self, minimum_length: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(_WIDTH, card=True, parent=parent)
        self._minimum = minimum_length
        self._first = False
        self.name = _field("Name")
        self.passphrase = _field("Passphrase", secret=True)
        self.repeat = _field("Passphrase again", secret=True)
        self._hint = paragraph("muted")
        self._error = paragraph("warning")
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
        for field in (self.name, self.passphrase, self.repeat):
            field.textEdited.connect(lambda _text: self._show_problem(""))
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
        form.addRow(theme.form_label("Repeat"), self.repeat)
        self._form = form
        self.column.addLayout(form)
        for widget in (self._hint, self._error, self._bar, self.button):
            self.column.addWidget(widget)

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
            "Results are kept on this computer in an encrypted store. Create the first account to "
            "open it.\n\nNobody can recover a lost passphrase, and without it the stored results "
            "cannot be read. Keep it somewhere safe."
        )
        self.button.setText("Create account")

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
        self._show_problem(sentence)
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
            for field in (self.name, self.passphrase, self.repeat):
                _give_height(field)

    def _begin(self, first: bool) -> None:
        self._first = first
        self.name.setReadOnly(False)
        self.clear()
        self._show_problem("")
        for field in (self.name, self.passphrase):
            self._form.setRowVisible(field, True)
        self._form.setRowVisible(self.repeat, first)
        self.button.show()
        self._show_hint()
        self.name.setFocus()

    def _show_hint(self) -> None:
        hint = passphrase_hint(self.passphrase.text(), self._minimum)
        self._hint.setText(
            hint or f"At least {self._minimum} characters; unrelated words are best."
        )

    def _show_problem(self, sentence: str) -> None:
        """In the place of the hint: what is wrong goes before what would be good."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self._hint.setVisible(self._first and not sentence)

    def _submit(self) -> None:
        if not self.button.isEnabled():
            return
        name, passphrase = self.name.text().strip(), self.passphrase.text()
        problem, field = self._problem(name, passphrase)
        self._show_problem(problem)
        if field is not None:
            field.setFocus()
            return
        self._set_busy(True)
        (self.accountRequested if self._first else self.signInRequested).emit(name, passphrase)

    def _problem(self, name: str, passphrase: str) -> tuple[str, QLineEdit | None]:
        """What is wrong, and the field in which it can be put right."""
        if not name:
            return "Please give your name.", self.name
        if not passphrase:
            return "Please give your passphrase.", self.passphrase
        if self._first and len(passphrase) < self._minimum:
            return f"The passphrase needs at least {self._minimum} characters.", self.passphrase
        if self._first and passphrase != self.repeat.text():
            return "The two passphrases differ; type the same one twice.", self.repeat
        return "", None

    def _set_busy(self, busy: bool) -> None:
        self._bar.setVisible(busy)
        for widget in (self.button, self.name, self.passphrase, self.repeat):
            widget.setEnabled(not busy)


def _field(name: str, secret: bool = False) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setToolTip(name)
    _give_height(field)
    if secret:
        field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def _give_height(field: QLineEdit) -> None:
    # Higher than a field of a panel: it is all there is to do on its page.
    field.setMinimumHeight(field.fontMetrics().height() + 2 * theme.SPACE_S)

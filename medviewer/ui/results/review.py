"""Accept, edit, reject and report: always in sight at the foot of the results panel."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from medviewer.domain.review import Review, ReviewState, StoredResult
from medviewer.ui import icons, theme


class ReviewBar(QFrame):
    """Emits the decision with the comment; tooltips with keys are set by the panel."""

    acceptRequested = Signal(str)
    rejectRequested = Signal(str)
    editRequested = Signal()
    exportRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("foot", True)
        self.setAccessibleName("Decision")
        self.comment = QLineEdit(self)
        self.comment.setPlaceholderText("Comment (optional)")
        self.comment.setToolTip("Kept with the decision and printed in the report")
        self.comment.setAccessibleName("Comment")
        self.comment.setMaxLength(2000)
        self.accept = _button("Accept", "accept")
        self.accept.setProperty("primary", True)
        icons.set_icon(self.accept, "accept", on_accent=True)
        self.edit = _button("Edit", "edit")
        self.reject = _button("Reject", "reject")
        self.export = _button("Report", "export")
        self.export.setAccessibleName("Export report")
        column = QVBoxLayout(self)
        column.setContentsMargins(
            theme.SPACE_S, theme.SPACE_M, theme.SPACE_S, theme.SPACE_M
        )  # as the cards
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self.comment)
        for buttons in ((self.accept, self.reject), (self.edit, self.export)):
            row = QHBoxLayout()
            row.setSpacing(theme.SPACE_S)
            for button in buttons:
                row.addWidget(button, 1)
            column.addLayout(row)
        # Leaves the field, so that the next Enter is the window's "accept".
        self.comment.returnPressed.connect(self.comment.clearFocus)
        self.comment.textChanged.connect(self._refresh)
        self.accept.clicked.connect(self.accept_now)
        self.reject.clicked.connect(self.reject_now)
        self.edit.clicked.connect(self.editRequested)
        self.export.clicked.connect(self.exportRequested)
        self._state: ReviewState | None = None
        self._kept_comment = ""
        self._editable = False
        self._said: tuple[int | None, Review | None] = (None, None)
        self.show_state(None, has_result=False)

    def show_state(self, stored: StoredResult | None, *, has_result: bool) -> None:
        review = stored.review if stored else None
        said = (stored.id if stored else None, review)
        self._state = review.state if review else None
        if self._state is ReviewState.CORRECTED:  # the reader's diagnosis stands: no more to accept
            self._state = ReviewState.ACCEPTED
        correction = stored.correction if stored else None
        if review is not None and correction is not None and correction.at > review.at:
            self._state = None  # what was decided on has changed since
        self._kept_comment = review.comment if review else ""
        self._has_result = has_result
        if said != self._said:  # else words being typed stay, whatever changes beside them
            self._said = said
            self.comment.setText(self._kept_comment)
        self._refresh()

    def set_editable(self, on: bool) -> None:
        """Whether masks can be drawn now, on a result or by hand without one."""
        self._editable = on
        self._refresh()

    def accept_now(self) -> None:
        """Accept with the comment as it stands; nothing where it cannot be accepted."""
        if self.accept.isEnabled():
            self.acceptRequested.emit(self.comment.text().strip())

    def reject_now(self) -> None:
        if self.reject.isEnabled():
            self.rejectRequested.emit(self.comment.text().strip())

    def _refresh(self) -> None:
        # The same decision again is possible with another comment only.
        new = self.comment.text().strip() != self._kept_comment
        self.comment.setEnabled(self._has_result)
        self.edit.setEnabled(self._editable)
        self.export.setEnabled(self._has_result)
        for button, state in (
            (self.accept, ReviewState.ACCEPTED),
            (self.reject, ReviewState.REJECTED),
        ):
            button.setEnabled(self._has_result and (self._state is not state or new))


def _button(text: str, icon: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(text)
    icons.set_icon(button, icon)
    return button

"""Pieces that the cards of the results panel are made of."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from medviewer.ui import icons, theme


class Card(QFrame):
    """A framed block with a heading; its content goes into ``body``."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_M, theme.SPACE_S, theme.SPACE_M, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.SPACE_S)
        self.title = text_label(title, role="heading")
        self.head.addWidget(self.title, 1)
        column.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.SPACE_S)
        column.addLayout(self.body)


class FoldingCard(Card):
    """A card that shows its content on demand."""

    unfolded = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.content = QWidget(self)
        self.inside = QVBoxLayout(self.content)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(theme.SPACE_XS)
        self.body.addWidget(self.content)
        self.fold = QToolButton(self)
        self.fold.setCheckable(True)
        self.fold.setProperty("flat", True)
        self.fold.setToolTip(f"Show or hide: {title}")
        self.fold.setAccessibleName(f"Show {title}")
        self.head.addWidget(self.fold)
        self.fold.toggled.connect(self._toggle)
        self._toggle(False)

    def _toggle(self, on: bool) -> None:
        icons.set_icon(self.fold, "less" if on else "more")
        self.content.setVisible(on)
        self.unfolded.emit(on)


class ChoiceBox(QComboBox):
    """A combo box as narrow as need be; a choice too long for it ends in dots."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self)
        words = self.currentText() or self.placeholderText()
        option.currentText = self.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, room.width() - 2
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class WideButton(QPushButton):
    """A button over the whole width, its words at the left; what is too long ends in dots."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        room = self.rect().adjusted(theme.SPACE_M, 0, -theme.SPACE_M, 0)
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        place = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.style().drawItemText(
            painter,
            room,
            place,
            option.palette,
            self.isEnabled(),
            words,
            QPalette.ColorRole.ButtonText,
        )


def text_label(text: str = "", role: str = "", *, selectable: bool = False) -> QLabel:
    """A label that wraps, and never asks for more width than there is."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMinimumWidth(0)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    if role:
        label.setProperty("role", role)
    if selectable:
        flags = Qt.TextInteractionFlag
        label.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
    return label


def badge(text: str = "") -> QLabel:
    """A short remark in a frame; ``set_badge`` changes it."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "badge")
    label.setProperty("state", "")
    label.setWordWrap(True)
    return label


def set_badge(label: QLabel, text: str, state: str = "") -> None:
    """Change a badge; ``state`` is "", "good" or "warning"."""
    label.setText(text)
    theme.set_look(label, "state", state)


@contextmanager
def laid_out_once(*layouts: QLayout) -> Iterator[None]:
    """What is shown and hidden inside is laid out afterwards, not after every piece of it."""
    for layout in layouts:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for layout in layouts:
            layout.setEnabled(True)
            layout.invalidate()
        for layout in layouts:
            layout.activate()


def percent(probability: float) -> str:
    """A probability in words that promise no more than it holds."""
    if probability < 0.01:
        return "< 1 %"
    if probability > 0.99:
        return "> 99 %"
    return f"{probability * 100:.0f} %"


def unbroken(text: str) -> str:
    """The text with every number kept on one line with its % sign."""
    return text.replace(" %", "\u00a0%")

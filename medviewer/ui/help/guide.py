"""The first steps: a thin bar that says what comes next, and goes when it is no longer needed."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from medviewer.ui import icons, theme
from medviewer.ui.language import fill, tr
from medviewer.ui.retranslation import VERBATIM


class Step(IntEnum):
    """The steps in their order."""

    SIGN_IN = 0
    OPEN = 1
    DECIDE = 2


_DONE = "✓"


class GuideBar(QWidget):
    """Three steps, ticked as they are done. ``dismissed()`` as a person closes it."""

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("First steps")
        self.setObjectName("guide")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._done: set[Step] = set()
        self._keys: Mapping[str, str] = {}
        self._labels = {step: QLabel() for step in Step}
        for label in self._labels.values():
            label.setProperty(VERBATIM, True)  # translated below, with the sign before it
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            label.setSizePolicy(policy)
        self.close_button = QToolButton()
        self.close_button.setProperty("flat", True)
        self.close_button.setToolTip("Close the first steps; Help shows them again")
        self.close_button.setAccessibleName("Close the first steps")
        icons.set_icon(self.close_button, "cancel")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_M, theme.SPACE_XS, theme.SPACE_S, theme.SPACE_XS)
        row.setSpacing(theme.SPACE_L)
        for label in self._labels.values():
            row.addWidget(label)
        row.addWidget(self.close_button)
        self.close_button.clicked.connect(self.dismissed)
        self._show()

    @property
    def done(self) -> frozenset[Step]:
        return frozenset(self._done)

    @property
    def finished(self) -> bool:
        return self._done == set(Step)

    def words(self, step: Step) -> str:
        """What a step says now."""
        return self._labels[step].text()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """The keys of ``open_files``, ``predict``, ``accept`` and ``reject``, for people."""
        self._keys = keys
        self._show()

    def tick(self, step: Step) -> None:
        """A step is done, and those before it with it."""
        self._done |= {one for one in Step if one <= step}
        self._show()

    def begin(self) -> None:
        """From the first step again."""
        self._done.clear()
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()

    def _show(self) -> None:
        key = {name: _one_of(text.split(", ")) for name, text in self._keys.items() if text}
        words = {
            Step.SIGN_IN: tr("Sign in: results are kept encrypted, for you alone"),
            Step.OPEN: fill(
                "Open a scan: {open_files}, or drop files or a folder",
                open_files=key.get("open_files", "–"),
            ),
            Step.DECIDE: fill(
                "Predict with {predict}, then accept with {accept} or reject with {reject}",
                predict=key.get("predict", "–"),
                accept=key.get("accept", "–"),
                reject=key.get("reject", "–"),
            ),
        }
        next_step = min(set(Step) - self._done, default=None)
        for step, label in self._labels.items():
            sign = _DONE if step in self._done else f"{step + 1}."
            label.setText(f"{sign} {words[step]}")
            self._row.setStretch(step, len(label.text()))  # room by the length of the words
            theme.set_look(label, "role", "next" if step is next_step else "muted")


def _one_of(keys: list[str]) -> str:
    """The key to name: Enter goes before Qt's "Return", which few keyboards are labelled with."""
    return "Enter" if "Enter" in keys else keys[0]

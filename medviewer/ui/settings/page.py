"""What every page of the settings has: changes apply at once, and can be taken back."""

from __future__ import annotations

import copy
from dataclasses import fields
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from medviewer.ui import theme
from medviewer.ui.preferences import Preferences
from medviewer.ui.results.parts import text_label

Values = dict[str, Any]


class SettingsPage(QWidget):
    """One page over some fields of the preferences.

    A page names its ``FIELDS``, fills ``form`` in its constructor, brings its controls in line
    with the preferences in ``load`` and calls ``change`` when a person has set something.
    ``changed()`` follows every change, also one taken back.
    """

    NAME: ClassVar[str]
    TITLE: ClassVar[str]
    FIELDS: ClassVar[tuple[str, ...]]

    changed = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.preferences = preferences
        self._before: list[Values] = []
        self.setAccessibleName(self.TITLE)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*[theme.SPACE_L] * 4)
        self.column.setSpacing(theme.SPACE_M)
        title = QLabel(self.TITLE)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        theme.enlarge(title, 1.3)
        self.column.addWidget(title)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(theme.SPACE_L)
        self.form.setVerticalSpacing(theme.SPACE_S)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.column.addLayout(self.form)

    def add(
        self, name: str, control: QWidget, tip: str, note: str = "", value: QLabel | None = None
    ) -> None:
        """One setting with its name, a sentence on what it means, and its value in words."""
        control.setAccessibleName(name)
        control.setToolTip(tip)
        label = theme.form_label(name)
        label.setBuddy(control)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        row.addWidget(control, 1)
        if value is not None:
            row.addWidget(value)
        self.form.addRow(label, row)
        if note:
            self.form.addRow("", note_label(note))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.load()

    def load(self) -> None:
        """Show the preferences as they are."""
        raise NotImplementedError

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    @property
    def is_default(self) -> bool:
        return self._values() == self._defaults()

    def change(self, **values: object) -> None:
        """A person has set these fields."""
        before = self._values()
        self._set(values)
        if self._values() != before:
            self._before.append(before)
            self.changed.emit()
        self.load()

    def undo(self) -> None:
        """Take back the last change on this page."""
        if self._before:
            self._set(self._before.pop())
            self.load()
            self.changed.emit()

    def reset(self) -> None:
        """Everything on this page as the program comes; can be undone."""
        self.change(**self._defaults())

    def _values(self) -> Values:
        return {name: copy.deepcopy(getattr(self.preferences, name)) for name in self.FIELDS}

    def _defaults(self) -> Values:
        fresh = Preferences()
        known = {f.name for f in fields(fresh)}
        return {name: getattr(fresh, name) for name in self.FIELDS if name in known}

    def _set(self, values: Values) -> None:
        for name, value in values.items():
            setattr(self.preferences, name, copy.deepcopy(value))


def note_label(text: str = "") -> QLabel:
    """A remark under a setting."""
    label = text_label(text, role="muted")
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return label

"""The page of model packs: which reads what several may read, and how each begins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel

from medviewer.ui import theme
from medviewer.ui.case.predicting import fitting
from medviewer.ui.case.wishes import kind_of
from medviewer.ui.language import tr
from medviewer.ui.preferences import Preferences
from medviewer.ui.results.diagnosis import cost_text
from medviewer.ui.results.parts import text_label, unbroken
from medviewer.ui.settings.choice import Choice
from medviewer.ui.settings.page import SettingsPage, note_label

if TYPE_CHECKING:
    from medviewer.packs.pack import ModelPack


class ModelsPage(SettingsPage):
    """Which model where several fit, and an operating point each with what it means and costs."""

    NAME = "models"
    TITLE = "Models"
    FIELDS = ("operating_points", "preferred_packs")

    def __init__(self, preferences: Preferences, packs: Sequence[ModelPack]) -> None:
        super().__init__(preferences)
        self._packs = {pack.id: pack for pack in packs}
        self.choices: dict[str, Choice] = {}
        self._meanings: dict[str, QLabel] = {}
        self.preferred: dict[str, Choice] = {}
        self._add_preferred(packs)
        if not packs:
            self.form.addRow(text_label("No model pack is installed."))
        for pack in packs:
            if pack.operating_points:  # one that only outlines has nothing to set
                self._add(pack)
        self.column.addStretch(1)
        self.load()

    def _add_preferred(self, packs: Sequence[ModelPack]) -> None:
        """A choice for each kind of scan that several packs were made for."""
        kinds = dict.fromkeys(m for pack in packs for m in pack.modalities)
        for modality in (*sorted(kinds), None):
            made = fitting(packs, modality)
            if len(made) < 2:
                continue
            if not self.preferred:
                self.form.addRow(text_label("Where several models may read a scan"))
            choice = Choice([("", "Ask me"), *((p.id, p.title) for p in made)])
            self.add(
                modality or "Plain pictures",
                choice,
                "What the models measure of a scan goes before this choice",
            )
            self.preferred[kind_of(modality)] = choice
            choice.activated.connect(partial(self._prefer, kind_of(modality)))
        if self.preferred:
            self.form.addRow(note_label("Only where none of them is clearly the right one."))

    def _prefer(self, kind: str, _index: int) -> None:
        wanted = dict(self.preferences.preferred_packs) | {kind: self.preferred[kind].value}
        self.change(preferred_packs={k: pack for k, pack in wanted.items() if pack})

    def _add(self, pack: ModelPack) -> None:
        title = text_label(pack.title, role="next")
        if self.choices:
            self.column.addSpacing(theme.SPACE_S)
        self.column.addWidget(title)
        choice = Choice([(point.name, point.title) for point in pack.operating_points])
        meaning = note_label()
        choice.setToolTip("How sure the model must be before it names the disease")
        choice.setAccessibleName(f"Operating point: {pack.title}")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_L)
        row.addWidget(QLabel("Operating point"))
        row.addWidget(choice, 1)
        self.column.addLayout(row)
        self.column.addWidget(meaning)
        self.choices[pack.id], self._meanings[pack.id] = choice, meaning
        choice.activated.connect(partial(self._chosen, pack.id))

    def _chosen(self, pack_id: str, _index: int) -> None:
        points = dict(self.preferences.operating_points)
        points[pack_id] = self.choices[pack_id].value
        if points[pack_id] == self._packs[pack_id].default_operating_point:
            del points[pack_id]
        self.change(operating_points=points)

    def load(self) -> None:
        for kind, choice in self.preferred.items():
            choice.show_value(self.preferences.preferred_packs.get(kind, ""))
        for pack_id, choice in self.choices.items():
            pack = self._packs[pack_id]
            wanted = self.preferences.operating_points.get(pack_id, pack.default_operating_point)
            choice.show_value(wanted)
            point = next((p for p in pack.operating_points if p.name == choice.value), None)
            words = f"{tr(point.meaning)} {cost_text(point)}" if point else ""
            self._meanings[pack_id].setText(unbroken(words))

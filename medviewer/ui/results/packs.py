"""Which model reads the scan: one of those installed, or the one that fits."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from medviewer.domain.choice import AUTOMATIC
from medviewer.ui.results.parts import ChoiceBox


class PackBox(ChoiceBox):
    """The choice of the model; ``activated`` is of a person's choice only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Model", parent)
        self.setToolTip("The model that reads this scan; Automatic takes the one that fits")

    def offer(self, packs: Sequence[tuple[str, str]]) -> None:
        """The models to choose from, as (id, title), Automatic before them.

        Keeps the choice where it is still there.
        """
        chosen = self.pack_id
        blocker = QSignalBlocker(self)
        self.clear()
        if packs:
            self.addItem("Automatic", AUTOMATIC)
        for pack_id, title in packs:
            self.addItem(title, pack_id)
        self.setPlaceholderText("" if packs else "no model installed")
        kept = self.findData(chosen) if chosen is not None else 0
        self.setCurrentIndex(max(kept, 0) if packs else -1)
        blocker.unblock()
        self.setEnabled(bool(packs))

    @property
    def pack_id(self) -> str | None:
        """``AUTOMATIC`` or the id of a pack; None where none is installed."""
        data = self.currentData()
        return None if data is None else str(data)

    def choose(self, pack_id: str) -> None:
        """Select a pack without a signal; nothing where it is not installed."""
        if (index := self.findData(pack_id)) >= 0:
            blocker = QSignalBlocker(self)
            self.setCurrentIndex(index)
            blocker.unblock()

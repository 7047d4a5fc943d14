"""Which lesion of the patient a finding is, as the reader says: a step of the scan's history."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from medviewer.domain.edit import EditKind
from medviewer.domain.tracking import Choices, chosen_in
from medviewer.ui.case.on_screen import OnScreen
from medviewer.ui.history import History

_TITLE = "Match lesion"


class Following(QObject):
    """What readers said of the patient's scans, that of the scan on the screen as it stands now.

    Signal: ``changed()`` a finding of the scan on the screen is matched otherwise.
    """

    changed = Signal()

    def __init__(self, screen: OnScreen, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._screen = screen
        self._history: History | None = None
        self._here: dict[str, str] = {}

    def remember_in(self, history: History) -> None:
        """Keep choices in the history of the scan on the screen, where undo finds them."""
        self._history = history
        history.register(EditKind.TRACKING, lambda _target, _state: None)  # read when it changed
        history.changed.connect(self._read)
        self._read()

    @property
    def choices(self) -> Choices:
        """For every scan of the patient that a choice was made on."""
        volume = self._screen.volume
        if volume is None:
            return self._screen.matches
        return {**self._screen.matches, volume.content_hash: self._here}

    def choose(self, target: str, uid: str) -> None:
        """A finding of the scan on the screen is the lesion of this tracking UID."""
        if self._history is not None and self._screen.volume is not None:
            before = self._here.get(target)
            self._history.record(
                EditKind.TRACKING,
                target,
                None if before is None else before.encode("ascii"),
                uid.encode("ascii"),
                _TITLE,
            )

    def _read(self) -> None:
        if self._history is None:
            return
        here = chosen_in(self._history.edits[: self._history.standing])
        if here != self._here:
            self._here = here
            self.changed.emit()

"""What the window remembers from one day to the next."""

from dataclasses import dataclass, field
from pathlib import Path

_RECENT = 8


@dataclass
class Preferences:
    """Plain values only; the application keeps them in a file (``medviewer.app.settings``)."""

    theme: str = "dark"
    geometry: str = ""
    splitter: list[int] = field(default_factory=list)
    open_folder: str = ""
    export_folder: str = ""
    recent: list[str] = field(default_factory=list)
    account: str = ""
    pack: str = ""
    overlay_opacity: float = 0.25
    overlay_style: str = ""
    privacy: bool = False
    predict_ahead: bool = False
    case_states: list[str] = field(default_factory=list)
    case_diagnoses: list[str] = field(default_factory=list)
    case_packs: list[str] = field(default_factory=list)
    case_dates: str = ""
    case_order: str = ""

    def remember(self, folder: Path) -> None:
        """Put ``folder`` first among the recent ones."""
        name = str(folder)
        self.recent = [name, *(r for r in self.recent if r != name)][:_RECENT]
        self.open_folder = name

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
    export_keep_patient: bool = False  # sex, age and the like stay in de-identified copies
    recent: list[str] = field(default_factory=list)
    account: str = ""
    overlay_opacity: float = 0.25
    overlay_style: str = ""
    privacy: bool = False
    predict_ahead: bool = False
    case_states: list[str] = field(default_factory=list)
    case_diagnoses: list[str] = field(default_factory=list)
    case_packs: list[str] = field(default_factory=list)
    case_dates: str = ""
    case_order: str = ""
    scale: int = 100  # of text and controls, in percent
    language: str = "en"
    keys: dict[str, list[str]] = field(default_factory=dict)  # only what differs from ours
    operating_points: dict[str, str] = field(default_factory=dict)  # pack -> point
    preferred_packs: dict[str, str] = field(default_factory=dict)  # modality -> pack, see wishes
    device: str = "auto"
    threads: int = 0  # 0: as many as are of use
    privacy_at_start: bool = False
    lock_minutes: int = 15  # 0: never
    guide_seen: bool = False
    recent_commands: list[str] = field(default_factory=list)
    layout: str = "1x1"
    link_views: bool = True
    reference_lines: bool = True
    smooth: bool = True
    browser_shown: bool = True
    results_shown: bool = True
    screens: list[str] = field(default_factory=list)

    def remember(self, folder: Path) -> None:
        """Put ``folder`` first among the recent ones."""
        name = str(folder)
        self.recent = [name, *(r for r in self.recent if r != name)][:_RECENT]
        self.open_folder = name

"""The plain pages of the settings: display, engine, privacy, folders, language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QSpinBox,
    QWidget,
)

from medviewer.translations import LANGUAGES
from medviewer.ui import theme
from medviewer.ui.preferences import Preferences
from medviewer.ui.results.parts import text_label
from medviewer.ui.retranslation import VERBATIM
from medviewer.ui.settings.choice import Choice
from medviewer.ui.settings.page import SettingsPage
from medviewer.ui.viewport.overlay_item import OverlayStyle

if TYPE_CHECKING:
    from medviewer.inference.devices import Device

_THEMES = (
    (theme.ThemeName.DARK.value, "Dark"),
    (theme.ThemeName.LIGHT.value, "Light"),
    (theme.ThemeName.HIGH_CONTRAST.value, "High contrast"),
)
_STYLES = (
    ("", "As last used"),
    *((style.value, style.value.capitalize()) for style in OverlayStyle),
)
_DEVICES = (("auto", "Automatic"), ("cpu", "Processor (CPU)"), ("cuda", "Graphics card (CUDA)"))


class _Spin(QSpinBox):
    """Text for zero, and no change by a passing wheel."""

    def __init__(self, most: int, zero: str, suffix: str = "") -> None:
        super().__init__()
        self.setRange(0, most)
        self.setSpecialValueText(zero)
        self.setSuffix(suffix)
        self.setKeyboardTracking(False)
        self.lineEdit().setTextMargins(theme.SPACE_XS, 0, 0, 0)  # a style sheet cannot

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def show_value(self, value: int) -> None:
        blocker = QSignalBlocker(self)
        self.setValue(value)
        blocker.unblock()


class DisplayPage(SettingsPage):
    """How the window looks."""

    NAME = "display"
    TITLE = "Display"
    FIELDS = ("theme", "scale", "overlay_style", "overlay_opacity")

    def __init__(self, preferences: Preferences) -> None:
        super().__init__(preferences)
        self.theme = Choice(_THEMES)
        self.scale = Choice([(size, f"{size} %") for size in theme.SCALES])
        self.style_box = Choice(_STYLES)
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(0, 100)
        self.opacity.setPageStep(10)
        self._percent = QLabel()
        self.add("Theme", self.theme, "Colours of the window")
        self.add("Size of text", self.scale, "Size of text and controls; pictures keep theirs")
        self.add("Mask style", self.style_box, "How masks are drawn when a scan is opened")
        self.add("Mask fill", self.opacity, "How strongly masks are filled", value=self._percent)
        self.column.addStretch(1)
        self.theme.activated.connect(lambda: self.change(theme=self.theme.value))
        self.scale.activated.connect(lambda: self.change(scale=self.scale.value))
        self.style_box.activated.connect(lambda: self.change(overlay_style=self.style_box.value))
        self.opacity.valueChanged.connect(lambda v: self.change(overlay_opacity=v / 100))
        self.load()

    def load(self) -> None:
        self.theme.show_value(self.preferences.theme)
        self.scale.show_value(self.preferences.scale)
        self.style_box.show_value(self.preferences.overlay_style)
        blocker = QSignalBlocker(self.opacity)
        self.opacity.setValue(round(self.preferences.overlay_opacity * 100))
        blocker.unblock()
        self._percent.setText(f"{self.opacity.value()} %")


class EnginePage(SettingsPage):
    """What runs the networks."""

    NAME = "engine"
    TITLE = "Engine"
    FIELDS = ("device", "threads")

    def __init__(self, preferences: Preferences) -> None:
        super().__init__(preferences)
        self.device = Choice(_DEVICES)
        self.threads = _Spin(8, "Automatic")
        self.found = text_label("Looking for devices…", role="muted")
        self.found.setAccessibleName("Devices found")
        self.add("Device", self.device, "What runs the networks; automatic takes a graphics card")
        self.add("Threads", self.threads, "How many processor threads a prediction may use")
        self.form.addRow(theme.form_label("Found"), self.found)
        self.column.addStretch(1)
        self.device.activated.connect(lambda: self.change(device=self.device.value))
        self.threads.valueChanged.connect(lambda v: self.change(threads=v))
        self.load()

    def load(self) -> None:
        self.device.show_value(self.preferences.device)
        self.threads.show_value(self.preferences.threads)

    def show_devices(self, devices: Sequence[Device]) -> None:
        """Say what this machine has; what it has not cannot be chosen."""
        self.found.setText("\n".join(f"{d.kind}: {d.name}" for d in devices))
        kinds = {device.kind for device in devices}
        there = [d for d in _DEVICES if d[0] in ("auto", "cpu", self.preferences.device, *kinds)]
        there += [("mps", "Apple graphics")] if "mps" in kinds else []
        self.device.set_options(there)
        self.load()


class PrivacyPage(SettingsPage):
    """Who may see what."""

    NAME = "privacy"
    TITLE = "Privacy"
    FIELDS = ("privacy_at_start", "lock_minutes")

    def __init__(self, preferences: Preferences) -> None:
        super().__init__(preferences)
        self.hidden = QCheckBox("Start with patients hidden")
        self.minutes = _Spin(240, "Never", " min")
        self.add(
            "Patients",
            self.hidden,
            "Names and identifiers are hidden each time MedViewer starts",
        )
        self.hidden.setAccessibleName("Start with patients hidden")
        self.add(
            "Lock after",
            self.minutes,
            "Minutes without use until the window asks for the passphrase again",
            "What is open stays open behind the lock, and work under way goes on.",
        )
        self.column.addStretch(1)
        self.hidden.toggled.connect(lambda on: self.change(privacy_at_start=on))
        self.minutes.valueChanged.connect(lambda v: self.change(lock_minutes=v))
        self.load()

    def load(self) -> None:
        blocker = QSignalBlocker(self.hidden)
        self.hidden.setChecked(self.preferences.privacy_at_start)
        blocker.unblock()
        self.minutes.show_value(self.preferences.lock_minutes)


class FoldersPage(SettingsPage):
    """Where things are."""

    NAME = "folders"
    TITLE = "Folders"
    FIELDS = ("export_folder", "open_folder")

    def __init__(self, preferences: Preferences, store: Path) -> None:
        super().__init__(preferences)
        # A path has no place to end a line; in a field a long one is walked along and copied whole.
        self.store = QLineEdit(str(store))
        self.store.setReadOnly(True)
        self.store.setCursorPosition(0)
        self.store.setToolTip("Place of the store")
        self.form.addRow(theme.form_label("Store"), self.store)
        self.store.setAccessibleName("Place of the store")
        self.form.addRow(
            "", text_label("The encrypted store of results. Start with --store to use another.",
                           role="muted"),
        )  # fmt: skip
        self.export = self._row("Reports", "export_folder", "Where reports are written first")
        self.scans = self._row("Scans", "open_folder", "Where opening a scan begins")
        self.column.addStretch(1)
        self.load()

    def _row(self, name: str, field: str, tip: str) -> QPushButton:
        button = QPushButton()
        button.setProperty(VERBATIM, True)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button)
        row.addStretch(1)
        self.add(name, holder, tip)
        button.setToolTip(tip)
        button.setAccessibleName(name)
        button.clicked.connect(lambda: self._ask(name, field))
        return button

    def _ask(self, title: str, field: str) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, title, getattr(self.preferences, field) or str(Path.home())
        )
        if chosen:
            self.change(**{field: chosen})

    def load(self) -> None:
        for button, folder in (
            (self.export, self.preferences.export_folder),
            (self.scans, self.preferences.open_folder),
        ):
            button.setText(folder or str(Path.home()))


class LanguagePage(SettingsPage):
    """Which language the window speaks."""

    NAME = "language"
    TITLE = "Language"
    FIELDS = ("language",)

    def __init__(self, preferences: Preferences) -> None:
        super().__init__(preferences)
        self.language = Choice(list(LANGUAGES.items()))
        self.add(
            "Language",
            self.language,
            "The language of the window; reports and exports stay English",
            "Greek and Thai have not been checked by a clinician who speaks them. Numbers are "
            "written the same in every language.",
        )
        self.column.addStretch(1)
        self.language.activated.connect(lambda: self.change(language=self.language.value))
        self.load()

    def load(self) -> None:
        self.language.show_value(self.preferences.language)

"""Colours, spacing and the look of every window: Qt's Fusion style with our own palette."""

from dataclasses import dataclass, fields
from enum import StrEnum
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from medviewer.resources import resource_path

Rgb = tuple[int, int, int]

# Okabe & Ito, "Color Universal Design" (2008): eight colours that stay apart for every common
# kind of colour blindness.
OKABE_ITO: dict[str, Rgb] = {
    "orange": (230, 159, 0),
    "sky blue": (86, 180, 233),
    "bluish green": (0, 158, 115),
    "yellow": (240, 228, 66),
    "blue": (0, 114, 178),
    "vermillion": (213, 94, 0),
    "reddish purple": (204, 121, 167),
    "black": (0, 0, 0),
}
REFERENCE_COLOUR: Rgb = OKABE_ITO["bluish green"]
MEASURE_COLOUR: Rgb = OKABE_ITO["yellow"]

# Distances in logical pixels; everything that lays out uses these.
SPACE_XS = 4
SPACE_S = 8
SPACE_M = 12
SPACE_L = 16
PANEL_MIN_WIDTH = 320


class ThemeName(StrEnum):
    DARK = "dark"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme. ``accent`` is the only colour that is not grey, but for warnings."""

    window: str
    panel: str
    raised: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    warning: str
    track: str


DARK = Colours(
    window="#1a1b1d",
    panel="#222326",
    raised="#2d2f33",
    border="#3b3e43",
    text="#e8e8e8",
    muted="#a3a8ae",
    accent="#56b4e9",
    on_accent="#0b1620",
    warning="#e69f00",
    track="#3b3e43",
)
LIGHT = Colours(
    window="#eceded",
    panel="#fafafa",
    raised="#ffffff",
    border="#c6c9cd",
    text="#1c1d1f",
    muted="#5a6066",
    accent="#0072b2",
    on_accent="#ffffff",
    warning="#a04500",
    track="#d9dbde",
)
_THEMES = {ThemeName.DARK: DARK, ThemeName.LIGHT: LIGHT}
_current = ThemeName.DARK


def colours() -> Colours:
    """The colours of the theme in use."""
    return _THEMES[_current]


def current_theme() -> ThemeName:
    return _current


def apply_theme(app: QApplication, name: ThemeName | str = ThemeName.DARK) -> None:
    """Give the whole program one theme; may be called again while it runs."""
    global _current
    _current = ThemeName(name)
    chosen = _THEMES[_current]
    hints = QGuiApplication.styleHints()
    dark = _current is ThemeName.DARK
    hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
    app.setStyle("Fusion")
    app.setPalette(_palette(chosen))
    app.setStyleSheet(_style_sheet(chosen))
    # Here and not above: icons reads this module's colours.
    from medviewer.ui import icons

    icons.refresh()


def _palette(c: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    table = {
        role.Window: c.window,
        role.WindowText: c.text,
        role.Base: c.panel,
        role.AlternateBase: c.raised,
        role.Text: c.text,
        role.Button: c.raised,
        role.ButtonText: c.text,
        role.BrightText: c.warning,
        role.Highlight: c.accent,
        role.HighlightedText: c.on_accent,
        role.Accent: c.accent,
        role.Link: c.accent,
        role.LinkVisited: c.accent,
        role.ToolTipBase: c.raised,
        role.ToolTipText: c.text,
        role.PlaceholderText: c.muted,
        role.Light: c.raised,
        role.Midlight: c.border,
        role.Mid: c.border,
        role.Dark: c.border,
        role.Shadow: "#000000",
    }
    for which, colour in table.items():
        palette.setColor(which, QColor(colour))
    faded = QColor(c.muted)
    faded.setAlpha(140)
    for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, faded)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(c.border))
    return palette


def _style_sheet(c: Colours) -> str:
    text = resource_path("style", "medviewer.qss").read_text(encoding="utf-8")
    values = {f.name: getattr(c, f.name) for f in fields(c)}
    # Qt wants forward slashes in url(...), on Windows too.
    return Template(text).substitute(values, style=resource_path("style").as_posix())

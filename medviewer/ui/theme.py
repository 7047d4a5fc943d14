"""Colours, spacing and the look of every window: Qt's Fusion style with our own palette."""

import re
from dataclasses import dataclass, fields
from enum import StrEnum
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget

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
LINE_COLOUR: Rgb = OKABE_ITO["sky blue"]

# Distances in logical pixels; everything that lays out uses these.
SPACE_XS = 4
SPACE_S = 8
SPACE_M = 12
SPACE_L = 16
PANEL_MIN_WIDTH = 320

WARNING_SIGN = "⚠"  # beside the colour of warnings: never colour alone


class ThemeName(StrEnum):
    DARK = "dark"
    LIGHT = "light"
    HIGH_CONTRAST = "high contrast"


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme. ``accent`` is the only colour that is not grey, but for warnings.

    Words keep a contrast of 4.5 to 1 to what is behind them, ``control`` (the outline of what
    one types or chooses in) and ``accent`` 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11); high contrast
    keeps 7 to 1 for words (1.4.6). ``border`` only divides and may be faint. ``hover`` is behind
    what is chosen or under the mouse, ``faded`` the words of what cannot be done now.
    """

    window: str
    panel: str
    raised: str
    hover: str
    border: str
    control: str
    text: str
    muted: str
    faded: str
    accent: str
    on_accent: str
    warning: str
    track: str


DARK = Colours(
    window="#1a1b1d",
    panel="#222326",
    raised="#2d2f33",
    hover="#393c42",
    border="#3b3e43",
    control="#7f858d",
    text="#e8e8e8",
    muted="#a3a8ae",
    faded="#70757c",
    accent="#56b4e9",
    on_accent="#0b1620",
    warning="#e69f00",
    track="#3b3e43",
)
LIGHT = Colours(
    window="#eceded",
    panel="#fafafa",
    raised="#ffffff",
    hover="#e1e6ea",
    border="#c6c9cd",
    control="#7b8086",
    text="#1c1d1f",
    muted="#5a6066",
    faded="#969ba1",
    accent="#0072b2",
    on_accent="#ffffff",
    warning="#a04500",
    track="#d9dbde",
)
HIGH_CONTRAST = Colours(
    window="#000000",
    panel="#000000",
    raised="#141414",
    hover="#333333",
    border="#9a9a9a",
    control="#ffffff",
    text="#ffffff",
    muted="#dcdcdc",
    faded="#a0a0a0",
    accent="#ffd800",
    on_accent="#000000",
    warning="#ffb454",
    track="#4a4a4a",
)
_THEMES = {
    ThemeName.DARK: DARK,
    ThemeName.LIGHT: LIGHT,
    ThemeName.HIGH_CONTRAST: HIGH_CONTRAST,
}
SCALES = (100, 110, 125, 150, 175, 200)
"""Sizes of text and controls, in percent."""

_current = ThemeName.DARK
_scale = 100
_SHARE = "shareOfUsualSize"
_TABULAR = QFont.Tag("tnum")  # figures of one width, so that columns of them stand under another
_base_points = 0.0  # the system's own size of letters, before any scaling


def colours() -> Colours:
    """The colours of the theme in use."""
    return _THEMES[_current]


def current_theme() -> ThemeName:
    return _current


def scaled(length: float) -> int:
    """A length in logical pixels at the size of text in use."""
    return round(length * _scale / 100)


def current_scale() -> int:
    """The size of text and controls in percent."""
    return _scale


def apply_theme(
    app: QApplication, name: ThemeName | str = ThemeName.DARK, scale: int | None = None
) -> None:
    """Give the whole program one theme; may be called again while it runs.

    Args:
        app: the application.
        name: which theme.
        scale: size of text and controls in percent, kept within 100 to 200; None leaves it.
    """
    global _current
    _current = ThemeName(name)
    chosen = _THEMES[_current]
    hints = QGuiApplication.styleHints()
    light = _current is ThemeName.LIGHT
    hints.setColorScheme(Qt.ColorScheme.Light if light else Qt.ColorScheme.Dark)
    app.setStyle("Fusion")
    app.setPalette(_palette(chosen))
    before = _scale
    _set_scale(app, min(max(scale or _scale, SCALES[0]), SCALES[-1]))
    app.setStyleSheet(_style_sheet(chosen))
    for widget in app.allWidgets():  # after the style sheet, which brings old fonts back
        if share := widget.property(_SHARE):
            enlarge(widget, share)
    # Here and not above: icons reads this module's colours.
    from medviewer.ui import icons

    icons.refresh()
    icons.rescale(app.allWidgets(), _scale / before)


def _set_scale(app: QApplication, scale: int) -> None:
    global _scale, _base_points
    font = app.font()
    if not _base_points:
        _base_points = font.pointSizeF() if font.pointSizeF() > 0 else 9.0
        font.setFeature(_TABULAR, 1)
        app.setFont(font)
    if scale == _scale:
        return
    _scale = scale
    font.setPointSizeF(_base_points * scale / 100)
    app.setFont(font)


def enlarge(widget: QWidget, share: float) -> None:
    """Letters of ``share`` times the usual size, at every size of text."""
    widget.setProperty(_SHARE, share)
    font = widget.font()
    usual = _base_points or QApplication.font().pointSizeF()
    font.setPointSizeF(usual * share * _scale / 100)
    widget.setFont(font)


def set_look(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at, and style the widget anew if it changed."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)


def form_label(words: str) -> QLabel:
    """The name of a row of a form, in the middle of its height."""
    label = QLabel(words)
    # A form gives a label that wants no height the top of its row.
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
    return label


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
        role.Dark: c.control,
        role.Shadow: "#000000",
    }
    for which, colour in table.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(c.faded))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(c.border))
    return palette


def _style_sheet(c: Colours) -> str:
    text = resource_path("style", "medviewer.qss").read_text(encoding="utf-8")
    values = {f.name: getattr(c, f.name) for f in fields(c)}
    # Qt wants forward slashes in url(...), on Windows too.
    mark = "check-light" if c is LIGHT else "check-dark"  # on the accent colour
    style = resource_path("style").as_posix()
    sheet = Template(text).substitute(values, style=style, check=mark)
    # Lines stay thin; all other lengths grow with the text.
    return re.sub(r"\b(\d+)px", lambda m: f"{_grown(int(m[1]))}px", sheet)


def _grown(length: int) -> int:
    return length if length <= 1 else scaled(length)

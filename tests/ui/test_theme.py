"""Both themes can be read, and change while the program runs."""

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QToolButton

from medviewer.ui import icons, theme


@pytest.fixture(scope="module")
def app(qapp):
    yield qapp
    theme.apply_theme(qapp, theme.ThemeName.DARK)


def contrast(a: str, b: str) -> float:
    """Contrast ratio of WCAG 2."""

    def luminance(name: str) -> float:
        colour = QColor(name)
        linear = [
            v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4
            for v in (colour.redF(), colour.greenF(), colour.blueF())
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [theme.DARK, theme.LIGHT])
def test_words_stand_out_from_what_is_behind_them(colours):
    for behind in (colours.window, colours.panel, colours.raised):
        for word in (colours.text, colours.muted, colours.warning):
            assert contrast(word, behind) >= 4.5, (word, behind)
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    assert contrast(colours.accent, colours.panel) >= 3


def test_theme_changes_palette_and_icons(app):
    theme.apply_theme(app, "dark")
    button = QToolButton()
    icons.set_icon(button, "accept")
    dark = button.icon().pixmap(32).toImage()
    assert app.palette().color(QPalette.ColorRole.Window) == QColor(theme.DARK.window)
    theme.apply_theme(app, "light")
    assert theme.colours() is theme.LIGHT
    assert app.palette().color(QPalette.ColorRole.Window) == QColor(theme.LIGHT.window)
    assert button.icon().pixmap(32).toImage() != dark


def test_a_closed_window_does_not_stop_a_change_of_theme(app):
    button = QToolButton()
    icons.set_icon(button, "accept")
    button.deleteLater()
    app.processEvents()
    theme.apply_theme(app, "light")
    assert theme.current_theme() is theme.ThemeName.LIGHT


@pytest.mark.parametrize("name", sorted(icons.NAMES))
def test_every_icon_draws_something(app, name):
    image = icons.icon(name).pixmap(24).toImage()
    alphas = {image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)}
    assert max(alphas) > 100


def test_okabe_ito_colours_are_the_published_ones():
    assert len(set(theme.OKABE_ITO.values())) == 8
    assert theme.OKABE_ITO["sky blue"] == (86, 180, 233)

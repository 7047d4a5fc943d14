"""Both themes can be read, and change while the program runs."""

import pytest
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QLabel, QToolButton

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


@pytest.mark.parametrize(
    ("colours", "words"),
    [(theme.DARK, 4.5), (theme.LIGHT, 4.5), (theme.HIGH_CONTRAST, 7.0)],
)
def test_words_and_controls_stand_out_from_what_is_behind_them(colours, words):
    """WCAG 2.2: 1.4.3 for words (1.4.6 in high contrast), 1.4.11 for controls and focus."""
    grounds = (colours.window, colours.panel, colours.raised)
    for behind in grounds:
        for word in (colours.text, colours.muted, colours.warning):
            assert contrast(word, behind) >= words, (word, behind)
        for line in (colours.control, colours.accent):
            assert contrast(line, behind) >= 3, (line, behind)
    assert contrast(colours.on_accent, colours.accent) >= words


def test_the_usual_contrasts_are_computed_as_wcag_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", list(theme.ThemeName))
def test_what_the_palette_paints_can_be_read(app, name):
    """As Qt has it after the style sheet: also menus, tooltips and selections."""
    theme.apply_theme(app, name)
    role = QPalette.ColorRole
    for word, behind in (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button),
        (role.HighlightedText, role.Highlight),
        (role.ToolTipText, role.ToolTipBase),
        (role.PlaceholderText, role.Base),
        (role.Link, role.Base),
    ):
        pair = [app.palette().color(one).name() for one in (word, behind)]
        assert contrast(*pair) >= 4.5, (name, word, behind)


@pytest.mark.parametrize("scale", theme.SCALES)
def test_letters_and_icons_grow_with_the_scale_and_come_back(app, scale):
    theme.apply_theme(app, "dark", 100)
    label, heading, button = QLabel("words"), QLabel("heading"), QToolButton()
    theme.enlarge(heading, 1.5)
    for widget in (label, heading, button):
        widget.ensurePolished()  # as shown; before that a widget has no font of its own
    icons.set_icon(button, "accept")
    usual, icon = label.font().pointSizeF(), button.iconSize().width()
    theme.apply_theme(app, "dark", scale)
    assert label.font().pointSizeF() == pytest.approx(usual * scale / 100)
    assert heading.font().pointSizeF() == pytest.approx(1.5 * usual * scale / 100)
    assert button.iconSize().width() == pytest.approx(icon * scale / 100, abs=1)
    theme.apply_theme(app, "dark", 100)
    assert heading.font().pointSizeF() == pytest.approx(1.5 * usual)
    assert button.iconSize().width() == icon


def test_a_scale_out_of_range_is_brought_into_it(app):
    theme.apply_theme(app, "dark", 900)
    assert theme.current_scale() == 200
    theme.apply_theme(app, "dark", 5)
    assert theme.current_scale() == 100


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


def test_figures_stand_under_each_other(app):
    """Digits of one width, whatever the system's font has by itself."""
    theme.apply_theme(app, "dark", 150)
    assert app.font().featureValue(QFont.Tag("tnum")) == 1
    label = QLabel("0")
    label.ensurePolished()
    assert label.font().featureValue(QFont.Tag("tnum")) == 1
    theme.apply_theme(app, "dark", 100)


def test_okabe_ito_colours_are_the_published_ones():
    assert len(set(theme.OKABE_ITO.values())) == 8
    assert theme.OKABE_ITO["sky blue"] == (86, 180, 233)

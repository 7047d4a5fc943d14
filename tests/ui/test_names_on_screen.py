"""Names in every script have letters to be drawn with, and run the way they are written."""

import pytest
from PySide6.QtGui import QFont, QTextLayout

from medviewer.domain.patient import Patient
from medviewer.ui.fonts import add_missing_scripts

NAMES = (
    "Yamada^Tarou=山田^太郎=やまだ^たろう",
    "Hong^Gildong=洪^吉洞=홍^길동",
    "Wang^XiaoDong=王^小东",
    "قباني^لنزار",
    "שרון^דבורה",
    "Διονυσιος",
    "Люкceмбypг",
    "Äneas^Rüdiger",
    "สมชาย^ใจดี",
)


def laid_out(text: str) -> QTextLayout:
    layout = QTextLayout(text, QFont())
    layout.beginLayout()
    layout.createLine().setLineWidth(10_000)
    layout.endLayout()
    return layout


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_of_a_name_has_a_shape(qapp, name):
    add_missing_scripts()
    label = Patient("1", name).display_name
    layout = laid_out(label)
    glyphs = [g for run in layout.glyphRuns() for g in run.glyphIndexes()]
    assert glyphs
    assert 0 not in glyphs  # the empty box


@pytest.mark.parametrize(
    ("name", "leftwards"), [(NAMES[0], False), (NAMES[3], True), (NAMES[4], True)]
)
def test_a_name_runs_the_way_it_is_written(qapp, name, leftwards):
    label = Patient("1", name).display_name
    layout = laid_out(label)  # its lines live as long as it does
    line = layout.lineAt(0)
    first, last = line.cursorToX(0)[0], line.cursorToX(len(label))[0]
    assert (first > last) is leftwards

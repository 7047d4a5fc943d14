"""Other languages: complete, sound, and switched while the program runs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QToolButton

import medviewer.ui
from medviewer.imaging.windowing import AS_STORED, PRESETS
from medviewer.packs.registry import PackRegistry
from medviewer.translations import LANGUAGES
from medviewer.translations import WINDOW as CONTEXT
from medviewer.ui import icons
from medviewer.ui.actions import ACTIONS
from medviewer.ui.browser.criteria import CaseState
from medviewer.ui.help.texts import MOUSE, SECTIONS
from medviewer.ui.language import (
    Catalogue,
    fill,
    language,
    read_catalogue,
    tr,
    use_language,
)
from medviewer.ui.menus import MENUS
from medviewer.ui.queue.entries import EntryState

LONG = 20_000
UI = Path(medviewer.ui.__file__).parent
OTHERS = [code for code in LANGUAGES if code != "en"]

# Calls whose words nobody sees.
_UNSEEN = frozenset(
    re.findall(
        r"\w+",
        "setObjectName setProperty property getattr setattr set_icon icon resource_path Template "
        "TypeVar cast getLogger info warning debug exception compile split startswith endswith "
        "replace join strip rstrip get pop toString import_module QKeySequence write_text "
        "read_text encode decode normalize findtext setStyle",
    )
)
# Names, units, formats and keys that are the same in every language, and pieces of sentences
# that are put together before they are looked up.
_SAME_EVERYWHERE = re.compile(
    r"%[dYbHMSZ]|\.(ttf|txt)$|^(MedViewer|English|DICOM|MPR|Ctrl\+\w|Enter|PDF \(\*\.pdf\)|LR|PA|HF"
    r"|SHA-256 .*|Dice .*|R .*G .*|W .*|x .*y .*|MedViewer .*|Settings .*|\{column_mm\}.*"
    r"|\{row_mm\}.*|Mean .*|Min .*| *SD .*|Image\t.*|-0+ mm)$|^\s|[( ]$|\{left\}$|\{files\}$"
    r"|\{closing\}"
)


def seen_texts(file: Path) -> Iterator[str]:
    """The words of a module that may come to the screen; ``{name}`` where something is put in."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    unseen: set[int] = set()
    for node in ast.walk(tree):
        for part in _unseen_parts(node):
            unseen |= {id(inner) for inner in ast.walk(part)}
    for node in ast.walk(tree):
        if id(node) in unseen:
            continue
        if isinstance(node, ast.JoinedStr):
            unseen |= {id(inner) for inner in node.values}
            text = _pattern(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if _is_words(text):
            yield text


def _unseen_parts(node: ast.AST) -> Iterator[ast.AST]:
    """What of a node is certainly not shown: docstrings, annotations, keys, names of things."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node
    elif isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in _UNSEEN:
            yield from node.args
    elif isinstance(node, ast.Dict):
        yield from (key for key in node.keys if key is not None)
    elif isinstance(node, ast.Subscript):
        yield node.slice
    elif isinstance(node, ast.Compare):
        yield from node.comparators
    elif isinstance(node, (ast.arg, ast.AnnAssign)) and node.annotation is not None:
        yield node.annotation
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.returns is not None:
        yield node.returns
    elif isinstance(node, ast.Raise) or (  # sentences of errors are not translated
        isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"
    ):
        yield node


def _pattern(node: ast.JoinedStr) -> str:
    parts, names = [], []
    for value in node.values:
        if isinstance(value, ast.Constant):
            parts.append(str(value.value))
            continue
        assert isinstance(value, ast.FormattedValue)
        inner = value.value
        name = getattr(inner, "attr", getattr(inner, "id", "")) or "value"
        name = name.strip("_")
        while name in names:
            name += "2"
        names.append(name)
        parts.append("{" + name + "}")
    return "".join(parts)


def _is_words(text: str) -> bool:
    bare = re.sub(r"\{\w+\}", "", text)
    if len(re.findall(r"[A-Za-z]", bare)) < 2 or re.search(r"[<>=#]|^[\w.]+\.\w+$", text):
        return False
    return bool(re.match(r"\W*[A-Z]", bare.strip())) or " " in bare.strip()


def untranslated(code: str) -> list[str]:
    known = {source for where, source in read_catalogue(code)._messages if where == CONTEXT}
    texts = {text for file in UI.rglob("*.py") for text in seen_texts(file)}
    left = texts - known - set(icons.NAMES)
    return sorted(t for t in left if not _SAME_EVERYWHERE.search(t))


@pytest.fixture(autouse=True)
def english_again(qapp):
    yield
    use_language("en")


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_of_the_window_is_translated(code):
    left = untranslated(code)
    assert not left, "not in the catalogue yet: " + "; ".join(map(repr, left))


@pytest.mark.parametrize("code", OTHERS)
def test_actions_menus_and_help_are_translated_throughout(code):
    use_language(code)
    texts = [words for spec in ACTIONS for words in (spec.title, spec.tip)]
    texts += [menu for menu, _ in MENUS] + [words for line in MOUSE for words in line]
    texts += [s.title for s in SECTIONS] + [p for s in SECTIONS for p in s.paragraphs]
    left = [text for text in texts if tr(text) == text]
    assert len(left) <= 4, left  # words that are the same in the other language


@pytest.mark.parametrize("code", OTHERS)
def test_the_words_of_every_model_that_is_shipped_are_translated(code):
    use_language(code)
    words = set()
    for pack in PackRegistry().all():
        words |= {pack.title, *(one.title for one in pack.classes)}
        words |= {one.segment.title for one in pack.segments}
        words |= {one.label for one in pack.classes}
        for point in pack.operating_points:
            words |= {point.title, point.meaning, point.measured_on}
    assert len(words) > 20
    assert sorted(word for word in words if word and tr(word) == word) == []


@pytest.mark.parametrize("code", OTHERS)
def test_window_presets_are_translated(code):
    use_language(code)
    names = [window.name for window in (AS_STORED, *PRESETS["CT"])]
    assert len(names) > 7
    assert [name for name in names if tr(name) == name] == []


@pytest.mark.parametrize("code", OTHERS)
def test_translations_keep_names_keys_and_numbers(code):
    names, numbers = re.compile(r"\{\w+\}"), re.compile(r"\d+|Ctrl|Esc|Enter|Shift")
    for (where, source), words in read_catalogue(code)._messages.items():
        assert sorted(names.findall(source)) == sorted(names.findall(words)), source
        if where == CONTEXT:
            assert set(numbers.findall(source)) <= set(numbers.findall(words)), source
        assert source.count("&") == words.count("&"), source


@pytest.mark.parametrize("code", OTHERS)
def test_no_menu_of_the_bar_has_the_letter_of_another(code):
    use_language(code)
    letters = [tr(menu).split("&")[1][0].casefold() for menu, _ in MENUS]
    assert len(set(letters)) == len(letters)


@pytest.mark.parametrize("code", OTHERS)
def test_states_of_one_word_and_sentences_of_several_are_translated(code):
    use_language(code)
    states = [state.value for state in (*EntryState, *CaseState)]
    assert [word for word in states if tr(word) == word] == []
    said = "3 cases wait for a prediction by Breast ultrasound; 1 had a result already."
    assert not re.search("[a-z]{3}", tr(said))
    assert tr("Nobody knows this; nor that.") == "Nobody knows this; nor that."


def test_patterns_translate_what_stands_in_them():
    book = Catalogue(
        {
            (CONTEXT, "{words} and saved."): "{words} kai.",
            (CONTEXT, "Accepted"): "Nai",
            (CONTEXT, "newest first"): "nea",
            (CONTEXT, "Report written to {path}"): "Se {path}",
            (CONTEXT, "Open files…"): "Anoigma…",
            (CONTEXT, "{a} on {b}"): "{a} se {b}",
        }
    )
    assert book.words("Accepted and saved.") == "Nai kai."
    assert book.words("Report written to /a b/c.pdf") == "Se /a b/c.pdf"
    assert book.words("Newest first") == "Nea"  # a word of a list at the beginning of a line
    assert book.words("Open files") == "Anoigma"
    assert book.words("Anything else") == "Anything else"
    # Too few words of its own to know what it is about: only by its own name.
    assert book.words("The disk on which it lies is full.") == "The disk on which it lies is full."
    assert book.template("{a} on {b}") == "{a} se {b}"


def test_keys_and_the_systems_own_words_stay_whole(qapp):
    before = QKeySequence("Ctrl+Shift+O").toString(QKeySequence.SequenceFormat.NativeText)
    use_language("th")
    native = QKeySequence.SequenceFormat.NativeText
    assert QKeySequence("Ctrl+Shift+O").toString(native) == before
    assert QCoreApplication.translate("QNowhere", "Left alone") == "Left alone"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "ยกเลิก"


def test_fill_leaves_values_as_they_are():
    use_language("el")
    assert fill("Zoom {value} %", value=42).endswith("42 %")
    assert fill("not in any catalogue {x}", x=1) == "not in any catalogue 1"


def test_an_unknown_language_is_refused_and_nothing_changes():
    from medviewer.domain.errors import KnownError

    with pytest.raises(KnownError, match="cannot be read"):
        use_language("xx")
    assert language() == "en"


def switch(window, code):
    window.preferences.language = code
    window.comforts.apply()


def test_the_window_changes_its_language_while_it_runs(desk, make_pictures):
    window = desk.start()
    desk.show(window, make_pictures(1)[0])
    desk.predict(window)
    panel = window.page.panel
    english = panel.review.accept.text(), panel.diagnosis.state.text(), window.status.message
    switch(window, "el")
    assert panel.review.accept.text() == "Αποδοχή"
    assert panel.diagnosis.title.text() == "Διάγνωση"
    assert window.menuBar().actions()[0].text() == "&Αρχείο"
    assert window.actions_by_name["predict"].toolTip().endswith("(G)")
    assert "αναμένει" in panel.diagnosis.state.text()
    assert panel.review.comment.placeholderText() == "Σχόλιο (προαιρετικό)"
    assert panel.review.accept.accessibleName() == "Αποδοχή"
    switch(window, "th")
    assert panel.review.accept.text() == "ยอมรับ"
    switch(window, "en")
    assert english == (
        panel.review.accept.text(),
        panel.diagnosis.state.text(),
        window.status.message,
    )


def test_words_set_later_are_translated_as_they_are_shown(desk, make_pictures):
    desk.preferences.language = "el"
    window = desk.start()
    desk.show(window, make_pictures(1)[0])
    desk.predict(window)
    panel = window.page.panel
    panel.accept_now()
    desk.qtbot.waitUntil(
        lambda: "αποδεκτή από Dr Reader" in panel.diagnosis.state.text(), timeout=LONG
    )
    assert window.status.message == "Accepted and saved."  # what the code says stays English
    assert "Έγινε αποδοχή" in window.status._message.text()


def test_words_of_people_are_not_translated(desk, make_pictures):
    desk.preferences.language = "el"
    window = desk.start()
    desk.show(window, make_pictures(1)[0])
    window.page.panel.review.comment.setText("Close")
    assert window.page.panel.review.comment.text() == "Close"
    assert window.page.browser.delegate.name(window.controller.volume.context.patient) == "scan1"


@pytest.mark.parametrize("code", OTHERS)
def test_no_english_is_left_on_the_open_window(desk, make_pictures, code):
    """Walks what is shown; letters left are names of files, models, units and keys."""
    desk.preferences.language = code
    window = desk.start()
    desk.show(window, make_pictures(1)[0])
    desk.predict(window)
    desk.qtbot.wait(200)
    allowed = re.compile(
        r"scan1?|Untrained pack of the tests|Outlines and names nothing of worth|tiny|cpu|px²?"
        r"|pixel|mm|MedViewer|fps|Names malignant early\.|The most probable class\.|An untrained .*"
        r"|Dr Reader|the tests' imagination|Ctrl|Esc|Shift|Enter|Return|CI|SHA|network|ROI"
        r"|\b[A-Z]\b|\d\S*|[Ww]eights?\S*|[0-9a-f]{12}"
    )
    left = []
    for label in window.page.findChildren(QLabel) + window.page.findChildren(QToolButton):
        words = label.text()
        drawn = label.isVisible() and not label.visibleRegion().isEmpty()
        if drawn and re.search(r"[A-Za-z]{3}", allowed.sub("", words)):
            left.append(words)
    assert left == []


def test_thai_lines_can_end_within_a_sentence():
    use_language("th")
    words = tr("What is open stays open behind the lock, and work under way goes on.")
    assert "\u200b" in words
    assert not re.search("[เแโใไ]\u200b", words)  # never after a leading vowel

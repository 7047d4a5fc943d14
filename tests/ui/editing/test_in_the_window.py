"""Correcting masks as a reader does it: keys and mouse in the window, a store behind."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import nibabel
import numpy as np
import pydicom
import pypdf
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from medviewer.domain.edit import EditKind
from medviewer.domain.review import ReviewState
from medviewer.domain.segmentation import MeasurementKind
from medviewer.store import open_store
from medviewer.ui.editing.editor import EditTool
from medviewer.ui.results.diagnosis import state_text

LONG = 20_000
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier
NAME, PASSPHRASE = "Dr Reader", "correct horse battery"
ROOT = Path(__file__).parents[3]


def key(desk, window, what, modifiers=PLAIN):
    window.page.viewport.setFocus()
    desk.qtbot.keyClick(window.page.viewport, what, modifiers)


def kept(desk, window):
    desk.qtbot.waitUntil(lambda: window.page.journal.unsaved == 0, timeout=LONG)


def drag(window, *points, let_go=True):
    canvas = window.page.viewport.canvas
    spots = [canvas.picture_to_screen().map(QPointF(*p)).toPoint() for p in points]
    area, left = canvas.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(area, left, PLAIN, spots[0])
    for spot in spots[1:]:
        QTest.mouseMove(area, spot)
    if let_go:
        QTest.mouseRelease(area, left, PLAIN, spots[-1])


def predicted(desk, make_pictures, count=1):
    """A window with the first of some scans predicted, and editing begun by its key."""
    window = desk.start()
    desk.show(window, make_pictures(count)[0].parent)
    desk.predict(window)
    desk.qtbot.waitUntil(lambda: not window.page.journal._loading, timeout=LONG)
    key(desk, window, Qt.Key.Key_E, CTRL)
    assert window.page.editing.active
    assert window.page.editing.bar.isVisible()
    return window


def mask(window):
    return window.controller.result.masks[0].array


def stored_results(desk):
    with open_store(desk.store, NAME, PASSPHRASE) as store:
        return store.results.search()


def test_a_corrected_result_from_the_stroke_to_the_report_and_a_restart(
    desk, make_pictures, tmp_path
):
    window = predicted(desk, make_pictures)
    page = window.page
    before = mask(window).copy()
    drag(window, (70, 70), (80, 80))
    drawn = mask(window).copy()
    assert drawn.sum() > before.sum()
    desk.qtbot.waitUntil(lambda: window.controller.stored.correction is not None, timeout=LONG)
    desk.qtbot.waitUntil(lambda: page.browser.current.state is ReviewState.CORRECTED, timeout=LONG)
    assert page.viewport._overlay._confirmed
    # Measured anew at once: the lesions' areas add up to what is outlined.
    areas = [f.measurement(MeasurementKind.AREA) for f in window.controller.result.findings]
    assert sum(a.value for a in areas) == drawn.sum()
    assert {a.unit for a in areas} == {"px²"}
    assert page.panel.findings.table.rowCount() == len(areas)
    badge, _ = state_text(window.controller.stored)
    assert badge.startswith("masks corrected by Dr Reader, ")
    assert badge.endswith("not accepted yet")

    key(desk, window, Qt.Key.Key_Q)
    assert np.array_equal(page.viewport._overlay.masks[0].array, before)
    assert not page.viewport._overlay._confirmed
    key(desk, window, Qt.Key.Key_Q)
    assert np.array_equal(page.viewport._overlay.masks[0].array, drawn)

    key(desk, window, Qt.Key.Key_Return)  # accepts what is on the screen
    desk.qtbot.waitUntil(lambda: window.controller.stored.review is not None, timeout=LONG)
    assert window.controller.stored.state is ReviewState.CORRECTED
    assert page.browser.current.state is ReviewState.CORRECTED
    report = tmp_path / "report.pdf"
    window.export_report(report)
    desk.qtbot.waitUntil(lambda: str(report) in window.status.message, timeout=LONG)
    text = " ".join("".join(p.extract_text() for p in pypdf.PdfReader(report).pages).split())
    assert "Masks corrected by Dr Reader" in text
    content_hash = window.controller.volume.content_hash
    desk.close(window)

    (stored,) = stored_results(desk)
    assert np.array_equal(stored.result.masks[0].array, before)
    assert np.array_equal(stored.shown.masks[0].array, drawn)
    assert stored.correction.account == NAME
    with open_store(desk.store, NAME, PASSPHRASE) as store:
        assert store.results.states([content_hash])[content_hash] is ReviewState.CORRECTED
        assert store.audit.verify().ok

    window = desk.start()
    desk.show(window, desk.folder / "scans")
    desk.qtbot.waitUntil(lambda: window.controller.stored is not None, timeout=LONG)
    desk.qtbot.waitUntil(lambda: window.page.edits.standing == 2, timeout=LONG)
    assert np.array_equal(mask(window), drawn)
    key(desk, window, Qt.Key.Key_Z, CTRL)
    key(desk, window, Qt.Key.Key_Z, CTRL)
    assert np.array_equal(mask(window), before)
    desk.qtbot.waitUntil(lambda: window.controller.stored.correction is None, timeout=LONG)
    desk.qtbot.waitUntil(
        lambda: window.page.browser.current.state is ReviewState.PREDICTED, timeout=LONG
    )
    key(desk, window, Qt.Key.Key_Z, CTRL | SHIFT)
    assert np.array_equal(mask(window), drawn)
    desk.close(window)
    assert stored_results(desk)[0].state is ReviewState.CORRECTED


def test_the_keys_of_editing_are_those_of_the_window_again_afterwards(desk, make_pictures):
    window = desk.start()
    shared = {"E", "[", "]", "L", "Return", "Del"}
    for action in window.actions_by_name.values():
        if action.objectName().startswith("edit_"):
            assert not action.isEnabled()
    desk.close(window)
    window = predicted(desk, make_pictures)
    live = [
        key.toString()
        for action in window.actions_by_name.values()
        if action.isEnabled()
        for key in action.shortcuts()
    ]
    assert len(live) == len(set(live))
    assert shared <= set(live)
    page, editor = window.page, window.page.editing.editor
    opacity, size = page.viewport.opacity, editor.size
    key(desk, window, Qt.Key.Key_BracketRight)
    assert editor.size > size
    assert page.viewport.opacity == opacity
    key(desk, window, Qt.Key.Key_E)
    assert editor.tool is EditTool.ERASER
    key(desk, window, Qt.Key.Key_B)
    assert editor.tool is EditTool.BRUSH
    key(desk, window, Qt.Key.Key_W)
    assert editor.tool is None
    key(desk, window, Qt.Key.Key_L)
    assert editor.tool is EditTool.POLYGON
    key(desk, window, Qt.Key.Key_Plus)
    kept(desk, window)
    assert page.edits.undo_title == "Grow"
    key(desk, window, Qt.Key.Key_Delete)
    assert not mask(window).any()
    key(desk, window, Qt.Key.Key_Escape)
    assert not page.editing.active
    assert not page.editing.bar.isVisible()
    key(desk, window, Qt.Key.Key_BracketRight)
    assert page.viewport.opacity > opacity
    style = page.viewport.overlay_style
    key(desk, window, Qt.Key.Key_E)
    assert page.viewport.overlay_style is not style
    assert not window.actions_by_name["edit_brush"].isEnabled()


def test_escape_drops_the_stroke_in_hand_before_it_ends_editing(desk, make_pictures):
    window = predicted(desk, make_pictures)
    before = mask(window)
    drag(window, (70, 70), (80, 80), let_go=False)
    key(desk, window, Qt.Key.Key_Escape)
    assert window.page.editing.active
    assert mask(window) is before
    assert window.page.edits.edits == ()
    key(desk, window, Qt.Key.Key_Escape)
    assert not window.page.editing.active


def test_a_comment_being_typed_survives_a_stroke(desk, make_pictures):
    window = predicted(desk, make_pictures)
    window.page.panel.review.comment.setText("margin unsharp at")
    drag(window, (70, 70), (80, 80))
    kept(desk, window)
    desk.qtbot.waitUntil(lambda: window.controller.stored.correction is not None, timeout=LONG)
    assert window.page.panel.review.comment.text() == "margin unsharp at"


def test_another_scan_or_a_new_prediction_ends_editing_and_keeps_everything(desk, make_pictures):
    window = predicted(desk, make_pictures, 2)
    drag(window, (70, 70), (80, 80))
    drawn = mask(window).copy()
    window.actions_by_name["next_case"].trigger()
    desk.qtbot.waitUntil(lambda: window.controller.volume.case == "scan2", timeout=LONG)
    assert not window.page.editing.active
    window.actions_by_name["previous_case"].trigger()
    desk.qtbot.waitUntil(lambda: window.controller.stored is not None, timeout=LONG)
    assert np.array_equal(mask(window), drawn)
    key(desk, window, Qt.Key.Key_E, CTRL)
    first = window.controller.stored.id
    desk.predict(window)
    desk.qtbot.waitUntil(lambda: window.controller.stored.id != first, timeout=LONG)
    assert not window.page.editing.active
    # Undo goes back to the result that was drawn on.
    window.page.edits.undo()
    assert window.controller.stored.id == first
    assert window.controller.result.masks[0].array.sum() < drawn.sum()


def test_a_damaged_step_is_one_sentence_and_the_result_is_unharmed(desk, make_pictures):
    window = predicted(desk, make_pictures)
    drag(window, (70, 70), (80, 80))
    drawn = mask(window).copy()
    kept(desk, window)
    desk.close(window)
    with open_store(desk.store, NAME, PASSPHRASE) as store:
        store._database.run("UPDATE edit SET before = x'00112233'")
    window = desk.start()
    desk.show(window, desk.folder / "scans")
    desk.qtbot.waitUntil(lambda: window.page.edits.standing == 1, timeout=LONG)
    desk.qtbot.waitUntil(lambda: window.controller.stored is not None, timeout=LONG)
    key(desk, window, Qt.Key.Key_Z, CTRL)
    assert "record of this step is damaged" in window.status.message
    assert np.array_equal(mask(window), drawn)
    assert window.page.edits.standing == 1


def test_a_scan_that_no_model_has_read_is_outlined_by_hand(desk, make_pictures, tmp_path):
    window = desk.start()
    desk.show(window, make_pictures(1)[0])
    page = window.page
    desk.qtbot.waitUntil(lambda: not page.journal._loading, timeout=LONG)
    assert "outline by hand" in page.panel.status.words.text()
    desk.qtbot.waitUntil(window.actions_by_name["edit"].isEnabled, timeout=LONG)
    key(desk, window, Qt.Key.Key_E, CTRL)
    desk.qtbot.waitUntil(lambda: page.editing.active, timeout=LONG)
    assert page.browser.current.state is ReviewState.NEW
    drag(window, (30, 30), (50, 40))
    desk.qtbot.waitUntil(lambda: window.controller.stored.correction is not None, timeout=LONG)
    assert state_text(window.controller.stored)[0].startswith("outlined by Dr Reader, ")
    (finding,) = window.controller.result.findings
    assert finding.area_px == mask(window).sum()
    assert not window.actions_by_name["show_prediction"].isEnabled()
    desk.qtbot.waitUntil(lambda: page.browser.current.state is ReviewState.CORRECTED, timeout=LONG)
    report = tmp_path / "report.pdf"
    window.export_report(report)
    desk.qtbot.waitUntil(lambda: str(report) in window.status.message, timeout=LONG)
    text = " ".join("".join(p.extract_text() for p in pypdf.PdfReader(report).pages).split())
    assert "Outlined by Dr Reader" in text
    assert "No model has read this scan" in text
    desk.predict(window)
    desk.qtbot.waitUntil(lambda: not window.controller.result.by_hand, timeout=LONG)
    desk.close(window)
    assert [s.result.by_hand for s in stored_results(desk)] == [False, True]


def test_the_masks_that_stand_are_exported_and_that_is_noted(
    desk, make_pictures, tmp_path, monkeypatch
):
    window = predicted(desk, make_pictures)
    drag(window, (70, 70), (80, 80))
    desk.qtbot.waitUntil(lambda: window.controller.stored.correction is not None, timeout=LONG)
    kept(desk, window)
    chosen = [(str(tmp_path / "out.seg.dcm"), "(*.seg.dcm)"), (str(tmp_path / "out"), "(*.nii.gz)")]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen.pop(0))
    for name in ("out.seg.dcm", "out.lesion.nii.gz"):
        window.actions_by_name["export_masks"].trigger()
        desk.qtbot.waitUntil(lambda n=name: n in window.status.message, timeout=LONG)
    drawn = mask(window)
    desk.close(window)
    seg = pydicom.dcmread(tmp_path / "out.seg.dcm")
    assert seg.SegmentSequence[0].SegmentAlgorithmType == "SEMIAUTOMATIC"
    assert (tmp_path / "out.prediction.seg.dcm").exists()
    image = nibabel.load(tmp_path / "out.lesion.nii.gz")
    assert np.array_equal(np.asarray(image.dataobj)[..., 0].T > 0, drawn[0])
    with open_store(desk.store, NAME, PASSPHRASE) as store:
        assert [e.action for e in store.audit.entries(20)].count("masks.export") == 2


_READER = """
    import os, sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[3])
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication
    from medviewer.packs.registry import PackRegistry
    from medviewer.ui.keymap import load_keymap
    from medviewer.ui.main_window import MainWindow, WindowSetup
    from medviewer.ui.preferences import Preferences

    app = QApplication([])
    registry = PackRegistry([])
    window = MainWindow(WindowSetup(Path(sys.argv[1]), Preferences(), load_keymap(),
        lambda: registry, lambda: None, lambda _p: None, paths=(Path(sys.argv[2]),)))
    window.show()
    def wait(condition):
        while not condition():
            app.processEvents()
    wait(lambda: window.page is not None)
    window.sign_in.name.setText("Dr Reader")
    window.sign_in.passphrase.setText("correct horse battery")
    window.sign_in.button.click()
    wait(lambda: window.controller.stored is not None)
    page = window.page
    page.journal.kept.connect(lambda _t: print(page.edits.standing - page.journal.unsaved,
        flush=True))
    page.editing.start()
    pen = page.editing.editor
    pen.size = 3
    for number in range(1000):
        at = (2.5 + number % 90, 4.5 + 5 * (number // 90))
        pen.press(at, False)
        pen.release(at)
        wait(lambda: page.journal.unsaved == 0)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a matter of POSIX")
def test_a_program_killed_while_drawing_opens_with_everything_but_the_stroke_in_hand(
    desk, make_pictures
):
    window = predicted(desk, make_pictures)
    desk.close(window)
    picture = desk.folder / "scans" / "scan1.png"
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(_READER), *map(str, (desk.store, picture, ROOT))],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    answered = 0
    while answered < 7:
        line = process.stdout.readline()
        assert line, "the program ended by itself"
        answered = int(line)
    process.send_signal(signal.SIGKILL)
    rest = process.communicate()[0].split()
    answered = int(rest[-1]) if rest else answered

    window = desk.start()
    desk.show(window, picture)
    desk.qtbot.waitUntil(lambda: window.page.edits.standing > 0, timeout=LONG)
    desk.qtbot.waitUntil(lambda: window.controller.stored is not None, timeout=LONG)
    standing = window.page.edits.standing
    assert standing in (answered, answered + 1)
    assert "did not end in order" in window.status.message
    assert "(Brush, " in window.status.message
    assert {e.kind for e in window.page.edits.edits} == {EditKind.MASK}
    for number in range(standing):
        assert mask(window)[0, 4 + 5 * (number // 90), 2 + number % 90]
    for _ in range(standing):
        window.page.edits.undo()
    assert np.array_equal(mask(window), window.controller.stored.result.masks[0].array)


def test_editing_stays_in_its_viewport_whatever_is_pressed_beside_it(desk, make_pictures):
    window = predicted(desk, make_pictures, 2)
    page, actions = window.page, window.actions_by_name
    first, other = page.browser.visible_cases()[:2]
    key(desk, window, Qt.Key.Key_E, CTRL)
    actions["layout_1x2"].trigger()
    page.viewing.scans.open_in(1, other.key)
    read = page.controller.volume
    desk.qtbot.waitUntil(lambda: page.controller.volume is not read, timeout=LONG)
    page.grid.activate(0)
    desk.qtbot.waitUntil(lambda: page.controller.result is not None, timeout=LONG)
    assert page.controller.case.key == first.key
    actions["edit"].trigger()
    actions["edit_brush"].trigger()
    assert page.editing.active
    before, (beside,) = mask(window).copy(), page.grid.companions
    area, left = beside.canvas.viewport(), Qt.MouseButton.LeftButton
    frame = beside.volume
    QTest.mousePress(area, left, PLAIN, QPoint(40, 40))
    QTest.mouseMove(area, QPoint(90, 90))
    QTest.mouseRelease(area, left, PLAIN, QPoint(90, 90))
    actions["next_view"].trigger()
    assert page.editing.active
    assert page.controller.case.key == first.key
    assert beside.volume is frame
    assert np.array_equal(mask(window), before), "nothing was drawn"
    assert "end that first (Ctrl+E)" in window.status.message
    drag(window, (20, 20), (30, 30))
    kept(desk, window)
    assert mask(window).sum() > before.sum(), "the brush still draws"
    actions["edit"].trigger()
    QTest.mouseClick(area, left, PLAIN, QPoint(40, 40))
    desk.qtbot.waitUntil(lambda: page.controller.case.key == other.key, timeout=LONG)

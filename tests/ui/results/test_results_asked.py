"""What the results panel asks for: decisions, models, overlays, keys."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QComboBox, QLineEdit

from medviewer.domain.choice import Opinion, PackChoice
from medviewer.domain.geometry import SpacingSource
from medviewer.domain.result import (
    PackReference,
)
from medviewer.domain.review import Review, ReviewState
from medviewer.ui.viewport.overlay_item import OverlayStyle
from tests.ui.made_results import (
    BALANCED,
    NOON,
    SENSITIVE,
    click,
    make_result,
    sized,
    stored,
    words,
)


def test_accept_and_reject_carry_the_comment(panel, qtbot):
    panel.show_result(make_result(sized(1, SpacingSource.NONE, "px")), None, [SENSITIVE])
    QTest.keyClicks(panel.review.comment, " Biopsy advised ")
    with qtbot.waitSignal(panel.acceptRequested) as heard:
        click(panel.review.accept)
    assert heard.args == ["Biopsy advised"]
    with qtbot.waitSignal(panel.rejectRequested) as heard:
        click(panel.review.reject)
    assert heard.args == ["Biopsy advised"]


def test_the_same_decision_twice_needs_a_new_comment(panel):
    result = make_result()
    review = Review(ReviewState.ACCEPTED, "Dr Roth", NOON, "Seen")
    panel.show_result(result, stored(result, review), [SENSITIVE])
    assert not panel.review.accept.isEnabled()
    assert panel.review.reject.isEnabled()
    panel.review.comment.setText("Seen twice")
    assert panel.review.accept.isEnabled()


def test_without_a_result_nothing_can_be_decided(panel, qtbot):
    panel.show_result(make_result(), None, [SENSITIVE])
    panel.show_empty("Press Predict.")
    assert "Press Predict." in words(panel)
    for button in (panel.review.accept, panel.review.reject, panel.review.edit):
        assert not button.isEnabled()
    with qtbot.assertNotEmitted(panel.acceptRequested):
        panel.accept_now()
    assert not panel.diagnosis.isVisible()


def test_a_refusal_may_be_overridden(panel, qtbot):
    panel.show_failure("This is CT.", refused=True, overridable=True)
    with qtbot.waitSignal(panel.overrideRequested):
        click(panel.status.override)
    panel.show_failure("This is CT, and it is blank.", refused=True)
    assert not panel.status.override.isVisible()


def test_a_refusal_of_the_only_model_is_said_as_such(panel):
    only = Opinion(PackReference("p1", "1", "0" * 64, "Breast"), "it was made for US, this is CT")
    panel.show_failure("…", True, choice=PackChoice(None, (), (only,), "…"))
    assert panel.status.title.text() == "Not read: no installed model takes this scan"
    assert panel.status.words.text() == (
        "The only installed model was asked and does not take it. "
        "Choose a model yourself, or open another file."
    )
    assert panel.status.details.text() == "Breast: it was made for US, this is CT"
    panel.show_empty("Nothing.")
    assert not panel.status.details.isVisible()


def question(*titles: str) -> PackChoice:
    packs = [PackReference(f"p{n}", "1", "0" * 64, t) for n, t in enumerate(titles, start=1)]
    candidates = tuple(Opinion(pack, None, 1.0) for pack in packs)
    return PackChoice(None, candidates, candidates, f"{len(packs)} models take this scan")


def test_which_model_is_asked_beside_the_picture_however_long_the_titles(panel, qtbot):
    long = "Magnetic resonance imaging of the brain, tumours of every kind and grade"
    panel.show_question(question(long, f"{long}, other edition"), "MR")
    QCoreApplication.processEvents()
    assert panel.question.isVisible()
    assert not panel.status.isVisible()
    assert panel.question.width() <= panel.scroll_area.viewport().width()
    assert panel.question.always.text() == "Always for MR scans"
    first, second = panel.question.buttons
    assert (first.text(), second.accessibleName()) == (
        f"1   {long}", f"Read with {long}, other edition",
    )  # fmt: skip
    assert first.toolTip() == f"{long}\nTakes this scan (1)"
    panel.question.always.click()
    with qtbot.waitSignal(panel.packAnswered) as heard:
        click(second)
    assert heard.args == ["p2", True]
    panel.show_question(question("A", "B", "C"), "")  # another one begins without the tick
    assert not panel.question.always.isChecked()
    assert [b.text() for b in panel.question.buttons] == ["1   A", "2   B", "3   C"]
    panel.show_empty("Nothing.")
    assert not panel.question.isVisible()


def test_predict_names_the_chosen_pack(panel, qtbot):
    with qtbot.waitSignal(panel.predictRequested) as heard:
        click(panel.predict)
    assert heard.args == ["auto"]  # the first, and what is chosen unless a person does
    assert panel.packs.itemText(0) == "Automatic"
    panel.choose_pack("chest-xray")
    panel.set_packs([("chest-xray", "Chest X-ray"), ("liver-ct", "Liver CT")])
    with qtbot.waitSignal(panel.predictRequested) as heard:
        panel.predict_now()
    assert heard.args == ["chest-xray"]
    panel.set_packs([])
    assert not panel.predict.isEnabled()
    with qtbot.assertNotEmitted(panel.predictRequested):
        panel.predict_now()


def test_operating_point_is_chosen_by_name(panel, qtbot):
    panel.show_result(make_result(), None, [BALANCED, SENSITIVE])
    assert panel.diagnosis.points.currentText() == "High sensitivity"
    with qtbot.waitSignal(panel.operatingPointChanged) as heard:
        panel.diagnosis.points.setFocus()
        QTest.keyClick(panel.diagnosis.points, Qt.Key.Key_Up)
    assert heard.args == ["balanced"]


def test_overlay_controls_speak_and_follow(panel, qtbot):
    panel.show_result(make_result(), None, [SENSITIVE])
    with qtbot.waitSignal(panel.overlayToggled) as heard:
        click(panel.overlay.eye)
    assert heard.args == [False]
    with qtbot.waitSignal(panel.opacityChanged) as heard:
        panel.overlay.slider.setValue(60)
    assert heard.args == [0.6]
    with qtbot.waitSignal(panel.styleChanged) as heard:
        panel.overlay.style_box.setFocus()
        QTest.keyClick(panel.overlay.style_box, Qt.Key.Key_Down)
    assert heard.args == [OverlayStyle.OUTLINE]
    with qtbot.assertNotEmitted(panel.opacityChanged), qtbot.assertNotEmitted(panel.overlayToggled):
        panel.set_opacity(0.4)
        panel.set_masks_visible(True)
        panel.set_style(OverlayStyle.EDGE_BAND)
    assert panel.overlay.number.text() == "40 %"
    assert panel.overlay.style_box.currentData() == OverlayStyle.EDGE_BAND


def test_styles_without_probabilities_cannot_be_chosen(panel):
    panel.show_result(make_result(probability=False), None, [SENSITIVE])
    box = panel.overlay.style_box
    usable = [
        bool(box.model().item(r).flags() & Qt.ItemFlag.ItemIsEnabled) for r in range(box.count())
    ]
    assert usable == [True, True, True, False, False]


def test_a_click_on_a_finding_tells_which(panel, qtbot):
    panel.show_result(
        make_result(sized(1, SpacingSource.NONE, "px"), sized(2, SpacingSource.NONE, "px")),
        None,
        [SENSITIVE],
    )
    table = panel.findings.table
    with qtbot.waitSignal(panel.findingActivated) as heard:
        spot = table.visualItemRect(table.item(1, 1)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert heard.args == [1]


def test_tooltips_name_the_keys_in_use(panel):
    assert "Enter" in panel.review.accept.toolTip()
    panel.set_keys({"accept": "F5", "opacity_down": "-", "opacity_up": "+"})
    assert panel.review.accept.toolTip().endswith("(F5)")
    assert panel.overlay.slider.toolTip().endswith("(- +)")
    assert panel.review.reject.toolTip() == "Reject the prediction"


def test_enter_in_the_comment_gives_the_keyboard_back(panel, qtbot):
    panel.show_result(make_result(), None, [SENSITIVE])
    panel.activateWindow()
    panel.review.comment.setFocus()
    with qtbot.assertNotEmitted(panel.acceptRequested):
        QTest.keyClick(panel.review.comment, Qt.Key.Key_Return)
    assert not panel.review.comment.hasFocus()


def test_every_control_has_a_name_and_a_tooltip(panel):
    controls = [
        c
        for kind in (QAbstractButton, QComboBox, QAbstractSlider, QLineEdit)
        for c in panel.findChildren(kind)
        if not c.objectName().startswith("qt_")
        and "ScrollBar" not in type(c).__name__
        and "QTableCornerButton" not in c.metaObject().className()
    ]
    assert len(controls) >= 12
    missing = [c for c in controls if not c.toolTip() or not c.accessibleName()]
    assert missing == []

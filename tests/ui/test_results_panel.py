"""The results panel as its user meets it."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QComboBox, QLabel, QLineEdit

from medviewer.domain.choice import Opinion, PackChoice
from medviewer.domain.geometry import SpacingSource, VolumeGeometry
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.domain.progress import Progress
from medviewer.domain.result import (
    ClassProbability,
    Diagnosis,
    InferenceResult,
    OperatingPoint,
    PackReference,
    Provenance,
    Timings,
)
from medviewer.domain.review import Review, ReviewState, ScanRecord, StoredResult
from medviewer.domain.segmentation import (
    CodedConcept,
    Finding,
    Measurement,
    MeasurementKind,
    Segment,
    SegmentationMask,
)
from medviewer.ui.results.diagnosis import NOTHING_FOUND
from medviewer.ui.results.panel import ResultsPanel
from medviewer.ui.results.parts import percent
from medviewer.ui.viewport.overlay_item import OverlayStyle

BALANCED = OperatingPoint("balanced", "Balanced", "Names the most probable class.")
SENSITIVE = OperatingPoint(
    "high-sensitivity",
    "High sensitivity",
    "Names malignant from 20 %: misses few.",
    positive_class="malignant",
    threshold=0.2,
    sensitivity=0.97,
    sensitivity_ci=(0.83, 0.99),
    specificity=0.71,
    specificity_ci=(0.60, 0.80),
    n=107,
    measured_on="BUSI test",
)
HASH = "ab12cd34" * 8
NOON = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC)


def sized(number: int, source: SpacingSource, unit: str = "mm") -> Finding:
    return Finding(
        "lesion",
        number,
        0,
        (10, 10, 30, 20),
        450,
        (
            Measurement(MeasurementKind.LONGEST_DIAMETER, 14.23, unit, source),
            Measurement(MeasurementKind.PERPENDICULAR_DIAMETER, 9.81, unit, source),
            Measurement(MeasurementKind.AREA, 112.4, f"{unit}²", source),
            Measurement(MeasurementKind.MEAN_PROBABILITY, 0.873, ""),
        ),
    )


def make_result(*findings: Finding, probability: bool = True) -> InferenceResult:
    area = np.zeros((1, 40, 40), bool)
    mask = SegmentationMask(
        Segment("lesion", "Lesion", (230, 159, 0), "L"),
        area,
        area.astype(np.float16) if probability else None,
    )
    return InferenceResult(
        "case-1",
        "0" * 64,
        (mask,),
        findings,
        (
            ClassProbability("normal", "Normal", 0.004),
            ClassProbability("benign", "Benign", 0.184),
            ClassProbability("malignant", "Malignant", 0.812),
        ),
        Diagnosis("malignant", "Malignant", 0.812, SENSITIVE),
        Provenance(
            PackReference("breast-us", "0.1.0", HASH, "Breast ultrasound"),
            "0.1.0",
            "cpu",
            NOON,
            (("operating_point", "high-sensitivity"),),
        ),
        Timings(network=0.31, total=0.36),
        ("Not tested on children.",),
    )


def stored(result: InferenceResult, review: Review | None = None, number: int = 7) -> StoredResult:
    context = StudyContext(Patient("P-17", "Meier^Anna"), Study("1"), Series("2"))
    scan = ScanRecord(
        context,
        result.content_hash,
        (Path("case-1.png"),),
        VolumeGeometry(40, 40),
        np.zeros((40, 40), np.uint8),
    )
    return StoredResult(number, scan, result, NOON, review)


@pytest.fixture
def panel(qtbot) -> Iterator[ResultsPanel]:
    widget = ResultsPanel()
    qtbot.addWidget(widget)
    widget.resize(340, 900)
    widget.set_packs([("breast-us", "Breast ultrasound"), ("chest-xray", "Chest X-ray")])
    widget.show()
    yield widget
    # Qt deletes in its event loop only, which a test never enters.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def click(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def words(panel: ResultsPanel) -> str:
    shown = "\n".join(w.text() for w in panel.findChildren(QLabel) if w.isVisible())
    return shown.replace("\u00a0", " ")


def test_shows_class_probability_and_what_the_operating_point_costs(panel):
    panel.show_result(
        make_result(sized(1, SpacingSource.PIXEL_SPACING)), None, [BALANCED, SENSITIVE]
    )
    shown = words(panel)
    assert panel.diagnosis.name.text() == "Malignant"
    assert "81 % calibrated probability" in shown
    assert "1 lesion outlined" in shown
    assert "misses few" in shown
    assert "n = 107" in shown
    assert "sensitivity 97 % (95 % CI 83–99 %)" in shown
    assert "specificity 71 % (95 % CI 60–80 %)" in shown
    classes = [(title, number) for title, number, _ in panel.diagnosis.bars.texts()]
    assert classes == [("Normal", "< 1 %"), ("Benign", "18 %"), ("Malignant", "81 %")]


def test_the_named_class_is_marked_by_more_than_colour(panel):
    panel.show_result(make_result(), None, [SENSITIVE])
    assert [bold for *_, bold in panel.diagnosis.bars.texts()] == [False, False, True]


def test_findings_have_units_and_the_source_of_the_scale(panel):
    panel.show_result(
        make_result(
            sized(1, SpacingSource.ULTRASOUND_REGION), sized(2, SpacingSource.ULTRASOUND_REGION)
        ),
        None,
        [SENSITIVE],
    )
    table = panel.findings.table
    row = [table.item(0, column).text() for column in range(table.columnCount())]
    assert row == ["L1", "14.2 × 9.8 mm", "112 mm²", "87 %"]
    assert "ultrasound region" in panel.findings.scale.text()


def test_an_organ_is_no_lesion_and_has_a_volume(panel):
    found = sized(1, SpacingSource.PIXEL_SPACING)
    volume = Measurement(MeasurementKind.VOLUME, 1833.9, "ml", SpacingSource.PIXEL_SPACING)
    found = replace(found, measurements=(*found.measurements, volume))
    result = make_result(found)
    (mask,) = result.masks
    anatomy = CodedConcept("123037004", "SCT", "Anatomical Structure")
    organ = replace(mask.segment, title="Liver", category=anatomy)
    result = replace(result, masks=(replace(mask, segment=organ),), diagnosis=None)
    panel.show_result(result, None, [])
    assert "Liver outlined" in words(panel)
    assert panel.findings.table.item(0, 2).text() == "1834 ml"
    assert panel.findings.table.horizontalHeaderItem(2).text() == "Volume"
    panel.show_result(make_result(sized(1, SpacingSource.PIXEL_SPACING)), None, [SENSITIVE])
    assert panel.findings.table.horizontalHeaderItem(2).text() == "Area"


def test_without_a_scale_sizes_are_pixels_and_it_says_uncalibrated(panel):
    panel.show_result(make_result(sized(1, SpacingSource.NONE, "px")), None, [SENSITIVE])
    table = panel.findings.table
    assert table.item(0, 0).text() == "L"
    assert table.item(0, 1).text() == "14 × 10 px"
    assert table.item(0, 2).text() == "112 px²"
    assert "uncalibrated" in panel.findings.scale.text()
    assert panel.findings.scale.property("state") == "warning"


def test_cells_of_the_findings_are_not_cut_at_the_smallest_width(panel):
    big = replace(
        sized(1, SpacingSource.PIXEL_SPACING),
        measurements=(
            Measurement(MeasurementKind.LONGEST_DIAMETER, 88.8, "mm", SpacingSource.USER),
            Measurement(MeasurementKind.PERPENDICULAR_DIAMETER, 88.8, "mm", SpacingSource.USER),
            Measurement(MeasurementKind.AREA, 8888, "mm²", SpacingSource.USER),
            Measurement(MeasurementKind.MEAN_PROBABILITY, 0.88, ""),
        ),
    )
    panel.resize(320, 900)
    panel.show_result(make_result(big, big), None, [SENSITIVE])
    table = panel.findings.table
    for column in range(table.columnCount()):
        text = table.item(0, column).text()
        assert table.columnWidth(column) >= table.fontMetrics().horizontalAdvance(text) + 4
    assert sum(table.columnWidth(c) for c in range(4)) <= table.viewport().width()


def test_no_lesion_is_a_result_like_any_other(panel, qtbot):
    panel.show_result(make_result(), None, [SENSITIVE])
    assert NOTHING_FOUND in words(panel)
    assert not panel.findings.table.isVisible()
    with qtbot.waitSignal(panel.acceptRequested):
        click(panel.review.accept)


def test_a_model_that_only_names_claims_nothing_about_outlines(panel):
    panel.show_result(dataclasses.replace(make_result(), masks=()), None, [SENSITIVE])
    assert NOTHING_FOUND not in words(panel)
    assert "This model names; it outlines nothing" in words(panel)
    assert not panel.findings.isVisible()
    assert not panel.overlay.isVisible()


def test_accept_and_reject_carry_the_comment(panel, qtbot):
    panel.show_result(make_result(sized(1, SpacingSource.NONE, "px")), None, [SENSITIVE])
    QTest.keyClicks(panel.review.comment, " Biopsy advised ")
    with qtbot.waitSignal(panel.acceptRequested) as heard:
        click(panel.review.accept)
    assert heard.args == ["Biopsy advised"]
    with qtbot.waitSignal(panel.rejectRequested) as heard:
        click(panel.review.reject)
    assert heard.args == ["Biopsy advised"]


def test_saved_is_only_said_of_what_is_stored(panel):
    result = make_result()
    panel.show_result(result, None, [SENSITIVE])
    assert panel.diagnosis.state.text() == "predicted, not saved yet"
    panel.show_result(result, stored(result), [SENSITIVE])
    assert panel.diagnosis.state.text().startswith("predicted, saved")
    review = Review(ReviewState.ACCEPTED, "Dr Roth", NOON, "Seen")
    panel.show_result(result, stored(result, review), [SENSITIVE])
    text = panel.diagnosis.state.text()
    assert text.startswith("accepted by Dr Roth, 21 Nov 2026")
    assert "saved" in text
    assert "Seen" in text


def test_the_same_decision_twice_needs_a_new_comment(panel):
    result = make_result()
    review = Review(ReviewState.ACCEPTED, "Dr Roth", NOON, "Seen")
    panel.show_result(result, stored(result, review), [SENSITIVE])
    assert not panel.review.accept.isEnabled()
    assert panel.review.reject.isEnabled()
    panel.review.comment.setText("Seen twice")
    assert panel.review.accept.isEnabled()


def test_the_readers_diagnosis_stands_and_the_models_is_still_said(panel):
    result = make_result()
    review = Review(ReviewState.CORRECTED, "Dr Roth", NOON, diagnosis="benign")
    panel.show_result(result, stored(result, review), [SENSITIVE])
    assert panel.diagnosis.name.text() == "Benign"
    assert "the model said Malignant, 81\N{NO-BREAK SPACE}%" in panel.diagnosis.probability.text()


def test_without_a_result_nothing_can_be_decided(panel, qtbot):
    panel.show_result(make_result(), None, [SENSITIVE])
    panel.show_empty("Press Predict.")
    assert "Press Predict." in words(panel)
    for button in (panel.review.accept, panel.review.reject, panel.review.edit):
        assert not button.isEnabled()
    with qtbot.assertNotEmitted(panel.acceptRequested):
        panel.accept_now()
    assert not panel.diagnosis.isVisible()


def test_progress_with_cancel(panel, qtbot):
    panel.show_running(Progress(2, 5, "Network, view 2 of 5"))
    assert (panel.status.bar.value(), panel.status.bar.maximum()) == (2, 5)
    assert "view 2 of 5" in words(panel)
    with qtbot.waitSignal(panel.cancelRequested):
        click(panel.status.cancel)
    panel.show_running(Progress(0, 0))
    assert panel.status.bar.maximum() == 0


def test_a_refusal_gives_its_reason(panel):
    panel.show_failure("The picture is in colour; the model reads grey ones.", refused=True)
    shown = words(panel)
    assert "not made for this scan" in shown
    assert "in colour" in shown
    assert not panel.status.cancel.isVisible()
    assert not panel.status.override.isVisible()


def test_a_refusal_may_be_overridden(panel, qtbot):
    panel.show_failure("This is CT.", refused=True, overridable=True)
    with qtbot.waitSignal(panel.overrideRequested):
        click(panel.status.override)
    panel.show_failure("This is CT, and it is blank.", refused=True)
    assert not panel.status.override.isVisible()


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


def test_the_panel_says_how_the_model_was_chosen(panel):
    made = make_result()
    for how, shown in (
        ("chosen automatically among A; B: only A takes this scan", "only A takes this scan."),
        ("chosen by the reader among A; B", "Chosen by the reader among A; B."),
    ):
        settings = (("choice of model", how),)
        provenance = dataclasses.replace(made.provenance, settings=settings)
        panel.show_result(dataclasses.replace(made, provenance=provenance), None, [BALANCED])
        assert panel.chosen.isVisible()
        assert panel.chosen.text().endswith(shown)
        assert how[1:] in panel.chosen.toolTip()
    panel.show_result(made, None, [BALANCED])
    assert not panel.chosen.isVisible()


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


def test_history_gives_the_stored_result(panel, qtbot):
    result = make_result()
    panel.set_history([stored(result, number=9), stored(result, number=4)])
    entries = panel.history.list
    assert "Malignant 81 %" in entries.item(0).text()
    with qtbot.waitSignal(panel.historyActivated) as heard:
        spot = entries.visualItemRect(entries.item(1)).center()
        QTest.mouseClick(entries.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert heard.args == [4]


def test_provenance_is_short_to_read_and_whole_to_copy(panel):
    panel.show_result(make_result(), None, [SENSITIVE])
    assert not panel.provenance.content.isVisible()
    click(panel.provenance.fold)
    assert panel.provenance.content.isVisible()
    assert HASH not in words(panel)
    assert HASH[:12] in words(panel)
    click(panel.provenance.copy)
    copied = QGuiApplication.clipboard().text()
    assert f"Weights: {HASH}" in copied
    assert "Operating point: high-sensitivity" in copied


def test_limits_of_the_model_are_there(panel):
    panel.show_result(make_result(), None, [SENSITIVE])
    click(panel.limits.fold)
    assert "Not tested on children." in words(panel)


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


@pytest.mark.parametrize("width", [320, 400, 480])
def test_nothing_is_wider_than_the_panel(panel, width):
    panel.resize(width, 900)
    panel.show_result(make_result(sized(1, SpacingSource.NONE, "px")), None, [BALANCED, SENSITIVE])
    panel.provenance.fold.setChecked(True)
    inside = panel.scroll_area.widget()
    assert inside.minimumSizeHint().width() <= panel.scroll_area.viewport().width()
    assert inside.width() == panel.scroll_area.viewport().width()


def test_long_names_of_classes_fit(panel):
    panel.resize(320, 900)
    long = (
        ClassProbability("a", "Pneumonia, bacterial or viral, not further told apart", 0.7),
        ClassProbability("b", "Normal", 0.3),
    )
    point = replace(SENSITIVE, title="High sensitivity for pneumonia in children under five")
    diagnosis = Diagnosis("a", long[0].title, 0.7, point)
    result = replace(make_result(), probabilities=long, diagnosis=diagnosis)
    panel.show_result(result, None, [point, BALANCED])
    inside = panel.scroll_area.widget()
    assert inside.minimumSizeHint().width() <= panel.scroll_area.viewport().width()


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


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "< 1 %"), (0.499, "50 %"), (0.995, "> 99 %"), (1.0, "> 99 %")]
)
def test_percent(value, text):
    assert percent(value) == text

"""The results panel as its user reads it."""

import dataclasses
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from medviewer.domain.geometry import SpacingSource
from medviewer.domain.progress import Progress
from medviewer.domain.result import (
    ClassProbability,
    Diagnosis,
)
from medviewer.domain.review import Review, ReviewState
from medviewer.domain.segmentation import (
    CodedConcept,
    Measurement,
    MeasurementKind,
)
from medviewer.ui.results.diagnosis import NOTHING_FOUND
from medviewer.ui.results.parts import percent
from tests.ui.made_results import (
    BALANCED,
    HASH,
    NOON,
    SENSITIVE,
    click,
    make_result,
    sized,
    stored,
    words,
)


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


def test_saved_is_only_said_of_what_is_stored(panel):
    result = make_result()
    panel.show_result(result, None, [SENSITIVE])
    assert panel.diagnosis.state.text() == "predicted, not saved yet"
    panel.show_result(result, stored(result), [SENSITIVE])
    assert panel.diagnosis.state.text().startswith("predicted, saved")
    review = Review(ReviewState.ACCEPTED, "Dr Roth", NOON, "Seen")
    panel.show_result(result, stored(result, review), [SENSITIVE])
    text = panel.diagnosis.state.text()
    assert text.startswith("accepted by Dr Roth, 2026-11-21")
    assert "saved" in text
    assert "Seen" in text


def test_the_readers_diagnosis_stands_and_the_models_is_still_said(panel):
    result = make_result()
    review = Review(ReviewState.CORRECTED, "Dr Roth", NOON, diagnosis="benign")
    panel.show_result(result, stored(result, review), [SENSITIVE])
    assert panel.diagnosis.name.text() == "Benign"
    assert "the model said Malignant, 81\N{NO-BREAK SPACE}%" in panel.diagnosis.probability.text()


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


def test_nothing_of_the_result_before_is_left(panel):
    before = make_result(sized(1, SpacingSource.PIXEL_SPACING), sized(2, SpacingSource.USER))
    settings = (("operating_point", "high-sensitivity"), ("tiles", "nine of them"))
    before = replace(before, provenance=replace(before.provenance, settings=settings))
    panel.show_result(before, None, [BALANCED, SENSITIVE])
    click(panel.provenance.fold)
    assert "nine of them" in words(panel)
    two = (ClassProbability("benign", "Benign", 0.7), ClassProbability("normal", "Normal", 0.3))
    after = replace(
        make_result(),
        probabilities=two,
        diagnosis=Diagnosis("benign", "Benign", 0.7, BALANCED),
    )
    panel.show_result(after, None, [BALANCED])
    assert panel.diagnosis.bars.texts() == [("Benign", "70 %", True), ("Normal", "30 %", False)]
    shown = words(panel)
    for gone in ("nine of them", "Malignant", "misses few", "18 %"):
        assert gone not in shown
    assert not panel.findings.table.isVisible()
    assert "Tiles" not in panel.provenance.text()


def test_a_list_of_earlier_results_that_is_the_same_stays_as_it_is(panel):
    results = [stored(make_result(), number=n) for n in (9, 4)]
    panel.set_history(results)
    entries = panel.history.list
    entries.setCurrentRow(1)
    panel.set_history([replace(one) for one in results])
    assert entries.currentRow() == 1, "what a reader has chosen there stays chosen"
    panel.set_history(results[1:])
    assert entries.count() == 1
    assert entries.height() < 3 * entries.sizeHintForRow(0)


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


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "< 1 %"), (0.499, "50 %"), (0.995, "> 99 %"), (1.0, "> 99 %")]
)
def test_percent(value, text):
    assert percent(value) == text

import dataclasses
import datetime as dt
import io

import numpy as np
import pytest
from PIL import Image

from medviewer.domain.errors import BugError
from medviewer.domain.geometry import PixelCalibration, SpacingSource
from medviewer.domain.patient import Patient
from medviewer.domain.result import ClassProbability, OperatingPoint
from medviewer.domain.review import Correction, ReviewState
from medviewer.domain.segmentation import Finding
from medviewer.reports import wording
from medviewer.reports.building import build_report
from medviewer.reports.wording import in_language


def section(stored, made_at):
    return build_report([stored], "Dr. Adams", made_at).results[0]


def test_unreviewed_says_so_and_names_the_model_as_the_only_voice(result, made_at):
    said = section(result(), made_at).conclusion
    assert said.heading == "Malignant (model only)"
    assert said.status == "Not reviewed by a person"
    assert said.model_answer == "Model's answer: Malignant, probability 81 %"


def test_accepted_names_who_and_when(result, decided, made_at):
    said = section(result(review=decided(ReviewState.ACCEPTED)), made_at).conclusion
    assert said.heading == "Malignant"
    assert said.status == "Accepted by Dr. Adams on 2026-03-12 09:00 UTC"


def test_changed_diagnosis_shows_both(result, decided, made_at):
    review = decided(ReviewState.CORRECTED, "a cyst", "benign")
    made = section(result(review=review), made_at)
    assert (made.conclusion.heading, made.conclusion.label) == ("Benign", "benign")
    assert "changed the diagnosis from Malignant to Benign" in made.conclusion.status
    assert "Malignant, probability 81 % (not upheld)" in made.conclusion.model_answer
    assert made.probabilities_title.endswith("(not upheld)")


def test_corrected_outline_keeps_the_diagnosis(result, decided, made_at):
    said = section(result(review=decided(ReviewState.CORRECTED)), made_at).conclusion
    assert said.heading == "Malignant"
    assert "The diagnosis was left as it was" in said.status


def test_rejected_is_never_a_conclusion(result, decided, made_at):
    review = decided(ReviewState.REJECTED, "rib shadow", "normal")
    made = section(result(review=review), made_at)
    assert made.conclusion.heading == "Rejected: no conclusion"
    assert made.conclusion.label is None
    assert made.conclusion.title is None
    assert "own diagnosis: Normal" in made.conclusion.status
    assert made.conclusion.model_answer.endswith("(rejected)")
    assert made.probabilities_title.endswith("(rejected)")


def test_no_classifier_is_no_diagnosis(result, made_at):
    stored = result()
    bare = dataclasses.replace(stored.result, diagnosis=None, probabilities=())
    made = section(dataclasses.replace(stored, result=bare), made_at)
    assert made.conclusion.heading == "No diagnosis named"
    assert made.operating_point_text == ()


def test_results_are_in_order_of_study_and_models_are_listed_once(result, made_at):
    made = build_report([result(2, day=9), result(1, day=20), result(3, day=1)], "R", made_at)
    assert [s.result_id for s in made.results] == [3, 2, 1]
    assert len(made.models) == 1
    assert len(made.models[0].limits) == 2


def test_one_patient_only(result, made_at):
    other = Patient("PID-0042", "Yamada^Hanako", dt.date(1990, 1, 1), "F")
    with pytest.raises(BugError, match="one patient"):
        build_report([result(1), result(2, patient=other)], "R", made_at)
    with pytest.raises(BugError):
        build_report([], "R", made_at)


def test_privacy_leaves_the_patient_out_everywhere(result, made_at):
    made = build_report([result(file="Yamada-1963.png")], "R", made_at, privacy=True)
    secrets = ("Yamada", "PID-0042", "1963", "ACC-77", "City Hospital")
    shown = repr(dataclasses.replace(made, results=()))
    for part in made.results:
        shown += repr((part.title, part.study, part.provenance, part.plain.caption))
    assert [s for s in secrets if s in shown] == []
    assert "62 years" in shown


def test_uncalibrated_figures_are_pixels(result, made_at):
    made = section(result(calibration=None), made_at)
    assert made.scale == "uncalibrated: sizes are in pixels"
    assert made.findings[0].scale == "uncalibrated"
    figures = [wording.figure(m) for m in made.findings[0].measurements]
    assert figures == ["14881 px²", "154.3 px", "87 %"]


def test_calibrated_figures_name_their_scale(result, made_at):
    made = section(result(), made_at)
    assert made.findings[0].scale == "ultrasound region"
    figures = [wording.figure(m) for m in made.findings[0].measurements]
    assert figures == ["95.2 mm²", "12.3 mm", "9.9 mm", "87 %"]


def test_operating_point_says_what_it_costs(result, made_at):
    text = " ".join(section(result(), made_at).operating_point_text)
    assert "Malignant is named from a probability of 30 %." in text
    assert "sensitivity 95 % (95 % interval 88 to 98 %)" in text
    assert "specificity 78 % (95 % interval 70 to 85 %)" in text
    assert "n = 156 cases of the BUSI test split" in text
    assert "of 100 malignant cases about 5 are missed" in text
    assert "of 100 others about 22 are called malignant" in text


def test_unmeasured_operating_point_claims_nothing():
    point = OperatingPoint("default", "Most probable", "The most probable class.")
    text = in_language("en").operating_point(point, (ClassProbability("a", "A", 1.0),))
    assert text[-1] == "Sensitivity and specificity of this point were not measured."


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.0, "< 1 %"), (0.004, "< 1 %"), (0.006, "1 %"), (0.81, "81 %"), (0.9999, "> 99 %")],
)
def test_probabilities_are_never_rounded_to_certainty(value, shown):
    assert wording.percent(value) == shown


@pytest.mark.parametrize(
    ("birth", "at", "age"),
    [
        (dt.date(1963, 5, 17), dt.datetime(2026, 5, 16), "62 years"),
        (dt.date(1963, 5, 17), dt.datetime(2026, 5, 17), "63 years"),
        (dt.date(2025, 1, 31), dt.datetime(2026, 3, 1), "13 months"),
        (dt.date(2027, 1, 1), dt.datetime(2026, 3, 1), "not stated"),
    ],
)
def test_age(birth, at, age):
    assert in_language("en").age(birth, at) == age


def image(picture):
    return Image.open(io.BytesIO(picture.png))


def test_pictures_keep_the_proportions_of_the_body(result, made_at):
    tall = PixelCalibration(0.2, 0.1, SpacingSource.PIXEL_SPACING)
    plain = section(result(calibration=tall), made_at).plain
    # 360 rows of 0.2 mm by 480 columns of 0.1 mm
    assert plain.height / plain.width == pytest.approx(72 / 48, rel=0.01)


def test_notice_is_burnt_into_both_pictures(result, made_at):
    black = np.zeros((360, 480), np.uint8)
    made = section(result(picture=black, nothing=True), made_at)
    for picture in (made.plain, made.outlined):
        pixels = np.asarray(image(picture).convert("L"))
        assert pixels.max() == 255
        assert pixels[: int(pixels.shape[0] * 0.9)].max() == 0
        written = np.flatnonzero(pixels.max(axis=0))
        assert written[-1] - written[0] > 0.25 * picture.width


def test_outline_is_drawn_on_the_outlined_picture_only(result, decided, made_at):
    made = section(result(), made_at)
    assert image(made.plain).mode == "L"
    colour = np.asarray(image(made.outlined)).astype(int)
    assert (np.ptp(colour, axis=2) > 60).sum() > 500
    assert "L = Lesion" in made.outlined.caption
    assert "dashed" in made.outlined.caption
    confirmed = section(result(review=decided(ReviewState.ACCEPTED)), made_at).outlined
    assert "solid" in confirmed.caption
    rejected = section(result(review=decided(ReviewState.REJECTED)), made_at).outlined
    assert "dashed" in rejected.caption


def test_small_lesion_survives_a_large_picture(result, made_at):
    picture = np.zeros((3000, 4000), np.uint8)
    mask = np.zeros(picture.shape, bool)
    mask[1500:1502, 2000:2002] = True
    colour = np.asarray(image(section(result(picture=picture, mask=mask), made_at).outlined))
    assert np.ptp(colour.astype(int), axis=2).max() > 60
    assert max(colour.shape) == 900


@pytest.mark.parametrize("shape", [(1, 1), (3, 2000), (2000, 3), (40, 40, 3)])
def test_any_picture_has_room_for_the_notice(result, made_at, shape):
    plain = section(result(picture=np.zeros(shape, np.uint8)), made_at).plain
    pixels = np.asarray(image(plain).convert("L"))
    written = np.flatnonzero(pixels.max(axis=0))
    assert written[0] > 0
    assert written[-1] < plain.width - 1


def test_mask_off_the_grid_is_our_bug(result, made_at):
    wrong = result(mask=np.ones((10, 10), bool))
    with pytest.raises(BugError):
        build_report([wrong], "R", made_at)


def test_corrected_masks_are_what_is_shown_measured_and_told(result, decided, made_at):
    stored = result()
    smaller = Finding("lesion", 1, 0, (5, 6, 7, 8), 40, ())
    mask = np.zeros_like(stored.result.masks[0].array)
    mask[0, 6:14, 5:12] = True
    drawn = (dataclasses.replace(stored.result.masks[0], array=mask),)
    corrected = dataclasses.replace(
        stored, correction=Correction(drawn, (smaller,), "Dr Sato", made_at)
    )
    section = build_report([corrected], "Dr Sato", made_at).results[0]
    assert [f.area_px for f in section.findings] == [40]
    assert "Masks corrected by Dr Sato on" in section.conclusion.status
    assert "corrected by the reader" in section.outlined.caption
    assert section.conclusion.state is ReviewState.CORRECTED
    # Who corrects an outline has not yet said that the diagnosis is right.
    assert section.conclusion.heading.endswith("(model only)")
    assert section.conclusion.status.startswith("Not reviewed by a person")
    assert any(f.name == "Masks" and "Dr Sato" in f.value for f in section.provenance)

    accepted = dataclasses.replace(corrected, review=decided(ReviewState.ACCEPTED))
    said = build_report([accepted], "Dr Sato", made_at).results[0].conclusion
    assert said.status.startswith("Accepted by")
    assert "Masks corrected by" in said.status
    assert "model only" not in said.heading

    empty = dataclasses.replace(corrected, correction=Correction((), (), "Dr Sato", made_at))
    section = build_report([empty], "Dr Sato", made_at).results[0]
    assert section.nothing_outlined == "The reader took every outline away."


def test_a_report_says_what_was_read_against_a_refusal_and_how_the_model_was_chosen(
    result, made_at
):
    stored = result()
    how = ("choice of model", "chosen by the reader, against its refusal")
    made = dataclasses.replace(
        stored.result.provenance, overridden_refusal="Distance 14.2, limit 2.0.", settings=(how,)
    )
    against = dataclasses.replace(
        stored, result=dataclasses.replace(stored.result, provenance=made)
    )
    report = build_report([against], "Dr. Adams", made_at)
    notice = "Result 1 was read against the model's refusal: Distance 14.2, limit 2.0."
    assert notice in report.notices
    facts = {fact.name: fact.value for fact in report.results[0].provenance}
    assert facts["Refusal overridden by the reader"] == "Distance 14.2, limit 2.0."
    assert facts["choice of model"] == how[1]
    assert not any("refusal" in n for n in build_report([stored], "A", made_at).notices)


def test_a_diagnosis_named_by_the_reader_alone(result, decided, made_at):
    stored = result(review=decided(ReviewState.CORRECTED, "", "hepatic cyst"))
    stored = dataclasses.replace(
        stored, result=dataclasses.replace(stored.result, diagnosis=None, probabilities=())
    )
    said = section(stored, made_at).conclusion
    assert said.heading == "hepatic cyst"
    assert said.status.endswith("The reader named the diagnosis.")
    assert said.model_answer == "The model names no diagnosis"

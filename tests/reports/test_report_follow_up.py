"""Lesions over the days in a report: by hand-worked figures, in every format."""

import dataclasses
import datetime as dt
import io
import json

import numpy as np
import pytest
from pypdf import PdfReader

from medviewer.domain.geometry import PixelCalibration, SpacingSource
from medviewer.domain.review import ReviewState
from medviewer.domain.segmentation import (
    CodedConcept,
    Finding,
    Measurement,
    MeasurementKind,
    SegmentationMask,
)
from medviewer.domain.tracking import own_uid, target_of
from medviewer.reports.building import build_report
from medviewer.reports.chart import Chart, ChartPoint, Stroke
from medviewer.reports.html import html_text
from medviewer.reports.json import json_text
from medviewer.reports.pdf import pdf_bytes
from medviewer.reports.tables import lesion_table, sums_table
from medviewer.reports.wording import in_language

FILE = SpacingSource.PIXEL_SPACING
BREAST = CodedConcept("76752008", "SCT", "Breast")
LIVER = CodedConcept("123037004", "SCT", "Anatomical Structure")
SAY = in_language("en")


def sized(number: int, longest: float, unit: str = "mm") -> Finding:
    """A finding in a place of its own; half as wide as long."""
    source = FILE if unit == "mm" else SpacingSource.NONE
    kinds = MeasurementKind
    sizes = (
        Measurement(kinds.LONGEST_DIAMETER, longest, unit, source),
        Measurement(kinds.PERPENDICULAR_DIAMETER, longest / 2, unit, source),
    )
    return Finding("lesion", number, 0, (50 * number, 10, 20, 20), 300, sizes)


@pytest.fixture
def over_time(result, decided):
    """``over_time([[longest, ...] of a day, ...])`` -> results and what a reader matched."""

    def make(days, *, unit="mm", accepted=True, **segment):
        results, choices = [], {}
        for number, lengths in enumerate(days, start=1):
            review = decided(ReviewState.ACCEPTED) if accepted else None
            scale = PixelCalibration(0.3, 0.3, FILE) if unit == "mm" else None
            stored = result(number, calibration=scale, review=review)
            found = [sized(i, length, unit) for i, length in enumerate(lengths, start=1)]
            masks = tuple(
                SegmentationMask(dataclasses.replace(m.segment, **segment), m.array)
                for m in stored.result.masks
            )
            made = dataclasses.replace(stored.result, findings=tuple(found), masks=masks)
            results.append(dataclasses.replace(stored, result=made))
            choices[stored.scan.content_hash] = {
                target_of(f): own_uid(results[0].scan.content_hash, g)
                for f, g in zip(found, results[0].result.findings, strict=False)
            }
        return results, choices

    return make


@pytest.fixture
def report(over_time, made_at):
    def make(days, language="en", **how):
        results, choices = over_time(days, **how)
        return build_report(results, "R", made_at, choices=choices, language=language)

    return make


def pages(document) -> str:
    read = PdfReader(io.BytesIO(pdf_bytes(document)))
    return " ".join(" ".join(p.extract_text().replace("\xa0", " ").split()) for p in read.pages)


def test_a_lesion_against_the_study_before_and_the_smallest(report):
    (section,) = report([[20.0], [10.0], [15.0]]).follow_up
    (lesion,) = section.lesions
    assert lesion_table(lesion, SAY).rows == (
        ("2026-03-01", "1", "20.0 mm", "10.0 mm", "–", "–"),
        ("2026-03-02", "2", "10.0 mm", "5.0 mm", "−10.0 mm, −50 %", "−10.0 mm, −50 %"),
        ("2026-03-03", "3", "15.0 mm", "7.5 mm", "+5.0 mm, +50 %", "+5.0 mm, +50 %"),
    )
    assert not lesion.proposed
    assert "Matched by the reader." in lesion.remarks


def test_the_sum_of_targets_and_what_recist_calls_it(report):
    (section,) = report([[20.0, 30.0], [14.0, 21.0], [14.0, 28.0]]).follow_up
    assert sums_table(section.sums, SAY).rows == (
        ("2026-03-01", "50.0 mm", "baseline", "–", "–"),
        ("2026-03-02", "35.0 mm", "−15.0 mm, −30 %", "−15.0 mm, −30 %", "partial response"),
        ("2026-03-03", "42.0 mm", "−8.0 mm, −16 %", "+7.0 mm, +20 %", "progressive disease"),
    )
    assert section.targets == "Sum of the longest diameters of 2 target lesions"
    said = " ".join(section.remarks)
    assert "arithmetic on the diameters measured here, not a judgement" in said
    assert "The organ is not known" in said


def test_two_targets_at_most_where_the_organ_is_known(report):
    (section,) = report([[20.0, 30.0, 11.0]] * 2, region=BREAST).follow_up
    assert section.sums[0].total == 50
    assert len(section.lesions) == 3
    said = " ".join(section.remarks)
    assert "the 2 longest of 3 lesions" in said
    assert "The organ is not known" not in said


def test_kinds_of_lesions_are_summed_apart_and_that_is_said(over_time, made_at):
    results, choices = over_time([[20.0], [21.0]])
    (alone,) = build_report(results, "R", made_at, choices=choices).follow_up
    for place, stored in enumerate(results):
        (mask,) = stored.result.masks
        cyst = dataclasses.replace(mask.segment, label="cyst", title="Cyst")
        (found,) = stored.result.findings
        also = dataclasses.replace(found, segment_label="cyst")
        both = dataclasses.replace(
            stored.result,
            masks=(mask, dataclasses.replace(mask, segment=cyst)),
            findings=(found, also),
        )
        results[place] = dataclasses.replace(stored, result=both)
    sections = build_report(results, "R", made_at, choices=choices).follow_up
    assert [section.segment_label for section in sections] == ["lesion", "cyst"]
    said = "RECIST 1.1 has one sum of all target lesions"
    assert [any(said in r for r in section.remarks) for section in sections] == [True, True]
    assert not any(said in r for r in alone.remarks)


def test_an_organ_is_followed_without_a_sum(report):
    (section,) = report([[200.0], [201.0]], category=LIVER).follow_up
    assert len(section.lesions) == 1
    assert section.sums == ()
    assert "RECIST" not in " ".join(section.remarks)


def test_no_earlier_result_no_section(report):
    document = report([[20.0]])
    assert document.follow_up == ()
    assert "Follow-up" not in pages(document) + html_text(document)


def test_unmatched_lesions_alone_make_no_section(over_time, made_at):
    # Two of each study, and no reader has said which is which.
    results, _choices = over_time([[20.0, 30.0], [21.0, 31.0]])
    assert build_report(results, "R", made_at).follow_up == ()


def test_a_lesion_of_one_day_is_named(report):
    (section,) = report([[20.0], [21.0, 13.5]]).follow_up
    said = "Outlined on one day and matched to no other: Lesion 2 (2026-03-02, 13.5 mm)."
    assert said in section.remarks


def test_what_no_person_stands_for_is_marked(report):
    (section,) = report([[20.0], [21.0]], accepted=False).follow_up
    assert [row[1] for row in lesion_table(section.lesions[0], SAY).rows] == ["1 *", "2 *"]
    assert any(remark.startswith("* No person") for remark in section.remarks)
    (accepted,) = report([[20.0], [21.0]]).follow_up
    assert not any(remark.startswith("*") for remark in accepted.remarks)


def test_without_a_scale_nothing_is_compared_summed_or_drawn(report):
    document = report([[200.0], [210.0]], unit="px")
    (section,) = document.follow_up
    (lesion,) = section.lesions
    assert lesion_table(lesion, SAY).rows[1][4] == "not comparable: no scale"
    assert lesion.chart is None
    assert "No sum of diameters: no scale." in section.remarks
    assert "<svg" not in html_text(document)


def test_a_day_that_ends_without_a_match_has_no_sum_but_a_reason(report):
    (section,) = report([[20.0, 30.0], [20.0, 29.0], [20.0]]).follow_up
    *_before, last = sums_table(section.sums, SAY).rows
    assert last[1] == "no sum: a lesion has no match on this day"


def test_a_table_longer_than_a_page_begins_below_its_heading(report):
    document = report([[20.0]] * 20)
    section = document.follow_up[0]
    days = tuple(
        dataclasses.replace(day, number=number)
        for number, day in enumerate(section.lesions[0].days * 4, start=1)
    )
    long = dataclasses.replace(section.lesions[0], days=days)
    track = dataclasses.replace(section, lesions=(long,))
    read = PdfReader(io.BytesIO(pdf_bytes(dataclasses.replace(document, follow_up=(track,)))))
    texts = [page.extract_text() for page in read.pages]
    (first,) = (i for i, text in enumerate(texts) if "Follow-up: Lesion" in text)
    assert "2026-03-01" in texts[first]
    assert "Perpendicular" in texts[first + 1]


@pytest.mark.parametrize("language", ["en", "el", "th"])
def test_pdf_and_html_have_the_same_figures(report, language):
    document = report([[20.0, 30.0], [14.0, 21.0]], language)
    html, pdf = html_text(document), pages(document)
    for shown in ("20.0 mm", "−6.0 mm, −30 %", "50.0 mm", "35.0 mm", "Eisenhauer", "Yoon"):
        assert shown in html
        assert shown in pdf
    assert html.count("<svg") == 2
    # Burnt into each chart, too, and on every page.
    assert html.split("</style>")[1].count("NOT FOR DIAGNOSTIC USE") == 3


def test_json_has_numbers_and_reasons(report):
    tree = json.loads(json_text(report([[20.0], [10.0], [15.0]])))
    (track,) = tree["follow_up"]
    (lesion,) = track["lesions"]
    assert lesion["tracking_uid"].startswith("2.25.")
    assert lesion["days"][0]["since_before"] is None
    last = lesion["days"][2]
    assert (last["date"], last["result"], last["confirmed"]) == ("2026-03-03", 3, True)
    assert last["since_smallest"] == {"mm": 5.0, "ratio": 0.5, "reason": ""}
    assert track["sums"][2] == {
        "date": "2026-03-03",
        "total_mm": 15.0,
        "baseline_mm": 20.0,
        "smallest_mm": 10.0,
        "category": "progressive disease",
        "reason": "",
    }
    uncalibrated = json.loads(json_text(report([[200.0], [210.0]], unit="px")))
    change = uncalibrated["follow_up"][0]["lesions"][0]["days"][1]["since_before"]
    assert change == {"mm": None, "ratio": None, "reason": "not comparable: no scale"}


def test_the_chart_is_to_scale_with_both_kinds_of_error(report):
    (section,) = report([[20.0], [10.0]]).follow_up
    chart = section.lesions[0].chart
    assert [(p.length_mm, p.error_mm) for p in chart.points] == [(20.0, 0.6), (10.0, 0.6)]
    drawing = chart.drawing(300, 130)
    (_x0, first), (_x1, second) = drawing.dots
    grid = sorted(line.start[1] for line in drawing.lines if line.stroke is Stroke.GRID)
    per_mm = (grid[-1] - grid[0]) / 30  # the axis ends at 30 mm
    assert grid[-1] - first == pytest.approx(20 * per_mm)
    assert grid[-1] - second == pytest.approx(10 * per_mm)
    bars = {
        stroke: [
            abs(line.end[1] - line.start[1]) for line in drawing.lines if line.stroke is stroke
        ]
        for stroke in (Stroke.READERS, Stroke.PIXELS)
    }
    assert max(bars[Stroke.PIXELS]) == pytest.approx(1.2 * per_mm)
    assert max(bars[Stroke.READERS]) == pytest.approx(20 * (0.221 + 0.254) * per_mm)


def test_nothing_of_a_chart_is_outside_and_no_dates_touch():
    start = dt.date(2020, 1, 1)
    days = [0, 1, 2, 300, 301, 302, 2000]
    points = [ChartPoint(start + dt.timedelta(d), 9.0 + d / 100, 400.0, True) for d in days]
    drawing = Chart(tuple(points)).drawing(280, 120)
    places = [line.start for line in drawing.lines] + [line.end for line in drawing.lines]
    xs, ys = np.array(places).T
    assert 0 <= xs.min() <= xs.max() <= 280
    assert 0 <= ys.min() <= ys.max() <= 120
    dates = sorted(word.at[0] for word in drawing.words if word.anchor == "middle")
    assert len(dates) >= 2
    assert np.diff(dates).min() >= 45
    assert dates[0] - 22 >= 0
    assert dates[-1] + 22 <= 280


def test_days_that_cannot_be_compared_are_not_joined(over_time, made_at):
    results, choices = over_time([[20.0], [18.0], [16.0]])
    odd = results[1].result
    other = dataclasses.replace(odd.provenance.pack, id="other")
    odd = dataclasses.replace(odd, provenance=dataclasses.replace(odd.provenance, pack=other))
    results[1] = dataclasses.replace(results[1], result=odd)
    (section,) = build_report(results, "R", made_at, choices=choices).follow_up
    (lesion,) = section.lesions
    assert lesion.chart is None
    rows = lesion_table(lesion, SAY).rows
    assert rows[1][4] == "not comparable: read by another model"
    assert rows[2][5] == "no smallest: days differ"

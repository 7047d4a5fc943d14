"""What a reader drew on a scan is in every format of the report, with unit and source."""

import dataclasses
import json

import pytest
from pypdf import PdfReader

from medviewer.domain.annotation import Annotation, AnnotationKind, RegionStatistics
from medviewer.domain.geometry import FrameScale, VolumeGeometry
from medviewer.reports.document import build_report
from medviewer.reports.html import write_html
from medviewer.reports.json import json_text
from medviewer.reports.pdf import write_pdf

K = AnnotationKind
VALUES = RegionStatistics(400, 41.25, 8.5, -12.0, 80.0, "HU")
DRAWN = (
    Annotation("b", K.ELLIPSE, 2, ((10, 10), (110, 60)), "", VALUES),
    Annotation("a", K.DISTANCE, 0, ((100, 100), (200, 100)), "largest ø"),
    Annotation("c", K.NOTE, 1, ((5, 5),), "shadow?"),
)


def report(stored, made_at, drawn=DRAWN):
    results = list(stored)
    scans = {r.scan.content_hash: drawn for r in results}
    return build_report(results, "Dr. Adams", made_at, drawn=scans)


def test_figures_with_unit_and_source_in_order_of_the_images(result, made_at):
    (section,) = report([result()], made_at).results
    assert [(line.title, line.frame, line.scale) for line in section.drawn] == [
        ("Distance: largest ø", 0, "ultrasound region"),
        ("Note: shadow?", 1, ""),
        ("Ellipse", 2, "ultrasound region"),
    ]
    assert [line.value for line in section.drawn[:2]] == ["8.0 mm", ""]
    ellipse = section.drawn[2].value
    assert ellipse.startswith("area 25.1 mm², perimeter ")
    assert ellipse.endswith(
        "mean 41.2 HU, standard deviation 8.50 HU, minimum −12 HU, maximum 80 HU, 400 pixels"
    )


def test_without_a_scale_it_says_pixels_and_why(result, made_at):
    line = report([result(calibration=None)], made_at).results[0].drawn[0]
    assert line.value == "100 px; in pixels: the file has no scale"
    assert line.scale == "uncalibrated"


def test_a_scan_with_several_results_lists_its_measurements_once(result, made_at):
    first = result(1)
    second = dataclasses.replace(first, id=2, saved_at=first.saved_at.replace(hour=9))
    sections = report([second, first], made_at).results
    assert {s.result_id: len(s.drawn) for s in sections} == {1: 0, 2: 3}


def test_a_scan_on_which_nothing_was_drawn_says_nothing_of_it(result, made_at, tmp_path):
    made = report([result()], made_at, drawn=())
    write_html(made, tmp_path / "r.html")
    assert "Measurements by the reader" not in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_an_image_beyond_those_of_the_kept_scan_is_left_out(result, made_at):
    stored = result()
    scale = stored.scan.geometry
    frames = VolumeGeometry(
        scale.rows, scale.columns, 2, frame_scales=(FrameScale(scale.calibration), FrameScale())
    )
    changed = dataclasses.replace(stored, scan=dataclasses.replace(stored.scan, geometry=frames))
    assert [line.frame for line in report([changed], made_at).results[0].drawn] == [0, 1]


@pytest.mark.parametrize("kind", ["pdf", "html", "json"])
def test_every_format_has_them(result, made_at, tmp_path, kind):
    made = report([result()], made_at)
    path = tmp_path / f"report.{kind}"
    if kind == "pdf":
        write_pdf(made, path)
        text = "".join(page.extract_text() for page in PdfReader(path).pages)
    elif kind == "html":
        write_html(made, path)
        text = path.read_text(encoding="utf-8")
    else:
        text = json_text(made)
        distance = json.loads(text)["results"][0]["drawn"][0]
        assert distance["measurements"] == [
            {"kind": "length", "value": 8.0, "unit": "mm", "source": "UltrasoundRegion"}
        ]
        assert distance["points"] == [[100, 100], [200, 100]]
        return
    for words in ("Measurements by the reader", "largest ø", "8.0 mm", "ultrasound region"):
        assert words in text
    assert "41.2 HU" in text

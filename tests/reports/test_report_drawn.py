"""What a reader drew on a scan is in every format of the report, with unit and source."""

import dataclasses
import io
import json

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader
from scipy import ndimage

from medviewer.domain.annotation import Annotation, AnnotationKind, RegionStatistics
from medviewer.domain.geometry import (
    FrameScale,
    PixelCalibration,
    SpacingSource,
    VolumeGeometry,
)
from medviewer.reports import drawing
from medviewer.reports.building import build_report
from medviewer.reports.drawn import DrawnLine
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
        text = " ".join(text.split())
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


# --- on the pictures --------------------------------------------------------------------------


def pixels(picture):
    return np.asarray(Image.open(io.BytesIO(picture.png)).convert("RGB"), int)


def yellow(image):
    return np.all(np.abs(image - drawing.COLOUR) < 40, axis=2)


PLACES = {  # of each kind, and places (column, row) of the scan that its lines go through
    K.DISTANCE: (((100, 100), (200, 140)), [(150, 120), (125, 110)]),
    K.ANGLE: (((100, 100), (100, 200), (200, 200)), [(100, 150), (150, 200)]),
    K.COBB_ANGLE: (((50, 50), (150, 50), (50, 150), (150, 200)), [(75, 50), (100, 175)]),
    K.RECTANGLE: (((200, 160), (100, 100)), [(150, 100), (200, 130), (100, 130), (150, 160)]),
    K.ELLIPSE: (((100, 100), (200, 160)), [(150, 100), (200, 130), (100, 130), (150, 160)]),
    K.POLYGON: (((60, 60), (160, 60), (60, 160)), [(110, 60), (110, 110), (60, 110)]),
    K.ARROW: (((300, 300), (200, 200)), [(250, 250), (201, 201)]),
}


@pytest.mark.parametrize("kind", PLACES)
def test_each_kind_is_drawn_where_it_was_drawn(result, made_at, kind):
    points, places = PLACES[kind]
    stored = result(nothing=True)
    (section,) = report([stored], made_at, (Annotation("a", kind, 0, points),)).results
    (picture,) = section.drawn_on
    rows, columns = stored.scan.picture.shape
    drawn, plain = yellow(pixels(picture)), yellow(pixels(section.plain))
    assert not plain.any()
    for x, y in places:
        column, row = x * picture.width / columns, y * picture.height / rows
        around = drawn[int(row) - 2 : int(row) + 3, int(column) - 2 : int(column) + 3]
        assert around.any(), (x, y)
    middle = {K.RECTANGLE: (150, 130), K.ELLIPSE: (150, 130), K.POLYGON: (80, 80)}.get(kind)
    if middle is not None:
        column, row = middle[0] * picture.width / columns, middle[1] * picture.height / rows
        assert not drawn[int(row) - 2 : int(row) + 3, int(column) - 2 : int(column) + 3].any()


def test_pixels_that_are_not_square_are_drawn_in_the_bodys_proportions(result, made_at):
    tall = PixelCalibration(0.2, 0.1, SpacingSource.PIXEL_SPACING)
    stored = result(nothing=True, calibration=tall)
    line = Annotation("a", K.DISTANCE, 0, ((100, 100), (100, 200)))
    (section,) = report([stored], made_at, (line,)).results
    picture = section.drawn_on[0]
    rows, columns = np.nonzero(yellow(pixels(picture))[:, : round(110 * picture.width / 480)])
    assert picture.height / picture.width == pytest.approx(2 * 360 / 480, rel=0.01)
    assert np.ptp(rows) == pytest.approx(100 * picture.height / 360, abs=4)
    assert section.drawn[0].value == "20.0 mm"


def test_words_beside_the_drawing_have_number_value_and_unit(result, made_at):
    drawn = (*DRAWN, Annotation("d", K.NOTE, 1, ((9, 9),), "ก้อน"), PLAIN_ARROW)
    lines = {
        line.name or line.kind: line for line in report([result()], made_at, drawn).results[0].drawn
    }
    assert drawing.words_of(lines["largest ø"]) == ["1  8.0 mm"]
    assert drawing.words_of(lines["Ellipse"]) == ["5  25.1 mm²", "mean 41.2 HU"]
    assert drawing.words_of(lines["shadow?"]) == ["2  shadow?"]
    assert drawing.words_of(lines["ก้อน"]) == ["3"]  # no glyphs in that face: the table has it
    assert drawing.words_of(lines["Arrow"]) == ["4"]


PLAIN_ARROW = Annotation("e", K.ARROW, 1, ((9, 9), (30, 30)))


def test_words_hide_neither_each_other_nor_the_notice_nor_what_is_drawn():
    picture = np.zeros((600, 800, 3), np.uint8)
    lines = [
        DrawnLine(
            n, K.DISTANCE, "Distance", "", 0, ((x, 590), (x + 40, 590)), (), "", "", "", False
        )
        for n, x in enumerate((10, 60, 110, 700), start=1)
    ]
    drawn = drawing.draw_drawn(picture, lines, (1, 1))
    words = yellow(drawn.astype(int))
    strip = 600 - 2 * round(800 / 38)
    assert not words[strip : strip + 20].any()  # what is there are the lines themselves
    labels, _ = ndimage.label(ndimage.binary_dilation(words[:strip], iterations=3))
    assert labels.max() == 4


def test_an_image_of_a_volume_is_shown_where_it_is_at_hand_and_named_where_not(
    result, made_at, tmp_path
):
    stored = result()
    geometry = dataclasses.replace(stored.scan.geometry, frames=8)
    stored = dataclasses.replace(stored, scan=dataclasses.replace(stored.scan, geometry=geometry))
    scan = stored.scan.content_hash
    other = np.full(stored.scan.picture.shape, 200, np.uint8)
    document = build_report(
        [stored], "Dr. Adams", made_at, drawn={scan: DRAWN}, frames={scan: {2: other}}
    )
    (section,) = document.results
    assert [p.caption for p in section.drawn_on] == [
        "Drawn by the reader on image 1: number 1 of the table",
        "Drawn by the reader on image 3: number 3 of the table",
    ]
    assert section.drawn_unseen == "Not shown here: image 2."
    assert pixels(section.drawn_on[1])[-1, 0].tolist() == [200] * 3
    write_html(document, tmp_path / "r.html")
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert text.count("<img") == 4
    assert "1 Distance: largest ø, 8.0 mm" in text  # in words for who cannot see the picture
    write_pdf(document, tmp_path / "r.pdf")
    pages = PdfReader(tmp_path / "r.pdf").pages
    assert sum(len(page.images) for page in pages) == 4
    assert "Not shown here: image 2." in "".join(page.extract_text() for page in pages)


def test_outlines_lie_beneath_what_was_drawn_and_nothing_is_filled(result, made_at):
    (section,) = report([result()], made_at, (DRAWN[1],)).results
    found, plain = pixels(section.drawn_on[0]), pixels(section.plain)
    lesion = np.all(np.abs(found - (230, 159, 0)) < 30, axis=2)
    assert lesion.any()
    middle = (int(0.45 * found.shape[0]), int(0.55 * found.shape[1]))
    assert found[middle].tolist() == plain[middle].tolist()

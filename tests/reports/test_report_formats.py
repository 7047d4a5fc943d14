import base64
import dataclasses
import errno
import json
import os
import re
from html.parser import HTMLParser

import pytest

from medviewer.domain.errors import KnownError
from medviewer.domain.patient import Patient
from medviewer.domain.review import ReviewState
from medviewer.reports import files
from medviewer.reports.building import build_report
from medviewer.reports.html import html_text, write_html
from medviewer.reports.json import json_text, write_json
from medviewer.reports.pdf import write_pdf


class Elements(HTMLParser):
    """Every element with its attributes; fails on an element that is not closed."""

    def __init__(self):
        super().__init__()
        self.found, self.open = [], []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "img", "col"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def elements(text):
    parser = Elements()
    parser.feed(text)
    parser.close()
    assert parser.open == []
    return parser.found


def test_html_escapes_what_people_typed(result, decided, made_at):
    review = decided(ReviewState.ACCEPTED, "<script>alert(1)</script> \"x\" & 'y'")
    patient = Patient("1", "<img src=x onerror=alert(1)>", None, None)
    text = html_text(build_report([result(review=review, patient=patient)], "<i>R</i>", made_at))
    tags = [tag for tag, _ in elements(text)]
    assert "script" not in tags
    assert tags.count("img") == 2
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "&lt;i&gt;R&lt;/i&gt;" in text


def test_html_needs_nothing_from_outside(result, made_at):
    text = html_text(build_report([result(1), result(2)], "R", made_at))
    found = elements(text)
    images = [attrs for tag, attrs in found if tag == "img"]
    assert len(images) == 4
    for attrs in images:
        assert attrs["alt"]
        kind, _, data = attrs["src"].partition(",")
        assert kind == "data:image/png;base64"
        assert base64.b64decode(data).startswith(b"\x89PNG")
    assert not re.search(r"https?://", text)
    assert all(a.get("scope") for tag, a in found if tag == "th")
    assert ("html", {"lang": "en"}) in found
    assert "NOT FOR DIAGNOSTIC USE" in text


def test_html_words(result, decided, made_at):
    review = decided(ReviewState.CORRECTED, "a cyst", "benign")
    text = html_text(build_report([result(1), result(2, review=review)], "R", made_at))
    for shown in (
        "Not reviewed by a person",
        "changed the diagnosis from Malignant to Benign",
        "12.3 mm",
        "ultrasound region",
        "0123456789abcdef" * 4,
        "Cannot tell a fibroadenoma",
    ):
        assert shown in text
    bare = html_text(build_report([result(calibration=None)], "R", made_at)).split("</style>")[1]
    assert "154.3 px" in bare
    assert not re.search(r"\bmm\b|mm²", re.sub(r'src="[^"]*"', "", bare))


def test_json_keeps_every_figure(result, decided, made_at):
    review = decided(ReviewState.CORRECTED, "a cyst", "benign")
    document = build_report([result(review=review)], "Dr. Adams", made_at)
    tree = json.loads(json_text(document))
    assert tree["schema"] == "medviewer.report/1"
    assert tree["notice"] == "NOT FOR DIAGNOSTIC USE"
    assert tree["made_at"] == "2026-03-13T07:45:00+00:00"
    (made,) = tree["results"]
    assert made["conclusion"] == {"state": "corrected", "diagnosis": "benign", "title": "Benign"}
    assert made["model_diagnosis"]["label"] == "malignant"
    assert made["probabilities"] == {"normal": 0.03, "benign": 0.16, "malignant": 0.81}
    assert made["operating_point"]["sensitivity_ci"] == [0.88, 0.98]
    assert made["findings"][0]["bbox"] == [187, 100, 154, 123]
    assert made["findings"][0]["measurements"][1] == {
        "kind": "longest diameter",
        "value": 12.345,
        "unit": "mm",
        "source": "UltrasoundRegion",
    }
    assert made["review"]["reviewer"] == "Dr. Adams"
    assert made["model"]["weights_sha256"] == "0123456789abcdef" * 4


def test_json_of_a_rejected_result_concludes_nothing(result, decided, made_at):
    rejected = build_report([result(review=decided(ReviewState.REJECTED))], "R", made_at)
    made = json.loads(json_text(rejected))["results"][0]
    assert made["conclusion"] == {"state": "rejected", "diagnosis": None, "title": None}
    unseen = json.loads(json_text(build_report([result()], "R", made_at)))["results"][0]
    assert unseen["review"] is None
    assert unseen["conclusion"]["state"] == "predicted"


WRITERS = [write_pdf, write_html, write_json]


@pytest.mark.parametrize("write", WRITERS)
def test_a_full_disk_leaves_the_old_report(write, result, made_at, tmp_path, monkeypatch):
    document = build_report([result()], "R", made_at)
    old = tmp_path / "report"
    old.write_bytes(b"old")

    def full(_handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("medviewer.files.os.fsync", full)
    with pytest.raises(KnownError, match="the disk is full") as caught:
        write(document, old)
    assert "Yamada" not in str(caught.value)
    assert old.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["report"]


def test_a_missing_folder_is_said(tmp_path):
    with pytest.raises(KnownError, match="its folder does not exist"):
        files.write_whole(tmp_path / "none" / "r.pdf", b"x")


def test_a_folder_in_the_way_is_said(tmp_path):
    (tmp_path / "r.pdf").mkdir()
    with pytest.raises(KnownError, match="was not written"):
        files.write_whole(tmp_path / "r.pdf", b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["r.pdf"]


def test_a_file_held_by_another_program_is_said(tmp_path, monkeypatch):
    target = tmp_path / "r.pdf"
    target.write_bytes(b"old")

    def held(_self, _target):
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(type(target), "replace", held)
    with pytest.raises(KnownError, match="another program has the file open"):
        files.write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["r.pdf"]


def test_a_new_report_takes_the_place_of_the_old(tmp_path):
    target = tmp_path / "r.pdf"
    target.write_bytes(b"old and longer")
    files.write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    if os.name == "posix":
        assert target.stat().st_mode & 0o111 == 0


def test_a_model_that_only_names_claims_nothing_about_outlines(result, made_at):
    stored = result()
    named = dataclasses.replace(stored.result, masks=(), findings=())
    html = html_text(build_report([dataclasses.replace(stored, result=named)], "R", made_at))
    assert "names a diagnosis; it does not outline" in html
    assert "outlined nothing" not in html

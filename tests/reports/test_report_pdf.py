import dataclasses
import datetime as dt
import io
import re
import unicodedata

import numpy as np
import pytest
from pypdf import PdfReader

from medviewer.domain.patient import Patient
from medviewer.domain.review import ReviewState
from medviewer.reports import fonts
from medviewer.reports.building import build_report
from medviewer.reports.pdf import pdf_bytes, write_pdf


def pages(document) -> list[str]:
    return words(PdfReader(io.BytesIO(pdf_bytes(document))))


def words(reader: PdfReader) -> list[str]:
    return [" ".join(p.extract_text().replace("\xa0", " ").split()) for p in reader.pages]


@pytest.fixture(scope="module")
def many(result, decided, made_at):
    """Twelve results of every kind, one with a comment longer than a page."""
    kinds = [
        {},
        {"review": decided(ReviewState.ACCEPTED, "agreed")},
        {"review": decided(ReviewState.CORRECTED, "a simple cyst", "benign")},
        {"review": decided(ReviewState.REJECTED, "rib shadow")},
        {"calibration": None},
        {"nothing": True},
        {"review": decided(ReviewState.ACCEPTED, "Long comment here. " * 400)},
        {"picture": np.zeros((1, 1), np.uint8)},
        {"picture": np.zeros((900, 60, 3), np.uint8)},
        {"limits": ()},
        {},
        {},
    ]
    results = [result(i, **kind) for i, kind in enumerate(kinds, start=1)]
    return PdfReader(io.BytesIO(pdf_bytes(build_report(results, "Dr. Adams", made_at))))


def test_every_page_carries_notice_patient_and_number(many):
    texts = words(many)
    assert len(texts) >= 13
    for number, text in enumerate(texts, start=1):
        assert "NOT FOR DIAGNOSTIC USE" in text
        assert f"Page {number} of {len(texts)}" in text
        assert "Yamada Hanako · ID PID-0042 · born 1963-05-17" in text


def test_each_result_starts_a_page_with_its_pictures_and_their_captions(many):
    starts = [p for p in many.pages if re.search(r"Result \d+ ·", p.extract_text())]
    assert len(starts) == 12
    for page in starts:
        assert len(re.findall(rb"/\S+ Do\b", page.get_contents().get_data())) == 2
        assert "Scan as shown" in page.extract_text()
    assert len(many.outline) == 12


def test_first_page_sums_up_and_names_the_limits(many):
    first = words(many)[0]
    assert "Summary" in first
    assert "8 of 12 results not reviewed by a person." in first
    assert "4 2026-03-04 10:15 · Breast ultrasound Rejected: no conclusion" in first
    assert "What this model cannot do" in first
    assert "0123456789abcdef" * 4 in first


def test_limits_longer_than_a_page_are_all_printed(result, made_at):
    limits = tuple(f"Limit {i}: " + "it does not know this view. " * 4 for i in range(80))
    text = " ".join(pages(build_report([result(limits=limits)], "R", made_at)))
    assert all(f"Limit {i}:" in text for i in range(80))


def test_decisions_are_worded(many):
    text = " ".join(words(many))
    assert "Malignant (model only) Not reviewed by a person" in text
    assert "Accepted by Dr. Adams on 2026-03-12 09:00 UTC" in text
    assert "changed the diagnosis from Malignant to Benign" in text
    assert "probability 81 % (not upheld)" in text
    assert "Rejected: no conclusion Rejected by Dr. Adams" in text
    assert "The model outlined nothing." in text
    assert text.count("Long ") == 400  # the end of a page may part a sentence


def test_one_result_has_its_figures_and_origin(result, made_at):
    text = " ".join(pages(build_report([result()], "Dr. Adams", made_at)))
    for shown in (
        "95.2 mm²",
        "12.3 mm",
        "9.9 mm",
        "ultrasound region",
        "0.08 × 0.08 mm per pixel",
        "Normal 3 %",
        "Benign 16 %",
        "Malignant 81 %",
        "sensitivity 95 % (95 % interval 88 to 98 %)",
        "n = 156",
        "breast-us 1.2.0",
        "0123456789abcdef" * 4,
        "MedViewer 0.1.0",
        "cpu",
        "Made on 2026-03-13 07:45 UTC by Dr. Adams",
        "Cannot tell a fibroadenoma from other benign lesions.",
    ):
        assert shown in text


def test_uncalibrated_shows_no_millimetres(result, made_at):
    text = " ".join(pages(build_report([result(calibration=None)], "R", made_at)))
    assert "14881 px²" in text
    assert "154.3 px" in text
    assert "uncalibrated: sizes are in pixels" in text
    assert not re.search(r"\bmm\b|mm²", text)


def test_many_findings_run_over_pages_with_their_heading(result, made_at):
    stored = result()
    finding = stored.result.findings[0]
    lesions = tuple(dataclasses.replace(finding, number=i) for i in range(1, 81))
    stored = dataclasses.replace(
        stored, result=dataclasses.replace(stored.result, findings=lesions)
    )
    texts = pages(build_report([stored], "R", made_at))
    assert "L Lesion 80" in " ".join(texts)
    for text in texts:
        assert ("Perpendicular diameter" in text) == ("9.9 mm" in text)


def test_equal_documents_give_equal_bytes(result, made_at):
    first, second = (pdf_bytes(build_report([result()], "R", made_at)) for _ in range(2))
    assert first == second
    later = build_report([result()], "R", made_at + dt.timedelta(minutes=1))
    assert pdf_bytes(later) != first


def test_metadata_names_no_patient_and_fonts_are_embedded(result, made_at):
    reader = PdfReader(io.BytesIO(pdf_bytes(build_report([result()], "R", made_at))))
    about = " ".join(str(v) for v in (reader.metadata or {}).values())
    assert "Yamada" not in about
    assert "PID-0042" not in about
    assert reader.metadata.title == "MedViewer AI reading report"
    assert reader.metadata.creation_date.replace(tzinfo=None) == dt.datetime(2026, 3, 13, 7, 45)
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object()["/FontDescriptor"]
            assert "/FontFile2" in described


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Yamada^Tarou=山田^太郎=やまだ^たろう", "Yamada Tarou / 山田 太郎 / やまだ たろう"),
        ("Hong^Gildong=洪^吉洞=홍^길동", "홍 길동"),
        ("สมชาย^ใจดี", "สมชาย ใจดี"),
        ("Διονυσιος", "Διονυσιος"),
        ("Люкceмбypг", "Люкceмбypг"),
        ("Nguyễn^Thị Hồng", "Nguyễn Thị Hồng"),
        ("<b>&amp;^O'Neil", "<b>&amp; O'Neil"),
    ],
)
def test_names_are_printed_in_their_own_script(result, made_at, name, seen):
    patient = Patient("1", name, None, "M")
    text = pages(build_report([result(patient=patient)], "R", made_at))[0]
    assert seen in text
    assert fonts.UNPRINTABLE not in text


@pytest.mark.parametrize("name", ["قباني^لنزار", "כהן^דוד"])
def test_right_to_left_names_are_printed(result, made_at, name):
    patient = Patient("1", name, None, "M")
    text = unicodedata.normalize(
        "NFKC", pages(build_report([result(patient=patient)], "R", made_at))[0]
    )
    # A reader of PDF text may give the letters in either order.
    family = name.split("^")[0]
    assert family in text or family[::-1] in text


def test_a_script_without_typeface_falls_back_to_another_group(result, made_at):
    both = Patient("77", "Sharma^Anil=शर्मा^अनिल", None, "M")
    text = pages(build_report([result(patient=both)], "R", made_at))[0]
    assert "Sharma Anil" in text
    assert fonts.UNPRINTABLE not in text
    alone = Patient("77", "शर्मा^अनिल", None, "M")
    text = pages(build_report([result(patient=alone)], "R", made_at))[0]
    assert "Name in a script not printed here · ID 77" in text


def test_unprintable_character_of_a_comment_is_marked_and_explained(result, decided, made_at):
    review = decided(ReviewState.ACCEPTED, "well 😀 defined")
    text = " ".join(pages(build_report([result(review=review)], "R", made_at)))
    assert f"well {fonts.UNPRINTABLE} defined" in text
    assert f"{fonts.UNPRINTABLE} stands for a character" in text


def test_very_long_name_and_word_stay_on_the_page(result, decided, made_at):
    patient = Patient("9" * 64, "Wolfeschlegelstein" * 12, None, None)
    review = decided(ReviewState.ACCEPTED, "x" * 600)
    document = build_report([result(patient=patient, review=review)], "R" * 100, made_at)
    right = 595.3 - 51  # A4 less its margin, in points
    for page in PdfReader(io.BytesIO(pdf_bytes(document))).pages:
        ends = []

        def note(text, _cm, tm, font, size, ends=ends):
            if text.strip():
                bold = "Bold" in str(font and font["/BaseFont"])
                ends.append(tm[4] + fonts.width(text.strip(), size, bold))

        page.extract_text(visitor_text=note)
        assert ends
        assert max(ends) <= right + 1
        assert "…" in page.extract_text()


def test_written_file_is_the_document(result, made_at, tmp_path):
    document = build_report([result()], "R", made_at)
    write_pdf(document, tmp_path / "r.pdf")
    assert (tmp_path / "r.pdf").read_bytes() == pdf_bytes(document)
    assert [p.name for p in tmp_path.iterdir()] == ["r.pdf"]

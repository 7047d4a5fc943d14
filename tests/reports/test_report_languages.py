"""Reports in Greek and Thai: nothing of ours stays English, nothing of others' is touched."""

import ast
import dataclasses
import datetime as dt
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pypdf import PdfReader

import medviewer.reports
from medviewer.domain.annotation import Annotation, AnnotationKind, RegionStatistics
from medviewer.domain.errors import BugError, KnownError
from medviewer.domain.follow_up import SIZES
from medviewer.domain.patient import Patient
from medviewer.domain.review import Correction, ReviewState
from medviewer.domain.target_sum import Category
from medviewer.reports import fonts
from medviewer.reports.building import build_report
from medviewer.reports.html import html_text
from medviewer.reports.json import json_text
from medviewer.reports.pdf import pdf_bytes
from medviewer.reports.wording import _MODALITIES, _SEXES, _SOURCES
from medviewer.translations import LANGUAGES, REPORT, WINDOW, read_messages

OTHERS = [code for code in LANGUAGES if code != "en"]
K = AnnotationKind
DRAWN = (
    Annotation("a", K.DISTANCE, 0, ((100, 100), (200, 100)), "largest ø"),
    Annotation(
        "b", K.ELLIPSE, 0, ((10, 10), (110, 60)), "", RegionStatistics(400, 41, 8, 1, 80, "")
    ),
)
# Names, units, what files, people and models say, and what is the same everywhere.
STAYS = re.compile(
    r"NOT FOR DIAGNOSTIC USE|MedViewer|Yamada|Hanako|PID-\w+|ACC-\w+|City Hospital|Left breast"
    r"|Breast ultrasound|scan\.dcm|Dr\. Adams|UTC|SHA-256|[0-9a-f]{64}|breast-us|cpu|pixels?"
    r"|Pixel Spacing"
    r"|RECIST|Eisenhauer|Yoon|et al|Eur J Cancer|HTML|JSON|Reads single.*|Cannot tell.*|High sens.*"
    r"|the BUSI test split|largest ø|a cyst, I think|hepatic cyst|Imager"
)


class Words(HTMLParser):
    """The texts of a page, and what is read out of its pictures."""

    def __init__(self):
        super().__init__()
        self.found, self._style = [], False

    def handle_starttag(self, tag, attrs):
        self._style = tag == "style"
        self.found += [v for k, v in attrs if k in ("alt", "aria-label")]

    def handle_endtag(self, tag):
        self._style = False

    def handle_data(self, data):
        if not self._style:
            self.found.append(data)


def words(html):
    parser = Words()
    parser.feed(html)
    return parser.found


def english(texts):
    return [text for text in texts if re.search("[a-z]{3}", STAYS.sub("", text))]


@pytest.fixture
def everything(result, decided, made_at):
    """Results of every kind: each decision, corrected masks, no scale, nothing, drawn, refused."""

    def make(language):
        first = result(1, review=decided(ReviewState.ACCEPTED, "a cyst, I think"))
        second = result(2, review=decided(ReviewState.CORRECTED, "", "benign"))
        third = result(3, review=decided(ReviewState.REJECTED, "", "normal"))
        corrected = Correction(first.result.masks, first.result.findings, "Dr. Adams", made_at)
        fourth = dataclasses.replace(result(4), correction=corrected)
        bare = dataclasses.replace(first.result, diagnosis=None, probabilities=())
        fifth = dataclasses.replace(
            result(5, review=decided(ReviewState.CORRECTED, "", "hepatic cyst")), result=bare
        )
        rest = [result(6, calibration=None), result(7, nothing=True), result(8, limits=())]
        results = [first, second, third, fourth, fifth, *rest]
        drawn = {first.scan.content_hash: DRAWN}
        return build_report(results, "Dr. Adams", made_at, drawn=drawn, language=language)

    return make


@pytest.mark.parametrize("code", OTHERS)
def test_no_english_of_ours_is_left(everything, code):
    document = everything(code)
    assert document.follow_up
    assert english(words(html_text(document))) == []


@pytest.mark.parametrize("code", OTHERS)
def test_pdf_is_in_the_language_with_the_notice_in_both_on_every_page(everything, code):
    reader = PdfReader(io.BytesIO(pdf_bytes(everything(code))))
    assert reader.trailer["/Root"]["/Lang"] == code
    for page in reader.pages:
        text = page.extract_text()
        assert "NOT FOR DIAGNOSTIC USE" in text
        assert fonts.UNPRINTABLE not in text
        for english in ("Follow-up", "Findings", "Summary", "Page ", "Made on", "Accepted by"):
            assert english not in text


@pytest.mark.parametrize("code", OTHERS)
def test_privacy_and_pictures_without_a_patient_are_worded(result, made_at, code):
    unknown = Patient("p", "scan", None, None, identified=False)
    for document in (
        build_report([result(demo=True)], "Dr. Adams", made_at, privacy=True, language=code),
        build_report([result(patient=unknown)], "Dr. Adams", made_at, language=code),
    ):
        assert document.notices
        said = [*document.notices, *(fact.name for fact in document.patient)]
        said += [fact.value.removeprefix("scan ") for fact in document.patient]
        assert english(said) == []


def said_in(file: Path):
    """Every text that is given to a wording in a module, and every pattern with names."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    pieces = {id(p) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for p in n.values}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in pieces else None
        # Not a docstring, nor a style.
        if (
            isinstance(text, str)
            and re.search(r"\{[a-z]+\}", text)
            and not re.search("\n|``", text)
        ):
            yield text
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("say", "self"):
            for part in ast.walk(node.args[0]) if node.args else ():
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value:
                    yield part.value


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_has_a_translation(code):
    texts = {t for f in Path(medviewer.reports.__file__).parent.glob("*.py") for t in said_in(f)}
    assert len(texts) > 80
    texts |= {*_SOURCES.values(), *_SEXES.values(), *_MODALITIES.values(), *Category}
    texts |= {kind.value for kind in SIZES}
    known = read_messages(code)
    left = {text for text in texts if not {(REPORT, text), (WINDOW, text)} & known.keys()}
    assert left == set()


@pytest.mark.parametrize("code", OTHERS)
def test_words_of_people_and_files_stay(result, decided, made_at, code):
    # Words that the catalogue knows.
    review = decided(ReviewState.ACCEPTED, "Result")
    patient = Patient("Scale", "Summary", dt.date(1963, 5, 17), "F")
    html = html_text(
        build_report([result(patient=patient, review=review)], "Sum", made_at, language=code)
    )
    texts = words(html)
    assert {"Result", "Scale", "Summary"} <= set(texts)
    assert any("Sum" in text for text in texts)


def test_a_report_for_programs_is_english(everything):
    with pytest.raises(BugError, match="English"):
        json_text(everything("el"))
    assert json.loads(json_text(everything("en")))["notice"] == "NOT FOR DIAGNOSTIC USE"


def test_an_unknown_language_is_said(result, made_at):
    with pytest.raises(KnownError, match="cannot be read"):
        build_report([result()], "R", made_at, language="xx")


def test_a_page_with_thai_brings_its_typeface_and_others_do_not(result, decided, made_at):
    plain = html_text(build_report([result()], "R", made_at))
    assert "@font-face" not in plain
    review = decided(ReviewState.ACCEPTED, "คลำแล้วคงที่")
    for document in (
        build_report([result()], "R", made_at, language="th"),
        build_report([result(review=review)], "R", made_at),
    ):
        html = html_text(document)
        assert "src:url(data:font/ttf;base64," in html
        assert "font-src data:" in html


def test_thai_lines_end_between_syllables():
    words = "เส้นผ่านศูนย์กลางตั้งฉาก"
    lines = fonts.markup(words, 9, 40).split("<br/>")
    assert len(lines) > 1
    marks = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0e30\u0e32\u0e33]")
    for line in lines:
        text = re.sub("<[^>]*>", "", line)
        assert not marks.match(text)
        assert text[-1] not in "เแโใไ"
        assert fonts.width(text, 9) <= 40
    assert re.sub("<[^>]*>", "", "".join(lines)) == words

import argparse
import datetime as dt
import json
from pathlib import Path

import numpy as np
import pytest

from medviewer.app.commands import report
from medviewer.domain.edit import Edit, EditKind
from medviewer.domain.errors import KnownError
from medviewer.domain.geometry import SpacingSource, VolumeGeometry
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.domain.result import (
    ClassProbability,
    Diagnosis,
    InferenceResult,
    OperatingPoint,
    PackReference,
    Provenance,
)
from medviewer.domain.review import Review, ReviewState, ScanRecord
from medviewer.domain.segmentation import (
    Finding,
    Measurement,
    MeasurementKind,
    Segment,
    SegmentationMask,
)
from medviewer.domain.tracking import own_uid, target_of
from medviewer.store import create_store, open_store

PASSPHRASE = "correct horse battery"
FILE = SpacingSource.PIXEL_SPACING
SHARED_ID = (Patient("P2", "Jones^Mary", dt.date(1970, 1, 1)), Patient("P2", "Jones^Martha"))


def saved(store, patient, number, findings=(), when=None):
    mask = np.zeros((1, 60, 80), bool)
    mask[0, 20:40, 30:50] = True
    point = OperatingPoint("default", "Most probable", "The most probable class is named.")
    result = InferenceResult(
        case=f"case{number}",
        content_hash=f"{number:064x}",
        masks=(SegmentationMask(Segment("lesion", "Lesion", (230, 159, 0), "L"), mask),),
        findings=findings,
        probabilities=(
            ClassProbability("benign", "Benign", 0.9),
            ClassProbability("malignant", "Malignant", 0.1),
        ),
        diagnosis=Diagnosis("benign", "Benign", 0.9, point),
        provenance=Provenance(
            PackReference("breast-us", "1.0.0", "ab" * 32), "0.1.0", "cpu", dt.datetime.now(dt.UTC)
        ),
    )
    scan = ScanRecord(
        StudyContext(patient, Study(f"1.2.{number}", when), Series(f"1.2.{number}.1")),
        f"{number:064x}",
        (Path("a.png"),),
        VolumeGeometry(60, 80),
        np.full((60, 80), 90, np.uint8),
    )
    return store.results.save(result, scan)[0]


@pytest.fixture(scope="module")
def store_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "store.db"
    with create_store(path, "adams", PASSPHRASE) as store:
        first = saved(store, Patient("P1", "Smith^Ann", dt.date(1960, 2, 3), "F"), 1)
        saved(store, Patient("P1", "Smith^Ann", dt.date(1960, 2, 3), "F"), 2)
        at = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
        store.results.review(first.id, Review(ReviewState.ACCEPTED, "adams", at, "fine"))
        for number, patient in enumerate(SHARED_ID, start=3):
            saved(store, patient, number)
    return path


@pytest.fixture
def make(store_file, monkeypatch):
    """Runs ``medviewer report`` with options, signed in from the environment."""
    monkeypatch.setenv("MEDVIEWER_USER", "adams")
    monkeypatch.setenv("MEDVIEWER_PASSPHRASE", PASSPHRASE)

    def run(*options, store=store_file):
        parser = argparse.ArgumentParser()
        report.add_arguments(parser)
        return report.run(parser.parse_args([*map(str, options), "--store", str(store)]))

    return run


@pytest.mark.parametrize(
    ("name", "start"), [("r.pdf", b"%PDF-"), ("r.HTML", b"<!DOCTYPE html>"), ("r.json", b"{")]
)
def test_the_ending_names_the_format(make, tmp_path, capsys, name, start):
    out = tmp_path / name
    assert make("--patient", "P1", "--out", out) == 0
    assert out.read_bytes().startswith(start)
    assert capsys.readouterr().out == f"Report on 2 results written to {out}.\n"


def test_format_goes_before_the_ending(make, tmp_path):
    out = tmp_path / "report.txt"
    make("--patient", "P1", "--out", out, "--format", "json")
    tree = json.loads(out.read_text(encoding="utf-8"))
    assert tree["reader"] == "adams"
    assert tree["patient"]["Name"] == "Smith Ann"
    assert [r["conclusion"]["state"] for r in tree["results"]] == ["accepted", "predicted"]
    assert tree["results"][0]["review"]["comment"] == "fine"


def reports_told(store_file):
    with open_store(store_file, "adams", PASSPHRASE) as store:
        assert store.audit.verify().ok
        return [e.detail for e in store.audit.entries() if e.action == "report"]


def test_the_audit_trail_tells_of_a_report_and_of_none_that_failed(make, store_file, tmp_path):
    before = reports_told(store_file)
    make("--patient", "P1", "--out", tmp_path / "r.json")
    with pytest.raises(KnownError):
        make("--patient", "P1", "--out", tmp_path / "none" / "r.json")
    assert reports_told(store_file) == [*before, "results 2, 1"]


def test_privacy(make, tmp_path):
    out = tmp_path / "r.json"
    make("--patient", "P1", "--out", out, "--privacy")
    assert "Smith" not in out.read_text(encoding="utf-8")


def test_unknown_ending_is_said_before_sign_in(make, tmp_path):
    with pytest.raises(KnownError, match="names no format"):
        make("--patient", "P1", "--out", tmp_path / "r.doc")


def test_unknown_patient_is_said_without_the_identifier(make, tmp_path):
    with pytest.raises(KnownError, match="holds no results of a patient") as caught:
        make("--patient", "NOBODY", "--out", tmp_path / "r.pdf")
    assert "NOBODY" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_two_people_with_one_identifier_are_never_one_report(make, tmp_path):
    out = tmp_path / "r.json"
    with pytest.raises(KnownError, match="2 patients of the store share this identifier"):
        make("--patient", "P2", "--out", out)
    assert make("--patient", "P2", "--birth-date", "1970-01-01", "--out", out) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["patient"]["Name"] == "Jones Mary"


def test_no_store_is_said_and_none_is_made(make, tmp_path):
    with pytest.raises(KnownError, match="There is no store"):
        make("--patient", "P1", "--out", tmp_path / "r.pdf", store=tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


def test_a_report_is_in_the_language_asked_for_but_json_is_english(make, tmp_path):
    page, data = tmp_path / "r.html", tmp_path / "r.json"
    make("--patient", "P1", "--out", page, "--language", "el")
    make("--patient", "P1", "--out", data, "--language", "el")
    text = page.read_text(encoding="utf-8")
    assert '<html lang="el">' in text
    assert "Αποδεκτό από adams" in text
    assert "Sex" in json.loads(data.read_text(encoding="utf-8"))["patient"]


def lesion(number, longest, left):
    sizes = (Measurement(MeasurementKind.LONGEST_DIAMETER, longest, "mm", FILE),)
    return Finding("lesion", number, 0, (left, 20, 10, 10), 70, sizes)


def test_lesions_are_followed_as_a_reader_matched_them(make, tmp_path):
    """Two lesions of each study, which the program alone would not match."""
    path = tmp_path / "store.db"
    days = ((lesion(1, 20.0, 10), lesion(2, 12.0, 50)), (lesion(1, 30.0, 10), lesion(2, 9.0, 50)))
    scans = [f"{number:064x}" for number in (11, 12)]
    with create_store(path, "adams", PASSPHRASE) as store:
        for number, findings in zip((11, 12), days, strict=True):
            when = dt.datetime(2026, 3, number, tzinfo=dt.UTC)
            saved(store, Patient("P7", "Roe^Eva"), number, findings=findings, when=when)
        uid = own_uid(scans[0], days[0][1]).encode("ascii")
        said = Edit(EditKind.TRACKING, target_of(days[1][1]), None, uid, "Match lesion", when)
        store.edits.keep(scans[1], 0, [said], 1, "Match lesion")
    out = tmp_path / "r.json"
    make("--patient", "P7", "--out", out, store=path)
    (track,) = json.loads(out.read_text(encoding="utf-8"))["follow_up"]
    (matched,) = track["lesions"]
    assert [day["measurements"][0]["value"] for day in matched["days"]] == [12.0, 9.0]
    assert matched["days"][1]["since_before"]["mm"] == -3.0

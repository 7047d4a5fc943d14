"""The demo patients and the headless demo, also where there is no home and no display."""

import json
import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from pypdf import PdfReader

from medviewer.app.commands import demo
from medviewer.app.demo import demo_folder, prepare_demo
from medviewer.domain.errors import KnownError
from medviewer.domain.review import ReviewState
from medviewer.store import create_store, open_demo_store

STEMS = ["demo-cyst", "demo-mass-earlier", "demo-mass", "demo-nothing", "demo-fibroadenoma"]


@pytest.fixture
def data_folder(tmp_path, monkeypatch):
    """A user's data folder that does not exist yet."""
    import platformdirs

    folder = tmp_path / "home" / "data"
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: folder)
    return folder


def test_the_demo_folder_is_in_the_users_data_folder(data_folder, capsys):
    assert demo_folder() == data_folder / "demo"
    assert demo_folder().is_dir()
    assert capsys.readouterr().out == ""


def test_without_a_data_folder_the_demo_goes_elsewhere_and_says_so(data_folder, capsys):
    data_folder.parent.mkdir()
    data_folder.write_text("not a folder")
    folder = demo_folder()
    assert folder.is_dir()
    assert data_folder not in folder.parents
    said = capsys.readouterr().out
    assert str(folder) in said
    assert "cannot be written" in said


def test_preparing_twice_writes_once(data_folder):
    first = prepare_demo()
    assert [path.stem for path in first] == STEMS
    before = [path.stat().st_mtime_ns for path in first]
    assert prepare_demo() == first
    assert [path.stat().st_mtime_ns for path in first] == before


def test_a_persons_store_is_never_replaced(tmp_path):
    create_store(tmp_path / "demo.db", "reader", "a long passphrase of mine").close()
    before = (tmp_path / "demo.db").read_bytes()
    with pytest.raises(KnownError, match="person's store"):
        demo._new_store(tmp_path)
    assert (tmp_path / "demo.db").read_bytes() == before


@pytest.fixture(scope="module")
def output(make_tiny_pack, tmp_path_factory):
    """What the demo leaves in an environment that holds next to nothing."""
    folder = tmp_path_factory.mktemp("bare")
    make_tiny_pack(folder / "packs" / "tiny")
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "MEDVIEWER_PACKS": str(folder / "packs"),
        "XDG_DATA_HOME": str(folder / "nothing" / "here"),
        "OMP_NUM_THREADS": "1",
    }
    if "SYSTEMROOT" in os.environ:
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    out = folder / "demo-output"
    done = subprocess.run(
        [sys.executable, "-m", "medviewer", "demo", "--pack", "tiny", "--out", str(out)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=280,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.mark.slow
def test_every_scan_has_a_result_and_a_mask(output):
    lines = [json.loads(line) for line in (output / "results.jsonl").read_text().splitlines()]
    assert [line["case"] for line in lines] == STEMS
    for line in lines:
        assert line["status"] == "ok"
        assert line["spacing_mm"] == pytest.approx([0.08, 0.08])
        assert line["spacing_source"] == "UltrasoundRegion"
        mask = cv2.imread(str(output / line["segments"][0]["mask"]), cv2.IMREAD_UNCHANGED)
        assert mask.shape == (470, 520)


@pytest.mark.slow
def test_the_store_holds_the_demo_patients_and_the_decision(output):
    with open_demo_store(output / "demo.db") as store:
        assert len(store.results.patients()) == 4
        mass = store.results.for_patient(demo.REPORTED)
        assert len(mass) == 2
        assert all(stored.scan.context.is_demo for stored in mass)
        states = {stored.scan.files[0].stem: stored.state for stored in mass}
    assert states == {
        "demo-mass": ReviewState.ACCEPTED,
        "demo-mass-earlier": ReviewState.PREDICTED,
    }


@pytest.mark.slow
def test_the_report_is_on_the_patient_with_two_studies(output):
    pages = [page.extract_text() for page in PdfReader(output / "report.pdf").pages]
    text = "\n".join(pages)
    assert "MEDVIEWER-DEMO-2" in text
    assert "2026-01-13" in text
    assert "2025-07-03" in text
    assert all("NOT FOR DIAGNOSTIC USE" in page.upper() for page in pages)


@pytest.mark.slow
def test_the_screenshots_are_of_the_window_at_work(output):
    folder: Path = output / "screenshots"
    names = sorted(path.stem for path in folder.glob("*.png"))
    assert names == sorted([*STEMS, "demo-mass-accepted", "demo-mass-light"])
    pictures = {name: cv2.imread(str(folder / f"{name}.png")) for name in names}
    for picture in pictures.values():
        assert picture.shape[:2] >= (700, 1200)
        assert picture.std() > 20
    assert len({picture.tobytes() for picture in pictures.values()}) == len(names)
    assert np.mean(pictures["demo-mass-light"]) > np.mean(pictures["demo-mass"]) + 40

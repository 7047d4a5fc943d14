"""The report from the window: in its language, in the format that was chosen."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from medviewer.ui.language import use_language

LONG = 20_000


@pytest.fixture
def read(desk, make_pictures):
    """A window with one result saved."""
    window = desk.start()
    desk.show(window, make_pictures(1)[0])
    desk.predict(window)
    return window


def write(desk, window, path):
    window.export_report(path)
    desk.qtbot.waitUntil(lambda: str(path) in window.status.message, timeout=LONG)


def test_a_report_is_in_the_language_of_the_window(desk, read, tmp_path, request):
    request.addfinalizer(lambda: use_language("en"))
    read.preferences.language = "th"
    read.comforts.apply()
    page, data = tmp_path / "report.html", tmp_path / "report.json"
    write(desk, read, page)
    assert '<html lang="th">' in page.read_text(encoding="utf-8")
    write(desk, read, data)
    assert json.loads(data.read_text(encoding="utf-8"))["patient"]["Sex"] == "not stated"


@pytest.mark.parametrize(
    ("kind", "typed", "given"),
    [
        ("PDF (*.pdf)", "report.pdf", "report.pdf"),
        ("HTML (*.html)", "report.pdf", "report.html"),  # the name that was offered
        ("JSON (*.json)", "mine.pdf", "mine.json"),
        ("PDF (*.pdf)", "report.html", "report.html"),
    ],
)
def test_the_kind_chosen_names_the_format(read, tmp_path, monkeypatch, kind, typed, given):
    asked = []

    def answer(_parent, _title, offered, kinds):
        asked.append((Path(offered).name, kinds))
        return str(tmp_path / typed), kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    assert read.export.ask_path(read, "ab" * 32, str(tmp_path)) == tmp_path / given
    ((offered, kinds),) = asked
    assert offered.startswith("report-")
    assert offered.endswith("abababab.pdf")
    assert kind in kinds


def test_another_kind_replaces_no_file_that_nobody_was_asked_about(read, tmp_path, monkeypatch):
    (tmp_path / "r.html").write_text("earlier")
    answer = str(tmp_path / "r.pdf"), "HTML (*.html)"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: answer)
    assert read.export.ask_path(read, "ab" * 32, str(tmp_path)) == tmp_path / "r (2).html"

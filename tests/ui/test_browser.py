"""The list of cases: order, folding, search, filters, marks."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from medviewer.domain.image import VolumeKind
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.domain.review import ReviewState
from medviewer.imaging.index import IndexedSeries
from medviewer.store import PatientSummary
from medviewer.ui.browser.browser import Browser, mark_text, pixmap
from medviewer.ui.browser.model import CASE_ROLE, STUDY_ROLE


def item(name, series="1", study="1", sop=(), date=None, description=""):
    context = StudyContext(
        Patient(f"id-{name}", name),
        Study(f"{name}.{study}", date, description),
        Series(f"{name}.{study}.{series}", modality="US"),
        sop_instance_uids=sop,
    )
    path = Path(f"/scans/{name}-{study}-{series}-{sop}.dcm")
    return IndexedSeries((path,), context, 300, 400, 1, VolumeKind.PICTURE)


def summary(name, state=ReviewState.PREDICTED, diagnosis="benign", count=1):
    saved = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    return PatientSummary(
        Patient(f"id-{name}", name), count, (diagnosis,), saved, ((state, count),)
    )


@pytest.fixture
def browser(qtbot):
    widget = Browser()
    qtbot.addWidget(widget)
    widget.resize(300, 600)
    widget.show()
    return widget


def names(browser):
    return [c.patient.name for c in browser.visible_cases()]


def test_a_patient_with_one_scan_is_one_row(browser):
    browser.add_items([item("Abe"), item("Bea")])
    assert browser.model.rowCount() == 2
    assert not browser.model.hasChildren(browser.model.index(0, 0))


def test_several_series_fold_under_patient_and_study(browser):
    browser.add_items([item("Abe", "1"), item("Abe", "2"), item("Abe", "1", study="2")])
    model = browser.model
    patient = model.index(0, 0)
    assert model.rowCount() == 1
    studies = [model.index(i, 0, patient) for i in range(model.rowCount(patient))]
    assert [s.data(STUDY_ROLE) for s in studies] == ["Abe.1", "Abe.2"]
    assert [model.rowCount(s) for s in studies] == [2, 1]
    assert patient.data(CASE_ROLE) is None
    assert names(browser) == ["Abe", "Abe", "Abe"]


def test_pictures_of_one_ultrasound_series_are_cases_of_their_own(browser):
    browser.add_items([item("Abe", sop=("1.1",)), item("Abe", sop=("1.2",))])
    assert len(browser.visible_cases()) == 2


def test_opening_twice_lists_once(browser):
    browser.add_items([item("Abe")])
    again = browser.add_items([item("Abe"), item("Bea")])
    assert names(browser) == ["Abe", "Bea"]
    assert again[0] is browser.visible_cases()[0]


def test_search_takes_every_word_and_hides_the_rest(browser):
    date = dt.datetime(2025, 6, 1)
    browser.add_items([item("Abe", date=date, description="Left breast"), item("Bea")])
    browser.search.setText("left 2025")
    assert names(browser) == ["Abe"]
    browser.search.setText("left 2024")
    assert names(browser) == []
    assert browser._hint.isVisible()
    browser.search.clear()
    assert names(browser) == ["Abe", "Bea"]


def test_a_mark_says_the_state_and_the_diagnosis(browser):
    browser.add_items([item("Abe")])
    case = browser.visible_cases()[0]
    assert mark_text(case) == "new"
    browser.set_stored([summary("Abe", ReviewState.REJECTED)])
    assert mark_text(case) == "benign, rejected"


def test_the_store_s_patients_are_listed_and_give_way_to_their_scans(browser):
    browser.set_stored([summary("Abe", ReviewState.ACCEPTED), summary("Bea")])
    assert names(browser) == ["Abe", "Bea"]
    assert all(c.item is None for c in browser.visible_cases())
    case = browser.add_items([item("Abe")])[0]
    assert sorted(names(browser)) == ["Abe", "Bea"]
    assert case.state is ReviewState.ACCEPTED
    browser.set_stored([summary("Bea")])
    assert sorted(names(browser)) == ["Abe", "Bea"]
    browser.close_opened()
    assert names(browser) == ["Bea"]


def test_state_of_a_scan_among_several_of_a_patient_goes_by_its_hash(browser):
    first, second = browser.add_items([item("Abe", "1"), item("Abe", "2")])
    browser.set_stored([summary("Abe", ReviewState.ACCEPTED, count=2)])
    assert first.state is ReviewState.NEW
    grey = np.zeros((10, 10), np.uint8)
    browser.set_thumbnail(second.key, grey, "hash-2")
    browser.set_states({"hash-2": ReviewState.ACCEPTED})
    assert (first.state, second.state) == (ReviewState.NEW, ReviewState.ACCEPTED)


def test_stepping_goes_through_what_is_visible_and_stops_at_the_ends(browser):
    chosen = []
    browser.caseChosen.connect(lambda case: chosen.append(case.patient.name))
    browser.add_items([item("Abe"), item("Bea"), item("Bo"), item("Cyd")])
    browser.search.setText("b")
    assert browser.step(1)
    assert browser.step(1)
    assert browser.step(1)
    assert not browser.step(1)
    assert browser.step(-1)
    assert chosen == ["Abe", "Bea", "Bo", "Bea"]


def test_stepping_within_a_patient(browser):
    browser.add_items([item("Abe", "1"), item("Abe", "2"), item("Bea")])
    browser.choose(browser.visible_cases()[0].key)
    assert browser.step(1, same_patient=True)
    assert not browser.step(1, same_patient=True)


def test_taking_scans_off_the_list_chooses_nothing(browser):
    browser.add_items([item("Abe"), item("Bea"), item("Cyd")])
    browser.choose(browser.visible_cases()[0].key)
    chosen = []
    browser.caseChosen.connect(chosen.append)
    browser.clear()
    assert chosen == []
    assert browser.current is None
    assert browser._hint.isVisible()


def test_the_current_case_stays_current_as_its_patient_unfolds(browser):
    case = browser.add_items([item("Abe", "1")])[0]
    browser.choose(case.key)
    chosen = []
    browser.caseChosen.connect(chosen.append)
    browser.add_items([item("Abe", "2")])
    assert browser.current is case
    assert chosen == []


def test_names_are_hidden_in_privacy_mode(browser):
    browser.add_items([item("Abe")])
    browser.privacy = True
    assert browser.describe(Patient("1", "Abe")) == "Patient hidden"
    assert heard(browser, "Abe") == "Patient hidden, US  400 × 300, new"


def test_a_row_is_heard_as_it_is_seen(browser):
    day = dt.datetime(2026, 3, 2)
    browser.add_items([item("Abe", date=day), item("Bea", "1"), item("Bea", "2")])
    browser.set_stored([summary("Abe", ReviewState.REJECTED)])
    assert heard(browser, "Abe") == "Abe, US  2026-03-02  400 × 300, benign, rejected"
    assert heard(browser, "Bea") == "Bea-1-1-(), US  400 × 300, new"


def heard(browser, name):
    case = next(c for c in browser.visible_cases() if c.patient.name == name)
    return browser.model.index_of(case.key).data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.mark.parametrize("shape", [(5, 7), (5, 7, 3)])
def test_pixmap_has_the_pixels(qapp, shape):
    picture = np.arange(np.prod(shape), dtype=np.uint8).reshape(shape)
    image = pixmap(picture).toImage()
    assert (image.width(), image.height()) == (7, 5)
    colour = image.pixelColor(6, 4)
    expected = [int(v) for v in np.atleast_1d(picture[4, 6])]
    assert [colour.red(), colour.green(), colour.blue()] == (
        expected if len(expected) == 3 else expected * 3
    )

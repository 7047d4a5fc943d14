"""Results go in and come out as they were; reviews move them between the diagnosis tables."""

import dataclasses
import datetime as dt
import threading

import numpy as np
import pytest

from medviewer.domain.errors import BugError, StoreError
from medviewer.domain.review import Review, ReviewState, StoreChange
from medviewer.store import Store, open_demo_store, open_store

from .conftest import DOE, NAME, PASSPHRASE, YAMADA, make_result, make_scan

AT = dt.datetime(2026, 3, 4, 5, 6, 7, tzinfo=dt.timezone(dt.timedelta(hours=9)))


def review(state=ReviewState.ACCEPTED, diagnosis=None, comment=""):
    return Review(state, "Dr. Reader", AT, comment, diagnosis)


def where(store: Store, result_id: int) -> list[str]:
    """The result tables that hold a result: looked up in SQLite's own list of tables."""
    names = [
        row["name"]
        for row in store._database.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'result\\_%' "
            "ESCAPE '\\' AND name <> 'result_key'"
        )
    ]
    return [
        n for n in names if store._database.value(f"SELECT 1 FROM {n} WHERE id = ?", (result_id,))
    ]


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("label", ["malignant", None])
def test_everything_comes_back_after_reopening(store, path, colour, label):
    scan = make_scan(colour=colour)
    result = make_result(scan, label)
    stored, change = store.results.save(result, scan)
    assert change == StoreChange(("JP-17",), (stored.id,))
    store.close()

    with open_store(path, NAME, PASSPHRASE) as again:
        (found,) = again.results.for_scan(scan.content_hash)
    assert found.id == stored.id
    assert found.saved_at == stored.saved_at
    assert found.review is None
    assert found.state is ReviewState.PREDICTED
    for kept, given in ((found.scan, scan), (found.result, result)):
        for field in dataclasses.fields(given):
            if field.name not in ("picture", "masks"):
                assert getattr(kept, field.name) == getattr(given, field.name), field.name
    assert np.array_equal(found.scan.picture, scan.picture)
    assert found.scan.picture.dtype == np.uint8
    for kept, given in zip(found.result.masks, result.masks, strict=True):
        assert kept.segment == given.segment
        assert kept.array.dtype == np.bool_
        assert np.array_equal(kept.array, given.array)
    probability = found.result.masks[0].probability
    assert probability.dtype == np.float16
    error = np.abs(probability.astype(float) - result.masks[0].probability.astype(float))
    assert error.max() <= 1 / 510 + 2**-11  # half a step, and float16's rounding near 1
    assert found.result.masks[1].probability is None


def test_each_diagnosis_has_its_table_and_the_view_has_all(store):
    ids = {}
    for seed, label in enumerate(["benign", "malignant", None]):
        scan = make_scan(seed)
        ids[label] = store.results.save(make_result(scan, label), scan)[0].id
    assert where(store, ids["benign"]) == ["result_benign"]
    assert where(store, ids["malignant"]) == ["result_malignant"]
    assert where(store, ids[None]) == ["result_none"]
    rows = store._database.rows("SELECT id, diagnosis FROM results")
    assert {r["diagnosis"]: r["id"] for r in rows} == ids
    assert store.results.diagnoses() == ["benign", "malignant"]


def test_awkward_diagnosis_names_get_tables_of_their_own(store):
    labels = ["a b", "A-B", "a_b", "x'; DROP TABLE patient;--", "none", "key", "肺炎", "été"]
    store.results.prepare_diagnoses(labels)
    for seed, label in enumerate(labels):
        scan = make_scan(seed)
        stored, _ = store.results.save(make_result(scan, label), scan)
        assert len(where(store, stored.id)) == 1
        assert store.results.get(stored.id).diagnosis_label == label
    tables = {r["table_name"] for r in store._database.rows("SELECT * FROM diagnosis_table")}
    assert len(tables) == len(labels) + 1
    assert {"result_a_b", "result_a_b_2", "result_a_b_3", "result_none", "result_none_2"} <= tables


def test_a_corrected_diagnosis_moves_the_result_and_back(store):
    scan = make_scan()
    result_id = store.results.save(make_result(scan, "benign"), scan)[0].id
    before = store.results.get(result_id)

    change = store.results.review(result_id, review(ReviewState.CORRECTED, "malignant", "spicules"))
    assert change == StoreChange(("JP-17",), (result_id,))
    assert where(store, result_id) == ["result_malignant"]
    after = store.results.get(result_id)
    assert after.diagnosis_label == "malignant"
    assert after.result.diagnosis == before.result.diagnosis  # what the model said stays
    assert after.result.findings == before.result.findings
    assert np.array_equal(after.result.masks[0].array, before.result.masks[0].array)
    assert after.review == review(ReviewState.CORRECTED, "malignant", "spicules")
    assert [e.action for e in store.audit.entries(2)] == ["result.review", "result.move"]

    store.results.review(result_id, review(ReviewState.ACCEPTED))
    assert where(store, result_id) == ["result_benign"]
    assert store.results.get(result_id).state is ReviewState.ACCEPTED
    assert [r.state for r in store.results.reviews(result_id)] == [
        ReviewState.CORRECTED,
        ReviewState.ACCEPTED,
    ]
    assert store.audit.verify().ok


def test_a_diagnosis_no_pack_knows_gets_a_table_when_a_reader_names_it(store):
    scan = make_scan()
    result_id = store.results.save(make_result(scan, None), scan)[0].id
    store.results.review(result_id, review(ReviewState.CORRECTED, "phyllodes tumour"))
    assert where(store, result_id) == ["result_phyllodes_tumour"]
    with pytest.raises(StoreError, match="on one line"):
        store.results.review(result_id, review(ReviewState.CORRECTED, "two\nlines"))
    assert len(store.results.reviews(result_id)) == 1


def test_sqlite_itself_refuses_a_result_in_two_tables(store):
    scan = make_scan()
    result_id = store.results.save(make_result(scan, "benign"), scan)[0].id
    store.results.prepare_diagnoses(["malignant"])
    with pytest.raises(BugError, match="FOREIGN KEY"), store._database.transaction():
        store._database.run(
            "INSERT INTO result_malignant (id, diagnosis, scan, run, case_name, saved_at, "
            "saved_by) SELECT id, 'malignant', scan, run, '', '', '' FROM result_benign"
        )
    assert where(store, result_id) == ["result_benign"]


def test_reviews_cannot_be_changed_or_deleted(store):
    scan = make_scan()
    result_id = store.results.save(make_result(scan), scan)[0].id
    store.results.review(result_id, review())
    for statement in ("UPDATE review SET state = 'rejected'", "DELETE FROM review"):
        with pytest.raises(BugError, match="never changed"):
            store._database.run(statement)


def test_the_same_scan_is_kept_once_and_its_results_all(store):
    scan = make_scan()
    ids = [store.results.save(make_result(scan), scan)[0].id for _ in range(3)]
    assert [r.id for r in store.results.for_scan(scan.content_hash)] == ids[::-1]
    moved = dataclasses.replace(scan, files=scan.files[:1])
    store.results.save(make_result(moved), moved)
    counts = {t: store._database.value(f"SELECT count(*) FROM {t}") for t in ("scan", "patient")}
    assert counts == {"scan": 2, "patient": 1}


def test_one_patient_id_in_two_hospitals_is_two_patients(store):
    namesake = dataclasses.replace(YAMADA, name="Smith^Adam", birth_date=None)
    for seed, patient in enumerate([YAMADA, DOE, namesake, YAMADA]):
        scan = make_scan(seed, patient)
        store.results.save(make_result(scan, "benign" if seed else "malignant"), scan)
    summaries = store.results.patients()
    assert [(s.patient, s.n_results) for s in summaries] == [(YAMADA, 2), (namesake, 1), (DOE, 1)]
    assert summaries[0].diagnoses == ("benign", "malignant")
    assert summaries[0].states == ((ReviewState.PREDICTED, 2),)
    assert len(store.results.for_patient("JP-17")) == 3
    assert len(store.results.for_patient(namesake)) == 1
    assert len(store.results.for_patient(YAMADA)) == 2
    assert store.results.for_patient("nobody") == []


def test_states_are_those_of_the_newest_result(store):
    scans = [make_scan(seed) for seed in range(4)]
    saved = [store.results.save(make_result(s), s)[0].id for s in scans[:3]]
    store.results.review(saved[0], review(ReviewState.REJECTED))
    store.results.review(saved[1], review(ReviewState.ACCEPTED))
    store.results.save(make_result(scans[1]), scans[1])
    many = [s.content_hash for s in scans] + [f"{n:064x}" for n in range(10_000, 11_200)]
    states = store.results.states(many)
    assert [states[s.content_hash] for s in scans] == [
        ReviewState.REJECTED,
        ReviewState.PREDICTED,
        ReviewState.PREDICTED,
        ReviewState.NEW,
    ]
    assert len(states) == 1204


def test_search_by_text_diagnosis_and_state(store):
    for seed, (patient, label) in enumerate([(YAMADA, "benign"), (DOE, "malignant")]):
        scan = make_scan(seed, patient)
        store.results.save(make_result(scan, label), scan)
    store.results.review(2, review(ReviewState.CORRECTED, "benign"))

    def found(*args, **kwargs):
        return [r.id for r in store.results.search(*args, **kwargs)]

    assert found() == [2, 1]
    assert found("tarou YAMADA") == found("山田") == found("jp-17") == [1]
    assert found("jane^doe") == [2]
    assert found("100%") == found("_") == []
    assert found(diagnosis="benign") == [2, 1]
    assert found(diagnosis="malignant") == []
    assert found(state=ReviewState.CORRECTED) == [2]
    assert found(state=ReviewState.PREDICTED, diagnosis="benign") == [1]
    assert found(limit=1) == [2]


def test_the_demo_store_takes_demo_patients_only(tmp_path):
    with open_demo_store(tmp_path / "demo.db") as demo:
        assert demo.is_demo
        person, phantom = make_scan(1), make_scan(2, demo=True)
        with pytest.raises(StoreError, match="Sign in to your own store"):
            demo.results.save(make_result(person), person)
        demo.results.save(make_result(phantom), phantom)
    with open_demo_store(tmp_path / "demo.db") as demo:
        assert demo.results.for_scan(phantom.content_hash)[0].scan.context.is_demo
        assert demo.results.for_scan(person.content_hash) == []


def test_another_thread_is_told_that_it_is_wrong(store):
    caught = []

    def use():
        for act in (store.results.patients, store.audit.entries, store.close):
            try:
                act()
            except BugError as error:
                caught.append(str(error))

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert len(caught) == 3
    assert all("thread" in text for text in caught)
    assert store.results.patients() == []


def test_a_result_is_never_saved_with_another_scans_record(store):
    with pytest.raises(BugError):
        store.results.save(make_result(make_scan(1)), make_scan(2))


def test_the_audit_trail_tells_of_a_result_against_the_packs_refusal(store):
    for seed, refusal in ((1, "made for US, this is CT"), (2, None)):
        scan = make_scan(seed)
        result = make_result(scan)
        provenance = dataclasses.replace(result.provenance, overridden_refusal=refusal)
        store.results.save(dataclasses.replace(result, provenance=provenance), scan)
    saved = [e.detail for e in store.audit.entries() if e.action == "result.save"]
    assert ["refusal" in detail for detail in saved] == [True, False]


def test_a_diagnosis_in_other_letters_is_the_one_that_is_known(store):
    for seed, name in enumerate(["Fibroadenoma", "fibroadenoma", "FIBROADENOMA"]):
        scan = make_scan(seed)
        result_id = store.results.save(make_result(scan, "benign"), scan)[0].id
        store.results.review(result_id, review(ReviewState.CORRECTED, name))
        assert where(store, result_id) == ["result_fibroadenoma"]
        assert store.results.get(result_id).diagnosis_label == "Fibroadenoma"
    assert store.results.diagnoses() == ["Fibroadenoma", "benign"]

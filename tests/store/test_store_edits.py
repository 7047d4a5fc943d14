"""The steps done to a scan come back as they were, whatever happened to the program."""

import datetime as dt
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

from medviewer.domain.edit import Edit, EditKind, KeptEdits
from medviewer.domain.errors import BugError, StoreError
from medviewer.domain.geometry import PixelCalibration, SpacingSource
from medviewer.domain.review import Review, ReviewState, decode_review, encode_review
from medviewer.domain.segmentation import SegmentationMask
from medviewer.store import Store, create_store, open_demo_store, open_store, schema

from .conftest import NAME, PASSPHRASE, make_result, make_scan

SCAN = "ab" * 32
AT = dt.datetime(2026, 3, 4, 5, 6, 7, tzinfo=dt.UTC)
ROOT = Path(__file__).parents[2]


def step(number: int, kind: EditKind = EditKind.MASK) -> Edit:
    before = None if number == 0 else bytes([number - 1])
    return Edit(kind, "5/lesion", before, bytes([number]), f"Step {number}", AT, "Anna")


def keep(store: Store, *numbers: int, place: int | None = None) -> None:
    """Keep steps one by one, each as the newest that stands."""
    for number in numbers:
        at = number if place is None else place
        store.edits.keep(SCAN, at, (step(number),), at + 1, f"Step {number}")


def test_steps_come_back_in_order_with_how_many_stand(store, path):
    keep(store, 0, 1, 2)
    store.edits.keep(SCAN, 2, (), 2, "Step 2 taken back")
    store.close()
    with open_store(path, NAME, PASSPHRASE) as again:
        found = again.edits.of(SCAN)
    assert found == KeptEdits((step(0), step(1), step(2)), 2, 0, left_open=True)


def test_a_new_step_takes_the_place_of_those_taken_back(store):
    keep(store, 0, 1, 2)
    store.edits.keep(SCAN, 2, (), 1, "taken back")
    keep(store, 7, place=1)
    found = store.edits.of(SCAN)
    assert [e.title for e in found.edits] == ["Step 0", "Step 7"]
    assert found.standing == 2


def test_a_scan_without_steps_has_none_and_is_not_left_open(store):
    assert store.edits.of(SCAN) == KeptEdits()
    keep(store, 0)
    store.edits.close(SCAN)
    assert not store.edits.of(SCAN).left_open


def test_every_step_is_in_the_audit_trail_without_a_patient(store):
    keep(store, 0)
    store.edits.keep(SCAN, 0, (), 0, "Step 0 taken back")
    details = [e.detail for e in store.audit.entries(2)]
    assert details == [f"scan {SCAN[:16]}: Step 0", f"scan {SCAN[:16]}: Step 0 taken back"]
    assert store.audit.verify().ok


def test_the_demo_store_takes_demo_patients_only(tmp_path):
    with open_demo_store(tmp_path / "demo.db") as store:
        with pytest.raises(StoreError, match="demo patients only"):
            keep(store, 0)
        store.edits.keep(SCAN, 0, (step(0),), 1, "Step 0", demo_scan=True)
        assert store.edits.of(SCAN).standing == 1


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE edit SET kind = 'of a newer program' WHERE position = 1",
        "UPDATE edit SET at = 'noon' WHERE position = 1",
        "UPDATE edit SET before = 'text' WHERE position = 1",
        "DELETE FROM edit WHERE position = 1",
    ],
)
def test_a_damaged_step_ends_what_can_be_undone_and_nothing_else(store, damage):
    keep(store, 0, 1, 2, 3)
    store._database.run(damage)
    assert store.edits.of(SCAN) == KeptEdits((step(2), step(3)), 2, 2, left_open=True)
    keep(store, 4)
    found = store.edits.of(SCAN)
    assert (found.first, [e.title for e in found.edits]) == (2, ["Step 2", "Step 3", "Step 4"])


def test_what_is_written_together_is_saved_together_or_not_at_all(store):
    scan = make_scan()
    result_id = store.results.save(make_result(scan), scan)[0].id
    keep(store, 0)

    def step_on_an_unknown_result():
        with store.together():
            store.edits.keep(SCAN, 0, (step(5),), 1, "Step 5")
            store.results.review(result_id + 1, Review(ReviewState.ACCEPTED, "Anna", AT))

    with pytest.raises(BugError):
        step_on_an_unknown_result()
    assert store.edits.of(SCAN).edits == (step(0),)
    assert store.audit.entries(1)[0].detail.endswith("Step 0")
    with store.together():
        keep(store, 1)
        store.results.review(result_id, Review(ReviewState.ACCEPTED, "Anna", AT))
    assert store.edits.of(SCAN).standing == 2
    assert store.results.get(result_id).state is ReviewState.ACCEPTED


def test_decisions_are_encoded_without_loss():
    given = Review(ReviewState.CORRECTED, "Ann Ä", AT, "zur Kontrolle", "benign")
    assert decode_review(encode_review(given)) == given
    for damaged in (b"", b"[]", b'["accepted"]', b"\xff", b'["no state","a","2020-01-01","",null]'):
        with pytest.raises(StoreError, match="damaged"):
            decode_review(damaged)


# --- corrected masks ------------------------------------------------------------------------


def corrected(result, seed=3):
    """The masks of a result with another lesion."""
    lesion, cyst = result.masks
    array = np.random.default_rng(seed).random(lesion.array.shape) > 0.9
    return (SegmentationMask(lesion.segment, array, lesion.probability), cyst)


def test_corrected_masks_are_kept_beside_the_prediction(store, path):
    scan = make_scan()
    result = make_result(scan)
    result_id = store.results.save(result, scan)[0].id
    masks, findings = corrected(result), result.findings[:1]
    store.corrections.save(result_id, result.masks, masks, findings)
    store.close()
    with open_store(path, NAME, PASSPHRASE) as again:
        found = again.results.get(result_id)
        states = again.results.states([scan.content_hash])
        listed = again.results.search(state=ReviewState.CORRECTED)
        assert again.results.patients()[0].states == ((ReviewState.CORRECTED, 1),)
    assert np.array_equal(found.result.masks[0].array, result.masks[0].array)
    assert found.result.findings == result.findings
    assert np.array_equal(found.shown.masks[0].array, masks[0].array)
    assert found.shown.masks[1].array is found.result.masks[1].array
    assert found.shown.findings == findings
    assert found.correction.account == NAME
    assert found.state is ReviewState.CORRECTED
    assert states == {scan.content_hash: ReviewState.CORRECTED}
    assert [s.id for s in listed] == [result_id]


def test_a_correction_taken_back_leaves_the_prediction(store):
    scan = make_scan()
    result = make_result(scan)
    result_id = store.results.save(result, scan)[0].id
    store.corrections.save(result_id, result.masks, corrected(result), ())
    assert store.corrections.save(result_id, result.masks, result.masks, result.findings) is None
    found = store.results.get(result_id)
    assert (found.correction, found.state) == (None, ReviewState.PREDICTED)
    assert store._database.value("SELECT count(*) FROM corrected_mask") == 0


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        (ReviewState.ACCEPTED, ReviewState.CORRECTED),
        (ReviewState.PREDICTED, ReviewState.CORRECTED),
        (ReviewState.REJECTED, ReviewState.REJECTED),
    ],
)
def test_the_state_of_a_corrected_result_follows_its_decision(store, said, stands):
    scan = make_scan()
    result = make_result(scan)
    result_id = store.results.save(result, scan)[0].id
    store.corrections.save(result_id, result.masks, corrected(result), ())
    store.results.review(result_id, Review(said, NAME, AT))
    assert store.results.get(result_id).state is stands
    assert store.results.states([scan.content_hash]) == {scan.content_hash: stands}


def test_a_store_without_histories_is_brought_up_to_date_with_a_copy(tmp_path, monkeypatch):
    path, scale = tmp_path / "old.db", PixelCalibration(0.2, 0.2, SpacingSource.USER)
    with monkeypatch.context() as past:
        past.setattr(schema, "MIGRATIONS", (schema.VERSION_1, schema.VERSION_2))
        with create_store(path, NAME, PASSPHRASE) as old:
            old.calibrations.save(SCAN, scale)
    scan = make_scan()
    with open_store(path, NAME, PASSPHRASE) as opened:
        assert opened.calibrations.of(SCAN) == scale
        assert opened.edits.of(SCAN) == KeptEdits()
        keep(opened, 0)
        result_id = opened.results.save(make_result(scan), scan)[0].id
        assert opened.results.get(result_id).correction is None
        assert opened.audit.verify().ok
    assert (tmp_path / f"old.db.before-version-{len(schema.MIGRATIONS)}").exists()


# --- a killed program -----------------------------------------------------------------------

_WRITER = """
    import sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[2])
    from tests.store.test_store_edits import NAME, PASSPHRASE, SCAN, step
    from medviewer.store import open_store
    store = open_store(Path(sys.argv[1]), NAME, PASSPHRASE)
    for number in range(250):
        store.edits.keep(SCAN, number, (step(number),), number + 1, "stroke")
        print(number, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a matter of POSIX")
@pytest.mark.parametrize("after", [1, 9])
def test_killed_while_drawing_loses_at_most_the_stroke_in_hand(store, path, after):
    store.close()
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(_WRITER), str(path), str(ROOT)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    answered = -1
    while answered < after:
        answered = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    rest = process.communicate()[0].split()
    answered = int(rest[-1]) if rest else answered
    with open_store(path, NAME, PASSPHRASE) as again:
        found = again.edits.of(SCAN)
        assert again.audit.verify().ok
    assert found.left_open
    assert found.standing in (answered + 1, answered + 2)
    assert found.edits == tuple(step(n) for n in range(found.standing))

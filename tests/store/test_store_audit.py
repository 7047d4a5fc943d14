"""The audit trail tells when it was changed, cut or swapped."""

import shutil

import pytest

from medviewer.domain.errors import BugError, SignInError
from medviewer.store import open_store
from medviewer.store.audit import START, _digest
from medviewer.store.locations import keys_path, state_path, store_files

from .conftest import NAME, PASSPHRASE, make_result, make_scan

OTHER = "another plain passphrase"


@pytest.fixture
def filled(store):
    for seed in range(3):
        scan = make_scan(seed)
        store.results.save(make_result(scan), scan)
    for event in ("UPDATE", "DELETE"):  # what somebody with the key and another program can do
        store._database.run(f"DROP TRIGGER audit_not_{event.lower()}d")
    return store


def tamper(store, *statements):
    for statement in statements:
        store._database.run(statement)
    return store.audit.verify()


def test_the_chain_is_sha256_over_what_it_says(store):
    first, second = store.audit.entries()[:2]
    assert (first.number, first.action, first.account) == (1, "account.add", NAME)
    at = first.at.isoformat()
    assert first.digest == _digest(START, 1, at, NAME, "account.add", NAME)
    assert second.digest == _digest(
        first.digest, 2, second.at.isoformat(), NAME, "store.create", second.detail
    )
    import hashlib

    text = f'["{START}",1,"{at}","{NAME}","account.add","{NAME}"]'
    assert first.digest == hashlib.sha256(text.encode()).hexdigest()


def test_every_act_is_in_the_trail_and_no_patient_is(store, path):
    scan = make_scan()
    store.results.save(make_result(scan), scan)
    store.close()
    with open_store(path, NAME, PASSPHRASE) as again:
        entries = again.audit.entries()
        assert [e.action for e in entries] == [
            "account.add",
            "store.create",
            "result.save",
            "sign-in",
        ]
        assert {e.account for e in entries} == {NAME}
        report = again.audit.verify()
    assert (report.ok, report.entries, report.digest) == (True, 4, entries[-1].digest)
    told = " ".join(e.detail for e in entries)
    assert not any(word in told for word in ("Yamada", "JP-17", scan.content_hash))


@pytest.mark.parametrize(
    "change",
    [
        "detail = 'result 9, scan 9, run 9'",
        "account = 'Bert'",
        "at = '2020-01-01T00:00:00+00:00'",
        "at = 'not a time'",
        "action = 'sign-in'",
        "digest = 'ab'",
        "detail = x'00ff'",
    ],
)
def test_a_changed_entry_is_found(filled, change):
    report = tamper(filled, f"UPDATE audit SET {change} WHERE number = 4")
    assert (report.ok, report.first_bad, report.reason) == (False, 4, "entry 4 was changed")


def test_an_entry_taken_from_the_middle_is_found(filled):
    report = tamper(filled, "DELETE FROM audit WHERE number = 3")
    assert (report.ok, report.first_bad, report.reason) == (False, 3, "entry 3 is missing")


def test_a_renumbered_trail_is_found(filled):
    report = tamper(
        filled,
        "DELETE FROM audit WHERE number = 3",
        "UPDATE audit SET number = number - 1 WHERE number > 3",
    )
    assert (report.ok, report.first_bad, report.reason) == (False, 3, "entry 3 was changed")


def test_a_trail_cut_off_at_its_end_is_found(filled):
    report = tamper(filled, "DELETE FROM audit WHERE number > 3")
    assert (report.ok, report.first_bad) == (False, 4)
    assert report.reason.startswith("entries at the end are missing")


def test_a_trail_and_its_head_cut_off_are_found_by_the_state_file(filled, path):
    filled.close()
    store = open_store(path, NAME, PASSPHRASE)
    digest = store._database.value("SELECT digest FROM audit WHERE number = 2")
    report = tamper(
        store,
        "DELETE FROM audit WHERE number > 2",
        f"UPDATE audit_head SET entries = 2, digest = '{digest}'",
    )
    assert (report.ok, report.first_bad) == (False, 3)
    store.close()
    # It stays found after the trail has grown past its old length.
    for _ in range(6):
        with open_store(path, NAME, PASSPHRASE) as again:
            report = again.audit.verify()
    assert report.entries > 6
    assert not report.ok
    assert "replaced by an older copy" in report.reason


def test_a_database_swapped_for_an_older_copy_is_found(store, path, tmp_path):
    store.close()
    old = tmp_path / "old.db"
    shutil.copyfile(path, old)
    with open_store(path, NAME, PASSPHRASE) as later:
        scan = make_scan()
        later.results.save(make_result(scan), scan)
    shutil.copyfile(old, path)
    with open_store(path, NAME, PASSPHRASE) as swapped:
        assert "audit.mismatch" in [e.action for e in swapped.audit.entries()]
        assert not swapped.audit.verify().ok


def test_a_sign_in_that_fails_does_not_wipe_the_evidence(store, path, tmp_path):
    store.add_account("Bert", OTHER)
    bert = keys_path(path).read_bytes()
    store.disable_account("Bert")
    store.close()
    old = tmp_path / "old.db"
    shutil.copyfile(path, old)
    with open_store(path, NAME, PASSPHRASE) as later:
        later.results.prepare_diagnoses(["benign"])
    shutil.copyfile(old, path)
    good = keys_path(path).read_bytes()
    keys_path(path).write_bytes(bert)
    with pytest.raises(SignInError, match="disabled"):
        open_store(path, "Bert", OTHER)
    keys_path(path).write_bytes(good)
    with open_store(path, NAME, PASSPHRASE) as swapped:
        assert not swapped.audit.verify().ok


def test_a_forged_state_file_is_found_and_a_lost_one_costs_nothing(store, path):
    store.close()
    text = state_path(path).read_text()
    state_path(path).write_text(text.replace('"entries": 2', '"entries": 1'))
    with open_store(path, NAME, PASSPHRASE) as forged:
        report = forged.audit.verify()
        assert (report.ok, report.reason) == (
            False,
            "the state file was changed by another program",
        )
    for content in (None, "", "{", "[]", '{"failures": 3, "anchor": 4}'):
        state_path(path).unlink()
        if content is not None:
            state_path(path).write_text(content)
        with open_store(path, NAME, PASSPHRASE) as again:
            assert again.audit.verify().ok
    assert len(store_files(path)) == 3


def test_the_program_itself_cannot_change_the_trail(store):
    for statement in ("UPDATE audit SET detail = ''", "DELETE FROM audit"):
        with pytest.raises(BugError, match="never changed"):
            store._database.run(statement)
    assert [e.number for e in store.audit.entries(newest=1)] == [2]

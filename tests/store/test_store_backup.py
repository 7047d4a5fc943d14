"""A backup is whole, checked and as encrypted as the store; it comes back."""

import json
import zipfile

import pytest

from medviewer.domain.errors import SignInError, StoreError
from medviewer.store import (
    backup_account_names,
    open_demo_store,
    open_store,
    restore_store,
    store_exists,
)
from medviewer.store.schema import MIGRATIONS

from .conftest import NAME, PASSPHRASE, make_result, make_scan

OTHER = "another plain passphrase"


@pytest.fixture
def backup(store, tmp_path):
    """A backup of a store with one result; a second result came later."""
    for seed in (1, 2):
        scan = make_scan(seed)
        store.results.save(make_result(scan), scan)
        if seed == 1:
            store.backup(tmp_path / "one.mvbackup")
    return tmp_path / "one.mvbackup"


def test_a_backup_brings_the_store_back_somewhere_else(store, backup, tmp_path):
    path = tmp_path / "new" / "place.db"
    assert restore_store(backup, path, NAME, PASSPHRASE) is None
    with open_store(path, NAME, PASSPHRASE) as restored:
        (found,) = restored.results.search()
        assert found.result.findings == make_result(make_scan(1)).findings
        assert restored.audit.verify().ok
        actions = [e.action for e in restored.audit.entries()]
        assert actions[-3:] == ["store.backup", "store.restore", "sign-in"]
    assert {f.name for f in path.parent.iterdir()} == {
        "place.db",
        "place.db.keys",
        "place.db.state",
    }


def test_a_backup_says_what_is_in_it_and_shows_nothing_else(backup):
    with zipfile.ZipFile(backup) as archive:
        assert set(archive.namelist()) == {"backup.json", "store.db", "store.db.keys"}
        card = json.loads(archive.read("backup.json"))
    assert (card["results"], card["audit_entries"], card["schema"]) == (1, 4, len(MIGRATIONS))
    content = backup.read_bytes()
    assert not any(word in content for word in (b"Yamada", b"JP-17", b"SQLite format"))
    assert backup_account_names(backup) == (NAME,)
    assert [f.name for f in backup.parent.iterdir() if f.name.startswith(".")] == []
    assert backup.stat().st_mode & 0o77 == 0


def test_a_store_that_is_there_is_kept_aside_and_only_with_force(store, backup, path):
    store.close()
    before = {f.name: f.read_bytes() for f in path.parent.iterdir()}
    with pytest.raises(StoreError, match="--force"):
        restore_store(backup, path, NAME, PASSPHRASE)
    assert {f.name: f.read_bytes() for f in path.parent.iterdir()} == before

    aside = restore_store(backup, path, NAME, PASSPHRASE, force=True)
    with open_store(path, NAME, PASSPHRASE) as restored:
        assert len(restored.results.search()) == 1
        assert restored.audit.verify().ok
    with open_store(aside / "store.db", NAME, PASSPHRASE) as old:
        assert len(old.results.search()) == 2
        assert old.audit.verify().ok


def test_a_lost_or_damaged_store_is_replaced(store, backup, path):
    store.close()
    path.write_bytes(b"rubbish")
    restore_store(backup, path, NAME, PASSPHRASE, force=True)
    with open_store(path, NAME, PASSPHRASE) as restored:
        assert len(restored.results.search()) == 1


def test_a_wrong_passphrase_changes_nothing(store, backup, path):
    store.close()
    before = {f.name: f.read_bytes() for f in path.parent.iterdir()}
    with pytest.raises(SignInError, match="wrong"):
        restore_store(backup, path, NAME, OTHER, force=True)
    assert {f.name: f.read_bytes() for f in path.parent.iterdir()} == before


def test_the_passphrase_is_that_of_the_backups_time(store, backup, tmp_path):
    store.change_passphrase(PASSPHRASE, OTHER)
    with pytest.raises(SignInError):
        restore_store(backup, tmp_path / "new.db", NAME, OTHER)
    restore_store(backup, tmp_path / "new.db", NAME, PASSPHRASE)
    assert store_exists(tmp_path / "new.db")


@pytest.mark.parametrize("where", [0.02, 0.5, 0.97])
def test_a_damaged_backup_is_refused(backup, tmp_path, where):
    content = bytearray(backup.read_bytes())
    content[int(len(content) * where)] ^= 255
    backup.write_bytes(content)
    with pytest.raises(StoreError):
        restore_store(backup, tmp_path / "new" / "store.db", NAME, PASSPHRASE)
    assert list((tmp_path / "new").iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"text", None])
def test_what_is_no_backup_is_refused(tmp_path, content):
    file = tmp_path / "file.mvbackup"
    if content is not None:
        file.write_bytes(content)
    words = "no file" if content is None else "is not a backup"
    for act in (
        lambda: backup_account_names(file),
        lambda: restore_store(file, tmp_path / "store.db", NAME, PASSPHRASE),
    ):
        with pytest.raises(StoreError, match=words):
            act()
    assert not store_exists(tmp_path / "store.db")


def test_a_backup_never_overwrites_and_needs_its_folder(store, backup, tmp_path):
    before = backup.read_bytes()
    with pytest.raises(StoreError, match="exists already"):
        store.backup(backup)
    assert backup.read_bytes() == before
    with pytest.raises(StoreError, match="cannot be written"):
        store.backup(tmp_path / "nowhere" / "one.mvbackup")


def test_a_damaged_store_gives_no_backup(store, tmp_path):
    scan = make_scan()
    store.results.save(make_result(scan), scan)
    store._database.run("DROP TRIGGER audit_not_updated")
    store._database.run("UPDATE audit SET detail = 'forged' WHERE number = 2")
    with pytest.raises(StoreError, match="entry 2 was changed"):
        store.backup(tmp_path / "bad.mvbackup")
    assert [f.name for f in tmp_path.iterdir()] == ["data"]


def test_a_demo_store_is_backed_up_without_sign_in(tmp_path):
    with open_demo_store(tmp_path / "demo.db") as demo:
        scan = make_scan(demo=True)
        demo.results.save(make_result(scan), scan)
        demo.backup(tmp_path / "demo.mvbackup")
    assert backup_account_names(tmp_path / "demo.mvbackup") == ()
    restore_store(tmp_path / "demo.mvbackup", tmp_path / "again.db")
    with open_demo_store(tmp_path / "again.db") as again:
        assert len(again.results.search()) == 1

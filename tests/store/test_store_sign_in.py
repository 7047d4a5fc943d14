"""Who may open a store, and that nobody else can."""

import json
import os
import stat
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from medviewer.domain.errors import SignInError, StoreError
from medviewer.store import (
    account_names,
    codec,
    create_store,
    default_store_path,
    forget_passphrase,
    is_demo_store,
    open_demo_store,
    open_store,
    recall_passphrase,
    remember_passphrase,
    state,
    store_exists,
)
from medviewer.store.locations import keys_path, state_path, store_files

from .conftest import NAME, PASSPHRASE, make_result, make_scan

OTHER = "another plain passphrase"


def actions(store):
    return [e.action for e in store.audit.entries()]


def test_nothing_readable_lies_on_the_disk(store, path):
    scan = make_scan()
    store.results.save(make_result(scan), scan)
    files = store_files(path)
    assert {f.name for f in files} == {
        "store.db",
        "store.db-wal",
        "store.db-shm",
        "store.db.keys",
        "store.db.state",
    }
    for file in files:
        content = file.read_bytes()
        for secret in (b"Yamada", b"JP-17", b"malignant", b"SQLite format", PASSPHRASE.encode()):
            assert secret not in content, file.name
        assert store._data_key not in content
        assert store._data_key.hex().encode() not in content
    if os.name == "posix":
        assert all(stat.S_IMODE(f.stat().st_mode) == 0o600 for f in files)
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_key_is_wrapped_with_argon2id_at_full_cost(full_cost, tmp_path):
    path = tmp_path / "store.db"
    create_store(path, NAME, PASSPHRASE).close()
    (entry,) = json.loads(keys_path(path).read_text())["accounts"]
    assert (entry["kdf"], entry["memory_kib"], entry["time_cost"]) == ("argon2id", 65536, 3)
    with open_store(path, NAME, PASSPHRASE) as store:
        assert store.account == NAME


def test_wrong_name_and_wrong_passphrase_read_the_same(store, path):
    texts = set()
    for name, passphrase in ((NAME, OTHER), ("Nobody", PASSPHRASE), (NAME, ""), ("", "")):
        with pytest.raises(SignInError) as caught:
            open_store(path, name, passphrase)
        texts.add(str(caught.value))
    assert texts == {"The name or the passphrase is wrong."}


def test_names_and_passphrases_are_the_same_however_they_are_typed(tmp_path):
    path = tmp_path / "store.db"
    create_store(path, "  Zo\u00e9 ", "cre\u0300me bru\u0302le\u0301e twice").close()
    with open_store(path, "zoe\u0301", "cr\u00e8me br\u00fbl\u00e9e twice") as store:
        assert store.account == "Zo\u00e9"


def test_wrong_tries_make_that_name_wait_and_nobody_else(store, path, monkeypatch):
    store.add_account("Bert", OTHER)
    for _ in range(state.FREE_ATTEMPTS):
        with pytest.raises(SignInError, match="wrong"):
            open_store(path, NAME, OTHER)
    with pytest.raises(SignInError, match="Wait [12] seconds"):
        open_store(path, NAME, PASSPHRASE)
    with open_store(path, "Bert", OTHER) as bert:
        assert "sign-in.failed" in actions(bert)
        (told,) = [e.detail for e in bert.audit.entries() if e.action == "sign-in.failed"]
        assert told.startswith(f"3 times for account {NAME}")
    with pytest.raises(SignInError, match="Wait"):  # Bert's sign-in does not free Anna's name
        open_store(path, NAME, PASSPHRASE)

    waits = []
    clock = codec.now()
    for later in (3, 10, 30, 100, 1000, 10_000, 100_000, 1_000_000):
        moment = clock + state.dt.timedelta(seconds=later)
        monkeypatch.setattr(state, "now", lambda moment=moment: moment)
        with pytest.raises(SignInError, match="is wrong"):
            open_store(path, NAME, OTHER)
        with pytest.raises(SignInError, match="Wait") as caught:
            open_store(path, NAME, PASSPHRASE)
        waits.append(int(str(caught.value).split("Wait ")[1].split()[0]))
    assert waits == [4, 8, 16, 32, 64, 128, 256, 300]
    moment = clock + state.dt.timedelta(seconds=1_000_301)
    monkeypatch.setattr(state, "now", lambda: moment)
    with open_store(path, NAME, PASSPHRASE) as again:
        assert again.audit.verify().ok
    with pytest.raises(SignInError, match="is wrong"):  # counted from the beginning
        open_store(path, NAME, OTHER)
    open_store(path, NAME, PASSPHRASE).close()


def test_what_was_typed_as_a_name_is_not_written_down(store, path):
    with pytest.raises(SignInError):
        open_store(path, PASSPHRASE, PASSPHRASE)
    assert PASSPHRASE.encode() not in state_path(path).read_bytes()
    with open_store(path, NAME, PASSPHRASE) as again:
        detail = next(e.detail for e in again.audit.entries() if e.action == "sign-in.failed")
    assert detail.startswith("1 times for an unknown name")


def test_accounts_are_added_changed_and_disabled(store, path):
    store.add_account("Bert", OTHER)
    assert account_names(path) == (NAME, "Bert")
    with open_store(path, "Bert", OTHER) as bert:
        bert.change_passphrase(OTHER, "yet another passphrase")
        with pytest.raises(SignInError, match="old passphrase is wrong"):
            bert.change_passphrase(OTHER, "yet another passphrase")
        with pytest.raises(StoreError, match="your own"):
            bert.disable_account("bert")
    with pytest.raises(SignInError):
        open_store(path, "Bert", OTHER)
    open_store(path, "Bert", "yet another passphrase").close()

    old_keys = keys_path(path).read_bytes()
    store.disable_account("BERT")
    assert account_names(path) == (NAME,)
    assert [a.disabled_at is None for a in store.accounts()] == [True, False]
    with pytest.raises(SignInError, match="wrong"):
        open_store(path, "Bert", "yet another passphrase")
    new_keys = keys_path(path).read_bytes()
    keys_path(path).write_bytes(old_keys)  # a kept copy of the key file does not help either
    with pytest.raises(SignInError, match="disabled"):
        open_store(path, "Bert", "yet another passphrase")
    keys_path(path).write_bytes(new_keys)

    store.add_account("Bert", "a fresh passphrase")
    open_store(path, "Bert", "a fresh passphrase").close()
    recorded = [a for a in actions(store) if a.startswith("account.")]
    assert recorded == [
        "account.add",
        "account.add",
        "account.passphrase",
        "account.disable",
        "account.add",
    ]
    assert store.audit.verify().ok


def test_bad_names_and_passphrases_are_refused_in_a_sentence(store, tmp_path):
    for name, passphrase, words in (
        ("", PASSPHRASE, "printable"),
        ("a\nb", PASSPHRASE, "printable"),
        ("x" * 65, PASSPHRASE, "printable"),
        ("Bert", "short", "at least 12 characters"),
        (NAME.upper(), PASSPHRASE, "already"),
    ):
        with pytest.raises(StoreError, match=words):
            store.add_account(name, passphrase)
    with pytest.raises(StoreError, match="at least 12"):
        store.change_passphrase(PASSPHRASE, "short")
    with pytest.raises(StoreError, match="at least 12"):
        create_store(tmp_path / "other.db", "Bert", "short")
    assert not store_exists(tmp_path / "other.db")
    with pytest.raises(StoreError, match="no account Nobody"):
        store.disable_account("Nobody")
    assert [a.name for a in store.accounts()] == [NAME]


def test_key_file_and_database_are_undone_together(store, path, monkeypatch):
    before = keys_path(path).read_bytes()

    def full(*_):
        raise StoreError("The disk is full.")

    monkeypatch.setattr("medviewer.store.keys.write_private", full)
    with pytest.raises(StoreError, match="full"):
        store.add_account("Bert", OTHER)
    monkeypatch.undo()
    assert keys_path(path).read_bytes() == before
    assert [a.name for a in store.accounts()] == [NAME]

    count = store._database.value("PRAGMA page_count")
    store._database.run(f"PRAGMA max_page_count = {count}")
    before, refused = b"", ""
    for number in range(100):
        before = keys_path(path).read_bytes()
        try:
            store.add_account(f"{number} {'肺' * 60}", OTHER)
        except StoreError as error:
            refused = str(error)
            break
    assert "is full" in refused
    assert keys_path(path).read_bytes() == before
    store._database.run("PRAGMA max_page_count = 1000000")
    assert set(account_names(path)) == {a.name for a in store.accounts()}


def test_a_second_store_in_the_same_place_is_refused(store, path):
    with pytest.raises(StoreError, match="already"):
        create_store(path, "Bert", OTHER)
    with pytest.raises(StoreError, match="not a demo store"):
        open_demo_store(path)
    assert open_store(path, NAME, PASSPHRASE).results.patients() == []


def test_the_demo_store_has_no_accounts(tmp_path):
    path = tmp_path / "demo.db"
    with open_demo_store(path) as demo:
        assert is_demo_store(path)
        assert account_names(path) == ()
        for act in (
            lambda: demo.add_account("Bert", OTHER),
            lambda: demo.change_passphrase(OTHER, OTHER),
            lambda: demo.disable_account("demo"),
        ):
            with pytest.raises(StoreError, match="no accounts"):
                act()
    with pytest.raises(StoreError, match="demo store"):
        open_store(path, "demo", PASSPHRASE)
    assert b"SQLite format" not in path.read_bytes()


def test_the_place_of_the_store_can_be_chosen(monkeypatch, tmp_path):
    monkeypatch.setenv("MEDVIEWER_STORE", str(tmp_path / "mine.db"))
    assert default_store_path() == tmp_path / "mine.db"
    monkeypatch.delenv("MEDVIEWER_STORE")
    assert default_store_path().name == "store.db"
    assert default_store_path().parent.name == "MedViewer"


class _Keyring(keyring.backend.KeyringBackend):
    """A keyring in memory: what an operating system's would do."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service, username):
        return self.held.get((service, username))

    def set_password(self, service, username, password):
        self.held[service, username] = password

    def delete_password(self, service, username):
        try:
            del self.held[service, username]
        except KeyError as error:
            raise keyring.errors.PasswordDeleteError from error


@pytest.fixture
def use_keyring():
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


def test_the_keyring_keeps_a_passphrase_for_each_store_and_name(use_keyring):
    use_keyring(_Keyring())
    here, there = Path("/a/store.db"), Path("/b/store.db")
    assert remember_passphrase(here, "Anna", PASSPHRASE)
    assert recall_passphrase(here, "Anna") == PASSPHRASE
    assert recall_passphrase(there, "Anna") is recall_passphrase(here, "Bert") is None
    forget_passphrase(here, "Anna")
    forget_passphrase(here, "Anna")
    assert recall_passphrase(here, "Anna") is None


def test_no_keyring_is_no_trouble(use_keyring):
    use_keyring(NoKeyring())
    path = Path("/a/store.db")
    assert remember_passphrase(path, "Anna", PASSPHRASE) is False
    assert recall_passphrase(path, "Anna") is None
    forget_passphrase(path, "Anna")

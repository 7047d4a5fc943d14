"""Full disks, killed programs, damaged and foreign files: one sentence, nothing lost."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

from medviewer.domain.errors import BugError, KnownError, SignInError, StoreError
from medviewer.domain.review import Review, ReviewState
from medviewer.store import codec, connection, create_store, open_store, schema
from medviewer.store.locations import keys_path

from .conftest import NAME, PASSPHRASE, make_result, make_scan

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def child(code: str, *arguments: object, **options) -> subprocess.Popen[str]:
    """Another Python that has the fixtures' names."""
    head = (
        "import importlib.util, sys\n"
        f"names = {str(HERE / 'conftest.py')!r}\n"
        "spec = importlib.util.spec_from_file_location('fixtures', names)\n"
        "fixtures = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(fixtures)\n"
        "globals().update(vars(fixtures))\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", head + textwrap.dedent(code), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        **options,
    )


def one_sentence(error: KnownError) -> bool:
    text = str(error)
    return "\n" not in text and text.endswith(".") and "Error" not in text and len(text) < 300


def test_a_full_disk_while_saving_loses_nothing(store, path):
    scan = make_scan()
    kept = store.results.save(make_result(scan), scan)[0]
    before = store.audit.entries()
    pages = store._database.value("PRAGMA page_count")
    store._database.run(f"PRAGMA max_page_count = {pages + 2}")  # SQLite's own SQLITE_FULL
    for seed in (1, 2):
        other = make_scan(seed + 1, colour=True)
        with pytest.raises(StoreError, match="is full; nothing of this was saved") as caught:
            store.results.save(make_result(other), other)
        assert one_sentence(caught.value)
    assert [r.id for r in store.results.search()] == [kept.id]
    assert store.audit.entries() == before
    assert store._database.value("SELECT count(*) FROM patient") == 1

    store._database.run("PRAGMA max_page_count = 1000000")
    again = store.results.save(make_result(other), other)[0]
    store.close()
    with open_store(path, NAME, PASSPHRASE) as opened:
        assert [r.id for r in opened.results.search()] == [again.id, kept.id]
        assert opened.audit.verify().ok


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are a matter of POSIX")
def test_a_disk_that_refuses_to_grow_loses_nothing(store, path):
    scan = make_scan()
    store.results.save(make_result(scan), scan)
    store.close()
    size = path.stat().st_size

    import resource

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writes fail instead of killing
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 150_000, size + 150_000))

    code = """
        from pathlib import Path
        from medviewer.store import open_store
        from medviewer.domain.errors import StoreError
        store = open_store(Path(sys.argv[1]), NAME, PASSPHRASE)
        saved = 0
        try:
            for seed in range(2, 500):
                scan = make_scan(seed, colour=True)
                store.results.save(make_result(scan), scan)
                saved += 1
        except StoreError as error:
            print(saved, error)
            print(len(store.results.search(limit=1000)))
    """
    process = child(code, path, preexec_fn=limit)
    output, _ = process.communicate(timeout=120)
    first, second = output.splitlines()
    saved, sentence = first.split(" ", 1)
    assert sentence.startswith(f"The store {path} cannot be read or written")
    assert int(saved) < 400
    assert int(second) == int(saved) + 1
    with open_store(path, NAME, PASSPHRASE) as opened:
        assert len(opened.results.search(limit=1000)) == int(saved) + 1
        assert opened.audit.verify().ok
        other = make_scan(1000)
        opened.results.save(make_result(other), other)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a matter of POSIX")
@pytest.mark.parametrize("after", [1, 7])
def test_killed_while_saving_everything_answered_as_saved_is_there(store, path, after):
    store.close()
    code = """
        from pathlib import Path
        from medviewer.store import open_store
        store = open_store(Path(sys.argv[1]), NAME, PASSPHRASE)
        for seed in range(1, 10_000):
            scan = make_scan(seed, colour=True)
            stored, _ = store.results.save(make_result(scan), scan)
            print(stored.id, scan.content_hash, flush=True)
    """
    process = child(code, path)
    lines = [process.stdout.readline() for _ in range(after)]
    process.send_signal(signal.SIGKILL)  # somewhere in the middle of the next save
    rest, _ = process.communicate(timeout=60)
    complete = [x for x in (*lines, *rest.splitlines(keepends=True)) if x.endswith("\n")]
    answered = [x.split() for x in complete]
    assert len(answered) >= after
    with open_store(path, NAME, PASSPHRASE) as opened:
        found = opened.results.search(limit=100_000)
        assert {(str(r.id), r.scan.content_hash) for r in found} >= {tuple(a) for a in answered}
        assert len(found) <= len(answered) + 1
        assert all(r.result.masks[0].array.any() for r in found)
        assert opened.audit.verify().ok
        assert opened._database.rows("PRAGMA foreign_key_check") == []
        assert opened._database.value("SELECT count(*) FROM result_key") == len(found)


def test_two_programs_work_on_one_store(store, path):
    with open_store(path, NAME, PASSPHRASE) as other:
        for seed, one in enumerate([store, other, store, other]):
            scan = make_scan(seed)
            one.results.save(make_result(scan, f"class {seed}"), scan)
        other.results.review(1, Review(ReviewState.CORRECTED, "R", codec.now(), "", "class 3"))
        assert store.results.get(1).diagnosis_label == "class 3"
        assert len(store.results.search()) == 4
    assert store.audit.verify().ok


def test_a_store_held_by_another_program_is_said_so(store, path, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.2)
    with open_store(path, NAME, PASSPHRASE) as other:
        scan = make_scan()
        with store._database.transaction():
            with pytest.raises(StoreError, match="in use by another program") as caught:
                other.results.save(make_result(scan), scan)
            assert one_sentence(caught.value)
            with pytest.raises(StoreError, match="in use by another program"):
                open_store(path, NAME, PASSPHRASE)
        other.results.save(make_result(scan), scan)


def damaged(name: str, path: Path) -> None:
    if name == "database of zeros":
        path.write_bytes(bytes(path.stat().st_size))
    elif name == "database cut":
        path.write_bytes(path.read_bytes()[:5000])
    elif name == "empty database":
        path.write_bytes(b"")
    elif name == "text":
        path.write_text("these are my results")
    elif name == "keys cut":
        keys_path(path).write_bytes(keys_path(path).read_bytes()[:-60])
    elif name == "keys empty":
        keys_path(path).write_bytes(b"")
    elif name == "keys not ours":
        keys_path(path).write_text('{"format": 1, "accounts": [{"name": 3}]}')
    elif name == "keys of greed":
        text = keys_path(path).read_text()
        keys_path(path).write_text(text.replace('"memory_kib": 8', '"memory_kib": 99999999'))
    elif name == "keys newer":
        text = keys_path(path).read_text()
        keys_path(path).write_text(text.replace('"format": 1', '"format": 2'))
    elif name == "no keys":
        keys_path(path).unlink()
    elif name == "no database":
        path.unlink()
    elif name == "folder":
        path.unlink()
        path.mkdir()
    else:
        raise AssertionError(name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("database of zeros", "is damaged"),
        ("database cut", "is damaged"),
        ("empty database", "is damaged"),
        ("text", "is damaged"),
        ("keys cut", "key file .* is damaged"),
        ("keys empty", "key file .* is damaged"),
        ("keys not ours", "key file .* is damaged"),
        ("keys of greed", "key file .* is damaged"),
        ("keys newer", "newer MedViewer"),
        ("no keys", "key file .* is missing"),
        ("no database", "missing although its key file"),
        ("folder", "is a folder"),
    ],
)
def test_damage_is_told_in_a_sentence_and_nothing_is_overwritten(store, path, name, words, capfd):
    for seed in range(3):
        scan = make_scan(seed)
        store.results.save(make_result(scan), scan)
    store.close()
    damaged(name, path)
    before = {f.name: f.read_bytes() for f in path.parent.iterdir() if f.is_file()}
    with pytest.raises(StoreError, match=words) as caught:
        open_store(path, NAME, PASSPHRASE)
    assert not isinstance(caught.value, SignInError)
    assert one_sentence(caught.value)
    with pytest.raises(StoreError, match="already"):
        create_store(path, NAME, PASSPHRASE)
    after = {f.name: f.read_bytes() for f in path.parent.iterdir() if f.is_file()}
    assert after == before
    assert capfd.readouterr() == ("", "")  # SQLCipher would like to talk


def test_a_key_file_of_another_store_does_not_open_this_one(store, path, tmp_path):
    store.close()
    other = tmp_path / "other.db"
    create_store(other, NAME, PASSPHRASE).close()
    shutil.copyfile(keys_path(other), keys_path(path))
    with pytest.raises(StoreError, match="belongs to another store"):
        open_store(path, NAME, PASSPHRASE)


def test_a_page_changed_on_the_disk_is_never_believed(store, path):
    scan = make_scan()
    store.results.save(make_result(scan), scan)
    store.close()
    content = bytearray(path.read_bytes())
    for page in range(4, len(content) // 4096):
        content[page * 4096 + 100] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"), open_store(path, NAME, PASSPHRASE) as opened:
        opened.results.search()


def test_a_folder_that_cannot_be_made_or_written(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be made"):
        create_store(tmp_path / "file" / "store.db", NAME, PASSPHRASE)
    with pytest.raises(StoreError, match="no store at"):
        open_store(tmp_path / "nowhere" / "store.db", NAME, PASSPHRASE)


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="needs to become a user without rights"
)
def test_a_folder_without_rights_for_this_user():
    code = """
        from pathlib import Path
        from medviewer.store import create_store, open_store
        from medviewer.domain.errors import StoreError
        import os
        os.setgid(65534), os.setuid(65534)
        for act in (create_store, open_store):
            for name in ("new.db", "store.db"):
                try:
                    act(Path(sys.argv[1]) / name, NAME, PASSPHRASE)
                    print("done")
                except StoreError as error:
                    print(error)
    """
    with tempfile.TemporaryDirectory(dir="/tmp") as name:  # pytest's own is closed to others
        folder = Path(name)
        create_store(folder / "store.db", NAME, PASSPHRASE).close()
        for file in folder.iterdir():
            file.chmod(0o644)
        folder.chmod(0o755)
        output, _ = child(code, folder).communicate(timeout=60)
        folder.chmod(0o700)
        unreachable, _ = child(code, folder).communicate(timeout=60)
        assert sorted(f.name for f in folder.iterdir()) == [
            "store.db",
            "store.db.keys",
            "store.db.state",
        ]
    lines = output.splitlines()
    assert len(lines) == 4
    assert unreachable.count("cannot be reached (Permission denied)") == 4
    assert "cannot be made (Permission denied)" in lines[0]
    assert "sign in to open it" in lines[1]
    assert "There is no store" in lines[2]
    assert "cannot be opened (Permission denied)" in lines[3]


def test_an_older_file_is_brought_up_to_date_with_a_copy_before(store, path, monkeypatch):
    scan = make_scan()
    store.results.save(make_result(scan), scan)
    store.close()
    now = len(schema.MIGRATIONS)
    newer = (*schema.MIGRATIONS, ("ALTER TABLE study ADD COLUMN physician TEXT",))
    monkeypatch.setattr(schema, "MIGRATIONS", newer)
    with open_store(path, NAME, PASSPHRASE) as opened:
        assert schema.schema_version(opened._database) == now + 1
        assert opened._database.value("SELECT physician FROM study") is None
        assert len(opened.results.search()) == 1
        key = opened._data_key
    copy = path.with_name(f"store.db.before-version-{now + 1}")
    assert copy.stat().st_mode & 0o77 == 0
    monkeypatch.undo()
    old = connection.Database(copy, key)
    assert schema.schema_version(old) == now
    assert old.value("SELECT count(*) FROM results") == 1
    old.close()

    before = path.read_bytes()  # and this program refuses the newer file, untouched
    with pytest.raises(StoreError, match="newer MedViewer") as caught:
        open_store(path, NAME, PASSPHRASE)
    assert one_sentence(caught.value)
    assert path.read_bytes() == before


def test_a_migration_that_fails_leaves_the_version_before(store, path, monkeypatch):
    store.close()
    broken = (*schema.MIGRATIONS, ("CREATE TABLE extra (a)", "ALTER TABLE nowhere ADD COLUMN b"))
    monkeypatch.setattr(schema, "MIGRATIONS", broken)
    with pytest.raises(BugError):
        open_store(path, NAME, PASSPHRASE)
    monkeypatch.undo()
    with open_store(path, NAME, PASSPHRASE) as opened:
        assert schema.schema_version(opened._database) == len(schema.MIGRATIONS)
        assert opened._database.value("SELECT 1 FROM sqlite_master WHERE name = 'extra'") is None

"""accounts, audit, backup and restore from the command line, as a person or a script would."""

import os
import select
import sys
import time
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from medviewer.app.main import main
from medviewer.app.sign_in import command_line_store
from medviewer.domain.errors import SignInError
from medviewer.store import open_demo_store, open_store

PASSPHRASE = "four unrelated plain words"
OTHER = "another plain passphrase"
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def nobody_yet(monkeypatch):
    """No keyring, nobody signed in by the environment, and no packs but those of the test."""
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    for name in ("USER", "PASSPHRASE", "NEW_PASSPHRASE", "STORE"):
        monkeypatch.delenv(f"MEDVIEWER_{name}", raising=False)
    yield
    keyring.set_keyring(before)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "mine" / "store.db"


@pytest.fixture
def as_anna(monkeypatch, path):
    monkeypatch.setenv("MEDVIEWER_STORE", str(path))
    monkeypatch.setenv("MEDVIEWER_USER", "Anna")
    monkeypatch.setenv("MEDVIEWER_PASSPHRASE", PASSPHRASE)


def test_accounts_by_script(as_anna, path, monkeypatch, capsys):
    assert main(["accounts", "list"]) == 0  # makes the store with its first account
    captured = capsys.readouterr()
    assert "making it with its first account" in captured.err
    assert captured.out.startswith("Anna\tactive\tsince 20")

    monkeypatch.setenv("MEDVIEWER_NEW_PASSPHRASE", OTHER)
    assert main(["accounts", "add", "Bert"]) == 0
    open_store(path, "Bert", OTHER).close()
    assert main(["accounts", "disable", "Bert"]) == 0
    capsys.readouterr()
    assert main(["accounts", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[:2] for line in lines] == [["Anna", "active"], ["Bert", "disabled"]]
    assert main(["accounts", "passphrase"]) == 0
    open_store(path, "Anna", OTHER).close()


def test_what_goes_wrong_is_a_sentence(as_anna, monkeypatch, capsys):
    assert main(["accounts", "list"]) == 0
    capsys.readouterr()
    monkeypatch.setenv("MEDVIEWER_NEW_PASSPHRASE", "short")
    assert main(["accounts", "add", "Bert"]) == 2
    assert "at least 12 characters" in capsys.readouterr().err
    assert main(["accounts", "disable", "Nobody"]) == 2
    assert "no account Nobody" in capsys.readouterr().err
    monkeypatch.setenv("MEDVIEWER_PASSPHRASE", OTHER)
    assert main(["accounts", "list"]) == 2
    assert capsys.readouterr().err == "medviewer: The name or the passphrase is wrong.\n"
    monkeypatch.delenv("MEDVIEWER_PASSPHRASE")
    monkeypatch.setattr(sys, "stdin", open(os.devnull))  # noqa: PTH123, SIM115
    assert main(["accounts", "list"]) == 2
    assert "no terminal to ask on" in capsys.readouterr().err


def test_audit_list_and_verify(as_anna, path, capsys):
    assert main(["audit", "verify"]) == 0
    assert "is intact: " in capsys.readouterr().out
    assert main(["audit", "list", "--last", "1"]) == 0
    number, at, account, action, _ = capsys.readouterr().out.split("\t")
    assert at.endswith(" UTC")
    assert (account, action) == ("Anna", "sign-in")
    with open_store(path, "Anna", PASSPHRASE) as store:
        store._database.run("DROP TRIGGER audit_not_updated")
        store._database.run(f"UPDATE audit SET account = 'Bert' WHERE number = {number}")
    assert main(["audit", "verify"]) == 1
    assert capsys.readouterr().out == (
        f"The audit trail is NOT intact: entry {number} was changed.\n"
    )


def test_backup_and_restore(as_anna, path, tmp_path, capsys):
    file = tmp_path / "one.mvbackup"
    assert main(["backup", str(file)]) == 2
    assert "nothing to back up" in capsys.readouterr().err
    assert main(["accounts", "list"]) == 0
    assert main(["backup", str(file)]) == 0
    assert "Backed up and checked" in capsys.readouterr().out
    assert main(["restore", str(file)]) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["restore", str(file), "--force"]) == 0
    said = capsys.readouterr().out
    assert f"The store is back at {path}." in said
    aside = Path(said.split("kept in ")[1].strip().removesuffix("."))
    open_store(aside / "store.db", "Anna", PASSPHRASE).close()
    other = tmp_path / "other.db"
    assert main(["restore", str(file), "--store", str(other)]) == 0
    open_store(other, "Anna", PASSPHRASE).close()


def test_the_tables_of_the_installed_packs_are_ready(as_anna, tmp_path, monkeypatch):
    from medviewer.packs.registry import PackRegistry

    wanted = {c.label for pack in PackRegistry().all() for c in pack.classes}
    with command_line_store(None) as store:
        assert wanted <= set(store.results.diagnoses())
    broken = tmp_path / "packs" / "broken"
    broken.mkdir(parents=True)
    (broken / "pack.toml").write_text("not a pack")
    monkeypatch.setenv("MEDVIEWER_PACKS", str(broken.parent))
    command_line_store(None).close()


def test_a_demo_store_needs_no_sign_in(tmp_path, capsys):
    open_demo_store(tmp_path / "demo.db").close()
    assert main(["audit", "verify", "--store", str(tmp_path / "demo.db")]) == 0
    with command_line_store(tmp_path / "demo.db") as store:
        assert store.is_demo


def test_the_keyring_answers_before_the_person_is_asked(as_anna, path, monkeypatch):
    command_line_store(None).close()
    monkeypatch.delenv("MEDVIEWER_PASSPHRASE")
    monkeypatch.delenv("MEDVIEWER_USER")
    monkeypatch.setattr(sys, "stdin", open(os.devnull))  # noqa: PTH123, SIM115
    with pytest.raises(SignInError, match="no terminal"):
        command_line_store(None)
    monkeypatch.setattr(NoKeyring, "get_password", lambda *_: PASSPHRASE)
    with command_line_store(None) as store:
        assert store.account == "Anna"
    monkeypatch.setattr(NoKeyring, "get_password", lambda *_: OTHER)  # changed elsewhere since
    with pytest.raises(SignInError, match="is wrong"):
        command_line_store(None)


def on_a_terminal(arguments: list[str], dialogue: list[tuple[str, str]]) -> tuple[int, str]:
    """Run the program on a real terminal: wait for each question, type its answer."""
    import pty

    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
        os.execv(sys.executable, [sys.executable, "-m", "medviewer", *arguments])  # noqa: S606
    seen, asked = "", 0
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            data = os.read(terminal, 4096)
        except OSError:  # the other end was closed
            break
        if not data:
            break
        seen += data.decode()
        if dialogue and dialogue[0][0] in seen[asked:]:
            asked = len(seen)
            time.sleep(0.1)  # until the terminal no longer echoes
            os.write(terminal, dialogue.pop(0)[1].encode() + b"\n")
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    assert not dialogue, f"never asked {dialogue[0][0]!r}: {seen}"
    return os.waitstatus_to_exitcode(status), seen


@pytest.mark.skipif(os.name != "posix", reason="pseudo terminals are a matter of POSIX")
def test_the_first_account_is_made_at_the_terminal(path):
    code, seen = on_a_terminal(
        ["accounts", "list", "--store", str(path)],
        [
            ("Your name: ", "Zoë"),
            ("New passphrase of Zoë", "short"),
            ("New passphrase of Zoë", PASSPHRASE),
            ("The same again", OTHER),
            ("New passphrase of Zoë", PASSPHRASE),
            ("The same again", PASSPHRASE),
        ],
    )
    assert code == 0
    assert "Zoë\tactive" in seen or "Zoë     active" in seen
    assert PASSPHRASE not in seen
    code, seen = on_a_terminal(
        ["audit", "list", "--store", str(path)], [("Passphrase of Zoë", PASSPHRASE)]
    )
    assert code == 0
    assert "store.create" in seen
    code, seen = on_a_terminal(
        ["audit", "list", "--store", str(path)], [("Passphrase of Zoë", OTHER)]
    )
    assert code == 2
    assert "The name or the passphrase is wrong." in seen
    assert "Traceback" not in seen

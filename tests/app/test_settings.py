"""The settings file, the log and crash reports."""

import json
import logging
from pathlib import Path

import pytest

from medviewer.app import settings
from medviewer.app.crash import CrashReportHandler, crash_report
from medviewer.app.logging_setup import PrivacyFilter, set_up_logging
from medviewer.app.settings import load_settings, save_settings, settings_file, take_over_keymap
from medviewer.domain.errors import KnownError
from medviewer.ui.actions import ACTIONS, EDITING
from medviewer.ui.keymap import load_keymap
from medviewer.ui.preferences import Preferences


def test_settings_come_back_as_they_were(tmp_path):
    path = tmp_path / "new folder" / "settings.json"
    preferences = Preferences(theme="light", splitter=[1, 2, 3], overlay_opacity=0.4)
    preferences.remember(Path("/scans/März"))
    assert save_settings(preferences, path)
    assert load_settings(path) == preferences
    assert [p.name for p in path.parent.iterdir()] == ["settings.json"]


def test_no_settings_yet_are_the_defaults(tmp_path):
    assert load_settings(tmp_path / "settings.json") == Preferences()


@pytest.mark.parametrize("text", ["{", "[1]", '{"schema": 99}', "{}", "\x00"])
def test_unusable_settings_are_kept_aside(tmp_path, text):
    path = tmp_path / "settings.json"
    path.write_text(text)
    assert load_settings(path) == Preferences()
    assert (tmp_path / "settings.json.kept").read_text() == text


def test_bytes_that_are_no_text_are_kept_aside_too(tmp_path):
    path = tmp_path / "settings.json"
    path.write_bytes(b"\xff\xfe\x00")
    assert load_settings(path) == Preferences()
    assert (tmp_path / "settings.json.kept").read_bytes() == b"\xff\xfe\x00"


def test_what_was_kept_aside_is_never_overwritten(tmp_path):
    path = tmp_path / "settings.json"
    for text in ("{1", "{2", "{3"):
        path.write_text(text)
        load_settings(path)
    kept = {p.name: p.read_text() for p in tmp_path.iterdir()}
    numbered = {"settings.json.kept-2": "{2", "settings.json.kept-3": "{3"}
    assert kept == {"settings.json.kept": "{1", **numbered}


@pytest.fixture
def version(tmp_path, monkeypatch):
    """Makes the program one of that settings schema; gives its settings file."""

    def become(schema):
        monkeypatch.setattr(settings, "SCHEMA", schema)
        return settings_file()

    monkeypatch.setattr(settings, "config_folder", lambda: tmp_path)
    return become


def test_two_versions_in_turn_each_keep_their_own_settings(version, tmp_path):
    newer, older = version(3), version(2)
    own = {3: Preferences(theme="light", recent=["/a"]), 2: Preferences(overlay_opacity=0.25)}
    for schema in own:
        assert save_settings(own[schema], version(schema))
    for schema in (2, 3, 2, 3):
        path = version(schema)
        assert load_settings(path) == own[schema]
        own[schema].recent.append(f"/{schema}")
        assert save_settings(own[schema], path)
    assert {p.name for p in tmp_path.iterdir()} == {newer.name, older.name}


@pytest.mark.parametrize("schema", [1, 2])
def test_the_settings_of_an_earlier_version_are_taken_over_and_left_alone(
    version, tmp_path, schema
):
    earlier = tmp_path / "settings.json"
    earlier.write_text(text := json.dumps({"schema": schema, "theme": "light"}))
    path = version(2)
    assert load_settings(path).theme == "light"
    assert save_settings(Preferences(theme="dark"), path)
    assert load_settings(path).theme == "dark"
    assert earlier.read_text() == text


def test_settings_of_a_version_that_nobody_knows_are_not_touched(version, tmp_path):
    (tmp_path / "settings.json").write_text('{"schema": 99, "theme": "light"}')
    assert load_settings(version(2)) == Preferences()
    assert [p.name for p in tmp_path.iterdir()] == ["settings.json"]


def test_a_second_key_map_is_kept_beside_the_first(tmp_path):
    file = tmp_path / "keymap.toml"
    for key in ("F2", "F3"):
        file.write_text(f'[keys]\nfit = "{key}"\n')
        assert take_over_keymap(Preferences(), file) == ""
    assert {p.name for p in tmp_path.iterdir()} == {"keymap.toml.kept", "keymap.toml.kept-2"}


def test_one_wrong_value_costs_only_itself(tmp_path):
    path = tmp_path / "settings.json"
    data = {"schema": 1, "theme": "light", "splitter": ["a"], "privacy": 1, "other": 5}
    path.write_text(json.dumps(data))
    assert load_settings(path) == Preferences(theme="light")


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert not save_settings(Preferences(), blocked / "settings.json")


def test_recent_folders_each_once_newest_first():
    preferences = Preferences()
    for number in (1, 2, 3, 1, *range(4, 12)):
        preferences.remember(Path(f"/f{number}"))
    assert preferences.recent[0] == "/f11"
    assert len(preferences.recent) == len(set(preferences.recent)) == 8


def record(name, text, *args, error=None):
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(name, logging.INFO, "x.py", 7, text, args, info)


def filtered(entry):
    PrivacyFilter().filter(entry)
    return logging.Formatter("%(message)s").format(entry)


def test_log_has_no_paths_and_no_names():
    path = Path("/home/me/Doe^Jane/scan.dcm")
    assert filtered(record("medviewer.ui", "read %s", path)) == "read <path>"
    assert filtered(record("medviewer.ui", "patient Doe^Jane^^ read")) == "patient <name> read"
    assert filtered(record("medviewer.jobs", "engine ready in 2.1 s")) == "engine ready in 2.1 s"


def test_log_keeps_nothing_of_what_libraries_quote():
    text = filtered(record("pydicom", "invalid value for PN: %s", "Doe Jane"))
    assert "Doe" not in text
    assert "x:7" in text


def test_log_names_an_error_but_not_its_words():
    try:
        raise ValueError("Doe Jane")
    except ValueError as error:
        text = filtered(record("medviewer.jobs", "failed", error=error))
    assert text == "failed [ValueError]"


def test_log_file_is_written_and_absent_rights_are_no_error(tmp_path):
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    try:
        path = set_up_logging(tmp_path / "state")
        logging.getLogger("medviewer.test").info("hello")
        assert "hello" in path.read_text()
        (tmp_path / "file").write_text("")
        assert set_up_logging(tmp_path / "file") is None
    finally:
        for handler in [h for h in root.handlers if h not in before]:
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level)


def broken(secret):
    try:
        return {}[secret]
    except KeyError as error:
        raise RuntimeError(f"no {secret}") from error


def test_crash_report_says_where_and_nothing_of_whom(tmp_path):
    try:
        broken("Doe^Jane")
    except RuntimeError as error:
        text = crash_report(error)
        entry = record("medviewer.crash", "unexpected", error=error)
    assert "Doe" not in text
    assert "builtins.RuntimeError" in text
    assert "builtins.KeyError" in text
    assert "test_settings.py" in text
    assert str(Path(__file__).parent) not in text
    entry.levelno = logging.CRITICAL
    CrashReportHandler(tmp_path / "crashes").handle(entry)
    written = list((tmp_path / "crashes").iterdir())
    assert len(written) == 1
    assert "in broken" in written[0].read_text()


def test_every_key_is_an_action_and_no_key_is_given_twice():
    keymap = load_keymap()
    assert set(keymap) <= {spec.name for spec in ACTIONS}
    # The keys of editing hold while masks are edited, when the others with them rest.
    editing = {spec.name for spec in EDITING}
    for group in (editing, set(keymap) - editing):
        keys = [key.toString() for name in group for key in keymap.get(name, [])]
        assert len(keys) == len(set(keys))
    assert keymap["predict"][0].toString() == "G"
    assert {k.toString() for k in keymap["accept"]} == {"Return", "Enter"}


def test_a_user_s_key_map_overrides_single_lines(tmp_path):
    own = tmp_path / "keymap.toml"
    own.write_text('[keys]\npredict = "Ctrl+Return"\nreject = ""\n')
    keymap = load_keymap(own)
    assert keymap["predict"][0].toString() == "Ctrl+Return"
    assert keymap["reject"] == []
    assert keymap["fit"][0].toString() == "F"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[keys]\nfly = 'F'", "fly"),
        ("[keys]\nfit = 'Hyper+Quux'", "cannot be read"),
        ("keys", "cannot be read"),
        ("[keys]\nfit = 7", "cannot be read"),
    ],
)
def test_an_unusable_key_map_is_a_sentence(tmp_path, text, says):
    own = tmp_path / "keymap.toml"
    own.write_text(text)
    with pytest.raises(KnownError, match=says):
        load_keymap(own)
